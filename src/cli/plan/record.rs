//! What a record says of its own planning.

use crate::lifecycle::{in_force, procedure};
use crate::record::{Notice, Start, Stretch};
use crate::scaffold;
use crate::term::plan::{Closes, Current};
use crate::term::{LastDay, Procedure, ProcedureType, Subject, Term, What};
use crate::time::{Calendar, Instant, Moment, Zone};

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
    let none = Procedure::national(ProcedureType::Geen);
    scaffold::subject(notice.facts.kind, procedure(&notice.facts).unwrap_or(none))
}
