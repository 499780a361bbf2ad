//! What happens between two instants, and so why the site differs.

use super::Inputs;
use crate::language::Text;
use crate::lifecycle::{Drafts, documents, timeline, words};
use crate::record::Notice;
use crate::time::Instant;

/// One thing that happened to one notice.
#[derive(Clone, Debug)]
pub struct Reason<'a> {
    /// To which.
    pub notice: &'a Notice,
    /// When.
    pub at: Instant,
    /// The name of what happened, in data.
    pub event: &'static str,
    /// What happened, as a sentence without a capital and a full stop: `vacature 14001 sluit`.
    pub words: Text,
}

/// Everything that happens after `from` and up to `to`, in order; of drafts only when they count. It tells what is
/// under embargo too: for editors, never for readers.
#[must_use]
pub fn reasons(inputs: &Inputs, from: Instant, to: Instant) -> Vec<Reason<'_>> {
    let rules = inputs.rules();
    let mut reasons = Vec::new();
    let counts = |notice: &&Notice| !notice.draft || inputs.drafts == Drafts::Included;
    for followed in inputs.followed.iter().filter(|followed| counts(&&*followed.notice)) {
        let notice = &*followed.notice;
        let changes = followed.changes(&rules).iter().copied();
        for at in changes.filter(|at| *at > from && *at <= to) {
            let what = words::notice(notice);
            let events = timeline(notice, at, &rules).into_iter().filter(|event| event.at == at);
            reasons.extend(events.map(|event| Reason {
                notice,
                at,
                event: event.event.name(),
                words: words::sentence(&what, &event.event),
            }));
            let documents = documents(notice, at).filter(|(_, own)| own.is_some_and(|own| own.at == at));
            reasons.extend(documents.map(|(document, _)| {
                let words = words::document(&what, &document.attachment.file);
                Reason { notice, at, event: "document-published", words }
            }));
        }
    }
    reasons.sort_by_key(|reason| (reason.at, reason.notice.id()));
    reasons
}
