//! What was published of a notice before, made again from what may be known of it now.
//!
//! A moment that moved can hide again what stood on the site before: an answer, a document, a decision. So the
//! past is told of a record from which all that is under embargo now was taken, and no other.

use super::{Disclosed, Drafts, Rules, disclose, next_change};
use crate::record::{Notice, Stretch};
use crate::time::Instant;
use std::sync::Arc;

impl Disclosed {
    /// What might be known at each instant, up to its own, at which the notice was published differently, oldest
    /// first.
    #[must_use]
    pub fn history(&self, rules: &Rules<'_>) -> Vec<(Instant, Self)> {
        let known = Arc::new(self.known());
        // What was withdrawn before it was published was published withdrawn.
        let last = self.horizon.max(known.published.at);
        let mut history = Vec::new();
        let mut next = Some(known.published.at);
        while let Some(at) = next.filter(|at| *at <= last) {
            history.extend(disclose(&known, at, rules, Drafts::Included).map(|then| (at, then)));
            next = next_change(&known, at, rules);
        }
        history
    }

    /// The record without anything that may not be known.
    fn known(&self) -> Notice {
        let mut notice = Notice::clone(&self.notice);
        let known = notice.whole.get_mut();
        let items = which(&self.notice.items, self.items());
        let documents = which(&self.notice.documents, self.documents());
        keep(&mut known.items, &items);
        keep(&mut known.documents, &documents);
        known.decision = self.decision().cloned();
        known.withdrawn = self.withdrawn().cloned();
        known.amendments.retain(|amendment| self.is_past(amendment.on));
        known.history.retain(|stretch| stretch.from.is_none_or(|from| from <= self.horizon));
        for Stretch { embargoed, derived, .. } in &mut known.history {
            keep(&mut embargoed.items, &items);
            keep(&mut embargoed.documents, &documents);
            embargoed.announced = embargoed.announced.filter(|_| known.decision.is_some());
            embargoed.withdrawn = embargoed.withdrawn.filter(|_| known.withdrawn.is_some());
            derived.clear();
        }
        notice
    }
}

/// Of each whether it is among those that are shown.
fn which<'a, T: 'a>(all: &[T], shown: impl Iterator<Item = &'a T>) -> Vec<bool> {
    let shown: Vec<*const T> = shown.map(std::ptr::from_ref).collect();
    all.iter().map(|one| shown.contains(&std::ptr::from_ref(one))).collect()
}

fn keep<T>(all: &mut Vec<T>, kept: &[bool]) {
    let mut kept = kept.iter();
    all.retain(|_| *kept.next().expect("there is a word on each"));
}
