//! A folder for one test, gone when the test ends.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

pub(super) struct Scratch(PathBuf);

impl Scratch {
    pub(super) fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("termijn-test-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        Self(folder.canonicalize().unwrap())
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file and the folders above it.
    pub(super) fn file(&self, path: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let place = self.0.join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(&place, text).unwrap();
        place
    }

    /// Makes a folder and those above it.
    pub(super) fn folder(&self, path: &str) -> PathBuf {
        let place = self.0.join(path);
        fs::create_dir_all(&place).unwrap();
        place
    }

    /// Makes a symbolic link and the folders above it.
    pub(super) fn link(&self, path: &str, target: impl AsRef<Path>) -> PathBuf {
        let place = self.0.join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(target, &place).unwrap();
        place
    }

    /// Makes a named pipe; opening it would block.
    pub(super) fn pipe(&self, path: &str) -> PathBuf {
        use rustix::fs::{CWD, FileType, Mode, mknodat};
        let place = self.0.join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        mknodat(CWD, &place, FileType::Fifo, Mode::from_raw_mode(0o644), 0).unwrap();
        place
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
