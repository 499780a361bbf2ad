//! What a record's file sees of the other files: all that is looked at is noted, so that a later load can tell
//! whether it would see the same.

use crate::digest::Digest;
use crate::record::Organisation;
use crate::source::{SourceFile, SourceTree};
use borsh::{BorshDeserialize, BorshSerialize};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The files and organisations of a site, as one file looks at them.
pub(super) struct Sight<'a> {
    tree: &'a SourceTree,
    organisations: &'a BTreeMap<String, Arc<Organisation>>,
    looked: RefCell<Looked>,
}

/// What was looked at: each by its name and, when it was there, by what it is known.
#[derive(Debug, Default)]
pub(super) struct Looked {
    files: Vec<(String, Option<Seen<SourceFile>>)>,
    organisations: Vec<(String, Option<Seen<Arc<Organisation>>>)>,
    /// Whether it looked further than at what has a name here.
    is_wide: bool,
}

/// Something as it was seen by this run or by an earlier one.
#[derive(Clone, Debug)]
pub(super) enum Seen<T> {
    Now(T),
    Before(Digest),
}

impl Seen<SourceFile> {
    pub(super) fn is(&self, now: &SourceFile) -> bool {
        match self {
            Self::Now(seen) => seen.is_same(now),
            Self::Before(digest) => *digest == now.digest(),
        }
    }

    pub(super) fn digest(&self) -> Digest {
        match self {
            Self::Now(seen) => seen.digest(),
            Self::Before(digest) => *digest,
        }
    }
}

/// What an organisation is known by in another run.
fn digest_of(organisation: &Organisation) -> Digest {
    Digest::of_bytes(&borsh::to_vec(organisation).expect("memory takes all"))
}

impl<'a> Sight<'a> {
    /// A sight that has looked at nothing.
    pub(super) fn of(tree: &'a SourceTree, organisations: &'a BTreeMap<String, Arc<Organisation>>) -> Self {
        Self { tree, organisations, looked: RefCell::default() }
    }

    /// The file at a path, when there is one.
    pub(super) fn file(&self, path: &str) -> Option<&'a SourceFile> {
        let file = self.tree.files.get(path);
        self.looked.borrow_mut().files.push((path.to_owned(), file.cloned().map(Seen::Now)));
        file
    }

    /// The paths of all files below a folder.
    pub(super) fn below(&self, folder: &'a str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.looked.borrow_mut().is_wide = true;
        self.tree.below(folder).map(|(path, _)| path)
    }

    /// The organisation that has a file of its own.
    pub(super) fn organisation(&self, id: &str) -> Option<&'a Organisation> {
        let organisation = self.organisations.get(id);
        let looked = &mut self.looked.borrow_mut().organisations;
        if !looked.iter().any(|(other, _)| other == id) {
            looked.push((id.to_owned(), organisation.cloned().map(Seen::Now)));
        }
        organisation.map(|organisation| &**organisation)
    }

    /// The ids of all organisations that have one.
    pub(super) fn organisations(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.looked.borrow_mut().is_wide = true;
        self.organisations.keys().map(String::as_str)
    }

    /// What was looked at.
    pub(super) fn looked(self) -> Looked {
        self.looked.into_inner()
    }
}

/// What another run can hold against what it sees: names, and digests of what was there.
#[derive(BorshSerialize, BorshDeserialize)]
pub(super) struct Sightings {
    files: Vec<(String, Option<Digest>)>,
    organisations: Vec<(String, Option<Digest>)>,
}

/// The organisations of a site, with what they are known by in other runs.
pub(super) struct Others<'a> {
    organisations: &'a BTreeMap<String, Arc<Organisation>>,
    digests: BTreeMap<&'a str, Digest>,
}

impl<'a> Others<'a> {
    pub(super) fn of(organisations: &'a BTreeMap<String, Arc<Organisation>>) -> Self {
        let digests = organisations.iter().map(|(id, organisation)| (id.as_str(), digest_of(organisation)));
        Self { organisations, digests: digests.collect() }
    }
}

impl Looked {
    /// Whether whoever looked would see the same again.
    pub(super) fn still_holds(&self, tree: &SourceTree, known: &Others<'_>) -> bool {
        let is_same = |(path, seen): &(String, Option<Seen<SourceFile>>)| match (seen, tree.files.get(path)) {
            (Some(seen), Some(now)) => seen.is(now),
            (None, None) => true,
            _ => false,
        };
        let is_same_organisation = |(id, seen): &(String, Option<Seen<Arc<Organisation>>>)| match (
            seen,
            known.organisations.get(id),
        ) {
            (Some(Seen::Now(seen)), Some(now)) => Arc::ptr_eq(seen, now),
            (Some(Seen::Before(digest)), Some(_)) => known.digests.get(id.as_str()) == Some(digest),
            (None, None) => true,
            _ => false,
        };
        !self.is_wide && self.files.iter().all(is_same) && self.organisations.iter().all(is_same_organisation)
    }

    /// The files that were there, with their digests.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, Digest)> {
        self.files.iter().filter_map(|(path, seen)| Some((path.as_str(), seen.as_ref()?.digest())))
    }

    /// For another run; `None` when it cannot tell whether it sees the same. `known` is what was seen.
    pub(super) fn sightings(&self, known: &Others<'_>) -> Option<Sightings> {
        if self.is_wide {
            return None;
        }
        let file = |(path, seen): &(String, Option<Seen<SourceFile>>)| {
            (path.clone(), seen.as_ref().map(Seen::digest))
        };
        let organisation = |(id, seen): &(String, Option<Seen<Arc<Organisation>>>)| {
            (id.clone(), seen.as_ref().and_then(|_| known.digests.get(id.as_str()).copied()))
        };
        Some(Sightings {
            files: self.files.iter().map(file).collect(),
            organisations: self.organisations.iter().map(organisation).collect(),
        })
    }
}

impl From<Sightings> for Looked {
    fn from(before: Sightings) -> Self {
        Self {
            files: before.files.into_iter().map(|(path, seen)| (path, seen.map(Seen::Before))).collect(),
            organisations: before
                .organisations
                .into_iter()
                .map(|(id, seen)| (id, seen.map(Seen::Before)))
                .collect(),
            is_wide: false,
        }
    }
}
