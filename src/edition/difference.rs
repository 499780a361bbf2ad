//! What differs between two editions, by their plans alone.

use super::Edition;
use crate::outputs::{Planned, Subject};
use std::cmp::Ordering;

/// How a file differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// Only the later edition has it.
    Added,
    /// Both have it, and its bytes depend on something else.
    Changed,
    /// Only the earlier edition has it.
    Removed,
}

/// One file that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its path in the output.
    pub path: String,
    /// How it differs.
    pub change: Change,
    /// What it is about.
    pub subject: Subject,
}

/// The files that differ between two editions, by path. Nothing is rendered.
#[must_use]
pub fn difference(earlier: &Edition, later: &Edition) -> Vec<Difference> {
    let one = |planned: &Planned, change| Difference {
        path: planned.path.clone(),
        change,
        subject: planned.subject.clone(),
    };
    let (mut before, mut after) =
        (earlier.artifacts().into_iter().peekable(), later.artifacts().into_iter().peekable());
    let mut differences = Vec::new();
    loop {
        let order = match (before.peek(), after.peek()) {
            (None, None) => return differences,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(before), Some(after)) => before.path.cmp(&after.path),
        };
        match order {
            Ordering::Less => differences.extend(before.next().map(|it| one(it, Change::Removed))),
            Ordering::Greater => differences.extend(after.next().map(|it| one(it, Change::Added))),
            Ordering::Equal => {
                let pair = before.next().zip(after.next());
                let changed = pair.filter(|(before, after)| before.fingerprint != after.fingerprint);
                differences.extend(changed.map(|(_, after)| one(after, Change::Changed)));
            }
        }
    }
}
