//! A published moment that moved without an amendment: `check` and `build` hold the records against the last
//! build and propose the amendment; pasted, it is all that is needed.

mod support;

use serde_json::Value;
use std::fs;
use support::cli::Ran;
use support::{NOW, TempSite, record};

const FILE: &str = "content/aanvragen/14001.md";
const PAGE: &str = "public/aanvragen/14001/index.html";
const DATA: &str = "public/aanvragen/14001/notice.json";
/// The day after [`NOW`], when something has changed.
const LATER: &str = "2026-01-16T09:30:15";

const TABLES: &str = "[[questions.rounds]]\ndeadline = 2026-02-02T12:00\nanswers_on = 2026-02-09\n\n\
    [interviews]\nplace = \"Raadhuis\"\nslot_minutes = 45\ninvitation_by = 2026-03-06\n\n\
    [[interviews.windows]]\ndate = 2026-03-10\nfrom = 13:00\nuntil = 16:00\n";

/// A site with one record that was built at [`NOW`].
fn built(text: &str) -> TempSite {
    let site = TempSite::of_record(text);
    site.run(&["build"]).expect(0);
    site
}

fn edit(site: &TempSite, from: &str, to: &str) {
    let text = site.read(FILE);
    assert_eq!(text.matches(from).count(), 1, "{from:?} stands once in:\n{text}");
    site.write(FILE, text.replace(from, to));
}

fn check(site: &TempSite, at: &str) -> Vec<Value> {
    let ran = site.run_bare(&["check", "--format", "json", "--at", at]).expect(0);
    ran.json().as_array().expect("check gives a list").clone()
}

#[track_caller]
fn one(site: &TempSite) -> Value {
    let found = check(site, LATER);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((&found[0]["code"], &found[0]["severity"]), (&"T0466".into(), &"warning".into()));
    assert_eq!(found[0]["file"], FILE);
    found[0].clone()
}

#[track_caller]
fn silent(site: &TempSite, at: &str) {
    let found = check(site, at);
    assert!(found.is_empty(), "{found:#?}\n{}", site.read(FILE));
}

/// Pastes what a diagnostic proposes at the end of the data, with a reason.
#[track_caller]
fn paste(site: &TempSite, found: &Value) {
    let help = found["help"].as_str().expect("help is text");
    let (before, toml) = help.split_once('\n').expect("the amendment stands below a line");
    assert_eq!(before, "zet dit onder aan de gegevens, met de reden:");
    let toml = toml.replace("reason = \"…\"", "reason = \"Er is meer tijd nodig.\"");
    let text = site.read(FILE);
    let (data, body) = text.rsplit_once("\n+++\n").expect("the data is closed");
    site.write(FILE, format!("{data}\n\n{toml}\n+++\n{body}"));
}

/// The record moves from `from` to `to`; the proposed amendment has these lines, and pasted it gives a page on
/// which `struck` is struck through.
#[track_caller]
fn moves(text: &str, from: &str, to: &str, lines: &[&str], struck: &str) {
    let site = built(text);
    silent(&site, LATER);
    edit(&site, from, to);
    let found = one(&site);
    let help = found["help"].as_str().expect("help is text");
    for line in lines.iter().chain(&["on = 2026-01-16T09:30:15"]) {
        assert!(help.lines().any(|shown| shown == *line), "{line} is not in:\n{help}");
    }
    let key = to.lines().next_back().and_then(|line| line.split(" = ").next()).unwrap_or(to);
    let line = found["line"].as_u64().expect("lines are numbers");
    let text = site.read(FILE);
    let (_, shown) =
        text.lines().enumerate().find(|(index, _)| *index as u64 + 1 == line).expect("it is there");
    assert!(shown.starts_with(key) || shown == "[interviews]", "{shown} is not where {key} stands");

    paste(&site, &found);
    silent(&site, LATER);
    silent(&site, "2026-01-20");
    site.run_bare(&["build", "--at", LATER]).expect(0);
    let page = site.read(PAGE);
    let old: String = page.split("<del").skip(1).filter_map(|rest| rest.split("</del>").next()).collect();
    assert!(old.contains(struck), "{struck} is not struck through in:\n{page}");
    silent(&site, "2026-01-20");
}

#[test]
fn a_deadline_that_moved_is_told_and_its_amendment_pasted() {
    moves(
        &record("14001", "", TABLES, "Tekst."),
        "deadline = 2026-03-02T09:00",
        "deadline = 2026-03-04T12:00",
        &["[[amendments]]", "field = \"response.deadline\"", "old = 2026-03-02T09:00:00"],
        "maandag 2 maart 2026, 09.00 uur",
    );
}

#[test]
fn a_shortened_bare_date_stays_a_bare_date() {
    moves(
        &record("14001", "", "", "").replace("2026-03-02T09:00", "2026-03-02"),
        "deadline = 2026-03-02",
        "deadline = 2026-02-23T12:00",
        &["old = 2026-03-02"],
        "tot en met maandag 2 maart 2026",
    );
}

#[test]
fn with_tot_the_old_date_is_the_day_that_was_closed() {
    let text = record("14001", "", "", "").replace("2026-03-02T09:00", "2026-03-02\nbound = \"tot\"");
    let site = built(&text);
    edit(&site, "deadline = 2026-03-02", "deadline = 2026-03-09T12:00");
    let found = one(&site);
    assert!(found["help"].as_str().unwrap().contains("\nold = 2026-03-02\n"), "{found:#}");
    assert!(found["message"].as_str().unwrap().contains("het einde van zondag 1 maart 2026"), "{found:#}");
    paste(&site, &found);
    assert!(check(&site, LATER).iter().all(|found| found["code"] != "T0466"));
    assert!(site.read(DATA).contains("\"closes_inclusive_on\":\"2026-03-01\""));
    site.run_bare(&["build", "--at", "2026-01-16T09:00"]).expect(0);
    assert!(
        site.read(DATA).contains("\"closes_inclusive_on\":\"2026-03-01\""),
        "before it, all is as it was"
    );
}

#[test]
fn a_question_deadline_and_the_answers() {
    moves(
        &record("14001", "", TABLES, ""),
        "deadline = 2026-02-02T12:00",
        "deadline = 2026-02-04T17:00",
        &["field = \"questions.rounds.1.deadline\"", "old = 2026-02-02T12:00:00"],
        "maandag 2 februari 2026, 12.00 uur",
    );
    moves(
        &record("14001", "", &TABLES.replace("2026-02-02T12:00", "2026-02-02"), ""),
        "deadline = 2026-02-02",
        "deadline = 2026-02-04",
        &["old = 2026-02-02"],
        "tot en met maandag 2 februari 2026",
    );
    moves(
        &record("14001", "", TABLES, ""),
        "answers_on = 2026-02-09",
        "answers_on = 2026-02-11T12:00",
        &["field = \"questions.rounds.1.answers_on\"", "old = 2026-02-09"],
        "maandag 9 februari 2026",
    );
}

#[test]
fn interviews_come_whole() {
    let old = "old = { windows = [{ date = 2026-03-10, from = 13:00:00, until = 16:00:00 }], \
               invitation_by = 2026-03-06, place = \"Raadhuis\", slot_minutes = 45 }";
    moves(
        &record("14001", "", TABLES, ""),
        "date = 2026-03-10",
        "date = 2026-03-12",
        &["field = \"interviews\"", old],
        "dinsdag 10 maart 2026",
    );
    // One more day, and none at all.
    let more = "until = 16:00\n\n[[interviews.windows]]\ndate = 2026-03-12\nfrom = 09:00\nuntil = 12:00";
    let site = built(&record("14001", "", TABLES, ""));
    edit(&site, "until = 16:00", more);
    paste(&site, &one(&site));
    silent(&site, LATER);

    let site = built(&record("14001", "", TABLES, ""));
    let (kept, _) = TABLES.split_once("[interviews]").unwrap();
    site.write(FILE, record("14001", "", kept, ""));
    let found = one(&site);
    assert!(
        found["message"].as_str().unwrap().ends_with("en staan nu niet meer in het bericht"),
        "{found:#}"
    );
    paste(&site, &found);
    silent(&site, LATER);
    site.run_bare(&["build", "--at", LATER]).expect(0);
}

#[test]
fn a_round_that_is_gone_is_to_be_put_back() {
    let site = built(&record("14001", "", TABLES, ""));
    let (_, kept) = TABLES.split_once("[interviews]").unwrap();
    site.write(FILE, record("14001", "", &format!("[interviews]{kept}"), ""));
    let found = check(&site, LATER);
    let helps: Vec<_> = found.iter().map(|found| found["help"].as_str().unwrap()).collect();
    assert_eq!(
        helps,
        [
            "zet ronde 1 terug in [[questions.rounds]]: answers_on = 2026-02-09",
            "zet ronde 1 terug in [[questions.rounds]]: deadline = 2026-02-02T12:00:00",
        ]
    );
    // A round that came is nothing that moved.
    let site = built(&record("14001", "", "", ""));
    site.write(FILE, record("14001", "", TABLES, ""));
    silent(&site, LATER);
}

#[test]
fn another_moment_of_publication_is_told() {
    let site = built(&record("14001", "", "", ""));
    edit(&site, "published = 2026-01-05", "published = 2026-01-07");
    assert_eq!(one(&site)["help"], "zet terug: published = 2026-01-05");
    // Also when it is to come again.
    edit(&site, "published = 2026-01-07", "published = 2026-02-07");
    assert_eq!(one(&site)["help"], "zet terug: published = 2026-01-05");
    edit(&site, "published = 2026-02-07", "published = 2026-02-07\ndraft = true");
    silent(&site, LATER);
}

#[test]
fn what_is_counted_from_a_moment_that_moved_is_not_told_again() {
    let tables = TABLES.replace("2026-02-02T12:00", "\"28 dagen voor response.deadline\"");
    moves(
        &record("14001", "", &tables, ""),
        "deadline = 2026-03-02T09:00",
        "deadline = 2026-03-05T09:00",
        &["field = \"response.deadline\""],
        "maandag 2 maart 2026, 09.00 uur",
    );
}

#[test]
fn a_record_in_toml_alone_is_shown_in_its_place_too() {
    let file = "content/aanvragen/14001/index.toml";
    let text = record("14001", "", "", "");
    let toml = format!("\u{feff}body = \"Tekst.\"\n{}", text.replace("+++\n", "")).replace('\n', "\r\n");
    let site = TempSite::with(&[(file, &toml)]);
    site.run(&["build"]).expect(0);
    site.write(file, toml.replace("2026-03-02T09:00", "2026-03-04T12:00"));
    let found = check(&site, LATER);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(
        (&found[0]["file"], &found[0]["line"], &found[0]["column"]),
        (&file.into(), &11.into(), &12.into())
    );
    let (_, amendment) = found[0]["help"].as_str().unwrap().split_once('\n').unwrap();
    site.write(file, format!("{}{amendment}\n", site.read(file)));
    silent(&site, LATER);
}

#[test]
fn amendments_between_brackets_get_one_more() {
    for list in ["[]", "[{ on = 2026-01-10, reason = \"Tekst.\", text = \"Anders.\" }]"] {
        let site = built(&record("14001", &format!("amendments = {list}"), "", ""));
        edit(&site, "deadline = 2026-03-02T09:00", "deadline = 2026-03-04T09:00");
        let found = one(&site);
        let (before, item) = found["help"].as_str().unwrap().split_once('\n').unwrap();
        assert_eq!(before, "zet dit erbij in de lijst `amendments`, met de reden:");
        edit(&site, "amendments = [", &format!("amendments = [{item}, "));
        silent(&site, LATER);
    }
}

#[test]
fn two_moves_at_once_give_two_amendments() {
    let site = built(&record("14001", "", TABLES, ""));
    edit(&site, "deadline = 2026-03-02T09:00", "deadline = 2026-03-04T09:00");
    edit(&site, "answers_on = 2026-02-09", "answers_on = 2026-02-12");
    let found = check(&site, LATER);
    assert_eq!(found.len(), 2, "{found:#?}");
    found.iter().for_each(|found| paste(&site, found));
    silent(&site, LATER);
}

const AMENDED: &str = "[[amendments]]\non = 2026-01-16T09:00\nfield = \"response.deadline\"\n\
    old = 2026-03-02T09:00\nreason = \"Storing.\"\n";

#[test]
fn a_proper_amendment_never_warns() {
    let amended = record("14001", "", AMENDED, "").replacen("2026-03-02T09:00", "2026-03-04T09:00", 1);
    let site = built(&record("14001", "", "", ""));
    site.write(FILE, &amended);
    for at in [NOW, LATER, "2026-01-06", "2026-02-01", "2027-01-01"] {
        silent(&site, at);
    }
    // Dated before the last build, because it was written down later than it was decided.
    site.write(FILE, amended.replace("on = 2026-01-16T09:00", "on = 2026-01-10"));
    silent(&site, LATER);
    // Built, moved again and amended again.
    site.write(FILE, &amended);
    site.run_bare(&["build", "--at", LATER]).expect(0);
    silent(&site, LATER);
    edit(&site, "deadline = 2026-03-04T09:00", "deadline = 2026-03-06T09:00");
    let found = check(&site, "2026-01-20");
    assert_eq!(found.len(), 1);
    paste(&site, &found[0]);
    silent(&site, "2026-01-20");
    // Back to what it was at first: that old value does not tell of the second.
    site.write(FILE, amended.replacen("2026-03-04T09:00", "2026-03-02T09:00", 1));
    let found = check(&site, "2026-01-20");
    assert_eq!(found.len(), 1, "{found:#?}");
    paste(&site, &found[0]);
    silent(&site, "2026-01-20");
}

#[test]
fn a_wrong_old_value_is_to_be_corrected() {
    let site = built(&record("14001", "", "", ""));
    let amended = record("14001", "", AMENDED, "").replacen("2026-03-02T09:00", "2026-03-04T09:00", 1);
    site.write(FILE, amended.replace("old = 2026-03-02T09:00", "old = 2026-03-01T09:00"));
    let found = one(&site);
    assert_eq!(found["help"], "schrijf: old = 2026-03-02T09:00:00");
    edit(&site, "old = 2026-03-01T09:00", "old = 2026-03-02T09:00:00");
    silent(&site, LATER);
}

#[test]
fn what_nobody_has_seen_may_move() {
    let text = record("14001", "", "", "").replace("2026-01-05", "2026-01-16");
    let site = built(&text);
    edit(&site, "deadline = 2026-03-02T09:00", "deadline = 2026-03-04T09:00");
    edit(&site, "published = 2026-01-16", "published = 2026-01-17");
    silent(&site, LATER);
    silent(&site, "2026-02-01");
    // A build at an instant to come is a trial.
    site.run_bare(&["build", "--at", "2026-02-01"]).expect(0);
    edit(&site, "deadline = 2026-03-04T09:00", "deadline = 2026-03-06T09:00");
    silent(&site, LATER);
    assert_eq!(check(&site, "2026-01-18").len(), 1);
    // A check of an earlier day, at which it could not be seen.
    silent(&site, "2026-01-01");
}

#[test]
fn a_check_of_before_and_long_after_the_build() {
    let site = built(&record("14001", "", "", ""));
    edit(&site, "deadline = 2026-03-02T09:00", "deadline = 2026-03-04T09:00");
    for at in ["2026-01-06", "2026-06-01"] {
        let before = site.read(FILE);
        let found = check(&site, at);
        assert_eq!(found.len(), 1, "{at}");
        paste(&site, &found[0]);
        silent(&site, at);
        site.write(FILE, before);
    }
}

#[test]
fn only_the_output_folder_that_is_meant() {
    let site = built(&record("14001", "", "", ""));
    edit(&site, "deadline = 2026-03-02T09:00", "deadline = 2026-03-04T09:00");
    let ran = |folder: &str| {
        site.run_bare(&["check", "--format", "json", "--at", LATER, "-o", folder]).expect(0).json()
    };
    assert_eq!(ran("elders"), serde_json::json!([]));
    assert_eq!(ran("public").as_array().map(Vec::len), Some(1));
    site.run_bare(&["build", "-o", "elders", "--at", LATER]).expect(0);
    assert_eq!(ran("elders"), serde_json::json!([]));
    edit(&site, "deadline = 2026-03-04T09:00", "deadline = 2026-03-05T09:00");
    assert_eq!(ran("elders").as_array().map(Vec::len), Some(1));
}

#[test]
fn what_cannot_be_read_tells_nothing() {
    let site = built(&record("14001", "", "", ""));
    edit(&site, "deadline = 2026-03-02T09:00", "deadline = 2026-03-04T09:00");
    let whole = site.read(DATA);
    one(&site);
    for damaged in ["", "{", "[]", "{\"closes_at\":1}", &whole.replace("+01:00", "")] {
        site.write(DATA, damaged);
        silent(&site, LATER);
    }
    fs::remove_file(site.path(DATA)).unwrap();
    silent(&site, LATER);
    site.write("elders.json", &whole);
    site.link(DATA, "../../../elders.json");
    silent(&site, LATER);
    fs::remove_file(site.path(DATA)).unwrap();
    site.write(DATA, &whole);
    // Without the interval of the build, the instant of the check will do.
    site.write("public/termijn.json", "kapot");
    one(&site);
    // A folder that is not ours, and none.
    site.write("public/.termijn/manifest.json", "{}");
    silent(&site, LATER);
    fs::remove_dir_all(site.path("public")).unwrap();
    silent(&site, LATER);
}

#[test]
fn a_build_says_it_once_and_strictly_not_at_all() {
    let site = built(&record("14001", "", "", ""));
    edit(&site, "deadline = 2026-03-02T09:00", "deadline = 2026-03-04T09:00");
    let build = |more: &[&str]| -> Ran {
        let mut all = vec!["build", "--at", LATER];
        all.extend(more);
        site.run_bare(&all)
    };
    build(&["--strict"]).expect(1).says("T0466").says("old = 2026-03-02T09:00:00");
    site.run_bare(&["check", "--strict", "--at", LATER]).expect(1).says("T0466");
    assert!(site.read(DATA).contains("\"closes_at\":\"2026-03-02T09:00:00+01:00\""));
    build(&[]).expect(0).says("waarschuwing[T0466]");
    let again = build(&["--strict"]).expect(0);
    assert!(!again.err.contains("T0466"), "{again:?}");
    silent(&site, LATER);
}

#[test]
fn a_withdrawal_moves_nothing() {
    let site = built(&record("14001", "", TABLES, ""));
    let withdrawn = format!("{TABLES}\n[withdrawn]\non = 2026-01-10\nreason = \"Vervallen.\"\n");
    site.write(FILE, record("14001", "", &withdrawn, ""));
    silent(&site, LATER);
    site.run_bare(&["build", "--at", LATER]).expect(0);
    site.write(FILE, record("14001", "", TABLES, ""));
    silent(&site, LATER);
}

#[test]
fn the_words_and_the_lines_as_they_are_drawn() {
    let site = built(&record("14001", "", "", ""));
    edit(&site, "deadline = 2026-03-02T09:00", "deadline = 2026-03-04T12:00");
    let ran = site.run_bare(&["check", "--at", LATER]).expect(0);
    assert!(ran.err.contains(
        "de sluiting was volgens de vorige build maandag 2 maart 2026, 09.00 uur en is nu \
         woensdag 4 maart 2026, 12.00 uur, zonder wijziging in `amendments`"
    ));
    // Nothing but blanks stands before a line of the amendment, so that it can be copied as it is drawn.
    let (_, help) = ran.err.split_once("met de reden:\n").expect("the help is drawn");
    let drawn: Vec<&str> = help.lines().take(5).map(str::trim_start).collect();
    let expected = [
        "[[amendments]]",
        "on = 2026-01-16T09:30:15",
        "field = \"response.deadline\"",
        "old = 2026-03-02T09:00:00",
        "reason = \"…\"",
    ];
    assert_eq!(drawn, expected, "{}", ran.err);
}
