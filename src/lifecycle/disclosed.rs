//! The one way from a record to anything published: what may be known of a notice at an instant.

use super::in_force::before;
use super::phase::{open_phase, standstill_ends_at};
use super::timeline::{moment_of, planned};
use super::{Event, Phase, Rules, TimedEvent, in_force, phase, retention_ends_at, timeline};
use crate::digest::{Digest, Hasher};
use crate::markdown::{Finding, Target, classify, scan};
use crate::name::decode_percent;
use crate::record::{
    Amendment, Attachment, Brief, Change, Decision, Destination, Document, Embargoed, Facts, Interviews,
    Item, Label, Notice, Organisation, Prose, Schedule, Stretch, Withdrawal,
};
use crate::time::{Instant, Moment};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;
use std::collections::BTreeSet;
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
    shown: Shown,
    /// The digest of what a format tells of it, once that was asked for: dear to find, and the same as long as this
    /// is.
    pub told: OnceLock<Digest>,
}

/// What holds of a notice from one change to the next, as far as a site can be planned from it.
#[derive(Clone, Debug, BorshSerialize, BorshDeserialize)]
pub struct Shown {
    /// An instant at which this holds.
    at: Instant,
    /// Up to here moments count.
    pub(super) horizon: Instant,
    /// The phase that holds.
    pub phase: Phase,
    closes: Moment,
    questions_close: Option<Moment>,
    phase_after_questions: Option<Phase>,
    announced_on: Option<Moment>,
    withdrawn_on: Option<Moment>,
    /// The end of the standstill period, also while the award may not be known and when a withdrawal dropped it.
    standstill_ends_at: Option<Instant>,
    /// The events that may be known, past and coming, sorted.
    pub timeline: Vec<TimedEvent>,
    /// The first coming event that may be known.
    pub next_change_at: Option<Instant>,
    /// Whether its retention has ended: no more than title, organisation and phase may be shown.
    pub is_retired: bool,
    /// Whether any question has appeared.
    pub has_items: bool,
    /// Whether any has that lacks an answer.
    pub has_unanswered: bool,
    /// The rounds of which questions have appeared that had no moment of their own.
    pub told_rounds: Vec<usize>,
    /// Every file that may be fetched: those that the prose names, then those of the documents.
    pub attachments: Vec<Attachment>,
    /// The records to which its texts link, as they call them, and those to which what is told of its organisation
    /// does.
    pub mentions: Vec<String>,
    /// The digest of everything disclosed here.
    pub key: Digest,
    /// The digest of what a row of a list tells of it.
    pub row_key: Digest,
    /// The digest of what the agenda tells of it.
    pub agenda_key: Digest,
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
    let mut timeline = timeline(notice, at, rules);
    timeline.retain(|event| event.is_known);
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
    let mut disclosed = Disclosed { notice: Arc::clone(notice), shown, told: OnceLock::new() };
    disclosed.complete();
    Some(disclosed)
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
        Self { notice: Arc::clone(notice), shown, told }
    }

    /// What another run can go on with.
    pub(super) fn shown(&self) -> &Shown {
        &self.shown
    }

    /// Adds what follows from what is there already.
    fn complete(&mut self) {
        self.shown.questions_close = self.find_questions_close();
        self.shown.phase_after_questions = self.find_phase_after_questions();
        let has_items = self.items().next().is_some();
        let has_unanswered = self.items().any(|item| item.answer.is_none());
        (self.shown.has_items, self.shown.has_unanswered) = (has_items, has_unanswered);
        self.shown.told_rounds = self.find_told_rounds();
        let files = self.named_files().chain(self.documents().map(|document| &document.attachment));
        self.shown.attachments = files.cloned().collect();
        if self.notice.aside.has_mentions {
            self.shown.mentions = self.find_mentions();
        }
        self.shown.key = self.digest();
        self.shown.row_key = self.find_row_key();
        self.shown.agenda_key = self.find_agenda_key();
    }

    /// What lists, searches and comparisons need of it.
    #[must_use]
    pub fn brief(&self) -> &Brief {
        &self.notice.brief
    }

    /// The words by which it is found; `find` finds them in its facts when nobody did before.
    pub fn words(&self, find: impl FnOnce(&Facts) -> String) -> &str {
        self.notice.words.get_or_init(|| find(self.facts()).into())
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

    /// The files that are no documents and that prose names which can be seen: one that only an answer under
    /// embargo names is as hidden as that answer.
    fn named_files(&self) -> impl Iterator<Item = &Attachment> {
        let mut named = BTreeSet::new();
        if !self.notice.attachments.is_empty() {
            self.each_prose(&mut |prose| named.extend(files_in(prose)));
        }
        self.notice.attachments.iter().filter(move |attachment| named.contains(&attachment.file))
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

    fn find_questions_close(&self) -> Option<Moment> {
        if self.phase != Phase::QuestionsOpen {
            return None;
        }
        let deadlines = self.schedule().rounds.iter().filter_map(|round| round.deadline);
        deadlines.filter(|deadline| !self.is_past(*deadline)).min_by_key(|deadline| deadline.at)
    }

    /// The phase that holds from the next question deadline on, as far as may be known; `None` when none is
    /// ahead, and when the notice closes at that very instant.
    #[must_use]
    pub fn phase_after_questions(&self) -> Option<Phase> {
        self.phase_after_questions
    }

    fn find_phase_after_questions(&self) -> Option<Phase> {
        let deadline = self.questions_close().filter(|deadline| deadline.at < self.closes().at)?;
        Some(open_phase(self.schedule(), deadline.at))
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

    /// The coming events that may be known, without the end of retention, which is no appointment.
    pub fn coming(&self) -> impl Iterator<Item = &TimedEvent> {
        let coming = self.timeline.iter().filter(|event| self.is_coming(event.at));
        coming.filter(|event| event.event != Event::RetentionEnds)
    }

    fn find_told_rounds(&self) -> Vec<usize> {
        let own: BTreeSet<(usize, &Label)> = self.timeline.iter().filter_map(own_moment).collect();
        let told = self.items().filter(|item| !own.contains(&(item.round, &item.nr)));
        let mut rounds: Vec<usize> = told.map(|item| item.round).collect();
        rounds.sort_unstable();
        rounds.dedup();
        rounds
    }

    fn find_mentions(&self) -> Vec<String> {
        let mut mentions = Vec::new();
        let mut find = |prose: &Prose| {
            mentions.extend(scan(&prose.text).into_iter().filter_map(|finding| match finding {
                Finding::Link { destination, .. } => match classify(&destination) {
                    Target::Record(path, _) => Some(path.to_owned()),
                    _ => None,
                },
                Finding::Html { .. } => None,
            }));
        };
        self.each_prose(&mut find);
        self.facts().organization.about.iter().for_each(find);
        mentions
    }

    fn find_row_key(&self) -> Digest {
        let Brief { kind, title, headline, organization_id, organization_name, .. } = self.brief();
        let Brief { region, municipality, hours, education, procedure, .. } = self.brief();
        let mut hasher = Hasher::default();
        hasher.add(&(self.id(), self.section(), self.slug(), kind, title, headline));
        hasher.add(&(organization_id, organization_name, region, municipality, hours, education, procedure));
        hasher.add(&(self.phase, self.published(), self.closes, self.next_change_at, self.is_retired));
        hasher.add(&(self.questions_close, self.phase_after_questions));
        hasher.finish()
    }

    fn find_agenda_key(&self) -> Digest {
        let mut hasher = Hasher::default();
        hasher.add_digest(self.row_key).add(&self.timeline);
        hasher.finish()
    }

    fn digest(&self) -> Digest {
        let mut hasher = Hasher::default();
        hasher.add_digest(self.notice.digest);
        if self.is_retired {
            hasher.add(&(self.phase, true));
            return hasher.finish();
        }
        hasher.add(&(self.phase, self.next_change_at, self.schedule(), &self.timeline));
        for (item, moment) in self.items_with_moments() {
            hasher.add(item).add(&moment);
        }
        for attachment in self.named_files() {
            hasher.add(attachment);
        }
        for document in self.documents() {
            hasher.add(document);
        }
        hasher.add(&self.decision()).add(&self.announced_on());
        hasher.add(&self.withdrawn()).add(&self.withdrawn_on());
        for amended in self.amendments() {
            hasher.add(amended.amendment).add(&amended.old).add(&amended.new);
        }
        hasher.finish()
    }
}

/// The question that appears in this event, by its round and number.
fn own_moment(event: &TimedEvent) -> Option<(usize, &Label)> {
    match &event.event {
        Event::AnswerPublished { round, nr } => Some((*round, nr)),
        _ => None,
    }
}

/// The files beside the record that a prose text names, by their path from it.
fn files_in(prose: &Prose) -> Vec<String> {
    let file = |finding| match finding {
        Finding::Link { destination, .. } => match classify(&destination) {
            Target::File(path, _) => {
                let path = decode_percent(path);
                Some(path.split('/').filter(|part| *part != ".").collect::<Vec<_>>().join("/"))
            }
            _ => None,
        },
        Finding::Html { .. } => None,
    };
    scan(&prose.text).into_iter().filter_map(file).collect()
}
