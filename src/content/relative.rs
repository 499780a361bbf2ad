//! Relative moments (M10) become dates, before anything else reads them: `2 werkdagen voor response.deadline`.
//!
//! Told for one table of fields, which holds the values of one stretch between two amendments. What cannot be
//! settled stays as it was, and its problem is told here, once, with the chain that led there.

use crate::diagnostic::{Code, Label, Problems};
use crate::language::Text;
use crate::record::Derived;
use crate::source::{Fields, misread_code, nearest};
use crate::text;
use crate::time::{Anchor, Calendar, Reading, Relative, Written, Zone};
use std::collections::BTreeMap;
use std::ops::Range;

/// Where moments stand and what they mean, by path.
pub(super) struct Settler<'a> {
    calendar: &'a Calendar,
    zone: Zone,
    /// Fields that an amendment replaces: what was fixed for good may not be counted from them.
    amended: &'a [String],
    moments: BTreeMap<String, (Written, Range<usize>)>,
    /// The tables, and whether something in them could not be read.
    tables: BTreeMap<String, bool>,
    /// What became of a moment; `None` while it is being settled.
    known: BTreeMap<String, Option<Outcome>>,
}

/// No planning is longer; a file that is made to break things may be.
const LONGEST_CHAIN: usize = 50;
/// As many moments as are searched for one that was meant, and shown to choose from.
const MOST_SEARCHED: usize = 1_000;
const MOST_SHOWN: usize = 12;

/// What became of a moment: where to count from, or the path of the moment that spoils it.
type Outcome = Result<Anchor, String>;

impl<'a> Settler<'a> {
    pub(super) fn of(fields: &mut Fields, calendar: &'a Calendar, zone: Zone, amended: &'a [String]) -> Self {
        let mut moments = BTreeMap::new();
        fields.each_written(&mut |path, written, span| {
            moments.insert(path.to_owned(), (written.clone(), span.clone()));
        });
        let mut tables = BTreeMap::new();
        fields.each_table(&mut |path, is_damaged| {
            tables.insert(path.to_owned(), is_damaged);
        });
        Self { calendar, zone, amended, moments, tables, known: BTreeMap::new() }
    }

    /// Settles the moments of `fields`, which hold those that this settler was made of, or are those of
    /// another file of the same record: then `prefix` keeps their paths apart.
    pub(super) fn settle(
        &mut self,
        fields: &mut Fields,
        prefix: &str,
        problems: &mut Problems,
    ) -> BTreeMap<String, Derived> {
        let mut settled = BTreeMap::new();
        let mut spoilt: Vec<(String, String, Range<usize>)> = Vec::new();
        let before = problems.found.len();
        let mut own = Vec::new();
        fields.each_written(&mut |path, written, span| {
            if written.relative().is_some() {
                own.push((format!("{prefix}{path}"), written.clone(), span.clone()));
            }
        });
        if own.is_empty() {
            return settled;
        }
        // What is fixed for good comes first: on the way nothing may be known yet that hides what moves.
        own.sort_by_key(|(path, ..)| !is_fixed(path));
        for (path, written, span) in &own {
            self.moments.entry(path.clone()).or_insert_with(|| (written.clone(), span.clone()));
        }
        for (path, _, span) in &own {
            let mut chain = Vec::new();
            if let Err(culprit) = self.anchor(path, &mut chain, problems)
                && culprit != *path
            {
                spoilt.push((culprit, path.clone(), span.clone()));
            }
        }
        fields.each_written(&mut |path, written, _| {
            let path = format!("{prefix}{path}");
            let Some(relative) = written.relative().cloned() else { return };
            let Some(Some(Ok(from))) = self.known.get(&relative.reference).cloned() else { return };
            if let Some(Some(Ok(_))) = self.known.get(&path)
                && let Ok(date) = written.settled(from, self.calendar)
            {
                *written = date;
                settled.insert(path, Derived { relative, from });
            }
        });
        for (culprit, _, span) in spoilt {
            let Some((_, culprit_span)) = self.moments.get(&culprit) else { continue };
            let place = problems.place(span);
            let is_meant = |problem: &&mut crate::diagnostic::Diagnostic| {
                problem.label.place.start == culprit_span.start && problem.label.place.file == place.file
            };
            if let Some(problem) = problems.found[before..].iter_mut().find(is_meant)
                && !problem.context.iter().any(|label| label.place == place)
            {
                let words = text!("dit hangt ervan af", "this depends on it");
                problem.context.push(Label { place, text: Some(words) });
            }
        }
        settled
    }

    /// Where to count from when `path` is the reference; `chain` holds the paths that led here.
    fn anchor(&mut self, path: &str, chain: &mut Vec<String>, problems: &mut Problems) -> Outcome {
        match self.known.get(path) {
            Some(Some(outcome)) => return outcome.clone(),
            Some(None) => {
                let start = chain.iter().position(|link| link == path).unwrap_or(0);
                let mut circle = chain[start..].to_vec();
                circle.push(path.to_owned());
                self.circular(&circle, problems);
                return Err(circle[0].clone());
            }
            None => {}
        }
        let (written, span) = self.moments[path].clone();
        if chain.len() > LONGEST_CHAIN {
            let message = text!(
                "deze verwijzing gaat langs meer dan {LONGEST_CHAIN} andere momenten",
                "this reference leads along more than {LONGEST_CHAIN} other moments"
            );
            let help = text!("schrijf een datum", "write a date");
            problems.add(Code::Circular, span, message, help);
            self.known.insert(path.to_owned(), Some(Err(path.to_owned())));
            return Err(path.to_owned());
        }
        self.known.insert(path.to_owned(), None);
        chain.push(path.to_owned());
        let outcome = if self.is_amended(path) && chain.first().is_some_and(|first| is_fixed(first)) {
            let mut circle = chain.clone();
            circle.push(text_of_amendment(&chain[0]));
            self.circular(&circle, problems);
            Err(chain[0].clone())
        } else {
            match written.relative() {
                Some(relative) => self.counted(path, &written, relative, span, chain, problems),
                None => self.typed(path, &written, chain, problems),
            }
        };
        chain.pop();
        self.known.insert(path.to_owned(), Some(outcome.clone()));
        outcome
    }

    fn counted(
        &mut self,
        path: &str,
        written: &Written,
        relative: &Relative,
        span: Range<usize>,
        chain: &mut Vec<String>,
        problems: &mut Problems,
    ) -> Outcome {
        let reference = &relative.reference;
        if !self.moments.contains_key(reference) {
            // A value that could not be read is not there either, and has been told already.
            if !self.is_damaged_at(reference) {
                self.unknown(reference, span, problems);
            }
            return Err(path.to_owned());
        }
        if is_secret(reference) && !is_secret(path) {
            self.betrays(reference, span, problems);
            return Err(path.to_owned());
        }
        let from = self.anchor(reference, chain, problems)?;
        let reading = Reading { zone: self.zone, published_on: None };
        match written.settled(from, self.calendar).and_then(|date| date.anchor(&reading)) {
            Ok(anchor) => Ok(anchor),
            Err(misread) => {
                let code = misread_code(&misread);
                let help = text!(
                    "kies een andere afstand, of schrijf een datum",
                    "choose another distance, or write a date"
                );
                problems.add(code, span, misread.message(), help);
                Err(path.to_owned())
            }
        }
    }

    fn typed(
        &mut self,
        path: &str,
        written: &Written,
        chain: &mut Vec<String>,
        problems: &mut Problems,
    ) -> Outcome {
        let published_on = if written.lacks_year() && path != "published" {
            if self.moments.contains_key("published") {
                Some(self.anchor("published", chain, problems)?.date)
            } else {
                None
            }
        } else {
            None
        };
        // Whatever is wrong with a date that was typed is told where that is read.
        let reading = Reading { zone: self.zone, published_on };
        written.anchor(&reading).map_err(|_| path.to_owned())
    }

    /// Whether the innermost table that there is on the way to `path` was damaged.
    fn is_damaged_at(&self, path: &str) -> bool {
        let mut path = path;
        while let Some((above, _)) = path.rsplit_once('.') {
            if let Some(is_damaged) = self.tables.get(above) {
                return *is_damaged;
            }
            path = above;
        }
        self.tables.get("").copied().unwrap_or_default()
    }

    fn is_amended(&self, path: &str) -> bool {
        self.amended
            .iter()
            .any(|field| path == field || (field == "interviews" && path.starts_with("interviews.")))
    }

    fn circular(&self, circle: &[String], problems: &mut Problems) {
        let drawn = circle.join(" → ");
        let span = self.moments[&circle[0]].1.clone();
        let message = text!(
            "deze momenten hangen van elkaar af: {drawn}",
            "these moments depend on each other: {drawn}"
        );
        let help = text!("schrijf bij een van deze momenten een datum", "write a date for one of them");
        let places: Vec<_> = circle[1..]
            .iter()
            .filter(|path| **path != circle[0])
            .filter_map(|path| self.moments.get(path))
            .map(|(_, span)| problems.place(span.clone()))
            .collect();
        let problem = problems.add(Code::Circular, span, message, help);
        problem.context.extend(places.into_iter().map(|place| Label { place, text: None }));
    }

    /// A date that everybody sees would tell one that nobody may know yet.
    fn betrays(&self, reference: &str, span: Range<usize>, problems: &mut Problems) {
        let message = text!(
            "dit moment is openbaar vanaf de publicatie, en `{reference}` is geheim tot het zover is",
            "this moment is public from publication on, and `{reference}` is secret until it comes"
        );
        let help = text!(
            "tel vanaf een openbaar moment, zoals `response.deadline`, of schrijf een datum",
            "count from a public moment, such as `response.deadline`, or write a date"
        );
        let place = problems.place(self.moments[reference].1.clone());
        let problem = problems.add(Code::CountsFromSecret, span, message, help);
        problem.context.push(Label { place, text: None });
    }

    fn unknown(&self, reference: &str, span: Range<usize>, problems: &mut Problems) {
        let message =
            text!("dit bericht heeft geen moment `{reference}`", "this record has no moment `{reference}`");
        let known =
            || self.moments.keys().map(String::as_str).filter(|path| is_in_record(path)).take(MOST_SEARCHED);
        let help: Text = match nearest(reference, known()) {
            Some(near) => text!("bedoelt u `{near}`?", "did you mean `{near}`?"),
            None => {
                let shown = known().take(MOST_SHOWN).map(|path| format!("`{path}`"));
                let list = shown.collect::<Vec<_>>().join(", ");
                text!("kies uit: {list}", "choose from: {list}")
            }
        };
        problems.add(Code::NoSuchMoment, span, message, help);
    }
}

/// What may not be known before it comes: decision, withdrawal, amendments, questions, documents.
fn is_secret(path: &str) -> bool {
    let is_in = |list: &str| path.contains(list) && path.ends_with(".published");
    matches!(path, "decision.announced" | "withdrawn.on")
        || (path.starts_with("amendments.") && path.ends_with(".on"))
        || path.starts_with("documents.")
        || path.starts_with('/')
        || is_in(".items.")
}

/// What is settled once for the whole life of a notice, however its other moments move.
fn is_fixed(path: &str) -> bool {
    path == "published" || (path.starts_with("amendments.") && path.ends_with(".on"))
}

/// How the chain ends when what is fixed depends on what an amendment moves.
fn text_of_amendment(first: &str) -> String {
    if first == "published" { "amendments".to_owned() } else { first.to_owned() }
}

/// Whether a path can be referred to: those of `questions.toml` have a prefix of their own.
fn is_in_record(path: &str) -> bool {
    !path.starts_with('/')
}
