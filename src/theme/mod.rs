//! Templates, words and files of a theme; the only room that knows the template package.
//!
//! In: the files of `themes/<name>/` laid over those of the default theme, which travels in the binary.
//! Out: pages. A template receives one finished view; it can read no file, call no other machine and look
//! nothing up.

mod embedded;
mod filters;
mod house_style;
mod missing;
mod problem;
mod publish;
mod sheets;
mod templates;
mod wording;

pub use filters::{amount, inert_json};
pub use problem::RenderProblem;
pub use publish::StaticFile;
pub use wording::{Wording, fill};

use crate::config::Settings;
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::digest::{Digest, Hasher};
use crate::source::{SourceFile, SourceTree, report_refusal};
use crate::text;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;
use tera::{Context, Tera, Value};

/// The theme that travels in the binary.
pub const DEFAULT: &str = "termijn";

/// A theme, ready to render.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    words: Value,
    /// The same words, for formats that are no templates.
    pub wording: Wording,
    /// Where templates find its files, by their names.
    links: Value,
    /// Files that are published as they are.
    pub files: Vec<StaticFile>,
    /// The digest of everything in it.
    pub digest: Digest,
}

/// A value turned into what templates read, once, and shared between pages.
#[derive(Clone, Debug)]
pub struct Shared(Value);

impl Shared {
    /// Turns a value.
    #[must_use]
    pub fn of(value: &impl Serialize) -> Self {
        Self(Value::from_serializable(value))
    }
}

/// A file of a theme: where it stands for people, and its bytes.
struct Layer<'a> {
    /// Path inside the theme: `templates/base.html`.
    path: &'a str,
    /// Its path in the project, or where the default theme is found by templates.
    shown: String,
    bytes: Arc<[u8]>,
    is_own: bool,
}

/// Loads the theme that the settings name, and what is wrong with it. With an error there is none.
#[must_use]
pub fn load(tree: &SourceTree, settings: &Settings) -> (Option<Theme>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let folder = format!("themes/{}", settings.theme);
    for path in ["themes", &folder] {
        if let Some(SourceFile::Refused(refusal)) = tree.files.get(path) {
            let mut problems = Problems::of(&Arc::from(path));
            report_refusal(refusal, &mut problems);
            diagnostics.extend(problems.found);
        }
    }
    if !diagnostics.is_empty() {
        return (None, diagnostics);
    }
    if settings.theme != DEFAULT && tree.below(&folder).next().is_none() {
        let name = &settings.theme;
        let message = text!("het thema \"{name}\" is er niet", "there is no theme \"{name}\"");
        let help =
            text!("maak de map {folder}, of haal `theme` weg", "make the folder {folder}, or remove `theme`");
        return (
            None,
            vec![Diagnostic::new(Code::NoTheme, house_style::place_of(tree, &["theme"]), message, help)],
        );
    }
    let layers = layers(tree, &folder, &mut diagnostics);
    let wording = wording::load(&layers, settings.language, &mut diagnostics);
    let words = Value::from_serializable(&wording);
    let mut files = publish::static_files(&layers);
    house_style::check(tree, settings, &files, &mut diagnostics);
    house_style::check_sheets(&layers, &mut diagnostics);
    let mut tera = templates::load(&layers, settings, &mut diagnostics);
    if diagnostics.iter().any(Diagnostic::is_error) {
        return (None, diagnostics);
    }
    match tera.as_ref().map(|tera| publish::scripts(&layers, tera, &words)) {
        Some(Ok(scripts)) => files.extend(scripts),
        Some(Err((path, problem))) => {
            diagnostics.push(problem.of_script(&path));
            tera = None;
        }
        None => {}
    }
    let mut hasher = Hasher::default();
    for layer in &layers {
        hasher.add(&layer.path).add_bytes(&layer.bytes);
    }
    let links: BTreeMap<String, String> = files
        .iter()
        .map(|(name, file)| (name.clone(), format!("{}{}", settings.base_path(), file.path)))
        .collect();
    let links = Value::from_serializable(&links);
    let files = files.into_values().collect();
    let wording = Wording::of(wording);
    let theme = tera.map(|tera| Theme { tera, words, wording, links, files, digest: hasher.finish() });
    (theme, diagnostics)
}

/// The default theme's files and over them the site's own.
fn layers<'a>(tree: &'a SourceTree, folder: &'a str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Layer<'a>> {
    let mut layers: Vec<Layer<'_>> = embedded::FILES
        .iter()
        .map(|(path, bytes)| Layer {
            path,
            shown: format!("termijn/{path}"),
            bytes: Arc::from(*bytes),
            is_own: false,
        })
        .collect();
    for (path, file) in tree.below(folder) {
        let inside = &path[folder.len() + 1..];
        if let SourceFile::Refused(refusal) = file {
            let mut problems = Problems::of(&Arc::from(path));
            report_refusal(refusal, &mut problems);
            diagnostics.extend(problems.found);
        }
        layers.extend(file.bytes().map(|bytes| Layer {
            path: inside,
            shown: path.to_owned(),
            bytes,
            is_own: true,
        }));
    }
    layers
}

impl Theme {
    /// Renders a template with the site's frame and the named views into `out`.
    ///
    /// # Errors
    /// When the template asks for something that is not there, or `out` cannot be written to.
    pub fn render(
        &self,
        template: &str,
        frame: &Shared,
        views: &[(&'static str, &Shared)],
        out: &mut dyn Write,
    ) -> Result<(), RenderProblem> {
        let mut context = Context::new();
        context.insert_value("site", frame.0.clone());
        context.insert_value("words", self.words.clone());
        context.insert_value("static", self.links.clone());
        for (name, view) in views {
            context.insert_value(*name, view.0.clone());
        }
        templates::render(&self.tera, template, &context, out)
    }
}
