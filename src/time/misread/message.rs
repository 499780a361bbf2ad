//! What was found and what was expected.

use super::{Misread, day_and_month};
use crate::language::Language::{self, Dutch, English};
use crate::language::Text;
use crate::text;
use crate::time::date::Date;
use crate::time::names::month_name;
use crate::time::print;
use crate::time::time_of_day::TimeOfDay;

impl Misread {
    /// What was found and what was expected: lower case, no full stop.
    #[must_use]
    pub fn message(&self) -> Text {
        match self {
            Self::Unreadable { found } => text!(
                "\"{found}\" is niet te lezen als een datum, met of zonder tijd",
                "\"{found}\" cannot be read as a date, with or without a time",
                found = shown(found),
            ),
            Self::DateMissing { found } => text!(
                "\"{found}\" is alleen een tijd: de datum ontbreekt",
                "\"{found}\" is only a time: the date is missing",
                found = shown(found),
            ),
            Self::NoSuchDate { day, month, year } => no_such_date(*day, *month, *year),
            Self::NoSuchTime { hour, minute, second } => {
                let seconds = |mark: char| match second {
                    0 => String::new(),
                    second => format!("{mark}{second:02}"),
                };
                text!(
                    "{hour:02}.{minute:02}{nl} uur bestaat niet: een klok gaat tot en met 23.59.59",
                    "{hour:02}:{minute:02}{en} does not exist: a clock goes up to 23:59:59",
                    nl = seconds('.'),
                    en = seconds(':'),
                )
            }
            Self::DayMissing { day, month, year, next: None } => text!(
                "{nl} bestaat niet in {year}",
                "{en} does not exist in {year}",
                nl = day_and_month(*day, *month, Dutch),
                en = day_and_month(*day, *month, English),
            ),
            Self::DayMissing { day, month, year, next: Some(next) } => text!(
                "{nl} bestaat niet in {year}; de eerstvolgende is {next_nl}",
                "{en} does not exist in {year}; the next one is {next_en}",
                nl = day_and_month(*day, *month, Dutch),
                en = day_and_month(*day, *month, English),
                next_nl = print::short_date(*next, Dutch),
                next_en = print::short_date(*next, English),
            ),
            Self::WrongWeekday { date, written } => text!(
                "{nl} is een {right_nl}, geen {written_nl}",
                "{en} is a {right_en}, not a {written_en}",
                nl = print::short_date(*date, Dutch),
                en = print::short_date(*date, English),
                right_nl = date.weekday().name(Dutch),
                right_en = date.weekday().name(English),
                written_nl = written.name(Dutch),
                written_en = written.name(English),
            ),
            Self::WrongOffset { date, time, written, right } => text!(
                "op {nl} geldt {right}, niet {written}",
                "on {en} the offset is {right}, not {written}",
                nl = date_and_time(*date, *time, Dutch),
                en = date_and_time(*date, *time, English),
            ),
            Self::Gap { date, time, before, after, after_on: _ } => text!(
                "{nl} bestaat niet: de klok gaat dan van {before_nl} meteen naar {after_nl}",
                "{en} does not exist: the clock then goes from {before_en} straight to {after_en}",
                nl = date_and_time(*date, *time, Dutch),
                en = date_and_time(*date, *time, English),
                before_nl = print::time(*before, Dutch),
                before_en = print::time(*before, English),
                after_nl = print::time(*after, Dutch),
                after_en = print::time(*after, English),
            ),
            Self::Fold { date, time, first_offset, second_offset } => text!(
                "{nl} komt twee keer voor: eerst met {first_offset}, daarna met {second_offset}",
                "{en} happens twice: first at {first_offset}, then at {second_offset}",
                nl = date_and_time(*date, *time, Dutch),
                en = date_and_time(*date, *time, English),
            ),
            Self::Fraction => text!(
                "een tijd heeft hier hele seconden, geen deel van een seconde",
                "a time has whole seconds here, no fraction of a second",
            ),
            Self::YearNeeded { day, month } => text!(
                "bij {nl} ontbreekt het jaar",
                "the year is missing from {en}",
                nl = day_and_month(*day, *month, Dutch),
                en = day_and_month(*day, *month, English),
            ),
            Self::OutOfRange => text!(
                "deze datum valt buiten de jaren 1 tot en met 9999",
                "this date lies outside the years 1 to 9999",
            ),
            Self::TimeNotAllowed { date } => text!(
                "bij {nl} staat een tijd, maar hier hoort alleen een datum",
                "{en} has a time, but only a date belongs here",
                nl = print::short_date(*date, Dutch),
                en = print::short_date(*date, English),
            ),
            Self::Reference { found } => text!(
                "in \"{found}\" ontbreekt het moment waarvan geteld wordt",
                "\"{found}\" does not say from which moment to count",
                found = shown(found),
            ),
            Self::Unsettled { found } => text!(
                "\"{found}\" kan hier niet: er is geen bericht om naar te verwijzen",
                "\"{found}\" cannot be here: there is no record to refer to",
                found = shown(found),
            ),
            Self::NoDuration { found } => text!(
                "\"{found}\" is geen duur: verwacht een getal vanaf 1 en dagen, werkdagen, weken, maanden of jaar",
                "\"{found}\" is no duration: expected a number from 1 and dagen, werkdagen, weken, maanden or jaar",
                found = shown(found),
            ),
            Self::CountTooLarge { found } => text!(
                "het getal in \"{found}\" is te groot",
                "the number in \"{found}\" is too large",
                found = shown(found),
            ),
        }
    }
}

fn no_such_date(day: u32, month: u32, year: Option<i32>) -> Text {
    // Without a year February may have its 29 days.
    let year = year.unwrap_or(2000);
    let last = (28..=31).rev().find(|day| Date::new(year, month, *day).is_some());
    let Some(last) = last else {
        return text!(
            "maand {month} bestaat niet: een jaar heeft 12 maanden",
            "month {month} does not exist: a year has 12 months",
        );
    };
    text!(
        "{nl} bestaat niet: {month_nl} loopt van 1 tot en met {last}",
        "{en} does not exist: {month_en} runs from 1 to {last}",
        nl = day_and_month(day, month, Dutch),
        en = day_and_month(day, month, English),
        month_nl = month_name(month, Dutch),
        month_en = month_name(month, English),
    )
}

fn date_and_time(date: Date, time: TimeOfDay, language: Language) -> String {
    format!("{}, {}", print::short_date(date, language), print::time(time, language))
}

/// An author's text on one line of a message: short, and without control characters.
fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let mut line: String =
        text.chars().take(MOST).map(|char| if char.is_control() { '\u{fffd}' } else { char }).collect();
    if text.chars().nth(MOST).is_some() {
        line.push('…');
    }
    line
}
