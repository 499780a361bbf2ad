//! Decoded fields: what is sound of a table, to be taken out by key and shape.

use super::value::Node;
use crate::time::{Duration, TimeOfDay, Written};
use std::ops::Range;

/// A value of the shape that its key asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Decoded {
    /// Text, Markdown, address, phone number, or one word of a choice.
    Text(String),
    /// True or false.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A number.
    Number(f64),
    /// Money in hundredths of its currency's unit.
    Hundredths(i64),
    /// A date or moment as typed.
    Written(Written),
    /// A time of day.
    TimeOfDay(TimeOfDay),
    /// A duration.
    Duration(Duration),
    /// A list.
    List(Vec<Field>),
    /// A table.
    Table(Fields),
    /// A value whose shape another key tells.
    Raw(Node),
}

/// A decoded value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The value.
    pub value: Decoded,
    /// Where, in bytes from the file's start.
    pub span: Range<usize>,
}

/// The good fields of a table; whatever was wrong is in the problems and absent here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fields {
    pub(super) entries: Vec<(&'static str, Field)>,
    /// The table's head: where a missing key is reported.
    pub span: Range<usize>,
    /// Whether something in the table, at any depth, was wrong.
    pub is_damaged: bool,
}

impl Fields {
    /// Takes a field out.
    pub fn take(&mut self, key: &str) -> Option<Field> {
        let index = self.entries.iter().position(|(name, _)| *name == key)?;
        Some(self.entries.swap_remove(index).1)
    }

    /// Where the value of a key stands; the table's head when it is absent.
    #[must_use]
    pub fn span_of(&self, key: &str) -> Range<usize> {
        let found = self.entries.iter().find(|(name, _)| *name == key);
        found.map_or_else(|| self.span.clone(), |(_, field)| field.span.clone())
    }

    /// Whether the key is there.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(name, _)| *name == key)
    }

    /// Puts a field in the place of one with the same key, or adds it.
    pub fn put(&mut self, key: &'static str, field: Field) {
        self.entries.retain(|(name, _)| *name != key);
        self.entries.push((key, field));
    }

    /// The table at a path of keys and numbers from 1: `questions.rounds.1`; itself for an empty path.
    pub fn table_at(&mut self, path: &str) -> Option<&mut Fields> {
        let mut steps = path.split('.').filter(|step| !step.is_empty());
        let mut table = self;
        while let Some(key) = steps.next() {
            let (_, field) = table.entries.iter_mut().find(|(name, _)| *name == key)?;
            table = match &mut field.value {
                Decoded::Table(table) => table,
                Decoded::List(items) => {
                    let number: usize = steps.next()?.parse().ok()?;
                    match &mut items.get_mut(number.checked_sub(1)?)?.value {
                        Decoded::Table(table) => table,
                        _ => return None,
                    }
                }
                _ => return None,
            };
        }
        Some(table)
    }

    /// Shows this table and every one below it, with its path and whether it is damaged.
    pub fn each_table(&self, see: &mut impl FnMut(&str, bool)) {
        self.each_table_below(&mut String::new(), see);
    }

    /// `path` comes back as it was.
    fn each_table_below(&self, path: &mut String, see: &mut impl FnMut(&str, bool)) {
        see(path, self.is_damaged);
        let above = path.len();
        for (key, field) in &self.entries {
            if above > 0 {
                path.push('.');
            }
            path.push_str(key);
            match &field.value {
                Decoded::Table(table) => table.each_table_below(path, see),
                Decoded::List(items) => {
                    let list = path.len();
                    for (index, item) in items.iter().enumerate() {
                        if let Decoded::Table(table) = &item.value {
                            path.push_str(&format!(".{}", index + 1));
                            table.each_table_below(path, see);
                            path.truncate(list);
                        }
                    }
                }
                _ => {}
            }
            path.truncate(above);
        }
    }

    /// Shows every moment of this table and of those below it, with its path.
    pub fn each_written(&mut self, see: &mut impl FnMut(&str, &mut Written, &Range<usize>)) {
        self.each_written_below(&mut String::new(), see);
    }

    /// `path` comes back as it was.
    fn each_written_below(
        &mut self,
        path: &mut String,
        see: &mut impl FnMut(&str, &mut Written, &Range<usize>),
    ) {
        let above = path.len();
        for (key, field) in &mut self.entries {
            if above > 0 {
                path.push('.');
            }
            path.push_str(key);
            match &mut field.value {
                Decoded::Written(written) => see(path, written, &field.span),
                Decoded::Table(table) => table.each_written_below(path, see),
                Decoded::List(items) => {
                    let list = path.len();
                    for (index, item) in items.iter_mut().enumerate() {
                        if let Decoded::Table(table) = &mut item.value {
                            path.push_str(&format!(".{}", index + 1));
                            table.each_written_below(path, see);
                            path.truncate(list);
                        }
                    }
                }
                _ => {}
            }
            path.truncate(above);
        }
    }

    /// Takes a text out.
    pub fn text(&mut self, key: &str) -> Option<String> {
        match self.take(key)?.value {
            Decoded::Text(text) => Some(text),
            other => unreachable_shape(key, &other),
        }
    }

    /// Takes a flag out.
    pub fn flag(&mut self, key: &str) -> Option<bool> {
        match self.take(key)?.value {
            Decoded::Flag(flag) => Some(flag),
            other => unreachable_shape(key, &other),
        }
    }

    /// Takes a whole number out.
    pub fn whole(&mut self, key: &str) -> Option<i64> {
        match self.take(key)?.value {
            Decoded::Whole(number) => Some(number),
            other => unreachable_shape(key, &other),
        }
    }

    /// Takes a number out.
    pub fn number(&mut self, key: &str) -> Option<f64> {
        match self.take(key)?.value {
            Decoded::Number(number) => Some(number),
            other => unreachable_shape(key, &other),
        }
    }

    /// Takes money out, in hundredths.
    pub fn hundredths(&mut self, key: &str) -> Option<i64> {
        match self.take(key)?.value {
            Decoded::Hundredths(amount) => Some(amount),
            other => unreachable_shape(key, &other),
        }
    }

    /// Takes a date or moment out, with its place.
    pub fn written(&mut self, key: &str) -> Option<(Written, Range<usize>)> {
        let field = self.take(key)?;
        match field.value {
            Decoded::Written(written) => Some((written, field.span)),
            other => unreachable_shape(key, &other),
        }
    }

    /// Takes a time of day out, with its place.
    pub fn time_of_day(&mut self, key: &str) -> Option<(TimeOfDay, Range<usize>)> {
        let field = self.take(key)?;
        match field.value {
            Decoded::TimeOfDay(time) => Some((time, field.span)),
            other => unreachable_shape(key, &other),
        }
    }

    /// Takes a duration out.
    pub fn duration(&mut self, key: &str) -> Option<Duration> {
        match self.take(key)?.value {
            Decoded::Duration(duration) => Some(duration),
            other => unreachable_shape(key, &other),
        }
    }

    /// Takes a list out; absent is empty.
    pub fn list(&mut self, key: &str) -> Vec<Field> {
        match self.take(key).map(|field| field.value) {
            Some(Decoded::List(items)) => items,
            None => Vec::new(),
            Some(other) => unreachable_shape(key, &other),
        }
    }

    /// Takes a list of texts out; absent is empty.
    pub fn texts(&mut self, key: &str) -> Vec<String> {
        self.list(key)
            .into_iter()
            .filter_map(|item| match item.value {
                Decoded::Text(text) => Some(text),
                _ => None,
            })
            .collect()
    }

    /// Takes a table out.
    pub fn table(&mut self, key: &str) -> Option<Fields> {
        match self.take(key)?.value {
            Decoded::Table(fields) => Some(fields),
            other => unreachable_shape(key, &other),
        }
    }

    /// Takes a list of tables out; absent is empty.
    pub fn tables(&mut self, key: &str) -> Vec<Fields> {
        self.list(key)
            .into_iter()
            .filter_map(|item| match item.value {
                Decoded::Table(fields) => Some(fields),
                _ => None,
            })
            .collect()
    }
}

fn unreachable_shape(key: &str, found: &Decoded) -> ! {
    unreachable!("`{key}` was decoded by another shape than it is asked for: {found:?}")
}
