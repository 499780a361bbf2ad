//! A published moment that moved without an amendment: the record alone cannot tell, so it is held against what
//! the last build published.
//!
//! Compared at an instant at which that build held. A record with the right amendment agrees by construction,
//! because its old value is the one in force then.

mod proposal;
mod typed;
mod words;

use super::Inputs;
use super::published::{Published, Validity, Value, windows};
use crate::diagnostic::{Diagnostic, sort};
use crate::lifecycle::{Drafts, in_force, moment_of, replaced_by};
use crate::record::{Change, Notice, Schedule};
use crate::source::SourceTree;
use crate::time::{Instant, Moment, Zone};
use rayon::prelude::*;
use std::collections::BTreeSet;
use typed::Written;

/// The path of the one key that is compared and cannot be amended.
const PUBLISHED: &str = "published";

/// What the records say otherwise than the last build, without an amendment that tells so, in reading order.
/// `published` gives the bytes of a file of that build by its path, and `at` is the instant from which a
/// proposed amendment holds.
#[must_use]
pub fn moved_silently(
    inputs: &Inputs,
    tree: &SourceTree,
    published: &(dyn Fn(&str) -> Option<Vec<u8>> + Sync),
    at: Instant,
) -> Vec<Diagnostic> {
    let zone = inputs.settings.zone;
    let validity = published("termijn.json").and_then(|bytes| Validity::parse(&bytes)).unwrap_or_default();
    let then = validity.instant().unwrap_or(at);
    let counted =
        inputs.records.notices.par_iter().filter(|notice| !notice.draft || inputs.drafts == Drafts::Included);
    let mut diagnostics: Vec<Diagnostic> = counted
        .filter_map(|notice| {
            let bytes = published(&format!("{}/{}/notice.json", notice.section, notice.slug))?;
            Some((notice, Published::parse(&bytes, zone)?))
        })
        // A build made at an instant to come shows what nobody has seen yet.
        .filter(|(_, published)| published.at <= at)
        .flat_map_iter(|(notice, published)| {
            Comparison { notice, published: &published, then, at, zone }.diagnostics(tree)
        })
        .collect();
    sort(&mut diagnostics);
    diagnostics
}

/// A record beside what was published of it.
struct Comparison<'a> {
    notice: &'a Notice,
    published: &'a Published,
    /// An instant at which the last build held.
    then: Instant,
    /// The instant at which they are compared.
    at: Instant,
    zone: Zone,
}

/// What was published, and what the record says now.
struct Moved {
    change: Change,
    old: Value,
    new: Option<Value>,
    cure: Cure,
}

/// What puts it right.
enum Cure {
    /// An amendment from this instant on.
    Amend(Instant),
    /// Another old value in the amendment with this index.
    Correct(usize),
    /// The round itself, which no amendment can take away.
    PutBack,
}

impl Comparison<'_> {
    fn diagnostics(&self, tree: &SourceTree) -> Vec<Diagnostic> {
        let moved = self.moved();
        let is_published_elsewhen = self.notice.published.at != self.published.at;
        if moved.is_empty() && !is_published_elsewhen {
            return Vec::new();
        }
        let bytes = tree.bytes(&self.notice.place.file);
        let written = Written::of(self.notice, bytes.as_deref().unwrap_or_default());
        let mut diagnostics = Vec::new();
        if is_published_elsewhen {
            diagnostics.push(self.published_elsewhen());
        }
        diagnostics.extend(moved.iter().map(|moved| self.diagnostic(moved, &written)));
        diagnostics
    }

    /// Everything that moved, without what moved along with something else that is told.
    fn moved(&self) -> Vec<Moved> {
        if self.notice.published.at > self.then.min(self.at) {
            return Vec::new();
        }
        let mut moved: Vec<Moved> =
            self.published.changes().into_iter().filter_map(|change| self.compare(change)).collect();
        let mut told: BTreeSet<String> = moved.iter().map(|moved| moved.change.field()).collect();
        if self.notice.published.at != self.published.at {
            told.insert(PUBLISHED.to_owned());
        }
        moved.retain(|moved| !self.came_along(moved.change, &told));
        moved
    }

    fn compare(&self, change: Change) -> Option<Moved> {
        let old = self.published.value(change)?;
        // An older value that an amendment replaced tells the same, also when the amendment was dated back.
        let begun =
            self.notice.history.iter().filter(|stretch| stretch.from.is_none_or(|from| from <= self.then));
        if begun.filter_map(|stretch| value(&stretch.schedule, change)).any(|value| value.is(&old)) {
            return None;
        }
        let new = value(&in_force(self.notice, self.then).schedule, change);
        Some(Moved { change, old, new, cure: self.cure(change) })
    }

    fn cure(&self, change: Change) -> Cure {
        if let Change::RoundDeadline(round) | Change::RoundAnswers(round) = change
            && round > self.notice.newest().schedule.rounds.len()
        {
            return Cure::PutBack;
        }
        // After every amendment that held then.
        let same = self.notice.amendments.iter().filter(|amendment| amendment.change == change);
        let held = same.map(|amendment| amendment.on.at).filter(|on| *on <= self.then).max();
        let on = held.map_or(self.at, |held| self.at.max(held.plus_seconds(1)));
        let next = replaced_by(self.notice, self.then, |other| other == change);
        match next.filter(|index| self.notice.amendments[*index].on.at <= on) {
            Some(index) => Cure::Correct(index),
            None => Cure::Amend(on),
        }
    }

    /// Whether a moment is counted from one that is told: what puts that right puts this right too.
    fn came_along(&self, change: Change, told: &BTreeSet<String>) -> bool {
        let derived = &in_force(self.notice, self.then).derived;
        let mut path = change.field();
        // Content refuses moments that depend on each other.
        while let Some(counted) = derived.get(&path) {
            path.clone_from(&counted.relative.reference);
            if told.contains(&path) {
                return true;
            }
        }
        false
    }

    /// What was published, as it would be typed. Of the closing it is known whether that was a bare date; of
    /// anything else at the start of a day it is taken to be, which is the same instant.
    fn as_typed(&self, published: Moment, change: Option<Change>, edge: Edge) -> Moment {
        let day = self.zone.date_of(published.at);
        if change == Some(Change::Closing) || self.zone.day_starts(day) != published.at {
            return published;
        }
        let day = match edge {
            Edge::Opening => day,
            Edge::Closing => day.plus_days(-1),
        };
        Moment { at: published.at, day: Some(day) }
    }
}

/// On which side of its day a bare date stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Opening,
    Closing,
}

/// On which side the moments of a change stand.
fn edge(change: Change) -> Edge {
    if matches!(change, Change::RoundAnswers(_)) { Edge::Opening } else { Edge::Closing }
}

fn value(schedule: &Schedule, change: Change) -> Option<Value> {
    if change != Change::Interviews {
        return moment_of(schedule, change).map(Value::Moment);
    }
    let all = &schedule.interviews.as_ref()?.windows;
    windows(
        all.iter().map(|window| window.starts_at).collect(),
        all.iter().map(|window| window.ends_at).collect(),
    )
}
