//! The worked examples of the domain, one line each.

use super::{calendar, date, duration};
use crate::language::Language;
use crate::term::{LastDay, Minimum, STANDSTILL_DAYS, Submission, Term};

/// What a term says: strict, extended and advised last day, `-` for none.
fn said(term: &Term) -> String {
    let shown = |day: Option<crate::time::Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
    let strict = term.last_day(LastDay::Strict);
    format!("{strict} {} {}", shown(term.extended()), shown(term.advised()))
}

#[test]
fn the_standstill_is_never_moved_but_advice_is_given() {
    fn check(sent: &str, expected: &str) {
        assert_eq!(said(&Term::standstill(date(sent), STANDSTILL_DAYS, &calendar())), expected, "{sent}");
    }
    check("2023-11-16", "2023-12-06 - -");
    check("2024-04-15", "2024-05-05 - 2024-05-06");
    check("2024-12-05", "2024-12-25 - 2024-12-30");
    check("2026-04-13", "2026-05-03 - 2026-05-04");
    let term = Term::standstill(date("2023-11-16"), STANDSTILL_DAYS, &calendar());
    assert_eq!(term.day_after(LastDay::Strict), date("2023-12-07"));
    let longer = Term::standstill(date("2023-11-16"), 25, &calendar());
    assert_eq!(said(&longer), "2023-12-11 - -");
}

#[test]
fn a_statutory_term_ends_on_no_day_off() {
    fn check(event: &str, length: &str, expected: &str) {
        assert_eq!(
            said(&Term::statutory(date(event), duration(length), &calendar())),
            expected,
            "{length} after {event}"
        );
    }
    // The strict end is the date before, so a term of twenty days from twenty days earlier.
    check("2024-12-05", "20 dagen", "2024-12-25 2024-12-30 -");
    check("2026-04-13", "20 dagen", "2026-05-03 2026-05-04 -");
    check("2027-04-15", "20 dagen", "2027-05-05 2027-05-10 -");
    check("2024-03-09", "20 dagen", "2024-03-29 2024-04-02 -");
    check("2025-12-12", "20 dagen", "2026-01-01 2026-01-05 -");
    check("2026-04-24", "20 dagen", "2026-05-14 2026-05-18 -");
    check("2023-11-16", "20 dagen", "2023-12-06 - -");
    // A term of three days holds two working days, one of two days need not.
    check("2017-12-19", "3 dagen", "2017-12-22 - -");
    check("2017-12-20", "3 dagen", "2017-12-23 2017-12-27 -");
    check("2026-04-02", "3 dagen", "2026-04-05 2026-04-08 -");
    check("2026-04-02", "2 dagen", "2026-04-04 2026-04-07 -");
    // Months clamp to the month's end before anything is extended.
    check("2025-08-31", "6 maanden", "2026-02-28 - -");
    check("2023-08-31", "6 maanden", "2024-02-29 - -");
    check("2024-02-29", "1 jaar", "2025-02-28 - -");
    check("2025-11-30", "3 maanden", "2026-02-28 2026-03-02 -");
}

#[test]
fn long_terms_are_not_extended() {
    fn check(event: &str, length: &str, extended: Option<&str>) {
        let term = Term::statutory(date(event), duration(length), &calendar());
        assert!(term.day_off().is_some(), "{length} after {event} should end on a day off");
        assert_eq!(term.extended(), extended.map(date), "{length} after {event}");
        assert_eq!(term.last_day(LastDay::Extended), extended.map_or(term.last_day(LastDay::Strict), date));
    }
    check("2026-03-02", "90 dagen", Some("2026-06-01"));
    check("2026-03-01", "91 dagen", None);
    check("2026-03-07", "12 weken", Some("2026-06-01"));
    check("2026-03-07", "13 weken", None);
    check("2025-11-30", "3 maanden", Some("2026-03-02"));
    check("2025-10-31", "4 maanden", None);
    check("2025-02-28", "1 jaar", None);
}

#[test]
fn european_terms_have_no_longest_length_and_count_two_days() {
    fn check(event: &str, length: &str, expected: &str) {
        assert_eq!(
            said(&Term::european(date(event), duration(length), &calendar())),
            expected,
            "{length} after {event}"
        );
    }
    check("2025-10-01", "45 dagen", "2025-11-15 2025-11-17 -");
    check("2025-10-01", "40 dagen", "2025-11-10 - -");
    check("2026-03-01", "91 dagen", "2026-05-31 2026-06-01 -");
    check("2025-02-28", "1 jaar", "2026-02-28 2026-03-02 -");
    // Two days, Saturday and Sunday: extended until they hold two working days.
    check("2026-01-30", "2 dagen", "2026-02-01 2026-02-03 -");
    check("2026-01-30", "1 dag", "2026-01-31 2026-02-02 -");
}

#[test]
fn minimum_periods_of_european_procedures() {
    fn check(minimum: Minimum, expected: &str) {
        let term = Term::minimum(minimum, date("2025-10-01"), &calendar());
        assert_eq!(said(&term), expected, "{minimum:?}");
        assert_eq!(term.length().count, minimum.days());
    }
    check(Minimum::OpenTenders(Submission::Paper), "2025-11-15 2025-11-17 -");
    check(Minimum::OpenTenders(Submission::Electronic), "2025-11-10 - -");
    check(Minimum::RestrictedRequests, "2025-10-31 - -");
    check(Minimum::RestrictedTenders(Submission::Paper), "2025-11-10 - -");
    check(Minimum::RestrictedTenders(Submission::Electronic), "2025-11-05 - -");
    check(Minimum::DasTenders, "2025-10-11 2025-10-13 -");
}

#[test]
fn answers_are_counted_back_and_stay() {
    fn check(closes_on: &str, expected: &str) {
        assert_eq!(said(&Term::answers(date(closes_on), &calendar())), expected, "{closes_on}");
    }
    check("2025-12-15", "2025-12-05 - -");
    check("2026-04-16", "2026-04-06 - 2026-04-02");
    check("2026-02-11", "2026-02-01 - 2026-01-30");
    // The only rule of a year with a leap day that a counted day crosses.
    check("2024-03-10", "2024-02-29 - -");
}

#[test]
fn working_days_are_those_of_the_site() {
    fn check(event: &str, count: u32, expected: &str) {
        assert_eq!(said(&Term::working_days(date(event), count, &calendar())), expected, "{count}, {event}");
    }
    check("2026-04-30", 5, "2026-05-08 - -");
    check("2024-12-24", 3, "2025-01-02 - -");
    check("2026-12-23", 1, "2026-12-28 - -");
    // A law does not know that the site is closed on 24 December.
    let term = Term::statutory(date("2026-12-21"), duration("3 dagen"), &calendar());
    assert_eq!(said(&term), "2026-12-24 - -");
    let own = Term::own(date("2026-12-21"), duration("3 dagen"), &calendar());
    assert_eq!(said(&own), "2026-12-24 - 2026-12-28");
}

#[test]
fn a_term_beyond_the_decrees_says_so() {
    fn check(event: &str, beyond: bool) {
        let term = Term::statutory(date(event), duration("20 dagen"), &calendar());
        assert_eq!(term.is_beyond_known(), beyond, "{event}");
        let says = term.reasons().iter().any(|text| text.nl.contains("na 31 december 2028"));
        assert_eq!(says, beyond, "{event}");
    }
    check("2028-12-08", false);
    // Strict on a known Saturday, extended past it.
    check("2028-12-10", true);
    check("2029-01-10", true);
}

#[test]
fn the_ends_of_the_calendar_are_survived() {
    let last = date("9999-12-31");
    for days in [0, 1, 3, u32::MAX] {
        let length = crate::time::Duration { count: days, unit: crate::time::Unit::Days };
        assert!(Term::statutory(last, length, &calendar()).last_day(LastDay::Safe) <= last);
        assert!(Term::european(last, length, &calendar()).last_day(LastDay::Safe) <= last);
        assert!(Term::standstill(last, days, &calendar()).last_day(LastDay::Safe) <= last);
    }
    assert_eq!(Term::working_days(last, 100_000, &calendar()).last_day(LastDay::Strict), last);
    assert_eq!(Term::answers(date("0001-01-01"), &calendar()).last_day(LastDay::Strict), date("0001-01-01"));
}

#[test]
fn the_reasons_can_be_read_by_an_editor() {
    fn check(term: &Term, language: Language, expected: &[&str]) {
        let reasons: Vec<String> = term.reasons().iter().map(|text| text.to(language).to_owned()).collect();
        assert_eq!(reasons, expected);
    }
    check(
        &Term::standstill(date("2024-04-15"), STANDSTILL_DAYS, &calendar()),
        Language::Dutch,
        &[
            "de 20 dagen tellen vanaf de dag na maandag 15 april 2024; die dag zelf telt niet mee",
            "de laatste dag is zondag 5 mei 2024 (Bevrijdingsdag)",
            "de Algemene termijnenwet verlengt alleen wettelijke termijnen en niet de termijn in uw brief, dus \
             deze datum schuift niet vanzelf; noem maandag 6 mei 2024 als u zeker wilt zijn",
            "regel: Aanbestedingswet 2012, art. 2.127",
        ],
    );
    check(
        &Term::statutory(date("2027-04-15"), duration("20 dagen"), &calendar()),
        Language::Dutch,
        &[
            "de 20 dagen tellen vanaf de dag na donderdag 15 april 2027; die dag zelf telt niet mee",
            "de laatste dag is woensdag 5 mei 2027 (Bevrijdingsdag)",
            "dat is geen werkdag: de Algemene termijnenwet (art. 1) verlengt de termijn tot en met maandag 10 \
             mei 2027",
            "tellen niet als werkdag: woensdag 5 mei 2027 (Bevrijdingsdag), donderdag 6 mei 2027 \
             (Hemelvaartsdag), vrijdag 7 mei 2027 (een gelijkgestelde dag), zaterdag 8 mei 2027, zondag 9 mei \
             2027",
            "regel: Algemene termijnenwet, art. 1, 2, 3, 4",
        ],
    );
    check(
        &Term::answers(date("2026-04-16"), &calendar()),
        Language::English,
        &[
            "10 days back from Thursday 16 April 2026; that day itself does not count",
            "the last day is Monday 6 April 2026 (Easter Monday)",
            "counting back extends nothing (Algemene termijnenwet, art. 1 lid 2), so the day stays; answer by \
             Thursday 2 April 2026 to publish on a working day",
            "no working days are: Friday 3 April 2026 (Good Friday), Saturday 4 April 2026, Sunday 5 April \
             2026, Monday 6 April 2026 (Easter Monday)",
            "rule: Aanbestedingswet 2012, art. 2.54; read the article before you rely on it",
        ],
    );
    check(
        &Term::statutory(date("2025-10-31"), duration("4 maanden"), &calendar()),
        Language::Dutch,
        &[
            "de 4 maanden tellen vanaf de dag na vrijdag 31 oktober 2025; die dag zelf telt niet mee",
            "de laatste dag is zaterdag 28 februari 2026",
            "de datum blijft staan: de Algemene termijnenwet verlengt geen termijn van meer dan 90 dagen, \
             twaalf weken of drie maanden, of in jaren (art. 4)",
            "regel: Algemene termijnenwet, art. 1, 2, 3, 4",
        ],
    );
    check(
        &Term::own(date("2026-01-30"), duration("1 dag"), &calendar()),
        Language::Dutch,
        &[
            "1 dag telt vanaf de dag na vrijdag 30 januari 2026; die dag zelf telt niet mee",
            "de laatste dag is zaterdag 31 januari 2026",
            "dat is geen werkdag, en geen wet verlengt deze termijn; noem maandag 2 februari 2026 als dat beter \
             uitkomt",
            "tellen niet als werkdag: zaterdag 31 januari 2026, zondag 1 februari 2026",
        ],
    );
}
