//! What the last build found out about records, so that only those that changed are read.

use super::Args;
use crate::content;
use crate::digest::Digest;
use crate::edition::{Inputs, Memory};
use crate::host::cache::{self, Cached};
use crate::host::project::Seen;
use crate::host::shelf::{self, Files, sweep};
use crate::record::{Shelf, Spot};
use borsh::{BorshDeserialize, BorshSerialize};
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Its file in the cache.
const NAME: &str = "records";

/// What is known of the records of a project.
pub(super) struct Records {
    pub(super) memory: content::Memory,
    pub(super) seen: Seen,
    pub(super) shelves: Shelves,
}

/// Where it stands.
pub(super) struct Shelves {
    /// What a site is planned from.
    heads: Files,
    /// The digests of their files.
    seals: Vec<Digest>,
    /// The notices whole.
    wholes: Arc<Files>,
}

/// The file in the cache.
#[derive(BorshSerialize, BorshDeserialize)]
struct Kept {
    /// The names of the files of both shelves.
    heads: Vec<String>,
    wholes: Vec<String>,
    /// The digests of those of heads.
    seals: Vec<Digest>,
    seen: Seen,
    /// By which rules the records were read.
    rules: Option<Digest>,
    /// Where the head of each stands.
    spots: Vec<Spot>,
}

/// What the cache says of them.
pub(super) enum Found {
    Nothing,
    /// What there is cannot be used, and somebody may want to know.
    Unusable,
    Records(Box<Records>),
}

impl Records {
    /// Nothing is known of them.
    pub(super) fn none(root: &Path) -> Self {
        let wholes = Arc::new(Files::none(root, shelf::RECORDS));
        let memory = content::Memory::on(Arc::<Files>::clone(&wholes));
        let shelves = Shelves { heads: Files::none(root, shelf::HEADS), seals: Vec::new(), wholes };
        Self { memory, seen: Seen::default(), shelves }
    }

    pub(super) fn read(root: &Path) -> Found {
        let bytes = match cache::read(root, NAME) {
            Cached::Nothing => return Found::Nothing,
            Cached::Unusable => return Found::Unusable,
            Cached::Bytes(bytes) => bytes,
        };
        Self::of(root, &bytes).map_or(Found::Unusable, |records| Found::Records(Box::new(records)))
    }

    fn of(root: &Path, bytes: &[u8]) -> Option<Self> {
        let Kept { heads, wholes, seals, seen, rules, spots } = borsh::from_slice(bytes).ok()?;
        let heads = Files::open(root, shelf::HEADS, &heads)?;
        let wholes = Arc::new(Files::open(root, shelf::RECORDS, &wholes)?);
        let of_notices: Arc<dyn Shelf> = Arc::<Files>::clone(&wholes);
        let whole = heads.whole(&seals)?;
        let bytes = |spot: Spot| {
            let start = usize::try_from(spot.start).ok()?;
            whole.get(spot.file as usize)?.get(start..start.checked_add(spot.length as usize)?)
        };
        let memory = content::Memory::from_kept(rules, &spots, &bytes, &of_notices)?;
        Some(Self { memory, seen, shelves: Shelves { heads, seals, wholes } })
    }

    /// Notes what a build found out with these shelves.
    pub(super) fn keep(args: &Args, memory: &Memory, inputs: &Inputs, seen: Seen, shelves: &Shelves) {
        // Without a cache the next build takes longer, and that is all.
        if Self::try_to_keep(args, memory, inputs, seen, shelves).is_err() {
            Self::forget(&args.root);
        }
    }

    fn try_to_keep(
        args: &Args,
        memory: &Memory,
        inputs: &Inputs,
        seen: Seen,
        shelves: &Shelves,
    ) -> io::Result<()> {
        let no_room = || io::Error::from(io::ErrorKind::StorageFull);
        let mut spots = memory.spots().ok_or_else(no_room)?;
        let wholes = shelves.wholes.finish(&mut spots)?;
        let mut spots = memory.keep_records(inputs, &spots, &shelves.heads).ok_or_else(no_room)?;
        let heads = shelves.heads.finish(&mut spots)?;
        let seals = shelves.heads.seals(&heads, &shelves.seals)?;
        let spots = spots.into_iter().flatten().collect();
        let kept = Kept { heads, wholes, seals, seen, rules: memory.rules(), spots };
        cache::write(&args.root, NAME, |sink| sink.add(&borsh::to_vec(&kept)?))?;
        sweep(&args.root, shelf::HEADS, &kept.heads);
        sweep(&args.root, shelf::RECORDS, &kept.wholes);
        Ok(())
    }

    /// Nothing may be believed any more of what there is.
    pub(super) fn forget(root: &Path) {
        cache::remove(root, NAME);
        sweep(root, shelf::HEADS, &[]);
        sweep(root, shelf::RECORDS, &[]);
    }
}
