//! Reads every `use crate::…` and fails on an arrow that points up, or sideways on one floor.

use std::fs;
use std::path::{Path, PathBuf};

/// The floors, lowest first. A room may use rooms of lower floors and nothing else.
const FLOORS: &[&[&str]] = &[
    &["language", "digest"],
    &["name"],
    &["diagnostic", "time"],
    &["source", "record", "markdown", "term"],
    &["config", "lifecycle"],
    &["content", "site", "theme"],
    &["outputs", "schema"],
    &["edition", "scaffold"],
    &["preview"],
    &["host"],
    &["cli"],
];

/// Packages and the one room that may name them (docs/architecture.md).
const PACKAGES: &[(&str, &str)] = &[
    ("chrono", "time"),
    ("chrono_tz", "time"),
    ("pulldown_cmark", "markdown"),
    ("tera", "theme"),
    ("toml", "source"),
    ("strsim", "source"),
    ("walkdir", "host"),
    ("rustix", "host"),
    ("axum", "host"),
    ("futures_core", "host"),
    ("tokio", "host"),
    ("notify", "host"),
    ("blake3", "digest"),
    ("lexopt", "cli"),
    ("annotate_snippets", "cli"),
    ("anstream", "cli"),
];

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

fn sources() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("src can be read") {
            let path = entry.expect("src can be read").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inside = path.strip_prefix(&root).expect("it is below src");
            let first = inside.components().next().expect("it has a name").as_os_str();
            let room = first.to_str().expect("names are plain").trim_end_matches(".rs").to_owned();
            let text = fs::read_to_string(&path).expect("sources are text");
            found.push((room, path, text));
        }
    }
    found
}

/// The rooms that a file names: every word behind `crate::` outside comments.
fn named(text: &str) -> Vec<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let mut rooms = Vec::new();
    for line in code {
        for after in line.split("crate::").skip(1) {
            let word: String = after.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            rooms.push(word);
        }
    }
    rooms
}

#[test]
fn arrows_only_point_down() {
    let mut wrong = Vec::new();
    let mut arrows = 0;
    for (room, path, text) in sources() {
        if matches!(room.as_str(), "lib" | "main") {
            continue;
        }
        let own = floor(&room).unwrap_or_else(|| panic!("the room {room} stands on no floor"));
        for other in named(&text).into_iter().filter(|other| *other != room && other != "text") {
            let Some(below) = floor(&other) else { panic!("{}: crate::{other} is no room", path.display()) };
            arrows += 1;
            if below >= own {
                wrong.push(format!("{}: {room} may not know {other}", path.display()));
            }
        }
    }
    assert!(arrows > 100, "only {arrows} arrows were read: is the reader blind?");
    assert!(wrong.is_empty(), "arrows that point up or sideways:\n{}", wrong.join("\n"));
}

#[test]
fn one_package_one_room() {
    for (room, path, text) in sources() {
        let code: String =
            text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        for (package, owner) in PACKAGES.iter().filter(|(_, owner)| *owner != room) {
            let is_named =
                code.contains(&format!("use {package}::")) || code.contains(&format!(" {package}::"));
            assert!(!is_named, "{}: {package} belongs to {owner} alone", path.display());
        }
    }
}

#[test]
fn effects_end_in_host_and_cli() {
    const EFFECTS: &[&str] =
        &["std::fs", "std::net", "std::process", "std::env", "SystemTime", "Instant::now", "println!"];
    for (room, path, text) in sources() {
        if matches!(room.as_str(), "host" | "cli" | "main") {
            continue;
        }
        let before_tests = text.split("#[cfg(test)]").next().unwrap_or(&text);
        for effect in EFFECTS {
            assert!(!before_tests.contains(effect), "{}: {effect} below host", path.display());
        }
    }
}
