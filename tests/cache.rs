//! What `.termijn/` saves, and that it changes nothing.

mod support;

use std::fs;
use std::time::{Duration, SystemTime};
use support::cli::Ran;
use support::{TempSite, record};

/// Before the closing of every record here.
const BEFORE: &str = "2026-01-15T12:00:00+01:00";

fn site() -> TempSite {
    // The second has something to be said of.
    TempSite::with(&[
        ("content/aanvragen/14001.md", &record("14001", "", "", "De eerste tekst.")),
        ("content/aanvragen/14002.md", &record("14002", "", "", "De tweede <b>tekst</b>.")),
    ])
}

/// Makes all files look older than any clock's step, so that they are known by their times alone.
fn age(site: &TempSite) {
    for path in site.files("content").into_iter().map(|(path, _)| format!("content/{path}")) {
        shift(site, &path, |written| written - Duration::from_secs(3600));
    }
    shift(site, "termijn.toml", |written| written - Duration::from_secs(3600));
}

fn shift(site: &TempSite, path: &str, by: impl Fn(SystemTime) -> SystemTime) {
    let file = fs::OpenOptions::new().write(true).open(site.path(path)).expect("the file is there");
    let written = file.metadata().and_then(|about| about.modified()).expect("the disk keeps times");
    file.set_modified(by(written)).expect("the file is ours");
}

fn build(site: &TempSite, more: &[&str]) -> Ran {
    let at: &[&str] = if more.contains(&"--at") { &[] } else { &["--at", BEFORE] };
    site.run_bare(&[&["build"], at, more].concat())
}

/// What was said without how long it took and how many files were written.
fn said(ran: &Ran) -> (String, String) {
    let differs = ["Klaar in", "Done in", "public:"];
    let lines = ran.out.lines().filter(|line| !differs.iter().any(|start| line.starts_with(start)));
    (lines.collect::<Vec<_>>().join("\n"), ran.err.clone())
}

fn written(ran: &Ran) -> Vec<String> {
    let json = ran.json();
    let paths = json["written"].as_array().expect("this is a list").iter();
    paths.map(|path| path.as_str().expect("this is a path").to_owned()).collect()
}

#[test]
fn a_build_of_the_same_says_the_same_and_writes_nothing() {
    let site = site();
    age(&site);
    let first = build(&site, &[]).expect(0);
    let files = site.files("public");
    assert!(site.has(".termijn/last-build.json"));
    let again = build(&site, &[]).expect(0);
    assert!(again.out.contains(" 0 bestanden geschreven"), "{}", again.out);
    assert!(first.err.contains("HTML wordt als tekst getoond"), "{}", first.err);
    assert_eq!(said(&again), said(&first));
    assert_eq!(site.files("public"), files);

    let english = build(&site, &["--language", "en"]).expect(0);
    fs::remove_dir_all(site.path(".termijn")).unwrap();
    assert_eq!(said(&english), said(&build(&site, &["--language", "en"]).expect(0)));
    let json = build(&site, &["--format", "json"]).expect(0);
    fs::remove_dir_all(site.path(".termijn")).unwrap();
    assert_eq!(json.json(), build(&site, &["--format", "json"]).expect(0).json());
}

#[test]
fn each_change_is_built() {
    let site = site();
    let json = |more: &[&str]| written(&build(&site, &[&["--format", "json"], more].concat()).expect(0));
    let has = |paths: &[String], path: &str| paths.iter().any(|other| other == path);
    assert!(json(&[]).len() > 5);
    assert_eq!(json(&[]), [""; 0]);

    // Of one length, in one moment: only the bytes tell.
    let record_of = |text| record("14001", "", "", text);
    site.write("content/aanvragen/14001.md", record_of("De eersta tekst."));
    assert!(has(&json(&[]), "aanvragen/14001/index.html"));
    site.write("content/aanvragen/14003.md", record("14003", "", "", "De derde tekst."));
    assert!(has(&json(&[]), "aanvragen/14003/index.html"));
    fs::remove_file(site.path("content/aanvragen/14003.md")).unwrap();
    assert!(!has(&json(&[]), "aanvragen/14003/index.html") && !site.has("public/aanvragen/14003/index.html"));
    site.write("termijn.toml", support::SETTINGS.replace("Vacatures", "Banen"));
    assert!(has(&json(&[]), "index.html"));

    // Whatever else a build is told counts too.
    assert!(!json(&["--drafts", "--base-url", "https://elders.example/"]).is_empty());
    assert!(!json(&[]).is_empty());
    assert_eq!(json(&[]), [""; 0]);
    assert!(!json(&["--at", "2027-01-01T00:00:00+01:00"]).is_empty(), "the closing has passed");
    assert!(!json(&["-o", "elders"]).is_empty());
}

#[test]
fn what_was_touched_is_made_good() {
    let site = site();
    age(&site);
    build(&site, &[]).expect(0);
    let files = site.files("public");
    let page = "public/aanvragen/14001/index.html";
    fs::write(site.path(page), "weg").unwrap();
    shift(&site, page, |written| written + Duration::from_secs(5));
    assert_eq!(written(&build(&site, &["--format", "json"]).expect(0)), ["aanvragen/14001/index.html"]);
    fs::remove_file(site.path("public/notices.json")).unwrap();
    assert_eq!(written(&build(&site, &["--format", "json"]).expect(0)), ["notices.json"]);
    fs::remove_dir_all(site.path("public")).unwrap();
    build(&site, &[]).expect(0);
    assert_eq!(site.files("public"), files);
}

#[test]
fn what_is_late_is_told_on_its_day() {
    let late = "[decision]\nexpected_on = 2026-01-20\n";
    let site = TempSite::with(&[("content/aanvragen/14001.md", &record("14001", "", late, "Tekst."))]);
    age(&site);
    let at = |at: &str| {
        site.run_bare(&["build", "--at", at]).expect(0).err.contains("de beslissing werd verwacht")
    };
    assert!(!at("2026-01-20T12:00:00+01:00"));
    assert!(!at("2026-01-20T23:59:59+01:00"));
    assert!(at("2026-01-21T00:00:00+01:00"));
    assert!(at("2026-01-21T00:00:01+01:00"));
    assert!(!at("2026-01-20T12:00:00+01:00"));
}

#[test]
fn a_damaged_cache_is_told_of_and_left_aside() {
    let site = site();
    build(&site, &[]).expect(0);
    let files = site.files("public");
    for bytes in [&b""[..], b"onzin", b"termijn-cache x y\n{}"] {
        fs::write(site.path(".termijn/last-build.json"), bytes).unwrap();
        let ran = build(&site, &[]).expect(0);
        let is_other_version = bytes.starts_with(b"termijn-cache");
        assert_eq!(ran.err.contains(".termijn/ is beschadigd"), !is_other_version, "{}", ran.err);
        assert_eq!(site.files("public"), files);
    }
    let ran = build(&site, &[]).expect(0);
    assert!(!ran.err.contains("beschadigd"), "it was made anew");

    for name in ["last-build.json", "records"] {
        fs::write(site.path(&format!(".termijn/{name}")), "onzin").unwrap();
    }
    let ran = build(&site, &[]).expect(0);
    assert_eq!(ran.err.matches("beschadigd").count(), 1, "said once: {}", ran.err);
    assert_eq!(site.files("public"), files);
}

#[test]
fn only_what_changed_is_read_and_damage_is_found_when_it_matters() {
    let site = site();
    site.write("content/aanvragen/14003.md", record("14003", "", "", "De derde tekst."));
    build(&site, &[]).expect(0);
    let shelved = || {
        let names = site.files(".termijn").into_iter().map(|(name, _)| name);
        names.filter(|name| name.starts_with("records-")).collect::<Vec<_>>()
    };
    assert_eq!(shelved(), ["records-1"]);
    site.write("content/aanvragen/14003.md", record("14003", "", "", "Een andere tekst."));
    build(&site, &[]).expect(0);
    assert_eq!(shelved(), ["records-1", "records-2"]);
    assert!(
        site.files(".termijn").iter().any(|(name, bytes)| name == "records-2" && bytes.len() < 3_000),
        "one record is in the second"
    );

    // The first holds what the page of another record is made of, and that page is wanted again.
    let place = site.path(".termijn/records-1");
    let mut bytes = fs::read(&place).unwrap();
    bytes.iter_mut().for_each(|byte| *byte ^= 1);
    fs::write(&place, bytes).unwrap();
    fs::remove_file(site.path("public/aanvragen/14001/index.html")).unwrap();
    let ran = build(&site, &[]).expect(0);
    assert!(ran.err.contains(".termijn/ is beschadigd"), "{}", ran.err);
    let files = site.files("public");
    assert!(files.iter().any(|(path, _)| path == "aanvragen/14001/index.html"));
    assert_eq!(shelved(), ["records-1"], "all was made anew");
    fs::remove_dir_all(site.path(".termijn")).unwrap();
    fs::remove_dir_all(site.path("public")).unwrap();
    build(&site, &[]).expect(0);
    assert_eq!(site.files("public"), files);
}

#[test]
fn many_edits_do_not_make_many_files() {
    let site = site();
    for number in 0..40 {
        site.write("content/aanvragen/14001.md", record("14001", "", "", &format!("Tekst nummer {number}.")));
        build(&site, &[]).expect(0);
        let count = site.files(".termijn").iter().filter(|(name, _)| name.starts_with("records-")).count();
        assert!((1..=33).contains(&count), "{count} files after {number} edits");
    }
    let files = site.files("public");
    fs::remove_dir_all(site.path(".termijn")).unwrap();
    fs::remove_dir_all(site.path("public")).unwrap();
    build(&site, &[]).expect(0);
    assert_eq!(site.files("public"), files);
}

#[test]
fn what_was_found_out_about_one_record_is_never_told_of_another() {
    // A draft that wants the same address, with a deadline of its own: it drops out, with a warning.
    let draft = record("14009", "slug = \"14001\"\ndraft = true\n", "", "Een ander werk.");
    let site = TempSite::with(&[
        ("content/aanvragen/14001.md", &record("14001", "", "", "Het werk.")),
        ("content/aanvragen/x.md", &draft.replace("2026-03-02T09:00", "2026-04-13T17:00")),
    ]);
    assert!(build(&site, &[]).expect(0).err.contains("twee bronnen"));
    fs::remove_file(site.path("content/aanvragen/14001.md")).unwrap();
    build(&site, &["--drafts"]).expect(0);
    let files = site.files("public");
    assert!(site.read("public/termijn.json").contains("2026-04-13T17:00:00+02:00"));
    fs::remove_dir_all(site.path(".termijn")).unwrap();
    fs::remove_dir_all(site.path("public")).unwrap();
    build(&site, &["--drafts"]).expect(0);
    assert_eq!(site.files("public"), files);
}
