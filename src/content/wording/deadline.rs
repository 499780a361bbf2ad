//! Running text that names another moment of closing than the record does.
//!
//! Two closing times in one tender go to court, and nobody can say which of them counts. But most dates in a
//! text are about something else, so only a sentence of a known shape is read as naming the closing: words of
//! responding, words that may stand between, a bound, and a date. Everything else is passed over.

mod claims;
mod vocabulary;

use super::at;
use super::passages::Passage;
use crate::content::reader::Reader;
use crate::diagnostic::{Code, Diagnostic, Label};
use crate::language::Language;
use crate::record::{Notice, Start, Stretch};
use crate::source::Node;
use crate::text;
use crate::time::{Bound, Date, Instant, Moment, Reading, Zone, print};
use claims::{Bounded, Claim, claims_of};

/// Parts of a record whose dates are about something else, or were right at their own time.
const OTHER_PARTS: &[&str] =
    &["amendments", "decision", "withdrawn", "interviews", "contract", "standstill", "author"];

/// Compares what the texts say with the closing, and with the closings that amendments replaced.
pub(super) fn check(notice: &Notice, root: &Node, passages: &[Passage], reader: &mut Reader<'_>) {
    // There responding goes in two steps, each with a moment of its own, and the record holds one.
    let is_two_steps = notice
        .facts
        .procedure
        .as_ref()
        .is_some_and(|procedure| procedure.sort.as_deref() == Some("niet-openbaar"));
    if is_two_steps {
        return;
    }
    let own = Moments::of(notice, reader);
    for passage in passages {
        if OTHER_PARTS.contains(&passage.key.split('.').next().unwrap_or_default()) {
            continue;
        }
        if passage.key.ends_with(".question") || passage.key == "title" {
            continue;
        }
        for (block, claim) in claims_of(&passage.blocks) {
            if own.agree(&claim) {
                continue;
            }
            let found = block.words[claim.span.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
            let place = passage.place(block, &claim.span);
            let diagnostic = diagnostic(&found, place, notice, root, reader);
            reader.problems.found.push(diagnostic);
        }
    }
}

fn diagnostic(
    found: &str,
    place: crate::diagnostic::Place,
    notice: &Notice,
    root: &Node,
    reader: &Reader<'_>,
) -> Diagnostic {
    let closes = notice.newest().schedule.closes;
    let nl = print::closing(&closes, reader.zone, Language::Dutch);
    let en = print::closing(&closes, reader.zone, Language::English);
    let message = text!(
        "de tekst noemt \"{found}\" als sluiting, maar `response.deadline` een ander moment",
        "the text names \"{found}\" as the closing, but `response.deadline` another moment"
    );
    let help = text!(
        "schrijf ook hier \"{nl}\", of laat de datum weg: de pagina noemt hem al",
        "write \"{nl}\" here too, or leave the date out: the page shows it already"
    );
    let words = if closes.day.is_some() {
        text!("open {nl}", "open {en}")
    } else {
        text!("sluit op {nl}", "closes on {en}")
    };
    let mut diagnostic = Diagnostic::new(Code::ClosingInText, place, message, help);
    if let Some(node) = at(root, &["response", "deadline"]) {
        diagnostic.context.push(Label { place: reader.place(node.span.clone()), text: Some(words) });
    }
    diagnostic
}

/// What is known of a record's moments.
struct Moments {
    reading: Reading,
    /// The closing, and those that amendments replaced.
    closings: Vec<Moment>,
    /// Days on which something else happens: a sentence about one of those is not about the closing.
    others: Vec<Date>,
}

impl Moments {
    fn of(notice: &Notice, reader: &Reader<'_>) -> Self {
        let zone = reader.zone;
        let day = |moment: &Moment| moment.day.unwrap_or_else(|| zone.date_of(moment.at));
        let mut closings = Vec::new();
        let mut others = vec![day(&notice.published)];
        // What an amendment replaced may still be named in the text.
        for Stretch { schedule, embargoed, .. } in &notice.history {
            closings.push(schedule.closes);
            for round in &schedule.rounds {
                others.extend(round.deadline.iter().chain(&round.answers).map(day));
            }
            if let Some(interviews) = &schedule.interviews {
                others.extend(interviews.windows.iter().map(|window| window.date));
                others.extend(interviews.invitation_by.iter().map(day));
            }
            others.extend(schedule.decision_expected_on);
            others.extend(embargoed.announced.iter().map(day));
            others.extend(schedule.ends_on);
            if let Some(Start::On(start)) = schedule.starts {
                others.push(start);
            }
        }
        Self { reading: Reading { zone, published_on: reader.published_on }, closings, others }
    }

    /// Whether the claim is that of the record, or may be about something else.
    fn agree(&self, claim: &Claim) -> bool {
        // What cannot be read with certainty is not judged.
        let Ok((claimed, _)) = claim.written.closing(Bound::TotEnMet, &self.reading) else { return true };
        let zone = self.reading.zone;
        let day = claimed.day.unwrap_or_else(|| zone.date_of(claimed.at));
        self.others.contains(&day)
            || self.closings.iter().any(|closing| is_same(closing, &claimed, day, claim.bounded, zone))
    }
}

fn is_same(closing: &Moment, claimed: &Moment, day: Date, bounded: Bounded, zone: Zone) -> bool {
    // The day before the instant at which it closes: 24.00 uur of that day.
    let last_open_day = zone.date_of(seconds_before(closing.at, 1));
    if claimed.day.is_some() {
        let is_named_day = day == last_open_day || (closing.day.is_none() && day == zone.date_of(closing.at));
        return is_named_day || (bounded == Bounded::Before && day == zone.date_of(closing.at));
    }
    // 23.59, 23.59.59 and 24.00 uur are one to people.
    (claimed.at.unix_seconds() - closing.at.unix_seconds()).abs() <= 60
}

fn seconds_before(at: Instant, seconds: i64) -> Instant {
    Instant::from_unix_seconds(at.unix_seconds() - seconds).unwrap_or(at)
}

#[cfg(test)]
mod tests;
