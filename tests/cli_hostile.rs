//! Content is data: whatever stands in a text, no page runs it.

mod support;

use support::{TempSite, record};

/// Texts that break out of careless templates.
const HOSTILE: &[&str] = &[
    "\"><script>alert(1)</script>",
    "'><img src=x onerror=alert(1)>",
    "</title></head><body onload=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' onfocus='alert(1)' autofocus='",
    "</script><script>alert(1)</script>",
    "<!--<script>alert(1)</script>",
    "--><svg onload=alert(1)>",
    "]]><script>alert(1)</script>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "{{ 7 * 7 }}{% include 'x' %}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "`` onclick=alert(1) ``",
    "\u{2028}</textarea><iframe srcdoc='<script>alert(1)</script>'>",
];

/// A record with every text that a person can fill in; `X` stands for the text.
const EVERY_TEXT: &str = r#"+++
kind = "KIND"
title = X
headline = X
reference = X
published = 2026-01-05
author = X
work_days = [X, X]
wishes = [X]
competences = [X]
tasks = [X]
requirements = [X]
eligibility = X
organization = { name = X, type = X, department = X, team = X, about = X, partners = [{ name = X, abbr = X, url = "https://x.nl/'onclick='a" }] }
intermediary = { name = X, url = "https://x.nl/?a=1&b='onclick='a", phone = "030-1234567" }
procedure = { type = "openbaar", name = X, cpv = [X], lots = [{ nr = X, title = X, text = X }] }
location = { municipality = X, region = X, street = X, postal_code = X, country = X }
hours = { min = 24, max = 32, note = X }
contract = { type = "inhuur", start = "zsm", start_qualifier = X, duration = "6 maanden" }
education = { level = "hbo", text = X }
scale = { number = X, name = X, note = X }
salary = { min = 1, max = 2, per = X, currency = X }
fee = { amount = 1, per = X, payer = X, by = X, currency = X }
knockout = [{ nr = X, text = X, evidence = X }]
award = { total = 1, unit = X, tie_break = X, decision_text = X, criteria = [{ nr = X, text = X, weight = 1, evidence = X, by = X }] }
assessment = [{ title = X, text = X, by = X, on = X, criteria = [X], pass_mark = X, tie_break = X, fallback = X, when = X }]
cv = { language = X, instruction = X }
conditions = { vog = true, disculpatie_ref = X, g_account = { percent = 1, without = X }, invoicing = X, items = [X] }
response = { deadline = 2026-03-02T09:00, how = X, url = "https://x.nl/'onclick='a", email = "o'brien@x.nl", instructions = X }
questions = { email = "o'brien@x.nl", rounds = [{ deadline = 2026-01-08, answers_on = 2026-01-12, items = [{ nr = X, question = X, answer = X, relates_to = X }] }] }
interviews = { place = X, panel = X, others_informed = X, slot_minutes = 45, windows = [{ date = 2026-03-10, from = "13.00", until = "16.00" }] }
decision = { announced = 2026-03-20, outcome = "OUTCOME", winner = X, text = X }
withdrawn = { on = 2026-04-20, reason = X }
amendments = [{ on = 2026-01-10, reason = X, text = X }, { on = 2026-01-11, reason = X, field = "response.deadline", old = 2026-02-23 }]
contacts = [{ purpose = X, name = X, role = X, email = "o'brien@x.nl", phone = "030-1234567", url = "https://x.nl/'onclick='a", audience = X }]
documents = [{ title = X, file = FILE, type = X }]
+++
"#;

/// The text as a TOML string.
fn quoted(text: &str) -> String {
    let escaped: String = text
        .chars()
        .map(|c| match c {
            '"' => "\\\"".to_owned(),
            '\\' => "\\\\".to_owned(),
            c if c.is_control() || c == '\u{2028}' => format!("\\u{:04X}", u32::from(c)),
            c => c.to_string(),
        })
        .collect();
    format!("\"{escaped}\"")
}

/// A tag as a browser sees it: its name and its attributes, values without entities.
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
    /// Where it ends.
    end: usize,
}

/// The start tags of a page. Simple, and strict where browsers are lenient: any `<` before a letter counts.
fn tags(html: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|open| at + open) {
        at = open + 1;
        let rest = &html[at..];
        if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let tag = tag(html, at);
            at = tag.end;
            // What a script holds is no markup until it ends.
            if tag.name == "script" {
                at += html[at..].to_lowercase().find("</script").expect("a script ends");
            }
            found.push(tag);
        }
    }
    found
}

fn tag(html: &str, start: usize) -> Tag {
    let name_end = |from: usize, ends: &[char]| {
        html[from..]
            .find(|c: char| c.is_whitespace() || ends.contains(&c))
            .map_or(html.len(), |end| from + end)
    };
    let mut at = name_end(start, &['/', '>']);
    let name = html[start..at].to_ascii_lowercase();
    let mut attributes = Vec::new();
    loop {
        at += html[at..].len() - html[at..].trim_start_matches([' ', '\n', '\t', '\r', '/']).len();
        if html[at..].is_empty() || html[at..].starts_with('>') {
            return Tag { name, attributes, end: at };
        }
        let end = name_end(at + 1, &['/', '>', '=']).min(html.len());
        let attribute = html[at..end].to_ascii_lowercase();
        at = end;
        let mut value = String::new();
        if html[at..].starts_with('=') {
            at += 1;
            let quote = html[at..].chars().next().filter(|c| matches!(c, '"' | '\''));
            let from = at + quote.map_or(0, char::len_utf8);
            let to = match quote {
                Some(quote) => from + html[from..].find(quote).expect("a value in quotes ends"),
                None => name_end(from, &['>']),
            };
            value = html[from..to].to_owned();
            at = to + quote.map_or(0, char::len_utf8);
        }
        attributes.push((attribute, value));
    }
}

/// Fails when a page would run anything of the record.
#[track_caller]
fn check_page(path: &str, html: &str) {
    for tag in tags(html) {
        let value = |wanted: &str| {
            let found = tag.attributes.iter().find(|(name, _)| name == wanted);
            found.map(|(_, value)| value.as_str())
        };
        assert!(!matches!(&*tag.name, "iframe" | "object" | "embed" | "base"), "<{}> in {path}", tag.name);
        // What the theme draws: the bars of weights, and the chart.
        let is_drawing = tag.name == "svg" && matches!(value("class"), Some("bar" | "chart"));
        assert!(tag.name != "svg" || is_drawing, "a drawing in {path}: {:?}", tag.attributes);
        let inside = html[tag.end + 1..].split("</script").next().unwrap_or_default();
        let is_of_theme = value("src").is_some_and(|file| {
            file.starts_with("/thema/")
                && file.ends_with(".js")
                && file[1..].chars().all(|c| c.is_ascii_alphanumeric() || "/.".contains(c))
        });
        if tag.name == "script" && is_of_theme {
            assert_eq!(inside, "", "a script in {path} both has a file and holds something");
        } else if tag.name == "script" {
            let kind = value("type").unwrap_or_default();
            assert!(kind == "application/ld+json", "a script in {path}: {:?}", tag.attributes);
            serde_json::from_str::<serde_json::Value>(inside)
                .unwrap_or_else(|error| panic!("{path}: {error} in {inside}"));
            assert!(!inside.contains("<!--"), "{path}: {inside}");
        }
        for (name, value) in &tag.attributes {
            assert!(!name.starts_with("on"), "{name}={value:?} at <{}> in {path}", tag.name);
            assert!(!name.contains(['"', '\'', '<']), "{name}={value:?} at <{}> in {path}", tag.name);
            let bare: String = value.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
            if matches!(&**name, "href" | "src" | "action" | "formaction" | "xlink:href" | "poster") {
                for scheme in ["javascript", "data", "vbscript", "file"] {
                    assert!(!bare.starts_with(&format!("{scheme}:")), "{name}={value:?} in {path}");
                    assert!(!bare.starts_with(&format!("{scheme}&")), "{name}={value:?} in {path}");
                }
            }
        }
    }
}

/// Builds the site at several moments of the record's life and checks every page of each.
#[track_caller]
fn check_site(site: &TempSite) {
    let mut pages = 0;
    for at in ["2026-01-06", "2026-01-15", "2026-03-03", "2026-03-21", "2026-05-01"] {
        site.run_bare(&["build", "--at", at]).expect(0);
        for (path, bytes) in site.files("public") {
            if path.ends_with(".html") {
                pages += 1;
                check_page(&path, std::str::from_utf8(&bytes).expect("pages are UTF-8"));
            } else if path.ends_with(".json") {
                serde_json::from_slice::<serde_json::Value>(&bytes).unwrap_or_else(|e| panic!("{path}: {e}"));
            }
        }
    }
    assert!(pages > 20, "only {pages} pages were looked at");
}

#[test]
fn the_check_itself_sees_what_it_must() {
    let bad = [
        "<script>x</script>",
        "<SCRIPT src=x></SCRIPT>",
        "<img src=x onerror=alert(1)>",
        "<p/onclick='x'>",
        "<a href=\"javascript:x\">",
        "<a href=' JaVaScRiPt:x'>",
        "<a title=\"a\"onclick=\"b\">",
        "<svg onload=x>",
        "<svg class=\"bar\" onload=x>",
        "<svg class=\"x\">",
        "<script src=\"//x.nl/thema/a.js\"></script>",
        "<script src=\"/thema/a.js\">x</script>",
        "<script src=\"/thema/a.js?x\"></script>",
        "<script type=\"application/ld+json\">{</script>",
    ];
    for html in bad {
        assert!(std::panic::catch_unwind(|| check_page("x", html)).is_err(), "{html}");
    }
    check_page("x", "<p>&lt;script> onclick=\"x\" javascript:x</p><a href=\"https://x.nl/'onclick='\">x</a>");
    check_page("x", "<script defer src=\"/thema/a.0123.js\"></script><svg class=\"bar\"></svg>");
    check_page("x", "<script type=\"application/ld+json\">{\"a\": \"<b>\"}</script><p title=\"<script>\">");
}

#[test]
fn hostile_text_in_every_field_is_text() {
    for hostile in HOSTILE {
        for (kind, outcome) in [("inhuur", "gegund"), ("vacature", "vervuld")] {
            // Letters behind it, for names of which an address is made.
            let text = EVERY_TEXT.replace("KIND", kind).replace("OUTCOME", outcome);
            let text =
                text.replace("FILE", "\"eisen.pdf\"").replace('X', &quoted(&format!("{hostile} tekst")));
            let site = TempSite::with(&[("content/aanvragen/14001/index.md", &format!("{text}{hostile}\n"))]);
            site.write("content/aanvragen/14001/eisen.pdf", "%PDF");
            site.write(
                "content/pages/over.md",
                format!("+++\ntitle = {0}\nmenu = {0}\n+++\n{hostile}", quoted(hostile)),
            );
            site.write(
                "termijn.toml",
                format!(
                    "title = {0}\nbase_url = \"https://x.nl/\"\npublisher = {{ name = {0} }}\n\
                     [[footer.links]]\ntitle = {0}\nurl = \"/over/\"\n",
                    quoted(hostile)
                ),
            );
            check_site(&site);
        }
    }
}

#[test]
fn hostile_names_of_files_are_names() {
    let names = [
        "\"><img src=x onerror=alert(1)>.pdf",
        "' onclick='alert(1).pdf",
        "javascript:alert(1).pdf",
        "&quot; onclick=x.pdf",
        "<script>.pdf",
        "a b\u{202e}fdp.pdf",
    ];
    let documents: String =
        names.iter().map(|name| format!("[[documents]]\ntitle = \"T\"\nfile = {}\n", quoted(name))).collect();
    let site = TempSite::with(&[("content/aanvragen/14001/index.md", &record("14001", "", &documents, "x"))]);
    for name in names {
        site.write(&format!("content/aanvragen/14001/{name}"), name);
    }
    check_site(&site);
    assert!(site.has(&format!("public/aanvragen/14001/{}", names[0])));
}

#[test]
fn hostile_markdown_is_inert() {
    for body in [
        // CVE-2024-32875: the title of a link or an image.
        "[x](https://x.nl \"\\\" onclick=\\\"alert(1)\")",
        "![x](foto.png '\" onerror=\"alert(1)')",
        "[x][y]\n\n[y]: https://x.nl '\"><script>alert(1)</script>'",
        // CVE-2024-55601: headings.
        "# <img src=x onerror=alert(1)>\n\n## `<script>alert(1)</script>`",
        "# Kop {onclick=alert(1) #\"><script> .x}",
        // CVE-2026-35166: addresses of links and images.
        "[x](javascript:alert(1)) [x](<java\tscript:alert(1)>) [x](&#106;avascript:alert(1)) [x](JAVASCRIPT&colon;alert(1))",
        "![x](javascript:alert(1)) ![x](data:image/svg+xml,<svg/onload=alert(1)>)",
        "[x](https://x.nl/\"onclick=\"alert(1)) [x](<https://x.nl/\"><script>alert(1)</script>>)",
        "<javascript:alert(1)> <https://x.nl/\"onclick=\"a>",
        "[x](#\"onclick=\"alert(1)) [x](/\"onclick=\"alert(1)) [x](mailto:a@x.nl?\"onclick=\"a) [x](tel:1\"onclick=\"a)",
        "![\" onerror=\"alert(1)](foto.png)",
        "![](foto.png#\"onerror=\"alert(1))",
        // GHSA-q76j-gcg9-vxc6: the info string of a code fence.
        "```\" onclick=\"alert(1)\nx\n```\n\n~~~html\"><script>alert(1)</script>\n</code></pre><script>\n~~~",
        "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\nx <b onclick=alert(1)>x</b>",
        "<!-- --><script>alert(1)</script>\n\n<![CDATA[x]]><?php x ?>",
        "| <script> | \" onclick=\"x |\n|---|:-:|\n| <img onerror=x> | [x](javascript:x) |",
        "x[^\"><script>]\n\n[^\"><script>]: <script>alert(1)</script>",
        "<a href=\"javascript:alert(1)\">x</a>\n\n<form action=javascript:alert(1)><button>x</button></form>",
        "&lt;script&gt; &#60;script&#62;alert(1)&#60;/script&#62;",
        "- [ ] <input onfocus=alert(1) autofocus>",
        "$\\href{javascript:alert(1)}{x}$ :::onclick=x\nx\n:::",
    ] {
        let tables = format!(
            "[[questions.rounds]]\nanswers_on = 2026-01-12\n[[questions.rounds.items]]\n\
                              question = \"x\"\nanswer = {}",
            quoted(body)
        );
        let site =
            TempSite::with(&[("content/aanvragen/14001/index.md", &record("14001", "", &tables, body))]);
        site.write("content/aanvragen/14001/foto.png", "png");
        site.write(
            "content/pages/over.md",
            format!("+++\ntitle = \"Over\"\n+++\n{}", body.replace("foto.png", "/foto.png")),
        );
        check_site(&site);
    }
}

#[test]
fn addresses_that_run_something_are_refused_where_an_address_belongs() {
    for wrong in [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "//x.nl",
        "https://x.nl/\"onclick=\"",
        "https://x.nl/<script>",
        "https://x.nl\njavascript:alert(1)",
        "ftp://x.nl",
    ] {
        let record = |tables: &str| record("14001", "", &tables.replace('X', &quoted(wrong)), "");
        for tables in
            ["[[contacts]]\nurl = X", "[intermediary]\nname = \"x\"\nurl = X", "[questions]\nurl = X"]
        {
            TempSite::of_record(record(tables)).run(&["build"]).expect(1).says("T0207");
        }
        let site = TempSite::with(&[]);
        site.write("termijn.toml", format!("title = \"x\"\nbase_url = {}\n", quoted(wrong)));
        site.run(&["build"]).expect(3).says("T0207");
        if wrong != "https://x.nl/\"onclick=\"" && wrong != "https://x.nl/<script>" {
            let footer =
                format!("{}[[footer.links]]\ntitle = \"x\"\nurl = {}\n", support::SETTINGS, quoted(wrong));
            site.write("termijn.toml", footer);
            site.run(&["build"]).expect(3).says("T0207");
        }
    }
}
