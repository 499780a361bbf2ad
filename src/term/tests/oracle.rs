//! Terms by walking from day to day over a list of all days, with its own weekdays and month lengths and a
//! typed table of Easter: nothing is shared with what it judges.

use super::{CLOSED, EQUATED};
use std::collections::BTreeMap;

/// Easter Sunday as almanacs print it.
const EASTER: [(i32, u32, u32); 20] = [
    (2022, 4, 17),
    (2023, 4, 9),
    (2024, 3, 31),
    (2025, 4, 20),
    (2026, 4, 5),
    (2027, 3, 28),
    (2028, 4, 16),
    (2029, 4, 1),
    (2030, 4, 21),
    (2031, 4, 13),
    (2032, 3, 28),
    (2033, 4, 17),
    (2034, 4, 9),
    (2035, 3, 25),
    (2036, 4, 13),
    (2037, 4, 5),
    (2038, 4, 25),
    (2039, 4, 10),
    (2040, 4, 1),
    (2041, 4, 21),
];

/// Every day of 2022 to 2041.
pub(super) struct Days {
    /// Year, month, day of the month.
    pub(super) dates: Vec<(i32, u32, u32)>,
    /// Days off of the law.
    pub(super) legal: Vec<bool>,
    /// Days off of the site, those of the law among them.
    pub(super) site: Vec<bool>,
}

impl Days {
    pub(super) fn new() -> Self {
        let mut dates = Vec::new();
        let mut at = BTreeMap::new();
        for year in 2022..=2041 {
            let february = if year % 4 == 0 { 29 } else { 28 };
            let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
            for (month, length) in (1..).zip(lengths) {
                for day in 1..=length {
                    at.insert((year, month, day), dates.len());
                    dates.push((year, month, day));
                }
            }
        }
        // 1 January 2022 was a Saturday.
        let mut legal: Vec<bool> = (0..dates.len()).map(|index| index % 7 < 2).collect();
        for year in 2022..=2041 {
            for fixed in [(1, 1), (5, 5), (12, 25), (12, 26)] {
                legal[at[&(year, fixed.0, fixed.1)]] = true;
            }
            let birthday = at[&(year, 4, 27)];
            let is_sunday = birthday % 7 == 1;
            legal[if is_sunday { birthday - 1 } else { birthday }] = true;
        }
        for easter in EASTER {
            let sunday = at[&easter];
            assert_eq!(sunday % 7, 1, "{easter:?} is no Sunday");
            for day in [sunday - 2, sunday + 1, sunday + 39, sunday + 50] {
                legal[day] = true;
            }
        }
        let index = |text: &&str| {
            let parts: Vec<u32> = text.split('-').map(|part| part.parse().unwrap()).collect();
            at[&(parts[0].cast_signed(), parts[1], parts[2])]
        };
        for day in EQUATED.iter().map(index) {
            legal[day] = true;
        }
        let mut site = legal.clone();
        for day in CLOSED.iter().map(index) {
            site[day] = true;
        }
        Self { dates, legal, site }
    }

    pub(super) fn shown(&self, index: usize) -> String {
        let (year, month, day) = self.dates[index];
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// Walks on: `length` days at least, so many working days at least, and not ending on a day off.
    pub(super) fn extended(&self, event: usize, strict: usize, working_days: usize) -> usize {
        let mut seen = 0;
        let mut index = event;
        loop {
            index += 1;
            seen += usize::from(!self.legal[index]);
            if index >= strict && !self.legal[index] && seen >= working_days {
                return index;
            }
        }
    }

    /// So many months on by turning over the leaves of a calendar.
    pub(super) fn months(&self, event: usize, months: u32) -> usize {
        let (_, _, wanted) = self.dates[event];
        let mut index = event;
        for _ in 0..months {
            let (_, month, _) = self.dates[index];
            while self.dates[index].1 == month {
                index += 1;
            }
        }
        // Now on the first day of the month that is wanted.
        let month = self.dates[index].1;
        while self.dates[index].2 < wanted && self.dates[index + 1].1 == month {
            index += 1;
        }
        index
    }

    /// The working day with this number after the event.
    pub(super) fn working(&self, off: &[bool], event: usize, mut count: u32) -> usize {
        let mut index = event;
        while count > 0 {
            index += 1;
            if !off[index] {
                count -= 1;
            }
        }
        index
    }
}
