//! Channels: the feeds and calendars that tell of the whole site, a section, an organisation, a region or one
//! notice. Where they stand, what they are called, and what their entries are known by.

use super::{List, ListKind, Site};
use crate::config::Format;
use crate::lifecycle::{Disclosed, Event, TimedEvent};
use crate::time::Zone;

/// The name of an Atom feed, beside the index of its list.
pub const FEED: &str = "feed.xml";
/// The name of a JSON feed, beside the index of its list.
pub const JSON_FEED: &str = "feed.json";
/// The name of a calendar, beside the page or index that it belongs to.
pub const CALENDAR: &str = "agenda.ics";
/// The name of an OCDS release package, beside the page of its tender, and of the site's record package.
pub const OCDS: &str = "ocds.json";

impl Site {
    /// What has feeds and a calendar: the site, and each section, organisation and region, with all their
    /// notices that are not retired.
    #[must_use]
    pub fn channels(&self) -> Vec<List> {
        let has_retired = self.notices.iter().any(|notice| notice.is_retired);
        let mut channels = self.lists();
        channels.retain(|list| list.kind != ListKind::Archive);
        for channel in &mut channels {
            match &channel.kind {
                ListKind::Home => channel.notices = (0..self.notices.len()).collect(),
                ListKind::Section(section) => channel.notices = self.sections[section].clone(),
                _ => {}
            }
            if has_retired {
                channel.notices.retain(|index| !self.notices[*index].is_retired);
            }
        }
        channels
    }

    /// What a channel is called: the site's title, or `Aanvragen – ` and the site's title.
    #[must_use]
    pub fn channel_title(&self, channel: &List) -> String {
        let title = self.list_title(channel);
        let site = &self.settings.title;
        if title.is_empty() { site.clone() } else { format!("{title} – {site}") }
    }

    /// The link to the Atom feed of the list at `path`; `None` when no feeds are made.
    #[must_use]
    pub fn feed_url(&self, path: &str) -> Option<String> {
        self.channel_url(Format::Feed, path, FEED)
    }

    /// The link to the JSON feed of the list at `path`; `None` when no feeds are made.
    #[must_use]
    pub fn json_feed_url(&self, path: &str) -> Option<String> {
        self.channel_url(Format::Feed, path, JSON_FEED)
    }

    /// The link to the calendar of the list or notice at `path`; `None` when no calendars are made.
    #[must_use]
    pub fn calendar_url(&self, path: &str) -> Option<String> {
        self.channel_url(Format::Calendar, path, CALENDAR)
    }

    /// The links to the Atom and JSON feeds of a notice's organisation; `None` when no feeds are made.
    #[must_use]
    pub fn organisation_feed_urls(&self, notice: &Disclosed) -> (Option<String>, Option<String>) {
        let path = format!("organisaties/{}/", notice.brief().organization_id);
        (self.feed_url(&path), self.json_feed_url(&path))
    }

    /// The link to the OCDS release package of a notice; `None` when it has none.
    #[must_use]
    pub fn ocds_url(&self, notice: &Disclosed) -> Option<String> {
        let is_made = self.settings.formats.contains(&Format::Ocds) && self.tells_open_contracting(notice);
        is_made.then(|| self.link(&format!("{}{OCDS}", self.notice_path(notice))))
    }

    /// Whether open contracting data tell of a notice: of every tender, once the publisher has a prefix.
    #[must_use]
    pub fn tells_open_contracting(&self, notice: &Disclosed) -> bool {
        self.settings.ocds_prefix.is_some() && notice.brief().kind.is_tender() && !notice.is_retired
    }

    fn channel_url(&self, format: Format, path: &str, file: &str) -> Option<String> {
        self.settings.formats.contains(&format).then(|| self.link(&format!("{path}{file}")))
    }

    /// The tag URI (RFC 4151) of an event of a notice. It never changes: it is made of the site's address, the
    /// year of publication, the notice's address and what tells the event from the notice's others.
    #[must_use]
    pub fn tag_uri(&self, notice: &Disclosed, event: &str) -> String {
        let year = self.settings.zone.date_of(notice.published().at).year();
        let path = self.link(&self.notice_path(notice));
        format!("tag:{},{year:04}:{path}{event}", self.host())
    }

    /// The UID (RFC 5545, 3.8.4.7) of an event of a notice: the same however often the event is moved.
    #[must_use]
    pub fn uid(&self, notice: &Disclosed, event: &str) -> String {
        let path = self.link(&self.notice_path(notice));
        format!("{}{event}@{}", path.trim_start_matches('/'), self.host())
    }

    /// The host in the site's address, without port and user.
    fn host(&self) -> &str {
        let url = &self.settings.base_url;
        let after_scheme = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
        let authority = after_scheme.split(['/', '?', '#']).next().unwrap_or_default();
        let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        host.split(':').next().unwrap_or(host)
    }
}

/// What tells an event from the others of its notice, in characters that may stand in any address:
/// `response-closes`, `questions-close/1`, `amended/20260114T110000Z/response.deadline`.
#[must_use]
pub fn event_id(event: &TimedEvent) -> String {
    let name = event.event.name();
    match &event.event {
        Event::Amended { field, .. } => format!("{name}/{}/{field}", utc(event)),
        Event::QuestionsClose { round } | Event::AnswersPublished { round } => format!("{name}/{round}"),
        Event::AnswerPublished { round, nr } => {
            // A number may hold anything; a slash would look like the end of it.
            let nr = super::encode_path(&nr.to_string()).replace('/', "%2F");
            format!("{name}/{round}/{nr}")
        }
        _ => name.to_owned(),
    }
}

fn utc(event: &TimedEvent) -> String {
    let zone = Zone::named("UTC").expect("the zone data has UTC");
    let (date, time) = zone.local(event.at);
    let date = date.to_string().replace('-', "");
    format!("{date}T{:02}{:02}{:02}Z", time.hour(), time.minute(), time.second())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Label;
    use crate::time::Instant;

    #[test]
    fn each_event_of_a_notice_has_an_id_of_its_own() {
        fn check(event: Event, expected: &str) {
            let at = Instant::parse_rfc3339("2026-01-14T12:00:00+01:00").expect("it is RFC 3339");
            let event = TimedEvent { at, event, day: None, is_known: true };
            assert_eq!(event_id(&event), expected);
        }
        let field = "questions.rounds.1.deadline".to_owned();
        check(
            Event::Amended { field, old: None, new: None },
            "amended/20260114T110000Z/questions.rounds.1.deadline",
        );
        check(Event::QuestionsClose { round: 2 }, "questions-close/2");
        check(Event::AnswerPublished { round: 1, nr: Label::Number(3) }, "answer-published/1/3");
        let odd = Label::Text("3/é\r\n".to_owned());
        check(Event::AnswerPublished { round: 1, nr: odd }, "answer-published/1/3%2F%C3%A9%0D%0A");
        check(Event::ResponseCloses, "response-closes");
    }
}
