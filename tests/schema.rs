//! The schemas for editors: they name exactly the keys that the decoder knows, take everything that it takes,
//! and refuse the mistakes that a schema can see. What Taplo says of them is a step of `tests/all`.

mod support;

use serde_json::{Map, Value as Json, json};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use support::{TempSite, files_below, record};
use termijn::diagnostic::Problems;
use termijn::language::Language;
use termijn::schema::Subject;
use termijn::source::{DateTime, Key, Need, Node, Shape, Value, decode, parse, split};

/// Mistakes that only `check` sees: a time where a moment belongs, a language that is none, a third decimal.
const UNSEEN: [&str; 3] = ["T0203-tijd", "T0204-taal", "T0205-bedrag"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn a_schema_names_exactly_the_keys_that_the_decoder_knows() {
    fn walk(keys: &[&Key], schema: &Json, path: &str, count: &mut usize) {
        assert_eq!(schema["type"], "object", "{path}");
        assert_eq!(schema["additionalProperties"], false, "{path}");
        let mut known: Vec<_> = keys.iter().map(|key| key.name).collect();
        known.sort_unstable();
        assert_eq!(support::cli::keys(&schema["properties"]), known, "{path}");
        let required: Vec<_> =
            keys.iter().filter(|key| key.need == Need::Required).map(|key| json!(key.name)).collect();
        assert_eq!(schema["required"].as_array().cloned().unwrap_or_default(), required, "{path}");
        for key in keys {
            *count += 1;
            let (inner, path) = (&schema["properties"][key.name], format!("{path}.{}", key.name));
            assert!(!inner["title"].as_str().unwrap().is_empty(), "{path}");
            assert!(inner["description"].as_str().unwrap().ends_with('.'), "{path}");
            match key.shape {
                Shape::Table(keys) => walk(&keys.iter().collect::<Vec<_>>(), inner, &path, count),
                Shape::Tables(keys) => {
                    assert_eq!(inner["type"], "array", "{path}");
                    walk(&keys.iter().collect::<Vec<_>>(), &inner["items"], &path, count);
                }
                _ => assert!(inner.get("properties").is_none(), "{path}"),
            }
        }
    }
    let mut count = 0;
    for subject in Subject::ALL {
        walk(&subject.keys(), &subject.schema(Language::Dutch), subject.name(), &mut count);
    }
    assert!(count > 200, "only {count} keys were compared");
}

#[test]
fn a_schema_is_the_same_bytes_every_time_and_speaks_one_language() {
    for subject in Subject::ALL {
        let dutch = subject.file(Language::Dutch);
        assert_eq!(dutch, subject.file(Language::Dutch));
        assert!(dutch.ends_with("}\n") && dutch.contains("http://json-schema.org/draft-07/schema#"));
        assert_ne!(dutch, subject.file(Language::English));
        assert_eq!(Subject::named(subject.name()), Some(subject));
    }
    let english = Subject::Record.schema(Language::English);
    assert_eq!(
        english["properties"]["published"]["description"],
        "The date of publication. Required. A date, with or without a time."
    );
}

#[test]
fn the_command_prints_what_the_library_makes() {
    let site = TempSite::empty();
    let list = site.run_bare(&["schema"]).expect(0).out;
    for subject in Subject::ALL {
        assert!(list.contains(&format!("\n{} ", subject.name())) || list.starts_with(subject.name()));
        let name = subject.name();
        assert_eq!(site.run_bare(&["schema", name]).expect(0).out, subject.file(Language::Dutch));
        let english = site.run_bare(&["schema", name, "--language", "en"]).expect(0).out;
        assert_eq!(english, subject.file(Language::English));
    }
    site.run_bare(&["schema", "recrod"]).expect(2).says("bedoelt u `termijn schema record`?");
    site.run_bare(&["schema", "qqq"]).expect(2).says("kies uit: record, questions");
    site.run_bare(&["schema", "record", "page"]).expect(2).says("`page` hoort hier niet");
}

#[test]
fn what_the_decoder_takes_the_schema_takes() {
    let mut count = 0;
    let mut accept = |path: &Path| {
        let faults = faults_in(path);
        assert!(faults.is_empty(), "{}: {faults:#?}", path.display());
        count += 1;
    };
    accept(&root().join("termijn.toml"));
    for folder in ["content", "tests/sites"] {
        for (path, _) in files_below(&root().join(folder)) {
            let is_ours = path.ends_with(".toml") || path.ends_with(".md");
            if is_ours && !path.contains("expected/") {
                accept(&root().join(folder).join(path));
            }
        }
    }
    let spellings = root().join("tests/tools/known-good/spellings.toml");
    accept(&spellings);
    let site = TempSite::with(&[("content/aanvragen/14001.toml", &fs::read_to_string(spellings).unwrap())]);
    site.run(&["check", "--strict"]).expect(0);
    assert!(count > 10, "only {count} files were looked at");
    for spelling in ["\"zsm\"", "2026-11-30", "\"ma 30 november\""] {
        accept_text(&record("1", "", &format!("[contract]\nstart = {spelling}\n"), ""));
    }
    for value in ["work_days = \"ma\"", "work_days = [\"ma\", \"di\"]", "work_days = []"] {
        accept_text(&record("1", value, "", ""));
    }
    accept_text(&record("1", "salary = { min = 19.99, max = 20, per = \"uur\" }", "", ""));
    accept_text(&record("1", "knockout = [{ nr = 3, text = \"a\" }, { nr = \"3a\", text = \"b\" }]", "", ""));
}

#[test]
fn mistakes_that_a_schema_can_see_are_refused_by_it() {
    let folder = root().join("tests/mistakes");
    let mut seen = 0;
    for (path, _) in files_below(&folder) {
        let name = path.trim_end_matches(".md");
        // From T0206 on it takes regular expressions, which are for Taplo.
        let is_for_schema =
            ["T0201", "T0202", "T0203", "T0204", "T0205"].iter().any(|code| name.starts_with(code));
        if !path.ends_with(".md") || !is_for_schema {
            continue;
        }
        let faults = faults_in(&folder.join(&path));
        assert_eq!(faults.is_empty(), UNSEEN.contains(&name), "{name}: {faults:#?}");
        seen += 1;
    }
    assert!(seen > 12, "only {seen} mistakes were looked at");
    let all = fs::read_to_string(root().join("tests/all")).unwrap();
    assert!(all.contains(&format!("unseen=({})", UNSEEN.join(" "))), "tests/all names the same mistakes");
}

#[track_caller]
fn accept_text(text: &str) {
    let site = TempSite::of_record(text);
    let faults = faults_in(&site.path("content/aanvragen/14001.md"));
    assert!(faults.is_empty(), "{text}: {faults:#?}");
    site.run(&["check"]).expect(0);
}

/// What the schema of its subject has against a file, by path of the value.
fn faults_in(place: &Path) -> Vec<String> {
    let path = place.to_str().expect("names in tests are UTF-8");
    let subject = if path.contains("/organisations/") {
        Subject::Organisation
    } else if path.contains("/pages/") {
        Subject::Page
    } else if path.ends_with("/questions.toml") {
        Subject::Questions
    } else if path.ends_with("/termijn.toml") {
        Subject::Settings
    } else {
        Subject::Record
    };
    let text = fs::read_to_string(place).expect("the file can be read");
    let mut problems = Problems::of(&Arc::from(path));
    let toml =
        if path.ends_with(".md") { split(&text, &mut problems).expect("it has a head").toml } else { &text };
    let (root, error) = parse(toml, 0, &mut problems);
    assert_eq!(error, None, "{path}");
    let mut faults = Vec::new();
    validate(&json_of(&root), &subject.schema(Language::Dutch), "", &mut faults);
    faults
}

/// The value as Taplo hands it to a schema: dates and times as text.
fn json_of(node: &Node) -> Json {
    match &node.value {
        Value::DateTime(DateTime { date, time, .. }) => json!(format!("{date:?} {time:?}")),
        Value::List(items) => items.iter().map(json_of).collect(),
        Value::Table(table) => {
            let entries = table.entries.iter().map(|entry| (entry.key.clone(), json_of(&entry.node)));
            Json::Object(entries.collect::<Map<_, _>>())
        }
        // A number too large for JSON is still a number.
        Value::Integer(digits) => digits.parse::<i64>().map_or(json!(1e300), Json::from),
        _ => node.to_json(),
    }
}

/// As much of JSON Schema as ours use, without patterns.
fn validate(value: &Json, schema: &Json, path: &str, faults: &mut Vec<String>) {
    let is = |kind: &str| match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_f64(),
        "number" => value.is_number(),
        other => panic!("{other}"),
    };
    let has_type = match &schema["type"] {
        Json::Null => true,
        Json::String(kind) => is(kind),
        Json::Array(kinds) => kinds.iter().any(|kind| kind.as_str().is_some_and(is)),
        other => panic!("{other}"),
    };
    if !has_type {
        faults.push(format!("{path}: {value} is no {}", schema["type"]));
    }
    if let Some(words) = schema["enum"].as_array()
        && !words.contains(value)
    {
        faults.push(format!("{path}: {value} is not in the list"));
    }
    if let (Some(number), Some(least)) = (value.as_f64(), schema["minimum"].as_f64())
        && number < least
    {
        faults.push(format!("{path}: {number} is too small"));
    }
    if let (Some(number), Some(most)) = (value.as_f64(), schema["maximum"].as_f64())
        && number > most
    {
        faults.push(format!("{path}: {number} is too large"));
    }
    if let Some(branches) = schema["anyOf"].as_array() {
        let fits = |branch: &Json| {
            let mut of_branch = Vec::new();
            validate(value, branch, path, &mut of_branch);
            of_branch.is_empty()
        };
        if !branches.iter().any(fits) {
            faults.push(format!("{path}: fits no branch"));
        }
    }
    if let Some(entries) = value.as_object() {
        for required in schema["required"].as_array().into_iter().flatten() {
            if !required.as_str().is_some_and(|required| entries.contains_key(required)) {
                faults.push(format!("{path}: lacks {required}"));
            }
        }
        for (key, value) in entries {
            match &schema["properties"][key] {
                Json::Null if schema["additionalProperties"] == false => {
                    faults.push(format!("{path}.{key}: unknown"));
                }
                Json::Null => {}
                inner => validate(value, inner, &format!("{path}.{key}"), faults),
            }
        }
    }
    if let (Some(items), Some(inner)) = (value.as_array(), schema.get("items")) {
        for (index, item) in items.iter().enumerate() {
            validate(item, inner, &format!("{path}.{index}"), faults);
        }
    }
}

#[test]
fn the_little_validator_agrees_with_the_decoder_about_unknown_keys() {
    // A guard on the guard: what it takes, it has looked at.
    let mut problems = Problems::of(&Arc::from("x"));
    let (root, _) = parse("name = \"x\"\nnaam = 1\n", 0, &mut problems);
    decode(&root, termijn::content::fields::ORGANISATION_FILE, None, &mut problems);
    let mut faults = Vec::new();
    validate(&json_of(&root), &Subject::Organisation.schema(Language::Dutch), "", &mut faults);
    assert_eq!((problems.found.len(), faults), (1, vec![".naam: unknown".to_owned()]));
}
