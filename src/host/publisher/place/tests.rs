//! Output folders that are refused, and some that are not.

use super::*;
use crate::host::publisher::check_output;
use crate::host::scratch::Scratch;

fn site() -> Scratch {
    let site = Scratch::new();
    site.file("termijn.toml", "");
    site.file("content/a.md", "");
    site.file("themes/t/theme.toml", "");
    site
}

/// The refusal's kind, for `output` seen from the site's root.
fn check(site: &Scratch, output: &str) -> &'static str {
    match check_output(site.path(), &site.path().join(output)) {
        Ok(()) => "fine",
        Err(Refusal::NotOurs { .. }) => "not ours",
        Err(Refusal::HoldsSources { .. }) => "sources",
        Err(Refusal::ThroughLink { .. }) => "link",
        Err(Refusal::NotADirectory { .. }) => "no folder",
        Err(Refusal::TakenByOther { .. } | Refusal::Busy) => unreachable!("these come later"),
    }
}

#[test]
fn the_sources_are_no_place_for_output() {
    let site = site();
    for output in [
        ".",
        "",
        "content",
        "content/",
        "content/uit",
        "themes",
        "themes/t/uit",
        "..",
        "../..",
        "public/..",
        "/",
        "content/../themes",
        "public/../content/x/",
        "nieuw/../content",
        "./content/.",
    ] {
        assert_eq!(check(&site, output), "sources", "{output}");
    }
    for output in
        ["public", "public/", "./public/.", "content/../public", "a/b/c", "contents", "../naast-termijn"]
    {
        assert_eq!(check(&site, output), "fine", "{output}");
    }
}

#[test]
fn sources_are_found_behind_links_too() {
    let (site, elsewhere) = (site(), Scratch::new());
    let root = elsewhere.link("site", site.path());
    assert!(matches!(check_output(&root, &site.path().join("content")), Err(Refusal::HoldsSources { .. })));
    assert!(matches!(check_output(site.path(), &root.join("content/x")), Err(Refusal::HoldsSources { .. })));
    assert!(check_output(&root, &root.join("public")).is_ok());
    assert!(check_output(site.path(), &root.join("public")).is_ok());
    let other = Scratch::new();
    other.folder("bron");
    let linked = Scratch::new();
    linked.link("content", other.path().join("bron"));
    let output = other.path().join("bron/uit");
    assert!(matches!(check_output(linked.path(), &output), Err(Refusal::HoldsSources { .. })));
}

#[test]
fn nothing_is_written_through_a_link() {
    let (site, elsewhere) = (site(), Scratch::new());
    elsewhere.folder("doel");
    site.link("public", elsewhere.path().join("doel"));
    site.link("los", "nergens");
    site.link("tussen", elsewhere.path());
    for output in ["public", "public/", "los", "tussen/doel", "tussen/nieuw", "public/../uit"] {
        assert_eq!(check(&site, output), "link", "{output}");
    }
    elsewhere.link("schakel", elsewhere.path().join("doel"));
    let above = elsewhere.path().join("schakel/nieuw");
    assert!(check_output(site.path(), &above).is_ok(), "outside the root only the last part counts");
    assert!(check_output(site.path(), &elsewhere.path().join("schakel")).is_err());
}

#[test]
fn a_file_is_no_folder() {
    let site = site();
    site.file("bestand", "");
    assert_eq!(check(&site, "bestand"), "no folder");
    assert_eq!(check(&site, "bestand/onder"), "no folder");
}

#[test]
fn a_folder_with_other_files_is_refused_with_an_example() {
    let site = site();
    site.folder("leeg");
    assert_eq!(check(&site, "leeg"), "fine");
    site.file("public/.gitignore", "*");
    site.file("public/.keep", "");
    assert_eq!(check(&site, "public"), "fine");
    site.file("public/z.txt", "");
    site.file("public/notes.txt", "");
    let Err(Refusal::NotOurs { example, .. }) = check_output(site.path(), &site.path().join("public")) else {
        panic!("refused as not ours");
    };
    assert_eq!(example, "notes.txt");
    site.folder("map/.gitkeep");
    assert_eq!(check(&site, "map"), "not ours");
}

#[test]
fn only_a_sound_manifest_makes_a_folder_ours() {
    let site = site();
    site.file("public/notes.txt", "");
    site.file("public/.termijn/manifest.json", r#"{"version":1,"files":{}}"#);
    assert_eq!(check(&site, "public"), "fine");
    let evil = r#"{"version":1,"files":{"../../content/a.md":"00000000000000000000000000000000"}}"#;
    for json in ["{", evil] {
        site.file("public/.termijn/manifest.json", json);
        let refusal = check_output(site.path(), &site.path().join("public")).unwrap_err();
        assert!(
            matches!(&refusal, Refusal::NotOurs { example, .. } if example == ".termijn/manifest.json"),
            "{refusal:?}"
        );
    }
    let other = Scratch::new();
    let manifest = other.file("manifest.json", r#"{"version":1,"files":{}}"#);
    fs::remove_file(site.path().join("public/.termijn/manifest.json")).unwrap();
    site.link("public/.termijn/manifest.json", manifest);
    assert_eq!(check(&site, "public"), "not ours");
}

#[test]
fn a_long_name_leaves_room_for_ours() {
    let site = site();
    let place = Place::find(site.path(), &site.path().join("x".repeat(255))).unwrap();
    assert!(place.beside("next").file_name().unwrap().len() < 100);
    let place = Place::find(site.path(), &site.path().join("public/")).unwrap();
    assert_eq!(place.beside("next"), site.path().join(".public.termijn-next"));
}
