//! The facts in short: what a page shows beside its text.

use super::{Markup, NoticeHtml};
use crate::record::{Money, Start};
use crate::theme::{amount, fill};
use crate::time::print;

impl NoticeHtml<'_> {
    /// The facts that have a value, each with its label.
    pub(super) fn short(&mut self) {
        let mut rows = Rows::default();
        self.of_organisation(&mut rows);
        self.of_place(&mut rows);
        self.of_contract(&mut rows);
        self.of_person(&mut rows);
        self.of_money(&mut rows);
        self.of_procedure(&mut rows);
        if rows.0.is_empty() {
            return;
        }
        self.html.heading(self.get(&["section", "facts"]));
        self.html.0.push_str("<ul>\n");
        for (label, value) in rows.0 {
            self.html.0.push_str("<li>");
            self.html.text(&format!("{label}: "));
            self.html.0.push_str(&value.0);
            self.html.0.push_str("</li>\n");
        }
        self.html.0.push_str("</ul>\n");
    }

    fn label(&self, key: &str) -> &str {
        self.get(&["label", key])
    }

    fn of_organisation(&self, rows: &mut Rows) {
        let facts = &self.told.facts;
        rows.text(self.label("department"), facts.organization.department.as_deref());
        rows.text(self.label("team"), facts.organization.team.as_deref());
        if let Some(intermediary) = &facts.intermediary {
            let mut value = Markup::default();
            match &intermediary.url {
                Some(url) => value.link(url, &intermediary.name),
                None => value.text(&intermediary.name),
            }
            if let Some(phone) = &intermediary.phone {
                value.text(&format!(", {}", phone.text));
            }
            rows.0.push((self.label("intermediary").to_owned(), value));
        }
        rows.text(self.label("eligibility"), facts.eligibility.as_deref());
    }

    fn of_place(&self, rows: &mut Rows) {
        let Some(location) = &self.told.facts.location else { return };
        rows.text(self.label("region"), location.region.as_ref().map(|region| region.name.as_str()));
        let code = location.postal_code.iter().chain(&location.municipality);
        let town = code.map(String::as_str).collect::<Vec<_>>().join(" ");
        let country = self.wording.find(&["country", &location.country]).unwrap_or(&location.country);
        let country = Some(country).filter(|_| location.country != "NL");
        let parts = [location.street.as_deref(), Some(town.as_str()), country];
        rows.parts(self.label("place"), parts.into_iter().flatten());
        rows.text(self.label("remote"), location.remote.then(|| self.get(&["notice", "remote"])));
    }

    fn of_contract(&self, rows: &mut Rows) {
        let facts = &self.told.facts;
        let hours = self.hours();
        let note = facts.hours.as_ref().and_then(|hours| hours.note.as_deref());
        rows.parts(self.label("hours"), hours.as_deref().into_iter().chain(note));
        rows.parts(self.label("work_days"), facts.work_days.iter().map(String::as_str));
        let Some(contract) = &facts.contract else { return };
        rows.text(self.label("contract"), contract.sort.as_deref().map(|sort| self.get(&["contract", sort])));
        let starts = self.told.starts.map(|starts| match starts {
            Start::Soon => self.get(&["notice", "soon"]).to_owned(),
            Start::On(date) => print::date(date, self.language),
        });
        let starts = match (starts, &contract.start_qualifier) {
            (Some(starts), Some(qualifier)) => Some(format!("{starts} ({qualifier})")),
            (starts, qualifier) => starts.or_else(|| qualifier.clone()),
        };
        rows.text(self.label("start"), starts.as_deref());
        let ends = self.told.ends_on.map(|date| print::date(date, self.language));
        rows.text(self.label("end"), ends.as_deref());
        let duration = contract.duration.map(|duration| print::duration(&duration, self.language));
        rows.text(self.label("duration"), duration.as_deref());
        if let Some(extensions) = &contract.extensions {
            let count = extensions.count.to_string();
            let each = extensions.each.map(|each| print::duration(&each, self.language));
            let words = match (extensions.count, &each) {
                (0, _) => self.get(&["notice", "no_extensions"]).to_owned(),
                (_, Some(each)) => {
                    fill(self.get(&["notice", "extensions_each"]), &[("count", &count), ("each", each)])
                }
                (_, None) => fill(self.get(&["notice", "extensions"]), &[("count", &count)]),
            };
            rows.text(self.label("extensions"), Some(&words));
        }
        if let Some(after) = contract.evaluation_after {
            let after = print::duration(&after, self.language);
            let mut words = fill(self.get(&["notice", "after"]), &[("duration", &after)]);
            if let Some(date) = self.told.evaluation_on {
                words.push_str(&format!(" ({})", print::date(date, self.language)));
            }
            rows.text(self.label("evaluation"), Some(&words));
        }
    }

    /// `24 tot 28 uur`
    pub(in crate::outputs) fn hours(&self) -> Option<String> {
        let hours = self.told.facts.hours.as_ref()?;
        let words = |key: &str| self.get(&["hours", key]);
        match (hours.min, hours.max) {
            (Some(min), Some(max)) if min.total_cmp(&max).is_eq() => {
                Some(fill(words("exact"), &[("hours", &self.number(min))]))
            }
            (Some(min), Some(max)) => {
                Some(fill(words("range"), &[("min", &self.number(min)), ("max", &self.number(max))]))
            }
            (Some(min), None) => Some(fill(words("min"), &[("hours", &self.number(min))])),
            (None, Some(max)) => Some(fill(words("max"), &[("hours", &self.number(max))])),
            (None, None) => None,
        }
    }

    fn of_person(&self, rows: &mut Rows) {
        let facts = &self.told.facts;
        let positions = facts.positions.map(|positions| positions.to_string());
        rows.text(self.get(&["label", "positions", facts.kind.word()]), positions.as_deref());
        let level = self.education_level();
        let text = facts.education.as_ref().and_then(|education| education.text.as_deref());
        rows.parts(self.label("education"), level.as_deref().into_iter().chain(text));
    }

    /// `hbo+`
    pub(in crate::outputs) fn education_level(&self) -> Option<String> {
        let education = self.told.facts.education.as_ref()?;
        let level = self.get(&["education", education.level.as_deref()?]);
        Some(if education.plus { format!("{level}+") } else { level.to_owned() })
    }

    fn of_money(&self, rows: &mut Rows) {
        let facts = &self.told.facts;
        let money = |money: &Money| amount(money.hundredths, &money.currency, self.language);
        let words = |key: &str| self.get(&["notice", key]);
        let per = |what: &String| fill(words("per"), &[("what", what)]);
        if let Some(scale) = &facts.scale {
            let number = scale.number.as_ref().map(ToString::to_string);
            let parts = number.iter().chain(&scale.name).chain(&scale.note);
            rows.parts(self.label("scale"), parts.map(String::as_str));
        }
        if let Some(salary) = &facts.salary {
            let (min, max) = (salary.min.as_ref().map(money), salary.max.as_ref().map(money));
            let sum = match (&min, &max) {
                (Some(min), Some(max)) => Some(fill(words("amount_range"), &[("min", min), ("max", max)])),
                (Some(min), None) => Some(fill(words("amount_min"), &[("amount", min)])),
                (None, Some(max)) => Some(fill(words("amount_max"), &[("amount", max)])),
                (None, None) => None,
            };
            let parts = sum.map(|sum| std::iter::once(sum).chain(salary.per.as_ref().map(per)).collect());
            rows.text(self.label("salary"), parts.map(|parts: Vec<_>| parts.join(" ")).as_deref());
        }
        if let Some(rate) = &facts.rate {
            let max = rate.max.as_ref().map(|max| fill(words("rate_max"), &[("amount", &money(max))]));
            let vat = rate.excl_vat.map(|excluded| words(if excluded { "excl_vat" } else { "incl_vat" }));
            rows.parts(self.label("rate"), max.as_deref().into_iter().chain(vat));
        }
        if let Some(fee) = &facts.fee {
            let sum = std::iter::once(money(&fee.amount)).chain(fee.per.as_ref().map(per));
            let sum = sum.collect::<Vec<_>>().join(" ");
            let by = fee.by.as_ref().map(|name| fill(words("fee_by"), &[("name", name)]));
            let payer = fee.payer.as_ref().map(|name| fill(words("fee_payer"), &[("name", name)]));
            let parts = std::iter::once(&sum).chain(&by).chain(&payer);
            rows.parts(self.label("fee"), parts.map(String::as_str));
        }
    }

    fn of_procedure(&self, rows: &mut Rows) {
        let facts = &self.told.facts;
        if let Some(procedure) = &facts.procedure {
            let sort = procedure.sort.as_deref().map(|sort| self.get(&["procedure", sort]));
            rows.parts(self.label("procedure"), sort.into_iter().chain(procedure.name.as_deref()));
            let eu = procedure.eu.map(|eu| self.get(&["notice", if eu { "yes" } else { "no" }]));
            rows.text(self.label("eu"), eu);
            rows.parts(self.label("cpv"), procedure.cpv.iter().map(String::as_str));
        }
        let mut published = Markup::default();
        published.time(&self.told.published);
        if let Some(author) = &facts.author {
            published.text(&format!(", {}", fill(self.get(&["notice", "author"]), &[("name", author)])));
        }
        rows.0.push((self.label("published").to_owned(), published));
    }
}

/// Labels with their values.
#[derive(Default)]
struct Rows(Vec<(String, Markup)>);

impl Rows {
    fn text(&mut self, label: &str, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.0.push((label.to_owned(), Markup::of(text)));
        }
    }

    fn parts<'a>(&mut self, label: &str, parts: impl Iterator<Item = &'a str>) {
        let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
        self.text(label, Some(&parts.join(", ")));
    }
}
