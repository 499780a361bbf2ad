//! What is marked in the preview alone: notices that the real site does not show.

use super::proof::Proof;
use crate::edition::Edition;
use crate::language::Text;
use crate::lifecycle::{Drafts, words};
use crate::record::Notice;
use crate::text;
use crate::time::Instant;
use serde::Serialize;

/// Why the real site does not show a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum State {
    /// It is a draft.
    Draft,
    /// Its publication is to come.
    Waiting,
}

/// Whether the real site shows the notice of a page, and if not why.
#[derive(Serialize)]
pub(super) struct NoticeState {
    pub(super) state: Option<State>,
    text: Option<String>,
}

/// A notice to mark wherever a page names it.
#[derive(Serialize)]
pub(super) struct MarkData {
    url: String,
    state: State,
    text: String,
}

/// Why the real site does not show a notice at `now`.
pub(super) fn state(notice: &Notice, now: Instant) -> Option<State> {
    if notice.draft {
        Some(State::Draft)
    } else if notice.published.at > now {
        Some(State::Waiting)
    } else {
        None
    }
}

impl Proof {
    /// Whether the real site shows a notice at `now`, in words.
    pub(super) fn state(&self, notice: &Notice, now: Instant) -> NoticeState {
        let state = state(notice, now);
        let text = state.map(|state| match state {
            State::Draft => text!("Concept: staat niet op de site.", "Draft: is not on the site."),
            State::Waiting => {
                let Text { nl, en } = words::instant(notice.published.at, self.zone());
                text!("Verschijnt op {nl}.", "Appears on {en}.")
            }
        });
        NoticeState { state, text: text.map(|text| text.to(self.wish.language).to_owned()) }
    }

    /// The notices that an edition shows and the real site does not, as it is at `now`.
    pub(super) fn marks(&self, edition: &Edition, now: Instant) -> Vec<MarkData> {
        let Some(inputs) = &self.inputs else { return Vec::new() };
        let at = edition.site().at;
        let is_there = |notice: &&std::sync::Arc<Notice>| {
            notice.published.at <= at && (!notice.draft || inputs.drafts == Drafts::Included)
        };
        let mark = |notice: &std::sync::Arc<Notice>| {
            let state = state(notice, now)?;
            let text = match state {
                State::Draft => text!("concept", "draft"),
                State::Waiting => text!("nog niet gepubliceerd", "not published yet"),
            };
            let text = text.to(self.wish.language).to_owned();
            Some(MarkData { url: self.address_of(notice), state, text })
        };
        inputs.records.notices.iter().filter(is_there).filter_map(mark).collect()
    }
}
