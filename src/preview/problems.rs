//! What is wrong, for whoever looks at the preview: in numbers, and as a person reads it.

use super::behind::Behind;
use super::desk::Wish;
use super::excerpt::{Excerpt, excerpt};
use super::proof::Proof;
use crate::diagnostic::{Diagnostic, Label, Lines, Severity, sort};
use crate::time::Instant;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// As many problems as are shown at once: whoever has more mends these first.
const SHOWN: usize = 200;

/// How many problems there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Those that forbid publishing.
    pub errors: usize,
    /// Those that are worth a look.
    pub warnings: usize,
    /// Those that are good to know.
    pub notes: usize,
}

impl Count {
    /// Counts them.
    #[must_use]
    pub fn of(problems: &[Diagnostic]) -> Self {
        let count = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
        let [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Info].map(count);
        Self { errors, warnings, notes }
    }
}

/// `problems.json`
#[derive(Serialize)]
pub(super) struct Data {
    language: &'static str,
    errors: usize,
    warnings: usize,
    notes: usize,
    has_site: bool,
    problems: Vec<Problem>,
    more: usize,
}

/// One problem.
#[derive(Serialize)]
pub(super) struct Problem {
    code: &'static str,
    severity: Severity,
    severity_word: String,
    message: String,
    help: String,
    reasons: Vec<String>,
    places: Vec<PlaceData>,
}

#[derive(Serialize)]
struct PlaceData {
    file: String,
    line: usize,
    column: usize,
    label: Option<String>,
    is_primary: bool,
    editor: String,
    #[serde(flatten)]
    excerpt: Excerpt,
}

impl Proof {
    /// Everything that is wrong or doubtful, in reading order: in the sources, with the site at `at`, and with
    /// pages that could not be made.
    #[must_use]
    pub fn problems(&self, at: Instant) -> Vec<Diagnostic> {
        let mut problems = self.diagnostics.clone();
        problems.extend(self.edition(at).iter().flat_map(|edition| edition.diagnostics().to_vec()));
        problems.extend(self.failures());
        sort(&mut problems);
        problems
    }

    /// `problems.json` for the site at `at`.
    pub(super) fn problems_data(&self, at: Instant, behind: &dyn Behind) -> Data {
        let mut problems = self.problems(at);
        let Count { errors, warnings, notes } = Count::of(&problems);
        // What forbids publishing may not be among those that are left out.
        problems.sort_by_key(|problem| problem.severity);
        let more = problems.len().saturating_sub(SHOWN);
        problems.truncate(SHOWN);
        Data {
            language: self.wish.language.tag(),
            errors,
            warnings,
            notes,
            has_site: self.inputs.is_some(),
            problems: self.shown(&problems, behind),
            more,
        }
    }

    /// Problems as they are shown, with the lines that they are about.
    pub(super) fn shown(&self, problems: &[Diagnostic], behind: &dyn Behind) -> Vec<Problem> {
        shown(problems, &self.wish, &|file| self.excerpts.get(file).cloned().or_else(|| behind.source(file)))
    }
}

/// Problems as they are shown; `source` gives the text of a file.
pub(super) fn shown(
    problems: &[Diagnostic],
    wish: &Wish,
    source: &dyn Fn(&str) -> Option<Arc<[u8]>>,
) -> Vec<Problem> {
    let labels =
        || problems.iter().flat_map(|problem| std::iter::once(&problem.label).chain(&problem.context));
    let files: BTreeMap<&str, Option<Arc<[u8]>>> =
        labels().map(|label| (&*label.place.file, source(&label.place.file))).collect();
    let texts: BTreeMap<&str, (Option<&[u8]>, Lines<'_>)> = files
        .iter()
        .map(|(file, bytes)| (*file, (bytes.as_deref(), Lines::of(bytes.as_deref().unwrap_or_default()))))
        .collect();
    let language = wish.language;
    let place = |label: &Label, is_primary| {
        let (bytes, lines) = &texts[&*label.place.file];
        let position = lines.position(label.place.start);
        PlaceData {
            file: label.place.file.to_string(),
            line: position.line,
            column: position.column,
            label: label.text.as_ref().map(|text| text.to(language).to_owned()),
            is_primary,
            editor: wish.link(&label.place.file, position),
            excerpt: excerpt(*bytes, lines, &label.place),
        }
    };
    let problem = |problem: &Diagnostic| Problem {
        code: problem.code.number(),
        severity: problem.severity,
        severity_word: problem.severity.name().to(language).to_owned(),
        message: problem.message.to(language).to_owned(),
        help: problem.help.to(language).to_owned(),
        reasons: problem.reasons.iter().map(|reason| reason.to(language).to_owned()).collect(),
        places: std::iter::once(place(&problem.label, true))
            .chain(problem.context.iter().map(|label| place(label, false)))
            .collect(),
    };
    problems.iter().map(problem).collect()
}
