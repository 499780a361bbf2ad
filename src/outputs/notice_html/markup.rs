//! Simple HTML of our own: paragraphs, headings, lists, links and moments.

use crate::markdown::escape_into;
use crate::record::Html;
use crate::site::When;

/// HTML that grows; every text that comes in is escaped, and so is every address.
#[derive(Debug, Default)]
pub(in crate::outputs) struct Markup(pub(in crate::outputs) String);

impl Markup {
    /// Markup of these words.
    pub(in crate::outputs) fn of(text: &str) -> Self {
        let mut html = Self::default();
        html.text(text);
        html
    }

    pub(in crate::outputs) fn text(&mut self, text: &str) {
        escape_into(&mut self.0, text);
    }

    pub(in crate::outputs) fn paragraph(&mut self, text: &str) {
        self.0.push_str("<p>");
        self.text(text);
        self.0.push_str("</p>\n");
    }

    pub(in crate::outputs) fn labelled(&mut self, label: &str, text: &str) {
        self.paragraph(&format!("{label}: {text}"));
    }

    pub(in crate::outputs) fn heading(&mut self, text: &str) {
        self.0.push_str("<h2>");
        self.text(text);
        self.0.push_str("</h2>\n");
    }

    pub(in crate::outputs) fn link(&mut self, url: &str, text: &str) {
        self.0.push_str("<a href=\"");
        self.text(url);
        self.0.push_str("\">");
        self.text(text);
        self.0.push_str("</a>");
    }

    pub(in crate::outputs) fn time(&mut self, when: &When) {
        self.0.push_str("<time datetime=\"");
        self.text(&when.datetime);
        self.0.push_str("\">");
        self.text(&when.text);
        self.0.push_str("</time>");
    }

    /// Words with a moment at the place of `{when}`.
    pub(in crate::outputs) fn told(&mut self, words: &str, when: &When) {
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

    /// Markup of our own renderer.
    pub(in crate::outputs) fn prose(&mut self, html: Option<&Html>) {
        if let Some(html) = html {
            self.0.push_str(&html.html);
        }
    }

    pub(in crate::outputs) fn list<T: AsRef<str>>(&mut self, title: &str, texts: impl Iterator<Item = T>) {
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
