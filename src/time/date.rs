//! A day of the calendar, as the law counts them.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Serialize, Serializer};

use super::duration::{Duration, Unit};
use super::names::Weekday;

/// A calendar date of the years 1 to 9999, without a zone; prints and serialises as `2023-11-09`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

/// 0001-01-01 and 9999-12-31 in days since 1970-01-01.
const FIRST: i64 = -719_162;
const LAST: i64 = 2_932_896;
/// Days from the day before 0001-01-01 to 1970-01-01.
const DAYS_BEFORE_1970: i64 = 719_163;

impl Date {
    /// The date with this year (1 to 9999), month (1 to 12) and day of the month; `None` when there is no
    /// such date.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        (1..=9999).contains(&year).then(|| NaiveDate::from_ymd_opt(year, month, day).map(Self))?
    }

    /// The year, 1 to 9999.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// The day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        match self.0.weekday() {
            chrono::Weekday::Mon => Weekday::Monday,
            chrono::Weekday::Tue => Weekday::Tuesday,
            chrono::Weekday::Wed => Weekday::Wednesday,
            chrono::Weekday::Thu => Weekday::Thursday,
            chrono::Weekday::Fri => Weekday::Friday,
            chrono::Weekday::Sat => Weekday::Saturday,
            chrono::Weekday::Sun => Weekday::Sunday,
        }
    }

    /// So many calendar days later (earlier when negative); stops at the ends of the range.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self::nearest(self.days_since_1970().saturating_add(days))
    }

    /// A civil duration later: days and weeks are calendar days, months and years clamp to the end of the
    /// month.
    ///
    /// 31-08-2023 and 6 months is 29-02-2024; 29-02-2024 and 1 year is 28-02-2025. Stops at the end of the
    /// range. Working days are counted from Monday to Friday here: whoever knows the days off counts with
    /// those instead.
    #[must_use]
    pub fn plus(self, duration: &Duration) -> Self {
        self.moved(i64::from(duration.count), duration.unit)
    }

    /// A civil duration earlier, by the rules of [`plus`](Self::plus).
    #[must_use]
    pub fn minus(self, duration: &Duration) -> Self {
        self.moved(-i64::from(duration.count), duration.unit)
    }

    fn moved(self, count: i64, unit: Unit) -> Self {
        match unit {
            Unit::Days => self.plus_days(count),
            Unit::WorkingDays => self.plus_weekdays(count),
            Unit::Weeks => self.plus_days(count * 7),
            Unit::Months => self.plus_months(count),
            Unit::Years => self.plus_months(count * 12),
        }
    }

    fn plus_months(self, months: i64) -> Self {
        let total = i64::from(self.year()) * 12 + i64::from(self.month()) - 1 + months;
        // Months of the years 1 to 9999 fit both types; what lies outside stops at the ends.
        let Ok(year) = i32::try_from(total.div_euclid(12)) else {
            return Self::nearest(if months < 0 { FIRST } else { LAST });
        };
        let month = u32::try_from(total.rem_euclid(12)).map_or(1, |month| month + 1);
        let last_days = [self.day(), 30, 29, 28];
        let date = last_days
            .into_iter()
            .filter(|day| *day <= self.day())
            .find_map(|day| Self::new(year, month, day));
        date.unwrap_or_else(|| Self::nearest(if months < 0 { FIRST } else { LAST }))
    }

    fn plus_weekdays(self, count: i64) -> Self {
        let step = count.signum();
        // From a weekend, count as from the weekday that lies on the other side of it.
        let mut date = self;
        while date.weekday().is_weekend() && count != 0 {
            date = date.plus_days(-step);
        }
        date = date.plus_days(count / 5 * 7);
        for _ in 0..(count % 5).abs() {
            date = date.plus_days(step);
            // Ends: the range begins on a Monday and ends on a Friday.
            while date.weekday().is_weekend() {
                date = date.plus_days(step);
            }
        }
        date
    }

    /// Days since 1970-01-01, negative before it.
    pub(super) fn days_since_1970(self) -> i64 {
        i64::from(self.0.num_days_from_ce()) - DAYS_BEFORE_1970
    }

    /// The reverse of [`days_since_1970`](Self::days_since_1970); `None` outside the range.
    pub(super) fn from_days_since_1970(days: i64) -> Option<Self> {
        let days = (FIRST..=LAST).contains(&days).then(|| i32::try_from(days + DAYS_BEFORE_1970).ok())??;
        NaiveDate::from_num_days_from_ce_opt(days).map(Self)
    }

    /// The date so many days from 1970-01-01, or the end of the range that is nearest.
    pub(super) fn nearest(days: i64) -> Self {
        Self::from_days_since_1970(days.clamp(FIRST, LAST)).expect("a clamped day lies within the range")
    }
}

/// `2023-11-09`.
impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u32, day: u32) -> Date {
        Date::new(year, month, day).unwrap()
    }

    #[test]
    fn only_dates_of_the_calendar_exist() {
        assert_eq!(date(2023, 11, 9).weekday(), Weekday::Thursday);
        assert_eq!(date(2024, 2, 29).weekday(), Weekday::Thursday);
        assert_eq!(date(1, 1, 1).to_string(), "0001-01-01");
        assert_eq!(serde_json::to_string(&date(2023, 11, 9)).unwrap(), "\"2023-11-09\"");
        for (year, month, day) in [(2023, 2, 29), (2100, 2, 29), (0, 1, 1), (10_000, 1, 1), (2023, 13, 1)] {
            assert_eq!(Date::new(year, month, day), None);
        }
        assert_eq!(Date::new(i32::MIN, u32::MAX, u32::MAX), None);
    }

    #[test]
    fn durations_are_civil_and_clamp() {
        fn check(from: (i32, u32, u32), duration: &str, expected: &str) {
            let (duration, _) = Duration::read(duration).unwrap();
            assert_eq!(date(from.0, from.1, from.2).plus(&duration).to_string(), expected);
        }
        check((2025, 8, 31), "6 maanden", "2026-02-28");
        check((2023, 8, 31), "6 maanden", "2024-02-29");
        check((2024, 1, 31), "3 maanden", "2024-04-30");
        check((2024, 2, 29), "1 jaar", "2025-02-28");
        check((2024, 2, 29), "4 jaar", "2028-02-29");
        check((2024, 11, 30), "1 maand", "2024-12-30");
        check((2024, 12, 31), "1 maand", "2025-01-31");
        check((2026, 3, 28), "1 dag", "2026-03-29");
        check((2026, 10, 24), "3 weken", "2026-11-14");
        check((2023, 11, 16), "20 dagen", "2023-12-06");
        check((2026, 1, 30), "1 werkdag", "2026-02-02");
        check((2026, 1, 31), "1 werkdag", "2026-02-02");
        check((2026, 1, 31), "5 werkdagen", "2026-02-06");
        check((2026, 1, 30), "10 werkdagen", "2026-02-13");
        check((2026, 1, 30), "4294967295 jaar", "9999-12-31");
        check((2026, 1, 30), "4294967295 werkdagen", "9999-12-31");
        check((9999, 12, 31), "1 werkdag", "9999-12-31");
    }

    #[test]
    fn durations_go_back_by_the_same_rules() {
        fn check(from: (i32, u32, u32), duration: &str, expected: &str) {
            let (duration, _) = Duration::read(duration).unwrap();
            assert_eq!(date(from.0, from.1, from.2).minus(&duration).to_string(), expected);
        }
        check((2026, 3, 31), "1 maand", "2026-02-28");
        check((2026, 1, 31), "2 maanden", "2025-11-30");
        check((2024, 2, 29), "1 jaar", "2023-02-28");
        check((2026, 2, 1), "1 werkdag", "2026-01-30");
        check((2026, 2, 2), "1 werkdag", "2026-01-30");
        check((2026, 2, 1), "5 werkdagen", "2026-01-26");
        check((2026, 2, 1), "4294967295 maanden", "0001-01-01");
        check((1, 1, 1), "1 werkdag", "0001-01-01");
        check((1, 1, 6), "3 werkdagen", "0001-01-03");
    }

    #[test]
    fn days_stop_at_the_ends() {
        assert_eq!(date(2026, 1, 1).plus_days(i64::MAX), date(9999, 12, 31));
        assert_eq!(date(2026, 1, 1).plus_days(i64::MIN), date(1, 1, 1));
        assert_eq!(date(2024, 2, 28).plus_days(1), date(2024, 2, 29));
        assert_eq!(date(1970, 1, 1).days_since_1970(), 0);
        assert_eq!(date(1, 1, 1).days_since_1970(), FIRST);
        assert_eq!(date(9999, 12, 31).days_since_1970(), LAST);
    }
}
