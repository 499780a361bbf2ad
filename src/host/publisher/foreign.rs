//! What others put in the output folder: it moves along with every edition.

use super::manifest::Manifest;
use super::standing::Standing;
use super::{Doing, Error, Refusal};
use crate::host::error::While;
use crate::host::files::{self, make_link, open_regular, set_mode, set_mode_of};
use std::collections::BTreeMap;
use std::fs::{self, File, Metadata};
use std::io;
use std::path::Path;

/// The files, links and folders in the output that no edition of ours made.
pub(super) struct Foreign<'a> {
    /// Everything but folders.
    things: BTreeMap<&'a Path, &'a Metadata>,
    /// Folders that the new edition does not make by itself: the foreign ones, and those around foreign things.
    folders: BTreeMap<&'a Path, &'a Metadata>,
}

/// Whether what stands at this path is not of the edition with this manifest.
///
/// A link in place of a file of ours is a touched file of ours. A folder or a pipe there is someone's own.
pub(super) fn is_foreign(path: &Path, about: &Metadata, manifest: &Manifest) -> bool {
    !(manifest.has_at(path) && (about.is_file() || about.is_symlink()))
}

impl<'a> Foreign<'a> {
    /// Finds what is foreign in what stands there; refuses when the new edition needs its place.
    pub(super) fn among(standing: &'a Standing, new: &Manifest) -> Result<Self, Refusal> {
        let (old_folders, new_folders) = (standing.manifest().folders(), new.folders());
        let mut foreign = Self { things: BTreeMap::new(), folders: BTreeMap::new() };
        for (path, about) in &standing.found {
            let path = path.as_path();
            if about.is_dir() {
                if old_folders.contains(path) {
                    continue;
                }
                foreign.folders.insert(path, about);
            } else if is_foreign(path, about, standing.manifest()) {
                foreign.things.insert(path, about);
            } else {
                continue;
            }
            let taken = path.ancestors().any(|above| new.has_at(above))
                || (!about.is_dir() && new_folders.contains(path));
            if taken {
                return Err(Refusal::TakenByOther { path: path.to_string_lossy().into_owned() });
            }
            for above in path.ancestors().skip(1) {
                if let Some((above, about)) = standing.found.get_key_value(above) {
                    foreign.folders.insert(above, about);
                }
            }
        }
        foreign.folders.retain(|folder, _| !new_folders.contains(folder));
        Ok(foreign)
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

fn carry_one(from: &Path, about: &Metadata, to: &Path) -> io::Result<()> {
    if about.is_symlink() {
        make_link(&fs::read_link(from)?, to)?;
        files::keep_owner(to, about);
        return Ok(());
    }
    match fs::hard_link(from, to) {
        // Not every disk knows hard links, and not every file of another may be linked.
        Err(_) if about.is_file() => copy(from, to, files::mode(about)),
        done => done,
    }
}

/// Copies a regular file with its time, where it cannot be linked.
pub(super) fn copy(from: &Path, to: &Path, mode: u32) -> io::Result<()> {
    let (mut source, about) = open_regular(from)?;
    let mut copy = files::create_new(to)?;
    io::copy(&mut source, &mut copy)?;
    files::keep_owner(to, &about);
    set_mode_of(&copy, mode)?;
    copy.set_modified(about.modified()?)
}

fn restore_folder(folder: &Path, about: &Metadata) -> io::Result<()> {
    files::keep_owner(folder, about);
    if let (Ok(open), Ok(modified)) = (File::open(folder), about.modified()) {
        // Not every system lets a folder's time be set; nothing depends on it.
        let _ = open.set_modified(modified);
    }
    set_mode(folder, files::mode(about))
}
