//! What a build did, at a glance.

use super::report;
use crate::diagnostic::Diagnostic;
use crate::edition::{Edition, Inputs};
use crate::host::publisher::{self, Report};
use crate::language::{Language, Text};
use crate::lifecycle::words;
use crate::lifecycle::{Drafts, Rules, documents, timeline};
use crate::record::Notice;
use crate::site::Shard;
use crate::source::SourceTree;
use crate::text;
use crate::time::{Instant, Zone};
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// As many hidden notices as the summary names.
const NAMED: usize = 5;

/// What a build did.
pub(super) struct Summary<'a> {
    pub(super) report: &'a Report,
    pub(super) diagnostics: &'a [Diagnostic],
    pub(super) zone: Zone,
    pub(super) stand: &'a Stand,
}

/// How the notices of a site stand at an instant.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Stand {
    open: usize,
    closed: usize,
    retired: usize,
    drafts: usize,
    /// Notices that wait for their publication, soonest first.
    waiting: Vec<Waiting>,
    /// In seconds since 1970.
    valid_until: Option<i64>,
    /// What happens then, for each notice to which anything does.
    next: Vec<Text>,
    /// The bytes of the search index of what is open and of those of the archive; `None` without a search.
    searched: Option<(u64, u64)>,
}

/// A notice that waits.
#[derive(Debug, Serialize, Deserialize)]
struct Waiting {
    id: String,
    what: Text,
    /// In seconds since 1970.
    published_at: i64,
}

/// The same for tools.
#[derive(Serialize)]
pub(super) struct SummaryData<'a> {
    written: &'a [String],
    unchanged: usize,
    removed: &'a [String],
    open: usize,
    closed: usize,
    retired: usize,
    drafts: usize,
    waiting: Vec<WaitingData>,
    valid_until: Option<String>,
    diagnostics: Vec<report::Line<'a>>,
}

#[derive(Serialize)]
struct WaitingData {
    id: String,
    published_at: String,
}

impl Stand {
    /// How the notices stand in an edition that was put in `output`.
    pub(super) fn of(inputs: &Inputs, edition: &Edition, output: &Path) -> Self {
        let site = edition.site();
        let zone = inputs.settings.zone;
        let rules = Rules { zone, calendar: &inputs.settings.calendar, retention: inputs.settings.retention };
        let counts = |notice: &&Arc<Notice>| !notice.draft || inputs.drafts == Drafts::Included;
        let notices = &inputs.records.notices;
        let mut waiting: Vec<_> =
            notices.iter().filter(counts).filter(|notice| notice.published.at > site.at).collect();
        waiting.sort_by_key(|notice| (notice.published.at, notice.id()));
        let valid_until = edition.valid_until();
        let next = valid_until.map(|until| {
            let followed = inputs.followed.iter().filter(|followed| counts(&&followed.notice));
            let changing = followed.filter(|followed| followed.changes(&rules).binary_search(&until).is_ok());
            changing.map(|followed| happens(&followed.notice, until, &rules)).collect()
        });
        Self {
            open: site.open.len(),
            closed: site.archived.len(),
            retired: site.notices.iter().filter(|notice| notice.is_retired).count(),
            drafts: notices.iter().filter(|notice| !counts(notice)).count(),
            waiting: waiting.into_iter().map(|notice| Waiting::of(notice)).collect(),
            valid_until: valid_until.map(Instant::unix_seconds),
            next: next.unwrap_or_default(),
            searched: site.search_shards().split_first().map(|(open, archive)| {
                let size = |shard: &Shard| publisher::size_bytes(output, &shard.path);
                (size(open), archive.iter().map(size).sum())
            }),
        }
    }
}

impl Waiting {
    fn of(notice: &Notice) -> Self {
        Self {
            id: notice.id(),
            what: words::notice(notice),
            published_at: notice.published.at.unix_seconds(),
        }
    }
}

/// An instant that was kept as seconds since 1970; one that is out of range was never ours.
fn instant(seconds: i64) -> Instant {
    Instant::nearest(seconds)
}

impl<'a> Summary<'a> {
    pub(super) fn data(&self, tree: &SourceTree, language: Language) -> SummaryData<'a> {
        let waiting = self.stand.waiting.iter().map(|waiting| WaitingData {
            id: waiting.id.clone(),
            published_at: self.zone.rfc3339(instant(waiting.published_at)),
        });
        SummaryData {
            written: &self.report.written,
            unchanged: self.report.unchanged,
            removed: &self.report.removed,
            open: self.stand.open,
            closed: self.stand.closed,
            retired: self.stand.retired,
            drafts: self.stand.drafts,
            waiting: waiting.collect(),
            valid_until: self.stand.valid_until.map(|at| self.zone.rfc3339(instant(at))),
            diagnostics: report::lines(self.diagnostics, tree, language),
        }
    }

    pub(super) fn text(&self, output: &Path, took: Duration, language: Language) -> String {
        let mut lines = vec![self.files(output), self.notices()];
        lines.extend(self.stand.waiting.iter().take(NAMED).map(|waiting| self.waits(waiting)));
        if let Some(more) = self.stand.waiting.len().checked_sub(NAMED).filter(|more| *more > 0) {
            lines.push(text!("  en nog {more}; zie `termijn when`", "  and {more} more; see `termijn when`"));
        }
        lines.extend(self.stand.searched.map(|(open, archive)| index_sizes(open, archive)));
        lines.push(self.next_change());
        let seconds = format!("{:.2}", took.as_secs_f64());
        let comma = seconds.replace('.', ",");
        lines.push(text!("Klaar in {comma} s.", "Done in {seconds} s."));
        lines.iter().map(|line| format!("{}\n", line.to(language))).collect()
    }

    fn files(&self, output: &Path) -> Text {
        let output = super::project::shown(output);
        let (written, unchanged, removed) =
            (self.report.written.len(), self.report.unchanged, self.report.removed.len());
        let pages = self.report.written.iter().filter(|path| path.ends_with(".html")).count();
        text!(
            "{output}: {written} bestanden geschreven ({pages} pagina's), {unchanged} ongewijzigd, {removed} verwijderd.",
            "{output}: {written} files written ({pages} pages), {unchanged} unchanged, {removed} removed."
        )
    }

    fn notices(&self) -> Text {
        let Stand { open, closed, retired, drafts, .. } = *self.stand;
        let waiting = self.stand.waiting.len();
        let mut text = text!(
            "Berichten: {open} open, {closed} gesloten, {waiting} in de wacht",
            "Notices: {open} open, {closed} closed, {waiting} waiting"
        );
        let mut add = |count: usize, nl: &str, en: &str| {
            if count > 0 {
                text.nl.push_str(&format!(", {count} {nl}"));
                text.en.push_str(&format!(", {count} {en}"));
            }
        };
        add(retired, "van de site", "taken off the site");
        add(drafts, "concept", "draft");
        text.nl.push('.');
        text.en.push('.');
        text
    }

    fn waits(&self, waiting: &Waiting) -> Text {
        let (what, when) = (&waiting.what, words::instant(instant(waiting.published_at), self.zone));
        text!(
            "  {what_nl} wacht tot {when_nl}",
            "  {what_en} waits until {when_en}",
            what_nl = what.nl,
            what_en = what.en,
            when_nl = when.nl,
            when_en = when.en
        )
    }

    fn next_change(&self) -> Text {
        let Some(until) = self.stand.valid_until else {
            return text!("Volgende wijziging: geen.", "Next change: none.");
        };
        let when = words::instant(instant(until), self.zone);
        let mut nl: Vec<&str> = self.stand.next.iter().take(NAMED).map(|next| next.nl.as_str()).collect();
        let mut en: Vec<&str> = self.stand.next.iter().take(NAMED).map(|next| next.en.as_str()).collect();
        if self.stand.next.len() > NAMED {
            nl.push("…");
            en.push("…");
        }
        let (nl, en) = (nl.join("; "), en.join("; "));
        text!(
            "Volgende wijziging: {when_nl}: {nl}",
            "Next change: {when_en}: {en}",
            when_nl = when.nl,
            when_en = when.en
        )
    }
}

fn index_sizes(open: u64, archive: u64) -> Text {
    // Rounded up, so that a small index is not told to be empty.
    let (open, archive) = (open.div_ceil(1000), archive.div_ceil(1000));
    text!(
        "Zoekindex: {open} kB open, {archive} kB archief.",
        "Search index: {open} kB open, {archive} kB archive."
    )
}

/// What happens to a notice at an instant at which something does.
fn happens(notice: &Notice, at: Instant, rules: &Rules) -> Text {
    let what = words::notice(notice);
    let events = timeline(notice, at, rules).into_iter().filter(|event| event.at == at);
    let events = events.map(|event| words::sentence(&what, &event.event));
    let documents = documents(notice, at).filter(|(_, own)| own.is_some_and(|own| own.at == at));
    let documents = documents.map(|(document, _)| words::document(&what, &document.attachment.file));
    let all: Vec<Text> = events.chain(documents).collect();
    let join =
        |of: fn(&Text) -> &String| all.iter().map(|text| of(text).as_str()).collect::<Vec<_>>().join("; ");
    Text { nl: join(|text| &text.nl), en: join(|text| &text.en) }
}
