//! A day of the calendar, as the law counts them.

use std::fmt;
use std::io::{self, Read, Write};

use borsh::{BorshDeserialize, BorshSerialize};
use chrono::{Datelike, NaiveDate};
use serde::{Serialize, Serializer};

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

    /// The number of its week, 1 to 53: weeks start on Monday, and week 1 holds the year's first Thursday
    /// (ISO 8601).
    #[must_use]
    pub fn iso_week(self) -> u32 {
        self.0.iso_week().week()
    }

    /// The year to which its week counts: that of the week's Thursday (ISO 8601).
    #[must_use]
    pub fn iso_year(self) -> i32 {
        self.0.iso_week().year()
    }

    /// The Monday of its week; stops at the first day of the range.
    #[must_use]
    pub fn week_starts(self) -> Self {
        self.plus_days(-i64::from(self.0.weekday().num_days_from_monday()))
    }

    /// So many calendar days later (earlier when negative); stops at the ends of the range.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self::nearest(self.days_since_1970().saturating_add(days))
    }

    /// So many calendar months later (earlier when negative); a day that does not exist clamps to the month's
    /// last. Stops at the ends of the range.
    #[must_use]
    pub fn plus_months(self, months: i64) -> Self {
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

    /// How many calendar days later `later` is; negative when it is earlier.
    #[must_use]
    pub fn days_until(self, later: Self) -> i64 {
        later.days_since_1970() - self.days_since_1970()
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

impl BorshSerialize for Date {
    fn serialize<W: Write>(&self, writer: &mut W) -> io::Result<()> {
        BorshSerialize::serialize(&self.days_since_1970(), writer)
    }
}

impl BorshDeserialize for Date {
    fn deserialize_reader<R: Read>(reader: &mut R) -> io::Result<Self> {
        let days = i64::deserialize_reader(reader)?;
        Self::from_days_since_1970(days).ok_or_else(|| io::ErrorKind::InvalidData.into())
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
    fn weeks_are_those_of_iso_8601() {
        fn check(day: Date, week: u32, monday: Date) {
            assert_eq!((day.iso_week(), day.week_starts()), (week, monday), "{day}");
        }
        check(date(2026, 3, 2), 10, date(2026, 3, 2));
        check(date(2026, 3, 8), 10, date(2026, 3, 2));
        check(date(2026, 3, 9), 11, date(2026, 3, 9));
        check(date(2026, 1, 1), 1, date(2025, 12, 29));
        check(date(2027, 1, 3), 53, date(2026, 12, 28));
        check(date(1, 1, 1), 1, date(1, 1, 1));
        check(date(9999, 12, 31), 52, date(9999, 12, 27));
    }

    #[test]
    fn a_week_counts_to_the_year_of_its_thursday() {
        let years =
            [date(2026, 1, 1), date(2027, 1, 3), date(2024, 12, 30), date(2023, 11, 9)].map(Date::iso_year);
        assert_eq!(years, [2026, 2026, 2025, 2023]);
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
