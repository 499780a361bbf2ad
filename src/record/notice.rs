//! A notice with everything in it, also what may not be known yet.
//!
//! Whoever publishes never sees this type: `lifecycle::disclose` is the one way from here to a page.

use super::{Destination, Facts, Label, Organisation, Prose};
use crate::diagnostic::Place;
use crate::digest::Digest;
use crate::time::{Date, Instant, Moment, TimeOfDay};
use serde::Serialize;

/// A tender or vacancy.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// Where its file starts.
    pub place: Place,
    /// The section's folder.
    pub section: String,
    /// Its own part of the address.
    pub slug: String,
    /// Never published while this holds.
    pub draft: bool,
    /// Known from `published` on.
    pub facts: Facts,
    /// The organisation as its own file gives it, for the page that several notices share.
    pub shared_organisation: Option<Organisation>,
    /// When it becomes public.
    pub published: Moment,
    /// The newest values of all moments that amendments can replace.
    pub schedule: Schedule,
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
    /// Addresses that lead here.
    pub aliases: Vec<String>,
    /// The records and pages that its prose links to.
    pub links: Vec<Destination>,
    /// The digest of the facts and the aliases: what `published` discloses whatever the prose.
    pub digest: Digest,
}

impl Notice {
    /// The reference, or `section/slug`.
    #[must_use]
    pub fn id(&self) -> String {
        self.facts.reference.clone().unwrap_or_else(|| format!("{}/{}", self.section, self.slug))
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

/// The moments of a notice that amendments can replace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Schedule {
    /// When responding ends (OCDS `tenderPeriod.endDate`, schema.org `validThrough`).
    pub closes: Moment,
    /// Question rounds, numbered from 1.
    pub rounds: Vec<Round>,
    /// Interviews.
    pub interviews: Option<Interviews>,
}

/// A round of questions (OCDS `enquiryPeriod`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Round {
    /// When asking ends.
    pub deadline: Option<Moment>,
    /// When the answers are published.
    pub answers: Option<Moment>,
}

/// When and where candidates are heard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
    /// Its own moment; without one the round's.
    #[serde(skip)]
    pub published: Option<Moment>,
    /// Where it was written.
    #[serde(skip)]
    pub place: Place,
}

/// A file that is published beside the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// Its sort, in the author's words.
    #[serde(rename = "type")]
    pub sort: Option<String>,
    /// The file.
    pub attachment: Attachment,
    /// Not before this.
    #[serde(skip)]
    pub published: Option<Moment>,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Awarded.
    Gegund,
    /// Not awarded.
    NietGegund,
    /// A vacancy filled.
    Vervuld,
}

/// The decision once it is announced (OCDS `award`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decision<P = Prose> {
    /// When.
    pub announced: Moment,
    /// What.
    pub outcome: Outcome,
    /// Who won.
    pub winner: Option<String>,
    /// In words.
    pub text: Option<P>,
}

/// A withdrawal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Withdrawal {
    /// When.
    pub on: Moment,
    /// Why.
    pub reason: Option<String>,
}

/// A change made after publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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

/// What an amendment replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Change {
    /// Something in the text; what, the words tell.
    Text,
    /// The closing, which was this.
    Closing(Moment),
    /// The deadline of this round (from 1), which was this.
    RoundDeadline(usize, Moment),
    /// The answers of this round (from 1), which were due then.
    RoundAnswers(usize, Moment),
    /// The interviews, which were these.
    Interviews(Box<Interviews>),
}

impl Change {
    /// The path of the changed key, as authors type it.
    #[must_use]
    pub fn field(&self) -> String {
        match self {
            Self::Text => "text".to_owned(),
            Self::Closing(_) => "response.deadline".to_owned(),
            Self::RoundDeadline(round, _) => format!("questions.rounds.{round}.deadline"),
            Self::RoundAnswers(round, _) => format!("questions.rounds.{round}.answers_on"),
            Self::Interviews(_) => "interviews".to_owned(),
        }
    }

    /// Whether both are about the same thing.
    #[must_use]
    pub fn is_same_field(&self, other: &Self) -> bool {
        self.field() == other.field()
    }
}
