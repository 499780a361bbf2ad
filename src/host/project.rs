//! The author's folder → a [`SourceTree`].
//!
//! Reads `termijn.toml`, `content/` and `themes/`, and nothing else. What cannot be read stands in the tree as
//! refused, so that the author hears of every file at once. It never reads outside the project.

mod kept;
mod look;
mod seen;
mod survey;
mod walk;

pub use kept::{Changed, Kept};
pub use look::Look;
pub use seen::Seen;
pub use survey::Survey;
pub(super) use walk::{CONTENT, Found, SETTINGS, THEMES, Walk};

use super::error::{Doing, Error, While};
use super::files::open_regular;
use crate::digest::{Digest, Hasher};
use crate::source::{Refusal, SourceFile, SourceTree};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fmt;
use std::fs::{File, Metadata};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The most that is read of a text or theme file, in bytes: 16 MiB.
pub const TEXT_LIMIT_BYTES: u64 = 16 * 1024 * 1024;

/// Reads the project at `root`, without the folders in `ignore` (the output folder, say).
///
/// A folder or the settings file may be missing. Fails only when `root` itself cannot be found.
pub fn read(root: &Path, ignore: &[PathBuf]) -> Result<SourceTree, Error> {
    let ground = Ground::find(root, ignore)?;
    let mut walk = ground.walk();
    walk.all();
    let files = load_all(walk.found, &load);
    Ok(SourceTree { files: files.into_iter().collect() })
}

/// Reads these files of the project at `root` and nothing else. Those that are not there are left out.
///
/// Fails only when `root` itself cannot be found.
pub fn read_only(root: &Path, files: &BTreeSet<&str>) -> Result<SourceTree, Error> {
    let ground = Ground::find(root, &[])?;
    let mut walk = ground.walk();
    files.iter().for_each(|file| walk.at(file));
    let files = load_all(walk.found, &load);
    Ok(SourceTree { files: files.into_iter().collect() })
}

/// The path in the project at `root` of what somebody calls `typed` from where they stand; none when it is not
/// there, or not in the project.
#[must_use]
pub fn path_in(root: &Path, typed: &Path) -> Option<String> {
    let (root, place) = (root.canonicalize().ok()?, typed.canonicalize().ok()?);
    let parts: Option<Vec<&str>> = place.strip_prefix(&root).ok()?.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

/// Reads the settings file at `root` and nothing else: an empty tree when there is none.
///
/// Fails only when `root` itself cannot be found.
pub fn read_settings(root: &Path) -> Result<SourceTree, Error> {
    let root = root.canonicalize().while_(Doing::FindFolder, root)?;
    let mut walk = Walk::new(&root, &[]);
    walk.part(SETTINGS);
    let files = load_all(walk.found, &load);
    Ok(SourceTree { files: files.into_iter().collect() })
}

/// Copies an attachment to `to`, a piece at a time. `source_path` is its path in the tree.
///
/// Fails with [`ChangedDuringBuild`] when its bytes are not those with digest `expected` that were there when
/// the project was read; some of them have then been written.
pub fn copy_attachment(
    root: &Path,
    source_path: &str,
    expected: Digest,
    to: &mut dyn Write,
) -> io::Result<()> {
    let folder = root.join(source_path.split('/').next().unwrap_or_default()).canonicalize()?;
    let place = root.join(source_path).canonicalize()?;
    if !place.starts_with(folder) {
        return Err(io::Error::other(ChangedDuringBuild));
    }
    let (file, about) = open_regular(&place)?;
    match pass_on(file, about.len(), to)? {
        Some(digest) if digest == expected => Ok(()),
        _ => Err(io::Error::other(ChangedDuringBuild)),
    }
}

/// A source file was changed between reading the project and publishing it; building again helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangedDuringBuild;

impl fmt::Display for ChangedDuringBuild {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the file changed during the build")
    }
}

impl std::error::Error for ChangedDuringBuild {}

/// Where a project stands, and the folders in it that are not part of it: real places all.
pub(super) struct Ground {
    pub(super) root: PathBuf,
    pub(super) ignored: Vec<PathBuf>,
}

impl Ground {
    /// Fails only when `root` cannot be found. What is ignored need not be there.
    pub(super) fn find(root: &Path, ignore: &[PathBuf]) -> Result<Self, Error> {
        let root = root.canonicalize().while_(Doing::FindFolder, root)?;
        let ignored = ignore.iter().filter_map(|path| path.canonicalize().ok()).collect();
        Ok(Self { root, ignored })
    }

    pub(super) fn walk(&self) -> Walk<'_> {
        Walk::new(&self.root, &self.ignored)
    }
}

/// Fewer files than this are read at once by whoever asks: passing them on takes longer than reading them.
const WORTH_SHARING: usize = 32;

/// Loads what a walk found, by the path it is shown under. Files that are gone by now are left out.
fn load_all<T: From<Refusal> + Send>(
    mut found: Vec<(String, Found)>,
    load: &(impl Fn(&str, &Path) -> Option<T> + Sync),
) -> Vec<(String, T)> {
    // Names that are not UTF-8 may look like another file's; that file wins, whatever the order of the disk.
    found.sort_by_key(|(_, what)| matches!(what, Found::File(_)));
    let load_one = |(shown, what): (String, Found)| match what {
        Found::File(place) => load(&shown, &place).map(|file| (shown, file)),
        Found::Refused(why) => Some((shown, why.into())),
    };
    shared(found, &load_one)
}

/// Does this with each, side by side when they are many.
fn shared<T: Send, R: Send>(all: Vec<T>, each: &(impl Fn(T) -> Option<R> + Sync)) -> Vec<R> {
    if all.len() < WORTH_SHARING {
        return all.into_iter().filter_map(each).collect();
    }
    all.into_par_iter().filter_map(each).collect()
}

impl From<Refusal> for SourceFile {
    fn from(why: Refusal) -> Self {
        Self::Refused(why)
    }
}

/// Reads a file, or hashes it when it is an attachment. None when it is gone by now.
fn load(shown: &str, place: &Path) -> Option<SourceFile> {
    load_with(shown, place, |file, about| hash(file, about.len()))
}

/// As [`load`], with `hash` for attachments.
fn load_with(
    shown: &str,
    place: &Path,
    hash: impl FnOnce(File, &Metadata) -> io::Result<SourceFile>,
) -> Option<SourceFile> {
    let loaded = open_regular(place).and_then(|(file, about)| {
        if is_attachment(shown) { hash(file, &about) } else { read_text(file, about.len()) }
    });
    match loaded {
        Ok(file) => Some(file),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => {
            Some(SourceFile::Refused(Refusal::NotAFile))
        }
        Err(error) => Some(SourceFile::Refused(Refusal::Unreadable(error.to_string()))),
    }
}

fn is_attachment(shown: &str) -> bool {
    shown.starts_with("content/") && !shown.ends_with(".md") && !shown.ends_with(".toml")
}

fn read_text(file: File, size_bytes: u64) -> io::Result<SourceFile> {
    let too_large =
        |size_bytes| Ok(SourceFile::Refused(Refusal::TooLarge { size_bytes, limit_bytes: TEXT_LIMIT_BYTES }));
    if size_bytes > TEXT_LIMIT_BYTES {
        return too_large(size_bytes);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size_bytes).unwrap_or_default());
    // The file may grow while it is read.
    file.take(TEXT_LIMIT_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > TEXT_LIMIT_BYTES {
        return too_large(bytes.len() as u64);
    }
    Ok(SourceFile::Bytes(bytes.into()))
}

fn hash(file: File, size_bytes: u64) -> io::Result<SourceFile> {
    match pass_on(file, size_bytes, &mut io::sink())? {
        Some(digest) => Ok(SourceFile::Attachment { size_bytes, digest }),
        None => Ok(SourceFile::Refused(Refusal::Changed)),
    }
}

/// Passes the bytes on and gives their digest, equal to [`Digest::of_bytes`]; none when there are not
/// `size_bytes` of them.
fn pass_on(mut file: File, size_bytes: u64, to: &mut dyn Write) -> io::Result<Option<Digest>> {
    let mut hasher = Hasher::default();
    hasher.write_all(&size_bytes.to_le_bytes())?;
    let mut piece = vec![0; 64 * 1024];
    let mut passed = 0;
    loop {
        let length = match file.read(&mut piece) {
            Ok(0) => break,
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        passed += length as u64;
        hasher.write_all(&piece[..length])?;
        to.write_all(&piece[..length])?;
    }
    Ok((passed == size_bytes).then(|| hasher.finish()))
}

#[cfg(test)]
mod tests;
