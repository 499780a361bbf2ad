//! The values of a record's moments from one amendment to the next.
//!
//! A record holds the newest values, and each amendment the value that it replaced. Going back, the old values
//! are put in the place of the newer ones, and everything is read anew: so what was counted from a moment that
//! moved, moved along (M10).

use super::moments::{Old, ReadAmendment};
use super::planning::{self, Around};
use super::reader::Reader;
use super::relative::Settler;
use crate::record::{Change, Derived, Embargoed, Schedule, Stretch};
use crate::source::{Decoded, Field, Fields};
use crate::time::{Calendar, Instant};
use std::collections::BTreeMap;

/// The newest stretch.
pub(super) struct Newest {
    pub(super) schedule: Schedule,
    pub(super) embargoed: Embargoed,
    pub(super) derived: BTreeMap<String, Derived>,
}

/// The history that ends with `newest`, oldest first. `fields` are those of the record, unsettled and whole.
pub(super) fn history(
    newest: Newest,
    mut fields: Fields,
    amendments: &[ReadAmendment],
    around: &Around<'_>,
    calendar: &Calendar,
    reader: &mut Reader<'_>,
) -> Vec<Stretch> {
    let Newest { schedule, embargoed, derived } = newest;
    let mut history = vec![Stretch { from: None, schedule, embargoed, derived }];
    for on in boundaries(amendments) {
        if let Some(later) = history.last_mut() {
            later.from = Some(on);
        }
        for read in amendments.iter().filter(|read| read.amendment.on.at == on) {
            put_back(&mut fields, read);
        }
        let mut earlier = fields.clone();
        let mut settler = Settler::of(&mut earlier, calendar, reader.zone, &[]);
        let derived = settler.settle(&mut earlier, "", reader.problems);
        let planning = planning::read(&mut earlier, around, &mut settler, reader);
        // Whatever kept it from being read has been told.
        let Some(schedule) = planning.schedule() else { break };
        history.push(Stretch { from: None, schedule, embargoed: planning.embargoed, derived });
    }
    history.reverse();
    drop_what_a_withdrawal_ends(&mut history);
    history
}

/// The instants at which a value is replaced, latest first.
fn boundaries(amendments: &[ReadAmendment]) -> Vec<Instant> {
    let replacing = amendments.iter().filter(|read| read.old.is_some());
    let mut boundaries: Vec<Instant> = replacing.map(|read| read.amendment.on.at).collect();
    boundaries.sort_unstable_by(|a, b| b.cmp(a));
    boundaries.dedup();
    boundaries
}

/// Puts an amendment's old value in the place of the newer one.
fn put_back(fields: &mut Fields, read: &ReadAmendment) {
    let (table, key) = match read.amendment.change {
        Change::Text => return,
        Change::Closing => ("response".to_owned(), "deadline"),
        Change::RoundDeadline(round) => (format!("questions.rounds.{round}"), "deadline"),
        Change::RoundAnswers(round) => (format!("questions.rounds.{round}"), "answers_on"),
        Change::Interviews => (String::new(), "interviews"),
    };
    let field = match &read.old {
        Some(Old::Moment(field)) => field.clone(),
        Some(Old::Interviews(old)) => Field { value: Decoded::Table(old.clone()), span: old.span.clone() },
        None => return,
    };
    if let Some(table) = fields.table_at(&table) {
        table.put(key, field);
    }
}

/// An amendment that comes after the withdrawal never takes effect.
fn drop_what_a_withdrawal_ends(history: &mut Vec<Stretch>) {
    let ended = history.windows(2).position(|pair| {
        let withdrawn = pair[0].embargoed.withdrawn.map(|withdrawn| withdrawn.at);
        withdrawn.is_some_and(|withdrawn| pair[1].from.is_some_and(|from| withdrawn < from))
    });
    if let Some(index) = ended {
        history.truncate(index + 1);
    }
}
