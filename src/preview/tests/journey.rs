//! What an editor does in a day: mistakes are made and mended, and the site goes on.

use super::*;

#[test]
fn the_last_good_site_stays_while_a_record_is_wrong_p7() {
    let bench = Bench::with(&[]);
    let (_, before) = bench.page("/aanvragen/14001/");
    bench.save(OPEN, "+++\nkind = \"inhuur\"\ntitle = \"Half\n");
    let (status, now) = bench.page("/aanvragen/14001/");
    assert_eq!((status, now), (200, before));
    let data = bench.json("problems.json");
    assert!(data["errors"].as_u64().unwrap() > 0);
    assert_eq!((&data["has_site"], &data["problems"][0]["places"][0]["file"]), (&true.into(), &OPEN.into()));
    let checklist = bench.json("checklist.json?path=/aanvragen/14001/");
    assert!(!checklist["findings"].as_array().unwrap().is_empty());
    bench.save(OPEN, &record("14001", "", "Hersteld."));
    assert_eq!(bench.json("problems.json")["errors"], 0);
    assert!(bench.page("/aanvragen/14001/").1.contains("Hersteld."));
}

#[test]
fn other_pages_go_on_while_settings_or_theme_are_wrong_p7() {
    let bench = Bench::with(&[]);
    bench.save("termijn.toml", "title = ");
    bench.save(OPEN, &record("14001", "", "Nieuwe tekst."));
    assert!(bench.page("/aanvragen/14001/").1.contains("Nieuwe tekst."));
    assert!(bench.json("problems.json")["errors"].as_u64().unwrap() > 0);
    bench.save("termijn.toml", SETTINGS);
    bench.save("themes/termijn/templates/notice.html", "{% if %}");
    assert!(bench.page("/aanvragen/14001/").1.contains("Nieuwe tekst."));
    assert!(bench.json("problems.json")["errors"].as_u64().unwrap() > 0);
    bench.remove("themes/termijn/templates/notice.html");
    assert_eq!(bench.json("problems.json")["errors"], 0);
}

#[test]
fn without_a_site_there_is_a_page_that_says_so_p8() {
    for files in [&[][..], &[("termijn.toml", "title = ")], &[("content/aanvragen/14001.md", "+++")]] {
        let bench = Bench::of(files);
        let (status, page) = bench.page("/aanvragen/14001/");
        assert_eq!(status, 503, "{files:?}");
        assert!(page.contains("/_termijn/preview.js") && page.contains("<h1>Er is nog geen site</h1>"));
        let data = bench.json("problems.json");
        assert_eq!(data["has_site"], false);
        assert!(data["errors"].as_u64().unwrap() > 0, "{files:?}");
        assert_eq!(bench.json("page.json?path=/"), Value::Null);
        assert_eq!(bench.json("checklist.json?path=/"), Value::Null);
        assert_eq!(bench.json("moments.json")["seconds"], serde_json::json!([]));
        bench.save("termijn.toml", SETTINGS);
        assert_eq!(bench.page("/").0, 200, "{files:?}");
    }
}

#[test]
fn a_site_starts_without_records_and_with_broken_ones_p8() {
    let bench = Bench::of(&[("termijn.toml", SETTINGS)]);
    assert_eq!(bench.page("/").0, 200);
    let bench = Bench::of(&[("termijn.toml", SETTINGS), (OPEN, "+++\n")]);
    assert_eq!(bench.page("/").0, 200);
    assert_eq!(bench.page("/aanvragen/14001/").0, 404);
    bench.save(OPEN, &record("14001", "", ""));
    assert_eq!(bench.page("/aanvragen/14001/").0, 200);
}

#[test]
fn a_notice_comes_and_goes_everywhere_p9() {
    let bench = Bench::with(&[]);
    let named = |moment: &str| -> Vec<String> {
        let proof = bench.proof();
        let edition = proof.edition(at(moment)).unwrap();
        let has = |path: &str| {
            let query = format!("at={}", moment.replace('+', "%2B"));
            let Answer::Bytes { bytes, .. } =
                bench.ask(&Request { path: &format!("/{path}"), query: &query, ..Request::default() })
            else {
                return false;
            };
            String::from_utf8_lossy(&bytes).contains("14002")
        };
        edition.artifacts().iter().map(|it| it.path.clone()).filter(|path| has(path)).collect()
    };
    assert_eq!(named(NOW), Vec::<String>::new());
    bench.save("content/aanvragen/14002.md", &record("14002", "", ""));
    let everywhere = named(NOW);
    for path in
        ["index.html", "aanvragen/index.html", "aanvragen/14002/index.html", "feed.xml", "sitemap.xml"]
    {
        assert!(everywhere.iter().any(|it| it == path), "{path} is not among {everywhere:?}");
    }
    bench.save("content/aanvragen/14002.md", &record("14002", "", "").replace("2026-01-05", "2026-02-01"));
    assert_eq!(named(NOW), Vec::<String>::new(), "it waits");
    assert_eq!(named("2026-02-01T00:00:00+01:00"), everywhere);
    bench.remove("content/aanvragen/14002.md");
    assert_eq!(named("2026-02-01T00:00:00+01:00"), Vec::<String>::new());
}

#[test]
fn a_new_title_is_everywhere_p10() {
    let bench = Bench::with(&[]);
    let pages = ["/", "/aanvragen/", "/aanvragen/14001/", "/feed.xml", "/agenda/"];
    bench.save(OPEN, &record("14001", "", "").replace("Wijkcoördinator", "Buurtregisseur"));
    for page in pages {
        let (_, text) = text(bench.get(page));
        assert!(text.contains("Buurtregisseur") && !text.contains("Wijkcoördinator"), "{page}");
    }
}

#[test]
fn an_open_page_still_finds_the_files_of_its_theme_p6() {
    let bench = Bench::with(&[("themes/termijn/static/kleur.css", "a { color: red }")]);
    let (_, page) = bench.page("/");
    let sheet = |page: &str| {
        let start = page.find("/thema/style.").unwrap();
        page[start..].split('"').next().unwrap().to_owned()
    };
    let before = sheet(&page);
    bench.save("themes/termijn/static/style.css", "a { color: blue }");
    let after = sheet(&bench.page("/").1);
    assert_ne!(before, after);
    assert_eq!((bench.status(&before), bench.status(&after)), (200, 200));
}

#[test]
fn a_file_that_is_being_written_is_asked_for_again() {
    let bench = Bench::with(&[]);
    let attachment = SourceFile::Attachment { size_bytes: 3, digest: Digest::of_bytes(b"pdf") };
    bench.tree.borrow_mut().files.remove(OPEN);
    bench.tree.borrow_mut().files.insert("content/aanvragen/14001/eisen.pdf".to_owned(), attachment);
    bench.save("content/aanvragen/14001/index.md", &record("14001", "", "[Eisen](eisen.pdf)"));
    let address = "/aanvragen/14001/eisen.pdf";
    assert_eq!(text(bench.get(address)).1, "bytes of content/aanvragen/14001/eisen.pdf");
    bench.is_busy.set(true);
    assert!(bench.get(address).is_busy());
    assert!(!bench.get("/").is_busy());
}
