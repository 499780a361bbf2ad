//! What a site is planned from: what holds of a notice from one change to the next, found once.

use super::phase::open_phase;
use super::{Disclosed, Event, Phase, TimedEvent};
use crate::digest::{Digest, Hasher};
use crate::markdown::{Finding, Target, classify, scan};
use crate::name::decode_percent;
use crate::record::{Attachment, Brief, Label, Prose};
use crate::time::{Instant, Moment};
use borsh::{BorshDeserialize, BorshSerialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What holds of a notice from one change to the next, as far as a site can be planned from it.
#[derive(Clone, Debug, BorshSerialize, BorshDeserialize)]
pub struct Shown {
    /// An instant at which this holds.
    pub(super) at: Instant,
    /// Up to here moments count.
    pub(super) horizon: Instant,
    /// The phase that holds.
    pub phase: Phase,
    pub(super) closes: Moment,
    pub(super) questions_close: Option<Moment>,
    pub(super) phase_after_questions: Option<Phase>,
    pub(super) announced_on: Option<Moment>,
    pub(super) withdrawn_on: Option<Moment>,
    /// The end of the standstill period, also while the award may not be known and when a withdrawal dropped it.
    pub(super) standstill_ends_at: Option<Instant>,
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

impl Disclosed {
    /// Adds what follows from what is there already.
    pub(super) fn complete(&mut self) {
        self.add(|it| it.find_questions_close(), |shown, close| shown.questions_close = close);
        self.add(|it| it.find_phase_after_questions(), |shown, phase| shown.phase_after_questions = phase);
        self.add(|it| it.items().next().is_some(), |shown, has| shown.has_items = has);
        let has_unanswered = |it: &Self| it.items().any(|item| item.answer.is_none());
        self.add(has_unanswered, |shown, has| shown.has_unanswered = has);
        self.add(Self::find_told_rounds, |shown, rounds| shown.told_rounds = rounds);
        self.add(Self::find_attachments, |shown, files| shown.attachments = files);
        if self.notice.aside.has_mentions {
            self.add(Self::find_mentions, |shown, mentions| shown.mentions = mentions);
        }
        self.add(Self::find_key, |shown, key| shown.key = key);
        self.add(Self::find_row_key, |shown, key| shown.row_key = key);
        self.add(Self::find_agenda_key, |shown, key| shown.agenda_key = key);
    }

    fn add<T>(&mut self, find: impl FnOnce(&Self) -> T, set: impl FnOnce(&mut Shown, T)) {
        let found = find(self);
        set(Arc::make_mut(&mut self.shown), found);
    }

    fn find_attachments(&self) -> Vec<Attachment> {
        let documents = self.documents().map(|document| &document.attachment);
        self.named_files().chain(documents).cloned().collect()
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

    fn find_questions_close(&self) -> Option<Moment> {
        if self.phase != Phase::QuestionsOpen {
            return None;
        }
        let deadlines = self.schedule().rounds.iter().filter_map(|round| round.deadline);
        deadlines.filter(|deadline| !self.is_past(*deadline)).min_by_key(|deadline| deadline.at)
    }

    fn find_phase_after_questions(&self) -> Option<Phase> {
        let deadline = self.questions_close().filter(|deadline| deadline.at < self.closes().at)?;
        Some(open_phase(self.schedule(), deadline.at))
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

    fn find_key(&self) -> Digest {
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
