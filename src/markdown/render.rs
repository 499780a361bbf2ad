//! Markdown to HTML.

use super::target::{Target, classify};
use crate::name::safe_name;
use pulldown_cmark::{
    Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd, html,
};
use std::collections::{BTreeMap, BTreeSet};

/// What the caller says of a link's target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// It goes there.
    To(String),
    /// Its text is printed without a link.
    TextOnly,
}

/// Which anchors a piece of prose may have on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchors<'a> {
    /// Headings get ids from their words: the page's main text.
    Headings,
    /// Headings get none, and footnotes get this before their own: one of several pieces on a page.
    Prefixed(&'a str),
}

/// Beginnings of ids that the page's own markup uses; a heading that would get one gets `tekst-` before it.
const RESERVED_IDS: [&str; 5] = ["deel-", "vraag-", "noot-", "inhoud", "tekst-"];

/// Renders prose. `top` is the highest heading level that may come out, 2 below a page's title.
pub fn render(
    text: &str,
    top: u8,
    anchors: Anchors<'_>,
    resolve: &mut dyn FnMut(Target<'_>) -> Resolution,
) -> String {
    let mut renderer = Renderer {
        events: Vec::new(),
        shift: 0,
        anchors,
        ids: BTreeSet::new(),
        notes: BTreeMap::new(),
        open_links: Vec::new(),
        heading_start: None,
        columns: Vec::new(),
        column: 0,
        in_head: false,
        resolve,
    };
    let parsed: Vec<Event<'_>> = Parser::new_ext(text, super::options()).collect();
    let highest = parsed.iter().filter_map(|event| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(*level as u8),
        _ => None,
    });
    renderer.shift = highest.min().map_or(0, |highest| top.saturating_sub(highest));
    for event in parsed {
        renderer.take(event);
    }
    let mut out = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut out, renderer.events.into_iter());
    out
}

struct Renderer<'t, 'a> {
    events: Vec<Event<'t>>,
    shift: u8,
    anchors: Anchors<'a>,
    ids: BTreeSet<String>,
    notes: BTreeMap<String, usize>,
    open_links: Vec<Close>,
    heading_start: Option<(usize, Option<String>)>,
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
    resolve: &'a mut dyn FnMut(Target<'_>) -> Resolution,
}

/// How an open link or image ends.
enum Close {
    AsIs,
    Nothing,
    Link,
}

impl<'t> Renderer<'t, '_> {
    fn take(&mut self, event: Event<'t>) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => self.events.push(Event::Text(html)),
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(tag),
            Event::FootnoteReference(name) => {
                let name = self.note(&name);
                self.events.push(Event::FootnoteReference(name));
            }
            other => self.events.push(other),
        }
    }

    fn open(&mut self, tag: Tag<'t>) {
        match tag {
            Tag::HtmlBlock => self.events.push(Event::Start(Tag::Paragraph)),
            Tag::Heading { level, id, .. } => {
                self.heading_start = Some((self.events.len(), id.map(|id| safe_name(&id))));
                let level =
                    HeadingLevel::try_from(usize::from((level as u8 + self.shift).min(6))).unwrap_or(level);
                self.events.push(Event::Start(Tag::Heading {
                    level,
                    id: None,
                    classes: Vec::new(),
                    attrs: Vec::new(),
                }));
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                let language: String =
                    info.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
                self.events.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language.into()))));
            }
            Tag::FootnoteDefinition(name) => {
                let name = self.note(&name);
                self.events.push(Event::Start(Tag::FootnoteDefinition(name)));
            }
            Tag::Link { link_type, dest_url, title, id } => self.open_link(link_type, &dest_url, title, id),
            Tag::Image { dest_url, title, id, .. } => self.open_image(&dest_url, title, id),
            Tag::Table(columns) => {
                self.columns = columns;
                self.raw("<div class=\"tabel\" tabindex=\"0\"><table>\n");
            }
            Tag::TableHead => {
                self.in_head = true;
                self.column = 0;
                self.raw("<thead><tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.raw("<tr>");
            }
            Tag::TableCell => {
                let class = match self.columns.get(self.column) {
                    Some(Alignment::Right) => " class=\"rechts\"",
                    Some(Alignment::Center) => " class=\"midden\"",
                    _ => "",
                };
                let cell =
                    if self.in_head { format!("<th scope=\"col\"{class}>") } else { format!("<td{class}>") };
                self.events.push(Event::InlineHtml(cell.into()));
            }
            other => self.events.push(Event::Start(other)),
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::HtmlBlock => self.events.push(Event::End(TagEnd::Paragraph)),
            TagEnd::Heading(level) => {
                if let Some((start, asked)) = self.heading_start.take() {
                    self.name_heading(start, asked);
                }
                let level =
                    HeadingLevel::try_from(usize::from((level as u8 + self.shift).min(6))).unwrap_or(level);
                self.events.push(Event::End(TagEnd::Heading(level)));
            }
            TagEnd::Link | TagEnd::Image => match self.open_links.pop() {
                Some(Close::AsIs) => self.events.push(Event::End(tag)),
                Some(Close::Link) => self.events.push(Event::End(TagEnd::Link)),
                Some(Close::Nothing) | None => {}
            },
            TagEnd::Table => self.raw("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.in_head = false;
                self.raw("</tr></thead><tbody>\n");
            }
            TagEnd::TableRow => self.raw("</tr>\n"),
            TagEnd::TableCell => {
                self.column += 1;
                self.raw(if self.in_head { "</th>" } else { "</td>" });
            }
            other => self.events.push(Event::End(other)),
        }
    }

    /// Our own markup, never an author's.
    fn raw(&mut self, markup: &'static str) {
        self.events.push(Event::InlineHtml(CowStr::Borrowed(markup)));
    }

    fn open_link(&mut self, link_type: LinkType, destination: &str, title: CowStr<'t>, id: CowStr<'t>) {
        // An autolinked address comes without its scheme.
        let with_scheme = match link_type {
            LinkType::Email => format!("mailto:{destination}"),
            _ => destination.to_owned(),
        };
        match (self.resolve)(classify(&with_scheme)) {
            Resolution::To(to) => {
                let tag = Tag::Link { link_type: LinkType::Inline, dest_url: to.into(), title, id };
                self.events.push(Event::Start(tag));
                self.open_links.push(Close::AsIs);
            }
            Resolution::TextOnly => self.open_links.push(Close::Nothing),
        }
    }

    /// A file beside the record is shown; a picture elsewhere becomes a link, as no page may make a
    /// visitor's browser call on others; anything else leaves its description.
    fn open_image(&mut self, destination: &str, title: CowStr<'t>, id: CowStr<'t>) {
        let target = classify(destination);
        let is_shown = matches!(target, Target::File(..) | Target::Site(_));
        let in_link = self.open_links.iter().any(|close| matches!(close, Close::AsIs | Close::Link));
        match (self.resolve)(target) {
            Resolution::To(to) if is_shown => {
                let tag = Tag::Image { link_type: LinkType::Inline, dest_url: to.into(), title, id };
                self.events.push(Event::Start(tag));
                self.open_links.push(Close::AsIs);
            }
            Resolution::To(to) if !in_link => {
                let tag = Tag::Link { link_type: LinkType::Inline, dest_url: to.into(), title, id };
                self.events.push(Event::Start(tag));
                self.open_links.push(Close::Link);
            }
            Resolution::To(_) | Resolution::TextOnly => self.open_links.push(Close::Nothing),
        }
    }

    fn note(&mut self, name: &str) -> CowStr<'t> {
        let next = self.notes.len() + 1;
        let number = *self.notes.entry(name.to_owned()).or_insert(next);
        match self.anchors {
            Anchors::Headings => format!("noot-{number}").into(),
            Anchors::Prefixed(prefix) => format!("{prefix}noot-{number}").into(),
        }
    }

    fn name_heading(&mut self, start: usize, asked: Option<String>) {
        if self.anchors != Anchors::Headings {
            return;
        }
        let words: String = self.events[start..]
            .iter()
            .filter_map(|event| match event {
                Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
                Event::SoftBreak | Event::HardBreak => Some(" "),
                _ => None,
            })
            .collect();
        let mut base = asked.filter(|id| !id.is_empty()).unwrap_or_else(|| safe_name(&words));
        if base.is_empty() {
            base.push_str("kop");
        }
        if RESERVED_IDS.iter().any(|reserved| base.starts_with(reserved)) {
            base.insert_str(0, "tekst-");
        }
        let mut name = base.clone();
        let mut again = 2;
        while !self.ids.insert(name.clone()) {
            name = format!("{base}-{again}");
            again += 1;
        }
        if let Some(Event::Start(Tag::Heading { id, .. })) = self.events.get_mut(start) {
            *id = Some(name.into());
        }
    }
}

/// The first words of a prose text without markup and without headings, at most `most` characters, cut at a
/// word. A text of headings alone gives none.
#[must_use]
pub fn summary(text: &str, most: usize) -> String {
    let mut plain = String::new();
    let mut in_heading = false;
    for event in Parser::new_ext(text, super::options()) {
        match event {
            Event::Start(Tag::Heading { .. }) => in_heading = true,
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            event if !in_heading => put_words(&event, &mut plain),
            _ => {}
        }
        if plain.len() > most.saturating_mul(4) {
            break;
        }
    }
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.chars().count() <= most {
        return plain;
    }
    let cut: String = plain.chars().take(most).collect();
    let words = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{words} …")
}

/// All words of a prose text, without markup, with one blank or more between them.
#[must_use]
pub fn plain_text(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    Parser::new_ext(text, super::options()).for_each(|event| put_words(&event, &mut plain));
    plain
}

/// The words of a prose text without markup, each paragraph, heading, list item and table row on a line of its own.
#[must_use]
pub fn plain_lines(text: &str) -> String {
    let mut lines = String::new();
    for event in Parser::new_ext(text, super::options()) {
        put_words(&event, &mut lines);
        let ends_line = matches!(
            event,
            Event::HardBreak
                | Event::Start(Tag::List(_))
                | Event::End(
                    TagEnd::Paragraph
                        | TagEnd::Heading(_)
                        | TagEnd::Item
                        | TagEnd::TableHead
                        | TagEnd::TableRow
                        | TagEnd::CodeBlock,
                )
        );
        if ends_line {
            lines.push('\n');
        }
    }
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    lines.lines().map(words).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

pub(super) fn put_words(event: &Event<'_>, plain: &mut String) {
    match event {
        Event::Text(words) | Event::Code(words) => plain.push_str(words),
        Event::SoftBreak
        | Event::HardBreak
        | Event::End(
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell | TagEnd::CodeBlock,
        ) => {
            plain.push(' ');
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> String {
        render(text, 2, Anchors::Headings, &mut |target| match target {
            Target::Web(url) | Target::Site(url) | Target::Phone(url) | Target::Fragment(url) => {
                Resolution::To(url.to_owned())
            }
            Target::Mail(address) => Resolution::To(format!("mailto:{address}")),
            Target::File(path, suffix) => Resolution::To(format!("/map/{path}{suffix}")),
            Target::Record(..) | Target::Refused => Resolution::TextOnly,
        })
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(html(text).trim_end(), expected, "{text:?}");
    }

    #[test]
    fn html_comes_out_as_text() {
        check("a <b onclick=x>c</b>", "<p>a &lt;b onclick=x&gt;c&lt;/b&gt;</p>");
        check("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>");
        check("<!-- weg -->", "<p>&lt;!-- weg --&gt;</p>");
    }

    #[test]
    fn lines_are_what_a_reader_sees_as_one() {
        let text = "# Kop\n\nEen *zin*\nloopt [door](https://x.nl).\n\n- een\n- twee\n  - drie\n\n|a|b|\n|-|-|\n|c|d|\n";
        assert_eq!(plain_lines(text), "Kop\nEen zin loopt door.\neen\ntwee\ndrie\na b\nc d");
        assert_eq!(plain_lines(""), "");
    }

    #[test]
    fn links_go_only_where_they_are_let() {
        check("[a](javascript:alert(1))", "<p>a</p>");
        check("[a](@/b/c)", "<p>a</p>");
        check("<a@b.nl>", "<p><a href=\"mailto:a@b.nl\">a@b.nl</a></p>");
        check("<javascript:alert(1)>", "<p>javascript:alert(1)</p>");
        check(
            "[a](https://x.nl \"t\\\" onmouseover=alert(1)\")",
            "<p><a href=\"https://x.nl\" title=\"t&quot; onmouseover=alert(1)\">a</a></p>",
        );
        check("![a](https://x.nl/p.png)", "<p><a href=\"https://x.nl/p.png\">a</a></p>");
        check("![a](p.png)", "<p><img src=\"/map/p.png\" alt=\"a\" /></p>");
        check("![a](data:x)", "<p>a</p>");
        check("[![a](https://x.nl/p.png)](https://x.nl)", "<p><a href=\"https://x.nl\">a</a></p>");
    }

    #[test]
    fn headings_are_named_and_stand_below_the_title() {
        check("# Één & twee", "<h2 id=\"een-twee\">Één &amp; twee</h2>");
        check("## A\n### B\n## A", "<h2 id=\"a\">A</h2>\n<h3 id=\"b\">B</h3>\n<h2 id=\"a-2\">A</h2>");
        check("## Vraag 1", "<h2 id=\"tekst-vraag-1\">Vraag 1</h2>");
        check("## A {#mijn-kop .k onclick=x}", "<h2 id=\"mijn-kop\">A</h2>");
        check("## …", "<h2 id=\"kop\">…</h2>");
        let prefixed = render("# A\n", 4, Anchors::Prefixed("x-"), &mut |_| Resolution::TextOnly);
        assert_eq!(prefixed.trim_end(), "<h4>A</h4>");
    }

    #[test]
    fn tables_have_no_inline_style() {
        check(
            "| a | b |\n|---|--:|\n| 1 | 2 |",
            "<div class=\"tabel\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"rechts\">b</th></tr></thead><tbody>\n<tr><td>1</td><td class=\"rechts\">2</td></tr>\n</tbody></table></div>",
        );
    }

    #[test]
    fn a_fence_names_nothing_but_a_language() {
        check("```a\" onclick=\"x\ny\n```", "<pre><code class=\"language-a\">y\n</code></pre>");
    }

    #[test]
    fn footnotes_keep_apart_on_one_page() {
        let html =
            render("a[^x]\n\n[^x]: b", 2, Anchors::Prefixed("vraag-1-"), &mut |_| Resolution::TextOnly);
        assert!(
            html.contains("href=\"#vraag-1-noot-1\"") && html.contains("id=\"vraag-1-noot-1\""),
            "{html}"
        );
    }

    #[test]
    fn a_summary_is_cut_at_a_word_and_has_no_headings() {
        assert_eq!(
            plain_text("## Een\n**Twee** [drie](x), vier\nvijf").trim_end(),
            "Een Twee drie, vier vijf"
        );
        assert_eq!(summary("## Een\n**Twee** [drie](x), vier\nvijf", 99), "Twee drie, vier vijf");
        assert_eq!(summary("## Een\n", 99), "");
        assert_eq!(summary("een twee drie", 9), "een twee …");
    }

    #[test]
    fn odd_texts_do_not_panic() {
        for text in [
            ">".repeat(20_000),
            "[".repeat(20_000),
            "*".repeat(20_000),
            "|".repeat(9_000),
            "- ".repeat(5_000),
        ] {
            html(&text);
        }
    }
}
