//! The rules M1 to M9, one table each.

use super::*;
use crate::language::Language;
use crate::time::{Date, Duration, Instant, TimeOfDay, Zone};

fn on(text: &str) -> Date {
    let utc = Zone::named("UTC").unwrap();
    utc.date_of(Instant::parse_rfc3339(&format!("{text}T00:00:00Z")).unwrap())
}

fn reading(zone: &str, published: Option<&str>) -> Reading {
    Reading { zone: Zone::named(zone).unwrap(), published_on: published.map(on) }
}

fn amsterdam() -> Reading {
    reading("Europe/Amsterdam", None)
}

/// What an opening means: its instant, its day and its doubts; or its message in Dutch.
fn opening(text: &str, reading: &Reading) -> Result<(String, Option<Date>, Vec<Doubt>), String> {
    let read = Written::read(text).and_then(|written| written.opening(reading));
    read.map(|(moment, doubts)| (reading.zone.rfc3339(moment.at), moment.day, doubts))
        .map_err(|misread| misread.message().to(Language::Dutch).to_owned())
}

fn closing(text: &str, bound: Bound, reading: &Reading) -> (String, String, Vec<Doubt>) {
    let (moment, doubts) = Written::read(text).unwrap().closing(bound, reading).unwrap();
    let day = moment.day.map_or("timed".to_owned(), |day| day.to_string());
    (reading.zone.rfc3339(moment.at), day, doubts)
}

#[test]
fn every_spelling_gives_the_same_moment() {
    fn check(text: &str) {
        let expected = ("2023-11-09T09:00:00+01:00".to_owned(), None, vec![]);
        assert_eq!(opening(text, &reading("Europe/Amsterdam", Some("2023-10-20"))), Ok(expected), "{text}");
    }
    check("2023-11-09T09:00");
    check("2023-11-09T09:00:00");
    check("2023-11-09T09:00:00.000");
    check("2023-11-09 09:00");
    check("2023-11-09t09:00+01:00");
    check("2023-11-09 09:00:00+01:00");
    check("2023-11-09T08:00Z");
    check("2023-11-09T08:00:00z");
    check("2023-11-09, 9.00 uur");
    check("9-11-2023 09:00");
    check("9-11-2023, 9 uur");
    check("do 9-11-2023 om 9.00");
    check("9 november 2023, 09.00 uur");
    check("9 november, 2023, 09.00 uur");
    check("9 nov. 2023 9:00");
    check("do 9 nov 2023 om 9 uur");
    check("donderdag 9 november 2023, 09.00 uur");
    check("DONDERDAG 9 November 2023, 09:00:00 uur");
    check("\u{a0}donderdag \u{202f}9\u{a0}november\u{a0}2023,\u{202f}09.00\u{a0}uur\n");
    check("9 november, 09.00 uur");
    check("do. 9 nov. om 9 uur");
}

#[test]
fn toml_parts_give_the_same_moment() {
    fn check(time: (u32, u32, u32, u32), offset: Option<Offset>) {
        let (moment, _) = Written::from_parts(Some((2023, 11, 9)), Some(time), offset)
            .unwrap()
            .opening(&amsterdam())
            .unwrap();
        assert_eq!(amsterdam().zone.rfc3339(moment.at), "2023-11-09T09:00:00+01:00");
    }
    check((9, 0, 0, 0), None);
    check((9, 0, 0, 0), Some(Offset::Minutes(60)));
    check((8, 0, 0, 0), Some(Offset::Z));
}

#[test]
fn toml_parts_that_make_no_moment_are_refused() {
    type Parts = (Option<(i32, u32, u32)>, Option<(u32, u32, u32, u32)>, Option<Offset>);
    fn check((date, time, offset): Parts, expected: Misread) {
        let read = Written::from_parts(date, time, offset).and_then(|written| written.opening(&amsterdam()));
        assert_eq!(read, Err(expected));
    }
    let day = Some((2023, 11, 9));
    check((None, Some((9, 0, 0, 0)), None), Misread::DateMissing { found: "09:00".to_owned() });
    check((None, None, None), Misread::DateMissing { found: String::new() });
    check((day, None, Some(Offset::Z)), Misread::Unreadable { found: "2023-11-09Z".to_owned() });
    check((day, Some((9, 0, 0, 1)), None), Misread::Fraction);
    check((day, Some((23, 59, 60, 0)), None), Misread::NoSuchTime { hour: 23, minute: 59, second: 60 });
    check((Some((2023, 2, 30)), None, None), Misread::NoSuchDate { day: 30, month: 2, year: Some(2023) });
    check((Some((0, 1, 1)), None, None), Misread::OutOfRange);
    check((Some((i32::MIN, 1, 1)), None, None), Misread::OutOfRange);
    check(
        (Some((2023, u32::MAX, 0)), None, None),
        Misread::NoSuchDate { day: 0, month: u32::MAX, year: Some(2023) },
    );
    let wrong = |written: &str| Misread::WrongOffset {
        date: on("2023-11-09"),
        time: TimeOfDay::new(9, 0, 0).unwrap(),
        written: written.to_owned(),
        right: "+01:00".to_owned(),
    };
    check((day, Some((9, 0, 0, 0)), Some(Offset::Minutes(0))), wrong("+00:00"));
    check((day, Some((9, 0, 0, 0)), Some(Offset::Minutes(6_000))), wrong("+100:00"));
    check((day, Some((9, 0, 0, 0)), Some(Offset::Minutes(i32::MAX))), Misread::OutOfRange);
    check((day, Some((9, 0, 0, 0)), Some(Offset::Minutes(i32::MIN))), wrong("-35791394:08"));
}

#[test]
fn what_cannot_be_says_why() {
    fn check(text: &str, message: &str) {
        assert_eq!(opening(text, &amsterdam()), Err(message.to_owned()), "{text}");
    }
    // Spelling.
    check("morgen", "\"morgen\" is niet te lezen als een datum, met of zonder tijd");
    check("a\0b\n", "\"a\u{fffd}b\u{fffd}\" is niet te lezen als een datum, met of zonder tijd");
    check("09.00 uur", "\"09.00 uur\" is alleen een tijd: de datum ontbreekt");
    check("30 februari", "30 februari bestaat niet: februari loopt van 1 tot en met 29");
    check("31-4-2024", "31 april bestaat niet: april loopt van 1 tot en met 30");
    check("2024-13-01", "maand 13 bestaat niet: een jaar heeft 12 maanden");
    check("0000-01-01", "deze datum valt buiten de jaren 1 tot en met 9999");
    check("9 november 2023, 25.00 uur", "25.00 uur bestaat niet: een klok gaat tot en met 23.59.59");
    check("9 november 2023, 24.01 uur", "24.01 uur bestaat niet: een klok gaat tot en met 23.59.59");
    check("2023-11-09T09:00:60", "09.00.60 uur bestaat niet: een klok gaat tot en met 23.59.59");
    check("2023-11-09T09:00:00.5", "een tijd heeft hier hele seconden, geen deel van een seconde");
    // M1.
    check("woensdag 9 november 2023", "9 november 2023 is een donderdag, geen woensdag");
    check("wo 2023-11-09T09:00+01:00", "9 november 2023 is een donderdag, geen woensdag");
    // M2.
    check("2023-11-09T09:00+00:00", "op 9 november 2023, 09.00 uur geldt +01:00, niet +00:00");
    check("2024-07-01T09:00+01:00", "op 1 juli 2024, 09.00 uur geldt +02:00, niet +01:00");
    check("9999-12-31T23:59-23:59", "deze datum valt buiten de jaren 1 tot en met 9999");
    // M3.
    let gap = "29 maart 2026, 02.30 uur bestaat niet: de klok gaat dan van 01.59 uur meteen naar 03.00 uur";
    check("2026-03-29T02:30", gap);
    check("2026-03-29T02:30+01:00", gap);
    check("2026-03-29T02:30+02:00", gap);
    let fold = "25 oktober 2026, 02.30 uur komt twee keer voor: eerst met +02:00, daarna met +01:00";
    check("2026-10-25T02:30", fold);
    check("zondag 25 oktober 2026, 02.30 uur", fold);
    check("2026-10-25T02:30+03:00", fold);
    // M8.
    check("29 februari", "bij 29 februari ontbreekt het jaar");
    check("29 februari 2023", "29 februari bestaat niet in 2023; de eerstvolgende is 29 februari 2024");
    check("29 februari 2100", "29 februari bestaat niet in 2100; de eerstvolgende is 29 februari 2104");
    check("29 februari 9997", "29 februari bestaat niet in 9997");
}

#[test]
fn help_shows_what_to_type() {
    fn check(text: &str, dutch: &str, english: &str) {
        let misread = Written::read(text).and_then(|written| written.opening(&amsterdam())).unwrap_err();
        assert_eq!(misread.help().to(Language::Dutch), dutch, "{text}");
        assert_eq!(misread.help().to(Language::English), english, "{text}");
    }
    check(
        "morgen",
        "schrijf bijvoorbeeld \"9 november 2023, 09.00 uur\"",
        "write for example \"9 november 2023, 09.00 uur\"",
    );
    check(
        "woensdag 9 november 2023",
        "schrijf \"donderdag 9 november 2023\", of verbeter de datum",
        "write \"donderdag 9 november 2023\", or correct the date",
    );
    check(
        "2023-11-09T09:00+00:00",
        "schrijf 2023-11-09T09:00+01:00, of laat +00:00 weg",
        "write 2023-11-09T09:00+01:00, or leave out +00:00",
    );
    check(
        "2026-03-29T02:30",
        "kies een tijd die bestaat, bijvoorbeeld 2026-03-29T03:00",
        "choose a time that exists, for example 2026-03-29T03:00",
    );
    check(
        "2026-10-25T02:30",
        "schrijf 2026-10-25T02:30+02:00 of 2026-10-25T02:30+01:00",
        "write 2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00",
    );
    check(
        "29 februari 2023",
        "schrijf \"28 februari 2023\" of \"29 februari 2024\"",
        "write \"28 februari 2023\" or \"29 februari 2024\"",
    );
    check(
        "29 februari",
        "schrijf het jaar erbij, bijvoorbeeld \"29 februari 2028\"",
        "add the year, for example \"29 februari 2028\"",
    );
}

#[test]
fn an_offset_settles_the_double_hour() {
    fn check(text: &str, expected: &str) {
        assert_eq!(opening(text, &amsterdam()).map(|found| found.0), Ok(expected.to_owned()), "{text}");
    }
    check("2026-10-25T02:30+02:00", "2026-10-25T02:30:00+02:00");
    check("2026-10-25T02:30+01:00", "2026-10-25T02:30:00+01:00");
    check("2026-10-25T00:30Z", "2026-10-25T02:30:00+02:00");
    check("2026-10-25T01:30Z", "2026-10-25T02:30:00+01:00");
    check("2026-03-29T01:00Z", "2026-03-29T03:00:00+02:00");
    check("2026-03-29T01:59:59", "2026-03-29T01:59:59+01:00");
    check("2026-03-29T03:00", "2026-03-29T03:00:00+02:00");
    check("2026-10-25T03:00", "2026-10-25T03:00:00+01:00");
}

#[test]
fn an_opening_day_starts_at_its_first_instant() {
    fn check(zone: &str, text: &str, expected: &str, day: &str) {
        let found = opening(text, &reading(zone, None));
        assert_eq!(found, Ok((expected.to_owned(), Some(on(day)), vec![])), "{zone} {text}");
    }
    check("Europe/Amsterdam", "2024-02-29", "2024-02-29T00:00:00+01:00", "2024-02-29");
    check("Europe/Amsterdam", "zondag 29 maart 2026", "2026-03-29T00:00:00+01:00", "2026-03-29");
    check("America/Santiago", "2024-09-08", "2024-09-08T01:00:00-03:00", "2024-09-08");
    check("Asia/Beirut", "31-3-2024", "2024-03-31T01:00:00+03:00", "2024-03-31");
    check("UTC", "31 mrt. 2024", "2024-03-31T00:00:00+00:00", "2024-03-31");
}

#[test]
fn a_closing_day_is_open_through_its_end() {
    fn check(zone: &str, text: &str, bound: Bound, expected: &str, day: &str) {
        let found = closing(text, bound, &reading(zone, None));
        assert_eq!(found, (expected.to_owned(), day.to_owned(), vec![]), "{zone} {text}");
    }
    let (with, latest) = (Bound::TotEnMet, Bound::Uiterlijk);
    check("Europe/Amsterdam", "2024-02-29", with, "2024-03-01T00:00:00+01:00", "2024-02-29");
    check("Europe/Amsterdam", "2024-02-29", latest, "2024-03-01T00:00:00+01:00", "2024-02-29");
    check("Europe/Amsterdam", "2026-03-28", with, "2026-03-29T00:00:00+01:00", "2026-03-28");
    check("Europe/Amsterdam", "2026-03-29", with, "2026-03-30T00:00:00+02:00", "2026-03-29");
    check("Europe/Amsterdam", "2026-10-24", latest, "2026-10-25T00:00:00+02:00", "2026-10-24");
    check("Europe/Amsterdam", "2026-10-25", latest, "2026-10-26T00:00:00+01:00", "2026-10-25");
    check("America/Santiago", "2024-09-07", with, "2024-09-08T01:00:00-03:00", "2024-09-07");
    check("Asia/Beirut", "2024-03-30", with, "2024-03-31T01:00:00+03:00", "2024-03-30");
    check("UTC", "2023-12-31", with, "2024-01-01T00:00:00+00:00", "2023-12-31");
}

#[test]
fn tot_a_bare_date_ends_the_day_before() {
    fn check(text: &str, expected: &str, day: &str) {
        let doubts = vec![Doubt::BareTot { last_open_day: on(day) }];
        let found = closing(text, Bound::Tot, &amsterdam());
        assert_eq!(found, (expected.to_owned(), day.to_owned(), doubts), "{text}");
    }
    check("1 maart 2024", "2024-03-01T00:00:00+01:00", "2024-02-29");
    check("1 maart 2023", "2023-03-01T00:00:00+01:00", "2023-02-28");
    check("30 maart 2026", "2026-03-30T00:00:00+02:00", "2026-03-29");
    let doubt = Doubt::BareTot { last_open_day: on("2024-02-29") };
    assert_eq!(doubt.message().nl, "door \"tot\" is donderdag 29 februari 2024 de laatste open dag");
    assert_eq!(doubt.message().en, "because of \"tot\", Thursday 29 February 2024 is the last open day");
}

#[test]
fn a_timed_closing_is_that_instant_whatever_the_bound() {
    for bound in [Bound::Tot, Bound::Uiterlijk, Bound::TotEnMet] {
        let found = closing("9 november 2023, 09.00 uur", bound, &amsterdam());
        assert_eq!(found, ("2023-11-09T09:00:00+01:00".to_owned(), "timed".to_owned(), vec![]));
        let second = closing("2024-02-29T23:59:59", bound, &amsterdam());
        assert_eq!(second.0, "2024-02-29T23:59:59+01:00");
    }
}

#[test]
fn the_end_of_the_range_is_no_closing_day() {
    let last = Written::read("9999-12-31").unwrap();
    assert_eq!(last.closing(Bound::TotEnMet, &amsterdam()), Err(Misread::OutOfRange));
    assert!(last.closing(Bound::Tot, &amsterdam()).is_ok());
    let first = Written::read("0001-01-01").unwrap();
    assert_eq!(first.closing(Bound::Tot, &amsterdam()), Err(Misread::OutOfRange));
    assert!(first.opening(&amsterdam()).is_ok());
    let midnight = Written::read("9999-12-31T24:00").unwrap();
    assert_eq!(midnight.opening(&amsterdam()), Err(Misread::OutOfRange));
    let late = Written::read("1 januari").unwrap();
    assert_eq!(late.date(&reading("UTC", Some("9999-12-31"))), Err(Misread::OutOfRange));
}

#[test]
fn a_missing_year_follows_from_the_publication() {
    fn check(text: &str, published: &str, expected: Result<&str, &str>) {
        let read = Written::read(text).unwrap().date(&reading("Europe/Amsterdam", Some(published)));
        let found = read.map(|(date, _)| date.to_string()).map_err(|misread| misread.message().nl);
        assert_eq!(found.as_deref().map_err(String::as_str), expected, "{text}, {published}");
    }
    check("29 februari", "2024-02-13", Ok("2024-02-29"));
    check("29 februari", "2024-02-29", Ok("2024-02-29"));
    check("29 februari", "2023-03-01", Ok("2024-02-29"));
    let next = "29 februari bestaat niet in 2023; de eerstvolgende is 29 februari 2024";
    check("29 februari", "2023-02-13", Err(next));
    let next = "29 februari bestaat niet in 2025; de eerstvolgende is 29 februari 2028";
    check("29 februari", "2024-03-01", Err(next));
    let next = "29 februari bestaat niet in 2100; de eerstvolgende is 29 februari 2104";
    check("29 februari", "2100-01-01", Err(next));
    check("29 februari", "2099-12-01", Err(next));
    check("9 november", "2023-11-09", Ok("2023-11-09"));
    check("8 november", "2023-11-09", Ok("2024-11-08"));
    check("do 9 nov.", "2023-10-20", Ok("2023-11-09"));
    check("wo 9 nov.", "2023-10-20", Err("9 november 2023 is een donderdag, geen woensdag"));
}

#[test]
fn an_inferred_date_far_ahead_is_a_doubt() {
    fn check(text: &str, published: &str, expected: Option<&str>) {
        let (_, doubts) = Written::read(text).unwrap().date(&reading("UTC", Some(published))).unwrap();
        let expected: Vec<_> = expected.map(|date| Doubt::FarAhead { date: on(date) }).into_iter().collect();
        assert_eq!(doubts, expected, "{text}, {published}");
    }
    check("13 november", "2024-02-13", None);
    check("14 november", "2024-02-13", Some("2024-11-14"));
    check("14 november 2024", "2024-02-13", None);
    check("12 februari", "2024-02-13", Some("2025-02-12"));
    check("28 februari", "2024-05-31", None);
    check("1 maart", "2024-05-31", Some("2025-03-01"));
}

#[test]
fn the_hour_24_is_the_next_day() {
    fn check(text: &str, expected: &str, next: &str) {
        let next_day = on(next);
        let doubt = Doubt::Midnight24 { written_on: next_day.plus_days(-1), next_day };
        assert_eq!(opening(text, &amsterdam()), Ok((expected.to_owned(), None, vec![doubt])), "{text}");
    }
    check("2026-10-24T24:00", "2026-10-25T00:00:00+02:00", "2026-10-25");
    check("zondag 25 oktober 2026, 24.00 uur", "2026-10-26T00:00:00+01:00", "2026-10-26");
    check("29-2-2024 24 uur", "2024-03-01T00:00:00+01:00", "2024-03-01");
    check("31 december 2023 24:00:00", "2024-01-01T00:00:00+01:00", "2024-01-01");
    check("2026-10-24T24:00+02:00", "2026-10-25T00:00:00+02:00", "2026-10-25");
    check("2026-10-24T24:00Z", "2026-10-25T02:00:00+02:00", "2026-10-25");
    let beirut = opening("2024-03-30T24:00", &reading("Asia/Beirut", None)).unwrap();
    assert_eq!(beirut.0, "2024-03-31T01:00:00+03:00");
}

#[test]
fn a_plain_date_has_no_time() {
    let date = |text: &str| Written::read(text).unwrap().date(&amsterdam());
    assert_eq!(date("do 9 nov. 2023"), Ok((on("2023-11-09"), vec![])));
    assert_eq!(date("2023-11-09T09:00"), Err(Misread::TimeNotAllowed { date: on("2023-11-09") }));
    assert_eq!(date("2023-11-09 24:00"), Err(Misread::TimeNotAllowed { date: on("2023-11-09") }));
}

#[test]
fn what_was_typed_is_known() {
    let typed = |text: &str| Dated::read(text).map(|dated| (dated.has_time(), dated.has_year()));
    assert_eq!(typed("9 november"), Ok((false, false)));
    assert_eq!(typed("9 november, 24.00 uur"), Ok((true, false)));
    assert_eq!(typed("2023-11-09T09:00"), Ok((true, true)));
}

#[test]
fn what_is_printed_can_be_typed() {
    let zone = amsterdam().zone;
    for seconds in (0..400_i64).map(|step| 1_699_516_800 + step * 7_654_321) {
        let at = Instant::from_unix_seconds(seconds).unwrap();
        let printed = crate::time::print::instant(at, zone, Language::Dutch);
        let machine = zone.rfc3339(at);
        assert_eq!(opening(&machine, &amsterdam()).unwrap().0, machine);
        if zone.is_fold(at).is_none() {
            assert_eq!(opening(&printed, &amsterdam()).unwrap().0, machine, "{printed}");
        }
    }
}

#[test]
fn no_text_can_break_the_reader() {
    let seeds =
        ["donderdag 9 november 2023, 09.00 uur", "2026-10-25T02:30:00.000+02:00", "29 feb.\u{a0}24 uur"];
    let pieces =
        ["\0", "é", "🗓", "99999999999999999999", "-", ".", ":", ",", "T", "Z", "+", "\u{202f}", "0000"];
    let reading = reading("Europe/Amsterdam", Some("2023-02-13"));
    for seed in seeds {
        for (at, _) in seed.char_indices() {
            for piece in pieces {
                let text = format!("{}{piece}{}", &seed[..at], &seed[at..]);
                for text in [text.as_str(), &text[..at + piece.len()], &seed[at..]] {
                    let read = Written::read(text).and_then(|written| {
                        written.opening(&reading)?;
                        written.closing(Bound::Tot, &reading)
                    });
                    if let Err(misread) = read {
                        assert!(!misread.message().nl.is_empty() && !misread.help().en.is_empty());
                    }
                    let _ = Duration::read(text);
                    let _ = TimeOfDay::read(text);
                    let _ = Instant::parse_rfc3339(text);
                }
            }
        }
    }
}
