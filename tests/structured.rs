//! What a page tells machines about itself, and that channels tell all that the page tells people.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop anywhere")]

#[path = "support/site.rs"]
mod site;

use serde_json::{Value, json};
use site::{Files, SiteTest, at, text};
use std::collections::BTreeSet;
use std::path::Path;

/// The JSON-LD of a page of this sort, when there is any.
fn thing(page: &str, sort: &str) -> Option<Value> {
    let scripts = page.split("<script type=\"application/ld+json\">").skip(1);
    let things = scripts.map(|rest| rest.split_once("</script>").unwrap().0);
    let mut things = things.map(|thing| serde_json::from_str::<Value>(thing).unwrap());
    things.find(|thing| thing["@type"] == sort)
}

fn of_record(top: &str, tables: &str, body: &str) -> SiteTest {
    let record = format!(
        "+++\ntitle = \"Boswachter\"\nreference = \"V-1\"\npublished = 2026-01-05\n{top}\n\
         [response]\ndeadline = 2026-03-02T09:00\nurl = \"https://reageren.example/\"\n\
         [organization]\nname = \"Waterschap Lage Dijk\"\nurl = \"https://waterschap.example/\"\n{tables}\n+++\n{body}\n"
    );
    SiteTest::of([("content/vacatures/boswachter.md", record)])
}

const PAGE: &str = "vacatures/boswachter/index.html";

#[track_caller]
fn job(top: &str, tables: &str, body: &str, instant: &str) -> Option<Value> {
    let files = of_record(top, tables, body).at(at(instant));
    thing(text(&files, PAGE), "JobPosting")
}

const OPEN: &str = "2026-01-10T12:00:00+01:00";
const VACANCY: &str = "kind = \"vacature\"";
const TOWN: &str = "[location]\nmunicipality = \"Assen\"\nregion = \"Drenthe\"";

#[test]
fn a_job_posting_stands_on_open_pages_that_tell_enough_and_nowhere_else() {
    let has = |top: &str, tables: &str, body: &str, instant: &str| job(top, tables, body, instant).is_some();
    assert!(has(VACANCY, TOWN, "Werk.", OPEN));
    assert!(has("kind = \"inhuur\"", TOWN, "Werk.", OPEN));
    assert!(has(VACANCY, "[location]\nremote = true", "Werk.", OPEN));
    assert!(has(VACANCY, TOWN, "Werk.", "2026-03-02T08:59:59+01:00"));
    assert!(!has(VACANCY, TOWN, "Werk.", "2026-03-02T09:00:00+01:00"), "it is closed");
    assert!(!has("kind = \"aanbesteding\"", TOWN, "Werk.", OPEN), "a tender is no job");
    assert!(!has(VACANCY, TOWN, "", OPEN), "it has no text");
    assert!(!has(VACANCY, "[location]\nregion = \"Drenthe\"", "Werk.", OPEN), "a region is no place");
    assert!(!has(VACANCY, "", "Werk.", OPEN), "it has no place");
    let withdrawn = format!("{TOWN}\n[withdrawn]\non = 2026-01-08");
    assert!(has(VACANCY, &withdrawn, "Werk.", "2026-01-07T23:59:59+01:00"));
    assert!(!has(VACANCY, &withdrawn, "Werk.", "2026-01-08T00:00:00+01:00"), "it is withdrawn");
    let filled = format!("{TOWN}\n[decision]\nannounced = 2026-01-08\noutcome = \"vervuld\"");
    assert!(!has(VACANCY, &filled, "Werk.", "2026-01-08T00:00:00+01:00"), "it is filled");
}

#[test]
fn every_fact_has_its_property() {
    let tables = format!(
        "{TOWN}\nstreet = \"Brink 1\"\npostal_code = \"9401 HS\"\n[hours]\nmin = 24\nmax = 36\n\
         [contract]\ntype = \"vast\"\nstart = 2026-05-01\nduration = \"6 maanden\"\n\
         [salary]\nmin = 3500\nmax = 4800.50\nper = \"maand\"\n[education]\nlevel = \"hbo\"\nplus = true\n\
         [[knockout]]\ntext = \"Ervaring in het bos\"\nmin_years = 1.5\n\
         [[contacts]]\npurpose = \"vragen\"\nname = \"J. Bos\"\nphone = \"0592-123456\""
    );
    let top = format!(
        "{VACANCY}\npositions = 2\ntasks = [\"Bomen\", \"Paden\"]\ncompetences = [\"rustig\"]\nwork_days = [\"ma\", \"di\"]"
    );
    let mut job = job(&top, &tables, "Werk in het *bos*.", OPEN).unwrap();
    let description = job["description"].take();
    let description = description.as_str().unwrap();
    for words in [
        "<p>Werk in het <em>bos</em>.</p>",
        "<li>Bomen</li>",
        "rustig",
        "Ervaring in het bos",
        "€ 4.800,50",
        "hbo+",
    ] {
        assert!(description.contains(words), "{words} in {description}");
    }
    let expected = json!({
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "Boswachter",
        "description": null,
        "url": "https://www.voorbeeld.nl/vacatures/boswachter/",
        "identifier": { "@type": "PropertyValue", "name": "Waterschap Lage Dijk", "value": "V-1" },
        "datePosted": "2026-01-05T00:00:00+01:00",
        "validThrough": "2026-03-02T09:00:00+01:00",
        "employmentType": ["FULL_TIME", "PART_TIME"],
        "hiringOrganization": { "@type": "Organization", "name": "Waterschap Lage Dijk", "sameAs": "https://waterschap.example/" },
        "jobLocation": { "@type": "Place", "address": {
            "@type": "PostalAddress", "streetAddress": "Brink 1", "postalCode": "9401 HS", "addressLocality": "Assen",
            "addressRegion": "Drenthe", "addressCountry": "NL",
        }},
        "baseSalary": { "@type": "MonetaryAmount", "currency": "EUR", "value": {
            "@type": "QuantitativeValue", "minValue": 3500.0, "maxValue": 4800.5, "unitText": "MONTH",
        }},
        "directApply": false,
        "workHours": "24 tot 36 uur per week, ma, di",
        "jobStartDate": "2026-05-01",
        "jobDuration": "P6M",
        "totalJobOpenings": 2,
        "educationRequirements": {
            "@type": "EducationalOccupationalCredential", "credentialCategory": "bachelor degree", "educationalLevel": "hbo+",
        },
        "experienceRequirements": { "@type": "OccupationalExperienceRequirements", "monthsOfExperience": 18 },
        "qualifications": "Ervaring in het bos",
        "responsibilities": ["Bomen", "Paden"],
        "skills": "rustig",
        "applicationContact": { "@type": "ContactPoint", "contactType": "vragen", "name": "J. Bos", "telephone": "+31592123456" },
    });
    assert_eq!(job, expected);
}

#[test]
fn hiring_is_a_contract_paid_by_the_hour() {
    let hired = |tables: &str| job("kind = \"inhuur\"", &format!("{TOWN}\n{tables}"), "Werk.", OPEN).unwrap();
    let found = hired("[contract]\nstart = \"zsm\"\n[rate]\nmax = 95\n[hours]\nmax = 16");
    assert_eq!(found["employmentType"], "CONTRACTOR");
    assert_eq!(found["jobImmediateStart"], true);
    assert_eq!(found["baseSalary"]["value"]["unitText"], "HOUR");
    assert_eq!(found["baseSalary"]["value"]["maxValue"], 95.0);
    assert_eq!(hired("[contract]\ntype = \"tijdelijk\"")["employmentType"], "TEMPORARY");
    let none = hired("[salary]\nmin = 3500");
    assert_eq!(none.get("baseSalary"), None, "nobody said per what");
    for (hours, expected) in [("min = 36", "FULL_TIME"), ("max = 32", "PART_TIME"), ("min = 12", "PART_TIME")]
    {
        let tables = format!("{TOWN}\n[hours]\n{hours}");
        assert_eq!(job(VACANCY, &tables, "Werk.", OPEN).unwrap()["employmentType"], expected, "{hours}");
    }
}

#[test]
fn a_whole_day_is_valid_through_its_end() {
    let record = "+++\nkind = \"vacature\"\ntitle = \"Boswachter\"\npublished = 2026-01-05\n[organization]\nname = \"X\"\n\
                  [location]\nmunicipality = \"Assen\"\n[response]\ndeadline = 2026-03-28\n+++\nWerk.\n";
    let files = SiteTest::of([("content/vacatures/boswachter.md", record.to_owned())]).at(at(OPEN));
    let job = thing(text(&files, PAGE), "JobPosting").unwrap();
    assert_eq!(job["validThrough"], "2026-03-29T00:00:00+01:00");
    assert_eq!(job.get("identifier"), None, "an address is no number by which people ask for it");
}

#[test]
fn nothing_gets_out_of_a_script() {
    let hostile = "</script><!-- ]]> \\u202Eom\\u2066 \\\" &amp; \\u2028";
    let top = format!("kind = \"vacature\"\ntasks = [\"taak {hostile}\"]\nheadline = \"kop {hostile}\"");
    let tables = format!("{TOWN}\nstreet = \"straat {hostile}\"");
    let files = of_record(&top, &tables, "Werk </script> <b>.").at(at(OPEN));
    let page = text(&files, PAGE);
    let job = thing(page, "JobPosting").unwrap();
    assert_eq!(job["responsibilities"], "taak </script><!-- ]]> om \" &amp;");
    let (_, script) = page.split_once("application/ld+json").unwrap();
    let (script, _) = script.split_once("</head>").unwrap();
    for steering in ["<!--", "\u{202e}", "\u{2066}", "\u{2028}"] {
        assert!(!script.contains(steering), "{steering:?} in {script}");
    }
}

#[test]
fn the_home_page_tells_who_publishes_and_a_notice_where_it_stands() {
    let site = of_record(VACANCY, TOWN, "Werk.");
    let files = site.at(at(OPEN));
    let home = text(&files, "index.html");
    assert_eq!(thing(home, "WebSite").unwrap()["url"], "https://www.voorbeeld.nl/");
    let crumbs = thing(text(&files, PAGE), "BreadcrumbList").unwrap();
    let crumbs = crumbs["itemListElement"].as_array().unwrap();
    let crumbs: Vec<_> = crumbs
        .iter()
        .map(|crumb| (crumb["name"].as_str().unwrap(), crumb["item"].as_str().unwrap()))
        .collect();
    let expected =
        [("Home", "https://www.voorbeeld.nl/"), ("Vacatures", "https://www.voorbeeld.nl/vacatures/")];
    assert_eq!(crumbs, expected);
    let closed = site.at(at("2026-03-02T09:00:00+01:00"));
    assert!(thing(text(&closed, PAGE), "BreadcrumbList").is_some());
    assert!(thing(text(&files, "vacatures/index.html"), "WebSite").is_none());
}

/// Values of this attribute behind `before`, in order.
fn values<'a>(page: &'a str, before: &str, attribute: &str) -> Vec<&'a str> {
    let tags = page.split('<').filter(|tag| tag.starts_with(before));
    let start = format!("{attribute}=\"");
    tags.filter_map(|tag| Some(tag.split_once(&start)?.1.split_once('"')?.0)).collect()
}

#[test]
fn each_page_names_every_channel_once() {
    let files = of_record(VACANCY, TOWN, "Werk.").at(at(OPEN));
    let site = ["/feed.xml", "/feed.json", "/agenda.ics"];
    let check = |page: &str, own: &[&str]| {
        let found = values(text(&files, page), "link rel=\"alternate\"", "href");
        assert_eq!(found, [&site[..], own].concat(), "{page}");
    };
    check("index.html", &[]);
    check("404.html", &[]);
    check("agenda/index.html", &[]);
    for list in ["vacatures/", "organisaties/waterschap-lage-dijk/", "regios/drenthe/"] {
        let own = ["feed.xml", "feed.json", "agenda.ics"].map(|name| format!("/{list}{name}"));
        check(&format!("{list}index.html"), &own.each_ref().map(String::as_str));
    }
    check(
        PAGE,
        &[
            "/vacatures/boswachter/agenda.ics",
            "/organisaties/waterschap-lage-dijk/feed.xml",
            "/organisaties/waterschap-lage-dijk/feed.json",
            "/vacatures/boswachter/notice.json",
        ],
    );
    for (page, sort) in [(PAGE, "article"), ("index.html", "website"), ("404.html", "website")] {
        assert_eq!(values(text(&files, page), "meta property=\"og:type\"", "content"), [sort], "{page}");
    }
    assert_eq!(values(text(&files, PAGE), "meta property=\"og:title\"", "content"), ["Boswachter"]);
}

/// The words with a canary in them.
fn canaries(text: &str) -> BTreeSet<String> {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter(|word| word.starts_with("zwijg")).map(str::to_owned).collect()
}

#[test]
fn feeds_tell_all_that_the_page_tells() {
    let site = SiteTest::folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/canaries"));
    let path = "zwijgsectie/zwijgadres/";
    let told = |files: &Files, feed: &str| {
        let feed: Value = serde_json::from_str(text(files, feed)).unwrap();
        let entries = feed["items"].as_array().unwrap().iter();
        let own = entries.filter(|entry| entry["url"].as_str().unwrap().contains(path));
        own.map(|entry| format!("{} {}", entry["title"], entry["content_html"])).collect::<String>()
    };
    for instant in [
        "2026-03-02T12:00:00+01:00",
        "2026-03-08T09:00:00+01:00",
        "2026-04-02T00:00:00+02:00",
        "2026-04-20T08:00:00+02:00",
    ] {
        let files = site.at(at(instant));
        let page = text(&files, &format!("{path}index.html"));
        let (_, main) = page.split_once("<main").unwrap();
        // Rows of similar notices are theirs, and what can be followed are addresses.
        let (main, _) = main.split_once("id=\"deel-volgen\"").unwrap();
        let feed = told(&files, "feed.json");
        let missing: Vec<_> = canaries(main).difference(&canaries(&feed)).cloned().collect();
        assert!(missing.is_empty(), "{instant}: no feed tells {missing:?}");
    }
}
