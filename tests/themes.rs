//! A theme of one's own: laid over the default theme piece by piece, and told by its place what is wrong in it.

mod support;

use support::{SETTINGS, TempSite, record};

const THEME: &str = "theme = \"huis\"\n";

fn with_theme(settings: &str, files: &[(&str, &str)]) -> TempSite {
    let site = TempSite::with(&[("content/aanvragen/14001.md", &record("14001", "", "", "Tekst."))]);
    site.write("termijn.toml", format!("{SETTINGS}{THEME}{settings}"));
    for (path, text) in files {
        site.write(&format!("themes/huis/{path}"), text);
    }
    site
}

/// The published file of this name, whatever the digest in it, and its path.
fn published(site: &TempSite, stem: &str, extension: &str) -> (String, String) {
    let files = site.files("public");
    let is_it = |path: &&String| path.contains(&format!("thema/{stem}.")) && path.ends_with(extension);
    let mut paths = files.iter().map(|(path, _)| path);
    let path = paths.find(is_it).unwrap_or_else(|| panic!("{stem}{extension} is not published"));
    let name = path.rsplit('/').next().expect("a path has a name");
    (format!("/thema/{name}"), site.read(&format!("public/thema/{name}")))
}

#[test]
fn a_theme_may_extend_override_and_add() {
    let site = with_theme(
        "[theme_settings]\ntokens = \"huisstijl.css\"\nclass = \"voorbeeld-thema\"\n",
        &[
            (
                "templates/notice.html",
                "{% extends \"termijn/notice.html\" %}\n\
                 {% block scripts %}{{ super() }}<script defer src=\"{{ static[\"teller.js\"] }}\"></script>\n\
                 {% endblock scripts %}\n\
                 {% block path %}{{ super() }}<p class=\"loket\">{{ words.loket.vraag }}</p>{% endblock path %}\n",
            ),
            (
                "wording/nl.toml",
                "[kind]\ninhuur = \"Opdracht\"\n\n[loket]\nvraag = \"Vraag het </script> & ons\"\n",
            ),
            ("static/extra.css", ".loket { font-weight: bold }\n"),
            ("static/huisstijl.css", "/* https://voorbeeld.nl */ .voorbeeld-thema { color: black }\n"),
            ("scripts/teller.js", "const vraag = {{ words.loket.vraag | json }};\n"),
            ("scripts/closing.js", "// Deze site sluit niets in de browser.\n"),
        ],
    );
    site.run(&["build"]).expect(0);
    let page = site.read("public/aanvragen/14001/index.html");
    assert!(page.contains("<p class=\"loket\">Vraag het &lt;/script&gt; &amp; ons</p>"), "{page}");
    assert!(page.contains("Opdracht") && !page.contains("Inhuuropdracht"), "one word is another");
    assert!(
        page.contains("Wijkcoördinator") && page.contains("<main id=\"inhoud\""),
        "the rest is as it was"
    );
    assert!(page.contains("class=\"voorbeeld-thema\""), "{page}");

    let (tokens, _) = published(&site, "huisstijl", ".css");
    let (style, _) = published(&site, "style", ".css");
    let (extra, _) = published(&site, "extra", ".css");
    let place =
        |link: &str| page.find(&format!("<link rel=\"stylesheet\" href=\"{link}\">")).expect("it is linked");
    assert!(
        place(&tokens) < place(&style) && place(&style) < place(&extra),
        "each may change what stands before"
    );

    let (counter, text) = published(&site, "teller", ".js");
    assert_eq!(text, "const vraag = \"Vraag het \\u003c/script\\u003e \\u0026 ons\";\n");
    assert!(page.contains(&format!("<script defer src=\"{counter}\"></script>")));
    assert_eq!(published(&site, "closing", ".js").1, "// Deze site sluit niets in de browser.\n");
    let other = site.read("public/index.html");
    assert!(!other.contains("teller") && !other.contains("class=\"loket\""), "only its own template has it");

    // Another word is another script with another name, on every page that links it.
    site.write("themes/huis/wording/nl.toml", "[loket]\nvraag = \"Iets anders\"\n");
    site.run(&["build"]).expect(0);
    assert_ne!(published(&site, "teller", ".js").0, counter);
}

#[test]
fn a_style_sheet_refers_to_files_of_the_theme_by_their_plain_names() {
    let site = with_theme(
        "",
        &[
            ("static/extra.css", "@import \"letters/huis.css\";\n.logo { background: url(logo.svg) }\n"),
            ("static/letters/huis.css", "@font-face { font-family: Huis; src: url('huis.woff2') }\n"),
            ("static/letters/huis.woff2", "letters"),
            ("static/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ],
    );
    site.run(&["build"]).expect(0);
    let name = |link: String| link.rsplit('/').next().expect("a path has a name").to_owned();
    let paths: Vec<String> = site.files("public").into_iter().map(|(path, _)| path).collect();
    let is_there = |wanted: &str| paths.iter().any(|path| path.ends_with(wanted));
    let (_, extra) = published(&site, "extra", ".css");
    let logo = name(published(&site, "logo", ".svg").0);
    assert!(extra.contains(&format!("url({logo})")), "{extra}");
    let imported = extra.split('"').nth(1).expect("it imports");
    assert!(imported.starts_with("letters/huis.") && is_there(&format!("thema/{imported}")), "{extra}");
    let sheet = site.read(&format!("public/thema/{imported}"));
    let letters = sheet.split('\'').nth(1).expect("it has a font");
    assert!(letters != "huis.woff2" && is_there(&format!("thema/letters/{letters}")), "{sheet}");
}

#[test]
fn a_theme_may_replace_one_component_and_one_part_of_a_script() {
    let card = "{% component card(card, level, @words) %}<li class=\"card\" data-phase=\"{{ card.phase }}\" \
                data-closes-at=\"{{ card.closes_at }}\">Rij: {{ card.title }}</li>{% endcomponent card %}";
    let site = with_theme(
        "",
        &[("templates/rij.html", card), ("scripts/search/form.js", "export const eigen = 'deel';\n")],
    );
    site.run(&["build"]).expect(0);
    let home = site.read("public/index.html");
    assert!(home.contains(">Rij: Wijkcoördinator</li>"), "{home}");
    let notice = site.read("public/aanvragen/14001/index.html");
    assert!(notice.contains("<div class=\"fact\">"), "the other components are as they were");
    let (_, search) = published(&site, "search", ".js");
    assert!(search.contains("export const eigen = 'deel';"), "the part is the site's own");
    assert!(search.contains("export function fold"), "the other parts are as they were");
    assert!(search.contains("Rij: {title}"), "rows that were found are made of the same component");
}

#[track_caller]
fn check(template: &str, expected: &str, help: &str) {
    let site = with_theme("", &[("templates/404.html", template)]);
    let ran = site.run(&["check"]).expect(3);
    ran.says("T0702").says(expected).says(help).says("themes/huis/templates/404.html");
}

#[test]
fn what_a_template_misspells_is_told_with_what_there_is() {
    let head = "er zijn: `canonical`, `description`, `lang`, `modified_at`, `noindex`, `published_at`, `title`, `url`";
    check("{{ head.titel }}", &format!("`titel` bestaat niet; {head}"), "bedoelt u `title`?");
    check(
        "{% for a in head.titels %}{% endfor %}",
        &format!("`head.titels` bestaat niet; {head}"),
        "`title`",
    );
    check("{{ hoofd.title }}", "`hoofd` bestaat niet; er zijn: `head`, `site`, `static`, `words`", "herstel");
    check("{{ words.list.heading.hoom }}", "er zijn: `archive`, `home`,", "bedoelt u `home`?");
    let inside = "`words.list.heading.hoom` bestaat niet; er zijn: `archive`, `home`,";
    check("{{ words.list.heading.hoom | fill(title=\"\") }}", inside, "bedoelt u `home`?");
    check("{{ words[\"list\"][\"heading\"][\"hoom\"] }}", inside, "bedoelt u `home`?");
    check("{{ static[\"style.cs\"] }}", "bestaat niet; er zijn: `closing.js`,", "herstel");
    check("{{ site.title.kort }}", "`kort` bestaat niet; op deze plek zijn geen velden", "herstel");
}

#[test]
fn what_a_component_is_given_in_vain_is_told_with_what_there_is() {
    let template = "{{ <fact_text label={words.page.skip} text={words.page.hoom} /> }}";
    let site = with_theme("", &[("templates/404.html", template)]);
    site.run(&["check"]).expect(3).says("`words.page.hoom` bestaat niet; er zijn:").says("bedoelt u `home`?");
}

#[test]
fn a_script_that_asks_for_a_word_that_is_not_there_is_told_by_its_place() {
    let site =
        with_theme("", &[("scripts/teller.js", "const a = 1;\nconst b = {{ words.page.hoom | json }};\n")]);
    let ran = site.run(&["check"]).expect(3);
    ran.says("themes/huis/scripts/teller.js:2:")
        .says("`words.page.hoom` bestaat niet")
        .says("bedoelt u `home`?");
}

#[test]
fn settings_of_the_theme_that_are_no_text_are_refused() {
    for line in ["tokens = 3", "class = true"] {
        let site = with_theme(&format!("[theme_settings]\n{line}\n"), &[("static/a.css", "")]);
        site.run(&["check"]).says("T0203").says("moet tekst zijn");
    }
    let site = with_theme("[theme_settings]\ntokens = \"logo.svg\"\n", &[("static/logo.svg", "<svg/>")]);
    site.run(&["check"]).expect(3).says("T0704").says("is geen stijlblad");
}

#[test]
fn a_name_that_static_does_not_have_is_no_error_where_it_is_asked_for() {
    let template = "{% if static[\"extra.css\"] %}ja{% else %}nee{% endif %}";
    let site = with_theme("", &[("templates/404.html", template)]);
    site.run(&["build"]).expect(0);
    assert_eq!(site.read("public/404.html").trim(), "nee");
}
