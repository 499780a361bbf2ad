//! Every diagnostic code has a mistake in `tests/mistakes`, and every mistake shows its code, there and
//! nowhere else. What `termijn check` prints for each stands beside it; `UPDATE_GOLDEN=1` rewrites it.
//!
//! A mistake is a record, `T0201.md`, or a folder that is a small site, `T0501/`; a word after the code tells
//! variants apart. The wrong line carries the code; where the format has no room for it, the file `expected`
//! in the folder says `path:line`.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use support::cli::{Termijn, keys};
use support::{NOW, SETTINGS, TempSite, files_below, record};
use termijn::diagnostic::{Code, Severity};

/// One mistake, laid out as a site.
struct Mistake {
    name: String,
    code: Code,
    site: TempSite,
    /// Where the code must show: path and line.
    expected: BTreeSet<(String, u64)>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes")
}

fn code_named(name: &str) -> Code {
    let number = name.split('-').next().unwrap_or(name);
    let found = Code::ALL.iter().find(|code| code.number() == number);
    *found.unwrap_or_else(|| panic!("{name}: there is no code {number}"))
}

fn mistakes() -> Vec<Mistake> {
    let entries = fs::read_dir(folder()).expect("the folder is there");
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("the folder can be read").path()).collect();
    paths.retain(|path| path.extension().is_none_or(|extension| extension != "txt"));
    paths.sort();
    paths.iter().map(|path| lay_out(path)).collect()
}

fn lay_out(path: &Path) -> Mistake {
    let name = path.file_stem().and_then(|stem| stem.to_str()).expect("names are plain").to_owned();
    let code = code_named(&name);
    let site = TempSite::with(&[]);
    if path.is_dir() {
        site.copy_from(path);
    } else {
        let bytes = fs::read(path).expect("the mistake can be read");
        site.write(&format!("content/aanvragen/{name}.md"), bytes);
    }
    // What version control cannot hold is made here.
    match name.as_str() {
        "T0102" => site.link("content/aanvragen/14001.md", "bestaat-niet.md"),
        "T0102-map" => site.link("content", "/"),
        "T0601" => fs::remove_file(site.path("termijn.toml")).expect("the settings are there"),
        _ => {}
    }
    let mut expected = BTreeSet::new();
    for (file, bytes) in files_below(site.root()) {
        let text = String::from_utf8_lossy(&bytes);
        for (index, line) in text.lines().enumerate() {
            if file == "expected" {
                let (path, line) = line.rsplit_once(':').expect("a line of `expected` is path:line");
                expected.insert((path.to_owned(), line.parse().expect("a line is a number")));
            } else if line.contains(code.number()) {
                expected.insert((file.clone(), index as u64 + 1));
            }
        }
    }
    assert!(!expected.is_empty(), "{name} does not say where it is wrong");
    Mistake { name, code, site, expected }
}

#[test]
fn every_code_has_a_mistake() {
    let shown: BTreeSet<Code> = mistakes().iter().map(|mistake| mistake.code).collect();
    let missing: Vec<_> = Code::ALL.iter().filter(|code| !shown.contains(code)).collect();
    assert!(missing.is_empty(), "these have no file in tests/mistakes: {missing:?}");
}

#[test]
fn every_mistake_shows_its_code_on_its_line_and_no_other() {
    let mut wrong = Vec::new();
    for Mistake { name, code, site, expected } in mistakes() {
        let ran = site.run(&["check", "--format", "json"]);
        let mut shown = BTreeSet::new();
        for found in ran.json().as_array().expect("check gives a list") {
            let severity = serde_json::to_value(code.severity()).unwrap();
            if found["code"] != code.number() || found["severity"] != severity {
                wrong.push(format!("{name} shows another problem: {found:#}"));
                continue;
            }
            shown.insert((found["file"].as_str().unwrap().to_owned(), found["line"].as_u64().unwrap()));
        }
        if shown != expected {
            wrong.push(format!("{name} is noted at {expected:?} and shows at {shown:?}"));
        }
        let exit = match code.severity() {
            Severity::Error if code.is_about_site() => 3,
            Severity::Error => 1,
            Severity::Warning | Severity::Info => 0,
        };
        ran.expect(exit);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_check_prints_is_the_text_beside_each_mistake() {
    #[expect(clippy::disallowed_methods, reason = "the person at the keyboard asks for it")]
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut differing = Vec::new();
    for Mistake { name, site, .. } in mistakes() {
        let ran = Termijn::new(site.root()).env("NO_COLOR", "1").run(&["check", "--at", NOW]);
        assert_eq!(ran.out, "", "{name}: problems go to standard error");
        let place = folder().join(format!("{name}.txt"));
        if update {
            fs::write(&place, &ran.err).unwrap();
        } else if fs::read_to_string(&place).ok().as_deref() != Some(&*ran.err) {
            differing.push(format!("{name}:\n{}", ran.err));
        }
    }
    let differing = differing.join("\n");
    assert!(differing.is_empty(), "these differ from tests/mistakes/*.txt:\n{differing}");
}

#[test]
fn no_two_codes_have_one_number_or_title() {
    for (name, of) in [
        ("number", (|code: Code| code.number().to_owned()) as fn(Code) -> String),
        ("Dutch title", |code| code.title().nl),
        ("English title", |code| code.title().en),
    ] {
        let all: BTreeSet<String> = Code::ALL.iter().map(|code| of(*code)).collect();
        assert_eq!(all.len(), Code::ALL.len(), "two codes share one {name}");
    }
    for code in Code::ALL {
        let number = code.number();
        assert!(number.len() == 5 && number.starts_with('T'), "{number}");
        assert!(number[1..].chars().all(|c| c.is_ascii_digit()), "{number}");
        for title in [code.title().nl, code.title().en] {
            assert!(!title.ends_with('.') && !title.is_empty(), "{number}: {title}");
        }
    }
}

#[test]
fn the_list_in_docs_is_that_of_the_program() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics.md")).unwrap();
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| [T")).collect();
    let right: Vec<String> = Code::ALL.iter().map(|code| row(*code)).collect();
    assert_eq!(rows, right, "the table in docs/diagnostics.md must be:\n{}", right.join("\n"));

    let heads: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("### ")).collect();
    let right: Vec<&str> = Code::ALL.iter().map(|code| code.number()).collect();
    assert_eq!(heads, right, "every code has a head of its own in docs/diagnostics.md, in order");
    for part in page.split("\n### ").skip(1) {
        let part = part.split("\n## ").next().unwrap_or(part);
        let (number, words) = part.split_once('\n').expect("below a head stands an explanation");
        assert!(words.contains("*In English:*"), "{number} lacks an English line");
        assert!(words.trim().lines().next().is_some_and(|line| line.len() > 40), "{number} lacks words");
    }
}

fn row(code: Code) -> String {
    let (number, anchor) = (code.number(), code.number().to_lowercase());
    let (severity, title) = (code.severity().name().nl, code.title());
    format!("| [{number}](#{anchor}) | {severity} | {} | {} |", title.nl, title.en)
}

/// What `check --format json` says of a record with one mistake.
fn only_line(bytes: impl AsRef<[u8]>) -> serde_json::Value {
    let ran = TempSite::of_record(bytes).run(&["check", "--format", "json"]).expect(1);
    let found = ran.json();
    assert_eq!(found.as_array().map(Vec::len), Some(1), "{found:#}");
    found[0].clone()
}

#[track_caller]
fn check_place(bytes: impl AsRef<[u8]>, start: (u64, u64), end: (u64, u64)) {
    let line = only_line(bytes);
    let number = |key: &str| line[key].as_u64().expect("places are numbers");
    let place = |line_key: &str, column_key: &str| (number(line_key), number(column_key));
    assert_eq!((place("line", "column"), place("end_line", "end_column")), (start, end), "{line:#}");
}

#[test]
fn a_line_of_json_has_exactly_these_keys() {
    let line = only_line(record("14001", "titel = \"x\"", "", ""));
    let expected = "code column end_column end_line file help line message severity";
    assert_eq!(keys(&line).join(" "), expected);
    assert_eq!(line["code"], "T0201");
    assert_eq!(line["severity"], "error");
    assert_eq!(line["file"], "content/aanvragen/14001.md");
    assert_eq!(line["message"], "de sleutel `titel` bestaat niet");
    assert_eq!(line["help"], "bedoelt u `title`?");
    assert_eq!(
        TempSite::with(&[]).run(&["check", "--format", "json"]).expect(0).json(),
        serde_json::json!([])
    );
}

#[test]
fn columns_are_characters_whatever_stands_before() {
    let good = record("14001", "", "", "");
    let wrong = |line: &str| good.replace("published = 2026-01-05", line);
    check_place(wrong("published = 2026-13-05x"), (5, 13), (5, 24));
    // é is two bytes, 🏘 four and e with a loose accent two characters.
    check_place(wrong("author = \"é🏘\"; published = 1"), (5, 14), (5, 14));
    let inline =
        "contacts = [{ name = \"Renée 🏘\", email = \"geen\", purpose = \"x\" }]\npublished = 2026-01-05";
    check_place(wrong(inline), (5, 41), (5, 47));
    check_place(wrong(&inline.replace("Renée", "Rene\u{301}e")), (5, 42), (5, 48));
    check_place(good.replace("title = \"Wijk", "title = \"Wijk\u{7}").as_bytes(), (3, 14), (3, 15));
}

#[test]
fn a_byte_order_mark_takes_no_column_and_a_carriage_return_no_line() {
    let wrong = record("14001", "titel = \"é\"", "", "");
    check_place(&wrong, (6, 1), (6, 6));
    check_place(format!("\u{feff}{wrong}"), (6, 1), (6, 6));
    check_place(wrong.replace('\n', "\r\n"), (6, 1), (6, 6));
    check_place(format!("\u{feff}{}", wrong.replace('\n', "\r\n")), (6, 1), (6, 6));
    check_place(wrong.replace("+++\n", "+++ \t\r\n"), (6, 1), (6, 6));
    check_place("\u{feff}geen kop", (1, 1), (1, 9));
}

#[test]
fn places_in_markdown_are_those_of_the_file() {
    let body = "Coördinatie: één *[x](@/a/b)*.";
    let wrong = record("14001", "", "", body);
    let line = wrong.lines().position(|line| line == body).unwrap() as u64 + 1;
    check_place(&wrong, (line, 19), (line, 29));
    check_place(wrong.replace('\n', "\r\n"), (line, 19), (line, 29));
    check_place(format!("\u{feff}{wrong}"), (line, 19), (line, 29));
}

#[test]
fn the_site_and_the_record_of_these_tests_are_sound() {
    let site = TempSite::with(&[("content/aanvragen/14001.md", &record("14001", "", "", "Tekst."))]);
    assert_eq!(site.read("termijn.toml"), SETTINGS);
    assert_eq!(site.run(&["check"]).expect(0).out, "Alles klopt.\n");
}
