//! Everything that an edition is made of, save the instant.

use crate::config::{self, Settings};
use crate::content::{self, Loaded};
use crate::diagnostic::{Diagnostic, sort};
use crate::lifecycle::Drafts;
use crate::source::SourceTree;
use crate::theme::{self, Theme};
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
    /// Whether drafts count.
    pub drafts: Drafts,
}

/// What came of reading a project.
#[derive(Debug)]
pub struct Prepared {
    /// The settings, when they are sound.
    pub settings: Option<Arc<Settings>>,
    /// All inputs, when settings and theme are sound; records with errors are left out.
    pub inputs: Option<Inputs>,
    /// What is wrong with the settings and the theme, in reading order.
    pub site_diagnostics: Vec<Diagnostic>,
    /// What is wrong with the content, in reading order.
    pub content_diagnostics: Vec<Diagnostic>,
}

/// Reads a project: settings, theme and records, with every problem of all three at once.
/// `base_url` wins over the one in the settings.
#[must_use]
pub fn prepare(tree: &SourceTree, base_url: Option<&str>, drafts: Drafts) -> Prepared {
    let (settings, mut site_diagnostics) = config::check(tree, base_url);
    let Some(settings) = settings.map(Arc::new) else {
        return Prepared { settings: None, inputs: None, site_diagnostics, content_diagnostics: Vec::new() };
    };
    let (theme, theme_diagnostics) = theme::load(tree, &settings);
    site_diagnostics.extend(theme_diagnostics);
    sort(&mut site_diagnostics);
    let records = content::load(tree, &settings, drafts);
    let content_diagnostics = records.diagnostics.clone();
    let inputs = theme.map(|theme| Inputs {
        settings: Arc::clone(&settings),
        theme: Arc::new(theme),
        records: Arc::new(records),
        drafts,
    });
    Prepared { settings: Some(settings), inputs, site_diagnostics, content_diagnostics }
}
