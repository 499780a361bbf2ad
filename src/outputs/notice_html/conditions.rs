//! The conditions of the assignment, and the lots of a tender.

use super::NoticeHtml;
use crate::record::{Conditions, GAccount};
use crate::theme::fill;

impl NoticeHtml<'_> {
    pub(super) fn conditions(&mut self) {
        let Some(conditions) = &self.told.facts.conditions else { return };
        let items = self.fixed(conditions);
        let items = items.iter().chain(&conditions.invoicing).chain(&conditions.items);
        self.html.list(self.get(&["section", "conditions"]), items);
    }

    /// The conditions with a sentence of their own.
    fn fixed(&self, conditions: &Conditions) -> Vec<String> {
        let words = |key: &str| self.get(&["conditions", key]).to_owned();
        let mut items = Vec::new();
        if conditions.vog {
            items.push(self.get(&["conditions", "vog", self.kind().word()]).to_owned());
        }
        for (applies, key) in
            [(conditions.sroi, "sroi"), (conditions.waadi, "waadi"), (conditions.sna, "sna")]
        {
            items.extend(applies.then(|| words(key)));
        }
        if let Some(reference) = &conditions.disculpatie_ref {
            items.push(fill(&words("disculpatie"), &[("ref", reference)]));
        }
        if let Some(account) = &conditions.g_account {
            items.push(self.account(account));
        }
        items
    }

    fn account(&self, account: &GAccount) -> String {
        let words = |key: &str| self.get(&["conditions", key]);
        let percent = |key: &str, percent: f64| fill(words(key), &[("percent", &self.number(percent))]);
        let mut sentences = Vec::new();
        sentences.extend(account.percent.map(|part| percent("g_account", part)));
        sentences.extend(account.percent_without_sna.map(|part| percent("g_account_without_sna", part)));
        sentences
            .extend(account.without.as_ref().map(|what| fill(words("g_account_without"), &[("what", what)])));
        if sentences.is_empty() { words("g_account_only").to_owned() } else { sentences.join(" ") }
    }

    pub(super) fn lots(&mut self) {
        let Some(procedure) = &self.told.facts.procedure else { return };
        if procedure.lots.is_empty() {
            return;
        }
        self.html.heading(self.get(&["section", "lots"]));
        for lot in &procedure.lots {
            let title = match &lot.nr {
                Some(nr) => {
                    let values = [("nr", nr.to_string()), ("title", lot.title.clone())];
                    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
                    fill(self.get(&["notice", "lot"]), &values)
                }
                None => lot.title.clone(),
            };
            self.html.paragraph(&title);
            self.html.prose(lot.text.as_ref());
        }
    }
}
