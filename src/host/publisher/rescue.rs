//! What others put in the old site while the new one was being made.

use super::foreign::is_foreign;
use super::manifest::Manifest;
use super::standing::found_below;
use super::{Doing, Error};
use crate::host::error::While;
use crate::host::files::{is_same, same_bytes};
use std::fs::{self, Metadata};
use std::io;
use std::path::Path;

/// What to do when another thing stands in its place in the new site.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Clash {
    /// The one in the old site is newer: it was changed after it had been carried over.
    Replace,
    /// Nobody knows which is newer.
    Refuse,
}

/// Moves from the old site to the new one what is not ours and is not there yet.
///
/// `was` is the manifest of the old site and `is` that of the new one, which stands in `output`. Fails, and
/// leaves the thing where it is, when the new site has a file of its own there.
pub(super) fn rescue(
    old: &Path,
    was: &Manifest,
    is: &Manifest,
    output: &Path,
    clash: Clash,
) -> Result<(), Error> {
    for (path, about) in found_below(old)? {
        if about.is_dir() || !is_foreign(&path, &about, was) {
            continue;
        }
        let (from, to) = (old.join(&path), output.join(&path));
        if !is_carried(&from, &about, &to) {
            bring(&path, &from, &to, is, clash).while_(Doing::CarryOver, &from)?;
        }
    }
    Ok(())
}

/// Whether the new site has this very thing: the same file, a copy, or a link to the same target.
fn is_carried(from: &Path, about: &Metadata, to: &Path) -> bool {
    let Ok(carried) = fs::symlink_metadata(to) else { return false };
    if about.is_symlink() {
        return carried.is_symlink() && fs::read_link(from).ok() == fs::read_link(to).ok();
    }
    is_same(about, &carried) || (about.is_file() && same_bytes(from, to).unwrap_or(false))
}

fn bring(path: &Path, from: &Path, to: &Path, is: &Manifest, clash: Clash) -> io::Result<()> {
    let taken = fs::symlink_metadata(to).is_ok_and(|there| there.is_dir() || clash == Clash::Refuse);
    if taken || is.has_at(path) {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::rename(from, to)
}
