//! What `init` and `new` write: a site to start with, a record to fill in, a copy of a record.
//!
//! In: a planning, a title, perhaps an older record. Out: paths with their text. Nothing here knows a clock or
//! a disk or chooses a date, and what it writes is sound as it stands.

mod copy;
mod fill;
mod planning;
mod record;
mod stays;
#[cfg(test)]
mod tests;

pub use copy::{Copied, copy, procedure};
pub use record::{Known, file_stem, record};

use crate::config::standard_calendar;
use crate::language::Language;
use crate::record::Kind;
use crate::schema;
use crate::term::{Plan, Procedure, ProcedureType, Subject, plan};
use crate::time::Date;

/// A file to write, by its path in the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The path, with `/` between its parts.
    pub path: String,
    /// All that is in it.
    pub text: String,
}

/// The section in which a record of this kind stands unless somebody says otherwise.
#[must_use]
pub fn section(kind: Kind) -> &'static str {
    match kind {
        Kind::Inhuur | Kind::Aanbesteding => "aanvragen",
        Kind::Vacature => "vacatures",
    }
}

/// For what a record of this kind is planned.
#[must_use]
pub fn subject(kind: Kind, procedure: Procedure) -> Subject {
    match kind {
        Kind::Inhuur => Subject::Hiring(procedure),
        Kind::Aanbesteding => Subject::Tender(procedure),
        Kind::Vacature => Subject::Vacancy,
    }
}

/// The kind of record that is planned so.
fn kind(plan: &Plan) -> Kind {
    match plan.subject {
        Subject::Hiring(_) => Kind::Inhuur,
        Subject::Tender(_) => Kind::Aanbesteding,
        Subject::Vacancy => Kind::Vacature,
    }
}

/// A site that can be built at once, with examples for who starts on this day. The descriptions in the
/// schemas are in `language`.
#[must_use]
pub fn site(today: Date, language: Language) -> Vec<File> {
    let known = Known {
        organisations: vec!["gemeente-voorbeeld".to_owned()],
        publisher: None,
        email: Some("redactie@voorbeeld.example".to_owned()),
    };
    let example = |kind: Kind, title: &str| {
        let path = format!("content/{}/{}.md", section(kind), file_stem(title));
        File { path, text: record(title, &example(today, kind), &known) }
    };
    let fixed = [
        ("termijn.toml", include_str!("templates/termijn.toml")),
        (".taplo.toml", include_str!("templates/taplo.toml")),
        (".gitignore", include_str!("templates/gitignore")),
        ("content/organisations/gemeente-voorbeeld.toml", include_str!("templates/organisation.toml")),
        ("content/pages/contact.md", include_str!("templates/contact.md")),
        ("content/pages/toegankelijkheid.md", include_str!("templates/toegankelijkheid.md")),
    ];
    let fixed = fixed.map(|(path, text)| File { path: path.to_owned(), text: text.to_owned() });
    let schemas = schema::Subject::ALL.map(|subject| File {
        path: format!("schemas/{}.schema.json", subject.name()),
        text: subject.file(language),
    });
    let mut files: Vec<File> = fixed.into_iter().collect();
    files.push(example(Kind::Inhuur, "Voorbeeld van een aanvraag"));
    files.push(example(Kind::Vacature, "Voorbeeld van een vacature"));
    files.extend(schemas);
    files
}

/// The planning of an example in a site that somebody starts on this day.
fn example(today: Date, kind: Kind) -> Plan {
    let subject = subject(kind, Procedure::national(ProcedureType::Geen));
    plan(subject, today.plus_days(1), &standard_calendar())
}

/// The day on which the examples of such a site are published.
#[must_use]
pub fn examples_from(today: Date) -> Date {
    standard_calendar().working_day_from(today.plus_days(1))
}
