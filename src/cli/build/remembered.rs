//! What the last build found out, so that one after which nothing changed has nothing to do.
//!
//! It holds when the same was asked, of files that are as they were, for an instant at which the site and all that
//! is said of it are as they were, and when that site still stands untouched. Then a build would give the same
//! edition and say the same, save for what it wrote.

use super::Args;
use crate::cli::args::Strictness;
use crate::cli::summary::Stand;
use crate::config::Server;
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::edition::Edition;
use crate::host::cache::{self, Cached};
use crate::host::project::{Look, Survey};
use crate::host::publisher;
use crate::lifecycle::Drafts;
use crate::time::{Instant, Zone};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Its file in the cache.
const NAME: &str = "last-build.json";

/// What a build found out.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Remembered {
    /// What was asked.
    asked: Digest,
    files: Look,
    /// The manifest of what was published.
    manifest: Digest,
    zone: String,
    /// Since when all this holds, in seconds since 1970.
    since: Option<i64>,
    /// Until when.
    until: Option<i64>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) stand: Stand,
}

/// What the cache says.
pub(super) enum Memory {
    /// Of this nothing is known.
    Nothing,
    /// What there is cannot be used, and somebody may want to know.
    Unusable,
    Remembered(Box<Remembered>),
}

impl Memory {
    /// What the last build in this project found out.
    pub(super) fn read(root: &Path) -> Self {
        match cache::read(root, NAME) {
            Cached::Nothing => Self::Nothing,
            Cached::Unusable => Self::Unusable,
            Cached::Bytes(bytes) => serde_json::from_slice(&bytes)
                .map_or(Self::Unusable, |found| Self::Remembered(Box::new(found))),
        }
    }

    /// Nothing may be believed of a build that is under way.
    pub(super) fn forget(root: &Path) {
        cache::remove(root, NAME);
    }
}

impl Remembered {
    /// The zone of the site.
    pub(super) fn zone(&self) -> Option<Zone> {
        Zone::named(&self.zone)
    }

    /// The number of files that stand as a build at `at` would leave them; `None` when there is something to do.
    /// `survey` becomes what was seen of the sources, when they were looked at.
    pub(super) fn stands(
        &self,
        args: &Args,
        servers: &[Server],
        at: Instant,
        survey: &mut Option<Survey>,
    ) -> Option<usize> {
        let at = at.unix_seconds();
        let holds = self.since.is_none_or(|since| since <= at) && self.until.is_none_or(|until| at < until);
        let is_asked = holds && self.asked == asked(args, servers);
        if !is_asked {
            return None;
        }
        *survey = Survey::take(&args.root, &[args.output()]).ok();
        if !self.files.still_holds(survey.as_ref()?) {
            return None;
        }
        publisher::untouched(&args.output(), self.manifest)
    }
}

/// Notes what a build found out; `files` were looked at before they were read.
pub(super) fn remember(
    args: &Args,
    servers: &[Server],
    files: Look,
    edition: &Edition,
    diagnostics: Vec<Diagnostic>,
    stand: Stand,
) {
    let Some(manifest) = publisher::manifest_digest(&args.output()) else { return };
    let (since, until) = edition.holds_between();
    let remembered = Remembered {
        asked: asked(args, servers),
        files,
        manifest,
        zone: edition.site().settings.zone.name().to_owned(),
        since: since.map(Instant::unix_seconds),
        until: until.map(Instant::unix_seconds),
        diagnostics,
        stand,
    };
    let bytes = serde_json::to_vec(&remembered).expect("our own shapes have text keys");
    // Without a cache the next build takes longer, and that is all.
    let _ = cache::write(&args.root, NAME, |sink| sink.add(&bytes));
}

/// The digest of all that a build is told besides the instant, the files, and how to speak.
fn asked(args: &Args, servers: &[Server]) -> Digest {
    let output = args.output();
    let output = output.canonicalize().unwrap_or(output);
    Digest::of(&(
        args.base_url.as_deref(),
        args.drafts == Drafts::Included,
        args.strictness == Strictness::Strict,
        format!("{servers:?}"),
        output.to_string_lossy(),
    ))
}
