//! The last resort: the new site moves in file by file, where the output folder itself cannot be moved.
//!
//! That is so for a mount point, and for a folder from a lower layer of a container image. Every file still
//! changes at once, but for a moment readers may see pages of both sites. A build that is killed here leaves a
//! manifest that covers both, so that the next build knows every file as ours and makes the site whole.

use super::foreign::copy;
use super::layout::{Layout, join};
use super::manifest::{self, MANIFEST_PATH};
use super::staging::{BOTH, Staging};
use super::standing::Standing;
use super::{Doing, Error};
use crate::digest::Digest;
use crate::host::error::While;
use crate::host::files::{
    FILE_MODE, FOLDER_MODE, create_folder, create_new, is_same, set_mode, set_mode_of, set_modified,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Moves the site of the edition `new` from the staging folder into `output`, over what stands there.
///
/// What others put there stays where it is.
pub(super) fn replace(
    standing: &Standing<'_>,
    new: &Layout<'_>,
    staging: &Staging,
    output: &Path,
) -> Result<(), Error> {
    let old = standing.layout;
    announce(&both(old, new), staging, output).while_(Doing::WriteFile, &output.join(MANIFEST_PATH))?;
    // What was found was found without following links, so no path here leads through one.
    let stays = join(old.files.iter().map(|file| file.path), new.files.iter().map(|file| file.path));
    for ((file, found), stays) in old.files.iter().zip(&standing.files).zip(stays) {
        if found.is_some() && stays.is_none() {
            let place = output.join(file.path);
            remove_ours(&place).while_(Doing::Remove, &place)?;
        }
    }
    for (folder, found) in old.folders.iter().zip(&standing.folders).skip(1).rev() {
        if found.is_some() && new.folder(folder.path).is_none() {
            // A folder that holds something of another stays.
            let _ = fs::remove_dir(output.join(folder.path));
        }
    }
    set_mode(output, FOLDER_MODE).while_(Doing::MakeFolder, output)?;
    for folder in new.inner_folders() {
        let place = output.join(folder.path);
        make_folder(&place).while_(Doing::MakeFolder, &place)?;
    }
    // The manifest last: it says that the new site is whole.
    let (own, files): (Vec<_>, Vec<_>) = new.files.iter().partition(|file| file.fingerprint.is_none());
    for file in files.into_iter().chain(own) {
        let place = output.join(file.path);
        move_in(&staging.site.join(file.path), &place, output).while_(Doing::WriteFile, &place)?;
    }
    Ok(())
}

/// The manifest of both sites. Only what is equal in both keeps its fingerprint, so that nothing that is being
/// replaced is taken for finished.
pub(super) fn both(old: &Layout<'_>, new: &Layout<'_>) -> String {
    let unfinished = Digest::of_bytes(b"being replaced");
    let (now, next): (BTreeMap<_, _>, BTreeMap<_, _>) = (old.entries().collect(), new.entries().collect());
    let paths: BTreeSet<&str> = now.keys().chain(next.keys()).copied().collect();
    let fingerprint = |path: &str| now.get(path).filter(|now| next.get(path) == Some(now)).copied();
    manifest::json(paths.into_iter().map(|path| (path, fingerprint(path).unwrap_or(unfinished))))
}

/// Writes the manifest of both sites before anything else changes.
fn announce(both: &str, staging: &Staging, output: &Path) -> io::Result<()> {
    let place = output.join(MANIFEST_PATH);
    make_folder(&output.join(".termijn"))?;
    let part = staging.site.with_file_name(BOTH);
    let mut file = create_new(&part)?;
    file.write_all(both.as_bytes())?;
    set_mode_of(&file, FILE_MODE)?;
    set_modified(&file, staging.stamp)?;
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
