//! By which names prose may link to a record or page.

use borsh::{BorshDeserialize, BorshSerialize};
use rayon::prelude::*;
use serde::Serialize;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Where a link inside the site leads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, BorshSerialize, BorshDeserialize)]
pub enum Destination {
    /// A notice.
    Notice {
        /// Its section.
        section: String,
        /// Its own part of the address.
        slug: String,
    },
    /// An ordinary page.
    Page {
        /// Its address.
        slug: String,
    },
}

/// Names and what they lead to.
#[derive(Clone, Debug, Default)]
pub struct AddressBook {
    destinations: Vec<Destination>,
    /// Each name with the number of its destination, sorted by name.
    names: Vec<(Box<str>, usize)>,
}

impl AddressBook {
    /// A book with these names, each with the number of what it leads to. Of two that are alike the first counts.
    #[must_use]
    pub fn of(destinations: Vec<Destination>, names: Vec<(Cow<'_, str>, usize)>) -> Self {
        let names = names.into_par_iter().map(|(name, to)| (Box::from(composed(&name)), to));
        let mut names: Vec<(Box<str>, usize)> = names.collect();
        names.par_sort_by(|(one, _), (other, _)| one.cmp(other));
        names.dedup_by(|(one, _), (other, _)| one == other);
        Self { destinations, names }
    }

    /// What a name leads to, in whatever Unicode form it was typed.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Destination> {
        let name = composed(name);
        let found = self.names.binary_search_by(|(other, _)| (**other).cmp(&*name)).ok()?;
        Some(&self.destinations[self.names[found].1])
    }

    /// All names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(name, _)| &**name)
    }
}

/// A name in the one form in which its accents stand with their letters (Unicode NFC).
fn composed(name: &str) -> Cow<'_, str> {
    if name.is_ascii() { Cow::Borrowed(name) } else { Cow::Owned(name.nfc().collect()) }
}
