//! What belongs at a place of a file, in words and as an example to type.

use super::shape::{Need, Shape};
use crate::language::Text;
use crate::text;

/// How a table begins: its head, and a line that belongs below it.
pub(super) fn head_and_line(shape: &Shape, path: &str) -> Option<(String, String)> {
    let (keys, head) = match shape {
        Shape::Table(keys) => (keys, format!("[{path}]")),
        Shape::Tables(keys) => (keys, format!("[[{path}]]")),
        _ => return None,
    };
    let wanted = keys.iter().find(|key| key.need == Need::Required);
    let key = wanted.or_else(|| keys.iter().find(|key| key.name == "name")).or(keys.first())?;
    Some((head, format!("{} = {}", key.name, example(&key.shape))))
}

/// What a shape is called in a sentence.
#[must_use]
pub fn kind(shape: &Shape) -> Text {
    match shape {
        Shape::Text | Shape::Prose => text!("tekst tussen aanhalingstekens", "text between quotes"),
        Shape::Email => text!("een e-mailadres tussen aanhalingstekens", "an e-mail address between quotes"),
        Shape::WebAddress => text!("een webadres tussen aanhalingstekens", "a web address between quotes"),
        Shape::Phone => text!("een telefoonnummer tussen aanhalingstekens", "a phone number between quotes"),
        Shape::Flag => text!("true (ja) of false (nee)", "true or false"),
        Shape::Whole(..) => text!("een geheel getal", "a whole number"),
        Shape::Number(..) => text!("een getal", "a number"),
        Shape::Label => text!("een nummer", "a number or short text"),
        Shape::Amount => text!("een bedrag", "an amount"),
        Shape::Choice(_) => text!("een woord uit een vaste lijst", "a word from a fixed list"),
        Shape::Moment => text!("een datum, met of zonder tijd", "a date, with or without a time"),
        Shape::Date => text!("een datum", "a date"),
        Shape::DateOr(words) => {
            let word = words.first().copied().unwrap_or_default();
            text!("een datum of \"{word}\"", "a date or \"{word}\"")
        }
        Shape::TimeOfDay => text!("een tijdstip", "a time of day"),
        Shape::Duration => text!("een duur, zoals \"6 maanden\"", "a duration, such as \"6 maanden\""),
        Shape::TextOrTexts => text!("een tekst of een lijst van teksten", "a text or a list of texts"),
        Shape::TextOrFlag => text!("een tekst, of true of false", "a text, or true or false"),
        Shape::Any => text!("een waarde", "a value"),
        Shape::List(_) => text!("een lijst", "a list"),
        Shape::Table(_) => {
            text!("een kop tussen [ en ] met regels eronder", "a head between [ and ] with lines below it")
        }
        Shape::Tables(_) => text!(
            "minstens één kop tussen [[ en ]] met regels eronder",
            "at least one head between [[ and ]] with lines below it"
        ),
    }
}

/// A value of this shape, to type.
pub(super) fn example(shape: &Shape) -> String {
    match shape {
        Shape::Text | Shape::Prose | Shape::TextOrTexts | Shape::TextOrFlag => "\"…\"".to_owned(),
        Shape::Flag => "true".to_owned(),
        Shape::Whole(least, _) => least.max(&1).to_string(),
        Shape::Number(..) | Shape::Label => "1".to_owned(),
        Shape::Amount => "2.25".to_owned(),
        Shape::Choice(words) => format!("\"{}\"", words.first().copied().unwrap_or_default()),
        Shape::Moment => "2026-11-30T09:00".to_owned(),
        Shape::Date | Shape::DateOr(_) => "2026-11-30".to_owned(),
        Shape::TimeOfDay => "\"13.00\"".to_owned(),
        Shape::Duration => "\"6 maanden\"".to_owned(),
        Shape::Email => "\"info@voorbeeld.nl\"".to_owned(),
        Shape::WebAddress => "\"https://www.voorbeeld.nl/\"".to_owned(),
        Shape::Phone => "\"030-1234567\"".to_owned(),
        Shape::Any => "…".to_owned(),
        Shape::List(inner) => format!("[{}]", example(inner)),
        Shape::Table(_) => "{ … }".to_owned(),
        Shape::Tables(_) => "[{ … }]".to_owned(),
    }
}
