//! iCalendar (RFC 5545, RFC 7986): `agenda.ics` for each notice with all that may be known of it, and for the
//! site, each section, organisation and region with what is to come of the open ones.
//!
//! Nothing here reads a clock: an event is stamped with the moment of the record at which it last changed, so
//! the same records give the same bytes.

mod events;
mod lines;

use super::{PieceOf, Planned, Stage, Subject, write};
use crate::digest::Hasher;
use crate::lifecycle::Disclosed;
use crate::site::{CALENDAR, List, ListKind, Site};
use crate::time::{Date, Instant, Zone};
use borsh::{BorshDeserialize, BorshSerialize};
use events::{CalendarEvent, Revision, Scope, Span, Status, events, revision, starts_at};
use lines::Lines;
use rayon::prelude::*;
use std::sync::Arc;

/// How often a calendar program should look again.
const REFRESH: &str = "PT1H";

/// The calendar of a notice; a retired one has none.
pub(super) fn notice(stage: &Stage, index: usize) -> Vec<Planned> {
    let site = &stage.site;
    let notice = &site.notices[index];
    if notice.is_retired {
        return Vec::new();
    }
    vec![Planned::rendered(
        format!("{}{CALENDAR}", site.notice_path(notice)),
        Subject::Notice { section: notice.section().to_owned(), slug: notice.slug().to_owned() },
        move |stage| vec![stage.settings_key, stage.theme.wording.digest, stage.site.notices[index].key],
        Box::new(move |stage, out| write(out, of_notice(stage, index).as_bytes())),
    )]
}

/// The calendars of the site and of its lists.
pub(super) fn lists(stage: &Stage) -> Vec<Planned> {
    let site = &stage.site;
    site.channels()
        .into_iter()
        .map(|mut channel| {
            channel.notices.retain(|index| site.notices[*index].phase.is_open());
            let subject = match &channel.kind {
                ListKind::Home => Subject::Site,
                kind => Subject::List(kind.clone()),
            };
            let channel = Arc::new(channel);
            let told = Arc::clone(&channel);
            Planned::rendered(
                format!("{}{CALENDAR}", channel.path),
                subject,
                move |stage| {
                    let mut hasher = Hasher::default();
                    hasher.add(&stage.site.channel_title(&channel));
                    for index in &channel.notices {
                        hasher.add_digest(stage.site.notices[*index].key);
                    }
                    vec![stage.settings_key, stage.theme.wording.digest, hasher.finish()]
                },
                Box::new(move |stage, out| write(out, of_list(stage, &told).as_bytes())),
            )
        })
        .collect()
}

fn of_notice(stage: &Stage, index: usize) -> String {
    let site = &stage.site;
    let notice = &site.notices[index];
    let path = site.notice_path(notice);
    let head = head(site, &notice.brief().title, &path, &path);
    calendar(head, entries(stage, index, Scope::All))
}

fn of_list(stage: &Stage, channel: &List) -> String {
    let title = stage.site.channel_title(channel);
    let page = if channel.kind == ListKind::Home { "agenda/" } else { &channel.path };
    let entries = channel.notices.par_iter().flat_map_iter(|index| coming(stage, *index));
    calendar(head(&stage.site, &title, page, &channel.path), entries.collect())
}

/// The beginning of a calendar that stands in `folder` and tells of the page at `page`.
fn head(site: &Site, title: &str, page: &str, folder: &str) -> Lines {
    let mut lines = Lines::default();
    lines.add("BEGIN", "VCALENDAR");
    lines.add("VERSION", "2.0");
    lines.add("PRODID", &format!("-//Termijn//Agenda//{}", site.language().tag().to_uppercase()));
    lines.add("CALSCALE", "GREGORIAN");
    // The first is the standard's name, the second what older programs read.
    lines.text("NAME", title);
    lines.text("X-WR-CALNAME", title);
    lines.add("X-WR-TIMEZONE", site.settings.zone.name());
    lines.add("URL", &site.absolute(page));
    lines.add("SOURCE;VALUE=URI", &site.absolute(&format!("{folder}{CALENDAR}")));
    lines.add("REFRESH-INTERVAL;VALUE=DURATION", REFRESH);
    lines.add("X-PUBLISHED-TTL", REFRESH);
    lines
}

/// A calendar with this head and these entries.
fn calendar(head: Lines, mut entries: Vec<Entry>) -> String {
    let mut lines = head;
    entries.sort_by(|one, other| (one.starts_at, &one.uid).cmp(&(other.starts_at, &other.uid)));
    if entries.is_empty() {
        add_nothing(&mut lines);
    }
    entries.iter().for_each(|entry| lines.add_all(&entry.lines));
    lines.add("END", "VCALENDAR");
    lines.finish()
}

/// An event as every calendar tells it.
#[derive(BorshSerialize, BorshDeserialize)]
struct Entry {
    starts_at: Instant,
    uid: String,
    lines: String,
}

/// What is to come of an open notice, as it was told before when it is told of the same.
fn coming(stage: &Stage, index: usize) -> Vec<Entry> {
    let make = || entries(stage, index, Scope::Coming);
    let Some(pieces) = &stage.pieces else { return make() };
    let mut hasher = Hasher::default();
    hasher.add_digest(stage.settings_key).add_digest(stage.theme.wording.digest);
    let key = hasher.add_digest(stage.site.notices[index].key).finish();
    let known = pieces.get(PieceOf::Calendars, key).and_then(|bytes| borsh::from_slice(&bytes).ok());
    known.unwrap_or_else(|| {
        let entries = make();
        pieces.put(PieceOf::Calendars, key, &borsh::to_vec(&entries).expect("memory takes all"));
        entries
    })
}

fn entries(stage: &Stage, index: usize, scope: Scope) -> Vec<Entry> {
    let site = &stage.site;
    let notice = &site.notices[index].at_hand();
    let revision = revision(notice);
    let events = events(site, &stage.theme.wording, notice, scope).into_iter();
    events.map(|event| entry(site, notice, revision, event)).collect()
}

fn entry(site: &Site, notice: &Disclosed, revision: Revision, event: CalendarEvent) -> Entry {
    let changed_at = utc(revision.at.max(event.known_at));
    let mut lines = Lines::default();
    lines.add("BEGIN", "VEVENT");
    lines.text("UID", &event.uid);
    lines.add("SEQUENCE", &revision.sequence.to_string());
    lines.add("DTSTAMP", &changed_at);
    lines.add("CREATED", &utc(event.known_at));
    lines.add("LAST-MODIFIED", &changed_at);
    match event.span {
        Span::Day(date) => lines.add("DTSTART;VALUE=DATE", &basic(date)),
        Span::At(at) => lines.add("DTSTART", &utc(at)),
        Span::Between(from, until) => {
            lines.add("DTSTART", &utc(from));
            lines.add("DTEND", &utc(until));
        }
    }
    lines.text("SUMMARY", &event.summary);
    lines.text("DESCRIPTION", &event.description);
    if let Some(location) = &event.location {
        lines.text("LOCATION", location);
    }
    lines.add("URL", &site.absolute(&site.notice_path(notice)));
    lines.add("STATUS", if event.status == Status::Cancelled { "CANCELLED" } else { "CONFIRMED" });
    // A deadline takes nobody's time.
    lines.add("TRANSP", "TRANSPARENT");
    lines.add("END", "VEVENT");
    Entry { starts_at: starts_at(site, event.span), uid: event.uid, lines: lines.finish() }
}

/// A calendar must hold something (RFC 5545, 3.4): without events the zone in which its times are meant.
fn add_nothing(lines: &mut Lines) {
    for (name, value) in [
        ("BEGIN", "VTIMEZONE"),
        ("TZID", "UTC"),
        ("BEGIN", "STANDARD"),
        ("DTSTART", "19700101T000000"),
        ("TZOFFSETFROM", "+0000"),
        ("TZOFFSETTO", "+0000"),
        ("END", "STANDARD"),
        ("END", "VTIMEZONE"),
    ] {
        lines.add(name, value);
    }
}

/// `20231109`
fn basic(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// `20231109T080000Z`
fn utc(at: Instant) -> String {
    let zone = Zone::named("UTC").expect("the zone data has UTC");
    let (date, time) = zone.local(at);
    format!("{}T{:02}{:02}{:02}Z", basic(date), time.hour(), time.minute(), time.second())
}
