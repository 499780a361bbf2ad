//! Pieces of files that were made before.

use crate::digest::Digest;
use borsh::{BorshDeserialize, BorshSerialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};

/// Pieces of large files, each known by the digest of all that it was made of: one that was made before need not be
/// made again. A piece that is not there is made, so whoever keeps pieces may lose any of them.
pub trait Pieces: Debug + Send + Sync {
    /// The piece with this key, just as it was put; `None` when it is not there.
    fn get(&self, of: PieceOf, key: Digest) -> Option<Vec<u8>>;

    /// Keeps a piece, if there is room.
    fn put(&self, of: PieceOf, key: Digest, bytes: &[u8]);
}

/// What pieces are made of. When one of these was made, the pieces of it that were not used are used no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub enum PieceOf {
    /// The days of the agenda.
    Agenda,
    /// The calendars of lists.
    Calendars,
    /// The record package of OCDS.
    RecordPackage,
}

/// Pieces in memory, for whoever makes one edition after another.
#[derive(Debug, Default)]
pub struct Pile(Mutex<BTreeMap<(PieceOf, Digest), Piece>>);

#[derive(Debug)]
struct Piece {
    bytes: Arc<[u8]>,
    is_used: bool,
}

impl Pile {
    /// Ends a turn: of what was made in it, the pieces that were not used are gone.
    pub fn end_turn(&self) {
        let mut pieces = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let used = pieces.iter().filter(|(_, piece)| piece.is_used);
        let made: BTreeSet<PieceOf> = used.map(|((of, _), _)| *of).collect();
        pieces.retain(|(of, _), piece| piece.is_used || !made.contains(of));
        pieces.values_mut().for_each(|piece| piece.is_used = false);
    }
}

impl Pieces for Pile {
    fn get(&self, of: PieceOf, key: Digest) -> Option<Vec<u8>> {
        let mut pieces = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let piece = pieces.get_mut(&(of, key))?;
        piece.is_used = true;
        let bytes = Arc::clone(&piece.bytes);
        drop(pieces);
        Some(bytes.to_vec())
    }

    fn put(&self, of: PieceOf, key: Digest, bytes: &[u8]) {
        let piece = Piece { bytes: Arc::from(bytes), is_used: true };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert((of, key), piece);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use PieceOf::{Agenda, RecordPackage};

    #[test]
    fn what_is_made_without_a_piece_loses_it() {
        let pile = Pile::default();
        let key = |name: &str| Digest::of(&name);
        for (of, name) in [(Agenda, "a"), (Agenda, "b"), (RecordPackage, "a")] {
            pile.put(of, key(name), name.as_bytes());
        }
        pile.end_turn();
        assert_eq!(pile.get(Agenda, key("b")).as_deref(), Some(&b"b"[..]));
        pile.end_turn();
        pile.end_turn();
        let there = |of, name| pile.get(of, key(name)).is_some();
        assert_eq!((there(Agenda, "a"), there(Agenda, "b"), there(RecordPackage, "a")), (false, true, true));
    }
}
