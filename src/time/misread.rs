//! What can be wrong with a typed moment or duration, said so that its author can mend it.

mod help;
mod message;

use super::date::Date;
use super::names::{Weekday, month_name};
use super::time_of_day::TimeOfDay;
use crate::language::Language;

/// Why a text or a TOML date-time was refused, with the facts that its message and help need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misread {
    /// Not an accepted spelling of a moment.
    Unreadable {
        /// The text as typed.
        found: String,
    },
    /// A time of day stands where a date is expected.
    DateMissing {
        /// The time as typed.
        found: String,
    },
    /// No year has such a day, or a year has no such month: 30 February, month 13.
    NoSuchDate {
        /// The day of the month as typed.
        day: u32,
        /// The month as typed.
        month: u32,
        /// The year as typed, when there was one.
        year: Option<i32>,
    },
    /// A clock never shows this: 25.00, 9.60.
    NoSuchTime {
        /// Hours as typed.
        hour: u32,
        /// Minutes as typed.
        minute: u32,
        /// Seconds as typed.
        second: u32,
    },
    /// The day exists, but not in this year: 29 February (M8).
    DayMissing {
        /// The day of the month.
        day: u32,
        /// The month, 1 to 12.
        month: u32,
        /// The year that lacks it, as typed or as inferred.
        year: i32,
        /// The next year that has it, unless that is past 9999.
        next: Option<Date>,
    },
    /// The weekday in the text is not that of the date (M1).
    WrongWeekday {
        /// The date, its year as typed or as inferred.
        date: Date,
        /// The weekday as typed.
        written: Weekday,
    },
    /// The offset is neither `Z` nor the zone's own at that moment (M2).
    WrongOffset {
        /// The date on the wall calendar.
        date: Date,
        /// The time on the wall clock.
        time: TimeOfDay,
        /// The offset as typed: `+00:00`.
        written: String,
        /// The zone's own: `+01:00`.
        right: String,
    },
    /// The clock skips this time (M3).
    Gap {
        /// The date as typed.
        date: Date,
        /// The time as typed.
        time: TimeOfDay,
        /// The last whole minute before the clock jumps.
        before: TimeOfDay,
        /// The first time after the jump.
        after: TimeOfDay,
        /// The date on which that time falls.
        after_on: Date,
    },
    /// The clock shows this time twice (M3).
    Fold {
        /// The date as typed.
        date: Date,
        /// The time as typed.
        time: TimeOfDay,
        /// The offset of the earlier instant: `+02:00`.
        first_offset: String,
        /// The offset of the later instant: `+01:00`.
        second_offset: String,
    },
    /// A fraction of a second that is not zero.
    Fraction,
    /// No year was typed, and there is no publication date to infer it from (M8).
    YearNeeded {
        /// The day of the month.
        day: u32,
        /// The month, 1 to 12.
        month: u32,
    },
    /// The date, or the day on which it takes effect, lies outside the years 1 to 9999.
    OutOfRange,
    /// A time of day stands where only a date may stand.
    TimeNotAllowed {
        /// The date that it was typed with.
        date: Date,
    },
    /// A relative moment without one path behind `voor` or `na` (M10).
    Reference {
        /// The text as typed.
        found: String,
    },
    /// A relative moment where there is no record to refer to (M10).
    Unsettled {
        /// The text as it is read.
        found: String,
    },
    /// Not an accepted spelling of a duration, or a count of 0.
    NoDuration {
        /// The text as typed.
        found: String,
    },
    /// The count of a duration is beyond 4 294 967 295, or beyond 100 000 working days.
    CountTooLarge {
        /// The text as typed.
        found: String,
    },
}

/// `29 februari`, for a day of which no year is known.
fn day_and_month(day: u32, month: u32, language: Language) -> String {
    format!("{day} {}", month_name(month, language))
}
