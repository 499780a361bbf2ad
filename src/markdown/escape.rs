//! Text in the place of markup.

/// Adds a text with what HTML and XML read as markup escaped, as it may stand between tags and in an attribute
/// between double quotes. A `>` too: else `]]>` could come about.
pub fn escape_into(markup: &mut String, text: &str) {
    markup.reserve(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => markup.push_str("&amp;"),
            '<' => markup.push_str("&lt;"),
            '>' => markup.push_str("&gt;"),
            '"' => markup.push_str("&quot;"),
            c => markup.push(c),
        }
    }
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
