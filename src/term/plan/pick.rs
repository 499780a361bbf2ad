//! Which days suit which step.

use crate::time::{Calendar, Date, DayOff, Duration, Unit, Weekday};

/// Days of planning: how many are looked through before the search gives up. Ten years, and then a day that
/// suits less: only a site that is closed for so long comes so far.
const MOST_DAYS: u32 = 3_660;

/// Picks days from a calendar.
#[derive(Clone, Copy)]
pub(super) struct Pick<'a> {
    pub(super) calendar: &'a Calendar,
}

impl Pick<'_> {
    /// A working day, and not between Christmas Eve and 2 January, when few people are there.
    pub(super) fn suits(self, date: Date) -> bool {
        self.calendar.day_off(date).is_none() && !is_quiet(date)
    }

    /// A Tuesday, Wednesday or Thursday of which the day before is a working day too: nobody has to send in
    /// on a Monday morning, a Friday afternoon or straight after a holiday, and help is at hand.
    pub(super) fn suits_closing(self, date: Date) -> bool {
        matches!(date.weekday(), Weekday::Tuesday | Weekday::Wednesday | Weekday::Thursday)
            && self.suits(date)
            && self.suits(date.plus_days(-1))
    }

    /// The first day from `date` on that is good for something.
    pub(super) fn first(date: Date, is_good: impl Fn(Date) -> bool) -> Date {
        Self::search(date, 1, is_good)
    }

    /// The last day up to and including `date` that suits.
    pub(super) fn last(self, date: Date) -> Date {
        Self::search(date, -1, |date| self.suits(date))
    }

    /// So many working days after a day, and on from there to a day that suits.
    pub(super) fn after(self, date: Date, working_days: u32) -> Date {
        let days = Duration { count: working_days, unit: Unit::WorkingDays };
        Self::first(self.calendar.plus(date, &days), |date| self.suits(date))
    }

    /// So many working days before a day, and back from there to a day that suits.
    pub(super) fn before(self, date: Date, working_days: u32) -> Date {
        let days = Duration { count: working_days, unit: Unit::WorkingDays };
        self.last(self.calendar.minus(date, &days))
    }

    /// The days off on weekdays after `from` up to and including `until`: weekends need no explanation.
    pub(super) fn weekdays_off(self, from: Date, until: Date) -> Vec<(Date, DayOff)> {
        let mut days = self.calendar.days_off(from, until);
        days.retain(|(date, _)| !date.weekday().is_weekend());
        days
    }

    fn search(date: Date, step: i64, is_good: impl Fn(Date) -> bool) -> Date {
        let mut day = date;
        for _ in 0..MOST_DAYS {
            if is_good(day) {
                return day;
            }
            day = day.plus_days(step);
        }
        date
    }
}

/// Between Christmas Eve and 2 January, both included.
pub(super) fn is_quiet(date: Date) -> bool {
    matches!((date.month(), date.day()), (12, 24..) | (1, ..=2))
}
