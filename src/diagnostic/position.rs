//! From a byte to the line and column that an editor shows.

/// A place as editors count: lines and columns from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in characters.
    pub column: usize,
}

/// Where the lines of a text start: made once for a file, however many places are looked up in it.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a [u8],
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// The lines of this text. Bytes that are no UTF-8 count as one character each.
    #[must_use]
    pub fn of(text: &'a [u8]) -> Self {
        let after_newline = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(after_newline).collect() }
    }

    /// The position of `byte`; past the text's end counts as its end, inside a character as its start.
    /// A byte-order mark takes no column.
    #[must_use]
    pub fn position(&self, byte: usize) -> Position {
        let byte = byte.min(self.text.len());
        let line = self.starts.partition_point(|start| *start <= byte);
        let before = &self.text[self.starts[line - 1]..byte];
        let before = before.strip_prefix(b"\xef\xbb\xbf").unwrap_or(before);
        let characters = before
            .utf8_chunks()
            .map(|chunk| chunk.valid().chars().count() + usize::from(!chunk.invalid().is_empty()));
        Position { line, column: 1 + characters.sum::<usize>() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, byte: usize, line: usize, column: usize) {
        let found = Lines::of(text.as_bytes()).position(byte);
        assert_eq!(found, Position { line, column }, "byte {byte} of {text:?}");
    }

    #[test]
    fn lines_and_columns_count_from_one_and_in_characters() {
        check("abc", 0, 1, 1);
        check("abc", 2, 1, 3);
        check("a\nbc", 2, 2, 1);
        check("a\nbc", 1, 1, 2);
        check("a\r\nbc", 4, 2, 2);
        check("één", 4, 1, 3);
        check("\u{feff}abc", 4, 1, 2);
        check("abc", 99, 1, 4);
        check("", 0, 1, 1);
    }
}
