//! TOML values that know their place.

use std::ops::Range;

/// A value and where it stands, in bytes from the file's start.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What stands there.
    pub value: Value,
    /// Where.
    pub span: Range<usize>,
}

/// A TOML value. Numbers keep their digits: an amount must not pass through binary fractions.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A string.
    Text(String),
    /// A whole number's decimal digits, with its sign.
    Integer(String),
    /// A number with a fraction or exponent, as written without underscores.
    Float(String),
    /// True or false.
    Flag(bool),
    /// A date, time or both, as its parts.
    DateTime(DateTime),
    /// A list.
    List(Vec<Node>),
    /// A table.
    Table(Table),
    /// Something that the parser reported and could not read.
    Broken,
}

/// The parts of a TOML date-time; any may be absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateTime {
    /// Year, month, day.
    pub date: Option<(i32, u32, u32)>,
    /// Hour, minute, second, nanosecond.
    pub time: Option<(u32, u32, u32, u32)>,
    /// Minutes east of UTC; the outer `Some` with `None` inside stands for `Z`.
    pub offset: Option<Option<i32>>,
}

/// A table's entries, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Entries by place.
    pub entries: Vec<Entry>,
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key, without quotes.
    pub key: String,
    /// Where the key stands.
    pub key_span: Range<usize>,
    /// The value.
    pub node: Node,
}

impl Value {
    /// What kind of value this is, in both languages.
    #[must_use]
    pub fn kind(&self) -> crate::language::Text {
        use crate::text;
        match self {
            Self::Text(_) => text!("tekst", "text"),
            Self::Integer(_) => text!("een geheel getal", "a whole number"),
            Self::Float(_) => text!("een getal", "a number"),
            Self::Flag(_) => text!("ja of nee (true of false)", "true or false"),
            Self::DateTime(parts) if parts.date.is_none() => text!("een tijdstip", "a time of day"),
            Self::DateTime(_) => text!("een datum", "a date"),
            Self::List(_) => text!("een lijst", "a list"),
            Self::Table(_) => text!("een tabel", "a table"),
            Self::Broken => text!("iets onleesbaars", "something unreadable"),
        }
    }
}

impl Node {
    /// The value as JSON; dates and what could not be read become null.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match &self.value {
            Value::Text(text) => Json::String(text.clone()),
            Value::Integer(digits) => digits.parse::<i64>().map_or(Json::Null, Json::from),
            Value::Float(digits) => digits.parse::<f64>().map_or(Json::Null, Json::from),
            Value::Flag(flag) => Json::Bool(*flag),
            Value::List(items) => Json::Array(items.iter().map(Self::to_json).collect()),
            Value::Table(table) => Json::Object(
                table.entries.iter().map(|entry| (entry.key.clone(), entry.node.to_json())).collect(),
            ),
            Value::DateTime(_) | Value::Broken => Json::Null,
        }
    }
}
