//! Pages of the preview itself, for when there is no page of the site to show.

use super::answer::Answer;
use crate::language::{Language, Text};
use crate::markdown::escape_into;

/// A page with a title, some paragraphs, and perhaps an address with its words; `scripts` stand in its head as they are.
pub(super) fn page(
    status: u16,
    language: Language,
    title: &Text,
    paragraphs: &[Text],
    link: Option<(&str, Text)>,
    scripts: &str,
) -> Answer {
    let tag = language.tag();
    let title = escaped(title.to(language));
    let paragraphs: String =
        paragraphs.iter().map(|text| format!("<p>{}</p>\n", escaped(text.to(language)))).collect();
    let link = link.map(|(address, words)| {
        format!("<p><a href=\"{}\">{}</a></p>\n", escaped(address), escaped(words.to(language)))
    });
    let link = link.unwrap_or_default();
    let html = format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>{scripts}<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>:root {{ color-scheme: light dark }} body {{ font: 1.125rem/1.5 system-ui, sans-serif; \
         max-width: 40rem; margin: 3rem auto; padding: 0 1rem }}</style>\n</head>\n\
         <body>\n<main>\n<h1>{title}</h1>\n{paragraphs}{link}</main>\n</body>\n</html>\n"
    );
    Answer::Bytes { status, media_type: "text/html; charset=utf-8", bytes: html.into_bytes() }
}

/// Text as HTML shows it.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    escape_into(&mut escaped, text);
    escaped
}
