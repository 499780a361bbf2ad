//! The shapes that tools read (the record format, section 7).

mod support;

use serde_json::{Value, json};
use support::TempSite;
use support::cli::keys;
use support::record;

fn site() -> TempSite {
    let rounds = "[[questions.rounds]]\ndeadline = 2026-01-20T12:00\nanswers_on = 2026-01-27\n\n\
                  [[documents]]\ntitle = \"Eisen\"\nfile = \"eisen.pdf\"\npublished = 2026-02-03\n\n\
                  [decision]\nannounced = 2026-03-20\noutcome = \"gegund\"";
    TempSite::with(&[
        ("content/aanvragen/14001/index.md", &record("14001", "", rounds, "Tekst.")),
        ("content/aanvragen/14001/eisen.pdf", "%PDF"),
        (
            "content/aanvragen/zonder.md",
            &record("x", "", "", "").replace("reference = \"x\"\n", "draft = true\n"),
        ),
        ("content/aanvragen/later.md", &record("14003", "", "", "").replace("2026-01-05", "2026-02-01")),
    ])
}

#[test]
fn when_has_exactly_the_keys_of_the_record_format() {
    let data = site().run(&["when", "--format", "json"]).expect(0).json();
    assert_eq!(keys(&data), ["notices", "valid_from", "valid_until"]);
    assert_eq!(data["valid_from"], "2026-01-05T00:00:00+01:00");
    assert_eq!(data["valid_until"], "2026-01-20T12:00:00+01:00");
    let notices = data["notices"].as_array().unwrap();
    for notice in notices {
        assert_eq!(keys(notice), ["hidden_because", "id", "next", "phase", "title", "url"]);
        for next in notice["next"].as_array().unwrap() {
            let expected: &[&str] = match next["event"].as_str().unwrap() {
                "document-published" => &["at", "event", "file"],
                _ => &["at", "event"],
            };
            assert_eq!(keys(next), expected);
        }
    }
    let find = |id: &str| notices.iter().find(|notice| notice["id"] == id).unwrap();
    assert_eq!(
        find("14001"),
        &json!({
            "id": "14001",
            "title": "Wijkcoördinator",
            "url": "https://www.voorbeeld.nl/aanvragen/14001/",
            "phase": "questions-open",
            "hidden_because": null,
            "next": [
                { "event": "questions-close", "at": "2026-01-20T12:00:00+01:00" },
                { "event": "answers-published", "at": "2026-01-27T00:00:00+01:00" },
                { "event": "document-published", "at": "2026-02-03T00:00:00+01:00", "file": "eisen.pdf" },
                { "event": "response-closes", "at": "2026-03-02T09:00:00+01:00" },
                { "event": "decision-announced", "at": "2026-03-20T00:00:00+01:00" },
            ],
        })
    );
    let hidden = |id: &str| (find(id)["phase"].clone(), find(id)["hidden_because"].clone());
    assert_eq!(hidden("14003"), (json!("scheduled"), json!("scheduled")));
    assert_eq!(hidden("aanvragen/zonder"), (json!("open"), json!("draft")));
}

#[test]
fn drafts_make_a_draft_a_notice_like_any_other() {
    let data = site().run(&["when", "--format", "json", "--drafts"]).expect(0).json();
    let notices = data["notices"].as_array().unwrap();
    let draft = notices.iter().find(|notice| notice["id"] == "aanvragen/zonder").unwrap();
    assert_eq!(draft["hidden_because"], Value::Null);
}

#[test]
fn when_says_null_before_the_first_change_and_after_the_last() {
    let site = site();
    let ends = |at: &str| {
        let data = site.run_bare(&["when", "--format", "json", "--at", at]).expect(0).json();
        (data["valid_from"].clone(), data["valid_until"].clone())
    };
    assert_eq!(ends("2025-12-31"), (Value::Null, json!("2026-01-05T00:00:00+01:00")));
    assert_eq!(ends("2026-03-20"), (json!("2026-03-20T00:00:00+01:00"), Value::Null));
    assert_eq!(ends("2026-03-19T23:59:59").1, "2026-03-20T00:00:00+01:00");
    let empty = TempSite::with(&[]).run(&["when", "--format", "json"]).expect(0).json();
    assert_eq!(empty, json!({ "valid_from": null, "valid_until": null, "notices": [] }));
}

#[test]
fn changes_tells_each_address_how_it_differs_and_why() {
    let site = site();
    let changes = |from: &str, to: &str| {
        let arguments = ["changes", "--format", "json", "--from", from, "--to", to];
        site.run_bare(&arguments).expect(0).json()
    };
    let data = changes("2026-03-02T08:59:59", "2026-03-02T09:00:00");
    for change in data.as_array().unwrap() {
        assert_eq!(keys(change), ["because", "change", "url"]);
        for reason in change["because"].as_array().unwrap() {
            assert_eq!(keys(reason), ["at", "event", "id"]);
        }
    }
    let find = |data: &Value, url: &str| {
        let found = data.as_array().unwrap().iter().find(|change| change["url"] == url).cloned();
        found.unwrap_or_else(|| panic!("{url} is not in {data:#}"))
    };
    let page = find(&data, "https://www.voorbeeld.nl/aanvragen/14001/");
    let because = json!([{ "id": "14001", "event": "response-closes", "at": "2026-03-02T09:00:00+01:00" }]);
    assert_eq!((&page["change"], &page["because"]), (&json!("changed"), &because));

    let added = changes("2026-02-02T23:59:59", "2026-02-03");
    let file = find(&added, "https://www.voorbeeld.nl/aanvragen/14001/eisen.pdf");
    assert_eq!(file["change"], "added");
    assert_eq!(file["because"][0]["event"], "document-published");
    let gone = changes("2026-02-03", "2026-02-02T23:59:59");
    assert_eq!(find(&gone, "https://www.voorbeeld.nl/aanvragen/14001/eisen.pdf")["change"], "removed");

    assert_eq!(changes("2026-03-02T09:00:00", "2026-03-19T23:59:59"), json!([]));
    assert_eq!(changes("2026-01-21", "2026-01-21"), json!([]));
}

#[test]
fn a_build_tells_tools_what_it_did() {
    let site = site();
    let data = site.run(&["build", "--format", "json"]).expect(0).json();
    assert_eq!(
        keys(&data).join(" "),
        "closed diagnostics drafts open removed retired unchanged valid_until waiting written"
    );
    let written: Vec<&str> =
        data["written"].as_array().unwrap().iter().map(|path| path.as_str().unwrap()).collect();
    assert!(written.contains(&"aanvragen/14001/index.html"), "{written:?}");
    assert_eq!((&data["open"], &data["drafts"]), (&json!(1), &json!(1)));
    assert_eq!(data["waiting"], json!([{ "id": "14003", "published_at": "2026-02-01T00:00:00+01:00" }]));
    assert_eq!(data["diagnostics"], json!([]));

    site.write("content/aanvragen/los.md", "geen kop");
    let lines = site.run(&["build", "--format", "json"]).expect(1).json();
    assert_eq!(lines[0]["code"], "T0104");
}
