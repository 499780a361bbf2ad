//! The terms of procurement law: standstill, answers, minimum periods.

use super::days::{DaysOff, Whose};
use super::rule::{Law, Rule, Source, Standing};
use super::value::{Direction, Other, Term};
use crate::time::{Calendar, Date, Duration, Unit};

/// The least standstill, in calendar days (Aanbestedingswet 2012, art. 2.127).
pub const STANDSTILL_DAYS: u32 = 20;

/// How many days before tenders are due the answers must be there (Aanbestedingswet 2012, art. 2.54; six
/// before July 2016, four in an accelerated procedure).
const ANSWERS_DAYS: u32 = 10;

/// How suppliers may send in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Submission {
    /// Electronically, which shortens the least time for tenders by five days.
    Electronic,
    /// On paper.
    Paper,
}

/// A least time that the law gives suppliers, from the day on which the call is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Minimum {
    /// Tenders in an open procedure: 45 days.
    OpenTenders(Submission),
    /// Requests to take part in a restricted procedure: 30 days.
    RestrictedRequests,
    /// Tenders in a restricted procedure, from the invitation on: 40 days.
    RestrictedTenders(Submission),
    /// Tenders after a call inside a dynamic purchasing system: 10 days.
    DasTenders,
}

impl Minimum {
    /// In calendar days.
    #[must_use]
    pub fn days(self) -> u32 {
        let shorter = |days, submission| match submission {
            Submission::Electronic => days - 5,
            Submission::Paper => days,
        };
        match self {
            Self::OpenTenders(submission) => shorter(45, submission),
            Self::RestrictedRequests => 30,
            Self::RestrictedTenders(submission) => shorter(40, submission),
            Self::DasTenders => 10,
        }
    }

    /// Where it stands. That a term grows by five days when the documents are not freely online (art. 2.72) is
    /// left to the editor.
    #[must_use]
    pub fn source(self) -> Source {
        let (law, articles) = match self {
            Self::OpenTenders(Submission::Electronic) | Self::RestrictedTenders(Submission::Electronic) => {
                (Law::ProcurementAct, "2.71, 2.74a")
            }
            Self::OpenTenders(Submission::Paper)
            | Self::RestrictedTenders(Submission::Paper)
            | Self::RestrictedRequests => (Law::ProcurementAct, "2.71"),
            Self::DasTenders => (Law::ProcurementDirective, "34"),
        };
        Source { law, articles, standing: Standing::Secondhand }
    }
}

impl Term {
    /// The standstill after an award decision: so many calendar days, at least [`STANDSTILL_DAYS`], from the
    /// day after the decision was sent.
    ///
    /// What a letter promises is not extended by the Algemene termijnenwet, so a last day off stays the last;
    /// the next working day is advised. The contract may be signed on [`Term::day_after`].
    ///
    /// Source: Aanbestedingswet 2012, art. 2.127.
    #[must_use]
    pub fn standstill(sent: Date, days: u32, calendar: &Calendar) -> Self {
        let length = Duration { count: days, unit: Unit::Days };
        Self::advising(Rule::Standstill, sent, length, DaysOff { calendar, whose: Whose::Law })
    }

    /// The last day on which answers may come when tenders are due on `closes_on`: ten days before it.
    ///
    /// Counted back, so never extended (Algemene termijnenwet, art. 1, second member); when it is a day off,
    /// the working day before is advised.
    ///
    /// Source: Aanbestedingswet 2012, art. 2.54.
    #[must_use]
    pub fn answers(closes_on: Date, calendar: &Calendar) -> Self {
        let days = DaysOff { calendar, whose: Whose::Law };
        let length = Duration { count: ANSWERS_DAYS, unit: Unit::Days };
        let strict = calendar.minus(closes_on, &length);
        let working_day = days.working_day_until(strict);
        let other = (working_day < strict).then_some(Other::Advice(working_day));
        let passed = other.map_or_else(Vec::new, |_| days.between(working_day, strict));
        Self::ending(Rule::Answers, (closes_on, Direction::Back, length), (strict, other), passed, days)
    }

    /// The least time for suppliers, from the day on which the call was sent.
    ///
    /// Its last day is the first on which a closing as a bare date is in time; a closing with a time of day is
    /// from [`Term::day_after`] on. A last day off is extended by Regulation (EEC, Euratom) 1182/71, art. 3.
    #[must_use]
    pub fn minimum(minimum: Minimum, sent: Date, calendar: &Calendar) -> Self {
        let length = Duration { count: minimum.days(), unit: Unit::Days };
        Self::under_regulation(Rule::Minimum(minimum), sent, length, calendar)
    }
}
