//! Pieces of files that were made before.

use crate::digest::Digest;
use borsh::{BorshDeserialize, BorshSerialize};
use std::fmt::Debug;

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
    /// The record package of OCDS.
    RecordPackage,
}
