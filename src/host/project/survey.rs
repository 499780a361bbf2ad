//! What stands in the author's folder, and what each file is known by: one walk, whatever is made of it.

use super::{Found, Ground};
use crate::host::error::Error;
use crate::host::files::Stamp;
use borsh::{BorshDeserialize, BorshSerialize};
use rayon::prelude::*;
use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What a file is known by, with the time of its last change of any kind: a write may be given an older time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(super) struct Marks {
    stamp: Stamp,
    changed: (i64, i64),
}

impl Marks {
    pub(super) fn of(about: &Metadata) -> Self {
        Self { stamp: Stamp::of(about), changed: (about.ctime(), about.ctime_nsec()) }
    }

    /// The length of the file.
    pub(super) fn size_bytes(&self) -> u64 {
        self.stamp.size_bytes
    }

    /// Whether another write would show.
    pub(super) fn is_settled(&self, now: i64) -> bool {
        self.stamp.is_settled(now) && self.changed.0 < now - 2
    }
}

/// All that stands in a project and would be read, or refused.
pub struct Survey {
    /// By the paths that the project shows; of two with one path the one that is read comes last.
    pub(super) files: Vec<Surveyed>,
}

/// One of them.
pub(super) struct Surveyed {
    pub(super) shown: String,
    pub(super) found: Found,
    /// `None` for what would not be read.
    pub(super) marks: Option<Marks>,
}

impl Survey {
    /// Looks at the project at `root`, past the folders in `ignore`: everything that [`super::read`] would read.
    ///
    /// # Errors
    /// When `root` itself cannot be found.
    pub fn take(root: &Path, ignore: &[PathBuf]) -> Result<Self, Error> {
        let ground = Ground::find(root, ignore)?;
        let look = |(shown, found): (String, Found)| {
            let about = match &found {
                Found::File(place) => fs::symlink_metadata(place).ok().filter(Metadata::is_file),
                Found::Refused(_) => None,
            };
            Surveyed { shown, found, marks: about.map(|about| Marks::of(&about)) }
        };
        let files = Mutex::new(Vec::new());
        let look_at = |found: Vec<(String, Found)>| {
            let looked: Vec<Surveyed> = found.into_iter().map(look).collect();
            files.lock().unwrap_or_else(PoisonError::into_inner).extend(looked);
        };
        // What is found is looked at while the walk goes on.
        rayon::scope(|scope| {
            let hand_on = |found| scope.spawn(move |_| look_at(found));
            let mut walk = ground.walk().handing_on(&hand_on);
            walk.all();
            look_at(walk.found);
        });
        let mut files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
        files.par_sort_unstable_by(|a, b| (&a.shown, a.place()).cmp(&(&b.shown, b.place())));
        Ok(Self { files })
    }

    /// The files, each with what it is known by.
    pub(super) fn marks(&self) -> impl Iterator<Item = (&str, Option<Marks>)> {
        self.files.iter().map(|file| (file.shown.as_str(), file.marks))
    }

    /// Where the file stands that the project shows under this path.
    pub(super) fn place_of(&self, shown: &str) -> Option<&Path> {
        let behind = self.files.partition_point(|file| file.shown.as_str() <= shown);
        let file = self.files[..behind].last().filter(|file| file.shown == shown)?;
        file.place()
    }
}

impl Surveyed {
    fn place(&self) -> Option<&Path> {
        match &self.found {
            Found::File(place) => Some(place),
            Found::Refused(_) => None,
        }
    }
}
