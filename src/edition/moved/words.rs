//! What is said of a moment that moved.

use super::typed::Written;
use super::{Comparison, Cure, Edge, Moved, PUBLISHED, edge};
use crate::diagnostic::{Code, Diagnostic};
use crate::edition::published::Value;
use crate::language::{Language, Text};
use crate::record::Change;
use crate::text;
use crate::time::{Instant, Moment, print};

/// As many interviews as are named in one message.
const MOST_WINDOWS: usize = 3;

impl Comparison<'_> {
    /// A moment that moved, with what puts it right.
    pub(super) fn diagnostic(&self, moved: &Moved, written: &Written<'_>) -> Diagnostic {
        let field = moved.change.field();
        let path = match moved.cure {
            Cure::Correct(index) => format!("amendments.{}.old", index + 1),
            Cure::Amend(_) | Cure::PutBack => field,
        };
        let help = self.help(moved, written);
        Diagnostic::new(Code::MovedSilently, self.notice.place_of(&path), self.message(moved), help)
    }

    /// A notice that was public already, and says now that it was so at another moment.
    pub(super) fn published_elsewhen(&self) -> Diagnostic {
        let now = self.notice.published;
        let old = Moment { at: self.published.at, day: None };
        let old = self.as_typed(old, None, Edge::Opening);
        let words = |moment: &Moment, language| print::opening(moment, self.zone, language);
        let message = text!(
            "het bericht is volgens de vorige build gepubliceerd op {old_nl} en nu op {new_nl}; op de site stond dus een andere datum",
            "the notice was published on {old_en} in the last build and is on {new_en} now, so the site showed another date",
            old_nl = words(&old, Language::Dutch),
            old_en = words(&old, Language::English),
            new_nl = words(&now, Language::Dutch),
            new_en = words(&now, Language::English),
        );
        let typed = self.typed(&old, Edge::Opening, None);
        let help = text!("zet terug: published = {typed}", "put back: published = {typed}");
        Diagnostic::new(Code::MovedSilently, self.notice.place_of(PUBLISHED), message, help)
    }

    fn message(&self, moved: &Moved) -> Text {
        let what = subject(moved.change);
        let old = self.words(&moved.old, moved.change);
        let Some(new) = &moved.new else {
            return text!(
                "{what_nl} volgens de vorige build {old_nl} en {verb} nu niet meer in het bericht",
                "{what_en} {old_en} in the last build and no longer stands in the record",
                what_nl = what.nl,
                what_en = what.en,
                old_nl = old.nl,
                old_en = old.en,
                verb = if moved.change == Change::Interviews { "staan" } else { "staat" },
            );
        };
        let new = self.words(new, moved.change);
        match moved.cure {
            Cure::Correct(_) => text!(
                "{what_nl} volgens de vorige build {old_nl}, maar volgens `old` van deze wijziging {new_nl}",
                "{what_en} {old_en} in the last build, but {new_en} by the `old` of this amendment",
                what_nl = what.nl,
                what_en = what.en,
                old_nl = old.nl,
                old_en = old.en,
                new_nl = new.nl,
                new_en = new.en,
            ),
            Cure::Amend(_) | Cure::PutBack => text!(
                "{what_nl} volgens de vorige build {old_nl} en {verb} nu {new_nl}, zonder wijziging in `amendments`",
                "{what_en} {old_en} in the last build and {verb_en} {new_en} now, without an amendment",
                what_nl = what.nl,
                what_en = what.en,
                old_nl = old.nl,
                old_en = old.en,
                new_nl = new.nl,
                new_en = new.en,
                verb = if moved.change == Change::Interviews { "zijn" } else { "is" },
                verb_en = if moved.change == Change::Interviews { "are" } else { "is" },
            ),
        }
    }

    fn words(&self, value: &Value, change: Change) -> Text {
        let each = |language| match value {
            Value::Moment(moment) => {
                let moment = self.as_typed(*moment, Some(change), edge(change));
                match moment.day.filter(|_| edge(change) == Edge::Closing) {
                    Some(day) => {
                        let day = print::date(day, language);
                        text!("het einde van {day}", "the end of {day}").to(language).to_owned()
                    }
                    None => print::opening(&moment, self.zone, language),
                }
            }
            Value::Windows(windows) => self.windows(windows, language),
        };
        Text { nl: each(Language::Dutch), en: each(Language::English) }
    }

    /// `dinsdag 10 maart 2026 van 13.00 tot 16.00 uur en donderdag 12 maart 2026 van …`
    fn windows(&self, windows: &[(Instant, Instant)], language: Language) -> String {
        let one = |(starts, ends): &(Instant, Instant)| {
            let ((day, from), (_, until)) = (self.zone.local(*starts), self.zone.local(*ends));
            format!("{} {}", print::date(day, language), print::time_range(from, until, language))
        };
        let mut named: Vec<String> = windows.iter().take(MOST_WINDOWS).map(one).collect();
        if let Some(more) = windows.len().checked_sub(MOST_WINDOWS).filter(|more| *more > 0) {
            named.push(text!("nog {more}", "{more} more").to(language).to_owned());
        }
        named.join(text!(" en ", " and ").to(language))
    }
}

/// What a sentence about it begins with, the verb included.
fn subject(change: Change) -> Text {
    match change {
        Change::RoundDeadline(round) => {
            text!("de sluiting van vragenronde {round} was", "the closing of question round {round} was")
        }
        Change::RoundAnswers(round) => {
            text!(
                "de publicatie van de antwoorden van ronde {round} was",
                "the publication of the answers of round {round} was"
            )
        }
        Change::Interviews => text!("de gesprekken waren", "the interviews were"),
        Change::Closing | Change::Text => text!("de sluiting was", "the closing was"),
    }
}
