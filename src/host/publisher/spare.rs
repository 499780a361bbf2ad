//! The spare: the site of one edition ago, kept so that the next one need not be linked from nothing.
//!
//! It consists of the same files as the site in the output, but for those in which the two editions differ; a
//! [`Note`] tells which. What it takes to make it the next site is then a matter of what changed, not of how
//! large the site is. Anyone may remove it, and a build that finds anything about it strange does so itself.

use super::layout::{Folder, Layout, join, join_folders};
use super::manifest::MANIFEST_PATH;
use super::note::{self, Note};
use super::place::Place;
use super::plan::Plan;
use super::rescue::{Clash, rescue};
use super::staging::{MARKER, NOTE, Staging, is_ours, remove, remove_if_there};
use super::standing::{Edition, Known, Stamp, Standing, read_manifest};
use super::step::step;
use super::{Doing, Error, Stopped};
use crate::digest::Digest;
use crate::host::error::While;
use crate::host::files::{
    About, FILE_MODE, FOLDER_MODE, Time, create_folder_below, create_with_mode, is_settled, names_in,
    open_folder, open_regular, remove_below, remove_folder_below, remove_tree, set_mode,
};
use rayon::prelude::*;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The note of the last build, when it tells of the edition that stands in the output. What is there without
/// such a note is removed; what may be someone else's is refused.
pub(super) fn find(
    place: &Place,
    edition: Option<&Edition>,
    layout: &Layout<'_>,
) -> Result<Option<Note>, Stopped> {
    let container = place.beside("spare");
    if !is_ours(&container)? {
        return Ok(None);
    }
    let tells = |note: &Note| {
        let count = layout.folders.len();
        edition.is_some_and(|edition| edition.digest == note.manifest)
            && note.folders.len() == count
            && note.spare.as_ref().is_none_or(|spare| spare.folders.len() == count)
    };
    let note = read_note(&container.join(NOTE)).ok().and_then(|bytes| Note::parse(&bytes));
    let Some(mut note) = note.filter(tells) else {
        remove(&container).while_(Doing::Remove, &container)?;
        return Ok(None);
    };
    note.spare.take_if(|_| fs::symlink_metadata(container.join("site")).is_err());
    Ok(Some(note))
}

fn read_note(path: &Path) -> io::Result<Vec<u8>> {
    let (mut file, _) = open_regular(path)?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

impl Note {
    /// What it tells of the output.
    pub(super) fn known(&self) -> Known<'_> {
        Known { folders: &self.folders, time: self.time, roots: &self.roots }
    }
}

/// A spare that is as its note says.
pub(super) struct Sound<'a> {
    note: &'a note::Spare,
    /// The folders, by number, in which names may be others than in the output.
    doubtful: Vec<bool>,
}

/// Compares the spare with its note; none when it is otherwise.
pub(super) fn check<'a>(place: &Place, note: &'a Note, standing: &Standing<'_>) -> Option<Sound<'a>> {
    let spare = note.spare.as_ref()?;
    let site = open_folder(&place.beside("spare").join("site")).ok()?;
    let device = standing.folders[0]?.device;
    let is_as_noted = |path: &str, stamp: Stamp| {
        let about = About::below(&site, path).ok().flatten();
        about.is_some_and(|about| {
            about.is_dir()
                && about.device == device
                && about.mode() == FOLDER_MODE
                && Stamp::of(&about) == stamp
        })
    };
    let layout = standing.layout;
    let look = |(folder, stamp): (&Folder<'_>, &Option<Stamp>)| {
        stamp.is_none_or(|stamp| is_as_noted(folder.path, stamp))
    };
    let are_as_noted = layout.folders.par_iter().zip(&spare.folders).with_min_len(256).all(look)
        && spare.others.iter().all(|(path, stamp)| is_as_noted(path, *stamp))
        && spare.folders[0].is_some();
    if !are_as_noted {
        return None;
    }
    // Where something changed so shortly before the note that a later change would not show, the names tell.
    let known = Names { layout, note: spare };
    let mut doubtful = standing.was_read.clone();
    for (number, stamp) in spare.folders.iter().enumerate() {
        if stamp.is_some_and(|stamp| !is_settled(stamp.changed, note.time)) {
            doubtful[number] = true;
            known.are_all_in(&site, layout.folders[number].path)?;
        }
    }
    for (path, stamp) in &spare.others {
        if !is_settled(stamp.changed, note.time) {
            known.are_all_in(&site, path)?;
        }
    }
    Some(Sound { note: spare, doubtful })
}

/// The names that may stand in a spare.
struct Names<'a> {
    layout: &'a Layout<'a>,
    note: &'a note::Spare,
}

impl Names<'_> {
    /// None when there is another name in this folder.
    fn are_all_in(&self, site: &File, folder: &str) -> Option<()> {
        let mut are_known = true;
        let folder = Path::new(folder);
        let see = |name: &OsStr| are_known = are_known && self.knows(&folder.join(name));
        names_in(site, folder.to_str()?, see).ok()?;
        are_known.then_some(())
    }

    fn knows(&self, path: &Path) -> bool {
        let is_ours = |path: &str| {
            self.layout.file(path).is_some()
                || self.layout.folder(path).is_some()
                || self.note.differing.binary_search_by(|known| known.as_str().cmp(path)).is_ok()
                || self.note.others.binary_search_by(|(other, _)| other.as_str().cmp(path)).is_ok()
        };
        path.to_str().is_some_and(is_ours)
            || self.note.roots.binary_search_by(|root| (**root).cmp(path)).is_ok()
    }
}

/// A site in the making that has its folders, and perhaps most of its files.
pub(super) struct Begun {
    pub(super) staging: Staging,
    /// For each entry, whether its file is there already: the same one as in the output.
    pub(super) has: Vec<bool>,
    /// The folders of the new edition that are as they were noted in the spare.
    folders: Vec<Option<Stamp>>,
}

impl Begun {
    /// An empty site with the folders of the new edition.
    pub(super) fn empty(place: &Place, plan: &Plan<'_>) -> Result<Self, Error> {
        let staging = Staging::start(place)?;
        for folder in plan.layout.inner_folders() {
            make_folder(&staging, folder.path).while_(Doing::MakeFolder, &staging.site.join(folder.path))?;
        }
        let (has, folders) = (vec![false; plan.entries.len()], vec![None; plan.layout.folders.len()]);
        Ok(Self { staging, has, folders })
    }

    /// The spare, rid of all that the new edition does not have or has otherwise. From here on there is no
    /// spare.
    pub(super) fn of_spare(
        place: &Place,
        sound: &Sound<'_>,
        standing: &Standing<'_>,
        plan: &Plan<'_>,
    ) -> io::Result<Self> {
        step()?;
        fs::remove_file(place.beside("spare").join(NOTE))?;
        let staging = Staging::start_with_spare(place)?;
        let (new, old, note) = (&plan.layout, standing.layout, sound.note);
        let folders: Vec<Option<Stamp>> =
            join_folders(new, old).map(|old| old.and_then(|old| note.folders[old])).collect();
        let is_other =
            |path: &str| note.others.binary_search_by(|(other, _)| other.as_str().cmp(path)).is_ok();
        let missing: Vec<usize> = (1..new.folders.len())
            .filter(|folder| folders[*folder].is_none() && !is_other(new.folders[*folder].path))
            .collect();
        let mut begun = Self { staging, has: plan.is_intact.clone(), folders };
        for root in &note.roots {
            step()?;
            remove_root(&begun.staging.site.join(root))?;
            begun.touch_around(new, root);
        }
        let differing = || note.differing.iter().map(String::as_str);
        for path in differing().chain(plan.removed(standing)) {
            step()?;
            match remove_below(&begun.staging.top, path) {
                Err(error) if !is_no_file(&error) => return Err(error),
                _ => begun.touch_around(new, Path::new(path)),
            }
        }
        let noted = old.folders.iter().zip(&note.folders).zip(join_folders(old, new));
        let noted = noted.filter(|((_, stamp), new)| stamp.is_some() && new.is_none());
        let others = note.others.iter().map(|(path, _)| path.as_str());
        let others = others.filter(|path| new.folder(path).is_none());
        let mut gone: Vec<&str> = noted.map(|((folder, _), _)| folder.path).chain(others).collect();
        // From the inside out.
        gone.sort_unstable_by(|one, other| other.cmp(one));
        for path in gone {
            step()?;
            remove_folder_below(&begun.staging.top, path)?;
            begun.touch_around(new, Path::new(path));
        }
        for folder in missing {
            make_folder(&begun.staging, new.folders[folder].path)?;
            begun.folders[new.folders[folder].parent] = None;
        }
        let others = join(plan.entries.iter().map(|entry| &*entry.path), differing());
        for (((has, before), other), folder) in
            begun.has.iter_mut().zip(&plan.before).zip(others).zip(plan.folders_of_entries())
        {
            let is_doubtful = before.is_none_or(|file| sound.doubtful[old.files[file].folder]);
            *has = *has && other.is_none() && !is_doubtful;
            if !*has {
                begun.folders[folder] = None;
            }
        }
        begun.folders[0] = None;
        begun.touch_around(new, Path::new(MANIFEST_PATH));
        Ok(begun)
    }

    /// Takes note that names change in the folder around this path.
    pub(super) fn touch_around(&mut self, new: &Layout<'_>, path: &Path) {
        let folder = path.parent().and_then(Path::to_str).and_then(|folder| new.folder(folder));
        if let Some(folder) = folder {
            self.folders[folder] = None;
        }
    }
}

fn make_folder(staging: &Staging, path: &str) -> io::Result<()> {
    step()?;
    create_folder_below(&staging.top, path, FOLDER_MODE)?;
    if staging.modes_hold { Ok(()) } else { set_mode(&staging.site.join(path), FOLDER_MODE) }
}

/// Removes a thing of another, with all below it.
fn remove_root(path: &Path) -> io::Result<()> {
    match About::at(path)? {
        None => Ok(()),
        Some(about) if about.is_dir() => remove_tree(path),
        Some(_) => fs::remove_file(path),
    }
}

/// Whether there was no file to remove: nothing at all, or a folder, which goes later.
fn is_no_file(error: &io::Error) -> bool {
    use io::ErrorKind::{IsADirectory, NotADirectory, NotFound};
    matches!(error.kind(), NotFound | NotADirectory | IsADirectory)
}

/// What is left to be done when a new edition stands in the output.
pub(super) struct Leaving<'a> {
    pub(super) place: &'a Place,
    pub(super) standing: &'a Standing<'a>,
    pub(super) plan: &'a Plan<'a>,
    /// What of others moved along to the new site.
    pub(super) roots: Vec<PathBuf>,
    /// The digest of the new manifest.
    pub(super) manifest: Digest,
    /// When all in the new site was done, or before.
    pub(super) time: Time,
    /// The spare of the build before, when it was not used.
    pub(super) former: Option<&'a note::Spare>,
}

impl Leaving<'_> {
    /// Keeps the old site, which stands in the staging folder, as the spare, with a note; or removes it when it
    /// will not do. First saves what others put in it meanwhile.
    ///
    /// What cannot be done here harms nobody: the next build does without a spare.
    pub(super) fn keep_old(self, begun: Begun, written: &[String], may_share: bool) {
        let (standing, new) = (self.standing, &self.plan.layout);
        let site = &begun.staging.site;
        let saved = standing.look_again(site).and_then(|(folders, foreign)| {
            let moved = rescue(site, &foreign, new, &self.place.output, Clash::Replace)?;
            Ok((folders, moved == 0 && foreign.keys().eq(standing.foreign.keys())))
        });
        let Ok((folders, is_as_surveyed)) = saved else { return begun.staging.abandon() };
        let owner =
            folders_below(&self.place.output, [""].into_iter()).ok().and_then(|top| Some(top[0]?.owner));
        let is_sound = is_as_surveyed
            && may_share
            && folders.len() == standing.folders.len()
            && owner.is_some_and(|owner| standing.is_sound(owner));
        let spare = is_sound.then(|| {
            let stamps: Vec<Stamp> = folders.iter().map(Stamp::of).collect();
            let mut others: Vec<(String, Stamp)> = join_folders(standing.layout, new)
                .zip(standing.layout.folders.iter().zip(&stamps))
                .filter(|(new, _)| new.is_none())
                .map(|(_, (folder, stamp))| (folder.path.to_owned(), *stamp))
                .collect();
            others.sort_unstable();
            let removed = self.plan.removed(standing).chain([MANIFEST_PATH]).map(str::to_owned);
            let mut differing: Vec<String> = removed.chain(written.iter().cloned()).collect();
            differing.sort_unstable();
            differing.dedup();
            let folders = join_folders(new, standing.layout).map(|old| Some(stamps[old?])).collect();
            note::Spare { folders, others, differing, roots: standing.roots.clone() }
        });
        let _ = self.write_note(begun, spare);
    }

    /// Keeps what is in the staging folder as the spare: the new edition itself, but for its manifest.
    pub(super) fn keep_new(self, mut begun: Begun) {
        // Nothing was put in the output.
        begun.folders = vec![None; begun.folders.len()];
        let paths = self.plan.layout.folders.iter().map(|folder| folder.path);
        let folders = folders_below(&begun.staging.site, paths);
        let spare = folders.ok().map(|folders| note::Spare {
            folders: folders.iter().map(|folder| folder.as_ref().map(Stamp::of)).collect(),
            others: Vec::new(),
            differing: vec![MANIFEST_PATH.to_owned()],
            roots: Vec::new(),
        });
        let _ = self.write_note(begun, spare);
    }

    /// Keeps no spare, and notes how the output is.
    pub(super) fn keep_nothing(self, mut begun: Begun) {
        begun.folders = vec![None; begun.folders.len()];
        let _ = self.write_note(begun, None);
    }

    fn write_note(self, begun: Begun, spare: Option<note::Spare>) -> io::Result<()> {
        let Begun { staging, mut folders, .. } = begun;
        if spare.is_none() {
            staging.empty()?;
        }
        let layout = &self.plan.layout;
        let changed: Vec<usize> = (0..folders.len()).filter(|folder| folders[*folder].is_none()).collect();
        let paths = changed.iter().map(|folder| layout.folders[*folder].path);
        for (folder, about) in changed.iter().zip(folders_below(&self.place.output, paths)?) {
            folders[*folder] = about.as_ref().map(Stamp::of);
        }
        let note = Note {
            manifest: self.manifest,
            time: self.time,
            // What is not there is no folder, and so never as it was.
            folders: folders.into_iter().map(Option::unwrap_or_default).collect(),
            roots: self.roots,
            spare,
        };
        if discard(self.place, self.former, layout, self.time).is_err() {
            return Ok(());
        }
        let place = staging.become_spare(self.place)?;
        step()?;
        let mut file = create_with_mode(&place, FILE_MODE)?;
        step()?;
        file.write_all(&note.to_bytes())
    }
}

/// How these folders are below a folder.
fn folders_below<'a>(top: &Path, paths: impl Iterator<Item = &'a str>) -> io::Result<Vec<Option<About>>> {
    let (top, paths) = (open_folder(top)?, paths.collect::<Vec<_>>());
    paths.par_iter().with_min_len(256).map(|path| About::below(&top, path)).collect()
}

/// Removes a spare that is not as its note says. What others put in it since then is saved first: someone may
/// still have the old site for a working directory.
fn discard(place: &Place, note: Option<&note::Spare>, new: &Layout<'_>, time: Time) -> Result<(), Error> {
    let container = place.beside("spare");
    let site = container.join("site");
    if fs::symlink_metadata(&container).is_err() {
        return Ok(());
    }
    if let Some(note) = note {
        let edition = read_manifest(&site)?;
        let layout = edition.as_ref().map(|edition| Layout::from(&edition.manifest));
        if let Some(layout) = layout {
            let mut found = Standing::survey(&site, edition.as_ref(), &layout, None, time)?.foreign;
            // Only what holds something, and only what came after the note.
            found.retain(|path, about| {
                about.is_file() && !note.roots.iter().any(|root| path.starts_with(root))
            });
            if let Err(error) = rescue(&site, &found, new, &place.output, Clash::Refuse) {
                // Without its marker it is refused by the next build, which then names what is in it.
                let _ = remove_if_there(&container.join(NOTE));
                let _ = remove_if_there(&container.join(MARKER));
                return Err(error);
            }
        }
    }
    remove(&container).while_(Doing::Remove, &container)
}

#[cfg(test)]
mod tests;
