//! The files of the new site: linked from the old one where nothing changed, rendered where something did.

use super::foreign::copy;
use super::manifest::{MANIFEST_PATH, Manifest};
use super::staging::Staging;
use super::standing::Standing;
use super::{Doing, Entry, Error, Failure, Render, RenderFailure};
use crate::host::error::While;
use crate::host::files::{FILE_MODE, FOLDER_MODE, create_folder, create_new, same_bytes, set_mode_of};
use rayon::prelude::*;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;

/// What became of an entry.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Unchanged,
    Written,
}

/// Makes the folders of the new site.
pub(super) fn folders(manifest: &Manifest, site: &Path) -> Result<(), Error> {
    for folder in manifest.folders() {
        let place = site.join(folder);
        create_folder(&place, FOLDER_MODE).while_(Doing::MakeFolder, &place)?;
    }
    Ok(())
}

/// Puts every entry in the new site; gives the paths of those whose bytes are new.
pub(super) fn entries<E: Send>(
    output: &Path,
    staging: &Staging,
    standing: &Standing,
    entries: &[Entry],
    render: &Render<'_, E>,
) -> Result<Vec<String>, Failure<E>> {
    // The first failure by path is the one that is told, whatever the order of the threads. So only what
    // comes after a failure is left undone.
    let first_failure = AtomicUsize::new(usize::MAX);
    let outcomes: Vec<Option<Result<Outcome, Failure<E>>>> = entries
        .par_iter()
        .enumerate()
        .map(|(index, entry)| {
            if index > first_failure.load(Ordering::Relaxed) {
                return None;
            }
            let outcome = put(output, staging, standing, entry, render);
            if outcome.is_err() {
                first_failure.fetch_min(index, Ordering::Relaxed);
            }
            Some(outcome)
        })
        .collect();
    let mut written = Vec::new();
    for (entry, outcome) in entries.iter().zip(outcomes) {
        if outcome.transpose()? == Some(Outcome::Written) {
            written.push(entry.path.clone());
        }
    }
    Ok(written)
}

fn put<E>(
    output: &Path,
    staging: &Staging,
    standing: &Standing,
    entry: &Entry,
    render: &Render<'_, E>,
) -> Result<Outcome, Failure<E>> {
    let (old, new) = (output.join(&entry.path), staging.site.join(&entry.path));
    let machine = |cause| Failure::Machine(Doing::WriteFile.failed(&old, cause));
    if standing.is_intact(entry) {
        keep(&old, &new).map_err(machine)?;
        return Ok(Outcome::Unchanged);
    }
    let mut writer = BufWriter::with_capacity(64 * 1024, create_new(&new).map_err(machine)?);
    match render(entry, &mut writer) {
        Ok(()) => {}
        Err(RenderFailure::Io(cause)) => return Err(machine(cause)),
        Err(RenderFailure::Problem(problem)) => {
            return Err(Failure::Render { path: entry.path.clone(), problem });
        }
    }
    let file = writer.into_inner().map_err(|error| machine(error.into_error()))?;
    finish(&file, staging.stamp).map_err(machine)?;
    drop(file);
    // Equal bytes keep their file, and with it the time that web servers and copying tools go by.
    if standing.reusable(&entry.path).is_some() && same_bytes(&old, &new).unwrap_or(false) {
        fs::remove_file(&new).and_then(|()| keep(&old, &new)).map_err(machine)?;
        return Ok(Outcome::Unchanged);
    }
    Ok(Outcome::Written)
}

/// Writes the manifest into the new site.
pub(super) fn manifest(manifest: &Manifest, staging: &Staging) -> Result<(), Error> {
    let place = staging.site.join(MANIFEST_PATH);
    let write = || {
        let mut file = create_new(&place)?;
        file.write_all(manifest.to_json().as_bytes())?;
        finish(&file, staging.stamp)
    };
    write().while_(Doing::WriteFile, &place)
}

/// Gives a written file the mode and the time of its edition.
fn finish(file: &File, stamp: SystemTime) -> io::Result<()> {
    set_mode_of(file, FILE_MODE)?;
    file.set_modified(stamp)
}

/// Puts a file of the old site in the new one too. Nobody may open it for writing from here on.
fn keep(old: &Path, new: &Path) -> io::Result<()> {
    fs::hard_link(old, new).or_else(|_| copy(old, new, FILE_MODE))
}
