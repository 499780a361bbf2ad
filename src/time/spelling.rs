//! The quoted spellings of a moment: `weekday? date [,] [om] time? [uur]`. Which numbers make sense is judged
//! later.

use super::cursor::Cursor;
use super::names::{Form, Weekday, month_named};
use super::offset::Offset;

/// The parts of a moment as they were typed.
pub(super) struct Spelling {
    pub(super) weekday: Option<Weekday>,
    pub(super) year: Option<i32>,
    pub(super) month: u32,
    pub(super) day: u32,
    pub(super) clock: Option<Clock>,
    pub(super) offset: Option<Offset>,
}

/// The parts of a time of day as they were typed.
#[derive(Clone, Copy)]
pub(super) struct Clock {
    pub(super) hour: u32,
    pub(super) minute: u32,
    pub(super) second: u32,
    /// Zero, or something that is not.
    pub(super) nanosecond: u32,
    style: Style,
}

/// How a time of day was typed; only an ISO one may carry an offset.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// `09:00`, `09:00:00`.
    Iso,
    /// `9.00`, `9:00`, `9 uur`, `09:00 uur`.
    Dutch,
}

impl Spelling {
    /// Reads the whole text; `None` when it is not an accepted spelling.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut cursor = Cursor::new(text.trim());
        let weekday = match cursor.letters() {
            Some(word) => Some(weekday(word, &mut cursor)?),
            None => None,
        };
        let is_iso = { cursor }.number(4, 4).is_some();
        let (year, month, day) = if is_iso { iso_date(&mut cursor)? } else { dutch_date(&mut cursor)? };
        let (clock, offset) = if is_iso && (cursor.eat('T') || cursor.eat('t')) {
            let clock = Clock::read(&mut cursor).filter(|clock| clock.style == Style::Iso)?;
            (Some(clock), Offset::read(&mut cursor))
        } else {
            time_after_date(&mut cursor, is_iso)?
        };
        cursor.at_end().then_some(Self { weekday, year, month, day, clock, offset })
    }
}

impl Clock {
    /// A time of day from numbers.
    pub(super) fn new(hour: u32, minute: u32, second: u32, nanosecond: u32) -> Self {
        Self { hour, minute, second, nanosecond, style: Style::Iso }
    }

    pub(super) fn has_fraction(&self) -> bool {
        self.nanosecond != 0
    }

    /// Takes `9.00`, `09:00`, `09:00:00` or `9 uur`, with `uur` behind any of them.
    pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<Self> {
        let hour = cursor.digits().filter(|digits| digits.len() <= 2)?;
        let mut clock = Self::new(hour.parse().ok()?, 0, 0, 0);
        let mut has_minute = false;
        if let Some(minute) = cursor.number_after(':', 2, 2) {
            has_minute = true;
            clock.minute = minute;
            if let Some(second) = cursor.number_after(':', 2, 2) {
                clock.second = second;
                if cursor.eat('.') {
                    clock.nanosecond = u32::from(cursor.digits()?.bytes().any(|digit| digit != b'0'));
                }
            }
        } else if let Some(minute) = cursor.number_after('.', 2, 2) {
            has_minute = true;
            clock.minute = minute;
            clock.second = cursor.number_after('.', 2, 2).unwrap_or_default();
            clock.style = Style::Dutch;
        }
        if hour.len() == 1 {
            clock.style = Style::Dutch;
        }
        let after = *cursor;
        if cursor.blanks() && cursor.word("uur") {
            clock.style = Style::Dutch;
            return Some(clock);
        }
        *cursor = after;
        has_minute.then_some(clock)
    }
}

/// The weekday that was taken as `word`; takes the dot or blanks behind it.
fn weekday(word: &str, cursor: &mut Cursor<'_>) -> Option<Weekday> {
    let (weekday, form) = Weekday::named(word)?;
    let dot = form == Form::Short && cursor.eat('.');
    (cursor.blanks() || dot).then_some(weekday)
}

/// Takes `2023-11-09`.
fn iso_date(cursor: &mut Cursor<'_>) -> Option<(Option<i32>, u32, u32)> {
    let year = year(cursor.number(4, 4)?);
    Some((year, cursor.number_after('-', 2, 2)?, cursor.number_after('-', 2, 2)?))
}

/// Takes `9-11-2023`, `9 november 2023`, `9 nov. 2023`, `9 november, 2023` or `9 november`.
fn dutch_date(cursor: &mut Cursor<'_>) -> Option<(Option<i32>, u32, u32)> {
    let day = cursor.number(1, 2)?;
    if let Some(month) = cursor.number_after('-', 1, 2) {
        return Some((year(cursor.number_after('-', 4, 4)?), month, day));
    }
    if !cursor.blanks() {
        return None;
    }
    let (month, form) = month_named(cursor.letters()?)?;
    let dot = form == Form::Short && cursor.eat('.');
    let before = *cursor;
    let blank = cursor.blanks();
    let comma = cursor.eat(',');
    cursor.blanks();
    let year = if dot || blank || comma { cursor.number(4, 4).and_then(year) } else { None };
    if year.is_none() {
        *cursor = before;
    }
    Some((year, month, day))
}

/// Takes the end, or `[,] [om] time [uur]`, where an ISO date and time may carry an offset.
fn time_after_date(cursor: &mut Cursor<'_>, is_iso: bool) -> Option<(Option<Clock>, Option<Offset>)> {
    if cursor.at_end() {
        return Some((None, None));
    }
    let blank = cursor.blanks();
    let comma = cursor.eat(',');
    cursor.blanks();
    let om = cursor.word("om");
    if !(blank || comma) || (om && !cursor.blanks()) {
        return None;
    }
    let clock = Clock::read(cursor)?;
    let may_carry = is_iso && !comma && !om && clock.style == Style::Iso;
    Some((Some(clock), if may_carry { Offset::read(cursor) } else { None }))
}

/// Four digits as a year.
fn year(number: u32) -> Option<i32> {
    i32::try_from(number).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Weekday, date, time and offset as one line.
    fn drawn(text: &str) -> Option<String> {
        let read = Spelling::read(text)?;
        let weekday = read.weekday.map_or(String::new(), |day| format!("{day:?} "));
        let year = read.year.map_or("?".to_owned(), |year| year.to_string());
        let clock = read.clock.map_or(String::new(), |Clock { hour, minute, second, nanosecond, .. }| {
            format!(" {hour}:{minute}:{second}{}", if nanosecond == 0 { "" } else { " and a fraction" })
        });
        let offset = read.offset.map_or(String::new(), |offset| format!(" {offset}"));
        Some(format!("{weekday}{year}-{}-{}{clock}{offset}", read.month, read.day))
    }

    #[test]
    fn accepted_spellings_are_taken_apart() {
        fn check(text: &str, expected: &str) {
            assert_eq!(drawn(text).as_deref(), Some(expected), "{text}");
        }
        check("2023-11-09", "2023-11-9");
        check("9-11-2023", "2023-11-9");
        check("09-11-2023", "2023-11-9");
        check("9-9-2023", "2023-9-9");
        check("9 november 2023", "2023-11-9");
        check("9 november, 2023", "2023-11-9");
        check("9 november ,2023", "2023-11-9");
        check("9 nov 2023", "2023-11-9");
        check("9 nov. 2023", "2023-11-9");
        check("9 Nov., 2023", "2023-11-9");
        check("13 februari, 2024", "2024-2-13");
        check("1 mrt. 2024", "2024-3-1");
        check("1 sept 2024", "2024-9-1");
        check("1 mei 2024", "2024-5-1");
        check("29 februari", "?-2-29");
        check("29 feb.", "?-2-29");
        check("29 februari, 9 uur", "?-2-29 9:0:0");
        check("29 februari 20.00 uur", "?-2-29 20:0:0");
        check("vr 29 feb. om 20:00", "Friday ?-2-29 20:0:0");
        check("do 9 nov 2023", "Thursday 2023-11-9");
        check("do. 9 nov. 2023", "Thursday 2023-11-9");
        check("do 9-11-2023 9.00", "Thursday 2023-11-9 9:0:0");
        check("DONDERDAG 9 November 2023, 09:00:00 uur", "Thursday 2023-11-9 9:0:0");
        check("  donderdag\u{a0}9\u{202f}november \t2023 ,  OM 9.00   Uur ", "Thursday 2023-11-9 9:0:0");
        check("9 november 2023,09.00 uur", "2023-11-9 9:0:0");
        check("9 november 2023 09.00.30 uur", "2023-11-9 9:0:30");
        check("9 november 2023, 24.00 uur", "2023-11-9 24:0:0");
        check("2023-11-09T09:00", "2023-11-9 9:0:0");
        check("2023-11-09t09:00:30", "2023-11-9 9:0:30");
        check("2023-11-09 09:00", "2023-11-9 9:0:0");
        check("2023-11-09, om 9.00 uur", "2023-11-9 9:0:0");
        check("do 2023-11-09T09:00", "Thursday 2023-11-9 9:0:0");
        check("2023-11-09T09:00Z", "2023-11-9 9:0:0 Z");
        check("2023-11-09 09:00:00+01:00", "2023-11-9 9:0:0 +01:00");
        check("2023-11-09T09:00:00.000-00:30", "2023-11-9 9:0:0 -00:30");
        check("2023-11-09T09:00:00.001", "2023-11-9 9:0:0 and a fraction");
        check("99-99-9999 99:99:99", "9999-99-99 99:99:99");
    }

    #[test]
    fn other_spellings_are_refused() {
        fn check(text: &str) {
            assert_eq!(drawn(text), None, "{text}");
        }
        check("");
        check(" ");
        check("morgen");
        check("donderdag");
        check("9");
        check("9 november 23");
        check("9 november 12023");
        check("9 november2023");
        check("9november 2023");
        check("9 november. 2023");
        check("9 November 2023 9");
        check("9 november 2023 uur");
        check("9 november 2023,");
        check("9 november 2023 om");
        check("9 november 2023 om9 uur");
        check("9 november 2023 9.0");
        check("9 november 2023 9,00");
        check("9 november 2023 9u");
        check("9 november 2023 9.00uur");
        check("9 november 2023 9.00 uur.");
        check("9 november 2023 9:00.30");
        check("9 november 2023 09:00+01:00");
        check("9 november 2023.00");
        check("9e november 2023");
        check("9 march 2023");
        check("november 2023");
        check("9/11/2023");
        check("9.11.2023");
        check("9-11-23");
        check("9-11");
        check("2023-11-9");
        check("2023-1109");
        check("20231109");
        check("-2023-11-09");
        check("2023-11-09T");
        check("2023-11-09T9:00");
        check("2023-11-09T09.00");
        check("2023-11-09T09:00 uur");
        check("2023-11-09T09:00 +01:00");
        check("2023-11-09T09:00+0100");
        check("2023-11-09 09:00 uur+01:00");
        check("2023-11-09+01:00");
        check("2023-11-09T09:00Zz");
        check("don 9 november 2023");
        check("thursday 9 november 2023");
        check("donderdag, 9 november 2023");
        check("donderdag9 november 2023");
        check("donderdag. 9 november 2023");
        check("do do 9 november 2023");
        check("09.00 uur");
        check("2 werkdagen voor response.deadline");
        check("9 november 2023\0");
        check("９ november 2023");
        check("9 novémber 2023");
        check("99999999999999999999 november 2023");
        check("🗓 9 november 2023");
    }
}
