//! The decision.

use super::json::{list, object};
use super::snapshot::Snapshot;
use super::tender::prose;
use crate::lifecycle::{Event, Phase};
use crate::record::Outcome;
use serde_json::{Value, json};

impl Snapshot<'_> {
    /// The award, once the decision is announced. There is one decision for the whole tender.
    pub(super) fn award(&self) -> Option<Value> {
        let decision = self.state.decision()?;
        let announced = self.state.announced_on()?;
        let kind = self.facts.kind.word();
        let title = self.wording().get(&["outcome", decision.outcome.word(), kind]);
        Some(object([
            ("id", json!("1")),
            ("title", super::json::line(title)),
            ("description", prose(decision.text.as_ref())),
            ("status", json!(self.award_status(decision.outcome))),
            ("date", self.date(announced.at)),
            ("suppliers", list(self.parties.supplier())),
        ]))
    }

    /// `awardStatus`: pending while the standstill period runs.
    fn award_status(&self, outcome: Outcome) -> &'static str {
        match (outcome, self.state.phase) {
            (Outcome::NietGegund, _) => "unsuccessful",
            (_, Phase::Withdrawn) => "cancelled",
            (_, Phase::Standstill) => "pending",
            _ => "active",
        }
    }

    /// Until when is decided: to the day that is expected, and once the decision is known to its own moment or
    /// to the end of the standstill period after it.
    pub(super) fn award_period(&self) -> Value {
        let standstill = self
            .state
            .timeline
            .iter()
            .find(|event| event.event == Event::StandstillEnds)
            .map(|event| event.at);
        let announced = self.state.announced_on().map(|announced| announced.at);
        let end = match standstill.or(announced) {
            Some(at) => self.date(at),
            None => self.state.schedule().decision_expected_on.map_or(Value::Null, |day| self.day_ends(day)),
        };
        object([("endDate", end)])
    }
}
