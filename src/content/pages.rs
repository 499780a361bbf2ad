//! Ordinary pages: contact, privacy, accessibility.

use super::files::{Source, is_refused};
use super::reader::Reader;
use super::sight::Sight;
use super::{attachments, fields};
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::name::safe_name;
use crate::record::{Menu, Page};
use crate::source::{Decoded, SourceTree, decode, parse, read_text, split};
use crate::text;
use crate::time::Zone;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Loads the files of `content/pages`, sorted by slug.
pub(super) fn load(tree: &SourceTree, sources: &[Source], diagnostics: &mut Vec<Diagnostic>) -> Vec<Page> {
    let mut pages = Vec::with_capacity(sources.len());
    for source in sources {
        let mut problems = Problems::of(&source.file);
        let page = load_one(tree, source, &mut problems);
        pages.extend(page.filter(|_| !problems.has_errors()));
        diagnostics.extend(problems.found);
    }
    pages.sort_by(|a, b| (&a.slug, &a.file).cmp(&(&b.slug, &b.file)));
    pages
}

fn load_one(tree: &SourceTree, source: &Source, problems: &mut Problems) -> Option<Page> {
    let text = &*read_text(&tree.files[&*source.file], problems)?;
    let parts = split(text, problems)?;
    let (root, first_error) = parse(parts.toml, parts.toml_start, problems);
    let mut fields = decode(&root, fields::PAGE, first_error, problems);
    let slug = safe_name(&source.stem);
    if slug.is_empty() || is_refused(&slug) {
        let stem = &source.stem;
        let (code, message) = if slug.is_empty() {
            (
                Code::UnsafeName,
                text!(
                    "van de naam \"{stem}\" is geen adres te maken",
                    "the name \"{stem}\" cannot be an address"
                ),
            )
        } else {
            (Code::ReservedName, super::reserved(stem))
        };
        problems.add(code, 0..0, message, text!("hernoem het bestand", "rename the file"));
        return None;
    }
    let title = fields.text("title")?;
    let label = fields.take("menu").and_then(|field| match field.value {
        Decoded::Text(label) => Some(label),
        Decoded::Flag(true) => Some(title.clone()),
        _ => None,
    });
    let order = fields.whole("order");
    // A page has no moments, so the zone plays no part.
    let zone = Zone::named("UTC").expect("the zone data has UTC");
    let reader = Reader::new(problems, text, zone);
    let body = reader.body(parts.body, parts.body_start).unwrap_or_else(|| crate::record::Prose {
        text: String::new(),
        place: reader.place(parts.body_start..parts.body_start),
        origin: None,
    });
    let files = attachments::in_prose(&body, &Sight::of(tree, &BTreeMap::new()), source, problems);
    let menu = label.map(|label| Menu { label, order });
    Some(Page { slug, title, menu, body, attachments: files, file: Arc::clone(&source.file) })
}
