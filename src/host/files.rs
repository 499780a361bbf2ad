//! The few questions about files that the standard library leaves to the system (Unix).

use borsh::{BorshDeserialize, BorshSerialize};
use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags, RawMode, Stat, Timespec, Timestamps, UTIME_OMIT};
use std::ffi::OsStr;
use std::fs::{self, File, Metadata, OpenOptions, Permissions};
use std::io::{self, Read};
use std::os::unix::ffi::OsStrExt;
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

/// A time as the disk tells it: seconds and nanoseconds.
pub(super) type Time = (i64, i64);

/// What we go by of a thing on disk: small, for a site has tens of thousands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct About {
    /// Its kind and its mode, as the system has them.
    mode: RawMode,
    pub(super) device: u64,
    pub(super) inode: u64,
    pub(super) owner: (u32, u32),
    pub(super) size_bytes: u64,
    pub(super) modified: Time,
    /// When anything of it last changed, in a folder also a name: nobody can set this time.
    pub(super) changed: Time,
}

impl About {
    /// What stands at this path, links not followed; none when there is nothing.
    pub(super) fn at(path: &Path) -> io::Result<Option<Self>> {
        absent_is_none(fs::symlink_metadata(path).map(|about| Self::from(&about)))
    }

    /// What stands at this path below an open folder; the folder itself for an empty path.
    pub(super) fn below(folder: &File, path: &str) -> io::Result<Option<Self>> {
        if path.is_empty() {
            return Ok(Some(Self::from(&folder.metadata()?)));
        }
        let found = rustix::fs::statat(folder, path, AtFlags::SYMLINK_NOFOLLOW);
        absent_is_none(found.map(|stat| Self::from(&stat)).map_err(io::Error::from))
    }

    fn kind(&self) -> FileType {
        FileType::from_raw_mode(self.mode)
    }

    pub(super) fn is_dir(&self) -> bool {
        self.kind() == FileType::Directory
    }

    pub(super) fn is_file(&self) -> bool {
        self.kind() == FileType::RegularFile
    }

    pub(super) fn is_symlink(&self) -> bool {
        self.kind() == FileType::Symlink
    }

    /// The permission bits.
    #[allow(clippy::useless_conversion, reason = "not every system has them in 32 bits")]
    pub(super) fn mode(&self) -> u32 {
        u32::from(self.mode) & 0o7777
    }

    /// Whether both describe one and the same thing.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        (self.device, self.inode) == (other.device, other.inode)
    }
}

impl From<&Metadata> for About {
    fn from(about: &Metadata) -> Self {
        Self {
            mode: about.mode(),
            device: about.dev(),
            inode: about.ino(),
            owner: (about.uid(), about.gid()),
            size_bytes: about.size(),
            modified: (about.mtime(), about.mtime_nsec()),
            changed: (about.ctime(), about.ctime_nsec()),
        }
    }
}

impl From<&Stat> for About {
    #[allow(clippy::unnecessary_cast, reason = "these types differ from system to system")]
    fn from(stat: &Stat) -> Self {
        Self {
            mode: stat.st_mode,
            device: stat.st_dev as u64,
            inode: stat.st_ino as u64,
            owner: (stat.st_uid, stat.st_gid),
            size_bytes: stat.st_size as u64,
            modified: (stat.st_mtime as i64, stat.st_mtime_nsec as i64),
            changed: (stat.st_ctime as i64, stat.st_ctime_nsec as i64),
        }
    }
}

fn absent_is_none<T>(found: io::Result<T>) -> io::Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Whether a change at `changed` lies so long before `now` that a later one would show in the time.
///
/// Disks tell times in steps: of a tick of the system (at most 10 ms), or of up to two seconds.
pub(super) fn is_settled(changed: Time, now: Time) -> bool {
    let nanoseconds = |time: Time| i128::from(time.0) * 1_000_000_000 + i128::from(time.1);
    let step = if changed.1 % 10_000_000 == 0 { 2_000_000_000 } else { 20_000_000 };
    nanoseconds(changed) + step < nanoseconds(now)
}

/// Opens a folder; not a link to one.
pub(super) fn open_folder(path: &Path) -> io::Result<File> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    Ok(rustix::fs::openat(CWD, path, flags, Mode::empty())?.into())
}

/// Calls `see` with each name in the folder at this path below an open folder, without `.` and `..`.
pub(super) fn names_in(folder: &File, path: &str, mut see: impl FnMut(&OsStr)) -> io::Result<()> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let path = if path.is_empty() { "." } else { path };
    let open = rustix::fs::openat(folder, path, flags, Mode::empty())?;
    for name in rustix::fs::Dir::new(open)? {
        let name = name?;
        let bytes = name.file_name().to_bytes();
        if !matches!(bytes, b"." | b"..") {
            see(OsStr::from_bytes(bytes));
        }
    }
    Ok(())
}

/// Makes a file that does not exist yet, for writing. Its final mode is for [`set_mode`].
pub(super) fn create_new(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// Makes a file that does not exist yet, for writing, with this mode as far as the umask lets it have that.
pub(super) fn create_with_mode(path: &Path, mode: u32) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(mode).open(path)
}

/// The same, below an open folder.
pub(super) fn create_below(folder: &File, path: &str, mode: u32) -> io::Result<File> {
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    Ok(rustix::fs::openat(folder, path, flags, Mode::from_raw_mode(mode as RawMode))?.into())
}

/// Makes a folder below an open one, with this mode as far as the umask lets it have that.
pub(super) fn create_folder_below(folder: &File, path: &str, mode: u32) -> io::Result<()> {
    Ok(rustix::fs::mkdirat(folder, path, Mode::from_raw_mode(mode as RawMode))?)
}

/// Opens a regular file below an open folder for reading; see [`open_regular`].
pub(super) fn open_below(folder: &File, path: &str) -> io::Result<File> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(rustix::fs::openat(folder, path, flags, Mode::empty())?.into())
}

/// Gives the file at this path below one open folder the same path below another too.
pub(super) fn link_below(from: &File, to: &File, path: &str) -> io::Result<()> {
    Ok(rustix::fs::linkat(from, path, to, path, AtFlags::empty())?)
}

/// Removes the file or link at this path below an open folder.
pub(super) fn remove_below(folder: &File, path: &str) -> io::Result<()> {
    Ok(rustix::fs::unlinkat(folder, path, AtFlags::empty())?)
}

/// Removes the empty folder at this path below an open one.
pub(super) fn remove_folder_below(folder: &File, path: &str) -> io::Result<()> {
    Ok(rustix::fs::unlinkat(folder, path, AtFlags::REMOVEDIR)?)
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

/// Gives an open file or folder this time of its last change.
pub(super) fn set_modified(file: &File, (seconds, nanoseconds): Time) -> io::Result<()> {
    let modified = Timespec { tv_sec: seconds, tv_nsec: nanoseconds as _ };
    let kept = Timespec { tv_sec: 0, tv_nsec: UTIME_OMIT };
    Ok(rustix::fs::futimens(file, &Timestamps { last_access: kept, last_modification: modified })?)
}

/// Whether both describe one and the same file.
pub(super) fn is_same(one: &Metadata, other: &Metadata) -> bool {
    one.dev() == other.dev() && one.ino() == other.ino()
}

/// What a file is known by without reading it: another stamp, perhaps other bytes. Modes and times of reading
/// are not in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(super) struct Stamp {
    place: (u64, u64),
    pub(super) size_bytes: u64,
    written: (i64, i64),
}

impl Stamp {
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
pub(super) fn keep_owner(path: &Path, (user, group): (u32, u32)) {
    let _ = std::os::unix::fs::lchown(path, Some(user), Some(group));
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
