//! `termijn serve`: the real program on a free port, asked over a plain socket. What answers hold is tested below
//! the sockets, in `src/preview/`.

mod support;

use std::fs;
use std::net::TcpListener;
use std::os::unix::process::ExitStatusExt;
use support::cli::{Termijn, keys};
use support::serving::Serving;
use support::{NOW, SETTINGS, TempSite, files_below, record};
use termijn::host::clock;
use termijn::time::{Instant, Zone};

const PLACE: &str = "content/aanvragen/14001.md";
const PAGE: &str = "/aanvragen/14001/";

fn site() -> TempSite {
    TempSite::of_record(record("14001", "", "", "Doe mee."))
}

#[test]
fn a_mistake_leaves_the_last_good_site_and_is_told_p7() {
    let site = site();
    let serving = Serving::start(&site, &["--at", NOW]);
    let mut events = serving.events();
    let first = events.next();
    assert_eq!(
        (&first["cause"], &first["generation"], &first["errors"]),
        (&"start".into(), &1.into(), &0.into())
    );
    let before = serving.get(PAGE);
    assert_eq!(before.status, 200);

    site.write(PLACE, "+++\nkind = \"inhuur\"\ncolour = 1\n+++\n");
    let told = events.next();
    assert_eq!(
        (&told["cause"], &told["generation"], &told["saved"]),
        (&"files".into(), &2.into(), &PAGE.into())
    );
    assert!(told["errors"].as_u64() > Some(1), "all at once: {told}");
    assert_eq!(serving.get(PAGE).body, before.body);
    let problems = serving.json("problems.json");
    assert_eq!(problems["problems"][0]["places"][0]["file"], PLACE);

    site.write(PLACE, record("14001", "", "", "Hersteld."));
    let told = events.next();
    assert_eq!((&told["generation"], &told["errors"]), (&3.into(), &0.into()));
    // P6: whoever hears of it finds it.
    assert!(serving.get(PAGE).body.contains("Hersteld."));
}

#[test]
fn it_starts_whatever_is_wrong_p8() {
    let broken = [
        ("no settings", None),
        ("broken settings", Some(("termijn.toml", "title = "))),
        ("a broken theme", Some(("themes/termijn/templates/base.html", "{% if %}"))),
    ];
    for (what, file) in broken {
        let site = TempSite::empty();
        if file.is_some_and(|(path, _)| path != "termijn.toml") {
            site.write("termijn.toml", SETTINGS);
        }
        if let Some((path, text)) = file {
            site.write(path, text);
        }
        let serving = Serving::start(&site, &["--at", NOW]);
        let page = serving.ask("GET", "/", &[("sec-fetch-dest", "document")]);
        assert_eq!(page.status, 503, "{what}");
        assert!(page.body.contains("/_termijn/preview.js"), "{what}");
        assert_eq!(serving.json("problems.json")["has_site"], false, "{what}");
        assert!(serving.ready["errors"].as_u64() > Some(0), "{what}");
        let mut events = serving.events();
        events.next();
        if let Some((path, _)) = file.filter(|(path, _)| *path != "termijn.toml") {
            fs::remove_file(site.path(path)).expect("it was written");
        } else {
            site.write("termijn.toml", SETTINGS);
        }
        events.next();
        assert_eq!(serving.get("/").status, 200, "{what}");
    }
    let site = TempSite::with(&[(PLACE, "+++\n")]);
    let serving = Serving::start(&site, &["--at", NOW]);
    assert_eq!((serving.get("/").status, serving.get(PAGE).status), (200, 404), "broken content");
    let site = TempSite::with(&[]);
    assert_eq!(Serving::start(&site, &["--at", NOW]).get("/").status, 200, "no content");
    Termijn::new(site.root()).run(&["serve", "--root", "weg"]).expect(4).says("weg");
}

#[test]
fn a_notice_comes_and_goes_without_a_restart_p9() {
    let site = TempSite::with(&[]);
    let serving = Serving::start(&site, &["--at", NOW, "--no-drafts"]);
    let mut events = serving.events();
    events.next();
    let is_shown = || {
        let of = |path: &str| serving.get(path).body.contains("Wijkcoördinator");
        assert_eq!(of("/"), of("/feed.xml"));
        of("/")
    };
    assert!(!is_shown());
    for (text, expected) in [
        (record("14001", "", "", ""), true),
        (record("14001", "draft = true", "", ""), false),
        (record("14001", "", "", "").replace("published = 2026-01-05", "published = 2026-02-01"), false),
        (record("14001", "", "", "x"), true),
    ] {
        site.write(PLACE, &text);
        events.next();
        assert_eq!(is_shown(), expected, "{text}");
    }
    fs::remove_file(site.path(PLACE)).expect("it was written");
    events.next();
    assert!(!is_shown());
}

#[test]
fn a_new_title_is_on_every_page_p10() {
    let site = site();
    let serving = Serving::start(&site, &["--at", NOW]);
    let mut events = serving.events();
    events.next();
    site.write(PLACE, record("14001", "", "", "").replace("Wijkcoördinator", "Buurtregisseur"));
    events.next();
    for path in ["/", "/aanvragen/", PAGE, "/feed.xml", "/agenda/"] {
        let body = serving.get(path).body;
        assert!(body.contains("Buurtregisseur") && !body.contains("Wijkcoördinator"), "{path}");
    }
}

#[test]
fn a_port_that_is_named_is_that_one_and_no_other_p12() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    let port = taken.local_addr().expect("it is bound").port().to_string();
    let site = site();
    let run = |arguments: &[&str]| Termijn::new(site.root()).run(arguments);
    run(&["serve", "--port", &port]).expect(2).says(&format!("poort {port} is al in gebruik"));
    run(&["serve", "--port", "nee"]).expect(2).says("--port kan niet \"nee\" zijn");
    run(&["serve", "--port", "6000"]).expect(2).says("browsers openen poort 6000 niet");
    run(&["serve", "--interface", "hier"]).expect(2).says("--interface kan niet \"hier\" zijn");
    run(&["serve", "--editor", "vscoed"]).expect(2).says("bedoelt u vscode?");
    run(&["serve", "--poll=snel"]).expect(2).says("--poll kan niet \"snel\" zijn");
    run(&["serve", "--at", "ooit"]).expect(2).says("--at");
    run(&["build", "--port", "4000"]).expect(2).says("--port hoort bij `serve`");
}

#[test]
fn strangers_are_turned_away_p12() {
    let site = site();
    let serving = Serving::start(&site, &["--at", NOW]);
    let url = serving.ready["url"].as_str().expect("it has an address");
    assert!(url.starts_with("http://127.0.0.1:"), "loopback: {url}");
    let own = format!("http://127.0.0.1:{}", serving.port);
    assert_eq!(serving.ask("GET", "/", &[("host", "evil.example")]).status, 421);
    assert_eq!(serving.ask("GET", "/", &[("host", &format!("localhost:{}", serving.port))]).status, 200);
    assert_eq!(serving.ask("GET", "/", &[("origin", "http://evil.example")]).status, 403);
    assert_eq!(serving.ask("GET", "/", &[("origin", &own)]).status, 200);
    let refused = serving.ask("POST", "/", &[("content-length", "0")]);
    assert_eq!((refused.status, refused.header("allow")), (405, Some("GET, HEAD")));
    for path in
        ["/../termijn.toml", "/%2e%2e/termijn.toml", "/..%5ctermijn.toml", "//aanvragen", "/termijn.toml"]
    {
        assert_eq!(serving.get(path).status, 404, "{path}");
    }
    assert!(serving.raw("GARBAGE\r\n\r\n").status >= 400);
    assert_eq!(serving.get("/").status, 200, "it goes on");
}

#[test]
fn what_a_browser_has_already_is_not_sent_again() {
    let site = site();
    let serving = Serving::start(&site, &["--at", NOW]);
    let page = serving.get(PAGE);
    assert_eq!(page.header("cache-control"), Some("no-cache"));
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(page.header("cross-origin-resource-policy"), Some("same-origin"));
    let tag = page.header("etag").expect("a page has one");
    let again = serving.ask("GET", PAGE, &[("if-none-match", tag)]);
    assert_eq!((again.status, again.body.as_str(), again.header("etag")), (304, "", Some(tag)));
    let head = serving.ask("HEAD", PAGE, &[]);
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.header("content-length"), Some(page.body.len().to_string().as_str()));
    let own = serving.get("/_termijn/page.json?path=/");
    assert_eq!((own.header("cache-control"), own.header("etag")), (Some("no-store"), None));
}

#[test]
fn a_page_at_a_moment_has_its_files_at_that_moment_p13() {
    let site = site();
    let serving = Serving::start(&site, &["--at", NOW]);
    let early = format!("{PAGE}?at=2025-12-31");
    assert_eq!((serving.get(PAGE).status, serving.get(&early).status), (200, 404));
    let referer = format!("http://127.0.0.1:{}/?at=2025-12-31", serving.port);
    let from =
        |referer: &str| serving.ask("GET", PAGE, &[("referer", referer), ("sec-fetch-dest", "empty")]).status;
    assert_eq!(from(&referer), 404);
    assert_eq!(from("http://evil.example/?at=2025-12-31"), 200);
    let page = serving.ask("GET", PAGE, &[("sec-fetch-dest", "document")]);
    assert!(page.body.contains("/_termijn/clock.js?at="), "--at stops the clock of a page");
}

#[test]
fn a_notice_closes_by_itself_at_the_second_p13() {
    let site = TempSite::empty();
    site.write("termijn.toml", format!("{SETTINGS}timezone = \"UTC\"\n"));
    let utc = Zone::named("UTC").expect("the zone data has UTC");
    let soon = clock::now() + 3;
    let typed = utc.rfc3339(Instant::from_unix_seconds(soon).expect("it is this century"));
    let text = record("14001", "", "", "").replace("2026-03-02T09:00", &typed[..19]);
    site.write(PLACE, text.replace("published = 2026-01-05", "published = 2025-01-05"));
    let serving = Serving::start(&site, &[]);
    let mut events = serving.events();
    // A slow machine may begin to listen when it has closed already.
    while clock::now() < soon {
        let told = events.next();
        assert!(told["cause"] == "start" || clock::now() >= soon, "{told}");
    }
    let news = serving.news();
    assert_eq!((&news["event"], &news["happened"][0]["event"]), (&"time".into(), &"response-closes".into()));
    assert_eq!(news["happened"][0]["text"], "aanvraag 14001 sluit");
    assert!(serving.get(PAGE).body.contains("verlopen"));
    assert_eq!(serving.json("page.json?path=/")["generation"], 1, "no source changed");
}

#[test]
fn nothing_is_written_and_ctrl_c_ends_it_at_once_p16() {
    for (signal, number) in [("INT", 2), ("TERM", 15)] {
        let site = site();
        site.write("public/eigen.txt", "van een ander");
        let before = files_below(site.root());
        let serving = Serving::start(&site, &[]);
        let mut events = serving.events();
        events.next();
        serving.get(PAGE);
        serving.json(&format!("checklist.json?path={PAGE}"));
        serving.json("page.json?path=/&at=2026-02-01");
        let status = serving.end(signal);
        assert_eq!(status.signal(), Some(number));
        assert_eq!(files_below(site.root()), before);
    }
}

#[test]
fn tools_hear_of_everything_on_one_line_each() {
    let site = site();
    let serving = Serving::start(&site, &["--at", NOW, "--poll", "50"]);
    assert_eq!(keys(&serving.ready), ["at", "diagnostics", "drafts", "errors", "event", "url", "warnings"]);
    assert_eq!((&serving.ready["at"], &serving.ready["drafts"]), (&NOW.into(), &true.into()));
    site.write(PLACE, record("14001", "colour = 1", "", ""));
    let news = serving.news();
    assert_eq!(
        keys(&news),
        ["diagnostics", "errors", "event", "files", "generation", "milliseconds", "warnings"]
    );
    assert_eq!((&news["event"], &news["files"]), (&"change".into(), &serde_json::json!([PLACE])));
    assert_eq!((&news["errors"], &news["diagnostics"][0]["file"]), (&1.into(), &PLACE.into()));
    // A save of the same bytes is no change.
    site.write(PLACE, record("14001", "colour = 1", "", ""));
    site.write(PLACE, record("14001", "", "", "anders"));
    assert_eq!(serving.news()["errors"], 0);
    assert_eq!(serving.more_news(), Vec::<String>::new());
    assert_eq!(serving.errors(), Vec::<String>::new());
}
