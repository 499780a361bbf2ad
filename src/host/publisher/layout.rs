//! The files and folders of an edition, by number.
//!
//! Both are sorted, so two editions are compared in one pass, and what is known of a file stands in a list at
//! the file's number: nothing is looked up by name where there are tens of thousands.

use super::manifest::{MANIFEST_PATH, Manifest};
use crate::digest::Digest;
use std::cmp::Ordering;
use std::path::Path;

/// An edition's shape. Folder 0 is the output itself.
pub(super) struct Layout<'a> {
    pub(super) folders: Vec<Folder<'a>>,
    /// The manifest itself is among them.
    pub(super) files: Vec<File<'a>>,
}

pub(super) struct Folder<'a> {
    /// Empty for the output itself.
    pub(super) path: &'a str,
    pub(super) parent: usize,
}

pub(super) struct File<'a> {
    pub(super) path: &'a str,
    pub(super) folder: usize,
    /// None for the manifest.
    pub(super) fingerprint: Option<Digest>,
}

impl<'a> Layout<'a> {
    /// No edition: a folder without anything of ours.
    pub(super) fn nothing() -> Self {
        Self { folders: vec![Folder { path: "", parent: 0 }], files: Vec::new() }
    }

    /// The shape of an edition of these files, sorted by path; it gets a manifest too.
    pub(super) fn of(files: impl Iterator<Item = (&'a str, Digest)>) -> Self {
        let mut layout = Self::nothing();
        layout.files.reserve(files.size_hint().0 + 1);
        let mut open = vec![0];
        let mut manifest = Some(MANIFEST_PATH);
        for (path, fingerprint) in files {
            if let Some(own) = manifest.take_if(|own| **own < *path) {
                layout.add(own, None, &mut open);
            }
            layout.add(path, Some(fingerprint), &mut open);
        }
        if let Some(own) = manifest {
            layout.add(own, None, &mut open);
        }
        layout
    }

    /// Adds a file. `open` are the folders around the last one, from the outside in: sorted paths leave a folder
    /// once and never come back to it.
    fn add(&mut self, path: &'a str, fingerprint: Option<Digest>, open: &mut Vec<usize>) {
        let holds = |folder: &Folder<'_>| {
            folder.path.is_empty() || path.strip_prefix(folder.path).is_some_and(|rest| rest.starts_with('/'))
        };
        while open.last().is_some_and(|folder| !holds(&self.folders[*folder])) {
            open.pop();
        }
        let mut folder = open.last().copied().unwrap_or_default();
        let mut from = self.folders[folder].path.len() + usize::from(folder != 0);
        while let Some(length) = path[from..].find('/') {
            self.folders.push(Folder { path: &path[..from + length], parent: folder });
            folder = self.folders.len() - 1;
            open.push(folder);
            from += length + 1;
        }
        self.files.push(File { path, folder, fingerprint });
    }

    /// The files with a fingerprint, which is all but the manifest.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'a str, Digest)> {
        self.files.iter().filter_map(|file| Some((file.path, file.fingerprint?)))
    }

    /// The number of the file at this path.
    pub(super) fn file(&self, path: &str) -> Option<usize> {
        self.files.binary_search_by(|file| file.path.cmp(path)).ok()
    }

    /// The number of the folder at this path.
    pub(super) fn folder(&self, path: &str) -> Option<usize> {
        self.folders.binary_search_by(|folder| order_of_folders(folder.path, path)).ok()
    }

    /// Whether a file of the edition stands at this path, as a disk names it.
    pub(super) fn has_file(&self, path: &Path) -> bool {
        path.to_str().is_some_and(|path| self.file(path).is_some())
    }

    /// Whether this is a folder of the edition.
    pub(super) fn has_folder(&self, path: &Path) -> bool {
        path.to_str().is_some_and(|path| self.folder(path).is_some())
    }

    /// The folders without the output itself, each after the one that holds it.
    pub(super) fn inner_folders(&self) -> impl DoubleEndedIterator<Item = &Folder<'a>> {
        self.folders[1..].iter()
    }
}

impl<'a> From<&'a Manifest> for Layout<'a> {
    fn from(manifest: &'a Manifest) -> Self {
        Self::of(manifest.files())
    }
}

/// Folders stand in the order of the files in them: as if each name ended in `/`.
fn order_of_folders(one: &str, other: &str) -> Ordering {
    match (one.is_empty(), other.is_empty()) {
        (false, false) if one == other => Ordering::Equal,
        (false, false) => one.bytes().chain([b'/']).cmp(other.bytes().chain([b'/'])),
        (one, other) => other.cmp(&one),
    }
}

/// For each of the sorted `items`, the place in the sorted `others` of the one with the same path.
pub(super) fn join<'a>(
    items: impl Iterator<Item = &'a str>,
    others: impl Iterator<Item = &'a str>,
) -> impl Iterator<Item = Option<usize>> {
    join_by(items, others, str::cmp)
}

/// For each folder of an edition, its number in another.
pub(super) fn join_folders<'a>(
    one: &'a Layout<'_>,
    other: &'a Layout<'_>,
) -> impl Iterator<Item = Option<usize>> {
    let (one, other) = (one.folders.iter(), other.folders.iter());
    join_by(one.map(|folder| folder.path), other.map(|folder| folder.path), order_of_folders)
}

fn join_by<'a>(
    items: impl Iterator<Item = &'a str>,
    others: impl Iterator<Item = &'a str>,
    order: impl Fn(&str, &str) -> Ordering,
) -> impl Iterator<Item = Option<usize>> {
    let mut others = others.enumerate().peekable();
    items.map(move |path| {
        while others.next_if(|(_, other)| order(other, path) == Ordering::Less).is_some() {}
        others.peek().filter(|(_, other)| *other == path).map(|(place, _)| *place)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout<'a>(paths: &[&'a str]) -> Layout<'a> {
        Layout::of(paths.iter().map(|path| (*path, Digest::of_bytes(b""))))
    }

    #[test]
    fn folders_come_after_those_that_hold_them() {
        let layout = layout(&["a-x/b", "a.b", "a/b/c/d", "a/e", "ab/c", "f"]);
        let folders: Vec<_> = layout.folders.iter().map(|folder| (folder.path, folder.parent)).collect();
        assert_eq!(
            folders,
            [("", 0), (".termijn", 0), ("a-x", 0), ("a", 0), ("a/b", 3), ("a/b/c", 4), ("ab", 0)]
        );
        let files: Vec<_> = layout.files.iter().map(|file| (file.path, file.folder)).collect();
        let expected =
            [(MANIFEST_PATH, 1), ("a-x/b", 2), ("a.b", 0), ("a/b/c/d", 5), ("a/e", 3), ("ab/c", 6), ("f", 0)];
        assert_eq!(files, expected);
        for (number, folder) in layout.folders.iter().enumerate() {
            assert_eq!(layout.folder(folder.path), Some(number));
        }
        assert!(layout.file("a/e").is_some() && layout.file("a").is_none() && layout.folder("a/e").is_none());
    }

    #[test]
    fn two_sorted_lists_are_joined() {
        let found: Vec<_> = join(["a", "c", "d"].into_iter(), ["b", "c", "e"].into_iter()).collect();
        assert_eq!(found, [None, Some(1), None]);
    }
}
