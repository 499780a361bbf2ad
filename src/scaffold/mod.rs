//! What `init` and `new` write: a site to start with, a record to fill in, a copy of a record.
//!
//! In: the day, a kind, a title, perhaps an older record. Out: paths with their text. Nothing here knows a
//! clock or a disk, and what it writes is sound as it stands.

mod copy;
mod dates;
mod fill;
mod record;

pub use copy::{Copied, copy};
pub use dates::{Dates, dates, next_monday};
pub use record::{Known, file_stem, record};

use crate::config::standard_calendar;
use crate::language::Language;
use crate::record::Kind;
use crate::schema::Subject;
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
        File {
            path,
            text: record(kind, title, &dates(next_monday(today), kind, &standard_calendar()), &known),
        }
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
    let schemas = Subject::ALL.map(|subject| File {
        path: format!("schemas/{}.schema.json", subject.name()),
        text: subject.file(language),
    });
    let mut files: Vec<File> = fixed.into_iter().collect();
    files.push(example(Kind::Inhuur, "Voorbeeld van een aanvraag"));
    files.push(example(Kind::Vacature, "Voorbeeld van een vacature"));
    files.extend(schemas);
    files
}
