//! Moments of 2024 on the clock of Amsterdam, worked out by hand and not by the program's own zone data.

pub(crate) const DAY: i64 = 86_400;
/// 18 March 2024, in days since 1970.
pub(crate) const FIRST_DAY: i64 = 19_800;
/// Summer time 2024: from 31 March 01:00 UTC to 27 October 01:00 UTC (Directive 2000/84/EC).
const SUMMER: std::ops::Range<i64> = 1_711_846_800..1_729_990_800;

/// A moment as an author types it: a day, with or without a time in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct When {
    pub(crate) day: i64,
    pub(crate) time: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bound {
    TotEnMet,
    Uiterlijk,
    Tot,
}

impl Bound {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::TotEnMet => "tot-en-met",
            Self::Uiterlijk => "uiterlijk",
            Self::Tot => "tot",
        }
    }
}

impl When {
    /// Rule M4: a bare date opens at its start.
    pub(crate) fn opening(self) -> i64 {
        instant(self.day, self.time.unwrap_or(0))
    }

    /// Rules M5 to M7.
    pub(crate) fn closing(self, bound: Bound) -> i64 {
        match (self.time, bound) {
            (Some(time), _) => instant(self.day, time),
            (None, Bound::Tot) => instant(self.day, 0),
            (None, Bound::TotEnMet | Bound::Uiterlijk) => instant(self.day + 1, 0),
        }
    }

    /// Rules M5 and M6: the last open day of a bare date.
    pub(crate) fn last_open_day(self, bound: Bound) -> Option<i64> {
        self.time.is_none().then_some(if bound == Bound::Tot { self.day - 1 } else { self.day })
    }

    pub(crate) fn toml(self) -> String {
        match self.time {
            None => date(self.day),
            Some(time) => format!("{}T{}", date(self.day), clock(time)),
        }
    }
}

/// The instant at which the clock shows this time on this day; none of our times is skipped or shown twice.
pub(crate) fn instant(day: i64, time: i64) -> i64 {
    let wall = day * DAY + time;
    if SUMMER.contains(&(wall - 7_200)) { wall - 7_200 } else { wall - 3_600 }
}

/// The day and the time that the clock shows at an instant.
pub(crate) fn local(instant: i64) -> (i64, i64) {
    let wall = instant + if SUMMER.contains(&instant) { 7_200 } else { 3_600 };
    (wall.div_euclid(DAY), wall.rem_euclid(DAY))
}

/// `2024-03-31`
pub(crate) fn date(day: i64) -> String {
    let (month, day) = month_and_day(day);
    format!("2024-{month:02}-{day:02}")
}

const MONTHS: [i64; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// Month and day of the month, both from 1.
pub(crate) fn month_and_day(day: i64) -> (i64, i64) {
    let mut left = day - 19_723;
    assert!((0..366).contains(&left), "all moments lie in 2024");
    let mut month = 0;
    while left >= MONTHS[month] {
        left -= MONTHS[month];
        month += 1;
    }
    (i64::try_from(month).unwrap() + 1, left + 1)
}

/// The day with this month and day of the month, both from 1; none when the month has no such day.
pub(crate) fn on(month: i64, day: i64) -> Option<i64> {
    let index = usize::try_from(month - 1).expect("all moments lie in 2024");
    let before: i64 = MONTHS[..index].iter().sum();
    (day <= MONTHS[index]).then_some(19_723 + before + day - 1)
}

/// `09:00:00`
pub(crate) fn clock(time: i64) -> String {
    format!("{:02}:{:02}:{:02}", time / 3_600, time / 60 % 60, time % 60)
}

/// `2024-03-31T09:00:00+02:00`
pub(crate) fn rfc3339(instant: i64) -> String {
    let (day, time) = local(instant);
    let hours = (day * DAY + time - instant) / 3_600;
    format!("{}T{}+{hours:02}:00", date(day), clock(time))
}
