//! A planning in words and as data.

use crate::cli::table;
use crate::language::{Language, Text};
use crate::lifecycle::words;
use crate::record::{Kind, Notice};
use crate::term::plan::Compared;
use crate::term::{Plan, ProcedureType, Step, Subject, What};
use crate::text;
use crate::time::{Date, print};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct PlanData<'a> {
    id: Option<String>,
    kind: &'static str,
    procedure: Option<&'static str>,
    eu: bool,
    steps: Vec<StepData<'a>>,
    notes: Vec<&'a str>,
    toml: String,
}

#[derive(Serialize)]
struct StepData<'a> {
    key: &'static str,
    label: String,
    date: Option<Date>,
    time: Option<String>,
    until: Option<String>,
    reasons: Vec<&'a str>,
    now: Option<Date>,
    remarks: Vec<RemarkData<'a>>,
}

#[derive(Serialize)]
struct RemarkData<'a> {
    severity: &'static str,
    message: &'a str,
}

/// What a step's day and time look like.
fn when(step: &Step, language: Language) -> String {
    let date = print::date(step.date, language);
    match (step.time, step.until) {
        (Some(from), Some(until)) => format!("{date}, {}", print::time_range(from, until, language)),
        (Some(time), None) => format!("{date}, {}", print::time(time, language)),
        (None, _) => date,
    }
}

fn name(kind: Kind, subject: Subject) -> Text {
    let word = subject.procedure().filter(|procedure| procedure.sort != ProcedureType::Geen);
    let eu = |eu: bool| if eu { (", Europees", ", European") } else { ("", "") };
    let procedure = subject.procedure().map_or(("", ""), |procedure| eu(procedure.eu));
    let sort = word.map_or_else(String::new, |procedure| format!(", {}", procedure.sort.word()));
    let (eu_nl, eu_en) = procedure;
    match kind {
        Kind::Inhuur => text!("inhuuropdracht{sort}{eu_nl}", "request to hire{sort}{eu_en}"),
        Kind::Aanbesteding => text!("aanbesteding{sort}{eu_nl}", "tender{sort}{eu_en}"),
        Kind::Vacature => text!("vacature", "vacancy"),
    }
}

/// Heads in one language.
fn heads<const N: usize>(texts: &[Text; N], language: Language) -> Vec<String> {
    texts.iter().map(|text| text.to(language).to_owned()).collect()
}

/// A planning: its days, why then, and TOML to paste.
pub(super) fn shown(plan: &Plan, kind: Kind, language: Language) -> String {
    let name = name(kind, plan.subject);
    let title = text!("Planning: {nl}\n\n", "Planning: {en}\n\n", nl = name.nl, en = name.en);
    let mut shown = title.to(language).to_owned();
    let columns = [text!("Wat", "What"), text!("Wanneer", "When"), text!("Sleutel", "Key")];
    let mut rows = vec![heads(&columns, language)];
    for step in &plan.steps {
        let label = step.what.label().to(language).to_owned();
        rows.push(vec![label, when(step, language), step.what.key().to_owned()]);
    }
    shown.push_str(&table::draw(&rows));
    shown.push_str(text!("\nWaarom\n", "\nWhy\n").to(language));
    for step in &plan.steps {
        shown.push_str(&format!("  {}: {}\n", step.what.label().to(language), when(step, language)));
        for reason in &step.reasons {
            shown.push_str(&format!("    - {}\n", reason.to(language)));
        }
    }
    for note in &plan.notes {
        shown.push_str(&format!("  - {}\n", note.to(language)));
    }
    shown.push_str(text!("\nOm in het bericht te plakken\n\n", "\nTo paste in the record\n\n").to(language));
    shown.push_str(&plan.toml(language));
    shown
}

/// A record beside the planning that would be proposed.
pub(super) fn shown_beside(
    plan: &Plan,
    notice: &Notice,
    compared: &[Compared<'_>],
    language: Language,
) -> String {
    let what = words::notice(notice);
    let kind = name(notice.facts.kind, plan.subject);
    let title = text!(
        "Als u {nl} nu publiceert ({kind_nl})\n\n",
        "If you publish {en} now ({kind_en})\n\n",
        nl = what.nl,
        en = what.en,
        kind_nl = kind.nl,
        kind_en = kind.en
    );
    let mut shown = title.to(language).to_owned();
    let columns =
        [text!("Wat", "What"), text!("In het bericht", "In the record"), text!("Voorstel", "Proposal")];
    let mut rows = vec![heads(&columns, language)];
    let mut remarks = String::new();
    for step in compared {
        let label = step.what.label().to(language).to_owned();
        let now = step.now.map_or_else(|| "-".to_owned(), |date| print::date(date, language));
        let proposed = step.proposed.map_or_else(|| "-".to_owned(), |step| when(step, language));
        for remark in &step.remarks {
            let mark = if remark.is_grave { '!' } else { '-' };
            remarks.push_str(&format!("  {mark} {label}: {}\n", remark.words.to(language)));
        }
        rows.push(vec![label, now, proposed]);
    }
    shown.push_str(&table::draw(&rows));
    if remarks.is_empty() {
        shown.push_str(
            text!("\nHier is niets op aan te merken.\n", "\nThere is nothing to remark.\n").to(language),
        );
    } else {
        shown.push_str(text!("\nLet op\n", "\nNote\n").to(language));
        shown.push_str(&remarks);
    }
    for note in &plan.notes {
        shown.push_str(&format!("  - {}\n", note.to(language)));
    }
    shown
}

/// Either as data.
pub(super) fn data<'a>(
    plan: &'a Plan,
    kind: Kind,
    record: Option<(&Notice, &'a [Compared<'a>])>,
    language: Language,
) -> PlanData<'a> {
    let step = |what: What, step: Option<&'a Step>, compared: Option<&'a Compared<'a>>| StepData {
        key: what.key(),
        label: what.label().to(language).to_owned(),
        date: step.map(|step| step.date),
        time: step.and_then(|step| step.time).map(|time| time.to_string()),
        until: step.and_then(|step| step.until).map(|time| time.to_string()),
        reasons: step.iter().flat_map(|step| &step.reasons).map(|reason| reason.to(language)).collect(),
        now: compared.and_then(|compared| compared.now),
        remarks: compared
            .iter()
            .flat_map(|compared| &compared.remarks)
            .map(|remark| RemarkData {
                severity: if remark.is_grave { "warning" } else { "info" },
                message: remark.words.to(language),
            })
            .collect(),
    };
    let steps = match record {
        None => plan.steps.iter().map(|of_plan| step(of_plan.what, Some(of_plan), None)).collect(),
        Some((_, compared)) => {
            compared.iter().map(|compared| step(compared.what, compared.proposed, Some(compared))).collect()
        }
    };
    let procedure = plan.subject.procedure();
    PlanData {
        id: record.map(|(notice, _)| notice.id()),
        kind: match kind {
            Kind::Inhuur => "inhuur",
            Kind::Aanbesteding => "aanbesteding",
            Kind::Vacature => "vacature",
        },
        procedure: procedure.map(|procedure| procedure.sort.word()),
        eu: procedure.is_some_and(|procedure| procedure.eu),
        steps,
        notes: plan.notes.iter().map(|note| note.to(language)).collect(),
        toml: plan.toml(language),
    }
}
