//! Procedures, and which rules hold for them.

use super::procurement::{Minimum, Submission};

/// How a contract is awarded: the words of the record format for `procedure.type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProcedureType {
    /// A call inside a dynamic purchasing system.
    Das,
    /// Every supplier may tender.
    Openbaar,
    /// Every supplier may ask to take part, those selected may tender.
    NietOpenbaar,
    /// A few suppliers are asked.
    MeervoudigOnderhands,
    /// A call under a framework agreement.
    Raamovereenkomst,
    /// Questions to the market; nothing is awarded.
    Marktconsultatie,
    /// No procedure.
    Geen,
}

/// A procedure and its reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Procedure {
    /// How is awarded.
    pub sort: ProcedureType,
    /// Whether it is a European one (`procedure.eu`): above the threshold, and published in the whole Union.
    pub eu: bool,
}

impl ProcedureType {
    /// All of them, in the order of the record format.
    pub const ALL: [Self; 7] = [
        Self::Das,
        Self::Openbaar,
        Self::NietOpenbaar,
        Self::MeervoudigOnderhands,
        Self::Raamovereenkomst,
        Self::Marktconsultatie,
        Self::Geen,
    ];

    /// Its word in a record.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Das => "das",
            Self::Openbaar => "openbaar",
            Self::NietOpenbaar => "niet-openbaar",
            Self::MeervoudigOnderhands => "meervoudig-onderhands",
            Self::Raamovereenkomst => "raamovereenkomst",
            Self::Marktconsultatie => "marktconsultatie",
            Self::Geen => "geen",
        }
    }

    /// The type behind a word of a record.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.word() == word)
    }
}

impl Procedure {
    /// A procedure of this type within the country.
    #[must_use]
    pub fn national(sort: ProcedureType) -> Self {
        Self { sort, eu: false }
    }

    /// A procedure of this type in the whole Union.
    #[must_use]
    pub fn european(sort: ProcedureType) -> Self {
        Self { sort, eu: true }
    }

    /// Whether answers must be there ten days before tenders are due ([`super::Term::answers`]).
    ///
    /// The article is about European procedures; for a national one of the same type it is the measure.
    #[must_use]
    pub fn answers_ahead(self) -> bool {
        matches!(self.sort, ProcedureType::Openbaar | ProcedureType::NietOpenbaar)
    }

    /// Whether the law wants a standstill between decision and contract.
    ///
    /// Source: Aanbestedingswet 2012, art. 2.127: for European procedures; by its fourth member not for a call
    /// inside a dynamic purchasing system or under a framework agreement, nor when only one supplier tendered.
    #[must_use]
    pub fn needs_standstill(self) -> bool {
        self.eu && matches!(self.sort, ProcedureType::Openbaar | ProcedureType::NietOpenbaar)
    }

    /// The least time between publication and closing that the law gives suppliers, who send in
    /// electronically; `None` when it gives none.
    ///
    /// Of a restricted procedure the published notice closes with the requests to take part.
    #[must_use]
    pub fn minimum(self) -> Option<Minimum> {
        match (self.sort, self.eu) {
            (ProcedureType::Openbaar, true) => Some(Minimum::OpenTenders(Submission::Electronic)),
            (ProcedureType::NietOpenbaar, true) => Some(Minimum::RestrictedRequests),
            (ProcedureType::Das, true) => Some(Minimum::DasTenders),
            (
                ProcedureType::Das
                | ProcedureType::Openbaar
                | ProcedureType::NietOpenbaar
                | ProcedureType::MeervoudigOnderhands
                | ProcedureType::Raamovereenkomst
                | ProcedureType::Marktconsultatie
                | ProcedureType::Geen,
                _,
            ) => None,
        }
    }
}
