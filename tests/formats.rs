//! Which key of a record shows in which format: every key is changed by itself, and what differs in each format
//! is the table in `docs/formats.md`, which this test writes and holds true.
//!
//! `UPDATE_GOLDEN=1 cargo test --test formats` writes it anew.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop anywhere")]

#[path = "formats/change.rs"]
mod change;
#[path = "formats/told.rs"]
mod told;

#[path = "support/keys.rs"]
mod keys;
#[path = "support/site.rs"]
mod site;

use change::changed;
use keys::{INSTANTS, paths, record, with_record};
use rayon::prelude::*;
use site::{Files, SiteTest, at};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use told::{FORMATS, Format, Told, differences, told};

/// Keys that no reader sees: a panel only serves to find clashes.
const SHOWN_NOWHERE: [&str; 1] = ["interviews.panel"];

fn table_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md")
}

/// What each format tells of the record, at each of the instants.
fn at_every_instant(site: &SiteTest) -> Vec<Told> {
    let inputs = site.quick_inputs(termijn::lifecycle::Drafts::Excluded);
    // One feed and one calendar of several tell what the others do.
    let is_of_a_list = |path: &str| {
        ["organisaties/", "regios/", "aanvragen/feed."].iter().any(|start| path.starts_with(start))
    };
    let is_wanted = |path: &str| !path.starts_with("thema/") && !is_of_a_list(path);
    let told_at =
        |instant: &&str| told(&site.render_some(&termijn::assemble(&inputs, at(instant)), is_wanted));
    INSTANTS.iter().map(told_at).collect()
}

#[test]
fn the_table_of_keys_and_formats_is_what_the_code_does() {
    let site = keys::site();
    let record = record(&site);
    let before = at_every_instant(&site);
    let rows: Vec<(String, BTreeMap<Format, Vec<String>>)> = paths()
        .into_par_iter()
        .map(|(path, shape)| {
            let other = with_record(&site, &changed(&record, &path, shape));
            let after = at_every_instant(&other);
            (path, differences(&before, &after))
        })
        .collect();
    let nowhere: Vec<_> =
        rows.iter().filter(|(_, cells)| cells.is_empty()).map(|(path, _)| &**path).collect();
    assert_eq!(nowhere, SHOWN_NOWHERE, "keys that show nowhere");
    let drawn = drawn(&rows);
    #[expect(clippy::disallowed_methods, reason = "a person may ask to rewrite what is expected")]
    let update = std::env::var("UPDATE_GOLDEN").is_ok_and(|word| word == "1");
    if update {
        fs::write(table_file(), &drawn).unwrap();
    }
    let written = fs::read_to_string(table_file()).unwrap_or_default();
    let different = written.lines().zip(drawn.lines()).find(|(one, other)| one != other);
    assert!(
        written == drawn,
        "docs/formats.md is not what the code does (UPDATE_GOLDEN=1 writes it): {different:#?}"
    );
}

fn drawn(rows: &[(String, BTreeMap<Format, Vec<String>>)]) -> String {
    let mut text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/head.md")).unwrap();
    text.push_str("\n| Key |");
    FORMATS.iter().for_each(|format| write!(text, " {} |", format.title()).unwrap());
    text.push_str("\n|---|");
    text.push_str(&"---|".repeat(FORMATS.len()));
    text.push('\n');
    for (path, cells) in rows {
        write!(text, "| `{path}` |").unwrap();
        for format in FORMATS {
            let cell = cells.get(&format).map(|places| places.join(" ")).unwrap_or_default();
            write!(text, " {cell}{}|", if cell.is_empty() { "" } else { " " }).unwrap();
        }
        text.push('\n');
    }
    text
}
