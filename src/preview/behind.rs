//! What stands behind a proof: the project itself, for the few answers that take more than what is laid out.

use crate::digest::Digest;
use crate::edition::Prepared;
use std::io::{self, Write};
use std::sync::Arc;

/// The project behind a proof.
pub trait Behind {
    /// Copies a file of the project, whose bytes were seen to have that digest.
    ///
    /// # Errors
    /// When they are other bytes by now, or the machine fails.
    fn copy(&self, path: &str, digest: Digest, to: &mut dyn Write) -> io::Result<()>;

    /// The text of a file as the site is made of it; `None` when it is not there, or no text.
    fn source(&self, path: &str) -> Option<Arc<[u8]>>;

    /// What would come of the project if a file held these bytes; nothing is kept of it.
    fn rehearse(&self, path: &str, bytes: &[u8]) -> Prepared;
}
