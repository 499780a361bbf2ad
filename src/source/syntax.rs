//! TOML text to spanned values, with every syntax error that can be told apart from its echoes.

use super::value::{DateTime, Entry, Node, Table, Value};
use crate::diagnostic::{Code, Problems};
use crate::language::Text;
use crate::text;
use std::collections::BTreeSet;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// An unclosed bracket makes the lines after it fail too; more than this many tells nothing new.
const MOST_ERRORS: usize = 5;

/// Parses TOML that starts at byte `offset` of the file. What could not be read is left out and
/// reported; the second result is the place of the first error after which the rest may be misread, if any.
pub fn parse(toml: &str, offset: usize, problems: &mut Problems) -> (Node, Option<usize>) {
    let (table, errors) = DeTable::parse_recoverable(toml);
    let mut lines = BTreeSet::new();
    let mut first = None;
    let mut reported = BTreeSet::new();
    for error in &errors {
        let span = error.span().unwrap_or(0..0);
        let start = floor_boundary(toml, span.start);
        reported.insert(start);
        if !spares_the_rest(error.message()) {
            first = Some(first.map_or(start, |f: usize| f.min(start)));
        }
        let line = toml[..start].matches('\n').count();
        if lines.len() < MOST_ERRORS && lines.insert(line) {
            let end = floor_boundary(toml, span.end).max(start);
            let (message, help) = explain(error.message(), toml[start..].lines().next().unwrap_or(""));
            problems.add(Code::TomlSyntax, offset + start..offset + end, message, help);
        }
    }
    let span = offset..offset;
    let table = Value::Table(convert_table(table.into_inner(), offset, &reported));
    (Node { value: table, span }, first.map(|at| at + offset))
}

/// Whether a fault is in one value or key alone, so that everything around it was read as written.
fn spares_the_rest(words: &str) -> bool {
    ["invalid date", "invalid time", "value is out of range", "duplicate key", "unexpected leading zero"]
        .iter()
        .any(|start| words.starts_with(start))
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn convert_table(table: DeTable<'_>, offset: usize, reported: &BTreeSet<usize>) -> Table {
    let mut entries: Vec<Entry> = table
        .into_iter()
        .map(|(key, value)| {
            let key_span = key.span();
            Entry {
                key: key.into_inner().into_owned(),
                key_span: key_span.start + offset..key_span.end + offset,
                node: convert(value, offset, reported),
            }
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span.start);
    Table { entries }
}

/// `reported` holds the places of errors: a plain value that starts at one has been spoken of.
fn convert(value: Spanned<DeValue<'_>>, offset: usize, reported: &BTreeSet<usize>) -> Node {
    let is_reported = reported.contains(&value.span().start);
    let span = value.span().start + offset..value.span().end + offset;
    let value = match value.into_inner() {
        DeValue::Array(items) => {
            Value::List(items.into_iter().map(|item| convert(item, offset, reported)).collect())
        }
        DeValue::Table(table) => Value::Table(convert_table(table, offset, reported)),
        _ if is_reported => Value::Broken,
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(number) if number.radix() == 10 => {
            Value::Integer(number.as_str().trim_start_matches('+').to_owned())
        }
        // What is too large to convert is told so by whoever asks for a number.
        DeValue::Integer(number) => Value::Integer(
            i64::from_str_radix(number.as_str(), number.radix())
                .map_or_else(|_| number.to_string(), |number| number.to_string()),
        ),
        DeValue::Float(number) => Value::Float(number.as_str().to_owned()),
        DeValue::Boolean(flag) => Value::Flag(flag),
        DeValue::Datetime(parts) if parts.date.is_none() && parts.time.is_none() => Value::Broken,
        DeValue::Datetime(parts) => Value::DateTime(DateTime {
            date: parts.date.map(|date| (i32::from(date.year), u32::from(date.month), u32::from(date.day))),
            time: parts.time.map(|time| {
                (
                    u32::from(time.hour),
                    u32::from(time.minute),
                    u32::from(time.second.unwrap_or(0)),
                    time.nanosecond.unwrap_or(0),
                )
            }),
            offset: parts.offset.map(|offset| match offset {
                toml::value::Offset::Z => None,
                toml::value::Offset::Custom { minutes } => Some(i32::from(minutes)),
            }),
        }),
    };
    Node { value, span }
}

/// The parser's words in ours, with what stands on the line from there on; what the table does not know is
/// passed on.
fn explain(words: &str, found: &str) -> (Text, Text) {
    let known = |starts: &[&str]| starts.iter().any(|start| words.starts_with(start));
    let is_unquoted = known(&["string values must be quoted"]);
    let word: String = found.chars().take_while(|c| c.is_alphabetic()).collect();
    let (nl, help_nl, help_en) = if known(&["duplicate key"]) {
        ("deze sleutel staat hier voor de tweede keer", "laat een van de twee staan", "keep one of the two")
    } else if found.starts_with(|c: char| c.is_control() && !matches!(c, '\r' | '\t')) {
        (
            "hier staat een onzichtbaar teken dat niet in een tekst hoort",
            "typ de tekst op deze plek opnieuw",
            "type the text here again",
        )
    } else if (is_unquoted && (found.trim().is_empty() || found.starts_with('#')))
        || known(&["missing value"])
    {
        (
            "achter het = staat niets",
            "vul een waarde in of haal de regel weg",
            "fill in a value or remove the line",
        )
    } else if is_unquoted && found.starts_with(['“', '”', '„', '‘', '’', '«']) {
        (
            "hier staan gekrulde aanhalingstekens",
            "typ rechte aanhalingstekens: sleutel = \"tekst\"",
            "type straight quotes: key = \"text\"",
        )
    } else if known(&["invalid boolean"]) || (is_unquoted && matches!(&*word, "ja" | "Ja" | "nee" | "Nee")) {
        (
            "ja of nee heet hier true of false",
            "schrijf true voor ja of false voor nee, in kleine letters",
            "write true or false, in lower case",
        )
    } else if is_unquoted {
        (
            "hier staat tekst zonder aanhalingstekens",
            "zet tekst tussen aanhalingstekens: sleutel = \"tekst\"",
            "put text between quotes: key = \"text\"",
        )
    } else if known(&["unexpected key or value"]) {
        (
            "op deze regel staat iets te veel",
            "zet tekst tussen aanhalingstekens, schrijf in een getal een punt en geen komma, en begin iedere sleutel op een nieuwe regel",
            "put text between quotes, write a point in a number and no comma, and start every key on a new line",
        )
    } else if known(&["invalid unquoted key"]) {
        (
            "dit teken kan niet in een sleutel staan",
            "gebruik in een sleutel alleen letters zonder accenten, cijfers, _ en -",
            "use only letters without accents, digits, _ and - in a key",
        )
    } else if known(&["unquoted keys cannot be empty"]) {
        (
            "hier ontbreekt de naam van een sleutel",
            "schrijf de regel als sleutel = \"waarde\", of haal hem weg",
            "write the line as key = \"value\", or remove it",
        )
    } else if known(&["key with no value"]) {
        (
            "achter deze sleutel hoort een =",
            "schrijf de regel als sleutel = \"waarde\"",
            "write the line as key = \"value\"",
        )
    } else if known(&["invalid multi-line"]) {
        (
            "een tekst over meer regels is niet afgesloten",
            "zet dezelfde drie aanhalingstekens aan het begin en aan het eind van de tekst",
            "put the same three quotes at the start and at the end of the text",
        )
    } else if known(&["missing opening quote", "invalid basic string", "invalid literal string"]) {
        (
            "hier ontbreekt een aanhalingsteken",
            "zet aan beide kanten van de tekst een aanhalingsteken",
            "put a quote at both ends of the text",
        )
    } else if known(&[
        "missing escaped value",
        "too few unicode value",
        "invalid escape",
        "invalid value escape",
    ]) {
        (
            "een backslash (\\) heeft in deze tekst een eigen betekenis",
            "schrijf twee keer \\ achter elkaar, of zet de tekst tussen enkele aanhalingstekens",
            "write \\ twice, or put the text between single quotes",
        )
    } else if known(&["unclosed table", "unclosed array table", "missing table open"]) {
        (
            "de kop van deze tabel is niet gesloten",
            "schrijf de kop als [naam] of [[naam]]",
            "write the head as [name] or [[name]]",
        )
    } else if known(&[
        "unclosed array",
        "missing comma between array elements",
        "extra comma in array",
        "unexpected `=` in array",
    ]) {
        (
            "deze lijst klopt niet",
            "schrijf een lijst als [\"een\", \"twee\"], met een ] aan het eind",
            "write a list as [\"one\", \"two\"], with a ] at its end",
        )
    } else if known(&[
        "unclosed inline table",
        "missing comma between key-value pairs",
        "extra comma in inline table",
        "extra assignment between key-value pairs",
        "invalid inline table",
    ]) {
        (
            "tussen deze accolades klopt iets niet",
            "schrijf het als { sleutel = \"waarde\", sleutel2 = \"waarde\" }, met een komma ertussen",
            "write it as { key = \"value\", key2 = \"value\" }, with a comma in between",
        )
    } else if known(&["missing assignment", "extra `=`", "extra assignment", "invalid key-value pair"]) {
        (
            "hier hoort één = tussen een sleutel en een waarde",
            "schrijf de regel als sleutel = \"waarde\"",
            "write the line as key = \"value\"",
        )
    } else if known(&["invalid datetime", "value is out of range", "invalid date", "invalid time"]) {
        (
            "deze datum of tijd bestaat niet of staat hier in de verkeerde vorm",
            "schrijf bijvoorbeeld 2026-11-30 of 2026-11-30T09:00, of met aanhalingstekens \"30 november 2026, 09.00 uur\"",
            "write for example 2026-11-30 or 2026-11-30T09:00, or with quotes \"30 november 2026, 09.00 uur\"",
        )
    } else if known(&["unexpected leading zero"]) {
        (
            "een getal begint niet met een 0",
            "haal de 0 weg, of zet een kenmerk tussen aanhalingstekens",
            "remove the 0, or put a reference between quotes",
        )
    } else if known(&["cannot recurse further", "recursion limit"]) {
        (
            "hier zitten te veel lijsten of tabellen in elkaar",
            "maak de opbouw eenvoudiger",
            "make the structure simpler",
        )
    } else if known(&["carriage return must be followed by newline"]) {
        (
            "hier staat een los regeleinde (CR zonder LF)",
            "bewaar het bestand met gewone regeleinden",
            "save the file with ordinary line ends",
        )
    } else {
        (
            "deze regel is niet te lezen",
            "controleer aanhalingstekens, haakjes en het = op deze regel",
            "check quotes, brackets and the = on this line",
        )
    };
    (Text { nl: nl.to_owned(), en: words.to_owned() }, text!("{help_nl}", "{help_en}"))
}
