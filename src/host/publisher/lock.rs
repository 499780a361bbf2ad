//! One build at a time for one output folder.

use super::place::Place;
use super::{Doing, Refusal, Stopped};
use crate::host::error::While;
use crate::host::files::{About, Time, is_same};
use rustix::fs::OFlags;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

/// Held while a build publishes. A killed build leaves the file, but the system lets go of the lock.
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
    /// When the lock was taken, or before, by the clock of the disk.
    pub(super) time: Time,
}

impl Lock {
    /// Takes the lock of this place, or says at once that another build has it.
    pub(super) fn take(place: &Place) -> Result<Self, Stopped> {
        let path = place.beside("lock");
        // The build that had the lock may remove the file between our opening and our locking it; then we hold
        // the lock of a file that no longer has a name, and the next build would make another.
        for _ in 0..100 {
            let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
            let file = OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(false)
                .mode(0o644)
                .custom_flags(flags.bits().cast_signed())
                .open(&path)
                .while_(Doing::Lock, &path)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(Refusal::Busy.into()),
                Err(TryLockError::Error(cause)) => return Err(Doing::Lock.failed(&path, cause).into()),
            }
            let held = file.metadata().while_(Doing::Lock, &path)?;
            match fs::symlink_metadata(&path) {
                Ok(named) if is_same(&named, &held) && held.is_file() && held.len() == 0 => {
                    let time = About::from(&held).changed;
                    return Ok(Self { path, _file: file, time });
                }
                // Ours are empty; this one would be lost when we are done.
                Ok(named) if is_same(&named, &held) => {
                    let example = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    let folder = path.parent().unwrap_or(&path).to_path_buf();
                    return Err(Refusal::NotOurs { path: folder, example }.into());
                }
                _ => {}
            }
        }
        Err(Refusal::Busy.into())
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while still locked, so that no other build can have taken this very file.
        let _ = fs::remove_file(&self.path);
    }
}
