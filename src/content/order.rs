//! Whether the moments of a notice can follow each other as they do.
//!
//! Judged with the values in force, once for each stretch between two amendments that a reader can live
//! through: a deadline that was moved later may not make yesterday's planning wrong.

use crate::diagnostic::{Code, Problems};
use crate::language::{Language, Text};
use crate::lifecycle::{in_force, replaced_by};
use crate::record::{self, Change, Notice};
use crate::text;
use crate::time::{Instant, Moment, Zone, print};
use std::ops::Range;

/// Checks the order; problems stand at the value that was in force.
pub(super) fn check(notice: &Notice, zone: Zone, problems: &mut Problems) {
    let published = notice.published.at;
    let mut starts: Vec<Instant> =
        notice.amendments.iter().map(|amendment| amendment.on.at).filter(|at| *at > published).collect();
    starts.push(published);
    starts.sort_unstable();
    starts.dedup();
    for (index, &from) in starts.iter().enumerate() {
        let until = starts.get(index + 1).copied();
        let in_force = in_force(notice, from);
        Stretch { notice, zone, from, until, in_force, problems }.check();
    }
}

struct Stretch<'a> {
    notice: &'a Notice,
    zone: Zone,
    from: Instant,
    until: Option<Instant>,
    in_force: &'a record::Stretch,
    problems: &'a mut Problems,
}

impl Stretch<'_> {
    fn check(&mut self) {
        let closes = self.in_force.schedule.closes;
        let closing_place = self.place("response.deadline");
        let closes_words = self.closing(&closes);
        if self.notice.published.at >= closes.at {
            let published = self.opening(&self.notice.published);
            let published_place = self.problems.place(self.place("published"));
            let message = if self.notice.published.at == closes.at {
                text!(
                    "het bericht sluit op het moment dat het verschijnt",
                    "the notice closes at the moment it is published"
                )
            } else {
                text!(
                    "het bericht sluit voordat het gepubliceerd is",
                    "the notice closes before it is published"
                )
            };
            let help = text!(
                "zet het sluitingsmoment na de publicatiedatum",
                "put the closing after the date of publication"
            );
            let diagnostic = self.problems.add(Code::PublishedAfterClosing, closing_place, message, help);
            diagnostic.label.text = Some(closes_words);
            diagnostic
                .context
                .push(crate::diagnostic::Label { place: published_place, text: Some(published) });
            return;
        }
        for (index, round) in self.in_force.schedule.rounds.iter().enumerate() {
            let nr = index + 1;
            if let Some(deadline) = round.deadline.filter(|deadline| deadline.at > closes.at) {
                let message = text!(
                    "vragen stellen kan in ronde {nr} tot na de sluiting",
                    "in round {nr} questions can be asked until after the closing"
                );
                let help = text!(
                    "laat de vragenronde eindigen voordat de termijn sluit",
                    "let the question round end before the closing"
                );
                self.against_closing(
                    Code::QuestionsAfterClosing,
                    &format!("questions.rounds.{nr}.deadline"),
                    &deadline,
                    message,
                    help,
                );
            }
            if let Some(answers) = round.answers.filter(|answers| answers.at > closes.at) {
                let message = text!(
                    "de antwoorden van ronde {nr} komen na de sluiting",
                    "the answers of round {nr} come after the closing"
                );
                let help = text!(
                    "publiceer de antwoorden voor de sluiting",
                    "publish the answers before the closing"
                );
                self.against_closing(
                    Code::AnswersAfterClosing,
                    &format!("questions.rounds.{nr}.answers_on"),
                    &answers,
                    message,
                    help,
                );
            }
        }
        self.check_decision(&closes);
        self.check_interviews(&closes);
    }

    fn check_decision(&mut self, closes: &Moment) {
        let Some(announced) = self.in_force.embargoed.announced else { return };
        let is_over_before = self.until.is_some_and(|until| until <= announced.at);
        if self.notice.facts.kind.is_tender() && announced.at < closes.at && !is_over_before {
            let message = text!(
                "de beslissing is bekend voordat de termijn sluit",
                "the decision is announced before the closing"
            );
            let help = text!("zet `announced` na het sluitingsmoment", "put `announced` after the closing");
            self.against_closing(
                Code::DecisionBeforeClosing,
                "decision.announced",
                &announced,
                message,
                help,
            );
        }
    }

    fn check_interviews(&mut self, closes: &Moment) {
        let Some(interviews) = &self.in_force.schedule.interviews else { return };
        let closes_words = self.closing(closes);
        let closing_place = self.problems.place(self.place("response.deadline"));
        for window in interviews.windows.iter().filter(|window| window.starts_at < closes.at) {
            let day = window.date;
            let message = text!(
                "het gesprek van {nl} is voor de sluiting",
                "the interview of {en} is before the closing",
                nl = print::date(day, Language::Dutch),
                en = print::date(day, Language::English),
            );
            let help = text!("zet de gesprekken na de sluiting", "put the interviews after the closing");
            let span = window.place.start..window.place.end;
            let diagnostic = self.problems.add(Code::InterviewBeforeClosing, span, message, help);
            diagnostic.context.push(crate::diagnostic::Label {
                place: closing_place.clone(),
                text: Some(closes_words.clone()),
            });
        }
        let Some(invitation) = interviews.invitation_by else { return };
        if invitation.at < closes.at {
            let message = text!(
                "de uitnodigingen gaan voor de sluiting de deur uit",
                "invitations go out before the closing"
            );
            let help = text!("zet `invitation_by` na de sluiting", "put `invitation_by` after the closing");
            self.against_closing(
                Code::InvitationBeforeClosing,
                "interviews.invitation_by",
                &invitation,
                message,
                help,
            );
        }
        let first = interviews.windows.iter().map(|window| window.starts_at).min();
        if first.is_some_and(|first| invitation.at > first) {
            let span = self.place("interviews.invitation_by");
            let message = text!(
                "de uitnodiging komt na het begin van het eerste gesprek",
                "the invitation comes after the first interview starts"
            );
            let help = text!(
                "zet `invitation_by` voor het eerste gesprek",
                "put `invitation_by` before the first interview"
            );
            self.problems.add(Code::InvitationAfterInterview, span, message, help);
        }
    }

    fn against_closing(&mut self, code: Code, path: &str, moment: &Moment, message: Text, help: Text) {
        let span = self.place(path);
        let words = text!(
            "{nl}",
            "{en}",
            nl = self.words(moment, path, Language::Dutch),
            en = self.words(moment, path, Language::English)
        );
        let closing_place = self.problems.place(self.place("response.deadline"));
        let closes_words = self.closing(&self.in_force.schedule.closes);
        let diagnostic = self.problems.add(code, span, message, help);
        diagnostic.label.text = Some(words);
        diagnostic.context.push(crate::diagnostic::Label { place: closing_place, text: Some(closes_words) });
    }

    fn words(&self, moment: &Moment, path: &str, language: Language) -> String {
        if path.ends_with("deadline") || path.ends_with("invitation_by") {
            print::closing(moment, self.zone, language)
        } else {
            print::opening(moment, self.zone, language)
        }
    }

    fn opening(&self, moment: &Moment) -> Text {
        text!(
            "gepubliceerd op {nl}",
            "published on {en}",
            nl = print::opening(moment, self.zone, Language::Dutch),
            en = print::opening(moment, self.zone, Language::English),
        )
    }

    fn closing(&self, moment: &Moment) -> Text {
        let (nl, en) = (
            print::closing(moment, self.zone, Language::Dutch),
            print::closing(moment, self.zone, Language::English),
        );
        if moment.day.is_some() {
            text!("open {nl}", "open {en}")
        } else {
            text!("sluit op {nl}", "closes on {en}")
        }
    }

    /// Where the value stands that is in force: with its key, or in the amendment that replaced it.
    fn place(&self, path: &str) -> Range<usize> {
        let is_meant = |change: Change| {
            change.field() == path || (change == Change::Interviews && path.starts_with("interviews"))
        };
        let amended = replaced_by(self.notice, self.from, is_meant);
        let place = match amended {
            Some(index) => self.notice.place_of(&format!("amendments.{}.old", index + 1)),
            None => self.notice.place_of(path),
        };
        place.start..place.end
    }
}
