//! What templates can do with a value: print it. Pure, and the same on every machine.

use super::wording::fill;
use crate::language::Language;
use crate::time::{Date, Duration, Unit, print};
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

/// Registers the filters for a site in `language`.
pub(super) fn register(tera: &mut Tera, language: Language) {
    tera.register_filter("date", move |text: &str, _: Kwargs, _: &State| date(text, language));
    tera.register_filter("duration", move |value: Value, _: Kwargs, _: &State| duration(&value, language));
    tera.register_filter("money", move |value: Value, _: Kwargs, _: &State| money(&value, language));
    tera.register_filter("number", move |value: Value, _: Kwargs, _: &State| number(&value, language));
    tera.register_filter("mailto", |text: &str, _: Kwargs, _: &State| mailto(text));
    tera.register_filter("json", |value: Value, _: Kwargs, _: &State| json(&value));
    tera.register_filter("fill", |text: &str, values: Kwargs, _: &State| filled(text, &values));
}

/// `2024-04-01` → `maandag 1 april 2024`.
fn date(text: &str, language: Language) -> TeraResult<String> {
    let mut parts = text.splitn(3, '-').map(str::parse::<u32>);
    let date = match (parts.next(), parts.next(), parts.next()) {
        (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) => {
            i32::try_from(year).ok().and_then(|year| Date::new(year, month, day))
        }
        _ => None,
    };
    let date = date.ok_or_else(|| Error::message(format!("`{text}` is not a date such as 2024-04-01")))?;
    Ok(print::date(date, language))
}

/// `{count: 6, unit: "months"}` → `6 maanden`.
fn duration(value: &Value, language: Language) -> TeraResult<String> {
    let part = |key: &'static str| value.get_from_path(key);
    let count = part("count").and_then(Value::as_u64).and_then(|count| u32::try_from(count).ok());
    let unit = match part("unit").and_then(Value::as_str) {
        Some("days") => Some(Unit::Days),
        Some("working-days") => Some(Unit::WorkingDays),
        Some("weeks") => Some(Unit::Weeks),
        Some("months") => Some(Unit::Months),
        Some("years") => Some(Unit::Years),
        _ => None,
    };
    match (count, unit) {
        (Some(count), Some(unit)) => Ok(print::duration(&Duration { count, unit }, language)),
        _ => Err(Error::message("this is not a duration")),
    }
}

/// `{hundredths: 225, currency: "EUR"}` → `€ 2,25`; whole amounts without decimals.
fn money(value: &Value, language: Language) -> TeraResult<String> {
    let part = |key: &'static str| value.get_from_path(key);
    let (Some(hundredths), Some(currency)) =
        (part("hundredths").and_then(Value::as_i64), part("currency").and_then(Value::as_str))
    else {
        return Err(Error::message("this is not an amount of money"));
    };
    Ok(amount(hundredths, currency, language))
}

/// An amount of money in words: 225 hundredths of EUR → `€ 2,25`; whole amounts without decimals.
#[must_use]
pub fn amount(hundredths: i64, currency: &str, language: Language) -> String {
    let (thousands, decimals) = match language {
        Language::Dutch => ('.', ','),
        Language::English => (',', '.'),
    };
    let whole = grouped(hundredths / 100, thousands);
    let sign = if currency == "EUR" { "€" } else { currency };
    let cents = hundredths % 100;
    if cents == 0 { format!("{sign} {whole}") } else { format!("{sign} {whole}{decimals}{cents:02}") }
}

fn grouped(number: i64, separator: char) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + 4);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

/// A mail address as a web address (RFC 6068): what has a meaning there is written in code.
fn mailto(address: &str) -> String {
    let mut url = String::with_capacity(address.len() + 7);
    url.push_str("mailto:");
    for c in address.chars() {
        match c {
            '%' | '?' | '&' | '#' | '^' | '`' | '{' | '|' | '}' => {
                url.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c => url.push(c),
        }
    }
    url
}

/// `28.0` → `28`, `32.5` → `32,5`.
fn number(value: &Value, language: Language) -> TeraResult<String> {
    let number = value.as_f64().ok_or_else(|| Error::message("this is not a number"))?;
    Ok(language.decimal(&number.to_string()))
}

/// Any value as JSON that is inert wherever it stands in a script: it can end no element, start no comment and
/// break no line.
fn json(value: &Value) -> TeraResult<String> {
    if value.is_undefined() {
        return Err(Error::message("there is no value to write as JSON"));
    }
    let json = serde_json::to_string(value).map_err(|error| Error::message(error.to_string()))?;
    Ok(inert_json(&json))
}

/// JSON that can stand in a script element: outside strings it has none of these characters.
#[must_use]
pub fn inert_json(json: &str) -> String {
    let mut inert = String::with_capacity(json.len());
    let mut rest = json;
    // The last two are U+2028 and U+2029, of which 0xe2 is the first byte.
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'<' | b'>' | b'&' | 0xe2)) {
        inert.push_str(&rest[..at]);
        let character = rest[at..].chars().next().unwrap_or_default();
        match character {
            '<' => inert.push_str("\\u003c"),
            '>' => inert.push_str("\\u003e"),
            '&' => inert.push_str("\\u0026"),
            '\u{2028}' => inert.push_str("\\u2028"),
            '\u{2029}' => inert.push_str("\\u2029"),
            other => inert.push(other),
        }
        rest = &rest[at + character.len_utf8()..];
    }
    inert.push_str(rest);
    inert
}

/// Puts values at the places that `{name}` marks.
fn filled(words: &str, values: &Kwargs) -> String {
    let values: Vec<(String, String)> =
        values.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    let values: Vec<(&str, &str)> =
        values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fill(words, &values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_inert_in_a_script() {
        let value = Value::from_serializable(&["</script><!--", "&amp;", "\u{2028}\u{2029}", "\"'\\"]);
        let expected = r#"["\u003c/script\u003e\u003c!--","\u0026amp;","\u2028\u2029","\"'\\"]"#;
        assert_eq!(json(&value).unwrap(), expected);
        assert!(json(&Value::undefined()).is_err());
    }
}
