//! Which days are days off, and how working days are counted.

use super::date::Date;
use super::duration::{Duration, Unit};
use super::holidays::Holiday;
use super::names::Weekday;
use crate::language::Text;
use crate::text;
use serde::Serialize;
use std::collections::BTreeSet;

/// Why nobody need work on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayOff {
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
    /// A holiday of the Algemene termijnenwet, art. 3, first and second member.
    Holiday(Holiday),
    /// Equated with a holiday by decree (gelijkgestelde dag; Algemene termijnenwet, art. 3, third member).
    Equated,
    /// A day on which the publisher of the site is closed; no day off in law.
    Closed,
}

impl DayOff {
    /// What the day is, as `zaterdag`, `Tweede Paasdag`, `een gelijkgestelde dag`.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Self::Saturday => text!("zaterdag", "a Saturday"),
            Self::Sunday => text!("zondag", "a Sunday"),
            Self::Holiday(holiday) => holiday.name(),
            Self::Equated => text!("een gelijkgestelde dag", "a day equated with a holiday"),
            Self::Closed => text!("een eigen sluitingsdag", "a day on which you are closed"),
        }
    }
}

/// The days off of a site: what the law says, what decrees add, and the site's own days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Calendar {
    equated: BTreeSet<Date>,
    known_until: Date,
    closed: BTreeSet<Date>,
}

impl Calendar {
    /// A calendar with the days `equated` by decree, known up to and including `known_until`, and the site's
    /// own `closed` days.
    #[must_use]
    pub fn new(equated: BTreeSet<Date>, known_until: Date, closed: BTreeSet<Date>) -> Self {
        Self { equated, known_until, closed }
    }

    /// The last day for which every decree on equated days is known.
    #[must_use]
    pub fn known_until(&self) -> Date {
        self.known_until
    }

    /// Why the law sees no working day here: Saturday, Sunday, holiday or equated day (Algemene termijnenwet,
    /// art. 1 and 3). `None` on a working day, and on a day that is only the site's own.
    #[must_use]
    pub fn legal_day_off(&self, date: Date) -> Option<DayOff> {
        // A holiday's name says more than the weekday on which it falls.
        if let Some(holiday) = Holiday::on(date) {
            return Some(DayOff::Holiday(holiday));
        }
        match date.weekday() {
            Weekday::Saturday => Some(DayOff::Saturday),
            Weekday::Sunday => Some(DayOff::Sunday),
            _ => self.equated.contains(&date).then_some(DayOff::Equated),
        }
    }

    /// Why this is no working day; `None` on a working day.
    #[must_use]
    pub fn day_off(&self, date: Date) -> Option<DayOff> {
        self.legal_day_off(date).or_else(|| self.closed.contains(&date).then_some(DayOff::Closed))
    }

    /// The days off after `from` up to and including `until`, in order, each with its reason.
    #[must_use]
    pub fn days_off(&self, from: Date, until: Date) -> Vec<(Date, DayOff)> {
        let days = 1..=until.days_since_1970() - from.days_since_1970();
        days.map(|days| from.plus_days(days))
            .filter_map(|date| self.day_off(date).map(|reason| (date, reason)))
            .collect()
    }

    /// The day itself when it is a working day, else the next that is.
    #[must_use]
    pub fn working_day_from(&self, date: Date) -> Date {
        if self.day_off(date).is_none() { date } else { self.working_days_later(date, 1) }
    }

    /// The day itself when it is a working day, else the last before it that is.
    #[must_use]
    pub fn working_day_until(&self, date: Date) -> Date {
        if self.day_off(date).is_none() { date } else { self.working_days_later(date, -1) }
    }

    /// A civil duration later: days and weeks are calendar days, months and years clamp to the end of the
    /// month, working days are counted.
    ///
    /// 31-08-2023 and 6 months is 29-02-2024; 5 working days after Thursday 30-04-2026 is Friday 8-05-2026.
    /// The day from which is counted never counts itself. Stops at the end of the years 1 to 9999.
    #[must_use]
    pub fn plus(&self, date: Date, duration: &Duration) -> Date {
        self.moved(date, i64::from(duration.count), duration.unit)
    }

    /// A civil duration earlier, by the rules of [`plus`](Self::plus).
    #[must_use]
    pub fn minus(&self, date: Date, duration: &Duration) -> Date {
        self.moved(date, -i64::from(duration.count), duration.unit)
    }

    fn moved(&self, date: Date, count: i64, unit: Unit) -> Date {
        match unit {
            Unit::Days => date.plus_days(count),
            Unit::WorkingDays => self.working_days_later(date, count),
            Unit::Weeks => date.plus_days(count * 7),
            Unit::Months => date.plus_months(count),
            Unit::Years => date.plus_months(count * 12),
        }
    }

    /// So many working days later, earlier when negative.
    fn working_days_later(&self, date: Date, count: i64) -> Date {
        let step = count.signum();
        let mut date = date;
        let mut left = count.abs();
        while left > 0 {
            let next = date.plus_days(step);
            if next == date {
                return date;
            }
            date = next;
            if self.day_off(date).is_none() {
                left -= 1;
            }
        }
        date
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        let part = |range: std::ops::Range<usize>| text[range].parse::<u32>().unwrap();
        Date::new(text[..4].parse().unwrap(), part(5..7), part(8..10)).unwrap()
    }

    fn calendar() -> Calendar {
        let equated = ["2024-12-27", "2026-01-02", "2027-05-07"].map(date);
        Calendar::new(equated.into(), date("2028-12-31"), [date("2026-10-05")].into())
    }

    #[test]
    fn durations_are_civil_and_clamp() {
        fn check(from: &str, duration: &str, expected: &str) {
            let (duration, _) = Duration::read(duration).unwrap();
            assert_eq!(calendar().plus(date(from), &duration).to_string(), expected, "{from}");
        }
        check("2025-08-31", "6 maanden", "2026-02-28");
        check("2023-08-31", "6 maanden", "2024-02-29");
        check("2024-01-31", "3 maanden", "2024-04-30");
        check("2024-02-29", "1 jaar", "2025-02-28");
        check("2024-02-29", "4 jaar", "2028-02-29");
        check("2024-11-30", "1 maand", "2024-12-30");
        check("2024-12-31", "1 maand", "2025-01-31");
        check("2026-03-28", "1 dag", "2026-03-29");
        check("2026-10-24", "3 weken", "2026-11-14");
        check("2023-11-16", "20 dagen", "2023-12-06");
        check("2026-01-30", "4294967295 jaar", "9999-12-31");
        check("9999-12-31", "1 werkdag", "9999-12-31");
    }

    #[test]
    fn durations_go_back_by_the_same_rules() {
        fn check(from: &str, duration: &str, expected: &str) {
            let (duration, _) = Duration::read(duration).unwrap();
            assert_eq!(calendar().minus(date(from), &duration).to_string(), expected, "{from}");
        }
        check("2026-03-31", "1 maand", "2026-02-28");
        check("2026-01-31", "2 maanden", "2025-11-30");
        check("2024-02-29", "1 jaar", "2023-02-28");
        check("2026-02-01", "1 werkdag", "2026-01-30");
        check("2026-02-02", "1 werkdag", "2026-01-30");
        check("2024-12-30", "1 werkdag", "2024-12-24");
        check("2026-02-01", "4294967295 maanden", "0001-01-01");
        check("0001-01-01", "1 werkdag", "0001-01-01");
    }

    #[test]
    fn working_days_pass_over_days_off() {
        fn check(from: &str, count: u32, expected: &str) {
            let days = Duration { count, unit: Unit::WorkingDays };
            assert_eq!(calendar().plus(date(from), &days).to_string(), expected, "{from} and {count}");
        }
        check("2026-04-30", 5, "2026-05-08");
        check("2024-12-24", 3, "2025-01-02");
        check("2026-01-30", 1, "2026-02-02");
        check("2026-01-31", 1, "2026-02-02");
        check("2026-01-30", 10, "2026-02-13");
        check("2026-01-01", 1, "2026-01-05");
        check("2026-10-02", 1, "2026-10-06");
        check("2027-05-04", 1, "2027-05-10");
    }

    #[test]
    fn a_day_off_says_why() {
        fn check(text: &str, legal: Option<DayOff>, own: Option<DayOff>) {
            assert_eq!(calendar().legal_day_off(date(text)), legal, "{text}");
            assert_eq!(calendar().day_off(date(text)), own, "{text}");
        }
        let same = |text, reason| check(text, Some(reason), Some(reason));
        same("2024-04-01", DayOff::Holiday(Holiday::EasterMonday));
        same("2025-04-26", DayOff::Holiday(Holiday::KingsDay));
        same("2026-01-02", DayOff::Equated);
        same("2026-10-03", DayOff::Saturday);
        same("2026-10-04", DayOff::Sunday);
        check("2026-10-05", None, Some(DayOff::Closed));
        check("2026-10-06", None, None);
    }

    #[test]
    fn the_days_that_were_passed_over_are_told() {
        let passed = calendar().days_off(date("2024-12-24"), date("2025-01-02"));
        let days: Vec<String> = passed.iter().map(|(date, _)| date.to_string()).collect();
        assert_eq!(
            days,
            ["2024-12-25", "2024-12-26", "2024-12-27", "2024-12-28", "2024-12-29", "2025-01-01"]
        );
        assert!(calendar().days_off(date("2025-01-02"), date("2024-12-24")).is_empty());
        assert_eq!(calendar().working_day_from(date("2024-12-25")), date("2024-12-30"));
        assert_eq!(calendar().working_day_from(date("2024-12-30")), date("2024-12-30"));
    }
}
