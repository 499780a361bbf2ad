//! The moment at which the new site takes the place of the old one.

use super::in_place;
use super::layout::Layout;
use super::manifest::MANIFEST_PATH;
use super::place::{Place, first_stranger};
use super::rescue::{Clash, rescue};
use super::staging::Staging;
use super::standing::{Standing, read_manifest};
use super::{Doing, Error, Refusal, Stopped};
use crate::host::error::While;
use crate::host::files::Time;
use std::fs;
use std::io;
use std::path::Path;

/// How the new site takes the place of the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// In one step; readers see the one or the other. Where the system cannot, one of the other ways.
    Exchange,
    /// In two steps, with an instant between them in which there is no site.
    TwoRenames,
    /// File by file.
    InPlace,
}

/// Where the old site is after the swap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Old {
    /// There was none.
    Nowhere,
    /// In the staging folder.
    InStaging,
    /// Gone: the new site was put over it.
    Overwritten,
}

/// Puts the new site in place of the old one, in this way or the next best that the system knows.
pub(super) fn swap(
    place: &Place,
    staging: &Staging,
    standing: &Standing<'_>,
    new: &Layout<'_>,
    way: Way,
) -> Result<Old, Error> {
    let (site, output) = (&staging.site, &place.output);
    let swapped = match (fs::symlink_metadata(output), way) {
        (Err(error), _) if error.kind() == io::ErrorKind::NotFound => {
            fs::rename(site, output).while_(Doing::Swap, output)?;
            return Ok(Old::Nowhere);
        }
        (Err(error), _) => Err(error),
        (Ok(_), Way::Exchange) => exchange(site, output),
        (Ok(_), Way::TwoRenames) => by_two_renames(place, site),
        (Ok(_), Way::InPlace) => {
            in_place::replace(standing, new, staging, output)?;
            return Ok(Old::Overwritten);
        }
    };
    match swapped {
        Ok(()) => Ok(Old::InStaging),
        Err(error) if way == Way::Exchange && is_unsupported(&error) => {
            swap(place, staging, standing, new, Way::TwoRenames)
        }
        Err(error) if way != Way::InPlace && cannot_move(&error) => {
            swap(place, staging, standing, new, Way::InPlace)
        }
        Err(error) => Err(Doing::Swap.failed(output, error)),
    }
}

/// Finishes what a build began that was killed between or just after its two renames. Comes after
/// [`Staging::sweep`].
pub(super) fn recover(place: &Place, time: Time) -> Result<(), Stopped> {
    let old = place.beside("old");
    let about = match fs::symlink_metadata(&old) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        about => about.while_(Doing::ReadFolder, &old)?,
    };
    if !about.is_dir() {
        return Err(Refusal::NotADirectory { path: old }.into());
    }
    if fs::symlink_metadata(&place.output).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        return Ok(fs::rename(&old, &place.output).while_(Doing::Swap, &place.output)?);
    }
    // The new site stands; the old one is ours to remove when both show that they are.
    let (was, is) = (read_manifest(&old)?, read_manifest(&place.output)?);
    let stranger = if was.is_some() { None } else { first_stranger(&old).while_(Doing::ReadFolder, &old)? };
    let example = match (&is, stranger) {
        (Some(is), None) => {
            let layout = was.as_ref().map_or_else(Layout::nothing, |was| Layout::from(&was.manifest));
            let before = Standing::survey(&old, was.as_ref(), &layout, None, time)?;
            let now = Layout::from(&is.manifest);
            if rescue(&old, &before.foreign, &now, &place.output, Clash::Refuse).is_ok() {
                // From inside the staging folder a removal that is cut short can be finished later.
                let staging = Staging::start(place)?;
                return Ok(fs::rename(&old, &staging.site).while_(Doing::Remove, &old)?);
            }
            String::new()
        }
        (_, stranger) => stranger.unwrap_or_default(),
    };
    let example = if example.is_empty() { MANIFEST_PATH.to_owned() } else { example };
    Err(Refusal::NotOurs { path: old, example }.into())
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Old systems and some disks (network shares, FAT) know no exchange.
fn is_unsupported(error: &io::Error) -> bool {
    use rustix::io::Errno;
    let unsupported = [Errno::NOSYS, Errno::INVAL, Errno::NOTSUP, Errno::OPNOTSUPP];
    error.kind() == io::ErrorKind::Unsupported
        || unsupported.iter().any(|errno| error.raw_os_error() == Some(errno.raw_os_error()))
}

/// A mount point, or a folder from a lower layer of a container image.
fn cannot_move(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::CrossesDevices | io::ErrorKind::ResourceBusy)
}

fn by_two_renames(place: &Place, new: &Path) -> io::Result<()> {
    let old = place.beside("old");
    fs::rename(&place.output, &old)?;
    if let Err(error) = fs::rename(new, &place.output) {
        fs::rename(&old, &place.output)?;
        return Err(error);
    }
    // Into the staging folder, where a removal that is cut short can be finished later.
    fs::rename(&old, new)
}
