//! An entry of a feed in words: its title, and all that there is to read as HTML.

use crate::language::Language;
use crate::outputs::Stage;
use crate::outputs::plain::{inert, single_line};
use crate::record::{Facts, Html};
use crate::site::{AmendmentView, Answer, FeedEntry, InterviewsView, News, Planned, Publication, When};
use crate::theme::Wording;
use crate::theme::fill;

/// An entry and the words for it.
pub(super) struct Words<'a> {
    wording: &'a Wording,
    language: Language,
    entry: &'a FeedEntry<'a>,
}

impl<'a> Words<'a> {
    /// An entry, in the words of the theme.
    pub(super) fn of(stage: &'a Stage, entry: &'a FeedEntry<'a>) -> Self {
        Self { wording: &stage.theme.wording, language: stage.site.language(), entry }
    }

    /// The kind of notice.
    pub(super) fn kind(&self) -> &str {
        self.get(&["kind", self.facts().kind.word()])
    }

    /// The notice's title, with before it what happened unless that is its publication.
    pub(super) fn title(&self) -> String {
        let title = single_line(&self.facts().title);
        let event = match &self.entry.news {
            News::Published(_) => return title,
            News::Amended(view) => self.get(&["amendment", view.field]),
            _ => self.get(&["feed", "event", self.entry.event]),
        };
        fill(self.get(&["feed", "title"]), &[("event", event), ("title", &title)])
    }

    /// The content as HTML with absolute links.
    pub(super) fn content(&self) -> String {
        let mut html = Markup(String::new());
        self.about(&mut html);
        match &self.entry.news {
            News::Published(publication) => self.publication(publication, &mut html),
            News::Amended(view) => self.amendment(view, &mut html),
            News::Answers(answers) => self.answers(answers, &mut html),
            News::Decision(outcome, winner, text) => {
                let kind = self.facts().kind.word();
                html.paragraph(self.get(&["outcome", outcome.word(), kind]));
                if let Some(winner) = winner {
                    html.labelled(self.get(&["decision", "winner", kind]), winner);
                }
                html.prose(text.as_ref());
            }
            News::Withdrawn(on, reason) => {
                let words = self.get(&["closed_notice", "withdrawn", self.facts().kind.word()]);
                html.told(words, on);
                reason.iter().for_each(|reason| html.labelled(self.get(&["withdrawn", "reason"]), reason));
            }
        }
        html.0.push_str("<p>");
        html.link(&self.entry.url, self.get(&["feed", "read"]));
        html.0.push_str("</p>\n");
        inert(&html.0)
    }

    fn get(&self, key: &[&str]) -> &str {
        self.wording.get(key)
    }

    fn facts(&self) -> &Facts {
        self.entry.notice.facts()
    }

    /// What it is, whose, where, and until when one can respond.
    fn about(&self, html: &mut Markup) {
        let (entry, facts) = (self.entry, self.facts());
        html.0.push_str("<p>");
        html.text(self.kind());
        html.0.push_str(", ");
        html.link(&entry.organization.url, &entry.organization.title);
        if let Some(region) = &entry.region {
            html.0.push_str(", ");
            html.link(&region.url, &region.title);
        }
        if let Some(reference) = &facts.reference {
            let label = self.get(&["label", "reference", facts.kind.word()]);
            html.text(&format!(", {label} {reference}"));
        }
        html.0.push_str("</p>\n<p>");
        let label = match (entry.notice.phase.is_open(), entry.ended_early) {
            (true, _) => "closes_open",
            (false, true) => "closes_would",
            (false, false) => "closes",
        };
        html.text(self.get(&["label", label]));
        if label == "closes" {
            html.0.push(':');
        }
        self.closing(&entry.closes, html);
        html.0.push_str(".</p>\n");
    }

    fn closing(&self, when: &When, html: &mut Markup) {
        html.0.push(' ');
        if !when.is_day {
            html.text(self.get(&["moment", "until"]));
            html.0.push(' ');
        }
        html.time(when);
    }

    fn publication(&self, publication: &Publication, html: &mut Markup) {
        let facts = self.facts();
        if let Some(when) = &publication.questions_close {
            html.0.push_str("<p>");
            html.text(self.get(&["label", "questions_close"]));
            self.closing(when, html);
            html.0.push_str(".</p>\n");
        }
        html.prose(publication.body.as_ref());
        for (key, texts) in [
            ("tasks", &facts.tasks),
            ("requirements", &facts.requirements),
            ("wishes", &facts.wishes),
            ("competences", &facts.competences),
        ] {
            html.list(self.get(&["section", key]), texts.iter());
        }
        let demands = facts.knockout.iter().map(|demand| match &demand.nr {
            Some(nr) => format!("{nr}. {}", demand.text),
            None => demand.text.clone(),
        });
        html.list(self.get(&["section", "knockout"]), demands);
        self.award(html);
        self.planning(publication, html);
        self.respond(publication, html);
        if !publication.documents.is_empty() {
            html.heading(self.get(&["section", "documents"]));
            html.0.push_str("<ul>\n");
            for document in &publication.documents {
                html.0.push_str("<li>");
                html.link(&document.url, &document.title);
                html.0.push_str("</li>\n");
            }
            html.0.push_str("</ul>\n");
        }
    }

    fn award(&self, html: &mut Markup) {
        let Some(award) = &self.facts().award else { return };
        let unit = award.unit.as_deref().unwrap_or_default();
        let criteria = award.criteria.iter().map(|criterion| match criterion.weight {
            Some(weight) => {
                let weight = self.language.decimal(&weight.to_string());
                format!("{}: {}", criterion.text, format!("{weight} {unit}").trim_end())
            }
            None => criterion.text.clone(),
        });
        html.list(self.get(&["section", "award"]), criteria);
    }

    fn planning(&self, publication: &Publication, html: &mut Markup) {
        html.heading(self.get(&["section", "planning"]));
        html.0.push_str("<ul>\n");
        for Planned { event, round, when } in &publication.planning {
            let name = self.get(&["planning", event]);
            html.0.push_str("<li>");
            match round {
                Some(round) => {
                    let values = [("event", name), ("round", &round.to_string())];
                    html.text(&fill(self.get(&["calendar", "in_round"]), &values));
                }
                None => html.text(name),
            }
            html.0.push_str(": ");
            // A whole day already reads `tot en met`.
            let before = match *event {
                "response-closes" | "questions-close" if !when.is_day => "until",
                "invitations-due" if !when.is_day => "at_latest",
                _ => "",
            };
            html.text(self.get(&["moment", before]));
            if !before.is_empty() {
                html.0.push(' ');
            }
            html.time(when);
            html.0.push_str("</li>\n");
        }
        html.0.push_str("</ul>\n");
    }

    fn respond(&self, publication: &Publication, html: &mut Markup) {
        let Publication { respond_url, respond_email, instructions, .. } = publication;
        if respond_url.is_none() && respond_email.is_none() && instructions.is_none() {
            return;
        }
        html.heading(self.get(&["section", "respond"]));
        if let Some(url) = respond_url {
            html.0.push_str("<p>");
            html.link(url, self.get(&["respond", "button", self.facts().kind.word()]));
            html.0.push_str("</p>\n");
        }
        respond_email.iter().for_each(|email| html.labelled(self.get(&["respond", "email"]), email));
        html.prose(instructions.as_ref());
    }

    fn amendment(&self, view: &AmendmentView, html: &mut Markup) {
        html.labelled(self.get(&["amendment", "reason"]), &view.reason);
        // Another change may have come since: what this one brought is told as it was then.
        for (key, element, when) in [("old", "del", &view.old), ("became", "ins", &view.new)] {
            let Some(when) = when else { continue };
            html.0.push_str("<p>");
            html.text(self.get(&["amendment", key]));
            html.0.push_str(&format!(": <{element}>"));
            html.time(when);
            html.0.push_str(&format!("</{element}></p>\n"));
        }
        for (key, element, talks) in
            [("old", "del", &view.old_interviews), ("became", "ins", &view.new_interviews)]
        {
            let Some(talks) = talks else { continue };
            html.0.push_str("<p>");
            html.text(self.get(&["amendment", key]));
            html.0.push_str(&format!(": <{element}>"));
            html.interviews(talks);
            html.0.push_str(&format!("</{element}></p>\n"));
        }
        html.prose(view.text.as_ref());
    }

    fn answers(&self, answers: &[Answer], html: &mut Markup) {
        for Answer { nr, question, answer, relates_to } in answers {
            html.heading(&fill(self.get(&["questions", "question"]), &[("nr", &nr.to_string())]));
            if let Some(subject) = relates_to {
                html.paragraph(&fill(self.get(&["questions", "relates_to"]), &[("subject", subject)]));
            }
            html.paragraph(question);
            match answer {
                Some(answer) => html.prose(Some(answer)),
                None => html.paragraph(self.get(&["questions", "pending"])),
            }
        }
    }
}

/// HTML that grows; every text that comes in is escaped, and so is every address.
struct Markup(String);

impl Markup {
    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                c => self.0.push(c),
            }
        }
    }

    fn paragraph(&mut self, text: &str) {
        self.0.push_str("<p>");
        self.text(text);
        self.0.push_str("</p>\n");
    }

    fn labelled(&mut self, label: &str, text: &str) {
        self.paragraph(&format!("{label}: {text}"));
    }

    fn heading(&mut self, text: &str) {
        self.0.push_str("<h2>");
        self.text(text);
        self.0.push_str("</h2>\n");
    }

    fn link(&mut self, url: &str, text: &str) {
        self.0.push_str("<a href=\"");
        self.text(url);
        self.0.push_str("\">");
        self.text(text);
        self.0.push_str("</a>");
    }

    fn time(&mut self, when: &When) {
        self.0.push_str("<time datetime=\"");
        self.text(&when.datetime);
        self.0.push_str("\">");
        self.text(&when.text);
        self.0.push_str("</time>");
    }

    /// Words with a moment at the place of `{when}`.
    fn told(&mut self, words: &str, when: &When) {
        self.0.push_str("<p>");
        match words.split_once("{when}") {
            Some((before, after)) => {
                self.text(before);
                self.time(when);
                self.text(after);
            }
            None => self.text(words),
        }
        self.0.push_str("</p>\n");
    }

    fn interviews(&mut self, talks: &InterviewsView) {
        for (nr, window) in talks.windows.iter().enumerate() {
            if nr > 0 {
                self.0.push_str("; ");
            }
            self.text(&format!("{} {}", window.date, window.range));
        }
        if let Some(place) = &talks.place {
            self.text(&format!(", {place}"));
        }
    }

    /// Markup of our own renderer.
    fn prose(&mut self, html: Option<&Html>) {
        if let Some(html) = html {
            self.0.push_str(&html.html);
        }
    }

    fn list<T: AsRef<str>>(&mut self, title: &str, texts: impl Iterator<Item = T>) {
        let mut texts = texts.peekable();
        if texts.peek().is_none() {
            return;
        }
        self.heading(title);
        self.0.push_str("<ul>\n");
        for text in texts {
            self.0.push_str("<li>");
            self.text(text.as_ref());
            self.0.push_str("</li>\n");
        }
        self.0.push_str("</ul>\n");
    }
}
