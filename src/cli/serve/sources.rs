//! What tells that sources changed, and what rereads them: for now by reading the whole project now and then.

use crate::host::Error;
use crate::host::project;
use crate::source::{SourceFile, SourceTree};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How changes are noticed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Watching {
    Events,
    Polling(Duration),
}

/// What may differ.
#[derive(Debug)]
pub(super) enum Changed {
    Everything,
}

/// What a watcher tells.
#[derive(Debug)]
pub(super) enum Told {
    Changed(Changed),
    #[expect(dead_code, reason = "looking by itself has nothing to fall back on")]
    FellBack {
        why: String,
    },
}

#[derive(Debug)]
pub(super) struct Watcher;

impl Watcher {
    #[expect(clippy::unnecessary_wraps, reason = "one that is told of events can fail")]
    pub(super) fn start(
        _root: &Path,
        _ignore: &[PathBuf],
        how: Watching,
        tell: impl Fn(Told) + Send + 'static,
    ) -> Result<Self, Error> {
        let pause = match how {
            Watching::Events => Duration::from_millis(300),
            Watching::Polling(pause) => pause,
        };
        std::thread::spawn(move || {
            loop {
                std::thread::sleep(pause);
                tell(Told::Changed(Changed::Everything));
            }
        });
        Ok(Self)
    }
}

/// Brings `tree` up to date, and gives the paths that differ.
pub(super) fn refresh(
    root: &Path,
    ignore: &[PathBuf],
    tree: &mut SourceTree,
    _changed: &Changed,
) -> Result<Vec<String>, Error> {
    let mut fresh = project::read(root, ignore)?;
    let mut changed: Vec<String> =
        tree.files.keys().filter(|path| !fresh.files.contains_key(*path)).cloned().collect();
    for (path, file) in &mut fresh.files {
        match tree.files.get(path) {
            Some(before) if is_equal(before, file) => *file = before.clone(),
            _ => changed.push(path.clone()),
        }
    }
    *tree = fresh;
    changed.sort();
    Ok(changed)
}

fn is_equal(one: &SourceFile, other: &SourceFile) -> bool {
    match (one, other) {
        (SourceFile::Bytes(one), SourceFile::Bytes(other)) => one == other,
        _ => one.is_same(other),
    }
}
