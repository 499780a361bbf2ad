//! What is shown: the site at any instant, and what is wrong with its sources.

use super::desk::Wish;
use super::failures::Failures;
use crate::diagnostic::Diagnostic;
use crate::edition::{Edition, Inputs, assemble};
use crate::theme::Theme;
use crate::time::{Instant, Zone};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// As many editions as are kept: the present one, and some on either side of where somebody moves in time.
const KEPT: usize = 6;
/// As many themes as are kept for pages that were opened before the last changes.
const THEMES: usize = 8;

/// The site as its sources were at one point of the writing, at any instant.
#[derive(Debug)]
pub struct Proof {
    /// How the preview is wanted.
    pub wish: Arc<Wish>,
    /// Counts the proofs of one desk, from 1.
    pub generation: u64,
    /// What the site is made of; `None` while settings or theme have never been sound.
    pub inputs: Option<Inputs>,
    /// What is wrong with the sources, in reading order.
    pub diagnostics: Vec<Diagnostic>,
    /// The files in which something is wrong.
    pub excerpts: BTreeMap<Arc<str>, Arc<[u8]>>,
    /// The files that were changed since the proof before.
    pub changed: Vec<String>,
    /// The themes of earlier proofs, newest first: pages that are still open ask for their files.
    pub(super) earlier: Vec<Arc<Theme>>,
    /// The editions that were asked for last, most recent first.
    editions: Mutex<Vec<Arc<Edition>>>,
    /// Pages that could not be made.
    pub(super) failures: Failures,
    /// When the site changes, once it was asked for.
    pub(super) moments: OnceLock<Vec<Instant>>,
}

impl Proof {
    pub(super) fn new(
        wish: Arc<Wish>,
        inputs: Option<Inputs>,
        diagnostics: Vec<Diagnostic>,
        excerpts: BTreeMap<Arc<str>, Arc<[u8]>>,
        changed: &[String],
        before: Option<&Arc<Self>>,
    ) -> Self {
        let mut earlier = before.map(|before| before.earlier.clone()).unwrap_or_default();
        if let Some(theme) = before.and_then(|before| before.inputs.as_ref()).map(|inputs| &inputs.theme)
            && inputs.as_ref().is_none_or(|inputs| !Arc::ptr_eq(&inputs.theme, theme))
        {
            earlier.insert(0, Arc::clone(theme));
            earlier.truncate(THEMES);
        }
        Self {
            wish,
            generation: before.map_or(0, |before| before.generation) + 1,
            inputs,
            diagnostics,
            excerpts,
            changed: changed.to_vec(),
            earlier,
            editions: Mutex::default(),
            failures: Failures::default(),
            moments: OnceLock::new(),
        }
    }

    /// The edition that holds at `at`; `None` while there is no site to show.
    #[must_use]
    pub fn edition(&self, at: Instant) -> Option<Arc<Edition>> {
        let inputs = self.inputs.as_ref()?;
        let mut editions = self.editions.lock().unwrap_or_else(PoisonError::into_inner);
        let edition = match editions.iter().position(|edition| edition.holds_at(at)) {
            Some(index) => editions.remove(index),
            // Others wait: of two requests for one instant the second finds what the first made.
            None => Arc::new(assemble(inputs, at)),
        };
        editions.insert(0, Arc::clone(&edition));
        editions.truncate(KEPT);
        Some(edition)
    }

    /// The folder of the address at which the site stands; `/` while there is no site.
    #[must_use]
    pub fn base_path(&self) -> &str {
        self.inputs.as_ref().map_or("/", |inputs| inputs.settings.base_path())
    }

    /// The zone in which moments are read and shown.
    #[must_use]
    pub fn zone(&self) -> Zone {
        let standard = || Zone::named("Europe/Amsterdam").expect("the zone data has Amsterdam");
        self.inputs.as_ref().map_or_else(standard, |inputs| inputs.settings.zone)
    }
}
