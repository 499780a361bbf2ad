//! `termijn explain RECORD`: the planning of a record, with the reason of every date.

mod support;

use support::TempSite;

const RECORD: &str = r#"+++
kind = "aanbesteding"
title = "Onderhoud groen"
reference = "14001"
published = 2026-03-02

[organization]
name = "Gemeente Voorbeeld"

[procedure]
type = "openbaar"
eu = true

[contract]
start = "2 weken na decision.expected_on"

[response]
deadline = 2026-04-14T12:00

[questions]
url = "https://vragen.voorbeeld.nl/"

[[questions.rounds]]
deadline = "10 werkdagen voor response.deadline"
answers_on = 2026-04-02

[decision]
expected_on = 2026-05-12
announced = 2026-05-13T10:00
outcome = "gegund"

[standstill]
applies = true
days = 20

[[amendments]]
on = 2026-03-20
reason = "Er kwamen veel vragen."
field = "response.deadline"
old = 2026-04-09
+++

Tekst.
"#;

fn explained(arguments: &[&str]) -> String {
    let site = TempSite::of_record(RECORD);
    site.run_bare(&[&["explain", "14001"], arguments].concat()).expect(0).out
}

#[test]
fn every_date_has_its_reason() {
    let text = explained(&["--at", "2026-03-25"]);
    let expected = r#"Onderhoud groen (14001)
content/aanvragen/14001.md
woensdag 25 maart 2026, 00.00 uur: open, vragen stellen kan

maandag 2 maart 2026: verschijnt
    published = 2026-03-02, regel 5
    - een datum zonder tijd begint om 00.00 uur
    - vanaf dan: open, vragen stellen kan

vrijdag 20 maart 2026: wijzigt (response.deadline)
    amendments.1.on = 2026-03-20, regel 37
    - een datum zonder tijd begint om 00.00 uur

vrijdag 27 maart 2026, 12.00 uur: vragen stellen stopt (ronde 1)
    questions.rounds.1.deadline = "10 werkdagen voor response.deadline", regel 24
    - geteld: 10 werkdagen voor response.deadline (dinsdag 14 april 2026, 12.00 uur); geen werkdag: zaterdag 28 maart 2026, zondag 29 maart 2026, vrijdag 3 april 2026 (Goede Vrijdag), zaterdag 4 april 2026, zondag 5 april 2026, maandag 6 april 2026 (Tweede Paasdag), zaterdag 11 april 2026, zondag 12 april 2026
    - vanaf dan: open, antwoorden volgen
"#;
    assert!(text.starts_with(expected), "{text}");
    for line in [
        "    - gewijzigd op vrijdag 20 maart 2026 (Er kwamen veel vragen.); eerst: tot en met donderdag 9 april 2026",
        "    - 10 dagen terug vanaf dinsdag 14 april 2026; die dag zelf telt niet mee",
        "dinsdag 12 mei 2026: beslissing verwacht",
        "woensdag 13 mei 2026, 10.00 uur: beslissing wordt bekend (nog niet openbaar)",
        "    - vanaf dan: opschortende termijn",
        "dinsdag 26 mei 2026: start",
        "    - geteld: 2 weken na decision.expected_on (dinsdag 12 mei 2026)",
        "    - de laatste dag is dinsdag 2 juni 2026",
        "    - vanaf dan: gegund",
    ] {
        assert!(text.contains(line), "no line {line:?} in\n{text}");
    }
}

#[test]
fn before_an_amendment_the_planning_is_the_old_one() {
    let text = explained(&["--at", "2026-03-10", "--language", "en"]);
    assert!(text.contains("up to and including Thursday 9 April 2026: closes"), "{text}");
    // Ten working days before Thursday 9 April.
    assert!(text.contains("up to and including Tuesday 24 March 2026: questions close (round 1)"), "{text}");
    assert!(!text.contains("amended on"), "{text}");
}

#[test]
fn tools_get_the_same() {
    let data: serde_json::Value =
        serde_json::from_str(&explained(&["--at", "2026-03-25", "--format", "json"])).unwrap();
    assert_eq!(data["id"], "14001");
    assert_eq!(data["phase"], "questions-open");
    let closing =
        data["planning"].as_array().unwrap().iter().find(|date| date["path"] == "response.deadline");
    let closing = closing.expect("the closing is there");
    assert_eq!(closing["line"], 18);
    assert_eq!(closing["phase"], "closed");
    assert_eq!(closing["is_public"], true);
}

#[test]
fn a_record_is_found_by_any_of_its_names() {
    let site = TempSite::of_record(RECORD);
    for name in ["14001", "aanvragen/14001", "/aanvragen/14001/", "content/aanvragen/14001.md"] {
        site.run_bare(&["explain", name]).expect(0);
    }
    let wrong = site.run_bare(&["explain", "14002"]).expect(2);
    assert!(wrong.err.contains("bedoelt u 14001?"), "{}", wrong.err);
    site.write("content/aanvragen/14001.md", "+++\n+++\n");
    site.run_bare(&["explain", "content/aanvragen/14001.md"]).expect(1);
}

#[test]
fn every_counted_day_and_every_amendment_points_at_its_own_line() {
    let site = TempSite::with(&[]);
    site.write("content/aanvragen/14001/bestek.pdf", "x");
    let record = r#"+++
kind = "inhuur"
title = "Projectleider"
reference = "14001"
published = 2026-03-02
organization = { name = "Gemeente Voorbeeld" }
response = { deadline = 2026-04-14T12:00 }

[interviews]
[[interviews.windows]]
date = "5 werkdagen na response.deadline"
from = 13:00
until = 16:00

[[documents]]
title = "Bestek"
file = "bestek.pdf"
published = "3 dagen na published"

[[amendments]]
on = 2026-03-09
reason = "Eerst."
field = "response.deadline"
old = 2026-03-31

[[amendments]]
on = 2026-03-16
reason = "Daarna."
field = "response.deadline"
old = 2026-04-07
+++
Tekst.
"#;
    site.write("content/aanvragen/14001/index.md", record);
    let text = site.run_bare(&["explain", "14001", "--at", "2026-03-17"]).expect(0).out;
    for lines in [
        "maandag 9 maart 2026: wijzigt (response.deadline)\n    amendments.1.on = 2026-03-09, regel 21",
        "maandag 16 maart 2026: wijzigt (response.deadline)\n    amendments.2.on = 2026-03-16, regel 27",
        "donderdag 5 maart 2026: bijlage bestek.pdf verschijnt\n    \
         documents.1.published = \"3 dagen na published\", regel 18\n    \
         - geteld: 3 dagen na published (maandag 2 maart 2026)",
        "dinsdag 21 april 2026, 13.00 uur: gesprekken beginnen\n    \
         interviews.windows.1.date = \"5 werkdagen na response.deadline\", regel 11\n    \
         - geteld: 5 werkdagen na response.deadline (dinsdag 14 april 2026, 12.00 uur)",
    ] {
        assert!(text.contains(lines), "not there: {lines}\n{text}");
    }
}
