//! A notice with everything in it, also what may not be known yet.
//!
//! Whoever publishes never sees this type: `lifecycle::disclose` is the one way from here to a page.

use super::{Aside, Brief, Destination, Facts, Label, Organisation, Prose, Start, Stored};
use crate::diagnostic::Place;
use crate::digest::Digest;
use crate::time::{Anchor, Date, Instant, Moment, Relative, TimeOfDay};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, OnceLock};

/// A tender or vacancy: what is asked of every notice of a site, and behind it the [`Whole`], which may still
/// stand on a shelf.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Where its file starts.
    pub place: Place,
    /// The section's folder.
    pub section: String,
    /// Its own part of the address.
    pub slug: String,
    /// Never published while this holds.
    pub draft: bool,
    /// When it becomes public.
    pub published: Moment,
    /// Addresses that lead here.
    pub aliases: Vec<String>,
    /// The records and pages that its prose links to.
    pub links: Vec<Destination>,
    /// The digest of the facts and the aliases: what `published` discloses whatever the prose.
    pub digest: Digest,
    /// What lists need of it.
    pub brief: Brief,
    /// What it is held against others by.
    pub aside: Aside,
    /// The words by which it is found, once somebody asked for them.
    pub words: Arc<OnceLock<Arc<str>>>,
    /// What an earlier run found out about it, in the words of who did.
    pub found: Option<Arc<[u8]>>,
    /// Everything else.
    pub whole: Stored<Whole>,
}

/// Everything in a notice that its own pages need, and lists do not.
#[derive(Clone, Debug, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Whole {
    /// Where keys stand that have a moment, by their path; for problems and explanations, never for pages.
    pub places: BTreeMap<String, Place>,
    /// Known from `published` on.
    pub facts: Facts,
    /// The organisation as its own file gives it, for the page that several notices share.
    pub shared_organisation: Option<Organisation>,
    /// The values of all other moments from one amendment to the next, oldest first; never empty.
    pub history: Vec<Stretch>,
    /// Questions and answers, in the order of the files.
    pub items: Vec<Item>,
    /// Documents with a moment of their own.
    pub documents: Vec<Document>,
    /// Files that only the prose names.
    pub attachments: Vec<Attachment>,
    /// The outcome.
    pub decision: Option<Decision>,
    /// The withdrawal.
    pub withdrawn: Option<Withdrawal>,
    /// What was changed after publication, in the order of the file.
    pub amendments: Vec<Amendment>,
}

impl Deref for Notice {
    type Target = Whole;

    fn deref(&self) -> &Whole {
        self.whole.get()
    }
}

impl DerefMut for Notice {
    fn deref_mut(&mut self) -> &mut Whole {
        self.whole.get_mut()
    }
}

impl Notice {
    /// The same notice, to be looked at for a while: what stands on a shelf is gone again with it.
    #[must_use]
    pub fn at_hand(&self) -> Self {
        Self { whole: self.whole.at_hand(), ..self.clone() }
    }

    /// The reference, or `section/slug`.
    #[must_use]
    pub fn id(&self) -> String {
        self.brief.reference.clone().unwrap_or_else(|| format!("{}/{}", self.section, self.slug))
    }

    /// Where a key stands; when it is not there the nearest table above it, or the start of the file.
    #[must_use]
    pub fn place_of(&self, path: &str) -> Place {
        let mut path = path;
        loop {
            if let Some(place) = self.places.get(path) {
                return place.clone();
            }
            let Some((above, _)) = path.rsplit_once('.') else { return self.place.clone() };
            path = above;
        }
    }
}

impl Whole {
    /// The stretch of history that holds the newest values.
    #[must_use]
    pub fn newest(&self) -> &Stretch {
        self.history.last().expect("a notice has a history")
    }

    /// Shows every prose text of its own files; what it has from a shared organisation is left out.
    pub fn each_prose(&self, see: &mut impl FnMut(&Prose)) {
        let mut see_own = |prose: &Prose| {
            if prose.place.file.starts_with("content/organisations/") {
                return;
            }
            see(prose);
        };
        self.facts.map(&mut see_own);
        self.items.iter().filter_map(|item| item.answer.as_ref()).for_each(&mut see_own);
        self.decision.iter().filter_map(|decision| decision.text.as_ref()).for_each(&mut see_own);
        self.amendments.iter().filter_map(|amendment| amendment.text.as_ref()).for_each(&mut see_own);
    }
}

/// The moments that are in force from one amendment to the next.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Stretch {
    /// The amendment with which it begins; `None` for the first.
    pub from: Option<Instant>,
    /// What may be known from publication on.
    pub schedule: Schedule,
    /// What may not be known before its own moment.
    pub embargoed: Embargoed,
    /// The moments that were counted from another, by the path of their key; never published.
    pub derived: BTreeMap<String, Derived>,
}

/// How a moment was counted from another (M10).
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Derived {
    /// As it was typed.
    pub relative: Relative,
    /// The date and time from which was counted.
    pub from: Anchor,
}

/// Moments that may not be known before they have come.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Embargoed {
    /// When the decision is announced.
    pub announced: Option<Moment>,
    /// When the notice is withdrawn.
    pub withdrawn: Option<Moment>,
    /// The own moment of each of the notice's items, in their order; without one the round's.
    pub items: Vec<Option<Moment>>,
    /// The own moment of each of the notice's documents, in their order.
    pub documents: Vec<Option<Moment>>,
}

/// The planning that is public from publication on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Schedule {
    /// When responding ends (OCDS `tenderPeriod.endDate`, schema.org `validThrough`).
    pub closes: Moment,
    /// Question rounds, numbered from 1.
    pub rounds: Vec<Round>,
    /// Interviews.
    pub interviews: Option<Interviews>,
    /// When a decision is expected.
    pub decision_expected_on: Option<Date>,
    /// When the contract starts (schema.org `jobStartDate`).
    pub starts: Option<Start>,
    /// When the contract ends.
    pub ends_on: Option<Date>,
}

/// A round of questions (OCDS `enquiryPeriod`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Round {
    /// When asking ends.
    pub deadline: Option<Moment>,
    /// When the answers are published.
    pub answers: Option<Moment>,
}

/// When and where candidates are heard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Interviews {
    /// Where.
    pub place: Option<String>,
    /// Stretches of time, sorted.
    pub windows: Vec<Window>,
    /// Length of one interview.
    pub slot_minutes: Option<u32>,
    /// Between two interviews.
    pub break_minutes: u32,
    /// Finds clashes; never printed.
    #[serde(skip)]
    pub panel: Option<String>,
    /// When invitations are out.
    pub invitation_by: Option<Moment>,
    /// How the others hear.
    pub others_informed: Option<String>,
}

/// A stretch of time for interviews.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Window {
    /// Its first instant.
    pub starts_at: Instant,
    /// The instant after its last.
    pub ends_at: Instant,
    /// The day.
    pub date: Date,
    /// Wall-clock start.
    pub from: TimeOfDay,
    /// Wall-clock end.
    pub until: TimeOfDay,
    /// Where it was written.
    #[serde(skip)]
    pub place: Place,
}

/// A question with or without its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Item<P = Prose> {
    /// The round it belongs to, from 1.
    pub round: usize,
    /// Its number in the round.
    pub nr: Label,
    /// The question.
    pub question: String,
    /// The answer.
    pub answer: Option<P>,
    /// The document, page or requirement it is about.
    pub relates_to: Option<String>,
    /// Where it was written.
    #[serde(skip)]
    pub place: Place,
}

/// A file that is published beside the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Attachment {
    /// Path below the page's address, with `/` between the parts.
    pub file: String,
    /// Path in the project; not published.
    #[serde(skip)]
    pub source: String,
    /// Length in bytes.
    pub size_bytes: u64,
    /// The digest of its bytes.
    pub digest: Digest,
}

/// A document with a title and perhaps a moment of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// Its sort, in the author's words.
    #[serde(rename = "type")]
    pub sort: Option<String>,
    /// The file.
    pub attachment: Attachment,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Awarded.
    Gegund,
    /// Not awarded.
    NietGegund,
    /// A vacancy filled.
    Vervuld,
}

impl Outcome {
    /// The word of the record format.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Gegund => "gegund",
            Self::NietGegund => "niet-gegund",
            Self::Vervuld => "vervuld",
        }
    }
}

/// The decision once it is announced (OCDS `award`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Decision<P = Prose> {
    /// What.
    pub outcome: Outcome,
    /// Who won.
    pub winner: Option<String>,
    /// In words.
    pub text: Option<P>,
}

/// A withdrawal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Withdrawal {
    /// Why.
    pub reason: Option<String>,
}

/// A change made after publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Amendment<P = Prose> {
    /// From when on.
    pub on: Moment,
    /// Why.
    pub reason: String,
    /// In words.
    pub text: Option<P>,
    /// What it replaced.
    pub change: Change,
}

/// What an amendment replaced; the values stand in the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, BorshSerialize, BorshDeserialize)]
pub enum Change {
    /// Something in the text; what, the words tell.
    Text,
    /// The closing.
    Closing,
    /// The deadline of this round (from 1).
    RoundDeadline(usize),
    /// The answers of this round (from 1).
    RoundAnswers(usize),
    /// The interviews.
    Interviews,
}

impl Change {
    /// The path of the changed key, as authors type it.
    #[must_use]
    pub fn field(self) -> String {
        match self {
            Self::Text => "text".to_owned(),
            Self::Closing => "response.deadline".to_owned(),
            Self::RoundDeadline(round) => format!("questions.rounds.{round}.deadline"),
            Self::RoundAnswers(round) => format!("questions.rounds.{round}.answers_on"),
            Self::Interviews => "interviews".to_owned(),
        }
    }
}
