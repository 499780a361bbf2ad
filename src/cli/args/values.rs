//! Single values of the command line.

use super::Fault;
use crate::text;
use std::ffi::{OsStr, OsString};

pub(super) fn value(parser: &mut lexopt::Parser, flag: &str) -> Result<OsString, Fault> {
    parser.value().map_err(|_| {
        (
            text!("achter {flag} ontbreekt een waarde", "a value is missing after {flag}"),
            text!("zie `termijn help`", "see `termijn help`"),
        )
    })
}

pub(super) fn words(parser: &mut lexopt::Parser, flag: &str) -> Result<String, Fault> {
    plain(value(parser, flag)?)
}

/// The number behind `--poll`, when there is one.
pub(super) fn milliseconds(parser: &mut lexopt::Parser) -> Result<Option<String>, Fault> {
    if let Some(value) = parser.optional_value() {
        return plain(value).map(Some);
    }
    // `--poll 500`, but also `--poll --open`: only what begins with a digit is its value.
    let is_number = |value: &OsStr| value.to_string_lossy().starts_with(|c: char| c.is_ascii_digit());
    let next = parser.try_raw_args().and_then(|mut raw| raw.next_if(is_number));
    next.map(plain).transpose()
}

pub(super) fn plain(word: OsString) -> Result<String, Fault> {
    word.into_string().map_err(|word| {
        let word = word.to_string_lossy().into_owned();
        (
            text!("\"{word}\" is geen leesbare tekst", "\"{word}\" is not readable text"),
            text!("typ het opnieuw", "type it again"),
        )
    })
}

pub(super) fn choice<'a, const N: usize>(
    typed: &str,
    flag: &str,
    words: [&'a str; N],
) -> Result<&'a str, Fault> {
    words.into_iter().find(|word| *word == typed).ok_or_else(|| {
        let list = words.join(", ");
        (
            text!("{flag} kan niet \"{typed}\" zijn", "{flag} cannot be \"{typed}\""),
            text!("kies uit: {list}", "choose from: {list}"),
        )
    })
}
