//! When what was seen is told: signs of change → one batch, complete and soon. Knows no clock and no disk.

use crate::host::project::Changed;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long nothing more must have been seen. The steps of one save follow each other within a millisecond, and an
/// author who waits for the page notices from some fifty milliseconds on.
const QUIET: Duration = Duration::from_millis(12);
/// The same once so many paths were seen that no editor saved them: a `git switch`, or a folder that is copied.
/// Whoever does that waits anyway, and between two files the machine may see to something else.
const QUIET_AMONG_MANY: Duration = Duration::from_millis(80);
const MANY: usize = 8;
/// How long a file that is being written is waited for. Who writes longer keeps the file open, as a log.
const WRITING: Duration = Duration::from_millis(250);
/// How long a file that was there is waited for when it goes: editors save by removing and making anew.
const MISSING: Duration = Duration::from_millis(60);
/// The longest that the first sign of a batch waits, whatever still happens.
const LONGEST: Duration = Duration::from_secs(1);

/// What an event says of one path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// Made, and open for writing: its end will be told.
    Opened,
    /// Came whole: a folder, a link, or a file that was moved here.
    Came,
    Written,
    Closed,
    Went,
}

/// What was seen since the last batch was told. Moments are given as the time since any fixed one.
#[derive(Debug, Default)]
pub(super) struct Batch {
    everything: bool,
    paths: BTreeSet<PathBuf>,
    writing: BTreeMap<PathBuf, Duration>,
    missing: BTreeMap<PathBuf, Duration>,
    /// Paths that were not there when the batch began. Nobody waits for their return.
    born: BTreeSet<PathBuf>,
    /// When it began, and when something was last added.
    seen: Option<(Duration, Duration)>,
}

impl Batch {
    /// Adds what was seen of a path at the moment `now`.
    pub(super) fn add(&mut self, path: PathBuf, sign: Sign, now: Duration) {
        self.touch(now);
        if matches!(sign, Sign::Opened | Sign::Came) && !self.paths.contains(&path) {
            self.born.insert(path.clone());
        }
        if sign == Sign::Went && !self.born.contains(&path) {
            self.missing.insert(path.clone(), now + MISSING);
        } else if matches!(sign, Sign::Opened | Sign::Came) {
            self.missing.remove(&path);
        }
        if matches!(sign, Sign::Opened | Sign::Written) {
            self.writing.insert(path.clone(), now + WRITING);
        } else {
            self.writing.remove(&path);
        }
        self.paths.insert(path);
    }

    /// Adds that a file got another name under which it counts as one: so it was no copy that an editor puts aside,
    /// and nobody waits for its return.
    pub(super) fn renamed(&mut self, from: &Path) {
        self.missing.remove(from);
    }

    /// Adds that anything may have changed.
    pub(super) fn add_everything(&mut self, now: Duration) {
        self.touch(now);
        self.everything = true;
    }

    fn touch(&mut self, now: Duration) {
        self.seen = Some((self.seen.map_or(now, |(first, _)| first), now));
    }

    /// The moment from which the batch may be told; none while it is empty.
    pub(super) fn due(&self) -> Option<Duration> {
        let (first, last) = self.seen?;
        let awaited = self.writing.values().chain(self.missing.values()).max();
        let quiet = if self.paths.len() < MANY { QUIET } else { QUIET_AMONG_MANY };
        Some((last + quiet).max(awaited.copied().unwrap_or_default()).min(first + LONGEST))
    }

    /// Hands the batch over and begins a new one.
    pub(super) fn take(&mut self) -> Changed {
        let batch = std::mem::take(self);
        if batch.everything { Changed::Everything } else { Changed::Paths(batch.paths) }
    }
}

#[cfg(test)]
mod tests {
    use super::Sign::{Came, Closed, Opened, Went, Written};
    use super::*;

    /// After these signs (path, sign, millisecond), the batch is due at this millisecond.
    #[track_caller]
    fn check(signs: &[(&str, Sign, u64)], due: u64) {
        let mut batch = Batch::default();
        for (path, sign, millisecond) in signs {
            batch.add(PathBuf::from(path), *sign, Duration::from_millis(*millisecond));
        }
        assert_eq!(batch.due(), Some(Duration::from_millis(due)), "{signs:?}");
    }

    #[test]
    fn ways_to_save_p1() {
        // Truncate and write.
        check(&[("a", Written, 0), ("a", Written, 5), ("a", Closed, 9)], 21);
        // Write beside, rename over.
        check(&[("k", Opened, 0), ("k", Written, 1), ("k", Closed, 2), ("k", Went, 3), ("a", Came, 3)], 15);
        // Delete and create.
        check(&[("a", Went, 0), ("a", Opened, 50), ("a", Written, 51), ("a", Closed, 52)], 64);
        // Exchange with a file that was there.
        check(&[("a", Went, 0), ("b", Came, 0), ("b", Went, 0), ("a", Came, 0)], 12);
    }

    #[test]
    fn another_name_is_told_at_once() {
        let mut batch = Batch::default();
        batch.add(PathBuf::from("a.md"), Went, Duration::ZERO);
        batch.add(PathBuf::from("b.md"), Came, Duration::ZERO);
        batch.renamed(Path::new("a.md"));
        assert_eq!(batch.due(), Some(QUIET));
    }

    #[test]
    fn what_is_unfinished_is_waited_for() {
        check(&[("a", Written, 0)], 250);
        check(&[("a", Written, 0), ("b", Closed, 100)], 250);
        check(&[("a", Written, 0), ("a", Written, 200)], 450);
        check(&[("a", Went, 0)], 60);
        check(&[("a", Went, 0), ("b", Closed, 100)], 112);
        // A file that came and went within the batch will not return.
        check(&[("a", Opened, 0), ("a", Went, 1)], 13);
        check(&[("a", Came, 0), ("a", Went, 1), ("a", Came, 2)], 14);
        // One that was there may, however often it goes.
        check(&[("a", Went, 0), ("a", Came, 1), ("a", Went, 2)], 62);
    }

    #[test]
    fn many_files_are_waited_for_longer_p2() {
        let names: Vec<String> = (0..MANY).map(|nr| nr.to_string()).collect();
        let signs: Vec<_> = names.iter().map(|name| (name.as_str(), Closed, 0)).collect();
        check(&signs[1..], 12);
        check(&signs, 80);
    }

    #[test]
    fn no_batch_waits_for_ever() {
        let mut batch = Batch::default();
        assert_eq!(batch.due(), None);
        for millisecond in 0..2000 {
            batch.add(PathBuf::from("a"), Written, Duration::from_millis(millisecond));
        }
        assert_eq!(batch.due(), Some(LONGEST));
        assert_eq!(batch.take(), Changed::Paths(BTreeSet::from([PathBuf::from("a")])));
        assert_eq!(batch.due(), None);
        batch.add_everything(Duration::from_secs(5));
        batch.add(PathBuf::from("a"), Closed, Duration::from_secs(5));
        assert_eq!((batch.due(), batch.take()), (Some(Duration::from_millis(5012)), Changed::Everything));
    }
}
