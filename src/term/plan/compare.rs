//! A record as it stands beside the planning that would be proposed: what is missing, past or too short.

use super::{Plan, Step, What};
use crate::language::Text;
use crate::term::{LastDay, STANDSTILL_DAYS, Term, name};
use crate::text;
use crate::time::{Calendar, Date};
use std::collections::BTreeMap;

/// One step: what the record says and what would be proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared<'a> {
    /// What happens.
    pub what: What,
    /// The day in the record.
    pub now: Option<Date>,
    /// What would be proposed; `None` when such a notice does not need it.
    pub proposed: Option<&'a Step>,
    /// What is to be said about the day in the record.
    pub remarks: Vec<Remark>,
}

/// Something to be said about a day in a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Whether the day cannot stay, or is only worth a look.
    pub is_grave: bool,
    /// In words, without a capital and a full stop.
    pub words: Text,
}

/// What a record says of its own planning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Current {
    /// The days on which things happen; of a closing as a bare date the last open day, of a standstill the
    /// last day that follows from the decision.
    pub days: BTreeMap<What, Date>,
    /// Whether the day of the closing is a whole one.
    pub closes: Closes,
    /// How long the record says that the standstill is.
    pub standstill_days: Option<u32>,
}

/// When on its day a notice closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closes {
    /// At the end of it.
    AfterTheDay,
    /// At a time of day, so that the day before is the last whole one.
    AtATime,
}

/// Holds a record against a planning that begins on the day of publication.
#[must_use]
pub fn compare<'a>(plan: &'a Plan, current: &Current, calendar: &Calendar) -> Vec<Compared<'a>> {
    let published = plan.step(What::Published).map(|step| step.date);
    What::ALL
        .into_iter()
        .filter_map(|what| {
            let (now, proposed) = (current.days.get(&what).copied(), plan.step(what));
            if now.is_none() && proposed.is_none() {
                return None;
            }
            let mut remarks = Vec::new();
            let mut remark = |is_grave, words| remarks.push(Remark { is_grave, words });
            match now {
                None if what == What::Standstill => match current.standstill_days {
                    None => remark(
                        true,
                        text!(
                            "ontbreekt: de wet wil ten minste {STANDSTILL_DAYS} dagen (Aanbestedingswet 2012, \
                             art. 2.127)",
                            "is missing: the law wants {STANDSTILL_DAYS} days at least (Aanbestedingswet 2012, \
                             art. 2.127)"
                        ),
                    ),
                    Some(days) => too_short(days).into_iter().for_each(|words| remark(true, words)),
                },
                None => remark(false, text!("ontbreekt", "is missing")),
                Some(date) => {
                    if published.is_some_and(|published| date < published) && what != What::Published {
                        remark(
                            true,
                            text!("ligt voor de publicatie", "comes before the publication"),
                        );
                    }
                    if let Some(why) = calendar.day_off(date) {
                        let day = name(date, Some(why));
                        remark(
                            false,
                            text!("{nl} is geen werkdag", "{en} is no working day", nl = day.nl, en = day.en),
                        );
                    }
                    if let Some((is_grave, words)) = by_rule(what, date, plan, current, calendar) {
                        remark(is_grave, words);
                    }
                    // A standstill that no law asks for may be as short as one likes.
                    if what == What::Standstill && proposed.is_some() {
                        current.standstill_days.and_then(too_short).into_iter().for_each(|words| remark(true, words));
                    }
                }
            }
            Some(Compared { what, now, proposed, remarks })
        })
        .collect()
}

fn too_short(days: u32) -> Option<Text> {
    (days < STANDSTILL_DAYS).then(|| {
        text!(
            "{days} dagen is te kort: ten minste {STANDSTILL_DAYS} (Aanbestedingswet 2012, art. 2.127)",
            "{days} days is too short: {STANDSTILL_DAYS} at least (Aanbestedingswet 2012, art. 2.127)"
        )
    })
}

/// What a rule says about the closing and the answers.
fn by_rule(
    what: What,
    date: Date,
    plan: &Plan,
    current: &Current,
    calendar: &Calendar,
) -> Option<(bool, Text)> {
    let procedure = plan.subject.procedure();
    match what {
        What::Closing => {
            let published = plan.step(What::Published)?.date;
            let minimum = procedure.and_then(|procedure| procedure.minimum());
            let term = minimum.map(|minimum| Term::minimum(minimum, published, calendar));
            if let Some(term) = term.as_ref().filter(|term| date < term.last_day(LastDay::Strict)) {
                let (length, last) = (term.length().count, term.last_day(LastDay::Safe));
                let (last, source) = (name(last, None), term.rule().source()?.cited());
                return Some((
                    true,
                    text!(
                        "te kort: ten minste {length} dagen, dus open tot en met {nl} ({source_nl})",
                        "too short: {length} days at least, so open until the end of {en} ({source_en})",
                        nl = last.nl,
                        en = last.en,
                        source_nl = source.nl,
                        source_en = source.en
                    ),
                ));
            }
            if let Some(term) = term
                && current.closes == Closes::AtATime
                && date == term.last_day(LastDay::Strict)
            {
                let next = name(term.day_after(LastDay::Strict), None);
                return Some((
                    false,
                    text!(
                        "op de laatste dag van de minimumtermijn, maar niet tot het einde ervan; sluit zonder tijd, \
                         of vanaf {nl}",
                        "on the last day of the least term, but not until its end; close without a time of day, or \
                         from {en} on",
                        nl = next.nl,
                        en = next.en
                    ),
                ));
            }
            let proposed = plan.step(What::Closing)?.date;
            (date < proposed).then(|| (false, text!("korter dan gebruikelijk", "shorter than usual")))
        }
        What::Answers => {
            let closes_on = *current.days.get(&What::Closing)?;
            let term = Term::answers(closes_on, calendar);
            let is_late = procedure.is_some_and(|procedure| procedure.answers_ahead())
                && date > term.last_day(LastDay::Strict);
            let last = name(term.last_day(LastDay::Strict), None);
            is_late.then(|| {
                (
                    true,
                    text!(
                        "te laat voor deze sluiting: uiterlijk {nl} (Aanbestedingswet 2012, art. 2.54)",
                        "too late for this closing: by {en} (Aanbestedingswet 2012, art. 2.54)",
                        nl = last.nl,
                        en = last.en
                    ),
                )
            })
        }
        What::Published
        | What::QuestionsClose
        | What::Invitations
        | What::Interviews
        | What::Decision
        | What::Standstill
        | What::Start => None,
    }
}
