//! A small site in memory: read, assemble at an instant, look at every byte, edit, assemble again.

#![allow(dead_code, reason = "every test file takes what it needs")]

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex};
use termijn::config;
use termijn::content;
use termijn::diagnostic::Diagnostic;
use termijn::digest::Digest;
use termijn::edition::{Edition, Inputs, prepare};
use termijn::host::project;
use termijn::host::publisher::{Entry, MANIFEST_PATH, Manifest};
use termijn::lifecycle::Drafts;
use termijn::source::{SourceFile, SourceTree};
use termijn::theme::{self, Theme};
use termijn::time::Instant;

/// Settings with which nothing is wrong.
pub(crate) const SETTINGS: &str =
    "title = \"Vacatures en opdrachten\"\nbase_url = \"https://www.voorbeeld.nl/\"\n";

/// Path → bytes of a whole edition, its manifest too.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// The instant in RFC 3339.
#[track_caller]
pub(crate) fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap_or_else(|| panic!("{text} is no RFC 3339"))
}

/// A site: its files by path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SiteTest {
    pub(crate) files: Files,
}

impl SiteTest {
    /// A site of these paths and texts, with settings unless they are among them.
    pub(crate) fn of<P: AsRef<str>, T: AsRef<[u8]>>(files: impl IntoIterator<Item = (P, T)>) -> Self {
        let mut site = Self { files: BTreeMap::new() };
        site.put("termijn.toml", SETTINGS);
        for (path, text) in files {
            site.put(path.as_ref(), text);
        }
        site
    }

    /// The site in a folder, as the program finds it there.
    pub(crate) fn folder(root: &Path) -> Self {
        let tree = project::read(root, &[]).expect("the folder of the site is there");
        let read = |path: &String| {
            let place = root.join(path);
            let bytes = fs::read(&place).unwrap_or_else(|error| panic!("{}: {error}", place.display()));
            (path.clone(), bytes)
        };
        Self { files: tree.files.keys().map(read).collect() }
    }

    /// All files below a folder, by path from it; none when it is not there.
    pub(crate) fn files_below(folder: &Path) -> Files {
        let mut found = Files::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(next) = folders.pop() {
            let Ok(entries) = fs::read_dir(&next) else { continue };
            for entry in entries {
                let place = entry.expect("the folder can be read").path();
                if place.is_dir() && !place.is_symlink() {
                    folders.push(place);
                    continue;
                }
                let inside = place.strip_prefix(folder).expect("it lies below the folder");
                let path = inside.to_str().expect("names are UTF-8").to_owned();
                found.insert(path, fs::read(&place).expect("the file can be read"));
            }
        }
        found
    }

    /// Adds or replaces a file.
    pub(crate) fn put(&mut self, path: &str, bytes: impl AsRef<[u8]>) {
        self.files.insert(path.to_owned(), bytes.as_ref().to_vec());
    }

    /// Takes a file away.
    #[track_caller]
    pub(crate) fn remove(&mut self, path: &str) {
        assert!(self.files.remove(path).is_some(), "there is no {path}");
    }

    /// Replaces words that stand once in a file.
    #[track_caller]
    pub(crate) fn edit(&mut self, path: &str, from: &str, to: &str) {
        let text = String::from_utf8(self.files[path].clone()).expect("text files are UTF-8");
        assert_eq!(text.matches(from).count(), 1, "{from:?} stands once in {path}");
        self.put(path, text.replace(from, to));
    }

    /// The files as the machine hands them over.
    pub(crate) fn tree(&self) -> SourceTree {
        let source = |path: &str, bytes: &[u8]| {
            let is_text = path.ends_with(".md") || path.ends_with(".toml") || !path.starts_with("content/");
            if is_text {
                return SourceFile::Bytes(Arc::from(bytes));
            }
            SourceFile::Attachment { size_bytes: bytes.len() as u64, digest: Digest::of_bytes(bytes) }
        };
        let files = self.files.iter().map(|(path, bytes)| (path.clone(), source(path, bytes)));
        SourceTree { files: files.collect() }
    }

    /// Settings, theme and records; fails on any error of the author's.
    #[track_caller]
    pub(crate) fn inputs(&self, drafts: Drafts) -> Inputs {
        let prepared = prepare(&self.tree(), None, drafts);
        refuse_errors(prepared.site_diagnostics.iter().chain(&prepared.content_diagnostics));
        prepared.inputs().expect("without errors there are inputs")
    }

    /// The same as [`SiteTest::inputs`] for sites that have no theme of their own: it is read once.
    #[track_caller]
    pub(crate) fn quick_inputs(&self, drafts: Drafts) -> Inputs {
        let tree = self.tree();
        let (settings, diagnostics) = config::check(&tree, None);
        refuse_errors(&diagnostics);
        let settings = Arc::new(settings.expect("without errors there are settings"));
        assert!(!self.files.keys().any(|path| path.starts_with("themes/")), "only for the default theme");
        let theme = shared_theme(&tree, &settings);
        let records = content::load(&tree, &settings, drafts);
        refuse_errors(&records.diagnostics);
        let followed = termijn::lifecycle::follow(&[], &records.notices).into();
        Inputs { settings, theme, records: Arc::new(records), followed, drafts, pieces: None }
    }

    /// Every file at an instant, drafts left out.
    #[track_caller]
    pub(crate) fn at(&self, at: Instant) -> Files {
        self.render(&termijn::assemble(&self.inputs(Drafts::Excluded), at))
    }

    /// The files of an edition of this site whose paths are wanted, without a manifest.
    #[track_caller]
    pub(crate) fn render_some(&self, edition: &Edition, is_wanted: impl Fn(&str) -> bool) -> Files {
        let copy = |source: &str, digest: Digest, out: &mut dyn io::Write| {
            let bytes = &self.files[source];
            assert_eq!(Digest::of_bytes(bytes), digest, "{source}");
            out.write_all(bytes)
        };
        let mut files = Files::new();
        for planned in edition.artifacts().into_iter().filter(|planned| is_wanted(&planned.path)) {
            let mut bytes = Vec::new();
            edition
                .render(planned, &copy, &mut bytes)
                .unwrap_or_else(|problem| panic!("{}: {problem:?}", planned.path));
            files.insert(planned.path.clone(), bytes);
        }
        files
    }

    /// Every file of an edition of this site, its manifest too.
    #[track_caller]
    pub(crate) fn render(&self, edition: &Edition) -> Files {
        let mut files = self.render_some(edition, |_| true);
        let entries: Vec<_> = edition
            .artifacts()
            .into_iter()
            .map(|planned| Entry { path: planned.path.clone(), fingerprint: edition.fingerprint(planned) })
            .collect();
        files.insert(MANIFEST_PATH.to_owned(), Manifest::of(&entries).to_json().into_bytes());
        files
    }
}

/// Fails with the words of the errors, if there are any.
#[track_caller]
fn refuse_errors<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) {
    let errors: Vec<_> = diagnostics.into_iter().filter(|diagnostic| diagnostic.is_error()).collect();
    assert!(errors.is_empty(), "the site has errors: {errors:#?}");
}

/// The default theme, read once for each language and folder of the base address.
fn shared_theme(tree: &SourceTree, settings: &config::Settings) -> Arc<Theme> {
    type Themes = Mutex<BTreeMap<(String, String), Arc<Theme>>>;
    static THEMES: LazyLock<Themes> = LazyLock::new(Themes::default);
    let key = (settings.language.tag().to_owned(), settings.base_path().to_owned());
    let mut themes = THEMES.lock().expect("no test fails while it reads a theme");
    let load = || Arc::new(theme::load(tree, settings).0.expect("the default theme is sound"));
    Arc::clone(themes.entry(key).or_insert_with(load))
}

/// A file as text.
#[track_caller]
pub(crate) fn text<'a>(files: &'a Files, path: &str) -> &'a str {
    let bytes = files.get(path).unwrap_or_else(|| panic!("{path} is not among {:#?}", files.keys()));
    std::str::from_utf8(bytes).unwrap_or_else(|_| panic!("{path} is UTF-8"))
}

/// A file as JSON.
#[track_caller]
pub(crate) fn json(files: &Files, path: &str) -> serde_json::Value {
    serde_json::from_str(text(files, path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Fails with the paths that differ and the first lines of the first of them.
#[track_caller]
pub(crate) fn assert_same(left: &Files, right: &Files, what: &str) {
    if let Some(difference) = difference(left, right) {
        panic!("{what}: {difference}");
    }
}

/// The paths that differ and the first lines of the first of them; none when all is the same.
pub(crate) fn difference(left: &Files, right: &Files) -> Option<String> {
    let differing = differing(left, right);
    let path = differing.first()?;
    let show = |files: &Files| match files.get(path) {
        Some(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        None => "(not there)".to_owned(),
    };
    let (one, other) = (show(left), show(right));
    let lines = one.lines().zip(other.lines()).filter(|(one, other)| one != other);
    let lines: String = lines.take(8).map(|(one, other)| format!("\n- {one}\n+ {other}")).collect();
    Some(format!("{differing:?} differ; in {path}:{lines}"))
}

/// The paths of files that are not the same in both.
pub(crate) fn differing(left: &Files, right: &Files) -> Vec<String> {
    let paths: std::collections::BTreeSet<_> = left.keys().chain(right.keys()).collect();
    paths.into_iter().filter(|path| left.get(*path) != right.get(*path)).cloned().collect()
}
