//! Lots, and by which criteria candidates are let in and chosen (Lots, Award criteria breakdown and Selection
//! criteria extensions).

use super::json::{distinct, line, lines, list, object, text, text_of};
use super::snapshot::Snapshot;
use super::tender::prose;
use crate::markdown::plain_lines;
use crate::record::{AwardCriterion, Education, Knockout};
use crate::theme::fill;
use serde_json::{Value, json};

impl Snapshot<'_> {
    /// The ids of the lots, in their order. Award criteria stand with a lot, so without lots of its own a tender
    /// that has some is one lot.
    pub(super) fn lot_ids(&self) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        for (index, lot) in self.facts.procedure.iter().flat_map(|procedure| &procedure.lots).enumerate() {
            let nr = lot.nr.as_ref().map(|nr| crate::outputs::plain::single_line(&nr.to_string()));
            let wanted = nr.filter(|nr| !nr.is_empty()).unwrap_or_else(|| (index + 1).to_string());
            let mut id = wanted.clone();
            let mut again = 2;
            while ids.contains(&id) {
                id = format!("{wanted}-{again}");
                again += 1;
            }
            ids.push(id);
        }
        if ids.is_empty() && !self.award_criteria().is_null() {
            ids.push("1".to_owned());
        }
        ids
    }

    pub(super) fn lots(&self) -> Value {
        let criteria = self.award_criteria();
        let own: Vec<_> = self.facts.procedure.iter().flat_map(|procedure| &procedure.lots).collect();
        list(self.lot_ids().into_iter().enumerate().map(|(index, id)| {
            let lot = own.get(index);
            object([
                ("id", json!(id)),
                ("title", line(lot.map_or(&self.facts.title, |lot| &lot.title))),
                ("description", prose(lot.and_then(|lot| lot.text.as_ref()))),
                ("awardCriteria", criteria.clone()),
            ])
        }))
    }

    fn award_criteria(&self) -> Value {
        let Some(award) = &self.facts.award else { return Value::Null };
        let is_percent = award.unit.as_deref().is_some_and(|unit| {
            let unit = unit.to_lowercase();
            unit.contains('%') || unit.contains("procent")
        });
        let unit = if is_percent { "percentageExact" } else { "pointsExact" };
        let criteria = award.criteria.iter().map(|criterion| self.award_criterion(criterion, unit));
        object([("criteria", distinct(criteria))])
    }

    fn award_criterion(&self, criterion: &AwardCriterion, unit: &str) -> Value {
        let window = criterion
            .window_years
            .map(|years| fill(self.wording().get(&["award", "window"]), &[("years", &self.number(years))]));
        let by = criterion.by.as_ref();
        let by = by.map(|name| fill(self.wording().get(&["award", "by"]), &[("name", name)]));
        let words = std::iter::once(criterion.text.clone());
        let words = words.chain(window).chain(criterion.evidence.clone()).chain(by);
        let number = criterion
            .weight
            .map_or(Value::Null, |weight| object([("number", json!(weight)), ("weight", json!(unit))]));
        object([("description", lines(words)), ("numbers", list([number]))])
    }

    /// Known only when criteria have weights: then the score decides.
    pub(super) fn award_criteria_code(&self) -> Value {
        let award = self.facts.award.as_ref();
        let is_rated =
            award.is_some_and(|award| award.criteria.iter().any(|criterion| criterion.weight.is_some()));
        if is_rated { json!("ratedCriteria") } else { Value::Null }
    }

    /// How the choice is made: in words, what decides when scores are equal, and the steps of the assessment.
    pub(super) fn award_criteria_details(&self) -> Value {
        let award = self.facts.award.as_ref();
        let decision = award.and_then(|award| award.decision_text.as_ref());
        let tie = award.and_then(|award| award.tie_break.as_ref());
        let label = self.wording().get(&["label", "tie_break"]);
        let steps = &self.facts.assessment;
        let steps = steps.iter().enumerate().flat_map(|(index, step)| {
            let nr = fill(self.wording().get(&["assessment", "step"]), &[("nr", &(index + 1).to_string())]);
            let title = if steps.len() > 1 { format!("{nr} {}", step.title) } else { step.title.clone() };
            let tie = step.tie_break.as_ref().map(|tie| format!("{label}: {tie}"));
            let text = step.text.as_ref().map(|text| plain_lines(&text.text));
            let criteria = step.criteria.iter().cloned();
            std::iter::once(title).chain(text).chain(criteria).chain(tie).collect::<Vec<_>>()
        });
        let decision = decision.map(|text| plain_lines(&text.text));
        let tie = tie.map(|tie| format!("{label}: {tie}"));
        lines(decision.into_iter().chain(tie).chain(steps))
    }

    /// What a candidate must meet: knock-out criteria, education and requirements.
    pub(super) fn selection_criteria(&self) -> Value {
        let facts = &self.facts;
        let knockouts = facts.knockout.iter().map(|knockout| self.knockout(knockout));
        let education = facts.education.iter().map(|education| self.education(education));
        let requirements = facts.requirements.iter().map(|words| object([("description", text(words))]));
        object([("criteria", distinct(knockouts.chain(education).chain(requirements)))])
    }

    fn knockout(&self, knockout: &Knockout) -> Value {
        let years = knockout.min_years;
        let minimum = years.map(|years| {
            fill(self.wording().get(&["notice", "min_years"]), &[("years", &self.number(years))])
        });
        object([
            // Years of experience are professional ability; what other demands are about is not known.
            ("type", years.map_or(Value::Null, |_| json!("technical"))),
            ("description", text(&knockout.text)),
            ("minimum", text_of(minimum.as_ref())),
            ("verificationMethod", text_of(knockout.evidence.as_ref())),
        ])
    }

    fn education(&self, education: &Education) -> Value {
        let level = education.level.as_deref();
        let level = level.map(|level| self.wording().find(&["education", level]).unwrap_or(level));
        let minimum = level.map(|level| if education.plus { format!("{level}+") } else { level.to_owned() });
        let label = self.wording().get(&["label", "education"]).to_owned();
        object([
            ("type", json!("technical")),
            ("description", text(education.text.as_ref().unwrap_or(&label))),
            ("minimum", text_of(minimum.as_ref())),
        ])
    }

    /// A number as people write it: `2`, `2,5`.
    fn number(&self, number: f64) -> String {
        self.site().language().decimal(&number.to_string())
    }
}
