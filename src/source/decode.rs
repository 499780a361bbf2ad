//! Spanned values to fields, by a table of keys: every unknown key, missing key and wrong value of a
//! table in one pass, each with what to type instead.

use super::complaints::{join, shorten};
use super::fields::{Decoded, Field, Fields};
use super::lexical::{is_email, is_phone, is_web_address};
use super::shape::{Key, Need, Shape};
use super::text::clean;
use super::value::{DateTime, Node, Table, Value};
use crate::diagnostic::{Code, Problems};
use crate::language::Text;
use crate::text;
use crate::time::{DoubledUnit, Duration, Misread, Offset, TimeOfDay, Written};
use std::ops::Range;

/// Decodes a file's top table. `readable_until` is the place of the first syntax error: what comes
/// after it may be an echo, so nothing is said to be missing, unknown or wrong from there on.
pub fn decode(
    root: &Node,
    keys: &'static [Key],
    readable_until: Option<usize>,
    problems: &mut Problems,
) -> Fields {
    let before = problems.found.len();
    let Value::Table(table) = &root.value else { return Fields::default() };
    let mut decoder = Decoder { problems, readable_until };
    let mut fields = decoder.table(table, &root.span, keys, "");
    if let Some(limit) = readable_until {
        let mut index = 0;
        problems.found.retain(|problem| {
            index += 1;
            index <= before || (problem.label.place.start < limit && problem.code != Code::MissingKey)
        });
        fields.is_damaged = true;
    }
    fields
}

/// Decodes one value whose shape became known later.
pub fn decode_node(node: &Node, shape: &'static Shape, path: &str, problems: &mut Problems) -> Option<Field> {
    Decoder { problems, readable_until: None }.field(node, shape, path)
}

pub(super) struct Decoder<'a> {
    pub(super) problems: &'a mut Problems,
    pub(super) readable_until: Option<usize>,
}

impl Decoder<'_> {
    fn table(&mut self, table: &Table, head: &Range<usize>, keys: &'static [Key], path: &str) -> Fields {
        let found_before = self.problems.found.iter().filter(|problem| problem.is_error()).count();
        let mut fields = Fields {
            entries: Vec::with_capacity(table.entries.len()),
            span: head.clone(),
            is_damaged: false,
        };
        for entry in &table.entries {
            let Some(key) = keys.iter().find(|key| key.name == entry.key) else {
                self.unknown_key(&entry.key, &entry.key_span, keys, path);
                continue;
            };
            let full = join(path, key.name);
            if let Some(field) = self.field(&entry.node, &key.shape, &full) {
                fields.entries.push((key.name, field));
            }
        }
        for key in keys.iter().filter(|key| key.need == Need::Required) {
            let given = table.entries.iter().any(|entry| entry.key == key.name);
            if !given {
                self.missing_key(key, head, path);
            } else if !fields.has(key.name) && matches!(key.shape, Shape::Text | Shape::Prose | Shape::Label)
            {
                self.empty(key, table, path);
            }
        }
        let found_now = self.problems.found.iter().filter(|problem| problem.is_error()).count();
        fields.is_damaged = found_now > found_before;
        fields
    }

    fn field(&mut self, node: &Node, shape: &'static Shape, path: &str) -> Option<Field> {
        let value = self.value(node, shape, path)?;
        Some(Field { value, span: node.span.clone() })
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each shape; splitting them would hide the list")]
    fn value(&mut self, node: &Node, shape: &'static Shape, path: &str) -> Option<Decoded> {
        match (shape, &node.value) {
            (_, Value::Broken) => None,
            (Shape::Any, _) => Some(Decoded::Raw(node.clone())),
            (
                Shape::Text | Shape::Prose | Shape::Label | Shape::TextOrTexts | Shape::TextOrFlag,
                Value::Text(text),
            ) => {
                let text = clean(text).into_owned();
                (!text.trim().is_empty()).then(|| match shape {
                    Shape::Prose => Decoded::Text(text),
                    _ => Decoded::Text(text.trim().to_owned()),
                })
            }
            (Shape::Flag | Shape::TextOrFlag, Value::Flag(flag)) => Some(Decoded::Flag(*flag)),
            (Shape::Whole(least, most), Value::Integer(digits)) => {
                let number = digits.parse::<i64>().ok().filter(|number| (least..=most).contains(&number));
                if number.is_none() {
                    self.out_of_range(node, path, digits, &least.to_string(), &most.to_string());
                }
                number.map(Decoded::Whole)
            }
            (Shape::Label, Value::Integer(digits)) => {
                let number = digits.parse::<i64>().ok().filter(|number| *number >= 0);
                if number.is_none() {
                    let message = text!(
                        "`{path}` is {digits}; hier hoort een nummer van 0 of hoger",
                        "`{path}` is {digits}; a number of 0 or more belongs here"
                    );
                    let help = text!(
                        "pas het nummer aan, of zet het tussen aanhalingstekens",
                        "change the number, or put it between quotes"
                    );
                    self.problems.add(Code::OutOfRange, node.span.clone(), message, help);
                }
                number.map(Decoded::Whole)
            }
            (Shape::Number(least, most), Value::Integer(digits) | Value::Float(digits)) => {
                let number = digits.parse::<f64>().ok().filter(|number| (*least..=*most).contains(number));
                if number.is_none() {
                    self.out_of_range(node, path, digits, &least.to_string(), &most.to_string());
                }
                number.map(Decoded::Number)
            }
            (Shape::Amount, Value::Integer(digits) | Value::Float(digits)) => {
                let amount = hundredths(digits);
                if amount.is_none() {
                    let message = text!(
                        "`{path}` is {digits}; hier hoort een bedrag van 0 of meer, met hooguit twee cijfers achter de punt",
                        "`{path}` is {digits}; an amount of 0 or more with at most two decimals belongs here"
                    );
                    let name = path.rsplit('.').next().unwrap_or(path);
                    let help =
                        text!("schrijf bijvoorbeeld: {name} = 2.25", "write for example: {name} = 2.25");
                    self.problems.add(Code::OutOfRange, node.span.clone(), message, help);
                }
                amount.map(Decoded::Hundredths)
            }
            (Shape::Choice(words), Value::Text(typed)) => {
                let word = words.iter().find(|word| **word == typed.trim());
                if word.is_none() {
                    self.unknown_value(node, path, typed, words);
                }
                word.map(|word| Decoded::Text((*word).to_owned()))
            }
            (Shape::DateOr(words), Value::Text(typed)) if words.contains(&typed.trim()) => {
                Some(Decoded::Text(typed.trim().to_owned()))
            }
            (Shape::Moment | Shape::Date | Shape::DateOr(_), Value::Text(typed)) => {
                let written = self.read(node, Written::read(typed))?;
                let is_moment = matches!(shape, Shape::Moment);
                Some(Decoded::Written(if is_moment { written } else { written.of_day() }))
            }
            (Shape::Moment | Shape::Date | Shape::DateOr(_), Value::DateTime(parts))
                if parts.date.is_some() =>
            {
                self.read(node, written(*parts)).map(Decoded::Written)
            }
            (Shape::TimeOfDay, Value::Text(typed)) => {
                let time = TimeOfDay::read(typed);
                if time.is_none() {
                    self.time_of_day(node, typed);
                }
                time.map(Decoded::TimeOfDay)
            }
            (Shape::TimeOfDay, Value::DateTime(DateTime { date: None, time: Some((h, m, s, 0)), .. })) => {
                TimeOfDay::new(*h, *m, *s).map(Decoded::TimeOfDay)
            }
            (Shape::TimeOfDay, Value::DateTime(DateTime { date: None, .. })) => {
                self.time_of_day(node, "…");
                None
            }
            (Shape::Duration, Value::Text(typed)) => self.duration(node, typed),
            (Shape::Email, Value::Text(typed)) => {
                let help = text!(
                    "schrijf bijvoorbeeld \"info@voorbeeld.nl\"",
                    "write for example \"info@example.com\""
                );
                self.checked(
                    node,
                    typed,
                    is_email,
                    Code::Email,
                    &text!("geen e-mailadres", "not an e-mail address"),
                    help,
                )
            }
            (Shape::WebAddress, Value::Text(typed)) => {
                let help = text!(
                    "schrijf het hele adres, met http:// of https:// ervoor",
                    "write the whole address, with http:// or https:// in front"
                );
                self.checked(
                    node,
                    typed,
                    is_web_address,
                    Code::WebAddress,
                    &text!("geen webadres", "not a web address"),
                    help,
                )
            }
            (Shape::Phone, Value::Text(typed)) => {
                let help = text!("schrijf bijvoorbeeld \"030-1234567\"", "write for example \"030-1234567\"");
                self.checked(
                    node,
                    typed,
                    is_phone,
                    Code::Phone,
                    &text!("geen telefoonnummer", "not a phone number"),
                    help,
                )
            }
            (Shape::List(inner), Value::List(items)) => Some(Decoded::List(self.items(items, inner, path))),
            (Shape::TextOrTexts, Value::List(items)) => {
                Some(Decoded::List(self.items(items, &Shape::Text, path)))
            }
            (Shape::Table(keys), Value::Table(table)) => {
                Some(Decoded::Table(self.table(table, &node.span, keys, path)))
            }
            (Shape::Tables(keys), Value::List(items)) => {
                let mut tables = Vec::with_capacity(items.len());
                for (index, item) in items.iter().enumerate() {
                    let path = format!("{path}.{}", index + 1);
                    if let Value::Table(table) = &item.value {
                        let fields = self.table(table, &item.span, keys, &path);
                        tables.push(Field { value: Decoded::Table(fields), span: item.span.clone() });
                    } else {
                        self.wrong_type(item, shape, &path);
                    }
                }
                Some(Decoded::List(tables))
            }
            _ => {
                self.wrong_type(node, shape, path);
                None
            }
        }
    }

    fn items(&mut self, items: &[Node], inner: &'static Shape, path: &str) -> Vec<Field> {
        let each = items.iter().enumerate();
        each.filter_map(|(index, item)| self.field(item, inner, &format!("{path}.{}", index + 1))).collect()
    }

    fn checked(
        &mut self,
        node: &Node,
        typed: &str,
        is_good: fn(&str) -> bool,
        code: Code,
        kind: &Text,
        help: Text,
    ) -> Option<Decoded> {
        let typed = typed.trim();
        if is_good(typed) {
            return Some(Decoded::Text(typed.to_owned()));
        }
        let shown = shorten(typed);
        let message = text!(
            "\"{shown}\" is {kind_nl}",
            "\"{shown}\" is {kind_en}",
            kind_nl = kind.nl,
            kind_en = kind.en
        );
        self.problems.add(code, node.span.clone(), message, help);
        None
    }

    fn duration(&mut self, node: &Node, typed: &str) -> Option<Decoded> {
        match Duration::read(typed) {
            Ok((duration, doubled)) => {
                if doubled == DoubledUnit::Yes {
                    let meant = text!(
                        "{nl}",
                        "{en}",
                        nl = crate::time::print::duration(&duration, crate::language::Language::Dutch),
                        en = crate::time::print::duration(&duration, crate::language::Language::English)
                    );
                    let shown = shorten(typed);
                    let (nl, en) = (&meant.nl, &meant.en);
                    let message = text!(
                        "\"{shown}\" noemt de eenheid twee keer; gelezen als {nl}",
                        "\"{shown}\" names its unit twice; read as {en}"
                    );
                    let help = text!("schrijf \"{nl}\"", "write \"{nl}\"");
                    self.problems.add(Code::DoubledUnit, node.span.clone(), message, help);
                }
                Some(Decoded::Duration(duration))
            }
            Err(misread) => {
                self.problems.add(Code::Duration, node.span.clone(), misread.message(), misread.help());
                None
            }
        }
    }

    fn read(&mut self, node: &Node, written: Result<Written, Misread>) -> Option<Written> {
        written
            .map_err(|misread| {
                self.problems.add(
                    misread_code(&misread),
                    node.span.clone(),
                    misread.message(),
                    misread.help(),
                );
            })
            .ok()
    }
}

fn written(parts: DateTime) -> Result<Written, Misread> {
    let offset = parts.offset.map(|offset| offset.map_or(Offset::Z, Offset::Minutes));
    Written::from_parts(parts.date, parts.time, offset)
}

/// The code under which a misread moment is reported.
#[must_use]
pub fn misread_code(misread: &Misread) -> Code {
    match misread {
        Misread::Unreadable { .. } | Misread::DateMissing { .. } => Code::MomentSpelling,
        Misread::NoSuchDate { .. } | Misread::NoSuchTime { .. } | Misread::OutOfRange => Code::NoSuchDate,
        Misread::DayMissing { .. } => Code::NoSuchDayThatYear,
        Misread::WrongWeekday { .. } => Code::WrongWeekday,
        Misread::WrongOffset { .. } => Code::WrongOffset,
        Misread::Gap { .. } => Code::ClockGap,
        Misread::Fold { .. } => Code::ClockFold,
        Misread::Fraction => Code::Fraction,
        Misread::YearNeeded { .. } => Code::YearNeeded,
        Misread::TimeNotAllowed { .. } => Code::DateOnly,
        Misread::Reference { .. } | Misread::Unsettled { .. } => Code::NoSuchMoment,
        Misread::NoDuration { .. } | Misread::CountTooLarge { .. } => Code::Duration,
    }
}

fn hundredths(digits: &str) -> Option<i64> {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || !plain(whole) || !plain(fraction) || fraction.trim_end_matches('0').len() > 2 {
        return None;
    }
    let cents: i64 = format!("{fraction:0<2}")[..2].parse().ok()?;
    whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(cents)
}
