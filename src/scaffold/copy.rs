//! A record made of an older one: what holds for any such record stays, what held for that one goes.

use super::planning::{COPIED, without_comments};
use super::stays::{CARRIERS, Stays};
use crate::content::fields::RECORD;
use crate::diagnostic::Problems;
use crate::source::{Fate, FrontMatter, Key, Node, Shape, Value, parse, quoted, rewrite};
use crate::term::{Plan, Procedure, ProcedureType, Step, What};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What holds for the older record alone, besides every date that is not counted from another one.
const OWN: [&str; 12] = [
    "aliases",
    "amendments",
    "decision.announced",
    "decision.outcome",
    "decision.text",
    "decision.winner",
    "documents",
    "headline",
    "questions.rounds.items",
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

/// The procedure of the record with this TOML, as far as it can be read.
#[must_use]
pub fn procedure(toml: &FrontMatter<'_>) -> Procedure {
    let root = root(toml);
    let of = |key: &str| value(&root, "procedure").and_then(|procedure| value(procedure, key));
    let sort = match of("type").map(|node| &node.value) {
        Some(Value::Text(word)) => ProcedureType::read(word.trim()),
        _ => None,
    };
    let eu = of("eu").is_some_and(|node| node.value == Value::Flag(true));
    Procedure { sort: sort.unwrap_or(ProcedureType::Geen), eu }
}

/// The text of a record made from `file`, whose TOML is `toml`: with this title and the kind, publication and
/// closing of the planning, and a draft. `None` when the TOML cannot be read.
#[must_use]
pub fn copy(file: &str, toml: &FrontMatter<'_>, title: &str, plan: &Plan) -> Option<Copied> {
    let root = root(toml);
    let stays = Stays::of(&root, &OWN);
    let left_out = RefCell::new(BTreeSet::new());
    let set = |value: String| Fate::Set { value, above: None, below: None };
    let below = value(&root, "draft").is_none().then(|| "draft = true".to_owned());
    let fate = |path: &[&str], value: &Value| match path {
        ["kind"] => set(quoted(super::kind(plan).word())),
        ["title"] => Fate::Set { value: quoted(title), above: None, below: below.clone() },
        ["draft"] => set("true".to_owned()),
        ["published"] => proposed(plan.step(What::Published)),
        ["response", "deadline"] if !stays.value(value) => proposed(plan.step(What::Closing)),
        _ => {
            let full = path.join(".");
            let goes = if CARRIERS.contains(&&*full) {
                !stays.carrier(&full)
            } else {
                OWN.contains(&&*full) || (is_date(path, value) && !stays.value(value))
            };
            if goes {
                left_out.borrow_mut().insert(full);
                return Fate::Drop;
            }
            Fate::Keep
        }
    };
    let mut rewritten = rewrite(&without_comments(toml.toml, &root), &fate)?;
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

/// What of the TOML can be read.
fn root(toml: &FrontMatter<'_>) -> Node {
    parse(toml.toml, 0, &mut Problems::of(&Arc::from(""))).0
}

/// What stands behind a key of a table.
fn value<'a>(node: &'a Node, key: &str) -> Option<&'a Node> {
    let Value::Table(table) = &node.value else { return None };
    table.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
}

fn proposed(step: Option<&Step>) -> Fate {
    let value = step.expect("every planning has a publication and a closing").value();
    Fate::Set { value, above: Some(COPIED.to_owned()), below: None }
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
    use crate::config::standard_calendar;
    use crate::term::{Subject, plan};
    use crate::time::Date;

    fn copied(toml: &str) -> Copied {
        let plan = plan(Subject::Vacancy, Date::new(2026, 3, 2).unwrap(), &standard_calendar());
        let parts = FrontMatter { toml, toml_start: 0, body: "", body_start: toml.len() };
        copy(toml, &parts, "Nieuw", &plan).unwrap()
    }

    /// What becomes of moments in a copy.
    #[track_caller]
    fn check(toml: &str, expected: &str, left_out: &[&str]) {
        let head = |rest: &str| format!("title = \"Nieuw\"\ndraft = true\n{rest}");
        let copy = copied(&head(toml));
        let note = match left_out {
            [] => String::new(),
            _ => format!("\n# Niet overgenomen uit het oude bericht: {}.\n", left_out.join(", ")),
        };
        assert_eq!(
            (copy.text, copy.left_out),
            (format!("{}{note}", head(expected)), left_out.iter().map(|path| (*path).to_owned()).collect())
        );
    }

    #[test]
    fn what_is_counted_from_a_moment_that_stays_stays() {
        let whole = "\
            [response]\ndeadline = '3 weken na published'\n\n\
            [[questions.rounds]]\ndeadline = '8 werkdagen voor response.deadline'\nanswers_on = '3 werkdagen na questions.rounds.1.deadline'\n\n\
            [[questions.rounds]]\ndeadline = \"4 werkdagen v\u{f3}\u{f3}r response.deadline\" # tweede\n\n\
            [interviews]\ninvitation_by = '3 werkdagen na response.deadline'\n\
            windows = [{ date = '3 werkdagen na interviews.invitation_by', from = '9 uur', until = '10 uur' }]\n\n\
            [decision]\nexpected_on = '2 weken na interviews.windows.1.date'\n";
        check(whole, whole, &[]);
    }

    #[test]
    fn what_is_counted_from_something_that_goes_goes() {
        // Fixed windows go, and with them what is counted from them, however far.
        check(
            "[interviews]\ninvitation_by = '6 dagen voor interviews.windows.1.date'\nwindows = [{ date = 2026-01-05 }]\n\
             slot_minutes = 45\n[contract]\nstart = '1 maand na decision.expected_on'\n\
             [decision]\nexpected_on = '1 week na interviews.invitation_by'\n",
            "[interviews]\nslot_minutes = 45\n[contract]\n",
            &["contract.start", "decision", "interviews.invitation_by", "interviews.windows"],
        );
        // Of a list of which an item goes nothing stays: the others would get another number.
        check(
            "[[questions.rounds]]\ndeadline = 2026-01-05\n[[questions.rounds]]\n\
             deadline = '2 dagen na published'\n[contract]\nend = '2 dagen na questions.rounds.2.deadline'\n",
            "[contract]\n",
            &["contract.end", "questions.rounds"],
        );
        // What was only for the old record goes out of a table that stays.
        check(
            "[[questions.rounds]]\ndeadline = '2 dagen na published'\nanswers_on = 2026-01-08\n\
             [[questions.rounds.items]]\nquestion = 'a'\n\
             [decision]\nannounced = '9 dagen na published'\nexpected_on = '9 dagen na published'\noutcome = 'gegund'\n",
            "[[questions.rounds]]\ndeadline = '2 dagen na published'\n[decision]\nexpected_on = '9 dagen na published'\n",
            &[
                "decision.announced",
                "decision.outcome",
                "questions.rounds.answers_on",
                "questions.rounds.items",
            ],
        );
        // A circle, what is not there, and what is no moment.
        check(
            "[contract]\nstart = '1 dag na contract.end'\nend = '1 dag na contract.start'\nevaluation_after = '1 maand'\n\
             [decision]\nexpected_on = '1 dag na title'\n",
            "[contract]\nevaluation_after = '1 maand'\n",
            &["contract.end", "contract.start", "decision"],
        );
    }

    #[test]
    fn a_closing_that_cannot_stay_is_proposed() {
        let proposal = "[response]\n# Nieuw voorstel; controleer de dag.\ndeadline = 2026-03-24T17:00:00\n";
        check("[response]\ndeadline = 2025-01-05\n", proposal, &[]);
        check(
            "[response]\ndeadline = '1 week na questions.rounds.1.deadline'\n[[questions.rounds]]\ndeadline = 2025-01-05\n",
            proposal,
            &["questions.rounds"],
        );
    }

    #[test]
    fn the_procedure_is_read_as_far_as_it_can_be() {
        let of = |toml: &str| {
            let procedure = procedure(&FrontMatter { toml, toml_start: 0, body: "", body_start: toml.len() });
            (procedure.sort.word(), procedure.eu)
        };
        assert_eq!(of("procedure = { type = 'openbaar', eu = true }"), ("openbaar", true));
        assert_eq!(of("[procedure]\ntype = ' das '"), ("das", false));
        assert_eq!(of("procedure = 3"), ("geen", false));
        assert_eq!(of("[procedure]\ntype = 'anders'\neu = 'ja'"), ("geen", false));
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
