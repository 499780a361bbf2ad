//! How a record's file is written, where a proposal has to fit it.

use crate::diagnostic::Problems;
use crate::record::Notice;
use crate::source::{Node, Value, parse, split};

/// The file of a record, read again for what a notice does not keep.
pub(super) struct Written<'a> {
    text: &'a str,
    root: Option<Node>,
}

impl<'a> Written<'a> {
    /// The file in which the notice was written.
    pub(super) fn of(notice: &Notice, bytes: &'a [u8]) -> Self {
        // What is wrong with it has been told.
        let mut problems = Problems::of(&notice.place.file);
        let text = std::str::from_utf8(bytes).ok();
        let toml = text.and_then(|text| {
            if notice.place.file.ends_with(".toml") {
                let toml = text.strip_prefix('\u{feff}').unwrap_or(text);
                return Some((toml, text.len() - toml.len()));
            }
            split(text, &mut problems).map(|parts| (parts.toml, parts.toml_start))
        });
        let root = toml.map(|(toml, offset)| parse(toml, offset, &mut problems).0);
        Self { text: text.unwrap_or_default(), root }
    }

    /// Whether the list at this path stands between brackets, so that no `[[…]]` can follow it.
    pub(super) fn is_inline_list(&self, path: &str) -> bool {
        let Some(Value::List(items)) =
            self.root.as_ref().and_then(|root| walk(root, path)).map(|node| &node.value)
        else {
            return false;
        };
        items.first().is_none_or(|item| !self.text[item.span.start..].starts_with('['))
    }

    /// The text at this path, if it is one.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        match &walk(self.root.as_ref()?, path)?.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// The value at a path, if it is there. Lists count from 1.
fn walk<'a>(root: &'a Node, path: &str) -> Option<&'a Node> {
    path.split('.').try_fold(root, |node, part| match &node.value {
        Value::Table(table) => table.entries.iter().find(|entry| entry.key == part).map(|entry| &entry.node),
        Value::List(items) => items.get(part.parse::<usize>().ok()?.checked_sub(1)?),
        _ => None,
    })
}
