//! What came of the records, for another run: all that a site is planned from in one piece, and the rest of each
//! notice by itself on a shelf, to be taken off it when a page wants it.

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

/// As many records are put into bytes at once.
const AT_ONCE: usize = 512;

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

    /// Gives `write` what came of the records, piece by piece: bytes that, one behind another,
    /// [`from_kept`](Self::from_kept) reads. `spots` tells where each stands, and `found` gives what was found out
    /// about a notice besides.
    ///
    /// # Errors
    /// When `write` fails.
    pub fn keep<E>(
        &self,
        organisations: &BTreeMap<String, Arc<Organisation>>,
        spots: &[Option<Spot>],
        found: &(dyn Fn(&Notice) -> Option<Vec<u8>> + Sync),
        write: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let others = sight::Others::of(organisations);
        let keep = |(known, spot): (&Arc<Known>, &Option<Spot>)| {
            let notice = known.notice.as_ref().zip(*spot);
            let record = Record {
                path: Arc::clone(&known.path),
                digest: known.file.digest(),
                looked: known.looked.sightings(&others)?,
                questions: known.questions.clone(),
                draft: known.draft,
                problems: known.problems.clone(),
                mentions: known.mentions.clone(),
                notice: notice.map(|(notice, whole)| Head::of(notice, found(notice), whole)),
            };
            // With its length before it, so that all can be read side by side.
            let mut bytes = Vec::with_capacity(3072);
            bytes.extend([0; 8]);
            borsh::to_writer(&mut bytes, &record).expect("memory takes all");
            let length = bytes.len() as u64 - 8;
            bytes[..8].copy_from_slice(&length.to_le_bytes());
            Some(bytes)
        };
        write(&borsh::to_vec(&self.rules).expect("memory takes all"))?;
        let known = self.records.as_ref().map_or(&[][..], |(_, known)| known);
        for (known, spots) in known.chunks(AT_ONCE).zip(spots.chunks(AT_ONCE)) {
            let bytes: Vec<Vec<u8>> = known.par_iter().zip(spots).filter_map(keep).collect();
            bytes.iter().try_for_each(|bytes| write(bytes))?;
        }
        Ok(())
    }

    /// What an earlier run kept; `None` when these are no such bytes.
    #[must_use]
    pub fn from_kept(bytes: &[u8], shelf: &Arc<dyn Shelf>) -> Option<Self> {
        let mut rest = bytes;
        let rules = BorshDeserialize::deserialize(&mut rest).ok()?;
        let mut records = Vec::new();
        while !rest.is_empty() {
            let (length, others) = rest.split_first_chunk()?;
            let (record, others) =
                others.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
            records.push(record);
            rest = others;
        }
        let read = records.par_iter().map(|record| Some(Arc::new(Known::again(record, shelf)?)));
        let records: Option<Vec<Arc<Known>>> = read.collect();
        Some(Self { rules, records: Some((None, records?)), ..Self::on(Arc::clone(shelf)) })
    }

    /// The records of which it is known what came of them, and what stands beside them, with their digests.
    pub fn known_files(&self) -> impl Iterator<Item = (&str, Digest)> {
        let known = self.records.iter().flat_map(|(_, known)| known);
        known.flat_map(|known| [(&*known.path, known.file.digest())].into_iter().chain(known.looked.files()))
    }
}

impl Known {
    fn again(bytes: &[u8], shelf: &Arc<dyn Shelf>) -> Option<Self> {
        let record: Record = borsh::from_slice(bytes).ok()?;
        Some(Self {
            path: record.path,
            file: Seen::Before(record.digest),
            looked: Looked::from(record.looked),
            questions: record.questions,
            draft: record.draft,
            problems: record.problems,
            notice: record.notice.map(|head| Arc::new(head.notice(shelf))),
            mentions: record.mentions,
            linked: Mutex::default(),
        })
    }
}

impl Head {
    fn of(notice: &Notice, found: Option<Vec<u8>>, whole: Spot) -> Self {
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
