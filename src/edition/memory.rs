//! A project that is read again and again: what did not change since the last time is not read again.

use super::inputs::{Inputs, Prepared};
use crate::config::{self, Settings};
use crate::content::{self, News};
use crate::diagnostic::{Diagnostic, sort};
use crate::digest::Digest;
use crate::lifecycle::{Drafts, Followed, follow};
use crate::record::{Notice, Shelf, Spot};
use crate::source::{SourceFile, SourceTree};
use crate::theme::{self, Theme};
use std::sync::Arc;

/// What earlier readings of one project found out. It saves time and never changes what comes out: everything in
/// it stands beside all that it was made of.
#[derive(Debug, Default)]
pub struct Memory {
    settings: Option<Arc<Settings>>,
    theme: Option<Made>,
    content: content::Memory,
    followed: Arc<[Arc<Followed>]>,
}

/// A theme, and what it was made of.
#[derive(Debug)]
struct Made {
    settings: Arc<Settings>,
    files: Vec<(String, SourceFile)>,
    theme: Option<Arc<Theme>>,
    diagnostics: Vec<Diagnostic>,
}

impl Memory {
    /// Goes on with what an earlier run found out about records.
    #[must_use]
    pub fn of_records(content: content::Memory) -> Self {
        Self { content, ..Self::default() }
    }

    /// Where the records stand on their shelf: see [`content::Memory::spots`].
    #[must_use]
    pub fn spots(&self) -> Option<Vec<Option<Spot>>> {
        self.content.spots()
    }

    /// Puts on the shelf `heads` what was found out about the records of these inputs: see [`content::Memory::keep`].
    #[must_use]
    pub fn keep_records(
        &self,
        inputs: &Inputs,
        wholes: &[Option<Spot>],
        heads: &dyn Shelf,
    ) -> Option<Vec<Option<Spot>>> {
        let found = |notice: &Notice| {
            let key = (&notice.section, &notice.slug);
            let followed = &inputs.followed;
            let found = followed.binary_search_by(|one| (&one.notice.section, &one.notice.slug).cmp(&key));
            // Of two records that want one address only the first is followed.
            let news =
                found.ok().map(|found| &followed[found]).filter(|one| one.notice.place == notice.place);
            news.and_then(|followed| followed.news()).map_or(News::None, News::Found)
        };
        self.content.keep(&inputs.records.organisations, wholes, &found, heads)
    }

    /// By which rules all this was found out.
    #[must_use]
    pub fn rules(&self) -> Option<Digest> {
        self.content.rules()
    }

    /// Reads a project: settings, theme and records, with every problem of all three at once.
    /// `base_url` wins over the one in the settings.
    pub fn prepare(&mut self, tree: &SourceTree, base_url: Option<&str>, drafts: Drafts) -> Prepared {
        let (settings, mut site_diagnostics) = config::check(tree, base_url);
        let mut prepared = Prepared {
            settings: settings.map(|settings| self.same_settings(settings)),
            theme: None,
            records: None,
            followed: Arc::default(),
            drafts,
            site_diagnostics: Vec::new(),
            content_diagnostics: Vec::new(),
        };
        if let Some(settings) = &prepared.settings {
            let Self { theme, content, .. } = self;
            let (made, records) = rayon::join(
                || the_theme(theme, tree, settings),
                || content::load_again(tree, settings, drafts, content),
            );
            site_diagnostics.extend(made.diagnostics.iter().cloned());
            sort(&mut site_diagnostics);
            prepared.theme.clone_from(&made.theme);
            prepared.content_diagnostics.clone_from(&records.diagnostics);
            self.followed = follow(&self.followed, &records.notices).into();
            prepared.followed = Arc::clone(&self.followed);
            prepared.records = Some(Arc::new(records));
        }
        prepared.site_diagnostics = site_diagnostics;
        prepared
    }

    /// The settings as they were, when they are. What was found out by others no longer holds.
    fn same_settings(&mut self, settings: Settings) -> Arc<Settings> {
        match &self.settings {
            Some(before) if **before == settings => Arc::clone(before),
            _ => {
                self.followed = Arc::default();
                Arc::clone(self.settings.insert(Arc::new(settings)))
            }
        }
    }
}

/// The theme, as it was made before when it is made of the same.
fn the_theme<'a>(before: &'a mut Option<Made>, tree: &SourceTree, settings: &Arc<Settings>) -> &'a Made {
    let is_as_before = |made: &&Made| {
        let mut before = made.files.iter();
        Arc::ptr_eq(&made.settings, settings)
            && theme_files(tree)
                .all(|(path, file)| before.next().is_some_and(|it| it.0 == path && it.1.is_same(file)))
            && before.next().is_none()
    };
    if before.as_ref().filter(is_as_before).is_none() {
        let (theme, diagnostics) = theme::load(tree, settings);
        let files = theme_files(tree).map(|(path, file)| (path.to_owned(), file.clone())).collect();
        let (settings, theme) = (Arc::clone(settings), theme.map(Arc::new));
        *before = Some(Made { settings, files, theme, diagnostics });
    }
    before.as_ref().expect("it was made just now")
}

/// Everything of which a theme is made, besides the settings; the settings file is asked for places.
fn theme_files(tree: &SourceTree) -> impl Iterator<Item = (&str, &SourceFile)> {
    let named = |path: &'static str| tree.files.get(path).map(|file| (path, file));
    named("termijn.toml").into_iter().chain(named("themes")).chain(tree.below("themes"))
}
