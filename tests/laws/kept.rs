//! What a build kept of the records gives the next the same site as reading them again.

use super::generator::for_sites;
use super::site::{SiteTest, assert_same};
use super::{instant, instant_near};
use std::sync::{Arc, Mutex};
use termijn::content;
use termijn::digest::Digest;
use termijn::edition::{Edition, Memory, prepare};
use termijn::lifecycle::Drafts;
use termijn::record::{Shelf, Spot};
use termijn::time::Instant;

/// A shelf in memory: each value is a file of its own.
#[derive(Debug, Default)]
struct Cupboard(Mutex<Vec<Vec<u8>>>);

impl Shelf for Cupboard {
    fn take(&self, spot: Spot) -> Vec<u8> {
        self.0.lock().unwrap()[spot.file as usize].clone()
    }

    fn put(&self, bytes: &[u8]) -> Option<Spot> {
        let mut all = self.0.lock().unwrap();
        all.push(bytes.to_vec());
        let (file, length) = (u32::try_from(all.len() - 1).ok()?, u32::try_from(bytes.len()).ok()?);
        Some(Spot { file, start: 0, length, digest: Digest::of_bytes(bytes) })
    }
}

/// What a run at `at` that went on with `memory` and printed the whole site leaves for the next.
fn left_by_a_build(
    site: &SiteTest,
    mut memory: Memory,
    shelf: &Arc<dyn Shelf>,
    at: Instant,
    drafts: Drafts,
) -> Memory {
    let inputs = memory.prepare(&site.tree(), None, drafts).inputs().expect("the site is sound");
    let printed = site.render(&termijn::assemble(&inputs, at));
    let fresh = prepare(&site.tree(), None, drafts).inputs().expect("the site is sound");
    assert_same(&printed, &site.render(&termijn::assemble(&fresh, at)), "with a shelf, and without");
    let wholes = memory.spots().expect("there is room");
    let heads = memory.keep_records(&inputs, &wholes, &**shelf).expect("there is room");
    let heads: Vec<Spot> = heads.into_iter().flatten().collect();
    let bytes: Vec<Vec<u8>> = heads.iter().map(|head| shelf.take(*head)).collect();
    let of = |head: Spot| heads.iter().position(|other| *other == head).map(|place| &*bytes[place]);
    let kept = content::Memory::from_kept(memory.rules(), &heads, &of, shelf);
    Memory::of_records(kept.expect("it was kept just now"))
}

fn fingerprints(edition: &Edition) -> Vec<(String, Digest)> {
    edition.artifacts().into_iter().map(|file| (file.path.clone(), edition.fingerprint(file))).collect()
}

#[test]
fn a_site_from_what_was_kept_is_the_same() {
    for_sites(60, |spec, draw| {
        let mut site = SiteTest::of(spec.files());
        let drafts = if draw.once_in(4) { Drafts::Included } else { Drafts::Excluded };
        let shelf: Arc<dyn Shelf> = Arc::new(Cupboard::default());
        let mut memory = Memory::of_records(content::Memory::on(Arc::clone(&shelf)));
        for _ in 0..=draw.below(2) {
            memory = left_by_a_build(&site, memory, &shelf, instant(instant_near(spec, draw)), drafts);
            if draw.once_in(2) {
                let records =
                    site.files.keys().filter(|path| path.starts_with("content/") && path.ends_with(".md"));
                let path = draw.pick(&records.cloned().collect::<Vec<_>>());
                let text = [&*site.files[&path], b"\nNog een zin over het werk.\n"].concat();
                site.put(&path, text);
            }
        }
        let now = if draw.once_in(4) { Drafts::Included } else { drafts };
        let again = memory.prepare(&site.tree(), None, now);
        let fresh = prepare(&site.tree(), None, now);
        assert_eq!(again.content_diagnostics, fresh.content_diagnostics);
        let (again, fresh) = (again.inputs().unwrap(), fresh.inputs().unwrap());
        for at in [instant_near(spec, draw), instant_near(spec, draw)].map(instant) {
            let (again, fresh) = (termijn::assemble(&again, at), termijn::assemble(&fresh, at));
            assert_eq!(again.diagnostics(), fresh.diagnostics());
            assert_eq!(again.holds_between(), fresh.holds_between());
            assert_eq!(fingerprints(&again), fingerprints(&fresh));
            assert_same(&site.render(&again), &site.render(&fresh), "from what was kept, and read anew");
        }
    });
}

#[test]
fn what_is_not_new_is_not_put_away_again() {
    for_sites(10, |spec, draw| {
        let site = SiteTest::of(spec.files());
        let cupboard = Arc::new(Cupboard::default());
        let shelf: Arc<dyn Shelf> = Arc::<Cupboard>::clone(&cupboard);
        let count = || cupboard.0.lock().unwrap().len();
        let at = instant(instant_near(spec, draw));
        let memory = Memory::of_records(content::Memory::on(Arc::clone(&shelf)));
        let memory = left_by_a_build(&site, memory, &shelf, at, Drafts::Excluded);
        let before = count();
        left_by_a_build(&site, memory, &shelf, at, Drafts::Excluded);
        assert_eq!(count(), before);
    });
}

#[test]
fn what_is_no_memory_is_none() {
    let shelf: Arc<dyn Shelf> = Arc::new(Cupboard::default());
    for bytes in [&b"\x07"[..], b"", b"\0\xff\xff\xff\xff\xff\xff\xff\xff", b"\0\x02\0\0\0\0\0\0\0xx"] {
        let head = shelf.put(bytes).unwrap();
        let of = |_| Some(bytes);
        assert!(content::Memory::from_kept(None, &[head], &of, &shelf).is_none(), "{bytes:?}");
        assert!(content::Memory::from_kept(None, &[head], &|_| None, &shelf).is_none(), "{bytes:?}");
    }
    assert!(content::Memory::from_kept(None, &[], &|_| None, &shelf).is_some(), "no records at all");
}
