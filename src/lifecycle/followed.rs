//! A notice with what was found out about it, so that the next edition need not find it out again.

use super::{Disclosed, Drafts, Rules, changes, disclose};
use crate::record::Notice;
use crate::time::Instant;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// As many stretches of time are kept of each notice: the present one, and some that somebody looks at.
const KEPT: usize = 4;

/// A notice whose changes and disclosures are found out once. It may only be asked by one set of rules.
#[derive(Debug)]
pub struct Followed {
    /// The notice.
    pub notice: Arc<Notice>,
    changes: OnceLock<Vec<Instant>>,
    shown: Mutex<Vec<Shown>>,
}

/// What may be known from one change to the next, most recently asked first.
#[derive(Debug)]
struct Shown {
    /// How many changes have come.
    come: usize,
    drafts: Drafts,
    disclosed: Option<Arc<Disclosed>>,
}

impl Followed {
    /// A notice of which nothing is known yet.
    #[must_use]
    pub fn new(notice: Arc<Notice>) -> Self {
        Self { notice, changes: OnceLock::new(), shown: Mutex::default() }
    }

    /// [`changes`] of the notice.
    #[must_use]
    pub fn changes(&self, rules: &Rules<'_>) -> &[Instant] {
        self.changes.get_or_init(|| changes(&self.notice, rules))
    }

    /// [`disclose`] for the notice. Between two of its changes it is the same value.
    #[must_use]
    pub fn disclose(&self, at: Instant, rules: &Rules<'_>, drafts: Drafts) -> Option<Arc<Disclosed>> {
        let come = self.changes(rules).partition_point(|change| *change <= at);
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let found = shown.iter().position(|shown| shown.come == come && shown.drafts == drafts);
        let it = match found {
            Some(index) => shown.remove(index),
            None => {
                Shown { come, drafts, disclosed: disclose(&self.notice, at, rules, drafts).map(Arc::new) }
            }
        };
        let disclosed = it.disclosed.clone();
        shown.insert(0, it);
        shown.truncate(KEPT);
        disclosed
    }
}

/// Follows these notices, with what was found out of those among `before` that are the very same. Both are sorted
/// by section and slug.
#[must_use]
pub fn follow(before: &[Arc<Followed>], notices: &[Arc<Notice>]) -> Vec<Arc<Followed>> {
    fn key(notice: &Notice) -> (&str, &str) {
        (&notice.section, &notice.slug)
    }
    let mut before = before.iter().peekable();
    let mut followed = Vec::with_capacity(notices.len());
    for notice in notices {
        while before.next_if(|other| key(&other.notice) < key(notice)).is_some() {}
        let same = before.next_if(|other| Arc::ptr_eq(&other.notice, notice));
        followed.push(same.map_or_else(|| Arc::new(Followed::new(Arc::clone(notice))), Arc::clone));
    }
    followed
}
