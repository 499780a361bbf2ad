//! Which releases a notice has: one for each instant at which something of it was published, with the tags of
//! all that happened then.

use crate::lifecycle::{Disclosed, Phase};
use crate::site::Site;
use crate::time::Instant;

/// What was published at an instant.
pub(super) struct Release {
    /// The instant.
    pub(super) at: Instant,
    /// Codes of the list `releaseTag`, in its order.
    pub(super) tags: Vec<&'static str>,
    /// What might be known then.
    pub(super) state: Disclosed,
}

/// The releases of a notice, oldest first.
pub(super) fn releases(site: &Site, notice: &Disclosed) -> Vec<Release> {
    let mut releases: Vec<Release> = Vec::new();
    for (at, state) in notice.history(&site.rules()) {
        let tags = match releases.last() {
            None => first_tags(&state),
            Some(before) => tags(before, &state),
        };
        if !tags.is_empty() {
            releases.push(Release { at, tags, state });
        }
    }
    releases
}

fn first_tags(state: &Disclosed) -> Vec<&'static str> {
    let mut tags = vec!["tender"];
    if state.withdrawn().is_some() {
        tags.push("tenderCancellation");
    }
    if state.decision().is_some() {
        tags.push("award");
    }
    tags
}

/// What happened since the release before.
fn tags(before: &Release, state: &Disclosed) -> Vec<&'static str> {
    let then = &before.state;
    let is_amended = state.amendments().iter().any(|amended| amended.amendment.on.at > before.at);
    let has_more =
        state.items().count() > then.items().count() || state.documents().count() > then.documents().count();
    let is_withdrawn = state.withdrawn().is_some() && then.withdrawn().is_none();
    let is_decided = state.decision().is_some() && then.decision().is_none();
    let is_final = then.phase == Phase::Standstill && state.phase == Phase::Awarded;
    let is_undone = is_withdrawn && matches!(then.phase, Phase::Standstill | Phase::Awarded);
    [
        ("tenderAmendment", is_amended),
        ("tenderUpdate", has_more),
        ("tenderCancellation", is_withdrawn),
        ("award", is_decided),
        ("awardUpdate", is_final),
        ("awardCancellation", is_undone),
    ]
    .into_iter()
    .filter(|(_, holds)| *holds)
    .map(|(tag, _)| tag)
    .collect()
}
