//! The one way from a record to anything published: what may be known of a notice at an instant.

use super::in_force::before;
use super::phase::standstill_ends_at;
use super::timeline::{moment_of, planned};
use super::{Event, Phase, Rules, Shown, TimedEvent, in_force, phase, retention_ends_at, timeline};
use crate::digest::Digest;
use crate::record::{
    Amendment, Attachment, Brief, Change, Decision, Destination, Document, Embargoed, Facts, Interviews,
    Item, Notice, Organisation, Prose, Schedule, Stretch, Withdrawal,
};
use crate::time::{Instant, Moment};
use serde::Serialize;
use std::cmp::Ordering;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// Whether records marked as draft count as if they were not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Drafts {
    /// Drafts are left out, and their errors are warnings.
    #[default]
    Excluded,
    /// Drafts are published like the rest, and checked like the rest.
    Included,
}

/// What may be known of a notice at an instant. Its record is private: nothing else can be reached.
#[derive(Clone, Debug)]
pub struct Disclosed {
    pub(super) notice: Arc<Notice>,
    pub(super) shown: Arc<Shown>,
    /// The digest of what a format tells of it, once that was asked for: dear to find, and the same as long as this
    /// is.
    pub told: OnceLock<Digest>,
}

impl Deref for Disclosed {
    type Target = Shown;

    fn deref(&self) -> &Shown {
        &self.shown
    }
}

/// What may be known of `notice` at `at`; `None` while nothing may.
#[must_use]
pub fn disclose(notice: &Arc<Notice>, at: Instant, rules: &Rules<'_>, drafts: Drafts) -> Option<Disclosed> {
    if at < notice.published.at || (notice.draft && drafts == Drafts::Excluded) {
        return None;
    }
    let whose = notice;
    let notice = &Arc::new(whose.at_hand());
    let mut timeline = timeline(notice, at, rules);
    timeline.retain(|event| event.is_known);
    // There are many of these, and they stay.
    timeline.shrink_to_fit();
    let Stretch { schedule, embargoed, .. } = in_force(notice, at);
    let horizon = super::horizon(notice, at);
    let has_come = |moment: &Moment| moment.at <= horizon;
    let shown = Shown {
        at,
        horizon,
        phase: phase(notice, at, rules),
        closes: schedule.closes,
        questions_close: None,
        phase_after_questions: None,
        announced_on: embargoed.announced.filter(has_come),
        withdrawn_on: embargoed.withdrawn.filter(has_come),
        standstill_ends_at: standstill_ends_at(notice, at, rules.zone),
        next_change_at: timeline.iter().map(|event| event.at).find(|event| *event > at),
        timeline,
        is_retired: retention_ends_at(notice, at, rules).is_some_and(|(ends, _)| at >= ends),
        has_items: false,
        has_unanswered: false,
        told_rounds: Vec::new(),
        attachments: Vec::new(),
        mentions: Vec::new(),
        key: notice.digest,
        row_key: notice.digest,
        agenda_key: notice.digest,
    };
    let shown = Arc::new(shown);
    let mut disclosed = Disclosed { notice: Arc::clone(notice), shown, told: OnceLock::new() };
    disclosed.complete();
    Some(Disclosed { notice: Arc::clone(whose), ..disclosed })
}

/// An amendment with the value it replaced and the value it brought.
#[derive(Clone, Debug)]
pub struct Amended<'a> {
    /// When, why, in what words.
    pub amendment: &'a Amendment,
    /// What it replaced; `None` for text.
    pub old: Option<AmendedValue>,
    /// What it brought.
    pub new: Option<AmendedValue>,
}

/// A value that an amendment replaced or brought.
#[derive(Clone, Debug, Serialize)]
pub enum AmendedValue {
    /// A closing moment.
    Closing(Moment),
    /// An opening moment.
    Opening(Moment),
    /// Interviews.
    Interviews(Box<Interviews>),
}

impl Disclosed {
    /// What was disclosed before, of this very notice by the same rules.
    pub(super) fn again(notice: &Arc<Notice>, shown: Shown, told: Option<Digest>) -> Self {
        let told = told.map(OnceLock::from).unwrap_or_default();
        Self { notice: Arc::clone(notice), shown: Arc::new(shown), told }
    }

    /// The same, to be looked at for a while: what of its notice stands on a shelf is gone again with it.
    #[must_use]
    pub fn at_hand(&self) -> Self {
        let notice = if self.notice.whole.spot().is_some() {
            Arc::new(self.notice.at_hand())
        } else {
            Arc::clone(&self.notice)
        };
        Self { notice, shown: Arc::clone(&self.shown), told: self.told.clone() }
    }

    /// What another run can go on with.
    pub(super) fn shown(&self) -> &Shown {
        &self.shown
    }

    /// What lists, searches and comparisons need of it.
    #[must_use]
    pub fn brief(&self) -> &Brief {
        &self.notice.brief
    }

    /// The words by which it is found; `find` finds them in its facts when nobody did before.
    pub fn words(&self, find: impl FnOnce(&Facts) -> String) -> &str {
        self.notice.words.get_or_init(|| find(self.at_hand().facts()).into())
    }

    /// The planning in force.
    #[must_use]
    pub fn schedule(&self) -> &Schedule {
        &in_force(&self.notice, self.at).schedule
    }

    /// The moments in force of what is under embargo until then.
    fn embargoed(&self) -> &Embargoed {
        &in_force(&self.notice, self.at).embargoed
    }

    /// The reference, or `section/slug`.
    #[must_use]
    pub fn id(&self) -> String {
        self.notice.id()
    }

    /// How its id compares with another's.
    #[must_use]
    pub fn cmp_id(&self, other: &Self) -> Ordering {
        match (&self.brief().reference, &other.brief().reference) {
            (Some(one), Some(other)) => one.cmp(other),
            _ => self.id().cmp(&other.id()),
        }
    }

    /// Where its file starts; for problems, never for pages.
    #[must_use]
    pub fn place(&self) -> crate::diagnostic::Place {
        self.notice.place.clone()
    }

    /// The section's folder.
    #[must_use]
    pub fn section(&self) -> &str {
        &self.notice.section
    }

    /// Its own part of the address.
    #[must_use]
    pub fn slug(&self) -> &str {
        &self.notice.slug
    }

    /// What is known from publication on.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        &self.notice.facts
    }

    /// Its organisation as the organisation's own file gives it, or as this notice does.
    #[must_use]
    pub fn organisation(&self) -> &Organisation {
        self.notice.shared_organisation.as_ref().unwrap_or(&self.notice.facts.organization)
    }

    /// When it became public.
    #[must_use]
    pub fn published(&self) -> Moment {
        self.notice.published
    }

    /// Addresses that lead to it.
    #[must_use]
    pub fn aliases(&self) -> &[String] {
        &self.notice.aliases
    }

    /// Whether it is a draft, published by request.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        self.notice.draft
    }

    /// The records and pages that its prose links to, also where it cannot be seen yet: tells only whether
    /// there is anything to look for.
    #[must_use]
    pub fn links(&self) -> &[Destination] {
        &self.notice.links
    }

    /// Shows every prose text that can be seen and stands in the record's own files.
    pub fn each_prose(&self, see: &mut impl FnMut(&Prose)) {
        let mut see_own = |prose: &Prose| {
            if prose.place.file.starts_with("content/organisations/") {
                return;
            }
            see(prose);
        };
        self.facts().map(&mut see_own);
        self.items().filter_map(|item| item.answer.as_ref()).for_each(&mut see_own);
        self.decision().into_iter().filter_map(|decision| decision.text.as_ref()).for_each(&mut see_own);
        let amendments = self.amendments().into_iter();
        amendments.filter_map(|amended| amended.amendment.text.as_ref()).for_each(&mut see_own);
    }

    /// Whether a moment has come; one that a withdrawal dropped never does.
    #[must_use]
    pub fn is_past(&self, moment: Moment) -> bool {
        moment.at <= self.horizon
    }

    /// The questions that have appeared, in the order of the files.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.items_with_moments().map(|(item, _)| item)
    }

    /// The questions that have appeared, each with the moment at which it did.
    pub fn items_with_moments(&self) -> impl Iterator<Item = (&Item, Moment)> {
        self.notice.items.iter().zip(&self.embargoed().items).filter_map(|(item, own)| {
            let of_round = || self.schedule().rounds.get(item.round - 1).and_then(|round| round.answers);
            let moment = own.or_else(of_round).filter(|moment| self.is_past(*moment))?;
            Some((item, moment))
        })
    }

    /// The documents that have appeared.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        let documents = self.notice.documents.iter().zip(&self.embargoed().documents);
        documents
            .filter(|(_, own)| own.is_none_or(|moment| self.is_past(moment)))
            .map(|(document, _)| document)
    }

    /// Every file that may be fetched: those of the documents, and those that the prose names.
    pub fn attachments(&self) -> impl Iterator<Item = &Attachment> {
        self.shown.attachments.iter()
    }

    /// The decision, once announced.
    #[must_use]
    pub fn decision(&self) -> Option<&Decision> {
        self.notice.decision.as_ref().filter(|_| self.announced_on().is_some())
    }

    /// When the decision was announced, once it is.
    #[must_use]
    pub fn announced_on(&self) -> Option<Moment> {
        self.announced_on
    }

    /// The withdrawal, once it holds.
    #[must_use]
    pub fn withdrawn(&self) -> Option<&Withdrawal> {
        self.notice.withdrawn.as_ref().filter(|_| self.withdrawn_on().is_some())
    }

    /// When the notice was withdrawn, once it is.
    #[must_use]
    pub fn withdrawn_on(&self) -> Option<Moment> {
        self.withdrawn_on
    }

    /// The amendments that hold, oldest first, each with what it replaced and what it brought.
    #[must_use]
    pub fn amendments(&self) -> Vec<Amended<'_>> {
        let mut amendments: Vec<_> =
            self.notice.amendments.iter().filter(|amendment| self.is_past(amendment.on)).collect();
        amendments.sort_by_key(|amendment| (amendment.on.at, amendment.change.field()));
        amendments.into_iter().map(|amendment| self.amended(amendment)).collect()
    }

    fn amended<'a>(&self, amendment: &'a Amendment) -> Amended<'a> {
        let value = |schedule: &Schedule| match amendment.change {
            Change::Text => None,
            Change::Closing | Change::RoundDeadline(_) => {
                moment_of(schedule, amendment.change).map(AmendedValue::Closing)
            }
            Change::RoundAnswers(_) => moment_of(schedule, amendment.change).map(AmendedValue::Opening),
            Change::Interviews => {
                schedule.interviews.clone().map(|interviews| AmendedValue::Interviews(Box::new(interviews)))
            }
        };
        let old = value(&before(&self.notice, amendment.on.at).schedule);
        Amended { amendment, old, new: value(&in_force(&self.notice, amendment.on.at).schedule) }
    }

    /// When responding ends.
    #[must_use]
    pub fn closes(&self) -> Moment {
        self.closes
    }

    /// The next question deadline ahead, while it is open.
    #[must_use]
    pub fn questions_close(&self) -> Option<Moment> {
        self.questions_close
    }

    /// The phase that holds from the next question deadline on, as far as may be known; `None` when none is
    /// ahead, and when the notice closes at that very instant.
    #[must_use]
    pub fn phase_after_questions(&self) -> Option<Phase> {
        self.phase_after_questions
    }

    /// Whether a question can be asked: while a round is open, or while the notice is, when it has no rounds.
    #[must_use]
    pub fn may_ask(&self) -> bool {
        let has_deadlines = self.schedule().rounds.iter().any(|round| round.deadline.is_some());
        if has_deadlines { self.phase == Phase::QuestionsOpen } else { self.phase.is_open() }
    }

    /// The instant of the last event that anyone saw.
    #[must_use]
    pub fn changed_at(&self) -> Instant {
        let seen = self.timeline.iter().map(|event| event.at).filter(|at| *at <= self.horizon);
        seen.max().unwrap_or(self.published().at).max(self.published().at)
    }

    /// The events that have happened, as far as may be known.
    pub fn past(&self) -> impl Iterator<Item = &TimedEvent> {
        self.timeline.iter().filter(|event| !self.is_coming(event.at))
    }

    /// Whether an instant of the timeline is still to come.
    #[must_use]
    pub fn is_coming(&self, at: Instant) -> bool {
        self.next_change_at.is_some_and(|next| at >= next)
    }

    /// What was planned in public and does not happen, as the withdrawal came before it.
    #[must_use]
    pub fn called_off(&self) -> Vec<TimedEvent> {
        let Some(withdrawn) = self.withdrawn_on() else { return Vec::new() };
        let standstill = self.standstill_ends_at.filter(|_| self.announced_on().is_some());
        let standstill = standstill.map(|at| (Moment { at, day: None }, Event::StandstillEnds));
        let planned = planned(self.schedule()).into_iter().chain(standstill);
        let mut dropped: Vec<_> = planned
            .filter(|(moment, _)| moment.at > withdrawn.at)
            .map(|(moment, event)| TimedEvent { at: moment.at, day: moment.day, event, is_known: true })
            .collect();
        dropped.sort();
        dropped
    }

    /// The coming events that may be known, each with its place in the timeline, without the end of retention, which is
    /// no appointment.
    pub fn coming(&self) -> impl Iterator<Item = (usize, &TimedEvent)> {
        let coming = self.timeline.iter().enumerate().filter(|(_, event)| self.is_coming(event.at));
        coming.filter(|(_, event)| event.event != Event::RetentionEnds)
    }
}
