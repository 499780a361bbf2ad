//! Draws diagnostics for people, and writes them for tools.

use super::Exit;
use crate::diagnostic::{Diagnostic, Label, Lines, Severity};
use crate::language::{Language, Text};
use crate::source::SourceTree;
use crate::text;
use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};
use anstream::adapter::strip_str;
use anstream::{AutoStream, ColorChoice};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::ops::Range;
use std::sync::Arc;

/// As many problems as are drawn: whoever has more mends these first, and each excerpt costs time.
const DRAWN: usize = 200;

/// Draws the diagnostics and counts them, on standard error.
pub(super) fn draw(diagnostics: &[Diagnostic], tree: &SourceTree, language: Language) {
    if diagnostics.is_empty() {
        return;
    }
    let shown = &diagnostics[..diagnostics.len().min(DRAWN)];
    let texts = texts_of(shown, tree);
    let drawn = shown.par_iter().map(|diagnostic| drawn(diagnostic, &texts, language) + "\n\n");
    let mut all = drawn.collect::<Vec<_>>().concat();
    if let Some(more) = diagnostics.len().checked_sub(DRAWN).filter(|more| *more > 0) {
        let words = text!(
            "… en nog {more}; `termijn check --format json` noemt ze alle.\n\n",
            "… and {more} more; `termijn check --format json` names them all.\n\n"
        );
        all.push_str(words.to(language));
    }
    all.push_str(count(diagnostics).to(language));
    all.push('\n');
    print_error(&all);
}

/// The texts in which problems point at something, by their files.
type Texts<'a> = BTreeMap<&'a str, Arc<[u8]>>;

fn texts_of<'a>(diagnostics: &'a [Diagnostic], tree: &SourceTree) -> Texts<'a> {
    let files = files_of(diagnostics).into_iter();
    files.filter_map(|file| Some((file, tree.bytes(file)?))).collect()
}

/// The files in which these problems point at something.
pub(super) fn files_of(diagnostics: &[Diagnostic]) -> BTreeSet<&str> {
    let labels = diagnostics.iter().flat_map(|one| std::iter::once(&one.label).chain(&one.context));
    labels.map(|label| &*label.place.file).collect()
}

/// One diagnostic as a person reads it, with the styles of a terminal.
fn drawn(diagnostic: &Diagnostic, texts: &Texts<'_>, language: Language) -> String {
    let name = diagnostic.severity.name();
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let mut group = level
        .with_name(name.to(language).to_owned())
        .primary_title(diagnostic.message.to(language).to_owned())
        .id(diagnostic.code.number())
        .element(excerpt(diagnostic, texts, language));
    let elsewhere = diagnostic.context.iter().filter(|label| label.place.file != diagnostic.label.place.file);
    for label in elsewhere {
        group = group.element(other_file(label, texts, language));
    }
    for reason in &diagnostic.reasons {
        let why = Level::NOTE.with_name(text!("uitleg", "note").to(language).to_owned());
        group = group.element(why.message(reason.to(language).to_owned()));
    }
    let help = Level::HELP.with_name(text!("hulp", "help").to(language).to_owned());
    group = group.element(help.message(diagnostic.help.to(language).to_owned()));
    Renderer::styled().render(&[group])
}

/// The lines of the file that the problem is about, with all its places in that file.
fn excerpt<'a>(diagnostic: &'a Diagnostic, texts: &'a Texts<'_>, language: Language) -> Element<'a> {
    let place = &diagnostic.label.place;
    let Some(source) = source(texts, &place.file).filter(|_| place.end > 0) else {
        return Origin::path(&*place.file).into();
    };
    let mut snippet = Snippet::source(source).path(&*place.file);
    snippet = snippet.annotation(annotation(&diagnostic.label, AnnotationKind::Primary, source, language));
    for label in
        diagnostic.context.iter().filter(|label| label.place.file == place.file && label.place.end > 0)
    {
        snippet = snippet.annotation(annotation(label, AnnotationKind::Context, source, language));
    }
    snippet.into()
}

fn other_file<'a>(label: &'a Label, texts: &'a Texts<'_>, language: Language) -> Element<'a> {
    match source(texts, &label.place.file).filter(|_| label.place.end > 0) {
        Some(source) => Snippet::source(source)
            .path(&*label.place.file)
            .annotation(annotation(label, AnnotationKind::Context, source, language))
            .into(),
        None => Origin::path(&*label.place.file).into(),
    }
}

fn annotation<'a>(
    label: &'a Label,
    kind: AnnotationKind,
    source: &str,
    language: Language,
) -> annotate_snippets::Annotation<'a> {
    let annotation = kind.span(within(source, label.place.start..label.place.end));
    match &label.text {
        Some(text) => annotation.label(text.to(language)),
        None => annotation,
    }
}

/// The span, moved to whole characters of the text. A span over many lines is drawn as its first.
fn within(source: &str, span: Range<usize>) -> Range<usize> {
    let floor = |mut at: usize| {
        at = at.min(source.len());
        while !source.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (floor(span.start), floor(span.end));
    let line_end = source[start..end.max(start)].find(['\r', '\n']).map_or(end, |newline| start + newline);
    start..line_end.max(start)
}

fn source<'a>(texts: &'a Texts<'_>, file: &str) -> Option<&'a str> {
    std::str::from_utf8(texts.get(file)?).ok()
}

/// `2 fouten, 1 waarschuwing en 1 opmerking`
fn count(diagnostics: &[Diagnostic]) -> Text {
    let of = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let counts = [of(Severity::Error), of(Severity::Warning), of(Severity::Info)];
    let join = |names: [[&str; 2]; 3], and: &str| {
        let found = counts.into_iter().zip(names).filter(|(count, _)| *count > 0);
        let mut parts: Vec<String> = found
            .map(|(count, [one, more])| format!("{count} {}", if count == 1 { one } else { more }))
            .collect();
        let last = parts.pop().unwrap_or_default();
        if parts.is_empty() { last } else { format!("{} {and} {last}", parts.join(", ")) }
    };
    Text {
        nl: join(
            [["fout", "fouten"], ["waarschuwing", "waarschuwingen"], ["opmerking", "opmerkingen"]],
            "en",
        ),
        en: join([["error", "errors"], ["warning", "warnings"], ["note", "notes"]], "and"),
    }
}

/// A diagnostic for tools (the record format, section 7).
#[derive(Serialize)]
pub(super) struct Line<'a> {
    code: &'static str,
    severity: Severity,
    message: &'a str,
    help: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// The diagnostics for tools.
pub(super) fn lines<'a>(
    diagnostics: &'a [Diagnostic],
    tree: &SourceTree,
    language: Language,
) -> Vec<Line<'a>> {
    let texts = texts_of(diagnostics, tree);
    let mut files: BTreeMap<&str, Lines<'_>> = BTreeMap::new();
    diagnostics
        .iter()
        .map(|diagnostic| {
            let place = &diagnostic.label.place;
            let bytes = texts.get(&*place.file).map_or(&[][..], |bytes| &bytes[..]);
            let of_file = files.entry(&place.file).or_insert_with(|| Lines::of(bytes));
            let (start, end) = (of_file.position(place.start), of_file.position(place.end));
            Line {
                code: diagnostic.code.number(),
                severity: diagnostic.severity,
                message: diagnostic.message.to(language),
                help: diagnostic.help.to(language),
                file: &place.file,
                line: start.line,
                column: start.column,
                end_line: end.line,
                end_column: end.column,
            }
        })
        .collect()
}

/// Says that the command cannot be understood or carried out as typed.
pub(super) fn wrong_usage(message: &Text, help: &Text, language: Language) -> Exit {
    failure(message, Some(help), language);
    Exit::Usage
}

/// Says that the machine would not.
pub(super) fn machine(message: &Text, language: Language) -> Exit {
    failure(message, None, language);
    Exit::Machine
}

fn failure(message: &Text, help: Option<&Text>, language: Language) {
    let name = Severity::Error.name();
    let mut words = format!("{}: {}\n", name.to(language), message.to(language));
    if let Some(help) = help {
        let hulp = text!("hulp", "help");
        words.push_str(&format!("{}: {}\n", hulp.to(language), help.to(language)));
    }
    print_error(&words);
}

/// Prints on standard error; a closed pipe is nobody's problem.
pub(super) fn print_error(words: &str) {
    // Where no styles are wanted they are taken out first: one by one they would cost a write each.
    let raw = std::io::stderr();
    let _ = match AutoStream::choice(&raw) {
        ColorChoice::Never => raw.lock().write_all(strip_str(words).to_string().as_bytes()),
        _ => anstream::stderr().lock().write_all(words.as_bytes()),
    };
}

/// Prints on standard output; a closed pipe is nobody's problem.
pub(super) fn print(words: &str) {
    let mut out = anstream::stdout().lock();
    let _ = out.write_all(words.as_bytes()).and_then(|()| out.flush());
}

/// Prints a value for tools on one line.
pub(super) fn print_line(value: &impl Serialize) {
    let mut text = serde_json::to_string(value).expect("our own shapes have text keys");
    text.push('\n');
    print(&text);
}

/// Prints a value for tools.
pub(super) fn print_json(value: &impl Serialize) {
    let mut text = serde_json::to_string_pretty(value).expect("our own shapes have text keys");
    text.push('\n');
    print(&text);
}
