//! The tables of keys as JSON Schema (draft-07), for the editor in which somebody types a record.
//!
//! In: the tables of keys by which files are decoded, and a language. Out: a JSON value. A schema sees less
//! than `check`: it knows no dates, no other file and no other key. What it refuses, the decoder refuses too;
//! the one exception is a word of a fixed list with blanks around it, which the decoder forgives.

mod keys;
mod patterns;

use crate::config::SETTINGS;
use crate::content::fields::{BODY, ORGANISATION_FILE, PAGE, QUESTIONS_FILE, RECORD};
use crate::language::{Language, Text};
use crate::source::Key;
use crate::text;
use serde_json::{Value, json};

/// A kind of file that has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A record in one TOML file; the data between `+++` lines has the same keys without `body`.
    Record,
    /// `questions.toml` beside a record.
    Questions,
    /// A file in `content/organisations`.
    Organisation,
    /// The data between the `+++` lines of an ordinary page.
    Page,
    /// `termijn.toml`.
    Settings,
}

impl Subject {
    /// Every subject, in the order in which they are listed.
    pub const ALL: [Self; 5] =
        [Self::Record, Self::Questions, Self::Organisation, Self::Page, Self::Settings];

    /// The word that is typed for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Questions => "questions",
            Self::Organisation => "organisation",
            Self::Page => "page",
            Self::Settings => "settings",
        }
    }

    /// The subject behind a word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|subject| subject.name() == word)
    }

    /// What it describes, and where such a file stands.
    #[must_use]
    pub fn title(self) -> Text {
        match self {
            Self::Record => text!(
                "een bericht: een aanvraag of vacature in een TOML-bestand",
                "a record: a tender or vacancy in one TOML file"
            ),
            Self::Questions => text!(
                "de vragen bij een bericht, in questions.toml",
                "the questions of a record, in questions.toml"
            ),
            Self::Organisation => text!(
                "een organisatie, in content/organisations",
                "an organisation, in content/organisations"
            ),
            Self::Page => text!(
                "een gewone pagina, in content/pages: de gegevens tussen de regels +++",
                "an ordinary page, in content/pages: the data between the +++ lines"
            ),
            Self::Settings => {
                text!("de instellingen van de site, in termijn.toml", "the site's settings, in termijn.toml")
            }
        }
    }

    /// Every key that such a file may hold.
    #[must_use]
    pub fn keys(self) -> Vec<&'static Key> {
        match self {
            Self::Record => RECORD.iter().chain([&BODY]).collect(),
            Self::Questions => QUESTIONS_FILE.iter().collect(),
            Self::Organisation => ORGANISATION_FILE.iter().collect(),
            Self::Page => PAGE.iter().collect(),
            Self::Settings => SETTINGS.iter().collect(),
        }
    }

    /// The schema; its texts are in `language`.
    #[must_use]
    pub fn schema(self, language: Language) -> Value {
        let mut schema = keys::table(&self.keys(), self, language);
        schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
        schema["title"] = json!(format!("Termijn: {}", self.title().to(language)));
        schema
    }

    /// The schema as the text of a file.
    #[must_use]
    pub fn file(self, language: Language) -> String {
        let mut text =
            serde_json::to_string_pretty(&self.schema(language)).expect("JSON values can be written");
        text.push('\n');
        text
    }
}
