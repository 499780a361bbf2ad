//! A whole planning from one date: when a notice of this sort is published, asked about, answered, closed and
//! decided upon, each day with its reasons.
//!
//! Laws give the least; `practice` holds the choices that are ours. Every step falls on a working day. A
//! proposal is all it is: whoever takes it types the dates in a record, and may type others.

mod compare;
mod pick;
mod practice;
mod steps;
mod toml;

pub use compare::{Closes, Compared, Current, Remark, compare};
pub use practice::Subject;
pub use steps::plan;

use crate::language::Text;
use crate::text;
use crate::time::{Date, TimeOfDay};

/// What happens at a step of a planning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// The notice appears.
    Published,
    /// Asking ends.
    QuestionsClose,
    /// The answers appear.
    Answers,
    /// Responding ends.
    Closing,
    /// Invitations are out.
    Invitations,
    /// Candidates or suppliers are heard.
    Interviews,
    /// The decision is expected.
    Decision,
    /// The last day of the standstill, should the decision come on its day.
    Standstill,
    /// The work begins.
    Start,
}

impl What {
    /// All of them, in the order of a planning.
    pub const ALL: [Self; 9] = [
        Self::Published,
        Self::QuestionsClose,
        Self::Answers,
        Self::Closing,
        Self::Invitations,
        Self::Interviews,
        Self::Decision,
        Self::Standstill,
        Self::Start,
    ];

    /// The key of the record that holds it, by its full path; lists count from 1.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::QuestionsClose => "questions.rounds.1.deadline",
            Self::Answers => "questions.rounds.1.answers_on",
            Self::Closing => "response.deadline",
            Self::Invitations => "interviews.invitation_by",
            Self::Interviews => "interviews.windows.1",
            Self::Decision => "decision.expected_on",
            Self::Standstill => "standstill.days",
            Self::Start => "contract.start",
        }
    }

    /// What people call it.
    #[must_use]
    pub fn label(self) -> Text {
        match self {
            Self::Published => text!("publicatie", "publication"),
            Self::QuestionsClose => text!("vragen stellen tot", "questions until"),
            Self::Answers => text!("antwoorden", "answers"),
            Self::Closing => text!("sluiting", "closing"),
            Self::Invitations => text!("uitnodigingen uiterlijk", "invitations by"),
            Self::Interviews => text!("gesprekken", "interviews"),
            Self::Decision => text!("beslissing verwacht", "decision expected"),
            Self::Standstill => text!("opschortende termijn tot en met", "standstill until the end of"),
            Self::Start => text!("start van het werk", "start of the work"),
        }
    }
}

/// A step of a planning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What happens.
    pub what: What,
    /// On which day.
    pub date: Date,
    /// At what time; `None` for a whole day.
    pub time: Option<TimeOfDay>,
    /// When it ends on that day; interviews only.
    pub until: Option<TimeOfDay>,
    /// Why then: sentences without a capital and a full stop.
    pub reasons: Vec<Text>,
}

/// A planning: steps in the order of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What it is a planning for.
    pub subject: Subject,
    /// The steps; one for each thing that such a notice has, publication and closing always.
    pub steps: Vec<Step>,
    /// What holds for the planning as a whole.
    pub notes: Vec<Text>,
}

impl Plan {
    /// The step at which this happens, if such a notice has it.
    #[must_use]
    pub fn step(&self, what: What) -> Option<&Step> {
        self.steps.iter().find(|step| step.what == what)
    }
}
