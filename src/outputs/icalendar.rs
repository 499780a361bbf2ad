//! iCalendar (RFC 5545, RFC 7986): `agenda.ics` for each notice with all that may be known of it, and for the
//! site, each section, organisation and region with what is to come of the open ones.
//!
//! Nothing here reads a clock: an event is stamped with the moment of the record at which it last changed, so
//! the same records give the same bytes.

mod events;
mod lines;

use super::{Planned, Stage, Subject, write};
use crate::digest::Hasher;
use crate::site::{CALENDAR, List, ListKind, Site};
use crate::theme::Wording;
use crate::time::{Date, Instant, Zone};
use events::{CalendarEvent, Revision, Scope, Span, Status, events, revision, starts_at};
use lines::Lines;
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
    let mut calendar = Calendar::new(site, &notice.brief().title, &site.notice_path(notice));
    calendar.add_notice(&stage.theme.wording, index, Scope::All);
    calendar.finish()
}

fn of_list(stage: &Stage, channel: &List) -> String {
    let title = stage.site.channel_title(channel);
    let page = if channel.kind == ListKind::Home { "agenda/" } else { &channel.path };
    let mut calendar = Calendar::of_channel(&stage.site, &title, page, &channel.path);
    for index in &channel.notices {
        calendar.add_notice(&stage.theme.wording, *index, Scope::Coming);
    }
    calendar.finish()
}

/// A calendar with its events.
struct Calendar<'a> {
    site: &'a Site,
    lines: Lines,
    events: Vec<(CalendarEvent, Revision, usize)>,
}

impl<'a> Calendar<'a> {
    /// The calendar of the page at `path`.
    fn new(site: &'a Site, title: &str, path: &str) -> Self {
        Self::of_channel(site, title, path, path)
    }

    /// A calendar that stands in `folder` and tells of the page at `page`.
    fn of_channel(site: &'a Site, title: &str, page: &str, folder: &str) -> Self {
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
        Self { site, lines, events: Vec::new() }
    }

    fn add_notice(&mut self, wording: &Wording, index: usize, scope: Scope) {
        let notice = &self.site.notices[index].at_hand();
        let revision = revision(notice);
        let events = events(self.site, wording, notice, scope);
        self.events.extend(events.into_iter().map(|event| (event, revision, index)));
    }

    fn finish(mut self) -> String {
        let mut events = std::mem::take(&mut self.events);
        events.sort_by_cached_key(|(event, ..)| (starts_at(self.site, event.span), event.uid.clone()));
        if events.is_empty() {
            self.add_nothing();
        }
        for (event, revision, index) in &events {
            self.add_event(event, *revision, *index);
        }
        self.lines.add("END", "VCALENDAR");
        self.lines.finish()
    }

    fn add_event(&mut self, event: &CalendarEvent, revision: Revision, index: usize) {
        let notice = &self.site.notices[index].at_hand();
        let changed_at = utc(revision.at.max(event.known_at));
        let lines = &mut self.lines;
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
        lines.add("URL", &self.site.absolute(&self.site.notice_path(notice)));
        lines.add("STATUS", if event.status == Status::Cancelled { "CANCELLED" } else { "CONFIRMED" });
        // A deadline takes nobody's time.
        lines.add("TRANSP", "TRANSPARENT");
        lines.add("END", "VEVENT");
    }

    /// A calendar must hold something (RFC 5545, 3.4): without events the zone in which its times are meant.
    fn add_nothing(&mut self) {
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
            self.lines.add(name, value);
        }
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
