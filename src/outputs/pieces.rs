//! Pieces of files that were made before.

use crate::digest::Digest;
use std::fmt::Debug;

/// Pieces of large files, each known by the digest of all that it was made of: one that was made before need not be
/// made again. A piece that is not there is made, so whoever keeps pieces may lose any of them.
pub trait Pieces: Debug + Send + Sync {
    /// The piece with this key, just as it was put; `None` when it is not there.
    fn get(&self, key: Digest) -> Option<Vec<u8>>;

    /// Keeps a piece, if there is room.
    fn put(&self, key: Digest, bytes: &[u8]);
}
