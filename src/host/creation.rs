//! New files among the author's own: made, never replaced.

use super::error::{Doing, Error, While};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Why not every file was made.
#[derive(Debug)]
pub enum NotCreated {
    /// Something stands at these paths already; nothing was written.
    Taken(Vec<PathBuf>),
    /// A link on the way to this path leads out of the site; nothing was written there.
    LeadsOut(PathBuf),
    /// The machine refused. The files that were made before that stay.
    Machine {
        /// What it refused.
        error: Error,
        /// The files that were made, by their path in the site.
        written: Vec<String>,
    },
}

/// Makes files below `root`, given as path and text, and the folders that they need, `root` too.
///
/// All paths are looked at first, so that when one is taken nothing is written. A file that cannot be written
/// whole is removed again.
pub fn create(root: &Path, files: &[(&str, &str)]) -> Result<(), NotCreated> {
    let taken: Vec<PathBuf> = files
        .iter()
        .map(|(path, _)| root.join(path))
        .filter(|place| place.symlink_metadata().is_ok())
        .collect();
    if !taken.is_empty() {
        return Err(NotCreated::Taken(taken));
    }
    let mut written = Vec::new();
    for (path, text) in files {
        match create_one(root, path, text) {
            Ok(()) => written.push((*path).to_owned()),
            Err(Fault::LeadsOut(place)) => return Err(NotCreated::LeadsOut(place)),
            Err(Fault::Machine(error)) => return Err(NotCreated::Machine { error, written }),
        }
    }
    Ok(())
}

enum Fault {
    LeadsOut(PathBuf),
    Machine(Error),
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Machine(error)
    }
}

fn create_one(root: &Path, path: &str, text: &str) -> Result<(), Fault> {
    let place = root.join(path);
    let folder = place.parent().unwrap_or(root);
    fs::create_dir_all(root).while_(Doing::MakeFolder, root)?;
    let real_root = root.canonicalize().while_(Doing::FindFolder, root)?;
    // The folders that are there already decide where the new ones come.
    let existing = folder.ancestors().find(|above| above.symlink_metadata().is_ok()).unwrap_or(root);
    let real = existing.canonicalize().while_(Doing::FindFolder, existing)?;
    if !real.starts_with(&real_root) {
        return Err(Fault::LeadsOut(place));
    }
    fs::create_dir_all(folder).while_(Doing::MakeFolder, folder)?;
    let mut file =
        OpenOptions::new().write(true).create_new(true).open(&place).while_(Doing::WriteFile, &place)?;
    if let Err(cause) = file.write_all(text.as_bytes()).and_then(|()| file.sync_all()) {
        // It is ours and of no use.
        let _ = fs::remove_file(&place);
        return Err(Doing::WriteFile.failed(&place, cause).into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::scratch::Scratch;
    use super::*;

    #[test]
    fn files_are_made_with_their_folders() {
        let scratch = Scratch::new();
        let root = scratch.path().join("site");
        create(&root, &[("a.toml", "1"), ("b/c/d.md", "2")]).unwrap();
        assert_eq!(fs::read_to_string(root.join("b/c/d.md")).unwrap(), "2");
    }

    #[test]
    fn nothing_is_replaced_and_nothing_written_beside_it() {
        let scratch = Scratch::new();
        scratch.file("b.md", "oud");
        scratch.link("c.md", "bestaat-niet");
        let refused = create(scratch.path(), &[("a.md", "1"), ("b.md", "2"), ("c.md", "3")]);
        let Err(NotCreated::Taken(taken)) = refused else { panic!("{refused:?}") };
        assert_eq!(taken, [scratch.path().join("b.md"), scratch.path().join("c.md")]);
        assert_eq!(fs::read_to_string(scratch.path().join("b.md")).unwrap(), "oud");
        assert!(!scratch.path().join("a.md").exists());
    }

    #[test]
    fn no_link_leads_out() {
        let scratch = Scratch::new();
        let outside = scratch.folder("buiten");
        scratch.link("site/content", &outside);
        scratch.folder("site/echt");
        scratch.link("site/link", "echt");
        let site = scratch.path().join("site");
        for path in ["content/a.md", "content/b/a.md"] {
            assert!(matches!(create(&site, &[(path, "")]), Err(NotCreated::LeadsOut(_))), "{path}");
        }
        assert_eq!(fs::read_dir(outside).unwrap().count(), 0);
        create(&site, &[("link/a.md", "")]).unwrap();
        assert!(site.join("echt/a.md").exists());
    }

    #[test]
    fn a_failure_tells_what_was_written() {
        let scratch = Scratch::new();
        scratch.file("b", "een bestand, geen map");
        let refused = create(scratch.path(), &[("a.md", "1"), ("b/c.md", "2")]);
        let Err(NotCreated::Machine { written, error }) = refused else { panic!("{refused:?}") };
        assert_eq!(written, ["a.md"]);
        assert!(error.path.starts_with(scratch.path()));
    }
}
