//! A notice with what was found out about it, so that the next edition need not find it out again.

use super::{Disclosed, Drafts, Rules, Shown, changes, disclose};
use crate::digest::Digest;
use crate::record::Notice;
use crate::time::Instant;
use borsh::{BorshDeserialize, BorshSerialize};
use rayon::prelude::*;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// As many stretches of time are kept of each notice: the present one, and some that somebody looks at.
const KEPT: usize = 4;

/// A notice whose changes and disclosures are found out once. It may only be asked by one set of rules.
#[derive(Debug)]
pub struct Followed {
    /// The notice.
    pub notice: Arc<Notice>,
    changes: OnceLock<Vec<Instant>>,
    seen: Mutex<Vec<Seen>>,
    /// What [`Notice::found`] says.
    before: Before,
}

/// How far an earlier run came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    Nothing,
    Changes,
    /// What may be known when so many changes have come, and perhaps the digest of what a format tells of it.
    Shown(usize, bool),
}

/// What may be known from one change to the next, most recently asked first.
#[derive(Debug)]
struct Seen {
    /// How many changes have come.
    come: usize,
    drafts: Drafts,
    disclosed: Option<Arc<Disclosed>>,
}

/// What another run can go on with: the changes, and what may be known in one stretch between them, drafts left
/// out.
#[derive(BorshSerialize, BorshDeserialize)]
struct Found {
    changes: Vec<Instant>,
    come: usize,
    shown: Option<(Shown, Option<Digest>)>,
}

impl Followed {
    /// A notice of which is known what an earlier run found out by the same rules, if anything.
    #[must_use]
    pub fn new(notice: Arc<Notice>) -> Self {
        let found = notice.found.as_ref().and_then(|bytes| borsh::from_slice::<Found>(bytes).ok());
        let Some(Found { changes, come, shown }) = found else {
            return Self {
                notice,
                changes: OnceLock::new(),
                seen: Mutex::default(),
                before: Before::Nothing,
            };
        };
        let before = shown.as_ref().map_or(Before::Changes, |(_, told)| Before::Shown(come, told.is_some()));
        let seen = shown.map(|(shown, told)| Seen {
            come,
            drafts: Drafts::Excluded,
            disclosed: Some(Arc::new(Disclosed::again(&notice, shown, told))),
        });
        Self {
            notice,
            changes: OnceLock::from(changes),
            seen: Mutex::new(seen.into_iter().collect()),
            before,
        }
    }

    /// What another run can go on with, for [`Notice::found`]; `None` when that says all.
    #[must_use]
    pub fn news(&self) -> Option<Vec<u8>> {
        let changes = self.changes.get()?;
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let last = seen.first().filter(|seen| seen.drafts == Drafts::Excluded);
        let disclosed = last.and_then(|seen| seen.disclosed.as_ref());
        let now = last.zip(disclosed).map_or(Before::Changes, |(seen, disclosed)| {
            Before::Shown(seen.come, disclosed.told.get().is_some())
        });
        if self.before == now {
            return None;
        }
        let found = Found {
            changes: changes.clone(),
            come: last.map_or(0, |seen| seen.come),
            shown: disclosed.map(|disclosed| (disclosed.shown().clone(), disclosed.told.get().copied())),
        };
        Some(borsh::to_vec(&found).expect("memory takes all"))
    }

    /// [`changes`] of the notice.
    #[must_use]
    pub fn changes(&self, rules: &Rules<'_>) -> &[Instant] {
        self.changes.get_or_init(|| changes(&self.notice.at_hand(), rules))
    }

    /// [`disclose`] for the notice. Between two of its changes it is the same value.
    #[must_use]
    pub fn disclose(&self, at: Instant, rules: &Rules<'_>, drafts: Drafts) -> Option<Arc<Disclosed>> {
        let come = self.changes(rules).partition_point(|change| *change <= at);
        let mut all = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let found = all.iter().position(|seen| seen.come == come && seen.drafts == drafts);
        let it = match found {
            Some(index) => all.remove(index),
            None => Seen { come, drafts, disclosed: disclose(&self.notice, at, rules, drafts).map(Arc::new) },
        };
        let disclosed = it.disclosed.clone();
        all.insert(0, it);
        all.truncate(KEPT);
        disclosed
    }
}

/// What can be found out about a notice without an instant, for [`Notice::found`].
#[must_use]
pub fn foreseen(notice: &Notice, rules: &Rules<'_>) -> Vec<u8> {
    let found = Found { changes: changes(notice, rules), come: 0, shown: None };
    borsh::to_vec(&found).expect("memory takes all")
}

/// Follows these notices, with what was found out of those among `before` that are the very same. Both are sorted
/// by section and slug.
#[must_use]
pub fn follow(before: &[Arc<Followed>], notices: &[Arc<Notice>]) -> Vec<Arc<Followed>> {
    fn key(notice: &Notice) -> (&str, &str) {
        (&notice.section, &notice.slug)
    }
    let follow = |notice: &Arc<Notice>| {
        let same = before.binary_search_by(|other| key(&other.notice).cmp(&key(notice))).ok();
        let same = same.map(|found| &before[found]).filter(|other| Arc::ptr_eq(&other.notice, notice));
        same.map_or_else(|| Arc::new(Followed::new(Arc::clone(notice))), Arc::clone)
    };
    notices.par_iter().map(follow).collect()
}
