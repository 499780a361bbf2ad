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
    for error in &errors {
        let span = error.span().unwrap_or(0..0);
        let start = floor_boundary(toml, span.start);
        if !spares_the_rest(error.message()) {
            first = Some(first.map_or(start, |f: usize| f.min(start)));
        }
        let line = toml[..start].matches('\n').count();
        if lines.len() < MOST_ERRORS && lines.insert(line) {
            let end = floor_boundary(toml, span.end).max(start);
            let (message, help) = explain(error.message());
            problems.add(Code::TomlSyntax, offset + start..offset + end, message, help);
        }
    }
    let span = offset..offset;
    let table = Value::Table(convert_table(table.into_inner(), offset));
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

fn convert_table(table: DeTable<'_>, offset: usize) -> Table {
    let mut entries: Vec<Entry> = table
        .into_iter()
        .map(|(key, value)| {
            let key_span = key.span();
            Entry {
                key: key.into_inner().into_owned(),
                key_span: key_span.start + offset..key_span.end + offset,
                node: convert(value, offset),
            }
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span.start);
    Table { entries }
}

fn convert(value: Spanned<DeValue<'_>>, offset: usize) -> Node {
    let span = value.span();
    let span = span.start + offset..span.end + offset;
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(number) if number.radix() == 10 => {
            Value::Integer(number.as_str().trim_start_matches('+').to_owned())
        }
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or(Value::Broken, |number| Value::Integer(number.to_string())),
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
        DeValue::Array(items) => Value::List(items.into_iter().map(|item| convert(item, offset)).collect()),
        DeValue::Table(table) => Value::Table(convert_table(table, offset)),
    };
    Node { value, span }
}

/// The parser's words in ours; what the table does not know is passed on.
fn explain(words: &str) -> (Text, Text) {
    let known = |starts: &[&str]| starts.iter().any(|start| words.starts_with(start));
    let (nl, help_nl, help_en) = if known(&["duplicate key"]) {
        ("deze sleutel staat hier voor de tweede keer", "laat een van de twee staan", "keep one of the two")
    } else if known(&["string values must be quoted", "invalid unquoted key", "unexpected key or value"]) {
        (
            "hier staat tekst die TOML niet begrijpt",
            "zet tekst tussen aanhalingstekens: sleutel = \"tekst\"",
            "put text between quotes: key = \"text\"",
        )
    } else if known(&["missing value", "key with no value"]) {
        (
            "na het = staat geen waarde",
            "vul een waarde in of haal de regel weg",
            "fill in a value or remove the line",
        )
    } else if known(&["missing opening quote", "invalid basic string", "invalid literal string"]) {
        (
            "hier ontbreekt een aanhalingsteken",
            "zet aan beide kanten van de tekst een aanhalingsteken",
            "put a quote at both ends of the text",
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
        "invalid inline table",
    ]) {
        (
            "deze tabel tussen accolades klopt niet",
            "schrijf hem als { sleutel = \"waarde\", sleutel2 = \"waarde\" }",
            "write it as { key = \"value\", key2 = \"value\" }",
        )
    } else if known(&["missing assignment", "extra `=`", "extra assignment", "invalid key-value pair"]) {
        (
            "hier hoort één = tussen een sleutel en een waarde",
            "schrijf de regel als sleutel = \"waarde\"",
            "write the line as key = \"value\"",
        )
    } else if known(&["invalid datetime", "value is out of range", "invalid date", "invalid time"]) {
        (
            "deze datum of tijd bestaat niet",
            "controleer dag, maand en tijd; schrijf ze als 2026-11-30 of 2026-11-30T09:00",
            "check day, month and time; write them as 2026-11-30 or 2026-11-30T09:00",
        )
    } else if known(&["unexpected leading zero"]) {
        (
            "een getal begint niet met een 0",
            "haal de 0 weg, of zet de waarde tussen aanhalingstekens als het een nummer is",
            "remove the 0, or put the value between quotes if it is an identifier",
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
            "de TOML is hier niet te lezen",
            "controleer aanhalingstekens, haakjes en het = op deze regel",
            "check quotes, brackets and the = on this line",
        )
    };
    (Text { nl: nl.to_owned(), en: words.to_owned() }, text!("{help_nl}", "{help_en}"))
}
