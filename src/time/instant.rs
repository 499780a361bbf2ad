//! A point on the one time line that all zones share.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

use super::cursor::Cursor;
use super::date::Date;
use super::offset::Offset;
use super::time_of_day::TimeOfDay;

/// Seconds in a calendar day without a clock change.
pub(super) const DAY_SECONDS: i64 = 86_400;
/// 0001-01-01T00:00:00Z.
const FIRST: i64 = -62_135_596_800;
/// 9999-12-31T23:59:59Z.
const LAST: i64 = 253_402_300_799;

/// Whole seconds since 1970-01-01T00:00:00Z, within the years 1 to 9999; serialised as that number.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, BorshSerialize, BorshDeserialize,
)]
pub struct Instant(i64);

impl Instant {
    /// The instant so many seconds after 1970-01-01T00:00:00Z; `None` outside the years 1 to 9999 (UTC).
    #[must_use]
    pub fn from_unix_seconds(seconds: i64) -> Option<Self> {
        (FIRST..=LAST).contains(&seconds).then_some(Self(seconds))
    }

    /// Seconds since 1970-01-01T00:00:00Z, negative before it.
    #[must_use]
    pub fn unix_seconds(self) -> i64 {
        self.0
    }

    /// Reads RFC 3339, as `2023-11-09T09:00:00+01:00` or with `Z`: the machine form, for any offset.
    ///
    /// Seconds must be written; a fraction may only be zero. `None` for everything else, a leap second
    /// included.
    #[must_use]
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        let mut cursor = Cursor::new(text);
        let year = i32::try_from(cursor.number(4, 4)?).ok()?;
        let month = cursor.number_after('-', 2, 2)?;
        let day = cursor.number_after('-', 2, 2)?;
        if !(cursor.eat('T') || cursor.eat('t') || cursor.eat(' ')) {
            return None;
        }
        let hour = cursor.number(2, 2)?;
        let minute = cursor.number_after(':', 2, 2)?;
        let second = cursor.number_after(':', 2, 2)?;
        if cursor.eat('.') && cursor.digits()?.bytes().any(|digit| digit != b'0') {
            return None;
        }
        let offset = Offset::read(&mut cursor)?;
        if !cursor.at_end() {
            return None;
        }
        let wall = wall_seconds(Date::new(year, month, day)?, TimeOfDay::new(hour, minute, second)?);
        Self::from_unix_seconds(wall - offset.seconds())
    }

    /// The instant so many elapsed seconds later (earlier when negative); stops at the ends of the range.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self::nearest(self.0.saturating_add(seconds))
    }

    /// The instant of so many seconds since 1970, or the end of the range that is nearest.
    #[must_use]
    pub fn nearest(seconds: i64) -> Self {
        Self(seconds.clamp(FIRST, LAST))
    }
}

/// What `unix_seconds` would be if the wall clock showed UTC.
pub(super) fn wall_seconds(date: Date, time: TimeOfDay) -> i64 {
    date.days_since_1970() * DAY_SECONDS + i64::from(time.seconds_of_day())
}

/// The reverse of [`wall_seconds`]; `None` outside the years 1 to 9999.
pub(super) fn from_wall_seconds(seconds: i64) -> Option<(Date, TimeOfDay)> {
    let date = Date::from_days_since_1970(seconds.div_euclid(DAY_SECONDS))?;
    let time = TimeOfDay::from_seconds_of_day(u32::try_from(seconds.rem_euclid(DAY_SECONDS)).ok()?)?;
    Some((date, time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rfc3339_is_read_with_any_offset() {
        fn check(text: &str, seconds: i64) {
            assert_eq!(Instant::parse_rfc3339(text).map(Instant::unix_seconds), Some(seconds), "{text}");
        }
        check("1970-01-01T00:00:00Z", 0);
        check("1969-12-31T23:59:59Z", -1);
        check("2023-11-09T09:00:00+01:00", 1_699_516_800);
        check("2023-11-09T08:00:00Z", 1_699_516_800);
        check("2023-11-09t08:00:00z", 1_699_516_800);
        check("2023-11-09 08:00:00.000Z", 1_699_516_800);
        check("2023-11-09T02:30:00-05:30", 1_699_516_800);
        check("0001-01-01T00:00:00Z", FIRST);
        check("9999-12-31T23:59:59Z", LAST);
    }

    #[test]
    fn anything_else_is_no_instant() {
        fn check(text: &str) {
            assert_eq!(Instant::parse_rfc3339(text), None, "{text}");
        }
        check("");
        check("2023-11-09");
        check("2023-11-09T09:00+01:00");
        check("2023-11-09T09:00:00");
        check("2023-11-09T09:00:00.5Z");
        check("2023-11-09T09:00:00.Z");
        check("2023-11-09T09:00:60Z");
        check("2023-11-09T24:00:00Z");
        check("2023-02-29T00:00:00Z");
        check("2023-11-09T09:00:00+0100");
        check("2023-11-09T09:00:00+24:00");
        check("2023-11-09T09:00:00Z\0");
        check("12023-11-09T09:00:00Z");
        check("0000-01-01T00:00:00Z");
        check("0001-01-01T00:00:00+01:00");
        check("9999-12-31T23:59:59-01:00");
        check("２０２３-11-09T09:00:00Z");
    }

    #[test]
    fn arithmetic_stops_at_the_ends() {
        assert_eq!(Instant::from_unix_seconds(LAST + 1), None);
        assert_eq!(Instant::from_unix_seconds(FIRST - 1), None);
        assert_eq!(Instant(0).plus_seconds(i64::MAX), Instant(LAST));
        assert_eq!(Instant(-5).plus_seconds(i64::MIN), Instant(FIRST));
        assert_eq!(Instant(5).plus_seconds(-6), Instant(-1));
    }
}
