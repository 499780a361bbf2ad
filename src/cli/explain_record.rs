//! `termijn explain RECORD`: the whole planning of a record, with the reason of every date.

use super::args::{Args, Format};
use super::{Exit, project, record, report};
use crate::diagnostic::Lines;
use crate::language::{Language, Text};
use crate::lifecycle::words;
use crate::lifecycle::{Drafts, Explained, Phase, Planned, Rules, explain, phase};
use crate::record::Notice;
use crate::text;
use crate::time::Instant;
use serde::Serialize;

/// Explains the planning of the record that `typed` names.
pub(super) fn run(args: &Args, typed: &str) -> Exit {
    match explained(args, typed) {
        Ok(()) => Exit::Done,
        Err(exit) => exit,
    }
}

fn explained(args: &Args, typed: &str) -> Result<(), Exit> {
    let project = project::read_with(args, Drafts::Included).map_err(|(exit, tree, diagnostics)| {
        report::draw(&diagnostics, &tree, args.language);
        exit
    })?;
    let notice = record::found(args, &project, typed)?;
    let settings = &project.inputs.settings;
    let at = project::instant(args, settings.zone)?;
    let rules = Rules { zone: settings.zone, calendar: &settings.calendar, retention: settings.retention };
    let planning = explain(notice, at, &rules);
    let source = project.tree.bytes(&notice.place.file);
    let source = source.as_deref().unwrap_or_default();
    let view = View { notice, at, rules, source, lines: Lines::of(source) };
    match args.format {
        Format::Json => report::print_json(&view.data(&planning, args.language)),
        Format::Human => report::print(&view.text(&planning, args.language)),
    }
    Ok(())
}

struct View<'a> {
    notice: &'a Notice,
    at: Instant,
    rules: Rules<'a>,
    /// The text of the record's file.
    source: &'a [u8],
    lines: Lines<'a>,
}

#[derive(Serialize)]
struct Data {
    id: String,
    title: String,
    file: String,
    phase: &'static str,
    planning: Vec<DateData>,
}

#[derive(Serialize)]
struct DateData {
    what: String,
    when: String,
    path: Option<String>,
    line: Option<usize>,
    reasons: Vec<String>,
    phase: &'static str,
    is_public: bool,
}

impl View<'_> {
    fn data(&self, planning: &[Explained], language: Language) -> Data {
        let date = |explained: &Explained| DateData {
            what: words::planned(&explained.what).to(language).to_owned(),
            when: explained.when.to(language).to_owned(),
            path: explained.path.clone(),
            line: self.line(explained),
            reasons: explained.reasons.iter().map(|reason| reason.to(language).to_owned()).collect(),
            phase: explained.phase.name(),
            is_public: explained.is_public(self.notice, self.at),
        };
        Data {
            id: self.notice.id(),
            title: self.notice.facts.title.clone(),
            file: self.notice.place.file.to_string(),
            phase: phase(self.notice, self.at, &self.rules).name(),
            planning: planning.iter().map(date).collect(),
        }
    }

    fn text(&self, planning: &[Explained], language: Language) -> String {
        let words = |text: &Text| text.to(language).to_owned();
        let (id, title, file) = (self.notice.id(), &self.notice.facts.title, &self.notice.place.file);
        let now = words(&words::phase(phase(self.notice, self.at, &self.rules)));
        let on = words(&words::instant(self.at, self.rules.zone));
        let mut text = format!("{title} ({id})\n{file}\n{on}: {now}\n");
        if self.notice.draft {
            text.push_str(&words(&text!("concept: staat niet op de site\n", "draft: is not on the site\n")));
        }
        let mut before: Option<Phase> = None;
        for explained in planning {
            let secret = if explained.is_public(self.notice, self.at) {
                String::new()
            } else {
                words(&text!(" (nog niet openbaar)", " (not public yet)"))
            };
            let what = words(&words::planned(&explained.what));
            text.push_str(&format!("\n{}: {what}{secret}\n", explained.when.to(language)));
            if let Some(path) = &explained.path {
                let line = self
                    .line(explained)
                    .map_or(String::new(), |line| words(&text!(", regel {line}", ", line {line}")));
                let typed = self.typed(path).map_or(String::new(), |typed| format!(" = {typed}"));
                text.push_str(&format!("    {path}{typed}{line}\n"));
            }
            for reason in &explained.reasons {
                text.push_str(&format!("    - {}\n", reason.to(language)));
            }
            let is_event = matches!(explained.what, Planned::Event(_));
            if is_event && before != Some(explained.phase) {
                let phase = words(&words::phase(explained.phase));
                text.push_str(&words(&text!("    - vanaf dan: {phase}\n", "    - from then on: {phase}\n")));
                before = Some(explained.phase);
            }
        }
        text
    }

    fn line(&self, explained: &Explained) -> Option<usize> {
        let place = self.notice.places.get(explained.path.as_ref()?)?;
        Some(self.lines.position(place.start).line)
    }

    /// A value as it was typed, when it is short.
    fn typed(&self, path: &str) -> Option<&str> {
        let place = self.notice.places.get(path)?;
        let typed = std::str::from_utf8(self.source.get(place.start..place.end)?).ok()?;
        (typed.len() <= 60 && !typed.starts_with(['[', '{']) && !typed.contains('\n')).then_some(typed)
    }
}
