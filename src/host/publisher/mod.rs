//! An edition → a folder on disk, all at once.
//!
//! In go the paths of a whole edition, each with the fingerprint of all that its bytes depend on, and a way to
//! render one. Only what changed is rendered, beside the old site; then the two change places. So readers see
//! the old site or the new one, never a mixture, and a build that fails or is killed leaves the old one.
//! Files that Termijn did not write are carried over and never lost; links are never followed.

mod foreign;
mod in_place;
mod lock;
mod manifest;
mod place;
mod refusal;
mod rescue;
mod staging;
mod standing;
mod swap;
#[cfg(test)]
mod tests;
mod untouched;
mod write;

use super::error::{Doing, Error};
use crate::digest::Digest;
use foreign::Foreign;
use lock::Lock;
use place::Place;
use staging::Staging;
use standing::Standing;
use std::io::{self, Write};
use std::path::Path;
use swap::{Old, Way};

pub use manifest::{MANIFEST_PATH, Manifest};
pub use refusal::Refusal;
pub use untouched::{manifest_digest, untouched};

/// One file of an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its path from the output folder, with `/` between the parts.
    pub path: String,
    /// The digest of all that its bytes depend on.
    pub fingerprint: Digest,
}

/// What publishing did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Paths of files that are new or whose bytes changed, sorted.
    pub written: Vec<String>,
    /// The number of files whose bytes stayed as they were; they keep their modification time.
    pub unchanged: usize,
    /// Paths of files of the previous edition that this one lacks, sorted.
    pub removed: Vec<String>,
    /// Whether a new edition took the place of what stood there. False when nothing differed at all.
    pub swapped: bool,
}

/// Why nothing was published. What stood in the output folder is untouched.
#[derive(Debug)]
pub enum Failure<E> {
    /// The output folder cannot be used: wrong usage.
    Refused(Refusal),
    /// The machine would not.
    Machine(Error),
    /// A file could not be rendered. Of several, the first by path.
    Render {
        /// Its path in the output.
        path: String,
        /// What the renderer says.
        problem: E,
    },
}

/// Why a file was not rendered.
#[derive(Debug)]
pub enum RenderFailure<E> {
    /// Its bytes could not be written, or not be read from the source.
    Io(io::Error),
    /// There are no bytes: the renderer's own problem.
    Problem(E),
}

impl<E> From<io::Error> for RenderFailure<E> {
    fn from(cause: io::Error) -> Self {
        Self::Io(cause)
    }
}

/// Writes the bytes of one entry; called from several threads.
pub type Render<'a, E> = dyn Fn(&Entry, &mut dyn Write) -> Result<(), RenderFailure<E>> + Sync + 'a;

/// Puts a whole edition in the folder `output` of the project at `root`.
///
/// `entries` are sorted by path, without the manifest; no path is another's folder. Renders only the entries
/// whose fingerprint is new or whose file was touched since. When it fails, the output folder is as it was.
/// Where the system cannot move the output folder (a mount point, a layer of a container image) the new site
/// moves in file by file, and a failure of the disk at that point is made good by the next build.
pub fn publish<E: Send>(
    root: &Path,
    output: &Path,
    entries: &[Entry],
    render: &Render<'_, E>,
) -> Result<Report, Failure<E>> {
    publish_by(Way::Exchange, root, output, entries, render)
}

/// Whether a site of ours stands at `output`.
#[must_use]
pub fn holds_a_site(output: &Path) -> bool {
    output.join(MANIFEST_PATH).is_file()
}

/// How many bytes a published file has; 0 when it is not there.
#[must_use]
pub fn size_bytes(output: &Path, path: &str) -> u64 {
    std::fs::metadata(output.join(path)).map_or(0, |file| file.len())
}

/// Whether `output` may hold the site of the project at `root`; changes nothing.
pub fn check_output(root: &Path, output: &Path) -> Result<(), Refusal> {
    let place = Place::find(root, output)?;
    match place.check_owner() {
        Err(Stopped::Refused(refusal)) => Err(refusal),
        // What the machine will not show now, it will not show then either; publishing says so.
        Ok(()) | Err(Stopped::Machine(_)) => Ok(()),
    }
}

fn publish_by<E: Send>(
    way: Way,
    root: &Path,
    output: &Path,
    entries: &[Entry],
    render: &Render<'_, E>,
) -> Result<Report, Failure<E>> {
    let place = Place::find(root, output).map_err(Failure::Refused)?;
    place.make_parent()?;
    let _lock = Lock::take(&place)?;
    Staging::sweep(&place)?;
    swap::recover(&place)?;
    place.check_owner()?;

    let standing = Standing::survey(&place.output)?;
    let manifest = Manifest::of(entries);
    manifest.check().map_err(|cause| Doing::WriteFile.failed(&place.output, cause))?;
    if standing.shows(&manifest) && entries.iter().all(|entry| standing.is_intact(entry)) {
        return Ok(Report { unchanged: entries.len(), ..Report::default() });
    }

    let foreign = Foreign::among(&standing, &manifest).map_err(Failure::Refused)?;
    let staging = Staging::start(&place)?;
    write::folders(&manifest, &staging.site)?;
    let written = write::entries(&place.output, &staging, &standing, entries, render)?;
    let removed = standing.manifest().paths().filter(|path| !manifest.has(path)).map(str::to_owned).collect();
    let mut report = Report { unchanged: entries.len() - written.len(), written, removed, swapped: false };
    if standing.shows(&manifest) && report.written.is_empty() {
        return Ok(report);
    }

    foreign.carry(&place.output, &staging.site)?;
    write::manifest(&manifest, &staging)?;
    let old = swap::swap(&place, &staging, &standing, &manifest, way)?;
    report.swapped = true;
    // From here on the new site stands; what cannot be tidied now is tidied by the next build.
    if old == Old::InStaging {
        staging.retire(&standing, &manifest, &place.output);
    }
    Ok(report)
}

/// Why a step inside this room stopped: what [`Failure`] is to the outside.
#[derive(Debug)]
enum Stopped {
    Refused(Refusal),
    Machine(Error),
}

impl From<Refusal> for Stopped {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self::Machine(error)
    }
}

impl<E> From<Stopped> for Failure<E> {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Refused(refusal) => Self::Refused(refusal),
            Stopped::Machine(error) => Self::Machine(error),
        }
    }
}

impl<E> From<Error> for Failure<E> {
    fn from(error: Error) -> Self {
        Self::Machine(error)
    }
}
