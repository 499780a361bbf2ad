//! Feeds and calendars as subscribers see them through time: what they are known by stays, what moved is told,
//! and no text of an author gets out of its place.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop anywhere")]

#[path = "support/channel.rs"]
mod channel;
#[path = "support/site.rs"]
mod site;

use channel::{elements, event, events};
use serde_json::Value;
use site::{Files, SiteTest, at, json, text};
use std::collections::BTreeMap;
use std::path::Path;

fn folder(name: &str) -> SiteTest {
    SiteTest::folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites").join(name))
}

/// Instants at which `tests/sites/amendments` changes, in order.
const AMENDMENTS: [&str; 7] = [
    "2026-01-05T00:00:00+01:00",
    "2026-01-14T12:00:00+01:00",
    "2026-01-16T00:00:00+01:00",
    "2026-01-21T09:00:00+01:00",
    "2026-01-27T00:00:00+01:00",
    "2026-02-04T10:00:00+01:00",
    "2026-02-12T00:00:00+01:00",
];

/// The same for `tests/sites/decisions`.
const DECISIONS: [&str; 5] = [
    "2026-01-15T12:00:00+01:00",
    "2026-01-22T10:00:00+01:00",
    "2026-02-02T09:00:00+01:00",
    "2026-02-10T09:00:00+01:00",
    "2026-03-03T00:00:00+01:00",
];

#[test]
fn a_moved_deadline_stays_the_same_event() {
    let site = folder("amendments");
    let path = "aanvragen/projectleider/";
    let seen = AMENDMENTS.map(|instant| {
        let files = site.at(at(instant));
        let events = events(text(&files, &format!("{path}agenda.ics")));
        let closing = event(&events, path, "response-closes").unwrap().clone();
        let sequences: Vec<_> = events.iter().map(|event| event["SEQUENCE"].clone()).collect();
        assert!(
            sequences.windows(2).all(|pair| pair[0] == pair[1]),
            "one notice, one revision: {sequences:?}"
        );
        (
            closing["UID"].clone(),
            closing["SEQUENCE"].clone(),
            closing["DTSTART"].clone(),
            closing["DTSTAMP"].clone(),
        )
    });
    let seen = seen.each_ref().map(|(uid, sequence, start, stamp)| {
        assert_eq!(uid, "aanvragen/projectleider/response-closes@wijzigingen.example");
        (sequence.as_str(), start.as_str(), stamp.as_str())
    });
    let expected = [
        ("0", "20260119T080000Z", "20260104T230000Z"),
        ("2", "20260126T080000Z", "20260114T110000Z"),
        ("3", "20260126T080000Z", "20260115T230000Z"),
        // A whole day: the last open one.
        ("5", "20260209", "20260121T080000Z"),
        ("7", "20260202T080000Z", "20260126T230000Z"),
        ("8", "20260211", "20260204T090000Z"),
        ("8", "20260211", "20260204T090000Z"),
    ];
    assert_eq!(seen, expected);
}

#[test]
fn days_are_whole_days_and_interviews_last() {
    let files = folder("amendments").at(at(AMENDMENTS[0]));
    let calendar = text(&files, "aanvragen/dagen/agenda.ics");
    assert!(calendar.contains("\r\nDTSTART;VALUE=DATE:20260130\r\n"), "{calendar}");
    let path = "aanvragen/projectleider/";
    let events = events(text(&files, &format!("{path}agenda.ics")));
    let talks = event(&events, path, "interviews/1").unwrap();
    assert_eq!((&*talks["DTSTART"], &*talks["DTEND"]), ("20260129T120000Z", "20260129T150000Z"));
    assert_eq!(talks["LOCATION"], "stadskantoor");
    assert!(event(&events, path, "interviews-start").is_none(), "start and end are one event");
}

#[test]
fn what_does_not_happen_is_called_off() {
    let site = folder("decisions");
    let path = "aanvragen/ingetrokken/";
    let of_notice = |instant: &str| {
        let files = site.at(at(instant));
        let events = events(text(&files, &format!("{path}agenda.ics")));
        let each = events.iter().map(|event| {
            let id = event["UID"].split('@').next().unwrap().trim_start_matches("onder/").to_owned();
            (id.trim_start_matches(path).to_owned(), event["STATUS"].clone())
        });
        each.collect::<BTreeMap<_, _>>()
    };
    let before = of_notice("2026-01-22T09:59:59+01:00");
    assert!(before.values().all(|status| status == "CONFIRMED"), "{before:?}");
    assert!(!before.contains_key("withdrawn") && !before.contains_key("decision-announced"));
    let after = of_notice("2026-01-22T10:00:00+01:00");
    let off: Vec<_> =
        after.iter().filter(|(_, status)| *status == "CANCELLED").map(|(id, _)| &**id).collect();
    assert_eq!(off, ["answers-published/1", "response-closes"]);
    assert_eq!(after["questions-close/1"], "CONFIRMED", "that was before");
    let files = site.at(at("2026-01-22T10:00:00+01:00"));
    assert!(!text(&files, "agenda.ics").contains("ingetrokken"), "the list holds what is open");
}

#[test]
fn a_calendar_without_events_still_holds_something() {
    let files = folder("decisions").at(at("2026-03-03T00:00:00+01:00"));
    let calendar = text(&files, "agenda.ics");
    assert!(events(calendar).is_empty() && calendar.contains("BEGIN:VTIMEZONE"), "{calendar}");
}

/// Id → when it changed and where it stands, of every entry of a feed.
fn entries(files: &Files, feed: &str) -> BTreeMap<String, (String, String)> {
    let feed = json(files, feed);
    let of = |item: &Value, key: &str| item[key].as_str().unwrap().to_owned();
    let items = feed["items"].as_array().unwrap().iter();
    items.map(|item| (of(item, "id"), (of(item, "date_modified"), of(item, "url")))).collect()
}

#[test]
fn entries_stay_what_they_are() {
    for (name, instants) in [("amendments", &AMENDMENTS[..]), ("decisions", &DECISIONS[..])] {
        let site = folder(name);
        let mut known: BTreeMap<String, (String, String)> = BTreeMap::new();
        for instant in instants {
            let files = site.at(at(instant));
            let now = entries(&files, "feed.json");
            for (id, entry) in &known {
                assert_eq!(now.get(id), Some(entry), "{name}: {id} at {instant}");
            }
            let parts: Vec<_> = files.keys().filter(|path| path.ends_with("/feed.json")).collect();
            let of_parts: BTreeMap<_, _> = parts.iter().flat_map(|path| entries(&files, path)).collect();
            assert_eq!(of_parts, now, "{name} at {instant}: what a list tells, the site tells");
            known = now;
        }
        assert!(known.len() > 8, "{name} tells {known:#?}");
    }
}

#[test]
fn a_feed_is_as_old_as_its_newest_entry_and_no_longer_than_asked() {
    let mut site = folder("amendments");
    let settings = text(&site.files, "termijn.toml").to_owned();
    site.put("termijn.toml", format!("{settings}[feeds]\nlimit = 3\n"));
    let files = site.at(at("2026-02-12T00:00:00+01:00"));
    let atom = text(&files, "feed.xml");
    assert_eq!(elements(atom, "entry").len(), 3);
    assert_eq!(elements(atom, "updated")[..2], ["2026-02-04T10:00:00+01:00"; 2]);
    assert_eq!(json(&files, "feed.json")["items"].as_array().unwrap().len(), 3);
}

#[test]
fn a_closed_notice_is_told_without_a_way_to_respond() {
    let site = folder("decisions");
    for feed in ["feed.json", "feed.xml", "aanvragen/feed.json", "aanvragen/feed.xml"] {
        let open = site.at(at(DECISIONS[0]));
        assert!(text(&open, feed).contains("https://reageren.example/D-2"), "{feed}");
        let closed = site.at(at("2026-02-02T09:00:00+01:00"));
        assert!(!text(&closed, feed).contains("https://reageren.example/D-2"), "{feed}");
        assert!(text(&closed, feed).contains("2026-02-02T09:00:00+01:00"), "{feed} still tells the deadline");
    }
    let decided = site.at(at("2026-02-10T09:00:00+01:00"));
    let feed = text(&decided, "feed.xml");
    assert!(
        feed.contains("Voorbeeld Advies BV") && feed.contains("https://uitkomsten.example/onder/"),
        "{feed}"
    );
    assert!(!feed.contains("Nooit bekend BV"));
}

#[test]
fn formats_can_be_left_out() {
    let site = folder("amendments");
    let settings = text(&site.files, "termijn.toml").to_owned();
    for (formats, feeds, calendars) in [
        ("\"html\", \"json\"", false, false),
        ("\"html\", \"feed\"", true, false),
        ("\"html\", \"calendar\"", false, true),
    ] {
        let mut site = site.clone();
        site.put("termijn.toml", format!("{settings}[output]\nformats = [{formats}]\n"));
        let files = site.at(at(AMENDMENTS[0]));
        let has = |name: &str| files.keys().any(|path| path.ends_with(name));
        assert_eq!(
            (has("feed.xml"), has("feed.json"), has("agenda.ics")),
            (feeds, feeds, calendars),
            "{formats}"
        );
        let links = |name: &str| files.values().any(|bytes| String::from_utf8_lossy(bytes).contains(name));
        assert!(feeds || !links("feed.xml\""), "{formats}: a link to a feed that is not made");
        assert!(calendars || !links("agenda.ics\""), "{formats}: a link to a calendar that is not made");
    }
}

/// A text that tries to get out of wherever it is put.
const HOSTILE: &str = "Één, twee; drie\\\\n\\r\\nEND:VEVENT\\r\\nATTACH:x\\r\\n ]]> </content><b>\\\" </script> &amp; \\u202Eomgekeerd\\u2066";

fn hostile() -> SiteTest {
    let record = format!(
        "+++\nkind = \"inhuur\"\ntitle = \"Titel {HOSTILE}\"\nreference = \"K\"\npublished = 2026-01-05\n\
         tasks = [\"Taak {HOSTILE}\"]\n\
         [organization]\nname = \"Gemeente {HOSTILE}\"\n[location]\nregion = \"Utrecht\"\n\
         [response]\ndeadline = 2026-02-02T09:00:00\nurl = \"https://reageren.example/?a=1&b=2\"\n\
         [[questions.rounds]]\ndeadline = 2026-01-10T09:00:00\nanswers_on = 2026-01-12\n\
         [[questions.rounds.items]]\nquestion = \"Vraag {HOSTILE}\"\nanswer = \"Antwoord {HOSTILE}\"\n\
         [interviews]\nplace = \"Zaal {HOSTILE}\"\n\
         [[interviews.windows]]\ndate = 2026-02-10\nfrom = 09:00:00\nuntil = 10:00:00\n\
         [[amendments]]\non = 2026-01-08\nreason = \"Reden {HOSTILE}\"\ntext = \"Toelichting {HOSTILE}\"\n\
         [withdrawn]\non = 2026-01-20\nreason = \"Intrekking {HOSTILE}\"\n\
         +++\n\nTekst ]]> <script>alert(1)</script> <a href=\"/x\">y</a> [z](/archief/) [q](#kop) {}\n",
        "\u{202e}om"
    );
    SiteTest::of([("content/aanvragen/kwaad.md", record)])
}

#[test]
fn no_text_gets_out_of_its_place() {
    for instant in ["2026-01-06T12:00:00+01:00", "2026-01-15T12:00:00+01:00", "2026-01-21T12:00:00+01:00"] {
        let files = hostile().at(at(instant));
        for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".ics")) {
            let calendar = std::str::from_utf8(bytes).unwrap();
            // Fails on a line end in a value, and on a property that stands twice.
            for event in events(calendar) {
                let names: Vec<_> = event.keys().map(String::as_str).collect();
                assert!(!names.contains(&"ATTACH"), "{path}: {names:?}");
                assert!(event["SUMMARY"].contains("Één\\, twee\\; drie\\\\n"), "{path}: {event:?}");
            }
            assert!(!calendar.contains(['\u{202e}', '\u{2066}']), "{path}");
        }
        for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with("feed.xml")) {
            let atom = std::str::from_utf8(bytes).unwrap();
            assert_eq!(elements(atom, "entry").len(), elements(atom, "content").len(), "{path}");
            assert!(!atom.contains("]]>") && !atom.contains(['\u{202e}', '\u{2066}']), "{path}");
            let tags: Vec<_> =
                atom.split('<').skip(1).map(|tag| tag.split([' ', '>', '/']).next().unwrap()).collect();
            assert!(!tags.contains(&"b") && !tags.contains(&"script"), "{path}: {tags:?}");
        }
        let feed = json(&files, "feed.json");
        for item in feed["items"].as_array().unwrap() {
            let content = item["content_html"].as_str().unwrap();
            for markup in ["<script", "<b>", "]]>", "<a href=\"/", "<a href=\"#", "\u{202e}"] {
                assert!(!content.contains(markup), "{markup} in {content}");
            }
            assert!(!item["title"].as_str().unwrap().contains(['\n', '\r', '\u{202e}']), "{item}");
        }
    }
}

#[test]
fn links_in_an_entry_lead_there_from_anywhere() {
    let files = hostile().at(at("2026-01-06T12:00:00+01:00"));
    let feed = json(&files, "feed.json");
    let content = feed["items"][0]["content_html"].as_str().unwrap();
    for link in ["https://www.voorbeeld.nl/archief/", "https://www.voorbeeld.nl/aanvragen/kwaad/#kop"] {
        assert!(content.contains(&format!("<a href=\"{link}\">")), "{content}");
    }
    assert!(content.contains("https://reageren.example/?a=1&amp;b=2"), "{content}");
    assert!(
        content.contains("&lt;a href=\"/x\"&gt;"),
        "words that look like a tag stay as they are: {content}"
    );
}

#[test]
fn every_event_has_words_in_both_languages() {
    for language in ["nl", "en"] {
        let mut site = folder("phases");
        let settings = text(&site.files, "termijn.toml").to_owned();
        site.put("termijn.toml", format!("language = \"{language}\"\n{settings}"));
        let mut summaries = std::collections::BTreeSet::new();
        for instant in ["2026-03-06T10:00:00+01:00", "2026-03-20T12:00:00+01:00", "2026-04-29T00:00:00+02:00"]
        {
            let files = site.at(at(instant));
            for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".ics")) {
                for event in events(std::str::from_utf8(bytes).unwrap()) {
                    let (name, _) = event["SUMMARY"].split_once(':').unwrap();
                    assert!(!name.trim().is_empty() && !name.contains(['{', '}']), "{path}: {event:?}");
                    summaries.insert(name.to_owned());
                }
            }
            for item in json(&files, "feed.json")["items"].as_array().unwrap() {
                let (title, content) =
                    (item["title"].as_str().unwrap(), item["content_html"].as_str().unwrap());
                assert!(!title.starts_with(':'), "{title}");
                for gap in ["<p></p>", "<p>: ", "<h2></h2>", "<li>: ", "<p> ", "></a>", "{"] {
                    assert!(!content.contains(gap), "{gap} in {content}");
                }
            }
        }
        assert!(summaries.len() > 8, "{language} tells {summaries:?}");
    }
}

/// A request that was awarded, with a standstill period and two windows of interviews, and then withdrawn.
fn awarded_and_withdrawn() -> SiteTest {
    let record = "+++\nkind = \"inhuur\"\ntitle = \"Coach\"\npublished = 2026-01-05\n\
         [organization]\nname = \"Gemeente Voorbeeld\"\n[response]\ndeadline = 2026-02-02T09:00\n\
         [interviews]\nplace = \"stadhuis\"\n\
         [[interviews.windows]]\ndate = 2026-02-10\nfrom = 09:00\nuntil = 10:00\n\
         [decision]\nannounced = 2026-02-16T09:00\noutcome = \"gegund\"\n\
         [standstill]\napplies = true\ndays = 20\n\
         [[amendments]]\non = 2026-01-20T10:00\nfield = \"interviews\"\nreason = \"Een dag is genoeg.\"\n\
         [amendments.old]\nplace = \"stadhuis\"\n\
         [[amendments.old.windows]]\ndate = 2026-02-10\nfrom = 09:00\nuntil = 10:00\n\
         [[amendments.old.windows]]\ndate = 2026-02-11\nfrom = 09:00\nuntil = 10:00\n\
         [withdrawn]\non = 2026-02-20T10:00\nreason = \"Het werk vervalt.\"\n+++\nTekst.\n";
    SiteTest::of([("content/aanvragen/coach.md", record.to_owned())])
}

#[test]
fn what_was_promised_and_does_not_come_is_called_off_whatever_the_cause() {
    let site = awarded_and_withdrawn();
    let path = "aanvragen/coach/";
    let status = |instant: &str, id: &str| {
        let files = site.at(at(instant));
        let events = events(text(&files, &format!("{path}agenda.ics")));
        event(&events, path, id).map(|event| (event["STATUS"].clone(), event["DTSTART"].clone()))
    };
    let is = |status: &str, start: &str| Some((status.to_owned(), start.to_owned()));
    assert_eq!(status("2026-01-10T00:00:00+01:00", "interviews/2"), is("CONFIRMED", "20260211T080000Z"));
    assert_eq!(status("2026-01-20T10:00:00+01:00", "interviews/2"), is("CANCELLED", "20260211T080000Z"));
    assert_eq!(status("2026-01-20T10:00:00+01:00", "interviews/1"), is("CONFIRMED", "20260210T080000Z"));
    // Nothing of the award shows before its moment, however it ended.
    assert_eq!(status("2026-02-16T08:59:59+01:00", "standstill-ends"), None);
    assert_eq!(status("2026-02-16T09:00:00+01:00", "standstill-ends"), is("CONFIRMED", "20260308"));
    assert_eq!(status("2026-02-20T10:00:00+01:00", "standstill-ends"), is("CANCELLED", "20260308"));
}
