//! An edition → a folder on disk, all at once.
//!
//! In go the paths of a whole edition, each with the fingerprint of all that its bytes depend on, and a way to
//! render one. Only what changed is rendered, beside the old site; then the two change places. So readers see
//! the old site or the new one, never a mixture, and a build that fails or is killed leaves the old one.
//! Files that Termijn did not write are carried over and never lost; links are never followed.

mod foreign;
mod in_place;
mod layout;
mod lock;
mod manifest;
mod note;
mod place;
mod plan;
mod refusal;
mod rescue;
mod spare;
mod staging;
mod standing;
mod step;
mod swap;
#[cfg(test)]
mod tests;
mod untouched;
mod write;

use super::error::{Doing, Error, While};
use crate::digest::Digest;
use foreign::Foreign;
use layout::Layout;
use lock::Lock;
use note::Note;
use place::Place;
use plan::Plan;
use spare::{Begun, Leaving};
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
    if manifest::begins_as_ours(&place.output) {
        // Whether it is whole is for publishing to say.
        return Ok(());
    }
    match place.check_owner() {
        Err(Stopped::Refused(refusal)) => Err(refusal),
        // What the machine will not show now, it will not show then either; publishing says so.
        Ok(_) | Err(Stopped::Machine(_)) => Ok(()),
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
    let lock = Lock::take(&place)?;
    Staging::sweep(&place)?;
    swap::recover(&place, lock.time)?;
    let edition = place.check_owner()?;
    manifest::check(entries.iter().map(|entry| &*entry.path)).while_(Doing::WriteFile, &place.output)?;

    let old = edition.as_ref().map_or_else(Layout::nothing, |edition| Layout::from(&edition.manifest));
    let note = spare::find(&place, edition.as_ref(), &old)?;
    let known = note.as_ref().map(Note::known);
    let standing = Standing::survey(&place.output, edition.as_ref(), &old, known.as_ref(), lock.time)?;
    let plan = Plan::of(entries, &standing);
    if plan.is_nothing_new(&standing) {
        return Ok(Report { unchanged: entries.len(), ..Report::default() });
    }

    let foreign = Foreign::among(&standing, &plan.layout).map_err(Failure::Refused)?;
    let mut begun = begin(&place, note.as_ref(), &standing, &plan)?;
    let (written, are_shared) = write::entries(&place, &begun, &standing, &plan, render)?;
    let is_same = standing.shows(&plan.layout) && written.is_empty();
    let mut leaving = Leaving {
        place: &place,
        standing: &standing,
        plan: &plan,
        roots: foreign.roots(&plan.layout),
        manifest: edition.as_ref().map_or_else(|| Digest::of_bytes(&[]), |edition| edition.digest),
        time: lock.time,
        former: note.as_ref().and_then(|note| note.spare.as_ref()),
    };
    let removed = plan.removed(&standing).map(str::to_owned).collect();
    let mut report = Report { unchanged: entries.len() - written.len(), written, removed, swapped: false };
    if !is_same {
        foreign.carry(&place.output, &begun.staging.site)?;
        foreign.paths().for_each(|path| begun.touch_around(&plan.layout, path));
        (leaving.manifest, leaving.time) = write::manifest(&plan, &begun.staging)?;
    }
    // From here on the new site stands, or is about to; what cannot be tidied is tidied by the next build.
    let old =
        if is_same { None } else { Some(swap::swap(&place, &begun.staging, &standing, &plan.layout, way)?) };
    report.swapped = !is_same;
    match old {
        Some(Old::InStaging) => leaving.keep_old(begun, &report.written, are_shared),
        Some(Old::Nowhere | Old::Overwritten) => leaving.keep_nothing(begun),
        None => leaving.keep_new(begun),
    }
    Ok(report)
}

/// The beginning of the new site: the spare when there is one that is as it should be.
fn begin<E>(
    place: &Place,
    note: Option<&Note>,
    standing: &Standing<'_>,
    plan: &Plan<'_>,
) -> Result<Begun, Failure<E>> {
    if let Some(sound) = note.and_then(|note| spare::check(place, note, standing))
        && let Ok(begun) = Begun::of_spare(place, &sound, standing, plan)
    {
        return Ok(begun);
    }
    Staging::sweep(place)?;
    Ok(Begun::empty(place, plan)?)
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
