//! What `termijn build` writes, where it refuses to write, and what a failure leaves behind.

mod support;

use std::collections::BTreeSet;
use std::fs;
use support::cli::Termijn;
use support::{NOW, TempSite, record};

fn with_record(text: &str) -> TempSite {
    TempSite::with(&[("content/aanvragen/14001.md", text)])
}

#[test]
fn a_build_with_an_error_leaves_the_previous_output_as_it_was() {
    let site = with_record(&record("14001", "", "", "De eerste tekst."));
    site.run(&["build"]).expect(0);
    let before = site.files("public");
    assert!(before.len() > 5);

    let sound = record("14002", "", "", "Een tweede.");
    site.write("content/aanvragen/14002.md", &sound);
    site.write("content/aanvragen/14001.md", record("14001", "titel = \"x\"", "", "Andere tekst."));
    let told = "Er is niets geschreven; de vorige site staat er nog.\n";
    let ran = site.run(&["build"]).expect(1);
    assert!(ran.err.ends_with(told) && ran.out.is_empty(), "{ran:?}");
    assert_eq!(site.files("public"), before);

    // Settings, theme and a page that fails while it is made: each the same.
    site.write("content/aanvragen/14001.md", record("14001", "", "", "Andere tekst."));
    site.write("termijn.toml", "onzin");
    site.run(&["build"]).expect(3).says(told.trim());
    assert_eq!(site.files("public"), before);
    site.write("termijn.toml", format!("{}theme = \"eigen\"\n", support::SETTINGS));
    site.write("themes/eigen/templates/notice.html", "{{ weg.weg }}");
    site.run(&["build"]).expect(3).says("T0702");
    assert_eq!(site.files("public"), before);

    site.write("termijn.toml", support::SETTINGS);
    site.run(&["build"]).expect(0);
    assert!(site.read("public/aanvragen/14001/index.html").contains("Andere tekst."));
    assert!(site.has("public/aanvragen/14002/index.html"));
}

#[test]
fn a_second_build_of_the_same_writes_nothing() {
    let site = with_record(&record("14001", "", "", "Tekst."));
    site.run(&["build"]).expect(0);
    let before = site.files("public");
    let json = site.run(&["build", "--format", "json"]).expect(0).json();
    assert_eq!((&json["written"], &json["removed"]), (&serde_json::json!([]), &serde_json::json!([])));
    assert_eq!(site.files("public"), before);
}

#[test]
fn every_unknown_key_of_every_file_is_told_in_one_run() {
    let site = TempSite::with(&[
        ("content/aanvragen/a.md", &record("1", "titel = 1\nkop = 2", "", "")),
        (
            "content/aanvragen/b/index.md",
            &record("2", "", "[contract]\nbegin = 1\n[[contacts]]\nnaam = 1", ""),
        ),
        ("content/aanvragen/b/questions.toml", "vragen = 1\n"),
        ("content/vacatures/c.toml", "titel = 1\n"),
        ("content/organisations/d.toml", "name = \"D\"\nnaam = 1\n"),
        ("content/pages/e.md", "+++\ntitle = \"E\"\nvolgorde = 1\n+++\n"),
    ]);
    let found = site.run(&["check", "--format", "json"]).expect(1).json();
    let unknown: BTreeSet<(&str, u64)> = found
        .as_array()
        .unwrap()
        .iter()
        .filter(|line| line["code"] == "T0201")
        .map(|line| (line["file"].as_str().unwrap(), line["line"].as_u64().unwrap()))
        .collect();
    let expected = BTreeSet::from([
        ("content/aanvragen/a.md", 6),
        ("content/aanvragen/a.md", 7),
        ("content/aanvragen/b/index.md", 14),
        ("content/aanvragen/b/index.md", 16),
        ("content/aanvragen/b/questions.toml", 1),
        ("content/vacatures/c.toml", 1),
        ("content/organisations/d.toml", 2),
        ("content/pages/e.md", 3),
    ]);
    assert_eq!(unknown, expected);
}

#[test]
fn a_draft_stops_nobody_until_it_is_asked_for() {
    let site = TempSite::with(&[
        ("content/aanvragen/14001.md", &record("14001", "", "", "Zie [de andere](@/aanvragen/14002).")),
        ("content/aanvragen/14002.md", &record("14002", "draft = true\ntitel = \"x\"", "", "GEHEIM")),
        ("content/aanvragen/14003.md", &record("14003", "draft = true", "", "GEHEIM")),
    ]);
    let ran = site.run(&["build"]).expect(0).says("waarschuwing[T0201]");
    assert!(!ran.err.contains("fout[") && ran.out.contains("1 concept"), "{ran:?}");
    let before = site.files("public");
    assert!(!before.iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains("GEHEIM")));
    assert!(!site.has("public/aanvragen/14003"));

    site.run(&["build", "--drafts"]).expect(1).says("fout[T0201]").says("Er is niets geschreven");
    assert_eq!(site.files("public"), before);

    site.write("content/aanvragen/14002.md", record("14002", "draft = true", "", "GEHEIM"));
    site.run(&["build", "--drafts"]).expect(0);
    assert!(site.read("public/aanvragen/14002/index.html").contains("GEHEIM"));
    site.run(&["build"]).expect(0);
    assert_eq!(site.files("public"), before);
}

#[test]
fn drafts_lifts_draft_only_and_not_the_publication() {
    let text = record("14001", "draft = true", "", "GEHEIM").replace("2026-01-05", "2026-02-01");
    let site = with_record(&text);
    site.run(&["build", "--drafts"]).expect(0);
    assert!(!site.has("public/aanvragen"));
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    let site = with_record(&record("14001", "", "", "Tekst."));
    site.write("foto's/kat.jpg", "miauw");
    site.run(&["build", "-o", "foto's"]).expect(2).says("die niet van Termijn zijn, zoals kat.jpg");
    assert_eq!(site.files("foto's"), [("kat.jpg".to_owned(), b"miauw".to_vec())]);

    let before = site.files("content");
    for folder in ["content", "content/aanvragen", "themes", ".", "..", "content/../content"] {
        site.run(&["build", "-o", folder]).expect(2);
        assert_eq!(site.files("content"), before, "{folder}");
    }
    site.write("leeg/.gitkeep", "");
    site.link("link", "leeg");
    site.run(&["build", "-o", "link"]).expect(2).says("symbolische link");
    assert_eq!(site.files("leeg").len(), 1);
    site.run(&["build", "-o", "termijn.toml"]).expect(2).says("is geen map");
    site.run(&["build", "-o", "termijn.toml/public"]).expect(2).says("is geen map");
    assert_eq!(site.read("termijn.toml"), support::SETTINGS);

    // An empty folder is anybody's.
    fs::create_dir(site.path("nieuw")).unwrap();
    site.run(&["build", "-o", "nieuw"]).expect(0);
    assert!(site.has("nieuw/index.html"));
}

#[test]
fn files_of_others_in_our_folder_stay() {
    let site = with_record(&record("14001", "", "", "Tekst."));
    site.run(&["build"]).expect(0);
    site.write("public/google1234.html", "bewijs");
    fs::remove_file(site.path("content/aanvragen/14001.md")).unwrap();
    site.run(&["build"]).expect(0);
    assert_eq!(site.read("public/google1234.html"), "bewijs");
    assert!(!site.has("public/aanvragen/14001"));
}

#[test]
fn the_root_may_be_elsewhere_and_the_output_stands_below_it() {
    let site = with_record(&record("14001", "", "", "Tekst."));
    let elsewhere = TempSite::empty();
    let root = site.root().to_str().unwrap();
    for flag in [&["-r", root][..], &["--root", root]] {
        let mut arguments = vec!["build", "--at", NOW];
        arguments.extend(flag);
        Termijn::new(elsewhere.root()).run(&arguments).expect(0);
        assert!(site.has("public/index.html"));
        fs::remove_dir_all(site.path("public")).unwrap();
    }
    let ran = Termijn::new(elsewhere.root()).run(&["build", "-r", root, "-o", "uit", "--at", NOW]).expect(0);
    assert!(ran.out.starts_with("uit: "), "{}", ran.out);
    assert!(elsewhere.has("uit/index.html") && !site.has("public"));

    site.write("content/aanvragen/14001.md", record("14001", "titel = 1", "", ""));
    let found = Termijn::new(elsewhere.root()).run(&["check", "-r", root, "--at", NOW, "--format", "json"]);
    assert_eq!(found.expect(1).json()[0]["file"], "content/aanvragen/14001.md");
}

#[test]
fn the_base_address_can_be_given() {
    let site = with_record(&record("14001", "", "", "Tekst."));
    let address = |url: &str| {
        site.run(&["build", "-u", url]).expect(0);
        let json: serde_json::Value =
            serde_json::from_str(&site.read("public/aanvragen/14001/notice.json")).unwrap();
        json["url"].as_str().unwrap().to_owned()
    };
    assert_eq!(address("https://werk.example/"), "https://werk.example/aanvragen/14001/");
    assert_eq!(address("https://werk.example/onder"), "https://werk.example/onder/aanvragen/14001/");
    for wrong in ["werk.example", "javascript:alert(1)", "https://x.nl/?a", "https://x.nl/#a", ""] {
        site.run(&["check", "-u", wrong]).expect(3).says("T0207");
    }
}

#[test]
fn a_site_whose_records_are_gone_does_not_replace_the_published_one() {
    let site = with_record(&record("14001", "", "", "Tekst."));
    site.run(&["build"]).expect(0);
    let before = site.files("public");
    fs::remove_dir_all(site.path("content")).unwrap();
    site.run(&["build"]).expect(1).says("de map met berichten is er niet");
    assert_eq!(site.files("public"), before);

    // Nothing was published yet: then a site without records is merely new.
    fs::remove_dir_all(site.path("public")).unwrap();
    site.run(&["build"]).expect(0);
    // An empty folder says that none are meant.
    let site = with_record(&record("14001", "", "", "Tekst."));
    site.run(&["build"]).expect(0);
    fs::remove_file(site.path("content/aanvragen/14001.md")).unwrap();
    site.run(&["build"]).expect(0);
}
