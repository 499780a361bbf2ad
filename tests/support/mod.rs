//! A small site in a folder of its own, for the tests that need a real one. It goes when the test is done.

#![allow(dead_code, reason = "every test file takes what it needs")]

pub(crate) mod cli;
pub(crate) mod serving;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Settings with which nothing is wrong.
pub(crate) const SETTINGS: &str =
    "title = \"Vacatures en opdrachten\"\nbase_url = \"https://www.voorbeeld.nl/\"\n";

/// The instant at which these tests look at a site, unless they say otherwise.
pub(crate) const NOW: &str = "2026-01-15T12:00:00+01:00";

static MADE: AtomicUsize = AtomicUsize::new(0);

/// A folder that is removed with the value.
#[derive(Debug)]
pub(crate) struct TempSite {
    root: PathBuf,
}

impl TempSite {
    /// An empty folder: not even settings.
    pub(crate) fn empty() -> Self {
        let nr = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("site-{}-{nr}", std::process::id());
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&root).expect("the folder for tests can be written to");
        Self { root }
    }

    /// A site with settings and these files: path and text.
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let site = Self::empty();
        site.write("termijn.toml", SETTINGS);
        for (path, text) in files {
            site.write(path, text);
        }
        site
    }

    /// A site with this one record, at `content/aanvragen/14001.md`.
    pub(crate) fn of_record(text: impl AsRef<[u8]>) -> Self {
        let site = Self::with(&[]);
        site.write("content/aanvragen/14001.md", text);
        site
    }

    /// Writes a file, with the folders above it.
    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let place = self.path(path);
        let folder = place.parent().expect("a path in the site has a folder above it");
        fs::create_dir_all(folder).expect("the folder can be made");
        fs::write(&place, bytes).unwrap_or_else(|error| panic!("{}: {error}", place.display()));
    }

    /// Copies a folder over the site.
    pub(crate) fn copy_from(&self, folder: &Path) {
        for (path, bytes) in files_below(folder) {
            self.write(&path, bytes);
        }
    }

    /// Makes a symbolic link.
    pub(crate) fn link(&self, path: &str, target: impl AsRef<Path>) {
        let place = self.path(path);
        fs::create_dir_all(place.parent().expect("the link has a folder")).expect("the folder can be made");
        std::os::unix::fs::symlink(target, place).expect("the link can be made");
    }

    /// The place of a path.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// The folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A file as text.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Whether something stands at a path.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.path(path).symlink_metadata().is_ok()
    }

    /// The files below a folder of the site; none when it is not there.
    pub(crate) fn files(&self, path: &str) -> Vec<(String, Vec<u8>)> {
        files_below(&self.path(path))
    }

    /// Runs `termijn` in this folder at [`NOW`].
    pub(crate) fn run(&self, arguments: &[&str]) -> cli::Ran {
        let mut all = arguments.to_vec();
        all.extend(["--at", NOW]);
        cli::Termijn::new(&self.root).run(&all)
    }

    /// Runs `termijn` in this folder with just these arguments.
    pub(crate) fn run_bare(&self, arguments: &[&str]) -> cli::Ran {
        cli::Termijn::new(&self.root).run(arguments)
    }
}

impl Drop for TempSite {
    fn drop(&mut self) {
        // What stays behind lies in the build folder and harms nobody.
        let _ = fs::remove_dir_all(&self.root);
    }
}

/// All files below a folder, sorted: the path from it with `/`, and the bytes. No link is followed.
pub(crate) fn files_below(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let Ok(entries) = fs::read_dir(&next) else { continue };
        for entry in entries {
            let entry = entry.expect("the folder can be read");
            let (path, kind) = (entry.path(), entry.file_type().expect("the folder can be read"));
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() {
                let inside = path.strip_prefix(folder).expect("it lies below the folder");
                let inside = inside.to_str().expect("names in tests are UTF-8").to_owned();
                found.push((inside, fs::read(&path).expect("the file can be read")));
            }
        }
    }
    found.sort();
    found
}

/// A sound request for bids, open from 5 January to 2 March 2026. `top` comes with the first keys, `tables`
/// after the last table.
pub(crate) fn record(reference: &str, top: &str, tables: &str, body: &str) -> String {
    format!(
        "+++\nkind = \"inhuur\"\ntitle = \"Wijkcoördinator\"\nreference = \"{reference}\"\n\
         published = 2026-01-05\n{top}\n[organization]\nname = \"Gemeente Voorbeeld\"\n\n\
         [response]\ndeadline = 2026-03-02T09:00\n\n{tables}\n+++\n{body}\n"
    )
}
