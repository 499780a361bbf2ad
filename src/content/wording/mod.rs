//! Advice on what a record says: its texts, its lists and the facts that have a fixed form.
//!
//! In: a notice and the values of its file, with their places. Out: warnings, never an error. Each rule would
//! sooner miss a fault than call something a fault that is none: advice that is noise is not read.

mod deadline;
mod forms;
mod names;
mod numbering;
mod passages;
mod sentence;
mod title;
mod units;

use super::reader::Reader;
use crate::markdown::Block;
use crate::record::Notice;
use crate::source::{Node, Value};

/// Looks at the wording of a notice; `root` holds the values of its own file, and `body` the blocks of its body.
pub(super) fn check(notice: &Notice, root: &Node, body: Vec<Block>, reader: &mut Reader<'_>) {
    let passages = passages::of(notice, root, body, reader);
    numbering::check(root, reader.problems);
    forms::check(notice, root, reader.problems);
    title::check(notice, root, reader);
    units::check(&passages, reader.problems);
    names::check(notice, &passages, reader.problems);
    deadline::check(notice, root, &passages, reader);
}

/// The value behind a key of a table.
fn value<'a>(node: &'a Node, key: &str) -> Option<&'a Node> {
    let Value::Table(table) = &node.value else { return None };
    table.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
}

/// The value behind a path of keys.
fn at<'a>(root: &'a Node, path: &[&str]) -> Option<&'a Node> {
    path.iter().try_fold(root, |node, key| value(node, key))
}

/// The items of the list behind a path of keys; none when there is no list.
fn items<'a>(root: &'a Node, path: &[&str]) -> &'a [Node] {
    match at(root, path).map(|node| &node.value) {
        Some(Value::List(items)) => items,
        _ => &[],
    }
}
