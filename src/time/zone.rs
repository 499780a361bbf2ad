//! Wall time in a named zone. The zone data travels in the binary (chrono-tz), so every machine reads alike.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, MappedLocalTime, NaiveDateTime, Offset as _, TimeZone};
use chrono_tz::{GapInfo, Tz};
use serde::{Serialize, Serializer};

use super::date::Date;
use super::instant::{Instant, from_wall_seconds, wall_seconds};
use super::offset::Offset;
use super::time_of_day::TimeOfDay;

/// A zone of the IANA time zone database; serialised as its name.
///
/// Clock changes are known up to and including 2099; later years keep the standard time that holds then.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Zone(Tz);

/// Why a wall time is not one instant (M3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WallClock {
    /// The clock skips this time.
    Gap {
        /// The last whole minute before the clock jumps: 01:59.
        before: TimeOfDay,
        /// The first time that it shows after the jump: 03:00.
        after: TimeOfDay,
    },
    /// The clock shows this time twice.
    Fold {
        /// The offset of the earlier instant: `+02:00`.
        first_offset: String,
        /// The offset of the later instant: `+01:00`.
        second_offset: String,
    },
}

/// Which of the two it is, when the clock shows a time twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    /// Before the clock was set back: summer time.
    First,
    /// After the clock was set back: winter time.
    Second,
}

/// The instants at which the clock shows a wall time.
enum Shown {
    Once(Instant),
    Twice(Instant, Instant),
    /// Never: the clock jumps over it at this instant.
    Skipped(Instant),
}

impl Zone {
    /// The zone with this IANA name, exactly as the database spells it: `Europe/Amsterdam`, `UTC`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Tz::from_str(name).ok().map(Self)
    }

    /// Its IANA name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.0.name()
    }

    /// The release of the IANA database that this binary carries: `2025b`.
    #[must_use]
    pub fn data_version() -> &'static str {
        chrono_tz::IANA_TZDB_VERSION
    }

    /// The instant at which the clock shows this date and time.
    ///
    /// At the very ends of the years 1 to 9999 the nearest instant in range.
    ///
    /// # Errors
    /// [`WallClock`] when the clock skips that time or shows it twice (M3).
    pub fn at(self, date: Date, time: TimeOfDay) -> Result<Instant, WallClock> {
        match self.shown(wall_seconds(date, time)) {
            Shown::Once(instant) => Ok(instant),
            Shown::Twice(first, second) => Err(WallClock::Fold {
                first_offset: self.offset_at(first).to_string(),
                second_offset: self.offset_at(second).to_string(),
            }),
            Shown::Skipped(jump) => {
                let before = self.local(jump.plus_seconds(-1)).1;
                Err(WallClock::Gap {
                    before: TimeOfDay::new(before.hour(), before.minute(), 0).unwrap_or(before),
                    after: self.local(jump).1,
                })
            }
        }
    }

    /// The first existing instant of this day: 00:00, or later where the clock skips midnight (M3).
    #[must_use]
    pub fn day_starts(self, date: Date) -> Instant {
        self.first_at_or_after(date, TimeOfDay::MIDNIGHT)
    }

    /// The first instant at which the clock shows this date and time or later.
    ///
    /// Where the clock skips it that is the end of the gap; where the clock shows it twice, the first of the
    /// two.
    #[must_use]
    pub fn first_at_or_after(self, date: Date, time: TimeOfDay) -> Instant {
        match self.shown(wall_seconds(date, time)) {
            Shown::Once(instant) | Shown::Twice(instant, _) | Shown::Skipped(instant) => instant,
        }
    }

    /// What calendar and clock show at this instant; at the very ends of the years 1 to 9999 what they show
    /// in UTC.
    #[must_use]
    pub fn local(self, instant: Instant) -> (Date, TimeOfDay) {
        let unix = instant.unix_seconds();
        from_wall_seconds(unix + self.offset_seconds(instant))
            .or_else(|| from_wall_seconds(unix))
            .expect("an instant lies within the years 1 to 9999")
    }

    /// The calendar date at this instant.
    #[must_use]
    pub fn date_of(self, instant: Instant) -> Date {
        self.local(instant).0
    }

    /// The machine form: RFC 3339 with the zone's offset, `2023-11-09T09:00:00+01:00`; in UTC `+00:00`.
    ///
    /// RFC 3339 has no offsets with seconds, as before standard time: whole minutes are written, and the time
    /// is moved along so that the text still names this very instant.
    #[must_use]
    pub fn rfc3339(self, instant: Instant) -> String {
        let in_offset = |offset: Offset| {
            from_wall_seconds(instant.unix_seconds() + offset.seconds()).map(|wall| (wall, offset))
        };
        let ((date, time), offset) = in_offset(self.offset_at(instant))
            .or_else(|| in_offset(Offset::Minutes(0)))
            .expect("an instant lies within the years 1 to 9999");
        // Written digit by digit: a site has a hundred of these for each notice.
        let mut text = String::with_capacity(25);
        let mut add = |number: u32, before: &str| {
            text.push_str(before);
            text.extend([number / 10 % 10, number % 10].map(|digit| char::from(b'0' + digit as u8)));
        };
        let year = date.year().unsigned_abs();
        add(year / 100, "");
        add(year % 100, "");
        add(date.month(), "-");
        add(date.day(), "-");
        add(time.hour(), "T");
        add(time.minute(), ":");
        add(time.second(), ":");
        let minutes = offset.seconds() / 60;
        let size = u32::try_from(minutes.unsigned_abs()).unwrap_or_default();
        add(size / 60, if minutes < 0 { "-" } else { "+" });
        add(size % 60, ":");
        text
    }

    /// Whether the clock shows this instant's date and time twice, and which of the two this is.
    #[must_use]
    pub fn is_fold(self, instant: Instant) -> Option<Pass> {
        match self.shown(instant.unix_seconds() + self.offset_seconds(instant)) {
            Shown::Twice(first, _) if instant == first => Some(Pass::First),
            Shown::Twice(..) => Some(Pass::Second),
            Shown::Once(_) | Shown::Skipped(_) => None,
        }
    }

    /// The zone's offset at this instant, in whole minutes.
    pub(super) fn offset_at(self, instant: Instant) -> Offset {
        // Offsets are far smaller than an i32 of minutes.
        Offset::Minutes(i32::try_from(self.offset_seconds(instant) / 60).unwrap_or_default())
    }

    fn offset_seconds(self, instant: Instant) -> i64 {
        let offset = self.0.offset_from_utc_datetime(&naive(instant.unix_seconds()));
        i64::from(offset.fix().local_minus_utc())
    }

    fn shown(self, wall: i64) -> Shown {
        let local = naive(wall);
        let instant = |ahead: i32| Instant::nearest(wall - i64::from(ahead));
        match self.0.offset_from_local_datetime(&local) {
            MappedLocalTime::Single(offset) => Shown::Once(instant(offset.fix().local_minus_utc())),
            MappedLocalTime::Ambiguous(one, other) => {
                let one = instant(one.fix().local_minus_utc());
                let other = instant(other.fix().local_minus_utc());
                Shown::Twice(one.min(other), one.max(other))
            }
            MappedLocalTime::None => {
                let begin = GapInfo::new(&local, &self.0).and_then(|gap| gap.begin);
                let (begin, ahead) = begin.expect("a time that the clock skips lies after some other time");
                let ahead = i64::from(ahead.fix().local_minus_utc());
                Shown::Skipped(Instant::nearest(begin.and_utc().timestamp() - ahead))
            }
        }
    }
}

/// chrono's form of seconds since 1970.
fn naive(seconds: i64) -> NaiveDateTime {
    DateTime::from_timestamp(seconds, 0).expect("chrono reaches far beyond the years 1 to 9999").naive_utc()
}

impl fmt::Debug for Zone {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Zone({})", self.name())
    }
}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests;
