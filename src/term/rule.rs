//! The rules by which terms are counted, each with where it stands.

use super::Minimum;
use crate::language::Text;
use crate::text;

/// By which rule a term is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// A term that stands in a Dutch law or general order in council.
    Statutory,
    /// A term of European Union law.
    European,
    /// The time between an award decision and the contract.
    Standstill,
    /// The answers, so many days before tenders are due.
    Answers,
    /// The least time for tenders or requests to take part.
    Minimum(Minimum),
    /// A term of one's own, in any unit; nothing extends it.
    Own,
}

/// A law, as its name is cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Law {
    /// Algemene termijnenwet.
    TermsAct,
    /// Aanbestedingswet 2012.
    ProcurementAct,
    /// Directive 2014/24/EU.
    ProcurementDirective,
    /// Regulation (EEC, Euratom) 1182/71.
    PeriodsRegulation,
}

/// How sure Termijn is of what a source says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The article itself was read, in a stored copy.
    Read,
    /// Known from commentaries; look at the article before you rely on it.
    Secondhand,
}

/// Where a rule stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// The law.
    pub law: Law,
    /// Its articles, as `2.71, 2.74a`.
    pub articles: &'static str,
    /// How sure it is.
    pub standing: Standing,
}

impl Rule {
    /// Where it stands; `None` for a rule of one's own.
    #[must_use]
    pub fn source(self) -> Option<Source> {
        let (law, articles, standing) = match self {
            Self::Statutory => (Law::TermsAct, "1, 2, 3, 4", Standing::Read),
            Self::European => (Law::PeriodsRegulation, "3", Standing::Secondhand),
            Self::Standstill => (Law::ProcurementAct, "2.127", Standing::Read),
            Self::Answers => (Law::ProcurementAct, "2.54", Standing::Secondhand),
            Self::Minimum(minimum) => return Some(minimum.source()),
            Self::Own => return None,
        };
        Some(Source { law, articles, standing })
    }
}

impl Law {
    /// Its name.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Self::TermsAct => text!("Algemene termijnenwet", "Algemene termijnenwet"),
            Self::ProcurementAct => text!("Aanbestedingswet 2012", "Aanbestedingswet 2012"),
            Self::ProcurementDirective => text!("Richtlijn 2014/24/EU", "Directive 2014/24/EU"),
            Self::PeriodsRegulation => {
                text!("Verordening (EEG, Euratom) 1182/71", "Regulation (EEC, Euratom) 1182/71")
            }
        }
    }
}

impl Source {
    /// As one cites it: `Aanbestedingswet 2012, art. 2.127`.
    #[must_use]
    pub fn cited(self) -> Text {
        let (law, articles) = (self.law.name(), self.articles);
        text!("{nl}, art. {articles}", "{en}, art. {articles}", nl = law.nl, en = law.en)
    }
}
