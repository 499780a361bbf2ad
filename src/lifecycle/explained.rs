//! The planning of a notice with the reason of every date: for its editors, never for readers, as it holds
//! what is still under embargo.

use super::{Event, Phase, Rules, TimedEvent, announced_on, documents, in_force, phase, timeline};
use crate::language::{Language, Text};
use crate::record::{Amendment, Change, Derived, Facts, Notice, Start};
use crate::term::{self, LastDay, Procedure, ProcedureType, Term};
use crate::text;
use crate::time::{Anchor, Bound, Date, Instant, Moment, Unit, print};

/// A date of the planning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// From when it holds; of a day its first instant.
    pub at: Instant,
    /// What happens.
    pub what: Planned,
    /// The path of the key from which it follows, when it is one.
    pub path: Option<String>,
    /// When, as people read it.
    pub when: Text,
    /// How it came to this date: sentences without a capital and a full stop.
    pub reasons: Vec<Text>,
    /// The phase that holds from then on.
    pub phase: Phase,
}

impl Explained {
    /// Whether anyone outside may know of it at `at`, the instant at which it was explained.
    #[must_use]
    pub fn is_public(&self, notice: &Notice, at: Instant) -> bool {
        let is_known = match &self.what {
            Planned::Event(event) => event.is_known,
            Planned::DecisionExpected(_) | Planned::Starts(_) => true,
            Planned::Document { moment, .. } => moment.at <= at,
        };
        is_known && at >= notice.published.at
    }
}

/// What a planning holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Planned {
    /// An event of the timeline.
    Event(TimedEvent),
    /// A decision is expected.
    DecisionExpected(Date),
    /// The work starts.
    Starts(Date),
    /// A document with a moment of its own appears.
    Document {
        /// Its path below the page's address.
        file: String,
        /// When.
        moment: Moment,
    },
}

/// The procedure of a notice, when its facts name one.
#[must_use]
pub fn procedure(facts: &Facts) -> Option<Procedure> {
    let typed = facts.procedure.as_ref()?;
    let sort = ProcedureType::read(typed.sort.as_deref()?)?;
    Some(Procedure { sort, eu: typed.eu.unwrap_or_default() })
}

/// The whole planning of a notice as it stands at `at`, in the order of time.
#[must_use]
pub fn explain(notice: &Notice, at: Instant, rules: &Rules<'_>) -> Vec<Explained> {
    let explainer = Explainer { notice, at, rules };
    let mut planning: Vec<Explained> =
        timeline(notice, at, rules).into_iter().map(|event| explainer.event(event)).collect();
    let schedule = &in_force(notice, at).schedule;
    let expected =
        schedule.decision_expected_on.filter(|_| announced_on(notice, at).is_none_or(|it| it.at > at));
    let starts = match schedule.starts {
        Some(Start::On(date)) => Some(date),
        _ => None,
    };
    let dates = expected.map(|date| (Planned::DecisionExpected(date), "decision.expected_on", date));
    let dates = dates.into_iter().chain(starts.map(|date| (Planned::Starts(date), "contract.start", date)));
    planning.extend(dates.map(|(what, path, date)| explainer.date(what, path, date)));
    for (index, (document, own)) in documents(notice, at).enumerate() {
        let Some(moment) = own else { continue };
        let what = Planned::Document { file: document.attachment.file.clone(), moment };
        planning.push(explainer.document(what, index + 1, moment));
    }
    planning.sort_by_key(|explained| explained.at);
    planning
}

struct Explainer<'a> {
    notice: &'a Notice,
    at: Instant,
    rules: &'a Rules<'a>,
}

impl Explainer<'_> {
    fn event(&self, event: TimedEvent) -> Explained {
        let moment = Moment { at: event.at, day: event.day };
        let path = self.path(&event);
        let is_closing = matches!(
            event.event,
            Event::ResponseCloses | Event::QuestionsClose { .. } | Event::InvitationsDue
        );
        let when = self.words(moment, is_closing);
        let mut reasons = Vec::new();
        if let Some(path) = &path {
            reasons.extend(self.derived(path));
            reasons.extend(self.amended(path));
        }
        reasons.extend(self.reading(&event.event, moment, is_closing));
        reasons.extend(self.law(&event.event, moment));
        if !matches!(event.event, Event::Published | Event::Amended { .. } | Event::RetentionEnds) {
            reasons.extend(self.day_off(self.day(moment)));
        }
        let phase = phase(self.notice, event.at, self.rules);
        Explained { at: event.at, what: Planned::Event(event), path, when, reasons, phase }
    }

    fn date(&self, what: Planned, path: &str, date: Date) -> Explained {
        let mut reasons: Vec<Text> = self.derived(path).into_iter().collect();
        reasons.extend(self.day_off(date));
        let at = self.rules.zone.day_starts(date);
        let phase = phase(self.notice, at, self.rules);
        Explained { at, what, path: Some(path.to_owned()), when: term::day(date), reasons, phase }
    }

    /// The document with this number, from 1.
    fn document(&self, what: Planned, nr: usize, moment: Moment) -> Explained {
        let path = format!("documents.{nr}.published");
        let reasons = self.derived(&path).into_iter().collect();
        let phase = phase(self.notice, moment.at, self.rules);
        let when = self.words(moment, false);
        Explained { at: moment.at, what, path: Some(path), when, reasons, phase }
    }

    fn path(&self, timed: &TimedEvent) -> Option<String> {
        let path = match &timed.event {
            Event::Published => "published".to_owned(),
            Event::Amended { field, .. } => {
                let is_meant = |it: &Amendment| it.change.field() == *field && it.on.at == timed.at;
                let index = self.notice.amendments.iter().position(is_meant)?;
                format!("amendments.{}.on", index + 1)
            }
            Event::QuestionsClose { round } => format!("questions.rounds.{round}.deadline"),
            Event::AnswersPublished { round } => format!("questions.rounds.{round}.answers_on"),
            Event::ResponseCloses => "response.deadline".to_owned(),
            Event::InvitationsDue => "interviews.invitation_by".to_owned(),
            Event::InterviewsStart | Event::InterviewsEnd => {
                self.counted(timed, "interviews.windows.").unwrap_or_else(|| "interviews".to_owned())
            }
            Event::DecisionAnnounced => "decision.announced".to_owned(),
            Event::StandstillEnds => "standstill".to_owned(),
            Event::Withdrawn => "withdrawn.on".to_owned(),
            Event::AnswerPublished { .. } => return self.counted(timed, ".items."),
            Event::RetentionEnds => return None,
        };
        Some(path)
    }

    /// The path of a counted moment of a list that falls on the day of the event; which of the list it is does
    /// not matter, as both then fall on one day.
    fn counted(&self, timed: &TimedEvent, list: &str) -> Option<String> {
        let day = self.rules.zone.date_of(timed.at);
        let derived = in_force(self.notice, self.at).derived.iter().filter(|(path, _)| path.contains(list));
        let mut on_day = derived.filter(|(_, it)| {
            it.relative.from(it.from, self.rules.calendar).is_ok_and(|anchor| anchor.date == day)
        });
        on_day.next().map(|(path, _)| path.clone())
    }

    /// From which moment it was counted (M10), and which days were passed over.
    fn derived(&self, path: &str) -> Option<Text> {
        let Derived { relative, from } = in_force(self.notice, self.at).derived.get(path)?;
        let reference = self.anchor(*from);
        let found = relative.from(*from, self.rules.calendar).ok()?.date;
        let (first, last) =
            if found < from.date { (found, from.date.plus_days(-1)) } else { (from.date, found) };
        let passed = self.rules.calendar.days_off(first, last);
        let is_counted = relative.distance.unit == Unit::WorkingDays && !passed.is_empty();
        let names: Vec<Text> = passed.iter().map(|(date, why)| term::name(*date, Some(*why))).collect();
        let list = |language| names.iter().map(|name| name.to(language)).collect::<Vec<_>>().join(", ");
        let (skipped_nl, skipped_en) = if is_counted {
            (
                format!("; geen werkdag: {}", list(Language::Dutch)),
                format!("; no working days: {}", list(Language::English)),
            )
        } else {
            (String::new(), String::new())
        };
        Some(text!(
            "geteld: {relative} ({nl}){skipped_nl}",
            "counted: {relative} ({en}){skipped_en}",
            nl = reference.nl,
            en = reference.en,
        ))
    }

    /// Since when this value holds, and what stood there before.
    fn amended(&self, path: &str) -> Vec<Text> {
        let is_meant = |change: Change| change.field() == path;
        let horizon = super::horizon(self.notice, self.at);
        let past = self.notice.amendments.iter().filter(|it| it.on.at <= horizon && is_meant(it.change));
        past.map(|amendment| {
            let on = self.words(amendment.on, false);
            let reason = &amendment.reason;
            let before = &super::in_force::before(self.notice, amendment.on.at).schedule;
            match super::timeline::moment_of(before, amendment.change) {
                Some(old) => {
                    let old = self.words(old, path.ends_with("deadline"));
                    text!(
                        "gewijzigd op {nl} ({reason}); eerst: {old_nl}",
                        "amended on {en} ({reason}); before: {old_en}",
                        nl = on.nl,
                        en = on.en,
                        old_nl = old.nl,
                        old_en = old.en,
                    )
                }
                None => text!(
                    "gewijzigd op {nl} ({reason})",
                    "amended on {en} ({reason})",
                    nl = on.nl,
                    en = on.en
                ),
            }
        })
        .collect()
    }

    /// How a date with or without a time is read (the record format, M4 to M7).
    fn reading(&self, event: &Event, moment: Moment, is_closing: bool) -> Option<Text> {
        let Some(_) = moment.day else {
            return (*event == Event::ResponseCloses).then(|| {
                text!(
                    "een sluiting met een tijd sluit op de seconde: wie precies dan reageert, is te laat",
                    "a closing with a time closes at that second: who responds then is too late"
                )
            });
        };
        let starts = term::day(self.rules.zone.date_of(moment.at));
        Some(match (is_closing, event, self.notice.facts.response.bound) {
            (true, Event::ResponseCloses, Bound::Tot) => text!(
                "een datum zonder tijd met `tot`: de dag ervoor is de laatste, dus gesloten vanaf {nl}, 00.00 uur",
                "a bare date with `tot`: the day before is the last, so closed from {en}, 00:00",
                nl = starts.nl,
                en = starts.en,
            ),
            (true, ..) => text!(
                "een datum zonder tijd telt die hele dag mee: voorbij vanaf {nl}, 00.00 uur",
                "a bare date counts that whole day: over from {en}, 00:00",
                nl = starts.nl,
                en = starts.en,
            ),
            (false, ..) => {
                text!("een datum zonder tijd begint om 00.00 uur", "a bare date begins at 00:00")
            }
        })
    }

    /// What the law says of it, for a tender.
    fn law(&self, event: &Event, moment: Moment) -> Vec<Text> {
        let procedure = procedure(&self.notice.facts).filter(|_| self.notice.facts.kind.is_tender());
        let calendar = self.rules.calendar;
        let schedule = &in_force(self.notice, self.at).schedule;
        match event {
            Event::ResponseCloses => {
                let minimum = procedure.and_then(Procedure::minimum);
                let published = self.day(self.notice.published);
                minimum.map(|it| Term::minimum(it, published, calendar).reasons()).unwrap_or_default()
            }
            Event::AnswersPublished { .. } if procedure.is_some_and(Procedure::answers_ahead) => {
                Term::answers(self.day(schedule.closes), calendar).reasons()
            }
            Event::StandstillEnds => {
                let days = self.notice.facts.standstill.as_ref().and_then(|it| it.days);
                let days = days.and_then(|days| u32::try_from(days).ok());
                let announced = announced_on(self.notice, self.at);
                let Some((days, announced)) = days.zip(announced) else { return Vec::new() };
                let term = Term::standstill(self.day(announced), days, calendar);
                debug_assert_eq!(
                    self.rules.zone.day_starts(term.day_after(LastDay::Strict)),
                    moment.at,
                    "the phase and the term count alike"
                );
                term.reasons()
            }
            Event::RetentionEnds => {
                let Some(retention) = self.rules.retention else { return Vec::new() };
                let words = |language| print::duration(&retention, language);
                vec![text!(
                    "bewaartermijn: {nl} na de laatste van sluiting, beslissing en intrekking (`retention.closed` in termijn.toml)",
                    "retention: {en} after the last of closing, decision and withdrawal (`retention.closed` in termijn.toml)",
                    nl = words(Language::Dutch),
                    en = words(Language::English),
                )]
            }
            _ => Vec::new(),
        }
    }

    fn day_off(&self, date: Date) -> Option<Text> {
        let reason = self.rules.calendar.day_off(date)?;
        let name = term::name(date, Some(reason));
        Some(text!(
            "let op: {nl} is geen werkdag",
            "mind: {en} is no working day",
            nl = name.nl,
            en = name.en
        ))
    }

    fn day(&self, moment: Moment) -> Date {
        moment.day.unwrap_or_else(|| self.rules.zone.date_of(moment.at))
    }

    fn words(&self, moment: Moment, is_closing: bool) -> Text {
        let words = |language| {
            if is_closing {
                print::closing(&moment, self.rules.zone, language)
            } else {
                print::opening(&moment, self.rules.zone, language)
            }
        };
        Text { nl: words(Language::Dutch), en: words(Language::English) }
    }

    fn anchor(&self, anchor: Anchor) -> Text {
        let day = term::day(anchor.date);
        match anchor.time {
            Some(time) => text!(
                "{nl}, {time_nl}",
                "{en}, {time_en}",
                nl = day.nl,
                en = day.en,
                time_nl = print::time(time, Language::Dutch),
                time_en = print::time(time, Language::English),
            ),
            None => day,
        }
    }
}
