//! An edition holds from one change to the next, and its fingerprints tell all that its bytes depend on.

use super::generator::{SiteSpec, for_sites};
use super::site::{Files, SiteTest, assert_same, differing};
use super::{instant, instant_near};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::iter::once;
use termijn::digest::Digest;
use termijn::edition::{Edition, Inputs, difference};
use termijn::lifecycle::{Drafts, Rules, changes};

const MONTH: i64 = 30 * 86_400;

#[test]
fn changes_are_those_of_the_record_format() {
    for_sites(1_500, |spec, _| {
        let inputs = SiteTest::of(spec.files()).quick_inputs(Drafts::Excluded);
        let rules = Rules {
            zone: inputs.settings.zone,
            calendar: &inputs.settings.calendar,
            retention: inputs.settings.retention,
        };
        for record in &spec.records {
            let notice = inputs.records.notices.iter().find(|notice| notice.slug == record.slug).unwrap();
            let found: Vec<_> = changes(notice, &rules).into_iter().map(|at| at.unix_seconds()).collect();
            assert_eq!(found, record.changes(spec), "changes of {}", record.slug);
        }
    });
}

#[test]
fn bytes_stay_between_two_changes_and_differ_at_each() {
    let seen = Seen::default();
    for_sites(250, |spec, draw| {
        let site = SiteTest::of(spec.files());
        let inputs = site.quick_inputs(Drafts::Excluded);
        let t = instant_near(spec, draw);
        let (from, until) = (valid_from(spec, t), valid_until(spec, t));
        let edition = at(&inputs, t);
        assert_eq!(edition.valid_from(), from.map(instant), "valid_from at {t}");
        assert_eq!(edition.valid_until(), until.map(instant), "valid_until at {t}");
        let files = rendered(&site, &edition, &seen);

        let (first, last) = (from.unwrap_or(t - MONTH), until.map_or(t + MONTH, |until| until - 1));
        for other in [first, i64::midpoint(first, last), last] {
            let again = rendered(&site, &at(&inputs, other), &seen);
            assert_same(&files, &again, &format!("between {first} and {last}, at {t} and {other}"));
        }
        if let Some(until) = until {
            let next = at(&inputs, until);
            let differing = differing(&files, &rendered(&site, &next, &seen));
            assert!(differing.contains(&"termijn.json".to_owned()), "termijn.json differs at {until}");
            let is_about_page = |path: &String| path != "termijn.json" && !path.starts_with(".termijn/");
            if shows_change(spec, until) {
                assert!(differing.iter().any(is_about_page), "nothing to see changes at {until}");
            }
            let foreseen = difference(&edition, &next).into_iter().map(|one| one.path);
            let foreseen: std::collections::BTreeSet<_> = foreseen.collect();
            let unforeseen = differing.iter().filter(|path| !path.starts_with(".termijn/"));
            let unforeseen: Vec<_> = unforeseen.filter(|path| !foreseen.contains(*path)).collect();
            assert!(unforeseen.is_empty(), "{unforeseen:?} differ and `difference` does not say so");
        }
    });
    assert!(seen.borrow().len() > 1_000, "too few files were compared");
}

/// Whether something changes at `t` for a notice that is more than a line saying that it has gone.
fn shows_change(spec: &SiteSpec, t: i64) -> bool {
    spec.records.iter().any(|record| {
        let is_gone = record.is_retired(t - 1, spec) && record.is_retired(t, spec);
        record.is_visible(t) && record.changes(spec).contains(&t) && !is_gone
    })
}

fn valid_from(spec: &SiteSpec, t: i64) -> Option<i64> {
    spec.changes().into_iter().rfind(|change| *change <= t)
}

fn valid_until(spec: &SiteSpec, t: i64) -> Option<i64> {
    spec.changes().into_iter().find(|change| *change > t)
}

fn at(inputs: &Inputs, t: i64) -> Edition {
    termijn::assemble(inputs, instant(t))
}

/// Path and fingerprint → the digest of the bytes, and the bytes.
type Seen = RefCell<BTreeMap<(String, Digest), (Digest, Vec<u8>)>>;

/// The files, after a look whether any file with this path and this fingerprint ever had other bytes.
fn rendered(site: &SiteTest, edition: &Edition, seen: &Seen) -> Files {
    let files = site.render(edition);
    let mut seen = seen.borrow_mut();
    for planned in edition.artifacts() {
        let bytes = &files[&planned.path];
        let key = (planned.path.clone(), edition.fingerprint(planned));
        let (digest, before) = seen.entry(key).or_insert_with(|| (Digest::of_bytes(bytes), bytes.clone()));
        if *digest != Digest::of_bytes(bytes) {
            let one = |bytes: &[u8]| once((planned.path.clone(), bytes.to_vec())).collect::<Files>();
            assert_same(&one(before), &one(bytes), "one fingerprint and other bytes");
        }
    }
    files
}
