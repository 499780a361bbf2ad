//! Text with markup, before and after rendering.

use crate::diagnostic::Place;
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// Markdown as the author wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
#[serde(transparent)]
pub struct Prose {
    /// The Markdown, with line ends as `\n`.
    pub text: String,
    /// Where it stands, for problems inside it; plays no part in what is published.
    #[serde(skip)]
    pub place: Place,
    /// For each byte of `text` its byte in the file is `start` + itself + the carriage returns dropped
    /// before it; `None` when escapes make that impossible, and then the whole place is meant.
    #[serde(skip)]
    pub origin: Option<Origin>,
}

/// How bytes of a prose text map to bytes of its file.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Origin {
    /// The byte in the file of the text's first byte.
    pub start: usize,
    /// Bytes of the text that follow a dropped carriage return, in order.
    pub dropped_before: Vec<usize>,
}

impl Prose {
    /// The place in the file of a stretch of the text.
    #[must_use]
    pub fn place_of(&self, span: std::ops::Range<usize>) -> Place {
        let Some(origin) = &self.origin else { return self.place.clone() };
        let in_file =
            |at: usize| origin.start + at + origin.dropped_before.partition_point(|&byte| byte <= at);
        Place::new(&self.place.file, in_file(span.start)..in_file(span.end))
    }
}

/// Markup that came out of our own Markdown renderer and may stand in a page as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Html {
    /// The markup.
    pub html: String,
}
