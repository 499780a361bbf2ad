//! When anything that is published of a notice changes.

use super::{Rules, in_force, timeline, withdrawn_on};
use crate::record::Notice;
use crate::time::Instant;

/// The first instant after `at` from which the notice is published differently, whatever the cause and
/// whether or not it may be known.
#[must_use]
pub fn next_change(notice: &Notice, at: Instant, rules: &Rules<'_>) -> Option<Instant> {
    let published = notice.published.at;
    if at < published {
        return Some(published);
    }
    let is_withdrawn = withdrawn_on(notice, at).is_some_and(|withdrawn| withdrawn.at <= at);
    let events = timeline(notice, at, rules).into_iter().map(|event| event.at);
    let documents = in_force(notice, at).embargoed.documents.iter().flatten().map(|moment| moment.at);
    let documents = documents.filter(|_| !is_withdrawn);
    events.chain(documents).filter(|change| *change > at).min()
}

/// Every instant at which the notice is published differently, in order, its publication first.
#[must_use]
pub fn changes(notice: &Notice, rules: &Rules<'_>) -> Vec<Instant> {
    let mut changes = vec![notice.published.at];
    let mut last = notice.published.at;
    while let Some(next) = next_change(notice, last, rules) {
        changes.push(next);
        last = next;
    }
    changes
}
