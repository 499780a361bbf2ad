//! Units typed twice in running text, as forms that are joined produce them: `6 maanden maanden`.

use super::passages::Passage;
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::text;
use std::ops::Range;

/// Each unit with the spellings that mean it.
const UNITS: &[&[&str]] = &[
    &["minuut", "minuten"],
    &["uur", "uren"],
    &["dag", "dagen", "dag(en)"],
    &["werkdag", "werkdagen", "werkdag(en)"],
    &["week", "weken"],
    &["maand", "maanden", "maand(en)"],
    &["jaar", "jaren"],
    &["euro", "euro's"],
    &["procent"],
    &["punt", "punten", "punt(en)"],
];

/// Judges all texts.
pub(super) fn check(passages: &[Passage], problems: &mut Problems) {
    for passage in passages {
        for block in &passage.blocks {
            for Doubled { span, meant } in doubled(&block.words) {
                let found = block.words[span.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
                let message = text!(
                    "in \"{found}\" staat de eenheid twee keer",
                    "the unit stands twice in \"{found}\""
                );
                let help = text!("schrijf \"{meant}\"", "write \"{meant}\"");
                let place = passage.place(block, &span);
                problems.found.push(Diagnostic::new(Code::DoubledUnit, place, message, help));
            }
        }
    }
}

struct Doubled {
    span: Range<usize>,
    meant: String,
}

fn doubled(words: &str) -> Vec<Doubled> {
    if !words.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let words: Vec<(usize, &str)> = words
        .split_whitespace()
        .map(|word| (word.as_ptr() as usize - words.as_ptr() as usize, word))
        .collect();
    let mut found = Vec::new();
    for trio in words.windows(3) {
        let [(start, number), (_, unit), (last, again)] = *trio else { continue };
        let again = trimmed(again);
        let is_number = number.trim_start_matches('(').starts_with(|c: char| c.is_ascii_digit());
        if is_number && unit_of(unit).is_some() && unit_of(unit) == unit_of(again) {
            let number = number.trim_start_matches('(');
            let start = start + trio[0].1.len() - number.len();
            found.push(Doubled { span: start..last + again.len(), meant: format!("{number} {unit}") });
        }
    }
    found
}

fn unit_of(word: &str) -> Option<usize> {
    let word = word.to_lowercase();
    UNITS.iter().position(|names| names.contains(&&*word))
}

fn trimmed(word: &str) -> &str {
    let end = word.trim_end_matches(['.', ',', ';', ':', '!', '?']);
    // A bracket that closes `(en)` belongs to the word.
    if end.contains('(') { end } else { end.trim_end_matches(')') }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let found = doubled(text);
        let shown: Vec<_> = found.iter().map(|one| (&text[one.span.clone()], &*one.meant)).collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn a_unit_typed_twice_behind_its_number_is_found() {
        check("Duur: 6 maanden maanden.", &[("6 maanden maanden", "6 maanden")]);
        check("Het is 24 uur  uur per week", &[("24 uur  uur", "24 uur")]);
        check("(2 maal 3 maand(en) maanden)", &[("3 maand(en) maanden", "3 maand(en)")]);
        check(
            "Voor 24-28 Uur uur, of 2 jaar jaar.",
            &[("24-28 Uur uur", "24-28 Uur"), ("2 jaar jaar", "2 jaar")],
        );
        check("(36 uur uur)", &[("36 uur uur", "36 uur")]);
    }

    #[test]
    fn what_only_looks_like_it_is_left_alone() {
        for text in [
            "6 maanden",
            "6 maanden, maanden waarin veel gebeurt",
            "jaar op jaar",
            "dag dag",
            "2 jaar jaarlijks verlengen",
            "12 uur per dag",
            "1 dag week",
            "elke 24 uur. Uur na uur",
        ] {
            check(text, &[]);
        }
    }
}
