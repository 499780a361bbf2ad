//! The folder beside the output in which the new site is made.

use super::place::Place;
use super::step::step;
use super::{Doing, Error, Refusal, Stopped};
use crate::host::error::While;
use crate::host::files::{self, About, FOLDER_MODE, Time, create_folder, open_folder, remove_tree};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Says that the folder is ours, and so may be removed when a killed build left it.
pub(super) const MARKER: &str = "termijn-staging";
/// The manifest of two sites, on its way to the output; see [`in_place`](super::in_place).
pub(super) const BOTH: &str = "manifest-of-both";
const MARKER_TEXT: &[u8] = b"Termijn makes the next site here; the next build removes what is left.\n";

/// A marker under way to its name.
const MARKER_PART: &str = "termijn-staging-part";
/// See [`note`](super::note).
pub(super) const NOTE: &str = "note";

/// A folder with a marker and, beside it, the new site; after the swap, the old one. Removed when dropped.
pub(super) struct Staging {
    container: PathBuf,
    /// The site in the making.
    pub(super) site: PathBuf,
    /// Its folder, open.
    pub(super) top: File,
    /// The time that every file of this edition gets.
    pub(super) stamp: Time,
    /// Whether what is made has the mode that was asked for, so that it need not be set.
    pub(super) modes_hold: bool,
    /// Whether the site was there before: names in it may be taken.
    pub(super) is_reused: bool,
}

impl Staging {
    /// Removes what a killed build left; refuses to when it may be someone else's.
    pub(super) fn sweep(place: &Place) -> Result<(), Stopped> {
        let container = place.beside("next");
        if is_ours(&container)? {
            remove(&container).while_(Doing::Remove, &container)?;
        }
        Ok(())
    }

    /// Makes an empty one.
    pub(super) fn start(place: &Place) -> Result<Self, Error> {
        let (container, site) = (place.beside("next"), place.beside("next").join("site"));
        step().while_(Doing::MakeFolder, &container)?;
        create_folder(&container, FOLDER_MODE).while_(Doing::MakeFolder, &container)?;
        let tidy = Tidy(&container);
        let marker = container.join(MARKER);
        let (stamp, modes_hold) = make_marker(&marker).while_(Doing::WriteFile, &marker)?;
        let make = || {
            step()?;
            create_folder(&site, FOLDER_MODE)?;
            open_folder(&site)
        };
        let top = make().while_(Doing::MakeFolder, &site)?;
        tidy.keep();
        Ok(Self { container, site, top, stamp, modes_hold, is_reused: false })
    }

    /// Makes the spare, which is ours, the next site.
    pub(super) fn start_with_spare(place: &Place) -> io::Result<Self> {
        let (container, site) = (place.beside("next"), place.beside("next").join("site"));
        step()?;
        fs::rename(place.beside("spare"), &container)?;
        let tidy = Tidy(&container);
        let part = container.join(MARKER_PART);
        let (stamp, modes_hold) = make_marker(&part)?;
        step()?;
        fs::rename(part, container.join(MARKER))?;
        let top = open_folder(&site)?;
        tidy.keep();
        Ok(Self { container, site, top, stamp, modes_hold, is_reused: true })
    }

    /// Keeps the folder, with the site in it, under the name of the spare; gives the place for the note.
    pub(super) fn become_spare(self, place: &Place) -> io::Result<PathBuf> {
        let spare = place.beside("spare");
        step()?;
        fs::rename(&self.container, &spare)?;
        std::mem::forget(self);
        Ok(spare.join(NOTE))
    }

    /// Removes the site, and keeps the folder.
    pub(super) fn empty(&self) -> io::Result<()> {
        let _ = step();
        remove_site(&self.site)
    }

    /// Leaves everything where it is. Without its marker the folder is refused by the next build, which then
    /// names what is in it.
    pub(super) fn abandon(self) {
        let _ = fs::remove_file(self.container.join(MARKER));
        std::mem::forget(self);
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What is left is removed by the next build.
        let _ = remove(&self.container);
    }
}

/// Removes a folder unless all went well.
struct Tidy<'a>(&'a Path);

impl Tidy<'_> {
    fn keep(self) {
        std::mem::forget(self);
    }
}

impl Drop for Tidy<'_> {
    fn drop(&mut self) {
        let _ = remove(self.0);
    }
}

/// Whether there is a folder here that we made and may remove; refuses one that may be someone else's.
pub(super) fn is_ours(container: &Path) -> Result<bool, Stopped> {
    let Some(about) = About::at(container).while_(Doing::ReadFolder, container)? else { return Ok(false) };
    if !about.is_dir() {
        return Err(Refusal::NotADirectory { path: container.to_path_buf() }.into());
    }
    if fs::symlink_metadata(container.join(MARKER)).is_ok_and(|marker| marker.is_file()) {
        return Ok(true);
    }
    let mut names = fs::read_dir(container).while_(Doing::ReadFolder, container)?;
    match names.next() {
        // Killed before the marker was made, or after it was removed.
        None => Ok(true),
        Some(name) => {
            let name = name.while_(Doing::ReadFolder, container)?.file_name();
            let example = name.to_string_lossy().into_owned();
            Err(Refusal::NotOurs { path: container.to_path_buf(), example }.into())
        }
    }
}

/// Makes the marker, and takes from it the time just before this edition began.
///
/// It is asked of the disk, whose clock also marks what others change later: even a change in the very tick in
/// which a build ends gets a later time than the files of that build. Tells too whether modes are as asked for.
fn make_marker(path: &Path) -> io::Result<(Time, bool)> {
    step()?;
    let mut marker = files::create_with_mode(path, FOLDER_MODE)?;
    marker.write_all(MARKER_TEXT)?;
    let about = About::from(&marker.metadata()?);
    let (seconds, nanoseconds) = about.modified;
    let before = if nanoseconds == 0 { (seconds - 1, 999_999_999) } else { (seconds, nanoseconds - 1) };
    Ok((before, about.mode() == FOLDER_MODE))
}

/// The marker goes last, so that a removal that is cut short can be finished later.
pub(super) fn remove(container: &Path) -> io::Result<()> {
    // A full disk still lets go of things.
    let _ = step();
    for name in [NOTE, BOTH, MARKER_PART] {
        remove_if_there(&container.join(name))?;
    }
    remove_site(&container.join("site"))?;
    let _ = step();
    remove_if_there(&container.join(MARKER))?;
    let _ = step();
    fs::remove_dir(container)
}

fn remove_site(site: &Path) -> io::Result<()> {
    match remove_tree(site) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

pub(super) fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
