//! The phase that holds at an instant (the record format, section 4).

use super::{Rules, announced_on, in_force, withdrawn_on};
use crate::record::{Interviews, Notice, Outcome, Schedule};
use crate::time::{Instant, Zone};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// Where a notice stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, BorshSerialize, BorshDeserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Before its publication: nothing of it may be known.
    Scheduled,
    /// Open, and questions can be asked.
    QuestionsOpen,
    /// Open, and answers are to come.
    AnswersPending,
    /// Open.
    Open,
    /// The deadline has passed.
    Closed,
    /// Interviews are going on.
    Interviewing,
    /// After the interviews.
    Deciding,
    /// Awarded, and the standstill period runs.
    Standstill,
    /// Awarded.
    Awarded,
    /// Not awarded.
    NotAwarded,
    /// The vacancy is filled.
    Filled,
    /// Withdrawn.
    Withdrawn,
}

impl Phase {
    /// Every phase.
    pub const ALL: [Self; 12] = [
        Self::Scheduled,
        Self::QuestionsOpen,
        Self::AnswersPending,
        Self::Open,
        Self::Closed,
        Self::Interviewing,
        Self::Deciding,
        Self::Standstill,
        Self::Awarded,
        Self::NotAwarded,
        Self::Filled,
        Self::Withdrawn,
    ];

    /// Whether one can respond.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::QuestionsOpen | Self::AnswersPending | Self::Open)
    }

    /// Its name in data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Scheduled => "scheduled",
            Self::QuestionsOpen => "questions-open",
            Self::AnswersPending => "answers-pending",
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Interviewing => "interviewing",
            Self::Deciding => "deciding",
            Self::Standstill => "standstill",
            Self::Awarded => "awarded",
            Self::NotAwarded => "not-awarded",
            Self::Filled => "filled",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// The phase at `at`; it follows from moments alone.
#[must_use]
pub fn phase(notice: &Notice, at: Instant, rules: &Rules<'_>) -> Phase {
    if at < notice.published.at {
        return Phase::Scheduled;
    }
    if withdrawn_on(notice, at).is_some_and(|withdrawn| at >= withdrawn.at) {
        return Phase::Withdrawn;
    }
    let is_announced = announced_on(notice, at).is_some_and(|announced| at >= announced.at);
    if let Some(decision) = notice.decision.as_ref().filter(|_| is_announced) {
        if standstill_ends_at(notice, at, rules.zone).is_some_and(|ends| at < ends) {
            return Phase::Standstill;
        }
        return match decision.outcome {
            Outcome::Gegund => Phase::Awarded,
            Outcome::NietGegund => Phase::NotAwarded,
            Outcome::Vervuld => Phase::Filled,
        };
    }
    let schedule = &in_force(notice, at).schedule;
    if at < schedule.closes.at { open_phase(schedule, at) } else { closed_phase(schedule, at) }
}

/// The phase before the closing and without a decision or withdrawal, by this planning.
pub(super) fn open_phase(schedule: &Schedule, at: Instant) -> Phase {
    let is_ahead = |moment: Option<crate::time::Moment>| moment.is_some_and(|moment| at < moment.at);
    let is_past = |moment: Option<crate::time::Moment>| moment.is_some_and(|moment| at >= moment.at);
    if schedule.rounds.iter().any(|round| is_ahead(round.deadline)) {
        Phase::QuestionsOpen
    } else if schedule.rounds.iter().any(|round| is_past(round.deadline) && is_ahead(round.answers)) {
        Phase::AnswersPending
    } else {
        Phase::Open
    }
}

fn closed_phase(schedule: &Schedule, at: Instant) -> Phase {
    let windows = schedule.interviews.as_ref().map_or(&[][..], |Interviews { windows, .. }| windows);
    let after_closing = || windows.iter().filter(|window| window.starts_at >= schedule.closes.at);
    let first = after_closing().map(|window| window.starts_at).min();
    let last = after_closing().map(|window| window.ends_at).max();
    match (first, last) {
        (Some(first), Some(last)) if at >= first => {
            if at < last {
                Phase::Interviewing
            } else {
                Phase::Deciding
            }
        }
        _ => Phase::Closed,
    }
}

/// The end of the standstill period: of day number `days`, counted from the day after the announcement.
/// `None` without an award, a period or its length. By the values in force at `at`. Source: Aanbestedingswet 2012, art. 2.127, for how
/// the days are counted; the number is the author's.
#[must_use]
pub fn standstill_ends_at(notice: &Notice, at: Instant, zone: Zone) -> Option<Instant> {
    notice.decision.as_ref().filter(|decision| decision.outcome == Outcome::Gegund)?;
    let announced = announced_on(notice, at)?;
    let days = notice.facts.standstill.as_ref().filter(|standstill| standstill.applies)?.days?;
    Some(zone.day_starts(zone.date_of(announced.at).plus_days(days + 1)))
}
