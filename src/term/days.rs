//! The days off as one rule sees them: those of the law alone, or the site's own as well.

use crate::time::{Calendar, Date, DayOff};

/// Whose days off count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// Saturdays, Sundays, holidays and equated days.
    Law,
    /// These, and the days on which the site's publisher is closed.
    Site,
}

/// A calendar, seen by one rule.
#[derive(Clone, Copy)]
pub(super) struct DaysOff<'a> {
    pub(super) calendar: &'a Calendar,
    pub(super) whose: Whose,
}

impl DaysOff<'_> {
    /// Why nobody need work on a day; `None` on a working day.
    pub(super) fn reason(self, date: Date) -> Option<DayOff> {
        match self.whose {
            Whose::Law => self.calendar.legal_day_off(date),
            Whose::Site => self.calendar.day_off(date),
        }
    }

    /// The day itself when it is a working day, else the next that is.
    pub(super) fn working_day_from(self, date: Date) -> Date {
        self.stepping(date, 1)
    }

    /// The day itself when it is a working day, else the last before it that is.
    pub(super) fn working_day_until(self, date: Date) -> Date {
        self.stepping(date, -1)
    }

    /// The working day with this number, counted from the day after `event`.
    pub(super) fn working_day_after(self, event: Date, number: u32) -> Date {
        let mut date = event;
        for _ in 0..number {
            let next = self.working_day_from(date.plus_days(1));
            if next == date {
                break;
            }
            date = next;
        }
        date
    }

    /// The days off from `first` up to and including `last`.
    pub(super) fn between(self, first: Date, last: Date) -> Vec<(Date, DayOff)> {
        let mut found = Vec::new();
        let mut date = first;
        while date <= last {
            found.extend(self.reason(date).map(|reason| (date, reason)));
            let next = date.plus_days(1);
            if next == date {
                break;
            }
            date = next;
        }
        found
    }

    /// The first working day in this direction, the day itself too; stops at the end of the years 1 to 9999.
    fn stepping(self, date: Date, step: i64) -> Date {
        let mut date = date;
        while self.reason(date).is_some() {
            let next = date.plus_days(step);
            if next == date {
                break;
            }
            date = next;
        }
        date
    }
}
