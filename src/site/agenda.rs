//! The agenda: every coming known moment of every open notice.

use super::notice_view::round_and_number;
use super::{AgendaDay, AgendaEntry, AgendaView, Head, Link, PageView, Site};
use crate::digest::{Digest, Hasher};
use crate::lifecycle::{Disclosed, Event, TimedEvent};
use crate::markdown::{Anchors, summary};
use crate::record::Page;
use crate::time::{Date, print};
use rayon::prelude::*;
use std::collections::BTreeMap;

impl Site {
    /// The digest of everything that the agenda depends on besides theme and settings.
    #[must_use]
    pub fn agenda_key(&self) -> Digest {
        let mut hasher = Hasher::default();
        for index in &self.open {
            hasher.add_digest(self.notices[*index].agenda_key);
        }
        hasher.finish()
    }

    /// The agenda's view, and its head.
    #[must_use]
    pub fn agenda_view(&self) -> (AgendaView, Head) {
        let mut days: BTreeMap<Date, Vec<(&TimedEvent, &Disclosed)>> = BTreeMap::new();
        for notice in self.open.iter().map(|index| &self.notices[*index]) {
            for event in notice.coming() {
                let day = event.day.unwrap_or_else(|| self.settings.zone.date_of(event.at));
                days.entry(day).or_default().push((event, notice));
            }
        }
        let days: Vec<_> = days.into_iter().collect();
        let days = days.into_par_iter().map(|(date, mut entries)| {
            entries.sort_by_key(|(event, notice)| (event.at, event.event.clone(), notice.id()));
            AgendaDay {
                title: print::date(date, self.language()),
                date,
                entries: entries
                    .into_iter()
                    .map(|(event, notice)| self.agenda_entry(event, notice))
                    .collect(),
            }
        });
        let head = Head {
            title: String::new(),
            description: None,
            canonical: Some(self.absolute("agenda/")),
            url: Some(self.link("agenda/")),
            noindex: false,
            ..Head::default()
        };
        let days: Vec<AgendaDay> = days.collect();
        (AgendaView { kinds: kinds(&days), months: self.months(&days), chart: self.chart(), days }, head)
    }

    fn agenda_entry(&self, event: &TimedEvent, notice: &Disclosed) -> AgendaEntry {
        let (round, nr) = round_and_number(&event.event);
        let time =
            event.day.is_none().then(|| print::time(self.settings.zone.local(event.at).1, self.language()));
        AgendaEntry {
            event: event.event.name(),
            kind: kind_of(&event.event),
            round,
            nr,
            datetime: self.rfc3339(event.at),
            time,
            notice: Link { title: notice.brief().title.clone(), url: self.link(&self.notice_path(notice)) },
            organization: notice.brief().organization_name.clone(),
        }
    }

    /// The coming known events of all notices, soonest first, with their notices.
    #[must_use]
    pub fn coming(&self, most: usize) -> Vec<(&TimedEvent, &Disclosed)> {
        let mut coming: Vec<_> = self
            .notices
            .iter()
            .filter(|notice| !notice.is_retired)
            .flat_map(|notice| {
                notice.timeline.iter().filter(|event| event.at > self.at).map(move |event| (event, &**notice))
            })
            .collect();
        coming.sort_by_cached_key(|(event, notice)| (event.at, event.event.clone(), notice.id()));
        coming.truncate(most);
        coming
    }

    /// The view of an ordinary page, and its head.
    #[must_use]
    pub fn page_view(&self, page: &Page) -> (PageView, Head) {
        let path = format!("{}/", page.slug);
        let files = page.attachments.iter().map(|attachment| attachment.file.clone());
        let rules = super::link::LinkRules::of_page(&path, files);
        let body = self.html(&page.body, 2, Anchors::Headings, &rules);
        let head = Head {
            title: page.title.clone(),
            description: Some(summary(&page.body.text, 160)).filter(|text| !text.is_empty()),
            canonical: Some(self.absolute(&path)),
            url: Some(self.link(&path)),
            noindex: false,
            ..Head::default()
        };
        (PageView { title: page.title.clone(), body }, head)
    }

    /// The digest of everything that an ordinary page depends on besides theme and settings.
    #[must_use]
    pub fn page_key(&self, page: &Page) -> Digest {
        Digest::of(&(page, self.links_in(&page.body)))
    }
}

/// The sorts of moments that these days have.
fn kinds(days: &[AgendaDay]) -> Vec<&'static str> {
    const ALL: [&str; 6] = ["closing", "questions", "answers", "interviews", "decision", "other"];
    let has = |kind: &&str| days.iter().flat_map(|day| &day.entries).any(|entry| entry.kind == *kind);
    ALL.into_iter().filter(has).collect()
}

/// The sort of an event, for those who look for one sort.
pub(super) fn kind_of(event: &Event) -> &'static str {
    match event {
        Event::ResponseCloses => "closing",
        Event::QuestionsClose { .. } => "questions",
        Event::AnswersPublished { .. } | Event::AnswerPublished { .. } => "answers",
        Event::InvitationsDue | Event::InterviewsStart | Event::InterviewsEnd => "interviews",
        Event::DecisionAnnounced | Event::StandstillEnds => "decision",
        Event::Published | Event::Amended { .. } | Event::Withdrawn | Event::RetentionEnds => "other",
    }
}
