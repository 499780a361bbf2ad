//! Whether the published site still stands as it was put there.

use super::manifest::{MANIFEST_PATH, Manifest};
use crate::digest::Digest;
use crate::host::files::{About, FILE_MODE, Time, open_folder, open_regular};
use rayon::prelude::*;
use std::fs;
use std::io::Read;
use std::path::Path;

/// The digest of the manifest of the site that stands in a folder; `None` when none of ours does.
#[must_use]
pub fn manifest_digest(output: &Path) -> Option<Digest> {
    Some(Digest::of_bytes(&read(output)?.0))
}

/// The number of files of the site in `output`, when its manifest has this digest and nobody touched any of them
/// since: each is a regular file with the mode we give, and none is newer than the manifest.
#[must_use]
pub fn untouched(output: &Path, manifest: Digest) -> Option<usize> {
    let (json, written) = read(output)?;
    if Digest::of_bytes(&json) != manifest {
        return None;
    }
    let manifest = Manifest::parse(&json)?;
    let paths: Vec<&str> = manifest.paths().collect();
    let folders = folders(&paths);
    let top = open_folder(output).ok()?;
    let about = |path: &str| About::below(&top, path).ok().flatten();
    let is_folder = |folder: &&str| about(folder).is_some_and(|about| about.is_dir());
    let is_intact = |path: &&str| {
        about(path)
            .is_some_and(|about| about.is_file() && about.mode() == FILE_MODE && about.modified <= written)
    };
    let holds = folders.par_iter().all(is_folder) && paths.par_iter().all(is_intact);
    holds.then_some(paths.len())
}

/// The folders of these paths, which are sorted, and those above them.
fn folders<'a>(paths: &[&'a str]) -> Vec<&'a str> {
    let mut folders: Vec<&str> = Vec::new();
    let mut last = "";
    for path in paths {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if folder != last {
            let ends = folder.match_indices('/').map(|(at, _)| &folder[..at]).chain([folder]);
            folders.extend(ends.filter(|above| !above.is_empty()));
            last = folder;
        }
    }
    folders.sort_unstable();
    folders.dedup();
    folders
}

/// The bytes of the manifest, and when it was written.
fn read(output: &Path) -> Option<(Vec<u8>, Time)> {
    if !fs::symlink_metadata(output).ok()?.is_dir() {
        return None;
    }
    let (mut file, about) = open_regular(&output.join(MANIFEST_PATH)).ok()?;
    let mut json = Vec::with_capacity(usize::try_from(about.len()).ok()?);
    file.read_to_end(&mut json).ok()?;
    Some((json, About::from(&about).modified))
}
