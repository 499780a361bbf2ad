//! What is said of a key or value that does not fit its table of keys: what was found, what belongs there and
//! what to type.

use super::decode::Decoder;
use super::expected::{example, head_and_line, kind};
use super::shape::{Key, Shape, nearest};
use super::value::{Node, Table, Value};
use crate::diagnostic::Code;
use crate::text;
use std::ops::Range;

impl Decoder<'_> {
    pub(super) fn unknown_key(&mut self, typed: &str, span: &Range<usize>, keys: &'static [Key], path: &str) {
        let full = join(path, typed);
        let message = text!("de sleutel `{full}` bestaat niet", "there is no key `{full}`");
        let help = match nearest(typed, keys.iter().map(|key| key.name)) {
            Some(name) => text!("bedoelt u `{name}`?", "did you mean `{name}`?"),
            None => {
                let names = keys.iter().map(|key| format!("`{}`", key.name)).collect::<Vec<_>>().join(", ");
                text!("haal de regel weg of kies uit: {names}", "remove the line or choose from: {names}")
            }
        };
        self.problems.add(Code::UnknownKey, span.clone(), message, help);
    }

    pub(super) fn missing_key(&mut self, key: &Key, head: &Range<usize>, path: &str) {
        if self.readable_until.is_some() {
            return;
        }
        let full = join(path, key.name);
        let (nl, en) = (key.nl, key.en);
        let message = text!("`{full}` ontbreekt: {nl}", "`{full}` is missing: {en}");
        let example = example(&key.shape);
        let help = match head_and_line(&key.shape, &full) {
            Some((table, line)) => text!(
                "voeg onder aan de gegevens toe: {table} met op de regel eronder {line}",
                "add below the data: {table} with on the next line {line}"
            ),
            None => text!("voeg toe: {name} = {example}", "add: {name} = {example}", name = key.name),
        };
        self.problems.add(Code::MissingKey, head.clone(), message, help);
    }

    pub(super) fn empty(&mut self, key: &Key, table: &Table, path: &str) {
        let Some(entry) = table.entries.iter().find(|entry| entry.key == key.name) else { return };
        if !matches!(&entry.node.value, Value::Text(text) if text.trim().is_empty()) {
            return;
        }
        let full = join(path, key.name);
        let message = text!("`{full}` is leeg", "`{full}` is empty");
        let help = text!("vul de tekst in", "fill in the text");
        self.problems.add(Code::Empty, entry.node.span.clone(), message, help);
    }

    pub(super) fn time_of_day(&mut self, node: &Node, typed: &str) {
        let shown = shorten(typed);
        let message = text!("\"{shown}\" is geen tijdstip", "\"{shown}\" is not a time of day");
        let help = text!("schrijf bijvoorbeeld \"13.00\"", "write for example \"13:00\"");
        self.problems.add(Code::TimeOfDay, node.span.clone(), message, help);
    }

    pub(super) fn out_of_range(&mut self, node: &Node, path: &str, found: &str, least: &str, most: &str) {
        let message = text!(
            "`{path}` is {found}; hier hoort een getal van {least} tot en met {most}",
            "`{path}` is {found}; a number from {least} to {most} belongs here"
        );
        let help = text!("pas het getal aan", "change the number");
        self.problems.add(Code::OutOfRange, node.span.clone(), message, help);
    }

    pub(super) fn unknown_value(&mut self, node: &Node, path: &str, typed: &str, words: &[&'static str]) {
        let shown = shorten(typed);
        let list = words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
        let message = text!("`{path}` kan niet \"{shown}\" zijn", "`{path}` cannot be \"{shown}\"");
        let help = match nearest(typed, words.iter().copied()) {
            Some(word) => text!(
                "bedoelt u \"{word}\"? Kies uit: {list}",
                "did you mean \"{word}\"? Choose from: {list}"
            ),
            None => text!("kies uit: {list}", "choose from: {list}"),
        };
        self.problems.add(Code::UnknownValue, node.span.clone(), message, help);
    }

    pub(super) fn wrong_type(&mut self, node: &Node, shape: &Shape, path: &str) {
        let found = node.value.kind();
        let wanted = kind(shape);
        let message = text!(
            "`{path}` is {found_nl}; hier hoort {wanted_nl}",
            "`{path}` is {found_en}; {wanted_en} belongs here",
            found_nl = found.nl,
            found_en = found.en,
            wanted_nl = wanted.nl,
            wanted_en = wanted.en
        );
        let name = path.rsplit('.').next().unwrap_or(path);
        let example = example(shape);
        let help = match head_and_line(shape, path) {
            Some((table, line)) => text!(
                "schrijf onder aan de gegevens: {table} met op de regel eronder {line}",
                "write below the data: {table} with on the next line {line}"
            ),
            None => {
                text!("schrijf bijvoorbeeld: {name} = {example}", "write for example: {name} = {example}")
            }
        };
        self.problems.add(Code::WrongType, node.span.clone(), message, help);
    }
}

/// The path of a key in a table.
pub(super) fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// What an author typed, on one line and no longer than fits a message.
pub(super) fn shorten(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= 60 {
        return text;
    }
    text.chars().take(59).chain(['…']).collect()
}
