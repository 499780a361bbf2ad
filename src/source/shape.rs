//! What a table may hold: the vocabulary in which the tables of keys are written.

/// One key that a table may hold.
#[derive(Clone, Debug)]
pub struct Key {
    /// The key as authors type it.
    pub name: &'static str,
    /// What stands behind it.
    pub shape: Shape,
    /// Whether it must be there.
    pub need: Need,
    /// What it is for, in Dutch: one line for the handbook and the editor.
    pub nl: &'static str,
    /// The same in English.
    pub en: &'static str,
}

/// Whether a key must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Its table is wrong without it.
    Required,
    /// May be left out.
    Optional,
}

/// The type of a value.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A text on one line or more; blank counts as absent.
    Text,
    /// Markdown.
    Prose,
    /// `true` or `false`.
    Flag,
    /// A whole number, and the least and most that it may be.
    Whole(i64, i64),
    /// A number, perhaps with a fraction, and the least and most that it may be.
    Number(f64, f64),
    /// A number or a short text that names a thing in a list: `3`, `"3a"`.
    Label,
    /// A sum of money with at most two decimals, not negative.
    Amount,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A date, or a date with a time, in any spelling.
    Moment,
    /// A date without a time, in any spelling.
    Date,
    /// A date without a time, or one of these words.
    DateOr(&'static [&'static str]),
    /// A time of day.
    TimeOfDay,
    /// A number of days, weeks, months or years.
    Duration,
    /// An e-mail address.
    Email,
    /// A web address, `http` or `https`.
    WebAddress,
    /// A phone number.
    Phone,
    /// A text, or a list of texts.
    TextOrTexts,
    /// A text, or `true` or `false`.
    TextOrFlag,
    /// Whatever it is: another key tells.
    Any,
    /// A list of these.
    List(&'static Shape),
    /// A table with these keys.
    Table(&'static [Key]),
    /// A list of tables with these keys: `[[name]]`.
    Tables(&'static [Key]),
}

/// The known name nearest to what was typed, when one is near enough to be meant.
#[must_use]
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase().replace('-', "_");
    known
        .into_iter()
        .map(|name| (strsim::jaro_winkler(&typed, &name.replace('-', "_")), name))
        .filter(|(likeness, _)| *likeness >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_offered_only_when_it_is_near() {
        let known = ["email", "url", "phone", "published"];
        assert_eq!(nearest("emial", known), Some("email"));
        assert_eq!(nearest("publised", known), Some("published"));
        assert_eq!(nearest("Published", known), Some("published"));
        assert_eq!(nearest("kleur", known), None);
        assert_eq!(nearest("", known), None);
    }
}
