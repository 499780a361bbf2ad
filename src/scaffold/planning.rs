//! A planning as lines of a record: every proposed day with its reasons above it.

use crate::language::Language;
use crate::term::{Plan, Step, What};

/// The longest line of a comment, in characters.
const WIDTH: usize = 88;
/// As many lines of reasons as stand above a day; whoever wants them all has `termijn plan`.
const MOST_LINES: usize = 3;

/// The lines for these steps, as far as the planning has them, and no line end behind the last; `None` when it
/// has none of them.
pub(super) fn lines(plan: &Plan, steps: &[What]) -> Option<String> {
    let steps: Vec<_> = steps.iter().filter_map(|what| plan.step(*what)).collect();
    let lines = steps.iter().map(|step| format!("{}{}", reasons(step), step.toml(Language::Dutch)));
    (!steps.is_empty()).then(|| lines.collect::<String>().trim_end().to_owned())
}

/// The first reasons of a step as a comment: as many as fit, and one at least.
fn reasons(step: &Step) -> String {
    let sentences: Vec<_> = step.reasons.iter().map(|reason| sentence(reason.to(Language::Dutch))).collect();
    let first = |count: usize| comment(&sentences[..count].join(" "));
    let fits = |count: &usize| *count <= 1 || first(*count).lines().count() <= MOST_LINES;
    (1..=sentences.len()).rev().find(fits).map_or_else(String::new, first)
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).chain(['.']).collect()
}

/// Words as lines of a comment, each ending in a line end.
pub(super) fn comment(words: &str) -> String {
    let mut comment = String::new();
    let mut line = String::from("#");
    for word in words.split_whitespace() {
        if line.len() > 1 && line.chars().count() + 1 + word.chars().count() > WIDTH {
            comment.push_str(&line);
            comment.push('\n');
            line = String::from("#");
        }
        line.push(' ');
        line.push_str(word);
    }
    comment.push_str(&line);
    comment.push('\n');
    comment
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Text;
    use crate::time::Date;

    #[test]
    fn reasons_stand_there_as_far_as_they_are_short() {
        let reasons = |lengths: &[usize]| {
            let words = |length: &usize| format!("w{}", " w".repeat((length - 2) / 2));
            let text = |length| Text { nl: words(length), en: String::new() };
            let reasons = lengths.iter().map(text).collect();
            let date = Date::new(2026, 3, 2).unwrap();
            super::reasons(&Step { what: What::Closing, date, time: None, until: None, reasons })
                .lines()
                .count()
        };
        assert_eq!(reasons(&[]), 0);
        assert_eq!(reasons(&[20, 20]), 1);
        assert_eq!(reasons(&[80, 80, 80, 80]), 3);
        assert_eq!(reasons(&[80, 200, 10]), 1);
        assert_eq!(reasons(&[400, 10]), 5);
    }

    #[test]
    fn long_words_are_broken_between_lines() {
        assert_eq!(comment("een twee"), "# een twee\n");
        let line = format!("# {}\n", "woord ".repeat(14).trim_end());
        assert_eq!(comment(&"woord ".repeat(28)), line.repeat(2));
        assert_eq!(comment(&"a".repeat(100)), format!("# {}\n", "a".repeat(100)));
        assert_eq!(sentence("één"), "Één.");
    }
}
