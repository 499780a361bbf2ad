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
use crate::site::{FEED, JSON_FEED, ListKind, Told};
use std::sync::Arc;

/// A feed that was planned: what it is called, where it stands, and what it tells, newest first.
struct Feed {
    title: String,
    /// The path of its list.
    path: String,
    told: Vec<Told>,
}

pub(super) fn plan(stage: &Stage) -> Vec<Planned> {
    let site = &stage.site;
    let mut planned = Vec::new();
    for channel in site.channels() {
        let subject = match &channel.kind {
            ListKind::Home => Subject::Site,
            kind => Subject::List(kind.clone()),
        };
        let feed =
            Feed { title: site.channel_title(&channel), told: site.told(&channel), path: channel.path };
        let key = Digest::of(&(&feed.title, site.told_key(&feed.told)));
        let parts = [stage.settings_key, stage.theme.wording.digest, key];
        let feed = Arc::new(feed);
        let shared = Arc::clone(&feed);
        planned.push(Planned::rendered(
            format!("{}{FEED}", feed.path),
            subject.clone(),
            &parts,
            Box::new(move |stage, out| write(out, atom::atom(stage, &shared).as_bytes())),
        ));
        planned.push(Planned::rendered(
            format!("{}{JSON_FEED}", feed.path),
            subject,
            &parts,
            Box::new(move |stage, out| write(out, &json_feed::json_feed(stage, &feed))),
        ));
    }
    planned
}
