//! The data that the preview's scripts read.

use super::*;

#[track_caller]
fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

#[test]
fn problems_name_every_place_with_its_lines() {
    let wrong = record("14002", "colour = \"rood\"", "").replace("2026-03-02T09:00", "2025-03-02T09:00");
    let bench = Bench::with(&[("content/aanvragen/14002.md", &wrong)]);
    let data = bench.json("problems.json");
    assert_eq!(keys(&data), ["errors", "has_site", "language", "more", "notes", "problems", "warnings"]);
    assert_eq!(
        (&data["language"], &data["has_site"], &data["more"]),
        (&"nl".into(), &true.into(), &0.into())
    );
    let problems = data["problems"].as_array().unwrap();
    assert_eq!(data["errors"], problems.iter().filter(|it| it["severity"] == "error").count());
    assert!(problems.len() >= 2, "all at once: {data:#}");
    let unknown = problems.iter().find(|it| it["message"].as_str().unwrap().contains("colour")).unwrap();
    assert_eq!(keys(unknown), ["code", "help", "message", "places", "reasons", "severity", "severity_word"]);
    assert_eq!(unknown["severity_word"], "fout");
    let place = &unknown["places"][0];
    assert_eq!(
        keys(place),
        ["column", "editor", "file", "first_line", "is_primary", "label", "line", "lines", "marks"]
    );
    assert_eq!((&place["line"], &place["column"], &place["first_line"]), (&6.into(), &1.into(), &5.into()));
    assert_eq!(place["editor"], "vscode://file/werk/mijn%20site/content/aanvragen/14002.md:6:1");
    assert_eq!(
        place["lines"],
        serde_json::json!(["published = 2026-01-05", "colour = \"rood\"", "[organization]"])
    );
    assert_eq!(place["marks"], serde_json::json!([{ "line": 6, "start": 0, "end": 6 }]));
}

#[test]
fn errors_come_before_what_is_left_out() {
    let mut tables = String::new();
    for nr in 0..250 {
        tables.push_str(&format!("sleutel_{nr} = 1\n"));
    }
    let bench = Bench::with(&[("content/aanvragen/14002.md", &record("14002", &tables, ""))]);
    let data = bench.json("problems.json");
    assert_eq!(data["problems"].as_array().unwrap().len(), 200);
    let all = data["errors"].as_u64().unwrap()
        + data["warnings"].as_u64().unwrap()
        + data["notes"].as_u64().unwrap();
    assert!(all >= 250 && data["more"] == all - 200, "{} of {all}", data["more"]);
}

#[test]
fn a_page_knows_its_moment_and_the_changes_around_it_p13() {
    let later = record("14002", "", "").replace("2026-01-05", "2026-02-01");
    let draft = record("14003", "draft = true", "");
    let bench =
        Bench::with(&[("content/aanvragen/14002.md", &later), ("content/aanvragen/14003.md", &draft)]);
    let data = bench.json("page.json?path=/aanvragen/14003/");
    assert_eq!(
        keys(&data),
        [
            "at",
            "count",
            "differs",
            "elsewhen",
            "generation",
            "happened",
            "happens",
            "is_now",
            "is_still",
            "language",
            "marks",
            "next",
            "notice",
            "position",
            "previous",
            "title"
        ]
    );
    assert_eq!((&data["generation"], &data["title"]), (&1.into(), &"Werk & opdrachten".into()));
    assert_eq!(
        data["at"],
        serde_json::json!({
            "value": NOW, "text": "donderdag 15 januari 2026, 12.00 uur", "seconds": 1_768_474_800
        })
    );
    assert_eq!(
        (&data["is_now"], &data["is_still"], &data["differs"]),
        (&true.into(), &false.into(), &Value::Null)
    );
    assert_eq!((&data["position"], &data["previous"]), (&1.into(), &Value::Null));
    assert_eq!(data["next"]["value"], "2026-02-01T00:00:00+01:00");
    assert_eq!(
        data["happens"],
        serde_json::json!([{ "text": "aanvraag 14002 verschijnt", "url": "/aanvragen/14002/" }])
    );
    assert_eq!(data["happened"].as_array().unwrap().len(), 2);
    assert_eq!(
        data["notice"],
        serde_json::json!({ "state": "draft", "text": "Concept: staat niet op de site." })
    );
    assert_eq!(
        data["marks"],
        serde_json::json!([{ "url": "/aanvragen/14003/", "state": "draft", "text": "concept" }])
    );

    let data = bench.json("page.json?path=/aanvragen/14002/&at=2026-02-10");
    assert_eq!((&data["is_now"], &data["position"]), (&false.into(), &2.into()));
    assert_eq!(data["previous"]["value"], "2026-01-05T00:00:00+01:00");
    assert_eq!(data["happened"][0]["text"], "aanvraag 14002 verschijnt");
    let pages = data["differs"]["pages"].as_array().unwrap();
    assert_eq!(data["differs"]["total"], pages.len());
    let added: Vec<_> = pages.iter().filter(|page| page["change"] == "added").collect();
    assert_eq!(added.len(), 1, "{pages:#?}");
    assert_eq!(added[0]["url"], "/aanvragen/14002/");
    assert!(added[0]["title"].as_str().unwrap().contains("Wijkcoördinator 14002"));
    let home = pages.iter().find(|page| page["url"] == "/").unwrap();
    assert_eq!(home["change"], "changed");
    assert_eq!(home["title"], "Werk & opdrachten", "a title as people read it");
}

#[test]
fn before_the_first_change_nothing_came_before() {
    let bench = Bench::with(&[]);
    let data = bench.json("page.json?path=/&at=2020-01-01");
    assert_eq!(
        (&data["position"], &data["previous"], &data["happened"]),
        (&0.into(), &Value::Null, &serde_json::json!([]))
    );
    assert_eq!(data["next"]["value"], "2026-01-05T00:00:00+01:00");
    let data = bench.json("page.json?path=/&at=2099-01-01");
    assert_eq!((&data["next"], &data["happens"]), (&Value::Null, &serde_json::json!([])));
    assert_eq!(data["position"], data["count"]);
}

#[test]
fn all_moments_are_there_once_and_in_order_p13() {
    let same = record("14002", "", "");
    let bench = Bench::with(&[("content/aanvragen/14002.md", &same)]);
    let data = bench.json("moments.json");
    let seconds = data["seconds"].as_array().unwrap();
    assert_eq!(seconds[0], at("2026-01-05T00:00:00+01:00").unix_seconds());
    assert_eq!(seconds[1], at("2026-03-02T09:00:00+01:00").unix_seconds());
    assert_eq!(
        data["seconds"].as_array().unwrap().len(),
        bench.json("page.json?path=/")["count"].as_u64().unwrap() as usize
    );
}

#[test]
fn a_moment_is_read_in_every_spelling_p13() {
    let bench = Bench::with(&[]);
    let read = |text: &str| bench.json(&format!("moment.json?text={text}"));
    let noon = serde_json::json!({
        "value": "2026-03-02T12:00:00+01:00", "text": "maandag 2 maart 2026, 12.00 uur", "seconds": 1_772_449_200
    });
    for text in ["2026-03-02T12:00", "maandag%202%20maart%202026,%2012.00%20uur", "2+maart+2026+12.00"] {
        assert_eq!(read(text), noon, "{text}");
    }
    assert_eq!(read("2026-03-02")["value"], "2026-03-02T00:00:00+01:00");
    for text in ["", "morgen", "dinsdag%202%20maart%202026", "29%20maart%202026,%202.30%20uur"] {
        assert_eq!(keys(&read(text)), ["error", "help"], "{text}");
    }
}

#[test]
fn a_checklist_tells_where_a_notice_stands() {
    let bench = Bench::with(&[]);
    assert_eq!(bench.json("checklist.json?path=/"), Value::Null);
    assert_eq!(bench.json("checklist.json?path=/aanvragen/"), Value::Null);
    let data = bench.json("checklist.json?path=/aanvragen/14001/");
    assert_eq!(
        keys(&data),
        ["editor", "file", "findings", "phase", "phase_text", "planning", "publish_now", "state", "title"]
    );
    assert_eq!(
        (&data["phase"], &data["phase_text"], &data["state"]),
        (&"open".into(), &"open".into(), &Value::Null)
    );
    assert_eq!((&data["file"], &data["publish_now"]), (&OPEN.into(), &Value::Null));
    let planning = data["planning"].as_array().unwrap();
    let closes = planning.iter().find(|date| date["what"] == "sluit").unwrap();
    assert_eq!(
        keys(closes),
        ["editor", "is_past", "is_public", "key", "line", "phase_text", "reasons", "what", "when"]
    );
    assert_eq!((&closes["when"], &closes["line"]), (&"maandag 2 maart 2026, 09.00 uur".into(), &11.into()));
    assert_eq!((&closes["key"], &closes["is_past"]), (&"response.deadline".into(), &false.into()));
    assert_eq!(closes["editor"], "vscode://file/werk/mijn%20site/content/aanvragen/14001.md:11:12");
    assert_eq!(closes["phase_text"], "reactietermijn verlopen");
    let data = bench.json("checklist.json?path=/aanvragen/14001/&at=2026-03-02T09:00");
    assert_eq!(data["phase"], "closed");
}

#[test]
fn a_draft_is_shown_as_if_it_were_published_now() {
    let draft = record("14003", "draft = true", "").replace("2026-01-05", "2025-06-01");
    let bench = Bench::with(&[("content/aanvragen/14003.md", &draft)]);
    let now = &bench.json("checklist.json?path=/aanvragen/14003/")["publish_now"];
    assert_eq!(
        now["text"],
        "Als u dit nu publiceert, kan men 46 dagen reageren, tot maandag 2 maart 2026, 09.00 uur."
    );
    let published =
        now["planning"].as_array().unwrap().iter().find(|date| date["what"] == "verschijnt").unwrap();
    assert_eq!((&published["when"], &published["line"]), (&"donderdag 15 januari 2026".into(), &5.into()));

    let late = draft.replace("2026-03-02T09:00", "2026-01-10");
    bench.save("content/aanvragen/14003.md", &late);
    let now = &bench.json("checklist.json?path=/aanvragen/14003/")["publish_now"];
    assert!(!now["findings"].as_array().unwrap().is_empty(), "{now:#}");
    assert!(now["text"].as_str().unwrap().starts_with("Als u dit nu publiceert, "), "{now:#}");
    assert_eq!(bench.proof().generation, 2, "a rehearsal changes nothing");
    let source = bench.tree.borrow().bytes("content/aanvragen/14003.md");
    assert_eq!(source.as_deref(), Some(late.as_bytes()));
}

#[test]
fn a_notice_that_waits_is_judged_as_one_that_appears_today() {
    let later =
        record("14002", "", "").replace("2026-01-05", "2026-02-01").replace("2026-03-02T09:00", "2026-01-16");
    let bench = Bench::with(&[("content/aanvragen/14002.md", &later.replace("2026-01-16", "2026-02-16"))]);
    let data = bench.json("checklist.json?path=/aanvragen/14002/");
    assert_eq!((&data["state"], &data["phase"]), (&"waiting".into(), &"scheduled".into()));
    let text = data["publish_now"]["text"].as_str().unwrap();
    assert_eq!(
        text,
        "Als u dit nu publiceert, kan men 32 dagen reageren, tot en met maandag 16 februari 2026."
    );
}

#[test]
fn an_event_names_the_page_that_somebody_works_on_p11() {
    let bench = Bench::with(&[("content/aanvragen/14002/index.md", &record("14002", "", ""))]);
    let event = |cause| -> Value { serde_json::from_str(&bench.proof().event(cause, at(NOW))).unwrap() };
    let data = event(Cause::Start);
    assert_eq!(keys(&data), ["cause", "errors", "generation", "notes", "saved", "warnings"]);
    assert_eq!(
        (&data["cause"], &data["saved"], &data["generation"]),
        (&"start".into(), &Value::Null, &1.into())
    );
    bench.save(OPEN, &record("14001", "", "Anders."));
    let data = event(Cause::Files);
    assert_eq!((&data["saved"], &data["generation"]), (&"/aanvragen/14001/".into(), &2.into()));
    assert_eq!(event(Cause::Time)["saved"], Value::Null);
    bench.save("content/aanvragen/14002/questions.toml", "");
    assert_eq!(event(Cause::Files)["saved"], "/aanvragen/14002/");
    bench.save("termijn.toml", &SETTINGS.replace("Werk", "Banen"));
    assert_eq!(event(Cause::Files)["saved"], Value::Null);
}
