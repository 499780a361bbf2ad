//! A term that has been counted.

use super::days::DaysOff;
use super::rule::Rule;
use crate::time::{Date, DayOff, Duration};

/// Which last day of a term is meant. There is no default: that a law extends a term is for the editor to
/// decide upon, and to tell the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastDay {
    /// The day that counting gives, also when it is a day off.
    Strict,
    /// The day to which the law extends the term; the strict one when no law does.
    Extended,
    /// The day that is in time by every reading: the extended or advised one when there is one. Later than the
    /// strict day for a term that runs on, earlier for one that is counted back.
    Safe,
}

/// Why another day than the strict one is to be considered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Other {
    /// The last day is a day off, and the law extends the term.
    EndsOnDayOff(Date),
    /// The term would hold fewer than two working days, and the law extends it.
    TooFewWorkingDays(Date),
    /// The last day is a day off and no law extends the term; on this day nobody can object.
    Advice(Date),
}

/// Which way a term is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// From the event on.
    Forward,
    /// Back from the event.
    Back,
}

/// A period counted by one [`Rule`], with what an editor should know about its end.
///
/// The day of the event never counts itself. Made by the constructors that are named after the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub(super) rule: Rule,
    pub(super) event: Date,
    pub(super) length: Duration,
    pub(super) direction: Direction,
    pub(super) strict: Date,
    pub(super) strict_is_off: Option<DayOff>,
    pub(super) other: Option<Other>,
    pub(super) passed: Vec<(Date, DayOff)>,
    pub(super) known_until: Date,
}

impl Term {
    /// Notes what the calendar says about the end.
    pub(super) fn ending(
        rule: Rule,
        (event, direction, length): (Date, Direction, Duration),
        (strict, other): (Date, Option<Other>),
        passed: Vec<(Date, DayOff)>,
        days: DaysOff<'_>,
    ) -> Self {
        let known_until = days.calendar.known_until();
        let strict_is_off = days.reason(strict);
        Self { rule, event, length, direction, strict, strict_is_off, other, passed, known_until }
    }

    /// The rule by which it was counted.
    #[must_use]
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// The day of the event from which is counted; it never counts itself.
    #[must_use]
    pub fn event(&self) -> Date {
        self.event
    }

    /// How long it is.
    #[must_use]
    pub fn length(&self) -> Duration {
        self.length
    }

    /// The last day that is meant.
    #[must_use]
    pub fn last_day(&self, which: LastDay) -> Date {
        match (which, self.other) {
            (LastDay::Strict, _) | (_, None) | (LastDay::Extended, Some(Other::Advice(_))) => self.strict,
            (
                LastDay::Extended | LastDay::Safe,
                Some(Other::EndsOnDayOff(day) | Other::TooFewWorkingDays(day)),
            )
            | (LastDay::Safe, Some(Other::Advice(day))) => day,
        }
    }

    /// The day to which a law extends the term; `None` when no law does.
    #[must_use]
    pub fn extended(&self) -> Option<Date> {
        match self.other? {
            Other::EndsOnDayOff(day) | Other::TooFewWorkingDays(day) => Some(day),
            Other::Advice(_) => None,
        }
    }

    /// The day to name instead of a strict last day that is a day off and that no law moves; later for a term
    /// that runs on, earlier for one that is counted back.
    #[must_use]
    pub fn advised(&self) -> Option<Date> {
        match self.other? {
            Other::Advice(day) => Some(day),
            Other::EndsOnDayOff(_) | Other::TooFewWorkingDays(_) => None,
        }
    }

    /// Why the strict last day is no working day, if it is none.
    #[must_use]
    pub fn day_off(&self) -> Option<DayOff> {
        self.strict_is_off
    }

    /// The days off because of which the end is another than plain counting gives: of a term in working days
    /// all that it passed over, of another those between its strict and its other last day.
    #[must_use]
    pub fn passed(&self) -> &[(Date, DayOff)] {
        &self.passed
    }

    /// The day after the last: on it what had to wait may happen, and a time of day may be put to a closing
    /// without shortening the term.
    #[must_use]
    pub fn day_after(&self, which: LastDay) -> Date {
        self.last_day(which).plus_days(1)
    }

    /// Whether it ends later than the days equated with holidays are known: then a decree to come may still
    /// change its end.
    #[must_use]
    pub fn is_beyond_known(&self) -> bool {
        self.last_day(LastDay::Strict).max(self.last_day(LastDay::Safe)) > self.known_until
    }
}
