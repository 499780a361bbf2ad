//! `.termijn/` in the project: what earlier runs found out, so that the next need not. It may be thrown away at any
//! time; nothing is lost but time.

use super::files::open_regular;
use crate::digest::{Digest, Hasher};
use std::fs;
use std::io::{self, Read, Seek, Write};
use std::ops::Deref;
use std::path::{Path, PathBuf};

/// The folder, in the root of a project.
pub const FOLDER: &str = ".termijn";
/// As large as a file of it may be, in bytes.
const LARGEST: u64 = 1024 * 1024 * 1024;
/// The first word of each file.
const SIGN: &str = "termijn-cache";
/// Keeps the folder out of version control, as nobody has to.
const IGNORE: &str = "*\n";

/// What a file of the cache holds.
#[derive(Debug, PartialEq, Eq)]
pub enum Cached {
    /// There is none, or it was written by another version of the program.
    Nothing,
    /// It is damaged, or not ours.
    Unusable,
    /// What was written, byte for byte.
    Bytes(Body),
}

/// The bytes behind the head of a file.
#[derive(Debug, PartialEq, Eq)]
pub struct Body {
    file: Vec<u8>,
    start: usize,
}

impl Deref for Body {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.file[self.start..]
    }
}

/// Reads a file of the cache of the project at `root`, as this very program wrote it. Never follows a link.
#[must_use]
pub fn read(root: &Path, name: &str) -> Cached {
    let folder = root.join(FOLDER);
    match fs::symlink_metadata(&folder) {
        Ok(about) if about.is_dir() => {}
        Ok(_) => return Cached::Unusable,
        Err(_) => return Cached::Nothing,
    }
    match read_whole(&folder.join(name)) {
        Ok(bytes) => open(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Cached::Nothing,
        Err(_) => Cached::Unusable,
    }
}

fn read_whole(path: &Path) -> io::Result<Vec<u8>> {
    let (file, about) = open_regular(path)?;
    if about.len() > LARGEST {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or_default());
    file.take(LARGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What stands behind a head that is ours.
fn open(file: Vec<u8>) -> Cached {
    let Some(end) = file.iter().position(|byte| *byte == b'\n') else { return Cached::Unusable };
    let head = std::str::from_utf8(&file[..end]).unwrap_or_default();
    let [sign, program, digest] = head.split(' ').collect::<Vec<_>>()[..] else { return Cached::Unusable };
    if sign != SIGN {
        Cached::Unusable
    } else if program != PROGRAM {
        Cached::Nothing
    } else if Digest::parse(digest) != Some(of_plain(&file[end + 1..])) {
        Cached::Unusable
    } else {
        Cached::Bytes(Body { start: end + 1, file })
    }
}

fn of_plain(bytes: &[u8]) -> Digest {
    let mut hasher = Hasher::default();
    hasher.add_plain(bytes);
    hasher.finish()
}

/// This version of the program.
const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), "-", env!("TERMIJN_SOURCE"));

/// As many bytes are hashed and written at once: many small pieces would take far longer.
const AT_ONCE: usize = 1 << 18;

/// A file of the cache while it is written.
pub struct Sink {
    file: fs::File,
    hasher: Hasher,
    /// What was added and is not written yet.
    pending: Vec<u8>,
}

impl Sink {
    /// Adds bytes behind those that are there.
    ///
    /// # Errors
    /// When the machine refuses.
    pub fn add(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.pending.extend_from_slice(bytes);
        if self.pending.len() < AT_ONCE { Ok(()) } else { self.write() }
    }

    fn write(&mut self) -> io::Result<()> {
        self.hasher.add_plain(&self.pending);
        self.file.write_all(&self.pending)?;
        self.pending.clear();
        Ok(())
    }
}

/// Writes a file of the cache of the project at `root`, whole or not at all: what `fill` adds to it.
///
/// # Errors
/// When the machine refuses. Nobody needs a cache, so that is no reason to stop.
pub fn write(root: &Path, name: &str, fill: impl FnOnce(&mut Sink) -> io::Result<()>) -> io::Result<()> {
    let folder = folder(root)?;
    sweep(&folder, name);
    let next = folder.join(format!("{name}.{}", std::process::id()));
    let head = |digest: Digest| format!("{SIGN} {PROGRAM} {digest}\n");
    let written = fs::OpenOptions::new().write(true).create_new(true).open(&next).and_then(|mut file| {
        // As long as the one that comes in its place once the rest is known.
        file.write_all(head(Digest::of_bytes(b"")).as_bytes())?;
        let mut sink = Sink { file, hasher: Hasher::default(), pending: Vec::with_capacity(2 * AT_ONCE) };
        fill(&mut sink)?;
        sink.write()?;
        sink.file.rewind()?;
        sink.file.write_all(head(sink.hasher.finish()).as_bytes())
    });
    let done = written.and_then(|()| fs::rename(&next, folder.join(name)));
    if done.is_err() {
        // A name that was there before is somebody else's; one that is left over is small.
        let _ = fs::remove_file(&next);
    }
    done
}

/// The cache's folder, made when it is not there.
pub(super) fn folder(root: &Path) -> io::Result<PathBuf> {
    let folder = root.join(FOLDER);
    match fs::create_dir(&folder) {
        Ok(()) => fs::write(folder.join(".gitignore"), IGNORE)?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    if !fs::symlink_metadata(&folder)?.is_dir() {
        return Err(io::ErrorKind::NotADirectory.into());
    }
    Ok(folder)
}

/// Removes what killed runs left of this file. One that still runs then has no cache, and that is all.
fn sweep(folder: &Path, name: &str) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let unfinished = |entry: &fs::DirEntry| {
        entry
            .file_name()
            .to_str()
            .is_some_and(|other| other.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
    };
    for entry in entries.filter(unfinished) {
        // What cannot be removed stays: it is small.
        let _ = fs::remove_file(entry.path());
    }
}

/// Takes a file out of the cache of the project at `root`.
pub fn remove(root: &Path, name: &str) {
    // What cannot be removed cannot be replaced either, and is found to be wrong when it is read.
    let _ = fs::remove_file(root.join(FOLDER).join(name));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::scratch::Scratch;

    #[test]
    fn it_reads_back_what_it_wrote() {
        let scratch = Scratch::new();
        assert_eq!(read(scratch.path(), "x"), Cached::Nothing);
        for bytes in [&b"een\ntwee"[..], b"", b"\0\xff"] {
            write(scratch.path(), "x", |sink| sink.add(bytes)).unwrap();
            let Cached::Bytes(body) = read(scratch.path(), "x") else { panic!("they were written just now") };
            assert_eq!(&*body, bytes);
        }
        fs::write(scratch.path().join(".termijn/x.1"), b"half").unwrap();
        write(scratch.path(), "x", |sink| sink.add(b"dr").and_then(|()| sink.add(b"ie"))).unwrap();
        let names = fs::read_dir(scratch.path().join(FOLDER)).unwrap();
        let mut names: Vec<_> = names.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, [".gitignore", "x"]);
        remove(scratch.path(), "x");
        assert_eq!(read(scratch.path(), "x"), Cached::Nothing);
    }

    #[test]
    fn what_is_damaged_or_strange_is_told_apart() {
        let scratch = Scratch::new();
        write(scratch.path(), "x", |sink| sink.add(b"een twee drie")).unwrap();
        let place = scratch.path().join(FOLDER).join("x");
        let whole = fs::read(&place).unwrap();
        for cut in 0..whole.len() {
            fs::write(&place, &whole[..cut]).unwrap();
            assert_eq!(read(scratch.path(), "x"), Cached::Unusable, "{cut}");
        }
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            fs::write(&place, &bytes).unwrap();
            assert!(!matches!(read(scratch.path(), "x"), Cached::Bytes(_)), "{at}");
        }
        let older = String::from_utf8(whole).unwrap().replace(PROGRAM, "0.0.1-0");
        fs::write(&place, older).unwrap();
        assert_eq!(read(scratch.path(), "x"), Cached::Nothing);
        fs::remove_file(&place).unwrap();
        scratch.file("elders", b"");
        scratch.link(".termijn/x", "../elders");
        assert_eq!(read(scratch.path(), "x"), Cached::Unusable);
        fs::create_dir(scratch.path().join(".termijn/y")).unwrap();
        assert_eq!(read(scratch.path(), "y"), Cached::Unusable);
    }

    #[test]
    fn a_link_in_the_place_of_the_folder_is_left_alone() {
        let scratch = Scratch::new();
        scratch.file("elders/x", b"mijn");
        scratch.link(FOLDER, "elders");
        assert!(write(scratch.path(), "x", |sink| sink.add(b"een")).is_err());
        assert_eq!(read(scratch.path(), "x"), Cached::Unusable);
        assert_eq!(fs::read(scratch.path().join("elders/x")).unwrap(), b"mijn");
    }
}
