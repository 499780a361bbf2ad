//! What we wrote, by fingerprint: it tells our files from others', and what need not be rendered again.

use super::Entry;
use crate::digest::Digest;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

/// The manifest's own path in the output.
pub const MANIFEST_PATH: &str = ".termijn/manifest.json";

const VERSION: u32 = 1;

/// The paths of an edition, each with its fingerprint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    files: BTreeMap<String, Digest>,
}

#[derive(Serialize)]
struct Written<'a> {
    version: u32,
    files: &'a BTreeMap<String, Digest>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    version: u32,
    files: BTreeMap<String, String>,
}

impl Manifest {
    /// The manifest of an edition with these entries.
    #[must_use]
    pub fn of(entries: &[Entry]) -> Self {
        Self { files: entries.iter().map(|entry| (entry.path.clone(), entry.fingerprint)).collect() }
    }

    /// The manifest as JSON: one file a line, sorted.
    #[must_use]
    pub fn to_json(&self) -> String {
        let written = Written { version: VERSION, files: &self.files };
        serde_json::to_string_pretty(&written).expect("text keys and digests always fit JSON") + "\n"
    }

    /// The manifest in these bytes; none when they are damaged, of another version, or not ours.
    ///
    /// Its paths are data from a disk: one that could lead out of the output makes the whole a stranger.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let read: Read = serde_json::from_slice(bytes).ok()?;
        if read.version != VERSION {
            return None;
        }
        let files = read.files.into_iter().map(|(path, digits)| Some((path, Digest::parse(&digits)?)));
        let manifest = Self { files: files.collect::<Option<_>>()? };
        manifest.check().ok()?;
        Some(manifest)
    }

    /// Fails when a path could lead out of the output, or is the manifest's own.
    pub(super) fn check(&self) -> io::Result<()> {
        match self.paths().find(|path| !stays_inside(path) || *path == MANIFEST_PATH) {
            Some(path) => {
                Err(io::Error::new(io::ErrorKind::InvalidInput, format!("no path for a file: {path:?}")))
            }
            None => Ok(()),
        }
    }

    /// The fingerprint of the file at this path.
    #[must_use]
    pub fn fingerprint(&self, path: &str) -> Option<Digest> {
        self.files.get(path).copied()
    }

    /// The paths, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The paths of this edition and the next. Only what is equal in both keeps its fingerprint, so that
    /// nothing that is being replaced is taken for finished.
    pub(super) fn both(&self, next: &Self) -> Self {
        let unfinished = Digest::of_bytes(b"being replaced");
        let fingerprint = |path: &str| {
            let now = self.fingerprint(path).filter(|_| self.fingerprint(path) == next.fingerprint(path));
            now.unwrap_or(unfinished)
        };
        let paths = self.paths().chain(next.paths());
        Self { files: paths.map(|path| (path.to_owned(), fingerprint(path))).collect() }
    }

    /// Whether a file of the edition stands at this path; the manifest itself does too.
    pub(super) fn has(&self, path: &str) -> bool {
        path == MANIFEST_PATH || self.files.contains_key(path)
    }

    /// Whether a file of the edition stands at this path, as a disk names it.
    pub(super) fn has_at(&self, path: &Path) -> bool {
        path.to_str().is_some_and(|path| self.has(path))
    }

    /// The folders of the edition, each after the one that holds it, without the output folder itself.
    pub(super) fn folders(&self) -> BTreeSet<&Path> {
        let mut folders = BTreeSet::new();
        for path in self.paths().chain([MANIFEST_PATH]) {
            let above = Path::new(path).ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
            for folder in above {
                if !folders.insert(folder) {
                    break;
                }
            }
        }
        folders
    }
}

fn stays_inside(path: &str) -> bool {
    !path.contains(['\\', '\0']) && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(paths: &[&str]) -> Manifest {
        let entry =
            |path: &&str| Entry { path: (*path).to_owned(), fingerprint: Digest::of_bytes(path.as_bytes()) };
        Manifest::of(&paths.iter().map(entry).collect::<Vec<_>>())
    }

    #[test]
    fn it_reads_back_as_written_one_file_a_line() {
        let manifest = manifest(&["b.html", "a/één.html"]);
        let json = manifest.to_json();
        assert_eq!(json.lines().count(), 7, "two files, and five lines around them");
        assert!(json.find("a/één").unwrap() < json.find("b.html").unwrap());
        assert_eq!(Manifest::parse(json.as_bytes()), Some(manifest));
    }

    #[test]
    fn damaged_foreign_and_evil_ones_are_not_ours() {
        let digits = Digest::of_bytes(b"").to_string();
        let with = |path: &str| format!(r#"{{"version":1,"files":{{"{path}":"{digits}"}}}}"#);
        assert!(Manifest::parse(with("a/b").as_bytes()).is_some());
        for path in [
            "../a",
            "a/../../b",
            "/etc/x",
            "a//b",
            "a/",
            "",
            ".",
            r"a\\b",
            r"a\u0000b",
            ".termijn/manifest.json",
        ] {
            assert_eq!(Manifest::parse(with(path).as_bytes()), None, "{path}");
        }
        for text in ["", "{}", "[]", r#"{"version":2,"files":{}}"#, r#"{"version":1,"files":{"a":"x"}}"#] {
            assert_eq!(Manifest::parse(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn folders_come_after_those_that_hold_them() {
        let manifest = manifest(&["a/b/c/d", "a/e", "f"]);
        let folders: Vec<_> = manifest.folders().into_iter().collect();
        assert_eq!(folders, [".termijn", "a", "a/b", "a/b/c"].map(Path::new));
    }
}
