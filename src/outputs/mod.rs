//! Formats: each file here turns the site into planned artifacts, with a path, a way to find the
//! fingerprint of all that the bytes depend on, and a way to make the bytes. Adding a format is one file and one line.
//!
//! Planning renders nothing; rendering has no say in the plan. No format knows a disk.

mod agenda;
mod data;
mod feeds;
mod hosts;
mod html;
mod icalendar;
mod json_ld;
mod notice_html;
mod ocds;
mod pieces;
mod plain;
mod robots;
mod rows;
mod search;
mod security;
mod sitemap;

pub use pieces::{PieceOf, Pieces, Pile};

use crate::config::Format;
use crate::digest::{Digest, Hasher};
use crate::site::{ListKind, Site};
use crate::theme::{RenderProblem, Shared, Theme};
use serde::Serialize;
use std::io::{BufWriter, Write};
use std::sync::{Arc, OnceLock};

/// What a format plans from, and renders from.
#[derive(Debug)]
pub struct Stage {
    /// The site at its instant.
    pub site: Site,
    /// The theme.
    pub theme: Arc<Theme>,
    /// What stands around every page.
    frame: Shared,
    /// The digest of theme, settings and frame: every page depends on it.
    page_key: Digest,
    /// The digest of the settings.
    settings_key: Digest,
    /// Entries of feeds that were made.
    feed_entries: feeds::Entries,
    /// Rows of lists that were made.
    rows: rows::Rows,
    /// Pieces of files that were made in an earlier run, when somebody keeps them.
    pieces: Option<Arc<dyn Pieces>>,
}

impl Stage {
    /// Sets the stage.
    #[must_use]
    pub fn new(site: Site, theme: Arc<Theme>, pieces: Option<Arc<dyn Pieces>>) -> Self {
        let frame = Shared::of(&site.frame());
        let mut hasher = Hasher::default();
        hasher.add_digest(site.frame_key()).add_digest(theme.digest);
        let settings_key = Digest::of(&*site.settings);
        Self {
            page_key: hasher.finish(),
            settings_key,
            frame,
            rows: rows::Rows::of(site.notices.len()),
            site,
            theme,
            feed_entries: feeds::Entries::default(),
            pieces,
        }
    }
}

/// A file of the site that was planned and not yet made.
pub struct Planned {
    /// Its path in the output.
    pub path: String,
    /// What it is about.
    pub subject: Subject,
    /// How its bytes are had.
    pub content: Content,
    /// On what its bytes depend; those of a file that is not rendered on nothing else.
    parts: Parts,
    /// The digest of all that, once it was asked for.
    fingerprint: OnceLock<Digest>,
}

/// Finds the digests of all that the bytes of a file depend on.
type Parts = Box<dyn Fn(&Stage) -> Vec<Digest> + Send + Sync>;

/// What a file is about: tells why it changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// One notice.
    Notice {
        /// Its section.
        section: String,
        /// Its own part of the address.
        slug: String,
    },
    /// A list of notices.
    List(ListKind),
    /// All notices.
    Site,
    /// None: a page, a file of the theme.
    Other,
}

/// How the bytes of a file are had.
pub enum Content {
    /// They are rendered.
    Rendered(Render),
    /// They are known.
    Bytes(Arc<[u8]>),
    /// They are those of a file of the project, which were seen to have this digest.
    Copied {
        /// Path from the project's root.
        source: String,
        /// The digest of its bytes.
        digest: Digest,
    },
}

/// Makes the bytes of one file.
pub type Render = Box<dyn Fn(&Stage, &mut dyn Write) -> Result<(), RenderProblem> + Send + Sync>;

impl std::fmt::Debug for Planned {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.path)
    }
}

impl Planned {
    /// A file to render; `parts` finds what its bytes depend on.
    fn rendered(
        path: String,
        subject: Subject,
        parts: impl Fn(&Stage) -> Vec<Digest> + Send + Sync + 'static,
        render: Render,
    ) -> Self {
        let (parts, content) = (Box::new(parts), Content::Rendered(render));
        Self { path, subject, content, parts, fingerprint: OnceLock::new() }
    }

    /// A file whose bytes are known to have this digest.
    fn known(path: String, subject: Subject, digest: Digest, content: Content) -> Self {
        Self { path, subject, content, parts: Box::new(|_| Vec::new()), fingerprint: OnceLock::from(digest) }
    }

    /// The digest of all that its bytes depend on. `stage` is the one that it was planned from.
    #[must_use]
    pub fn fingerprint(&self, stage: &Stage) -> Digest {
        *self.fingerprint.get_or_init(|| {
            let mut hasher = Hasher::default();
            // Another version of the program may render differently.
            hasher.add(&(env!("CARGO_PKG_VERSION"), env!("TERMIJN_SOURCE"), &self.path));
            for part in (self.parts)(stage) {
                hasher.add_digest(part);
            }
            hasher.finish()
        })
    }
}

/// A format, and the setting that can leave it out.
type Wanted<P> = (Option<Format>, P);
/// Plans the files of one notice, or those of the site.
type PlanNotice = fn(&Stage, usize) -> Vec<Planned>;
type PlanSite = fn(&Stage) -> Vec<Planned>;

/// What each notice has of its own: files in the folder of its page.
const OF_NOTICE: &[Wanted<PlanNotice>] = &[
    (Some(Format::Html), html::notice),
    (Some(Format::Json), data::notice),
    (Some(Format::Calendar), icalendar::notice),
    (Some(Format::Ocds), ocds::notice),
];

/// What the site has besides.
const OF_SITE: &[Wanted<PlanSite>] = &[
    (Some(Format::Html), html::aliases),
    (Some(Format::Html), html::lists),
    (Some(Format::Html), html::pages),
    (Some(Format::Html), html::files),
    (Some(Format::Json), data::notices),
    (Some(Format::Feed), feeds::plan),
    (Some(Format::Calendar), icalendar::lists),
    (Some(Format::Ocds), ocds::records),
    (Some(Format::Search), search::plan),
    (None, data::site),
    (None, sitemap::plan),
    (None, robots::plan),
    (None, security::plan),
];

/// Plans the files of the notice at `index`; all stand in the folder of its page.
#[must_use]
pub fn plan_notice(stage: &Stage, index: usize) -> Vec<Planned> {
    wanted(stage, OF_NOTICE).flat_map(|plan| plan(stage, index)).collect()
}

/// Plans every other file of the site.
#[must_use]
pub fn plan_site(stage: &Stage) -> Vec<Planned> {
    // One after the other: whoever waits for this may be a worker, and would take over others that wait for it too.
    let mut planned: Vec<Planned> = wanted(stage, OF_SITE).flat_map(|plan| plan(stage)).collect();
    // What a host is told depends on what else there is.
    let for_hosts = hosts::plan(stage, &planned);
    planned.extend(for_hosts);
    planned
}

fn wanted<P: Copy>(stage: &Stage, formats: &'static [Wanted<P>]) -> impl Iterator<Item = P> {
    let chosen = &stage.site.settings.formats;
    let wanted = formats.iter().filter(|(format, _)| format.is_none_or(|format| chosen.contains(&format)));
    wanted.map(|(_, plan)| *plan)
}

/// Writes a value as JSON on one line.
fn write_json(out: &mut dyn Write, value: &impl Serialize) -> Result<(), RenderProblem> {
    // Written in morsels, and as large as a site is.
    let mut out = BufWriter::new(out);
    serde_json::to_writer(&mut out, value).map_err(|error| RenderProblem::Machine(error.into()))?;
    out.write_all(b"\n").and_then(|()| out.flush()).map_err(RenderProblem::Machine)
}

/// Writes, telling a failing disk from a failing template.
fn write(out: &mut dyn Write, bytes: &[u8]) -> Result<(), RenderProblem> {
    out.write_all(bytes).map_err(RenderProblem::Machine)
}
