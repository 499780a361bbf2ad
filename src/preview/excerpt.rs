//! The lines of a file around a place, as a browser shows them: columns count in UTF-16.

use crate::diagnostic::{Lines, Place};
use serde::Serialize;

/// The most characters of a line that are shown.
const WIDEST: usize = 200;
/// As many characters are shown before a mark in a line that is cut.
const BEFORE: usize = 60;
const CUT: char = '…';

/// A stretch of a line: columns from 0, in UTF-16 units, the end not counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Mark {
    pub(super) line: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Some lines of a file with a place marked in them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Excerpt {
    /// The number of the first line, from 1.
    pub(super) first_line: usize,
    pub(super) lines: Vec<String>,
    pub(super) marks: Vec<Mark>,
}

/// The line of a place with one before and one after. A place in no text, and a whole file, have none.
pub(super) fn excerpt(bytes: Option<&[u8]>, lines: &Lines<'_>, place: &Place) -> Excerpt {
    let line = lines.position(place.start).line;
    let text = bytes.and_then(|bytes| std::str::from_utf8(bytes).ok());
    let Some(text) = text.filter(|_| place.end > 0) else {
        return Excerpt { first_line: line, ..Excerpt::default() };
    };
    let start = floor(text, place.start);
    let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    // What goes on over more lines is marked on its first.
    let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
    let end = floor(text, place.end).clamp(start, line_end);
    let marked = shown(&text[line_start..line_end]);
    let bom = usize::from(line_start == 0 && text.starts_with('\u{feff}')) * '\u{feff}'.len_utf8();
    let offset = |at: usize| at.saturating_sub(line_start + bom).min(marked.len());
    let (marked, start, end) = cut(marked, offset(start), offset(end));
    let before = (line > 1).then(|| text[..line_start - 1].rsplit('\n').next().unwrap_or_default());
    let after = text.get(line_end + 1..).and_then(|rest| rest.split('\n').next());
    // The last newline of a file begins no line that anyone wrote.
    let after = after.filter(|after| !after.is_empty() || line_end + 1 < text.len());
    let plain = |line: &str| cut(shown(line), 0, 0).0;
    let first_line = if before.is_some() { line - 1 } else { line };
    let lines = before.map(plain).into_iter().chain([marked]).chain(after.map(plain)).collect();
    Excerpt { first_line, lines, marks: vec![Mark { line, start, end: end.max(start + 1) }] }
}

/// A line without what ends it, and without the mark of the byte order.
fn shown(line: &str) -> &str {
    let line = line.strip_suffix('\r').unwrap_or(line);
    line.strip_prefix('\u{feff}').unwrap_or(line)
}

/// The last place at or before `at` where a character begins.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A line cut around its mark when it is long, and the mark in UTF-16 units; `start` and `end` are bytes.
fn cut(line: &str, start: usize, end: usize) -> (String, usize, usize) {
    let width = |text: &str| text.encode_utf16().count();
    let (start, end) = (floor(line, start), floor(line, end));
    if line.chars().count() <= WIDEST {
        return (line.to_owned(), width(&line[..start]), width(&line[..end]));
    }
    let at = line[..start].chars().count();
    // Both ends may take a sign that something is left out.
    let room = WIDEST - 2;
    let first = if at < room { 0 } else { at - BEFORE };
    let byte = |nr: usize| line.char_indices().nth(nr).map_or(line.len(), |(byte, _)| byte);
    let (from, to) = (byte(first), byte(first + room));
    let left = if from > 0 { CUT.to_string() } else { String::new() };
    let right = if to < line.len() { CUT.to_string() } else { String::new() };
    let column = |byte: usize| width(&left) + width(&line[from..byte.clamp(from, to)]);
    let (start, end) = (column(start), column(end));
    (format!("{left}{}{right}", &line[from..to]), start, end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn of(text: &str, span: std::ops::Range<usize>) -> Excerpt {
        let place = Place::new(&Arc::from("a.md"), span);
        excerpt(Some(text.as_bytes()), &Lines::of(text.as_bytes()), &place)
    }

    fn check(text: &str, span: std::ops::Range<usize>, lines: &[&str], mark: (usize, usize, usize)) {
        let found = of(text, span);
        assert_eq!(found.lines, lines, "{text:?}");
        let (line, start, end) = mark;
        assert_eq!(found.marks, [Mark { line, start, end }], "{text:?}");
    }

    #[test]
    fn the_line_stands_between_its_neighbours() {
        check("a\nbcd\ne\nf\n", 3..5, &["a", "bcd", "e"], (2, 1, 3));
        check("bcd\ne\n", 0..1, &["bcd", "e"], (1, 0, 1));
        check("a\nbcd\n", 2..3, &["a", "bcd"], (2, 0, 1));
        check("a\r\nbcd\r\n\r\ne", 3..6, &["a", "bcd", ""], (2, 0, 3));
        check("bcd", 0..3, &["bcd"], (1, 0, 3));
    }

    #[test]
    fn columns_count_as_a_browser_does() {
        check("é😀x = 1", 6..7, &["é😀x = 1"], (1, 3, 4));
        check("\u{feff}abc", 3..5, &["abc"], (1, 0, 2));
    }

    #[test]
    fn a_mark_is_never_empty_and_stays_on_its_line() {
        check("abc\ndef", 3..3, &["abc", "def"], (1, 3, 4));
        check("abc\ndef", 1..7, &["abc", "def"], (1, 1, 3));
        check("abc", 90..99, &["abc"], (1, 3, 4));
        check("é", 1..2, &["é"], (1, 0, 1));
    }

    #[test]
    fn long_lines_are_cut_around_the_mark() {
        let text = format!("{}é=MARK{}", "x".repeat(1000), "y".repeat(1000));
        let found = of(&text, 1003..1007);
        let line = &found.lines[0];
        assert_eq!(line.chars().count(), 200);
        assert!(line.starts_with('…') && line.ends_with('…'));
        let units: Vec<u16> = line.encode_utf16().collect();
        let mark = &found.marks[0];
        assert_eq!(String::from_utf16_lossy(&units[mark.start..mark.end]), "MARK");
        let found = of(&text, 0..1);
        assert_eq!((found.marks[0].start, found.lines[0].chars().count()), (0, 199));
    }

    #[test]
    fn what_is_no_text_has_no_lines() {
        assert_eq!(of("abc", 0..0).lines, Vec::<String>::new());
        let place = Place::new(&Arc::from("a.md"), 1..2);
        let found = excerpt(Some(b"\xff\xff"), &Lines::of(b"\xff\xff"), &place);
        assert_eq!((found.first_line, found.lines.len()), (1, 0));
        assert_eq!(excerpt(None, &Lines::of(b""), &place).first_line, 1);
    }
}
