//! What was read, but may not be what its author meant.

use super::date::Date;
use super::print;
use crate::language::Language::{Dutch, English};
use crate::language::Text;
use crate::text;

/// A reading that deserves a warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// 24:00 was read as 00:00 of the next day (M9).
    Midnight24 {
        /// The date as typed.
        written_on: Date,
        /// The day that begins at that moment.
        next_day: Date,
    },
    /// The year was inferred and the date lies more than 9 months after the publication (M8).
    FarAhead {
        /// The date with the inferred year.
        date: Date,
    },
    /// A closing with bound `tot` is a bare date, so the day before it is the last open one (M6).
    BareTot {
        /// The last day on which it is open.
        last_open_day: Date,
    },
}

impl Doubt {
    /// How it was read: lower case, no full stop.
    #[must_use]
    pub fn message(&self) -> Text {
        match self {
            Self::Midnight24 { written_on, next_day } => text!(
                "24.00 uur op {on_nl} is gelezen als {next_nl}, 00.00 uur",
                "24:00 on {on_en} was read as {next_en}, 00:00",
                on_nl = print::short_date(*written_on, Dutch),
                on_en = print::short_date(*written_on, English),
                next_nl = print::short_date(*next_day, Dutch),
                next_en = print::short_date(*next_day, English),
            ),
            Self::FarAhead { date } => text!(
                "zonder jaar is dit gelezen als {nl}, meer dan 9 maanden na de publicatie",
                "without a year this was read as {en}, more than 9 months after the publication",
                nl = print::short_date(*date, Dutch),
                en = print::short_date(*date, English),
            ),
            Self::BareTot { last_open_day } => text!(
                "door \"tot\" is {nl} de laatste open dag",
                "because of \"tot\", {en} is the last open day",
                nl = print::date(*last_open_day, Dutch),
                en = print::date(*last_open_day, English),
            ),
        }
    }

    /// One imperative sentence that shows how to write it without doubt.
    #[must_use]
    pub fn help(&self) -> Text {
        match self {
            Self::Midnight24 { written_on, next_day } => text!(
                "schrijf \"{next}, 00.00 uur\" of \"{on}, 23.59 uur\"",
                "write \"{next}, 00.00 uur\" or \"{on}, 23.59 uur\"",
                next = print::short_date(*next_day, Dutch),
                on = print::short_date(*written_on, Dutch),
            ),
            Self::FarAhead { date } => text!(
                "schrijf het jaar erbij: \"{date}\"",
                "add the year: \"{date}\"",
                date = print::short_date(*date, Dutch),
            ),
            Self::BareTot { last_open_day } => text!(
                "schrijf \"{date}\" met bound = \"tot-en-met\", of zet een tijd bij de datum",
                "write \"{date}\" with bound = \"tot-en-met\", or add a time to the date",
                date = print::short_date(*last_open_day, Dutch),
            ),
        }
    }
}
