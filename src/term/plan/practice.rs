//! What is usual: the choices that no law makes. `docs/termijnen.md` tells them to editors.

use crate::language::Text;
use crate::term::{Minimum, Procedure, ProcedureType, Submission};
use crate::text;
use crate::time::TimeOfDay;

/// For what a planning is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A request to hire someone in.
    Hiring(Procedure),
    /// A procurement procedure.
    Tender(Procedure),
    /// A vacancy.
    Vacancy,
}

impl Subject {
    /// The procedure, when there is one.
    #[must_use]
    pub fn procedure(self) -> Option<Procedure> {
        match self {
            Self::Hiring(procedure) | Self::Tender(procedure) => Some(procedure),
            Self::Vacancy => None,
        }
    }
}

/// The shape of a planning before there are dates.
#[derive(Clone, Copy, Debug)]
pub(super) struct Practice {
    /// Open for so many calendar days at least.
    pub(super) open_days: u32,
    /// The least that the law gives suppliers.
    pub(super) minimum: Option<Minimum>,
    /// The round of questions.
    pub(super) questions: Option<Questions>,
    /// At what time responding ends.
    pub(super) closes_at: TimeOfDay,
    /// Interviews after the closing.
    pub(super) has_interviews: bool,
    /// How long deciding takes.
    pub(super) deciding: Option<Deciding>,
    /// Whether the law wants a standstill.
    pub(super) needs_standstill: bool,
    /// Whether the law says that a standstill may be left out, so that an editor may wonder.
    pub(super) may_skip_standstill: bool,
    /// When the work can begin.
    pub(super) start: Option<Start>,
}

/// The round of questions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Questions {
    /// Answers appear ten days before the closing, by law or after its measure; else so many working days.
    pub(super) ten_days_ahead: bool,
}

/// How long deciding takes, from the interviews or the closing on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deciding {
    /// Time for those selected to send in tenders, of a restricted procedure.
    pub(super) tendering: Option<Tendering>,
    /// So many working days for judging.
    pub(super) working_days: u32,
}

/// The second half of a restricted procedure.
#[derive(Clone, Copy, Debug)]
pub(super) enum Tendering {
    /// As long as the law wants at least.
    ByLaw(Minimum),
    /// So many calendar days.
    Days(u32),
}

/// When the work can begin.
#[derive(Clone, Copy, Debug)]
pub(super) enum Start {
    /// So many working days after the decision, or after the standstill.
    WorkingDays(u32),
    /// The first working day of the month that comes after one whole month.
    AfterWholeMonth,
}

/// Working days from publication that are there for asking.
pub(super) const ASKING_WORKING_DAYS: u32 = 3;
/// Working days for writing the answers.
pub(super) const ANSWERING_WORKING_DAYS: u32 = 3;
/// Working days for writing the answers of an open or restricted procedure.
pub(super) const ANSWERING_FORMALLY_WORKING_DAYS: u32 = 5;
/// Working days from the answers to the closing.
pub(super) const USING_ANSWERS_WORKING_DAYS: u32 = 4;
/// Working days from the closing to the invitations.
pub(super) const INVITING_WORKING_DAYS: u32 = 3;
/// Working days from the invitations to the interviews.
pub(super) const PREPARING_WORKING_DAYS: u32 = 3;
/// Working days for selecting who may tender.
pub(super) const SELECTING_WORKING_DAYS: u32 = 10;

/// A time of day on the hour.
pub(super) fn hour(hour: u32) -> TimeOfDay {
    TimeOfDay::new(hour, 0, 0).expect("the hours of this room lie below 24")
}

impl Practice {
    /// What is usual for this.
    pub(super) fn of(subject: Subject) -> Self {
        let Some(procedure) = subject.procedure() else { return Self::vacancy() };
        let is_hiring = matches!(subject, Subject::Hiring(_));
        let is_formal = procedure.answers_ahead();
        let is_market = procedure.sort == ProcedureType::Marktconsultatie;
        Self {
            open_days: match (is_formal, is_market) {
                (true, _) => 28,
                (_, true) => 21,
                _ => 14,
            },
            minimum: procedure.minimum(),
            questions: Some(Questions { ten_days_ahead: is_formal }),
            closes_at: hour(12),
            has_interviews: is_hiring || is_market,
            deciding: (!is_market).then_some(Deciding {
                tendering: match (procedure.sort, procedure.eu) {
                    (ProcedureType::NietOpenbaar, true) => {
                        Some(Tendering::ByLaw(Minimum::RestrictedTenders(Submission::Electronic)))
                    }
                    (ProcedureType::NietOpenbaar, false) => Some(Tendering::Days(21)),
                    _ => None,
                },
                working_days: match (is_hiring, is_formal) {
                    (true, _) => 3,
                    (false, false) => 10,
                    (false, true) => 15,
                },
            }),
            needs_standstill: procedure.needs_standstill(),
            may_skip_standstill: matches!(
                procedure.sort,
                ProcedureType::Das | ProcedureType::Raamovereenkomst
            ),
            start: match (is_market, is_hiring) {
                (true, _) => None,
                (false, true) => Some(Start::WorkingDays(10)),
                (false, false) => Some(Start::AfterWholeMonth),
            },
        }
    }

    fn vacancy() -> Self {
        Self {
            open_days: 21,
            minimum: None,
            questions: None,
            closes_at: hour(17),
            has_interviews: true,
            deciding: Some(Deciding { tendering: None, working_days: 5 }),
            needs_standstill: false,
            may_skip_standstill: false,
            start: Some(Start::AfterWholeMonth),
        }
    }

    /// How many working days the answers take to write.
    pub(super) fn answering_working_days(questions: Questions) -> u32 {
        if questions.ten_days_ahead { ANSWERING_FORMALLY_WORKING_DAYS } else { ANSWERING_WORKING_DAYS }
    }

    /// How long the notice is usually open, as the beginning of its reasons.
    pub(super) fn open_in_words(&self) -> Text {
        let weeks = self.open_days / 7;
        text!(
            "gebruikelijk is ten minste {weeks} weken open",
            "usual is to be open for {weeks} weeks at least"
        )
    }
}
