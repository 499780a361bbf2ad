//! The last resort: the new site moves in file by file, where the output folder itself cannot be moved.
//!
//! That is so for a mount point, and for a folder from a lower layer of a container image. Every file still
//! changes at once, but for a moment readers may see pages of both sites. A build that is killed here leaves a
//! manifest that covers both, so that the next build knows every file as ours and makes the site whole.

use super::foreign::copy;
use super::manifest::{MANIFEST_PATH, Manifest};
use super::staging::{BOTH, Staging};
use super::standing::Standing;
use super::{Doing, Error};
use crate::host::error::While;
use crate::host::files::{FILE_MODE, FOLDER_MODE, create_folder, create_new, is_same, set_mode, set_mode_of};
use std::fs::{self, Metadata};
use std::io::{self, Write};
use std::path::Path;

/// Moves the site with manifest `new` from the staging folder into `output`, over what stands there.
///
/// What others put there stays where it is.
pub(super) fn replace(
    standing: &Standing,
    new: &Manifest,
    staging: &Staging,
    output: &Path,
) -> Result<(), Error> {
    let old = standing.manifest();
    // What was found was found without following links, so no path here leads through one.
    let found = |path: &Path| standing.found.get(path);
    announce(&old.both(new), staging, output).while_(Doing::WriteFile, &output.join(MANIFEST_PATH))?;
    for path in old.paths().filter(|path| !new.has(path) && found(Path::new(path)).is_some()) {
        let place = output.join(path);
        remove_ours(&place).while_(Doing::Remove, &place)?;
    }
    let folders = new.folders();
    for folder in old.folders().into_iter().rev().filter(|folder| !folders.contains(folder)) {
        if found(folder).is_some_and(Metadata::is_dir) {
            // A folder that holds something of another stays.
            let _ = fs::remove_dir(output.join(folder));
        }
    }
    set_mode(output, FOLDER_MODE).while_(Doing::MakeFolder, output)?;
    for folder in folders {
        let place = output.join(folder);
        make_folder(&place).while_(Doing::MakeFolder, &place)?;
    }
    for path in new.paths().chain([MANIFEST_PATH]) {
        let place = output.join(path);
        move_in(&staging.site.join(path), &place, output).while_(Doing::WriteFile, &place)?;
    }
    Ok(())
}

/// Writes the manifest of both sites before anything else changes.
fn announce(both: &Manifest, staging: &Staging, output: &Path) -> io::Result<()> {
    let place = output.join(MANIFEST_PATH);
    make_folder(&output.join(".termijn"))?;
    let part = staging.site.with_file_name(BOTH);
    let mut file = create_new(&part)?;
    file.write_all(both.to_json().as_bytes())?;
    set_mode_of(&file, FILE_MODE)?;
    file.set_modified(staging.stamp)?;
    move_in(&part, &place, output)
}

fn move_in(from: &Path, to: &Path, output: &Path) -> io::Result<()> {
    if let (Ok(new), Ok(standing)) = (fs::symlink_metadata(from), fs::symlink_metadata(to))
        && is_same(&new, &standing)
    {
        return Ok(());
    }
    match fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {}
        done => return done,
    }
    // From another disk: first beside its place, so that here too the file changes at once.
    let part = output.join(".termijn/part");
    remove_ours(&part)?;
    copy(from, &part, FILE_MODE)?;
    fs::rename(&part, to)
}

/// Makes a folder, also where a file of the old site has just gone.
fn make_folder(place: &Path) -> io::Result<()> {
    match create_folder(place, FOLDER_MODE) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => set_mode(place, FOLDER_MODE),
        done => done,
    }
}

/// Removes a file or link of ours; a folder that someone put in its place stays.
fn remove_ours(place: &Path) -> io::Result<()> {
    match fs::symlink_metadata(place) {
        Ok(about) if !about.is_dir() => fs::remove_file(place),
        _ => Ok(()),
    }
}
