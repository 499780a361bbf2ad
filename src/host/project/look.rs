//! Whether the author's files are as they were, without reading them.

use super::seen::Marks;
use super::{Found, Ground, load};
use crate::digest::{Digest, Hasher};
use crate::host::clock;
use crate::host::error::Error;
use crate::source::SourceFile;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};

/// What all files of a project are known by: path, inode, size, when they were written and when anything about them
/// changed.
///
/// A file that was written a moment before it was looked at may be written again without any of these changing.
/// Of such files the bytes count too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    stamps: Digest,
    fresh: Vec<(String, Digest)>,
}

impl Look {
    /// Looks at the project at `root`, past the folders in `ignore`: everything that [`super::read`] would read.
    ///
    /// # Errors
    /// When `root` itself cannot be found.
    #[cfg(test)]
    fn at(root: &Path, ignore: &[PathBuf]) -> Result<Self, Error> {
        let seen = seen(root, ignore)?;
        let now = clock::now();
        let is_fresh = |one: &&Seen| one.marks.is_some_and(|marks| !marks.is_settled(now));
        let fresh =
            seen.par_iter().filter(is_fresh).map(|one| (one.shown.clone(), digest(&one.shown, &one.place)));
        Ok(Self { fresh: fresh.collect(), stamps: stamps(&seen) })
    }

    /// What these files are known by, which were looked at and then read; sorted by path.
    pub(super) fn of_read<'a>(files: impl Iterator<Item = (&'a str, Option<Marks>, &'a SourceFile)>) -> Self {
        let now = clock::now();
        let (mut hasher, mut fresh) = (Hasher::default(), Vec::new());
        for (shown, marks, file) in files {
            add(&mut hasher, shown, marks);
            if marks.is_some_and(|marks| !marks.is_settled(now)) {
                fresh.push((shown.to_owned(), file.digest()));
            }
        }
        Self { stamps: hasher.finish(), fresh }
    }

    /// Whether the project still is as it was.
    #[must_use]
    pub fn still_holds(&self, root: &Path, ignore: &[PathBuf]) -> bool {
        let Ok(seen) = seen(root, ignore) else { return false };
        let bytes_of = |shown: &String| {
            let found = seen.binary_search_by(|one| one.shown.cmp(shown)).ok()?;
            Some(digest(shown, &seen[found].place))
        };
        stamps(&seen) == self.stamps
            && self.fresh.par_iter().all(|(shown, before)| bytes_of(shown) == Some(*before))
    }
}

/// A file, or something in the place of one.
struct Seen {
    shown: String,
    place: PathBuf,
    /// `None` for what would not be read.
    marks: Option<Marks>,
}

fn seen(root: &Path, ignore: &[PathBuf]) -> Result<Vec<Seen>, Error> {
    let ground = Ground::find(root, ignore)?;
    let mut walk = ground.walk();
    walk.all();
    let each = walk.found.into_par_iter().map(|(shown, found)| match found {
        Found::File(place) => {
            let about = fs::symlink_metadata(&place).ok().filter(fs::Metadata::is_file);
            Seen { marks: about.map(|about| Marks::of(&about)), shown, place }
        }
        Found::Refused(_) => Seen { shown, place: PathBuf::new(), marks: None },
    });
    let mut seen: Vec<Seen> = each.collect();
    seen.par_sort_unstable_by(|a, b| (&a.shown, &a.place).cmp(&(&b.shown, &b.place)));
    Ok(seen)
}

fn stamps(seen: &[Seen]) -> Digest {
    let mut hasher = Hasher::default();
    for Seen { shown, marks, .. } in seen {
        add(&mut hasher, shown, *marks);
    }
    hasher.finish()
}

fn add(hasher: &mut Hasher, shown: &str, marks: Option<Marks>) {
    hasher.add_bytes(shown.as_bytes());
    hasher.add_bytes(&borsh::to_vec(&marks).expect("memory takes all"));
}

/// The digest of a file's bytes, or of why they cannot be had.
fn digest(shown: &str, place: &Path) -> Digest {
    load(shown, place).map_or_else(|| Digest::of_bytes(b"gone"), |file| file.digest())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::scratch::Scratch;

    fn site() -> Scratch {
        let scratch = Scratch::new();
        scratch.file("termijn.toml", b"title = 'x'");
        scratch.file("content/a/b.md", b"een");
        scratch.file("content/a/c/bijlage.pdf", b"twee");
        scratch
    }

    #[track_caller]
    fn shows(change: impl Fn(&Scratch)) {
        let scratch = site();
        let look = Look::at(scratch.path(), &[]).unwrap();
        assert!(look.still_holds(scratch.path(), &[]));
        change(&scratch);
        assert!(!look.still_holds(scratch.path(), &[]));
    }

    #[test]
    fn every_change_shows() {
        shows(|site| drop(site.file("content/a/b.md", b"twee")));
        shows(|site| drop(site.file("content/a/nieuw.md", b"")));
        shows(|site| drop(site.file("content/a/c/bijlage.pdf", b"drie")));
        shows(|site| fs::remove_file(site.path().join("content/a/b.md")).unwrap());
        shows(|site| {
            fs::rename(site.path().join("content/a/b.md"), site.path().join("content/a/d.md")).unwrap();
        });
        shows(|site| fs::remove_file(site.path().join("termijn.toml")).unwrap());
    }

    #[test]
    fn bytes_count_where_times_cannot_tell() {
        let scratch = site();
        let before = Look::at(scratch.path(), &[]).unwrap();
        scratch.file("content/a/b.md", b"1en");
        // As if both writes came within one step of the disk's clock.
        let stamps = Look::at(scratch.path(), &[]).unwrap().stamps;
        assert!(!Look { stamps, ..before }.still_holds(scratch.path(), &[]));
    }

    #[test]
    fn a_time_of_writing_that_was_set_back_shows() {
        let scratch = site();
        let place = scratch.path().join("content/a/b.md");
        let before = Look { fresh: Vec::new(), ..Look::at(scratch.path(), &[]).unwrap() };
        let written = fs::metadata(&place).unwrap().modified().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(20));
        let file = fs::OpenOptions::new().write(true).open(&place).unwrap();
        std::io::Write::write_all(&mut &file, b"1en").unwrap();
        file.set_modified(written).unwrap();
        drop(file);
        assert!(!before.still_holds(scratch.path(), &[]));
    }

    #[test]
    fn what_is_ignored_has_no_say() {
        let scratch = site();
        scratch.file("content/public/x", b"een");
        let ignore = [scratch.path().join("content/public")];
        let look = Look::at(scratch.path(), &ignore).unwrap();
        scratch.file("content/public/y", b"twee");
        assert!(look.still_holds(scratch.path(), &ignore));
    }
}
