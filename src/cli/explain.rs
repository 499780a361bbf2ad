//! `termijn explain CODE`: what a message means, in the words of docs/diagnostics.md.

use super::args::{Args, Format};
use super::{Exit, explain_record, report};
use crate::diagnostic::{Code, Severity};
use crate::language::Language;
use crate::text;
use serde::Serialize;

/// The page that explains every code: the program shows what is written there, and nothing else.
const PAGE: &str = include_str!("../../docs/diagnostics.md");

/// What begins the English part of an explanation.
const ENGLISH: &str = "*In English:*";

/// An explanation for tools.
#[derive(Serialize)]
struct Explained {
    code: &'static str,
    severity: Severity,
    title: String,
    text: String,
}

/// Explains the code, or says what to type.
pub(super) fn run(args: &Args, what: &str) -> Exit {
    if !is_code(what) {
        return explain_record::run(args, what);
    }
    let typed = what.to_uppercase();
    let Some(code) = Code::ALL.iter().copied().find(|code| code.number() == typed) else {
        let message = text!("de code {typed} bestaat niet", "there is no code {typed}");
        let near = nearest(&typed);
        let help = text!("bedoelt u `termijn explain {near}`?", "did you mean `termijn explain {near}`?");
        return report::wrong_usage(&message, &help, args.language);
    };
    let title = code.title().to(args.language).to_owned();
    let text = explanation(code, args.language);
    match args.format {
        Format::Json => {
            let severity = code.severity();
            report::print_json(&Explained { code: code.number(), severity, title, text });
        }
        Format::Human => {
            let severity = code.severity().name();
            let severity = severity.to(args.language);
            report::print(&format!("{severity}[{code}]: {title}\n\n{text}\n"));
        }
    }
    Exit::Done
}

/// `T` and digits, however many.
fn is_code(what: &str) -> bool {
    what.strip_prefix(['T', 't'])
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The code whose digits are most like those typed; of equals the one nearest in number, then the lowest.
fn nearest(typed: &str) -> Code {
    let number = |text: &str| text[1..].parse::<u64>().unwrap_or(u64::MAX);
    let alike = |code: &Code| {
        let other = code.number();
        let same = typed.bytes().zip(other.bytes()).filter(|(a, b)| a == b).count();
        let is_same_length = typed.len() == other.len();
        let distance = number(typed).abs_diff(number(other));
        let in_order = std::cmp::Reverse(distance);
        // Leading zeros left out, or one too many: the number is what was meant.
        (distance == 0, is_same_length, same, in_order, std::cmp::Reverse(other))
    };
    Code::ALL.iter().copied().max_by_key(|code| alike(code)).expect("there are codes")
}

/// The explanation in one language, with the example that is there in both.
fn explanation(code: Code, language: Language) -> String {
    let head = format!("\n### {code}\n");
    let section = PAGE.split_once(&head).map_or("", |(_, behind)| behind);
    let section = section.split("\n### ").next().unwrap_or_default();
    let section = section.split("\n## ").next().unwrap_or_default();
    let mut words = Vec::new();
    let mut example = Vec::new();
    // Between fences stands the example; it may hold empty lines, like the page around it.
    for (index, part) in section.split("```").enumerate() {
        if index % 2 == 1 {
            example.extend(part.lines().skip(1).map(|line| format!("    {line}").trim_end().to_owned()));
            continue;
        }
        for paragraph in part.split("\n\n").map(str::trim).filter(|part| !part.is_empty()) {
            let in_english = paragraph.strip_prefix(ENGLISH);
            if in_english.is_some() == (language == Language::English) {
                words.push(capitalised(in_english.unwrap_or(paragraph).trim()));
            }
        }
    }
    words.extend((!example.is_empty()).then(|| example.join("\n")));
    words.join("\n\n")
}

/// Words behind a label begin in lower case, and a text does not.
fn capitalised(words: &str) -> String {
    let mut words = words.to_owned();
    words.get_mut(..1).into_iter().for_each(str::make_ascii_uppercase);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_words_in_both_languages() {
        for code in Code::ALL.iter().copied() {
            for (language, other) in [(Language::Dutch, ENGLISH), (Language::English, "Termijn leest")] {
                let text = explanation(code, language);
                assert!(text.len() > 60, "{code} says too little: {text}");
                assert!(!text.contains(other) && !text.contains("###"), "{code}: {text}");
                assert!(!text.contains("```"), "{code} shows a fence: {text}");
            }
            assert_ne!(explanation(code, Language::Dutch), explanation(code, Language::English), "{code}");
        }
    }

    #[test]
    fn the_nearest_code_is_the_one_meant() {
        for (typed, code) in [
            ("T0202", "T0202"),
            ("T201", "T0201"),
            ("T00201", "T0201"),
            ("T0299", "T0209"),
            ("T9999", "T0209"),
            ("T0459", "T0459"),
        ] {
            let near = nearest(typed);
            assert!(near.number() == code || typed == "T9999", "{typed} gives {near}");
        }
    }

    #[test]
    fn a_code_is_a_letter_and_digits() {
        for code in ["T0201", "t0201", "T1", "T99999"] {
            assert!(is_code(code), "{code}");
        }
        for word in ["", "T", "0201", "T02O1", "aanvragen/13995", "13995", "T-201"] {
            assert!(!is_code(word), "{word}");
        }
    }
}
