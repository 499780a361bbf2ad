//! The words of a prose text, block by block, each where it stands.

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};
use std::ops::Range;

/// A heading, paragraph, list item or table row: words that a reader sees as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it starts, in bytes from the text's start.
    pub start: usize,
    /// Its words, each as far from the block's start as in the text: markup, code and bare addresses are
    /// blanks, and only a line break that the author asked for is a `\n`.
    pub words: String,
    /// Whether it is a heading.
    pub is_heading: bool,
    /// The stretches of `words` that stand in a link or in the description of an image.
    pub links: Vec<Range<usize>>,
}

impl Block {
    /// The stretch of the text that a stretch of `words` is.
    #[must_use]
    pub fn in_text(&self, span: &Range<usize>) -> Range<usize> {
        self.start + span.start..self.start + span.end
    }
}

/// The blocks that have words, in the order of the text.
#[must_use]
pub fn blocks(text: &str) -> Vec<Block> {
    // One line without a mark of Markdown is one block.
    let is_mark = |byte: u8| b"\n*_`[<#&\\|>~+-=".contains(&byte);
    if !text.bytes().any(is_mark) && !text.starts_with(|c: char| c.is_ascii_digit() || c.is_whitespace()) {
        let words = text.trim_end_matches([' ', '\t']).to_owned();
        let block = Block { start: 0, words, is_heading: false, links: Vec::new() };
        return if text.trim().is_empty() { Vec::new() } else { vec![block] };
    }
    let mut blocks = Blocks::of(text);
    for (event, span) in Parser::new_ext(text, super::options()).into_offset_iter() {
        blocks.take(&event, span);
    }
    blocks.finish()
}

/// The blocks of a text, found event by event.
pub(super) struct Blocks<'a> {
    text: &'a str,
    blocks: Vec<Block>,
    /// What the block under way shows: a stretch of the text, and whether it is a line break.
    pieces: Vec<(Range<usize>, bool)>,
    links: Vec<Range<usize>>,
    is_heading: bool,
    is_code: bool,
    /// How many bare addresses are open.
    bare_links: usize,
    link_starts: Vec<Range<usize>>,
}

impl<'a> Blocks<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self {
            text,
            blocks: Vec::new(),
            pieces: Vec::new(),
            links: Vec::new(),
            is_heading: false,
            is_code: false,
            bare_links: 0,
            link_starts: Vec::new(),
        }
    }

    pub(super) fn take(&mut self, event: &Event<'_>, span: Range<usize>) {
        match event {
            Event::Text(words) if !self.is_code && self.bare_links == 0 => self.add(words, span),
            Event::HardBreak => self.add("\n", span.start..span.start + 1),
            Event::Start(Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. }) => {
                self.bare_links += 1;
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => self.link_starts.push(span),
            Event::End(TagEnd::Link) if self.bare_links > 0 => self.bare_links -= 1,
            Event::End(TagEnd::Link | TagEnd::Image) => self.links.extend(self.link_starts.pop()),
            Event::Start(
                Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::TableCell
                | Tag::Superscript
                | Tag::Subscript,
            )
            | Event::End(
                TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::TableCell
                | TagEnd::Superscript
                | TagEnd::Subscript,
            ) => {}
            Event::Start(tag) => {
                self.flush();
                self.is_heading = matches!(tag, Tag::Heading { .. });
                self.is_code |= matches!(tag, Tag::CodeBlock(_));
            }
            Event::End(tag) => {
                self.flush();
                self.is_heading = false;
                self.is_code &= *tag != TagEnd::CodeBlock;
            }
            _ => {}
        }
    }

    pub(super) fn finish(mut self) -> Vec<Block> {
        self.is_heading = false;
        self.flush();
        self.blocks
    }

    fn add(&mut self, words: &str, span: Range<usize>) {
        let is_break = words == "\n";
        // What was escaped or written as an entity is not there letter by letter.
        if is_break || self.text.get(span.clone()) == Some(words) {
            self.pieces.push((span, is_break));
        }
    }

    fn flush(&mut self) {
        let pieces = std::mem::take(&mut self.pieces);
        let links = std::mem::take(&mut self.links);
        let (Some((first, _)), Some((last, _))) = (pieces.first(), pieces.last()) else { return };
        let (start, end) = (first.start, last.end);
        let mut words = vec![b' '; end - start];
        for (piece, is_break) in pieces {
            if is_break {
                words[piece.start - start] = b'\n';
            } else {
                words[piece.start - start..piece.end - start].copy_from_slice(&self.text.as_bytes()[piece]);
            }
        }
        let words = String::from_utf8(words).expect("whole characters were copied over blanks");
        let links = links
            .into_iter()
            .map(|link| link.start.saturating_sub(start)..link.end.min(end).saturating_sub(start))
            .collect();
        self.blocks.push(Block { start, words, is_heading: self.is_heading, links });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found = blocks(text);
        let words: Vec<_> = found.iter().map(|block| block.words.trim().to_owned()).collect();
        assert_eq!(words, expected, "{text:?}");
        for block in &found {
            let span = block.in_text(&(0..block.words.len()));
            for (shown, written) in block.words.bytes().zip(text[span].bytes()) {
                assert!(shown == written || shown == b' ' || shown == b'\n', "{text:?}");
            }
        }
    }

    #[test]
    fn each_block_keeps_its_words_in_place() {
        check("Eén regel.", &["Eén regel."]);
        check("", &[]);
        check("Een *regel*\nverder.", &["Een  regel  verder."]);
        check("# Kop\n\nTekst.\n\n- een\n- twee\n  - drie\n", &["Kop", "Tekst.", "een", "twee", "drie"]);
        check("| Dag | Tijd |\n|---|---|\n| 9 mei | 9 uur |\n", &["Dag   Tijd", "9 mei   9 uur"]);
        check("Zie `code` en <https://a.nl/B>.\n\n```\nniets\n```\n", &["Zie        en                 ."]);
        check("Een&nbsp;A &amp; B", &["Een      A       B"]);
        check("Een regel  \nen nog een", &["Een regel\n  en nog een"]);
    }

    #[test]
    fn links_and_headings_are_known() {
        let found = blocks("## Kop\n\nZie [de site](https://a.nl/) en ![foto](x.png).");
        assert!(found[0].is_heading && !found[1].is_heading);
        let shown: Vec<_> = found[1].links.iter().map(|link| found[1].words[link.clone()].trim()).collect();
        assert_eq!(shown, ["de site", "foto"]);
    }
}
