//! Whole sites at chosen instants, one folder for each: the difference between two folders is the transition.
//! `UPDATE_GOLDEN=1` rewrites them; the review is the difference in version control.
//!
//! What is kept is meaning, not markup: data as it stands, pages as the text that a reader gets.

#[path = "golden/extract.rs"]
mod extract;
#[path = "support/site.rs"]
mod site;

use extract::page_text;
use site::{Files, SiteTest};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use termijn::edition::Inputs;
use termijn::lifecycle::Drafts;
use termijn::time::{Instant, Reading, Written};

/// Data files that are kept, by their names.
const DATA: [&str; 12] = [
    "notice.json",
    "notices.json",
    "termijn.json",
    "ocds.json",
    "feed.json",
    "feed.xml",
    "agenda.ics",
    "sitemap.xml",
    "robots.txt",
    "security.txt",
    "_headers",
    "_redirects",
];

fn sites() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites")
}

/// Checks a site at these instants, local to its zone; a dot stands where a name of a folder allows no colon.
fn check(name: &str, site: &SiteTest, instants: &[&str]) {
    let folder = sites().join(name).join("expected");
    let inputs = site.inputs(Drafts::Excluded);
    let mut expected = BTreeSet::new();
    for instant in instants {
        let files = site.render(&termijn::assemble(&inputs, moment(&inputs, instant)));
        for (path, kept) in keep(name, &files) {
            expected.insert((format!("{instant}/{path}"), kept));
        }
    }
    #[expect(clippy::disallowed_methods, reason = "a person may ask to rewrite what is expected")]
    let update = std::env::var("UPDATE_GOLDEN").is_ok_and(|word| word == "1");
    if update {
        rewrite(&folder, &expected);
    }
    compare(name, &folder, &expected);
}

/// The instant that a folder's name says, in the zone of the site.
fn moment(inputs: &Inputs, instant: &str) -> Instant {
    let reading = Reading { zone: inputs.settings.zone, published_on: None };
    let written = Written::read(&instant.replace('.', ":")).expect("the instant is written as a date-time");
    let (moment, doubts) = written.opening(&reading).expect("the instant exists once");
    assert!(doubts.is_empty(), "{instant}");
    moment.at
}

/// What of an edition is kept: every path, the data, and the text of pages.
fn keep(site: &str, files: &Files) -> Vec<(String, String)> {
    let is_about_site = |path: &&String| !path.starts_with("thema/");
    let paths: String = files.keys().filter(is_about_site).map(|path| format!("{path}\n")).collect();
    let mut kept = vec![("files.txt".to_owned(), paths)];
    for (path, bytes) in files.iter().filter(|(path, _)| is_about_site(path)) {
        let name = path.rsplit('/').next().unwrap_or(path);
        let text = || std::str::from_utf8(bytes).unwrap_or_else(|_| panic!("{path} is UTF-8")).to_owned();
        if let Some(stem) = path.strip_suffix(".html") {
            kept.push((format!("{stem}.txt"), page_text(&text())));
        } else if DATA.contains(&name) && (!is_channel(name) || is_told(site, path)) {
            kept.push((path.clone(), data_text(path, text())));
        }
    }
    kept
}

fn is_channel(name: &str) -> bool {
    name == "agenda.ics" || name.starts_with("feed.")
}

/// Feeds and calendars are long and say what pages say: those of two sites are kept, and of them those of the
/// whole site and of its notices.
fn is_told(site: &str, path: &str) -> bool {
    let is_of_list = ["organisaties/", "regios/"].iter().any(|folder| path.starts_with(folder));
    let parts = path.split('/').count();
    ["amendments", "decisions"].contains(&site) && !is_of_list && parts != 2
}

/// JSON with a line for each value, so that a change is a line too.
fn data_text(path: &str, text: String) -> String {
    if path.ends_with(".ics") {
        return text.replace("\r\n", "\n");
    }
    if !path.ends_with(".json") {
        return text;
    }
    let value: serde_json::Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{path}: {e}"));
    serde_json::to_string_pretty(&value).expect("JSON prints") + "\n"
}

fn rewrite(folder: &Path, expected: &BTreeSet<(String, String)>) {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => panic!("{error}"),
        _ => {}
    }
    for (path, text) in expected {
        let place = folder.join(path);
        fs::create_dir_all(place.parent().expect("it lies in a folder")).expect("the folder can be made");
        fs::write(place, text).expect("the file can be written");
    }
}

fn compare(name: &str, folder: &Path, expected: &BTreeSet<(String, String)>) {
    let found: BTreeSet<_> = SiteTest::files_below(folder)
        .into_iter()
        .map(|(path, bytes)| (path, String::from_utf8(bytes).expect("what is kept is UTF-8")))
        .collect();
    let Some((path, _)) = expected.symmetric_difference(&found).next() else { return };
    let of = |all: &BTreeSet<(String, String)>| {
        all.iter().find(|(other, _)| other == path).map(|(_, text)| text.clone())
    };
    let (Some(now), Some(before)) = (of(expected), of(&found)) else {
        let what = if of(expected).is_some() { "is new" } else { "is no longer made" };
        panic!("{name}: {path} {what}; look at it, then run with UPDATE_GOLDEN=1");
    };
    let line = before.lines().zip(now.lines()).enumerate().find(|(_, (before, now))| before != now);
    let (nr, (before, now)) = line.unwrap_or((before.lines().count().min(now.lines().count()), ("…", "…")));
    panic!("{name}: {path}:{}\n- {before}\n+ {now}\nlook at it, then run with UPDATE_GOLDEN=1", nr + 1);
}

/// The repository's own site: both notices through all that happens to them.
#[test]
fn sample() {
    let site = SiteTest::folder(Path::new(env!("CARGO_MANIFEST_DIR")));
    check(
        "sample",
        &site,
        &[
            // Nothing is published yet.
            "2023-10-25T23.59.59",
            // The request for bids: questions can be asked.
            "2023-10-26T00.00.00",
            // Questions are closed and answers due.
            "2023-11-06T09.00.00",
            // The answers are out.
            "2023-11-08T12.00.00",
            // The last second in which to respond, and the first in which it is too late.
            "2023-11-09T08.59.59",
            "2023-11-09T09.00.00",
            // Interviews, and after them.
            "2023-11-15T13.00.00",
            "2023-11-15T16.00.00",
            // The vacancy: the day before its publication, its first day, its last second, closed.
            "2024-02-12T23.59.59",
            "2024-02-13T00.00.00",
            "2024-02-29T23.59.59",
            "2024-03-01T00.00.00",
        ],
    );
}

fn check_folder(name: &str, instants: &[&str]) {
    check(name, &SiteTest::folder(&sites().join(name)), instants);
}

/// A deadline that moves to and fro, a round that moves, interviews that are replaced.
#[test]
fn amendments() {
    check_folder(
        "amendments",
        &[
            // As first published.
            "2026-01-05T00.00.00",
            // The second before the closing is put off for the first time, and that second.
            "2026-01-14T11.59.59",
            "2026-01-14T12.00.00",
            // The round moved.
            "2026-01-16T00.00.00",
            // Put off again; the interviews are replaced.
            "2026-01-21T09.00.00",
            // Brought forward.
            "2026-01-27T00.00.00",
            // Closed by the shorter deadline.
            "2026-02-02T09.00.00",
            // Opened again.
            "2026-02-04T10.00.00",
            // Closed for good.
            "2026-02-12T00.00.00",
        ],
    );
}

/// Every way in which it ends, and what is left after retention.
#[test]
fn decisions() {
    check_folder(
        "decisions",
        &[
            // Everything is open and no outcome known.
            "2026-01-15T12.00.00",
            // One is withdrawn, one filled before its closing.
            "2026-01-22T10.00.00",
            // All are closed.
            "2026-02-02T09.00.00",
            // Awarded, with a standstill that runs; not awarded.
            "2026-02-10T09.00.00",
            // Its last second, and the award.
            "2026-03-02T23.59.59",
            "2026-03-03T00.00.00",
            // Retention ends for the first ones, and for the last.
            "2026-05-02T09.00.00",
            "2026-06-01T00.00.00",
        ],
    );
}

/// The instants at which `tests/sites/phases` is looked at.
const PHASES: [&str; 13] = [
    // Nothing may be known yet.
    "2026-03-02T08.59.59",
    // Questions can be asked.
    "2026-03-02T09.00.00",
    // A vacancy is filled before its closing.
    "2026-03-06T10.00.00",
    // Questions are closed and answers due.
    "2026-03-09T12.00.00",
    // One of each kind is withdrawn.
    "2026-03-10T16.00.00",
    // The answers are out, but for those of what was withdrawn.
    "2026-03-12T00.00.00",
    // Closed.
    "2026-03-20T12.00.00",
    // Interviews, between two days of them, and after them.
    "2026-03-30T13.00.00",
    "2026-03-31T11.00.00",
    // The decisions: standstill for who says how long, awarded for who does not.
    "2026-04-08T10.00.00",
    // The last second of the standstill, and the award.
    "2026-04-28T23.59.59",
    "2026-04-29T00.00.00",
    // Retention has ended for all.
    "2026-10-08T10.00.00",
];

/// Every phase of every kind.
#[test]
fn phases() {
    check_folder("phases", &PHASES);
}

/// Question rounds: several, answers that are late, that move or that come after the closing, and questions
/// with a moment of their own.
#[test]
fn rounds() {
    check_folder(
        "rounds",
        &[
            // Three rounds lie ahead.
            "2026-05-04T09.00.00",
            // A question with a moment of its own comes before the answers of any round.
            "2026-05-08T12.00.00",
            // The first rounds are closed.
            "2026-05-11T12.00.00",
            "2026-05-14T00.00.00",
            // A notice closes while its answers are still due.
            "2026-05-15T12.00.00",
            // The answers come, also after the closing; two questions are without one.
            "2026-05-18T09.00.00",
            // A question that came later.
            "2026-05-20T15.30.00",
            // The answers of the second round are put off, and come.
            "2026-06-01T10.00.00",
            "2026-06-03T00.00.00",
            // The last round is closed; nobody asked anything; closed for good.
            "2026-06-10T17.00.00",
            "2026-06-15T00.00.00",
            "2026-06-26T12.00.00",
        ],
    );
}

/// The words of the paragraphs of a class in a page, without the moments in them.
fn words_of(page: &str, class: &str) -> String {
    let paragraphs = page.split("<p ").skip(1).filter(|paragraph| {
        paragraph.split('>').next().is_some_and(|tag| tag.contains(&format!("class=\"{class}\"")))
    });
    let words = paragraphs.map(|paragraph| {
        let paragraph = paragraph.split("</p>").next().unwrap_or_default();
        let without_moments: String = paragraph
            .split("<time ")
            .enumerate()
            .map(
                |(nr, piece)| {
                    if nr == 0 { piece } else { piece.split_once("</time>").map_or("", |(_, rest)| rest) }
                },
            )
            .collect();
        without_moments.split_once('>').map_or(String::new(), |(_, words)| words.to_owned())
    });
    words.collect::<Vec<_>>().join("\n")
}

/// Each phase of each kind has words of its own, in both languages; a page that is not open says so once,
/// as the first thing in it, and a page that is open never.
#[test]
fn every_phase_of_every_kind_has_words_of_its_own() {
    let mut expected = BTreeSet::new();
    let both =
        ["questions-open", "answers-pending", "open", "closed", "interviewing", "deciding", "not-awarded"];
    for kind in ["inhuur", "aanbesteding", "vacature"] {
        let own: &[&str] = if kind == "vacature" { &["filled"] } else { &["standstill", "awarded"] };
        let all = both.iter().chain(own).chain(&["withdrawn"]);
        expected.extend(all.map(|phase| (kind.to_owned(), (*phase).to_owned())));
    }
    for language in ["nl", "en"] {
        let mut site = SiteTest::folder(&sites().join("phases"));
        let settings = site.files["termijn.toml"].clone();
        let settings = String::from_utf8(settings).expect("settings are text");
        site.put("termijn.toml", format!("language = \"{language}\"\n{settings}"));
        let inputs = site.inputs(Drafts::Excluded);
        // The words, and of which phase and kind they are.
        let mut told: BTreeMap<String, (String, String)> = BTreeMap::new();
        for instant in PHASES {
            let files = site.render(&termijn::assemble(&inputs, moment(&inputs, instant)));
            for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with("/notice.json")) {
                let data: serde_json::Value = serde_json::from_slice(bytes).expect("data are JSON");
                let of = |key: &str| data[key].as_str().expect("it is text").to_owned();
                let pair = (of("kind"), of("phase"));
                let page = path.replace("notice.json", "index.html");
                let page = std::str::from_utf8(&files[&page]).expect("pages are UTF-8");
                let main = page.split_once("<main ").expect("there is a main").1;
                let first = main.split_once('>').expect("the tag ends").1.trim_start();
                let notices = page.matches("data-closed-notice=").count();
                if data["is_open"] == true {
                    assert_eq!(notices, 0, "{path} at {instant}");
                } else {
                    assert_eq!(notices, 1, "{path} at {instant}");
                    let start = format!("<p class=\"closed-notice\" data-closed-notice=\"{}\"", pair.1);
                    assert!(first.starts_with(&start), "{path} at {instant}: {}", &first[..80]);
                    for address in ["reageren.example", "vragen.example", "reageren-f", "vragen-f", "tel:"] {
                        assert!(!page.contains(address), "{path} at {instant} has {address}");
                    }
                }
                // Without what tells two notices of one phase apart.
                let id = of("id");
                let words = [words_of(page, "closed-notice"), words_of(page, "status")].concat();
                let words = words.replace(&id, "").replace(&id.to_lowercase(), "");
                assert!(!words.trim().is_empty(), "{path} at {instant} says nothing of its phase");
                let known = told.entry(words).or_insert_with(|| pair.clone());
                assert_eq!(*known, pair, "{path} at {instant} has the words of another phase");
            }
        }
        let found: BTreeSet<_> = told.into_values().collect();
        assert_eq!(found, expected, "in {language}");
    }
}
