//! Where the keys of a record stand that have a moment, its title and its location, for whoever has to point at one.

use crate::diagnostic::{Place, Problems};
use crate::source::{Node, Value};
use std::collections::BTreeMap;

/// The keys that are wanted, with those below them.
const TABLES: [&str; 12] = [
    "contract",
    "decision",
    "documents",
    "interviews",
    "location",
    "published",
    "questions",
    "response",
    "standstill",
    "title",
    "withdrawn",
    "amendments",
];
/// The keys in them.
const KEYS: [&str; 10] = [
    "announced",
    "answers_on",
    "date",
    "deadline",
    "expected_on",
    "invitation_by",
    "old",
    "on",
    "published",
    "start",
];

/// The places of those keys by their path, lists numbered from 1; and those of the tables themselves.
pub(super) fn of(root: &Node, problems: &Problems) -> BTreeMap<String, Place> {
    let mut places = BTreeMap::new();
    let Value::Table(table) = &root.value else { return places };
    for entry in table.entries.iter().filter(|entry| TABLES.contains(&entry.key.as_str())) {
        collect(&entry.node, entry.key.clone(), problems, &mut places);
    }
    places
}

fn collect(node: &Node, path: String, problems: &Problems, places: &mut BTreeMap<String, Place>) {
    match &node.value {
        Value::Table(table) => {
            places.insert(path.clone(), problems.place(node.span.clone()));
            for entry in &table.entries {
                let is_wanted = KEYS.contains(&entry.key.as_str());
                let may_hold =
                    matches!(entry.node.value, Value::Table(_) | Value::List(_)) && entry.key != "items";
                if is_wanted || may_hold {
                    collect(&entry.node, format!("{path}.{}", entry.key), problems, places);
                }
            }
        }
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, format!("{path}.{}", index + 1), problems, places);
            }
        }
        _ => {
            places.insert(path, problems.place(node.span.clone()));
        }
    }
}
