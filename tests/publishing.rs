//! Publishing with the real program: whole editions or nothing, whatever happens to it on the way.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop anywhere")]

#[path = "publishing/faithful.rs"]
mod faithful;
#[path = "support/generator.rs"]
mod generator;
#[path = "publishing/killed.rs"]
mod killed;
#[path = "publishing/refused.rs"]
mod refused;
#[path = "support/site.rs"]
mod site;

use site::{Files, SiteTest};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A project on disk, beside it room for outputs. It goes with the value.
struct Project {
    folder: PathBuf,
}

impl Project {
    fn new() -> Self {
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let nr = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("publishing-{}-{nr}", std::process::id());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(folder.join("site")).expect("the folder for tests can be written to");
        Self { folder }
    }

    fn of(site: &SiteTest) -> Self {
        let project = Self::new();
        project.put(site);
        project
    }

    fn root(&self) -> PathBuf {
        self.folder.join("site")
    }

    fn public(&self) -> PathBuf {
        self.root().join("public")
    }

    /// Makes the sources these, and leaves the output.
    fn put(&self, site: &SiteTest) {
        let root = self.root();
        for inside in SiteTest::files_below(&root.join("content")).into_keys() {
            let path = format!("content/{inside}");
            if !site.files.contains_key(&path) {
                fs::remove_file(root.join(&path)).expect("sources can be removed");
            }
        }
        for (path, bytes) in &site.files {
            let place = root.join(path);
            if fs::read(&place).is_ok_and(|there| there == *bytes) {
                continue;
            }
            fs::create_dir_all(place.parent().expect("a file lies in a folder"))
                .expect("folders can be made");
            fs::write(place, bytes).expect("sources can be written");
        }
    }

    /// The program, in an environment that holds nothing, about to build.
    fn build(&self, at: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_termijn"));
        command.env_clear().current_dir(&self.folder).arg("build").arg("--root").arg(self.root());
        command.args(["--at", at]);
        command
    }

    #[track_caller]
    fn built(&self, at: &str) -> Files {
        succeed(self.build(at).output());
        SiteTest::files_below(&self.public())
    }

    /// What names beside the output a build has left, without the spare and the cache that it keeps.
    fn leftovers(&self) -> Vec<String> {
        let entries = fs::read_dir(self.root()).expect("the project can be read");
        let names = entries.map(|entry| entry.expect("it can be read").file_name().into_string().unwrap());
        let ours = [".public.termijn-spare", ".termijn"];
        names.filter(|name| name.starts_with('.') && !ours.contains(&name.as_str())).collect()
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        // What stays behind lies in the build folder and harms nobody.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[track_caller]
fn succeed(output: std::io::Result<Output>) {
    let output = output.expect("the program was built for this test");
    assert!(output.status.success(), "{}: {}", output.status, String::from_utf8_lossy(&output.stderr));
}

/// What a clean build of this site gives.
#[track_caller]
fn clean(site: &SiteTest, at: &str) -> Files {
    Project::of(site).built(at)
}

/// An instant at which the records of [`records`] are open.
const NOW: &str = "2026-01-15T12:00:00+01:00";

/// A site with so many open records; `word` stands on every page.
fn records(count: usize, word: &str) -> SiteTest {
    let record = |nr: usize| {
        let path = format!("content/aanvragen/r{nr}/index.md");
        let text = format!(
            "+++\nkind = \"inhuur\"\ntitle = \"Opdracht {nr} {word}\"\npublished = 2026-01-05\n\
             [organization]\nname = \"Gemeente {}\"\n[response]\ndeadline = 2026-03-02T09:00:00\n\
             [[documents]]\ntitle = \"Bestek\"\nfile = \"bestek.txt\"\n+++\nTekst {word}.\n",
            nr % 7
        );
        (path, text)
    };
    let bestek = |nr: usize| {
        (format!("content/aanvragen/r{nr}/bestek.txt"), format!("bestek {nr} {word}\n").repeat(2_000))
    };
    let mut site = SiteTest::of((0..count).map(record).chain((0..count).map(bestek)));
    site.put("termijn.toml", format!("title = \"Site {word}\"\nbase_url = \"https://www.voorbeeld.nl/\"\n"));
    site
}
