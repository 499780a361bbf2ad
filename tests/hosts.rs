//! What hosts are told agrees with the pages: where old addresses lead, what is gone, and how long an answer may be
//! kept. The servers themselves are asked by `tests/tools/hosts.mjs`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop anywhere")]

#[path = "support/site.rs"]
mod site;

use site::{Files, SETTINGS, SiteTest, at, text};
use std::collections::{BTreeMap, BTreeSet};
use termijn::config::Server;
use termijn::lifecycle::Drafts;

const NOW: &str = "2026-03-02T12:00:00+01:00";
const KEPT: &str = "public, max-age=31536000, immutable";
const SERVERS: [Server; 3] = [Server::Nginx, Server::Apache, Server::Caddy];

fn record(reference: &str, aliases: &str, published: &str, deadline: &str) -> String {
    format!(
        "+++\nkind = \"vacature\"\ntitle = \"Adviseur {reference}\"\nreference = \"{reference}\"\n\
         aliases = [{aliases}]\npublished = {published}\n\n[organization]\nname = \"Gemeente Voorbeeld\"\n\n\
         [location]\nregion = \"Utrecht\"\nmunicipality = \"Voorbeeld\"\n\n\
         [response]\ndeadline = {deadline}\nemail = \"werk@voorbeeld.nl\"\n+++\n\nEen adviseur gezocht.\n"
    )
}

/// An open notice, one that is retired and one that is not published yet, each with old addresses; sections and pages
/// with names near that of the theme's folder.
fn example(base_url: &str) -> SiteTest {
    let open = record("A-1", "\"/oud/open/\", \"/oud/open.html\"", "2026-02-02", "2026-03-20T12:00:00");
    let gone = record("A-2", "\"/oud/weg\", \"/Thee/\"", "2024-01-08", "2024-02-01T12:00:00");
    let other = record("A-3", "\"/aanvragen/weg/nog.html\"", "2026-02-02", "2026-03-21T12:00:00");
    let secret = record("A-4", "\"/oud/geheim/\"", "2026-03-09", "2026-03-28T12:00:00");
    let settings = SETTINGS.replace("https://www.voorbeeld.nl/", base_url);
    let extra = "[retention]\nclosed = \"1 jaar\"\n\n[security]\ncontact = \"mailto:lek@voorbeeld.nl\"\nexpires = 2026-12-31\n";
    SiteTest::of([
        ("termijn.toml", format!("{settings}{extra}")),
        ("content/aanvragen/open.md", open),
        ("content/aanvragen/weg.md", gone),
        ("content/theater/ander.md", other),
        ("content/t/geheim.md", secret),
        ("content/pages/thema-dag.md", "+++\ntitle = \"Themadag\"\n+++\n\nEen dag.\n".to_owned()),
    ])
}

fn built(site: &SiteTest) -> Files {
    let inputs = site.inputs(Drafts::Excluded).for_servers(SERVERS);
    site.render(&termijn::assemble(&inputs, at(NOW)))
}

/// What the pages themselves say: old address → where it leads, and the folders of which nothing but a page is left.
fn told_by_pages(files: &Files, base: &str) -> (BTreeMap<String, String>, BTreeSet<String>) {
    let (mut moved, mut gone) = (BTreeMap::new(), BTreeSet::new());
    for path in files.keys().filter(|path| path.ends_with(".html")) {
        let page = text(files, path);
        let address = format!("{base}{}", path.strip_suffix("index.html").unwrap_or(path));
        if page.contains("http-equiv=\"refresh\"") {
            let target =
                page.split("<link rel=\"canonical\" href=\"").nth(1).unwrap().split('"').next().unwrap();
            moved.insert(address, target.to_owned());
        } else if page.contains("<main id=\"inhoud\" data-notice=") {
            let data = path.replace("index.html", "notice.json");
            if !files.contains_key(&data) && !path.ends_with("nota-van-inlichtingen/index.html") {
                gone.insert(address);
            }
        }
    }
    (moved, gone)
}

/// The words behind each line that starts so, without quotes.
fn words<'a>(text: &'a str, start: &str) -> Vec<Vec<&'a str>> {
    let lines = text.lines().filter_map(|line| line.strip_prefix(start));
    lines
        .map(|line| line.split_whitespace().map(|word| word.trim_matches(['"', ';', '{'])).collect())
        .collect()
}

#[test]
fn every_host_tells_what_the_pages_tell() {
    for (base_url, base) in
        [("https://www.voorbeeld.nl/", "/"), ("http://voorbeeld.nl:8080/onder/pad/", "/onder/pad/")]
    {
        let files = built(&example(base_url));
        let (moved, gone) = told_by_pages(&files, base);
        assert_eq!(moved.len(), 5, "{moved:?}");
        assert_eq!(gone, BTreeSet::from([format!("{base}aanvragen/weg/")]));
        let origin = base_url.strip_suffix(base).unwrap();

        let redirects: Vec<Vec<&str>> = words(text(&files, "_redirects"), base);
        for code in ["301!", "301"] {
            let lines = redirects.iter().filter(|words| words[2] == code);
            let told: BTreeMap<_, _> =
                lines.map(|words| (format!("{base}{}", words[0]), format!("{origin}{}", words[1]))).collect();
            assert_eq!(told, moved, "{code}");
        }
        let of_gone = redirects.iter().filter(|words| words[2] == "410!");
        let told: BTreeSet<_> =
            of_gone.map(|words| format!("{base}{}", words[0].strip_suffix('*').unwrap())).collect();
        assert_eq!(told, gone);
        let last_move = redirects.iter().rposition(|words| words[2].starts_with("301"));
        let first_gone = redirects.iter().position(|words| words[2] == "410!");
        assert!(last_move < first_gone, "what moved leads on from a folder that is gone");

        let nginx = text(&files, ".termijn/nginx.conf");
        let from = words(nginx, "location = ").into_iter().map(|words| words[0].to_owned());
        let from = from.filter(|path| !path.contains("/_"));
        let to = words(nginx, "return 301 ").into_iter().map(|words| words[0].to_owned());
        assert_eq!(from.zip(to).collect::<BTreeMap<_, _>>(), moved);
        let pages = words(nginx, "set $termijn_gone ").into_iter().skip(1);
        let told: BTreeSet<_> =
            pages.map(|words| words[0].strip_suffix("index.html").unwrap().to_owned()).collect();
        assert_eq!(told, gone);

        let caddy = text(&files, ".termijn/Caddyfile");
        let told = words(caddy, "redir ").into_iter().map(|words| (words[0].to_owned(), words[1].to_owned()));
        assert_eq!(told.collect::<BTreeMap<_, _>>(), moved);
        let block = caddy.split("@termijn_gone {\n").nth(1).unwrap().split('}').next().unwrap();
        let told =
            words(block, "path ").into_iter().map(|words| words[0].strip_suffix('*').unwrap().to_owned());
        assert_eq!(told.collect::<BTreeSet<_>>(), gone);

        let apache = files.keys().filter(|path| path.ends_with(".htaccess"));
        let (mut told_moved, mut told_gone) = (BTreeMap::new(), BTreeSet::new());
        for path in apache {
            let told = text(&files, path);
            for words in words(told, "RedirectMatch 301 ") {
                let from = words[0].strip_prefix('^').and_then(|from| from.strip_suffix('$')).unwrap();
                told_moved.insert(from.replace('\\', ""), words[1].to_owned());
            }
            if told.contains("RewriteRule ^ - [G]") {
                told_gone.insert(format!("{base}{}", path.strip_suffix(".htaccess").unwrap()));
                assert!(told.contains("!^/") && told.contains("nog\\.html$"), "{told}");
            }
        }
        assert_eq!((told_moved, told_gone), (moved, gone));
    }
}

/// Whether a rule of `_headers` fits an address. Cloudflare minds capitals; Netlify does not, and reads a dot in a part
/// with a `*` as any character.
fn fits(rule: &str, address: &str, is_netlify: bool) -> bool {
    if !is_netlify {
        return match rule.split_once('*') {
            Some((start, end)) => {
                address.len() >= start.len() + end.len()
                    && address.starts_with(start)
                    && address.ends_with(end)
            }
            None => rule == address,
        };
    }
    let (rule, address) = (rule.to_lowercase(), address.to_lowercase());
    let Some((start, end)) = rule.split_once('*') else { return rule == address };
    let begins = start.rfind('/').unwrap_or(0);
    let same = |rule: &str, found: &str, loose_from: usize| {
        rule.len() == found.len()
            && rule
                .bytes()
                .zip(found.bytes())
                .enumerate()
                .all(|(index, (one, other))| one == other || (one == b'.' && index >= loose_from))
    };
    address.len() >= start.len() + end.len()
        && address.is_char_boundary(start.len())
        && same(start, &address[..start.len()], if start.ends_with('/') { usize::MAX } else { begins })
        && same(end, &address[address.len() - end.len()..], 0)
}

#[test]
fn every_address_gets_one_lifetime_and_no_header_twice() {
    for (base_url, base) in
        [("https://www.voorbeeld.nl/", "/"), ("https://voorbeeld.nl/onder/pad/", "/onder/pad/")]
    {
        let files = built(&example(base_url));
        let mut rules: Vec<(&str, Vec<(&str, &str)>)> = Vec::new();
        for line in text(&files, "_headers").lines().filter(|line| !line.starts_with('#')) {
            assert!(line.len() <= 2000, "{line}");
            match line.strip_prefix("  ") {
                Some(header) => rules.last_mut().unwrap().1.push(header.split_once(": ").unwrap()),
                None => rules.push((line, Vec::new())),
            }
        }
        assert!(rules.len() <= 100, "Cloudflare takes no more than 100 rules");
        assert!(rules.iter().all(|(rule, _)| rule.matches('*').count() <= 1 && rule.starts_with(base)));
        // These hosts read the first two themselves, and nobody serves the third.
        let is_served =
            |path: &&String| *path != "_headers" && *path != "_redirects" && !path.ends_with(".htaccess");
        for path in files.keys().filter(is_served) {
            let address = format!("{base}{}", path.strip_suffix("index.html").unwrap_or(path));
            for is_netlify in [false, true] {
                let fitting = rules.iter().filter(|(rule, _)| fits(rule, &address, is_netlify));
                let headers: Vec<_> = fitting.flat_map(|(_, headers)| headers).collect();
                let names: BTreeSet<_> = headers.iter().map(|(name, _)| name).collect();
                assert_eq!(names.len(), headers.len(), "{address}: {headers:?}");
                let value =
                    |name: &str| headers.iter().find(|header| header.0 == name).map(|header| header.1);
                let expected = if path.starts_with("thema/") { KEPT } else { "no-cache" };
                assert_eq!(value("Cache-Control"), Some(expected), "{address}");
                assert!(value("Content-Security-Policy").unwrap().starts_with("default-src 'none'"));
                assert_eq!(value("Strict-Transport-Security"), Some("max-age=31536000"));
                let is_data = path.ends_with(".json") || path.ends_with(".ics") || path.ends_with("feed.xml");
                assert_eq!(value("Access-Control-Allow-Origin"), is_data.then_some("*"), "{address}");
            }
        }
    }
    let plain = built(&example("http://www.voorbeeld.nl/"));
    for path in ["_headers", ".htaccess", ".termijn/nginx.conf", ".termijn/Caddyfile"] {
        assert!(!text(&plain, path).contains("Strict-Transport"), "{path}: not over plain HTTP");
    }
}

#[test]
fn a_server_adds_its_files_and_changes_nothing_else() {
    let site = example("https://www.voorbeeld.nl/");
    let without = site.at(at(NOW));
    let mut with = built(&site);
    let added: Vec<String> = with.keys().filter(|path| !without.contains_key(*path)).cloned().collect();
    assert!(
        added.iter().all(|path| path.ends_with(".htaccess") || path.starts_with(".termijn/")),
        "{added:?}"
    );
    assert!(added.len() > 5 && added.contains(&".termijn/nginx.conf".to_owned()), "{added:?}");
    let manifest = |files: &mut Files| -> serde_json::Value {
        serde_json::from_slice(&files.remove(".termijn/manifest.json").unwrap()).unwrap()
    };
    let mut without = without;
    let (before, mut after) = (manifest(&mut without), manifest(&mut with));
    for path in added {
        with.remove(&path);
        after["files"].as_object_mut().unwrap().remove(&path);
    }
    assert_eq!(before, after, "fingerprints do not depend on servers");
    site::assert_same(&without, &with, "a server changes no other file");
}

#[test]
fn the_setting_leaves_out_what_was_not_asked_for() {
    let mut site = example("https://www.voorbeeld.nl/");
    let settings = text(&site.files, "termijn.toml").to_owned();
    site.put("termijn.toml", format!("{settings}\n[output]\nformats = [\"html\"]\n"));
    let files = built(&site);
    assert!(!files.contains_key("_headers") && !files.contains_key("_redirects"));
    assert!(files.contains_key(".htaccess") && files.contains_key(".termijn/nginx.conf"), "the flag wins");
}

#[test]
fn nothing_of_an_address_steers_a_server() {
    for alias in [
        "/a b/",
        "/a;b/",
        "/a{b}/",
        "/a$b/",
        "/a\\\"b/",
        "/a\\nb/",
        "/a*/",
        "/:a/",
        "/_headers",
        "/_Redirects/a",
    ] {
        let mut site = example("https://www.voorbeeld.nl/");
        site.put(
            "content/aanvragen/open.md",
            record("A-1", &format!("\"{alias}\""), "2026-02-02", "2026-03-20"),
        );
        let prepared = termijn::edition::prepare(&site.tree(), None, Drafts::Excluded);
        let codes: Vec<_> = prepared.content_diagnostics.iter().filter(|found| found.is_error()).collect();
        assert_eq!(codes.len(), 1, "{alias}: {codes:?}");
    }
    // Of what the administrator sets only the address is not plain by rule.
    let odd = built(&example("https://voorbeeld.nl/a$uri;b'c%0Ad*/"));
    for path in [
        "_headers",
        "_redirects",
        ".htaccess",
        ".termijn/nginx.conf",
        ".termijn/Caddyfile",
        "oud/open/.htaccess",
    ] {
        let told = text(&odd, path);
        assert!(!told.lines().any(|line| line.starts_with("d*/") || line.starts_with('b')), "{path}: {told}");
        assert!(!told.contains("301 \"https://voorbeeld.nl/a$"), "{path}: {told}");
    }
}

#[test]
fn security_txt_says_what_is_set() {
    let expected = "Contact: mailto:lek@voorbeeld.nl\nExpires: 2027-01-01T00:00:00+01:00\n\
        Preferred-Languages: nl, en\nCanonical: https://voorbeeld.nl/.well-known/security.txt\n";
    let site = example("https://voorbeeld.nl/onder/pad/");
    assert_eq!(text(&site.at(at(NOW)), ".well-known/security.txt"), expected);
    let late = at("2028-03-02T12:00:00+01:00");
    assert_eq!(text(&site.at(late), ".well-known/security.txt"), expected, "it stays when it has expired");
    let warned = |instant| {
        let edition = termijn::assemble(&site.inputs(Drafts::Excluded), at(instant));
        let found = edition.diagnostics().iter().filter(|found| found.code.number() == "T0605");
        found.map(|found| found.message.en.clone()).collect::<Vec<_>>()
    };
    assert!(warned("2026-12-01T23:59:59+01:00").is_empty());
    assert_eq!(warned("2026-12-02T00:00:00+01:00"), ["security.txt expires on Thursday 31 December 2026"]);
    assert!(
        warned("2027-01-01T00:00:00+01:00")[0]
            .starts_with("security.txt expired on Thursday 31 December 2026")
    );
}
