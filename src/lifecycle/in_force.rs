//! Amendments make history true: which value of each moment holds at an instant.

use crate::record::{Change, Notice, Schedule};
use crate::time::Instant;

/// The schedule as it holds at `at`: for each field the value that the first later amendment replaced, or
/// the newest when none comes later. An amendment that a withdrawal dropped never takes effect.
#[must_use]
pub fn in_force(notice: &Notice, at: Instant) -> Schedule {
    let at = super::horizon(notice, at);
    let mut schedule = notice.schedule.clone();
    let mut later: Vec<_> = notice.amendments.iter().filter(|amendment| amendment.on.at > at).collect();
    // The earliest later amendment is applied last, so its old value stays.
    later.sort_by_key(|amendment| std::cmp::Reverse(amendment.on.at));
    for amendment in later {
        match &amendment.change {
            Change::Text => {}
            Change::Closing(old) => schedule.closes = *old,
            Change::RoundDeadline(round, old) => {
                if let Some(round) = schedule.rounds.get_mut(round - 1) {
                    round.deadline = Some(*old);
                }
            }
            Change::RoundAnswers(round, old) => {
                if let Some(round) = schedule.rounds.get_mut(round - 1) {
                    round.answers = Some(*old);
                }
            }
            Change::Interviews(old) => schedule.interviews = Some((**old).clone()),
        }
    }
    schedule
}

/// The index of the amendment whose old value holds at `at`, among those whose change `is_meant`.
pub fn replaced_by(notice: &Notice, at: Instant, is_meant: impl Fn(&Change) -> bool) -> Option<usize> {
    let later = notice.amendments.iter().enumerate();
    later
        .filter(|(_, amendment)| amendment.on.at > at && is_meant(&amendment.change))
        .min_by_key(|(_, amendment)| amendment.on.at)
        .map(|(index, _)| index)
}
