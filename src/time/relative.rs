//! A moment as a distance from another moment of the same record (M10).

use std::fmt;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

use super::calendar::Calendar;
use super::date::Date;
use super::duration::Duration;
use super::misread::Misread;
use super::print;
use super::time_of_day::TimeOfDay;
use crate::language::Language;

/// `2 werkdagen voor response.deadline`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Relative {
    /// How far.
    pub distance: Duration,
    /// Which way.
    pub direction: Direction,
    /// The path of the moment from which is counted, as typed: `questions.rounds.1.deadline`.
    pub reference: String,
}

/// On which side of its reference a relative moment lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// `voor`.
    Before,
    /// `na`.
    After,
}

/// A date with or without a time of day, on the wall clock of the site: that from which is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Anchor {
    /// The date as written: of a closing with bound `tot` the day that is closed.
    pub date: Date,
    /// The time of day, unless it is a bare date.
    pub time: Option<TimeOfDay>,
}

impl Relative {
    /// Reads a number, a unit, `voor` or `na` and a path; `None` when the text means to be something else.
    pub(super) fn read(text: &str) -> Option<Result<Self, Misread>> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let [count, unit, way, rest @ ..] = words.as_slice() else { return None };
        let direction = match way.to_lowercase().as_str() {
            "voor" | "v\u{f3}\u{f3}r" | "vo\u{301}o\u{301}r" => Direction::Before,
            "na" => Direction::After,
            _ => return None,
        };
        let [reference] = rest else {
            return Some(Err(Misread::Reference { found: text.to_owned() }));
        };
        let distance = Duration::read(&format!("{count} {unit}"));
        Some(distance.map(|(distance, _)| Self { distance, direction, reference: (*reference).to_owned() }))
    }

    /// The date that it is when its reference is `anchor`, with the same time of day.
    ///
    /// # Errors
    /// [`Misread::OutOfRange`] outside the years 1 to 9999.
    pub fn from(&self, anchor: Anchor, calendar: &Calendar) -> Result<Anchor, Misread> {
        let date = match self.direction {
            Direction::Before => calendar.minus(anchor.date, &self.distance),
            Direction::After => calendar.plus(anchor.date, &self.distance),
        };
        // Counting stops at the ends of the range, where no planning is meant to be.
        if date == Date::nearest(i64::MIN) || date == Date::nearest(i64::MAX) {
            return Err(Misread::OutOfRange);
        }
        Ok(Anchor { date, time: anchor.time })
    }
}

/// As an author types it.
impl fmt::Display for Relative {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let way = match self.direction {
            Direction::Before => "voor",
            Direction::After => "na",
        };
        write!(out, "{} {way} {}", print::duration(&self.distance, Language::Dutch), self.reference)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Unit;
    use std::collections::BTreeSet;

    fn drawn(text: &str) -> Option<Result<String, Misread>> {
        Relative::read(text).map(|read| read.map(|relative| relative.to_string()))
    }

    #[test]
    fn distances_are_read() {
        fn check(text: &str, expected: &str) {
            assert_eq!(drawn(text), Some(Ok(expected.to_owned())), "{text}");
        }
        check("2 werkdagen voor response.deadline", "2 werkdagen voor response.deadline");
        check("10 dagen na published", "10 dagen na published");
        check("1 week vo\u{301}o\u{301}r published", "1 week voor published");
        check("3 maand(en) na interviews.windows.1.date", "3 maanden na interviews.windows.1.date");
        check(" 1\u{a0}Dag  VÓÓR\tpublished ", "1 dag voor published");
        check("2 jaren na response.deadline", "2 jaar na response.deadline");
    }

    #[test]
    fn what_cannot_be_meant_is_told() {
        fn check(text: &str, expected: &Misread) {
            assert_eq!(drawn(text).and_then(Result::err).as_ref(), Some(expected), "{text}");
        }
        let reference = |found: &str| Misread::Reference { found: found.to_owned() };
        check("2 dagen voor", &reference("2 dagen voor"));
        check("2 dagen na de sluiting", &reference("2 dagen na de sluiting"));
        let duration = |found: &str| Misread::NoDuration { found: found.to_owned() };
        check("0 dagen na published", &duration("0 dagen"));
        check("twee dagen na published", &duration("twee dagen"));
        check("2 uur voor response.deadline", &duration("2 uur"));
    }

    #[test]
    fn other_texts_mean_to_be_something_else() {
        for text in ["", "9 november 2023", "2 werkdagen", "donderdag 9 november 2023, 09.00 uur", "voor"] {
            assert_eq!(drawn(text), None, "{text}");
        }
    }

    #[test]
    fn the_time_of_day_is_kept_and_a_bare_date_stays_bare() {
        let calendar = Calendar::new(BTreeSet::new(), Date::nearest(i64::MAX), BTreeSet::new());
        let monday = Date::new(2026, 3, 30).unwrap();
        let nine = TimeOfDay::new(9, 0, 0);
        let relative = |count, unit, direction| Relative {
            distance: Duration { count, unit },
            direction,
            reference: String::new(),
        };
        let three_days = relative(3, Unit::Days, Direction::Before);
        let friday = Date::new(2026, 3, 27).unwrap();
        let found = three_days.from(Anchor { date: monday, time: nine }, &calendar);
        assert_eq!(found, Ok(Anchor { date: friday, time: nine }));
        let found = three_days.from(Anchor { date: monday, time: None }, &calendar);
        assert_eq!(found, Ok(Anchor { date: friday, time: None }));
        let far = relative(u32::MAX, Unit::Years, Direction::After);
        assert_eq!(far.from(Anchor { date: monday, time: None }, &calendar), Err(Misread::OutOfRange));
    }
}
