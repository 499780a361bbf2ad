//! Records at an instant to pages: which exist then, what lists hold, and the finished views that
//! templates receive.
//!
//! In: records, settings, an instant. Out: plain data. Every notice comes through `lifecycle::disclose`,
//! so no view can show what is under embargo. This room sees no file, renders no page and knows no format.

mod agenda;
mod amendments_view;
mod channels;
mod chart;
mod directory;
mod feed;
mod interviews_view;
mod link;
mod listing;
mod month;
mod notice_view;
mod publication;
mod route;
mod search;
mod similar;
mod view;

pub use agenda::Day;
pub use amendments_view::field_and_round;
pub use channels::{CALENDAR, FEED, JSON_FEED, OCDS, event_id};
pub use directory::Directory;
pub use feed::{Answer, FeedEntry, News, Told};
pub use listing::{List, ListKind};
pub use publication::{Planned, Publication};
pub use route::{encode_path, output_path};
pub use search::Shard;
pub use view::*;

use crate::config::Settings;
use crate::digest::{Digest, Hasher};
use crate::language::Language;
use crate::lifecycle::{Disclosed, Drafts, Followed, Rules};
use crate::record::{AddressBook, Page};
use crate::time::Instant;
use rayon::prelude::*;
use similar::Similar;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// Everything that is published at an instant.
#[derive(Debug)]
pub struct Site {
    /// The settings.
    pub settings: Arc<Settings>,
    /// The instant.
    pub at: Instant,
    /// Since when the site is as it is; `None` when nothing changed before.
    pub valid_from: Option<Instant>,
    /// The first instant at which anything changes, whatever the cause; `None` when nothing will.
    pub valid_until: Option<Instant>,
    /// The notices that may be known, by closing time and then id.
    pub notices: Vec<Arc<Disclosed>>,
    /// Indices of the open ones, by closing time and then id.
    pub open: Vec<usize>,
    /// Indices of those that are not open and not retired, latest closing first.
    pub archived: Vec<usize>,
    /// The same by the year of the last open day.
    pub archived_by_year: BTreeMap<i32, Vec<usize>>,
    /// Section → indices of all its notices.
    pub sections: BTreeMap<String, Vec<usize>>,
    /// Organisation → indices of its notices, retired ones left out.
    pub organisations: BTreeMap<String, Vec<usize>>,
    /// Region → indices of its notices, retired ones left out.
    pub regions: BTreeMap<String, Vec<usize>>,
    /// Ordinary pages.
    pub pages: Vec<Arc<Page>>,
    /// Of each organisation and region the notice that was published first: it keeps its say on the name.
    naming: Naming,
    addresses: Arc<AddressBook>,
    /// Indices by section and slug.
    by_address: Vec<usize>,
    /// Found when it is asked for.
    similar: OnceLock<Similar>,
    /// [`Self::told_of`] of each notice that was asked for.
    told: Vec<OnceLock<Digest>>,
    /// [`Self::similar`] to each notice that was asked for.
    like: Vec<OnceLock<Vec<usize>>>,
}

/// Which notices name things that several share, by the part of an address.
#[derive(Debug, Default)]
struct Naming {
    organisations: BTreeMap<String, usize>,
    regions: BTreeMap<String, usize>,
}

/// The records that a site is made of.
#[derive(Clone, Copy, Debug)]
pub struct Records<'a> {
    /// Notices, drafts too.
    pub notices: &'a [Arc<Followed>],
    /// Ordinary pages.
    pub pages: &'a [Arc<Page>],
    /// What prose may call them.
    pub addresses: &'a Arc<AddressBook>,
}

impl Site {
    /// The site at `at`.
    #[must_use]
    pub fn at(records: Records<'_>, settings: &Arc<Settings>, at: Instant, drafts: Drafts) -> Self {
        let rules = rules(settings);
        let counted = |followed: &&Arc<Followed>| !followed.notice.draft || drafts == Drafts::Included;
        let counted: Vec<&Arc<Followed>> = records.notices.iter().filter(counted).collect();
        let around = |followed: &&Arc<Followed>| {
            let changes = followed.changes(&rules);
            let come = changes.partition_point(|change| *change <= at);
            (come.checked_sub(1).map(|last| changes[last]), changes.get(come).copied())
        };
        let (from, until): (Vec<_>, Vec<_>) = counted.par_iter().map(around).unzip();
        let valid_from = from.into_iter().flatten().max();
        let valid_until = until.into_iter().flatten().min();

        let shown = counted.par_iter().filter_map(|followed| followed.disclose(at, &rules, drafts));
        // Records come by section and slug.
        let by_address: Vec<Arc<Disclosed>> = shown.collect();
        let closing = by_address.iter().enumerate().map(|(index, notice)| (notice.closes().at, index));
        let mut order: Vec<(Instant, usize)> = closing.collect();
        order.par_sort_unstable_by(|(at, index), (other_at, other)| {
            at.cmp(other_at).then_with(|| by_address[*index].cmp_id(&by_address[*other]))
        });
        let order: Vec<usize> = order.into_iter().map(|(_, index)| index).collect();
        let notices = order.iter().map(|index| Arc::clone(&by_address[*index])).collect();
        let mut site = Self {
            settings: Arc::clone(settings),
            at,
            valid_from,
            valid_until,
            open: Vec::new(),
            archived: Vec::new(),
            archived_by_year: BTreeMap::new(),
            sections: BTreeMap::new(),
            organisations: BTreeMap::new(),
            regions: BTreeMap::new(),
            by_address: inverse(&order),
            pages: records.pages.to_vec(),
            naming: Naming::default(),
            addresses: Arc::clone(records.addresses),
            similar: OnceLock::new(),
            told: vec![OnceLock::new(); order.len()],
            like: vec![OnceLock::new(); order.len()],
            notices,
        };
        site.sort_into_lists();
        site
    }

    fn sort_into_lists(&mut self) {
        for (index, notice) in self.notices.iter().enumerate() {
            add(&mut self.sections, notice.section(), index);
            if notice.is_retired {
                continue;
            }
            if notice.phase.is_open() {
                self.open.push(index);
            } else {
                self.archived.push(index);
            }
            let brief = notice.brief();
            add(&mut self.organisations, &brief.organization_id, index);
            if let Some(region) = &brief.region {
                add(&mut self.regions, &region.slug, index);
            }
        }
        self.naming = Naming {
            organisations: self.first_published_of(&self.organisations),
            regions: self.first_published_of(&self.regions),
        };
        self.archived = self.latest_first(&self.archived);
        for index in self.archived.clone() {
            let year = self.last_open_day(&self.notices[index]).year();
            self.archived_by_year.entry(year).or_default().push(index);
        }
    }

    /// These indices, which ascend, with the latest closing first; those that close together stay by id.
    fn latest_first(&self, indices: &[usize]) -> Vec<usize> {
        let closes = |index: &usize| self.notices[*index].closes().at;
        let together = indices.chunk_by(|one, other| closes(one) == closes(other));
        together.rev().flatten().copied().collect()
    }

    /// The indices of all notices, by section and slug.
    #[must_use]
    pub fn by_address(&self) -> &[usize] {
        &self.by_address
    }

    /// The index of the notice with this address.
    fn index_of(&self, section: &str, slug: &str) -> Option<usize> {
        let address = |index: &usize| (self.notices[*index].section(), self.notices[*index].slug());
        let found = self.by_address.binary_search_by(|index| address(index).cmp(&(section, slug)));
        found.ok().map(|found| self.by_address[found])
    }

    /// What a timeline needs besides the record.
    #[must_use]
    pub fn rules(&self) -> Rules<'_> {
        rules(&self.settings)
    }

    /// The language of the interface.
    #[must_use]
    pub fn language(&self) -> Language {
        self.settings.language
    }

    /// An instant in the machine form: RFC 3339 with the zone's offset and seconds.
    #[must_use]
    pub fn rfc3339(&self, at: Instant) -> String {
        self.settings.zone.rfc3339(at)
    }

    /// The digest of everything that a notice's own pages depend on besides theme and settings: what is
    /// told of it, and the rows of open notices like it.
    #[must_use]
    pub fn notice_key(&self, index: usize) -> Digest {
        let mut hasher = Hasher::default();
        hasher.add_digest(self.told_of(index));
        self.similar_keys(index).for_each(|key| {
            hasher.add_digest(key);
        });
        hasher.finish()
    }

    /// The digest of what is disclosed of a notice, and which of the records that it links to can be seen.
    fn told_of(&self, index: usize) -> Digest {
        *self.told[index].get_or_init(|| self.find_told_of(index))
    }

    fn find_told_of(&self, index: usize) -> Digest {
        let notice = &self.notices[index];
        let mut hasher = Hasher::default();
        hasher.add_digest(notice.key);
        // Only of prose that can be seen: a link in an answer under embargo may not show in a fingerprint.
        for name in &notice.mentions {
            hasher.add(&self.find(name).and_then(|to| self.url_of(to)));
        }
        hasher.finish()
    }

    /// The digest of what stands on every page: the menu, the sections, the settings.
    #[must_use]
    pub fn frame_key(&self) -> Digest {
        Digest::of(&(&*self.settings, self.frame()))
    }
}

fn rules(settings: &Settings) -> Rules<'_> {
    Rules { zone: settings.zone, calendar: &settings.calendar, retention: settings.retention }
}

/// Adds a notice to the list with this name.
fn add(lists: &mut BTreeMap<String, Vec<usize>>, name: &str, index: usize) {
    match lists.get_mut(name) {
        Some(list) => list.push(index),
        None => drop(lists.insert(name.to_owned(), vec![index])),
    }
}

/// Where each of these numbers stands: `[2, 0, 1]` → `[1, 2, 0]`.
fn inverse(order: &[usize]) -> Vec<usize> {
    let mut inverse = vec![0; order.len()];
    for (place, number) in order.iter().enumerate() {
        inverse[*number] = place;
    }
    inverse
}
