//! What is wrong, for whoever looks at the preview.

use super::proof::Proof;
use crate::diagnostic::{Diagnostic, Severity, sort};
use crate::time::Instant;

/// How many problems there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Those that forbid publishing.
    pub errors: usize,
    /// Those that are worth a look.
    pub warnings: usize,
}

impl Count {
    /// Counts them.
    #[must_use]
    pub fn of(problems: &[Diagnostic]) -> Self {
        let count = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
        Self { errors: count(Severity::Error), warnings: count(Severity::Warning) }
    }
}

impl Proof {
    /// Everything that is wrong or doubtful, in reading order: in the sources, and with the site at `at`.
    #[must_use]
    pub fn problems(&self, at: Instant) -> Vec<Diagnostic> {
        let mut problems = self.diagnostics.clone();
        problems.extend(self.edition(at).iter().flat_map(|edition| edition.diagnostics.iter().cloned()));
        sort(&mut problems);
        problems
    }
}
