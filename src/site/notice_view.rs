//! A notice's own page as a finished view.

use super::amendments_view::field_and_round;
use super::link::LinkRules;
use super::{
    DecisionView, DocumentView, EventView, Head, ItemView, NoticeView, RetiredView, RoundView, Site,
    StandstillView, When, WithdrawalView,
};
use crate::config::Format;
use crate::lifecycle::{Disclosed, Event, Phase, TimedEvent};
use crate::markdown::{Anchors, summary};
use crate::record::{Attachment, Facts, Html, Item, Label};
use crate::time::Moment;

/// As many characters as search engines show of a description.
const DESCRIPTION_LENGTH: usize = 160;

impl Site {
    /// The view of a notice's own page, and its head.
    #[must_use]
    pub fn notice_view(&self, index: usize) -> (NoticeView, Head) {
        let notice = &self.notices[index].at_hand();
        let rules = LinkRules::of_notice(self, notice);
        let path = self.notice_path(notice);
        let facts = self.facts(notice, &rules);
        let head = Head {
            title: facts.title.clone(),
            description: notice
                .facts()
                .body
                .as_ref()
                .map(|body| summary(&body.text, DESCRIPTION_LENGTH))
                .filter(|text| !text.is_empty()),
            canonical: Some(self.absolute(&path)),
            url: Some(self.link(&path)),
            noindex: !notice.phase.is_open(),
            lang: self.foreign_lang(notice),
            published_at: Some(self.rfc3339(notice.published().at)),
            modified_at: Some(self.rfc3339(notice.changed_at())),
        };
        let (feed_url, json_feed_url) = self.organisation_feed_urls(notice);
        let view = NoticeView {
            id: notice.id(),
            url: self.link(&path),
            data_url: self
                .settings
                .formats
                .contains(&Format::Json)
                .then(|| self.link(&format!("{path}notice.json"))),
            ocds_url: self.ocds_url(notice),
            calendar_url: self.calendar_url(&path),
            feed_url,
            json_feed_url,
            section: self.section_link(notice.section()),
            organization_url: self.organisation_link(notice).url,
            region_url: self.region_link(notice).map(|link| link.url),
            phase: notice.phase.name(),
            is_open: notice.phase.is_open(),
            is_draft: notice.is_draft(),
            may_ask: notice.may_ask(),
            published: self.opening(&notice.published()),
            closes: self.closing(&notice.closes()),
            ended_early: ended_before(notice, notice.closes()),
            closes_at: self.rfc3339(notice.closes().at),
            next_change: self.next_change(notice),
            questions_close: notice.questions_close().map(|moment| self.closing(&moment)),
            questions_close_at: notice.questions_close().map(|moment| self.rfc3339(moment.at)),
            after_questions: notice.phase_after_questions().map(Phase::name),
            next_answers: self.next_answers(notice),
            rounds: self.rounds(notice, &rules),
            nota_url: notice
                .items()
                .next()
                .is_some()
                .then(|| self.link(&format!("{path}nota-van-inlichtingen/"))),
            starts: notice.schedule().starts,
            ends_on: notice.schedule().ends_on,
            decision_expected_on: notice.schedule().decision_expected_on,
            interviews: notice.schedule().interviews.as_ref().map(|interviews| self.interviews(interviews)),
            interviews_after_closing: self.interviews_after_closing(notice),
            decision: notice.decision().zip(notice.announced_on()).map(|(decision, announced)| {
                DecisionView {
                    announced: self.opening(&announced),
                    outcome: decision.outcome,
                    winner: decision.winner.clone(),
                    text: decision
                        .text
                        .as_ref()
                        .map(|text| self.html(text, 3, Anchors::Prefixed("deel-besluit-"), &rules)),
                }
            }),
            standstill: self.standstill(notice),
            withdrawn: notice.withdrawn().zip(notice.withdrawn_on()).map(|(withdrawn, on)| WithdrawalView {
                on: self.opening(&on),
                reason: withdrawn.reason.clone(),
            }),
            amendments: self.amendments(notice, &rules),
            documents: self.documents(notice),
            timeline: self.timeline(notice),
            evaluation_on: self.evaluation_on(notice),
            facts,
        };
        (view, head)
    }

    /// What is left of a notice whose retention has ended, and its head.
    #[must_use]
    pub fn retired_view(&self, index: usize) -> (RetiredView, Head) {
        let notice = &self.notices[index];
        let brief = notice.brief();
        let view = RetiredView {
            id: notice.id(),
            title: brief.title.clone(),
            lang: self.foreign_lang(notice),
            organization: brief.organization_name.clone(),
            kind: brief.kind,
            phase: notice.phase.name(),
        };
        let head = Head {
            title: brief.title.clone(),
            description: None,
            canonical: Some(self.absolute(&self.notice_path(notice))),
            url: Some(self.link(&self.notice_path(notice))),
            noindex: true,
            ..Head::default()
        };
        (view, head)
    }

    /// The language of a notice's text, when it is not the site's.
    fn foreign_lang(&self, notice: &Disclosed) -> Option<String> {
        notice.brief().lang.clone().filter(|lang| *lang != self.settings.language.tag())
    }

    /// The facts with their prose as HTML, and without any address at which one can no longer respond or ask.
    pub(super) fn facts(&self, notice: &Disclosed, rules: &LinkRules) -> Facts<Html> {
        let mut is_first = true;
        let mut piece = 0;
        let mut facts = notice.facts().map(&mut |prose| {
            // The main text comes first and owns the plain anchors.
            let anchors_of = format!("tekst-{piece}-");
            piece += 1;
            let is_body = std::mem::take(&mut is_first) && notice.facts().body.is_some();
            let (top, anchors) =
                if is_body { (2, Anchors::Headings) } else { (4, Anchors::Prefixed(anchors_of.as_str())) };
            self.html(prose, top, anchors, rules)
        });
        bar(&mut facts, rules);
        facts
    }

    /// The facts without any address at which one can no longer respond or ask.
    #[must_use]
    pub fn facts_to_show(&self, notice: &Disclosed) -> Facts {
        let mut facts = notice.facts().clone();
        bar(&mut facts, &LinkRules::barring(notice));
        facts
    }

    fn rounds(&self, notice: &Disclosed, rules: &LinkRules) -> Vec<RoundView> {
        let is_past = |moment: Option<Moment>| moment.is_some_and(|moment| notice.is_past(moment));
        let rounds = notice.schedule().rounds.iter().enumerate();
        rounds
            .map(|(index, round)| RoundView {
                nr: index + 1,
                deadline: round.deadline.map(|moment| self.closing(&moment)),
                is_closed: is_past(round.deadline),
                ended_early: round.deadline.is_some_and(|deadline| ended_before(notice, deadline)),
                answers: round.answers.map(|moment| self.opening(&moment)),
                are_answers_out: is_past(round.answers),
                items: notice
                    .items_with_moments()
                    .filter(|(item, _)| item.round == index + 1)
                    .map(|(item, published)| self.item(item, published, round.answers, rules))
                    .collect(),
            })
            .collect()
    }

    /// The answers that are waited for in the phases in which one can ask or waits.
    fn next_answers(&self, notice: &Disclosed) -> Option<When> {
        let is_past = |moment: Option<Moment>| moment.is_some_and(|moment| notice.is_past(moment));
        let rounds = notice.schedule().rounds.iter();
        let answers = match notice.phase {
            Phase::QuestionsOpen => {
                let next = notice.questions_close()?;
                let closing = rounds.filter(|round| round.deadline == Some(next));
                closing.filter_map(|round| round.answers).min_by_key(|answers| answers.at)
            }
            Phase::AnswersPending => {
                let waiting = rounds.filter(|round| is_past(round.deadline) && !is_past(round.answers));
                waiting.filter_map(|round| round.answers).min_by_key(|answers| answers.at)
            }
            _ => None,
        };
        answers.map(|moment| self.opening(&moment))
    }

    fn item(&self, item: &Item, published: Moment, of_round: Option<Moment>, rules: &LinkRules) -> ItemView {
        let anchor = format!("vraag-{}-{}", item.round, crate::name::safe_name(&item.nr.to_string()));
        let prefix = format!("{anchor}-");
        ItemView {
            nr: item.nr.clone(),
            question: item.question.clone(),
            answer: item
                .answer
                .as_ref()
                .map(|answer| self.html(answer, 5, Anchors::Prefixed(&prefix), rules)),
            relates_to: item.relates_to.clone(),
            published: self.opening(&published),
            has_own_moment: of_round != Some(published),
            anchor,
        }
    }

    /// From the day after the announcement up to and including the day before the period's end.
    fn standstill(&self, notice: &Disclosed) -> Option<StandstillView> {
        let announced = notice.announced_on()?.at;
        let ends = notice.timeline.iter().find(|event| event.event == Event::StandstillEnds)?.at;
        let zone = self.settings.zone;
        Some(StandstillView {
            from: zone.date_of(announced).plus_days(1),
            until: zone.date_of(ends).plus_days(-1),
        })
    }

    pub(super) fn documents(&self, notice: &Disclosed) -> Vec<DocumentView> {
        let path = self.notice_path(notice);
        notice
            .documents()
            .map(|document| DocumentView {
                title: document.title.clone(),
                sort: document.sort.clone(),
                url: self.link(&format!("{path}{}", document.attachment.file)),
                format: format_of(&document.attachment),
                size: self.size_of(document.attachment.size_bytes),
            })
            .collect()
    }

    /// A file's size in decimal units, as people and file managers count: `1,2 MB`.
    fn size_of(&self, bytes: u64) -> String {
        let (number, unit) = match bytes {
            0..1_000 => return format!("{bytes} bytes"),
            1_000..1_000_000 => (bytes as f64 / 1e3, "kB"),
            1_000_000..1_000_000_000 => (bytes as f64 / 1e6, "MB"),
            _ => (bytes as f64 / 1e9, "GB"),
        };
        let number = if number < 10.0 { format!("{number:.1}") } else { format!("{number:.0}") };
        format!("{} {unit}", self.language().decimal(&number))
    }

    fn timeline(&self, notice: &Disclosed) -> Vec<EventView> {
        let events = notice.timeline.iter().filter(|event| event.event != Event::RetentionEnds);
        events.map(|event| self.event(event)).collect()
    }

    fn event(&self, event: &TimedEvent) -> EventView {
        let (mut round, nr) = round_and_number(&event.event);
        let mut changed = None;
        if let Event::Amended { field, .. } = &event.event {
            let (field, of_round) = field_and_round(field);
            (changed, round) = (Some(field), of_round);
        }
        EventView {
            event: event.event.name(),
            field: changed,
            round,
            nr,
            when: self.event_when(event),
            is_past: event.at <= self.at,
        }
    }

    pub(super) fn event_when(&self, event: &TimedEvent) -> When {
        let moment = Moment { at: event.at, day: event.day };
        match event.event {
            Event::ResponseCloses | Event::QuestionsClose { .. } | Event::InvitationsDue => {
                self.closing(&moment)
            }
            // It ends with its last day.
            Event::StandstillEnds => {
                let day = Some(self.settings.zone.date_of(event.at).plus_days(-1));
                self.closing(&Moment { day, ..moment })
            }
            _ => self.opening(&moment),
        }
    }
}

/// The round and the question that an event is about.
pub(super) fn round_and_number(event: &Event) -> (Option<usize>, Option<Label>) {
    match event {
        Event::QuestionsClose { round } | Event::AnswersPublished { round } => (Some(*round), None),
        Event::AnswerPublished { round, nr } => (Some(*round), Some(nr.clone())),
        _ => (None, None),
    }
}

/// Takes out every address to which no link may lead any more.
fn bar<P>(facts: &mut Facts<P>, rules: &LinkRules) {
    let bar = |address: &mut Option<String>| {
        if address.as_deref().is_some_and(|address| rules.is_barred(address)) {
            *address = None;
        }
    };
    bar(&mut facts.response.url);
    bar(&mut facts.response.email);
    if let Some(desk) = &mut facts.questions {
        bar(&mut desk.url);
        bar(&mut desk.email);
    }
    for contact in &mut facts.contacts {
        bar(&mut contact.url);
        bar(&mut contact.email);
        contact.phone = contact.phone.take().filter(|phone| !rules.is_barred(&phone.url));
    }
    if let Some(intermediary) = &mut facts.intermediary {
        bar(&mut intermediary.url);
    }
    bar(&mut facts.organization.url);
}

/// Whether a withdrawal or a decision came before a moment, so that it never counted.
fn ended_before(notice: &Disclosed, moment: Moment) -> bool {
    let decided = notice.announced_on().map(|announced| announced.at);
    let withdrawn = notice.withdrawn_on().map(|withdrawn| withdrawn.at);
    decided.into_iter().chain(withdrawn).any(|ended| ended < moment.at)
}

fn format_of(attachment: &Attachment) -> String {
    let name = attachment.file.rsplit('/').next().unwrap_or(&attachment.file);
    name.rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_uppercase())
}
