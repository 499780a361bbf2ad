//! What we wrote, by fingerprint: it tells our files from others', and what need not be rendered again.

use super::Entry;
use crate::digest::Digest;
use crate::host::files::open_regular;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::{self, Read as _};
use std::ops::Range;
use std::path::Path;

/// The manifest's own path in the output.
pub const MANIFEST_PATH: &str = ".termijn/manifest.json";

const VERSION: u32 = 1;
/// How a manifest of ours begins and ends.
const HEAD: &str = "{\n  \"version\": 1,\n  \"files\": {";
const TAIL: &str = "}\n}\n";

/// The paths of an edition, each with its fingerprint.
///
/// There may be tens of thousands, so they are parts of one text and not texts of their own.
#[derive(Clone, Default)]
pub struct Manifest {
    text: String,
    /// Where in the text each path stands; the paths are sorted.
    files: Vec<(Range<usize>, Digest)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    version: u32,
    files: BTreeMap<String, String>,
}

impl Manifest {
    /// The manifest of an edition with these entries, sorted by path.
    #[must_use]
    pub fn of(entries: &[Entry]) -> Self {
        Self::of_files(entries.iter().map(|entry| (&*entry.path, entry.fingerprint)))
    }

    /// The manifest of these paths, in any order.
    fn of_files<'a>(files: impl Iterator<Item = (&'a str, Digest)>) -> Self {
        let mut manifest = Self::default();
        for (path, fingerprint) in files {
            let start = manifest.text.len();
            manifest.text.push_str(path);
            manifest.files.push((start..manifest.text.len(), fingerprint));
        }
        let text = &manifest.text;
        if !manifest.files.is_sorted_by_key(|(place, _)| &text[place.clone()]) {
            manifest.files.sort_by(|(one, _), (other, _)| text[one.clone()].cmp(&text[other.clone()]));
        }
        manifest
    }

    /// The manifest as JSON: one file a line, sorted.
    #[must_use]
    pub fn to_json(&self) -> String {
        json(self.files())
    }

    /// The manifest in these bytes; none when they are damaged, of another version, or not ours.
    ///
    /// Its paths are data from a disk: one that could lead out of the output makes the whole a stranger.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        Self::read(bytes.to_vec()).map(|(manifest, _)| manifest)
    }

    /// The manifest in these bytes, and whether they are as we would write them.
    pub(super) fn read(json: Vec<u8>) -> Option<(Self, bool)> {
        let text = String::from_utf8(json).ok()?;
        let (manifest, is_plain) = match files_by_line(&text) {
            Some(files) => (Self { text, files }, true),
            None => {
                let manifest = Self::of_any_json(&text)?;
                let is_plain = manifest.to_json() == text;
                (manifest, is_plain)
            }
        };
        check(manifest.paths()).ok()?;
        Some((manifest, is_plain))
    }

    fn of_any_json(text: &str) -> Option<Self> {
        let read: Read = serde_json::from_str(text).ok()?;
        if read.version != VERSION {
            return None;
        }
        let files = read.files.iter().map(|(path, digits)| Some((&**path, Digest::parse(digits)?)));
        Some(Self::of_files(files.collect::<Option<Vec<_>>>()?.into_iter()))
    }

    /// The paths with their fingerprints, sorted by path.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, Digest)> {
        self.files.iter().map(|(place, fingerprint)| (&self.text[place.clone()], *fingerprint))
    }

    /// The fingerprint of the file at this path.
    #[must_use]
    pub fn fingerprint(&self, path: &str) -> Option<Digest> {
        let found = self.files.binary_search_by(|(place, _)| self.text[place.clone()].cmp(path)).ok()?;
        Some(self.files[found].1)
    }

    /// The paths, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files().map(|(path, _)| path)
    }
}

impl PartialEq for Manifest {
    fn eq(&self, other: &Self) -> bool {
        self.files().eq(other.files())
    }
}

impl Eq for Manifest {}

impl std::fmt::Debug for Manifest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.files()).finish()
    }
}

/// The manifest of these files as JSON. They are sorted by path.
pub(super) fn json<'a>(files: impl Iterator<Item = (&'a str, Digest)>) -> String {
    let mut json = HEAD.to_owned();
    let mut is_first = true;
    for (path, fingerprint) in files {
        json.push_str(if is_first { "\n    " } else { ",\n    " });
        is_first = false;
        if is_plain(path) {
            json.extend(["\"", path, "\""]);
        } else {
            json.push_str(&serde_json::to_string(path).expect("a text always fits JSON"));
        }
        json.push_str(": \"");
        fingerprint.write_to(&mut json);
        json.push('"');
    }
    if !is_first {
        json.push_str("\n  ");
    }
    json + TAIL
}

/// The files in a manifest just as [`json`] writes it; none when anything about it is otherwise.
fn files_by_line(json: &str) -> Option<Vec<(Range<usize>, Digest)>> {
    let body = json.strip_prefix(HEAD)?.strip_suffix(TAIL)?;
    if body.is_empty() {
        return Some(Vec::new());
    }
    let body = body.strip_prefix('\n')?.strip_suffix("\n  ")?;
    let (mut files, mut start, mut last) = (Vec::new(), HEAD.len() + 1, "");
    let mut lines = body.split('\n').peekable();
    while let Some(line) = lines.next() {
        let whole = if lines.peek().is_some() { line.strip_suffix(',')? } else { line };
        let inner = whole.strip_prefix("    \"")?.strip_suffix('"')?;
        let (path, rest) = inner.split_at_checked(inner.len().checked_sub("\": \"".len() + 32)?)?;
        if !is_plain(path) || (path <= last && !files.is_empty()) {
            return None;
        }
        let first = start + "    \"".len();
        files.push((first..first + path.len(), Digest::parse(rest.strip_prefix("\": \"")?)?));
        (start, last) = (start + line.len() + "\n".len(), path);
    }
    Some(files)
}

/// Whether a text stands in JSON as it is.
fn is_plain(text: &str) -> bool {
    !has(text.as_bytes(), |byte| matches!(byte, b'"' | b'\\' | 0..0x20))
}

/// Whether a manifest stands in this folder that begins as ours do.
pub(super) fn begins_as_ours(output: &Path) -> bool {
    let read = || -> io::Result<bool> {
        let (mut file, _) = open_regular(&output.join(MANIFEST_PATH))?;
        let mut head = [0; HEAD.len()];
        file.read_exact(&mut head)?;
        Ok(head == *HEAD.as_bytes())
    };
    read().unwrap_or(false)
}

/// Fails when a path could lead out of the output, or is the manifest's own.
pub(super) fn check<'a>(mut paths: impl Iterator<Item = &'a str>) -> io::Result<()> {
    match paths.find(|path| !stays_inside(path) || *path == MANIFEST_PATH) {
        Some(path) => {
            Err(io::Error::new(io::ErrorKind::InvalidInput, format!("no path for a file: {path:?}")))
        }
        None => Ok(()),
    }
}

pub(super) fn stays_inside(path: &str) -> bool {
    let is_step = |part: &[u8]| matches!(part, b"" | b"." | b"..");
    let bytes = path.as_bytes();
    // No part that is a step goes without a point or a second slash behind a slash.
    let mut before = b'/';
    let mut may_step = false;
    for byte in bytes {
        may_step |= before == b'/' && matches!(byte, b'/' | b'.');
        before = *byte;
    }
    may_step |= before == b'/';
    let leads_away = may_step && bytes.split(|byte| *byte == b'/').any(is_step);
    !leads_away && !has(bytes, |byte| matches!(byte, b'\\' | 0))
}

/// Whether any byte is such a one. All are looked at: without an end before the end they are looked at many at a time.
fn has(bytes: &[u8], is_one: impl Fn(u8) -> bool) -> bool {
    bytes.iter().fold(false, |found, byte| found | is_one(*byte))
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
    fn it_is_written_as_serde_writes_it_and_read_by_line() {
        let files = |paths: &[&str]| -> BTreeMap<String, String> {
            paths
                .iter()
                .map(|path| ((*path).to_owned(), Digest::of_bytes(path.as_bytes()).to_string()))
                .collect()
        };
        for paths in [&[][..], &["a"], &["a\"b", "c\u{1}\u{7f}", "é, x/\n"], &["a-x/b", "a/b", "a.b"]] {
            let json = manifest(paths).to_json();
            let value = serde_json::json!({ "version": 1, "files": files(paths) });
            let plain = serde_json::to_string_pretty(&value["files"]).unwrap().replace('\n', "\n  ");
            assert_eq!(json, format!("{{\n  \"version\": 1,\n  \"files\": {plain}\n}}\n"));
            assert_eq!(Manifest::read(json.clone().into_bytes()), Some((manifest(paths), true)), "{json}");
            assert_eq!(files_by_line(&json).is_some(), paths.iter().all(|path| is_plain(path)), "{json}");
            let spaced = json.replace(": ", ":  ");
            assert_eq!(Manifest::read(spaced.into_bytes()), Some((manifest(paths), false)), "{json}");
        }
    }
}
