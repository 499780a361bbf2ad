//! The author's folder → a [`SourceTree`].
//!
//! Reads `termijn.toml`, `content/` and `themes/`, and nothing else. What cannot be read stands in the tree as
//! refused, so that the author hears of every file at once. It never reads outside the project.

use super::error::{Doing, Error, While};
use super::files::open_regular;
use super::leftovers::{is_hidden, is_leftover};
use crate::digest::{Digest, Hasher};
use crate::source::{Refusal, SourceFile, SourceTree};
use rayon::prelude::*;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The most that is read of a text or theme file, in bytes: 16 MiB.
pub const TEXT_LIMIT_BYTES: u64 = 16 * 1024 * 1024;

const SETTINGS: &str = "termijn.toml";
const CONTENT: &str = "content";
const THEMES: &str = "themes";

/// Reads the project at `root`, without the folders in `ignore` (the output folder, say).
///
/// A folder or the settings file may be missing. Fails only when `root` itself cannot be found.
pub fn read(root: &Path, ignore: &[PathBuf]) -> Result<SourceTree, Error> {
    let root = root.canonicalize().while_(Doing::FindFolder, root)?;
    let ignored: Vec<PathBuf> = ignore.iter().filter_map(|path| path.canonicalize().ok()).collect();
    let mut found = Vec::new();
    for name in [CONTENT, THEMES] {
        let mut walk = Walk { base: root.clone(), ignored: &ignored, found: &mut found };
        walk.start(name);
    }
    settings(&root, &mut found);
    // Names that are not UTF-8 may look like another file's; that file wins, whatever the order of the disk.
    found.sort_by_key(|(_, what)| matches!(what, Found::File(_)));
    let files = found
        .into_par_iter()
        .filter_map(|(shown, what)| match what {
            Found::File(place) => load(&shown, &place).map(|file| (shown, file)),
            Found::Refused(why) => Some((shown, SourceFile::Refused(why))),
        })
        .collect::<Vec<_>>();
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
    let mut found = Vec::new();
    settings(&root, &mut found);
    let files = found.into_iter().filter_map(|(shown, what)| match what {
        Found::File(place) => load(&shown, &place).map(|file| (shown, file)),
        Found::Refused(why) => Some((shown, SourceFile::Refused(why))),
    });
    Ok(SourceTree { files: files.collect() })
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

/// What stands at a path of the project.
enum Found {
    /// A regular file, at this real place.
    File(PathBuf),
    Refused(Refusal),
}

/// A walk through one folder of the project, through links that stay inside it.
struct Walk<'a> {
    /// The real place of the folder; no link leads out of it.
    base: PathBuf,
    ignored: &'a [PathBuf],
    found: &'a mut Vec<(String, Found)>,
}

impl Walk<'_> {
    fn start(&mut self, name: &str) {
        let place = self.base.join(name);
        match place.canonicalize() {
            Ok(real) if !real.starts_with(&self.base) => self.refuse(name.to_owned(), Refusal::LeadsOut),
            Ok(real) => {
                self.base.clone_from(&real);
                self.folder(&real, name, &mut Vec::new());
            }
            Err(_) if place.is_symlink() => self.refuse(name.to_owned(), Refusal::LeadsOut),
            // A site without any record may be meant; one whose records are not there must not replace it.
            Err(error) if name == CONTENT && error.kind() == io::ErrorKind::NotFound => {
                self.refuse(name.to_owned(), Refusal::Missing);
            }
            Err(error) => self.refuse_unless_gone(name.to_owned(), &error),
        }
    }

    /// Walks the folder at the real place `real`, which the project shows as `shown`. `via` holds the real
    /// places of the links that led here.
    fn folder(&mut self, real: &Path, shown: &str, via: &mut Vec<PathBuf>) {
        // No link is followed by walkdir itself, so every path it gives is a real place.
        let mut entries = WalkDir::new(real).into_iter();
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = shown_below(shown, real, error.path().unwrap_or(real));
                    self.refuse_unless_gone(path, &error.into());
                    continue;
                }
            };
            let kind = entry.file_type();
            let path = shown_below(shown, real, entry.path());
            let name = entry.file_name().to_string_lossy();
            let skipped =
                entry.depth() > 0 && if kind.is_dir() { is_hidden(&name) } else { is_leftover(&name) };
            let ignored = self.ignored.iter().any(|folder| folder == entry.path());
            let strange = entry.depth() > 0 && entry.file_name().to_str().is_none();
            if kind.is_dir() && (skipped || ignored || strange) {
                entries.skip_current_dir();
            }
            if skipped || ignored {
                continue;
            }
            if strange {
                self.refuse(path, Refusal::NameNotUtf8);
            } else if kind.is_symlink() {
                self.link(entry.path(), path, via);
            } else if kind.is_file() && entry.depth() == 0 {
                self.refuse(
                    path,
                    Refusal::Unreadable(io::Error::from(io::ErrorKind::NotADirectory).to_string()),
                );
            } else if kind.is_file() {
                self.found.push((path, Found::File(entry.into_path())));
            } else if !kind.is_dir() {
                self.refuse(path, Refusal::NotAFile);
            }
        }
    }

    fn link(&mut self, place: &Path, shown: String, via: &mut Vec<PathBuf>) {
        let target = match place.canonicalize() {
            Ok(target) if target.starts_with(&self.base) => target,
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                return self.refuse(shown, Refusal::Unreadable(error.to_string()));
            }
            _ => return self.refuse(shown, Refusal::LeadsOut),
        };
        if self.ignored.iter().any(|folder| target.starts_with(folder)) {
            return;
        }
        match fs::symlink_metadata(&target) {
            Err(error) => self.refuse_unless_gone(shown, &error),
            Ok(about) if about.is_file() => self.found.push((shown, Found::File(target))),
            Ok(about) if !about.is_dir() => self.refuse(shown, Refusal::NotAFile),
            // A folder that holds this link, or one on the way here, would be walked for ever.
            Ok(_) if via.iter().any(|link| link.starts_with(&target)) || place.starts_with(&target) => {
                self.refuse(shown, Refusal::LeadsOut);
            }
            Ok(_) => {
                via.push(place.to_path_buf());
                self.folder(&target, &shown, via);
                via.pop();
            }
        }
    }

    fn refuse(&mut self, shown: String, why: Refusal) {
        self.found.push((shown, Found::Refused(why)));
    }

    /// Editors save by removing and making anew; a file that is gone by now is no problem.
    fn refuse_unless_gone(&mut self, shown: String, error: &io::Error) {
        if error.kind() != io::ErrorKind::NotFound {
            self.refuse(shown, Refusal::Unreadable(error.to_string()));
        }
    }
}

fn settings(root: &Path, found: &mut Vec<(String, Found)>) {
    let place = root.join(SETTINGS);
    let what = match (place.canonicalize(), place.is_symlink()) {
        (Ok(real), _) if !real.starts_with(root) => Found::Refused(Refusal::LeadsOut),
        (Ok(real), _) if !real.is_file() => Found::Refused(Refusal::NotAFile),
        (Ok(real), _) => Found::File(real),
        (Err(_), true) => Found::Refused(Refusal::LeadsOut),
        (Err(error), false) if error.kind() == io::ErrorKind::NotFound => return,
        (Err(error), false) => Found::Refused(Refusal::Unreadable(error.to_string())),
    };
    found.push((SETTINGS.to_owned(), what));
}

/// The path in the project of `place`, which lies in the folder `real` that is shown as `shown`.
fn shown_below(shown: &str, real: &Path, place: &Path) -> String {
    let below = place.strip_prefix(real).unwrap_or(Path::new(""));
    below.iter().fold(shown.to_owned(), |path, part| format!("{path}/{}", part.to_string_lossy()))
}

/// Reads a file, or hashes it when it is an attachment. None when it is gone by now.
fn load(shown: &str, place: &Path) -> Option<SourceFile> {
    let attachment = shown.starts_with("content/") && !shown.ends_with(".md") && !shown.ends_with(".toml");
    let loaded = open_regular(place).and_then(|(file, about)| {
        if attachment { hash(file, about.len()) } else { read_text(file, about.len()) }
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
        None => Err(io::Error::other("the file changed while it was read")),
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
