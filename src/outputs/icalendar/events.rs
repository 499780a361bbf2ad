//! The moments of a notice as events of a calendar.

use crate::lifecycle::{AmendedValue, Disclosed, Event, TimedEvent};
use crate::outputs::plain::single_line;
use crate::record::Window;
use crate::site::{Site, event_id, field_and_round};
use crate::theme::Wording;
use crate::theme::fill;
use crate::time::{Date, Instant};

/// When an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Span {
    /// A whole day.
    Day(Date),
    /// An instant without length.
    At(Instant),
    /// From one instant to another.
    Between(Instant, Instant),
}

/// Whether what was planned goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    Confirmed,
    Cancelled,
}

/// An event of a calendar.
#[derive(Clone, Debug)]
pub(super) struct CalendarEvent {
    pub(super) uid: String,
    /// Since when it can be known.
    pub(super) known_at: Instant,
    pub(super) span: Span,
    pub(super) status: Status,
    pub(super) summary: String,
    pub(super) description: String,
    pub(super) location: Option<String>,
}

/// How often and when a notice's events were last changed, as far as may be known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Revision {
    pub(super) sequence: usize,
    pub(super) at: Instant,
}

/// The revision that holds: amendments count, and so do a withdrawal and a decision before the closing, which
/// call off what was to come.
pub(super) fn revision(notice: &Disclosed) -> Revision {
    let closes_at = notice.closes().at;
    let counts = |event: &&TimedEvent| match event.event {
        Event::Amended { .. } | Event::Withdrawn => true,
        Event::DecisionAnnounced => event.at < closes_at,
        _ => false,
    };
    let changes: Vec<Instant> = notice.past().filter(counts).map(|event| event.at).collect();
    Revision {
        sequence: changes.len(),
        at: changes.into_iter().max().unwrap_or_else(|| notice.published().at),
    }
}

/// Which of a notice's events are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// All that may be known, and those that a withdrawal or an amendment called off.
    All,
    /// Those that are to come.
    Coming,
}

/// The events of a notice, but for the end of its retention, which is no appointment.
pub(super) fn events(site: &Site, wording: &Wording, notice: &Disclosed, scope: Scope) -> Vec<CalendarEvent> {
    let speaker = Speaker { site, wording, notice };
    let is_talk = |event: &Event| matches!(event, Event::InterviewsStart | Event::InterviewsEnd);
    let is_meant = |event: &&TimedEvent| {
        let in_scope = scope == Scope::All || notice.is_coming(event.at);
        in_scope && !is_talk(&event.event) && event.event != Event::RetentionEnds
    };
    let mut events: Vec<CalendarEvent> = notice
        .timeline
        .iter()
        .filter(is_meant)
        .map(|event| speaker.event(event, speaker.status(event)))
        .collect();
    if scope == Scope::All {
        let called_off = notice.called_off().into_iter().filter(|event| !is_talk(&event.event));
        events.extend(called_off.map(|event| speaker.event(&event, Status::Cancelled)));
        events.extend(speaker.interviews_taken_away());
    }
    // Starts and ends are one event here.
    let windows = notice.schedule().interviews.iter().flat_map(|interviews| &interviews.windows).enumerate();
    let windows = windows.filter(|(_, window)| scope == Scope::All || notice.is_coming(window.ends_at));
    events
        .extend(windows.map(|(index, window)| speaker.interviews(index, window, speaker.status_of(window))));
    events
}

/// The first instant of an event.
pub(super) fn starts_at(site: &Site, span: Span) -> Instant {
    match span {
        Span::Day(date) => site.settings.zone.day_starts(date),
        Span::At(at) | Span::Between(at, _) => at,
    }
}

/// Puts what happens to a notice into words.
struct Speaker<'a> {
    site: &'a Site,
    wording: &'a Wording,
    notice: &'a Disclosed,
}

impl Speaker<'_> {
    fn event(&self, event: &TimedEvent, status: Status) -> CalendarEvent {
        CalendarEvent {
            uid: self.site.uid(self.notice, &event_id(event)),
            known_at: self.known_at(event),
            span: self.span(event),
            status,
            summary: self.summary(&self.name(event)),
            description: self.description(self.about(event).as_deref()),
            location: None,
        }
    }

    fn interviews(&self, index: usize, window: &Window, status: Status) -> CalendarEvent {
        let interviews = self.notice.schedule().interviews.as_ref();
        CalendarEvent {
            uid: self.site.uid(self.notice, &format!("interviews/{}", index + 1)),
            known_at: self.notice.published().at,
            span: Span::Between(window.starts_at, window.ends_at),
            status,
            summary: self.summary(self.wording.get(&["calendar", "event", "interviews"])),
            description: self.description(None),
            location: interviews.and_then(|interviews| interviews.place.clone()),
        }
    }

    fn status_of(&self, window: &Window) -> Status {
        let withdrawn = self.notice.withdrawn_on();
        let is_off = withdrawn.is_some_and(|withdrawn| window.starts_at > withdrawn.at);
        if is_off { Status::Cancelled } else { Status::Confirmed }
    }

    /// Windows that stood in the calendar until an amendment left fewer of them: whoever has it is told.
    fn interviews_taken_away(&self) -> Vec<CalendarEvent> {
        let mut first_gone =
            self.notice.schedule().interviews.as_ref().map_or(0, |interviews| interviews.windows.len());
        let mut gone = Vec::new();
        for amended in self.notice.amendments().into_iter().rev() {
            let Some(AmendedValue::Interviews(old)) = &amended.old else { continue };
            for (index, window) in old.windows.iter().enumerate().skip(first_gone) {
                if window.starts_at > amended.amendment.on.at {
                    gone.push(self.interviews(index, window, Status::Cancelled));
                }
            }
            first_gone = first_gone.max(old.windows.len());
        }
        gone
    }

    /// What is under embargo can be known from its own moment on, all else from the publication on.
    fn known_at(&self, event: &TimedEvent) -> Instant {
        let announced = self.notice.announced_on().map(|announced| announced.at);
        match event.event {
            Event::Amended { .. }
            | Event::AnswerPublished { .. }
            | Event::DecisionAnnounced
            | Event::Withdrawn => event.at,
            Event::StandstillEnds => announced.unwrap_or(event.at),
            _ => self.notice.published().at,
        }
    }

    /// A day that was written as one stays one; a standstill period ends with its last day.
    fn span(&self, event: &TimedEvent) -> Span {
        match (&event.event, event.day) {
            (Event::StandstillEnds, _) => Span::Day(self.site.settings.zone.date_of(event.at).plus_days(-1)),
            (_, Some(day)) => Span::Day(day),
            (_, None) => Span::At(event.at),
        }
    }

    /// After a decision nobody can respond or ask, even if the closing was to come later.
    fn status(&self, event: &TimedEvent) -> Status {
        let ends_asking = matches!(event.event, Event::ResponseCloses | Event::QuestionsClose { .. });
        let announced = self.notice.announced_on();
        if ends_asking && announced.is_some_and(|announced| announced.at < event.at) {
            Status::Cancelled
        } else {
            Status::Confirmed
        }
    }

    fn name(&self, event: &TimedEvent) -> String {
        let of_event = |table| self.wording.find(&["calendar", table, event.event.name()]);
        let is_day = matches!(self.span(event), Span::Day(_));
        let name = of_event("event_day").filter(|_| is_day).or_else(|| of_event("event")).unwrap_or_default();
        match &event.event {
            Event::Amended { field, .. } => {
                let (field, round) = field_and_round(field);
                self.in_round(self.wording.get(&["amendment", field]), round)
            }
            Event::QuestionsClose { round } | Event::AnswersPublished { round } => {
                self.in_round(name, Some(*round))
            }
            Event::AnswerPublished { round, nr } => {
                self.in_round(&fill(name, &[("nr", &nr.to_string())]), Some(*round))
            }
            _ => name.to_owned(),
        }
    }

    /// The round is named when there are several.
    fn in_round(&self, name: &str, round: Option<usize>) -> String {
        match round.filter(|_| self.notice.schedule().rounds.len() > 1) {
            Some(round) => {
                let values = [("event", name), ("round", &round.to_string())];
                fill(self.wording.get(&["calendar", "in_round"]), &values)
            }
            None => name.to_owned(),
        }
    }

    fn summary(&self, name: &str) -> String {
        let values = [("event", name), ("title", self.notice.facts().title.as_str())];
        single_line(&fill(self.wording.get(&["calendar", "summary"]), &values))
    }

    /// What there is to say of an event besides its name, once it has happened.
    fn about(&self, event: &TimedEvent) -> Option<String> {
        match &event.event {
            Event::Amended { field, .. } => {
                let amendments = self.notice.amendments().into_iter().map(|amended| amended.amendment);
                let mut same = amendments
                    .filter(|amendment| amendment.on.at == event.at && amendment.change.field() == *field);
                same.next().map(|amendment| amendment.reason.clone())
            }
            Event::DecisionAnnounced => {
                let decision = self.notice.decision()?;
                let kind = self.notice.facts().kind.word();
                let outcome = self.wording.get(&["outcome", decision.outcome.word(), kind]);
                let winner = decision.winner.iter().map(String::as_str);
                Some(std::iter::once(outcome).chain(winner).collect::<Vec<_>>().join(": "))
            }
            Event::Withdrawn => self.notice.withdrawn()?.reason.clone(),
            _ => None,
        }
    }

    /// What the event is about, and where more stands: not every calendar shows the address by itself.
    fn description(&self, about: Option<&str>) -> String {
        let facts = self.notice.facts();
        let kind = facts.kind.word();
        let reference = facts
            .reference
            .as_ref()
            .map(|reference| format!("{} {reference}", self.wording.get(&["label", "reference", kind])));
        let mut subject = vec![self.wording.get(&["kind", kind]).to_owned(), facts.organization.name.clone()];
        subject.extend(reference);
        let mut lines: Vec<String> = about.into_iter().map(single_line).collect();
        lines.push(single_line(&subject.join(", ")));
        lines.push(self.site.absolute(&self.site.notice_path(self.notice)));
        lines.join("\n")
    }
}
