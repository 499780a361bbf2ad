//! Open Contracting Data Standard 1.1: of each tender a release package with its history, and of all of them a
//! record package. Only with the prefix that the Open Contracting Partnership registered for the publisher.
//!
//! A release says what was true at its own instant and never changes: its id and date are those of a moment of
//! the record. No clock is read.

mod awards;
mod contract;
mod criteria;
mod documents;
mod extensions;
mod identity;
mod json;
mod merged;
mod milestones;
mod parties;
mod releases;
mod snapshot;
mod tender;

use super::{PieceOf, Pieces, Planned, Stage, Subject, write, write_json};
use crate::digest::{Digest, Hasher};
use crate::lifecycle::Disclosed;
use crate::site::OCDS;
use crate::theme::RenderProblem;
use crate::time::Instant;
use borsh::{BorshDeserialize, BorshSerialize};
use extensions::Used;
use identity::Identity;
use json::{line, list, object};
use merged::{Told, told};
use rayon::prelude::*;
use releases::releases;
use serde_json::{Value, json};
use std::io::Write;

/// The version of the standard.
const VERSION: &str = "1.1";

/// The release package of a tender; a retired one has none.
pub(super) fn notice(stage: &Stage, index: usize) -> Vec<Planned> {
    let site = &stage.site;
    let notice = &site.notices[index];
    if !site.tells_open_contracting(notice) {
        return Vec::new();
    }
    vec![Planned::rendered(
        package_path(stage, notice),
        Subject::Notice { section: notice.section().to_owned(), slug: notice.slug().to_owned() },
        move |stage| {
            let notice = &stage.site.notices[index];
            vec![stage.settings_key, stage.theme.wording.digest, key(stage, notice)]
        },
        Box::new(move |stage, out| {
            let notice = &stage.site.notices[index];
            let told = told(stage, &notice.at_hand());
            write_json(out, &release_package(stage, &told))?;
            if let Some(pieces) = &stage.pieces {
                // The record package tells the same.
                Record::of(stage, told).put(record_key(stage, notice), &**pieces);
            }
            Ok(())
        }),
    )]
}

/// The record package of the site, when there is a tender.
pub(super) fn records(stage: &Stage) -> Vec<Planned> {
    let site = &stage.site;
    if !site.notices.iter().any(|notice| site.tells_open_contracting(notice)) {
        return Vec::new();
    }
    vec![Planned::rendered(
        OCDS.to_owned(),
        Subject::Site,
        |stage| {
            let keys = tenders(stage).into_iter().map(|notice| key(stage, notice));
            [stage.settings_key, stage.theme.wording.digest].into_iter().chain(keys).collect()
        },
        Box::new(write_records),
    )]
}

/// The tenders, by their open contracting ids.
fn tenders(stage: &Stage) -> Vec<&Disclosed> {
    let shown = stage.site.notices.iter().map(|notice| &**notice);
    let mut tenders: Vec<_> = shown.filter(|notice| stage.site.tells_open_contracting(notice)).collect();
    tenders.sort_by_cached_key(|notice| Identity::of(&stage.site, notice).ocid);
    tenders
}

fn package_path(stage: &Stage, notice: &Disclosed) -> String {
    format!("{}{OCDS}", stage.site.notice_path(notice))
}

/// The digest of all that the releases of a notice are made of, besides settings and wording.
fn key(stage: &Stage, notice: &Disclosed) -> Digest {
    *notice.told.get_or_init(|| {
        let mut hasher = Hasher::default();
        hasher.add(&(notice.section(), notice.slug()));
        for release in releases(&stage.site, &notice.at_hand()) {
            hasher.add(&(release.at, &release.tags)).add_digest(release.state.key);
        }
        hasher.finish()
    })
}

fn publisher(stage: &Stage) -> Value {
    let settings = &stage.site.settings;
    match &settings.publisher {
        Some(publisher) => object([("name", line(&publisher.name)), ("uri", json!(publisher.url))]),
        None => object([("name", line(&settings.title))]),
    }
}

fn release_package(stage: &Stage, told: &Told) -> Value {
    let uri = stage.site.absolute(&told.package_path);
    let used = told.releases.iter().map(Used::by).fold(Used::default(), Used::and);
    object([
        ("uri", json!(uri)),
        ("version", json!(VERSION)),
        ("extensions", used.addresses()),
        ("publishedDate", json!(stage.site.rfc3339(told.at))),
        ("publisher", publisher(stage)),
        ("releases", json!(told.releases)),
    ])
}

/// As many tenders are told at once: enough for every processor, and few enough to hold in memory.
const AT_ONCE: usize = 256;

/// Writes the record package: first what is known of all tenders, then each record, and behind them what only the
/// records tell.
fn write_records(stage: &Stage, out: &mut dyn Write) -> Result<(), RenderProblem> {
    let site = &stage.site;
    let tenders = tenders(stage);
    let package = |notice: &&Disclosed| json!(site.absolute(&package_path(stage, notice)));
    let head = object([
        ("uri", json!(site.absolute(OCDS))),
        ("version", json!(VERSION)),
        ("publisher", publisher(stage)),
        ("packages", Value::Array(tenders.iter().map(package).collect())),
    ]);
    let head = head.to_string();
    write(out, head.strip_suffix('}').unwrap_or(&head).as_bytes())?;
    write(out, b",\"records\":[")?;
    let mut used = Used::default();
    let mut newest: Option<Instant> = None;
    let mut is_first = true;
    for some in tenders.chunks(AT_ONCE) {
        let records: Vec<Record> = some.par_iter().map(|notice| record(stage, notice)).collect();
        for record in records {
            write(out, if std::mem::take(&mut is_first) { b"" } else { b"," })?;
            write(out, record.text.as_bytes())?;
            used = used.and(record.used);
            newest = newest.max(Some(record.at));
        }
    }
    let tail = object([
        ("extensions", used.addresses()),
        ("publishedDate", json!(newest.map(|at| site.rfc3339(at)))),
    ]);
    let tail = tail.to_string();
    write(out, b"],")?;
    write(out, tail.strip_prefix('{').unwrap_or(&tail).as_bytes())?;
    write(out, b"\n")
}

/// The record of a tender, as it was made before when it is made of the same.
fn record(stage: &Stage, notice: &Disclosed) -> Record {
    let make = || Record::of(stage, told(stage, &notice.at_hand()));
    let Some(pieces) = &stage.pieces else { return make() };
    let key = record_key(stage, notice);
    let known = pieces.get(PieceOf::RecordPackage, key).and_then(|bytes| borsh::from_slice(&bytes).ok());
    known.unwrap_or_else(|| {
        let record = make();
        record.put(key, &**pieces);
        record
    })
}

/// The digest of all that a record is made of.
fn record_key(stage: &Stage, notice: &Disclosed) -> Digest {
    let mut hasher = Hasher::default();
    hasher.add(&OCDS).add_digest(stage.settings_key).add_digest(stage.theme.wording.digest);
    hasher.add_digest(key(stage, notice));
    hasher.finish()
}

/// A record as it is written, and what the package says of all.
#[derive(BorshSerialize, BorshDeserialize)]
struct Record {
    text: String,
    used: Used,
    /// The instant of its newest release.
    at: Instant,
}

impl Record {
    fn of(stage: &Stage, told: Told) -> Self {
        let package = stage.site.absolute(&told.package_path);
        let linked = told.releases.iter().map(|release| {
            let id = release["id"].as_str().unwrap_or_default();
            object([
                ("url", json!(format!("{package}#{id}"))),
                ("date", release["date"].clone()),
                ("tag", release["tag"].clone()),
            ])
        });
        let linked = list(linked);
        let used = Used::by(&told.compiled);
        let record =
            object([("ocid", json!(told.ocid)), ("releases", linked), ("compiledRelease", told.compiled)]);
        Self { text: record.to_string(), used, at: told.at }
    }

    fn put(&self, key: Digest, pieces: &dyn Pieces) {
        pieces.put(PieceOf::RecordPackage, key, &borsh::to_vec(self).expect("memory takes all"));
    }
}
