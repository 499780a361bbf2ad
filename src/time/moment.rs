//! A moment of a record, and how a closing one is bounded.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

use super::date::Date;
use super::instant::Instant;

/// An opening or closing moment, read in the zone of the site.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, BorshSerialize, BorshDeserialize,
)]
pub struct Moment {
    /// The instant from which it holds: at a closing it is no longer open (`t >= at`, M4 to M7).
    pub at: Instant,
    /// Some when it was written as a bare date: of an opening that day (M4), of a closing the last open day
    /// (M5, M6).
    pub day: Option<Date>,
}

/// How the author bounds a closing moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// `tot`: a bare date itself is closed (M6).
    Tot,
    /// `uiterlijk`: a bare date itself is open (M5).
    Uiterlijk,
    /// `tot-en-met`, the default: a bare date itself is open (M5).
    #[default]
    TotEnMet,
}

impl Bound {
    /// The bound that is written as `tot`, `uiterlijk` or `tot-en-met`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        match text {
            "tot" => Some(Self::Tot),
            "uiterlijk" => Some(Self::Uiterlijk),
            "tot-en-met" => Some(Self::TotEnMet),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_read() {
        assert_eq!(Bound::read("tot"), Some(Bound::Tot));
        assert_eq!(Bound::read("uiterlijk"), Some(Bound::Uiterlijk));
        assert_eq!(Bound::read("tot-en-met"), Some(Bound::TotEnMet));
        assert_eq!(Bound::read("tot en met"), None);
        assert_eq!(Bound::default(), Bound::TotEnMet);
        assert_eq!(serde_json::to_string(&Bound::TotEnMet).unwrap(), "\"tot-en-met\"");
    }
}
