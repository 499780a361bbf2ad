//! Where a link in prose wants to go.

/// A link's destination, told apart by how it must be treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// `@/aanvragen/13995-wijkcoordinator#vraag`: a record or page of this site; path and fragment.
    Record(&'a str, &'a str),
    /// `https://…` or `http://…`.
    Web(&'a str),
    /// `mailto:…`; the address without the scheme and without what stands behind a `?`.
    Mail(&'a str),
    /// `tel:…`.
    Phone(&'a str),
    /// `/archief/`: a path on this site.
    Site(&'a str),
    /// `#kop`: a place on the same page.
    Fragment(&'a str),
    /// `bestek.pdf`: a file beside the record, and what stands behind its path (`#page=3`).
    File(&'a str, &'a str),
    /// Any other scheme, another host without a scheme, or a hidden control character.
    Refused,
}

/// Tells what a destination is. Only `http`, `https`, `mailto`, `tel` and relative ones are let through.
#[must_use]
pub fn classify(destination: &str) -> Target<'_> {
    let text = destination.trim();
    if text.chars().any(|c| {
        c.is_control()
            || matches!(c, '\\' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    }) {
        return Target::Refused;
    }
    if let Some(path) = text.strip_prefix("@/") {
        let (path, fragment) = split_at(path, &['#']);
        return Target::Record(path.trim_end_matches('/'), fragment);
    }
    if text.starts_with('#') {
        return Target::Fragment(text);
    }
    if text.starts_with("//") {
        return Target::Refused;
    }
    if text.starts_with('/') {
        return Target::Site(text);
    }
    let (path, suffix) = split_at(text, &['?', '#']);
    let Some((scheme, rest)) = path.split_once(':').filter(|(scheme, _)| !scheme.contains('/')) else {
        return if path.is_empty() { Target::Refused } else { Target::File(path, suffix) };
    };
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" if rest.len() > 2 && rest.starts_with("//") => Target::Web(text),
        "mailto" if rest.contains('@') => Target::Mail(rest),
        "tel" if rest.chars().any(|c| c.is_ascii_digit()) => Target::Phone(text),
        _ => Target::Refused,
    }
}

fn split_at<'a>(text: &'a str, marks: &[char]) -> (&'a str, &'a str) {
    text.find(marks).map_or((text, ""), |at| text.split_at(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations_are_told_apart() {
        use Target::*;
        for (text, expected) in [
            ("@/aanvragen/13995", Record("aanvragen/13995", "")),
            ("@/aanvragen/13995/#vraag-1", Record("aanvragen/13995", "#vraag-1")),
            ("https://x.nl/a?b", Web("https://x.nl/a?b")),
            ("HTTPS://x.nl", Web("HTTPS://x.nl")),
            ("mailto:a@b.nl?subject=x", Mail("a@b.nl")),
            ("tel:+31357510777", Phone("tel:+31357510777")),
            ("/archief/", Site("/archief/")),
            ("#kop", Fragment("#kop")),
            ("bestek.pdf#page=2", File("bestek.pdf", "#page=2")),
            ("map/bestek.pdf", File("map/bestek.pdf", "")),
            ("../geheim.pdf", File("../geheim.pdf", "")),
            ("javascript:alert(1)", Refused),
            ("JaVaScRiPt:alert(1)", Refused),
            ("java\tscript:alert(1)", Refused),
            ("data:text/html,x", Refused),
            ("vbscript:x", Refused),
            ("file:///etc/passwd", Refused),
            ("//evil.example/x", Refused),
            ("\\\\evil.example", Refused),
            ("http:evil", Refused),
            ("mailto:", Refused),
            ("", Refused),
        ] {
            assert_eq!(classify(text), expected, "{text:?}");
        }
    }
}
