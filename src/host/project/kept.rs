//! A project that stays in memory and is read again where it changed.

use super::walk::{CONTENT, Found, SETTINGS, THEMES};
use super::{Error, Ground, hash, load_all, load_with};
use crate::digest::Digest;
use crate::host::clock;
use crate::host::files::Stamp;
use crate::host::leftovers::is_hidden;
use crate::source::{Refusal, SourceFile, SourceTree};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// What may differ from what was read before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// These files, and these folders with all below them; paths below the project's root.
    Paths(BTreeSet<PathBuf>),
    /// Anything.
    Everything,
}

/// A project as it was read, with what lets it be brought up to date at the cost of what changed.
#[derive(Debug)]
pub struct Kept {
    tree: SourceTree,
    root: PathBuf,
    ignore: Vec<PathBuf>,
    /// Whether any link was met when all was walked last, or since. Then a file may be shown under several
    /// paths, and what a change touches cannot be told from its path.
    links: bool,
    /// What attachments were known by when they were hashed.
    stamps: BTreeMap<String, Stamps>,
}

/// With the time of the last change of any kind: a write may be given an older time of writing (`cp -p`).
type Stamps = (Stamp, (i64, i64));

/// A file as it was loaded, and the stamp that spares hashing it again.
struct Loaded {
    file: SourceFile,
    stamps: Option<Stamps>,
}

impl From<Refusal> for Loaded {
    fn from(why: Refusal) -> Self {
        Self { file: SourceFile::Refused(why), stamps: None }
    }
}

impl Kept {
    /// Reads the project at `root` as [`super::read`] does.
    ///
    /// Fails only when `root` itself cannot be found.
    pub fn read(root: &Path, ignore: &[PathBuf]) -> Result<Self, Error> {
        let mut kept = Self {
            tree: SourceTree::default(),
            root: root.to_path_buf(),
            ignore: ignore.to_vec(),
            links: false,
            stamps: BTreeMap::new(),
        };
        kept.refresh(&Changed::Everything)?;
        Ok(kept)
    }

    /// The project as of the last refresh.
    #[must_use]
    pub fn tree(&self) -> &SourceTree {
        &self.tree
    }

    /// Brings the tree up to date; it then holds what [`super::read`] would give. A file whose bytes are the
    /// same keeps the same [`Arc`].
    ///
    /// Returns the paths of the files that really differ, in order: other bytes, another kind, come or gone.
    /// Fails only when the root cannot be found; the tree is then as before.
    pub fn refresh(&mut self, changed: &Changed) -> Result<Vec<String>, Error> {
        let ground = Ground::find(&self.root, &self.ignore)?;
        match changed {
            Changed::Paths(paths) if !self.links => Ok(self.refresh_parts(&ground, paths)),
            Changed::Paths(_) | Changed::Everything => Ok(self.refresh_all(&ground)),
        }
    }

    fn refresh_all(&mut self, ground: &Ground) -> Vec<String> {
        let mut walk = ground.walk();
        walk.all();
        self.links = walk.links;
        let fresh = self.load(walk.found, Attachments::ByStamp);
        let gone = self.tree.files.keys().filter(|path| !fresh.contains_key(*path)).cloned().collect();
        self.take_in(gone, fresh)
    }

    fn refresh_parts(&mut self, ground: &Ground, paths: &BTreeSet<PathBuf>) -> Vec<String> {
        let scopes = paths.iter().filter_map(|path| scope(ground, path));
        let scopes: BTreeSet<String> = scopes.map(|scope| self.standing(scope)).collect();
        let mut walk = ground.walk();
        let mut gone = Vec::new();
        for scope in &scopes {
            let inside_another = scope.match_indices('/').any(|(end, _)| scopes.contains(&scope[..end]));
            if !inside_another {
                walk.at(scope);
                gone.extend(self.tree.files.get_key_value(scope).map(|(path, _)| path.clone()));
                gone.extend(self.tree.below(scope).map(|(path, _)| path.to_owned()));
            }
        }
        self.links |= walk.links;
        let fresh = self.load(walk.found, Attachments::Anew);
        gone.retain(|path| !fresh.contains_key(path));
        self.take_in(gone, fresh)
    }

    /// The path above `scope`, or `scope` itself, that was a file or refused until now.
    fn standing(&self, scope: String) -> String {
        let mut above = scope.match_indices('/').map(|(end, _)| &scope[..end]);
        above.find(|path| self.tree.files.contains_key(*path)).map(str::to_owned).unwrap_or(scope)
    }

    fn load(&self, found: Vec<(String, Found)>, attachments: Attachments) -> BTreeMap<String, Loaded> {
        let now = clock::now();
        let load = |shown: &str, place: &Path| {
            let known = match attachments {
                Attachments::ByStamp => self.known(shown),
                Attachments::Anew => None,
            };
            let mut stamps = None;
            let file = load_with(shown, place, |file, about| {
                let (loaded, seen) = hash_unless_known(file, about, known)?;
                stamps = seen.0.is_settled(now).then_some(seen);
                Ok(loaded)
            })?;
            Some(Loaded { file, stamps })
        };
        load_all(found, &load).into_iter().collect()
    }

    /// The digest of an attachment, and what it was known by when that was made.
    fn known(&self, shown: &str) -> Option<(Digest, Stamps)> {
        match (self.tree.files.get(shown)?, self.stamps.get(shown)?) {
            (SourceFile::Attachment { digest, .. }, stamps) => Some((*digest, *stamps)),
            (SourceFile::Bytes(_) | SourceFile::Later(_) | SourceFile::Refused(_), _) => None,
        }
    }

    fn take_in(&mut self, gone: Vec<String>, fresh: BTreeMap<String, Loaded>) -> Vec<String> {
        let mut differ = gone;
        for path in &differ {
            self.tree.files.remove(path);
            self.stamps.remove(path);
        }
        for (path, Loaded { file, stamps }) in fresh {
            match stamps {
                Some(stamps) => drop(self.stamps.insert(path.clone(), stamps)),
                None => drop(self.stamps.remove(&path)),
            }
            if !self.tree.files.get(&path).is_some_and(|before| is_same(before, &file)) {
                self.tree.files.insert(path.clone(), file);
                differ.push(path);
            }
        }
        differ.sort_unstable();
        differ
    }
}

/// Whether attachments are hashed whose stamp is the one they had.
#[derive(Clone, Copy)]
enum Attachments {
    Anew,
    ByStamp,
}

fn hash_unless_known(
    file: File,
    about: &Metadata,
    known: Option<(Digest, Stamps)>,
) -> io::Result<(SourceFile, Stamps)> {
    let stamps = (Stamp::of(about), (about.ctime(), about.ctime_nsec()));
    let loaded = match known {
        Some((digest, before)) if before == stamps => {
            SourceFile::Attachment { size_bytes: about.len(), digest }
        }
        _ => hash(file, about.len())?,
    };
    Ok((loaded, stamps))
}

fn is_same(one: &SourceFile, other: &SourceFile) -> bool {
    match (one, other) {
        (SourceFile::Bytes(one), SourceFile::Bytes(other)) => Arc::ptr_eq(one, other) || one == other,
        (one, other) => one.is_same(other),
    }
}

/// What has to be read again when `path`, below the root, may differ: the path itself, or the first part of it
/// that is no plain folder any more. None when nothing there is ever read.
fn scope(ground: &Ground, path: &Path) -> Option<String> {
    let mut names = path.components().map(|part| match part {
        Component::Normal(name) => Some(name),
        _ => None,
    });
    let first = names.next()??.to_str().filter(|name| [CONTENT, THEMES, SETTINGS].contains(name))?;
    let (mut shown, mut place) = (first.to_owned(), ground.root.join(first));
    loop {
        match fs::symlink_metadata(&place) {
            Ok(about) if about.is_dir() && !ground.ignored.contains(&place) => {}
            // What is said of a path in a folder that is shut, is said by a walk through the folder.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                return Some(shown.rsplit_once('/').map_or(first, |(above, _)| above).to_owned());
            }
            _ => break,
        }
        let Some(name) = names.next() else { break };
        // A name that is not UTF-8 is shown as another, which may be that of a file beside it.
        let Some(name) = name?.to_str().filter(|name| !name.contains('\u{fffd}')) else { break };
        shown = format!("{shown}/{name}");
        place.push(name);
        if is_hidden(name) {
            break;
        }
    }
    Some(shown)
}

#[cfg(test)]
mod tests;
