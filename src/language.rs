//! The two languages in which Termijn speaks: to readers of a site and to those who write it.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

/// A language of messages, dates and page text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Dutch, the default.
    #[default]
    Dutch,
    /// English.
    English,
}

impl Language {
    /// The language with this BCP 47 tag: `nl` or `en`.
    #[must_use]
    pub fn tagged(tag: &str) -> Option<Self> {
        match tag {
            "nl" => Some(Self::Dutch),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// The BCP 47 tag: `nl` or `en`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Dutch => "nl",
            Self::English => "en",
        }
    }

    /// A number as the machine writes it, with the sign that this language puts before decimals: `32.5` → `32,5`.
    #[must_use]
    pub fn decimal(self, number: &str) -> String {
        match self {
            Self::Dutch => number.replace('.', ","),
            Self::English => number.to_owned(),
        }
    }
}

/// A sentence in both languages, made where the facts are known and chosen where it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Text {
    /// The Dutch sentence.
    pub nl: String,
    /// The English sentence.
    pub en: String,
}

impl Text {
    /// The sentence in `language`.
    #[must_use]
    pub fn to(&self, language: Language) -> &str {
        match language {
            Language::Dutch => &self.nl,
            Language::English => &self.en,
        }
    }
}

/// A [`Text`] from two format strings, Dutch first; both may use the same captured names.
#[macro_export]
macro_rules! text {
    ($nl:literal, $en:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        $(let $name = &$value;)*
        $crate::language::Text { nl: format!($nl), en: format!($en) }
    }};
}
