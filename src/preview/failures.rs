//! Pages that a template could not make: what is wrong, and what is shown instead.

use super::behind::Behind;
use super::proof::Proof;
use crate::diagnostic::Diagnostic;
use crate::edition::{Edition, Inputs, assemble};
use crate::outputs::Planned;
use crate::theme::RenderProblem;
use crate::time::Instant;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

/// What was met while pages were made.
#[derive(Debug, Default)]
pub(super) struct Failures {
    met: Mutex<Met>,
    /// The site in earlier themes, with the number of the theme, most recent first.
    in_earlier_themes: Mutex<Vec<(usize, Arc<Edition>)>>,
}

#[derive(Debug, Default)]
struct Met {
    diagnostics: Vec<Diagnostic>,
    /// Whether there is one of which nobody was told.
    is_news: bool,
}

/// Why there are no bytes.
pub(super) enum NoBytes {
    /// No theme can make the page.
    Template,
    /// A file of the project is not what it was.
    Machine(io::Error),
}

/// As many editions in earlier themes as are kept.
const KEPT: usize = 4;

impl Proof {
    /// The problems of pages that could not be made.
    pub(super) fn failures(&self) -> Vec<Diagnostic> {
        self.failures.met.lock().unwrap_or_else(PoisonError::into_inner).diagnostics.clone()
    }

    /// Whether a page could not be made since this was last asked. One fault of a template counts once, on however
    /// many pages and however often they are asked for.
    #[must_use]
    pub fn has_new_failures(&self) -> bool {
        let mut met = self.failures.met.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut met.is_news)
    }

    /// The bytes of a file of the edition at `at`; when its template fails, as the last theme that could made it.
    pub(super) fn render(
        &self,
        edition: &Edition,
        planned: &Planned,
        at: Instant,
        behind: &dyn Behind,
    ) -> Result<Vec<u8>, NoBytes> {
        match bytes(edition, planned, behind) {
            Ok(bytes) => Ok(bytes),
            Err(RenderProblem::Machine(error)) => Err(NoBytes::Machine(error)),
            Err(RenderProblem::Template(place)) => {
                self.note(place.diagnostic(&planned.path, edition.place_of(planned).as_ref()));
                let mut themes = 0..self.earlier.len();
                let earlier = themes.find_map(|nr| {
                    let edition = self.in_earlier_theme(nr, at)?;
                    bytes(&edition, edition.artifact(&planned.path)?, behind).ok()
                });
                earlier.ok_or(NoBytes::Template)
            }
        }
    }

    fn note(&self, diagnostic: Diagnostic) {
        let mut met = self.failures.met.lock().unwrap_or_else(PoisonError::into_inner);
        // The same fault on another page, or on this one again.
        let is_same = |other: &Diagnostic| other.label.place == diagnostic.label.place;
        if !met.diagnostics.iter().any(is_same) {
            met.diagnostics.push(diagnostic);
            met.is_news = true;
        }
    }

    fn in_earlier_theme(&self, nr: usize, at: Instant) -> Option<Arc<Edition>> {
        let theme = Arc::clone(self.earlier.get(nr)?);
        let inputs = Inputs { theme, ..self.inputs.clone()? };
        let mut editions = self.failures.in_earlier_themes.lock().unwrap_or_else(PoisonError::into_inner);
        let found = editions.iter().position(|(own, edition)| *own == nr && edition.holds_at(at));
        let one = match found {
            Some(index) => editions.remove(index),
            None => (nr, Arc::new(assemble(&inputs, at))),
        };
        let edition = Arc::clone(&one.1);
        editions.insert(0, one);
        editions.truncate(KEPT);
        Some(edition)
    }
}

fn bytes(edition: &Edition, planned: &Planned, behind: &dyn Behind) -> Result<Vec<u8>, RenderProblem> {
    let copy = |path: &str, digest, out: &mut dyn io::Write| behind.copy(path, digest, out);
    let mut bytes = Vec::new();
    edition.render(planned, &copy, &mut bytes).map(|()| bytes)
}
