//! Whether the author's files are as they were, without reading them.

use super::load;
use super::survey::{Marks, Survey};
use crate::digest::{Digest, Hasher};
use crate::host::clock;
use crate::source::SourceFile;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::path::Path;

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
    pub fn still_holds(&self, survey: &Survey) -> bool {
        let bytes_of = |shown: &String| Some(digest(shown, survey.place_of(shown)?));
        let mut hasher = Hasher::default();
        survey.marks().for_each(|(shown, marks)| add(&mut hasher, shown, marks));
        hasher.finish() == self.stamps
            && self.fresh.par_iter().all(|(shown, before)| bytes_of(shown) == Some(*before))
    }
}

fn add(hasher: &mut Hasher, shown: &str, marks: Option<Marks>) {
    hasher.add_bytes(shown.as_bytes());
    borsh::to_writer(hasher, &marks).expect("a hasher takes all");
}

/// The digest of a file's bytes, or of why they cannot be had.
fn digest(shown: &str, place: &Path) -> Digest {
    load(shown, place).map_or_else(|| Digest::of_bytes(b"gone"), |file| file.digest())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::project::Seen;
    use crate::host::scratch::Scratch;
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::PathBuf;

    fn survey(site: &Scratch, ignore: &[PathBuf]) -> Survey {
        Survey::take(site.path(), ignore).unwrap()
    }

    /// What a build that reads the site would note.
    fn look_at(site: &Scratch, ignore: &[PathBuf]) -> Look {
        Seen::default().read(survey(site, ignore), &BTreeMap::new()).2
    }

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
        let look = look_at(&scratch, &[]);
        assert!(look.still_holds(&survey(&scratch, &[])));
        change(&scratch);
        assert!(!look.still_holds(&survey(&scratch, &[])));
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
        let before = look_at(&scratch, &[]);
        scratch.file("content/a/b.md", b"1en");
        // As if both writes came within one step of the disk's clock.
        let stamps = look_at(&scratch, &[]).stamps;
        assert!(!Look { stamps, ..before }.still_holds(&survey(&scratch, &[])));
    }

    #[test]
    fn a_time_of_writing_that_was_set_back_shows() {
        let scratch = site();
        let place = scratch.path().join("content/a/b.md");
        let before = Look { fresh: Vec::new(), ..look_at(&scratch, &[]) };
        let written = fs::metadata(&place).unwrap().modified().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(20));
        let file = fs::OpenOptions::new().write(true).open(&place).unwrap();
        std::io::Write::write_all(&mut &file, b"1en").unwrap();
        file.set_modified(written).unwrap();
        drop(file);
        assert!(!before.still_holds(&survey(&scratch, &[])));
    }

    #[test]
    fn what_is_ignored_has_no_say() {
        let scratch = site();
        scratch.file("content/public/x", b"een");
        let ignore = [scratch.path().join("content/public")];
        let look = look_at(&scratch, &ignore);
        scratch.file("content/public/y", b"twee");
        assert!(look.still_holds(&survey(&scratch, &ignore)));
    }
}
