//! What to type to put right a moment that moved.

use super::typed::Written;
use super::{Comparison, Cure, Edge, Moved, edge};
use crate::edition::published::Value;
use crate::language::Text;
use crate::lifecycle::in_force;
use crate::record::Change;
use crate::source::quoted;
use crate::text;
use crate::time::{Bound, Instant, Moment};

impl Comparison<'_> {
    /// What to type: whole lines of TOML below a line that says where they belong.
    pub(super) fn help(&self, moved: &Moved, written: &Written<'_>) -> Text {
        let old = self.old(moved, written);
        match moved.cure {
            Cure::Amend(on) => {
                let (on, field) = (self.local(on), moved.change.field());
                if written.is_inline_list("amendments") {
                    return text!(
                        "zet dit erbij in de lijst `amendments`, met de reden:\n\
                         {{ on = {on}, field = \"{field}\", old = {old}, reason = \"…\" }}",
                        "add this to the list `amendments`, with the reason:\n\
                         {{ on = {on}, field = \"{field}\", old = {old}, reason = \"…\" }}"
                    );
                }
                text!(
                    "zet dit onder aan de gegevens, met de reden:\n\
                     [[amendments]]\non = {on}\nfield = \"{field}\"\nold = {old}\nreason = \"…\"",
                    "put this at the end of the data, with the reason:\n\
                     [[amendments]]\non = {on}\nfield = \"{field}\"\nold = {old}\nreason = \"…\""
                )
            }
            Cure::Correct(_) => text!("schrijf: old = {old}", "write: old = {old}"),
            Cure::PutBack => {
                let field = moved.change.field();
                let (key, round) = match moved.change {
                    Change::RoundAnswers(round) => ("answers_on", round),
                    Change::RoundDeadline(round) => ("deadline", round),
                    Change::Text | Change::Closing | Change::Interviews => (&*field, 1),
                };
                text!(
                    "zet ronde {round} terug in [[questions.rounds]]: {key} = {old}",
                    "put round {round} back in [[questions.rounds]]: {key} = {old}"
                )
            }
        }
    }

    /// The value that was published, in TOML.
    fn old(&self, moved: &Moved, written: &Written<'_>) -> String {
        match &moved.old {
            Value::Windows(windows) => self.interviews(windows),
            Value::Moment(published) => {
                let moment = self.as_typed(*published, Some(moved.change), edge(moved.change));
                let field = moved.change.field();
                let table = field.rsplit_once('.').map_or("", |(table, _)| table);
                let bound = written.text(&format!("{table}.bound")).and_then(Bound::read);
                self.typed(&moment, edge(moved.change), bound)
            }
        }
    }

    /// A moment as an author types it.
    pub(super) fn typed(&self, moment: &Moment, edge: Edge, bound: Option<Bound>) -> String {
        match moment.day {
            None => self.local(moment.at),
            // Of a closing with `tot` the day itself is closed.
            Some(day) if edge == Edge::Closing && bound == Some(Bound::Tot) => day.plus_days(1).to_string(),
            Some(day) => day.to_string(),
        }
    }

    /// An instant as a local date-time; with its offset where the clock shows it twice.
    fn local(&self, at: Instant) -> String {
        if self.zone.is_fold(at).is_some() {
            return self.zone.rfc3339(at);
        }
        let (date, time) = self.zone.local(at);
        format!("{date}T{time}")
    }

    /// The table of the interviews as it was: an amendment replaces it whole, so what was not published as data
    /// comes along as it is now.
    fn interviews(&self, windows: &[(Instant, Instant)]) -> String {
        let window = |(starts, ends): &(Instant, Instant)| {
            let ((date, from), (_, until)) = (self.zone.local(*starts), self.zone.local(*ends));
            format!("{{ date = {date}, from = {from}, until = {until} }}")
        };
        let windows: Vec<String> = windows.iter().map(window).collect();
        let mut keys = vec![format!("windows = [{}]", windows.join(", "))];
        let now = in_force(self.notice, self.then).schedule.interviews.as_ref();
        if let Some(invitation) = self.published.invitation_by() {
            let moment = self.as_typed(invitation, None, Edge::Closing);
            keys.push(format!("invitation_by = {}", self.typed(&moment, Edge::Closing, None)));
        }
        if let Some(now) = now {
            let text = |key: &str, value: &Option<String>| {
                value.as_ref().map(|value| format!("{key} = {}", quoted(value)))
            };
            keys.extend(text("place", &now.place));
            keys.extend(now.slot_minutes.map(|minutes| format!("slot_minutes = {minutes}")));
            keys.extend((now.break_minutes > 0).then(|| format!("break_minutes = {}", now.break_minutes)));
            keys.extend(text("panel", &now.panel));
            keys.extend(text("others_informed", &now.others_informed));
        }
        format!("{{ {} }}", keys.join(", "))
    }
}
