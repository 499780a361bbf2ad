//! Feeds: the newest changes of the site and of each section, organisation and region, as Atom (RFC 4287) and
//! as JSON Feed 1.1. A feed is no list of what is open: a change stays until newer ones push it out or its
//! notice is retired.
//!
//! A feed is as old as its newest entry, and an entry as old as its change: no clock is read.

mod atom;
mod content;
mod json_feed;

use super::{Planned, Stage, Subject, write};
use crate::digest::Digest;
use crate::site::{FEED, JSON_FEED, List, ListKind, Told};
use std::sync::{Arc, OnceLock};

/// A feed: what it is called, where it stands, and what it tells, newest first.
struct Feed {
    title: String,
    /// The path of its list.
    path: String,
    told: Vec<Told>,
}

impl Feed {
    fn of(stage: &Stage, channel: &List) -> Self {
        let site = &stage.site;
        Self { title: site.channel_title(channel), told: site.told(channel), path: channel.path.clone() }
    }

    fn parts(&self, stage: &Stage) -> Vec<Digest> {
        let key = Digest::of(&(&self.title, stage.site.told_key(&self.told)));
        vec![stage.settings_key, stage.theme.wording.digest, key]
    }
}

pub(super) fn plan(stage: &Stage) -> Vec<Planned> {
    let mut planned = Vec::new();
    for channel in stage.site.channels() {
        let subject = match &channel.kind {
            ListKind::Home => Subject::Site,
            kind => Subject::List(kind.clone()),
        };
        let path = channel.path.clone();
        // One feed is written in two ways, and found when either is asked for.
        let found: Arc<Find> = {
            let feed = OnceLock::new();
            Arc::new(move |stage| Arc::clone(feed.get_or_init(|| Arc::new(Feed::of(stage, &channel)))))
        };
        for (name, write_as) in [(FEED, atom::atom as Written), (JSON_FEED, json_feed::json_feed)] {
            let (feed, written) = (Arc::clone(&found), Arc::clone(&found));
            planned.push(Planned::rendered(
                format!("{path}{name}"),
                subject.clone(),
                move |stage| feed(stage).parts(stage),
                Box::new(move |stage, out| write(out, &write_as(stage, &written(stage)))),
            ));
        }
    }
    planned
}

/// Finds what a feed tells.
type Find = dyn Fn(&Stage) -> Arc<Feed> + Send + Sync;

/// Writes a feed in one of its forms.
type Written = fn(&Stage, &Feed) -> Vec<u8>;
