//! Feeds and calendars tell the same instants as `notice.json`, of the notices that are shown and no others.

use super::channel::{Event, elements, event, events};
use super::generator::{RecordSpec, for_sites};
use super::site::{Files, SiteTest, json, text};
use super::{instant, instant_near};
use std::cell::Cell;
use termijn::lifecycle::Drafts;
use termijn::time::Instant;

#[test]
fn channels_tell_the_same_story_as_the_data() {
    let (open, days) = (Cell::new(0), Cell::new(0));
    for_sites(300, |spec, draw| {
        let site = SiteTest::of(spec.files());
        let t = instant_near(spec, draw);
        let files = site.render(&termijn::assemble(&site.quick_inputs(Drafts::Excluded), instant(t)));
        let all = events(text(&files, "agenda.ics"));
        for record in &spec.records {
            let path = record.path();
            let is_shown = record.is_visible(t) && !record.is_retired(t, spec);
            assert_eq!(files.contains_key(&format!("{path}agenda.ics")), is_shown, "{path}agenda.ics at {t}");
            if !is_shown {
                silent(&path, record.is_visible(t), &files);
                continue;
            }
            let data = json(&files, &format!("{path}notice.json"));
            let own = events(text(&files, &format!("{path}agenda.ics")));
            let closing = event(&own, &path, "response-closes").expect("every notice closes");
            tells_closing(closing, &data);
            let is_off = closing["STATUS"] == "CANCELLED";
            assert_eq!(is_off, ended_early(&data), "{path} at {t}: {closing:?}");
            let is_open = data["is_open"] == true;
            let lists = ["".to_owned(), format!("{}/", record.section), organisation(record)];
            for list in lists {
                let list = events(text(&files, &format!("{list}agenda.ics")));
                assert_eq!(
                    event(&list, &path, "response-closes"),
                    Some(closing).filter(|_| is_open),
                    "{path} at {t}"
                );
            }
            assert_eq!(event(&all, &path, "response-closes").is_some(), is_open);
            open.set(open.get() + usize::from(is_open));
            days.set(days.get() + usize::from(!data["closes_inclusive_on"].is_null()));
        }
        feeds(&files, t);
    });
    assert!(open.get() > 100 && days.get() > 100, "too little was seen: {open:?}, {days:?}");
}

fn organisation(record: &RecordSpec) -> String {
    format!("organisaties/org{}/", record.organisation)
}

/// No channel has an entry or event of a notice that is not shown; before its publication none names it at all.
fn silent(path: &str, is_visible: bool, files: &Files) {
    let is_channel = |file: &&String| file.ends_with("agenda.ics") || file.contains("feed.");
    for file in files.keys().filter(is_channel) {
        // What others wrote may link to what is left of a retired one.
        let words = if is_visible { format!(":/{path}") } else { path.to_owned() };
        assert!(!text(files, file).contains(&words), "{file} tells of {path}");
        assert!(
            !file.ends_with(".ics") || !text(files, file).contains(&format!(":{path}")),
            "{file}: {path}"
        );
    }
}

/// A time is that instant in UTC; a day is the last open one.
fn tells_closing(event: &Event, data: &serde_json::Value) {
    let expected = match data["closes_inclusive_on"].as_str() {
        Some(day) => day.replace('-', ""),
        None => utc(data["closes_at"].as_str().unwrap()),
    };
    assert_eq!(event["DTSTART"], expected, "{data}");
}

fn utc(rfc3339: &str) -> String {
    let at = Instant::parse_rfc3339(rfc3339).unwrap().unix_seconds();
    let text = super::generator::rfc3339(at);
    // The generator writes the zone's offset; so many hours earlier it is in UTC.
    let hours: i64 = text[20..22].parse().unwrap();
    let text = super::generator::rfc3339(at - hours * 3_600);
    format!("{}Z", text[..19].replace(['-', ':'], ""))
}

/// Whether a withdrawal or a decision came before the closing.
fn ended_early(data: &serde_json::Value) -> bool {
    let seconds =
        |at: &serde_json::Value| Instant::parse_rfc3339(at.as_str().unwrap()).unwrap().unix_seconds();
    let closes_at = seconds(&data["closes_at"]);
    let ends =
        |event: &&serde_json::Value| event["event"] == "withdrawn" || event["event"] == "decision-announced";
    data["timeline"].as_array().unwrap().iter().filter(ends).any(|event| seconds(&event["at"]) < closes_at)
}

/// Both forms of a feed hold the same entries, newest first, and the feed is as old as the first of them.
fn feeds(files: &Files, t: i64) {
    for path in files.keys().filter(|path| path.ends_with("feed.json")) {
        let feed = json(files, path);
        let items = feed["items"].as_array().unwrap();
        let ids: Vec<_> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
        let atom = text(files, &path.replace("feed.json", "feed.xml"));
        assert_eq!(elements(atom, "id")[1..], ids, "{path} at {t}");
        let dates: Vec<_> = items
            .iter()
            .map(|item| Instant::parse_rfc3339(item["date_published"].as_str().unwrap()))
            .collect();
        assert!(dates.is_sorted_by(|newer, older| newer >= older), "{path} at {t}: {dates:?}");
        assert!(
            dates.iter().flatten().all(|at| at.unix_seconds() <= t),
            "{path} tells what is to come at {t}"
        );
        let updated = elements(atom, "updated");
        assert_eq!(updated.get(1), updated.first().filter(|_| !items.is_empty()), "{path} at {t}");
        for item in items {
            let content = item["content_html"].as_str().unwrap();
            let page = item["url"].as_str().unwrap().strip_prefix("https://proef.example/").unwrap();
            let notice = page.split('#').next().unwrap();
            let data = json(files, &format!("{notice}notice.json"));
            let closes = format!("<time datetime=\"{}\">", data["closes_at"].as_str().unwrap());
            assert!(content.contains(&closes), "{path} at {t}: {content}");
            if data["is_open"] != true {
                assert!(!content.contains("https://reageer.example/"), "{path} at {t}: {content}");
            }
            assert!(
                !content.contains("<a href=\"/") && !content.contains("<a href=\"#"),
                "{path} at {t}: {content}"
            );
        }
    }
}
