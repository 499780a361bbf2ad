//! The texts of a record that people read, each with its place and its words.

use super::value;
use crate::content::fields;
use crate::content::reader::Reader;
use crate::diagnostic::Place;
use crate::markdown::{Block, blocks};
use crate::record::{Notice, Prose};
use crate::source::{Key, Node, Shape, Value, clean};
use std::ops::Range;

/// A text of a record.
pub(super) struct Passage {
    /// Its key, as a path without the numbers of lists: `assessment.text`, `body`.
    pub(super) key: String,
    prose: Prose,
    /// Its words, block by block.
    pub(super) blocks: Vec<Block>,
}

impl Passage {
    /// A passage of its own, for tests and for what stands in another file.
    pub(super) fn new(key: &str, prose: Prose) -> Self {
        Self { key: key.to_owned(), blocks: blocks(&prose.text), prose }
    }

    /// The place in the file of a stretch of a block's words.
    pub(super) fn place(&self, block: &Block, span: &Range<usize>) -> Place {
        self.prose.place_of(block.in_text(span))
    }

    /// A text that stands at the start of a file.
    #[cfg(test)]
    pub(super) fn of_text(key: &str, text: &str) -> Self {
        let file = std::sync::Arc::from("content/aanvragen/14001.md");
        let origin = Some(crate::record::Origin { start: 0, dropped_before: Vec::new() });
        Self::new(key, Prose { text: text.to_owned(), place: Place::new(&file, 0..text.len()), origin })
    }
}

/// Keys whose text is for machines, or is a name that no one reads in a sentence.
const NOT_FOR_READERS: &[&str] = &[
    "id",
    "slug",
    "lang",
    "language",
    "reference",
    "postal_code",
    "country",
    "currency",
    "file",
    "panel",
    "cpv",
];

/// All texts of the notice's own files: those of the data, the body with these blocks, and answers from
/// `questions.toml`.
pub(super) fn of(notice: &Notice, root: &Node, body: Vec<Block>, reader: &Reader<'_>) -> Vec<Passage> {
    let mut passages = Vec::new();
    table(root, fields::RECORD, "", reader, &mut passages);
    let of_body = notice.facts.body.clone().zip(Some(body));
    passages.extend(of_body.map(|(prose, blocks)| Passage { key: "body".to_owned(), prose, blocks }));
    let answers = notice.items.iter().filter_map(|item| item.answer.as_ref());
    for answer in answers.filter(|answer| answer.place.file != reader.problems.file) {
        passages.push(Passage::new("questions.rounds.items.answer", answer.clone()));
    }
    passages
}

fn table(node: &Node, keys: &'static [Key], path: &str, reader: &Reader<'_>, passages: &mut Vec<Passage>) {
    for key in keys.iter().filter(|key| !NOT_FOR_READERS.contains(&key.name)) {
        let Some(node) = value(node, key.name) else { continue };
        let path = if path.is_empty() { key.name.to_owned() } else { format!("{path}.{}", key.name) };
        field(node, &key.shape, &path, reader, passages);
    }
}

fn field(node: &Node, shape: &Shape, path: &str, reader: &Reader<'_>, passages: &mut Vec<Passage>) {
    match (shape, &node.value) {
        (Shape::Text | Shape::Prose | Shape::TextOrTexts | Shape::TextOrFlag, Value::Text(text)) => {
            let text = clean(text).into_owned();
            let origin = reader.origin_in_quotes(&text, &node.span);
            let place = reader.place(node.span.clone());
            passages.push(Passage::new(path, Prose { text, place, origin }));
        }
        (Shape::TextOrTexts, Value::List(items)) => {
            items.iter().for_each(|item| field(item, &Shape::Text, path, reader, passages));
        }
        (Shape::List(shape), Value::List(items)) => {
            items.iter().for_each(|item| field(item, shape, path, reader, passages));
        }
        (Shape::Table(keys), Value::Table(_)) => table(node, keys, path, reader, passages),
        (Shape::Tables(keys), Value::List(items)) => {
            items.iter().for_each(|item| table(item, keys, path, reader, passages));
        }
        _ => {}
    }
}
