//! The new edition beside the one that stands: which files can stay as they are.

use super::Entry;
use super::layout::{Layout, join};
use super::standing::Standing;

pub(super) struct Plan<'a> {
    pub(super) entries: &'a [Entry],
    pub(super) layout: Layout<'a>,
    /// For each entry the number of the file that stands at its path, in the edition before.
    pub(super) before: Vec<Option<usize>>,
    /// For each entry, whether that file is as it is to be.
    pub(super) is_intact: Vec<bool>,
}

impl<'a> Plan<'a> {
    pub(super) fn of(entries: &'a [Entry], standing: &Standing<'_>) -> Self {
        let layout = Layout::of(entries.iter().map(|entry| (&*entry.path, entry.fingerprint)));
        let paths = entries.iter().map(|entry| &*entry.path);
        let before: Vec<_> = join(paths, standing.layout.files.iter().map(|file| file.path)).collect();
        let is_intact = |(entry, file): (&Entry, &Option<usize>)| {
            file.is_some_and(|file| standing.is_intact(file, entry))
        };
        let is_intact = entries.iter().zip(&before).map(is_intact).collect();
        Self { entries, layout, before, is_intact }
    }

    /// Whether the new edition is the one that stands, to the last file.
    pub(super) fn is_nothing_new(&self, standing: &Standing<'_>) -> bool {
        standing.shows(&self.layout) && self.is_intact.iter().all(|intact| *intact)
    }

    /// The folder of each entry, by number.
    pub(super) fn folders_of_entries(&self) -> impl Iterator<Item = usize> {
        self.layout.files.iter().filter(|file| file.fingerprint.is_some()).map(|file| file.folder)
    }

    /// The paths of the files that the new edition lacks, sorted.
    pub(super) fn removed<'b>(&'b self, standing: &'b Standing<'_>) -> impl Iterator<Item = &'b str> {
        let old = &standing.layout.files;
        let stays = join(old.iter().map(|file| file.path), self.layout.files.iter().map(|file| file.path));
        old.iter().zip(stays).filter(|(_, stays)| stays.is_none()).map(|(file, _)| file.path)
    }
}
