//! The files of a theme that pages link to: static files as they are, scripts once filled with words.

use super::problem::RenderProblem;
use super::{Layer, templates};
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
    fn named(name: &str, bytes: Arc<[u8]>) -> Self {
        let digest = Digest::of_bytes(&bytes);
        let short = &digest.to_string()[..16];
        let path = match name.rsplit_once('.') {
            Some((stem, extension)) => format!("thema/{stem}.{short}.{extension}"),
            None => format!("thema/{name}.{short}"),
        };
        Self { path, bytes, digest }
    }
}

/// The static files by the name that templates ask for; those of the site's own theme win.
pub(super) fn static_files(layers: &[Layer<'_>]) -> BTreeMap<String, StaticFile> {
    let named = |layer: &Layer<'_>| {
        let name = layer.path.strip_prefix("static/")?;
        Some((name.to_owned(), StaticFile::named(name, Arc::clone(&layer.bytes))))
    };
    layers.iter().filter_map(named).collect()
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
