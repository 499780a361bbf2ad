//! The sources as they are now, and what of them was sound last.

use super::proof::Proof;
use crate::diagnostic::{Diagnostic, sort};
use crate::edition::{Inputs, Memory, Prepared};
use crate::language::Language;
use crate::lifecycle::Drafts;
use crate::outputs::Pile;
use crate::source::{SourceFile, SourceTree};
use crate::theme::Theme;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The settings file: without one that was ever sound there is no site.
const SETTINGS: &str = "termijn.toml";

/// How somebody wants the preview.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Wins over the address in the settings.
    pub base_url: Option<String>,
    /// Whether drafts count.
    pub drafts: Drafts,
    /// The language in which the preview speaks.
    pub language: Language,
    /// How an editor opens a place: an address with `{file}`, `{line}` and `{column}`.
    pub editor: String,
    /// The folder of the project, as the editor is told of it.
    pub root: String,
}

/// Takes the sources in as they change and lays out what is to be shown.
///
/// A file of the settings or the content in which there is an error is shown as it was when it had none, and a
/// theme likewise as a whole: the last good site stays, with everything else as it is now.
#[derive(Debug)]
pub struct Desk {
    wish: Arc<Wish>,
    /// Each file as it was when it last had no error.
    good: BTreeMap<String, SourceFile>,
    theme: Option<Arc<Theme>>,
    memory: Memory,
    /// Pieces of what was made last.
    pile: Arc<Pile>,
    proof: Option<Arc<Proof>>,
}

impl Desk {
    /// A desk on which nothing lies yet.
    #[must_use]
    pub fn new(wish: Wish) -> Self {
        Self {
            wish: Arc::new(wish),
            good: BTreeMap::new(),
            theme: None,
            memory: Memory::default(),
            pile: Arc::default(),
            proof: None,
        }
    }

    /// Lays out what `tree` holds; `changed` are the paths that differ from the last time. The first time all
    /// count, whatever it says.
    pub fn lay_out(&mut self, tree: &SourceTree, changed: &[String]) -> Arc<Proof> {
        self.pile.end_turn();
        let mut prepared = self.prepare(tree);
        let mut diagnostics = prepared.site_diagnostics.clone();
        // Without settings nothing else is read: then by the last good ones, so that everything is told at once.
        let with_settings = if prepared.settings.is_none() { self.with_good_settings(tree) } else { None };
        if let Some(tree) = &with_settings {
            prepared = self.prepare(tree);
            diagnostics.extend(prepared.site_diagnostics.iter().cloned());
        }
        let tree_read = with_settings.as_ref().unwrap_or(tree);
        diagnostics.extend(prepared.content_diagnostics.iter().cloned());
        sort(&mut diagnostics);
        let faulty: BTreeSet<Arc<str>> = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.is_error())
            .map(|diagnostic| Arc::clone(&diagnostic.label.place.file))
            .collect();
        self.keep_the_good(tree, changed, &faulty);
        let inputs = self.inputs(tree_read, prepared, &faulty);
        let before = self.proof.as_ref();
        let excerpts = excerpts(tree, &diagnostics);
        let proof = Proof::new(Arc::clone(&self.wish), inputs, diagnostics, excerpts, changed, before);
        let proof = Arc::new(proof);
        self.proof = Some(Arc::clone(&proof));
        proof
    }

    /// The text of a file as the site is made of it: as it was when it last had no error. `tree` is what was laid
    /// out last.
    #[must_use]
    pub fn source(&self, tree: &SourceTree, path: &str) -> Option<Arc<[u8]>> {
        self.good.get(path).or_else(|| tree.files.get(path))?.bytes()
    }

    /// What would come of the project if a file held these bytes. Nothing of it is kept.
    #[must_use]
    pub fn rehearse(&mut self, tree: &SourceTree, path: &str, bytes: &[u8]) -> Prepared {
        let mut tree = tree.clone();
        tree.files.insert(path.to_owned(), SourceFile::Bytes(Arc::from(bytes)));
        self.prepare(&tree)
    }

    fn prepare(&mut self, tree: &SourceTree) -> Prepared {
        self.memory.prepare(tree, self.wish.base_url.as_deref(), self.wish.drafts)
    }

    fn keep_the_good(&mut self, tree: &SourceTree, changed: &[String], faulty: &BTreeSet<Arc<str>>) {
        let all: Vec<String>;
        let changed = if self.proof.is_none() {
            all = tree.files.keys().cloned().collect();
            &all
        } else {
            changed
        };
        for path in changed.iter().filter(|path| !faulty.contains(path.as_str())) {
            match tree.files.get(path) {
                Some(file) => self.good.insert(path.clone(), file.clone()),
                None => self.good.remove(path),
            };
        }
    }

    /// The sources with the settings as they last were without a fault; `None` when they never were.
    fn with_good_settings(&self, tree: &SourceTree) -> Option<SourceTree> {
        let good = self.good.get(SETTINGS)?;
        let mut tree = tree.clone();
        tree.files.insert(SETTINGS.to_owned(), good.clone());
        Some(tree)
    }

    /// What the site is made of: the sources as they are, with what is faulty as it last was without a fault.
    fn inputs(
        &mut self,
        tree: &SourceTree,
        prepared: Prepared,
        faulty: &BTreeSet<Arc<str>>,
    ) -> Option<Inputs> {
        let stand_in = |path: &Arc<str>| {
            let (good, now) = (self.good.get(&**path)?, tree.files.get(&**path)?);
            (!good.is_same(now)).then(|| (path.to_string(), good.clone()))
        };
        let in_content = faulty.iter().filter(|path| path.starts_with("content/"));
        let stand_ins: Vec<_> = in_content.filter_map(stand_in).collect();
        let prepared = if stand_ins.is_empty() {
            prepared
        } else {
            let mut tree = tree.clone();
            tree.files.extend(stand_ins);
            self.prepare(&tree)
        };
        if let Some(theme) = &prepared.theme {
            self.theme = Some(Arc::clone(theme));
        }
        let inputs = Prepared { theme: self.theme.clone(), ..prepared }.inputs()?;
        Some(Inputs { pieces: Some(Arc::<Pile>::clone(&self.pile)), ..inputs })
    }
}

/// The files in which something is wrong, to show the place.
fn excerpts(tree: &SourceTree, diagnostics: &[Diagnostic]) -> BTreeMap<Arc<str>, Arc<[u8]>> {
    let labels = diagnostics.iter().flat_map(|it| std::iter::once(&it.label).chain(&it.context));
    let files = labels.map(|label| &label.place.file);
    files.filter_map(|file| Some((Arc::clone(file), tree.bytes(file)?))).collect()
}
