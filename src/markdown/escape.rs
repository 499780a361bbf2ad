//! Text in the place of markup.

/// Adds a text with what HTML and XML read as markup escaped, as it may stand between tags and in an attribute
/// between double quotes. A `>` too: else `]]>` could come about.
pub fn escape_into(markup: &mut String, text: &str) {
    markup.reserve(text.len() + text.len() / 8);
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"')) {
        markup.push_str(&rest[..at]);
        markup.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    markup.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_an_element_or_an_attribute() {
        let mut markup = "<p>".to_owned();
        escape_into(&mut markup, "]]></content><a b=\"c\">&");
        assert_eq!(markup, "<p>]]&gt;&lt;/content&gt;&lt;a b=&quot;c&quot;&gt;&amp;");
    }
}
