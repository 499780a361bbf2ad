//! What the last build found out about records, so that only those that changed are read.

use super::Args;
use crate::content;
use crate::edition::{Inputs, Memory};
use crate::host::cache::{self, Cached};
use crate::host::project::Seen;
use crate::host::shelf::{self, Files, sweep};
use crate::record::Shelf;
use borsh::BorshDeserialize;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Its file in the cache.
const NAME: &str = "records";

/// What is known of the records of a project.
pub(super) struct Records {
    pub(super) memory: content::Memory,
    pub(super) seen: Seen,
    pub(super) shelf: Arc<Files>,
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
        let shelf = Arc::new(Files::none(root, shelf::RECORDS));
        Self { memory: content::Memory::on(Arc::<Files>::clone(&shelf)), seen: Seen::default(), shelf }
    }

    pub(super) fn read(root: &Path) -> Found {
        let bytes = match cache::read(root, NAME) {
            Cached::Nothing => return Found::Nothing,
            Cached::Unusable => return Found::Unusable,
            Cached::Bytes(bytes) => bytes,
        };
        Self::of(root, &bytes).map_or(Found::Unusable, |records| Found::Records(Box::new(records)))
    }

    fn of(root: &Path, mut bytes: &[u8]) -> Option<Self> {
        let names = Vec::<String>::deserialize(&mut bytes).ok()?;
        let seen = Seen::deserialize(&mut bytes).ok()?;
        let files = Arc::new(Files::open(root, shelf::RECORDS, &names)?);
        let shelf: Arc<dyn Shelf> = Arc::<Files>::clone(&files);
        Some(Self { memory: content::Memory::from_kept(bytes, &shelf)?, seen, shelf: files })
    }

    /// Notes what a build found out with this shelf.
    pub(super) fn keep(args: &Args, memory: &Memory, inputs: &Inputs, seen: &Seen, shelf: &Files) {
        // Without a cache the next build takes longer, and that is all.
        if Self::try_to_keep(args, memory, inputs, seen, shelf).is_err() {
            Self::forget(&args.root);
        }
    }

    fn try_to_keep(
        args: &Args,
        memory: &Memory,
        inputs: &Inputs,
        seen: &Seen,
        shelf: &Files,
    ) -> io::Result<()> {
        let mut spots = memory.spots().ok_or(io::ErrorKind::StorageFull)?;
        let names = shelf.finish(&mut spots)?;
        cache::write(&args.root, NAME, |sink| {
            sink.add(&borsh::to_vec(&(&names, seen))?)?;
            memory.keep_records(inputs, &spots, &mut |bytes| sink.add(bytes))
        })?;
        sweep(&args.root, shelf::RECORDS, &names);
        Ok(())
    }

    /// Nothing may be believed any more of what there is.
    pub(super) fn forget(root: &Path) {
        cache::remove(root, NAME);
        sweep(root, shelf::RECORDS, &[]);
    }
}
