//! What stands in the output folder before we begin.

use super::layout::{self, Layout};
use super::manifest::{MANIFEST_PATH, Manifest};
use super::{Doing, Entry, Error};
use crate::digest::Digest;
use crate::host::error::While;
use crate::host::files::{
    About, FILE_MODE, FOLDER_MODE, Time, is_settled, names_in, open_folder, open_regular,
};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// A manifest of ours, as found in an output folder.
pub(super) struct Edition {
    pub(super) manifest: Manifest,
    /// What its bytes are known by.
    pub(super) digest: Digest,
    /// Whether its bytes are as we would write them.
    is_plain: bool,
    modified: Time,
}

/// What an earlier build knew of the output when it was done, so that not every folder need be read again.
pub(super) struct Known<'a> {
    /// Each folder as it was, by number.
    pub(super) folders: &'a [Stamp],
    /// When that was.
    pub(super) time: Time,
    /// Where others had put something: in which of our folders, under which name.
    pub(super) roots: &'a [PathBuf],
}

/// What a folder is known by: as long as it is the same, nobody has put a name in it or taken one away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stamp {
    pub(super) inode: u64,
    pub(super) changed: Time,
}

impl Stamp {
    pub(super) fn of(about: &About) -> Self {
        Self { inode: about.inode, changed: about.changed }
    }

    /// Whether a folder that was like this at `time` is so still.
    pub(super) fn is_still(&self, about: &About, time: Time) -> bool {
        *self == Self::of(about) && is_settled(self.changed, time)
    }
}

/// The previous edition and everything beside it.
pub(super) struct Standing<'a> {
    pub(super) layout: &'a Layout<'a>,
    edition: Option<&'a Edition>,
    /// The output folder, open; none when there is none.
    pub(super) top: Option<File>,
    /// Each folder of the edition, by number; none where no folder stands.
    pub(super) folders: Vec<Option<About>>,
    /// Each file of the edition, by number: a file, or a link in its place.
    pub(super) files: Vec<Option<About>>,
    /// The folders in which names may have come or gone since the last build.
    pub(super) was_read: Vec<bool>,
    /// What others put there, by path from the output; links are not followed.
    pub(super) foreign: BTreeMap<PathBuf, About>,
    /// Of those, the ones that stand in folders of ours.
    pub(super) roots: Vec<PathBuf>,
    /// When we looked.
    time: Time,
}

/// What could not be looked at, by path from the output.
type Failed = (PathBuf, io::Error);

impl<'a> Standing<'a> {
    /// Looks at what stands in `output`, which need not exist. `layout` is that of the `edition` there.
    pub(super) fn survey(
        output: &Path,
        edition: Option<&'a Edition>,
        layout: &'a Layout<'a>,
        known: Option<&Known<'_>>,
        time: Time,
    ) -> Result<Self, Error> {
        let mut standing = Self {
            layout,
            edition,
            top: None,
            folders: vec![None; layout.folders.len()],
            files: vec![None; layout.files.len()],
            was_read: vec![true; layout.folders.len()],
            foreign: BTreeMap::new(),
            roots: Vec::new(),
            time,
        };
        let top = match open_folder(output) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(standing),
            top => top.while_(Doing::ReadFolder, output)?,
        };
        let failed = |(path, cause): Failed| {
            let is_mounted = cause.kind() == io::ErrorKind::CrossesDevices;
            let doing = if is_mounted { Doing::CarryOver } else { Doing::ReadFolder };
            doing.failed(&output.join(path), cause)
        };
        let mut odd = Vec::new();
        standing.look_at_folders(&top, &mut odd).map_err(failed)?;
        standing.look_at_files(&top, &mut odd).map_err(failed)?;
        if let Some(known) = known {
            for ((was_read, about), stamp) in
                standing.was_read.iter_mut().zip(&standing.folders).zip(known.folders)
            {
                *was_read = !about.is_some_and(|about| stamp.is_still(&about, known.time));
            }
            // What is gone from a folder that was not read, is gone from a folder of another.
            let stays = |root: &&PathBuf| {
                let folder = root.parent().and_then(Path::to_str).and_then(|path| layout.folder(path));
                folder.is_some_and(|folder| standing.folders[folder].is_some() && !standing.was_read[folder])
            };
            standing.roots = known.roots.iter().filter(stays).cloned().collect();
        }
        let read = standing.read_folders(&top).map_err(failed)?;
        standing.roots.extend(read.into_iter().chain(odd));
        standing.roots.sort_unstable();
        standing.roots.dedup();
        let device = standing.folders[0].map(|top| top.device);
        for root in &standing.roots {
            found_from(output, root, device, &mut standing.foreign)?;
        }
        standing.top = Some(top);
        Ok(standing)
    }

    fn look_at_folders(&mut self, top: &File, odd: &mut Vec<PathBuf>) -> Result<(), Failed> {
        let layout = self.layout;
        let mut found = layout
            .folders
            .par_iter()
            .with_min_len(256)
            .map(|folder| About::below(top, folder.path).map_err(|cause| (PathBuf::from(folder.path), cause)))
            .collect::<Result<Vec<_>, _>>()?;
        for (number, folder) in layout.folders.iter().enumerate() {
            let is_reached = number == 0 || found[folder.parent].is_some();
            // What lies behind a link was not really found here.
            let Some(about) = found[number].filter(|_| is_reached) else {
                found[number] = None;
                continue;
            };
            if !about.is_dir() {
                found[number] = None;
                if layout.file(folder.path).is_none() {
                    odd.push(folder.path.into());
                }
            } else if found[0].is_some_and(|top| top.device != about.device) {
                // What is mounted there would not come along with the folder.
                return Err((PathBuf::from(folder.path), io::ErrorKind::CrossesDevices.into()));
            }
        }
        self.folders = found;
        Ok(())
    }

    fn look_at_files(&mut self, top: &File, odd: &mut Vec<PathBuf>) -> Result<(), Failed> {
        let (layout, folders) = (self.layout, &self.folders);
        let look = |file: &layout::File<'a>| match folders[file.folder] {
            Some(_) => About::below(top, file.path).map_err(|cause| (PathBuf::from(file.path), cause)),
            None => Ok(None),
        };
        self.files = layout.files.par_iter().with_min_len(256).map(look).collect::<Result<Vec<_>, _>>()?;
        for (file, found) in layout.files.iter().zip(&mut self.files) {
            // A link in place of a file of ours is a touched file of ours. A folder or a pipe there is
            // someone's own.
            if found.take_if(|about| !about.is_file() && !about.is_symlink()).is_some()
                && layout.folder(file.path).is_none()
            {
                odd.push(file.path.into());
            }
        }
        Ok(())
    }

    /// Finds what is not ours in the folders that are to be read.
    fn read_folders(&self, top: &File) -> Result<Vec<PathBuf>, Failed> {
        let layout = self.layout;
        // In most folders there are as many names as we know to be there, and nothing need be compared.
        let mut counts = vec![0_usize; layout.folders.len()];
        for (file, found) in layout.files.iter().zip(&self.files) {
            counts[file.folder] += usize::from(found.is_some());
        }
        for (folder, found) in layout.folders.iter().zip(&self.folders).skip(1) {
            counts[folder.parent] += usize::from(found.is_some());
        }
        let read = |(number, folder): (usize, &layout::Folder<'a>)| {
            if !self.was_read[number] || self.folders[number].is_none() {
                return Ok(Vec::new());
            }
            let failed = |cause| (PathBuf::from(folder.path), cause);
            let mut count = 0;
            names_in(top, folder.path, |_| count += 1).map_err(failed)?;
            if count == counts[number] {
                Ok(Vec::new())
            } else {
                self.strangers_in(top, number).map_err(failed)
            }
        };
        let found = layout.folders.par_iter().enumerate().with_min_len(64).map(read);
        Ok(found.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    }

    /// The paths in this folder at which the edition has nothing.
    fn strangers_in(&self, top: &File, folder: usize) -> io::Result<Vec<PathBuf>> {
        let mut strangers = Vec::new();
        let folder = Path::new(self.layout.folders[folder].path);
        names_in(top, folder.to_str().unwrap_or_default(), |name| {
            let path = folder.join(name);
            if !self.layout.has_file(&path) && !self.layout.has_folder(&path) {
                strangers.push(path);
            }
        })?;
        Ok(strangers)
    }

    /// Looks once more at what was surveyed, which by now stands in `place`: each folder as it is, and what
    /// others have there. None for the folders when one is no longer there.
    pub(super) fn look_again(&self, place: &Path) -> Result<(Vec<About>, BTreeMap<PathBuf, About>), Error> {
        let top = open_folder(place).while_(Doing::ReadFolder, place)?;
        let failed = |folder: usize, cause| {
            Doing::ReadFolder.failed(&place.join(self.layout.folders[folder].path), cause)
        };
        let look = |number: usize| -> Result<(Option<About>, Vec<PathBuf>), Error> {
            let folder = &self.layout.folders[number];
            let Some(before) = &self.folders[number] else { return Ok((None, Vec::new())) };
            let now = About::below(&top, folder.path).map_err(|cause| failed(number, cause))?;
            let Some(now) = now.filter(About::is_dir) else { return Ok((None, Vec::new())) };
            // The move itself shows in the time of the topmost.
            let is_still = number != 0 && Stamp::of(before).is_still(&now, self.time);
            let strangers = if is_still { Ok(Vec::new()) } else { self.strangers_in(&top, number) };
            Ok((Some(now), strangers.map_err(|cause| failed(number, cause))?))
        };
        let looked = (0..self.layout.folders.len())
            .into_par_iter()
            .with_min_len(256)
            .map(look)
            .collect::<Result<Vec<_>, _>>()?;
        let mut roots: Vec<PathBuf> = self.roots.clone();
        let (mut folders, mut foreign) = (Vec::with_capacity(looked.len()), BTreeMap::new());
        for (folder, strangers) in looked {
            folders.extend(folder);
            roots.extend(strangers);
        }
        roots.sort_unstable();
        roots.dedup();
        for root in roots {
            found_from(place, &root, None, &mut foreign)?;
        }
        Ok((folders, foreign))
    }

    /// Whether the previous edition is this very one, and its manifest as we would write it.
    pub(super) fn shows(&self, layout: &Layout<'_>) -> bool {
        self.edition.is_some_and(|edition| edition.is_plain)
            && self.layout.files.len() == layout.files.len()
            && self.layout.entries().eq(layout.entries())
    }

    /// Whether the file with this number stands there as we would write it now for this entry.
    ///
    /// An edition's files have the time of its manifest or an older one, so a newer one was touched by another.
    pub(super) fn is_intact(&self, file: usize, entry: &Entry) -> bool {
        let Some(edition) = self.edition else { return false };
        self.layout.files[file].fingerprint == Some(entry.fingerprint)
            && self.reusable(file).is_some_and(|about| about.modified <= edition.modified)
    }

    /// The file with this number when it is one we may link to: a regular one with the mode we give.
    pub(super) fn reusable(&self, file: usize) -> Option<&About> {
        self.files[file].as_ref().filter(|about| about.is_file() && about.mode() == FILE_MODE)
    }

    /// Whether every folder is there, and is as we make them.
    pub(super) fn is_sound(&self, owner: (u32, u32)) -> bool {
        let is_ours = |about: &About| about.mode() == FOLDER_MODE && about.owner == owner;
        self.folders.iter().all(|folder| folder.as_ref().is_some_and(is_ours))
    }
}

/// The manifest of ours in this folder; none when there is none, or when it does not read back.
pub(super) fn read_manifest(output: &Path) -> Result<Option<Edition>, Error> {
    let path = output.join(MANIFEST_PATH);
    let read = || -> io::Result<_> {
        if fs::symlink_metadata(output.join(".termijn"))?.is_symlink() {
            return Err(io::ErrorKind::NotFound.into());
        }
        let (mut file, about) = open_regular(&path)?;
        let mut json = Vec::new();
        file.read_to_end(&mut json)?;
        Ok((json, About::from(&about).modified))
    };
    match read() {
        Ok((json, modified)) => {
            let digest = Digest::of_bytes(&json);
            let read = Manifest::read(json);
            Ok(read.map(|(manifest, is_plain)| Edition { manifest, digest, is_plain, modified }))
        }
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            Err(Doing::ReadFile.failed(&path, error))
        }
        // Missing, or no regular file: not ours either way.
        Err(_) => Ok(None),
    }
}

/// Adds what stands at `root` in a folder and all below it, by path from the folder; links are not followed.
fn found_from(
    folder: &Path,
    root: &Path,
    device: Option<u64>,
    found: &mut BTreeMap<PathBuf, About>,
) -> Result<(), Error> {
    let place = folder.join(root);
    for entry in WalkDir::new(&place).follow_root_links(false) {
        let about = entry.and_then(|entry| Ok((entry.path().to_path_buf(), entry.metadata()?)));
        let (path, about) = match about {
            Ok((path, about)) => (path, About::from(&about)),
            // It went while we looked.
            Err(error) if error.io_error().is_some_and(|error| error.kind() == io::ErrorKind::NotFound) => {
                continue;
            }
            Err(error) => {
                let path = error.path().unwrap_or(&place).to_path_buf();
                return Err(Doing::ReadFolder.failed(&path, error.into()));
            }
        };
        // What is mounted there would not come along with the folder, and could be emptied with the old site.
        if about.is_dir() && device.is_some_and(|device| device != about.device) {
            return Err(Doing::CarryOver.failed(&path, io::ErrorKind::CrossesDevices.into()));
        }
        let inside = path.strip_prefix(folder).expect("it stands below the folder");
        found.insert(inside.to_path_buf(), about);
    }
    Ok(())
}
