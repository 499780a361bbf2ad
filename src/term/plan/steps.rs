//! The steps, one after the other.

use super::pick::{Pick, is_quiet};
use super::practice::{self, Practice, Questions, Start, Tendering, hour};
use super::{Plan, Step, Subject, What};
use crate::language::{Language, Text};
use crate::term::{LastDay, STANDSTILL_DAYS, Term, day, name};
use crate::text;
use crate::time::{Calendar, Date, TimeOfDay};

/// A planning for a notice that is published on this day, or on the next working day when it is a day off.
///
/// Every step falls on a working day of `calendar`, no term is shorter than the law allows, and the notice
/// closes on a Tuesday, Wednesday or Thursday.
#[must_use]
pub fn plan(subject: Subject, published: Date, calendar: &Calendar) -> Plan {
    let mut planner = Planner {
        pick: Pick { calendar },
        practice: Practice::of(subject),
        steps: Vec::new(),
        published: calendar.working_day_from(published),
    };
    planner.publication(published);
    let closes_on = planner.until_closing();
    let heard_on = planner.interviews(closes_on);
    let decided_on = planner.decision(closes_on, heard_on);
    let free_from = decided_on.map(|decided_on| planner.standstill(decided_on));
    if let Some(free_from) = free_from {
        planner.start(free_from);
    }
    let notes = planner.notes();
    Plan { subject, steps: planner.steps, notes }
}

struct Planner<'a> {
    pick: Pick<'a>,
    practice: Practice,
    steps: Vec<Step>,
    published: Date,
}

impl Planner<'_> {
    fn publication(&mut self, wished: Date) {
        let reasons = match self.pick.calendar.day_off(wished) {
            None => vec![text!("een werkdag", "a working day")],
            reason @ Some(_) => {
                let wished = name(wished, reason);
                vec![text!(
                    "{nl} is geen werkdag: de eerste werkdag erna",
                    "{en} is no working day: the first working day after it",
                    nl = wished.nl,
                    en = wished.en
                )]
            }
        };
        self.add(What::Published, self.published, None, reasons);
    }

    /// Questions, answers and closing: the closing is the first day that leaves time for all of them, and
    /// the others are put as late as they can.
    fn until_closing(&mut self) -> Date {
        let (pick, practice) = (self.pick, self.practice);
        let usual = self.published.plus_days(i64::from(practice.open_days));
        let minimum = practice.minimum.map(|minimum| Term::minimum(minimum, self.published, pick.calendar));
        let earliest = minimum.as_ref().map_or(usual, |term| usual.max(term.day_after(LastDay::Safe)));
        let asked_from = pick.after(self.published, practice::ASKING_WORKING_DAYS);
        let closes_on = Pick::first(earliest, |date| {
            let leaves_time = |questions| self.questions_close(questions, date) >= asked_from;
            pick.suits_closing(date) && practice.questions.is_none_or(leaves_time)
        });
        if let Some(questions) = practice.questions {
            self.questions(questions, closes_on);
        }
        let mut reasons = vec![practice.open_in_words()];
        if let Some(term) = &minimum {
            let length = i64::from(term.length().count);
            reasons.push(text!(
                "de wet geeft leveranciers ten minste {length} dagen; omdat de sluiting op de dag zelf al om \
                 12.00 uur is, komt zij na de laatste van die dagen",
                "the law gives suppliers {length} days at least; since the notice closes at 12:00 on its day, \
                 it closes after the last of those days"
            ));
            reasons.extend(term.reasons());
        }
        let from = day(earliest);
        reasons.push(text!(
            "de eerste dag vanaf {nl} die past: een dinsdag, woensdag of donderdag na een werkdag",
            "the first day from {en} that suits: a Tuesday, Wednesday or Thursday after a working day",
            nl = from.nl,
            en = from.en
        ));
        reasons.extend(self.passed(self.published, closes_on));
        self.add(What::Closing, closes_on, Some(practice.closes_at), reasons);
        closes_on
    }

    fn answers_on(&self, questions: Questions, closes_on: Date) -> Date {
        if questions.ten_days_ahead {
            self.pick.last(Term::answers(closes_on, self.pick.calendar).last_day(LastDay::Safe))
        } else {
            self.pick.before(closes_on, practice::USING_ANSWERS_WORKING_DAYS)
        }
    }

    fn questions_close(&self, questions: Questions, closes_on: Date) -> Date {
        self.pick.before(self.answers_on(questions, closes_on), Practice::answering_working_days(questions))
    }

    fn questions(&mut self, questions: Questions, closes_on: Date) {
        let (answers_on, closes) =
            (self.answers_on(questions, closes_on), self.questions_close(questions, closes_on));
        let days = Practice::answering_working_days(questions);
        let mut reasons = vec![text!(
            "daarna blijven er ten minste {days} werkdagen over om te antwoorden",
            "after it {days} working days at least are left for answering"
        )];
        reasons.extend(self.passed(closes, answers_on));
        self.add(What::QuestionsClose, closes, Some(hour(12)), reasons);
        let mut reasons = if questions.ten_days_ahead {
            Term::answers(closes_on, self.pick.calendar).reasons()
        } else {
            let days = practice::USING_ANSWERS_WORKING_DAYS;
            vec![text!(
                "ten minste {days} werkdagen voor de sluiting, zodat men de antwoorden kan gebruiken",
                "{days} working days at least before the closing, so that the answers can be used"
            )]
        };
        reasons.extend(self.passed(answers_on, closes_on));
        self.add(What::Answers, answers_on, None, reasons);
    }

    /// Invitations and interviews; the day of the interviews, if there are any.
    fn interviews(&mut self, closes_on: Date) -> Option<Date> {
        if !self.practice.has_interviews {
            return None;
        }
        let days = practice::INVITING_WORKING_DAYS;
        let invited_on = self.pick.after(closes_on, days);
        let mut reasons = vec![text!(
            "{days} werkdagen na de sluiting, om de reacties te lezen",
            "{days} working days after the closing, for reading the responses"
        )];
        reasons.extend(self.passed(closes_on, invited_on));
        self.add(What::Invitations, invited_on, None, reasons);
        let days = practice::PREPARING_WORKING_DAYS;
        let heard_on = self.pick.after(invited_on, days);
        let mut reasons = vec![text!(
            "{days} werkdagen na de uitnodiging, om zich voor te bereiden",
            "{days} working days after the invitation, for preparing"
        )];
        reasons.extend(self.passed(invited_on, heard_on));
        self.add(What::Interviews, heard_on, Some(hour(13)), reasons);
        if let Some(step) = self.steps.last_mut() {
            step.until = Some(hour(16));
        }
        Some(heard_on)
    }

    fn decision(&mut self, closes_on: Date, heard_on: Option<Date>) -> Option<Date> {
        let deciding = self.practice.deciding?;
        let (pick, days) = (self.pick, deciding.working_days);
        let mut reasons = Vec::new();
        let mut from = heard_on.unwrap_or(closes_on);
        match deciding.tendering {
            None if heard_on.is_some() => reasons
                .push(text!("{days} werkdagen na de gesprekken", "{days} working days after the interviews")),
            None => {
                reasons
                    .push(text!("{days} werkdagen na de sluiting", "{days} working days after the closing"));
            }
            Some(tendering) => {
                let selecting = practice::SELECTING_WORKING_DAYS;
                let invited_on = pick.after(from, selecting);
                let (least, tenders_on) = match tendering {
                    Tendering::Days(days) => (days, invited_on.plus_days(i64::from(days))),
                    Tendering::ByLaw(minimum) => {
                        let term = Term::minimum(minimum, invited_on, pick.calendar);
                        (minimum.days(), term.day_after(LastDay::Safe))
                    }
                };
                from = Pick::first(tenders_on, |date| pick.suits_closing(date));
                let due = day(from);
                reasons.push(text!(
                    "na de sluiting {selecting} werkdagen voor de selectie, dan ten minste {least} dagen om in te \
                     schrijven (tot {nl}), dan {days} werkdagen om te beoordelen",
                    "after the closing {selecting} working days for selecting, then {least} days at least for \
                     tendering (until {en}), then {days} working days for judging",
                    nl = due.nl,
                    en = due.en
                ));
                if let Tendering::ByLaw(minimum) = tendering {
                    let source = minimum.source().cited();
                    reasons.push(text!("regel: {nl}", "rule: {en}", nl = source.nl, en = source.en));
                }
            }
        }
        let mut decided_on = pick.after(from, days);
        if self.practice.needs_standstill {
            let first = decided_on;
            decided_on = Pick::first(first, |date| {
                let term = Term::standstill(date, STANDSTILL_DAYS, pick.calendar);
                let last_day = term.last_day(LastDay::Strict);
                pick.suits(date) && pick.calendar.day_off(last_day).is_none()
            });
            if decided_on != first {
                reasons.push(text!(
                    "een andere dag dan de eerste, omdat de opschortende termijn dan op een werkdag eindigt",
                    "another day than the first, since the standstill then ends on a working day"
                ));
            }
        }
        if self.practice.may_skip_standstill {
            reasons.push(text!(
                "de wet vraagt hier geen opschortende termijn (Aanbestedingswet 2012, art. 2.127 lid 4); belooft u er \
                 zelf een, zet dan `standstill.days` in het bericht",
                "the law wants no standstill here (Aanbestedingswet 2012, art. 2.127 lid 4); if you promise one \
                 yourself, put `standstill.days` in the record"
            ));
        }
        reasons.extend(self.passed(from, decided_on));
        self.add(What::Decision, decided_on, None, reasons);
        Some(decided_on)
    }

    /// The standstill, when the law wants one; the day from which the contract may be signed.
    fn standstill(&mut self, decided_on: Date) -> Date {
        if !self.practice.needs_standstill {
            return decided_on;
        }
        let term = Term::standstill(decided_on, STANDSTILL_DAYS, self.pick.calendar);
        self.add(What::Standstill, term.last_day(LastDay::Strict), None, term.reasons());
        term.last_day(LastDay::Strict)
    }

    fn start(&mut self, free_from: Date) {
        let Some(start) = self.practice.start else { return };
        let (nl, en) = if self.practice.needs_standstill {
            ("de opschortende termijn", "the standstill")
        } else {
            ("de beslissing", "the decision")
        };
        let (on, reason) = match start {
            Start::WorkingDays(days) => (
                self.pick.after(free_from, days),
                text!(
                    "{days} werkdagen na {nl}, voor contract en toegang; schrijf `\"zsm\"` als het eerder mag",
                    "{days} working days after {en}, for contract and access; write `\"zsm\"` when earlier will do"
                ),
            ),
            Start::AfterWholeMonth => {
                let first = first_of_month(free_from.plus_months(2));
                (
                    Pick::first(first, |date| self.pick.suits(date)),
                    text!(
                        "de eerste werkdag van een maand, met een hele maand ertussen",
                        "the first working day of a month, with a whole month between"
                    ),
                )
            }
        };
        let mut reasons = vec![reason];
        if let Start::WorkingDays(_) = start {
            reasons.extend(self.passed(free_from, on));
        }
        self.add(What::Start, on, None, reasons);
    }

    /// Which weekdays were passed over, and the days around New Year.
    fn passed(&self, from: Date, until: Date) -> Vec<Text> {
        let mut reasons = Vec::new();
        let days = self.pick.weekdays_off(from, until);
        if !days.is_empty() {
            let said = |language: Language| {
                let names = days.iter().map(|(date, why)| name(*date, Some(*why)).to(language).to_owned());
                names.collect::<Vec<_>>().join(", ")
            };
            let (nl, en) = (said(Language::Dutch), said(Language::English));
            reasons.push(text!("vrij zijn: {nl}", "days off: {en}"));
        }
        let mut day = from;
        while day < until {
            day = day.plus_days(1);
            if is_quiet(day) && self.pick.calendar.day_off(day).is_none() {
                reasons.push(text!(
                    "van 24 december tot en met 2 januari wordt niets gepland",
                    "nothing is planned from 24 December to 2 January"
                ));
                break;
            }
        }
        reasons
    }

    fn notes(&self) -> Vec<Text> {
        let known_until = self.pick.calendar.known_until();
        let is_beyond = self.steps.iter().any(|step| step.date > known_until);
        let until = day(known_until);
        let note = text!(
            "na {nl} zijn de gelijkgestelde dagen nog niet bekend: reken deze planning later opnieuw uit",
            "after {en} the days equated with holidays are not known yet: make this planning again later",
            nl = until.nl,
            en = until.en
        );
        is_beyond.then_some(note).into_iter().collect()
    }

    fn add(&mut self, what: What, date: Date, time: Option<TimeOfDay>, reasons: Vec<Text>) {
        self.steps.push(Step { what, date, time, until: None, reasons });
    }
}

fn first_of_month(date: Date) -> Date {
    Date::new(date.year(), date.month(), 1).expect("every month has a first day")
}
