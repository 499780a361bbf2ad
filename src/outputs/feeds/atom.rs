//! Atom (RFC 4287).

use super::Feed;
use crate::markdown::escape_into;
use crate::outputs::Stage;
use crate::outputs::plain::{inert, single_line};
use crate::site::FEED;

/// When a feed changed that never told anything.
const NEVER: &str = "1970-01-01T00:00:00Z";

/// The text of a feed.
pub(super) fn atom(stage: &Stage, feed: &Feed) -> Vec<u8> {
    let site = &stage.site;
    let self_url = site.absolute(&format!("{}{FEED}", feed.path));
    let updated =
        feed.told.first().map_or_else(|| NEVER.to_owned(), |told| site.rfc3339(site.told_at(*told)));
    let mut xml = Xml(String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
    let language = site.language().tag();
    xml.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", language)]);
    xml.text("id", &self_url);
    xml.text("title", &single_line(&feed.title));
    xml.text("updated", &updated);
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &self_url)]);
    let home = site.absolute(&feed.path);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &home)]);
    xml.open("author", &[]);
    let publisher = site.settings.publisher.as_ref();
    xml.text("name", &single_line(publisher.map_or(&site.settings.title, |publisher| &publisher.name)));
    for (name, value) in publisher.into_iter().flat_map(|of| [("uri", &of.url), ("email", &of.email)]) {
        value.iter().for_each(|value| xml.text(name, value));
    }
    xml.close("author");
    for told in &feed.told {
        let entry = stage.feed_entries.get(stage, *told);
        let lang: Vec<_> = entry.lang.iter().map(|lang| ("xml:lang", lang.as_str())).collect();
        xml.open("entry", &[]);
        xml.text("id", &entry.id);
        xml.with("title", &lang, &entry.title);
        xml.text("updated", &entry.at);
        xml.text("published", &entry.at);
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &entry.url)]);
        xml.empty("category", &[("term", entry.kind.0), ("label", &entry.kind.1)]);
        let typed: Vec<_> = std::iter::once(("type", "html")).chain(lang).collect();
        xml.with("content", &typed, &entry.content);
        xml.close("entry");
    }
    xml.close("feed");
    xml.0.into_bytes()
}

/// XML, an element a line.
struct Xml(String);

impl Xml {
    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes, ">\n");
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes, "/>\n");
    }

    fn text(&mut self, name: &str, text: &str) {
        self.with(name, &[], text);
    }

    fn with(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.tag(name, attributes, ">");
        escape_into(&mut self.0, &inert(text));
        self.close(name);
    }

    fn close(&mut self, name: &str) {
        self.add(&["</", name, ">\n"]);
    }

    /// What XML forbids (XML 1.0, 2.2) is left out.
    fn tag(&mut self, name: &str, attributes: &[(&str, &str)], end: &str) {
        self.add(&["<", name]);
        for (name, value) in attributes {
            self.add(&[" ", name, "=\""]);
            escape_into(&mut self.0, &inert(value));
            self.0.push('"');
        }
        self.0.push_str(end);
    }

    fn add(&mut self, parts: &[&str]) {
        parts.iter().for_each(|part| self.0.push_str(part));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_forbids_is_left_out() {
        let mut xml = Xml(String::new());
        xml.text("t", "a\u{0}\u{8}\u{b}\u{1f}\u{fffe}b\u{202e}");
        assert_eq!(xml.0, "<t>ab</t>\n");
    }
}
