//! The names of weekdays and months: one table for reading and for printing.

use serde::Serialize;

use crate::language::Language;

/// A day of the week; a week starts on Monday (ISO 8601).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Weekday {
    /// maandag
    Monday,
    /// dinsdag
    Tuesday,
    /// woensdag
    Wednesday,
    /// donderdag
    Thursday,
    /// vrijdag
    Friday,
    /// zaterdag
    Saturday,
    /// zondag
    Sunday,
}

impl Weekday {
    /// All seven, from Monday.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// The full name: `donderdag`, `Thursday`.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        let (dutch, english) = match self {
            Self::Monday => ("maandag", "Monday"),
            Self::Tuesday => ("dinsdag", "Tuesday"),
            Self::Wednesday => ("woensdag", "Wednesday"),
            Self::Thursday => ("donderdag", "Thursday"),
            Self::Friday => ("vrijdag", "Friday"),
            Self::Saturday => ("zaterdag", "Saturday"),
            Self::Sunday => ("zondag", "Sunday"),
        };
        match language {
            Language::Dutch => dutch,
            Language::English => english,
        }
    }

    /// Whether it is Saturday or Sunday.
    #[must_use]
    pub fn is_weekend(self) -> bool {
        self >= Self::Saturday
    }

    /// The day with this Dutch name, full or two letters, in any case.
    pub(super) fn named(word: &str) -> Option<(Self, Form)> {
        Self::ALL.into_iter().find_map(|day| {
            let name = day.name(Language::Dutch);
            form_of(word, name, &name[..2]).map(|form| (day, form))
        })
    }
}

/// How a name was written; only a short one may have a dot behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// In full, and not also an abbreviation.
    Full,
    /// Abbreviated.
    Short,
}

const MONTHS: [(&str, &str); 12] = [
    ("januari", "January"),
    ("februari", "February"),
    ("maart", "March"),
    ("april", "April"),
    ("mei", "May"),
    ("juni", "June"),
    ("juli", "July"),
    ("augustus", "August"),
    ("september", "September"),
    ("oktober", "October"),
    ("november", "November"),
    ("december", "December"),
];

/// The full name of month 1 to 12; empty for another number.
pub(super) fn month_name(month: u32, language: Language) -> &'static str {
    let names = usize::try_from(month).ok().and_then(|number| MONTHS.get(number.checked_sub(1)?));
    let (dutch, english) = names.copied().unwrap_or_default();
    match language {
        Language::Dutch => dutch,
        Language::English => english,
    }
}

/// The number of the month with this Dutch name: full, three letters, `mrt` or `sept`, in any case.
pub(super) fn month_named(word: &str) -> Option<(u32, Form)> {
    let other = [("mrt", 3), ("sept", 9)].into_iter().find(|(name, _)| name.eq_ignore_ascii_case(word));
    if let Some((_, month)) = other {
        return Some((month, Form::Short));
    }
    (1..).zip(MONTHS).find_map(|(month, (name, _))| form_of(word, name, &name[..3]).map(|form| (month, form)))
}

fn form_of(word: &str, full: &str, short: &str) -> Option<Form> {
    if word.eq_ignore_ascii_case(short) {
        Some(Form::Short)
    } else if word.eq_ignore_ascii_case(full) {
        Some(Form::Full)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_by_their_dutch_names() {
        fn check(word: &str, expected: Option<(u32, Form)>) {
            assert_eq!(month_named(word), expected, "{word}");
        }
        check("januari", Some((1, Form::Full)));
        check("jan", Some((1, Form::Short)));
        check("MRT", Some((3, Form::Short)));
        check("Maart", Some((3, Form::Full)));
        check("mei", Some((5, Form::Short)));
        check("sep", Some((9, Form::Short)));
        check("sept", Some((9, Form::Short)));
        check("okt", Some((10, Form::Short)));
        check("december", Some((12, Form::Full)));
        check("march", None);
        check("oct", None);
        check("septem", None);
        check("", None);
        assert_eq!(month_name(0, Language::Dutch), "");
        assert_eq!(month_name(13, Language::English), "");
        assert_eq!(month_name(8, Language::Dutch), "augustus");
    }

    #[test]
    fn weekdays_are_known_in_full_or_by_two_letters() {
        assert_eq!(Weekday::named("Donderdag"), Some((Weekday::Thursday, Form::Full)));
        assert_eq!(Weekday::named("zo"), Some((Weekday::Sunday, Form::Short)));
        assert_eq!(Weekday::named("don"), None);
        assert_eq!(Weekday::named("thursday"), None);
    }
}
