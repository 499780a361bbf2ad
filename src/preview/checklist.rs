//! What stands beside a notice's page: where it stands, its planning with the reasons, and what would come of it
//! if it were published now.

use super::behind::Behind;
use super::editor::START;
use super::marks::{self, State};
use super::moments::Look;
use super::problems::{Problem, shown};
use super::proof::Proof;
use super::publish_now::{proposal, published_now};
use crate::diagnostic::{Diagnostic, Lines};
use crate::lifecycle::{Explained, Phase, Planned, Rules, explain, phase, words};
use crate::record::Notice;
use crate::time::Instant;
use serde::Serialize;
use std::sync::Arc;

/// `checklist.json`
#[derive(Serialize)]
pub(super) struct Checklist {
    title: String,
    file: String,
    editor: String,
    state: Option<State>,
    phase: &'static str,
    phase_text: String,
    planning: Vec<DateData>,
    findings: Vec<Problem>,
    publish_now: Option<PublishNow>,
}

#[derive(Serialize)]
struct PublishNow {
    planning: Vec<DateData>,
    findings: Vec<Problem>,
    text: String,
}

#[derive(Serialize)]
struct DateData {
    what: String,
    when: String,
    line: Option<usize>,
    editor: Option<String>,
    key: Option<String>,
    reasons: Vec<String>,
    is_public: bool,
    is_past: bool,
    phase_text: Option<String>,
}

impl Proof {
    /// `checklist.json` for the page at `path`; `None` when it is no notice's.
    pub(super) fn checklist(&self, path: &str, look: Look, behind: &dyn Behind) -> Option<Checklist> {
        let notice = self.notice_at(path)?;
        let rules = self.inputs.as_ref()?.rules();
        let language = self.wish.language;
        let file = &notice.place.file;
        let source = behind.source(file);
        let phase = phase(notice, look.at, &rules);
        let findings: Vec<Diagnostic> =
            self.problems(look.at).into_iter().filter(|problem| is_about(problem, file)).collect();
        let state = marks::state(notice, look.now);
        Some(Checklist {
            title: notice.facts.title.clone(),
            file: file.to_string(),
            editor: self.wish.link(file, START),
            state,
            phase: phase.name(),
            phase_text: words::phase(phase).to(language).to_owned(),
            planning: self.planning(notice, look.at, &rules, source.as_deref()),
            findings: self.shown(&findings, behind),
            publish_now: state.and_then(|_| self.publish_now(notice, look.now, source.as_deref()?, behind)),
        })
    }

    fn planning(
        &self,
        notice: &Notice,
        at: Instant,
        rules: &Rules<'_>,
        source: Option<&[u8]>,
    ) -> Vec<DateData> {
        let language = self.wish.language;
        let lines = Lines::of(source.unwrap_or_default());
        let mut before: Option<Phase> = None;
        let date = |explained: Explained| {
            let place = explained.path.as_ref().and_then(|path| notice.places.get(path));
            let position = place.filter(|_| source.is_some()).map(|place| lines.position(place.start));
            let is_event = matches!(explained.what, Planned::Event(_));
            let is_new = is_event && before.replace(explained.phase) != Some(explained.phase);
            DateData {
                what: words::planned(&explained.what).to(language).to_owned(),
                when: explained.when.to(language).to_owned(),
                line: position.map(|position| position.line),
                editor: place.zip(position).map(|(place, position)| self.wish.link(&place.file, position)),
                key: explained.path.clone(),
                reasons: explained.reasons.iter().map(|reason| reason.to(language).to_owned()).collect(),
                is_public: explained.is_public(notice, at),
                is_past: explained.at <= at,
                phase_text: is_new.then(|| words::phase(explained.phase).to(language).to_owned()),
            }
        };
        explain(notice, at, rules).into_iter().map(date).collect()
    }

    /// What would come of a record if it were published now.
    fn publish_now(
        &self,
        notice: &Notice,
        now: Instant,
        source: &[u8],
        behind: &dyn Behind,
    ) -> Option<PublishNow> {
        let file = &notice.place.file;
        let zone = self.zone();
        let changed = published_now(file, std::str::from_utf8(source).ok()?, zone.date_of(now))?;
        let bytes: Arc<[u8]> = changed.into_bytes().into();
        let prepared = behind.rehearse(file, &bytes);
        let mut problems = prepared.content_diagnostics.clone();
        problems.retain(|problem| is_about(problem, file));
        let source =
            |path: &str| if *path == **file { Some(Arc::clone(&bytes)) } else { behind.source(path) };
        let findings = shown(&problems, &self.wish, &source);
        let settings = prepared.settings.as_ref()?;
        let rules = Rules { zone, calendar: &settings.calendar, retention: settings.retention };
        let records = prepared.records.as_ref()?;
        let published = records.notices.iter().find(|other| other.place.file == *file);
        Some(PublishNow {
            planning: published.map_or_else(Vec::new, |it| self.planning(it, now, &rules, Some(&bytes))),
            text: proposal(published.map(|it| &**it), now, zone).to(self.wish.language).to_owned(),
            findings,
        })
    }
}

/// Whether a problem is about a record: its file, or one beside it in its own folder.
fn is_about(problem: &Diagnostic, file: &str) -> bool {
    let folder = file.strip_suffix("index.md").or_else(|| file.strip_suffix("index.toml"));
    let place = &problem.label.place.file;
    **place == *file || folder.is_some_and(|folder| place.starts_with(folder))
}
