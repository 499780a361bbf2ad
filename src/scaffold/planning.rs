//! A planning as lines of a record: every proposed day with its reasons above it.

use crate::language::Language;
use crate::source::{Node, Value};
use crate::term::{Plan, Step, What};
use crate::time::Written;
use std::ops::Range;

/// The longest line of a comment, in characters.
const WIDTH: usize = 88;
/// As many lines of reasons as stand above a day; whoever wants them all has `termijn plan`.
const MOST_LINES: usize = 3;

/// How the reasons for a proposal begin, how they go on, and what stands above a proposal in a copy.
const PROPOSAL: &str = "Voorstel:";
const CONTINUED: &str = "#   ";
pub(super) const COPIED: &str = "# Nieuw voorstel; controleer de dag.";

/// The lines for these steps, as far as the planning has them, and no line end behind the last; `None` when it
/// has none of them.
pub(super) fn lines(plan: &Plan, steps: &[What]) -> Option<String> {
    let steps: Vec<_> = steps.iter().filter_map(|what| plan.step(*what)).collect();
    let lines = steps.iter().map(|step| format!("{}{}", reasons(step), step.toml(Language::Dutch)));
    (!steps.is_empty()).then(|| lines.collect::<String>().trim_end().to_owned())
}

/// The first reasons of a step as a comment: as many as fit, and one at least.
fn reasons(step: &Step) -> String {
    let reasons: Vec<_> = step.reasons.iter().map(|reason| reason.to(Language::Dutch)).collect();
    let first = |count: usize| {
        let sentences = reasons[..count].iter().skip(1).map(|reason| format!(" {}.", capitalised(reason)));
        comment(&format!("{PROPOSAL} {}.{}", reasons[0], sentences.collect::<String>()))
    };
    let fits = |count: &usize| *count <= 1 || first(*count).lines().count() <= MOST_LINES;
    (1..=reasons.len()).rev().find(fits).map_or_else(String::new, first)
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// Words as lines of a comment, each ending in a line end; the later lines are indented.
fn comment(words: &str) -> String {
    let mut comment = String::new();
    let mut line = String::from("#");
    for word in words.split_whitespace() {
        if line.len() > CONTINUED.len() && line.chars().count() + 1 + word.chars().count() > WIDTH {
            comment.push_str(&line);
            comment.push('\n');
            // A blank comes with the word.
            line = CONTINUED[..CONTINUED.len() - 1].to_owned();
        }
        line.push(' ');
        line.push_str(word);
    }
    comment.push_str(&line);
    comment.push('\n');
    comment
}

/// The TOML without the comments that [`lines`] wrote: they tell of dates that a copy has not.
pub(super) fn without_comments(toml: &str, root: &Node) -> String {
    let mut gone = Vec::new();
    leaves(root, &mut |leaf| {
        let start = toml[..leaf.start].rfind('\n').map_or(0, |newline| newline + 1);
        gone.extend(proposal_above(toml, start));
        let end = toml[leaf.end..].find(['\r', '\n']).map_or(toml.len(), |length| leaf.end + length);
        if is_day(&toml[leaf.end..end]) {
            gone.push(leaf.end..end);
        }
    });
    gone.sort_by_key(|range| range.start);
    gone.dedup();
    let mut kept = toml.to_owned();
    for range in gone.into_iter().rev() {
        kept.replace_range(range, "");
    }
    kept
}

/// Every key with its value, as far as they are no tables.
fn leaves(node: &Node, leaf: &mut impl FnMut(Range<usize>)) {
    let Value::Table(table) = &node.value else { return };
    for entry in &table.entries {
        match &entry.node.value {
            Value::Table(_) => leaves(&entry.node, leaf),
            Value::List(items) if items.iter().any(|item| matches!(item.value, Value::Table(_))) => {
                items.iter().for_each(|item| leaves(item, leaf));
            }
            _ => leaf(entry.key_span.start..entry.node.span.end),
        }
    }
}

/// The lines of a proposal that end where the line of its key starts.
fn proposal_above(toml: &str, start: usize) -> Option<Range<usize>> {
    let mut from = start;
    loop {
        let above = toml[..from].strip_suffix('\n')?;
        from = above.rfind('\n').map_or(0, |newline| newline + 1);
        let line = &above[from..];
        if line.starts_with(&format!("# {PROPOSAL}")) || line.starts_with(COPIED) {
            return Some(from..start);
        }
        if !line.starts_with(CONTINUED) {
            return None;
        }
    }
}

/// Whether what stands behind a value is a comment with a day in words and nothing else.
fn is_day(rest: &str) -> bool {
    let Some(words) = rest.trim().strip_prefix("# ") else { return false };
    let words = words.strip_prefix("tot en met ").unwrap_or(words);
    words.starts_with(char::is_alphabetic)
        && Written::read(words).is_ok_and(|written| written.relative().is_none() && !written.lacks_year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Problems;
    use crate::language::Text;
    use crate::source::parse;
    use crate::time::Date;
    use std::sync::Arc;

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
        assert_eq!(reasons(&[60, 80, 80, 80]), 3);
        assert_eq!(reasons(&[60, 300, 10]), 1);
        assert_eq!(reasons(&[400, 10]), 5);
    }

    #[test]
    fn long_words_are_broken_between_lines() {
        assert_eq!(comment("een twee"), "# een twee\n");
        let (first, later) = ("woord ".repeat(14), "woord ".repeat(14));
        let expected = format!("# {}\n#   {}\n", first.trim_end(), later.trim_end());
        assert_eq!(comment(&"woord ".repeat(28)), expected);
        assert_eq!(comment(&"a".repeat(100)), format!("# {}\n", "a".repeat(100)));
        assert_eq!(capitalised("één"), "Één");
    }

    #[test]
    fn comments_that_tell_of_a_proposal_go_and_others_stay() {
        #[track_caller]
        fn check(toml: &str, expected: &str) {
            let root = parse(toml, 0, &mut Problems::of(&Arc::from(""))).0;
            assert_eq!(without_comments(toml, &root), expected, "{toml}");
        }
        check("# van mij\n# Voorstel: a\n#   b\na = 1 # vrijdag 16 januari 2026\n", "# van mij\na = 1\n");
        check("# Voorstel: a\r\n#   b\r\na = 1 # tot en met vrijdag 16 januari 2026\r\n", "a = 1\r\n");
        check("[t]\n# Voorstel: a\na = 1\n# Nieuw voorstel; controleer de dag.\nb = 1", "[t]\na = 1\nb = 1");
        check(
            "# Nieuw voorstel; controleer de dag.\nt = { a = 1, b = 2 } # x\n",
            "t = { a = 1, b = 2 } # x\n",
        );
        for toml in [
            "# Voorstel: a\n# van mij\na = 1 # vrijdag 16 januari 2026 is te vroeg\n",
            "#   van mij\na = 1 # 16 januari\n",
            "a = \"# vrijdag 16 januari 2026\"\n# Voorstel: a\n",
            "a = '''\n# Voorstel: a\nb = 1 # vrijdag 16 januari 2026\n''' # klaar\n",
            "a = 1 # 2 werkdagen na published\nb = 1 # 2026-01-16\nc = 1",
        ] {
            check(toml, toml);
        }
    }
}
