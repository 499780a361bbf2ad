//! `termijn when`: where every notice stands, what is to come, and when the site changes next.

mod calendar;
mod data;
mod stand;
mod view;

use super::args::{Args, Format};
use super::{Exit, project, report, table};
use crate::config::Settings;
use crate::edition::assemble;
use crate::language::Language;
use crate::lifecycle::Rules;
use crate::lifecycle::words;
use crate::text;
use crate::time::{Duration, Instant, print};
use view::View;

/// Columns of a terminal that everything fits in.
const WIDTH: usize = 100;

pub(super) fn run(args: &Args, within: Option<&str>) -> Exit {
    let project = match project::read(args) {
        Ok(project) => project,
        Err((exit, tree, diagnostics)) => {
            report::draw(&diagnostics, &tree, args.language);
            return exit;
        }
    };
    let zone = project.inputs.settings.zone;
    let at = match project::instant(args, zone) {
        Ok(at) => at,
        Err(exit) => return exit,
    };
    let horizon = match within.map(|typed| horizon(typed, at, &project.inputs.settings, args)).transpose() {
        Ok(horizon) => horizon,
        Err(exit) => return exit,
    };
    let edition = assemble(&project.inputs, at);
    let verdict = project::verdict(&project.diagnostics, args.strictness);
    if verdict != Exit::Done {
        report::draw(&project.diagnostics, &project.tree, args.language);
    }
    let rules = Rules {
        zone,
        calendar: &project.inputs.settings.calendar,
        retention: project.inputs.settings.retention,
    };
    let notices = &project.inputs.records.notices;
    let view = View { notices, edition: &edition, at, rules, drafts: args.drafts };
    match args.format {
        Format::Json => report::print_json(&data::of(&view)),
        Format::Human => report::print(&text(&view, args.language)),
    }
    let Some(horizon) = horizon else { return verdict };
    let changes = edition.valid_until().is_some_and(|until| until <= horizon);
    if verdict == Exit::Done && !changes {
        if args.format == Format::Human {
            let until = words::instant(horizon, zone);
            let words = text!(
                "Tot en met {until_nl} verandert er niets.\n",
                "Nothing changes up to and including {until_en}.\n",
                until_nl = until.nl,
                until_en = until.en
            );
            report::print(words.to(args.language));
        }
        return Exit::NothingChanges;
    }
    verdict
}

/// The end of `7d`, `12u`, `2w` or any duration of the record format.
fn horizon(typed: &str, at: Instant, settings: &Settings, args: &Args) -> Result<Instant, Exit> {
    let short = typed.trim().to_lowercase();
    let digits = short.trim_end_matches(|c: char| c.is_alphabetic());
    let unit = &short[digits.len()..];
    if let Ok(count) = digits.trim().parse::<u32>() {
        let seconds = match unit {
            "m" | "min" => Some(60),
            "u" | "h" | "uur" | "uren" => Some(3_600),
            _ => None,
        };
        if let Some(seconds) = seconds {
            return Ok(at.plus_seconds(i64::from(count) * seconds));
        }
    }
    let long = match unit {
        "d" => format!("{digits} dagen"),
        "w" => format!("{digits} weken"),
        _ => short.clone(),
    };
    match Duration::read(&long) {
        Ok((duration, _)) => {
            let (date, time) = settings.zone.local(at);
            Ok(settings.zone.first_at_or_after(settings.calendar.plus(date, &duration), time))
        }
        Err(_) => {
            let message = text!("--within kan niet \"{typed}\" zijn", "--within cannot be \"{typed}\"");
            let help = text!(
                "schrijf bijvoorbeeld 7d, 12u of \"2 weken\"",
                "write for example 7d, 12h or \"2 weken\""
            );
            Err(report::wrong_usage(&message, &help, args.language))
        }
    }
}

/// Everything for a person to read: what matters now, every notice, the calendar.
fn text(view: &View<'_>, language: Language) -> String {
    let calendar = calendar::drawn(view, language);
    let mut text = stand::drawn(view, language);
    if !calendar.is_empty() {
        text.push('\n');
        text.push_str(&calendar);
    }
    text
}

/// `2 maart 2026, 09.00 uur`: no weekday, where room is scarce.
fn short_instant(at: Instant, view: &View<'_>, language: Language) -> String {
    let zone = view.rules.zone;
    let date = print::short_date(zone.date_of(at), language);
    format!("{date}, {}", print::clock(at, zone, language))
}

/// Lines of columns, `indent` blanks from the edge, of which the last column gets what is left of the width.
fn lines(rows: &[Vec<String>], indent: usize) -> Vec<String> {
    let within = |line: String| table::cut(&format!("{:indent$}{line}", ""), WIDTH);
    table::columns(rows).into_iter().map(within).collect()
}
