//! The tender: what is asked, how, and until when.

use super::identity::stamp;
use super::json::{line, list, object, text, text_of};
use super::snapshot::Snapshot;
use crate::lifecycle::{Amended, Phase};
use crate::markdown::plain_lines;
use crate::outputs::plain::single_line;
use crate::record::{Kind, Prose};
use serde_json::{Value, json};

/// Prose without markup.
pub(super) fn prose(prose: Option<&Prose>) -> Value {
    prose.map_or(Value::Null, |prose| text(&plain_lines(&prose.text)))
}

impl Snapshot<'_> {
    /// The tender.
    pub(super) fn tender(&self) -> Value {
        let facts = &self.facts;
        let contract = self.contract();
        object([
            ("id", line(&self.state.id())),
            ("title", line(&facts.title)),
            ("description", prose(facts.body.as_ref())),
            ("status", json!(self.status())),
            ("procuringEntity", self.parties.procuring_entity()),
            ("items", self.items()),
            ("procurementMethod", json!(self.method())),
            ("procurementMethodDetails", self.method_details()),
            ("mainProcurementCategory", json!(self.category())),
            ("awardCriteria", self.award_criteria_code()),
            ("awardCriteriaDetails", self.award_criteria_details()),
            ("submissionMethod", self.submission_method()),
            ("submissionMethodDetails", self.submission_details()),
            ("tenderPeriod", self.tender_period()),
            ("enquiryPeriod", self.enquiry_period()),
            ("hasEnquiries", self.has_enquiries()),
            ("enquiries", self.enquiries()),
            ("eligibilityCriteria", text_of(facts.eligibility.as_ref())),
            ("selectionCriteria", self.selection_criteria()),
            ("awardPeriod", self.award_period()),
            ("contractPeriod", contract.period),
            ("hasOptions", contract.has_options),
            ("options", contract.options),
            ("lots", self.lots()),
            ("documents", self.documents()),
            ("milestones", self.milestones()),
            ("amendments", self.amendments()),
        ])
    }

    /// `tenderStatus`: a withdrawal or a decision ends the tender, the closing does not.
    fn status(&self) -> &'static str {
        match self.state.phase {
            Phase::Standstill | Phase::Awarded | Phase::Filled => "complete",
            Phase::NotAwarded => "unsuccessful",
            Phase::Withdrawn => "cancelled",
            Phase::Scheduled
            | Phase::QuestionsOpen
            | Phase::AnswersPending
            | Phase::Open
            | Phase::Closed
            | Phase::Interviewing
            | Phase::Deciding => "active",
        }
    }

    /// `method`. A call within a framework or a dynamic purchasing system is for who was let in (Directive
    /// 2014/24, art. 33 and 34); a market consultation is no procedure.
    fn method(&self) -> Option<&'static str> {
        match self.facts.procedure.as_ref()?.sort.as_deref()? {
            "openbaar" => Some("open"),
            "niet-openbaar" | "das" | "raamovereenkomst" => Some("selective"),
            "meervoudig-onderhands" => Some("limited"),
            _ => None,
        }
    }

    fn method_details(&self) -> Value {
        let Some(procedure) = &self.facts.procedure else { return Value::Null };
        let sort = procedure.sort.as_deref();
        let sort = sort.and_then(|sort| self.wording().find(&["procedure", sort]));
        let parts: Vec<&str> = sort.into_iter().chain(procedure.name.as_deref()).collect();
        line(&parts.join(": "))
    }

    /// `procurementCategory`: who hires someone in buys services; of a tender its first CPV division tells
    /// (45 works, 50 and higher services but for 48, software).
    fn category(&self) -> &'static str {
        let cpv = self.facts.procedure.as_ref().and_then(|procedure| procedure.cpv.first());
        let division: Option<u32> = cpv.and_then(|code| code.trim().get(..2)?.parse().ok());
        match (self.facts.kind, division) {
            (Kind::Aanbesteding, Some(45)) => "works",
            (Kind::Aanbesteding, Some(0..45 | 48)) => "goods",
            _ => "services",
        }
    }

    fn submission_method(&self) -> Value {
        // What is known of it is known from publication on, also when the address may not be shown any more.
        let response = &self.state.facts().response;
        list([
            response.url.as_ref().map_or(Value::Null, |_| json!("electronicSubmission")),
            response.email.as_ref().map_or(Value::Null, |_| json!("written")),
        ])
    }

    fn submission_details(&self) -> Value {
        let response = &self.facts.response;
        let address =
            [&response.url, &response.email].into_iter().flatten().map(|address| single_line(address));
        let instructions = response.instructions.iter().map(|instructions| plain_lines(&instructions.text));
        super::json::lines(response.how.iter().cloned().chain(address).chain(instructions))
    }

    fn tender_period(&self) -> Value {
        object([
            ("startDate", self.date(self.state.published().at)),
            ("endDate", self.date(self.state.closes().at)),
        ])
    }

    /// From the publication to the last deadline of all rounds.
    fn enquiry_period(&self) -> Value {
        let deadlines = self.state.schedule().rounds.iter().filter_map(|round| round.deadline);
        deadlines.map(|deadline| deadline.at).max().map_or(Value::Null, |last| {
            object([("startDate", self.date(self.state.published().at)), ("endDate", self.date(last))])
        })
    }

    fn has_enquiries(&self) -> Value {
        // Without any that is shown nobody outside knows whether there are.
        self.state.items().next().map_or(Value::Null, |_| json!(true))
    }

    /// The questions that have appeared, with their answers (Enquiries extension).
    fn enquiries(&self) -> Value {
        list(self.state.items_with_moments().map(|(item, moment)| {
            let date = self.date(moment.at.max(self.state.published().at));
            let answered = item.answer.as_ref().map_or(Value::Null, |_| date.clone());
            object([
                ("id", line(&format!("{}-{}", item.round, item.nr))),
                ("date", date),
                ("title", item.relates_to.as_ref().map_or(Value::Null, |about| line(about))),
                ("description", text(&item.question)),
                ("answer", prose(item.answer.as_ref())),
                ("dateAnswered", answered),
            ])
        }))
    }

    /// The amendments that hold, each between the release before and the one in which it shows.
    fn amendments(&self) -> Value {
        list(self.state.amendments().iter().map(|Amended { amendment, .. }| {
            let shows = self.releases.iter().position(|release| release.at >= amendment.on.at);
            let id_of = |index: usize| json!(self.identity.release(self.releases[index].at));
            let before = shows.and_then(|index| index.checked_sub(1));
            object([
                ("id", json!(format!("{}-{}", stamp(amendment.on.at), amendment.change.field()))),
                ("date", self.date(amendment.on.at)),
                ("rationale", text(&amendment.reason)),
                ("description", prose(amendment.text.as_ref())),
                ("amendsReleaseID", before.map_or(Value::Null, id_of)),
                ("releaseID", shows.map_or(Value::Null, id_of)),
            ])
        }))
    }
}
