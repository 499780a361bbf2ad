//! What is watched of a project, and what of that counts.
//!
//! Every folder is watched by itself, never a tree: so hidden folders and the output cost nothing, and a new
//! folder is watched before anyone reads what is in it. When notify watches a tree, it misses files that are
//! made in a new folder just before it gets there.

use crate::host::leftovers::{is_hidden, is_leftover};
use crate::host::project::{CONTENT, SETTINGS, THEMES};
use notify::{ErrorKind, RecommendedWatcher, RecursiveMode};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What can be told to watch one folder. A seam, so that a test can let it refuse.
pub(super) trait Eyes: Send {
    fn watch(&mut self, folder: &Path) -> notify::Result<()>;
}

impl Eyes for RecommendedWatcher {
    fn watch(&mut self, folder: &Path) -> notify::Result<()> {
        notify::Watcher::watch(self, folder, RecursiveMode::NonRecursive)
    }
}

/// The watched parts of one project, by their real places.
pub(super) struct Sight {
    eyes: Box<dyn Eyes>,
    root: PathBuf,
    ignored: Vec<PathBuf>,
    /// The folders of `content/` and `themes/`, and those that links show.
    folders: BTreeSet<PathBuf>,
    /// The real places of `content/` and `themes/`; no link leads out of them.
    bases: BTreeSet<PathBuf>,
    /// What only links show: places outside the parts, or hidden in them.
    targets: BTreeSet<PathBuf>,
}

impl Sight {
    /// Watches all there is of the project at `root`.
    pub(super) fn of(root: &Path, ignore: &[PathBuf], eyes: Box<dyn Eyes>) -> notify::Result<Self> {
        let root = root.canonicalize().map_err(notify::Error::io)?;
        let ignored = ignore.iter().filter_map(|path| real_or_to_be(path)).collect();
        let (folders, bases, targets) = Default::default();
        let mut sight = Self { eyes, root, ignored, folders, bases, targets };
        sight.watch_parts()?;
        Ok(sight)
    }

    pub(super) fn is_root(&self, place: &Path) -> bool {
        place == self.root
    }

    /// The path below the root of a place where something happened; none when that is nothing of the author's.
    pub(super) fn notable(&self, place: &Path) -> Option<PathBuf> {
        let below = place.strip_prefix(&self.root).ok()?;
        if self.is_ignored(place) {
            return None;
        }
        let part = below.iter().next()?;
        let counts = if part == SETTINGS {
            place.parent() == Some(&self.root)
        } else if part == CONTENT || part == THEMES {
            self.counts(&self.root.join(part), place)
        } else {
            false
        };
        let shown = |target: &PathBuf| target.starts_with(place) || self.counts(target, place);
        (counts || self.targets.iter().any(shown)).then(|| below.to_path_buf())
    }

    /// Whether `place` lies below `above` under names that count.
    fn counts(&self, above: &Path, place: &Path) -> bool {
        let Ok(below) = place.strip_prefix(above) else { return false };
        let mut names = below.iter().map(|name| name.to_string_lossy());
        let Some(last) = names.next_back() else { return true };
        // A folder may have the name of a leftover. One that is gone is known by having been watched.
        let is_folder = || self.folders.contains(place) || is_folder(place);
        !names.any(|name| is_hidden(&name)) && !is_hidden(&last) && (!is_leftover(&last) || is_folder())
    }

    /// Watches what stands at a place now, be it something else than before.
    pub(super) fn look_at(&mut self, place: &Path) -> notify::Result<()> {
        let leads_on = self.bases.iter().chain(&self.targets).any(|base| base.starts_with(place));
        let is_part = [CONTENT, THEMES].iter().any(|part| self.root.join(part) == place);
        if leads_on || is_part || place == self.root.join(SETTINGS) && place.is_symlink() {
            return self.watch_parts();
        }
        let below: Vec<PathBuf> = self.folders.range(place.to_path_buf()..).cloned().collect();
        for folder in below.iter().take_while(|folder| folder.starts_with(place)) {
            self.folders.remove(folder);
        }
        let Some(base) = self.bases.iter().find(|base| place.starts_with(base)).cloned() else {
            return Ok(());
        };
        match fs::symlink_metadata(place) {
            Ok(about) if about.is_dir() => self.watch_tree(&base, place.to_path_buf()),
            Ok(about) if about.is_symlink() => self.watch_target(&base, place),
            // It is gone by now, or a file.
            _ => Ok(()),
        }
    }

    fn watch_parts(&mut self) -> notify::Result<()> {
        (self.folders, self.bases, self.targets) = Default::default();
        let root = self.root.clone();
        self.watch(&root)?;
        for part in [CONTENT, THEMES] {
            let place = root.join(part);
            let Some(real) = place.canonicalize().ok().filter(|real| real.starts_with(&root)) else {
                continue;
            };
            if real != place {
                self.watch_way_to(&root, &real)?;
            }
            self.bases.insert(real.clone());
            if is_folder(&real) {
                self.watch_tree(&real, real.clone())?;
            }
        }
        let settings = root.join(SETTINGS);
        if settings.is_symlink() { self.watch_target(&root, &settings) } else { Ok(()) }
    }

    /// Watches a folder of the part `base`, with all folders below it.
    ///
    /// A folder is watched first and listed then: one that is made in it in between is seen twice, not missed.
    fn watch_tree(&mut self, base: &Path, folder: PathBuf) -> notify::Result<()> {
        let mut ahead = vec![folder];
        while let Some(folder) = ahead.pop() {
            if self.is_ignored(&folder) || !self.folders.insert(folder.clone()) {
                continue;
            }
            self.watch(&folder)?;
            // A folder that cannot be listed has nothing to show.
            for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
                let (Ok(kind), name) = (entry.file_type(), entry.file_name()) else { continue };
                if kind.is_dir() && !is_hidden(&name.to_string_lossy()) {
                    ahead.push(entry.path());
                } else if kind.is_symlink() && !is_leftover(&name.to_string_lossy()) {
                    self.watch_target(base, &entry.path())?;
                }
            }
        }
        Ok(())
    }

    /// Watches what a link in `base` leads to, unless it is among what is watched anyway.
    fn watch_target(&mut self, base: &Path, link: &Path) -> notify::Result<()> {
        match link.canonicalize() {
            Ok(target) if target.starts_with(base) && !self.is_seen_anyway(&target) => {
                self.watch_way_to(base, &target)?;
                if is_folder(&target) { self.watch_tree(base, target) } else { Ok(()) }
            }
            _ => Ok(()),
        }
    }

    fn is_seen_anyway(&self, place: &Path) -> bool {
        self.targets.contains(place) || self.bases.iter().any(|base| self.counts(base, place))
    }

    /// Watches the folders on the way to `target`, any of which may be replaced.
    fn watch_way_to(&mut self, base: &Path, target: &Path) -> notify::Result<()> {
        self.targets.insert(target.to_path_buf());
        let above = target.ancestors().skip(1).take_while(|folder| folder.starts_with(base));
        above.into_iter().try_for_each(|folder| self.watch(folder))
    }

    fn watch(&mut self, folder: &Path) -> notify::Result<()> {
        match self.eyes.watch(folder) {
            Err(error) if is_about_the_folder(&error.kind) => Ok(()),
            done => done,
        }
    }

    fn is_ignored(&self, place: &Path) -> bool {
        self.ignored.iter().any(|folder| place.starts_with(folder))
    }
}

/// Whether watching failed for this folder alone: it is gone by now, or shut, and then reading it says so.
fn is_about_the_folder(kind: &ErrorKind) -> bool {
    match kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => matches!(
            error.kind(),
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::PermissionDenied
        ),
        _ => false,
    }
}

/// Whether a folder stands here. A link to one does not count.
fn is_folder(place: &Path) -> bool {
    fs::symlink_metadata(place).is_ok_and(|about| about.is_dir())
}

/// The real place of a folder that need not be there yet.
fn real_or_to_be(path: &Path) -> Option<PathBuf> {
    let to_be = || Some(path.parent()?.canonicalize().ok()?.join(path.file_name()?));
    path.canonicalize().ok().or_else(to_be)
}
