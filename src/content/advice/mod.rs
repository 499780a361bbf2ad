//! What is unwise in a planning, though it can be so: days off, odd hours, an order that surprises, and
//! terms that are shorter than the law's.
//!
//! Judged with the newest values alone: what an amendment replaced cannot be helped any more. Nothing here
//! moves a date; every warning says what to type instead.

mod days;
mod sequence;
mod terms;

use crate::diagnostic::{Code, Diagnostic, Place, Problems};
use crate::language::{Language, Text};
use crate::record::{Embargoed, Notice, Schedule, Stretch};
use crate::term;
use crate::text;
use crate::time::{Calendar, Date, Moment, TimeOfDay, Zone, print};

/// Warns of what is unwise in the planning of `notice`.
pub(super) fn check(notice: &Notice, zone: Zone, calendar: &Calendar, problems: &mut Problems) {
    let Stretch { schedule, embargoed, .. } = notice.newest();
    let mut adviser = Adviser { notice, schedule, embargoed, zone, calendar, problems };
    adviser.days();
    adviser.sequence();
    adviser.terms();
}

struct Adviser<'a> {
    notice: &'a Notice,
    schedule: &'a Schedule,
    embargoed: &'a Embargoed,
    zone: Zone,
    calendar: &'a Calendar,
    problems: &'a mut Problems,
}

/// A day of the planning.
struct Planned {
    /// The path of its key.
    path: String,
    /// What happens, as the subject of a sentence.
    what: Text,
    day: Date,
    time: Option<TimeOfDay>,
    /// Which way to look for a better day: what must be ready before the closing goes back.
    better: Better,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Better {
    Earlier,
    Later,
}

impl Adviser<'_> {
    /// The day of a moment: of a closing as a bare date the last open day.
    fn day(&self, moment: Moment) -> Date {
        moment.day.unwrap_or_else(|| self.zone.date_of(moment.at))
    }

    fn time(&self, moment: Moment) -> Option<TimeOfDay> {
        moment.day.is_none().then(|| self.zone.local(moment.at).1)
    }

    /// The coming days of the planning, in the order of a record.
    fn planned(&self) -> Vec<Planned> {
        let mut planned = Vec::new();
        let mut add = |path: String, what: Text, moment: Moment, better: Better| {
            planned.push(Planned { path, what, day: self.day(moment), time: self.time(moment), better });
        };
        let schedule = self.schedule;
        add(
            "response.deadline".to_owned(),
            text!("de sluiting", "the closing"),
            schedule.closes,
            Better::Later,
        );
        for (index, round) in schedule.rounds.iter().enumerate() {
            let nr = index + 1;
            if let Some(deadline) = round.deadline {
                let what = text!("het einde van vragenronde {nr}", "the end of question round {nr}");
                add(format!("questions.rounds.{nr}.deadline"), what, deadline, Better::Earlier);
            }
            if let Some(answers) = round.answers {
                let what = text!(
                    "de publicatie van de antwoorden van ronde {nr}",
                    "the publication of the answers of round {nr}"
                );
                add(format!("questions.rounds.{nr}.answers_on"), what, answers, Better::Earlier);
            }
        }
        if let Some(invitation) = schedule.interviews.as_ref().and_then(|it| it.invitation_by) {
            let what = text!("de uiterste dag van de uitnodigingen", "the last day for invitations");
            add("interviews.invitation_by".to_owned(), what, invitation, Better::Earlier);
        }
        planned
    }

    /// Where a key stands; the start of the file when it is not there.
    fn place(&self, path: &str) -> Place {
        self.notice.place_of(path)
    }

    fn warn(&mut self, code: Code, place: Place, message: Text, help: Text) -> &mut Diagnostic {
        self.problems.found.push(Diagnostic::new(code, place, message, help));
        self.problems.found.last_mut().expect("one was added just now")
    }
}

/// A date with what it is: `zondag 5 mei 2024 (Bevrijdingsdag)`.
fn named(calendar: &Calendar, date: Date) -> Text {
    term::name(date, calendar.day_off(date))
}

/// A moment as it is typed: `2026-03-02T12:00:00`, or the bare date.
fn typed(date: Date, time: Option<TimeOfDay>) -> String {
    time.map_or_else(|| date.to_string(), |time| format!("{date}T{time}"))
}

/// A closing in words, in both languages.
fn closing(moment: &Moment, zone: Zone) -> Text {
    Text {
        nl: print::closing(moment, zone, Language::Dutch),
        en: print::closing(moment, zone, Language::English),
    }
}
