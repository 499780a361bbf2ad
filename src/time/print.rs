//! Dates and times as people read them: the only place in the program that words them.
//!
//! Dutch as in `donderdag 9 november 2023, 09.00 uur`: names in lower case, no zero before the day, a dot
//! between hours and minutes, `uur` in full.

use super::date::Date;
use super::duration::{Duration, Unit};
use super::instant::Instant;
use super::moment::Moment;
use super::names::month_name;
use super::time_of_day::TimeOfDay;
use super::zone::{Pass, Zone};
use crate::language::Language;

/// `donderdag 9 november 2023`, `Thursday 9 November 2023`.
#[must_use]
pub fn date(date: Date, language: Language) -> String {
    format!("{} {}", date.weekday().name(language), short_date(date, language))
}

/// `9 november 2023`, `9 November 2023`.
#[must_use]
pub fn short_date(date: Date, language: Language) -> String {
    format!("{} {}", date.day(), month(date, language))
}

/// Days from one up to and including another: `2 tot en met 8 maart 2026`, `30 maart tot en met 5 april 2026`;
/// `2 to 8 March 2026`.
#[must_use]
pub fn date_range(from: Date, until: Date, language: Language) -> String {
    let until_text = short_date(until, language);
    let from = match (from.year() == until.year(), from.month() == until.month()) {
        (true, true) => from.day().to_string(),
        (true, false) => format!("{} {}", from.day(), month_name(from.month(), language)),
        (false, _) => short_date(from, language),
    };
    match language {
        Language::Dutch => format!("{from} tot en met {until_text}"),
        Language::English => format!("{from} to {until_text}"),
    }
}

/// The week of a date: `week 45: 6 tot en met 12 november 2023`, `week 45: 6 to 12 November 2023`.
#[must_use]
pub fn week(date: Date, language: Language) -> String {
    let monday = date.week_starts();
    format!("week {}: {}", date.iso_week(), date_range(monday, monday.plus_days(6), language))
}

/// The month and year of a date: `november 2023`, `November 2023`.
#[must_use]
pub fn month(date: Date, language: Language) -> String {
    // Four digits, so that what is printed can be typed.
    format!("{} {:04}", month_name(date.month(), language), date.year())
}

/// `09.00 uur`, `09:00`; with seconds only when they are not zero.
#[must_use]
pub fn time(time: TimeOfDay, language: Language) -> String {
    match language {
        Language::Dutch => format!("{} uur", digits(time, '.')),
        Language::English => digits(time, ':'),
    }
}

/// The wall time of an instant: `donderdag 9 november 2023, 09.00 uur`.
///
/// In the hour that the clock shows twice ` (zomertijd)` or ` (wintertijd)` follows.
#[must_use]
pub fn instant(instant: Instant, zone: Zone, language: Language) -> String {
    format!("{}, {}", date(zone.date_of(instant), language), clock(instant, zone, language))
}

/// The time of day of an instant: `09.00 uur`; in the hour that the clock shows twice ` (zomertijd)` or
/// ` (wintertijd)` follows.
#[must_use]
pub fn clock(instant: Instant, zone: Zone, language: Language) -> String {
    let pass = match (zone.is_fold(instant), language) {
        (None, _) => "",
        (Some(Pass::First), Language::Dutch) => " (zomertijd)",
        (Some(Pass::First), Language::English) => " (summer time)",
        (Some(Pass::Second), Language::Dutch) => " (wintertijd)",
        (Some(Pass::Second), Language::English) => " (winter time)",
    };
    format!("{}{pass}", time(zone.local(instant).1, language))
}

/// An opening moment: as [`instant`](fn@instant), and the date alone when it was written as a bare date (M4).
#[must_use]
pub fn opening(moment: &Moment, zone: Zone, language: Language) -> String {
    moment.day.map_or_else(|| instant(moment.at, zone, language), |day| date(day, language))
}

/// A closing moment: as [`instant`](fn@instant), and `tot en met` its last open day when it was written as a
/// bare date (M5, M6): `tot en met donderdag 29 februari 2024`.
#[must_use]
pub fn closing(moment: &Moment, zone: Zone, language: Language) -> String {
    let Some(day) = moment.day else { return instant(moment.at, zone, language) };
    match language {
        Language::Dutch => format!("tot en met {}", date(day, language)),
        Language::English => format!("up to and including {}", date(day, language)),
    }
}

/// A time of day to the second, as a clock shows it: `09.00.05`, `09:00:05`.
#[must_use]
pub fn to_the_second(time: TimeOfDay, language: Language) -> String {
    let mark = match language {
        Language::Dutch => '.',
        Language::English => ':',
    };
    format!("{:02}{mark}{:02}{mark}{:02}", time.hour(), time.minute(), time.second())
}

/// `van 13.00 tot 16.00 uur`, `from 13:00 to 16:00`.
#[must_use]
pub fn time_range(from: TimeOfDay, until: TimeOfDay, language: Language) -> String {
    match language {
        Language::Dutch => format!("van {} tot {} uur", digits(from, '.'), digits(until, '.')),
        Language::English => format!("from {} to {}", digits(from, ':'), digits(until, ':')),
    }
}

/// An interview slot, with an en dash: `13.00–13.45`.
#[must_use]
pub fn slot(from: TimeOfDay, until: TimeOfDay) -> String {
    format!("{}–{}", digits(from, '.'), digits(until, '.'))
}

/// `6 maanden`, `1 jaar`, `3 jaar`; `6 months`.
#[must_use]
pub fn duration(duration: &Duration, language: Language) -> String {
    let (dutch, english) = match duration.unit {
        Unit::Days => (("dag", "dagen"), ("day", "days")),
        Unit::WorkingDays => (("werkdag", "werkdagen"), ("working day", "working days")),
        Unit::Weeks => (("week", "weken"), ("week", "weeks")),
        Unit::Months => (("maand", "maanden"), ("month", "months")),
        // Dutch counts years in the singular.
        Unit::Years => (("jaar", "jaar"), ("year", "years")),
    };
    let (one, more) = match language {
        Language::Dutch => dutch,
        Language::English => english,
    };
    format!("{} {}", duration.count, if duration.count == 1 { one } else { more })
}

fn digits(time: TimeOfDay, mark: char) -> String {
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    if second == 0 {
        format!("{hour:02}{mark}{minute:02}")
    } else {
        format!("{hour:02}{mark}{minute:02}{mark}{second:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{Dutch, English};

    fn clock(text: &str) -> TimeOfDay {
        TimeOfDay::read(text).unwrap()
    }

    fn amsterdam() -> Zone {
        Zone::named("Europe/Amsterdam").unwrap()
    }

    #[test]
    fn dates_and_times() {
        let day = Date::new(2023, 11, 9).unwrap();
        assert_eq!(date(day, Dutch), "donderdag 9 november 2023");
        assert_eq!(date(day, English), "Thursday 9 November 2023");
        assert_eq!(short_date(day, Dutch), "9 november 2023");
        assert_eq!(short_date(day, English), "9 November 2023");
        assert_eq!(month(day, Dutch), "november 2023");
        assert_eq!(month(day, English), "November 2023");
        assert_eq!(time(clock("9:00"), Dutch), "09.00 uur");
        assert_eq!(time(clock("9:00"), English), "09:00");
        assert_eq!(time(clock("9:00:30"), Dutch), "09.00.30 uur");
        assert_eq!(time(clock("9:00:30"), English), "09:00:30");
        assert_eq!(time_range(clock("13:00"), clock("16:00"), Dutch), "van 13.00 tot 16.00 uur");
        assert_eq!(time_range(clock("13:00"), clock("16:00"), English), "from 13:00 to 16:00");
        assert_eq!(slot(clock("13:00"), clock("13:45")), "13.00–13.45");
    }

    #[test]
    fn a_clock_shows_its_seconds() {
        assert_eq!(to_the_second(clock("9:00"), Dutch), "09.00.00");
        assert_eq!(to_the_second(clock("9:00:05"), English), "09:00:05");
    }

    #[test]
    fn ranges_of_days_say_nothing_twice() {
        fn check(from: (i32, u32, u32), until: (i32, u32, u32), dutch: &str, english: &str) {
            let day = |(year, month, day)| Date::new(year, month, day).unwrap();
            assert_eq!(date_range(day(from), day(until), Dutch), dutch);
            assert_eq!(date_range(day(from), day(until), English), english);
        }
        check((2026, 3, 2), (2026, 3, 8), "2 tot en met 8 maart 2026", "2 to 8 March 2026");
        check((2026, 3, 30), (2026, 4, 5), "30 maart tot en met 5 april 2026", "30 March to 5 April 2026");
        check(
            (2025, 12, 29),
            (2026, 1, 4),
            "29 december 2025 tot en met 4 januari 2026",
            "29 December 2025 to 4 January 2026",
        );
    }

    #[test]
    fn weeks_say_their_days() {
        let day = Date::new(2023, 11, 9).unwrap();
        assert_eq!(week(day, Dutch), "week 45: 6 tot en met 12 november 2023");
        assert_eq!(week(day, English), "week 45: 6 to 12 November 2023");
        let first = Date::new(2027, 1, 3).unwrap();
        assert_eq!(week(first, Dutch), "week 53: 28 december 2026 tot en met 3 januari 2027");
    }

    #[test]
    fn instants_never_mislead_in_the_double_hour() {
        fn check(text: &str, dutch: &str, english: &str) {
            let at = Instant::parse_rfc3339(text).unwrap();
            assert_eq!(instant(at, amsterdam(), Dutch), dutch);
            assert_eq!(instant(at, amsterdam(), English), english);
        }
        check(
            "2023-11-09T08:00:00Z",
            "donderdag 9 november 2023, 09.00 uur",
            "Thursday 9 November 2023, 09:00",
        );
        check(
            "2026-10-25T02:30:00+02:00",
            "zondag 25 oktober 2026, 02.30 uur (zomertijd)",
            "Sunday 25 October 2026, 02:30 (summer time)",
        );
        check(
            "2026-10-25T02:30:00+01:00",
            "zondag 25 oktober 2026, 02.30 uur (wintertijd)",
            "Sunday 25 October 2026, 02:30 (winter time)",
        );
        check("2026-03-29T03:00:00+02:00", "zondag 29 maart 2026, 03.00 uur", "Sunday 29 March 2026, 03:00");
    }

    #[test]
    fn moments_print_as_they_were_written() {
        let at = Instant::parse_rfc3339("2024-03-01T00:00:00+01:00").unwrap();
        let bare = Moment { at, day: Date::new(2024, 2, 29) };
        assert_eq!(closing(&bare, amsterdam(), Dutch), "tot en met donderdag 29 februari 2024");
        assert_eq!(closing(&bare, amsterdam(), English), "up to and including Thursday 29 February 2024");
        assert_eq!(opening(&bare, amsterdam(), Dutch), "donderdag 29 februari 2024");
        let timed = Moment { at, day: None };
        assert_eq!(closing(&timed, amsterdam(), Dutch), "vrijdag 1 maart 2024, 00.00 uur");
        assert_eq!(opening(&timed, amsterdam(), English), "Friday 1 March 2024, 00:00");
    }

    #[test]
    fn durations() {
        fn check(count: u32, unit: Unit, dutch: &str, english: &str) {
            assert_eq!(duration(&Duration { count, unit }, Dutch), dutch);
            assert_eq!(duration(&Duration { count, unit }, English), english);
        }
        check(6, Unit::Months, "6 maanden", "6 months");
        check(1, Unit::Months, "1 maand", "1 month");
        check(1, Unit::Years, "1 jaar", "1 year");
        check(3, Unit::Years, "3 jaar", "3 years");
        check(1, Unit::Days, "1 dag", "1 day");
        check(20, Unit::Days, "20 dagen", "20 days");
        check(3, Unit::Weeks, "3 weken", "3 weeks");
        check(5, Unit::WorkingDays, "5 werkdagen", "5 working days");
    }
}
