//! The dates that a new record proposes, from the day on which it is published.

use crate::record::Kind;
use crate::time::{Calendar, Date, Duration, Unit, Weekday};

/// A day for every moment of a new record; all of them are working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dates {
    /// The day of publication.
    pub published: Date,
    /// The last day for questions.
    pub questions: Date,
    /// The day of the answers.
    pub answers: Date,
    /// The day on which the response closes.
    pub deadline: Date,
    /// The day by which candidates are invited.
    pub invitations: Date,
    /// The day of the interviews.
    pub interviews: Date,
    /// The day on which the decision is expected.
    pub decision: Date,
}

/// The dates to propose for a record of this kind, on working days.
#[must_use]
pub fn dates(published: Date, kind: Kind, calendar: &Calendar) -> Dates {
    // From a Monday on: the closing falls on the Friday of the third, fourth and sixth week.
    let (questions, answers, deadline) = match kind {
        Kind::Inhuur => (4, 7, 14),
        Kind::Vacature => (4, 7, 19),
        Kind::Aanbesteding => (14, 19, 29),
    };
    let after = |count| calendar.plus(published, &Duration { count, unit: Unit::WorkingDays });
    Dates {
        published,
        questions: after(questions),
        answers: after(answers),
        deadline: after(deadline),
        invitations: after(deadline + 3),
        interviews: after(deadline + 7),
        decision: after(deadline + 12),
    }
}

/// The first Monday after a day.
#[must_use]
pub fn next_monday(day: Date) -> Date {
    let mut next = day.plus_days(1);
    // The last days of the calendar stay where they are.
    for _ in 0..6 {
        if next.weekday() != Weekday::Monday {
            next = next.plus_days(1);
        }
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::standard_calendar;

    #[test]
    fn every_proposed_day_is_a_working_day_in_order() {
        for day in 1..=28 {
            let published = next_monday(Date::new(2026, 2, day).unwrap());
            assert_eq!(published.weekday(), Weekday::Monday);
            for kind in [Kind::Inhuur, Kind::Aanbesteding, Kind::Vacature] {
                let d = dates(published, kind, &standard_calendar());
                let all = [
                    d.published,
                    d.questions,
                    d.answers,
                    d.deadline,
                    d.invitations,
                    d.interviews,
                    d.decision,
                ];
                assert!(all.is_sorted(), "{all:?}");
                let is_off = |date: &Date| matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
                assert!(!all.iter().any(is_off), "{all:?}");
            }
        }
    }

    #[test]
    fn the_next_monday_is_never_today() {
        let monday = |year, month, day| next_monday(Date::new(year, month, day).unwrap()).to_string();
        assert_eq!(monday(2026, 2, 2), "2026-02-09");
        assert_eq!(monday(2026, 2, 8), "2026-02-09");
        assert_eq!(monday(2026, 12, 31), "2027-01-04");
        assert_eq!(monday(9999, 12, 31), "9999-12-31");
    }
}
