//! A new record: every required key filled in, the rest as examples behind a `#`.

use super::dates::Dates;
use super::fill::fill;
use crate::name::safe_name;
use crate::record::Kind;
use crate::source::quoted;

/// The longest name that a new file gets, in bytes, without its extension; people read it in an address.
const LONGEST: usize = 80;

/// What the site can tell of the one who writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The ids of `content/organisations`, sorted.
    pub organisations: Vec<String>,
    /// The publisher's name.
    pub publisher: Option<String>,
    /// The address to respond to.
    pub email: Option<String>,
}

/// The name of a record's file or folder: the safe form of its title, cut at a word when it is long. Empty
/// when the title has no letter or digit to make one of.
#[must_use]
pub fn file_stem(title: &str) -> String {
    let mut stem = safe_name(title);
    if stem.len() > LONGEST {
        // A safe name is plain ASCII.
        let end = stem[..=LONGEST].rfind('-').unwrap_or(LONGEST);
        stem.truncate(end);
    }
    stem
}

/// The text of a record that is sound as it stands, and a draft.
#[must_use]
pub fn record(kind: Kind, title: &str, dates: &Dates, known: &Known) -> String {
    let template = match kind {
        Kind::Vacature => include_str!("templates/vacature.md"),
        Kind::Inhuur | Kind::Aanbesteding => include_str!("templates/aanvraag.md"),
    };
    let email = known.email.as_deref().unwrap_or("redactie@voorbeeld.example");
    let noon = |date: crate::time::Date| format!("{date}T12:00:00");
    fill(
        template,
        &[
            ("kind", &quoted(kind.word())),
            ("title", &quoted(title)),
            ("organization", &organization(known)),
            ("email", &quoted(email)),
            ("published", &dates.published.to_string()),
            ("deadline", &noon(dates.deadline)),
            ("questions", &noon(dates.questions)),
            ("answers", &dates.answers.to_string()),
            ("invitations", &dates.invitations.to_string()),
            ("interviews", &dates.interviews.to_string()),
            ("decision", &dates.decision.to_string()),
        ],
    )
}

fn organization(known: &Known) -> String {
    match (&known.organisations[..], &known.publisher) {
        ([only], _) => format!("id = {}", quoted(only)),
        ([first, ..], _) => {
            let all = known.organisations.join(", ");
            format!("# Kies uit: {all}.\nid = {}", quoted(first))
        }
        ([], Some(publisher)) => format!("name = {}", quoted(publisher)),
        ([], None) => "name = \"Naam van de organisatie\"".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_title_is_cut_at_a_word() {
        let stem = file_stem(&"Beleidsadviseur ".repeat(12));
        assert_eq!(stem, ["beleidsadviseur"; 5].join("-"));
        assert_eq!(file_stem(&"a".repeat(300)).len(), LONGEST);
        assert_eq!(file_stem("Wijkcoördinator (m/v)"), "wijkcoordinator-m-v");
        assert_eq!(file_stem("日本 🎉"), "");
    }
}
