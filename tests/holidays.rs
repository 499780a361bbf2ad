//! The days that follow Easter, Koningsdag, Christmas and New Year, as somebody else counted them
//! (tests/fixtures/date-holidays-nl/SOURCES.md).

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use termijn::time::{Date, Holiday, easter};

/// The holiday that a rule of the fixtures is about.
fn holiday(rule: &str) -> Option<Holiday> {
    Some(match rule {
        "01-01" => Holiday::NewYearsDay,
        "easter -2" => Holiday::GoodFriday,
        "easter 1" => Holiday::EasterMonday,
        "easter 39" => Holiday::AscensionDay,
        "easter 50" => Holiday::WhitMonday,
        "12-25" => Holiday::ChristmasDay,
        "12-26" => Holiday::BoxingDay,
        rule if rule.starts_with("04-27 if sunday then previous saturday") => Holiday::KingsDay,
        _ => return None,
    })
}

fn date(text: &str) -> Date {
    let part = |range: std::ops::Range<usize>| text[range].parse::<u32>().expect("dates are numbers");
    Date::new(text[..4].parse().expect("a year is a number"), part(5..7), part(8..10)).expect("it exists")
}

#[test]
fn the_days_of_2015_to_2023() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/date-holidays-nl");
    for year in 2015..=2023 {
        let text = fs::read_to_string(folder.join(format!("NL-{year}.json"))).expect("the fixture is there");
        let days: Vec<serde_json::Value> = serde_json::from_str(&text).expect("it is a list");
        let mut seen = BTreeSet::new();
        for day in &days {
            let (rule, on) = (day["rule"].as_str().expect("a rule"), day["date"].as_str().expect("a date"));
            let on = date(on);
            match holiday(rule) {
                Some(holiday) => {
                    assert_eq!(Holiday::on(on), Some(holiday), "{rule}, {on}");
                    seen.insert(holiday);
                }
                None if rule == "easter" => assert_eq!(easter(year), on),
                None if rule == "easter 49" => assert_eq!(easter(year).plus_days(49), on),
                // 5 May is a day off by law every year, and here in no year; the others are none at all.
                None if rule == "05-05" => assert!(Holiday::on(on).is_some(), "{on}"),
                None => assert_eq!(Holiday::on(on), None, "{rule}, {on}"),
            }
        }
        assert_eq!(seen.len(), 8, "{year}: {seen:?}");
    }
}
