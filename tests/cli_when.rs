//! `termijn when` as people read it: where every notice stands, and the calendar.

mod support;

use support::TempSite;

/// A record with its own kind, title and moments.
fn record(reference: &str, title: &str, published: &str, deadline: &str, top: &str, tables: &str) -> String {
    format!(
        "+++\nkind = \"inhuur\"\ntitle = \"{title}\"\nreference = \"{reference}\"\npublished = {published}\n{top}\n\
         [organization]\nname = \"Gemeente Voorbeeld\"\n[response]\ndeadline = {deadline}\n\
         url = \"https://www.voorbeeld.nl/reageren\"\n{tables}\n+++\nDe tekst.\n"
    )
}

/// Around Easter 2026: one of each that an editor asks for.
fn site() -> TempSite {
    let questions = "[questions]\nurl = \"https://www.voorbeeld.nl/vragen\"\n[[questions.rounds]]\n\
                     deadline = 2026-04-03T12:00\nanswers_on = 2026-04-03T16:00\n\
                     [[questions.rounds.items]]\nquestion = \"Wat?\"\nanswer = \"Dat.\"\n\
                     published = 2026-04-04T10:00";
    let long = "Een heel lange titel voor het onderhoud van alle plantsoenen van de gemeente";
    let asked = record("14001", "Wijkcoördinator", "2026-03-02", "2026-04-06T09:00", "", questions);
    let planned = record("14003", "Jurist", "2026-04-07", "2026-05-05", "", "");
    let draft = record("14004", "Planner", "2026-04-07T09:00", "2026-05-06T09:00", "draft = true", "");
    TempSite::with(&[
        ("content/aanvragen/14001.md", &asked),
        ("content/aanvragen/14002.md", &record("14002", long, "2026-03-02", "2026-04-05", "", "")),
        ("content/aanvragen/14003.md", &planned),
        ("content/aanvragen/14004.md", &draft),
        ("content/aanvragen/14005.md", &record("14005", "Adviseur", "2026-01-07", "2026-02-05", "", "")),
    ])
}

const AT: &str = "2026-04-02T10:00";

#[track_caller]
fn check(site: &TempSite, arguments: &[&str], expected: &str) {
    let out = site.run_bare(arguments).expect(0).out;
    assert_eq!(out, expected, "\n{out}");
    assert!(out.lines().all(|line| line.chars().count() <= 100), "{out}");
}

#[test]
fn a_glance_and_a_calendar() {
    check(
        &site(),
        &["when", "--at", AT],
        "\
Stand op:           donderdag 2 april 2026, 10.00 uur
Volgende wijziging: vrijdag 3 april 2026, 12.00 uur
Berichten:          open 2 (sluit deze week 1), wacht op publicatie 2, gesloten of afgerond 1

Sluit deze week, tot en met zondag 5 april 2026
  14002  open                      t/m 5 april 2026         Een heel lange titel voor het onderhoud…

Open
  14001  open, vragen stellen kan  6 april 2026, 09.00 uur  Wijkcoördinator

Wacht op publicatie
  14003  gepland                   7 april 2026             Jurist
  14004  concept, gepland          7 april 2026, 09.00 uur  Planner

Gesloten of afgerond
  14005  reactietermijn verlopen   t/m 5 februari 2026      Adviseur

Week 14, 30 maart tot en met 5 april 2026 (deze week)
  vrijdag 3 april 2026 (Goede Vrijdag)
    12.00 uur  14001  vragen stellen stopt (ronde 1)                Wijkcoördinator
    16.00 uur  14001  antwoorden verschijnen (ronde 1)              Wijkcoördinator
  zaterdag 4 april 2026 (weekend)
    10.00 uur  14001  [niet openbaar] vraag 1 verschijnt (ronde 1)  Wijkcoördinator
  zondag 5 april 2026 (weekend)
    einde dag  14002  sluit                                         Een heel lange titel voor het o…

Week 15, 6 tot en met 12 april 2026
  maandag 6 april 2026 (Tweede Paasdag)
    09.00 uur  14001  sluit                                         Wijkcoördinator
  dinsdag 7 april 2026
    00.00 uur  14003  [niet openbaar] verschijnt                    Jurist
    09.00 uur  14004  [niet openbaar] verschijnt                    Planner

Week 19, 4 tot en met 10 mei 2026
  dinsdag 5 mei 2026 (Bevrijdingsdag)
    einde dag  14003  [niet openbaar] sluit                         Jurist
  woensdag 6 mei 2026
    09.00 uur  14004  [niet openbaar] sluit                         Planner
",
    );
}

#[test]
fn the_same_in_english_with_drafts() {
    check(
        &site(),
        &["when", "--at", AT, "--language", "en", "--drafts"],
        "\
Looking at:  Thursday 2 April 2026, 10:00
Next change: Friday 3 April 2026, 12:00
Notices:     open 2 (closes this week 1), waits for publication 2, closed or ended 1

Closes this week, up to Sunday 5 April 2026
  14002  open                          through 5 April 2026     Een heel lange titel voor het onder…

Open
  14001  open, questions can be asked  6 April 2026, 09:00      Wijkcoördinator

Waits for publication
  14003  scheduled                     7 April 2026             Jurist
  14004  scheduled                     7 April 2026, 09:00      Planner

Closed or ended
  14005  closed                        through 5 February 2026  Adviseur

Week 14, 30 March to 5 April 2026 (this week)
  Friday 3 April 2026 (Good Friday)
    12:00       14001  questions close (round 1)                       Wijkcoördinator
    16:00       14001  answers are published (round 1)                 Wijkcoördinator
  Saturday 4 April 2026 (weekend)
    10:00       14001  [not public] question 1 is published (round 1)  Wijkcoördinator
  Sunday 5 April 2026 (weekend)
    end of day  14002  closes                                          Een heel lange titel voor he…

Week 15, 6 to 12 April 2026
  Monday 6 April 2026 (Easter Monday)
    09:00       14001  closes                                          Wijkcoördinator
  Tuesday 7 April 2026
    00:00       14003  [not public] is published                       Jurist
    09:00       14004  [not public] is published                       Planner

Week 19, 4 to 10 May 2026
  Tuesday 5 May 2026 (Liberation Day)
    end of day  14003  [not public] closes                             Jurist
  Wednesday 6 May 2026
    09:00       14004  [not public] closes                             Planner
",
    );
}

#[test]
fn a_site_without_notices_says_so() {
    check(
        &TempSite::with(&[]),
        &["when", "--at", AT],
        "\
Stand op:           donderdag 2 april 2026, 10.00 uur
Volgende wijziging: geen
Berichten:          open 0 (sluit deze week 0), wacht op publicatie 0, gesloten of afgerond 0
",
    );
}

#[test]
fn this_week_ends_on_sunday() {
    let site = TempSite::with(&[
        ("content/aanvragen/1.md", &record("1", "Zondag, tijd", "2026-01-05", "2026-03-08T23:59:59", "", "")),
        ("content/aanvragen/2.md", &record("2", "Zondag", "2026-01-05", "2026-03-08", "", "")),
        ("content/aanvragen/3.md", &record("3", "Maandag 0 uur", "2026-01-05", "2026-03-09T00:00", "", "")),
        ("content/aanvragen/4.md", &record("4", "Maandag", "2026-01-05", "2026-03-09", "", "")),
    ]);
    for (at, counts) in [
        ("2026-03-01T23:59:59", "open 4 (sluit deze week 0), wacht op publicatie 0, gesloten of afgerond 0"),
        ("2026-03-02T00:00", "open 4 (sluit deze week 2), wacht op publicatie 0, gesloten of afgerond 0"),
        ("2026-03-08T23:59:58", "open 4 (sluit deze week 2), wacht op publicatie 0, gesloten of afgerond 0"),
        ("2026-03-08T23:59:59", "open 3 (sluit deze week 1), wacht op publicatie 0, gesloten of afgerond 1"),
        ("2026-03-09T00:00", "open 1 (sluit deze week 1), wacht op publicatie 0, gesloten of afgerond 3"),
    ] {
        let out = site.run_bare(&["when", "--at", at]).expect(0).out;
        assert!(out.contains(counts), "{at}\n{out}");
    }
}

#[test]
fn hundreds_of_notices_stay_readable() {
    let site = TempSite::with(&[]);
    for nr in 0..300 {
        let (published, deadline) = match nr % 3 {
            0 => ("2026-01-05", format!("2026-02-{:02}T09:00", 1 + nr % 28)),
            _ => ("2026-01-05", format!("2026-{:02}-{:02}T09:00", 5 + nr % 7, 1 + nr % 28)),
        };
        let title = "Onderhoud aan de wegen in de gemeente ".repeat(1 + nr % 4);
        let text = record(&format!("{nr:03}"), title.trim(), published, &deadline, "", "");
        site.write(&format!("content/aanvragen/{nr:03}.md"), text);
    }
    let out = site.run_bare(&["when", "--at", AT]).expect(0).out;
    let has = |words: &str| assert!(out.contains(words), "{words}\n{out}");
    has("open 200 (sluit deze week 0), wacht op publicatie 0, gesloten of afgerond 100");
    // What is open is told to the last; of what has ended the newest; of the calendar whole days.
    has("\n  en nog 90\n");
    has(
        "En nog 136 momenten, het laatste op 28 november 2026, 09.00 uur.\nAlles staat in `termijn when --format json`.",
    );
    assert!(out.lines().all(|line| line.chars().count() <= 100), "{out}");
    assert_eq!(out.lines().filter(|line| line.contains("Onderhoud")).count(), 200 + 10 + 64, "{out}");
}
