//! What an author typed where a moment belongs: a date, or a distance from another moment.

use super::calendar::Calendar;
use super::date::Date;
use super::dated::{Dated, Reading};
use super::doubt::Doubt;
use super::misread::Misread;
use super::moment::{Bound, Moment};
use super::offset::Offset;
use super::relative::{Anchor, Relative};

/// A moment as an author typed it.
///
/// It says nothing about time yet: [`opening`](Self::opening), [`closing`](Self::closing) and
/// [`date`](Self::date) give it a meaning. A relative one (M10) has none until [`settled`](Self::settled) has
/// made it a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written(Form);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Form {
    Dated(Dated),
    Relative(Relative, Keeps),
}

/// What a relative moment keeps of its reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keeps {
    /// Day and time of day.
    Time,
    /// The day alone.
    Day,
}

impl Written {
    /// Reads quoted text: `weekday? date [,] [om] time? [uur]`, an ISO date-time that may carry an offset, or
    /// a distance from another moment, as `2 werkdagen voor response.deadline` (M10).
    ///
    /// Case, dots after abbreviations and runs of blanks (no-break ones too) do not matter.
    ///
    /// # Errors
    /// [`Misread`] for another spelling, a date or time that never exists, and a fraction of a second.
    /// What depends on year or zone (M1, M2, M3, M8) is judged when it is given a meaning.
    pub fn read(text: &str) -> Result<Self, Misread> {
        match Relative::read(text) {
            Some(relative) => relative.map(|relative| Self(Form::Relative(relative, Keeps::Time))),
            None => Dated::read(text).map(|dated| Self(Form::Dated(dated))),
        }
    }

    /// Takes the parts of a TOML date or date-time: year, month, day; hours, minutes, seconds, nanoseconds;
    /// offset.
    ///
    /// # Errors
    /// [`Misread`] without a date, for an offset without a time, and for parts that never exist.
    pub fn from_parts(
        date: Option<(i32, u32, u32)>,
        time: Option<(u32, u32, u32, u32)>,
        offset: Option<Offset>,
    ) -> Result<Self, Misread> {
        Dated::from_parts(date, time, offset).map(|dated| Self(Form::Dated(dated)))
    }

    /// The distance from another moment, when that is what was typed (M10).
    #[must_use]
    pub fn relative(&self) -> Option<&Relative> {
        match &self.0 {
            Form::Relative(relative, _) => Some(relative),
            Form::Dated(_) => None,
        }
    }

    /// The same where only a day belongs: a relative moment then leaves the time of day of its reference.
    #[must_use]
    pub fn of_day(self) -> Self {
        match self.0 {
            Form::Relative(relative, _) => Self(Form::Relative(relative, Keeps::Day)),
            Form::Dated(_) => self,
        }
    }

    /// Whether its year follows from that of the publication (M8).
    #[must_use]
    pub fn lacks_year(&self) -> bool {
        matches!(&self.0, Form::Dated(dated) if !dated.has_year())
    }

    /// The date and time of day from which a relative moment counts.
    ///
    /// # Errors
    /// As [`opening`](Self::opening).
    pub fn anchor(&self, reading: &Reading) -> Result<Anchor, Misread> {
        self.dated()?.anchor(reading)
    }

    /// A relative moment as the date that it is, counted from its reference: the time of day is kept, and a
    /// bare date gives a bare date (M10). A date stays as it is.
    ///
    /// # Errors
    /// [`Misread::OutOfRange`] outside the years 1 to 9999.
    pub fn settled(&self, reference: Anchor, calendar: &Calendar) -> Result<Self, Misread> {
        match &self.0 {
            Form::Dated(_) => Ok(self.clone()),
            Form::Relative(relative, keeps) => {
                let Anchor { date, time } = relative.from(reference, calendar)?;
                let time = time.filter(|_| *keeps == Keeps::Time);
                Ok(Self(Form::Dated(Dated::at(Anchor { date, time }))))
            }
        }
    }

    /// Its meaning as an opening moment: a bare date begins with that day (M4).
    ///
    /// # Errors
    /// [`Misread`] for a contradicted weekday (M1), a wrong offset (M2), a time that does not exist or exists
    /// twice (M3), a year that is missing or lacks the day (M8), for what lies outside the years 1 to 9999,
    /// and for a relative moment that was not settled.
    pub fn opening(&self, reading: &Reading) -> Result<(Moment, Vec<Doubt>), Misread> {
        self.dated()?.opening(reading)
    }

    /// Its meaning as a closing moment: a bare date is open through that day (M5), or until it with `tot`
    /// (M6); with a time it closes at that instant, whatever the bound (M7).
    ///
    /// # Errors
    /// As [`opening`](Self::opening).
    pub fn closing(&self, bound: Bound, reading: &Reading) -> Result<(Moment, Vec<Doubt>), Misread> {
        self.dated()?.closing(bound, reading)
    }

    /// Its meaning as a plain legal date.
    ///
    /// # Errors
    /// As [`opening`](Self::opening), and [`Misread::TimeNotAllowed`] when a time of day was typed.
    pub fn date(&self, reading: &Reading) -> Result<(Date, Vec<Doubt>), Misread> {
        self.dated()?.date(reading)
    }

    fn dated(&self) -> Result<&Dated, Misread> {
        match &self.0 {
            Form::Dated(dated) => Ok(dated),
            Form::Relative(relative, _) => Err(Misread::Unsettled { found: relative.to_string() }),
        }
    }
}

#[cfg(test)]
mod tests;
