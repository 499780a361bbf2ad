//! Open notices against time: every place and length of the drawing, computed here so that a template only draws.
//!
//! The drawing knows no today: it holds for as long as its page does.

use super::agenda::kind_of;
use super::{ChartMark, ChartRow, ChartTick, ChartView, Site};
use crate::language::Language;
use crate::lifecycle::Disclosed;
use crate::time::{Date, Instant, Zone, print};

/// As many notices as have a row.
const MOST_ROWS: usize = 30;
/// The width of the drawing.
const WIDTH: u32 = 1000;
/// The room for the labels of the ticks.
const HEAD: u32 = 28;
/// The height of a row: a line of text, and below it the bar.
const ROW: u32 = 36;
/// From the top of a row to the middle of its bar.
const BAR: u32 = 28;
/// The drawing reaches at most so many months back and ahead from the soonest closing: one notice that stays
/// open for years may not press all others together. Bars that reach further are cut off.
const MONTHS_BACK: i64 = 6;
const MONTHS_AHEAD: i64 = 12;

impl Site {
    /// The chart of the open notices; `None` while there is none.
    pub(super) fn chart(&self) -> Option<ChartView> {
        let all: Vec<&Disclosed> = self.open.iter().map(|index| &*self.notices[*index]).collect();
        let drawn = &all[..all.len().min(MOST_ROWS)];
        let zone = self.settings.zone;
        let soonest = zone.date_of(drawn.first()?.closes().at);
        let first = drawn.iter().map(|notice| zone.date_of(notice.published().at)).min()?;
        let last = drawn.iter().map(|notice| zone.date_of(notice.closes().at)).max()?;
        let scale = Scale::of(
            first.max(soonest.plus_months(-MONTHS_BACK)),
            last.min(soonest.plus_months(MONTHS_AHEAD)),
            zone,
        );
        let rows = (0..).zip(drawn).map(|(row, notice)| self.chart_row(row, notice, &scale)).collect();
        Some(ChartView {
            width: WIDTH,
            height: HEAD + ROW * u32::try_from(drawn.len()).expect("there are at most thirty"),
            rows,
            ticks: scale.ticks(self.language()),
            left_out: all.len() - drawn.len(),
        })
    }

    fn chart_row(&self, row: u32, notice: &Disclosed, scale: &Scale) -> ChartRow {
        let (from, until) = (notice.published().at, notice.closes().at);
        let x = scale.x(from);
        let on_bar = |at: Instant| (from..=until).contains(&at) && scale.holds(at);
        let marks = notice.timeline.iter().filter(|event| on_bar(event.at));
        let marks = marks.map(|event| ChartMark { x: scale.x(event.at), kind: kind_of(&event.event) });
        ChartRow {
            title: notice.brief().title.clone(),
            url: self.link(&self.notice_path(notice)),
            y: HEAD + ROW * row + BAR,
            x,
            width: (scale.x(until) - x).max(1),
            closes: self.closing(&notice.closes()),
            marks: marks.filter(|mark| mark.kind != "other").collect(),
        }
    }
}

/// Time from left to right, in whole weeks.
struct Scale {
    first: Date,
    weeks: i64,
    zone: Zone,
}

impl Scale {
    /// A scale that holds both days.
    fn of(first: Date, last: Date, zone: Zone) -> Self {
        let first = first.week_starts();
        Self { first, weeks: first.days_until(last) / 7 + 1, zone }
    }

    fn after_last(&self) -> Date {
        self.first.plus_days(self.weeks * 7)
    }

    fn ends(&self) -> (i64, i64) {
        let starts = |date| self.zone.day_starts(date).unix_seconds();
        (starts(self.first), starts(self.after_last()))
    }

    fn holds(&self, at: Instant) -> bool {
        let (start, end) = self.ends();
        (start..=end).contains(&at.unix_seconds())
    }

    /// Where an instant lies; what is outside lies on the edge.
    fn x(&self, at: Instant) -> u32 {
        let (start, end) = self.ends();
        let passed = at.unix_seconds().clamp(start, end) - start;
        // A scale at the very end of time may be empty.
        let length = (end - start).max(1);
        u32::try_from((passed * i64::from(WIDTH) + length / 2) / length).expect("it lies within the width")
    }

    /// Mondays on a scale of ten weeks or less, else the first days of months or quarters.
    fn ticks(&self, language: Language) -> Vec<ChartTick> {
        let tick = |date: Date, label: String| ChartTick { x: self.x(self.zone.day_starts(date)), label };
        if self.weeks <= 10 {
            let step = if self.weeks <= 5 { 1 } else { 2 };
            let mondays = (0..self.weeks).step_by(step).map(|week| self.first.plus_days(week * 7));
            return mondays.map(|monday| tick(monday, print::short_date(monday, language))).collect();
        }
        let first_of_month = self.first.plus_days(1 - i64::from(self.first.day()));
        let months = (0..=MONTHS_BACK + MONTHS_AHEAD + 1).map(|months| first_of_month.plus_months(months));
        let inside: Vec<Date> =
            months.filter(|first| (self.first..self.after_last()).contains(first)).collect();
        let is_marked = |first: &&Date| inside.len() <= 8 || first.month() % 3 == 1;
        inside.iter().filter(is_marked).map(|first| tick(*first, print::month(*first, language))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(first: (i32, u32, u32), last: (i32, u32, u32)) -> Scale {
        let date = |(year, month, day)| Date::new(year, month, day).unwrap();
        Scale::of(date(first), date(last), Zone::named("Europe/Amsterdam").unwrap())
    }

    fn labels(scale: &Scale) -> Vec<String> {
        scale.ticks(Language::Dutch).into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn instants_lie_in_their_order_within_the_width() {
        let scale = scale((2026, 3, 4), (2026, 3, 20));
        let x = |text| scale.x(Instant::parse_rfc3339(text).unwrap());
        assert_eq!(x("2020-01-01T00:00:00+01:00"), 0);
        assert_eq!(x("2026-03-02T00:00:00+01:00"), 0);
        assert_eq!(x("2026-03-12T12:00:00+01:00"), 500);
        assert_eq!(x("2026-03-23T00:00:00+01:00"), 1000);
        assert_eq!(x("2030-01-01T00:00:00+01:00"), 1000);
    }

    #[test]
    fn ticks_are_weeks_months_or_quarters() {
        assert_eq!(labels(&scale((2026, 3, 4), (2026, 3, 10))), ["2 maart 2026", "9 maart 2026"]);
        assert_eq!(
            labels(&scale((2026, 3, 4), (2026, 4, 20))),
            ["2 maart 2026", "16 maart 2026", "30 maart 2026", "13 april 2026"]
        );
        assert_eq!(labels(&scale((2026, 3, 4), (2026, 5, 20))), ["april 2026", "mei 2026"]);
        assert_eq!(labels(&scale((2025, 11, 20), (2026, 9, 1))), ["januari 2026", "april 2026", "juli 2026"]);
        // No day comes after the last one.
        assert!(!labels(&scale((9999, 12, 30), (9999, 12, 31))).is_empty());
    }
}
