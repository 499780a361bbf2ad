//! Whether the author's files are as they were, without reading them.

use super::{Found, Ground, load};
use crate::digest::{Digest, Hasher};
use crate::host::clock;
use crate::host::error::Error;
use crate::host::files::Stamp;
use crate::source::SourceFile;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};

/// What all files of a project are known by: path, size, and when they were written.
///
/// A file that was written a moment before it was looked at may be written again without any of these changing.
/// Of such files the bytes count too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    stamps: Digest,
    fresh: Vec<(String, Digest)>,
}

impl Look {
    /// Looks at the project at `root`, past the folders in `ignore`: everything that [`super::read`] would read.
    ///
    /// # Errors
    /// When `root` itself cannot be found.
    pub fn at(root: &Path, ignore: &[PathBuf]) -> Result<Self, Error> {
        let seen = seen(root, ignore)?;
        let now = clock::now();
        let is_fresh = |one: &&Seen| one.stamp.is_some_and(|stamp| !stamp.is_settled(now));
        let fresh =
            seen.par_iter().filter(is_fresh).map(|one| (one.shown.clone(), digest(&one.shown, &one.place)));
        Ok(Self { fresh: fresh.collect(), stamps: stamps(&seen) })
    }

    /// Whether the project still is as it was.
    #[must_use]
    pub fn still_holds(&self, root: &Path, ignore: &[PathBuf]) -> bool {
        let Ok(seen) = seen(root, ignore) else { return false };
        let bytes_of =
            |shown: &str| seen.iter().find(|one| one.shown == shown).map(|one| digest(shown, &one.place));
        stamps(&seen) == self.stamps
            && self.fresh.iter().all(|(shown, before)| bytes_of(shown) == Some(*before))
    }
}

/// A file, or something in the place of one.
struct Seen {
    shown: String,
    place: PathBuf,
    /// `None` for what would not be read.
    stamp: Option<Stamp>,
}

fn seen(root: &Path, ignore: &[PathBuf]) -> Result<Vec<Seen>, Error> {
    let ground = Ground::find(root, ignore)?;
    let mut walk = ground.walk();
    walk.all();
    let each = walk.found.into_par_iter().map(|(shown, found)| match found {
        Found::File(place) => {
            let stamp = fs::symlink_metadata(&place).ok().filter(fs::Metadata::is_file);
            Seen { stamp: stamp.map(|about| Stamp::of(&about)), shown, place }
        }
        Found::Refused(_) => Seen { shown, place: PathBuf::new(), stamp: None },
    });
    let mut seen: Vec<Seen> = each.collect();
    seen.par_sort_unstable_by(|a, b| (&a.shown, &a.place).cmp(&(&b.shown, &b.place)));
    Ok(seen)
}

fn stamps(seen: &[Seen]) -> Digest {
    let mut hasher = Hasher::default();
    for Seen { shown, stamp, .. } in seen {
        hasher.add_bytes(shown.as_bytes());
        hasher.add_bytes(&stamp.map_or([0; 40], Stamp::to_bytes));
    }
    hasher.finish()
}

/// The digest of a file's bytes, or of why they cannot be had.
fn digest(shown: &str, place: &Path) -> Digest {
    match load(shown, place) {
        Some(SourceFile::Bytes(bytes)) => Digest::of_bytes(&bytes),
        Some(SourceFile::Attachment { digest, .. }) => digest,
        Some(SourceFile::Refused(why)) => Digest::of_bytes(format!("{why:?}").as_bytes()),
        None => Digest::of_bytes(b"gone"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::scratch::Scratch;

    fn site() -> Scratch {
        let scratch = Scratch::new();
        scratch.file("termijn.toml", b"title = 'x'");
        scratch.file("content/a/b.md", b"een");
        scratch.file("content/a/c/bijlage.pdf", b"twee");
        scratch
    }

    #[track_caller]
    fn shows(change: impl Fn(&Scratch)) {
        let scratch = site();
        let look = Look::at(scratch.path(), &[]).unwrap();
        assert!(look.still_holds(scratch.path(), &[]));
        change(&scratch);
        assert!(!look.still_holds(scratch.path(), &[]));
    }

    #[test]
    fn every_change_shows() {
        shows(|site| drop(site.file("content/a/b.md", b"twee")));
        shows(|site| drop(site.file("content/a/nieuw.md", b"")));
        shows(|site| drop(site.file("content/a/c/bijlage.pdf", b"drie")));
        shows(|site| fs::remove_file(site.path().join("content/a/b.md")).unwrap());
        shows(|site| {
            fs::rename(site.path().join("content/a/b.md"), site.path().join("content/a/d.md")).unwrap();
        });
        shows(|site| fs::remove_file(site.path().join("termijn.toml")).unwrap());
    }

    #[test]
    fn bytes_count_where_times_cannot_tell() {
        let scratch = site();
        let place = scratch.path().join("content/a/b.md");
        let look = Look::at(scratch.path(), &[]).unwrap();
        let written = fs::metadata(&place).unwrap().modified().unwrap();
        let file = fs::OpenOptions::new().write(true).open(&place).unwrap();
        std::io::Write::write_all(&mut &file, b"1en").unwrap();
        file.set_modified(written).unwrap();
        drop(file);
        assert_eq!(
            look.stamps,
            Look::at(scratch.path(), &[]).unwrap().stamps,
            "nothing but the bytes differs"
        );
        assert!(!look.still_holds(scratch.path(), &[]));
    }

    #[test]
    fn what_is_ignored_has_no_say() {
        let scratch = site();
        scratch.file("content/public/x", b"een");
        let ignore = [scratch.path().join("content/public")];
        let look = Look::at(scratch.path(), &ignore).unwrap();
        scratch.file("content/public/y", b"twee");
        assert!(look.still_holds(scratch.path(), &ignore));
    }
}
