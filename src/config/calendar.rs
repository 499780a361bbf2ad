//! The days off of a site: the law's, those of the decrees that this version knows, and the site's own.

use super::fields::EQUATED;
use crate::diagnostic::Problems;
use crate::source::{Decoded, Fields, decode, misread_code, parse};
use crate::time::{Calendar, Date, Reading, Zone};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The decrees on equated days (Algemene termijnenwet, art. 3, third member) that this version knows.
const DECREES: &str = include_str!("equated_days.toml");

/// The calendar with the site's own `[calendar]`; its `equated_days` and `known_until` lengthen what this version
/// knows of decrees.
pub(super) fn calendar(own: Option<Fields>, reading: &Reading, problems: &mut Problems) -> Calendar {
    let Some(mut own) = own else { return standard_calendar() };
    let (mut equated, decreed_until) = decrees();
    equated.extend(dates(&mut own, "equated_days", reading, problems));
    let closed = dates(&mut own, "closed_days", reading, problems);
    let own_until = own.written("known_until").and_then(|(written, span)| match written.date(reading) {
        Ok((date, _)) => Some(date),
        Err(misread) => {
            problems.add(misread_code(&misread), span, misread.message(), misread.help());
            None
        }
    });
    let known_until = own_until.map_or(decreed_until, |date| date.max(decreed_until));
    Calendar::new(equated, known_until, closed)
}

/// The calendar of a site that has no days of its own.
#[must_use]
pub fn standard_calendar() -> Calendar {
    let (equated, known_until) = decrees();
    Calendar::new(equated, known_until, BTreeSet::new())
}

fn dates(fields: &mut Fields, key: &str, reading: &Reading, problems: &mut Problems) -> BTreeSet<Date> {
    let mut dates = BTreeSet::new();
    for field in fields.list(key) {
        let Decoded::Written(written) = field.value else { continue };
        match written.date(reading) {
            Ok((date, _)) => {
                dates.insert(date);
            }
            Err(misread) => {
                problems.add(misread_code(&misread), field.span, misread.message(), misread.help());
            }
        }
    }
    dates
}

/// The equated days, and the day up to which they are known.
fn decrees() -> (BTreeSet<Date>, Date) {
    let mut problems = Problems::of(&Arc::from("equated_days.toml"));
    let reading = Reading { zone: Zone::named("UTC").expect("the zone data has UTC"), published_on: None };
    let (root, first_error) = parse(DECREES, 0, &mut problems);
    let mut fields = decode(&root, EQUATED, first_error, &mut problems);
    let days = dates(&mut fields, "days", &reading, &mut problems);
    let until = fields.written("known_until").and_then(|(written, _)| written.date(&reading).ok());
    debug_assert!(problems.found.is_empty(), "{:?}", problems.found);
    (days, until.expect("the file travels in the binary, and a test reads it").0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{DayOff, Weekday};

    #[test]
    fn every_equated_day_is_known_and_a_weekday_of_its_own() {
        let (days, until) = decrees();
        assert_eq!(days.len(), 10);
        assert_eq!(until.to_string(), "2028-12-31");
        let calendar = Calendar::new(days.clone(), until, BTreeSet::new());
        for day in days {
            assert!(day <= until);
            assert_eq!(day.weekday(), Weekday::Friday, "{day}");
            assert_eq!(calendar.legal_day_off(day), Some(DayOff::Equated), "{day}");
        }
    }
}
