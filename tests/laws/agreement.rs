//! All files of one edition tell the same story, and nothing but records, settings and instant has a say in it.

use super::generator::{RecordSpec, SiteSpec, for_sites};
use super::site::{Files, SiteTest, assert_same, json, text};
use super::{instant, instant_near};
use std::collections::BTreeSet;
use termijn::lifecycle::Drafts;

#[test]
fn every_file_tells_the_same_story() {
    for_sites(500, |spec, draw| {
        // Links in the words about an organisation would be taken for its list.
        let mut spec = spec.clone();
        spec.organisations.iter_mut().for_each(|about| *about = "Over ons".to_owned());
        let spec = &spec;
        let site = SiteTest::of(spec.files());
        let t = instant_near(spec, draw);
        let files = site.render(&termijn::assemble(&site.quick_inputs(Drafts::Excluded), instant(t)));
        for record in &spec.records {
            notice(spec, record, t, &files);
        }
        let shown = |record: &&RecordSpec| record.is_visible(t) && !record.is_retired(t, spec);
        let shown: Vec<_> = spec.records.iter().filter(shown).collect();
        lists(&shown, t, &files);
        in_data(&shown, t, &files);
        sitemap(&shown, t, &files);
    });
}

#[test]
fn threads_have_no_say() {
    for_sites(40, |spec, draw| {
        let site = SiteTest::of(spec.files());
        let t = instant_near(spec, draw);
        let [one, two, eight] = [1, 2, 8].map(|threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| site.render(&termijn::assemble(&site.quick_inputs(Drafts::Excluded), instant(t))))
        });
        assert_same(&one, &two, "one thread and two");
        assert_same(&one, &eight, "one thread and eight");
    });
}

fn is_open(record: &RecordSpec, t: i64) -> bool {
    matches!(record.phase(t), "open" | "questions-open" | "answers-pending")
}

/// A notice's own folder.
fn notice(spec: &SiteSpec, record: &RecordSpec, t: i64, files: &Files) {
    let path = record.path();
    let inside: BTreeSet<_> =
        files.keys().filter_map(|file| file.strip_prefix(&path)).map(str::to_owned).collect();
    if !record.is_visible(t) {
        assert!(inside.is_empty(), "{path} is hidden at {t} and holds {inside:?}");
        return;
    }
    let page = text(files, &format!("{path}index.html"));
    assert_eq!(main_data(page, "notice"), Some(record.id()));
    assert_eq!(main_data(page, "phase").as_deref(), Some(record.phase(t)));
    assert_eq!(page.contains("noindex"), !is_open(record, t), "{path} at {t}: noindex");
    if record.is_retired(t, spec) {
        assert_eq!(inside, BTreeSet::from(["index.html".to_owned()]), "{path} is retired at {t}");
        assert!(!page.contains("data-closed-notice"), "{path} at {t}");
        return;
    }
    let data = json(files, &format!("{path}notice.json"));
    assert_eq!(data["id"], record.id());
    assert_eq!(data["phase"], record.phase(t));
    assert_eq!(data["is_open"], is_open(record, t));
    assert_eq!(data["closes_at"], rfc3339(record.closes_at(t)));
    assert_eq!(data["closes_inclusive_on"].as_str().map(str::to_owned), record.closes_on(t));
    assert_eq!(main_data(page, "closes-at").as_deref(), data["closes_at"].as_str());
    let known: Vec<_> = record.timeline(t, spec).into_iter().filter(|event| event.is_known).collect();
    let next = known.iter().map(|event| event.at).find(|at| *at > t).map(rfc3339);
    assert_eq!(data["next_change_at"].as_str().map(str::to_owned), next, "{path} at {t}");
    assert_eq!(main_data(page, "next-change"), Some(next.unwrap_or_default()));
    let told = data["timeline"].as_array().unwrap().iter();
    let told: Vec<_> = told.map(|event| (event["at"].clone(), event["event"].clone())).collect();
    let known = known.iter().map(|event| (rfc3339(event.at).into(), event.name().into()));
    assert_eq!(told, known.collect::<Vec<_>>(), "the timeline of {path} at {t}");

    for file in record.documents_out(t) {
        assert!(inside.contains(file), "{path}{file} is out at {t}");
    }
    let hidden =
        record.documents.iter().filter(|document| !record.documents_out(t).contains(&&*document.file));
    hidden.for_each(|document| assert!(!inside.contains(&document.file), "{path} at {t}: {document:?}"));
    closed(record, t, page);
}

/// A notice that is no longer open says so once and has no link for responding or asking.
fn closed(record: &RecordSpec, t: i64, page: &str) {
    let path = record.path();
    let banner = format!("data-closed-notice=\"{}\"", record.phase(t));
    let banners = page.matches("data-closed-notice=").count();
    if is_open(record, t) {
        assert_eq!(banners, 0, "{path} at {t}");
        assert!(page.contains(&format!("https://reageer.example/{}\"", record.slug)), "{path} at {t}");
    } else {
        assert!(banners == 1 && page.contains(&banner), "{path} at {t}");
        assert!(!page.contains("https://reageer.example/"), "{path} at {t}");
        assert!(!page.contains("JobPosting"), "{path} at {t}");
    }
    let has_deadline = record.rounds.iter().any(|round| round.deadline.is_some());
    let may_ask = if has_deadline { record.phase(t) == "questions-open" } else { is_open(record, t) };
    let asks = !record.rounds.is_empty() && may_ask;
    assert_eq!(page.contains("https://vraag.example/"), asks, "{path} at {t}: asking");
}

/// Home, archive, sections, organisations and regions hold what they should, in order, page after page.
fn lists(shown: &[&RecordSpec], t: i64, files: &Files) {
    let mut open: Vec<_> = shown.iter().copied().filter(|record| is_open(record, t)).collect();
    open.sort_by_key(|record| (record.closes_at(t), record.id()));
    let mut closed: Vec<_> = shown.iter().copied().filter(|record| !is_open(record, t)).collect();
    closed.sort_by_key(|record| (std::cmp::Reverse(record.closes_at(t)), record.id()));
    let check = |list: &str, expected: Vec<&RecordSpec>| {
        let expected: Vec<_> = expected.into_iter().map(RecordSpec::path).collect();
        assert_eq!(listed(files, list), expected, "the list /{list} at {t}");
    };
    check("", open.clone());
    check("archief/", closed.clone());
    for section in ["aanvragen", "vacatures"] {
        let list = format!("{section}/");
        if files.contains_key(&format!("{list}index.html")) {
            check(&list, open.iter().copied().filter(|record| record.section == section).collect());
        } else {
            assert!(!shown.iter().any(|record| record.section == section), "/{list} is missing at {t}");
        }
    }
    let both = |is_meant: &dyn Fn(&RecordSpec) -> bool| {
        open.iter().chain(&closed).copied().filter(|record| is_meant(record)).collect::<Vec<_>>()
    };
    for nr in 0..3 {
        let expected = both(&|record| record.organisation == nr);
        check_if_any(files, &format!("organisaties/org{nr}/"), expected, &check);
    }
    for region in ["utrecht", "noord-holland"] {
        let expected = both(&|record| record.region.is_some_and(|name| name.to_lowercase() == region));
        check_if_any(files, &format!("regios/{region}/"), expected, &check);
    }
}

/// Lists of one organisation or region exist when they hold something.
fn check_if_any<'a>(
    files: &Files,
    list: &str,
    expected: Vec<&'a RecordSpec>,
    check: &dyn Fn(&str, Vec<&'a RecordSpec>),
) {
    if expected.is_empty() {
        assert!(!files.contains_key(&format!("{list}index.html")), "/{list} holds nothing and is there");
    } else {
        check(list, expected);
    }
}

/// The notices that a list links to, over all its pages, in order.
fn listed(files: &Files, list: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for page in 1.. {
        let path =
            if page == 1 { format!("{list}index.html") } else { format!("{list}page/{page}/index.html") };
        let Some(bytes) = files.get(&path) else { break };
        let html = std::str::from_utf8(bytes).unwrap();
        let main = &html[html.find("<main").expect("every page has a main part")..];
        let (main, _) = main.split_once("</main>").expect("the main part ends");
        for piece in main.split("href=\"/").skip(1) {
            let (url, _) = piece.split_once('"').expect("an attribute ends");
            let is_notice = url.split('/').nth(1).is_some_and(|slug| slug.starts_with('r'))
                && (url.starts_with("aanvragen/") || url.starts_with("vacatures/"));
            if is_notice && !found.iter().any(|other| other == url) {
                found.push(url.to_owned());
            }
        }
    }
    found
}

/// `notices.json` holds every notice that is shown, by closing and id, as its own data tell it.
fn in_data(shown: &[&RecordSpec], t: i64, files: &Files) {
    let mut shown = shown.to_vec();
    shown.sort_by_key(|record| (record.closes_at(t), record.id()));
    let expected: Vec<_> = shown
        .iter()
        .map(|record| {
            let mut data = json(files, &format!("{}notice.json", record.path()));
            data.as_object_mut().unwrap().remove("timeline").expect("its own data have a timeline");
            data
        })
        .collect();
    assert_eq!(json(files, "notices.json"), serde_json::Value::Array(expected), "notices.json at {t}");
    assert!(json(files, "termijn.json")["next"].as_array().unwrap().len() <= 50);
}

fn sitemap(shown: &[&RecordSpec], t: i64, files: &Files) {
    let sitemap = text(files, "sitemap.xml");
    for record in shown {
        let address = format!("<loc>https://proef.example/{}</loc>", record.path());
        assert_eq!(sitemap.contains(&address), is_open(record, t), "{address} at {t}");
    }
    for piece in sitemap.split("<loc>https://proef.example/").skip(1) {
        let (path, _) = piece.split_once("</loc>").unwrap();
        assert!(files.contains_key(&format!("{path}index.html")), "{path} in the sitemap is not there");
    }
}

fn rfc3339(at: i64) -> String {
    super::generator::rfc3339(at)
}

/// A `data-` attribute of the main part.
fn main_data(page: &str, name: &str) -> Option<String> {
    let main = &page[page.find("<main")?..];
    let (tag, _) = main.split_once('>')?;
    let (_, value) = tag.split_once(&format!("data-{name}=\""))?;
    Some(value.split_once('"')?.0.to_owned())
}
