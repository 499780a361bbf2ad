//! How is chosen: what excludes, what is weighed, the steps, and the cv.

use super::NoticeHtml;
use crate::record::{AssessmentStep, Html};
use crate::theme::fill;

impl NoticeHtml<'_> {
    pub(super) fn knockout(&mut self) {
        let demands = self.told.facts.knockout.iter().map(|demand| {
            let years = demand
                .min_years
                .map(|years| fill(self.get(&["notice", "min_years"]), &[("years", &self.number(years))]));
            let text = sentences(&demand.text, years.iter().chain(&demand.evidence));
            match &demand.nr {
                Some(nr) => format!("{nr}. {text}"),
                None => text,
            }
        });
        let demands: Vec<String> = demands.collect();
        self.html.list(self.get(&["section", "knockout"]), demands.iter());
    }

    pub(super) fn award(&mut self) {
        let Some(award) = &self.told.facts.award else { return };
        let unit = award.unit.as_deref().unwrap_or_default();
        let in_units = |number: f64| format!("{} {unit}", self.number(number)).trim_end().to_owned();
        let mut criteria: Vec<String> = award
            .criteria
            .iter()
            .map(|criterion| {
                let nr = criterion.nr.as_ref().map(|nr| format!("{nr}. ")).unwrap_or_default();
                let weight =
                    criterion.weight.map(|weight| format!(": {}", in_units(weight))).unwrap_or_default();
                let window = criterion
                    .window_years
                    .map(|years| fill(self.get(&["award", "window"]), &[("years", &self.number(years))]));
                let by =
                    criterion.by.as_ref().map(|name| fill(self.get(&["award", "by"]), &[("name", name)]));
                let notes = window.iter().chain(&criterion.evidence).chain(&by);
                sentences(&format!("{nr}{}{weight}", criterion.text), notes)
            })
            .collect();
        let labelled = |key: &[&str], text: &str| format!("{}: {text}", self.get(key));
        criteria.extend(award.total.map(|total| labelled(&["award", "total"], &in_units(total))));
        criteria.extend(award.tie_break.iter().map(|text| labelled(&["label", "tie_break"], text)));
        self.html.list(self.get(&["section", "award"]), criteria.iter());
        self.html.prose(award.decision_text.as_ref());
    }

    pub(super) fn assessment(&mut self) {
        let steps = &self.told.facts.assessment;
        if steps.is_empty() {
            return;
        }
        self.html.heading(self.get(&["section", "assessment"]));
        self.html.0.push_str("<ol>\n");
        for step in steps {
            self.html.0.push_str("<li>");
            self.html.paragraph(&step.title);
            self.html.prose(step.text.as_ref());
            self.step(step);
            self.html.0.push_str("</li>\n");
        }
        self.html.0.push_str("</ol>\n");
    }

    fn step(&mut self, step: &AssessmentStep<Html>) {
        let number = |number: Option<i64>| number.map(|number| number.to_string());
        let criteria = Some(step.criteria.join("; ")).filter(|criteria| !criteria.is_empty());
        for (key, text) in [
            (["assessment", "by"], step.by.clone()),
            (["assessment", "when"], step.when.clone()),
            (["assessment", "on"], step.on.clone()),
            (["assessment", "criteria"], criteria),
            (["assessment", "max_candidates"], number(step.max_candidates)),
            (["assessment", "min_candidates"], number(step.min_candidates)),
            (["assessment", "panel"], number(step.panel_min)),
            (["assessment", "pass_mark"], step.pass_mark.clone()),
            (["label", "tie_break"], step.tie_break.clone()),
            (["assessment", "fallback"], step.fallback.clone()),
        ] {
            self.labelled(&key, text.as_ref());
        }
    }

    pub(super) fn cv(&mut self) {
        let Some(cv) = &self.told.facts.cv else { return };
        let mut items = Vec::new();
        let labelled = |key: &str, text: &str| format!("{}: {text}", self.get(&["cv", key]));
        if let Some(pages) = cv.max_pages {
            let words = self.get(&["cv", if pages == 1 { "page" } else { "pages" }]);
            items.push(labelled("max_pages", &fill(words, &[("count", &pages.to_string())])));
        }
        if let Some(language) = &cv.language {
            let name = self.wording.find(&["language", &language.to_lowercase()]).unwrap_or(language);
            items.push(labelled("language", name));
        }
        if let Some(count) = cv.min_references {
            let words = fill(self.get(&["cv", "at_least"]), &[("count", &count.to_string())]);
            items.push(labelled("references", &words));
        }
        items.extend(cv.instruction.clone());
        self.html.list(self.get(&["section", "cv"]), items.iter());
    }
}

/// A text with notes behind it, each a sentence.
fn sentences<'a>(text: &str, notes: impl Iterator<Item = &'a String>) -> String {
    let mut sentences = text.trim_end().to_owned();
    for note in notes {
        if !sentences.ends_with(['.', '!', '?', ';', ':']) {
            sentences.push('.');
        }
        sentences.push(' ');
        sentences.push_str(note.trim());
    }
    sentences
}
