//! A notice in plain HTML, for what is read away from its page: feeds, and the descriptions that job search
//! engines show. It says what the page says, in the same words, without the page's form.

mod conditions;
mod markup;
mod selection;
mod short;

pub(super) use markup::Markup;

use crate::language::Language;
use crate::outputs::Stage;
use crate::record::{Contact, Kind};
use crate::site::{InterviewsView, Planned, Publication, When};
use crate::theme::{Wording, fill};

/// Writes the parts of a notice.
pub(super) struct NoticeHtml<'a> {
    wording: &'a Wording,
    language: Language,
    told: &'a Publication,
    html: &'a mut Markup,
}

impl<'a> NoticeHtml<'a> {
    /// A notice in the words of the theme, to be written behind what `html` holds.
    pub(super) fn of(stage: &'a Stage, told: &'a Publication, html: &'a mut Markup) -> Self {
        Self { wording: &stage.theme.wording, language: stage.site.language(), told, html }
    }

    /// All that the page tells of the notice itself.
    pub(super) fn whole(&mut self) {
        if let Some(headline) = &self.told.facts.headline {
            self.html.paragraph(headline);
        }
        if let Some(when) = &self.told.questions_close {
            self.html.0.push_str("<p>");
            self.html.text(self.get(&["label", "questions_close"]));
            self.closing(when);
            self.html.0.push_str(".</p>\n");
        }
        self.work();
        self.talks();
        self.lots();
        self.planning();
        self.desk();
        self.respond();
        self.documents();
        self.contacts();
        self.organisation();
    }

    /// What the work is, for whom, and what is asked: for whoever considers to respond.
    pub(super) fn job(&mut self) {
        self.work();
        if let Some(instructions) = &self.told.facts.response.instructions {
            self.html.heading(self.get(&["respond", "instructions"]));
            self.html.prose(Some(instructions));
        }
        self.organisation();
    }

    fn work(&mut self) {
        let facts = &self.told.facts;
        self.html.prose(facts.body.as_ref());
        self.short();
        for (key, texts) in [
            ("tasks", &facts.tasks),
            ("requirements", &facts.requirements),
            ("wishes", &facts.wishes),
            ("competences", &facts.competences),
        ] {
            self.html.list(self.get(&["section", key]), texts.iter());
        }
        self.knockout();
        self.award();
        self.assessment();
        self.cv();
        self.conditions();
    }

    fn get(&self, key: &[&str]) -> &'a str {
        self.wording.get(key)
    }

    fn kind(&self) -> Kind {
        self.told.facts.kind
    }

    /// `32,5`
    fn number(&self, number: f64) -> String {
        self.language.decimal(&number.to_string())
    }

    fn labelled(&mut self, key: &[&str], text: Option<&String>) {
        if let Some(text) = text {
            self.html.labelled(self.get(key), text);
        }
    }

    fn closing(&mut self, when: &When) {
        self.html.0.push(' ');
        if !when.is_day {
            self.html.text(self.get(&["moment", "until"]));
            self.html.0.push(' ');
        }
        self.html.time(when);
    }

    /// When and where candidates are heard.
    fn talks(&mut self) {
        let Some(talks) = &self.told.interviews else { return };
        let items = in_words(self.wording, talks);
        self.html.list(self.get(&["section", "interviews"]), items.iter());
    }

    fn planning(&mut self) {
        self.html.heading(self.get(&["section", "planning"]));
        self.html.0.push_str("<ul>\n");
        for Planned { event, round, when } in &self.told.planning {
            let name = self.get(&["planning", event]);
            self.html.0.push_str("<li>");
            match round {
                Some(round) => {
                    let values = [("event", name), ("round", &round.to_string())];
                    self.html.text(&fill(self.get(&["calendar", "in_round"]), &values));
                }
                None => self.html.text(name),
            }
            self.html.0.push_str(": ");
            // A whole day already reads `tot en met`.
            let before = match *event {
                "response-closes" | "questions-close" if !when.is_day => "until",
                "invitations-due" if !when.is_day => "at_latest",
                _ => "",
            };
            self.html.text(self.get(&["moment", before]));
            if !before.is_empty() {
                self.html.0.push(' ');
            }
            self.html.time(when);
            self.html.0.push_str("</li>\n");
        }
        self.html.0.push_str("</ul>\n");
        self.after_closing();
    }

    /// What is said of the decision and the days after it.
    fn after_closing(&mut self) {
        if let Some(date) = self.told.decision_expected_on {
            let text = crate::time::print::date(date, self.language);
            self.html.labelled(self.get(&["decision", "expected"]), &text);
        }
        let Some(standstill) = &self.told.standstill else { return };
        let words = match (standstill.applies, standstill.days) {
            (false, _) => self.get(&["standstill", "none"]).to_owned(),
            (true, Some(1)) => fill(self.get(&["standstill", "day"]), &[("days", "1")]),
            (true, Some(days)) => fill(self.get(&["standstill", "days"]), &[("days", &days.to_string())]),
            (true, None) => self.get(&["standstill", "applies"]).to_owned(),
        };
        self.html.paragraph(&words);
    }

    /// Where questions are asked, while they can be.
    fn desk(&mut self) {
        let Some(desk) = &self.told.facts.questions else { return };
        let (url, email) = (desk.url.as_ref(), desk.email.as_ref());
        if url.is_none() && email.is_none() {
            return;
        }
        self.html.heading(self.get(&["section", "questions"]));
        self.html.0.push_str("<p>");
        self.html.text(&format!(
            "{} {} ",
            self.get(&["questions", "where"]),
            self.get(&["questions", "via"])
        ));
        if let Some(url) = url {
            self.html.link(url, self.get(&["questions", "form"]));
        }
        if url.is_some() && email.is_some() {
            self.html.text(&format!(" {} ", self.get(&["questions", "or"])));
        }
        self.html.text(email.map(String::as_str).unwrap_or_default());
        self.html.0.push_str(".</p>\n");
    }

    fn respond(&mut self) {
        let response = &self.told.facts.response;
        let is_empty = response.url.is_none()
            && response.email.is_none()
            && response.how.is_none()
            && response.instructions.is_none();
        if is_empty {
            return;
        }
        self.html.heading(self.get(&["section", "respond"]));
        if let Some(url) = &response.url {
            self.html.0.push_str("<p>");
            self.html.link(url, self.get(&["respond", "button", self.kind().word()]));
            self.html.0.push_str("</p>\n");
        }
        self.labelled(&["respond", "how"], response.how.as_ref());
        self.labelled(&["respond", "email"], response.email.as_ref());
        self.html.prose(response.instructions.as_ref());
    }

    fn documents(&mut self) {
        let documents = &self.told.documents;
        if documents.is_empty() {
            return;
        }
        self.html.heading(self.get(&["section", "documents"]));
        self.html.0.push_str("<ul>\n");
        for document in documents {
            self.html.0.push_str("<li>");
            if let Some(sort) = &document.sort {
                self.html.text(&format!("{sort}: "));
            }
            let of_file = [&document.format, &document.size].map(String::as_str);
            let of_file: Vec<_> = of_file.into_iter().filter(|part| !part.is_empty()).collect();
            self.html.link(&document.url, &format!("{} ({})", document.title, of_file.join(", ")));
            self.html.0.push_str("</li>\n");
        }
        self.html.0.push_str("</ul>\n");
    }

    fn contacts(&mut self) {
        let each = self.told.facts.contacts.iter().map(|contact| self.contact(contact));
        let each: Vec<String> = each.filter(|contact| !contact.is_empty()).collect();
        self.html.list(self.get(&["section", "contact"]), each.iter());
    }

    fn contact(&self, contact: &Contact) -> String {
        let audience = contact
            .audience
            .as_ref()
            .map(|audience| fill(self.get(&["contact", "audience"]), &[("audience", audience)]));
        let who = [&contact.name, &contact.role, &audience, &contact.email];
        let phone = contact.phone.as_ref().map(|phone| &phone.text);
        let who = who.into_iter().flatten().chain(phone).chain(&contact.url);
        let who = who.map(String::as_str).collect::<Vec<_>>().join(", ");
        match &contact.purpose {
            Some(purpose) if who.is_empty() => purpose.clone(),
            Some(purpose) => format!("{purpose}: {who}"),
            None => who,
        }
    }

    fn organisation(&mut self) {
        let organisation = &self.told.facts.organization;
        let partners = &organisation.partners;
        if organisation.about.is_none()
            && organisation.sort.is_none()
            && organisation.url.is_none()
            && partners.is_empty()
        {
            return;
        }
        self.html.heading(self.get(&["section", "organisation"]));
        self.html.prose(organisation.about.as_ref());
        self.labelled(&["organisation", "type"], organisation.sort.as_ref());
        if let Some(url) = &organisation.url {
            self.html.0.push_str("<p>");
            self.html.text(&format!("{}: ", self.get(&["organisation", "url"])));
            self.html.link(url, url);
            self.html.0.push_str("</p>\n");
        }
        if partners.is_empty() {
            return;
        }
        self.html.paragraph(self.get(&["organisation", "partners"]));
        self.html.0.push_str("<ul>\n");
        for partner in partners {
            self.html.0.push_str("<li>");
            match &partner.url {
                Some(url) => self.html.link(url, &partner.name),
                None => self.html.text(&partner.name),
            }
            if let Some(short) = &partner.abbr {
                self.html.text(&format!(" ({short})"));
            }
            self.html.0.push_str("</li>\n");
        }
        self.html.0.push_str("</ul>\n");
    }
}

/// All that is known of interviews: their windows first.
pub(super) fn in_words(wording: &Wording, talks: &InterviewsView) -> Vec<String> {
    let words = |key: &str| wording.get(&["interviews", key]);
    let labelled = |key: &str, text: &str| format!("{}: {text}", words(key));
    let minutes = |key: &str, minutes: u32| fill(words(key), &[("minutes", &minutes.to_string())]);
    let mut items = Vec::new();
    for window in &talks.windows {
        let slots = window.slots.join(", ");
        let colon = if slots.is_empty() { "" } else { ": " };
        items.push(format!("{} {}{colon}{slots}", window.date, window.range));
    }
    items.extend(talks.place.iter().map(|place| labelled("place", place)));
    match (talks.slot_minutes, talks.break_minutes) {
        (Some(length), 0) => items.push(labelled("length", &minutes("minutes", length))),
        (Some(length), pause) => {
            let text = format!("{}, {}", minutes("minutes", length), minutes("pause", pause));
            items.push(labelled("length", &text));
        }
        (None, 0) => {}
        (None, pause) => items.push(labelled("between", &minutes("minutes", pause))),
    }
    if let Some(when) = &talks.invitation_by {
        let before = if when.is_day { "" } else { wording.get(&["moment", "at_latest"]) };
        items.push(labelled("invitation", format!("{before} {}", when.text).trim()));
    }
    items.extend(talks.others_informed.iter().map(|text| labelled("others", text)));
    items
}
