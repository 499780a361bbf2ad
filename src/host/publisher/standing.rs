//! What stands in the output folder before we begin.

use super::manifest::{MANIFEST_PATH, Manifest};
use super::{Doing, Entry, Error};
use crate::host::error::While;
use crate::host::files::{FILE_MODE, mode, on_same_device, open_regular};
use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use walkdir::WalkDir;

/// The previous edition and everything beside it.
pub(super) struct Standing {
    /// Everything below the output folder, by path from it; links are not followed.
    pub(super) found: BTreeMap<PathBuf, Metadata>,
    edition: Option<Edition>,
    nothing: Manifest,
}

/// A manifest of ours, as found.
pub(super) struct Edition {
    manifest: Manifest,
    json: Vec<u8>,
    modified: SystemTime,
}

impl Standing {
    /// Looks at everything below `output`, which need not exist.
    pub(super) fn survey(output: &Path) -> Result<Self, Error> {
        let edition = read_manifest(output)?;
        Ok(Self { found: found_below(output)?, edition, nothing: Manifest::default() })
    }

    /// The previous edition's manifest; an empty one when there is none.
    pub(super) fn manifest(&self) -> &Manifest {
        self.edition.as_ref().map_or(&self.nothing, |edition| &edition.manifest)
    }

    /// Whether the previous edition has this very manifest, byte for byte.
    pub(super) fn shows(&self, manifest: &Manifest) -> bool {
        self.edition.as_ref().is_some_and(|edition| edition.json == manifest.to_json().as_bytes())
    }

    /// Whether the file of this entry stands there as we would write it now.
    ///
    /// An edition's files have the time of its manifest or an older one, so a newer one was touched by another.
    pub(super) fn is_intact(&self, entry: &Entry) -> bool {
        let Some(edition) = &self.edition else { return false };
        edition.manifest.fingerprint(&entry.path) == Some(entry.fingerprint)
            && self
                .reusable(&entry.path)
                .is_some_and(|about| about.modified().is_ok_and(|modified| modified <= edition.modified))
    }

    /// The file at this path when it is a file we may link to: a regular one with the mode we give.
    pub(super) fn reusable(&self, path: &str) -> Option<&Metadata> {
        self.found.get(Path::new(path)).filter(|about| about.is_file() && mode(about) == FILE_MODE)
    }
}

/// The manifest of ours in this folder; none when there is none, or when it does not read back.
pub(super) fn read_manifest(output: &Path) -> Result<Option<Edition>, Error> {
    let path = output.join(MANIFEST_PATH);
    let read = || -> io::Result<_> {
        if fs::symlink_metadata(output.join(".termijn"))?.is_symlink() {
            return Err(io::ErrorKind::NotFound.into());
        }
        let (mut file, about) = open_regular(&path)?;
        let mut json = Vec::new();
        file.read_to_end(&mut json)?;
        Ok((json, about.modified()?))
    };
    match read() {
        Ok((json, modified)) => {
            Ok(Manifest::parse(&json).map(|manifest| Edition { manifest, json, modified }))
        }
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            Err(Doing::ReadFile.failed(&path, error))
        }
        // Missing, or no regular file: not ours either way.
        Err(_) => Ok(None),
    }
}

/// Everything below a folder, by path from it; links are not followed.
pub(super) fn found_below(folder: &Path) -> Result<BTreeMap<PathBuf, Metadata>, Error> {
    let mut found = BTreeMap::new();
    let top = match fs::symlink_metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(found),
        top => top.while_(Doing::ReadFolder, folder)?,
    };
    for entry in WalkDir::new(folder).min_depth(1) {
        let failed = |error: walkdir::Error| {
            let path = error.path().unwrap_or(folder).to_path_buf();
            Doing::ReadFolder.failed(&path, error.into())
        };
        let entry = entry.map_err(failed)?;
        let about = entry.metadata().map_err(failed)?;
        // What is mounted there would not come along with the folder, and could be emptied with the old site.
        if about.is_dir() && !on_same_device(&top, &about) {
            return Err(Doing::CarryOver.failed(entry.path(), io::ErrorKind::CrossesDevices.into()));
        }
        let path = entry.path().strip_prefix(folder).expect("walkdir stays below the folder it walks");
        found.insert(path.to_path_buf(), about);
    }
    Ok(found)
}
