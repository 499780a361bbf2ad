//! What the settings say of the theme, and what its style sheets ask of others.

use super::sheets::addresses;
use super::{Layer, StaticFile};
use crate::config::Settings;
use crate::diagnostic::{Code, Diagnostic, Place, Problems};
use crate::source::{self, SourceTree, read_text};
use crate::text;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

const TABLE: &str = "theme_settings";

/// Checks `tokens` and `class` of `[theme_settings]`; every other key belongs to the theme.
pub(super) fn check(
    tree: &SourceTree,
    settings: &Settings,
    files: &BTreeMap<String, StaticFile>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for key in ["tokens", "class"] {
        let Some(value) = settings.theme_settings.get(key) else { continue };
        if !value.is_string() {
            let message = text!("`{TABLE}.{key}` moet tekst zijn", "`{TABLE}.{key}` must be text");
            let help = match key {
                "tokens" => {
                    text!("schrijf bijvoorbeeld \"huisstijl.css\"", "write for example \"house.css\"")
                }
                _ => text!("schrijf bijvoorbeeld \"voorbeeld-thema\"", "write for example \"example-theme\""),
            };
            let place = place_of(tree, &[TABLE, key]);
            diagnostics.push(Diagnostic::new(Code::WrongType, place, message, help));
        }
    }
    let Some(name) = settings.theme_settings.get("tokens").and_then(|tokens| tokens.as_str()) else { return };
    if files.contains_key(name) && name.ends_with(".css") {
        return;
    }
    let folder = format!("themes/{}/static", settings.theme);
    let message = if files.contains_key(name) {
        text!("het bestand \"{name}\" is geen stijlblad", "the file \"{name}\" is no style sheet")
    } else {
        text!(
            "het stijlblad \"{name}\" staat niet in {folder}",
            "the style sheet \"{name}\" is not in {folder}"
        )
    };
    let help = text!(
        "zet een .css-bestand met die naam in {folder}, of haal `tokens` weg",
        "put a .css file of that name in {folder}, or remove `tokens`"
    );
    diagnostics.push(Diagnostic::new(Code::ThemeFile, place_of(tree, &[TABLE, "tokens"]), message, help));
}

/// Reports every style sheet of the site's own theme that fetches something from another host: the visitor's
/// address is nobody else's business, and pages must work without others.
pub(super) fn check_sheets(layers: &[Layer<'_>], diagnostics: &mut Vec<Diagnostic>) {
    let own = layers.iter().filter(|layer| layer.is_own && layer.path.starts_with("static/"));
    for layer in own.filter(|layer| layer.path.ends_with(".css")) {
        let sheet = String::from_utf8_lossy(&layer.bytes);
        for span in foreign(&sheet) {
            let address = &sheet[span.clone()];
            let message = text!(
                "het stijlblad haalt \"{address}\" van een andere site",
                "the style sheet fetches \"{address}\" from another site"
            );
            let help = text!(
                "zet het bestand in de map static van het thema en verwijs daarnaar",
                "put the file in the theme's folder static and refer to that"
            );
            let place = Place::new(&Arc::from(layer.shown.as_str()), span);
            diagnostics.push(Diagnostic::new(Code::ForeignStyle, place, message, help));
        }
    }
}

/// Addresses with another host in a style sheet.
fn foreign(sheet: &str) -> Vec<Range<usize>> {
    let mut found = addresses(sheet);
    found.retain(|span| leads_elsewhere(&sheet[span.clone()]));
    found
}

fn leads_elsewhere(address: &str) -> bool {
    // A backslash can spell any character, also a slash; nothing that a theme needs has one.
    let has_scheme = address.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.eq_ignore_ascii_case("data")
            && !scheme.is_empty()
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    });
    has_scheme || address.starts_with("//") || address.contains('\\')
}

/// Where the settings hold this key; their start when that cannot be found again.
pub(super) fn place_of(tree: &SourceTree, path: &[&str]) -> Place {
    let file = Arc::from("termijn.toml");
    // What is wrong with the settings was told when they were read.
    let mut told = Problems::of(&file);
    let span = tree.files.get(&*file).and_then(|settings| {
        let text = &*read_text(settings, &mut told)?;
        let toml = text.strip_prefix('\u{feff}').unwrap_or(text);
        let (mut node, _) = source::parse(toml, text.len() - toml.len(), &mut told);
        for key in path {
            let source::Value::Table(table) = node.value else { return None };
            node = table.entries.into_iter().find(|entry| entry.key == *key)?.node;
        }
        Some(node.span)
    });
    Place::new(&file, span.unwrap_or(0..0))
}

#[cfg(test)]
mod tests {
    use super::foreign;

    #[track_caller]
    fn check(sheet: &str, expected: &[&str]) {
        let found: Vec<_> = foreign(sheet).into_iter().map(|span| &sheet[span]).collect();
        assert_eq!(found, expected, "{sheet}");
    }

    #[test]
    fn an_address_of_another_host_is_found_and_a_file_of_the_theme_is_not() {
        check("@import \"https://a.nl/b.css\";", &["https://a.nl/b.css"]);
        check("@import url(//a.nl/b.css);", &["//a.nl/b.css"]);
        check("a { background: URL( 'HTTP://a.nl/b.png' ) }", &["HTTP://a.nl/b.png"]);
        check("a { background: url(b.png) } @import 'c.css';", &[]);
        check("a { background: url(\"data:image/svg+xml,%3Csvg/%3E\") }", &[]);
        check("a { background: url(ht\\tps://a.nl) }", &["ht\\tps://a.nl"]);
        check("/* url(https://a.nl) é */ a { color: red }", &[]);
        check("/* é */ b { src: url(//x.nl/é.woff2) }", &["//x.nl/é.woff2"]);
        check("a { background: image-set(\"https://a.nl/1.png\" 1x) }", &["https://a.nl/1.png"]);
        check("/* niet gesloten url(//x)", &[]);
    }
}
