//! A record in which one key has another value, and is still sound.

use super::keys::find;
use termijn::source::Shape;
use toml::{Table, Value};

/// Values that no rule could make up.
const CHOSEN: &[(&str, &str)] = &[
    ("kind", "'aanbesteding'"),
    ("reference", "'2026-18'"),
    ("slug", "'adviseur-buurten'"),
    ("aliases", "['/oud/anders/']"),
    ("lang", "'de'"),
    ("organization.id", "'anders'"),
    ("intermediary.phone", "'020 123 45 68'"),
    ("procedure.type", "'openbaar'"),
    ("procedure.cpv", "['79621000-3']"),
    ("location.country", "'BE'"),
    ("location.postal_code", "'1000 AB'"),
    ("contract.type", "'detachering'"),
    ("contract.duration", "'7 maanden'"),
    ("contract.extensions.each", "'4 maanden'"),
    ("contract.evaluation_after", "'3 maanden'"),
    ("education.level", "'wo'"),
    ("salary.per", "'jaar'"),
    ("salary.currency", "'USD'"),
    ("fee.currency", "'USD'"),
    ("cv.language", "'de'"),
    ("response.bound", "'tot'"),
    ("questions.rounds.bound", "'tot'"),
    ("decision.outcome", "'niet-gegund'"),
    ("amendments.old", "2026-03-26"),
    ("contacts.phone", "'020 765 43 22'"),
    ("documents.file", "'anders.pdf'"),
    ("documents.published", "2026-03-10T09:00:00"),
];

/// The record with another value at `path`; in lists of tables, in the first table that has the key.
pub(super) fn changed(record: &Table, path: &str, shape: &Shape) -> Table {
    let mut record = record.clone();
    match path {
        // The weights add up to the total: without one, their sum is.
        "award.total" => drop(record["award"].as_table_mut().unwrap().remove("total")),
        "award.criteria.weight" => {
            let criteria = record["award"]["criteria"].as_array_mut().unwrap();
            criteria[0]["weight"] = Value::Integer(9);
            criteria[1]["weight"] = Value::Integer(6);
        }
        "amendments.field" => {
            let amendment = &mut record["amendments"][0];
            amendment["field"] = Value::String("questions.rounds.2.deadline".to_owned());
            amendment["old"] = value("2026-03-16T12:00:00");
        }
        _ => {
            let place = find(&mut record, path)
                .unwrap_or_else(|| panic!("the record of tests/sites/formats lacks {path}"));
            let chosen = CHOSEN.iter().find(|(of, _)| *of == path);
            *place = chosen.map_or_else(|| other(place, shape), |(_, text)| value(text));
        }
    }
    record
}

fn value(text: &str) -> Value {
    let table: Table = toml::from_str(&format!("value = {text}")).unwrap();
    table["value"].clone()
}

/// Another value of the same shape, near to the old one.
fn other(old: &Value, shape: &Shape) -> Value {
    match old {
        Value::Boolean(flag) => Value::Boolean(!flag),
        Value::Integer(number) if matches!(shape, Shape::Label) => Value::Integer(number + 10),
        Value::Integer(number) => Value::Integer(number + 1),
        Value::Float(number) => Value::Float(number + 1.0),
        Value::Array(items) => Value::Array(items.iter().map(|item| other(item, shape)).collect()),
        Value::String(text) => Value::String(match shape {
            Shape::WebAddress => format!("{text}anders/"),
            Shape::Email => format!("anders.{text}"),
            _ => format!("{text} anders"),
        }),
        Value::Datetime(moment) => {
            let mut moment = *moment;
            match (&mut moment.date, &mut moment.time) {
                (_, Some(time)) => time.minute += 30,
                (Some(date), None) => date.day += 1,
                _ => panic!("{moment} has no day and no time"),
            }
            Value::Datetime(moment)
        }
        Value::Table(_) => panic!("a table has keys of its own"),
    }
}
