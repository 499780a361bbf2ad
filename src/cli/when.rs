//! `termijn when`: where every notice stands, what is to come, and when the site changes next.

use super::args::{Args, Format};
use super::{Exit, project, report, table, words};
use crate::config::Settings;
use crate::edition::{Edition, assemble};
use crate::language::{Language, Text};
use crate::lifecycle::{Drafts, Event, Rules, documents, in_force, phase, timeline, withdrawn_on};
use crate::record::Notice;
use crate::text;
use crate::time::{Duration, Instant};
use serde::Serialize;
use std::sync::Arc;

#[derive(Serialize)]
struct WhenData {
    valid_from: Option<String>,
    valid_until: Option<String>,
    notices: Vec<NoticeData>,
}

#[derive(Serialize)]
struct NoticeData {
    id: String,
    title: String,
    url: String,
    phase: &'static str,
    hidden_because: Option<&'static str>,
    next: Vec<NextData>,
}

#[derive(Serialize)]
struct NextData {
    event: &'static str,
    at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
}

/// A coming event: known or not.
struct Coming {
    at: Instant,
    what: What,
}

enum What {
    Event(Event),
    Document(String),
}

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
    let view =
        View { notices: &project.inputs.records.notices, edition: &edition, at, rules, drafts: args.drafts };
    match args.format {
        Format::Json => report::print_json(&view.data()),
        Format::Human => report::print(&view.text(args.language)),
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

struct View<'a> {
    notices: &'a [Arc<Notice>],
    edition: &'a Edition,
    at: Instant,
    rules: Rules<'a>,
    drafts: Drafts,
}

impl View<'_> {
    fn coming(&self, notice: &Notice) -> Vec<Coming> {
        let events = timeline(notice, self.at, &self.rules)
            .into_iter()
            .map(|event| Coming { at: event.at, what: What::Event(event.event) });
        let withdrawn =
            withdrawn_on(notice, self.at).map(|withdrawn| withdrawn.at).filter(|on| *on <= self.at);
        let documents = documents(notice, self.at).filter_map(|(document, own)| {
            let at = own?.at;
            let what = What::Document(document.attachment.file.clone());
            (at > notice.published.at && withdrawn.is_none_or(|on| at <= on)).then_some(Coming { at, what })
        });
        let mut coming: Vec<Coming> = events.chain(documents).filter(|coming| coming.at > self.at).collect();
        coming.sort_by_key(|coming| coming.at);
        coming
    }

    fn hidden_because(&self, notice: &Notice) -> Option<&'static str> {
        if notice.draft && self.drafts == Drafts::Excluded {
            Some("draft")
        } else {
            (self.at < notice.published.at).then_some("scheduled")
        }
    }

    fn data(&self) -> WhenData {
        let site = self.edition.site();
        let rfc3339 = |at: Instant| self.rules.zone.rfc3339(at);
        let next = |coming: Coming| match coming.what {
            What::Event(event) => NextData { event: event.name(), at: rfc3339(coming.at), file: None },
            What::Document(file) => {
                NextData { event: "document-published", at: rfc3339(coming.at), file: Some(file) }
            }
        };
        let notice = |notice: &Arc<Notice>| NoticeData {
            id: notice.id(),
            title: notice.facts.title.clone(),
            url: site.absolute(&format!("{}/{}/", notice.section, notice.slug)),
            phase: phase(notice, self.at, &self.rules).name(),
            hidden_because: self.hidden_because(notice),
            next: self.coming(notice).into_iter().map(next).collect(),
        };
        WhenData {
            valid_from: self.edition.valid_from().map(rfc3339),
            valid_until: self.edition.valid_until().map(rfc3339),
            notices: self.notices.iter().map(notice).collect(),
        }
    }

    fn text(&self, language: Language) -> String {
        let zone = self.rules.zone;
        let words = |text: &Text| text.to(language).to_owned();
        let heads = |texts: &[Text]| texts.iter().map(words).collect::<Vec<_>>();
        let mut stand = vec![heads(&[
            text!("Bericht", "Notice"),
            text!("Titel", "Title"),
            text!("Stand", "Phase"),
            text!("Sluit", "Closes"),
        ])];
        let mut coming = Vec::new();
        for notice in self.notices {
            let schedule = &in_force(notice, self.at).schedule;
            let mut phase = words(&words::phase(phase(notice, self.at, &self.rules)));
            if self.hidden_because(notice) == Some("draft") {
                phase = format!("{} ({phase})", words(&text!("concept", "draft")));
            }
            let closes = crate::time::print::closing(&schedule.closes, zone, language);
            stand.push(vec![notice.id(), notice.facts.title.clone(), phase, closes]);
            coming.extend(self.coming(notice).into_iter().map(|coming| (coming, notice)));
        }
        coming.sort_by_key(|(coming, notice)| (coming.at, notice.id()));
        let mut moments =
            vec![heads(&[text!("Wanneer", "When"), text!("Bericht", "Notice"), text!("Wat", "What")])];
        for (coming, notice) in coming {
            let what = match &coming.what {
                What::Event(event) => words::event(event),
                What::Document(file) => text!("bijlage {file} verschijnt", "document {file} is published"),
            };
            let mut what = words(&what);
            if self.hidden_because(notice) == Some("draft") {
                what = format!("{what} ({})", words(&text!("concept", "draft")));
            }
            moments.push(vec![words(&words::instant(coming.at, zone)), notice.id(), what]);
        }
        let mut text = table::draw(&stand);
        if moments.len() > 1 {
            text.push('\n');
            text.push_str(&table::draw(&moments));
        }
        let until = match self.edition.valid_until() {
            Some(until) => {
                let until = words::instant(until, zone);
                text!("Volgende wijziging: {nl}", "Next change: {en}", nl = until.nl, en = until.en)
            }
            None => text!("Volgende wijziging: geen", "Next change: none"),
        };
        text.push_str(&format!("\n{}\n", until.to(language)));
        text
    }
}
