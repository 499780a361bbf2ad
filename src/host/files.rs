//! The few questions about files that the standard library leaves to the system (Unix).

use rustix::fs::OFlags;
use std::fs::{self, File, Metadata, OpenOptions, Permissions};
use std::io::{self, Read};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

/// The mode of every file we publish.
pub(super) const FILE_MODE: u32 = 0o644;
/// The mode of every folder we publish.
pub(super) const FOLDER_MODE: u32 = 0o755;

/// Opens a regular file for reading, and says how it is.
///
/// Never follows a link in the last part of `path`, and never waits: opening a pipe without a writer would
/// block for ever. Anything else than a regular file is `InvalidInput`.
pub(super) fn open_regular(path: &Path) -> io::Result<(File, Metadata)> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    let file = OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path)?;
    let about = file.metadata()?;
    if !about.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
    }
    Ok((file, about))
}

/// Makes a file that does not exist yet, for writing. Its final mode is for [`set_mode`].
pub(super) fn create_new(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// Makes a folder with exactly this mode, whatever the umask.
pub(super) fn create_folder(path: &Path, mode: u32) -> io::Result<()> {
    fs::DirBuilder::new().mode(mode).create(path)?;
    set_mode(path, mode)
}

/// Gives a file or folder exactly this mode. Follows links, so only for what we made ourselves.
pub(super) fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    fs::set_permissions(path, Permissions::from_mode(mode))
}

/// Gives an open file exactly this mode.
pub(super) fn set_mode_of(file: &File, mode: u32) -> io::Result<()> {
    file.set_permissions(Permissions::from_mode(mode))
}

/// The permission bits.
pub(super) fn mode(about: &Metadata) -> u32 {
    about.mode() & 0o7777
}

/// Whether both describe one and the same file.
pub(super) fn is_same(one: &Metadata, other: &Metadata) -> bool {
    one.dev() == other.dev() && one.ino() == other.ino()
}

/// Whether both stand on one file system.
pub(super) fn on_same_device(one: &Metadata, other: &Metadata) -> bool {
    one.dev() == other.dev()
}

/// What a file is known by without reading it: another stamp, perhaps other bytes. Modes and times of reading
/// are not in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    place: (u64, u64),
    size_bytes: u64,
    written: (i64, i64),
}

impl Stamp {
    /// The same as bytes, for a digest.
    pub(super) fn to_bytes(self) -> [u8; 40] {
        let (dev, ino) = self.place;
        let (seconds, nanos) = self.written;
        let mut bytes = [0; 40];
        let parts = [dev, ino, self.size_bytes, seconds.cast_unsigned(), nanos.cast_unsigned()];
        for (place, part) in bytes.chunks_mut(8).zip(parts) {
            place.copy_from_slice(&part.to_le_bytes());
        }
        bytes
    }

    pub(super) fn of(about: &Metadata) -> Self {
        Self {
            place: (about.dev(), about.ino()),
            size_bytes: about.len(),
            written: (about.mtime(), about.mtime_nsec()),
        }
    }

    /// Whether the last write was so long before `now` that another one would show. File systems tell times in
    /// steps of up to two seconds (FAT); within one step two writes of one size look alike.
    pub(super) fn is_settled(&self, now: i64) -> bool {
        self.written.0 < now - 2
    }
}

/// Gives what we remade the owner of what it replaces. Only root may, so a refusal is no problem.
pub(super) fn keep_owner(path: &Path, owner: &Metadata) {
    let _ = std::os::unix::fs::lchown(path, Some(owner.uid()), Some(owner.gid()));
}

/// Makes a symbolic link.
pub(super) fn make_link(target: &Path, place: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, place)
}

/// Removes a folder that we made and all below it. Never follows a link.
///
/// A folder may have been carried over without the right to write in it, so that right is taken on the way.
pub(super) fn remove_tree(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {}
        done => return done,
    }
    for entry in walkdir::WalkDir::new(path).into_iter().flatten() {
        if entry.file_type().is_dir() {
            set_mode(entry.path(), 0o700)?;
        }
    }
    fs::remove_dir_all(path)
}

/// Whether both files hold the same bytes.
pub(super) fn same_bytes(one: &Path, other: &Path) -> io::Result<bool> {
    let ((mut one, about), (mut other, about_other)) = (open_regular(one)?, open_regular(other)?);
    if about.len() != about_other.len() {
        return Ok(false);
    }
    let (mut left, mut right) = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
    loop {
        let (read, read_other) = (fill(&mut one, &mut left)?, fill(&mut other, &mut right)?);
        if left[..read] != right[..read_other] {
            return Ok(false);
        }
        if read < left.len() {
            return Ok(true);
        }
    }
}

/// Reads until the buffer is full or the file ends; the number of bytes read.
fn fill(file: &mut File, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}
