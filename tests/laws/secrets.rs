//! What may not be known does not show: two sites that differ in nothing else give the same bytes, the
//! fingerprints in the manifest included.

use super::generator::for_sites;
use super::site::{Files, SiteTest, difference, json, text};
use super::{instant, instant_near};
use serde_json::Value;
use std::cell::Cell;
use termijn::host::publisher::MANIFEST_PATH;
use termijn::lifecycle::Drafts;

#[test]
fn other_secrets_give_the_same_bytes() {
    let (differing, moved) = (Cell::new(0), Cell::new(0));
    for_sites(1_000, |spec, draw| {
        let t = instant_near(spec, draw);
        let other = spec.with_other_secrets(t, draw);
        let (one, two) = (SiteTest::of(spec.files()), SiteTest::of(other.files()));
        let [mut one_files, mut two_files] = [&one, &two]
            .map(|site| site.render(&termijn::assemble(&site.quick_inputs(Drafts::Excluded), instant(t))));
        differing.set(differing.get() + usize::from(one != two));
        // The one thing that may tell: when anything at all changes next.
        let until = |files: &Files| json(files, "termijn.json")["valid_until"].clone();
        moved.set(moved.get() + usize::from(until(&one_files) != until(&two_files)));
        if until(&one_files) != until(&two_files) {
            forget_valid_until(&mut one_files);
            forget_valid_until(&mut two_files);
        }
        if let Some(difference) = difference(&one_files, &two_files) {
            panic!("at {t}: {difference}\nwith these other secrets:\n{}", other.show());
        }
    });
    assert!(differing.get() > 800, "the sites hardly differ: {differing:?}");
    assert!(moved.get() > 200, "the secrets hardly ever move: {moved:?}");
}

/// Takes `valid_until` out of `termijn.json`, and that file's fingerprint out of the manifest.
fn forget_valid_until(files: &mut Files) {
    let mut site = json(files, "termijn.json");
    site["valid_until"] = Value::Null;
    files.insert("termijn.json".to_owned(), site.to_string().into_bytes());
    let manifest = text(files, MANIFEST_PATH).lines().filter(|line| !line.contains("\"termijn.json\""));
    let manifest: String = manifest.map(|line| format!("{line}\n")).collect();
    files.insert(MANIFEST_PATH.to_owned(), manifest.into_bytes());
}
