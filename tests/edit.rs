//! Changing TOML in place: for every key of every record that we have, dropping it leaves exactly the other
//! values, and every byte of the other lines.

mod support;

use serde_json::{Map, Value as Json, json};
use std::path::Path;
use std::sync::Arc;
use support::files_below;
use termijn::diagnostic::Problems;
use termijn::source::{Fate, Node, Value, parse, rewrite, split};

/// The TOML of every sound record, organisation and settings file.
fn texts() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    for folder in ["content", "tests/sites", "tests/tools/known-good", "src/scaffold/templates"] {
        for (path, bytes) in files_below(&root.join(folder)) {
            let text = String::from_utf8(bytes).unwrap_or_default();
            if path.contains("expected/") || text.contains("{{") {
                continue;
            }
            let toml = match path.rsplit_once('.') {
                Some((_, "toml")) => text,
                Some((_, "md")) => {
                    let mut problems = Problems::of(&Arc::from(&*path));
                    split(&text, &mut problems).expect("it has a head").toml.to_owned()
                }
                _ => continue,
            };
            texts.push((format!("{folder}/{path}"), toml));
        }
    }
    assert!(texts.len() > 20, "only {} files were found", texts.len());
    texts
}

fn read(toml: &str) -> Json {
    let mut problems = Problems::of(&Arc::from(""));
    let (root, _) = parse(toml, 0, &mut problems);
    assert!(problems.found.is_empty(), "{:?}\n{toml}", problems.found);
    json_of(&root)
}

fn json_of(node: &Node) -> Json {
    match &node.value {
        Value::DateTime(parts) => json!(format!("{parts:?}")),
        Value::List(items) => items.iter().map(json_of).collect(),
        Value::Table(table) => {
            let entries = table.entries.iter().map(|entry| (entry.key.clone(), json_of(&entry.node)));
            Json::Object(entries.collect::<Map<_, _>>())
        }
        _ => node.to_json(),
    }
}

/// The value without what stands at a path, and without empty tables.
fn without(value: &Json, path: &[String]) -> Json {
    match value {
        Json::Array(items) => items.iter().map(|item| without(item, path)).collect(),
        Json::Object(entries) => {
            let kept = entries.iter().filter(|(key, _)| path != [(*key).clone()]);
            let below = |key: &String, inner: &Json| match path.split_first() {
                Some((first, rest)) if first == key => without(inner, rest),
                _ => without(inner, &[]),
            };
            let all = kept.map(|(key, inner)| (key.clone(), below(key, inner)));
            // A table without a head of its own is there only for what it holds.
            Json::Object(all.filter(|(_, inner)| *inner != json!({})).collect())
        }
        other => other.clone(),
    }
}

/// Every path of keys; the items of a list share the list's.
fn paths(value: &Json, above: &[String], found: &mut Vec<Vec<String>>) {
    match value {
        Json::Array(items) => items.iter().for_each(|item| paths(item, above, found)),
        Json::Object(entries) => {
            for (key, inner) in entries {
                let path = [above, std::slice::from_ref(key)].concat();
                paths(inner, &path, found);
                if !found.contains(&path) {
                    found.push(path);
                }
            }
        }
        _ => {}
    }
}

#[test]
fn dropping_a_key_leaves_all_else_as_it_was() {
    let mut count = 0;
    for (name, toml) in texts() {
        for toml in [toml.clone(), toml.replace("\r\n", "\n").replace('\n', "\r\n")] {
            let before = read(&toml);
            let mut all = Vec::new();
            paths(&before, &[], &mut all);
            for path in all {
                let fate = |at: &[&str], _: &Value| if at == path { Fate::Drop } else { Fate::Keep };
                let after = rewrite(&toml, &fate).unwrap_or_else(|| panic!("{name}: {path:?}"));
                assert_eq!(without(&read(&after), &[]), without(&before, &path), "{name}: {path:?}\n{after}");
                assert!(after.len() < toml.len(), "{name}: {path:?}");
                // A line that stays whole stays where it was; one that changed is shorter.
                let mut lines = toml.split_inclusive('\n');
                for line in after.split_inclusive('\n') {
                    let stays =
                        |old: &str| old == line || old.len() > line.len() && line.contains(['{', '}']);
                    assert!(lines.any(stays), "{name}: {path:?}: {line:?}");
                }
                count += 1;
            }
        }
    }
    assert!(count > 300, "only {count} keys were dropped");
}
