//! What pages and messages print in Dutch is what they mean: it can be typed in a record.

use super::generator::for_sites;
use super::site::{SiteTest, text};
use super::{instant, instant_near};
use std::cell::RefCell;
use std::collections::BTreeMap;
use termijn::lifecycle::Drafts;
use termijn::time::{Bound, Date, Doubt, Instant, Misread, Reading, TimeOfDay, Written, Zone};

fn amsterdam() -> Reading {
    Reading { zone: Zone::named("Europe/Amsterdam").unwrap(), published_on: Date::new(2024, 1, 2) }
}

/// The `datetime` and the words of every `<time>` of a page.
fn times(html: &str) -> Vec<(&str, &str)> {
    let pieces = html.split("<time ").skip(1).map(|piece| {
        let (tag, rest) = piece.split_once('>').expect("a tag ends");
        let (_, datetime) = tag.split_once("datetime=\"").expect("a time tells machines which it is");
        let (words, _) = rest.split_once("</time>").expect("a time ends");
        (datetime.split_once('"').expect("an attribute ends").0, words)
    });
    pieces.collect()
}

/// How the words of a `<time>` tell its `datetime`; fails when they tell something else.
fn told_as(datetime: &str, words: &str) -> &'static str {
    let reading = amsterdam();
    let date = |text: &str| Written::read(text).unwrap().date(&reading).unwrap().0;
    let Some(at) = Instant::parse_rfc3339(datetime) else {
        // The heads of an agenda are days.
        assert_eq!(date(words).to_string(), datetime, "{words}");
        return "a day";
    };
    let (day, time) = reading.zone.local(at);
    if let Some(last) = words.strip_prefix("tot en met ") {
        let closes = Written::read(last).unwrap().closing(Bound::TotEnMet, &reading).unwrap().0;
        assert_eq!(closes.at, at, "{words} for {datetime}");
        return "a last day";
    }
    if words == "hele dag" {
        return "a whole day";
    }
    if let Some(alone) = TimeOfDay::read(words) {
        assert_eq!(alone, time, "{words} for {datetime}");
        return "a time of day";
    }
    let written = Written::read(words).unwrap_or_else(|misread| panic!("{words}: {misread:?}"));
    let opens = written.opening(&reading).unwrap().0;
    if opens.at == at {
        return if opens.day.is_some() { "a first day" } else { "an instant" };
    }
    // Interviews have their times behind the day.
    assert_eq!(opens.day, Some(day), "{words} for {datetime}");
    "the day of a time"
}

#[test]
fn words_and_datetime_of_every_page_are_one_moment() {
    let seen = RefCell::new(BTreeMap::<&str, usize>::new());
    for_sites(150, |spec, draw| {
        let site = SiteTest::of(spec.files());
        let t = instant_near(spec, draw);
        let files = site.render(&termijn::assemble(&site.quick_inputs(Drafts::Excluded), instant(t)));
        for path in files.keys().filter(|path| path.ends_with(".html")) {
            for (datetime, words) in times(text(&files, path)) {
                *seen.borrow_mut().entry(told_as(datetime, words)).or_default() += 1;
            }
        }
    });
    let seen = seen.into_inner();
    let few: Vec<_> = seen.iter().filter(|(_, count)| **count < 50).collect();
    assert!(seen.len() == 7 && few.is_empty(), "{seen:?}");
}

/// The moments that a help shows: between quotes, or as TOML without them.
fn shown(help: &str) -> Vec<&str> {
    let quoted = help.split('"').skip(1).step_by(2);
    let toml = help.split([' ', ',']).filter(|word| word.starts_with("20") && word.contains('T'));
    let is_moment =
        |text: &&str| text.contains(|c: char| c.is_ascii_digit()) && TimeOfDay::read(text).is_none();
    quoted.chain(toml).filter(is_moment).collect()
}

#[test]
fn what_a_message_says_to_type_can_be_typed() {
    let reading = amsterdam();
    let (mut mended, mut kinds) = (0, std::collections::BTreeSet::new());
    let mut date = Date::new(2023, 12, 1).unwrap();
    while date < Date::new(2028, 4, 1).unwrap() {
        let (day, month, year) = (date.day(), date.month(), date.year());
        let mut texts = vec![
            format!("maandag {day}-{month}-{year}"),
            format!("{date}T09:00+05:00"),
            format!("{date}T02:30"),
            format!("{date} 24:00"),
            format!("{day}-{month}-{year}, 25.10 uur"),
            format!("{day}-{month}-{year}, 9.75 uur"),
            format!("{date}T09:00:00.5"),
            format!("{day}/{month}/{year}"),
            format!("{date}"),
        ];
        texts.extend(["29-2", "30-2", "31-4", "1-13"].map(|wrong| format!("{wrong}-{year}")));
        texts.push(format!("{day}{}", date.to_string().replace('-', " ")));
        for text in &texts {
            let read = Written::read(text).and_then(|written| written.closing(Bound::Tot, &reading));
            let helps: Vec<String> = match &read {
                Err(misread) => {
                    kinds.insert(format!("{misread:?}").split([' ', '{']).next().unwrap().to_owned());
                    vec![misread.help().nl]
                }
                Ok((_, doubts)) => doubts.iter().map(Doubt::help).map(|help| help.nl).collect(),
            };
            for typed in helps.iter().flat_map(|help| shown(help)) {
                let again = Written::read(typed).and_then(|written| written.opening(&reading));
                match again {
                    Ok((_, doubts)) => assert!(doubts.is_empty(), "{text}: {typed}: {doubts:?}"),
                    Err(misread) => panic!("{text}: {typed}: {misread:?}"),
                }
                mended += 1;
            }
        }
        date = date.plus_days(1);
    }
    assert!(mended > 5_000, "{mended}");
    let fold = Written::read("2024-10-27T02:30").unwrap().opening(&reading);
    assert!(matches!(fold, Err(Misread::Fold { .. })));
    assert!(kinds.len() >= 8, "{kinds:?}");
}
