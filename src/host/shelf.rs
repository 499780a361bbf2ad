//! The part of the cache that is read piece by piece: files in which values stand one behind another, each known by
//! where it begins, its length and its digest.
//!
//! A file is never changed. What is new goes into a file of its own, and when there are too many, all that is still
//! wanted is put together in one.

use super::cache::{self, FOLDER};
use super::files::open_regular;
use crate::digest::Digest;
use crate::record::{Shelf, Spot};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::FileExt;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};

/// As many files are kept, before they are put together.
const FILES: usize = 32;
/// The first part of their names.
const NAME: &str = "records-";

/// What is thrown when a value is asked for that is gone or damaged: what was built on it must be built anew.
#[derive(Clone, Copy, Debug)]
pub struct Spoiled;

/// The files as they stand.
#[derive(Debug)]
pub struct Files {
    files: Vec<File>,
    names: Vec<String>,
}

impl Files {
    /// Opens these files in the cache of the project at `root`; `None` when one cannot be had.
    #[must_use]
    pub fn open(root: &Path, names: &[String]) -> Option<Self> {
        let folder = root.join(FOLDER);
        let is_ours = |name: &String| name.starts_with(NAME) && !name.contains('/');
        if !names.iter().all(is_ours) {
            return None;
        }
        let files = names.iter().map(|name| open_regular(&folder.join(name)).ok().map(|(file, _)| file));
        Some(Self { files: files.collect::<Option<_>>()?, names: names.to_vec() })
    }

    fn read(&self, spot: Spot) -> io::Result<Vec<u8>> {
        let file = self.files.get(spot.file as usize).ok_or(io::ErrorKind::NotFound)?;
        let mut bytes = vec![0; spot.length as usize];
        file.read_exact_at(&mut bytes, spot.start)?;
        if Digest::of_bytes(&bytes) == spot.digest {
            Ok(bytes)
        } else {
            Err(io::ErrorKind::InvalidData.into())
        }
    }
}

impl Shelf for Files {
    fn take(&self, spot: Spot) -> Vec<u8> {
        self.read(spot).unwrap_or_else(|_| resume_unwind(Box::new(Spoiled)))
    }
}

/// Puts values on the shelf.
pub struct Writer<'a> {
    root: PathBuf,
    /// What stands there, when that stays.
    before: Option<&'a Files>,
    /// What is carried over, when it does not.
    carried: Option<&'a Files>,
    new: Option<(PathBuf, BufWriter<File>)>,
    length: u64,
}

impl<'a> Writer<'a> {
    /// Puts values beside those that stand in `before`.
    #[must_use]
    pub fn beside(root: &Path, before: Option<&'a Files>) -> Self {
        let is_full = before.is_some_and(|files| files.files.len() >= FILES);
        let (before, carried) = if is_full { (None, before) } else { (before, None) };
        Self { root: root.to_path_buf(), before, carried, new: None, length: 0 }
    }

    /// Keeps a value that stands there.
    ///
    /// # Errors
    /// When the machine refuses, or the value is spoiled.
    pub fn keep(&mut self, spot: Spot) -> io::Result<Spot> {
        match self.carried {
            Some(files) => self.add(&files.read(spot)?),
            None => Ok(spot),
        }
    }

    /// Adds a value.
    ///
    /// # Errors
    /// When the machine refuses.
    pub fn add(&mut self, bytes: &[u8]) -> io::Result<Spot> {
        if self.new.is_none() {
            let folder = cache::folder(&self.root)?;
            let path = folder.join(format!("{NAME}new.{}", std::process::id()));
            // What a killed run left under this name is nobody's.
            let _ = fs::remove_file(&path);
            self.new = Some((path.clone(), BufWriter::new(File::create_new(path)?)));
        }
        let (_, file) = self.new.as_mut().expect("it was made just now");
        file.write_all(bytes)?;
        let start = self.length;
        self.length += bytes.len() as u64;
        let length = u32::try_from(bytes.len()).map_err(|_| io::ErrorKind::FileTooLarge)?;
        let number = self.before.map_or(0, |before| before.files.len());
        let number = u32::try_from(number).expect("there are few files");
        Ok(Spot { file: number, start, length, digest: Digest::of_bytes(bytes) })
    }

    /// The names of all files that hold what was kept and added.
    ///
    /// # Errors
    /// When the machine refuses.
    pub fn finish(mut self) -> io::Result<Vec<String>> {
        let mut names = self.before.map(|before| before.names.clone()).unwrap_or_default();
        if let Some((path, file)) = self.new.take() {
            file.into_inner().map_err(io::IntoInnerError::into_error)?;
            let name = self.free_name();
            fs::rename(path, self.root.join(FOLDER).join(&name))?;
            names.push(name);
        }
        Ok(names)
    }
}

impl Writer<'_> {
    /// The name behind the last of those that are in use.
    fn free_name(&self) -> String {
        let in_use = self.before.or(self.carried).and_then(|files| files.names.last());
        let last = in_use.and_then(|name| name.strip_prefix(NAME)?.parse::<u64>().ok());
        format!("{NAME}{}", last.map_or(1, |last| last + 1))
    }
}

impl Drop for Writer<'_> {
    fn drop(&mut self) {
        if let Some((path, _)) = &self.new {
            // What cannot be removed stays: the next run removes it.
            let _ = fs::remove_file(path);
        }
    }
}

/// Removes all files of the shelf in the cache of the project at `root` save these.
pub fn sweep(root: &Path, wanted: &[String]) {
    for entry in fs::read_dir(root.join(FOLDER)).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| name.starts_with(NAME)) else { continue };
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

    fn filled(scratch: &Scratch, before: Option<&Files>, values: &[&[u8]]) -> (Vec<String>, Vec<Spot>) {
        let mut writer = Writer::beside(scratch.path(), before);
        let spots = values.iter().map(|value| writer.add(value).unwrap()).collect();
        (writer.finish().unwrap(), spots)
    }

    #[test]
    fn it_gives_what_was_put_on_it() {
        let scratch = Scratch::new();
        let (names, spots) = filled(&scratch, None, &[b"een", b"", b"drie"]);
        assert_eq!(names, ["records-1"]);
        let files = Files::open(scratch.path(), &names).unwrap();
        assert_eq!(
            spots.iter().map(|spot| files.take(*spot)).collect::<Vec<_>>(),
            [&b"een"[..], b"", b"drie"]
        );

        let (names, more) = filled(&scratch, Some(&files), &[b"vier"]);
        assert_eq!(names, ["records-1", "records-2"]);
        let files = Files::open(scratch.path(), &names).unwrap();
        assert_eq!((files.take(more[0]), files.take(spots[2])), (b"vier".to_vec(), b"drie".to_vec()));

        sweep(scratch.path(), &names[1..]);
        assert!(
            Files::open(scratch.path(), &names).is_none()
                && Files::open(scratch.path(), &names[1..]).is_some()
        );
    }

    #[test]
    fn what_is_damaged_is_never_given() {
        let scratch = Scratch::new();
        let (names, spots) = filled(&scratch, None, &[b"een", b"twee"]);
        let place = scratch.path().join(FOLDER).join(&names[0]);
        for bytes in [&b"eentwea"[..], b"eentw", b""] {
            fs::write(&place, bytes).unwrap();
            let files = Files::open(scratch.path(), &names).unwrap();
            let thrown = catch_unwind(AssertUnwindSafe(|| files.take(spots[1]))).unwrap_err();
            assert!(thrown.is::<Spoiled>());
            assert!(
                Writer::beside(scratch.path(), Some(&files)).keep(spots[1]).is_ok(),
                "it stays where it is"
            );
        }
        assert!(Files::open(scratch.path(), &["../termijn.toml".to_owned()]).is_none());
        assert!(Files::open(scratch.path(), &["records-../../x".to_owned()]).is_none());
    }

    #[test]
    fn too_many_files_become_one() {
        let scratch = Scratch::new();
        let (mut names, mut spots) = filled(&scratch, None, &[b"0"]);
        for number in 1..FILES {
            let files = Files::open(scratch.path(), &names).unwrap();
            let (more, spot) = filled(&scratch, Some(&files), &[number.to_string().as_bytes()]);
            (names, spots) = (more, [spots, spot].concat());
        }
        assert_eq!(names.len(), FILES);
        let files = Files::open(scratch.path(), &names).unwrap();
        let mut writer = Writer::beside(scratch.path(), Some(&files));
        let kept: Vec<Spot> = spots.iter().skip(1).map(|spot| writer.keep(*spot).unwrap()).collect();
        let names = writer.finish().unwrap();
        assert_eq!(names, [format!("records-{}", FILES + 1)]);
        let files = Files::open(scratch.path(), &names).unwrap();
        let values = kept.iter().map(|spot| String::from_utf8(files.take(*spot)).unwrap());
        assert!(values.eq((1..FILES).map(|number| number.to_string())));
    }

    #[test]
    fn what_is_not_finished_leaves_nothing() {
        let scratch = Scratch::new();
        let mut writer = Writer::beside(scratch.path(), None);
        writer.add(b"een").unwrap();
        drop(writer);
        let names =
            fs::read_dir(scratch.path().join(FOLDER)).unwrap().map(|entry| entry.unwrap().file_name());
        assert_eq!(names.collect::<Vec<_>>(), [".gitignore"]);
    }
}
