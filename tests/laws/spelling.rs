//! What is printed in Dutch can be typed: it reads back as the very moment that it was.
//!
//! One exception: an instant in the hour that the clock shows twice prints with `(zomertijd)` or
//! `(wintertijd)`, for people. Rule M3 wants an offset there, so neither that text nor the text without its
//! mark may be read as one of the two; the machine form, with its offset, must be.

use termijn::language::Language::Dutch;
use termijn::time::{Bound, Date, Instant, Misread, Pass, Reading, Written, Zone, print};

const ZONES: [&str; 5] = ["Europe/Amsterdam", "UTC", "America/New_York", "Pacific/Apia", "Africa/Casablanca"];
const DAY: i64 = 86_400;

fn zone(name: &str) -> Zone {
    Zone::named(name).unwrap()
}

fn unix(year: i32, month: u32, day: u32) -> i64 {
    let text = format!("{year:04}-{month:02}-{day:02}T00:00:00Z");
    Instant::parse_rfc3339(&text).unwrap().unix_seconds()
}

fn opening(text: &str, zone: Zone) -> Result<Instant, Misread> {
    let reading = Reading { zone, published_on: None };
    Written::read(text)?.opening(&reading).map(|(moment, _)| moment.at)
}

/// Checks one instant, and says which of the two it is in a double hour.
fn check(at: Instant, zone: Zone) -> Option<Pass> {
    let printed = print::instant(at, zone, Dutch);
    let pass = zone.is_fold(at);
    if pass.is_none() {
        assert_eq!(opening(&printed, zone), Ok(at), "{printed} in {zone:?}");
    } else {
        assert!(opening(&printed, zone).is_err(), "{printed} in {zone:?} is read as one of two");
        let (bare, _) = printed.split_once(" (").expect("a mark tells which of the two it is");
        let doubtful = opening(bare, zone);
        assert!(matches!(doubtful, Err(Misread::Fold { .. })), "{bare} in {zone:?}: {doubtful:?}");
    }
    pass
}

#[test]
fn instants_of_all_years_read_back() {
    let (first, last) = (unix(1, 1, 2), unix(9999, 12, 31));
    for name in ZONES {
        // No whole number of days, hours or minutes, so that every time of day has its turn.
        for unix_seconds in (first..last).step_by(13 * 86_400 * 3 + 25_261) {
            check(Instant::from_unix_seconds(unix_seconds).unwrap(), zone(name));
        }
    }
}

#[test]
fn instants_around_every_clock_change_read_back() {
    for name in ZONES {
        let zone = zone(name);
        let offset = |at: i64| {
            let text = zone.rfc3339(Instant::from_unix_seconds(at).unwrap());
            text[19..].to_owned()
        };
        let (mut first, mut second, mut changes) = (0, 0, 0);
        for day in (unix(1890, 1, 1)..unix(2040, 1, 1)).step_by(86_400) {
            if offset(day) == offset(day + DAY) {
                continue;
            }
            changes += 1;
            let quarters = (day - 7_200..day + DAY + 7_200).step_by(900);
            for at in quarters.flat_map(|at| [at - 1, at]) {
                let at = Instant::from_unix_seconds(at).unwrap();
                match check(at, zone) {
                    Some(Pass::First) => first += 1,
                    Some(Pass::Second) => second += 1,
                    None => continue,
                }
                // Before standard time offsets had seconds, which RFC 3339 cannot tell.
                if at.unix_seconds() > unix(1975, 1, 1) {
                    assert_eq!(opening(&zone.rfc3339(at), zone), Ok(at), "{} in {name}", zone.rfc3339(at));
                }
            }
        }
        assert!(
            name == "UTC" || (changes > 3 && first > 0 && second > 0),
            "{name}: {changes} {first} {second}"
        );
    }
}

#[test]
fn bare_dates_read_back_as_openings_and_closings() {
    let zone = zone("Europe/Amsterdam");
    let reading = Reading { zone, published_on: None };
    let mut date = Date::new(1, 1, 2).unwrap();
    let last = Date::new(9999, 12, 30).unwrap();
    let mut leap_days = 0;
    while date < last {
        leap_days += u32::from((date.month(), date.day()) == (2, 29));
        let printed = print::date(date, Dutch);
        let (moment, doubts) = Written::read(&printed).unwrap().opening(&reading).unwrap();
        assert_eq!(
            (moment.day, moment.at, doubts.len()),
            (Some(date), zone.day_starts(date), 0),
            "{printed}"
        );
        assert_eq!(print::opening(&moment, zone, Dutch), printed);
        for bound in [Bound::TotEnMet, Bound::Uiterlijk, Bound::Tot] {
            let (closes, _) = Written::read(&printed).unwrap().closing(bound, &reading).unwrap();
            let told = print::closing(&closes, zone, Dutch);
            // A page says which day is the last, whatever the bound was; typed with `tot-en-met` it is that.
            let day = told.strip_prefix("tot en met ").expect("a bare date closes with its day");
            let again = Written::read(day).unwrap().closing(Bound::TotEnMet, &reading).unwrap().0;
            assert_eq!(again, closes, "{told} of {printed} with {bound:?}");
        }
        for text in [print::short_date(date, Dutch), date.to_string()] {
            assert_eq!(Written::read(&text).unwrap().date(&reading).unwrap().0, date, "{text}");
        }
        date = date.plus_days(if date.year() < 1900 || date.year() > 2100 { 59 } else { 5 });
    }
    assert!(leap_days > 30, "{leap_days}");
}

#[test]
fn the_first_and_the_last_day_there_are() {
    let zone = zone("UTC");
    for text in
        ["0001-01-01T00:00:00Z", "0001-01-01T23:59:59Z", "9999-12-31T00:00:00Z", "9999-12-31T23:59:59Z"]
    {
        check(Instant::parse_rfc3339(text).unwrap(), zone);
    }
    let reading = Reading { zone, published_on: None };
    let last = Written::read("vrijdag 31 december 9999").unwrap();
    assert_eq!(last.opening(&reading).unwrap().0.day, Date::new(9999, 12, 31));
    // It would close in the year 10000.
    assert_eq!(last.closing(Bound::TotEnMet, &reading), Err(Misread::OutOfRange));
}
