//! Amendments make history true: which value of each moment holds at an instant.

use crate::record::{Change, Document, Notice, Stretch};
use crate::time::{Instant, Moment};

/// The stretch of history that holds at `at`: for each moment the value that the first later amendment
/// replaced, or the newest when none comes later. What a withdrawal dropped is no part of history.
///
/// Before publication it is the stretch in which the notice is published.
#[must_use]
pub fn in_force(notice: &Notice, at: Instant) -> &Stretch {
    let begun = |stretch: &&Stretch| stretch.from.is_none_or(|from| from <= at);
    let last = notice.history.iter().rev().find(begun);
    last.unwrap_or_else(|| notice.history.first().expect("a notice has a history"))
}

/// The stretch that ended at `on`, the instant of an amendment.
pub(super) fn before(notice: &Notice, on: Instant) -> &Stretch {
    in_force(notice, on.plus_seconds(-1))
}

/// The index of the amendment whose old value holds at `at`, among those whose change `is_meant`.
pub fn replaced_by(notice: &Notice, at: Instant, is_meant: impl Fn(Change) -> bool) -> Option<usize> {
    let later = notice.amendments.iter().enumerate();
    later
        .filter(|(_, amendment)| amendment.on.at > at && is_meant(amendment.change))
        .min_by_key(|(_, amendment)| amendment.on.at)
        .map(|(index, _)| index)
}

/// When the notice is withdrawn, by the values in force at `at`.
#[must_use]
pub fn withdrawn_on(notice: &Notice, at: Instant) -> Option<Moment> {
    notice.withdrawn.as_ref().and_then(|_| in_force(notice, at).embargoed.withdrawn)
}

/// When the decision is announced, by the values in force at `at`.
#[must_use]
pub fn announced_on(notice: &Notice, at: Instant) -> Option<Moment> {
    notice.decision.as_ref().and_then(|_| in_force(notice, at).embargoed.announced)
}

/// The documents, each with its own moment by the values in force at `at`; without one it comes with the notice.
pub fn documents(notice: &Notice, at: Instant) -> impl Iterator<Item = (&Document, Option<Moment>)> {
    notice.documents.iter().zip(in_force(notice, at).embargoed.documents.iter().copied())
}
