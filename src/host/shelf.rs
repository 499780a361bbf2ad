//! The part of the cache that is read piece by piece: files in which values stand one behind another, each known by
//! where it begins, its length and its digest.
//!
//! A file is never changed. What is new goes into a file of its own, and when there are too many, all that is still
//! wanted is put together in one.

use super::cache::{self, FOLDER};
use super::files::open_regular;
use crate::digest::{Digest, Hasher};
use crate::record::{Shelf, Spot};
use rayon::prelude::*;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// As many files are kept, before they are put together.
const FILES: usize = 32;
/// As many bytes may stand there that nobody wants, beside as many as are wanted.
const WASTED: u64 = 1 << 20;
/// What the names of the files for the heads of records begin with.
pub const HEADS: &str = "heads-";
/// What those for their wholes begin with.
pub const RECORDS: &str = "records-";
/// What those of pieces of published files begin with.
pub const PIECES: &str = "pieces-";

/// What is thrown when a value is asked for that is gone or damaged: what was built on it must be built anew.
#[derive(Clone, Copy, Debug)]
pub struct Spoiled;

/// The files of earlier runs, and one more for what this run puts away.
#[derive(Debug)]
pub struct Files {
    root: PathBuf,
    /// What their names begin with.
    family: &'static str,
    names: Vec<String>,
    files: Vec<File>,
    own: Mutex<Option<Own>>,
}

/// The file of this run: it has its name once it is finished.
#[derive(Debug)]
struct Own {
    path: PathBuf,
    file: Arc<File>,
    length: u64,
    is_finished: bool,
}

impl Files {
    /// A shelf in the cache of the project at `root`, on which nothing stands.
    #[must_use]
    pub fn none(root: &Path, family: &'static str) -> Self {
        let root = root.to_path_buf();
        Self { root, family, names: Vec::new(), files: Vec::new(), own: Mutex::default() }
    }

    /// The shelf with these files in the cache of the project at `root`; `None` when one cannot be had.
    #[must_use]
    pub fn open(root: &Path, family: &'static str, names: &[String]) -> Option<Self> {
        let folder = root.join(FOLDER);
        let is_ours = |name: &String| name.starts_with(family) && !name.contains('/');
        if !names.iter().all(is_ours) {
            return None;
        }
        let files = names.iter().map(|name| open_regular(&folder.join(name)).ok().map(|(file, _)| file));
        Some(Self { files: files.collect::<Option<_>>()?, names: names.to_vec(), ..Self::none(root, family) })
    }

    /// The bytes in this spot.
    ///
    /// # Errors
    /// When the machine refuses, or they are damaged.
    pub fn read(&self, spot: Spot) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; spot.length as usize];
        let Some(file) = self.files.get(spot.file as usize) else {
            // Written by this very run, and nobody else has the file.
            self.own_file()?.read_exact_at(&mut bytes, spot.start)?;
            return Ok(bytes);
        };
        file.read_exact_at(&mut bytes, spot.start)?;
        if Digest::of_bytes(&bytes) == spot.digest {
            Ok(bytes)
        } else {
            Err(io::ErrorKind::InvalidData.into())
        }
    }

    /// All that stands there, file by file; `None` when these are not the digests of those files.
    #[must_use]
    pub fn whole(&self, seals: &[Digest]) -> Option<Vec<Vec<u8>>> {
        let whole = self.files.iter().zip(seals).map(|(file, seal)| {
            let (bytes, digest) = sealed(file).ok()?;
            (digest == *seal).then_some(bytes)
        });
        if seals.len() == self.files.len() { whole.collect() } else { None }
    }

    /// The digests of these files of this family, for [`whole`](Self::whole); those of earlier runs are `known`.
    ///
    /// # Errors
    /// When the machine refuses.
    pub fn seals(&self, names: &[String], known: &[Digest]) -> io::Result<Vec<Digest>> {
        let seal = |name: &String| match self.names.iter().position(|other| other == name) {
            Some(place) => Ok(known[place]),
            None => seal(&open_regular(&self.root.join(FOLDER).join(name))?.0),
        };
        names.iter().map(seal).collect()
    }

    fn own_file(&self) -> io::Result<Arc<File>> {
        let own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        own.as_ref().map(|own| Arc::clone(&own.file)).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// Puts bytes away.
    ///
    /// # Errors
    /// When the machine refuses.
    pub fn add(&self, bytes: &[u8]) -> io::Result<Spot> {
        let length = u32::try_from(bytes.len()).map_err(|_| io::ErrorKind::FileTooLarge)?;
        let (file, start) = self.room_for(length)?;
        file.write_all_at(bytes, start)?;
        let number = u32::try_from(self.files.len()).expect("there are few files");
        Ok(Spot { file: number, start, length, digest: Digest::of_bytes(bytes) })
    }

    /// The file of this run, and where in it there is room for so many bytes.
    fn room_for(&self, length: u32) -> io::Result<(Arc<File>, u64)> {
        let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        let own = match &mut *own {
            Some(own) => own,
            own => {
                // Two shelves of one run may be filled at once.
                static NUMBER: AtomicU32 = AtomicU32::new(0);
                let number = NUMBER.fetch_add(1, Ordering::Relaxed);
                let path = cache::folder(&self.root)?.join(format!(
                    "{}new.{}.{number}",
                    self.family,
                    std::process::id()
                ));
                // What a killed run left under this name is nobody's.
                let _ = fs::remove_file(&path);
                let file = File::options().read(true).write(true).create_new(true).open(&path)?;
                own.insert(Own { path, file: Arc::new(file), length: 0, is_finished: false })
            }
        };
        let start = own.length;
        own.length += u64::from(length);
        Ok((Arc::clone(&own.file), start))
    }

    /// Makes what stands in these spots last, and gives the names of all files that hold it. Where there are too many
    /// files, or too much in them that nobody wants, it is all put together in one, and the spots are others.
    ///
    /// # Errors
    /// When the machine refuses, or one is spoiled.
    pub fn finish(&self, spots: &mut [Option<Spot>]) -> io::Result<Vec<String>> {
        if self.files.len() < FILES && self.size_bytes()? <= 2 * wanted_bytes(spots) + WASTED {
            let mut names = self.names.clone();
            names.extend(self.name_own(self.free_name())?);
            return Ok(names);
        }
        let together = Self::none(&self.root, self.family);
        for spot in spots.iter_mut().flatten() {
            *spot = together.add(&self.read(*spot)?)?;
        }
        Ok(together.name_own(self.free_name())?.into_iter().collect())
    }

    /// How many bytes stand there, wanted or not.
    fn size_bytes(&self) -> io::Result<u64> {
        let before = self.files.iter().map(|file| Ok(file.metadata()?.len())).sum::<io::Result<u64>>()?;
        let own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(before + own.as_ref().map_or(0, |own| own.length))
    }

    fn name_own(&self, name: String) -> io::Result<Option<String>> {
        let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(own) = &mut *own else { return Ok(None) };
        fs::rename(&own.path, self.root.join(FOLDER).join(&name))?;
        own.is_finished = true;
        Ok(Some(name))
    }

    /// The name behind the last of those that are in use.
    fn free_name(&self) -> String {
        let last = self.names.last().and_then(|name| name.strip_prefix(self.family)?.parse::<u64>().ok());
        format!("{}{}", self.family, last.map_or(1, |last| last + 1))
    }
}

impl Shelf for Files {
    fn take(&self, spot: Spot) -> Vec<u8> {
        self.read(spot).unwrap_or_else(|_| resume_unwind(Box::new(Spoiled)))
    }

    fn put(&self, bytes: &[u8]) -> Option<Spot> {
        self.add(bytes).ok()
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        if !self.is_finished {
            // What cannot be removed stays: the next run removes it.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// As many bytes of a file are read and hashed by themselves, side by side with others.
const PART: usize = 1 << 19;

/// The bytes of a file, with the digest by which [`seal`] knows it.
fn sealed(file: &File) -> io::Result<(Vec<u8>, Digest)> {
    let mut bytes = vec![0; length(file)?];
    let parts = bytes.par_chunks_mut(PART).enumerate().map(|(number, part)| read_part(file, number, part));
    let parts: Vec<Digest> = parts.collect::<io::Result<_>>()?;
    Ok((bytes, of_parts(&parts)))
}

/// The digest of a file, of which no more than some parts are held at once.
fn seal(file: &File) -> io::Result<Digest> {
    let length = length(file)?;
    let parts = (0..length.div_ceil(PART)).into_par_iter().map_init(Vec::new, |part, number| {
        part.resize(PART.min(length - number * PART), 0);
        read_part(file, number, part)
    });
    Ok(of_parts(&parts.collect::<io::Result<Vec<_>>>()?))
}

fn length(file: &File) -> io::Result<usize> {
    usize::try_from(file.metadata()?.len()).map_err(|_| io::ErrorKind::FileTooLarge.into())
}

fn read_part(file: &File, number: usize, part: &mut [u8]) -> io::Result<Digest> {
    file.read_exact_at(part, (number * PART) as u64)?;
    Ok(Digest::of_bytes(part))
}

fn of_parts(parts: &[Digest]) -> Digest {
    let mut hasher = Hasher::default();
    for part in parts {
        hasher.add_digest(*part);
    }
    hasher.finish()
}

fn wanted_bytes(spots: &[Option<Spot>]) -> u64 {
    spots.iter().flatten().map(|spot| u64::from(spot.length)).sum()
}

/// Removes all files of a shelf in the cache of the project at `root` save these.
pub fn sweep(root: &Path, family: &str, wanted: &[String]) {
    for entry in fs::read_dir(root.join(FOLDER)).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| name.starts_with(family)) else { continue };
        if !wanted.iter().any(|wanted| wanted == name) {
            // What cannot be removed stays: it is in nobody's way.
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::scratch::Scratch;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    /// The shelf with what is there and these values, and their spots.
    fn filled(scratch: &Scratch, before: &[String], values: &[&[u8]]) -> (Vec<String>, Vec<Spot>) {
        let files = Files::open(scratch.path(), RECORDS, before).unwrap();
        let mut spots: Vec<_> = values.iter().map(|value| files.put(value)).collect();
        let names = files.finish(&mut spots).unwrap();
        (names, spots.into_iter().flatten().collect())
    }

    #[test]
    fn it_gives_what_was_put_on_it() {
        let scratch = Scratch::new();
        let files = Files::none(scratch.path(), RECORDS);
        let spots: Vec<Spot> =
            [&b"een"[..], b"", b"drie"].iter().map(|value| files.put(value).unwrap()).collect();
        let taken = |files: &Files| spots.iter().map(|spot| files.take(*spot)).collect::<Vec<_>>();
        assert_eq!(taken(&files), [&b"een"[..], b"", b"drie"], "before it is finished");
        let names = files.finish(&mut []).unwrap();
        assert_eq!(names, ["records-1"]);
        assert_eq!(
            taken(&files),
            taken(&Files::open(scratch.path(), RECORDS, &names).unwrap()),
            "and behind it"
        );

        let (names, more) = filled(&scratch, &names, &[b"vier"]);
        assert_eq!(names, ["records-1", "records-2"]);
        let files = Files::open(scratch.path(), RECORDS, &names).unwrap();
        assert_eq!((files.take(more[0]), files.take(spots[2])), (b"vier".to_vec(), b"drie".to_vec()));

        sweep(scratch.path(), RECORDS, &names[1..]);
        assert!(
            Files::open(scratch.path(), RECORDS, &names).is_none()
                && Files::open(scratch.path(), RECORDS, &names[1..]).is_some()
        );
    }

    #[test]
    fn all_that_stands_in_sealed_files_is_given_at_once() {
        let scratch = Scratch::new();
        let large = vec![7; PART + 3];
        let (names, _) = filled(&scratch, &[], &[b"een", &large]);
        let seals = Files::none(scratch.path(), RECORDS).seals(&names, &[]).unwrap();
        let (names, _) = filled(&scratch, &names, &[b"twee"]);
        let files = Files::open(scratch.path(), RECORDS, &names).unwrap();
        let more = Files::open(scratch.path(), RECORDS, &names[..1]).unwrap().seals(&names, &seals).unwrap();
        assert_eq!(files.whole(&more).unwrap(), [[b"een", &*large].concat(), b"twee".to_vec()]);
        assert_eq!((files.whole(&seals), files.whole(&[more[1], more[0]])), (None, None));
        fs::write(scratch.path().join(FOLDER).join(&names[1]), b"tweE").unwrap();
        assert_eq!(Files::open(scratch.path(), RECORDS, &names).unwrap().whole(&more), None);
    }

    #[test]
    fn what_nobody_wants_does_not_pile_up() {
        let scratch = Scratch::new();
        let waste = vec![0; usize::try_from(WASTED).unwrap() + 10];
        let (names, spots) = filled(&scratch, &[], &[b"een", &waste]);
        let files = Files::open(scratch.path(), RECORDS, &names).unwrap();
        let mut wanted = [Some(spots[0])];
        let names = files.finish(&mut wanted).unwrap();
        assert_eq!(names, ["records-2"]);
        let files = Files::open(scratch.path(), RECORDS, &names).unwrap();
        assert_eq!((files.take(wanted[0].unwrap()), files.size_bytes().unwrap()), (b"een".to_vec(), 3));
    }

    #[test]
    fn what_is_damaged_is_never_given() {
        let scratch = Scratch::new();
        let (names, spots) = filled(&scratch, &[], &[b"een", b"twee"]);
        let place = scratch.path().join(FOLDER).join(&names[0]);
        for bytes in [&b"eentwea"[..], b"eentw", b""] {
            fs::write(&place, bytes).unwrap();
            let files = Files::open(scratch.path(), RECORDS, &names).unwrap();
            let thrown = catch_unwind(AssertUnwindSafe(|| files.take(spots[1]))).unwrap_err();
            assert!(thrown.is::<Spoiled>());
        }
        assert!(Files::open(scratch.path(), RECORDS, &["../termijn.toml".to_owned()]).is_none());
        assert!(Files::open(scratch.path(), RECORDS, &["records-../../x".to_owned()]).is_none());
    }

    #[test]
    fn too_many_files_become_one() {
        let scratch = Scratch::new();
        let (mut names, mut spots) = filled(&scratch, &[], &[b"0"]);
        for number in 1..FILES {
            let (more, spot) = filled(&scratch, &names, &[number.to_string().as_bytes()]);
            (names, spots) = (more, [spots, spot].concat());
        }
        assert_eq!(names.len(), FILES);
        let files = Files::open(scratch.path(), RECORDS, &names).unwrap();
        let new = files.put(b"nieuw");
        let mut kept: Vec<Option<Spot>> =
            spots.iter().skip(1).copied().map(Some).chain([None, new]).collect();
        let names = files.finish(&mut kept).unwrap();
        assert_eq!(names, [format!("records-{}", FILES + 1)]);
        drop(files);
        let files = Files::open(scratch.path(), RECORDS, &names).unwrap();
        let values = kept.into_iter().flatten().map(|spot| String::from_utf8(files.take(spot)).unwrap());
        assert!(values.eq((1..FILES).map(|number| number.to_string()).chain(["nieuw".to_owned()])));
        sweep(scratch.path(), RECORDS, &names);
        assert_eq!(fs::read_dir(scratch.path().join(FOLDER)).unwrap().count(), 2, "with .gitignore");
    }

    #[test]
    fn what_is_not_finished_leaves_nothing() {
        let scratch = Scratch::new();
        let files = Files::none(scratch.path(), RECORDS);
        files.put(b"een").unwrap();
        drop(files);
        let names =
            fs::read_dir(scratch.path().join(FOLDER)).unwrap().map(|entry| entry.unwrap().file_name());
        assert_eq!(names.collect::<Vec<_>>(), [".gitignore"]);
    }

    #[test]
    fn where_there_is_no_room_nothing_is_put_away() {
        let scratch = Scratch::new();
        fs::write(scratch.path().join(FOLDER), "a file").unwrap();
        assert_eq!(Files::none(scratch.path(), RECORDS).put(b"een"), None);
    }
}
