//! What holds of a notice at an instant, from its moments alone: pure, and the one way from a record to
//! anything published.
//!
//! `disclose` is the choke point of the embargo: outside this room nobody reads a notice's hidden parts.

mod changes;
mod disclosed;
mod explained;
mod followed;
mod history;
mod in_force;
mod phase;
mod shown;
mod timeline;
pub mod words;

pub use changes::{changes, next_change};
pub use disclosed::{Amended, AmendedValue, Disclosed, Drafts, disclose};
pub use explained::{Explained, Planned, explain, procedure};
pub use followed::{Followed, follow, foreseen};
pub use in_force::{announced_on, documents, in_force, replaced_by, withdrawn_on};
pub use phase::{Phase, phase, standstill_ends_at};
pub use shown::Shown;
pub use timeline::{Event, TimedEvent, moment_of, retention_ends_at, timeline};

use crate::time::{Calendar, Duration, Instant, Zone};

/// What a timeline needs besides the record.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// The zone in which days begin and end.
    pub zone: Zone,
    /// Which days are days off.
    pub calendar: &'a Calendar,
    /// How long a notice stays after its last moment.
    pub retention: Option<Duration>,
}

/// The last instant up to which moments count at `at`: a withdrawal drops what would have come after it.
fn horizon(notice: &crate::record::Notice, at: Instant) -> Instant {
    withdrawn_on(notice, at).map_or(at, |withdrawn| at.min(withdrawn.at))
}
