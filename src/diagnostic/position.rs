//! From a byte to the line and column that an editor shows.

/// A place as editors count: lines and columns from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in characters.
    pub column: usize,
}

/// The position of `byte` in a text; past its end counts as its end, inside a character as its start.
/// A byte-order mark takes no column. Bytes that are no UTF-8 count as one character each.
#[must_use]
pub fn position(text: &[u8], byte: usize) -> Position {
    let before = &text[..byte.min(text.len())];
    let line_start = before.iter().rposition(|&b| b == b'\n').map_or(0, |newline| newline + 1);
    let line = 1 + before.iter().filter(|&&b| b == b'\n').count();
    let in_line = before[line_start..].strip_prefix(b"\xef\xbb\xbf").unwrap_or(&before[line_start..]);
    let column = 1 + in_line
        .utf8_chunks()
        .map(|chunk| chunk.valid().chars().count() + usize::from(!chunk.invalid().is_empty()))
        .sum::<usize>();
    Position { line, column }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, byte: usize, line: usize, column: usize) {
        assert_eq!(position(text.as_bytes(), byte), Position { line, column }, "byte {byte} of {text:?}");
    }

    #[test]
    fn lines_and_columns_count_from_one_and_in_characters() {
        check("abc", 0, 1, 1);
        check("abc", 2, 1, 3);
        check("a\nbc", 2, 2, 1);
        check("a\r\nbc", 4, 2, 2);
        check("één", 4, 1, 3);
        check("\u{feff}abc", 4, 1, 2);
        check("abc", 99, 1, 4);
        check("", 0, 1, 1);
    }
}
