//! What differs between two editions, by their plans alone.

use super::Edition;
use crate::outputs::{Planned, Subject};
use rayon::prelude::*;
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
    let differs = |pair: Pair<'_>| {
        let (planned, change) = match pair {
            (Some(before), None) => (before, Change::Removed),
            (None, Some(after)) => (after, Change::Added),
            (Some(before), Some(after)) if earlier.fingerprint(before) != later.fingerprint(after) => {
                (after, Change::Changed)
            }
            _ => return None,
        };
        Some(Difference { path: planned.path.clone(), change, subject: planned.subject.clone() })
    };
    pairs(earlier, later).into_par_iter().filter_map(differs).collect()
}

/// What the earlier and the later edition have at one path.
type Pair<'a> = (Option<&'a Planned>, Option<&'a Planned>);

/// Every path of the two, in order.
fn pairs<'a>(earlier: &'a Edition, later: &'a Edition) -> Vec<Pair<'a>> {
    let mut before = earlier.artifacts().into_iter().peekable();
    let mut after = later.artifacts().into_iter().peekable();
    let mut pairs = Vec::new();
    loop {
        let order = match (before.peek(), after.peek()) {
            (None, None) => return pairs,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(before), Some(after)) => before.path.cmp(&after.path),
        };
        pairs.push(match order {
            Ordering::Less => (before.next(), None),
            Ordering::Greater => (None, after.next()),
            Ordering::Equal => (before.next(), after.next()),
        });
    }
}
