//! A planning as lines of a record: every proposed day with its reasons above it.

use crate::language::Language;
use crate::term::{Plan, What};

/// The longest line of a comment, in characters.
const WIDTH: usize = 88;

/// The lines for these steps, as far as the planning has them, and no line end behind the last; `None` when it
/// has none of them.
pub(super) fn lines(plan: &Plan, steps: &[What]) -> Option<String> {
    let steps: Vec<_> = steps.iter().filter_map(|what| plan.step(*what)).collect();
    let lines = steps.iter().map(|step| {
        let reasons = step.reasons.iter().map(|reason| sentence(reason.to(Language::Dutch)));
        format!("{}{}", comment(&reasons.collect::<Vec<_>>().join(" ")), step.toml(Language::Dutch))
    });
    (!steps.is_empty()).then(|| lines.collect::<String>().trim_end().to_owned())
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

    #[test]
    fn long_words_are_broken_between_lines() {
        assert_eq!(comment("een twee"), "# een twee\n");
        let line = format!("# {}\n", "woord ".repeat(14).trim_end());
        assert_eq!(comment(&"woord ".repeat(28)), line.repeat(2));
        assert_eq!(comment(&"a".repeat(100)), format!("# {}\n", "a".repeat(100)));
        assert_eq!(sentence("één"), "Één.");
    }
}
