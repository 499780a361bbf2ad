//! What people call phases, events and notices.

use super::{Event, Phase, Planned};
use crate::language::{Language, Text};
use crate::record::{Kind, Notice};
use crate::text;
use crate::time::{Instant, Zone, print};

/// A phase's label (the record format, section 4).
#[must_use]
pub fn phase(phase: Phase) -> Text {
    match phase {
        Phase::Scheduled => text!("gepland", "scheduled"),
        Phase::QuestionsOpen => text!("open, vragen stellen kan", "open, questions can be asked"),
        Phase::AnswersPending => text!("open, antwoorden volgen", "open, answers to come"),
        Phase::Open => text!("open", "open"),
        Phase::Closed => text!("reactietermijn verlopen", "closed"),
        Phase::Interviewing => text!("gesprekken", "interviews"),
        Phase::Deciding => text!("in beoordeling", "being decided"),
        Phase::Standstill => text!("opschortende termijn", "standstill"),
        Phase::Awarded => text!("gegund", "awarded"),
        Phase::NotAwarded => text!("niet gegund", "not awarded"),
        Phase::Filled => text!("vervuld", "filled"),
        Phase::Withdrawn => text!("ingetrokken", "withdrawn"),
    }
}

/// What happens, as the end of a sentence about the notice: `sluit`.
#[must_use]
pub fn event(event: &Event) -> Text {
    match event {
        Event::Published => text!("verschijnt", "is published"),
        Event::Amended { field, .. } => text!("wijzigt ({field})", "is amended ({field})"),
        Event::QuestionsClose { round } => {
            text!("vragen stellen stopt (ronde {round})", "questions close (round {round})")
        }
        Event::AnswersPublished { round } => {
            text!("antwoorden verschijnen (ronde {round})", "answers are published (round {round})")
        }
        Event::AnswerPublished { round, nr } => {
            text!("vraag {nr} verschijnt (ronde {round})", "question {nr} is published (round {round})")
        }
        Event::ResponseCloses => text!("sluit", "closes"),
        Event::InvitationsDue => text!("uitnodigingen zijn verstuurd", "invitations are out"),
        Event::InterviewsEnd => text!("gesprekken zijn afgelopen", "interviews end"),
        Event::InterviewsStart => text!("gesprekken beginnen", "interviews start"),
        Event::DecisionAnnounced => text!("beslissing wordt bekend", "decision is announced"),
        Event::StandstillEnds => text!("opschortende termijn eindigt", "standstill ends"),
        Event::Withdrawn => text!("wordt ingetrokken", "is withdrawn"),
        Event::RetentionEnds => text!("verdwijnt van de site", "is taken off the site"),
    }
}

/// What a planning holds: `sluit`, `beslissing verwacht`.
#[must_use]
pub fn planned(planned: &Planned) -> Text {
    match planned {
        Planned::Event(event) => self::event(&event.event),
        Planned::DecisionExpected(_) => text!("beslissing verwacht", "decision expected"),
        Planned::Starts(_) => text!("start", "start"),
        Planned::Document { file, .. } => text!("bijlage {file} verschijnt", "document {file} is published"),
    }
}

/// A notice and what happens to it as one sentence: `aanvraag 14001 sluit`, `aanvraag 14001: gesprekken
/// beginnen`.
#[must_use]
pub fn sentence(what: &Text, event: &Event) -> Text {
    let own_subject = matches!(
        event,
        Event::QuestionsClose { .. }
            | Event::AnswersPublished { .. }
            | Event::AnswerPublished { .. }
            | Event::InvitationsDue
            | Event::InterviewsEnd
            | Event::InterviewsStart
            | Event::DecisionAnnounced
            | Event::StandstillEnds
    );
    let (colon, words) = (if own_subject { ":" } else { "" }, self::event(event));
    text!(
        "{what_nl}{colon} {words_nl}",
        "{what_en}{colon} {words_en}",
        what_nl = what.nl,
        what_en = what.en,
        words_nl = words.nl,
        words_en = words.en
    )
}

/// A notice to which a document is added, as one sentence.
#[must_use]
pub fn document(what: &Text, file: &str) -> Text {
    let (nl, en) = (&what.nl, &what.en);
    text!("{nl}: bijlage {file} verschijnt", "{en}: document {file} is published")
}

/// A notice as people speak of it: `aanvraag 14001`.
#[must_use]
pub fn notice(notice: &Notice) -> Text {
    let id = notice.id();
    match notice.brief.kind {
        Kind::Inhuur => text!("aanvraag {id}", "request {id}"),
        Kind::Aanbesteding => text!("aanbesteding {id}", "tender {id}"),
        Kind::Vacature => text!("vacature {id}", "vacancy {id}"),
    }
}

/// An instant in words, in both languages.
#[must_use]
pub fn instant(at: Instant, zone: Zone) -> Text {
    Text { nl: print::instant(at, zone, Language::Dutch), en: print::instant(at, zone, Language::English) }
}
