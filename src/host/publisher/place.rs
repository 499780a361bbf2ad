//! Where the output folder really is, and whether we may use it.

use super::manifest::MANIFEST_PATH;
use super::standing::{Edition, read_manifest};
use super::{Doing, Error, Refusal, Stopped};
use crate::digest::Digest;
use crate::host::error::While;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// Files that keep an empty folder in version control, and so do not make it someone else's.
const KEEPERS: [&str; 3] = [".gitignore", ".gitkeep", ".keep"];

/// An output folder that is not one of the sources and not behind a link. It may not exist yet.
pub(super) struct Place {
    /// The folder, by its real path.
    pub(super) output: PathBuf,
    /// The folder that holds it.
    parent: PathBuf,
    /// Its name, or a short stand-in where other names are to be made of it.
    stem: OsString,
}

impl Place {
    /// Finds the folder `output` of the project at `root`.
    pub(super) fn find(root: &Path, output: &Path) -> Result<Self, Refusal> {
        let (trace, root_real) = (Trace::of(output), Trace::of(root).real);
        let inside = |link: &&PathBuf| link.starts_with(&root_real) && **link != root_real;
        if let Some(link) =
            trace.links.iter().find(inside).or(trace.links.last().filter(|_| trace.ends_in_link))
        {
            return Err(Refusal::ThroughLink { path: link.clone() });
        }
        if let Some(path) = trace.blocked_by {
            return Err(Refusal::NotADirectory { path });
        }
        let output = trace.real;
        let sources = ["content", "themes"].map(|name| Trace::of(&root.join(name)).real);
        let overlaps = |source: &PathBuf| output.starts_with(source) || source.starts_with(&output);
        let (Some(parent), Some(name)) = (output.parent(), output.file_name()) else {
            return Err(Refusal::HoldsSources { path: output });
        };
        if root_real.starts_with(&output) || sources.iter().any(overlaps) {
            return Err(Refusal::HoldsSources { path: output });
        }
        Ok(Self { parent: parent.to_path_buf(), stem: stem(name), output })
    }

    /// The path beside the output folder that we use for this purpose: `.public.termijn-next`.
    pub(super) fn beside(&self, purpose: &str) -> PathBuf {
        let mut name = OsString::from(".");
        name.push(&self.stem);
        name.push(format!(".termijn-{purpose}"));
        self.parent.join(name)
    }

    /// Makes the folder that is to hold the output folder.
    pub(super) fn make_parent(&self) -> Result<(), Error> {
        fs::create_dir_all(&self.parent).while_(Doing::MakeFolder, &self.parent)
    }

    /// Refuses a folder that holds anything but an edition of ours; gives that edition.
    pub(super) fn check_owner(&self) -> Result<Option<Edition>, Stopped> {
        let edition = read_manifest(&self.output)?;
        if edition.is_some() {
            return Ok(edition);
        }
        match first_stranger(&self.output).while_(Doing::ReadFolder, &self.output)? {
            Some(example) => Err(Refusal::NotOurs { path: self.output.clone(), example }.into()),
            None => Ok(None),
        }
    }
}

/// The first name, sorted, in a folder without a manifest of ours that makes the folder not ours. None also
/// when the folder does not exist.
pub(super) fn first_stranger(folder: &Path) -> io::Result<Option<String>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        entries => entries?,
    };
    let mut first: Option<OsString> = None;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let keeper = KEEPERS.iter().any(|keeper| name == *keeper) && entry.file_type()?.is_file();
        if !keeper && first.as_ref().is_none_or(|first| name < *first) {
            first = Some(name);
        }
    }
    // A manifest that does not read back says more than the name of its folder.
    if first.as_deref() == Some(OsStr::new(".termijn")) && folder.join(MANIFEST_PATH).is_file() {
        return Ok(Some(MANIFEST_PATH.to_owned()));
    }
    Ok(first.map(|name| name.to_string_lossy().into_owned()))
}

/// A name that leaves room for what we put around it; names on disk have at most 255 bytes.
fn stem(name: &OsStr) -> OsString {
    let bytes = name.as_encoded_bytes();
    if bytes.len() <= 200 { name.to_owned() } else { Digest::of_bytes(bytes).to_string().into() }
}

/// The way along a path, one part at a time, as the disk would go.
struct Trace {
    /// The real path; parts that do not exist are as typed.
    real: PathBuf,
    /// The symbolic links that were passed, each by its real place.
    links: Vec<PathBuf>,
    ends_in_link: bool,
    /// The first part that exists and is no folder.
    blocked_by: Option<PathBuf>,
}

impl Trace {
    fn of(path: &Path) -> Self {
        let mut trace =
            Self { real: PathBuf::new(), links: Vec::new(), ends_in_link: false, blocked_by: None };
        for part in std::path::absolute(path).as_deref().unwrap_or(path).components() {
            match part {
                Component::Prefix(_) | Component::RootDir => trace.real.push(part),
                Component::CurDir => {}
                Component::ParentDir => {
                    trace.real.pop();
                    trace.ends_in_link = false;
                }
                Component::Normal(name) => trace.step(name),
            }
        }
        trace
    }

    fn step(&mut self, name: &OsStr) {
        self.real.push(name);
        let Ok(about) = fs::symlink_metadata(&self.real) else {
            self.ends_in_link = false;
            return;
        };
        self.ends_in_link = about.is_symlink();
        if about.is_symlink() {
            self.links.push(self.real.clone());
        } else if !about.is_dir() {
            self.blocked_by.get_or_insert_with(|| self.real.clone());
        }
        // On a disk that ignores case this also finds the name as it is on the disk.
        if let Ok(real) = self.real.canonicalize() {
            self.real = real;
            if about.is_symlink() && !self.real.is_dir() {
                self.blocked_by.get_or_insert_with(|| self.real.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests;
