//! Ordinary pages: contact, privacy, accessibility.

use super::Prose;
use serde::Serialize;
use std::sync::Arc;

/// A page at `/<slug>/`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Page {
    /// Its address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its place in the menu, if it has one.
    pub menu: Option<Menu>,
    /// What it says.
    pub body: Prose,
    /// The files it names: path beside the page → path in the project.
    pub attachments: Vec<super::Attachment>,
    /// The file it was read from.
    #[serde(skip)]
    pub file: Arc<str>,
}

/// A place in the menu.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Menu {
    /// What the menu says.
    pub label: String,
    /// Lower comes first; pages without an order come last, by label.
    pub order: Option<i64>,
}
