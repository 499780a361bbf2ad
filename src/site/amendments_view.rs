//! Amendments as a page shows them: what changed, when and why, with the old value and the new one.

use super::link::LinkRules;
use super::{AmendmentView, InterviewsView, Site, When};
use crate::lifecycle::{Amended, AmendedValue, Disclosed};
use crate::markdown::Anchors;

impl Site {
    pub(super) fn amendments(&self, notice: &Disclosed, rules: &LinkRules) -> Vec<AmendmentView> {
        let each = notice.amendments().into_iter().enumerate();
        let mut told: Vec<_> = each
            .map(|(index, Amended { amendment, old, new })| {
                let (field, round) = field_and_round(&amendment.change.field());
                // Counted from the oldest, so that it stays when later ones come.
                let anchor = format!("deel-wijziging-{}", index + 1);
                let prefix = format!("{anchor}-");
                let view = AmendmentView {
                    on: self.opening(&amendment.on),
                    field,
                    round,
                    reason: amendment.reason.clone(),
                    text: amendment
                        .text
                        .as_ref()
                        .map(|text| self.html(text, 4, Anchors::Prefixed(&prefix), rules)),
                    old_interviews: self.amended_interviews(old.as_ref()),
                    new_interviews: self.amended_interviews(new.as_ref()),
                    old: self.amended_moment(old.as_ref()),
                    new: self.amended_moment(new.as_ref()),
                    anchor,
                };
                (amendment.on.at, view)
            })
            .collect();
        // Newest first: who comes back looks for what is new. Those of one instant keep their order.
        told.sort_by_key(|(on, _)| std::cmp::Reverse(*on));
        told.into_iter().map(|(_, view)| view).collect()
    }

    fn amended_moment(&self, value: Option<&AmendedValue>) -> Option<When> {
        match value? {
            AmendedValue::Closing(moment) => Some(self.closing(moment)),
            AmendedValue::Opening(moment) => Some(self.opening(moment)),
            AmendedValue::Interviews(_) => None,
        }
    }

    fn amended_interviews(&self, value: Option<&AmendedValue>) -> Option<InterviewsView> {
        match value? {
            AmendedValue::Interviews(interviews) => Some(self.interviews(interviews)),
            AmendedValue::Closing(_) | AmendedValue::Opening(_) => None,
        }
    }
}

/// The path of a changed key as a word that is the same for every round, and the round.
#[must_use]
pub fn field_and_round(path: &str) -> (&'static str, Option<usize>) {
    let in_round = path.strip_prefix("questions.rounds.").and_then(|rest| rest.split_once('.'));
    let round = in_round.and_then(|(round, _)| round.parse().ok());
    let field = match (path, in_round) {
        (_, Some((_, "deadline"))) => "round.deadline",
        (_, Some(_)) => "round.answers_on",
        ("response.deadline", None) => "response.deadline",
        ("interviews", None) => "interviews",
        _ => "text",
    };
    (field, round)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_key_has_one_word_for_all_rounds() {
        assert_eq!(field_and_round("response.deadline"), ("response.deadline", None));
        assert_eq!(field_and_round("questions.rounds.12.deadline"), ("round.deadline", Some(12)));
        assert_eq!(field_and_round("questions.rounds.1.answers_on"), ("round.answers_on", Some(1)));
        assert_eq!(field_and_round("interviews"), ("interviews", None));
        assert_eq!(field_and_round("text"), ("text", None));
    }
}
