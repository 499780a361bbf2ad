//! The files of the new site: linked from the old one where nothing changed, rendered where something did.

use super::foreign::copy;
use super::manifest::{self, MANIFEST_PATH};
use super::place::Place;
use super::plan::Plan;
use super::spare::Begun;
use super::staging::Staging;
use super::standing::Standing;
use super::step::step;
use super::{Doing, Entry, Error, Failure, Render, RenderFailure};
use crate::digest::Digest;
use crate::host::error::While;
use crate::host::files::{
    About, FILE_MODE, Time, create_below, link_below, open_below, remove_below, set_mode_of, set_modified,
};
use rayon::prelude::*;
use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

/// As much of a file is kept in memory before it is written; most files fit whole.
const BUFFER_LENGTH: usize = 256 * 1024;

/// What became of an entry.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// The file of the old site stands in the new one too.
    Linked,
    /// A copy of it, where the disk does not know links.
    Copied,
    /// The file is new.
    Written,
}

/// Where the files come from and where they go.
struct Sites<'a> {
    place: &'a Place,
    standing: &'a Standing<'a>,
    staging: &'a Staging,
}

/// Puts every entry in the new site; gives the paths of those whose bytes are new, and whether all others are
/// the very files of the old site.
pub(super) fn entries<E: Send>(
    place: &Place,
    begun: &Begun,
    standing: &Standing<'_>,
    plan: &Plan<'_>,
    render: &Render<'_, E>,
) -> Result<(Vec<String>, bool), Failure<E>> {
    let sites = Sites { place, standing, staging: &begun.staging };
    let lacking: Vec<usize> = (0..plan.entries.len()).filter(|entry| !begun.has[*entry]).collect();
    // The first failure by path is the one that is told, whatever the order of the threads. So only what
    // comes after a failure is left undone.
    let first_failure = AtomicUsize::new(usize::MAX);
    let put = |index: &usize| {
        if *index > first_failure.load(Ordering::Relaxed) {
            return None;
        }
        let outcome = if plan.is_intact[*index] {
            sites.keep(&plan.entries[*index], plan.before[*index])
        } else {
            sites.put(&plan.entries[*index], plan.before[*index], render)
        };
        if outcome.is_err() {
            first_failure.fetch_min(*index, Ordering::Relaxed);
        }
        Some(outcome)
    };
    let outcomes: Vec<Option<Result<Outcome, Failure<E>>>> = lacking.par_iter().map(put).collect();
    let (mut written, mut are_shared) = (Vec::new(), true);
    for (index, outcome) in lacking.into_iter().zip(outcomes) {
        match outcome.transpose()? {
            Some(Outcome::Written) => written.push(plan.entries[index].path.clone()),
            Some(Outcome::Copied) => are_shared = false,
            Some(Outcome::Linked) | None => {}
        }
    }
    Ok((written, are_shared))
}

thread_local! {
    /// Reused from file to file. Taken while in use: a renderer may leave its thread to another file.
    static BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

impl Sites<'_> {
    /// Renders an entry, unless its bytes turn out to be those of the old file.
    fn put<E>(
        &self,
        entry: &Entry,
        before: Option<usize>,
        render: &Render<'_, E>,
    ) -> Result<Outcome, Failure<E>> {
        let mut part = Part { staging: self.staging, path: &entry.path, bytes: BUFFER.take(), file: None };
        part.bytes.clear();
        let outcome = self.put_part(entry, before, render, &mut part);
        BUFFER.set(part.bytes);
        outcome
    }

    fn put_part<E>(
        &self,
        entry: &Entry,
        before: Option<usize>,
        render: &Render<'_, E>,
        part: &mut Part<'_>,
    ) -> Result<Outcome, Failure<E>> {
        let failed = |cause| self.failed(entry, cause);
        match render(entry, part) {
            Ok(()) => {}
            Err(RenderFailure::Io(cause)) => return Err(failed(cause)),
            Err(RenderFailure::Problem(problem)) => {
                return Err(Failure::Render { path: entry.path.clone(), problem });
            }
        }
        // Equal bytes keep their file, and with it the time that web servers and copying tools go by.
        let old = before.and_then(|file| self.standing.reusable(file));
        if let (Some(old), Some(top)) = (old, &self.standing.top)
            && part.is_equal(top, old).map_err(failed)?
        {
            return self.keep(entry, before);
        }
        part.finish(self.staging.stamp).map_err(failed)?;
        Ok(Outcome::Written)
    }

    /// Puts a file of the old site in the new one too. Nobody may open it for writing from here on.
    fn keep<E>(&self, entry: &Entry, before: Option<usize>) -> Result<Outcome, Failure<E>> {
        let (Some(from), Some(old)) = (&self.standing.top, before.and_then(|file| self.standing.files[file]))
        else {
            return Err(self.failed(entry, io::ErrorKind::NotFound.into()));
        };
        let (to, path) = (&self.staging.top, entry.path.as_str());
        let link = || -> io::Result<()> {
            step()?;
            match link_below(from, to, path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && self.staging.is_reused => {
                    if About::below(to, path)?.is_some_and(|about| about.is_same(&old)) {
                        return Ok(());
                    }
                    remove_below(to, path)?;
                    link_below(from, to, path)
                }
                done => done,
            }
        };
        let copy = |_| {
            step()?;
            copy(&self.place.output.join(path), &self.staging.site.join(path), FILE_MODE)
        };
        match link() {
            Ok(()) => Ok(Outcome::Linked),
            Err(error) => copy(error).map(|()| Outcome::Copied).map_err(|cause| self.failed(entry, cause)),
        }
    }

    fn failed<E>(&self, entry: &Entry, cause: io::Error) -> Failure<E> {
        Failure::Machine(Doing::WriteFile.failed(&self.place.output.join(&entry.path), cause))
    }
}

/// A file in the making: in memory until it grows too large.
struct Part<'a> {
    staging: &'a Staging,
    path: &'a str,
    bytes: Vec<u8>,
    file: Option<File>,
}

impl Write for Part<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > BUFFER_LENGTH {
            self.spill()?;
        }
        if bytes.len() > BUFFER_LENGTH {
            self.file.as_mut().expect("it was just made").write_all(bytes)?;
        } else {
            self.bytes.extend_from_slice(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Part<'_> {
    /// Writes to the disk what is in memory.
    fn spill(&mut self) -> io::Result<()> {
        step()?;
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(create(self.staging, self.path)?),
        };
        file.write_all(&self.bytes)?;
        self.bytes.clear();
        Ok(())
    }

    /// Whether the bytes are those of an old file.
    fn is_equal(&mut self, top: &File, old: &About) -> io::Result<bool> {
        let length = self.file.as_ref().map_or(Ok(0), |file| file.metadata().map(|about| about.len()))?;
        if length + self.bytes.len() as u64 != old.size_bytes {
            return Ok(false);
        }
        // What cannot be read is not equal.
        let Ok(mut old) = open_below(top, self.path) else { return Ok(false) };
        if self.file.is_some() {
            self.spill()?;
            let mut new = open_below(&self.staging.top, self.path)?;
            if !same_bytes(&mut old, &mut new).unwrap_or(false) {
                return Ok(false);
            }
            remove_below(&self.staging.top, self.path)?;
            return Ok(true);
        }
        Ok(same_bytes(&mut old, &mut self.bytes.as_slice()).unwrap_or(false))
    }

    /// Writes what is left, and gives the file the time of its edition.
    fn finish(&mut self, stamp: Time) -> io::Result<()> {
        if self.file.is_none() || !self.bytes.is_empty() {
            self.spill()?;
        }
        self.file.take().map_or(Ok(()), |file| set_modified(&file, stamp))
    }
}

/// Whether both give the same bytes to their end.
fn same_bytes(one: &mut dyn Read, other: &mut dyn Read) -> io::Result<bool> {
    let (mut left, mut right) = ([0; 16 * 1024], [0; 16 * 1024]);
    loop {
        let (read, read_other) = (fill(one, &mut left)?, fill(other, &mut right)?);
        if left[..read] != right[..read_other] {
            return Ok(false);
        }
        if read < left.len() {
            return Ok(true);
        }
    }
}

/// Reads until the buffer is full or there is no more; the number of bytes read.
fn fill(from: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match from.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// Makes a file of the new site, also where an old one still stands.
fn create(staging: &Staging, path: &str) -> io::Result<File> {
    let file = match create_below(&staging.top, path, FILE_MODE) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && staging.is_reused => {
            remove_below(&staging.top, path)?;
            create_below(&staging.top, path, FILE_MODE)?
        }
        file => file?,
    };
    if !staging.modes_hold {
        set_mode_of(&file, FILE_MODE)?;
    }
    Ok(file)
}

/// Writes the manifest into the new site; gives its digest, and the time at which the disk had it.
pub(super) fn manifest(plan: &Plan<'_>, staging: &Staging) -> Result<(Digest, Time), Error> {
    let json = manifest::json(plan.layout.entries());
    let write = || {
        step()?;
        let mut file = create(staging, MANIFEST_PATH)?;
        file.write_all(json.as_bytes())?;
        set_modified(&file, staging.stamp)?;
        Ok(About::from(&file.metadata()?).changed)
    };
    let time = write().while_(Doing::WriteFile, &staging.site.join(MANIFEST_PATH))?;
    Ok((Digest::of_bytes(json.as_bytes()), time))
}
