//! What a check wants to know of a prose text, each with its place.

use pulldown_cmark::{Event, LinkType, Parser, Tag};
use std::ops::Range;

/// Something in prose that can be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// A link or an image, with its destination as typed.
    Link {
        /// Where it wants to go.
        destination: String,
        /// Whether it is an image.
        is_image: bool,
        /// Where it stands, in bytes from the text's start.
        span: Range<usize>,
    },
    /// Raw HTML.
    Html {
        /// Where it stands.
        span: Range<usize>,
    },
}

impl Finding {
    /// Where it stands.
    #[must_use]
    pub fn span(&self) -> &Range<usize> {
        match self {
            Self::Link { span, .. } | Self::Html { span } => span,
        }
    }
}

/// Finds links, images and raw HTML, in the order of the text.
#[must_use]
pub fn scan(text: &str) -> Vec<Finding> {
    // Most prose has none of these, and then there is nothing to parse.
    if !text.contains(['[', '<']) {
        return Vec::new();
    }
    let events = Parser::new_ext(text, super::options()).into_offset_iter();
    events.filter_map(|(event, span)| found(&event, &span)).collect()
}

/// What this event of the parser is to a check.
pub(super) fn found(event: &Event<'_>, span: &Range<usize>) -> Option<Finding> {
    let link = |destination: String, is_image| Finding::Link { destination, is_image, span: span.clone() };
    match event {
        // An autolinked address comes without its scheme.
        Event::Start(Tag::Link { link_type: LinkType::Email, dest_url, .. }) => {
            Some(link(format!("mailto:{dest_url}"), false))
        }
        Event::Start(Tag::Link { dest_url, .. }) => Some(link(dest_url.to_string(), false)),
        Event::Start(Tag::Image { dest_url, .. }) => Some(link(dest_url.to_string(), true)),
        // A closing tag comes with an opening one.
        Event::InlineHtml(html) if html.starts_with("</") => None,
        Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => Some(Finding::Html { span: span.clone() }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_html_are_found_where_they_stand() {
        let text = "Zie [dit](@/a/b) en ![foto](x.png).\n\n<b>vet</b>\n";
        let found = scan(text);
        let shown: Vec<_> = found
            .iter()
            .map(|finding| match finding {
                Finding::Link { span, .. } | Finding::Html { span } => &text[span.clone()],
            })
            .collect();
        assert_eq!(shown, ["[dit](@/a/b)", "![foto](x.png)", "<b>"]);
    }

    #[test]
    fn an_autolink_with_an_address_is_a_link_by_mail() {
        assert!(
            matches!(&scan("<a@b.nl>")[..], [Finding::Link { destination, .. }] if destination == "mailto:a@b.nl")
        );
    }
}
