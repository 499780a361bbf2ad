//! A notice as it stood at the instant of one release, as a release of the standard.

use super::Stage;
use super::identity::Identity;
use super::json::{line, list, object};
use super::parties::Parties;
use super::releases::Release;
use crate::lifecycle::Disclosed;
use crate::record::Facts;
use crate::site::Site;
use crate::theme::Wording;
use crate::time::{Date, Instant};
use serde_json::{Value, json};

/// The last of some releases, with those before it.
pub(super) struct Snapshot<'a> {
    pub(super) stage: &'a Stage,
    pub(super) identity: &'a Identity,
    /// This one is the last.
    pub(super) releases: &'a [Release],
    /// The instant of the release.
    pub(super) at: Instant,
    /// What might be known then.
    pub(super) state: &'a Disclosed,
    /// The facts, without addresses at which one could not respond or ask any more then.
    pub(super) facts: Facts,
    pub(super) parties: Parties,
}

impl<'a> Snapshot<'a> {
    /// Of the last of `releases`, of which there is one at least.
    pub(super) fn of(stage: &'a Stage, identity: &'a Identity, releases: &'a [Release]) -> Self {
        let last = releases.last().expect("a notice that is visible was published");
        let facts = stage.site.facts_to_show(&last.state);
        let parties = Parties::of(&facts, &last.state, &stage.theme.wording);
        Self { stage, identity, releases, at: last.at, state: &last.state, facts, parties }
    }

    pub(super) fn site(&self) -> &'a Site {
        &self.stage.site
    }

    pub(super) fn wording(&self) -> &'a Wording {
        &self.stage.theme.wording
    }

    /// An instant as the standard writes it.
    pub(super) fn date(&self, at: Instant) -> Value {
        json!(self.site().rfc3339(at))
    }

    /// The first instant of a day.
    pub(super) fn day_starts(&self, day: Date) -> Value {
        self.date(self.site().settings.zone.day_starts(day))
    }

    /// The last second of a day (OCDS 1.1, Dates: a period ends at 23:59:59).
    pub(super) fn day_ends(&self, day: Date) -> Value {
        self.date(self.site().settings.zone.day_starts(day.plus_days(1)).plus_seconds(-1))
    }

    /// The address of the notice's own page.
    pub(super) fn page(&self) -> String {
        self.site().absolute(&self.site().notice_path(self.state))
    }

    /// The release.
    pub(super) fn release(&self) -> Value {
        let tags = &self.releases[self.releases.len() - 1].tags;
        object([
            ("ocid", json!(self.identity.ocid)),
            ("id", json!(self.identity.release(self.at))),
            ("date", self.date(self.at)),
            ("tag", json!(tags)),
            ("initiationType", json!("tender")),
            ("language", line(self.facts.lang.as_deref().unwrap_or_else(|| self.site().language().tag()))),
            ("parties", self.parties.list()),
            ("buyer", self.parties.buyer()),
            ("tender", self.tender()),
            ("awards", list(self.award())),
        ])
    }
}
