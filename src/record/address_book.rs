//! By which names prose may link to a record or page.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
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
    names: BTreeMap<String, Destination>,
}

impl AddressBook {
    /// Adds a name; one that is taken keeps what it leads to.
    pub fn add(&mut self, name: &str, to: &Destination) {
        self.names.entry(composed(name).into_owned()).or_insert_with(|| to.clone());
    }

    /// Adds a file's name, with and without its extension.
    pub fn add_file(&mut self, name: &str, to: &Destination) {
        self.add(name, to);
        if let Some(stem) = name.strip_suffix(".md").or_else(|| name.strip_suffix(".toml")) {
            self.add(stem, to);
        }
    }

    /// What a name leads to, in whatever Unicode form it was typed.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Destination> {
        self.names.get(&*composed(name))
    }

    /// All names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }
}

/// A name in the one form in which its accents stand with their letters (Unicode NFC).
fn composed(name: &str) -> Cow<'_, str> {
    if name.is_ascii() { Cow::Borrowed(name) } else { Cow::Owned(name.nfc().collect()) }
}
