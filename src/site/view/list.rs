//! Lists of notices, and the pages that name every organisation or region.

use super::{Link, When};
use crate::record::{Education, Hours, Html, Kind, Organisation};
use serde::Serialize;

/// A row in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Card {
    pub id: String,
    pub title: String,
    pub headline: Option<String>,
    pub url: String,
    pub kind: Kind,
    pub phase: &'static str,
    pub is_open: bool,
    pub section: Link,
    pub organization: Link,
    pub region: Option<Link>,
    pub municipality: Option<String>,
    pub hours: Option<Hours>,
    pub education: Option<Education>,
    /// The type of procedure, a word of the record format.
    pub procedure: Option<String>,
    pub published: When,
    pub closes: When,
    pub closes_at: String,
    pub next_change: String,
    /// RFC 3339; the next deadline for questions.
    pub questions_close_at: Option<String>,
    /// As in [`NoticeView::after_questions`](super::NoticeView::after_questions).
    pub after_questions: Option<&'static str>,
}

/// A row as the template `card.html` made it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row<'a> {
    /// Whether its notice is open.
    pub is_open: bool,
    /// The markup.
    pub html: &'a str,
}

/// A page of a list of notices, whose rows stand beside it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ListView {
    /// `home`, `section`, `archive`, `organisation` or `region`.
    pub kind: &'static str,
    /// The section's, organisation's or region's name; empty for home and archive.
    pub title: String,
    /// The list's first page.
    pub url: String,
    /// All notices in the list.
    pub total: usize,
    /// This page, from 1.
    pub page: usize,
    /// The number of pages.
    pub pages: usize,
    /// The page before.
    pub previous_url: Option<String>,
    /// The page after.
    pub next_url: Option<String>,
    /// Where the script finds what can be searched; `None` on lists without a search.
    pub search: Option<SearchView>,
    /// The list's Atom feed.
    pub feed_url: Option<String>,
    /// The list's JSON feed.
    pub json_feed_url: Option<String>,
    /// The list's calendar.
    pub calendar_url: Option<String>,
    /// The organisation whose list it is.
    pub organisation: Option<Organisation<Html>>,
}

/// Where the script finds what can be searched.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SearchView {
    /// Links to the indexes, in the order in which they are to be shown.
    pub indexes: Vec<String>,
    /// The section to which the search keeps, by its folder.
    pub section: Option<String>,
}

/// The page that names every organisation, or every region.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DirectoryView {
    /// `organisations` or `regions`.
    pub kind: &'static str,
    /// By name.
    pub entries: Vec<DirectoryEntry>,
}

/// An organisation or region with the number of its notices.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DirectoryEntry {
    /// Its name.
    pub title: String,
    /// The link to its list.
    pub url: String,
    /// How many of its notices are open.
    pub open: usize,
    /// How many are not.
    pub closed: usize,
}
