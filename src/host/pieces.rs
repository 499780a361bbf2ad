//! Pieces of published files in the cache, for the next build.

use super::cache::{self, Cached};
use super::shelf::{Files, PIECES, sweep};
use crate::digest::Digest;
use crate::outputs::{PieceOf, Pieces};
use crate::record::{Shelf, Spot};
use borsh::BorshDeserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Their list in the cache.
const NAME: &str = "pieces";

/// The pieces that an earlier build put away, and those that this one does.
#[derive(Debug)]
pub struct KeptPieces {
    shelf: Files,
    known: Spots,
    /// Those that were asked for or put: of what they are of, nobody wants the others any more.
    used: Mutex<Spots>,
}

type Spots = BTreeMap<(PieceOf, Digest), Spot>;

impl KeptPieces {
    /// The pieces in the cache of the project at `root`; none when there is no such cache, or a damaged one.
    #[must_use]
    pub fn read(root: &Path) -> Self {
        let none =
            || Self { shelf: Files::none(root, PIECES), known: BTreeMap::new(), used: Mutex::default() };
        let Cached::Bytes(bytes) = cache::read(root, NAME) else { return none() };
        Self::of(root, &bytes).unwrap_or_else(none)
    }

    fn of(root: &Path, mut bytes: &[u8]) -> Option<Self> {
        let names = Vec::<String>::deserialize(&mut bytes).ok()?;
        let known = BTreeMap::deserialize(&mut bytes).ok()?;
        Some(Self { shelf: Files::open(root, PIECES, &names)?, known, used: Mutex::default() })
    }

    /// Notes for the next build what this one used.
    pub fn keep(&self, root: &Path) {
        // Without them the next build takes longer, and that is all.
        if self.try_to_keep(root).is_err() {
            cache::remove(root, NAME);
            sweep(root, PIECES, &[]);
        }
    }

    fn try_to_keep(&self, root: &Path) -> io::Result<()> {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let made: BTreeSet<PieceOf> = used.keys().map(|(of, _)| *of).collect();
        let mut wanted = self.known.clone();
        wanted.retain(|(of, _), _| !made.contains(of));
        wanted.extend(used.iter());
        if wanted == self.known {
            return Ok(());
        }
        let mut spots: Vec<Option<Spot>> = wanted.values().copied().map(Some).collect();
        let names = self.shelf.finish(&mut spots)?;
        let wanted: Spots = wanted.into_keys().zip(spots.into_iter().flatten()).collect();
        cache::write(root, NAME, |sink| sink.add(&borsh::to_vec(&(&names, &wanted))?))?;
        sweep(root, PIECES, &names);
        Ok(())
    }
}

impl Pieces for KeptPieces {
    fn get(&self, of: PieceOf, key: Digest) -> Option<Vec<u8>> {
        let used = || self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let before = self.known.get(&(of, key)).copied();
        let spot = before.or_else(|| used().get(&(of, key)).copied())?;
        let bytes = self.shelf.read(spot).ok()?;
        used().insert((of, key), spot);
        Some(bytes)
    }

    fn put(&self, of: PieceOf, key: Digest, bytes: &[u8]) {
        if let Some(spot) = self.shelf.put(bytes) {
            self.used.lock().unwrap_or_else(PoisonError::into_inner).insert((of, key), spot);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::scratch::Scratch;
    use PieceOf::{Agenda, RecordPackage};
    use std::fs;

    fn key(name: &str) -> Digest {
        Digest::of(&name)
    }

    #[test]
    fn the_next_build_has_what_this_one_used() {
        let scratch = Scratch::new();
        let first = KeptPieces::read(scratch.path());
        assert_eq!(first.get(Agenda, key("a")), None);
        for name in ["a", "b", "c"] {
            first.put(Agenda, key(name), name.as_bytes());
        }
        assert_eq!(first.get(Agenda, key("a")).as_deref(), Some(&b"a"[..]));
        first.keep(scratch.path());

        let second = KeptPieces::read(scratch.path());
        assert_eq!(second.get(Agenda, key("b")).as_deref(), Some(&b"b"[..]));
        second.put(Agenda, key("d"), b"d");
        second.keep(scratch.path());

        let third = KeptPieces::read(scratch.path());
        let there = ["a", "b", "c", "d"].map(|name| third.get(Agenda, key(name)).is_some());
        assert_eq!(there, [false, true, false, true], "what nobody used is gone");
        KeptPieces::read(scratch.path()).keep(scratch.path());
        assert!(
            KeptPieces::read(scratch.path()).get(Agenda, key("b")).is_some(),
            "who used nothing takes nothing away"
        );
    }

    #[test]
    fn what_was_not_made_keeps_its_pieces() {
        let scratch = Scratch::new();
        let first = KeptPieces::read(scratch.path());
        first.put(Agenda, key("a"), b"a");
        first.put(RecordPackage, key("a"), b"b");
        first.keep(scratch.path());
        let second = KeptPieces::read(scratch.path());
        second.put(Agenda, key("c"), b"c");
        second.keep(scratch.path());
        let third = KeptPieces::read(scratch.path());
        let there = |of, name| third.get(of, key(name));
        assert_eq!(there(RecordPackage, "a").as_deref(), Some(&b"b"[..]));
        assert_eq!((there(Agenda, "a"), there(Agenda, "c").as_deref()), (None, Some(&b"c"[..])));
    }

    #[test]
    fn what_is_damaged_is_not_there() {
        let scratch = Scratch::new();
        let kept = KeptPieces::read(scratch.path());
        kept.put(Agenda, key("a"), b"appel");
        kept.put(Agenda, key("b"), b"peer");
        kept.keep(scratch.path());
        let folder = scratch.path().join(cache::FOLDER);
        fs::write(folder.join("pieces-1"), b"appelpeen").unwrap();
        let again = KeptPieces::read(scratch.path());
        assert_eq!(
            (again.get(Agenda, key("a")).as_deref(), again.get(Agenda, key("b"))),
            (Some(&b"appel"[..]), None)
        );
        fs::write(folder.join(NAME), b"iets anders").unwrap();
        assert_eq!(KeptPieces::read(scratch.path()).get(Agenda, key("a")), None);
        fs::remove_file(folder.join("pieces-1")).unwrap();
        assert_eq!(KeptPieces::read(scratch.path()).get(Agenda, key("a")), None);
    }
}
