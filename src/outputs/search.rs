//! The search indexes: `zoek/open.json` with the open notices, and one for each year of the archive.
//!
//! A script reads them, and only when somebody searches. Names that many notices share stand once, in lists to
//! which a notice refers by position, and a key without a value is left out.

mod budget;

use super::{Planned, Stage, Subject, write_json};
use crate::content::further_words;
use crate::digest::{Digest, Hasher};
use crate::lifecycle::{Disclosed, Phase};
use crate::record::Kind;
use crate::site::{Link, Shard, Site};
use crate::time::print;
use budget::Budget;
use rayon::prelude::*;
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Changes when a script that reads an older index would read this one wrong.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Index {
    version: u32,
    sections: Vec<SectionData>,
    organisations: Vec<Link>,
    regions: Vec<Link>,
    /// `2023-W45` → its days in words.
    weeks: BTreeMap<String, String>,
    /// Each a [`NoticeData`].
    notices: Vec<Box<RawValue>>,
}

#[derive(Serialize)]
struct SectionData {
    slug: String,
    title: String,
    url: String,
}

#[derive(Serialize)]
struct NoticeData<'a> {
    id: String,
    slug: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a str>,
    kind: Kind,
    phase: &'static str,
    section: usize,
    organisation: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    education: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    procedure: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hours: Option<[Value; 2]>,
    published_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    questions_close_at: Option<String>,
    /// The phase that follows then.
    #[serde(skip_serializing_if = "Option::is_none")]
    after_questions: Option<&'static str>,
    closes_at: String,
    closes: String,
    is_day: bool,
    week: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    words: &'a str,
}

/// Every index.
pub(super) fn plan(stage: &Stage) -> Vec<Planned> {
    let site = &stage.site;
    let shards = site.search_shards().into_iter();
    shards
        .map(|shard| {
            let shard = Arc::new(shard);
            let shown = Arc::clone(&shard);
            Planned::rendered(
                shard.path.clone(),
                Subject::Site,
                move |stage| vec![stage.settings_key, key(&stage.site, &shard)],
                Box::new(move |stage, out| write_json(out, &index(&stage.site, &shown))),
            )
        })
        .collect()
}

/// The digest of all that an index depends on besides the settings: what is disclosed of its notices, and the
/// names that other notices may have given to their organisations and regions.
fn key(site: &Site, shard: &Shard) -> Digest {
    let names = Names::of(site, shard);
    let mut hasher = Hasher::default();
    for index in &shard.notices {
        hasher.add_digest(site.notices[*index].key);
    }
    hasher.add(&names.organisations.links).add(&names.regions.links);
    hasher.finish()
}

/// Names that notices share, each once, in the order of their addresses.
struct Names<'a> {
    sections: Vec<&'a str>,
    organisations: Named<'a>,
    regions: Named<'a>,
}

/// Part of an address → position, and the links.
struct Named<'a> {
    positions: BTreeMap<&'a str, usize>,
    links: Vec<Link>,
}

impl<'a> Named<'a> {
    fn of(parts: impl Iterator<Item = &'a str>, link: impl Fn(&str) -> Link) -> Self {
        let mut positions: BTreeMap<&str, usize> = parts.map(|part| (part, 0)).collect();
        let links = positions.keys().map(|part| link(part)).collect();
        positions.values_mut().enumerate().for_each(|(position, value)| *value = position);
        Self { positions, links }
    }
}

impl<'a> Names<'a> {
    fn of(site: &'a Site, shard: &Shard) -> Self {
        let notices = || shard.notices.iter().map(|index| &*site.notices[*index]);
        let sections: std::collections::BTreeSet<&str> = notices().map(Disclosed::section).collect();
        Self {
            sections: sections.into_iter().collect(),
            organisations: Named::of(notices().map(organisation), |id| site.named_organisation(id)),
            regions: Named::of(notices().filter_map(region), |slug| site.named_region(slug)),
        }
    }
}

fn organisation(notice: &Disclosed) -> &str {
    &notice.brief().organization_id
}

fn region(notice: &Disclosed) -> Option<&str> {
    Some(&notice.brief().region.as_ref()?.slug)
}

fn index(site: &Site, shard: &Shard) -> Index {
    let names = Names::of(site, shard);
    let budget = Budget::for_notices(shard.notices.len());
    let each = shard.notices.par_iter();
    // Put into words side by side: there may be thousands.
    let notices = each.map(|index| {
        let data = notice_data(site, &site.notices[*index], &names, budget);
        to_raw_value(&data).expect("our own shapes have text keys")
    });
    let notices: Vec<Box<RawValue>> = notices.collect();
    let days = shard.notices.iter().map(|index| site.last_open_day(&site.notices[*index]));
    let sections = names.sections.iter().map(|slug| {
        let Link { title, url } = site.section_link(slug);
        SectionData { slug: (*slug).to_owned(), title, url }
    });
    Index {
        version: VERSION,
        sections: sections.collect(),
        weeks: days.map(|day| (week(day), print::week(day, site.language()))).collect(),
        notices,
        organisations: names.organisations.links,
        regions: names.regions.links,
    }
}

fn notice_data<'a>(site: &Site, notice: &'a Disclosed, names: &Names<'_>, budget: Budget) -> NoticeData<'a> {
    let brief = notice.brief();
    let closes = notice.closes();
    NoticeData {
        id: notice.id(),
        slug: notice.slug(),
        title: &brief.title,
        headline: brief.headline.as_deref(),
        kind: brief.kind,
        phase: notice.phase.name(),
        section: names.sections.binary_search(&notice.section()).expect("every section was named"),
        organisation: names.organisations.positions[organisation(notice)],
        region: region(notice).map(|region| names.regions.positions[region]),
        place: brief.municipality.as_deref(),
        reference: brief.reference.as_deref(),
        education: brief.education.as_ref().and_then(|education| education.level.as_deref()),
        procedure: brief.procedure.as_deref(),
        hours: brief
            .hours
            .as_ref()
            .filter(|hours| hours.min.or(hours.max).is_some())
            .map(|hours| [number(hours.min), number(hours.max)]),
        published_at: site.rfc3339(notice.published().at),
        questions_close_at: notice.questions_close().map(|moment| site.rfc3339(moment.at)),
        after_questions: notice.phase_after_questions().map(Phase::name),
        closes_at: site.rfc3339(closes.at),
        closes: print::closing(&closes, site.settings.zone, site.language()),
        is_day: closes.day.is_some(),
        week: week(site.last_open_day(notice)),
        words: budget.of(notice.words(further_words)),
    }
}

/// A whole number without a fraction of zero.
fn number(number: Option<f64>) -> Value {
    match number {
        Some(number) if number.fract() == 0.0 => json!(number as i64),
        other => json!(other),
    }
}

/// `2023-W45` (ISO 8601).
fn week(day: crate::time::Date) -> String {
    format!("{:04}-W{:02}", day.iso_year(), day.iso_week())
}
