//! A table of keys, and each shape, as a schema.

use super::{Subject, patterns};
use crate::content::fields::ORGANIZATION;
use crate::language::{Language, Text};
use crate::source::{Key, Need, Shape, kind};
use crate::text;
use serde_json::{Map, Value, json};

/// The schema of a table with these keys and no others.
pub(super) fn table(keys: &[&Key], subject: Subject, language: Language) -> Value {
    let properties: Map<String, Value> =
        keys.iter().map(|key| (key.name.to_owned(), property(key, subject, language))).collect();
    let required: Vec<&str> =
        keys.iter().filter(|key| key.need == Need::Required).map(|key| key.name).collect();
    let mut schema = json!({ "type": "object", "additionalProperties": false, "properties": properties });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

fn property(key: &Key, subject: Subject, language: Language) -> Value {
    let mut schema = shape(&key.shape, subject, language);
    // The decoder refuses these when they are there but blank.
    if key.need == Need::Required && matches!(key.shape, Shape::Text | Shape::Prose) {
        schema["pattern"] = json!(patterns::NOT_BLANK);
    }
    schema["title"] = json!(Text { nl: key.nl.to_owned(), en: key.en.to_owned() }.to(language));
    schema["description"] = json!(description(key).to(language));
    schema
}

/// What an editor shows beside the key: what it is for and what belongs there.
fn description(key: &Key) -> Text {
    let wanted = kind(&key.shape);
    let (nl, en) = (capitalised(key.nl), capitalised(key.en));
    let (wanted_nl, wanted_en) = (capitalised(&wanted.nl), capitalised(&wanted.en));
    match key.need {
        Need::Required => text!("{nl}. Verplicht. {wanted_nl}.", "{en}. Required. {wanted_en}."),
        Need::Optional => text!("{nl}. {wanted_nl}.", "{en}. {wanted_en}."),
    }
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn shape(shape: &Shape, subject: Subject, language: Language) -> Value {
    let matching = |pattern: &str| json!({ "type": "string", "pattern": pattern });
    match shape {
        Shape::Text | Shape::Prose => json!({ "type": "string" }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Whole(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Shape::Number(least, most) => json!({ "type": "number", "minimum": least, "maximum": most }),
        Shape::Label => json!({ "anyOf": [{ "type": "integer", "minimum": 0 }, { "type": "string" }] }),
        // Not `multipleOf`: 0.01 is no binary fraction, so some validators refuse 19.99.
        Shape::Amount => json!({ "type": "number", "minimum": 0 }),
        Shape::Choice(words) => json!({ "type": "string", "enum": words }),
        // A TOML date reaches a schema as text, and the formats `date-time` and `date` know neither a local
        // time nor "9 november".
        Shape::Moment => json!({ "type": "string", "examples": examples(&MOMENTS, subject) }),
        Shape::Date => json!({ "type": "string", "examples": examples(&DATES, subject) }),
        Shape::DateOr(words) => {
            json!({ "anyOf": [{ "enum": words }, { "type": "string", "examples": examples(&DATES, subject) }] })
        }
        Shape::TimeOfDay => matching(&patterns::time_of_day()),
        Shape::Duration => matching(&patterns::duration()),
        Shape::Email => matching(patterns::EMAIL),
        Shape::WebAddress => matching(patterns::WEB_ADDRESS),
        Shape::Phone => matching(patterns::PHONE),
        Shape::TextOrTexts => {
            json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] })
        }
        Shape::TextOrFlag => json!({ "type": ["string", "boolean"] }),
        Shape::Any => json!({}),
        Shape::List(inner) => json!({ "type": "array", "items": self::shape(inner, subject, language) }),
        Shape::Table(keys) => inner_table(keys, subject, language),
        Shape::Tables(keys) => json!({ "type": "array", "items": inner_table(keys, subject, language) }),
    }
}

fn inner_table(keys: &'static [Key], subject: Subject, language: Language) -> Value {
    let mut schema = table(&keys.iter().collect::<Vec<_>>(), subject, language);
    // No single key is required, but one of these two is.
    if std::ptr::eq(keys, ORGANIZATION) {
        schema["anyOf"] = json!([{ "required": ["id"] }, { "required": ["name"] }]);
    }
    schema
}

/// Ways to write a moment; one counted from another only where there is another.
fn examples(spellings: &[&'static str], subject: Subject) -> Vec<&'static str> {
    let can_refer = matches!(subject, Subject::Record | Subject::Questions);
    spellings.iter().copied().chain(can_refer.then_some(RELATIVE)).collect()
}

const RELATIVE: &str = "2 werkdagen voor response.deadline";
const MOMENTS: [&str; 4] =
    ["2026-11-30", "2026-11-30T09:00:00", "maandag 30 november 2026, 09.00 uur", "30 november"];
const DATES: [&str; 3] = ["2026-11-30", "maandag 30 november 2026", "30 november"];
