//! The sorted list of everything that happens to a notice, as it is planned at an instant.

use super::in_force::before;
use super::phase::standstill_ends_at;
use super::{Rules, announced_on, in_force, withdrawn_on};
use crate::record::{Change, Label, Notice, Schedule, Stretch};
use crate::time::{Date, Duration, Instant, Moment};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// What happens. The order of the variants is the order of events that share an instant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, BorshSerialize, BorshDeserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// The notice becomes public.
    Published,
    /// Something was changed.
    Amended {
        /// The path of the changed key.
        field: String,
        /// The old moment, when it is one.
        #[serde(skip)]
        old: Option<Instant>,
        /// The new moment, when it is one.
        #[serde(skip)]
        new: Option<Instant>,
    },
    /// Asking in a round ends.
    QuestionsClose {
        /// From 1.
        round: usize,
    },
    /// A round's answers appear.
    AnswersPublished {
        /// From 1.
        round: usize,
    },
    /// A question with a moment of its own appears.
    AnswerPublished {
        /// From 1.
        round: usize,
        /// Its number.
        nr: Label,
    },
    /// Responding ends.
    ResponseCloses,
    /// Invitations are out.
    InvitationsDue,
    /// A window of interviews ends.
    InterviewsEnd,
    /// A window of interviews starts.
    InterviewsStart,
    /// The decision is announced.
    DecisionAnnounced,
    /// The standstill period ends.
    StandstillEnds,
    /// The notice is withdrawn.
    Withdrawn,
    /// The notice is taken off the site.
    RetentionEnds,
}

impl Event {
    /// Its name in data.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Amended { .. } => "amended",
            Self::QuestionsClose { .. } => "questions-close",
            Self::AnswersPublished { .. } => "answers-published",
            Self::AnswerPublished { .. } => "answer-published",
            Self::ResponseCloses => "response-closes",
            Self::InvitationsDue => "invitations-due",
            Self::InterviewsEnd => "interviews-end",
            Self::InterviewsStart => "interviews-start",
            Self::DecisionAnnounced => "decision-announced",
            Self::StandstillEnds => "standstill-ends",
            Self::Withdrawn => "withdrawn",
            Self::RetentionEnds => "retention-ends",
        }
    }
}

/// An event with its instant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, BorshSerialize, BorshDeserialize)]
pub struct TimedEvent {
    /// It holds from here on.
    pub at: Instant,
    /// What happens.
    pub event: Event,
    /// The day, when the moment was written as a bare date; for a closing the last open day.
    pub day: Option<Date>,
    /// Whether anyone outside may know of it at the instant of the timeline.
    pub is_known: bool,
}

/// The events of a notice, sorted, with the values in force at `at`. What a withdrawal dropped is not there.
#[must_use]
pub fn timeline(notice: &Notice, at: Instant, rules: &Rules<'_>) -> Vec<TimedEvent> {
    let horizon = super::horizon(notice, at);
    let mut events = Vec::with_capacity(12);
    let mut add = |moment: Moment, event: Event, is_known: bool| {
        events.push(TimedEvent { at: moment.at, day: moment.day, event, is_known });
    };
    let is_past = |moment: Moment| moment.at <= horizon;

    add(notice.published, Event::Published, true);
    for amendment in &notice.amendments {
        let (old, new) = values(notice, amendment.change, amendment.on.at);
        let event = Event::Amended { field: amendment.change.field(), old, new };
        add(amendment.on, event, is_past(amendment.on));
    }
    let Stretch { schedule, embargoed, .. } = in_force(notice, at);
    planned(schedule).into_iter().for_each(|(moment, event)| add(moment, event, true));
    for (item, published) in notice.items.iter().zip(&embargoed.items) {
        if let Some(published) = *published {
            let event = Event::AnswerPublished { round: item.round, nr: item.nr.clone() };
            add(published, event, is_past(published));
        }
    }
    if let Some(announced) = announced_on(notice, at) {
        add(announced, Event::DecisionAnnounced, is_past(announced));
        if let Some(ends) = standstill_ends_at(notice, at, rules.zone) {
            add(Moment { at: ends, day: None }, Event::StandstillEnds, is_past(announced));
        }
    }
    if let Some(withdrawn) = withdrawn_on(notice, at) {
        add(withdrawn, Event::Withdrawn, is_past(withdrawn));
        if at >= withdrawn.at {
            events.retain(|event| event.at <= withdrawn.at);
        }
    }
    if let Some((ends, is_known)) = retention_ends_at(notice, at, rules) {
        events.push(TimedEvent { at: ends, day: None, event: Event::RetentionEnds, is_known });
    }
    events.sort();
    events
}

/// What happens by a planning that is public from publication on.
pub(super) fn planned(schedule: &Schedule) -> Vec<(Moment, Event)> {
    let mut planned = vec![(schedule.closes, Event::ResponseCloses)];
    for (index, round) in schedule.rounds.iter().enumerate() {
        let round_nr = index + 1;
        planned.extend(round.deadline.map(|moment| (moment, Event::QuestionsClose { round: round_nr })));
        planned.extend(round.answers.map(|moment| (moment, Event::AnswersPublished { round: round_nr })));
    }
    if let Some(interviews) = &schedule.interviews {
        planned.extend(interviews.invitation_by.map(|moment| (moment, Event::InvitationsDue)));
        for window in &interviews.windows {
            let timed = |at| Moment { at, day: None };
            planned.push((timed(window.starts_at), Event::InterviewsStart));
            planned.push((timed(window.ends_at), Event::InterviewsEnd));
        }
    }
    planned
}

/// The old and new instants of an amended moment; both `None` for anything else.
fn values(notice: &Notice, change: Change, on: Instant) -> (Option<Instant>, Option<Instant>) {
    let value = |schedule: &Schedule| moment_of(schedule, change).map(|moment| moment.at);
    (value(&before(notice, on).schedule), value(&in_force(notice, on).schedule))
}

/// The moment that a change is about; `None` for text and interviews.
#[must_use]
pub fn moment_of(schedule: &Schedule, change: Change) -> Option<Moment> {
    match change {
        Change::Closing => Some(schedule.closes),
        Change::RoundDeadline(round) => schedule.rounds.get(round - 1)?.deadline,
        Change::RoundAnswers(round) => schedule.rounds.get(round - 1)?.answers,
        Change::Text | Change::Interviews => None,
    }
}

/// When the notice is taken off the site, and whether that may be known at `at`: counted from the last of
/// closing, decision and withdrawal, and not known while that last one is under embargo.
#[must_use]
pub fn retention_ends_at(notice: &Notice, at: Instant, rules: &Rules<'_>) -> Option<(Instant, bool)> {
    let retention = rules.retention?;
    let closes = in_force(notice, at).schedule.closes.at;
    let withdrawn = withdrawn_on(notice, at).map(|withdrawn| withdrawn.at);
    // A decision that a withdrawal dropped counts no more.
    let is_dropped = |announced: Instant| withdrawn.is_some_and(|on| at >= on && announced > on);
    let announced = announced_on(notice, at).map(|announced| announced.at).filter(|at| !is_dropped(*at));
    let hidden = announced.into_iter().chain(withdrawn).max();
    let (last, is_known) = match hidden {
        Some(hidden) if hidden > closes => (hidden, hidden <= at),
        _ => (closes, true),
    };
    Some((later(last, &retention, rules), is_known))
}

/// The instant a duration later by the calendar, at the same time of day; where the clock skips that time,
/// the first after it.
fn later(from: Instant, duration: &Duration, rules: &Rules<'_>) -> Instant {
    let (date, time) = rules.zone.local(from);
    rules.zone.first_at_or_after(rules.calendar.plus(date, duration), time)
}
