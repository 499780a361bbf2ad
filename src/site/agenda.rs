//! The agenda: every coming known moment of every open notice.

use super::notice_view::round_and_number;
use super::{AgendaDay, AgendaEntry, AgendaView, Head, Link, PageView, Site};
use crate::digest::{Digest, Hasher};
use crate::lifecycle::{Disclosed, Event, TimedEvent};
use crate::markdown::{Anchors, summary};
use crate::record::Page;
use crate::time::{Date, print};
use rayon::prelude::*;

/// A day of the agenda, before it is printed.
#[derive(Clone, Debug)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// Its moments in their order: which notice, and which in its timeline.
    moments: Vec<(usize, usize)>,
}

impl Day {
    /// How many moments it has.
    #[must_use]
    pub fn count(&self) -> usize {
        self.moments.len()
    }

    /// At most so many of its first moments.
    pub(super) fn first(&self, most: usize) -> &[(usize, usize)] {
        &self.moments[..self.moments.len().min(most)]
    }
}

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

    /// The days of the agenda, in order.
    #[must_use]
    pub fn agenda_days(&self) -> Vec<Day> {
        let moments = self.open.par_iter().flat_map_iter(|index| {
            let coming = self.notices[*index].coming();
            coming.map(|(place, event)| (self.day_of(event), (*index, place)))
        });
        let mut moments: Vec<(Date, (usize, usize))> = moments.collect();
        // Open notices come by closing time and id: those whose moments fall together stand by id.
        let order = |(_, moment): &(Date, (usize, usize))| {
            let (event, notice) = self.moment(*moment);
            (event.at, &event.event, notice)
        };
        moments.par_sort_by(|one, other| {
            let ((at, event, notice), (other_at, other_event, other_notice)) = (order(one), order(other));
            let by_event = || event.cmp(other_event).then_with(|| notice.id().cmp(&other_notice.id()));
            one.0.cmp(&other.0).then(at.cmp(&other_at)).then_with(by_event)
        });
        let of_day = moments.chunk_by(|(one, _), (other, _)| one == other);
        let day = |moments: &[(Date, (usize, usize))]| Day {
            date: moments[0].0,
            moments: moments.iter().map(|(_, moment)| *moment).collect(),
        };
        of_day.map(day).collect()
    }

    fn day_of(&self, event: &TimedEvent) -> Date {
        event.day.unwrap_or_else(|| self.settings.zone.date_of(event.at))
    }

    fn moment(&self, (notice, place): (usize, usize)) -> (&TimedEvent, &Disclosed) {
        let notice = &self.notices[notice];
        (&notice.timeline[place], notice)
    }

    /// The digest of everything that a day of the agenda depends on besides theme and settings.
    #[must_use]
    pub fn agenda_day_key(&self, day: &Day) -> Digest {
        let mut hasher = Hasher::default();
        hasher.add(&day.date);
        for (notice, place) in &day.moments {
            hasher.add_digest(self.notices[*notice].agenda_key).add_plain(&place.to_le_bytes());
        }
        hasher.finish()
    }

    /// A day's view.
    #[must_use]
    pub fn agenda_day_view(&self, day: &Day) -> AgendaDay {
        AgendaDay {
            title: print::date(day.date, self.language()),
            date: day.date,
            entries: self.agenda_entries(&day.moments),
        }
    }

    /// The view of the agenda with these days, and its head.
    #[must_use]
    pub fn agenda_view(&self, days: &[Day]) -> (AgendaView, Head) {
        let head = Head {
            title: String::new(),
            description: None,
            canonical: Some(self.absolute("agenda/")),
            url: Some(self.link("agenda/")),
            noindex: false,
            ..Head::default()
        };
        let view = AgendaView { kinds: self.kinds(days), months: self.months(days), chart: self.chart() };
        (view, head)
    }

    /// The sorts of moments that these days have.
    fn kinds(&self, days: &[Day]) -> Vec<&'static str> {
        const ALL: [&str; 6] = ["closing", "questions", "answers", "interviews", "decision", "other"];
        let moments = || days.iter().flat_map(|day| &day.moments);
        let has = |kind: &&str| moments().any(|moment| kind_of(&self.moment(*moment).0.event) == *kind);
        ALL.into_iter().filter(has).collect()
    }

    pub(super) fn agenda_entries(&self, moments: &[(usize, usize)]) -> Vec<AgendaEntry> {
        moments
            .iter()
            .map(|moment| self.moment(*moment))
            .map(|(event, notice)| self.agenda_entry(event, notice))
            .collect()
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
