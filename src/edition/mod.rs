//! Inputs and an instant to every byte of the site.
//!
//! `edition = assemble(inputs, instant)`: a plan that holds from one change to the next. Rendering is lazy
//! and has no say in the plan, so two editions can be compared without rendering either.

mod advice;
mod assemble;
mod difference;
mod inputs;
mod memory;
mod moved;
mod published;
mod reasons;

pub use assemble::assemble;
pub use difference::{Change, Difference, difference};
pub use inputs::{Inputs, Prepared, prepare};
pub use memory::Memory;
pub use moved::moved_silently;
pub use reasons::{Reason, reasons};

use crate::content::Loaded;
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::lifecycle::Drafts;
use crate::outputs::{Content, Planned, Stage, Subject, plan_notice, plan_site};
use crate::theme::RenderProblem;
use crate::time::Instant;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::{Arc, OnceLock};

/// The site from one instant to the next.
///
/// What is planned is planned when it is asked for: the preview asks for a page, a build for all of them.
#[derive(Debug)]
pub struct Edition {
    stage: Stage,
    /// The files of each notice.
    of_notices: Vec<OnceLock<Vec<Planned>>>,
    /// All other files, by path.
    of_site: OnceLock<BTreeMap<String, Planned>>,
    records: Arc<Loaded>,
    drafts: Drafts,
    diagnostics: OnceLock<Vec<Diagnostic>>,
}

impl Edition {
    fn of(stage: Stage, inputs: &Inputs) -> Self {
        Self {
            of_notices: stage.site.notices.iter().map(|_| OnceLock::new()).collect(),
            of_site: OnceLock::new(),
            records: Arc::clone(&inputs.records),
            drafts: inputs.drafts,
            diagnostics: OnceLock::new(),
            stage,
        }
    }

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

    /// Whether it is the site at an instant.
    #[must_use]
    pub fn holds_at(&self, at: Instant) -> bool {
        self.valid_from().is_none_or(|from| from <= at) && self.valid_until().is_none_or(|until| at < until)
    }

    /// What is worth saying of the records at this instant, in reading order.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        self.diagnostics.get_or_init(|| advice::of(&self.stage.site, &self.records, self.drafts))
    }

    /// Between which instants site and [`diagnostics`](Self::diagnostics) are both as they are: since the first, and
    /// before the second.
    #[must_use]
    pub fn holds_between(&self) -> (Option<Instant>, Option<Instant>) {
        let (since, until) = advice::around(&self.stage.site, &self.records);
        let until = [until, self.valid_until()].into_iter().flatten().min();
        (since.max(self.valid_from()), until)
    }

    /// Its files, by path.
    #[must_use]
    pub fn artifacts(&self) -> Vec<&Planned> {
        // By address they are nearly in order, and a sort that sees that has little to do.
        let notices = self.stage.site.by_address().par_iter();
        let mut planned: Vec<&Planned> = notices.flat_map_iter(|index| self.of_notice(*index)).collect();
        planned.extend(self.of_site().values());
        planned.sort_by(|a, b| a.path.cmp(&b.path));
        debug_assert!(
            planned.windows(2).all(|pair| pair[0].path != pair[1].path),
            "content refuses two sources for one path"
        );
        planned
    }

    /// The digest of all that the bytes of a file depend on. Of two files with one fingerprint the bytes are equal.
    #[must_use]
    pub fn fingerprint(&self, planned: &Planned) -> Digest {
        planned.fingerprint(&self.stage)
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
        let notice = self.stage.site.notice_above(path);
        let of_notice =
            notice.and_then(|index| self.of_notice(index).iter().find(|planned| planned.path == path));
        of_notice.or_else(|| self.of_site().get(path))
    }

    fn of_notice(&self, index: usize) -> &[Planned] {
        self.of_notices[index].get_or_init(|| plan_notice(&self.stage, index))
    }

    fn of_site(&self) -> &BTreeMap<String, Planned> {
        self.of_site.get_or_init(|| {
            plan_site(&self.stage).into_iter().map(|planned| (planned.path.clone(), planned)).collect()
        })
    }

    /// Makes the bytes of a file; one that is copied is asked of `copy` by its path in the project.
    ///
    /// # Errors
    /// When a template fails, or `out` or `copy` does.
    pub fn render(
        &self,
        planned: &Planned,
        copy: &dyn Fn(&str, Digest, &mut dyn Write) -> std::io::Result<()>,
        out: &mut dyn Write,
    ) -> Result<(), RenderProblem> {
        match &planned.content {
            Content::Rendered(render) => render(&self.stage, out),
            Content::Bytes(bytes) => out.write_all(bytes).map_err(RenderProblem::Machine),
            Content::Copied { source, digest } => copy(source, *digest, out).map_err(RenderProblem::Machine),
        }
    }
}
