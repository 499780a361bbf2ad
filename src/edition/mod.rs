//! Inputs and an instant to every byte of the site.
//!
//! `edition = assemble(inputs, instant)`: a plan that holds from one change to the next. Rendering is lazy
//! and has no say in the plan, so two editions can be compared without rendering either.

mod advice;
mod assemble;
mod difference;
mod inputs;
mod moved;
mod published;
mod reasons;

pub use assemble::assemble;
pub use difference::{Change, Difference, difference};
pub use inputs::{Inputs, Prepared, prepare};
pub use moved::moved_silently;
pub use reasons::{Reason, reasons};

use crate::diagnostic::Diagnostic;
use crate::outputs::{Content, Planned, Stage, Subject};
use crate::theme::RenderProblem;
use crate::time::Instant;
use std::collections::BTreeMap;
use std::io::Write;

/// The site from one instant to the next.
#[derive(Debug)]
pub struct Edition {
    stage: Stage,
    artifacts: BTreeMap<String, Planned>,
    /// What is worth saying of the records at this instant, in reading order.
    pub diagnostics: Vec<Diagnostic>,
}

impl Edition {
    /// The site that it prints.
    #[must_use]
    pub fn site(&self) -> &crate::site::Site {
        &self.stage.site
    }

    /// Since when it holds; `None` when nothing changed before.
    #[must_use]
    pub fn valid_from(&self) -> Option<Instant> {
        self.stage.site.valid_from
    }

    /// Until when it holds; `None` when nothing will change.
    #[must_use]
    pub fn valid_until(&self) -> Option<Instant> {
        self.stage.site.valid_until
    }

    /// Its files, by path.
    pub fn artifacts(&self) -> impl Iterator<Item = &Planned> {
        self.artifacts.values()
    }

    /// Where the record stands that a file is about.
    #[must_use]
    pub fn place_of(&self, planned: &Planned) -> Option<crate::diagnostic::Place> {
        let Subject::Notice { section, slug } = &planned.subject else { return None };
        let notices = &self.stage.site.notices;
        let notice = notices.iter().find(|notice| notice.section() == section && notice.slug() == slug)?;
        Some(notice.place())
    }

    /// The file at a path.
    #[must_use]
    pub fn artifact(&self, path: &str) -> Option<&Planned> {
        self.artifacts.get(path)
    }

    /// Makes the bytes of a file; one that is copied is asked of `copy` by its path in the project.
    ///
    /// # Errors
    /// When a template fails, or `out` or `copy` does.
    pub fn render(
        &self,
        planned: &Planned,
        copy: &dyn Fn(&str, crate::digest::Digest, &mut dyn Write) -> std::io::Result<()>,
        out: &mut dyn Write,
    ) -> Result<(), RenderProblem> {
        match &planned.content {
            Content::Rendered(render) => render(&self.stage, out),
            Content::Bytes(bytes) => out.write_all(bytes).map_err(RenderProblem::Machine),
            Content::Copied { source, digest } => copy(source, *digest, out).map_err(RenderProblem::Machine),
        }
    }
}
