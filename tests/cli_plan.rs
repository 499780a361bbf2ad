//! `termijn plan`: what it proposes can be pasted, and a record is held against it.

mod support;

use support::cli::keys;
use support::{TempSite, record};

/// The front matter of a record without its moments.
fn without_moments(kind: &str, procedure: &str) -> String {
    let procedure = if procedure.is_empty() { String::new() } else { format!("procedure = {procedure}\n") };
    format!(
        "kind = \"{kind}\"\ntitle = \"Proef\"\norganization = {{ name = \"Gemeente Voorbeeld\" }}\n{procedure}\
         contacts = [{{ purpose = \"reageren\", name = \"Inkoop\", email = \"inkoop@voorbeeld.nl\" }}]\n"
    )
}

#[test]
fn what_is_proposed_can_be_pasted_and_nothing_is_wrong_with_it() {
    for (kind, flags, procedure, published) in [
        ("vacature", &[][..], "", "2026-03-02"),
        ("vacature", &[], "", "2025-12-24"),
        ("inhuur", &[], "", "2026-03-01"),
        ("inhuur", &["--procedure", "das"], "{ type = \"das\" }", "2026-03-20"),
        ("inhuur", &["--procedure", "das", "--eu"], "{ type = \"das\", eu = true }", "2026-04-21"),
        (
            "inhuur",
            &["--procedure", "meervoudig-onderhands"],
            "{ type = \"meervoudig-onderhands\" }",
            "2026-12-11",
        ),
        ("inhuur", &["--procedure", "raamovereenkomst"], "{ type = \"raamovereenkomst\" }", "2027-04-26"),
        ("inhuur", &["--procedure", "openbaar"], "{ type = \"openbaar\" }", "2026-07-01"),
        (
            "aanbesteding",
            &["--procedure", "openbaar", "--eu"],
            "{ type = \"openbaar\", eu = true }",
            "2025-10-01",
        ),
        (
            "aanbesteding",
            &["--procedure", "niet-openbaar", "--eu"],
            "{ type = \"niet-openbaar\", eu = true }",
            "2026-11-16",
        ),
        (
            "aanbesteding",
            &["--procedure", "niet-openbaar"],
            "{ type = \"niet-openbaar\" }",
            "2026-03-27T09:00",
        ),
        (
            "aanbesteding",
            &["--procedure", "marktconsultatie"],
            "{ type = \"marktconsultatie\" }",
            "2028-04-13",
        ),
        ("aanbesteding", &["--procedure", "geen"], "{ type = \"geen\" }", "maandag 5 mei 2025"),
    ] {
        let site = TempSite::with(&[]);
        let mut arguments = vec!["plan", kind, "--published", published, "--format", "json"];
        arguments.extend(flags);
        let planned = site.run_bare(&arguments).expect(0).json();
        let toml = planned["toml"].as_str().expect("it is text");
        let text = format!("+++\n{}{toml}+++\nDe tekst.\n", without_moments(kind, procedure));
        site.write("content/aanvragen/proef.md", &text);
        for at in ["2023-01-01T12:00:00+01:00", "2026-06-15T12:00:00+02:00", "2030-01-01T12:00:00+01:00"] {
            let checked = site.run_bare(&["check", "--at", at, "--format", "json"]).expect(0).json();
            let found = checked.as_array().expect("a list").iter();
            // That no decision was taken is true, once its day has passed; where the work is, no planning says.
            let is_wrong =
                |problem: &&serde_json::Value| problem["code"] != "T0465" && problem["severity"] != "info";
            let found: Vec<_> = found.filter(is_wrong).collect();
            assert!(found.is_empty(), "{found:?}\n{text}");
        }
        // Held against the same planning there is nothing to remark.
        let beside = site.run_bare(&["plan", "--for", "aanvragen/proef", "--published", published]).expect(0);
        assert!(beside.out.contains("Hier is niets op aan te merken."), "{}\n{text}", beside.out);
    }
}

#[test]
fn a_planning_is_shown_with_its_reasons() {
    let site = TempSite::empty();
    let arguments = ["plan", "inhuur", "--procedure", "das", "--published", "zo 22 maart 2026"];
    let planned = site.run_bare(&arguments).expect(0);
    assert_eq!(planned.err, "");
    for words in [
        "Planning: inhuuropdracht, das\n",
        "sluiting                 woensdag 8 april 2026, 12.00 uur",
        "response.deadline",
        "zondag 22 maart 2026 is geen werkdag",
        "maandag 6 april 2026 (Tweede Paasdag)",
        "Om in het bericht te plakken\n\npublished = 2026-03-23 # maandag 23 maart 2026\n",
        "deadline = 2026-04-08T12:00:00 # woensdag 8 april 2026\n",
    ] {
        assert!(planned.out.contains(words), "`{words}` is not in:\n{}", planned.out);
    }
    let english = site.run_bare(&[&arguments[..], &["--language", "en"]].concat()).expect(0).out;
    assert!(english.contains("Planning: request to hire, das\n"), "{english}");
    assert!(english.contains("Wednesday 8 April 2026, 12:00"), "{english}");
}

#[test]
fn data_has_every_key() {
    let site = TempSite::empty();
    let planned = site.run_bare(&["plan", "vacature", "--published", "2026-03-02T09:00", "--format", "json"]);
    let planned = planned.expect(0).json();
    assert_eq!(keys(&planned), ["eu", "id", "kind", "notes", "procedure", "steps", "toml"]);
    let first = &planned["steps"][0];
    assert_eq!(keys(first), ["date", "key", "label", "now", "reasons", "remarks", "time", "until"]);
    assert_eq!(first["key"], "published");
    assert_eq!(first["date"], "2026-03-02");
    assert_eq!(first["time"], "09:00:00");
    assert_eq!(planned["procedure"], serde_json::Value::Null);
    assert!(planned["toml"].as_str().unwrap().starts_with("published = 2026-03-02T09:00:00 #"));
}

#[test]
fn without_a_date_it_begins_tomorrow() {
    let site = TempSite::empty();
    let planned = |at: &str| {
        let ran = site.run_bare(&["plan", "vacature", "--at", at, "--format", "json"]).expect(0);
        ran.json()["steps"][0]["date"].as_str().map(str::to_owned)
    };
    // A Monday; then the evening before Easter, in the zone of the site already the next day.
    assert_eq!(planned("2026-03-02T12:00").as_deref(), Some("2026-03-03"));
    assert_eq!(planned("2026-04-02T22:30:00Z").as_deref(), Some("2026-04-07"));
}

#[test]
fn the_closed_days_of_the_site_count() {
    let site = TempSite::empty();
    let closing = || {
        let ran =
            site.run_bare(&["plan", "vacature", "--published", "2026-03-02", "--format", "json"]).expect(0);
        let steps = ran.json()["steps"].as_array().cloned().unwrap();
        let step = steps.iter().find(|step| step["key"] == "response.deadline").cloned().unwrap();
        step["date"].as_str().map(str::to_owned)
    };
    assert_eq!(closing().as_deref(), Some("2026-03-24"));
    let settings = format!("{}[calendar]\nclosed_days = [2026-03-24]\n", support::SETTINGS);
    site.write("termijn.toml", settings);
    assert_eq!(closing().as_deref(), Some("2026-03-26"));
    // Records that cannot be read are no reason to refuse a planning; settings are.
    site.write("content/aanvragen/stuk.md", "+++\nkind = \n+++\n");
    assert_eq!(closing().as_deref(), Some("2026-03-26"));
    site.write("termijn.toml", "title = 3\n");
    site.run_bare(&["plan", "vacature"]).expect(3).says("termijn.toml");
}

#[test]
fn a_record_is_held_against_what_would_be_proposed_today() {
    let site = TempSite::with(&[]);
    let more = "procedure = { type = \"openbaar\", eu = true }\ndraft = true\nstandstill = { applies = true, days = 10 }";
    let text = record("14001", more, "", "De tekst.");
    site.write("content/aanvragen/14001.md", &text);
    for name in [
        "14001",
        "aanvragen/14001",
        "/aanvragen/14001/",
        "content/aanvragen/14001.md",
        "./content/aanvragen/14001.md",
    ] {
        let ran = site.run_bare(&["plan", "--for", name, "--published", "2026-02-02"]).expect(0);
        assert!(ran.out.contains("Als u aanvraag 14001 nu publiceert"), "{}", ran.out);
        assert!(ran.out.contains("! sluiting: te kort: ten minste 40 dagen"), "{}", ran.out);
        assert!(ran.out.contains("10 dagen is te kort: ten minste 20"), "{}", ran.out);
        assert!(ran.out.contains("- antwoorden: ontbreekt"), "{}", ran.out);
    }
    let data = site
        .run_bare(&["plan", "--for", "14001", "--published", "2026-02-02", "--format", "json"])
        .expect(0)
        .json();
    assert_eq!(data["id"], "14001");
    let steps = data["steps"].as_array().unwrap();
    let closing = steps.iter().find(|step| step["key"] == "response.deadline").unwrap();
    assert_eq!(closing["remarks"][0]["severity"], "warning");
    site.write("content/aanvragen/14002.md", "+++\nkind = \"inhuur\"\n+++\n");
    site.run(&["plan", "--for", "content/aanvragen/14002.md"]).expect(1).says("content/aanvragen/14002.md");
    site.run(&["plan", "--for", "1400"]).expect(2).says("bedoelt u 14001?");
    site.run(&["plan", "--for", "zoiets"]).expect(2).says("`termijn check`");
}

#[test]
fn wrong_usage_says_what_was_probably_meant() {
    let site = TempSite::with(&[]);
    for (arguments, words) in [
        (&["plan"][..], "kies uit: inhuur, aanbesteding, vacature"),
        (&["plan", "vacatur"], "bedoelt u vacature?"),
        (&["plan", "inhuur", "--procedure", "openbar"], "bedoelt u openbaar?"),
        (&["plan", "vacature", "--eu"], "een vacature heeft geen procedure"),
        (&["plan", "inhuur", "vacature"], "`vacature` hoort hier niet"),
        (&["plan", "inhuur", "--for", "14001"], "laat ze weg"),
        (&["plan", "inhuur", "--published", "ooit"], "--published: \"ooit\" is niet te lezen"),
        (&["check", "--eu"], "hoort bij `plan`"),
        (&["build", "--for", "14001"], "hoort bij `plan`"),
    ] {
        site.run_bare(arguments).expect(2).says(words);
    }
    let help = site.run_bare(&["plan", "--help"]).expect(0).out;
    assert!(help.contains("termijn plan --for BERICHT"), "{help}");
}
