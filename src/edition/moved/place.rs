//! Where the keys of a record stand in its file.

use crate::diagnostic::{Place, Problems};
use crate::record::Notice;
use crate::source::{Node, SourceTree, Value, parse, split};
use std::ops::Range;

/// The file of a record, read again for the places of its keys.
pub(super) struct Written<'a> {
    start: Place,
    text: &'a str,
    root: Option<Node>,
}

impl<'a> Written<'a> {
    /// The file in which the notice was written.
    pub(super) fn of(notice: &Notice, tree: &'a SourceTree) -> Self {
        // What is wrong with it has been told.
        let mut problems = Problems::of(&notice.place.file);
        let text = tree.bytes(&notice.place.file).and_then(|bytes| std::str::from_utf8(bytes).ok());
        let toml = text.and_then(|text| {
            if notice.place.file.ends_with(".toml") {
                let toml = text.strip_prefix('\u{feff}').unwrap_or(text);
                return Some((toml, text.len() - toml.len()));
            }
            split(text, &mut problems).map(|parts| (parts.toml, parts.toml_start))
        });
        let root = toml.map(|(toml, offset)| parse(toml, offset, &mut problems).0);
        Self { start: notice.place.file_start(), text: text.unwrap_or_default(), root }
    }

    /// Where the key with this path stands; where it does not, the nearest above it, or the start of the file.
    pub(super) fn place_of(&self, path: &str) -> Place {
        let span = self.root.as_ref().and_then(|root| walk(root, path).1);
        span.map_or_else(|| self.start.clone(), |span| Place::new(&self.start.file, span))
    }

    /// Whether the list at this path stands between brackets, so that no `[[…]]` can follow it.
    pub(super) fn is_inline_list(&self, path: &str) -> bool {
        let Some(Value::List(items)) =
            self.root.as_ref().and_then(|root| walk(root, path).0).map(|node| &node.value)
        else {
            return false;
        };
        items.first().is_none_or(|item| !self.text[item.span.start..].starts_with('['))
    }

    /// The text at this path, if it is one.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        match &walk(self.root.as_ref()?, path).0?.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// The value at a path, if it is there, and where the deepest part of the path stands that is. Lists count
/// from 1.
fn walk<'a>(root: &'a Node, path: &str) -> (Option<&'a Node>, Option<Range<usize>>) {
    let (mut node, mut span) = (root, None);
    for part in path.split('.') {
        let found = match &node.value {
            Value::Table(table) => table.entries.iter().find(|entry| entry.key == part).map(|entry| {
                let is_plain = !matches!(entry.node.value, Value::Table(_) | Value::List(_));
                (&entry.node, if is_plain { entry.node.span.clone() } else { entry.key_span.clone() })
            }),
            Value::List(items) => {
                let index = part.parse::<usize>().ok().and_then(|nr| nr.checked_sub(1));
                index.and_then(|index| items.get(index)).map(|item| (item, item.span.clone()))
            }
            _ => None,
        };
        let Some((next, place)) = found else { return (None, span) };
        (node, span) = (next, Some(place));
    }
    (Some(node), span)
}
