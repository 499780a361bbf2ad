//! Terms as laws count them, and terms of one's own.

use super::days::{DaysOff, Whose};
use super::rule::Rule;
use super::value::{Direction, Other, Term};
use crate::time::{Calendar, Date, Duration, Unit};

impl Term {
    /// A term that stands in a Dutch law or general order in council.
    ///
    /// Ends on the first day that is no Saturday, Sunday or holiday when the last day is one (art. 1, first
    /// member). A term of at least three days holds at least two days that are none of these (art. 2).
    /// Holidays are those of art. 3, with the equated days. Nothing is extended when the term is of more than
    /// 90 days, twelve weeks or three months, or in years (art. 4, under a; a term in hours is no [`Duration`]).
    /// A term that is counted back is never extended (art. 1, second member): see [`Term::answers`].
    ///
    /// Source: Algemene termijnenwet, art. 1 to 4.
    #[must_use]
    pub fn statutory(event: Date, length: Duration, calendar: &Calendar) -> Self {
        let extends = match length.unit {
            Unit::Days | Unit::WorkingDays => length.count <= 90,
            Unit::Weeks => length.count <= 12,
            Unit::Months => length.count <= 3,
            Unit::Years => false,
        };
        let least_working_days = if days_at_least(length, 3) { 2 } else { 0 };
        let least = extends.then_some(least_working_days);
        Self::of_law(Rule::Statutory, event, length, least, calendar)
    }

    /// A term of European Union law, such as one that a procurement directive sets.
    ///
    /// The day of the event does not count; a term ends with the last hour of its last day, and of the next
    /// working day when that day is a holiday, Sunday or Saturday. A term of two days or more holds at least
    /// two working days. Unlike the Algemene termijnenwet it has no longest term.
    ///
    /// Source: Regulation (EEC, Euratom) 1182/71, art. 3 (known from commentaries). The holidays of the
    /// Netherlands are taken to be those of the Algemene termijnenwet, art. 3, with the equated days.
    #[must_use]
    pub fn european(event: Date, length: Duration, calendar: &Calendar) -> Self {
        Self::under_regulation(Rule::European, event, length, calendar)
    }

    pub(super) fn under_regulation(rule: Rule, event: Date, length: Duration, calendar: &Calendar) -> Self {
        let least_working_days = if days_at_least(length, 2) { 2 } else { 0 };
        Self::of_law(rule, event, length, Some(least_working_days), calendar)
    }

    /// `least_working_days` are those that the term must hold; `None` when nothing extends it.
    fn of_law(
        rule: Rule,
        event: Date,
        length: Duration,
        least_working_days: Option<u32>,
        calendar: &Calendar,
    ) -> Self {
        let days = DaysOff { calendar, whose: Whose::Law };
        let strict = end(event, length, days);
        let other = least_working_days.and_then(|least| {
            let working_day = days.working_day_from(strict);
            let filled = days.working_day_after(event, least);
            if filled > working_day {
                Some(Other::TooFewWorkingDays(filled))
            } else {
                (working_day > strict).then_some(Other::EndsOnDayOff(working_day))
            }
        });
        let passed = match (other, length.unit) {
            (Some(Other::TooFewWorkingDays(day)), _) => days.between(event.plus_days(1), day),
            (Some(Other::EndsOnDayOff(day) | Other::Advice(day)), _) => days.between(strict, day),
            (None, Unit::WorkingDays) => days.between(event.plus_days(1), strict),
            (None, _) => Vec::new(),
        };
        Self::ending(rule, (event, Direction::Forward, length), (strict, other), passed, days)
    }

    /// A term in working days, as one promises it: Saturdays, Sundays, holidays, equated days and the closed
    /// days of the site do not count.
    #[must_use]
    pub fn working_days(event: Date, count: u32, calendar: &Calendar) -> Self {
        Self::own(event, Duration { count, unit: Unit::WorkingDays }, calendar)
    }

    /// A term of one's own in any unit. No law extends it; when it ends on a day off, the next working day is
    /// advised.
    #[must_use]
    pub fn own(event: Date, length: Duration, calendar: &Calendar) -> Self {
        Self::advising(Rule::Own, event, length, DaysOff { calendar, whose: Whose::Site })
    }

    /// A term that no law extends, with advice when it ends on a day off.
    pub(super) fn advising(rule: Rule, event: Date, length: Duration, days: DaysOff<'_>) -> Self {
        let strict = end(event, length, days);
        let working_day = days.working_day_from(strict);
        let other = (working_day > strict).then_some(Other::Advice(working_day));
        let passed = match (other, length.unit) {
            (None, Unit::WorkingDays) => days.between(event.plus_days(1), strict),
            (None, _) => Vec::new(),
            (Some(_), _) => days.between(strict, working_day),
        };
        Self::ending(rule, (event, Direction::Forward, length), (strict, other), passed, days)
    }
}

/// The last day that counting gives.
fn end(event: Date, length: Duration, days: DaysOff<'_>) -> Date {
    match length.unit {
        Unit::WorkingDays => days.working_day_after(event, length.count),
        Unit::Days | Unit::Weeks | Unit::Months | Unit::Years => days.calendar.plus(event, &length),
    }
}

/// Whether a term is of so many days or more; longer units always are.
fn days_at_least(length: Duration, days: u32) -> bool {
    match length.unit {
        Unit::Days | Unit::WorkingDays => length.count >= days,
        Unit::Weeks | Unit::Months | Unit::Years => true,
    }
}
