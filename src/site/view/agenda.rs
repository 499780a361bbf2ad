//! The agenda: its days, its months and its chart.

use super::{Link, When};
use crate::record::Label;
use crate::time::Date;
use serde::Serialize;

/// The agenda: coming moments of open notices, whose days stand beside it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AgendaView {
    /// The sorts of its moments: of `closing`, `questions`, `answers`, `interviews`, `decision` and `other` those that
    /// it has, in this order.
    pub kinds: Vec<&'static str>,
    /// The months that hold a moment, as a calendar shows them; at most the first twelve.
    pub months: Vec<MonthView>,
    /// Open notices against time; `None` while there is none.
    pub chart: Option<ChartView>,
}

/// A day of the agenda.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct AgendaDay {
    /// `donderdag 9 november 2023`
    pub title: String,
    pub date: Date,
    pub entries: Vec<AgendaEntry>,
}

/// A moment in the agenda.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct AgendaEntry {
    pub event: &'static str,
    /// What sort of event: `closing`, `questions`, `answers`, `interviews`, `decision` or `other`.
    pub kind: &'static str,
    pub round: Option<usize>,
    pub nr: Option<Label>,
    /// RFC 3339.
    pub datetime: String,
    /// `09.00 uur`; `None` for a whole day.
    pub time: Option<String>,
    pub notice: Link,
    pub organization: String,
}

/// A month as a calendar shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MonthView {
    /// `maart 2026`
    pub title: String,
    /// `2026-03`
    pub id: String,
    /// The weeks in which it has a day.
    pub weeks: Vec<WeekView>,
}

/// A week of a month.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WeekView {
    /// Its number in the year, 1 to 53 (ISO 8601).
    pub nr: u32,
    /// Seven days, Monday first.
    pub days: Vec<DayCell>,
}

/// A day of a month's calendar.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DayCell {
    /// The date.
    pub date: Date,
    /// The day of its month.
    pub day: u32,
    /// Whether it belongs to the month; a day that does not has no entries here.
    pub in_month: bool,
    /// Whether it is no working day.
    pub is_day_off: bool,
    /// How many moments fall on it.
    pub count: usize,
    /// The first three of them.
    pub entries: Vec<AgendaEntry>,
}

/// Open notices as bars against time, in the units of a drawing's own view box.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChartView {
    /// The width of the drawing.
    pub width: u32,
    /// The height of the drawing.
    pub height: u32,
    /// One bar a notice, soonest closing first.
    pub rows: Vec<ChartRow>,
    /// Where months begin.
    pub ticks: Vec<ChartTick>,
    /// How many open notices have no row.
    pub left_out: usize,
}

/// The bar of a notice: from its publication to its closing.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ChartRow {
    pub title: String,
    pub url: String,
    /// The middle of the bar.
    pub y: u32,
    /// Where the bar begins.
    pub x: u32,
    /// How long the bar is; at least 1.
    pub width: u32,
    pub closes: When,
    /// The notice's moments on the bar.
    pub marks: Vec<ChartMark>,
}

/// A moment in the chart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChartMark {
    /// Where.
    pub x: u32,
    /// What sort, in the words of [`AgendaEntry::kind`].
    pub kind: &'static str,
}

/// A line across the chart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChartTick {
    /// Where.
    pub x: u32,
    /// `maart 2026`
    pub label: String,
}
