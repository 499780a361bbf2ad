//! Problems in what an author wrote: what was found, where, what was expected and what to type instead.
//!
//! Collected, never thrown: whoever checks hands back a value and every problem it met. Nothing here
//! prints; `cli::report` draws.

mod code;
mod position;
mod problems;

pub use code::{Code, Severity};
pub use position::{Lines, Position};
pub use problems::Problems;

use crate::language::Text;
use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::Arc;

/// A stretch of a file, in bytes from its start.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, BorshSerialize, BorshDeserialize,
)]
pub struct Place {
    /// Path from the project's root, with `/` between the parts.
    pub file: Arc<str>,
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Place {
    /// The stretch `span` of `file`.
    #[must_use]
    pub fn new(file: &Arc<str>, span: Range<usize>) -> Self {
        Self { file: Arc::clone(file), start: span.start, end: span.end }
    }

    /// The start of the same file.
    #[must_use]
    pub fn file_start(&self) -> Self {
        Self::new(&self.file, 0..0)
    }
}

/// A place with, where it helps, a few words on what stands there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What stands there.
    pub text: Option<Text>,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Diagnostic {
    /// Its kind; stable from version to version.
    pub code: Code,
    /// How grave it is here; a draft's errors count as warnings.
    pub severity: Severity,
    /// What was found and what was expected: lower case, no full stop.
    pub message: Text,
    /// What to do, as one sentence.
    pub help: Text,
    /// Why it is so, where that takes more than a message: sentences, each on a line of its own.
    pub reasons: Vec<Text>,
    /// Where it stands.
    pub label: Label,
    /// Other places that explain it, in any file.
    pub context: Vec<Label>,
}

impl Diagnostic {
    /// A problem of this kind at `place`, as grave as its code says.
    #[must_use]
    pub fn new(code: Code, place: Place, message: Text, help: Text) -> Self {
        let label = Label { place, text: None };
        Self {
            code,
            severity: code.severity(),
            message,
            help,
            reasons: Vec::new(),
            label,
            context: Vec::new(),
        }
    }

    /// The same with words at its place.
    #[must_use]
    pub fn labelled(mut self, text: Text) -> Self {
        self.label.text = Some(text);
        self
    }

    /// The same with another place that explains it.
    #[must_use]
    pub fn beside(mut self, place: Place, text: Text) -> Self {
        self.context.push(Label { place, text: Some(text) });
        self
    }

    /// Whether publishing must be refused.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Puts problems in the order in which a person reads them: by file, place and code; doubles drop out.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (&a.label.place, a.code, &a.message.nl).cmp(&(&b.label.place, b.code, &b.message.nl))
    });
    diagnostics.dedup();
}
