//! Where every notice stands: what closes this week, what is open, what waits, what has ended.

use super::view::{Hidden, View};
use super::{lines, short_instant};
use crate::language::{Language, Text};
use crate::lifecycle::words;
use crate::lifecycle::{in_force, phase};
use crate::record::Notice;
use crate::text;
use crate::time::{Moment, print};
use std::cmp::Reverse;

/// So many of those that have ended, the last closings first: a site keeps them for years.
const MOST_ENDED: usize = 10;

/// One line of the table, in the order of its group.
struct Row {
    closes: Moment,
    id: String,
    cells: Vec<String>,
}

/// The notices by what an editor asks of them.
#[derive(Default)]
struct Groups {
    closing: Vec<Row>,
    open: Vec<Row>,
    waiting: Vec<Row>,
    ended: Vec<Row>,
}

/// The counts, the next change, and the notices group by group.
pub(super) fn drawn(view: &View<'_>, language: Language) -> String {
    let groups = Groups::of(view, language);
    let mut drawn = summary(view, &groups, language);
    let until = print::date(view.today().week_starts().plus_days(6), language);
    let heads = [
        (text!("Sluit deze week, tot en met {until}", "Closes this week, up to {until}"), groups.closing),
        (text!("Open", "Open"), groups.open),
        (text!("Wacht op publicatie", "Waits for publication"), groups.waiting),
        (text!("Gesloten of afgerond", "Closed or ended"), groups.ended),
    ];
    let ended = heads.len() - 1;
    // One table, so that the columns of all groups line up.
    let most = |nr: usize| if nr == ended { MOST_ENDED } else { usize::MAX };
    let rows = heads.iter().enumerate().flat_map(|(nr, (_, rows))| rows.iter().take(most(nr)));
    let rows: Vec<_> = rows.map(|row| row.cells.clone()).collect();
    let mut lines = lines(&rows, 2).into_iter();
    for (nr, (head, rows)) in heads.iter().enumerate() {
        if rows.is_empty() {
            continue;
        }
        drawn.push_str(&format!("\n{}\n", head.to(language)));
        for line in lines.by_ref().take(rows.len().min(most(nr))) {
            drawn.push_str(&line);
            drawn.push('\n');
        }
        if let Some(left @ 1..) = rows.len().checked_sub(most(nr)) {
            let left = text!("  en nog {left}", "  and {left} more");
            drawn.push_str(&format!("{}\n", left.to(language)));
        }
    }
    drawn
}

fn summary(view: &View<'_>, groups: &Groups, language: Language) -> String {
    let zone = view.rules.zone;
    let (closing, waiting, ended) = (groups.closing.len(), groups.waiting.len(), groups.ended.len());
    let open = groups.open.len() + closing;
    let counts = text!(
        "open {open} (sluit deze week {closing}), wacht op publicatie {waiting}, gesloten of afgerond {ended}",
        "open {open} (closes this week {closing}), waits for publication {waiting}, closed or ended {ended}"
    );
    let now = print::instant(view.at, zone, language);
    let next = view.edition.valid_until().map_or_else(
        || text!("geen", "none").to(language).to_owned(),
        |until| print::instant(until, zone, language),
    );
    let words = text!(
        "Stand op:           {now}\nVolgende wijziging: {next}\nBerichten:          {nl}\n",
        "Looking at:  {now}\nNext change: {next}\nNotices:     {en}\n",
        nl = counts.nl,
        en = counts.en
    );
    words.to(language).to_owned()
}

impl Groups {
    fn of(view: &View<'_>, language: Language) -> Self {
        let mut groups = Self::default();
        for notice in view.notices {
            let closes = in_force(notice, view.at).schedule.closes;
            let phase = phase(notice, view.at, &view.rules);
            let hidden = view.hidden_because(notice);
            let (group, label, moment) = if let Some(hidden) = hidden {
                (&mut groups.waiting, waits(hidden, notice, view), appears(notice, view, language))
            } else {
                let group = if !phase.is_open() {
                    &mut groups.ended
                } else if last_day_is_this_week(&closes, view) {
                    &mut groups.closing
                } else {
                    &mut groups.open
                };
                let label = words::phase(phase);
                let label = if notice.draft {
                    text!("{nl} (concept)", "{en} (draft)", nl = label.nl, en = label.en)
                } else {
                    label
                };
                (group, label, closing(&closes, view, language))
            };
            let id = notice.id();
            let cells = vec![
                crate::cli::table::cut(&id, 24),
                label.to(language).to_owned(),
                moment,
                notice.facts.title.clone(),
            ];
            group.push(Row { closes, id, cells });
        }
        for group in [&mut groups.closing, &mut groups.open] {
            group.sort_by(|one, other| (one.closes, &one.id).cmp(&(other.closes, &other.id)));
        }
        groups
            .ended
            .sort_by(|one, other| (Reverse(one.closes), &one.id).cmp(&(Reverse(other.closes), &other.id)));
        groups
    }
}

/// Whether the last moment at which one can respond lies in the week of the instant, Monday to Sunday. A bare
/// date closes at midnight, and that day itself is the last.
fn last_day_is_this_week(closes: &Moment, view: &View<'_>) -> bool {
    let last = closes.day.unwrap_or_else(|| view.rules.zone.date_of(closes.at));
    last.week_starts() == view.today().week_starts()
}

fn waits(hidden: Hidden, notice: &Notice, view: &View<'_>) -> Text {
    if hidden == Hidden::Draft && view.at < notice.published.at {
        return text!("concept, gepland", "draft, scheduled");
    }
    hidden.label()
}

/// When a notice appears, as its author wrote it.
fn appears(notice: &Notice, view: &View<'_>, language: Language) -> String {
    match notice.published.day {
        Some(day) => print::short_date(day, language),
        None => short_instant(notice.published.at, view, language),
    }
}

fn closing(closes: &Moment, view: &View<'_>, language: Language) -> String {
    let Some(day) = closes.day else { return short_instant(closes.at, view, language) };
    let day = print::short_date(day, language);
    text!("t/m {day}", "through {day}").to(language).to_owned()
}
