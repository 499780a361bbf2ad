//! What a new record proposes, held against what `check` says of it.

use super::*;
use crate::config;
use crate::content::load;
use crate::diagnostic::Problems;
use crate::lifecycle::Drafts;
use crate::source::{SourceFile, SourceTree, split};
use crate::term::What;
use crate::time::Calendar;
use std::sync::Arc;

fn subjects() -> Vec<Subject> {
    let mut subjects = vec![Subject::Vacancy];
    for sort in ProcedureType::ALL {
        for procedure in [Procedure::national(sort), Procedure::european(sort)] {
            subjects.extend([Subject::Hiring(procedure), Subject::Tender(procedure)]);
        }
    }
    subjects
}

fn tree(files: impl IntoIterator<Item = (String, String)>) -> SourceTree {
    let bytes = |text: String| SourceFile::Bytes(Arc::from(text.into_bytes()));
    SourceTree { files: files.into_iter().map(|(path, text)| (path, bytes(text))).collect() }
}

fn settings(more: &str) -> (String, String) {
    let text = format!("title = \"Proef\"\nbase_url = \"https://www.voorbeeld.example/\"\n{more}");
    ("termijn.toml".to_owned(), text)
}

/// A record of every subject that is published from this day on, with what `change` makes of its text, and
/// what `check` says of them all.
#[track_caller]
fn is_sound(published: Date, calendar: &Calendar, more: &str, change: impl Fn(&str) -> String) {
    let records = subjects().into_iter().enumerate().map(|(index, subject)| {
        let text =
            record(&format!("Bericht {index}"), &plan(subject, published, calendar), &Known::default());
        (format!("content/aanvragen/bericht-{index}.md"), change(&text))
    });
    let tree = tree(records.chain([settings(more)]));
    let settings = config::check(&tree, None).0.expect("the settings are sound");
    let loaded = load(&tree, &settings, Drafts::Included);
    let found: Vec<_> = loaded
        .diagnostics
        .iter()
        .map(|found| (found.label.place.file.to_string(), found.code.number(), found.message.nl.clone()))
        .collect();
    assert!(found.is_empty(), "{published}: {found:#?}");
    assert_eq!(loaded.notices.len(), subjects().len());
}

#[test]
fn a_new_record_of_every_sort_is_sound_whenever_it_is_published() {
    let calendar = standard_calendar();
    let mut day = Date::new(2025, 1, 1).unwrap();
    while day < Date::new(2028, 7, 1).unwrap() {
        is_sound(day, &calendar, "", |text| text.replace("draft = true\n", ""));
        day = day.plus_days(5);
    }
    // Around holidays every day counts.
    for (year, month, day) in [(2025, 12, 15), (2026, 4, 20), (2027, 4, 20), (2027, 12, 15)] {
        let first = Date::new(year, month, day).unwrap();
        for days in 0..30 {
            is_sound(first.plus_days(days), &calendar, "", str::to_owned);
        }
    }
}

#[test]
fn the_examples_behind_a_hash_are_sound_too() {
    let is_example = |line: &str| {
        let words = line.strip_prefix("# ").unwrap_or("");
        words.starts_with(['[', '{', ']']) || words.starts_with("  {") || words.contains(" = ")
    };
    let uncommented = |text: &str| {
        let lines = text.lines().filter(|line| !line.starts_with("# reference"));
        lines.map(|line| if is_example(line) { &line[2..] } else { line }).collect::<Vec<_>>().join("\n")
    };
    for month in 1..=12 {
        is_sound(Date::new(2026, month, 17).unwrap(), &standard_calendar(), "", uncommented);
    }
}

#[test]
fn the_closed_days_of_the_site_are_no_days_of_a_planning() {
    let more = "[calendar]\nclosed_days = [2026-03-17, 2026-03-18, 2026-03-19, 2026-04-07]\n";
    let settings = config::check(&tree([settings(more)]), None).0.expect("the settings are sound");
    is_sound(Date::new(2026, 3, 2).unwrap(), &settings.calendar, more, str::to_owned);
    let plan = plan(Subject::Vacancy, Date::new(2026, 3, 17).unwrap(), &settings.calendar);
    assert_eq!(plan.step(What::Published).unwrap().date.to_string(), "2026-03-20");
}

#[test]
fn a_record_holds_the_whole_planning_and_nothing_else() {
    for subject in subjects() {
        let plan = plan(subject, Date::new(2026, 3, 2).unwrap(), &standard_calendar());
        let text = record("Proef", &plan, &Known::default());
        let lines = |text: &str| {
            let is_step = |line: &&str| line.contains("2026") && !line.starts_with('#');
            let mut lines: Vec<_> = text.lines().filter(is_step).map(str::to_owned).collect();
            lines.sort();
            lines
        };
        assert_eq!(lines(&text), lines(&plan.toml(Language::Dutch)), "{subject:?}");
        assert_eq!(
            text.contains("\n[procedure]\n"),
            !text.contains("\n# [procedure]\n") && subject != Subject::Vacancy
        );
        assert!(!text.contains("\n\n\n") && text.lines().all(|line| line.chars().count() <= 100), "{text}");
    }
}

#[test]
fn a_copy_of_a_new_record_tells_nothing_of_the_older_dates() {
    for subject in subjects() {
        let of = |month, day| plan(subject, Date::new(2026, month, day).unwrap(), &standard_calendar());
        let mut text = record("Oud", &of(3, 6), &Known::default());
        for title in ["Kopie", "Kopie van de kopie"] {
            let parts = split(&text, &mut Problems::of(&Arc::from("oud.md"))).expect("it has a head");
            text = copy(&text, &parts, title, &of(9, 4)).expect("it can be read").text;
            assert!(!text.contains("Voorstel:") && !text.contains("maart"), "{text}");
            assert_eq!(text.matches("# Nieuw voorstel").count(), 2, "{text}");
        }
    }
}
