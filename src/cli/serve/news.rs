//! What the terminal says of a preview: one calm line for each thing that happens, or one JSON object for tools.

use super::front::Shown;
use crate::cli::args::{Args, Format};
use crate::cli::report;
use crate::diagnostic::Diagnostic;
use crate::edition::Reason;
use crate::language::{Language, Text};
use crate::lifecycle::{Drafts, words};
use crate::preview::Count;
use crate::source::SourceTree;
use crate::text;
use crate::time::{Instant, print};
use serde_json::{Value, json};
use std::time::Duration;

/// As many sentences as are told of one moment.
const TOLD: usize = 3;

/// Tells what happens.
#[derive(Debug)]
pub(super) struct News {
    format: Format,
    language: Language,
    /// The errors that were drawn last.
    drawn: Vec<Diagnostic>,
}

impl News {
    pub(super) fn new(format: Format, language: Language) -> Self {
        Self { format, language, drawn: Vec::new() }
    }

    /// The preview answers from now on.
    pub(super) fn ready(
        &mut self,
        address: &str,
        is_reachable_by_others: bool,
        args: &Args,
        shown: &Shown,
        now: Instant,
        tree: &SourceTree,
    ) {
        let problems = shown.proof.problems(now);
        let zone = shown.proof.zone();
        if self.format == Format::Json {
            let at = shown.still.map(|at| zone.rfc3339(at));
            let drafts = args.drafts == Drafts::Included;
            let more = json!({ "url": address, "at": at, "drafts": drafts });
            return self.line("ready", more, &problems, tree);
        }
        let mut lines = vec![text!("Voorbeeld: {address}", "Preview: {address}")];
        lines.push(match (shown.proof.inputs.is_some(), args.drafts) {
            (false, _) => text!(
                "Er is nog geen site om te tonen; het voorbeeld zegt wat er mis is.",
                "There is no site to show yet; the preview says what is wrong."
            ),
            (true, Drafts::Included) => text!(
                "Het toont ook de concepten. Het schrijft niets.",
                "It shows the drafts too. It writes nothing."
            ),
            (true, Drafts::Excluded) => {
                text!(
                    "Het toont geen concepten. Het schrijft niets.",
                    "It shows no drafts. It writes nothing."
                )
            }
        });
        if let Some(still) = shown.still {
            let words = words::instant(still, zone);
            lines.push(text!(
                "De klok staat op {nl}.",
                "The clock stands at {en}.",
                nl = words.nl,
                en = words.en
            ));
        }
        if is_reachable_by_others {
            lines.push(text!(
                "Let op: ook anderen op uw netwerk kunnen het zien, met wat nog niet openbaar is.",
                "Mind: others on your network can see it too, with what is not public yet."
            ));
        }
        lines.push(text!("Stop met Ctrl-C.", "Stop with Ctrl-C."));
        let lines: String = lines.iter().map(|line| format!("{}\n", line.to(self.language))).collect();
        report::print(&format!("{lines}\n"));
        if let Some(count) = counted(&problems) {
            self.row(shown, count.to(self.language));
        }
        self.draw(&problems, tree);
    }

    /// The sources changed, and the new site is in place.
    pub(super) fn changed(
        &mut self,
        paths: &[String],
        took: Duration,
        shown: &Shown,
        now: Instant,
        tree: &SourceTree,
    ) {
        let problems = shown.proof.problems(now);
        let milliseconds = took.as_secs_f64() * 1000.0;
        if self.format == Format::Json {
            let rounded = (milliseconds * 10.0).round() / 10.0;
            let generation = shown.proof.generation;
            let more = json!({ "files": paths, "milliseconds": rounded, "generation": generation });
            return self.line("change", more, &problems, tree);
        }
        let count = paths.len();
        let what = match paths {
            [path] => path.strip_prefix("content/").unwrap_or(path).to_owned(),
            _ => text!("{count} bestanden", "{count} files").to(self.language).to_owned(),
        };
        let took = milliseconds.round().max(1.0);
        let count = counted(&problems).map(|count| format!("  {}", count.to(self.language)));
        self.row(shown, &format!("{what}  {took} ms{}", count.unwrap_or_default()));
        self.draw(&problems, tree);
    }

    /// A moment has come at which the site changes.
    pub(super) fn time(&mut self, reasons: &[Reason<'_>], shown: &Shown, now: Instant, tree: &SourceTree) {
        let problems = shown.proof.problems(now);
        if self.format == Format::Json {
            let zone = shown.proof.zone();
            let happened = reasons.iter().map(|reason| {
                let words = reason.words.to(self.language);
                json!({ "id": reason.notice.id(), "event": reason.event, "at": zone.rfc3339(reason.at), "text": words })
            });
            let more = json!({ "at": zone.rfc3339(now), "happened": happened.collect::<Vec<_>>() });
            return self.line("time", more, &problems, tree);
        }
        let told = reasons.iter().take(TOLD).map(|reason| reason.words.to(self.language));
        let mut told = told.collect::<Vec<_>>().join("; ");
        if let Some(more) = reasons.len().checked_sub(TOLD).filter(|more| *more > 0) {
            told.push_str(text!("; en nog {more}", "; and {more} more").to(self.language));
        }
        self.row(shown, &told);
        self.draw(&problems, tree);
    }

    /// A page could not be made.
    pub(super) fn failed(&mut self, shown: &Shown, now: Instant, tree: &SourceTree) {
        let problems = shown.proof.problems(now);
        if self.format == Format::Json {
            return self.line("failed", json!({}), &problems, tree);
        }
        if let Some(count) = counted(&problems) {
            self.row(shown, count.to(self.language));
        }
        self.draw(&problems, tree);
    }

    /// The machine does not tell of changes, so files are looked at now and then.
    pub(super) fn fell_back(&mut self, why: &str) {
        if self.format == Format::Json {
            return report::print_line(&json!({ "event": "fell_back", "why": why }));
        }
        let words = text!(
            "Deze computer meldt niet meer dat bestanden veranderen ({why}).\n\
             Termijn kijkt daarom zelf, elke halve seconde. Dat kost iets meer rekentijd.\n",
            "This computer no longer tells that files change ({why}).\n\
             So Termijn looks by itself, every half second. That takes a little more work.\n"
        );
        report::print_error(words.to(self.language));
    }

    /// The machine would not.
    pub(super) fn machine(&mut self, message: &Text) {
        if self.format == Format::Json {
            return report::print_line(&json!({ "event": "machine", "message": message.to(self.language) }));
        }
        report::print_error(&format!("{}\n", message.to(self.language)));
    }

    fn row(&self, shown: &Shown, words: &str) {
        let time = shown.proof.zone().local(super::front::now()).1;
        report::print(&format!("{}  {words}\n", print::to_the_second(time, self.language)));
    }

    fn line(&self, event: &str, more: Value, problems: &[Diagnostic], tree: &SourceTree) {
        let Count { errors, warnings, .. } = Count::of(problems);
        let mut line = json!({ "event": event });
        let members = line.as_object_mut().expect("it was made as one");
        if let Value::Object(more) = more {
            members.extend(more);
        }
        members.insert("errors".to_owned(), errors.into());
        members.insert("warnings".to_owned(), warnings.into());
        let diagnostics = report::lines(problems, tree, self.language);
        members.insert("diagnostics".to_owned(), json!(diagnostics));
        report::print_line(&line);
    }

    /// Draws the errors, unless they are those that were drawn last.
    fn draw(&mut self, problems: &[Diagnostic], tree: &SourceTree) {
        let errors: Vec<Diagnostic> = problems.iter().filter(|problem| problem.is_error()).cloned().collect();
        if errors != self.drawn {
            report::draw(&errors, tree, self.language);
            self.drawn = errors;
        }
    }
}

/// `1 fout, 2 waarschuwingen`; nothing when nothing is wrong.
fn counted(problems: &[Diagnostic]) -> Option<Text> {
    let Count { errors, warnings, .. } = Count::of(problems);
    let numbered = |count: usize, one: &str, more: &str| {
        (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { more }))
    };
    let joined = |parts: [Option<String>; 2]| parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let nl =
        joined([numbered(errors, "fout", "fouten"), numbered(warnings, "waarschuwing", "waarschuwingen")]);
    let en = joined([numbered(errors, "error", "errors"), numbered(warnings, "warning", "warnings")]);
    (!nl.is_empty()).then_some(Text { nl, en })
}
