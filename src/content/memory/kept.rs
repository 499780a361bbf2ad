//! What came of the records, for another run: of each what a site is planned from in one piece, and the rest of its
//! notice in another that is taken off its shelf when a page wants it. A piece is written when it is new.

use super::super::links::Mention;
use super::super::sight::{self, Looked, Seen, Sightings};
use super::{Known, Memory};
use crate::diagnostic::{Diagnostic, Place};
use crate::digest::Digest;
use crate::record::{Aside, Brief, Notice, Organisation, Shelf, Spot, Stored};
use crate::time::Moment;
use borsh::{BorshDeserialize, BorshSerialize};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

/// What was found out of a notice since its record was read.
#[derive(Debug)]
pub enum News {
    /// Nothing else than [`Notice::found`] says.
    None,
    /// This, for another run.
    Found(Vec<u8>),
}

/// Where an earlier run put what came of a record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kept {
    head: Spot,
    whole: Option<Spot>,
    has_words: bool,
}

/// What came of one.
#[derive(BorshSerialize, BorshDeserialize)]
struct Record {
    path: Arc<str>,
    digest: Digest,
    looked: Sightings,
    questions: Option<Arc<str>>,
    draft: bool,
    problems: Vec<Diagnostic>,
    mentions: Vec<Mention>,
    notice: Option<Head>,
}

/// A notice without what stands on the shelf.
#[derive(BorshSerialize, BorshDeserialize)]
struct Head {
    place: Place,
    section: String,
    slug: String,
    draft: bool,
    published: Moment,
    aliases: Vec<String>,
    digest: Digest,
    brief: Brief,
    aside: Aside,
    words: Option<Arc<str>>,
    found: Option<Vec<u8>>,
    whole: Spot,
}

impl Memory {
    /// Puts on the shelf what of the records is not there yet, and tells where each notice stands; `None` when there
    /// is no room, or no shelf.
    #[must_use]
    pub fn spots(&self) -> Option<Vec<Option<Spot>>> {
        let shelf = self.shelf.as_ref()?;
        let known = self.records.iter().flat_map(|(_, known)| known);
        let spot = |known: &Arc<Known>| match &known.notice {
            Some(notice) => notice.whole.clone().put_on(shelf).spot().map(Some),
            None => Some(None),
        };
        known.map(spot).collect()
    }

    /// Puts on the shelf `heads` what came of the records and is not there yet, and tells where each stands: `None` for
    /// one of which another run can know nothing, and `None` for all when there is no room. `wholes` tells where each
    /// notice stands, and `found` what was found out about it.
    #[must_use]
    pub fn keep(
        &self,
        organisations: &BTreeMap<String, Arc<Organisation>>,
        wholes: &[Option<Spot>],
        found: &(dyn Fn(&Notice) -> News + Sync),
        heads: &dyn Shelf,
    ) -> Option<Vec<Option<Spot>>> {
        let others = sight::Others::of(organisations);
        let keep = |(known, whole): (&Arc<Known>, &Option<Spot>)| {
            let notice = known.notice.as_ref().zip(*whole);
            let news = notice.map_or(News::None, |(notice, _)| found(notice));
            if let Some(kept) = known.kept.filter(|kept| kept.holds_for(known, *whole, &news)) {
                return Some(Some(kept.head));
            }
            let Some(looked) = known.looked.sightings(&others) else { return Some(None) };
            let record = Record {
                path: Arc::clone(&known.path),
                digest: known.file.digest(),
                looked,
                questions: known.questions.clone(),
                draft: known.draft,
                problems: known.problems.clone(),
                mentions: known.mentions.clone(),
                notice: notice.map(|(notice, whole)| Head::of(notice, news, whole)),
            };
            heads.put(&borsh::to_vec(&record).expect("memory takes all")).map(Some)
        };
        let known = self.records.as_ref().map_or(&[][..], |(_, known)| known);
        known.par_iter().zip(wholes).map(keep).collect()
    }

    /// By which rules all this was found out.
    #[must_use]
    pub fn rules(&self) -> Option<Digest> {
        self.rules
    }

    /// What an earlier run kept by these rules: `bytes` gives those of each head; `None` when what stands there is
    /// something else.
    #[must_use]
    pub fn from_kept<'a>(
        rules: Option<Digest>,
        heads: &[Spot],
        bytes: &(dyn Fn(Spot) -> Option<&'a [u8]> + Sync),
        wholes_on: &Arc<dyn Shelf>,
    ) -> Option<Self> {
        let known = heads.par_iter().map(|head| Known::again(*head, bytes(*head)?, wholes_on).map(Arc::new));
        let records: Option<Vec<Arc<Known>>> = known.collect();
        Some(Self { rules, records: Some((None, records?)), ..Self::on(Arc::clone(wholes_on)) })
    }

    /// The records of which it is known what came of them, and what stands beside them, with their digests.
    pub fn known_files(&self) -> impl Iterator<Item = (&str, Digest)> {
        let known = self.records.iter().flat_map(|(_, known)| known);
        known.flat_map(|known| [(&*known.path, known.file.digest())].into_iter().chain(known.looked.files()))
    }
}

impl Kept {
    /// Whether what stands there is what would be put there now.
    fn holds_for(&self, known: &Known, whole: Option<Spot>, news: &News) -> bool {
        let has_words = known.notice.as_ref().is_some_and(|notice| notice.words.get().is_some());
        matches!(news, News::None) && self.whole == whole && self.has_words == has_words
    }
}

impl Known {
    fn again(head: Spot, bytes: &[u8], wholes: &Arc<dyn Shelf>) -> Option<Self> {
        let record: Record = borsh::from_slice(bytes).ok()?;
        let kept = Kept {
            head,
            whole: record.notice.as_ref().map(|head| head.whole),
            has_words: record.notice.as_ref().is_some_and(|head| head.words.is_some()),
        };
        Some(Self {
            kept: Some(kept),
            path: record.path,
            file: Seen::Before(record.digest),
            looked: Looked::from(record.looked),
            questions: record.questions,
            draft: record.draft,
            problems: record.problems,
            notice: record.notice.map(|head| Arc::new(head.notice(wholes))),
            mentions: record.mentions,
            linked: Mutex::default(),
        })
    }
}

impl Head {
    fn of(notice: &Notice, news: News, whole: Spot) -> Self {
        let found = match news {
            News::Found(found) => Some(found),
            News::None => notice.found.as_ref().map(|found| found.to_vec()),
        };
        Self {
            place: notice.place.clone(),
            section: notice.section.clone(),
            slug: notice.slug.clone(),
            draft: notice.draft,
            published: notice.published,
            aliases: notice.aliases.clone(),
            digest: notice.digest,
            brief: notice.brief.clone(),
            aside: notice.aside.clone(),
            words: notice.words.get().cloned(),
            found,
            whole,
        }
    }

    fn notice(self, shelf: &Arc<dyn Shelf>) -> Notice {
        Notice {
            place: self.place,
            section: self.section,
            slug: self.slug,
            draft: self.draft,
            published: self.published,
            aliases: self.aliases,
            links: Vec::new(),
            digest: self.digest,
            brief: self.brief,
            aside: self.aside,
            words: Arc::new(self.words.map(OnceLock::from).unwrap_or_default()),
            found: self.found.map(Arc::from),
            whole: Stored::on(shelf, self.whole),
        }
    }
}
