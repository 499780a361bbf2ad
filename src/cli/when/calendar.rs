//! The calendar of what is to come: week by week, day by day.

use super::view::{Coming, View, What};
use super::{lines, short_instant};
use crate::cli::table;
use crate::language::{Language, Text};
use crate::lifecycle::Event;
use crate::lifecycle::words;
use crate::record::Notice;
use crate::text;
use crate::time::{Date, DayOff, Instant, print};
use std::collections::BTreeMap;

/// A day on which so many moments have been told is the last.
const ENOUGH: usize = 60;

/// One moment, in the order in which a day tells it.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    at: Instant,
    id: String,
    cells: Vec<String>,
}

/// Every coming moment of every notice; empty when there is none.
pub(super) fn drawn(view: &View<'_>, language: Language) -> String {
    let days = days(view, language);
    let mut told = 0;
    let is_enough = |entries: &Vec<Entry>| {
        told += entries.len();
        told - entries.len() < ENOUGH
    };
    let shown: Vec<_> = days.values().map(is_enough).collect();
    let rows = days.values().zip(&shown).filter(|(_, shown)| **shown).flat_map(|(entries, _)| entries);
    let rows: Vec<_> = rows.map(|entry| entry.cells.clone()).collect();
    // One table, so that the columns of all days line up.
    let mut lines = lines(&rows, 4).into_iter();
    let (mut drawn, mut week) = (String::new(), None);
    for ((date, entries), _) in days.iter().zip(&shown).filter(|(_, shown)| **shown) {
        if week != Some(date.week_starts()) {
            week = Some(date.week_starts());
            let gap = if drawn.is_empty() { "" } else { "\n" };
            drawn.push_str(&format!("{gap}{}\n", week_head(*date, view, language)));
        }
        drawn.push_str(&format!("  {}\n", day_head(*date, view, language)));
        for line in lines.by_ref().take(entries.len()) {
            drawn.push_str(&line);
            drawn.push('\n');
        }
    }
    let all: usize = days.values().map(Vec::len).sum();
    if let (left @ 1.., Some(last)) = (all - rows.len(), days.values().next_back()) {
        let last = last.last().map(|entry| short_instant(entry.at, view, language)).unwrap_or_default();
        let left = text!(
            "\nEn nog {left} momenten, het laatste op {last}.\nAlles staat in `termijn when --format json`.\n",
            "\nAnd {left} more moments, the last on {last}.\nAll are in `termijn when --format json`.\n"
        );
        drawn.push_str(left.to(language));
    }
    drawn
}

fn days(view: &View<'_>, language: Language) -> BTreeMap<Date, Vec<Entry>> {
    let mut days: BTreeMap<Date, Vec<Entry>> = BTreeMap::new();
    for notice in view.notices {
        for coming in view.coming(notice) {
            let (date, time) = place(&coming, view, language);
            let id = notice.id();
            let what = table::cut(what(&coming, notice, view).to(language), 46);
            let cells = vec![time, table::cut(&id, 24), what, notice.facts.title.clone()];
            days.entry(date).or_default().push(Entry { at: coming.at, id, cells });
        }
    }
    days.values_mut().for_each(|entries| entries.sort());
    days
}

/// The day and the time to tell: what lasts through a whole day ends with that day, not at the midnight after.
fn place(coming: &Coming, view: &View<'_>, language: Language) -> (Date, String) {
    let zone = view.rules.zone;
    let shown = zone.date_of(coming.at);
    let last = match (&coming.what, coming.day) {
        (What::Event(Event::StandstillEnds), _) => Some(zone.date_of(coming.at.plus_seconds(-1))),
        (_, Some(day)) if day < shown => Some(day),
        _ => None,
    };
    match last {
        Some(last) => (last, text!("einde dag", "end of day").to(language).to_owned()),
        None => (shown, print::clock(coming.at, zone, language)),
    }
}

/// What happens, and whether anyone outside may know it.
fn what(coming: &Coming, notice: &Notice, view: &View<'_>) -> Text {
    let what = match &coming.what {
        What::Event(event) => words::event(event),
        What::Document(file) => text!("bijlage {file} verschijnt", "document {file} is published"),
    };
    if coming.is_known && view.hidden_because(notice).is_none() {
        return what;
    }
    text!("[niet openbaar] {nl}", "[not public] {en}", nl = what.nl, en = what.en)
}

/// `Week 10, 2 tot en met 8 maart 2026`.
fn week_head(date: Date, view: &View<'_>, language: Language) -> String {
    let monday = date.week_starts();
    let days = print::date_range(monday, monday.plus_days(6), language);
    let this = if monday == view.today().week_starts() {
        text!(" (deze week)", " (this week)")
    } else {
        text!("", "")
    };
    format!("Week {}, {days}{}", date.iso_week(), this.to(language))
}

/// `maandag 6 april 2026 (Tweede Paasdag)`.
fn day_head(date: Date, view: &View<'_>, language: Language) -> String {
    let day = print::date(date, language);
    let reason = match view.rules.calendar.day_off(date) {
        None => return day,
        Some(DayOff::Saturday | DayOff::Sunday) => text!("weekend", "weekend"),
        Some(reason) => reason.name(),
    };
    format!("{day} ({})", reason.to(language))
}
