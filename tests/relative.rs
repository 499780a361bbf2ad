//! Relative moments (M10), from a record to its timeline.

#[path = "support/site.rs"]
mod site;

use site::{SETTINGS, SiteTest, at};
use termijn::lifecycle::{Drafts, Rules, timeline};

/// The events of a record at an instant, `event RFC 3339` each; or the codes of what is wrong with it.
fn drawn(front_matter: &str, instant: &str) -> Result<Vec<String>, Vec<String>> {
    let record = format!(
        "+++\nkind = \"aanbesteding\"\ntitle = \"Onderhoud\"\n{front_matter}\n\n\
         [organization]\nname = \"Gemeente Voorbeeld\"\n+++\n\nTekst.\n"
    );
    let settings = format!("{SETTINGS}\n[calendar]\nclosed_days = [2026-10-05]\n");
    let site = SiteTest::of([("termijn.toml", settings.as_str()), ("content/aanvragen/een.md", &record)]);
    let inputs =
        termijn::edition::prepare(&site.tree(), None, Drafts::Excluded).inputs().expect("sound settings");
    let errors: Vec<_> = inputs.records.diagnostics.iter().filter(|problem| problem.is_error()).collect();
    if !errors.is_empty() {
        return Err(errors.iter().map(|problem| problem.code.number().to_owned()).collect());
    }
    let settings = &inputs.settings;
    let rules = Rules { zone: settings.zone, calendar: &settings.calendar, retention: None };
    let events = timeline(&inputs.records.notices[0], at(instant), &rules);
    Ok(events
        .iter()
        .map(|event| format!("{} {}", event.event.name(), settings.zone.rfc3339(event.at)))
        .collect())
}

const NOW: &str = "2026-01-06T12:00:00+01:00";

fn check(front_matter: &str, expected: &[&str]) {
    let events = drawn(front_matter, NOW).unwrap_or_else(|codes| panic!("{codes:?}\n{front_matter}"));
    for event in expected {
        assert!(events.iter().any(|other| other == event), "{event} is not in {events:#?}\n{front_matter}");
    }
}

fn refused(front_matter: &str, code: &str) {
    assert_eq!(drawn(front_matter, NOW), Err(vec![code.to_owned()]), "{front_matter}");
}

/// A record of which only the question deadline is relative.
fn questions(published: &str, closing: &str, deadline: &str) -> String {
    format!(
        "published = {published}\nresponse.deadline = {closing}\n\
         questions.url = \"https://vragen.example/\"\n[[questions.rounds]]\ndeadline = \"{deadline}\"\n"
    )
}

#[test]
fn a_distance_is_civil_and_keeps_the_time_of_day() {
    fn after_closing(closing: &str, deadline: &str, expected: &str) {
        check(&questions("2026-01-05", closing, deadline), &[expected]);
    }
    // Across the change to summer time the clock shows the same.
    after_closing(
        "2026-03-30T09:00",
        "3 dagen voor response.deadline",
        "questions-close 2026-03-27T09:00:00+01:00",
    );
    after_closing(
        "2026-10-26T09:00",
        "2 dagen voor response.deadline",
        "questions-close 2026-10-24T09:00:00+02:00",
    );
    after_closing(
        "2026-03-31T12:00",
        "1 maand voor response.deadline",
        "questions-close 2026-02-28T12:00:00+01:00",
    );
    after_closing(
        "2026-03-02T09:00",
        "1 week VÓÓR response.deadline",
        "questions-close 2026-02-23T09:00:00+01:00",
    );
    after_closing(
        "2027-02-28T09:00",
        "1 jaar voor response.deadline",
        "questions-close 2026-02-28T09:00:00+01:00",
    );
    // Good Friday, Easter and King's Day; the site's own closed day.
    after_closing(
        "2026-04-08T09:00",
        "2 werkdagen voor response.deadline",
        "questions-close 2026-04-02T09:00:00+02:00",
    );
    after_closing(
        "2026-10-06T09:00",
        "1 werkdag voor response.deadline",
        "questions-close 2026-10-02T09:00:00+02:00",
    );
    // An offset is typed, the wall clock counts.
    after_closing(
        "2026-03-30T07:00Z",
        "3 dagen voor response.deadline",
        "questions-close 2026-03-27T09:00:00+01:00",
    );
}

#[test]
fn a_bare_date_gives_a_bare_date() {
    check(
        "published = 2026-01-05\nresponse.deadline = \"14 dagen na published\"\n",
        &["response-closes 2026-01-20T00:00:00+01:00"],
    );
    // An opening moment begins with its day, a closing one ends with it, each by its own bound.
    check(
        &questions("2026-01-05", "2026-03-02", "10 dagen voor response.deadline"),
        &["questions-close 2026-02-21T00:00:00+01:00", "response-closes 2026-03-03T00:00:00+01:00"],
    );
    check(
        &(questions("2026-01-05", "2026-03-02", "10 dagen voor response.deadline") + "bound = \"tot\"\n"),
        &["questions-close 2026-02-20T00:00:00+01:00"],
    );
    // Counted from the date as written, also when that day itself is closed.
    check(
        "published = 2026-01-05\nresponse.deadline = 2026-03-02\nresponse.bound = \"tot\"\n\
         questions.url = \"https://vragen.example/\"\n[[questions.rounds]]\n\
         deadline = \"1 dag voor response.deadline\"\n",
        &["response-closes 2026-03-02T00:00:00+01:00", "questions-close 2026-03-02T00:00:00+01:00"],
    );
}

#[test]
fn a_chain_may_lead_along_any_moments() {
    check(
        "published = \"6 weken voor response.deadline\"\nresponse.deadline = 2026-03-02T09:00\n\
         questions.url = \"https://vragen.example/\"\n\
         decision.expected_on = \"3 weken na response.deadline\"\n\
         [[questions.rounds]]\ndeadline = \"2 weken na published\"\n\
         answers_on = \"2 werkdagen na questions.rounds.1.deadline\"\n\
         [[questions.rounds]]\ndeadline = \"1 week na questions.rounds.1.answers_on\"\n\
         answers_on = \"2 werkdagen na questions.rounds.2.deadline\"\n\
         [interviews]\ninvitation_by = \"1 dag voor interviews.windows.2.date\"\n\
         [[interviews.windows]]\ndate = \"3 werkdagen na response.deadline\"\nfrom = \"13.00\"\nuntil = \"16.00\"\n\
         [[interviews.windows]]\ndate = \"4 werkdagen na interviews.windows.1.date\"\nfrom = \"9.00\"\nuntil = \"12.00\"\n",
        &[
            "published 2026-01-19T09:00:00+01:00",
            "questions-close 2026-02-02T09:00:00+01:00",
            "answers-published 2026-02-04T09:00:00+01:00",
            "questions-close 2026-02-11T09:00:00+01:00",
            "answers-published 2026-02-13T09:00:00+01:00",
            "response-closes 2026-03-02T09:00:00+01:00",
            "interviews-start 2026-03-05T13:00:00+01:00",
            // The day before Wednesday 11 March, which is a bare date.
            "invitations-due 2026-03-11T00:00:00+01:00",
            "interviews-start 2026-03-11T09:00:00+01:00",
        ],
    );
}

#[test]
fn what_was_counted_from_a_moment_that_moved_moved_along() {
    let record = questions("2026-01-05", "2026-03-09T09:00", "10 dagen voor response.deadline")
        + "answers_on = \"2 werkdagen na questions.rounds.1.deadline\"\n\
           [[amendments]]\non = 2026-02-01T00:00\nreason = \"Meer tijd.\"\n\
           field = \"response.deadline\"\nold = \"8 weken na published\"\n";
    let questions = |instant| -> Vec<String> {
        let events = drawn(&record, instant).unwrap();
        events
            .into_iter()
            .filter(|event| event.starts_with("questions") || event.starts_with("response"))
            .collect()
    };
    assert_eq!(
        questions("2026-01-31T23:59:59+01:00"),
        ["questions-close 2026-02-21T00:00:00+01:00", "response-closes 2026-03-03T00:00:00+01:00"],
    );
    assert_eq!(
        questions("2026-02-01T00:00:00+01:00"),
        ["questions-close 2026-02-27T09:00:00+01:00", "response-closes 2026-03-09T09:00:00+01:00"],
    );
}

#[test]
fn a_time_that_the_clock_skips_or_shows_twice_is_refused() {
    let relative = |closing, deadline| questions("2026-01-05", closing, deadline);
    refused(&relative("2026-03-30T02:30", "1 dag voor response.deadline"), "T0305");
    refused(&relative("2026-10-26T02:30", "1 dag voor response.deadline"), "T0306");
}

#[test]
fn what_cannot_be_counted_is_refused() {
    let relative = |deadline| questions("2026-01-05", "2026-03-02T09:00", deadline);
    refused(&relative("2 dagen voor reactie.termijn"), "T0315");
    refused(&relative("2 dagen voor questions.rounds.2.deadline"), "T0315");
    refused(&relative("2 dagen voor questions.rounds.0.deadline"), "T0315");
    refused(&relative("2 dagen voor response"), "T0315");
    refused(&relative("2 dagen voor"), "T0315");
    refused(&relative("0 dagen voor response.deadline"), "T0209");
    refused(&relative("100001 werkdagen voor response.deadline"), "T0209");
    refused(&relative("9000 jaar na response.deadline"), "T0302");
    refused(&relative("2 dagen voor questions.rounds.1.deadline"), "T0316");
    refused("published = \"2 dagen voor response.deadline\"\nresponse.deadline = \"29 maart\"\n", "T0316");
    // One fault, one message: what hangs on it is shown beside it.
    refused(
        "published = 2026-01-05\nresponse.deadline = \"2 dagen na publised\"\n\
         questions.url = \"https://vragen.example/\"\n[[questions.rounds]]\n\
         deadline = \"2 dagen voor response.deadline\"\nanswers_on = \"1 dag na questions.rounds.1.deadline\"\n",
        "T0315",
    );
    // A moment that could not be read is there all the same.
    refused(
        "published = 2026-01-05\nresponse.deadline = \"morgen\"\n\
         questions.url = \"https://vragen.example/\"\n[[questions.rounds]]\n\
         deadline = \"2 dagen voor response.deadline\"\n",
        "T0301",
    );
}

#[test]
fn what_is_public_may_not_count_from_what_is_secret() {
    let decided = "decision.announced = 2026-03-16T10:00\ndecision.outcome = \"gegund\"\n";
    let counts =
        |key: &str| format!("published = 2026-01-05\nresponse.deadline = 2026-03-02T09:00\n{decided}{key}\n");
    refused(&counts("decision.expected_on = \"1 dag voor decision.announced\""), "T0317");
    refused(&counts("interviews.invitation_by = \"1 dag na decision.announced\""), "T0317");
    refused(&counts("contract.start = \"4 weken na decision.announced\""), "T0317");
    // Along a chain the link that crosses is told.
    refused(
        &counts(
            "interviews.invitation_by = \"1 dag na contract.start\"\ncontract.start = \"1 dag na decision.announced\"",
        ),
        "T0317",
    );
    // What is secret itself may count from anything.
    check(
        &counts("withdrawn.on = \"2 dagen na decision.announced\""),
        &["withdrawn 2026-03-18T10:00:00+01:00"],
    );
}

#[test]
fn a_chain_without_end_breaks_nothing() {
    let items = |nr: usize| {
        let published = if nr == 1 {
            "2026-01-06".to_owned()
        } else {
            format!("\"1 dag na questions.rounds.1.items.{}.published\"", nr - 1)
        };
        format!("[[questions.rounds.items]]\nquestion = \"Vraag?\"\npublished = {published}\n")
    };
    let rounds = "published = 2026-01-05\nresponse.deadline = 2026-03-02T09:00\n\
                  questions.url = \"https://vragen.example/\"\n[[questions.rounds]]\n";
    let short: String = (1..=20).map(items).collect();
    check(&format!("{rounds}{short}"), &["answer-published 2026-01-25T00:00:00+01:00"]);
    let long: String = (1..=20_000).rev().map(items).collect();
    assert!(drawn(&format!("{rounds}{long}"), NOW).is_err());
}

#[test]
fn settings_and_flags_have_no_record_to_refer_to() {
    let settings = format!("{SETTINGS}\n[calendar]\nclosed_days = [\"2 dagen na published\"]\n");
    let site = SiteTest::of([("termijn.toml", settings)]);
    let prepared = termijn::edition::prepare(&site.tree(), None, Drafts::Excluded);
    let codes: Vec<_> = prepared.site_diagnostics.iter().map(|problem| problem.code.number()).collect();
    assert_eq!(codes, ["T0315"]);
}
