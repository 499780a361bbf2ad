//! Content lines of iCalendar (RFC 5545, 3.1): folded at 75 octets, each ended by CRLF, their text escaped.

use crate::outputs::plain::inert;

/// The most octets of a line, its end not counted.
const WIDTH: usize = 75;

/// Lines, one after another.
#[derive(Debug, Default)]
pub(super) struct Lines(String);

impl Lines {
    /// A line whose value holds no text of an author: `VERSION` and `2.0`.
    pub(super) fn add(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{value}"));
    }

    /// A line with text (3.3.11).
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.fold(&format!("{name}:{}", escape(text)));
    }

    /// Cuts a line at 75 octets, never in the middle of a character.
    fn fold(&mut self, line: &str) {
        let mut width = 0;
        for c in line.chars() {
            if width + c.len_utf8() > WIDTH {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(c);
            width += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// Lines that were made before.
    pub(super) fn add_all(&mut self, lines: &str) {
        self.0.push_str(lines);
    }

    /// All lines.
    pub(super) fn finish(self) -> String {
        self.0
    }
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in inert(text).chars() {
        match c {
            '\n' => escaped.push_str("\\n"),
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(line: &str) -> String {
        let mut lines = Lines::default();
        lines.fold(line);
        lines.finish()
    }

    #[test]
    fn text_is_escaped() {
        fn check(text: &str, expected: &str) {
            assert_eq!(escape(text), expected, "{text:?}");
        }
        check("a, b; c\\d: e", "a\\, b\\; c\\\\d: e");
        check("een\r\ntwee\rdrie\nvier", "een\\ntwee\\ndrie\\nvier");
        check("x\r\nEND:VEVENT\r\nBEGIN:VALARM", "x\\nEND:VEVENT\\nBEGIN:VALARM");
        check("\u{202e}gpj.exe\u{0}\u{7}", "gpj.exe");
    }

    #[test]
    fn a_line_is_cut_at_75_octets() {
        assert_eq!(folded(&"a".repeat(75)), format!("{}\r\n", "a".repeat(75)));
        assert_eq!(folded(&"a".repeat(76)), format!("{}\r\n a\r\n", "a".repeat(75)));
        assert_eq!(
            folded(&"a".repeat(75 + 74 + 1)),
            format!("{}\r\n {}\r\n a\r\n", "a".repeat(75), "a".repeat(74)),
        );
    }

    #[test]
    fn no_character_is_cut() {
        for start in 0..6 {
            for sort in ["é", "€", "👩‍💻", "é", "a€👩"] {
                let line = format!("{}{}", "x".repeat(70 + start), sort.repeat(60));
                let found = folded(&line);
                assert!(found.ends_with("\r\n"));
                for part in found.trim_end().split("\r\n") {
                    assert!(part.len() <= WIDTH, "{} octets: {part}", part.len());
                    assert!(part.len() > WIDTH - 5 || found.trim_end().ends_with(part), "{part} is short");
                }
                assert_eq!(found.replace("\r\n ", "").trim_end(), line, "unfolding gives it back");
            }
        }
    }
}
