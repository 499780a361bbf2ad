//! Both clock changes, midnights that do not exist, and the ends of the range.

use super::*;

fn zone(name: &str) -> Zone {
    Zone::named(name).unwrap()
}

fn day(text: &str) -> Date {
    let (date, _) = zone("UTC").local(Instant::parse_rfc3339(&format!("{text}T00:00:00Z")).unwrap());
    date
}

fn time(text: &str) -> TimeOfDay {
    TimeOfDay::read(text).unwrap()
}

#[test]
fn a_wall_time_becomes_an_instant() {
    fn check(name: &str, date: &str, clock: &str, expected: &str) {
        let found = zone(name).at(day(date), time(clock)).map(|instant| zone(name).rfc3339(instant));
        assert_eq!(found.as_deref(), Ok(expected), "{name} {date} {clock}");
        let back = Instant::parse_rfc3339(expected).unwrap();
        assert_eq!(zone(name).local(back), (day(date), time(clock)));
    }
    check("Europe/Amsterdam", "2023-11-09", "09:00", "2023-11-09T09:00:00+01:00");
    check("Europe/Amsterdam", "2024-04-01", "00:00", "2024-04-01T00:00:00+02:00");
    check("Europe/Amsterdam", "2026-03-29", "01:59:59", "2026-03-29T01:59:59+01:00");
    check("Europe/Amsterdam", "2026-03-29", "03:00", "2026-03-29T03:00:00+02:00");
    check("Europe/Amsterdam", "2026-10-25", "01:59:59", "2026-10-25T01:59:59+02:00");
    check("Europe/Amsterdam", "2026-10-25", "03:00", "2026-10-25T03:00:00+01:00");
    check("Europe/Amsterdam", "2099-07-01", "12:00", "2099-07-01T12:00:00+02:00");
    check("UTC", "2026-03-29", "02:30", "2026-03-29T02:30:00+00:00");
    check("Asia/Kathmandu", "2026-03-29", "02:30", "2026-03-29T02:30:00+05:45");
    check("America/Curacao", "2026-10-25", "02:30", "2026-10-25T02:30:00-04:00");
}

#[test]
fn a_skipped_time_names_its_neighbours() {
    fn check(name: &str, date: &str, clock: &str, before: &str, after: &str) {
        let expected = WallClock::Gap { before: time(before), after: time(after) };
        assert_eq!(zone(name).at(day(date), time(clock)), Err(expected), "{name} {date} {clock}");
    }
    check("Europe/Amsterdam", "2026-03-29", "02:30", "01:59", "03:00");
    check("Europe/Amsterdam", "2026-03-29", "02:00", "01:59", "03:00");
    check("Europe/Amsterdam", "2026-03-29", "02:59:59", "01:59", "03:00");
    check("Europe/Amsterdam", "2024-03-31", "02:30", "01:59", "03:00");
    check("Europe/Amsterdam", "2025-03-30", "02:30", "01:59", "03:00");
    check("America/Santiago", "2024-09-08", "00:00", "23:59", "01:00");
    check("Asia/Beirut", "2024-03-31", "00:30", "23:59", "01:00");
    check("Pacific/Apia", "2011-12-30", "12:00", "23:59", "00:00");
}

#[test]
fn a_doubled_time_names_its_offsets() {
    fn check(name: &str, date: &str, clock: &str, first: &str, second: &str) {
        let expected = WallClock::Fold { first_offset: first.to_owned(), second_offset: second.to_owned() };
        assert_eq!(zone(name).at(day(date), time(clock)), Err(expected), "{name} {date} {clock}");
    }
    check("Europe/Amsterdam", "2026-10-25", "02:30", "+02:00", "+01:00");
    check("Europe/Amsterdam", "2026-10-25", "02:00", "+02:00", "+01:00");
    check("Europe/Amsterdam", "2026-10-25", "02:59:59", "+02:00", "+01:00");
    check("America/Santiago", "2024-04-06", "23:30", "-03:00", "-04:00");
    check("Australia/Lord_Howe", "2024-04-07", "01:45", "+11:00", "+10:30");
}

#[test]
fn a_day_starts_at_its_first_instant() {
    fn check(name: &str, date: &str, expected: &str) {
        assert_eq!(zone(name).rfc3339(zone(name).day_starts(day(date))), expected, "{name} {date}");
    }
    check("Europe/Amsterdam", "2024-03-01", "2024-03-01T00:00:00+01:00");
    check("Europe/Amsterdam", "2026-03-29", "2026-03-29T00:00:00+01:00");
    check("Europe/Amsterdam", "2026-03-30", "2026-03-30T00:00:00+02:00");
    check("Europe/Amsterdam", "2026-10-26", "2026-10-26T00:00:00+01:00");
    check("America/Santiago", "2024-09-08", "2024-09-08T01:00:00-03:00");
    check("America/Santiago", "2024-04-07", "2024-04-07T00:00:00-04:00");
    check("Asia/Beirut", "2024-03-31", "2024-03-31T01:00:00+03:00");
    check("America/Havana", "2024-11-03", "2024-11-03T00:00:00-04:00");
    check("Pacific/Apia", "2011-12-30", "2011-12-31T00:00:00+14:00");
    check("UTC", "2024-03-31", "2024-03-31T00:00:00+00:00");
}

#[test]
fn the_first_at_or_after_passes_over_a_gap_and_takes_the_first_of_two() {
    fn check(date: &str, clock: &str, expected: &str) {
        let amsterdam = zone("Europe/Amsterdam");
        assert_eq!(amsterdam.rfc3339(amsterdam.first_at_or_after(day(date), time(clock))), expected);
    }
    check("2026-03-29", "02:30", "2026-03-29T03:00:00+02:00");
    check("2026-10-25", "02:30", "2026-10-25T02:30:00+02:00");
    check("2023-11-09", "09:00", "2023-11-09T09:00:00+01:00");
}

#[test]
fn the_double_hour_is_known_from_both_sides() {
    fn check(text: &str, expected: Option<Pass>) {
        let instant = Instant::parse_rfc3339(text).unwrap();
        assert_eq!(zone("Europe/Amsterdam").is_fold(instant), expected, "{text}");
    }
    check("2026-10-25T01:59:59+02:00", None);
    check("2026-10-25T02:00:00+02:00", Some(Pass::First));
    check("2026-10-25T02:59:59+02:00", Some(Pass::First));
    check("2026-10-25T02:00:00+01:00", Some(Pass::Second));
    check("2026-10-25T02:59:59+01:00", Some(Pass::Second));
    check("2026-10-25T03:00:00+01:00", None);
    check("2026-03-29T03:00:00+02:00", None);
}

#[test]
fn names_are_exact() {
    assert_eq!(zone("Europe/Amsterdam").name(), "Europe/Amsterdam");
    assert_eq!(serde_json::to_string(&zone("UTC")).unwrap(), "\"UTC\"");
    for name in ["", "europe/amsterdam", "Amsterdam", "+01:00", "Europe/Amsterdam\0"] {
        assert_eq!(Zone::named(name), None, "{name}");
    }
    assert!(Zone::data_version().starts_with("20"));
}

#[test]
fn the_machine_form_always_names_the_same_instant() {
    let ends =
        ["0001-01-01T00:00:00Z", "1890-06-01T12:00:00Z", "1936-06-01T12:00:00Z", "9999-12-31T23:59:59Z"];
    for name in ["Europe/Amsterdam", "America/Santiago", "Pacific/Apia", "UTC"] {
        for text in ends {
            let instant = Instant::parse_rfc3339(text).unwrap();
            let printed = zone(name).rfc3339(instant);
            assert_eq!(Instant::parse_rfc3339(&printed), Some(instant), "{name} {printed}");
        }
        // No panic at the ends, whichever way the zone leans.
        for date in [Date::new(1, 1, 1).unwrap(), Date::new(9999, 12, 31).unwrap()] {
            assert_eq!(zone(name).at(date, TimeOfDay::MIDNIGHT), Ok(zone(name).day_starts(date)));
            assert!(zone(name).at(date, time("23:59:59")).is_ok());
        }
    }
}

#[test]
fn every_zone_gives_every_day_a_start() {
    for tz in chrono_tz::TZ_VARIANTS {
        let zone = Zone(tz);
        let mut date = Date::new(2024, 1, 1).unwrap();
        for _ in 0..400 {
            date = date.plus_days(1);
            let start = zone.day_starts(date);
            assert_eq!(zone.date_of(start), date, "{zone:?}");
            assert!(zone.date_of(start.plus_seconds(-1)) < date, "{zone:?} {date}");
        }
    }
}
