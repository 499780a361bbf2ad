//! The list that a check fills while it reads one file.

use super::{Code, Diagnostic, Place};
use crate::language::Text;
use std::ops::Range;
use std::sync::Arc;

/// Collects the problems of one file.
#[derive(Debug)]
pub struct Problems {
    /// Path from the project's root.
    pub file: Arc<str>,
    /// Found so far, in the order of finding.
    pub found: Vec<Diagnostic>,
}

impl Problems {
    /// An empty list for this file.
    #[must_use]
    pub fn of(file: &Arc<str>) -> Self {
        Self { file: Arc::clone(file), found: Vec::new() }
    }

    /// Adds a problem at a stretch of this file; more words and places can be added to what comes back.
    pub fn add(&mut self, code: Code, span: Range<usize>, message: Text, help: Text) -> &mut Diagnostic {
        let place = self.place(span);
        self.found.push(Diagnostic::new(code, place, message, help));
        self.found.last_mut().expect("one was added just now")
    }

    /// A stretch of this file.
    #[must_use]
    pub fn place(&self, span: Range<usize>) -> Place {
        Place::new(&self.file, span)
    }

    /// Whether any of them forbids publishing.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(Diagnostic::is_error)
    }
}
