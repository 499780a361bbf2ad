//! What the last build left in the output folder, for whoever wants to compare.
//!
//! Evidence, and never more than that: what is missing, foreign, damaged or too large is as if it were not
//! there, so no command fails because of it.

use super::files::open_regular;
use super::publisher::{MANIFEST_PATH, Manifest};
use crate::digest::Digest;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// As large as a file of data may be; a notice takes a few thousand bytes.
const LARGEST_FILE: u64 = 4 * 1024 * 1024;
/// As large as a manifest may be: a hundred bytes for each file of the largest site.
const LARGEST_MANIFEST: u64 = 512 * 1024 * 1024;

/// A site of ours, as it stands in an output folder.
#[derive(Debug)]
pub struct LastBuild {
    output: PathBuf,
    manifest: Manifest,
}

impl LastBuild {
    /// The site in this folder; `None` when there is no folder, or when what is in it is not ours.
    #[must_use]
    pub fn at(output: &Path) -> Option<Self> {
        let json = read(output, MANIFEST_PATH, LARGEST_MANIFEST)?;
        Some(Self { output: output.to_path_buf(), manifest: Manifest::parse(&json)? })
    }

    /// The digest of all that the bytes of a file depend on; `None` when the manifest does not name it.
    #[must_use]
    pub fn fingerprint(&self, path: &str) -> Option<Digest> {
        self.manifest.fingerprint(path)
    }

    /// The bytes of a file that Termijn wrote; `None` when the manifest does not name it, or when no regular
    /// file of a sound size stands there.
    #[must_use]
    pub fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.manifest.fingerprint(path)?;
        read(&self.output, path, LARGEST_FILE)
    }
}

/// The bytes of a file below `output`, when none of the folders on the way is a link and it is not too large.
fn read(output: &Path, path: &str, largest: u64) -> Option<Vec<u8>> {
    let mut place = output.to_path_buf();
    for part in path.split('/') {
        if !fs::symlink_metadata(&place).ok()?.is_dir() {
            return None;
        }
        place.push(part);
    }
    let (file, about) = open_regular(&place).ok()?;
    if about.len() > largest {
        return None;
    }
    let mut bytes = Vec::new();
    file.take(largest).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::publisher::Entry;
    use crate::host::scratch::Scratch;

    fn site(paths: &[&str]) -> Scratch {
        let scratch = Scratch::new();
        let entry = |path: &&str| Entry { path: (*path).to_owned(), fingerprint: Digest::of_bytes(b"") };
        let manifest = Manifest::of(&paths.iter().map(entry).collect::<Vec<_>>());
        scratch.file(MANIFEST_PATH, manifest.to_json().as_bytes());
        scratch
    }

    #[test]
    fn only_what_the_manifest_names_is_read() {
        let scratch = site(&["a/b/notice.json", "weg.json"]);
        scratch.file("a/b/notice.json", b"{}");
        scratch.file("a/b/vreemd.json", b"{}");
        let last = LastBuild::at(scratch.path()).expect("it is ours");
        assert_eq!(last.read("a/b/notice.json").as_deref(), Some(&b"{}"[..]));
        assert_eq!(last.read("a/b/vreemd.json"), None);
        assert_eq!(last.read("weg.json"), None);
    }

    #[test]
    fn links_and_folders_are_nothing() {
        let scratch = site(&["a/notice.json", "b/notice.json", "c/notice.json"]);
        scratch.file("elders/notice.json", b"{}");
        scratch.link("a", "elders");
        scratch.link("b/notice.json", "../elders/notice.json");
        scratch.file("c/notice.json/x", b"");
        let last = LastBuild::at(scratch.path()).expect("it is ours");
        for path in ["a/notice.json", "b/notice.json", "c/notice.json"] {
            assert_eq!(last.read(path), None, "{path}");
        }
        assert!(LastBuild::at(&scratch.link("link", scratch.path())).is_none());
    }

    #[test]
    fn what_is_too_large_or_not_ours_is_nothing() {
        let scratch = site(&["notice.json"]);
        scratch.file("notice.json", vec![b' '; usize::try_from(LARGEST_FILE).unwrap() + 1]);
        assert_eq!(LastBuild::at(scratch.path()).unwrap().read("notice.json"), None);
        scratch.file(MANIFEST_PATH, b"{}");
        assert!(LastBuild::at(scratch.path()).is_none());
        assert!(LastBuild::at(&scratch.path().join("er-is-niets")).is_none());
    }
}
