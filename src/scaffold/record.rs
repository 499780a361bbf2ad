//! A new record: every required key filled in, the rest as examples behind a `#`.

use super::fill::fill;
use super::planning::lines;
use crate::name::safe_name;
use crate::record::Kind;
use crate::source::quoted;
use crate::term::{Plan, ProcedureType, What};

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

/// The text of a record that is sound as it stands, and a draft; its kind and dates are those of the planning.
#[must_use]
pub fn record(title: &str, plan: &Plan, known: &Known) -> String {
    let kind = super::kind(plan);
    let template = match kind {
        Kind::Vacature => include_str!("templates/vacature.md"),
        Kind::Inhuur | Kind::Aanbesteding => include_str!("templates/aanvraag.md"),
    };
    let email = known.email.as_deref().unwrap_or("redactie@voorbeeld.example");
    let of = |steps: &[What]| lines(plan, steps).unwrap_or_default();
    // A table of the planning, or else the table as an example.
    let table = |head: &str, steps: &[What], example: &str| match lines(plan, steps) {
        Some(lines) => format!("{head}\n{lines}"),
        None => example.to_owned(),
    };
    let interviews = table("[interviews]", &[What::Invitations, What::Interviews], INTERVIEWS);
    fill(
        template,
        &[
            ("kind", &quoted(kind.word())),
            ("title", &quoted(title)),
            ("organization", &organization(known)),
            ("procedure", &procedure(plan)),
            ("email", &quoted(email)),
            ("published", &of(&[What::Published])),
            ("deadline", &of(&[What::Closing])),
            ("questions", &of(&[What::QuestionsClose, What::Answers])),
            ("interviews", &interviews),
            ("decision", &decision(plan)),
            ("contract", &table("[contract]", &[What::Start], "# [contract]\n# start = \"zsm\"")),
        ],
    )
}

const INTERVIEWS: &str = "\
# [interviews]
# invitation_by = \"3 werkdagen na response.deadline\"
# windows = [
#   { date = \"6 werkdagen na response.deadline\", from = 13:00:00, until = 16:00:00 },
# ]";

fn procedure(plan: &Plan) -> String {
    let Some(procedure) = plan.subject.procedure() else { return String::new() };
    let is_example = procedure.sort == ProcedureType::Geen && !procedure.eu;
    if is_example {
        return "# [procedure]\n# type = \"meervoudig-onderhands\"".to_owned();
    }
    let eu = if procedure.eu { "\neu = true" } else { "" };
    format!("[procedure]\ntype = {}{eu}", quoted(procedure.sort.word()))
}

/// Decision and standstill, with an empty line before each; nothing where nothing is decided.
fn decision(plan: &Plan) -> String {
    let decision = lines(plan, &[What::Decision]).map(|lines| {
        format!("\n\n# Wanneer neemt u een beslissing? Deze dag komt op de pagina.\n[decision]\n{lines}")
    });
    let standstill = lines(plan, &[What::Standstill]).map(|lines| {
        format!("\n\n# Zo lang wacht u na de beslissing met het contract.\n[standstill]\n{lines}")
    });
    [decision, standstill].into_iter().flatten().collect()
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
