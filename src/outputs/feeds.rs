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
use content::Words;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// As many entries are kept: those of many channels, and some ten megabytes at most.
const KEPT: usize = 2_000;

/// An entry in words, as every feed that has it writes it.
#[derive(Debug)]
struct Entry {
    id: String,
    url: String,
    /// When it happened.
    at: String,
    title: String,
    /// The kind of notice: its word, and what it is called.
    kind: (&'static str, String),
    /// The language of its text, when it is not the site's.
    lang: Option<String>,
    /// All that there is to read, as HTML.
    content: String,
}

/// Entries that were made: most stand in several feeds, each in two forms.
#[derive(Debug, Default)]
pub(super) struct Entries(Mutex<BTreeMap<Told, Arc<Entry>>>);

impl Entries {
    fn get(&self, stage: &Stage, told: Told) -> Arc<Entry> {
        let kept = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = kept().get(&told) {
            return Arc::clone(entry);
        }
        let entry = Arc::new(Entry::of(stage, told));
        let mut kept = kept();
        if kept.len() < KEPT {
            kept.insert(told, Arc::clone(&entry));
        }
        entry
    }
}

impl Entry {
    fn of(stage: &Stage, told: Told) -> Self {
        let entry = stage.site.feed_entry(told);
        let words = Words::of(stage, &entry);
        Self {
            title: words.title(),
            content: words.content(),
            kind: (entry.notice.facts().kind.word(), words.kind().to_owned()),
            at: stage.site.rfc3339(entry.at),
            lang: entry.lang,
            id: entry.id,
            url: entry.url,
        }
    }
}

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
