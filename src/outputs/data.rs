//! JSON: each notice, all of them, and when the site changes next (the record format, section 5).

use super::{Planned, Stage, Subject, write, write_json};
use crate::digest::Digest;
use crate::lifecycle::{Disclosed, Event, TimedEvent};
use crate::record::{Kind, Label};
use crate::site::Site;
use crate::time::{Date, Instant};
use rayon::prelude::*;
use serde::Serialize;
use std::sync::Arc;

/// As many coming events as `termijn.json` names.
const NEXT: usize = 50;

/// A notice as data. Every key is always present.
#[derive(Serialize)]
struct NoticeData<'a> {
    id: String,
    kind: Kind,
    title: &'a str,
    url: String,
    section: &'a str,
    organization: OrganizationData<'a>,
    region: Option<&'a str>,
    phase: &'static str,
    is_open: bool,
    published_at: String,
    closes_at: String,
    closes_inclusive_on: Option<Date>,
    questions_close_at: Option<String>,
    next_change_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timeline: Option<Vec<EventData>>,
}

#[derive(Serialize)]
struct OrganizationData<'a> {
    id: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct EventData {
    event: &'static str,
    at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    round: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nr: Option<Label>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<Option<String>>,
}

#[derive(Serialize)]
struct SiteData {
    valid_from: Option<String>,
    valid_until: Option<String>,
    next: Vec<NextData>,
}

#[derive(Serialize)]
struct NextData {
    at: String,
    event: &'static str,
    url: String,
}

/// `notice.json`; a retired notice has none.
pub(super) fn notice(stage: &Stage, index: usize) -> Vec<Planned> {
    let site = &stage.site;
    let notice = &site.notices[index];
    if notice.is_retired {
        return Vec::new();
    }
    vec![Planned::rendered(
        format!("{}notice.json", site.notice_path(notice)),
        Subject::Notice { section: notice.section().to_owned(), slug: notice.slug().to_owned() },
        move |stage| vec![stage.settings_key, stage.site.notices[index].key],
        Box::new(move |stage, out| {
            let notice = &stage.site.notices[index];
            write_json(out, &notice_data(&stage.site, notice, Timeline::Included))
        }),
    )]
}

/// As many notices are told at once.
const AT_ONCE: usize = 1024;

/// `notices.json`: all that are not retired.
pub(super) fn notices(_: &Stage) -> Vec<Planned> {
    vec![Planned::rendered(
        "notices.json".to_owned(),
        Subject::Site,
        all_keys,
        Box::new(|stage, out| {
            let notices = stage.site.notices.iter().filter(|notice| !notice.is_retired);
            let notices: Vec<&Arc<Disclosed>> = notices.collect();
            let text = |notice: &&Arc<Disclosed>| {
                let data = notice_data(&stage.site, notice, Timeline::Left);
                serde_json::to_vec(&data).expect("our own shapes have text keys")
            };
            write(out, b"[")?;
            for (number, some) in notices.chunks(AT_ONCE).enumerate() {
                write(out, if number > 0 { b"," } else { b"" })?;
                write(out, &some.par_iter().map(text).collect::<Vec<_>>().join(&b","[..]))?;
            }
            write(out, b"]\n")
        }),
    )]
}

/// `termijn.json`: since when the site is as it is, until when, and what is to come.
pub(super) fn site(_: &Stage) -> Vec<Planned> {
    vec![Planned::rendered(
        "termijn.json".to_owned(),
        Subject::Site,
        |stage| {
            let mut parts = all_keys(stage);
            parts.push(Digest::of(&(stage.site.valid_from, stage.site.valid_until)));
            parts
        },
        Box::new(|stage, out| write_json(out, &site_data(&stage.site))),
    )]
}

fn all_keys(stage: &Stage) -> Vec<Digest> {
    let site = &stage.site;
    let mut keys = vec![stage.settings_key];
    keys.extend(site.notices.iter().map(|notice| notice.key));
    keys
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Timeline {
    Included,
    Left,
}

fn notice_data<'a>(site: &Site, notice: &'a Disclosed, timeline: Timeline) -> NoticeData<'a> {
    let brief = notice.brief();
    let at = |at: Instant| site.rfc3339(at);
    NoticeData {
        id: notice.id(),
        kind: brief.kind,
        title: &brief.title,
        url: site.absolute(&site.notice_path(notice)),
        section: notice.section(),
        organization: OrganizationData { id: &brief.organization_id, name: &brief.organization_name },
        region: brief.region.as_ref().map(|region| region.name.as_str()),
        phase: notice.phase.name(),
        is_open: notice.phase.is_open(),
        published_at: at(notice.published().at),
        closes_at: at(notice.closes().at),
        closes_inclusive_on: notice.closes().day,
        questions_close_at: notice.questions_close().map(|moment| at(moment.at)),
        next_change_at: notice.next_change_at.map(at),
        timeline: (timeline == Timeline::Included)
            .then(|| notice.timeline.iter().map(|event| event_data(site, event)).collect()),
    }
}

fn event_data(site: &Site, event: &TimedEvent) -> EventData {
    let mut data = EventData {
        event: event.event.name(),
        at: site.rfc3339(event.at),
        round: None,
        nr: None,
        field: None,
        old: None,
        new: None,
    };
    match &event.event {
        Event::QuestionsClose { round } | Event::AnswersPublished { round } => data.round = Some(*round),
        Event::AnswerPublished { round, nr } => {
            data.round = Some(*round);
            data.nr = Some(nr.clone());
        }
        Event::Amended { field, old, new } => {
            data.field = Some(field.clone());
            data.old = Some(old.map(|at| site.rfc3339(at)));
            data.new = Some(new.map(|at| site.rfc3339(at)));
        }
        _ => {}
    }
    data
}

fn site_data(site: &Site) -> SiteData {
    let next = site.coming(NEXT).into_iter().map(|(event, notice)| NextData {
        at: site.rfc3339(event.at),
        event: event.event.name(),
        url: site.absolute(&site.notice_path(notice)),
    });
    SiteData {
        valid_from: site.valid_from.map(|at| site.rfc3339(at)),
        valid_until: site.valid_until.map(|at| site.rfc3339(at)),
        next: next.collect(),
    }
}
