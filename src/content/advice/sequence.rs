//! The order in which people expect things to happen, beside the closing: what the record format calls an
//! error or a warning of its own is judged elsewhere (`content::order`).

use super::Adviser;
use crate::diagnostic::Code;
use crate::language::Text;
use crate::term::day;
use crate::text;
use crate::time::{Date, Moment};

impl Adviser<'_> {
    pub(super) fn sequence(&mut self) {
        let published = self.notice.published;
        for (index, round) in self.schedule.rounds.clone().into_iter().enumerate() {
            let nr = index + 1;
            if let Some(deadline) = round.deadline.filter(|deadline| deadline.at <= published.at) {
                let message = text!(
                    "vragenronde {nr} is al voorbij als het bericht verschijnt",
                    "question round {nr} is over when the notice appears"
                );
                let help = text!(
                    "laat de ronde na de publicatie eindigen",
                    "let the round end after the publication"
                );
                self.out_of_order(&format!("questions.rounds.{nr}.deadline"), deadline, message, help);
            }
            if let (Some(deadline), Some(answers)) = (round.deadline, round.answers)
                && answers.at < deadline.at
            {
                let message = text!(
                    "de antwoorden van ronde {nr} verschijnen terwijl men nog vragen kan stellen",
                    "the answers of round {nr} appear while questions can still be asked"
                );
                let help = text!(
                    "zet `answers_on` na het einde van de ronde",
                    "put `answers_on` after the end of the round"
                );
                self.out_of_order(&format!("questions.rounds.{nr}.answers_on"), answers, message, help);
            }
        }
        self.after_the_closing();
    }

    /// The expected decision and the start of the work come after the closing and the last interview.
    fn after_the_closing(&mut self) {
        let closes_on = self.day(self.schedule.closes);
        let windows = self.schedule.interviews.iter().flat_map(|interviews| &interviews.windows);
        let last_interview = windows.map(|window| window.date).max().filter(|last| *last > closes_on);
        for (path, what, date) in self.dates() {
            let (before_nl, before_en) = if date < closes_on {
                ("de sluiting", "the closing")
            } else if last_interview.is_some_and(|last| date < last) {
                ("het laatste gesprek", "the last interview")
            } else {
                continue;
            };
            let message = text!(
                "{nl} is voor {before_nl}",
                "{en} comes before {before_en}",
                nl = what.nl,
                en = what.en,
            );
            let help = text!(
                "kies een dag na {before_nl}, of verzet {before_nl}",
                "choose a day after {before_en}, or move {before_en}"
            );
            self.dates_out_of_order(path, date, message, help);
        }
    }

    fn out_of_order(&mut self, path: &str, moment: Moment, message: Text, help: Text) {
        let date = self.day(moment);
        self.dates_out_of_order(path, date, message, help);
    }

    fn dates_out_of_order(&mut self, path: &str, date: Date, message: Text, help: Text) {
        let place = self.place(path);
        let words = day(date);
        let closes = super::closing(&self.schedule.closes, self.zone);
        let closing_place = self.place("response.deadline");
        let diagnostic = self.warn(Code::OutOfOrder, place, message, help);
        diagnostic.label.text = Some(words);
        let label = text!("sluiting: {nl}", "closing: {en}", nl = closes.nl, en = closes.en);
        diagnostic.context.push(crate::diagnostic::Label { place: closing_place, text: Some(label) });
    }
}
