//! The moment that an address asks for: `?at=…`, in any spelling of the record format.

use crate::name::decode_percent;
use crate::time::{Instant, Misread, Reading, Written, Zone};

/// The value of `name` in the part of an address behind `?`, as it was typed; `None` when it is not there.
#[must_use]
pub(super) fn value(query: &str, name: &str) -> Option<String> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| decode_percent(value))
}

/// Reads a moment that was typed in an address or a field. A form writes a space as `+`, and an offset has one too.
pub(super) fn read(typed: &str, zone: Zone) -> Result<Instant, Misread> {
    let reading = Reading { zone, published_on: None };
    let moment = |text: &str| Written::read(text).and_then(|written| written.opening(&reading));
    moment(typed)
        .or_else(|misread| moment(&typed.replace('+', " ")).map_err(|_| misread))
        .map(|(moment, _)| moment.at)
}
