//! The folder beside the output in which the new site is made.

use super::manifest::Manifest;
use super::place::Place;
use super::rescue::{Clash, rescue};
use super::standing::Standing;
use super::{Doing, Error, Refusal, Stopped};
use crate::host::error::While;
use crate::host::files::{FOLDER_MODE, create_folder, create_new, remove_tree};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Says that the folder is ours, and so may be removed when a killed build left it.
const MARKER: &str = "termijn-staging";
/// The manifest of two sites, on its way to the output; see [`in_place`](super::in_place).
pub(super) const BOTH: &str = "manifest-of-both";
const MARKER_TEXT: &[u8] = b"Termijn makes the next site here; the next build removes what is left.\n";

/// A folder with a marker and, beside it, the new site; after the swap, the old one. Removed when dropped.
pub(super) struct Staging {
    container: PathBuf,
    /// The site in the making.
    pub(super) site: PathBuf,
    /// The time that every file of this edition gets.
    pub(super) stamp: SystemTime,
}

impl Staging {
    /// Removes what a killed build left; refuses to when it may be someone else's.
    pub(super) fn sweep(place: &Place) -> Result<(), Stopped> {
        let container = place.beside("next");
        let about = match fs::symlink_metadata(&container) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            about => about.while_(Doing::ReadFolder, &container)?,
        };
        if !about.is_dir() {
            return Err(Refusal::NotADirectory { path: container }.into());
        }
        let marked = fs::symlink_metadata(container.join(MARKER)).is_ok_and(|marker| marker.is_file());
        if marked {
            remove(&container).while_(Doing::Remove, &container)?;
            return Ok(());
        }
        let mut names = fs::read_dir(&container).while_(Doing::ReadFolder, &container)?;
        match names.next() {
            // Killed before the marker was made, or after it was removed.
            None => Ok(fs::remove_dir(&container).while_(Doing::Remove, &container)?),
            Some(name) => {
                let name = name.while_(Doing::ReadFolder, &container)?.file_name();
                Err(Refusal::NotOurs { path: container, example: name.to_string_lossy().into_owned() }.into())
            }
        }
    }

    /// Makes an empty one.
    pub(super) fn start(place: &Place) -> Result<Self, Error> {
        let container = place.beside("next");
        let site = container.join("site");
        create_folder(&container, FOLDER_MODE).while_(Doing::MakeFolder, &container)?;
        let mut staging = Self { site, container, stamp: SystemTime::UNIX_EPOCH };
        let marker = staging.container.join(MARKER);
        staging.stamp = make_marker(&marker).while_(Doing::WriteFile, &marker)?;
        create_folder(&staging.site, FOLDER_MODE).while_(Doing::MakeFolder, &staging.site)?;
        Ok(staging)
    }

    /// Removes the old site, which stands here after the swap; first saves what others put in it meanwhile.
    pub(super) fn retire(self, old: &Standing, new: &Manifest, output: &Path) {
        if rescue(&self.site, old.manifest(), new, output, Clash::Replace).is_err() {
            // Without its marker the folder is refused by the next build, which then names what is in it.
            let _ = fs::remove_file(self.container.join(MARKER));
            std::mem::forget(self);
        }
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What is left is removed by the next build.
        let _ = remove(&self.container);
    }
}

/// Makes the marker, and takes from it the time just before this edition began.
///
/// It is asked of the disk, whose clock also marks what others change later: even a change in the very tick in
/// which a build ends gets a later time than the files of that build.
fn make_marker(path: &Path) -> io::Result<SystemTime> {
    let mut marker = create_new(path)?;
    marker.write_all(MARKER_TEXT)?;
    Ok(marker.metadata()?.modified()? - Duration::from_nanos(1))
}

/// The marker goes last, so that a removal that is cut short can be finished later.
fn remove(container: &Path) -> io::Result<()> {
    match remove_tree(&container.join("site")) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    for name in [BOTH, MARKER] {
        match fs::remove_file(container.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    fs::remove_dir(container)
}
