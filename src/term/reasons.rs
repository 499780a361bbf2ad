//! What an editor should know about a term, in plain words.

use super::rule::{Rule, Standing};
use super::value::{Direction, LastDay, Other, Term};
use crate::language::{Language, Text};
use crate::text;
use crate::time::{Date, DayOff, Unit, print};

impl Term {
    /// How the term came to its last day, and what to do about it: sentences without a capital and a full
    /// stop, in the order in which one would tell them.
    #[must_use]
    pub fn reasons(&self) -> Vec<Text> {
        let mut reasons = vec![self.counting(), self.last_day_in_words()];
        reasons.extend(self.consequence());
        // The last day itself has been told.
        if self.passed.iter().any(|(date, _)| *date != self.strict) {
            let days: Vec<Text> = self.passed.iter().map(|(date, why)| name(*date, Some(*why))).collect();
            let (nl, en) = (joined(&days, Language::Dutch), joined(&days, Language::English));
            reasons.push(text!("tellen niet als werkdag: {nl}", "no working days are: {en}"));
        }
        reasons.extend(self.source_in_words());
        if self.is_beyond_known() {
            let until = short(self.known_until);
            reasons.push(text!(
                "na {nl} zijn de gelijkgestelde dagen nog niet bekend: reken deze datum later opnieuw uit",
                "after {en} the days equated with holidays are not known yet: count this date again later",
                nl = until.nl,
                en = until.en
            ));
        }
        reasons
    }

    /// From where is counted.
    fn counting(&self) -> Text {
        let (nl, en) = (
            print::duration(&self.length, Language::Dutch),
            print::duration(&self.length, Language::English),
        );
        let event = day(self.event);
        let (event_nl, event_en) = (&event.nl, &event.en);
        let is_one = self.length.count == 1;
        match self.direction {
            Direction::Forward if is_one && self.length.unit != Unit::Years => text!(
                "{nl} telt vanaf de dag na {event_nl}; die dag zelf telt niet mee",
                "{en} counts from the day after {event_en}; that day itself does not count"
            ),
            Direction::Forward => {
                let counts = if is_one { ("telt", "counts") } else { ("tellen", "count") };
                let (verb_nl, verb_en) = counts;
                text!(
                    "de {nl} {verb_nl} vanaf de dag na {event_nl}; die dag zelf telt niet mee",
                    "the {en} {verb_en} from the day after {event_en}; that day itself does not count"
                )
            }
            Direction::Back => text!(
                "{nl} terug vanaf {event_nl}; die dag zelf telt niet mee",
                "{en} back from {event_en}; that day itself does not count"
            ),
        }
    }

    fn last_day_in_words(&self) -> Text {
        let last = name(self.strict, self.strict_is_off);
        text!("de laatste dag is {nl}", "the last day is {en}", nl = last.nl, en = last.en)
    }

    /// What a day off, or too few working days, mean for the end.
    fn consequence(&self) -> Option<Text> {
        let safe = day(self.last_day(LastDay::Safe));
        let (nl, en) = (&safe.nl, &safe.en);
        let law = self.extending_law();
        let (law_nl, law_en) = (&law.nl, &law.en);
        match (self.other, self.rule) {
            (Some(Other::EndsOnDayOff(_)), _) => Some(text!(
                "dat is geen werkdag: {law_nl} verlengt de termijn tot en met {nl}",
                "that is no working day: {law_en} extends the term up to and including {en}"
            )),
            (Some(Other::TooFewWorkingDays(_)), _) => Some(text!(
                "in de termijn horen ten minste twee werkdagen: {law_nl} verlengt hem tot en met {nl}",
                "the term must hold at least two working days: {law_en} extends it up to and including {en}"
            )),
            (Some(Other::Advice(_)), Rule::Answers) => Some(text!(
                "terugtellen verlengt niet (Algemene termijnenwet, art. 1 lid 2), dus de dag blijft staan; \
                 antwoord uiterlijk op {nl} als u op een werkdag wilt publiceren",
                "counting back extends nothing (Algemene termijnenwet, art. 1 lid 2), so the day stays; \
                 answer by {en} to publish on a working day"
            )),
            (Some(Other::Advice(_)), Rule::Standstill) => Some(text!(
                "de Algemene termijnenwet verlengt alleen wettelijke termijnen en niet de termijn in uw brief, \
                 dus deze datum schuift niet vanzelf; noem {nl} als u zeker wilt zijn",
                "the Algemene termijnenwet extends terms that a law sets and not the term in your letter, \
                 so this date does not move by itself; name {en} to be safe"
            )),
            (Some(Other::Advice(_)), _) => Some(text!(
                "dat is geen werkdag, en geen wet verlengt deze termijn; noem {nl} als dat beter uitkomt",
                "that is no working day, and no law extends this term; name {en} if that suits better"
            )),
            (None, Rule::Statutory) if self.strict_is_off.is_some() => Some(text!(
                "de datum blijft staan: de Algemene termijnenwet verlengt geen termijn van meer dan 90 dagen, \
                 twaalf weken of drie maanden, of in jaren (art. 4)",
                "the date stays: the Algemene termijnenwet extends no term of more than 90 days, twelve \
                 weeks or three months, or in years (art. 4)"
            )),
            (None, _) => None,
        }
    }

    /// The law that extends the term, with the article.
    fn extending_law(&self) -> Text {
        let is_dutch = self.rule == Rule::Statutory;
        match (is_dutch, self.other) {
            (true, Some(Other::TooFewWorkingDays(_))) => {
                text!("de Algemene termijnenwet (art. 2)", "the Algemene termijnenwet (art. 2)")
            }
            (true, _) => text!("de Algemene termijnenwet (art. 1)", "the Algemene termijnenwet (art. 1)"),
            (false, _) => text!("Verordening 1182/71 (art. 3)", "Regulation 1182/71 (art. 3)"),
        }
    }

    fn source_in_words(&self) -> Option<Text> {
        let source = self.rule.source()?;
        let cited = source.cited();
        let (nl, en) = (cited.nl, cited.en);
        Some(match source.standing {
            Standing::Read => text!("regel: {nl}", "rule: {en}"),
            Standing::Secondhand => text!(
                "regel: {nl}; lees het artikel na voordat u zich erop beroept",
                "rule: {en}; read the article before you rely on it"
            ),
        })
    }
}

/// A date in words, in both languages: `donderdag 9 november 2023`.
#[must_use]
pub fn day(date: Date) -> Text {
    Text { nl: print::date(date, Language::Dutch), en: print::date(date, Language::English) }
}

fn short(date: Date) -> Text {
    Text { nl: print::short_date(date, Language::Dutch), en: print::short_date(date, Language::English) }
}

/// A date in words with what it is, when its weekday does not say so: `zondag 5 mei 2024 (Bevrijdingsdag)`.
#[must_use]
pub fn name(date: Date, day_off: Option<DayOff>) -> Text {
    let words = day(date);
    match day_off {
        None | Some(DayOff::Saturday | DayOff::Sunday) => words,
        Some(reason @ (DayOff::Holiday(_) | DayOff::Equated | DayOff::Closed)) => {
            let (what, nl, en) = (reason.name(), words.nl, words.en);
            text!("{nl} ({what_nl})", "{en} ({what_en})", what_nl = what.nl, what_en = what.en)
        }
    }
}

fn joined(texts: &[Text], language: Language) -> String {
    texts.iter().map(|text| text.to(language)).collect::<Vec<_>>().join(", ")
}
