//! Worked examples, and tables of every day against an oracle that is written another way.

mod examples;
mod oracle;
mod plan;
mod table;

use crate::time::{Calendar, Date, Duration};

/// The equated days of the decrees for 2023 to 2028.
const EQUATED: [&str; 10] = [
    "2023-04-28",
    "2023-05-19",
    "2024-05-10",
    "2024-12-27",
    "2025-05-30",
    "2026-01-02",
    "2026-05-15",
    "2027-05-07",
    "2028-04-28",
    "2028-05-26",
];

/// Days on which the publisher of the site is closed.
const CLOSED: [&str; 3] = ["2025-10-03", "2026-12-24", "2027-10-04"];

pub(in crate::term) fn date(text: &str) -> Date {
    let part = |range: std::ops::Range<usize>| text[range].parse::<u32>().unwrap();
    Date::new(text[..4].parse().unwrap(), part(5..7), part(8..10)).unwrap()
}

pub(in crate::term) fn duration(text: &str) -> Duration {
    Duration::read(text).unwrap().0
}

pub(in crate::term) fn calendar() -> Calendar {
    Calendar::new(EQUATED.map(date).into(), date("2028-12-31"), CLOSED.map(date).into())
}
