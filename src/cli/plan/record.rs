//! What a record says of its own planning.

use crate::cli::args::Args;
use crate::cli::{Exit, project, report};
use crate::lifecycle::in_force;
use crate::record::{Notice, Start, Stretch};
use crate::scaffold;
use crate::source::nearest;
use crate::term::plan::{Closes, Current};
use crate::term::{LastDay, Procedure, ProcedureType, Subject, Term, What};
use crate::text;
use crate::time::{Calendar, Instant, Moment, Zone};
use std::path::Path;
use std::sync::Arc;

/// The record that is meant: by reference, by section and slug, or by its path.
pub(super) fn found<'a>(args: &Args, project: &'a project::Project, typed: &str) -> Result<&'a Notice, Exit> {
    let notices = &project.inputs.records.notices;
    let path = Path::new(typed).strip_prefix(".").unwrap_or(Path::new(typed));
    let shown = path.to_string_lossy();
    let from_root = path.strip_prefix(args.root.strip_prefix(".").unwrap_or(&args.root)).unwrap_or(path);
    let is_meant = |file: &str| Path::new(file) == path || Path::new(file) == from_root;
    let address = typed.trim_matches('/');
    let by_name = |notice: &&Arc<Notice>| {
        notice.facts.reference.as_deref() == Some(typed)
            || format!("{}/{}", notice.section, notice.slug) == address
            || is_meant(&notice.place.file)
    };
    if let Some(notice) = notices.iter().find(by_name) {
        return Ok(notice);
    }
    let of_file: Vec<_> = project
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error() && is_meant(&diagnostic.label.place.file))
        .cloned()
        .collect();
    if !of_file.is_empty() {
        report::draw(&of_file, &project.tree, args.language);
        return Err(Exit::Content);
    }
    let ids: Vec<String> = notices.iter().map(|notice| notice.id()).collect();
    let message = text!("er is geen bericht \"{shown}\"", "there is no record \"{shown}\"");
    let help = match nearest(typed, ids.iter().map(String::as_str)) {
        Some(near) => text!("bedoelt u {near}?", "did you mean {near}?"),
        None => text!(
            "noem het pad, rubriek/naam of het kenmerk; een bericht met fouten vindt u met `termijn check`",
            "name the path, section/slug or the reference; `termijn check` finds a record with errors"
        ),
    };
    Err(report::wrong_usage(&message, &help, args.language))
}

/// What a record says by the values in force. Of several rounds of questions the last counts: it is the
/// nearest to the closing.
pub(super) fn current(notice: &Notice, at: Instant, zone: Zone, calendar: &Calendar) -> Current {
    let Stretch { schedule, embargoed, .. } = in_force(notice, at);
    let day = |moment: Moment| moment.day.unwrap_or_else(|| zone.local(moment.at).0);
    let round = schedule.rounds.last();
    let interviews = schedule.interviews.as_ref();
    let decided_on =
        notice.decision.as_ref().and(embargoed.announced).map(day).or(schedule.decision_expected_on);
    let standstill = notice.facts.standstill.as_ref().filter(|standstill| standstill.applies);
    let standstill_days =
        standstill.and_then(|standstill| standstill.days).and_then(|days| u32::try_from(days).ok());
    let standstill_ends = decided_on
        .zip(standstill_days)
        .map(|(decided_on, days)| Term::standstill(decided_on, days, calendar).last_day(LastDay::Strict));
    let start = schedule.starts.and_then(|start| match start {
        Start::On(date) => Some(date),
        Start::Soon => None,
    });
    let days = [
        (What::Published, Some(day(notice.published))),
        (What::QuestionsClose, round.and_then(|round| round.deadline).map(day)),
        (What::Answers, round.and_then(|round| round.answers).map(day)),
        (What::Closing, Some(day(schedule.closes))),
        (What::Invitations, interviews.and_then(|interviews| interviews.invitation_by).map(day)),
        (
            What::Interviews,
            interviews.and_then(|interviews| interviews.windows.first()).map(|window| window.date),
        ),
        (What::Decision, decided_on),
        (What::Standstill, standstill_ends),
        (What::Start, start),
    ];
    Current {
        days: days.into_iter().filter_map(|(what, date)| Some((what, date?))).collect(),
        closes: if schedule.closes.day.is_some() { Closes::AfterTheDay } else { Closes::AtATime },
        standstill_days,
    }
}

/// Whether the work starts as soon as possible.
pub(super) fn is_soon(notice: &Notice) -> bool {
    notice.newest().schedule.starts == Some(Start::Soon)
}

/// For what the record would be planned.
pub(super) fn subject(notice: &Notice) -> Subject {
    let typed = notice.facts.procedure.as_ref();
    let sort = typed.and_then(|procedure| procedure.sort.as_deref()).and_then(ProcedureType::read);
    let eu = typed.and_then(|procedure| procedure.eu).unwrap_or_default();
    let procedure = Procedure { sort: sort.unwrap_or(ProcedureType::Geen), eu };
    scaffold::subject(notice.facts.kind, procedure)
}
