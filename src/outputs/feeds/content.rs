//! An entry of a feed in words: its title, and all that there is to read as HTML.

use crate::outputs::Stage;
use crate::outputs::notice_html::{Markup, NoticeHtml, in_words};
use crate::outputs::plain::{inert, single_line};
use crate::record::Facts;
use crate::site::{AmendmentView, Answer, FeedEntry, News, When};
use crate::theme::{Wording, fill};

/// An entry and the words for it.
pub(super) struct Words<'a> {
    stage: &'a Stage,
    wording: &'a Wording,
    entry: &'a FeedEntry,
}

impl<'a> Words<'a> {
    /// An entry, in the words of the theme.
    pub(super) fn of(stage: &'a Stage, entry: &'a FeedEntry) -> Self {
        Self { stage, wording: &stage.theme.wording, entry }
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
        let mut html = Markup::default();
        self.about(&mut html);
        match &self.entry.news {
            News::Published(told) => NoticeHtml::of(self.stage, told, &mut html).whole(),
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
        inert(&html.0).into_owned()
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
            html.text(&in_words(self.wording, talks).join("; "));
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
