//! What others put in the old site while the new one was being made.

use super::layout::Layout;
use super::{Doing, Error};
use crate::host::error::While;
use crate::host::files::{About, same_bytes};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What to do when another thing stands in its place in the new site.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Clash {
    /// The one in the old site is newer: it was changed after it had been carried over.
    Replace,
    /// Nobody knows which is newer.
    Refuse,
}

/// Moves to the new site, which stands in `output`, what is not ours in the old one and is not there yet; gives
/// the number of things moved.
///
/// `foreign` is what is not ours, `new` the layout of the new site. Fails, and leaves the thing where it is,
/// when the new site has a file of its own there.
pub(super) fn rescue(
    old: &Path,
    foreign: &BTreeMap<PathBuf, About>,
    new: &Layout<'_>,
    output: &Path,
    clash: Clash,
) -> Result<usize, Error> {
    let mut moved = 0;
    for (path, about) in foreign.iter().filter(|(_, about)| !about.is_dir()) {
        let (from, to) = (old.join(path), output.join(path));
        if !is_carried(&from, about, &to) {
            bring(path, &from, &to, new, clash).while_(Doing::CarryOver, &from)?;
            moved += 1;
        }
    }
    Ok(moved)
}

/// Whether the new site has this very thing: the same file, a copy, or a link to the same target.
fn is_carried(from: &Path, about: &About, to: &Path) -> bool {
    let Ok(Some(carried)) = About::at(to) else { return false };
    if about.is_symlink() {
        return carried.is_symlink() && fs::read_link(from).ok() == fs::read_link(to).ok();
    }
    about.is_same(&carried) || (about.is_file() && same_bytes(from, to).unwrap_or(false))
}

fn bring(path: &Path, from: &Path, to: &Path, new: &Layout<'_>, clash: Clash) -> io::Result<()> {
    let taken = fs::symlink_metadata(to).is_ok_and(|there| there.is_dir() || clash == Clash::Refuse);
    if taken || new.has_file(path) {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::rename(from, to)
}
