//! What others put in the output folder: it moves along with every edition.

use super::layout::Layout;
use super::standing::Standing;
use super::{Doing, Error, Refusal};
use crate::host::error::While;
use crate::host::files::{self, About, make_link, open_regular, set_mode, set_mode_of};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The files, links and folders in the output that no edition of ours made.
pub(super) struct Foreign<'a> {
    /// Everything but folders.
    things: BTreeMap<&'a Path, About>,
    /// Folders that the new edition does not make by itself: the foreign ones, and those around foreign things.
    folders: BTreeMap<&'a Path, About>,
}

impl<'a> Foreign<'a> {
    /// Finds what is foreign in what stands there; refuses when the new edition needs its place.
    pub(super) fn among(standing: &'a Standing<'_>, new: &Layout<'_>) -> Result<Self, Refusal> {
        let mut foreign = Self { things: BTreeMap::new(), folders: BTreeMap::new() };
        for (path, about) in &standing.foreign {
            let path = path.as_path();
            if about.is_dir() {
                foreign.folders.insert(path, *about);
            } else {
                foreign.things.insert(path, *about);
            }
            let taken = path.ancestors().any(|above| new.has_file(above))
                || (!about.is_dir() && new.has_folder(path));
            if taken {
                return Err(Refusal::TakenByOther { path: path.to_string_lossy().into_owned() });
            }
            for above in path.ancestors().skip(1) {
                let folder = above.to_str().and_then(|above| standing.layout.folder(above));
                let about =
                    folder.map_or_else(|| standing.foreign.get(above).copied(), |it| standing.folders[it]);
                if let Some(about) = about {
                    foreign.folders.insert(above, about);
                }
            }
        }
        foreign.folders.retain(|folder, _| !new.has_folder(folder));
        Ok(foreign)
    }

    /// The paths of all of it.
    pub(super) fn paths(&self) -> impl Iterator<Item = &'a Path> {
        self.things.keys().chain(self.folders.keys()).copied()
    }

    /// What of it will stand in the folders of the new edition, sorted.
    pub(super) fn roots(&self, new: &Layout<'_>) -> Vec<PathBuf> {
        let stands_in_ours = |path: &&Path| path.parent().is_some_and(|folder| new.has_folder(folder));
        let mut roots: Vec<_> = self.paths().filter(stands_in_ours).map(Path::to_path_buf).collect();
        roots.sort_unstable();
        roots
    }

    /// Puts all of it in the new site too. What stands in the old site is not touched.
    pub(super) fn carry(&self, old: &Path, new: &Path) -> Result<(), Error> {
        for folder in self.folders.keys() {
            let place = new.join(folder);
            files::create_folder(&place, 0o700).while_(Doing::CarryOver, &old.join(folder))?;
        }
        for (path, about) in &self.things {
            let from = old.join(path);
            carry_one(&from, about, &new.join(path)).while_(Doing::CarryOver, &from)?;
        }
        // Last and from the inside out: nothing could be put in a folder without the right to write in it.
        for (folder, about) in self.folders.iter().rev() {
            restore_folder(&new.join(folder), about).while_(Doing::CarryOver, &old.join(folder))?;
        }
        Ok(())
    }
}

fn carry_one(from: &Path, about: &About, to: &Path) -> io::Result<()> {
    if about.is_symlink() {
        make_link(&fs::read_link(from)?, to)?;
        files::keep_owner(to, about.owner);
        return Ok(());
    }
    match fs::hard_link(from, to) {
        // Not every disk knows hard links, and not every file of another may be linked.
        Err(_) if about.is_file() => copy(from, to, about.mode()),
        done => done,
    }
}

/// Copies a regular file with its time, where it cannot be linked.
pub(super) fn copy(from: &Path, to: &Path, mode: u32) -> io::Result<()> {
    let (mut source, about) = open_regular(from)?;
    let mut copy = files::create_new(to)?;
    io::copy(&mut source, &mut copy)?;
    files::keep_owner(to, About::from(&about).owner);
    set_mode_of(&copy, mode)?;
    copy.set_modified(about.modified()?)
}

fn restore_folder(folder: &Path, about: &About) -> io::Result<()> {
    files::keep_owner(folder, about.owner);
    if let Ok(open) = File::open(folder) {
        // Not every system lets a folder's time be set; nothing depends on it.
        let _ = files::set_modified(&open, about.modified);
    }
    set_mode(folder, about.mode())
}
