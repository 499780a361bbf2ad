//! The pages that name every organisation, or every region.

use super::{DirectoryEntry, DirectoryView, Head, Link, Site};
use crate::digest::Digest;
use crate::name::folded;
use std::collections::BTreeMap;

/// What a directory names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Directory {
    /// Every organisation.
    Organisations,
    /// Every region.
    Regions,
}

impl Directory {
    /// Its path: `organisaties/`.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Organisations => "organisaties/",
            Self::Regions => "regios/",
        }
    }
}

impl Site {
    /// The directories that have anything to name.
    #[must_use]
    pub fn directories(&self) -> Vec<Directory> {
        let all = [Directory::Organisations, Directory::Regions];
        all.into_iter().filter(|directory| !self.named_in(*directory).is_empty()).collect()
    }

    pub(super) fn directory_url(&self, directory: Directory) -> Option<String> {
        (!self.named_in(directory).is_empty()).then(|| self.link(directory.path()))
    }

    fn named_in(&self, directory: Directory) -> &BTreeMap<String, Vec<usize>> {
        match directory {
            Directory::Organisations => &self.organisations,
            Directory::Regions => &self.regions,
        }
    }

    /// The digest of everything that a directory depends on besides theme and settings.
    #[must_use]
    pub fn directory_key(&self, directory: Directory) -> Digest {
        Digest::of(&self.directory_view(directory).0)
    }

    /// A directory's view, and its head.
    #[must_use]
    pub fn directory_view(&self, directory: Directory) -> (DirectoryView, Head) {
        let mut entries: Vec<DirectoryEntry> = self
            .named_in(directory)
            .iter()
            .map(|(part, notices)| self.entry(directory, part, notices))
            .collect();
        entries.sort_by_cached_key(|entry| (folded(&entry.title), entry.url.clone()));
        let kind = match directory {
            Directory::Organisations => "organisations",
            Directory::Regions => "regions",
        };
        let head = Head {
            title: String::new(),
            description: None,
            canonical: Some(self.absolute(directory.path())),
            url: Some(self.link(directory.path())),
            noindex: false,
            ..Head::default()
        };
        (DirectoryView { kind, entries }, head)
    }

    fn entry(&self, directory: Directory, part: &str, notices: &[usize]) -> DirectoryEntry {
        let Link { title, url } = match directory {
            Directory::Organisations => self.named_organisation(part),
            Directory::Regions => self.named_region(part),
        };
        let open = notices.iter().filter(|index| self.notices[**index].phase.is_open()).count();
        DirectoryEntry { title, url, open, closed: notices.len() - open }
    }
}
