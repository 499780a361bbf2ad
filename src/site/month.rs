//! The agenda's days as the calendars of their months.

use super::{Day, DayCell, MonthView, Site, WeekView};
use crate::time::{Date, print};
use std::collections::BTreeMap;

/// As many months as are drawn.
const MOST_MONTHS: usize = 12;
/// As many moments as a day's cell shows.
const MOST_ENTRIES: usize = 3;

impl Site {
    /// The months that hold one of these days.
    pub(super) fn months(&self, days: &[Day]) -> Vec<MonthView> {
        let by_date: BTreeMap<Date, &Day> = days.iter().map(|day| (day.date, day)).collect();
        let mut firsts: Vec<Date> = by_date.keys().map(|date| first_of_month(*date)).collect();
        firsts.dedup();
        firsts.truncate(MOST_MONTHS);
        firsts.into_iter().map(|first| self.month(first, &by_date)).collect()
    }

    fn month(&self, first: Date, days: &BTreeMap<Date, &Day>) -> MonthView {
        let cell = |(date, in_month)| {
            let agenda_day = days.get(&date).filter(|_| in_month);
            DayCell {
                date,
                day: date.day(),
                in_month,
                is_day_off: self.settings.calendar.day_off(date).is_some(),
                count: agenda_day.map_or(0, |day| day.count()),
                entries: agenda_day
                    .map(|day| self.agenda_entries(day.first(MOST_ENTRIES)))
                    .unwrap_or_default(),
            }
        };
        let weeks = weeks(first).into_iter();
        MonthView {
            title: print::month(first, self.language()),
            id: format!("{:04}-{:02}", first.year(), first.month()),
            weeks: weeks
                .map(|days| WeekView { nr: days[0].0.iso_week(), days: days.into_iter().map(cell).collect() })
                .collect(),
        }
    }
}

fn first_of_month(date: Date) -> Date {
    date.plus_days(1 - i64::from(date.day()))
}

/// The weeks that hold a day of the month that begins on `first`: seven days each from Monday on, each with
/// whether it belongs to the month.
fn weeks(first: Date) -> Vec<[(Date, bool); 7]> {
    let exists = |day: &u32| Date::new(first.year(), first.month(), *day).is_some();
    let days_in_month = i64::from((28..=31).rev().find(exists).expect("no month is shorter"));
    let monday = first.week_starts();
    let before = monday.days_until(first);
    let weeks = (before + days_in_month + 6) / 7;
    let day = |week: i64, weekday: usize| {
        let days = week * 7 + weekday as i64;
        (monday.plus_days(days), (before..before + days_in_month).contains(&days))
    };
    (0..weeks).map(|week| std::array::from_fn(|weekday| day(week, weekday))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u32, day: u32) -> Date {
        Date::new(year, month, day).unwrap()
    }

    #[test]
    fn months_are_whole_weeks_from_monday() {
        #[track_caller]
        fn check(first: Date, weeks_expected: usize, from: Date, until: Date) {
            let weeks = weeks(first);
            assert_eq!(weeks.len(), weeks_expected, "{first}");
            assert_eq!((weeks[0][0].0, weeks[weeks.len() - 1][6].0), (from, until), "{first}");
            let of_month: Vec<_> =
                weeks.iter().flatten().filter(|(_, in_month)| *in_month).map(|(day, _)| *day).collect();
            assert!(of_month.iter().all(|day| day.month() == first.month()), "{first}");
            let all: Vec<u32> = of_month.iter().map(|day| day.day()).collect();
            assert_eq!(all, (1..=all.len() as u32).collect::<Vec<_>>(), "{first}");
            assert!(weeks.iter().all(|week| week.iter().any(|(_, in_month)| *in_month)), "{first}");
        }
        check(date(2026, 3, 1), 6, date(2026, 2, 23), date(2026, 4, 5));
        check(date(2027, 2, 1), 4, date(2027, 2, 1), date(2027, 2, 28));
        check(date(2024, 2, 1), 5, date(2024, 1, 29), date(2024, 3, 3));
        check(date(2026, 1, 1), 5, date(2025, 12, 29), date(2026, 2, 1));
        check(date(1, 1, 1), 5, date(1, 1, 1), date(1, 2, 4));
        check(date(9999, 12, 1), 5, date(9999, 11, 29), date(9999, 12, 31));
    }
}
