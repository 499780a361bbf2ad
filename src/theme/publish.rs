//! The files of a theme that pages link to: static files as they are, scripts once filled with words.

use super::problem::RenderProblem;
use super::{Layer, sheets, templates};
use crate::digest::Digest;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::{Context, Tera, Value};

/// Where the scripts of a theme stand.
pub(super) const SCRIPTS: &str = "scripts/";

/// A file of a theme that is published as it is.
#[derive(Clone, Debug)]
pub struct StaticFile {
    /// Its path on the site: `thema/style.0123456789abcdef.css`. The digest of its bytes is in the name, so
    /// that it may be kept for ever.
    pub path: String,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// Their digest.
    pub digest: Digest,
}

impl StaticFile {
    pub(super) fn named(name: &str, bytes: Arc<[u8]>) -> Self {
        let digest = Digest::of_bytes(&bytes);
        let short = &digest.to_string()[..16];
        let path = match name.rsplit_once('.') {
            Some((stem, extension)) => format!("thema/{stem}.{short}.{extension}"),
            None => format!("thema/{name}.{short}"),
        };
        Self { path, bytes, digest }
    }
}

/// The static files by the name that templates ask for; those of the site's own theme win. Style sheets refer to each
/// other and to fonts and pictures by their plain names, and are led to the published ones.
pub(super) fn static_files(layers: &[Layer<'_>]) -> BTreeMap<String, StaticFile> {
    let named =
        |layer: &Layer<'_>| Some((layer.path.strip_prefix("static/")?.to_owned(), Arc::clone(&layer.bytes)));
    let all: BTreeMap<String, Arc<[u8]>> = layers.iter().filter_map(named).collect();
    let (mut sheets, others): (BTreeMap<_, _>, BTreeMap<_, _>) = all
        .into_iter()
        .partition(|(name, bytes)| name.ends_with(".css") && std::str::from_utf8(bytes).is_ok());
    let publish = |(name, bytes): (String, Arc<[u8]>)| {
        let file = StaticFile::named(&name, bytes);
        (name, file)
    };
    let mut files: BTreeMap<String, StaticFile> = others.into_iter().map(publish).collect();
    // A sheet's name depends on those that it imports, so these come first; sheets in a circle import nothing.
    while let Some(name) = next_sheet(&sheets) {
        let bytes = sheets.remove(&name).expect("it was found there");
        let sheet = std::str::from_utf8(&bytes).expect("only text was put there");
        let led = sheets::led_to(&files, &name, sheet);
        files.insert(name.clone(), StaticFile::named(&name, led.into_bytes().into()));
    }
    files
}

/// A sheet that imports none of the others, or else the first.
fn next_sheet(sheets: &BTreeMap<String, Arc<[u8]>>) -> Option<String> {
    let imports_none = |(name, bytes): &(&String, &Arc<[u8]>)| {
        let sheet = std::str::from_utf8(bytes).unwrap_or_default();
        let mut targets = sheets::addresses(sheet).into_iter();
        !targets
            .any(|span| sheets::target(name, &sheet[span]).is_some_and(|target| sheets.contains_key(&target)))
    };
    sheets.iter().find(imports_none).or_else(|| sheets.iter().next()).map(|(name, _)| name.clone())
}

/// The scripts, each rendered once: they know the theme's words and nothing of any notice. A script of the
/// site's own theme stands in the place of the default theme's with the same name. What lies in a folder of
/// `scripts` is a part that a script includes.
pub(super) fn scripts(
    layers: &[Layer<'_>],
    tera: &Tera,
    words: &Value,
) -> Result<BTreeMap<String, StaticFile>, (String, RenderProblem)> {
    let mut context = Context::new();
    context.insert_value("words", words.clone());
    let mut chosen = BTreeMap::new();
    for layer in layers {
        let Some(name) = layer.path.strip_prefix(SCRIPTS) else { continue };
        if !name.contains('/') {
            chosen.insert(name, layer.shown.as_str());
        }
    }
    let mut files = BTreeMap::new();
    for (name, template) in chosen {
        let mut bytes = Vec::new();
        templates::render(tera, template, &context, &mut bytes)
            .map_err(|problem| (format!("thema/{name}"), problem))?;
        files.insert(name.to_owned(), StaticFile::named(name, bytes.into()));
    }
    Ok(files)
}
