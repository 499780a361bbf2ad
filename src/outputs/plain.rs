//! Texts of authors in formats that are no pages: nothing in them may end a line, hide a letter or turn the
//! reading direction of what stands beside them.

use crate::source::{is_steering, suspects};
use std::borrow::Cow;

/// A text without characters that steer instead of being read: controls, overrides of the reading direction,
/// and what is no character at all. Every kind of line end becomes `\n`.
pub(super) fn inert(text: &str) -> Cow<'_, str> {
    if is_inert(text) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n");
    let turned = text.chars().map(|c| match c {
        '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        c => c,
    });
    turned.filter(|c| *c == '\n' || *c == '\t' || !is_steering(*c)).collect()
}

/// Most texts are.
fn is_inert(text: &str) -> bool {
    !suspects(text).any(|c| is_steering(c) || matches!(c, '\u{2028}' | '\u{2029}'))
}

/// The same on one line.
pub(super) fn single_line(text: &str) -> String {
    inert(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers() {
        assert_eq!(inert("a\r\nb\rc\u{2028}d\u{85}e"), "a\nb\nc\nd\ne");
        assert_eq!(inert("a\0b\u{1b}c\u{7f}d\u{9f}e\tf"), "abcde\tf");
        assert_eq!(inert("a\u{202e}b\u{2066}c\u{2069}d\u{ffff}e\u{1fffe}f"), "abcdef");
        assert_eq!(inert("café 👩‍💻 \u{200e}שלום"), "café 👩‍💻 \u{200e}שלום");
        assert_eq!(single_line(" a\r\n\r\nb\tc "), "a b c");
    }
}
