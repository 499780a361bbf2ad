//! What a record's file sees of the other files: all that is looked at is noted, so that a later load can tell
//! whether it would see the same.

use crate::record::Organisation;
use crate::source::{SourceFile, SourceTree};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The files and organisations of a site, as one file looks at them.
pub(super) struct Sight<'a> {
    tree: &'a SourceTree,
    organisations: &'a BTreeMap<String, Arc<Organisation>>,
    looked: RefCell<Looked>,
}

/// What was looked at.
#[derive(Debug, Default)]
pub(super) struct Looked {
    files: Vec<(String, Option<SourceFile>)>,
    organisations: Vec<(String, Option<Arc<Organisation>>)>,
    /// Whether it looked further than at what has a name here.
    is_wide: bool,
}

impl<'a> Sight<'a> {
    /// A sight that has looked at nothing.
    pub(super) fn of(tree: &'a SourceTree, organisations: &'a BTreeMap<String, Arc<Organisation>>) -> Self {
        Self { tree, organisations, looked: RefCell::default() }
    }

    /// The file at a path, when there is one.
    pub(super) fn file(&self, path: &str) -> Option<&'a SourceFile> {
        let file = self.tree.files.get(path);
        self.looked.borrow_mut().files.push((path.to_owned(), file.cloned()));
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
        self.looked.borrow_mut().organisations.push((id.to_owned(), organisation.cloned()));
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

impl Looked {
    /// Whether whoever looked would see the same again.
    pub(super) fn still_holds(
        &self,
        tree: &SourceTree,
        organisations: &BTreeMap<String, Arc<Organisation>>,
    ) -> bool {
        let is_same = |(path, seen): &(String, Option<SourceFile>)| match (seen, tree.files.get(path)) {
            (Some(seen), Some(now)) => seen.is_same(now),
            (None, None) => true,
            _ => false,
        };
        let is_same_organisation =
            |(id, seen): &(String, Option<Arc<Organisation>>)| match (seen, organisations.get(id)) {
                (Some(seen), Some(now)) => Arc::ptr_eq(seen, now),
                (None, None) => true,
                _ => false,
            };
        !self.is_wide && self.files.iter().all(is_same) && self.organisations.iter().all(is_same_organisation)
    }
}
