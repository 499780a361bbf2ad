//! Canaries: words that stand nowhere but in one place of a record. Before the moment of that place no byte and
//! no name of a file may hold them, from that moment on some file does.
//!
//! A canary is a run of letters that slugs, lower case, HTML, JSON and percent-encoding all leave as it is. So
//! one search through the output in lower case finds it in every form that it may take.

#[path = "support/site.rs"]
mod site;

use site::{Files, SiteTest, at, text};
use std::collections::BTreeSet;
use std::path::Path;
use termijn::lifecycle::Drafts;
use termijn::time::Instant;

/// A record with a canary in every place, `zwijg…`, and beside it a visible record and a page that link to it.
fn canaries() -> SiteTest {
    SiteTest::folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/canaries"))
}

/// From when on which canaries are out. The record lists them in this order.
const MOMENTS: [(&str, &str); 7] = [
    ("2026-03-02T12:00:00+01:00", "published"),
    ("2026-03-05T00:00:00+01:00", "answers"),
    ("2026-03-06T10:00:00+01:00", "item"),
    ("2026-03-07T00:00:00+01:00", "document"),
    ("2026-03-08T09:00:00+01:00", "amendment"),
    ("2026-04-02T00:00:00+02:00", "decision"),
    ("2026-04-20T08:00:00+02:00", "withdrawal"),
];

/// Canaries that come out at a moment; every other one comes out with the record.
fn from(moment: &str) -> &'static [&'static str] {
    match moment {
        "answers" => &[
            "zwijgvraag",
            "zwijgantwoord",
            "zwijgbetreft",
            "zwijgnummer",
            "zwijglosvraag",
            "zwijglosantwoord",
            "zwijgbijantwoord",
            "zwijgbytesantwoord",
        ],
        "item" => &["zwijgeigenvraag", "zwijgeigenantwoord", "zwijgeigennummer"],
        "document" => &["zwijglatertitel", "zwijglatersoort", "zwijglaterbestand", "zwijglaterpdf"],
        "amendment" => &[
            "zwijgreden",
            "zwijgtoelichting",
            "zwijgtekstreden",
            "zwijgnieuwezaal",
            "zwijgnieuwbericht",
            "2026-03-28t00:00:00",
            "27 maart 2026",
        ],
        "decision" => &["zwijgwinnaar", "zwijgbesluit", "zwijgbijbesluit", "zwijgbytesbesluit"],
        "withdrawal" => &["zwijgintrekking"],
        _ => &[],
    }
}

/// In the files and meant for nobody.
const NEVER: [&str; 4] = ["zwijgpanel", "zwijgmap", "zwijgongenoemd", "zwijgbytesongenoemd"];

/// Every canary in the sources, by the words that start with `zwijg`, and the dates of [`from`].
fn all(site: &SiteTest) -> BTreeSet<String> {
    let mut found: BTreeSet<String> =
        MOMENTS.iter().flat_map(|(_, moment)| from(moment)).map(|word| (*word).to_owned()).collect();
    for (path, bytes) in &site.files {
        let text = format!("{path} {}", String::from_utf8_lossy(bytes)).to_lowercase();
        let words = text.split(|c: char| !c.is_ascii_lowercase());
        found.extend(words.filter(|word| word.starts_with("zwijg")).map(str::to_owned));
    }
    for word in &found {
        let longer = found.iter().find(|other| *other != word && other.starts_with(word.as_str()));
        assert_eq!(longer, None, "finding it would tell nothing of {word}");
    }
    found
}

/// The paths of files that hold a word, in their name or their bytes, in whatever form.
fn holders(files: &Files, word: &str) -> Vec<String> {
    let has = |path: &str, bytes: &[u8]| {
        let plain = String::from_utf8_lossy(bytes).to_lowercase();
        path.to_lowercase().contains(word) || plain.contains(word)
    };
    files.iter().filter(|(path, bytes)| has(path, bytes)).map(|(path, _)| path.clone()).collect()
}

#[track_caller]
fn assert_silent<'a>(files: &Files, words: impl IntoIterator<Item = &'a str>, when: &str) {
    for word in words {
        let holders = holders(files, word);
        assert!(holders.is_empty(), "{when}: \"{word}\" is in {holders:?}");
    }
}

fn second_before(instant: Instant) -> Instant {
    instant.plus_seconds(-1)
}

#[test]
fn every_canary_keeps_silent_until_its_moment_and_sings_from_it_on() {
    let site = canaries();
    let all = all(&site);
    assert!(all.len() > 90, "there are canaries everywhere: {}", all.len());
    let later: BTreeSet<&str> = MOMENTS.iter().flat_map(|(_, moment)| from(moment)).copied().collect();
    let mut hidden: BTreeSet<&str> = all.iter().map(String::as_str).collect();
    for (instant, moment) in MOMENTS {
        let instant = at(instant);
        let before = site.at(second_before(instant));
        assert_silent(&before, hidden.iter().copied(), moment);
        let now: Vec<&str> = match moment {
            "published" => hidden.iter().copied().filter(|word| !later.contains(word)).collect(),
            _ => from(moment).to_vec(),
        };
        let after = site.at(instant);
        let mut missing: Vec<&str> = Vec::new();
        for word in now {
            hidden.remove(word);
            if holders(&after, word).is_empty() {
                missing.push(word);
            }
        }
        missing.retain(|word| !NEVER.contains(word));
        assert!(missing.is_empty(), "{moment}: {missing:?} are nowhere");
    }
    assert!(hidden.is_empty(), "{hidden:?} never came out");
    assert_silent(&site.at(at("2026-05-01T00:00:00+02:00")), NEVER, "at the end");
}

#[test]
fn a_hidden_record_leaves_not_one_trace() {
    let site = canaries();
    let files = site.at(at("2026-03-02T11:59:59+01:00"));
    assert_silent(&files, ["zwijg"], "a second before publication");
    // The words of the links to it are the others' own.
    for path in ["aanvragen/open/index.html", "over/index.html"] {
        assert!(text(&files, path).contains("Zie "), "{path}");
    }
    assert!(text(&files, "aanvragen/open/index.html").contains("Zie het bericht."));

    let mut without = site;
    let of_it = |path: &&String| path.contains("zwijg");
    let paths: Vec<_> = without.files.keys().filter(of_it).cloned().collect();
    paths.iter().for_each(|path| without.remove(path));
    without.edit("content/aanvragen/open.md", "[het bericht](@/zwijgsectie/zwijgadres)", "het bericht");
    without.edit("content/pages/over.md", "[dit](@/zwijgsectie/zwijgadres)", "dit");
    let bare = without.at(at("2026-03-02T11:59:59+01:00"));
    let paths = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(&files), paths(&bare), "the same paths as without the record");
    let page = "aanvragen/open/index.html";
    assert_eq!(text(&files, page), text(&bare, page), "the link is its text and nothing more");
}

#[test]
fn a_link_appears_with_the_record_that_it_leads_to() {
    let site = canaries();
    let files = site.at(at("2026-03-02T12:00:00+01:00"));
    let link = "Zie <a href=\"/zwijgsectie/zwijgadres/\">het bericht</a>.";
    assert!(text(&files, "aanvragen/open/index.html").contains(link));
    assert!(text(&files, "over/index.html").contains("href=\"/zwijgsectie/zwijgadres/\""));
}

#[test]
fn a_draft_is_never_there_and_with_drafts_only_from_its_publication() {
    let mut site = canaries();
    site.edit("content/zwijgsectie/zwijgmap/index.md", "draft = false", "draft = true");
    for (instant, moment) in MOMENTS {
        assert_silent(&site.at(at(instant)), ["zwijg"], moment);
    }
    let with_drafts = |instant| site.render(&termijn::assemble(&site.inputs(Drafts::Included), at(instant)));
    assert_silent(&with_drafts("2026-03-02T11:59:59+01:00"), ["zwijg"], "drafts, before publication");
    let files = with_drafts("2026-03-02T12:00:00+01:00");
    assert!(!holders(&files, "zwijgtitel").is_empty(), "a draft is there when asked for");
    assert_silent(&files, from("answers").iter().copied(), "drafts, before the answers");
}

#[test]
fn what_a_withdrawal_drops_never_comes_out() {
    let mut site = canaries();
    let path = "content/zwijgsectie/zwijgmap/index.md";
    site.edit(path, "on = 2026-04-20T08:00:00", "on = 2026-03-06T12:00:00");
    let before = site.at(at("2026-03-06T11:59:59+01:00"));
    assert_silent(&before, ["zwijgintrekking"], "before the withdrawal");
    assert!(!holders(&before, "zwijgeigenantwoord").is_empty(), "what came before it is there");
    let dropped: Vec<&str> =
        ["document", "amendment", "decision"].iter().flat_map(|m| from(m)).copied().collect();
    let withdrawn = site.at(at("2026-03-06T12:00:00+01:00"));
    assert!(!holders(&withdrawn, "zwijgintrekking").is_empty(), "the reason is there");
    for instant in ["2026-03-06T12:00:00+01:00", "2026-03-08T09:00:00+01:00", "2026-05-01T00:00:00+02:00"] {
        let files = site.at(at(instant));
        assert_silent(&files, dropped.iter().copied(), instant);
        assert!(!holders(&files, "zwijgeigenantwoord").is_empty(), "what came before it stays");
    }
    site::assert_same(&withdrawn, &site.at(at("2026-05-01T00:00:00+02:00")), "nothing happens any more");
}

#[test]
fn after_retention_only_title_organisation_and_phase_are_left() {
    let mut site = canaries();
    site.put("termijn.toml", format!("{}[retention]\nclosed = \"1 maand\"\n", site::SETTINGS));
    let last = site.at(at("2026-05-20T07:59:59+02:00"));
    assert!(!holders(&last, "zwijgantwoord").is_empty(), "all is there until the last second");
    let files = site.at(at("2026-05-20T08:00:00+02:00"));
    let left: BTreeSet<_> = all(&site).into_iter().filter(|word| !holders(&files, word).is_empty()).collect();
    let expected =
        ["zwijgtitel", "zwijgorganisatie", "zwijgkenmerk", "zwijgadres", "zwijgsectie", "zwijgalias"];
    assert_eq!(left, expected.map(str::to_owned).into(), "what is left");
    let folder: Vec<_> = files.keys().filter(|path| path.starts_with("zwijgsectie/zwijgadres/")).collect();
    assert_eq!(folder, ["zwijgsectie/zwijgadres/index.html"]);
    let page = text(&files, "zwijgsectie/zwijgadres/index.html");
    assert!(page.contains("data-phase=\"withdrawn\"") && page.contains("noindex"));
    assert!(!page.contains("data-closed-notice"));
    let mut holders = holders(&files, "zwijgtitel");
    holders.sort();
    // The page itself and the old address that leads there: in no list and no index.
    assert_eq!(holders, ["oud/zwijgalias/index.html", "zwijgsectie/zwijgadres/index.html"]);
}

#[test]
fn a_region_and_an_organisation_keep_the_name_that_visible_records_gave() {
    let mut site = canaries();
    let open = text(&site.files, "content/aanvragen/open.md").to_owned();
    site.put("content/aanvragen/aaa.md", open);
    for (from, to) in [("2026-01-05", "2026-03-02"), ("Gemeente", "GEMEENTE"), ("Utrecht", "UTRECHT")] {
        site.edit("content/aanvragen/aaa.md", from, to);
    }
    for (instant, is_out) in [("2026-03-01T23:59:59+01:00", false), ("2026-03-02T00:00:00+01:00", true)] {
        let files = site.at(at(instant));
        let has = |word: &str| files.values().any(|bytes| String::from_utf8_lossy(bytes).contains(word));
        assert_eq!((has("GEMEENTE"), has("UTRECHT")), (is_out, is_out), "{instant}");
        assert!(text(&files, "organisaties/gemeente/index.html").contains("<h1>Gemeente</h1>"), "{instant}");
    }
}
