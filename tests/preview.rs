//! The preview shows what a build would write, after whatever was done to the sources and in whatever order (P3).
//!
//! A person's work is made up: records are written, broken, mended, renamed, moved and thrown away, settings and
//! theme change, the clock goes on and is set back. After each deed every file that the preview serves is held
//! against a build of the same folder from nothing.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop anywhere")]

#[path = "preview/deeds.rs"]
mod deeds;
mod support;

use deeds::{Chance, deed};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use support::TempSite;
use termijn::assemble;
use termijn::digest::Digest;
use termijn::edition::{Edition, Inputs, Prepared, prepare};
use termijn::host::project::{self, Changed, Kept};
use termijn::language::Language;
use termijn::lifecycle::Drafts;
use termijn::preview::{Answer, Behind, Desk, Proof, Request, Wish};
use termijn::source::{SourceFile, SourceTree};
use termijn::time::Instant;

/// Runs of this many deeds, each from another beginning.
const RUNS: u64 = 6;
const DEEDS: usize = 80;

#[test]
fn p3_after_any_deed_the_preview_is_a_build_byte_for_byte() {
    for run in 0..RUNS {
        let mut world = World::new(run);
        for nr in 0..DEEDS {
            let told = world.act();
            world.compare(&format!("run {run}, deed {nr}: {told}"));
        }
    }
}

/// The folder behind the preview, for files that are copied.
struct Folder<'a>(&'a Path);

impl Behind for Folder<'_> {
    fn copy(&self, path: &str, digest: Digest, to: &mut dyn std::io::Write) -> std::io::Result<()> {
        project::copy_attachment(self.0, path, digest, to)
    }

    fn source(&self, _: &str) -> Option<Arc<[u8]>> {
        None
    }

    fn rehearse(&self, _: &str, _: &[u8]) -> Prepared {
        unreachable!("no checklist is asked for")
    }
}

struct World {
    site: TempSite,
    chance: Chance,
    kept: Kept,
    desk: Desk,
    proof: Arc<Proof>,
    at: Instant,
    /// Each file as it was when a reading from nothing last found no error in it.
    good: BTreeMap<String, SourceFile>,
    /// What a build was last made of.
    inputs: Option<Inputs>,
}

impl World {
    fn new(run: u64) -> Self {
        let site = TempSite::empty();
        site.copy_from(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/site"));
        let kept = Kept::read(site.root(), &[]).unwrap();
        let mut desk = Desk::new(Wish {
            base_url: None,
            drafts: Drafts::Included,
            language: Language::Dutch,
            editor: String::new(),
            root: String::new(),
        });
        let proof = desk.lay_out(kept.tree(), &[]);
        let at = Instant::parse_rfc3339("2026-03-12T12:00:00+01:00").unwrap();
        let (good, inputs) = (BTreeMap::new(), None);
        let mut world = Self { site, chance: Chance::of(run), kept, desk, proof, at, good, inputs };
        world.compare("the beginning");
        world
    }

    /// Does something, and lets the preview hear of it.
    fn act(&mut self) -> String {
        let before = snapshot(self.site.root());
        let told = if self.chance.once_in(6) {
            self.at = deeds::another_instant(&mut self.chance, self.at);
            format!("the clock shows {:?}", self.at)
        } else {
            deed(&mut self.chance, &self.site)
        };
        let after = snapshot(self.site.root());
        let differ = |path: &&PathBuf| before.get(*path) != after.get(*path);
        let paths: BTreeSet<PathBuf> = before.keys().chain(after.keys()).filter(differ).cloned().collect();
        let changed = if self.chance.once_in(8) { Changed::Everything } else { Changed::Paths(paths) };
        let changed = self.kept.refresh(&changed).unwrap();
        if !changed.is_empty() {
            self.proof = self.desk.lay_out(self.kept.tree(), &changed);
        }
        told
    }

    /// Every file of a build, and no other, as the preview serves it.
    fn compare(&mut self, told: &str) {
        let Some(clean) = self.clean() else {
            assert!(self.proof.edition(self.at).is_none(), "{told}: there is no site to show");
            return;
        };
        let served = self.proof.edition(self.at).unwrap_or_else(|| panic!("{told}: there is a site to show"));
        let paths = |edition: &Edition| -> Vec<String> {
            edition.artifacts().iter().map(|planned| planned.path.clone()).collect()
        };
        assert_eq!(paths(&served), paths(&clean), "{told}: the same files");
        for planned in clean.artifacts() {
            let mut expected = Vec::new();
            let copy = |path: &str, digest, out: &mut dyn std::io::Write| {
                project::copy_attachment(self.site.root(), path, digest, out)
            };
            clean.render(planned, &copy, &mut expected).unwrap_or_else(|it| panic!("{told}: {it:?}"));
            let address = termijn::site::encode_path(&planned.path);
            let path = format!("/{address}");
            let request = Request { path: &path, ..Request::default() };
            let answer = self.proof.answer(&request, self.at, false, &Folder(self.site.root()));
            let Answer::Bytes { status, bytes, .. } = answer else { panic!("{told}: {path} is elsewhere") };
            assert_eq!(status, 200, "{told}: {path}");
            assert!(
                bytes == expected,
                "{told}: {path} differs\n--- served\n{}\n--- built\n{}",
                String::from_utf8_lossy(&bytes),
                String::from_utf8_lossy(&expected)
            );
            assert_eq!(
                served.fingerprint(served.artifact(&planned.path).unwrap()),
                clean.fingerprint(planned)
            );
        }
    }

    /// What a build from nothing makes of the folder, where a file with an error counts as it was without.
    fn clean(&mut self) -> Option<Edition> {
        let mut tree = project::read(self.site.root(), &[]).unwrap();
        let mut prepared = prepare(&tree, None, Drafts::Included);
        let mut faulty = BTreeSet::new();
        if prepared.settings.is_none() {
            // Without settings nothing is read, so nothing else is known to be wrong.
            faulty.insert("termijn.toml".to_owned());
            put_back(&mut tree, &faulty, &self.good);
            prepared = prepare(&tree, None, Drafts::Included);
        }
        let diagnostics = prepared.site_diagnostics.iter().chain(&prepared.content_diagnostics);
        let errors = diagnostics.filter(|diagnostic| diagnostic.is_error());
        faulty.extend(errors.map(|diagnostic| diagnostic.label.place.file.to_string()));
        self.good.retain(|path, _| tree.files.contains_key(path) || faulty.contains(path));
        for (path, file) in &tree.files {
            if !faulty.contains(path) {
                self.good.insert(path.clone(), file.clone());
            }
        }
        put_back(&mut tree, &faulty, &self.good);
        let prepared = prepare(&tree, None, Drafts::Included);
        let theme = prepared.theme.clone().or_else(|| self.inputs.as_ref().map(|it| Arc::clone(&it.theme)));
        let inputs = termijn::edition::Prepared { theme, ..prepared }.inputs();
        let edition = inputs.as_ref().map(|inputs| assemble(inputs, self.at));
        self.inputs = inputs;
        edition
    }
}

fn put_back(tree: &mut SourceTree, faulty: &BTreeSet<String>, good: &BTreeMap<String, SourceFile>) {
    for path in faulty.iter().filter(|path| !path.starts_with("themes")) {
        if let Some(good) = good.get(path)
            && (tree.files.contains_key(path) || path == "termijn.toml")
        {
            tree.files.insert(path.clone(), good.clone());
        }
    }
}

/// Every file below the root, by path from it, with its bytes.
fn snapshot(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    support::files_below(root).into_iter().map(|(path, bytes)| (PathBuf::from(path), bytes)).collect()
}
