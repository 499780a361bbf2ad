//! What the last build found out about records, so that only those that changed are read.

use super::Args;
use crate::content::{self, Shelved};
use crate::edition::{Inputs, Memory};
use crate::host::cache::{self, Cached};
use crate::host::project::Seen;
use crate::host::shelf::{Files, Writer, sweep};
use crate::record::Shelf;
use borsh::BorshDeserialize;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Its file in the cache.
const NAME: &str = "records";

/// What is known of the records of a project.
#[derive(Default)]
pub(super) struct Records {
    pub(super) memory: content::Memory,
    pub(super) seen: Seen,
    shelf: Option<Arc<Files>>,
}

/// What the cache says of them.
pub(super) enum Found {
    Nothing,
    /// What there is cannot be used, and somebody may want to know.
    Unusable,
    Records(Box<Records>),
}

impl Records {
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
        let files = Arc::new(Files::open(root, &names)?);
        let shelf: Arc<dyn Shelf> = Arc::<Files>::clone(&files);
        Some(Self { memory: content::Memory::from_kept(bytes, &shelf)?, seen, shelf: Some(files) })
    }

    /// Notes what a build found out, which came from these.
    pub(super) fn keep(args: &Args, memory: &Memory, inputs: &Inputs, seen: &Seen, shelf: Option<&Files>) {
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
        shelf: Option<&Files>,
    ) -> io::Result<()> {
        let mut writer = Writer::beside(&args.root, shelf);
        let mut records = vec![Vec::new()];
        let mut shelve = |whole| match whole {
            Shelved::At(spot) => writer.keep(spot),
            Shelved::New(bytes) => writer.add(&bytes),
        };
        memory.keep_records(inputs, &mut shelve, &mut records)?;
        let names = writer.finish()?;
        records[0] = borsh::to_vec(&(&names, seen))?;
        cache::write(&args.root, NAME, &records)?;
        sweep(&args.root, &names);
        Ok(())
    }

    /// Nothing may be believed any more of what there is.
    pub(super) fn forget(root: &Path) {
        cache::remove(root, NAME);
        sweep(root, &[]);
    }

    pub(super) fn shelf(&self) -> Option<Arc<Files>> {
        self.shelf.clone()
    }
}
