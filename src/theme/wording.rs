//! The words of a theme, by key, in the language of the site.

use super::Layer;
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::digest::Digest;
use crate::language::Language;
use crate::source::parse;
use crate::text;
use serde_json::Value as Json;
use std::sync::Arc;

/// The words of a theme, for formats that are no templates.
#[derive(Debug)]
pub struct Wording {
    words: Json,
    /// Their digest.
    pub digest: Digest,
}

impl Wording {
    pub(super) fn of(words: Json) -> Self {
        Self { digest: Digest::of(&words), words }
    }

    /// The words at this key, a part for each table: `["calendar", "event", "published"]`. `None` when a theme
    /// has something there that is no text.
    #[must_use]
    pub fn find(&self, key: &[&str]) -> Option<&str> {
        key.iter().try_fold(&self.words, |table, part| table.get(*part))?.as_str()
    }

    /// As [`find`](Self::find), and nothing when there are none.
    #[must_use]
    pub fn get(&self, key: &[&str]) -> &str {
        self.find(key).unwrap_or_default()
    }
}

/// The words of the default theme with those of the site's own theme over them, key by key.
pub(super) fn load(layers: &[Layer<'_>], language: Language, diagnostics: &mut Vec<Diagnostic>) -> Json {
    let wanted = format!("wording/{}.toml", language.tag());
    let mut words = Json::Object(serde_json::Map::new());
    for layer in layers.iter().filter(|layer| layer.path == wanted) {
        let mut problems = Problems::of(&Arc::from(layer.shown.as_str()));
        match std::str::from_utf8(&layer.bytes) {
            Ok(toml) => {
                let (node, _) = parse(toml, 0, &mut problems);
                lay_over(&mut words, node.to_json());
            }
            Err(error) => {
                let at = error.valid_up_to();
                let message = text!("de woordenlijst is geen UTF-8", "the wording file is not UTF-8");
                let help = text!("bewaar het bestand als UTF-8", "save the file as UTF-8");
                problems.add(Code::Wording, at..at + 1, message, help);
            }
        }
        diagnostics.extend(problems.found);
    }
    words
}

fn lay_over(below: &mut Json, above: Json) {
    match (below, above) {
        (Json::Object(below), Json::Object(above)) => {
            for (key, value) in above {
                lay_over(below.entry(key).or_insert(Json::Null), value);
            }
        }
        (below, above) => *below = above,
    }
}

/// Words with `{name}` replaced by values; what stands in a value is not looked at again.
#[must_use]
pub fn fill(words: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(words.len() + 32);
    let mut rest = words;
    while let Some(start) = rest.find('{') {
        filled.push_str(&rest[..start]);
        rest = &rest[start..];
        let value = values.iter().find_map(|(name, value)| {
            let after = rest[1..].strip_prefix(name)?.strip_prefix('}')?;
            Some((value, after))
        });
        match value {
            Some((value, after)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = &rest[1..];
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn values_are_filled_in_once() {
        let values = [("title", "{event}"), ("event", "x")];
        assert_eq!(fill("{event}: {title}{", &values), "x: {event}{");
        assert_eq!(fill("{unknown} {title", &values), "{unknown} {title");
    }
}
