//! A date as an author typed it, before zone and year are known, and what it means once they are.

use super::date::Date;
use super::doubt::Doubt;
use super::instant::{Instant, wall_seconds};
use super::misread::Misread;
use super::moment::{Bound, Moment};
use super::names::Weekday;
use super::offset::Offset;
use super::relative::Anchor;
use super::spelling::{Clock, Spelling};
use super::time_of_day::TimeOfDay;
use super::zone::{WallClock, Zone};

/// A date, with or without weekday, year, time and offset, as an author typed it.
///
/// It says nothing about time yet: [`opening`](Self::opening), [`closing`](Self::closing) and
/// [`date`](Self::date) give it a meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dated {
    weekday: Option<Weekday>,
    year: Option<i32>,
    month: u32,
    day: u32,
    time: Option<Time>,
    offset: Option<Offset>,
}

/// The time of day that was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Time {
    At(TimeOfDay),
    /// 24:00 (M9).
    EndOfDay,
}

/// What must be known to give a [`Written`](super::Written) its meaning.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// The zone of the site.
    pub zone: Zone,
    /// The day of publication, from which a missing year follows (M8); `None` means that a year must be
    /// written.
    pub published_on: Option<Date>,
}

impl Dated {
    /// Reads quoted text: `weekday? date [,] [om] time? [uur]`, or an ISO date-time that may carry an offset.
    ///
    /// Case, dots after abbreviations and runs of blanks (no-break ones too) do not matter.
    ///
    /// # Errors
    /// [`Misread`] for another spelling, a date or time that never exists, and a fraction of a second.
    /// What depends on year or zone (M1, M2, M3, M8) is judged when it is given a meaning.
    pub(super) fn read(text: &str) -> Result<Self, Misread> {
        let Some(spelling) = Spelling::read(text) else {
            let found = text.to_owned();
            let is_time = TimeOfDay::read(text).is_some();
            return Err(if is_time { Misread::DateMissing { found } } else { Misread::Unreadable { found } });
        };
        Self::checked(&spelling)
    }

    /// Takes the parts of a TOML date or date-time: year, month, day; hours, minutes, seconds, nanoseconds;
    /// offset.
    ///
    /// # Errors
    /// [`Misread`] without a date, for an offset without a time, and for parts that never exist.
    pub(super) fn from_parts(
        date: Option<(i32, u32, u32)>,
        time: Option<(u32, u32, u32, u32)>,
        offset: Option<Offset>,
    ) -> Result<Self, Misread> {
        let clock =
            time.map(|(hour, minute, second, nanosecond)| Clock::new(hour, minute, second, nanosecond));
        let Some((year, month, day)) = date else {
            let found = time.map_or(String::new(), |(hour, minute, ..)| format!("{hour:02}:{minute:02}"));
            return Err(Misread::DateMissing { found });
        };
        if let (None, Some(offset)) = (clock, offset) {
            return Err(Misread::Unreadable { found: format!("{year:04}-{month:02}-{day:02}{offset}") });
        }
        Self::checked(&Spelling { weekday: None, year: Some(year), month, day, clock, offset })
    }

    fn checked(spelling: &Spelling) -> Result<Self, Misread> {
        let Spelling { weekday, year, month, day, clock, offset } = *spelling;
        if year.is_some_and(|year| !(1..=9999).contains(&year)) {
            return Err(Misread::OutOfRange);
        }
        // 2000 is a leap year: it has every day that some year has.
        if Date::new(2000, month, day).is_none() {
            return Err(Misread::NoSuchDate { day, month, year });
        }
        if let Some(year) = year {
            in_year(year, month, day)?;
        }
        let time = clock.map(time_of).transpose()?;
        Ok(Self { weekday, year, month, day, time, offset })
    }

    /// Whether a time of day was typed.
    pub(super) fn has_time(&self) -> bool {
        self.time.is_some()
    }

    /// Whether a year was typed.
    pub(super) fn has_year(&self) -> bool {
        self.year.is_some()
    }

    /// Its meaning as an opening moment: a bare date begins with that day (M4).
    ///
    /// # Errors
    /// [`Misread`] for a contradicted weekday (M1), a wrong offset (M2), a time that does not exist or exists
    /// twice (M3), a year that is missing or lacks the day (M8), and for what lies outside the years 1 to
    /// 9999.
    pub(super) fn opening(&self, reading: &Reading) -> Result<(Moment, Vec<Doubt>), Misread> {
        let (date, mut doubts) = self.dated(reading)?;
        let moment = match self.time {
            Some(time) => Moment { at: self.instant(date, time, reading.zone, &mut doubts)?, day: None },
            None => Moment { at: reading.zone.day_starts(date), day: Some(date) },
        };
        Ok((moment, doubts))
    }

    /// Its meaning as a closing moment: a bare date is open through that day (M5), or until it with `tot`
    /// (M6); with a time it closes at that instant, whatever the bound (M7).
    ///
    /// # Errors
    /// As [`opening`](Self::opening).
    pub(super) fn closing(&self, bound: Bound, reading: &Reading) -> Result<(Moment, Vec<Doubt>), Misread> {
        let (date, mut doubts) = self.dated(reading)?;
        if let Some(time) = self.time {
            let at = self.instant(date, time, reading.zone, &mut doubts)?;
            return Ok((Moment { at, day: None }, doubts));
        }
        let (last_open_day, closed_day) = match bound {
            Bound::Uiterlijk | Bound::TotEnMet => (date, neighbour(date, 1)?),
            Bound::Tot => {
                let last_open_day = neighbour(date, -1)?;
                doubts.push(Doubt::BareTot { last_open_day });
                (last_open_day, date)
            }
        };
        Ok((Moment { at: reading.zone.day_starts(closed_day), day: Some(last_open_day) }, doubts))
    }

    /// Its meaning as a plain legal date.
    ///
    /// # Errors
    /// As [`opening`](Self::opening), and [`Misread::TimeNotAllowed`] when a time of day was typed.
    pub(super) fn date(&self, reading: &Reading) -> Result<(Date, Vec<Doubt>), Misread> {
        let (date, doubts) = self.dated(reading)?;
        if self.has_time() { Err(Misread::TimeNotAllowed { date }) } else { Ok((date, doubts)) }
    }

    /// The date and time of day from which a relative moment counts (M10): those of the wall clock of the zone.
    ///
    /// # Errors
    /// As [`opening`](Self::opening).
    pub(super) fn anchor(&self, reading: &Reading) -> Result<Anchor, Misread> {
        let (date, mut doubts) = self.dated(reading)?;
        let Some(time) = self.time else { return Ok(Anchor { date, time: None }) };
        let (date, time) = reading.zone.local(self.instant(date, time, reading.zone, &mut doubts)?);
        Ok(Anchor { date, time: Some(time) })
    }

    /// What [`anchor`](Self::anchor) would take apart again.
    pub(super) fn at(anchor: Anchor) -> Self {
        let Anchor { date, time } = anchor;
        Self {
            weekday: None,
            year: Some(date.year()),
            month: date.month(),
            day: date.day(),
            time: time.map(Time::At),
            offset: None,
        }
    }

    /// The date with its year, typed or inferred (M8), and its weekday checked (M1).
    fn dated(&self, reading: &Reading) -> Result<(Date, Vec<Doubt>), Misread> {
        let mut doubts = Vec::new();
        let date = match self.year {
            Some(year) => in_year(year, self.month, self.day)?,
            None => self.inferred(reading, &mut doubts)?,
        };
        match self.weekday {
            Some(written) if written != date.weekday() => Err(Misread::WrongWeekday { date, written }),
            _ => Ok((date, doubts)),
        }
    }

    fn inferred(&self, reading: &Reading, doubts: &mut Vec<Doubt>) -> Result<Date, Misread> {
        let Some(published) = reading.published_on else {
            return Err(Misread::YearNeeded { day: self.day, month: self.month });
        };
        let is_before = (self.month, self.day) < (published.month(), published.day());
        let date = in_year(published.year() + i32::from(is_before), self.month, self.day)?;
        if date > published.plus_months(9) {
            doubts.push(Doubt::FarAhead { date });
        }
        Ok(date)
    }

    fn instant(
        &self,
        date: Date,
        time: Time,
        zone: Zone,
        doubts: &mut Vec<Doubt>,
    ) -> Result<Instant, Misread> {
        let (date, time) = match time {
            Time::At(time) => (date, time),
            Time::EndOfDay => {
                let next_day = neighbour(date, 1)?;
                doubts.push(Doubt::Midnight24 { written_on: date, next_day });
                if self.offset.is_none() {
                    return Ok(zone.day_starts(next_day));
                }
                (next_day, TimeOfDay::MIDNIGHT)
            }
        };
        match self.offset {
            Some(offset) => at_offset(date, time, offset, zone),
            None => at_wall(date, time, zone),
        }
    }
}

/// The instant at which the zone's clock shows this (M3).
fn at_wall(date: Date, time: TimeOfDay, zone: Zone) -> Result<Instant, Misread> {
    zone.at(date, time).map_err(|problem| match problem {
        WallClock::Gap { before, after } => {
            let after_on = zone.date_of(zone.first_at_or_after(date, time));
            Misread::Gap { date, time, before, after, after_on }
        }
        WallClock::Fold { first_offset, second_offset } => {
            Misread::Fold { date, time, first_offset, second_offset }
        }
    })
}

/// The instant that date, time and offset name, when the offset is `Z` or the zone's own (M2).
fn at_offset(date: Date, time: TimeOfDay, offset: Offset, zone: Zone) -> Result<Instant, Misread> {
    let seconds = wall_seconds(date, time) - offset.seconds();
    let named = Instant::from_unix_seconds(seconds).ok_or(Misread::OutOfRange)?;
    if offset == Offset::Z || offset == zone.offset_at(named) {
        return Ok(named);
    }
    let right = zone.offset_at(at_wall(date, time, zone)?);
    Err(Misread::WrongOffset { date, time, written: offset.to_string(), right: right.to_string() })
}

/// The day in that year, or the next year that has it (M8).
fn in_year(year: i32, month: u32, day: u32) -> Result<Date, Misread> {
    if year > 9999 {
        return Err(Misread::OutOfRange);
    }
    Date::new(year, month, day).ok_or_else(|| {
        // Leap years lie at most eight years apart.
        let next = (1..=8).find_map(|later| Date::new(year.saturating_add(later), month, day));
        Misread::DayMissing { day, month, year, next }
    })
}

/// The day before or after, which the range may lack.
fn neighbour(date: Date, days: i64) -> Result<Date, Misread> {
    let other = date.plus_days(days);
    if other == date { Err(Misread::OutOfRange) } else { Ok(other) }
}

fn time_of(clock: Clock) -> Result<Time, Misread> {
    if clock.has_fraction() {
        return Err(Misread::Fraction);
    }
    let Clock { hour, minute, second, .. } = clock;
    if (hour, minute, second) == (24, 0, 0) {
        return Ok(Time::EndOfDay);
    }
    TimeOfDay::new(hour, minute, second).map(Time::At).ok_or(Misread::NoSuchTime { hour, minute, second })
}
