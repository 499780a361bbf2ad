//! A civil length of time, as contracts and announcements name them.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

use super::cursor::Cursor;
use super::misread::Misread;

/// What a duration counts.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, BorshSerialize, BorshDeserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Calendar days.
    Days,
    /// Days that are no day off (Algemene termijnenwet art. 3, and the site's own closed days).
    WorkingDays,
    /// Weeks of seven calendar days.
    Weeks,
    /// Calendar months; an end that does not exist clamps to the month's last day.
    Months,
    /// Calendar years; 29 February clamps to 28.
    Years,
}

/// A number of units, at least 1 when it was read; it has no length in seconds until it is added to a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Duration {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

/// Whether the unit was typed twice, as in `6 maanden maanden`: read as meant, and worth a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DoubledUnit {
    /// It was typed once.
    No,
    /// It was typed twice.
    Yes,
}

const MOST_WORKING_DAYS: u32 = 100_000;

impl Duration {
    /// Reads `6 maanden`, `3 weken`, `1 jaar`, `20 dagen`, `5 werkdagen`, `3 maand(en)`.
    ///
    /// Case and runs of blanks, no-break ones too, do not matter, nor whether the unit is singular or plural.
    ///
    /// # Errors
    /// [`Misread::NoDuration`] for another spelling or a count of 0, [`Misread::CountTooLarge`] beyond 4 294
    /// 967 295, of working days beyond 100 000.
    pub fn read(text: &str) -> Result<(Self, DoubledUnit), Misread> {
        let unreadable = || Misread::NoDuration { found: text.to_owned() };
        let mut cursor = Cursor::new(text.trim());
        let digits = cursor.digits().ok_or_else(unreadable)?;
        let unit = next_unit(&mut cursor).ok_or_else(unreadable)?;
        let doubled = if cursor.at_end() {
            DoubledUnit::No
        } else if next_unit(&mut cursor) == Some(unit) && cursor.at_end() {
            DoubledUnit::Yes
        } else {
            return Err(unreadable());
        };
        match digits.parse() {
            Ok(0) => Err(unreadable()),
            // Counted one by one, and more than any planning needs.
            Ok(count) if unit == Unit::WorkingDays && count > MOST_WORKING_DAYS => {
                Err(Misread::CountTooLarge { found: text.to_owned() })
            }
            Ok(count) => Ok((Self { count, unit }, doubled)),
            // Only digits were taken, so the one fault that is left is their number.
            Err(_) => Err(Misread::CountTooLarge { found: text.to_owned() }),
        }
    }
}

/// A blank and a unit, with its plural in brackets or not.
fn next_unit(cursor: &mut Cursor<'_>) -> Option<Unit> {
    if !cursor.blanks() {
        return None;
    }
    let word = cursor.letters()?;
    let is = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(word));
    let unit = if is(&["dag", "dagen"]) {
        Unit::Days
    } else if is(&["werkdag", "werkdagen"]) {
        Unit::WorkingDays
    } else if is(&["week", "weken"]) {
        Unit::Weeks
    } else if is(&["maand", "maanden"]) {
        Unit::Months
    } else if is(&["jaar", "jaren"]) {
        Unit::Years
    } else {
        return None;
    };
    if cursor.eat('(') {
        let fits = is(&["dag", "werkdag", "maand"]) && cursor.word("en") && cursor.eat(')');
        return fits.then_some(unit);
    }
    Some(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read() {
        fn check(text: &str, count: u32, unit: Unit) {
            assert_eq!(Duration::read(text), Ok((Duration { count, unit }, DoubledUnit::No)), "{text}");
        }
        check("6 maanden", 6, Unit::Months);
        check("1 maand", 1, Unit::Months);
        check("3 maand(en)", 3, Unit::Months);
        check("3 weken", 3, Unit::Weeks);
        check("1 week", 1, Unit::Weeks);
        check("1 jaar", 1, Unit::Years);
        check("3 jaar", 3, Unit::Years);
        check("3 jaren", 3, Unit::Years);
        check("20 dagen", 20, Unit::Days);
        check("1 dag", 1, Unit::Days);
        check("5 werkdagen", 5, Unit::WorkingDays);
        check(" 6\u{a0}\u{202f} MAANDEN\t", 6, Unit::Months);
        check("06 maanden", 6, Unit::Months);
        check("4294967295 dagen", u32::MAX, Unit::Days);
    }

    #[test]
    fn a_doubled_unit_is_read_as_meant() {
        fn check(text: &str) {
            let months = Duration { count: 6, unit: Unit::Months };
            assert_eq!(Duration::read(text), Ok((months, DoubledUnit::Yes)), "{text}");
        }
        check("6 maanden maanden");
        check("6 maanden  Maand(en)");
    }

    #[test]
    fn other_texts_are_no_duration() {
        fn check(text: &str) {
            assert_eq!(Duration::read(text), Err(Misread::NoDuration { found: text.to_owned() }), "{text}");
        }
        check("");
        check("0 maanden");
        check("maanden");
        check("6");
        check("6maanden");
        check("-6 maanden");
        check("+6 maanden");
        check("6,5 maanden");
        check("zes maanden");
        check("6 maanden weken");
        check("6 maanden maanden maanden");
        check("6 months");
        check("6 maanden(en)");
        check("6 maand(en");
        check("6 maanden voor response.deadline");
        check("6 maanden\0");
        check("６ maanden");
        let large = "99999999999999999999 dagen";
        assert_eq!(Duration::read(large), Err(Misread::CountTooLarge { found: large.to_owned() }));
        let large = "100001 werkdagen";
        assert_eq!(Duration::read(large), Err(Misread::CountTooLarge { found: large.to_owned() }));
    }
}
