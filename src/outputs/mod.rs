//! Formats: each file here turns the site into planned artifacts, with a path, a fingerprint of all that
//! the bytes depend on, and a way to make the bytes. Adding a format is one file and one line.
//!
//! Planning renders nothing; rendering has no say in the plan. No format knows a disk.

mod data;
mod feeds;
mod html;
mod icalendar;
mod json_ld;
mod plain;
mod robots;
mod search;
mod sitemap;

use crate::config::Format;
use crate::digest::{Digest, Hasher};
use crate::site::{ListKind, Site};
use crate::theme::{RenderProblem, Shared, Theme};
use serde::Serialize;
use std::io::Write;
use std::sync::Arc;

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
}

impl Stage {
    /// Sets the stage.
    #[must_use]
    pub fn new(site: Site, theme: Arc<Theme>) -> Self {
        let frame = Shared::of(&site.frame());
        let mut hasher = Hasher::default();
        hasher.add_digest(site.frame_key()).add_digest(theme.digest);
        Self { page_key: hasher.finish(), frame, site, theme }
    }
}

/// A file of the site that was planned and not yet made.
pub struct Planned {
    /// Its path in the output.
    pub path: String,
    /// The digest of all that its bytes depend on.
    pub fingerprint: Digest,
    /// What it is about.
    pub subject: Subject,
    /// How its bytes are had.
    pub content: Content,
}

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
        write!(f, "{} ({})", self.path, self.fingerprint)
    }
}

impl Planned {
    /// A file to render; `parts` are what its bytes depend on.
    fn rendered(path: String, subject: Subject, parts: &[Digest], render: Render) -> Self {
        let mut hasher = Hasher::default();
        // Another version of the program may render differently.
        hasher.add(&(env!("CARGO_PKG_VERSION"), env!("TERMIJN_SOURCE"), &path));
        for part in parts {
            hasher.add_digest(*part);
        }
        Self { path, fingerprint: hasher.finish(), subject, content: Content::Rendered(render) }
    }
}

/// Plans the files of one format.
type Plan = fn(&Stage) -> Vec<Planned>;

/// Every format, and the setting that can leave it out.
const FORMATS: &[(Option<Format>, Plan)] = &[
    (Some(Format::Html), html::notices),
    (Some(Format::Html), html::lists),
    (Some(Format::Html), html::pages),
    (Some(Format::Html), html::files),
    (Some(Format::Json), data::notices),
    (Some(Format::Feed), feeds::plan),
    (Some(Format::Calendar), icalendar::plan),
    (Some(Format::Search), search::plan),
    (None, data::site),
    (None, sitemap::plan),
    (None, robots::plan),
];

/// Plans every file of the site.
#[must_use]
pub fn plan(stage: &Stage) -> Vec<Planned> {
    let wanted =
        |format: &Option<Format>| format.is_none_or(|format| stage.site.settings.formats.contains(&format));
    FORMATS.iter().filter(|(format, _)| wanted(format)).flat_map(|(_, plan)| plan(stage)).collect()
}

/// Writes a value as JSON on one line.
fn write_json(out: &mut dyn Write, value: &impl Serialize) -> Result<(), RenderProblem> {
    let mut bytes = serde_json::to_vec(value).expect("our own shapes have text keys");
    bytes.push(b'\n');
    write(out, &bytes)
}

/// Writes, telling a failing disk from a failing template.
fn write(out: &mut dyn Write, bytes: &[u8]) -> Result<(), RenderProblem> {
    out.write_all(bytes).map_err(RenderProblem::Machine)
}
