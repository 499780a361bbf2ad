//! What a template asked for that is not there, and what is there instead.
//!
//! Tera tells the fields beside a misspelt one when it prints a path. Where the path goes through a filter, a loop
//! or a component it says only that something is undefined; then the path is read from the excerpt that it shows
//! and followed through what the template was given.

use crate::language::Text;
use crate::source::nearest;
use crate::text;
use tera::Context;

/// A fault in words, and what to do when that is more than to mend the template.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) words: Text,
    pub(super) help: Option<Text>,
}

/// `message` is what Tera says in one line; `report` the same with excerpts of the templates.
pub(super) fn told(message: &str, report: &str, context: &Context) -> Told {
    if let Some((name, there)) = between(message, "Field `", "Available fields: ") {
        return in_words(name, &there);
    }
    if let Some((name, there)) = between(message, "Variable `", "Available variables: ") {
        return in_words(name, &there);
    }
    let lost = excerpts(report).find_map(|(line, column)| {
        paths(line, column, asked_name(message)).into_iter().find_map(|path| follow(path, context))
    });
    if let Some((path, there)) = lost {
        return in_words(&path, &there);
    }
    if let Some(name) = asked_name(message) {
        return Told { words: text!("`{name}` heeft geen waarde", "`{name}` has no value"), help: None };
    }
    Told { words: text!("{message}", "{message}"), help: None }
}

/// The name behind `start` and the names behind `list`.
fn between<'a>(message: &'a str, start: &str, list: &str) -> Option<(&'a str, Vec<&'a str>)> {
    let (name, rest) = message.strip_prefix(start)?.split_once('`')?;
    let there = rest.split_once(list).map_or(Vec::new(), |(_, names)| names.split(", ").collect());
    (rest.contains("is not defined")).then_some((name, there))
}

fn in_words(asked: &str, there: &[impl AsRef<str>]) -> Told {
    let there: Vec<&str> = there.iter().map(AsRef::as_ref).collect();
    let last = asked.rsplit('.').next().unwrap_or(asked);
    let all = there.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let words = if there.is_empty() {
        text!(
            "`{asked}` bestaat niet; op deze plek zijn geen velden",
            "there is no `{asked}`; there are no fields here"
        )
    } else {
        text!("`{asked}` bestaat niet; er zijn: {all}", "there is no `{asked}`; there are: {all}")
    };
    let help = nearest(last, there).map(|name| text!("bedoelt u `{name}`?", "did you mean `{name}`?"));
    Told { words, help }
}

/// The parameter of a component that was given something undefined.
fn asked_name(message: &str) -> Option<&str> {
    message.strip_prefix("Variable `")?.strip_suffix("` exists but its value is undefined")
}

/// Each excerpt of a report: a line of a template, and the column, in characters, at which it is marked.
fn excerpts(report: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut lines = report.lines().peekable();
    std::iter::from_fn(move || {
        loop {
            let line = lines.next()?;
            let Some((number, text)) = line.split_once(" | ") else { continue };
            if !number.trim().is_empty() && number.trim().bytes().all(|byte| byte.is_ascii_digit()) {
                let marks = lines.peek().and_then(|below| below.split_once(" | ")).map(|(_, marks)| marks);
                let column = marks.and_then(|marks| marks.find('^')).unwrap_or(0);
                return Some((text, column));
            }
        }
    })
}

/// The paths that may be meant: what is given to the component's parameter, or what stands at the mark.
fn paths<'a>(line: &'a str, column: usize, parameter: Option<&str>) -> Vec<&'a str> {
    let mut found = Vec::new();
    if let Some(name) = parameter {
        for opening in [format!("{name}={{"), format!("{name} = {{")] {
            found.extend(line.split(opening.as_str()).skip(1).map(leading_path));
        }
    }
    let at = line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
    found.push(leading_path(&line[at - trailing_path(&line[..at]).len()..]));
    // A filter is marked behind the value that it was given.
    if let Some(before) = line[..at].trim_end().strip_suffix('|') {
        found.push(trailing_path(before.trim_end()));
    }
    found
}

fn is_of_path(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '?' | '[' | ']' | '"' | '\'' | '-')
}

fn trailing_path(text: &str) -> &str {
    &text[text.trim_end_matches(is_of_path).len()..]
}

fn leading_path(text: &str) -> &str {
    let text = text.trim_start();
    &text[..text.find(|c| !is_of_path(c)).unwrap_or(text.len())]
}

/// Follows `words.list["title"]` to where it ends too soon: the path up to there, and the fields that are there.
fn follow(path: &str, context: &Context) -> Option<(String, Vec<String>)> {
    let mut steps = steps(path).into_iter();
    let mut walked = steps.next()?;
    let mut value = context.get(&walked)?;
    for step in steps {
        walked = format!("{walked}.{step}");
        let map = value.as_map();
        let Some((_, next)) = map.and_then(|map| map.iter().find(|(key, _)| key.as_str() == Some(&*step)))
        else {
            let mut fields: Vec<_> = map.into_iter().flatten().map(|(key, _)| key.to_string()).collect();
            fields.sort();
            return Some((walked, fields));
        };
        value = next;
    }
    None
}

/// The names in a path; one that is computed ends it, under its own spelling.
fn steps(path: &str) -> Vec<String> {
    let mut steps = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        rest = &rest[name.len()..];
        if !name.is_empty() {
            steps.push(name);
        }
        rest = rest.trim_start_matches(['.', '?']);
        if rest.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let Some((index, after)) = rest.strip_prefix('[').and_then(|inside| inside.split_once(']')) else {
            break;
        };
        steps.push(index.trim_matches(['"', '\'']).to_owned());
        rest = after;
    }
    steps
}
