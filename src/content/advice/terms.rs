//! Terms that are shorter than the law wants. A law never moves a date here: the warning names the article,
//! explains the count and proposes the line to type.

use super::{Adviser, typed};
use crate::diagnostic::Code;
use crate::language::Text;
use crate::lifecycle::procedure;
use crate::record::Outcome;
use crate::term::{LastDay, Minimum, Procedure, STANDSTILL_DAYS, Term, day};
use crate::text;

impl Adviser<'_> {
    pub(super) fn terms(&mut self) {
        if !self.notice.facts.kind.is_tender() {
            return;
        }
        let procedure = procedure(&self.notice.facts);
        if let Some(procedure) = procedure {
            if procedure.answers_ahead() {
                self.answers();
            }
            if let Some(minimum) = procedure.minimum() {
                self.minimum(minimum);
            }
        }
        self.standstill(procedure.is_some_and(Procedure::needs_standstill));
    }

    /// Answers ten days before tenders are due (Aanbestedingswet 2012, art. 2.54).
    fn answers(&mut self) {
        let closes_on = self.day(self.schedule.closes);
        let term = Term::answers(closes_on, self.calendar);
        let rounds: Vec<_> = self.schedule.rounds.iter().map(|round| round.answers).enumerate().collect();
        for (index, answers) in rounds {
            let Some(answers) = answers else { continue };
            let answers_on = self.day(answers);
            // Answers after the closing have a warning of their own.
            if answers_on <= term.last_day(LastDay::Strict) || answers.at > self.schedule.closes.at {
                continue;
            }
            let nr = index + 1;
            let days = answers_on.days_until(closes_on);
            let cited = term.rule().source().map(|source| source.cited());
            let cited = cited.unwrap_or_else(|| text!("", ""));
            let message = text!(
                "de antwoorden van ronde {nr} komen {days} dagen voor de sluiting; de wet vraagt er {wanted} ({cited_nl})",
                "the answers of round {nr} come {days} days before the closing; the law wants {wanted} ({cited_en})",
                wanted = term.length().count,
                cited_nl = cited.nl,
                cited_en = cited.en,
            );
            let better = term.last_day(LastDay::Safe);
            let (words, line) = (day(better), typed(better, self.time(answers)));
            let help = text!(
                "antwoord uiterlijk op {nl}: answers_on = {line}, of verleng de termijn",
                "answer by {en}: answers_on = {line}, or extend the term",
                nl = words.nl,
                en = words.en,
            );
            let path = format!("questions.rounds.{nr}.answers_on");
            self.told(Code::AnswersLate, &path, &term, message, help);
        }
    }

    /// The least time that a European procedure gives suppliers.
    fn minimum(&mut self, minimum: Minimum) {
        let published_on = self.day(self.notice.published);
        let closes_on = self.day(self.schedule.closes);
        let time = self.time(self.schedule.closes);
        let term = Term::minimum(minimum, published_on, self.calendar);
        // A closing with a time of day would cut the last day short.
        let first = |last: LastDay| if time.is_some() { term.day_after(last) } else { term.last_day(last) };
        if closes_on >= first(LastDay::Safe) {
            return;
        }
        let better = self.calendar.working_day_from(first(LastDay::Safe));
        let (words, line) = (day(better), typed(better, time));
        let cited = minimum.source().cited();
        let days = minimum.days();
        let message = text!(
            "de termijn van {published_nl} tot de sluiting is korter dan de {days} dagen van de wet ({nl})",
            "the time from {published_en} to the closing is shorter than the {days} days of the law ({en})",
            published_nl = day(published_on).nl,
            published_en = day(published_on).en,
            nl = cited.nl,
            en = cited.en,
        );
        let help = text!(
            "sluit niet voor {nl}: deadline = {line}",
            "do not close before {en}: deadline = {line}",
            nl = words.nl,
            en = words.en,
        );
        self.told(Code::TermShort, "response.deadline", &term, message, help);
    }

    /// The standstill of twenty days, and where it ends (Aanbestedingswet 2012, art. 2.127).
    fn standstill(&mut self, is_wanted: bool) {
        let standstill = self.notice.facts.standstill.clone();
        let days = standstill.as_ref().filter(|standstill| standstill.applies).and_then(|it| it.days);
        let days = days.and_then(|days| u32::try_from(days).ok());
        if is_wanted && days.is_none_or(|days| days < STANDSTILL_DAYS) {
            let message = match days {
                Some(days) => text!(
                    "de opschortende termijn is {days} dagen; de wet vraagt er {STANDSTILL_DAYS} (Aanbestedingswet 2012, art. 2.127)",
                    "the standstill takes {days} days; the law wants {STANDSTILL_DAYS} (Aanbestedingswet 2012, art. 2.127)"
                ),
                None => text!(
                    "de wet vraagt een opschortende termijn van {STANDSTILL_DAYS} dagen (Aanbestedingswet 2012, art. 2.127)",
                    "the law wants a standstill of {STANDSTILL_DAYS} days (Aanbestedingswet 2012, art. 2.127)"
                ),
            };
            let help = text!(
                "schrijf: standstill = {{ applies = true, days = {STANDSTILL_DAYS} }}",
                "write: standstill = {{ applies = true, days = {STANDSTILL_DAYS} }}"
            );
            let place = self.place("standstill");
            self.warn(Code::Standstill, place, message, help);
            return;
        }
        let is_award = self.notice.decision.as_ref().is_some_and(|it| it.outcome == Outcome::Gegund);
        let (Some(days), Some(announced), true) = (days, self.embargoed.announced, is_award) else { return };
        let term = Term::standstill(self.day(announced), days, self.calendar);
        let Some(advised) = term.advised() else { return };
        let longer = i64::from(days) + term.last_day(LastDay::Strict).days_until(advised);
        let (last, advised) = (super::named(self.calendar, term.last_day(LastDay::Strict)), day(advised));
        let message = text!(
            "de opschortende termijn eindigt op {nl}, en geen wet verlengt hem",
            "the standstill ends on {en}, and no law extends it",
            nl = last.nl,
            en = last.en,
        );
        let help = text!(
            "laat hem tot en met {nl} duren als u zeker wilt zijn: days = {longer}",
            "let it last through {en} to be safe: days = {longer}",
            nl = advised.nl,
            en = advised.en,
        );
        self.told(Code::Standstill, "standstill", &term, message, help);
    }

    /// A warning with the count beside it.
    fn told(&mut self, code: Code, path: &str, term: &Term, message: Text, help: Text) {
        let place = self.place(path);
        self.warn(code, place, message, help).reasons = term.reasons();
    }
}
