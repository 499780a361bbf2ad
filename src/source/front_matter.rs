//! A Markdown file's head between `+++` lines, and the text below it.

use crate::diagnostic::{Code, Problems};
use crate::text;

/// Both halves of a file, each with the byte at which it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrontMatter<'a> {
    /// The TOML between the fences.
    pub toml: &'a str,
    /// Where it starts.
    pub toml_start: usize,
    /// Everything after the closing fence's line.
    pub body: &'a str,
    /// Where it starts.
    pub body_start: usize,
}

/// Splits a file at its fences: lines of `+++`, blanks behind them allowed. A byte-order mark and blank
/// lines may come first. `None`, with the reason in `problems`, when a fence is missing.
pub fn split<'a>(file: &'a str, problems: &mut Problems) -> Option<FrontMatter<'a>> {
    let help = || {
        text!(
            "begin het bestand met een regel +++, dan de gegevens, dan weer een regel +++",
            "start the file with a line +++, then the data, then a line +++ again"
        )
    };
    let mut lines = Lines { rest: file.strip_prefix('\u{feff}').unwrap_or(file), file };
    let opening = loop {
        match lines.next() {
            Some((_, line)) if line.trim().is_empty() => {}
            Some((start, line)) if line.trim_end() == "+++" => break start,
            Some((start, line)) => {
                let message = text!(
                    "hier hoort de regel +++ te staan waarmee de gegevens beginnen",
                    "the line +++ that opens the data belongs here"
                );
                problems.add(Code::FrontMatter, start..start + line.trim_end().len(), message, help());
                return None;
            }
            None => {
                let message = text!("dit bestand is leeg", "this file is empty");
                problems.add(Code::FrontMatter, 0..0, message, help());
                return None;
            }
        }
    };
    let toml_start = file.len() - lines.rest.len();
    while let Some((start, line)) = lines.next() {
        if line.trim_end() == "+++" {
            let body_start = file.len() - lines.rest.len();
            return Some(FrontMatter {
                toml: &file[toml_start..start],
                toml_start,
                body: &file[body_start..],
                body_start,
            });
        }
    }
    let message = text!(
        "de gegevens die hier beginnen, worden niet met een regel +++ gesloten",
        "the data that starts here is not closed by a line +++"
    );
    let help = text!(
        "zet tussen de gegevens en de tekst weer een regel +++",
        "put a line +++ between the data and the text"
    );
    problems.add(Code::FrontMatter, opening..opening + 3, message, help);
    None
}

struct Lines<'a> {
    file: &'a str,
    rest: &'a str,
}

impl<'a> Iterator for Lines<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let start = self.file.len() - self.rest.len();
        let end = self.rest.find('\n').map_or(self.rest.len(), |newline| newline + 1);
        let (line, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some((start, line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn check(file: &str, expected: Option<(&str, &str)>) {
        let mut problems = Problems::of(&Arc::from("x.md"));
        let parts = split(file, &mut problems);
        assert_eq!(parts.map(|p| (p.toml, p.body)), expected, "{file:?}");
        assert_eq!(problems.found.is_empty(), expected.is_some());
        if let Some(parts) = parts {
            assert!(file[parts.toml_start..].starts_with(parts.toml));
            assert_eq!(&file[parts.body_start..], parts.body);
        }
    }

    #[test]
    fn fences_are_found_whatever_the_editor_left_around_them() {
        check("+++\na = 1\n+++\ntekst", Some(("a = 1\n", "tekst")));
        check("\u{feff}+++\r\na = 1\r\n+++ \t\r\ntekst", Some(("a = 1\r\n", "tekst")));
        check("\n\n+++\n+++", Some(("", "")));
        check("+++\na = 1", None);
        check("", None);
        check("\u{feff}", None);
        check("tekst", None);
        check("++++\n+++", None);
    }
}
