//! What differs between two editions, by their plans alone.

use super::Edition;
use crate::outputs::Subject;

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
    let one = |path: &String, change, subject: &Subject| Difference {
        path: path.clone(),
        change,
        subject: subject.clone(),
    };
    let mut differences = Vec::new();
    for (path, planned) in &later.artifacts {
        match earlier.artifacts.get(path) {
            None => differences.push(one(path, Change::Added, &planned.subject)),
            Some(before) if before.fingerprint != planned.fingerprint => {
                differences.push(one(path, Change::Changed, &planned.subject));
            }
            Some(_) => {}
        }
    }
    let gone = earlier.artifacts.iter().filter(|(path, _)| !later.artifacts.contains_key(*path));
    differences.extend(gone.map(|(path, planned)| one(path, Change::Removed, &planned.subject)));
    differences.sort_by(|a, b| a.path.cmp(&b.path));
    differences
}
