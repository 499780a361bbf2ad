//! What a wall clock shows, without a date.

use std::fmt;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Serialize, Serializer};

use super::cursor::Cursor;
use super::spelling::Clock;

/// Hours, minutes and seconds from 00:00:00 to 23:59:59; serialised as `09:00:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize)]
pub struct TimeOfDay {
    /// Always below 86 400.
    seconds: u32,
}

impl TimeOfDay {
    /// 00:00:00, where a day begins unless the clock skips it.
    pub const MIDNIGHT: Self = Self { seconds: 0 };

    /// The time with these hours (0 to 23), minutes and seconds (0 to 59); `None` outside them, so for 24:00
    /// too.
    #[must_use]
    pub fn new(hour: u32, minute: u32, second: u32) -> Option<Self> {
        (hour < 24 && minute < 60 && second < 60)
            .then(|| Self { seconds: hour * 3600 + minute * 60 + second })
    }

    /// Hour of the day, 0 to 23.
    #[must_use]
    pub fn hour(self) -> u32 {
        self.seconds / 3600
    }

    /// Minute of the hour, 0 to 59.
    #[must_use]
    pub fn minute(self) -> u32 {
        self.seconds / 60 % 60
    }

    /// Second of the minute, 0 to 59.
    #[must_use]
    pub fn second(self) -> u32 {
        self.seconds % 60
    }

    /// Seconds since 00:00:00 on the wall clock, 0 to 86 399.
    #[must_use]
    pub fn seconds_of_day(self) -> u32 {
        self.seconds
    }

    /// The reverse of [`seconds_of_day`](Self::seconds_of_day).
    pub(super) fn from_seconds_of_day(seconds: u32) -> Option<Self> {
        (seconds < 86_400).then_some(Self { seconds })
    }

    /// So many minutes later on the same day; `None` when that is past 23:59:59.
    #[must_use]
    pub fn plus_minutes(self, minutes: u32) -> Option<Self> {
        Self::from_seconds_of_day(self.seconds.checked_add(minutes.checked_mul(60)?)?)
    }

    /// Reads a time of day alone: `13:00`, `13.00`, `13.00 uur`, `9 uur`, `13:00:00`, in any case and with
    /// any blanks.
    ///
    /// `None` for everything else: 24.00, a fraction of a second, a date.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut cursor = Cursor::new(text.trim());
        let clock = Clock::read(&mut cursor)?;
        if !cursor.at_end() || clock.has_fraction() {
            return None;
        }
        Self::new(clock.hour, clock.minute, clock.second)
    }
}

/// `09:00:00`.
impl fmt::Display for TimeOfDay {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:02}:{:02}:{:02}", self.hour(), self.minute(), self.second())
    }
}

impl Serialize for TimeOfDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_is_read() {
        fn check(text: &str, expected: Option<&str>) {
            assert_eq!(TimeOfDay::read(text).map(|time| time.to_string()).as_deref(), expected, "{text}");
        }
        check("13:00", Some("13:00:00"));
        check("13.00", Some("13:00:00"));
        check("13.00 uur", Some("13:00:00"));
        check(" 13.00\u{a0}\u{202f}UUR ", Some("13:00:00"));
        check("9 uur", Some("09:00:00"));
        check("9.05", Some("09:05:00"));
        check("09:00:59", Some("09:00:59"));
        check("09.00.30 uur", Some("09:00:30"));
        check("23:59:59.000", Some("23:59:59"));
        check("00:00", Some("00:00:00"));
        check("24:00", None);
        check("24.00 uur", None);
        check("9", None);
        check("9.5", None);
        check("9:00.30", None);
        check("13:60", None);
        check("13:00:00.5", None);
        check("13:00 h", None);
        check("99999999999:00", None);
        check("\0", None);
        check("", None);
    }

    #[test]
    fn minutes_stay_within_the_day() {
        let time = |hour, minute| TimeOfDay::new(hour, minute, 0).unwrap();
        assert_eq!(time(13, 0).plus_minutes(45), Some(time(13, 45)));
        assert_eq!(time(23, 0).plus_minutes(59), Some(time(23, 59)));
        assert_eq!(time(23, 0).plus_minutes(60), None);
        assert_eq!(time(0, 0).plus_minutes(u32::MAX), None);
        assert_eq!(TimeOfDay::new(9, 60, 0), None);
        assert_eq!(TimeOfDay::new(u32::MAX, 0, 0), None);
        assert_eq!(serde_json::to_string(&time(9, 0)).unwrap(), "\"09:00:00\"");
    }
}
