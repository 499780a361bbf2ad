//! Running text as sentences of words.

use std::ops::Range;

/// A word without the punctuation around it.
#[derive(Clone, Debug)]
pub(super) struct Word<'a> {
    /// In lower case.
    pub(super) low: String,
    /// Where it stands.
    pub(super) span: Range<usize>,
    /// The punctuation behind it.
    pub(super) after: &'a str,
}

const OPENING: &[char] = &['(', '[', '"', '\'', '„', '“', '‘', '«', '–', '—', '•'];
const CLOSING: &[char] = &['.', ',', ';', ':', '!', '?', ')', ']', '"', '\'', '”', '’', '“', '»', '–', '—'];

/// The sentences of a text. One ends at `.`, `!` or `?` before a capital, at `;`, and at a line break.
pub(super) fn sentences(text: &str) -> Vec<Vec<Word<'_>>> {
    let mut all = Vec::new();
    for line in text.split('\n') {
        let line_start = offset(text, line);
        let mut sentence: Vec<Word<'_>> = Vec::new();
        for chunk in line.split_whitespace() {
            let starts_anew = chunk.trim_start_matches(OPENING).starts_with(char::is_uppercase);
            if sentence.last().is_some_and(|word| ends_sentence(word, starts_anew)) {
                all.push(std::mem::take(&mut sentence));
            }
            let inner = chunk.trim_start_matches(OPENING).trim_end_matches(CLOSING);
            let start = line_start + offset(line, chunk) + offset(chunk, inner);
            let after = &text[start + inner.len()..line_start + offset(line, chunk) + chunk.len()];
            sentence.push(Word { low: inner.to_lowercase(), span: start..start + inner.len(), after });
        }
        if !sentence.is_empty() {
            all.push(sentence);
        }
    }
    all
}

fn ends_sentence(word: &Word<'_>, next_is_capital: bool) -> bool {
    word.after.contains(';') || (next_is_capital && word.after.contains(['.', '!', '?']))
}

/// Where `part` starts in `whole`, of which it is a slice.
fn offset(whole: &str, part: &str) -> usize {
    part.as_ptr() as usize - whole.as_ptr() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&[&str]]) {
        let found = sentences(text);
        let words: Vec<Vec<&str>> = found
            .iter()
            .map(|sentence| sentence.iter().map(|word| &text[word.span.clone()]).collect())
            .collect();
        assert_eq!(words, expected, "{text:?}");
    }

    #[test]
    fn sentences_end_where_a_reader_stops() {
        check("Eén zin. Nog een!", &[&["Eén", "zin"], &["Nog", "een"]]);
        check("Tot 9 nov. 2023, 9.00 uur.", &[&["Tot", "9", "nov", "2023", "9.00", "uur"]]);
        check(
            "Vragen tot 6 mei; reageren tot 9 mei",
            &[&["Vragen", "tot", "6", "mei"], &["reageren", "tot", "9", "mei"]],
        );
        check("een\ntwee", &[&["een"], &["twee"]]);
        check("(„Kom” op)", &[&["Kom", "op"]]);
        check(" \n ", &[]);
    }
}
