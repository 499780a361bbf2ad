//! Notices at an instant, with what is to come of each.

use crate::edition::Edition;
use crate::language::Text;
use crate::lifecycle::{Drafts, Event, Rules, documents, timeline, withdrawn_on};
use crate::record::Notice;
use crate::text;
use crate::time::{Date, Instant};
use std::sync::Arc;

/// All that is asked of a site at an instant.
pub(super) struct View<'a> {
    pub(super) notices: &'a [Arc<Notice>],
    pub(super) edition: &'a Edition,
    pub(super) at: Instant,
    pub(super) rules: Rules<'a>,
    pub(super) drafts: Drafts,
}

/// A coming event: known or not.
pub(super) struct Coming {
    pub(super) at: Instant,
    /// The day, when the moment was written as a bare date; of a closing the last open day.
    pub(super) day: Option<Date>,
    pub(super) is_known: bool,
    pub(super) what: What,
}

pub(super) enum What {
    Event(Event),
    Document(String),
}

/// Why a notice is not on the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hidden {
    Draft,
    Scheduled,
}

impl Hidden {
    /// Its name in data.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
        }
    }

    pub(super) fn label(self) -> Text {
        match self {
            Self::Draft => text!("concept", "draft"),
            Self::Scheduled => text!("gepland", "scheduled"),
        }
    }
}

impl View<'_> {
    /// What is to come of a notice, known or not, by instant.
    pub(super) fn coming(&self, notice: &Notice) -> Vec<Coming> {
        let events = timeline(notice, self.at, &self.rules).into_iter().map(|event| Coming {
            at: event.at,
            day: event.day,
            is_known: event.is_known,
            what: What::Event(event.event),
        });
        let withdrawn =
            withdrawn_on(notice, self.at).map(|withdrawn| withdrawn.at).filter(|on| *on <= self.at);
        let documents = documents(notice, self.at).filter_map(|(document, own)| {
            let own = own?;
            let what = What::Document(document.attachment.file.clone());
            let comes = own.at > notice.published.at && withdrawn.is_none_or(|on| own.at <= on);
            comes.then_some(Coming { at: own.at, day: own.day, is_known: false, what })
        });
        let mut coming: Vec<Coming> = events.chain(documents).filter(|coming| coming.at > self.at).collect();
        coming.sort_by_key(|coming| coming.at);
        coming
    }

    /// Why nobody can see a notice; `None` when it is on the site.
    pub(super) fn hidden_because(&self, notice: &Notice) -> Option<Hidden> {
        if notice.draft && self.drafts == Drafts::Excluded {
            Some(Hidden::Draft)
        } else {
            (self.at < notice.published.at).then_some(Hidden::Scheduled)
        }
    }

    /// Today, by the clock of the site.
    pub(super) fn today(&self) -> Date {
        self.rules.zone.date_of(self.at)
    }
}
