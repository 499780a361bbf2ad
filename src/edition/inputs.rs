//! Everything that an edition is made of, save the instant.

use super::memory::Memory;
use crate::config::{Server, Settings};
use crate::content::Loaded;
use crate::diagnostic::Diagnostic;
use crate::lifecycle::{Drafts, Followed, Rules};
use crate::outputs::Pieces;
use crate::source::SourceTree;
use crate::theme::Theme;
use std::sync::Arc;

/// Settings, theme and records.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// The settings.
    pub settings: Arc<Settings>,
    /// The theme.
    pub theme: Arc<Theme>,
    /// The records.
    pub records: Arc<Loaded>,
    /// The notices among them, with what earlier editions found out.
    pub followed: Arc<[Arc<Followed>]>,
    /// Whether drafts count.
    pub drafts: Drafts,
    /// Pieces of files that an earlier run made: they save time and never change what comes out.
    pub pieces: Option<Arc<dyn Pieces>>,
}

impl Inputs {
    /// The same, with files for these servers.
    #[must_use]
    pub fn for_servers(mut self, servers: impl IntoIterator<Item = Server>) -> Self {
        Arc::make_mut(&mut self.settings).servers.extend(servers);
        self
    }

    /// What timelines follow.
    #[must_use]
    pub fn rules(&self) -> Rules<'_> {
        let settings = &self.settings;
        Rules { zone: settings.zone, calendar: &settings.calendar, retention: settings.retention }
    }
}

/// What came of reading a project.
#[derive(Debug)]
pub struct Prepared {
    /// The settings, when they are sound.
    pub settings: Option<Arc<Settings>>,
    /// The theme, when it and the settings are sound.
    pub theme: Option<Arc<Theme>>,
    /// The records that are sound, when the settings are.
    pub records: Option<Arc<Loaded>>,
    /// The notices among them, with what was found out about them.
    pub followed: Arc<[Arc<Followed>]>,
    /// Whether drafts count.
    pub drafts: Drafts,
    /// What is wrong with the settings and the theme, in reading order.
    pub site_diagnostics: Vec<Diagnostic>,
    /// What is wrong with the content, in reading order.
    pub content_diagnostics: Vec<Diagnostic>,
}

impl Prepared {
    /// All inputs, when settings and theme are sound; records with errors are left out.
    #[must_use]
    pub fn inputs(&self) -> Option<Inputs> {
        Some(Inputs {
            settings: self.settings.clone()?,
            theme: self.theme.clone()?,
            records: self.records.clone()?,
            followed: Arc::clone(&self.followed),
            drafts: self.drafts,
            pieces: None,
        })
    }
}

/// Reads a project: settings, theme and records, with every problem of all three at once.
/// `base_url` wins over the one in the settings.
#[must_use]
pub fn prepare(tree: &SourceTree, base_url: Option<&str>, drafts: Drafts) -> Prepared {
    Memory::default().prepare(tree, base_url, drafts)
}
