//! What stands where in the author's folder: paths and kinds, no bytes.

use super::super::leftovers::{is_hidden, is_leftover};
use crate::source::Refusal;
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

pub(in crate::host) const SETTINGS: &str = "termijn.toml";
pub(in crate::host) const CONTENT: &str = "content";
pub(in crate::host) const THEMES: &str = "themes";

/// What stands at a path of the project.
pub(in crate::host) enum Found {
    /// A regular file, at this real place.
    File(PathBuf),
    Refused(Refusal),
}

/// Takes some of what a walk finds.
type Taker<'a> = dyn Fn(Vec<(String, Found)>) + 'a;

/// A walk through parts of the project, through links that stay inside them.
pub(in crate::host) struct Walk<'a> {
    root: &'a Path,
    ignored: &'a [PathBuf],
    /// The real place of the part that is walked; no link leads out of it.
    base: PathBuf,
    /// What was found, by the path that the project shows it under.
    pub(in crate::host) found: Vec<(String, Found)>,
    /// Who takes what was found whenever it is [`Self::AT_ONCE`].
    taker: Option<&'a Taker<'a>>,
    /// Whether any link was met, so that a file may be shown under another path than its own.
    pub(in crate::host) links: bool,
}

impl<'a> Walk<'a> {
    /// A walk in the project at `root`, past the folders `ignored`; all of them real places.
    pub(in crate::host) fn new(root: &'a Path, ignored: &'a [PathBuf]) -> Self {
        Self { root, ignored, base: root.to_path_buf(), found: Vec::new(), taker: None, links: false }
    }

    /// As many files as a taker gets at once.
    const AT_ONCE: usize = 256;

    /// Gives what is found to `taker`, some at a time; what is left at the end stays in `found`.
    pub(super) fn handing_on(self, taker: &'a Taker<'a>) -> Self {
        Self { taker: Some(taker), ..self }
    }

    fn add(&mut self, shown: String, what: Found) {
        self.found.push((shown, what));
        if let Some(taker) = self.taker.filter(|_| self.found.len() >= Self::AT_ONCE) {
            taker(std::mem::take(&mut self.found));
        }
    }

    /// Walks all that is ever read.
    pub(in crate::host) fn all(&mut self) {
        for name in [CONTENT, THEMES, SETTINGS] {
            self.part(name);
        }
    }

    /// Walks what `shown` names: a part, or a file or folder in one that is reached without any link.
    pub(super) fn at(&mut self, shown: &str) {
        let Some((part, _)) = shown.split_once('/') else { return self.part(shown) };
        self.base = self.root.join(part);
        let place = self.root.join(shown);
        match fs::symlink_metadata(&place) {
            Ok(about) => {
                if self.judge(&place, about.file_type(), shown.to_owned(), &mut Vec::new()) == Onward::Into {
                    self.folder(&place, shown, &mut Vec::new());
                }
            }
            Err(error) => self.refuse_unless_gone(shown.to_owned(), &error),
        }
    }

    /// Walks the settings file, or one of the two folders.
    pub(super) fn part(&mut self, name: &str) {
        if name == SETTINGS {
            return self.settings();
        }
        let place = self.root.join(name);
        self.links |= place.is_symlink();
        match place.canonicalize() {
            Ok(real) if !real.starts_with(self.root) => self.refuse(name.to_owned(), Refusal::LeadsOut),
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

    fn settings(&mut self) {
        let place = self.root.join(SETTINGS);
        self.links |= place.is_symlink();
        let what = match (place.canonicalize(), place.is_symlink()) {
            (Ok(real), _) if !real.starts_with(self.root) => Found::Refused(Refusal::LeadsOut),
            (Ok(real), _) if !real.is_file() => Found::Refused(Refusal::NotAFile),
            (Ok(real), _) => Found::File(real),
            (Err(_), true) => Found::Refused(Refusal::LeadsOut),
            (Err(error), false) if error.kind() == io::ErrorKind::NotFound => return,
            (Err(error), false) => Found::Refused(Refusal::Unreadable(error.to_string())),
        };
        self.add(SETTINGS.to_owned(), what);
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
            let onward = if entry.depth() > 0 {
                self.judge(entry.path(), kind, path, via)
            } else {
                self.judge_start(real, kind, path)
            };
            if onward == Onward::Past && kind.is_dir() {
                entries.skip_current_dir();
            }
        }
    }

    /// The folder where a walk starts was asked for, whatever its name.
    fn judge_start(&mut self, real: &Path, kind: FileType, shown: String) -> Onward {
        if self.is_ignored(real) {
            return Onward::Past;
        }
        if kind.is_file() {
            let why = io::Error::from(io::ErrorKind::NotADirectory).to_string();
            self.refuse(shown, Refusal::Unreadable(why));
        } else if !kind.is_dir() {
            self.refuse(shown, Refusal::NotAFile);
        }
        Onward::Into
    }

    /// Takes in what stands at `place`, unless it is a folder that is to be walked.
    fn judge(&mut self, place: &Path, kind: FileType, shown: String, via: &mut Vec<PathBuf>) -> Onward {
        let name = place.file_name().unwrap_or_default();
        let readable = name.to_string_lossy();
        let skipped = if kind.is_dir() { is_hidden(&readable) } else { is_leftover(&readable) };
        if skipped || self.is_ignored(place) {
            return Onward::Past;
        }
        if name.to_str().is_none() {
            self.refuse(shown, Refusal::NameNotUtf8);
        } else if kind.is_symlink() {
            self.link(place, shown, via);
        } else if kind.is_file() {
            self.add(shown, Found::File(place.to_path_buf()));
        } else if kind.is_dir() {
            return Onward::Into;
        } else {
            self.refuse(shown, Refusal::NotAFile);
        }
        Onward::Past
    }

    fn link(&mut self, place: &Path, shown: String, via: &mut Vec<PathBuf>) {
        self.links = true;
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
            Ok(about) if about.is_file() => self.add(shown, Found::File(target)),
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

    fn is_ignored(&self, place: &Path) -> bool {
        self.ignored.iter().any(|folder| folder == place)
    }

    fn refuse(&mut self, shown: String, why: Refusal) {
        self.add(shown, Found::Refused(why));
    }

    /// Editors save by removing and making anew; a file that is gone by now is no problem.
    fn refuse_unless_gone(&mut self, shown: String, error: &io::Error) {
        if error.kind() != io::ErrorKind::NotFound {
            self.refuse(shown, Refusal::Unreadable(error.to_string()));
        }
    }
}

/// Where a walk goes from a folder.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Onward {
    Into,
    Past,
}

/// The path in the project of `place`, which lies in the folder `real` that is shown as `shown`.
fn shown_below(shown: &str, real: &Path, place: &Path) -> String {
    if let (Some(place), Some(real)) = (place.to_str(), real.to_str())
        && let Some(below) = place.strip_prefix(real)
        && (below.is_empty() || below.starts_with('/'))
    {
        return [shown, below].concat();
    }
    let below = place.strip_prefix(real).unwrap_or(Path::new(""));
    below.iter().fold(shown.to_owned(), |path, part| format!("{path}/{}", part.to_string_lossy()))
}
