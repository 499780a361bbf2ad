//! A record made of an older one: what holds for any such record stays, what held for that one goes.

use super::dates::Dates;
use crate::content::fields::RECORD;
use crate::record::Kind;
use crate::source::{Fate, FrontMatter, Key, Shape, Value, quoted, rewrite};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// What holds for the older record alone, besides every date.
const OWN: [&str; 10] = [
    "aliases",
    "amendments",
    "decision",
    "documents",
    "headline",
    "interviews.windows",
    "questions.rounds",
    "reference",
    "slug",
    "withdrawn",
];

/// A copy, and what was left out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// The text of the new file.
    pub text: String,
    /// The keys that were left out, sorted.
    pub left_out: Vec<String>,
}

/// The text of a record made from `file`, whose TOML is `toml`: with this kind, title and dates, and a draft.
/// `None` when the TOML cannot be read.
#[must_use]
pub fn copy(file: &str, toml: &FrontMatter<'_>, kind: Kind, title: &str, dates: &Dates) -> Option<Copied> {
    let left_out = RefCell::new(BTreeSet::new());
    let set = |value: String| Fate::Set { value, above: None, below: None };
    let below = (!has_draft(toml.toml)).then(|| "draft = true".to_owned());
    let fate = |path: &[&str], value: &Value| match path {
        ["kind"] => set(quoted(kind.word())),
        ["title"] => Fate::Set { value: quoted(title), above: None, below: below.clone() },
        ["draft"] => set("true".to_owned()),
        ["published"] => proposed(dates.published.to_string()),
        ["response", "deadline"] => proposed(format!("{}T12:00:00", dates.deadline)),
        _ => {
            let full = path.join(".");
            if OWN.contains(&&*full) || is_date(path, value) {
                left_out.borrow_mut().insert(full);
                return Fate::Drop;
            }
            Fate::Keep
        }
    };
    let mut rewritten = rewrite(toml.toml, &fate)?;
    let left_out: Vec<String> = left_out.into_inner().into_iter().collect();
    if !left_out.is_empty() {
        let newline = if toml.toml.contains("\r\n") { "\r\n" } else { "\n" };
        let list = left_out.join(", ");
        let open = if rewritten.is_empty() || rewritten.ends_with('\n') { "" } else { newline };
        rewritten
            .push_str(&format!("{open}{newline}# Niet overgenomen uit het oude bericht: {list}.{newline}"));
    }
    let end = toml.toml_start + toml.toml.len();
    Some(Copied { text: format!("{}{rewritten}{}", &file[..toml.toml_start], &file[end..]), left_out })
}

fn proposed(value: String) -> Fate {
    let above = "# Nieuw voorstel; controleer de dag.".to_owned();
    Fate::Set { value, above: Some(above), below: None }
}

fn has_draft(toml: &str) -> bool {
    let found = RefCell::new(false);
    let look = |path: &[&str], _: &Value| {
        *found.borrow_mut() |= path == ["draft"];
        Fate::Keep
    };
    // Only to look: what comes back is what went in.
    let _ = rewrite(toml, &look);
    found.into_inner()
}

/// Whether the key at this path holds a date or moment.
fn is_date(path: &[&str], value: &Value) -> bool {
    match shape(RECORD, path) {
        Some(Shape::Moment | Shape::Date) => true,
        Some(Shape::DateOr(words)) => !matches!(value, Value::Text(word) if words.contains(&word.trim())),
        _ => false,
    }
}

fn shape(keys: &'static [Key], path: &[&str]) -> Option<&'static Shape> {
    let (name, below) = path.split_first()?;
    let shape = &keys.iter().find(|key| key.name == *name)?.shape;
    match shape {
        _ if below.is_empty() => Some(shape),
        Shape::Table(keys) | Shape::Tables(keys) => self::shape(keys, below),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scaffold::dates;
    use crate::time::Date;

    fn copied(toml: &str) -> Copied {
        let dates =
            dates(Date::new(2026, 3, 2).unwrap(), Kind::Vacature, &crate::config::standard_calendar());
        let parts = FrontMatter { toml, toml_start: 0, body: "", body_start: toml.len() };
        copy(toml, &parts, Kind::Vacature, "Nieuw", &dates).unwrap()
    }

    #[test]
    fn dates_go_and_words_stay() {
        let of =
            |start: &str| copied(&format!("title = 'a'\ncontract = {{ start = {start}, type = 'vast' }}\n"));
        assert!(of("'zsm'").text.contains("{ start = 'zsm', type = 'vast' }"));
        assert!(of("2026-01-01").text.contains("{ type = 'vast' }"));
        assert_eq!(of("'1 mei'").left_out, ["contract.start"]);
    }

    #[test]
    fn every_moment_of_the_format_goes_or_is_proposed() {
        fn walk(keys: &'static [Key], path: &mut Vec<&'static str>, left: &mut Vec<String>) {
            for key in keys {
                path.push(key.name);
                let full = path.join(".");
                match key.shape {
                    _ if OWN.contains(&&*full) => {}
                    Shape::Table(keys) | Shape::Tables(keys) => walk(keys, path, left),
                    Shape::Moment | Shape::Date | Shape::DateOr(_) if !is_date(path, &Value::Flag(true)) => {
                        left.push(full);
                    }
                    _ => {}
                }
                path.pop();
            }
        }
        let mut left = Vec::new();
        walk(RECORD, &mut Vec::new(), &mut left);
        assert!(left.is_empty(), "{left:?}");
    }

    #[test]
    fn a_copy_is_a_draft() {
        assert_eq!(
            copied("title = 'a' # b\nauthor = 'c'\n").text,
            "title = \"Nieuw\" # b\ndraft = true\nauthor = 'c'\n"
        );
        assert_eq!(copied("draft = false\ntitle = 'a'").text, "draft = true\ntitle = \"Nieuw\"");
        assert_eq!(
            copied("title = 'a'\ndraft = true\npublished = '1 mei 2020'\nslug = 'a'\n").text,
            "title = \"Nieuw\"\ndraft = true\n# Nieuw voorstel; controleer de dag.\npublished = 2026-03-02\n\n\
             # Niet overgenomen uit het oude bericht: slug.\n"
        );
    }
}
