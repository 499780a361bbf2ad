//! What a tender and its releases are known by: the same at every build, however often a deadline moves.

use crate::lifecycle::Disclosed;
use crate::site::Site;
use crate::time::{Instant, Zone};

/// The ids of a contracting process.
pub(super) struct Identity {
    /// The open contracting id: the prefix, and the reference where it can stand in one; else section and slug
    /// with a dot between them, which no reference here has.
    pub(super) ocid: String,
}

impl Identity {
    pub(super) fn of(site: &Site, notice: &Disclosed) -> Self {
        let prefix = site.settings.ocds_prefix.as_deref().unwrap_or_default();
        let is_plain = |reference: &&String| {
            !reference.is_empty()
                && reference.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        let ocid = match notice.brief().reference.as_ref().filter(is_plain) {
            Some(reference) => format!("{prefix}-{reference}"),
            None => format!("{prefix}-{}.{}", notice.section(), notice.slug()),
        };
        Self { ocid }
    }

    /// The id of the release of an instant: `ocds-abc123-W-1-20260114T110000Z`.
    pub(super) fn release(&self, at: Instant) -> String {
        format!("{}-{}", self.ocid, stamp(at))
    }
}

/// An instant in letters and digits, in UTC: `20260114T110000Z`.
pub(super) fn stamp(at: Instant) -> String {
    let zone = Zone::named("UTC").expect("the zone data has UTC");
    let (date, time) = zone.local(at);
    let date = date.to_string().replace('-', "");
    format!("{date}T{:02}{:02}{:02}Z", time.hour(), time.minute(), time.second())
}
