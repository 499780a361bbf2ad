//! The facts of a notice that are public from its publication on and never change with time.

use super::{Organisation, Prose};
use crate::time::{Bound, Date, Duration};
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// What sort of notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A request to hire someone in; a tender.
    Inhuur,
    /// A procurement procedure; a tender.
    Aanbesteding,
    /// A vacancy.
    Vacature,
}

impl Kind {
    /// The words of the record format, in its order.
    pub const WORDS: &'static [&'static str] = &["inhuur", "aanbesteding", "vacature"];

    /// The kind behind one of [`Self::WORDS`].
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        match word {
            "inhuur" => Some(Self::Inhuur),
            "aanbesteding" => Some(Self::Aanbesteding),
            "vacature" => Some(Self::Vacature),
            _ => None,
        }
    }

    /// The word of the record format.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Inhuur => "inhuur",
            Self::Aanbesteding => "aanbesteding",
            Self::Vacature => "vacature",
        }
    }

    /// Whether it is a tender.
    #[must_use]
    pub fn is_tender(self) -> bool {
        self != Self::Vacature
    }
}

/// A number or short text that names a thing in a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, BorshSerialize, BorshDeserialize)]
#[serde(untagged)]
pub enum Label {
    /// `nr = 3`
    Number(i64),
    /// `nr = "3a"`
    Text(String),
}

impl std::fmt::Display for Label {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// An amount of money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Money {
    /// In hundredths of the currency's unit: cents.
    pub hundredths: i64,
    /// ISO 4217 code.
    pub currency: String,
}

/// Everything about a notice that is known from its publication on.
#[derive(Clone, Debug, PartialEq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Facts<P = Prose> {
    /// What sort of notice.
    pub kind: Kind,
    /// Function or title, bare.
    pub title: String,
    /// The head above the page, when it differs from the title.
    pub headline: Option<String>,
    /// Number by which people ask for it; unique in the site.
    pub reference: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Buyer or employer.
    pub organization: Organisation<P>,
    /// The party that handles responses.
    pub intermediary: Option<Intermediary>,
    /// How the contract is awarded.
    pub procedure: Option<Procedure<P>>,
    /// Where the work is.
    pub location: Option<Location>,
    /// Hours per week.
    pub hours: Option<Hours>,
    /// Days of the week, in words.
    pub work_days: Vec<String>,
    /// Start, length and extension.
    pub contract: Option<Contract>,
    /// How many people are asked.
    pub positions: Option<i64>,
    /// Education asked.
    pub education: Option<Education>,
    /// Pay scale.
    pub scale: Option<Scale>,
    /// Salary.
    pub salary: Option<Salary>,
    /// Hourly rate.
    pub rate: Option<Rate>,
    /// What the intermediary charges.
    pub fee: Option<Fee>,
    /// Requirements that exclude who does not meet them.
    pub knockout: Vec<Knockout>,
    /// Weighted award criteria.
    pub award: Option<Award<P>>,
    /// What is welcome.
    pub wishes: Vec<String>,
    /// Competences.
    pub competences: Vec<String>,
    /// Tasks.
    pub tasks: Vec<String>,
    /// Requirements.
    pub requirements: Vec<String>,
    /// How responses are judged, step by step.
    pub assessment: Vec<AssessmentStep<P>>,
    /// What a cv must be like.
    pub cv: Option<Cv>,
    /// Conditions that hold for the assignment.
    pub conditions: Option<Conditions>,
    /// How to respond.
    pub response: Response<P>,
    /// Where questions are asked.
    pub questions: Option<QuestionDesk>,
    /// Standstill period after the decision.
    pub standstill: Option<Standstill>,
    /// Whom to ask what.
    pub contacts: Vec<Contact>,
    /// For whom it is meant.
    pub eligibility: Option<String>,
    /// Language of the record's text, BCP 47, when it is not the site's.
    pub lang: Option<String>,
    /// The text.
    pub body: Option<P>,
}

/// The party that handles responses for the buyer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
#[expect(missing_docs, reason = "each field is the key of the record format by the same name")]
pub struct Intermediary {
    pub name: String,
    pub url: Option<String>,
    pub phone: Option<Phone>,
}

/// A phone number as written and as `tel:` address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Phone {
    /// As the author wrote it.
    pub text: String,
    /// RFC 3966.
    pub url: String,
}

/// The award procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
#[expect(missing_docs, reason = "each field is the key of the record format by the same name")]
pub struct Procedure<P = Prose> {
    #[serde(rename = "type")]
    pub sort: Option<String>,
    pub name: Option<String>,
    pub eu: Option<bool>,
    pub cpv: Vec<String>,
    pub lots: Vec<Lot<P>>,
}

/// A part of a tender that is awarded on its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
#[expect(missing_docs, reason = "each field is the key of the record format by the same name")]
pub struct Lot<P = Prose> {
    pub nr: Option<Label>,
    pub title: String,
    pub text: Option<P>,
}

/// Where the work is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
#[expect(missing_docs, reason = "each field is the key of the record format by the same name")]
pub struct Location {
    pub region: Option<Region>,
    pub municipality: Option<String>,
    pub street: Option<String>,
    pub postal_code: Option<String>,
    pub country: String,
    pub remote: bool,
}

/// A region with a page of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Region {
    /// Its name.
    pub name: String,
    /// Its name in addresses: `/regios/<slug>/`.
    pub slug: String,
}

/// Hours per week.
#[derive(Clone, Debug, PartialEq, Serialize, BorshSerialize, BorshDeserialize)]
#[expect(missing_docs, reason = "each field is the key of the record format by the same name")]
pub struct Hours {
    pub min: Option<f64>,
    pub max: Option<f64>,
    pub note: Option<String>,
}

/// When a contract starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "lowercase")]
pub enum Start {
    /// As soon as possible: `zsm`.
    Soon,
    /// On this day.
    On(Date),
}

/// The contract's shape in time; when it starts and ends stands in the schedule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
#[expect(missing_docs, reason = "each field is the key of the record format by the same name")]
pub struct Contract {
    #[serde(rename = "type")]
    pub sort: Option<String>,
    pub start_qualifier: Option<String>,
    pub duration: Option<Duration>,
    pub extensions: Option<Extensions>,
    pub evaluation_after: Option<Duration>,
}

/// Options to extend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
#[expect(missing_docs, reason = "each field is the key of the record format by the same name")]
pub struct Extensions {
    pub count: i64,
    pub each: Option<Duration>,
}

/// Education asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
#[expect(missing_docs, reason = "each field is the key of the record format by the same name")]
pub struct Education {
    pub level: Option<String>,
    pub plus: bool,
    pub text: Option<String>,
}

/// Pay scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
#[expect(missing_docs, reason = "each field is the key of the record format by the same name")]
pub struct Scale {
    pub number: Option<Label>,
    pub name: Option<String>,
    pub note: Option<String>,
}

/// Salary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
#[expect(missing_docs, reason = "each field is the key of the record format by the same name")]
pub struct Salary {
    pub min: Option<Money>,
    pub max: Option<Money>,
    pub per: Option<String>,
}

/// The most that is paid per hour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
#[expect(missing_docs, reason = "each field is the key of the record format by the same name")]
pub struct Rate {
    pub max: Option<Money>,
    pub excl_vat: Option<bool>,
}

/// What the intermediary charges.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
#[expect(missing_docs, reason = "each field is the key of the record format by the same name")]
pub struct Fee {
    pub amount: Money,
    pub per: Option<String>,
    pub payer: Option<String>,
    pub by: Option<String>,
}

/// A requirement that excludes who does not meet it (OCDS `selectionCriteria`).
#[derive(Clone, Debug, PartialEq, Serialize, BorshSerialize, BorshDeserialize)]
#[expect(missing_docs, reason = "each field is the key of the record format by the same name")]
pub struct Knockout {
    pub nr: Option<Label>,
    pub text: String,
    pub min_years: Option<f64>,
    pub evidence: Option<String>,
}

/// How the best response is chosen (OCDS `awardCriteria`).
#[derive(Clone, Debug, PartialEq, Serialize, BorshSerialize, BorshDeserialize)]
#[expect(missing_docs, reason = "each field is the key of the record format by the same name")]
pub struct Award<P = Prose> {
    pub total: Option<f64>,
    pub unit: Option<String>,
    pub tie_break: Option<String>,
    pub decision_text: Option<P>,
    pub criteria: Vec<AwardCriterion>,
}

/// A weighted criterion.
#[derive(Clone, Debug, PartialEq, Serialize, BorshSerialize, BorshDeserialize)]
#[expect(missing_docs, reason = "each field is the key of the record format by the same name")]
pub struct AwardCriterion {
    pub nr: Option<Label>,
    pub text: String,
    pub weight: Option<f64>,
    pub window_years: Option<f64>,
    pub evidence: Option<String>,
    pub by: Option<String>,
}

/// One step in judging the responses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
#[expect(missing_docs, reason = "each field is the key of the record format by the same name")]
pub struct AssessmentStep<P = Prose> {
    pub title: String,
    pub text: Option<P>,
    pub by: Option<String>,
    pub on: Option<String>,
    pub criteria: Vec<String>,
    pub max_candidates: Option<i64>,
    pub min_candidates: Option<i64>,
    pub panel_min: Option<i64>,
    pub pass_mark: Option<String>,
    pub tie_break: Option<String>,
    pub fallback: Option<String>,
    pub when: Option<String>,
}

/// What a cv must be like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
#[expect(missing_docs, reason = "each field is the key of the record format by the same name")]
pub struct Cv {
    pub max_pages: Option<i64>,
    pub language: Option<String>,
    pub min_references: Option<i64>,
    pub instruction: Option<String>,
}

/// Conditions with a fixed sentence each, and others in words.
#[derive(Clone, Debug, PartialEq, Serialize, BorshSerialize, BorshDeserialize)]
#[expect(missing_docs, reason = "each field is the key of the record format by the same name")]
pub struct Conditions {
    pub vog: bool,
    pub sroi: bool,
    pub waadi: bool,
    pub sna: bool,
    pub disculpatie_ref: Option<String>,
    pub g_account: Option<GAccount>,
    pub invoicing: Option<String>,
    pub items: Vec<String>,
}

/// Payment through a blocked account (g-rekening).
#[derive(Clone, Debug, PartialEq, Serialize, BorshSerialize, BorshDeserialize)]
#[expect(missing_docs, reason = "each field is the key of the record format by the same name")]
pub struct GAccount {
    pub percent: Option<f64>,
    pub percent_without_sna: Option<f64>,
    pub without: Option<String>,
}

/// How to respond; the deadline stands in the schedule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
#[expect(missing_docs, reason = "each field is the key of the record format by the same name")]
pub struct Response<P = Prose> {
    #[serde(skip)]
    pub bound: Bound,
    pub how: Option<String>,
    pub url: Option<String>,
    pub email: Option<String>,
    pub instructions: Option<P>,
}

/// Where questions are asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
#[expect(missing_docs, reason = "each field is the key of the record format by the same name")]
pub struct QuestionDesk {
    pub url: Option<String>,
    pub email: Option<String>,
}

/// A standstill period (opschortende termijn).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
#[expect(missing_docs, reason = "each field is the key of the record format by the same name")]
pub struct Standstill {
    pub applies: bool,
    pub days: Option<i64>,
}

/// Whom to ask what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
#[expect(missing_docs, reason = "each field is the key of the record format by the same name")]
pub struct Contact {
    pub purpose: Option<String>,
    pub name: Option<String>,
    pub role: Option<String>,
    pub email: Option<String>,
    pub phone: Option<Phone>,
    pub url: Option<String>,
    pub audience: Option<String>,
}

impl Contact {
    /// Whether it is a way to respond.
    #[must_use]
    pub fn is_for_responding(&self) -> bool {
        self.purpose.as_deref().is_some_and(|purpose| purpose.trim().eq_ignore_ascii_case("reageren"))
    }
}
