//! Relative moments (M10), and what they mean: counted a day at a time, from a list of days off written by hand.

use super::clock::{DAY, When, month_and_day, on};
use super::spec::RecordSpec;

/// Working days that are none in 2024, besides weekends: article 3 of the Algemene termijnenwet, and 10 May
/// and 27 December by decree.
const DAYS_OFF: [(i64, i64); 11] =
    [(1, 1), (3, 29), (4, 1), (4, 27), (5, 5), (5, 9), (5, 10), (5, 20), (12, 25), (12, 26), (12, 27)];

/// A moment as it stands in a record.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Told {
    Dated(When),
    Relative(Relative),
}

/// `2 werkdagen voor response.deadline`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Relative {
    pub(crate) count: i64,
    pub(crate) unit: Unit,
    pub(crate) way: Way,
    pub(crate) of: Of,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Unit {
    Days,
    WorkingDays,
    Weeks,
    Months,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Way {
    Before,
    After,
}

/// What is counted from; rounds and windows are numbered from 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Of {
    Published,
    Closing,
    Deadline(usize),
    Window(usize),
}

impl Told {
    /// As the record says it.
    pub(crate) fn toml(self) -> String {
        match self {
            Self::Dated(when) => when.toml(),
            Self::Relative(Relative { count, unit, way, of }) => {
                let (one, more) = match unit {
                    Unit::Days => ("dag", "dagen"),
                    Unit::WorkingDays => ("werkdag", "werkdagen"),
                    Unit::Weeks => ("week", "weken"),
                    Unit::Months => ("maand", "maanden"),
                };
                let unit = if count == 1 { one } else { more };
                let way = if way == Way::Before { "voor" } else { "na" };
                let of = match of {
                    Of::Published => "published".to_owned(),
                    Of::Closing => "response.deadline".to_owned(),
                    Of::Deadline(nr) => format!("questions.rounds.{nr}.deadline"),
                    Of::Window(nr) => format!("interviews.windows.{nr}.date"),
                };
                format!("\"{count} {unit} {way} {of}\"")
            }
        }
    }

    /// What it means when it is counted from the publication or not at all.
    pub(crate) fn since(self, published: When) -> When {
        match self {
            Self::Dated(when) => when,
            Self::Relative(relative) => {
                assert_eq!(relative.of, Of::Published, "counted from what may move");
                relative.from(published)
            }
        }
    }
}

impl Relative {
    /// The day that is meant, at the same time of day; a bare date stays one.
    pub(crate) fn from(self, reference: When) -> When {
        let sign = if self.way == Way::Before { -1 } else { 1 };
        let day = match self.unit {
            Unit::Days => reference.day + sign * self.count,
            Unit::Weeks => reference.day + sign * self.count * 7,
            Unit::Months => {
                let (month, day) = month_and_day(reference.day);
                let month = month + sign * self.count;
                // The day itself, or the last that the month has.
                (1..=day).rev().find_map(|day| on(month, day)).expect("every month has a first day")
            }
            Unit::WorkingDays => {
                let (mut day, mut left) = (reference.day, self.count);
                while left > 0 {
                    day += sign;
                    left -= i64::from(is_working_day(day));
                }
                day
            }
        };
        When { day, time: reference.time }
    }
}

fn is_working_day(day: i64) -> bool {
    // 1 January 1970 was a Thursday.
    let is_weekend = matches!((day + 3).rem_euclid(7), 5 | 6);
    !is_weekend && !DAYS_OFF.contains(&month_and_day(day))
}

impl RecordSpec {
    /// What a moment means with the values that are in force at `h`.
    pub(crate) fn meant(&self, told: Told, h: i64) -> When {
        let relative = match told {
            Told::Dated(when) => return when,
            Told::Relative(relative) => relative,
        };
        let reference = match relative.of {
            Of::Published => self.published,
            Of::Closing => self.meant(*self.closes.in_force(h), h),
            Of::Deadline(nr) => {
                let deadline = self.rounds[nr - 1].deadline.as_ref().expect("only drawn when there is one");
                self.meant(*deadline.in_force(h), h)
            }
            Of::Window(nr) => {
                let talks = self.talks.as_ref().expect("only drawn inside talks").in_force(h);
                When { day: self.meant(talks.windows[nr - 1].0, h).day, time: None }
            }
        };
        relative.from(reference)
    }

    /// Every meaning that a moment ever has: one for each stretch between two amendments.
    pub(crate) fn meanings(&self, told: Told) -> Vec<When> {
        let Told::Relative(_) = told else { return vec![self.meant(told, 0)] };
        let stretches = self.amended().into_iter().map(|(on, _)| on);
        std::iter::once(-DAY).chain(stretches).map(|h| self.meant(told, h)).collect()
    }
}
