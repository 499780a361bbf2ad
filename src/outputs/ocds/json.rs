//! Values of the standard: what is not known has no member, and texts of authors are inert.

use crate::outputs::plain::{inert, single_line};
use serde_json::{Map, Value};

/// An object of these members, without those that have no value; `null` when none has.
pub(super) fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    let given = members.into_iter().filter(|(_, value)| !is_nothing(value));
    let map: Map<String, Value> = given.map(|(name, value)| (name.to_owned(), value)).collect();
    if map.is_empty() { Value::Null } else { Value::Object(map) }
}

/// A list of these values, without those that are none; `null` when none is.
pub(super) fn list(values: impl IntoIterator<Item = Value>) -> Value {
    let values: Vec<Value> = values.into_iter().filter(|value| !is_nothing(value)).collect();
    if values.is_empty() { Value::Null } else { Value::Array(values) }
}

/// A list in which nothing stands twice.
pub(super) fn distinct(values: impl IntoIterator<Item = Value>) -> Value {
    let mut seen: Vec<Value> = Vec::new();
    for value in values {
        if !seen.contains(&value) {
            seen.push(value);
        }
    }
    list(seen)
}

/// A text of an author.
pub(super) fn text(words: &str) -> Value {
    given(inert(words).trim())
}

/// A name or title of an author.
pub(super) fn line(words: &str) -> Value {
    given(&single_line(words))
}

/// A text of an author that may not be there.
pub(super) fn text_of(words: Option<&String>) -> Value {
    words.map_or(Value::Null, |words| text(words))
}

/// Sentences of one text, each on a line of its own.
pub(super) fn lines(sentences: impl IntoIterator<Item = String>) -> Value {
    let sentences: Vec<String> =
        sentences.into_iter().filter(|sentence| !sentence.trim().is_empty()).collect();
    text(&sentences.join("\n"))
}

fn given(words: &str) -> Value {
    if words.is_empty() { Value::Null } else { Value::from(words) }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(values) => values.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}
