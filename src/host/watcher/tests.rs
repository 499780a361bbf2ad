//! Projects on a real disk, changed as authors, editors and version control do it.
//!
//! Nothing here asks how long something took: a test waits for what must come, and counts what really changed.

use super::events::{Seen, open};
use super::sight::Eyes;
use super::*;
use crate::host::deeds::{carry_out, deed};
use crate::host::project::{Kept, read};
use crate::host::scratch::Scratch;
use crate::source::{SourceFile, SourceTree};
use notify::event::Flag;
use notify::{ErrorKind, Event, EventKind};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};

mod weak;

/// Long enough for a machine that is busy with something else.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long nothing must be told before we believe that nothing more will be. Longer than any wait in a batch.
const STILL: Duration = Duration::from_millis(350);

/// A project with its watcher, and what somebody who listens holds of it.
struct Preview {
    site: Scratch,
    output: PathBuf,
    kept: Kept,
    told: Receiver<Told>,
    fell_back: Option<String>,
    _watcher: Watcher,
}

impl Preview {
    fn of(site: Scratch) -> Self {
        Self::with(site, Watching::Events, Box::new(open))
    }

    fn polling(site: Scratch) -> Self {
        Self::with(site, Watching::Polling(Duration::from_millis(20)), Box::new(open))
    }

    fn with(site: Scratch, how: Watching, open: Open) -> Self {
        let output = site.path().join("content/uit");
        Self::with_output(site, output, how, open)
    }

    fn with_output(site: Scratch, output: PathBuf, how: Watching, open: Open) -> Self {
        let (sender, told) = channel();
        let ignore = [output.clone()];
        let watcher = Watcher::start_with(site.path(), &ignore, how, open, move |it| {
            let _ = sender.send(it);
        });
        let kept = Kept::read(site.path(), &ignore).unwrap();
        Self { site, output, kept, told, fell_back: None, _watcher: watcher.unwrap() }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.site.path().join(path)
    }

    /// The next batch as it was told, if any comes in time.
    fn told(&mut self, wait: Duration) -> Option<Changed> {
        loop {
            match self.told.recv_timeout(wait).ok()? {
                Told::Changed(changed) => return Some(changed),
                Told::FellBack { why } => self.fell_back = Some(why),
            }
        }
    }

    /// What differs by the next batch that is a change.
    #[track_caller]
    fn change(&mut self) -> Vec<String> {
        loop {
            let changed = self.told(PATIENCE).expect("the change is told");
            // While the root is gone there is nothing to read.
            let differ = self.kept.refresh(&changed).unwrap_or_default();
            if !differ.is_empty() {
                return differ;
            }
        }
    }

    /// The changes until nothing more is told.
    fn rest(&mut self) -> Vec<Vec<String>> {
        let mut changes = Vec::new();
        while let Some(changed) = self.told(STILL) {
            changes.extend(self.kept.refresh(&changed).ok().filter(|differ| !differ.is_empty()));
        }
        changes
    }

    /// Waits for a change, and for all that follows: then what is kept is what stands on the disk.
    #[track_caller]
    fn converge(&mut self) -> BTreeSet<String> {
        let mut differ: BTreeSet<String> = self.change().into_iter().collect();
        differ.extend(self.rest().into_iter().flatten());
        self.is_up_to_date();
        differ
    }

    #[track_caller]
    fn is_up_to_date(&self) {
        let anew = read(self.site.path(), std::slice::from_ref(&self.output)).unwrap();
        assert_eq!(shown(self.kept.tree()), shown(&anew));
    }

    /// Saves twenty times in the same way. Each save is one change, no more, with the right bytes.
    #[track_caller]
    fn save(mut self, way: impl Fn(&Self, &[u8])) {
        for round in 0..20 {
            let text = format!("opslag {round}");
            way(&self, text.as_bytes());
            assert_eq!(self.change(), ["content/a.md"], "round {round}");
            assert_eq!(self.kept.tree().bytes("content/a.md").as_deref(), Some(text.as_bytes()));
        }
        assert_eq!(self.rest(), [[""; 0]; 0]);
    }
}

fn shown(tree: &SourceTree) -> Vec<(String, Option<Vec<u8>>)> {
    let bytes = |file: &SourceFile| file.bytes().map(|bytes| bytes.to_vec());
    tree.files.iter().map(|(path, file)| (path.clone(), bytes(file))).collect()
}

fn site() -> Scratch {
    let site = Scratch::new();
    site.file("termijn.toml", "");
    site.file("content/a.md", "a");
    site
}

/// Writes beside, and hands over the place.
fn beside(preview: &Preview, name: &str, text: &[u8]) -> PathBuf {
    let place = preview.at("content").join(name);
    fs::write(&place, text).unwrap();
    place
}

#[test]
fn p1_truncate_and_write() {
    Preview::of(site()).save(|preview, text| {
        let mut file = File::create(preview.at("content/a.md")).unwrap();
        for letter in text.chunks(3) {
            file.write_all(letter).unwrap();
        }
    });
}

#[test]
fn p1_truncate_and_write_after_a_while() {
    Preview::of(site()).save(|preview, text| {
        let mut file = File::create(preview.at("content/a.md")).unwrap();
        // Longer than a batch waits when everything is closed.
        thread::sleep(Duration::from_millis(30));
        file.write_all(text).unwrap();
    });
}

#[test]
fn p1_write_beside_and_rename_over() {
    for name in ["a.md.tmp", "sedXq3w1", ".a.md.klad"] {
        Preview::of(site()).save(|preview, text| {
            let klad = beside(preview, name, text);
            fs::rename(klad, preview.at("content/a.md")).unwrap();
        });
    }
}

#[test]
fn p1_delete_and_create() {
    Preview::of(site()).save(|preview, text| {
        fs::remove_file(preview.at("content/a.md")).unwrap();
        thread::sleep(Duration::from_millis(15));
        fs::write(preview.at("content/a.md"), text).unwrap();
    });
}

#[test]
fn p1_vim_renaming_away() {
    Preview::of(site()).save(|preview, text| {
        beside(preview, ".a.md.swp", b"swap");
        fs::remove_file(beside(preview, "4913", b"")).unwrap();
        fs::rename(preview.at("content/a.md"), preview.at("content/a.md~")).unwrap();
        fs::write(preview.at("content/a.md"), text).unwrap();
        fs::remove_file(preview.at("content/a.md~")).unwrap();
        fs::remove_file(preview.at("content/.a.md.swp")).unwrap();
    });
}

#[test]
fn p1_backup_beside() {
    Preview::of(site()).save(|preview, text| {
        fs::copy(preview.at("content/a.md"), preview.at("content/a.md.bck")).unwrap();
        fs::write(preview.at("content/a.md"), text).unwrap();
    });
}

#[cfg(target_os = "linux")]
#[test]
fn p1_exchange() {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Preview::of(site()).save(|preview, text| {
        let klad = beside(preview, "a.md.tmp", text);
        renameat_with(CWD, &klad, CWD, preview.at("content/a.md"), RenameFlags::EXCHANGE).unwrap();
        fs::remove_file(klad).unwrap();
    });
}

#[test]
fn p2_files_and_folders_come_move_and_go() {
    for start in [Preview::of, Preview::polling] {
        let mut preview = start(site());
        for path in ["content/nieuw.md", "content/een/twee/drie.md", "content/met spatie/ë/één ü.md"] {
            preview.site.file(path, "x");
            assert_eq!(preview.converge(), BTreeSet::from([path.to_owned()]));
        }
        fs::rename(preview.at("content/een"), preview.at("content/met spatie/een")).unwrap();
        let (from, to) = ("content/een/twee/drie.md", "content/met spatie/een/twee/drie.md");
        assert_eq!(preview.converge(), BTreeSet::from([from.to_owned(), to.to_owned()]));
        // What was moved is still watched, and where it was too.
        preview.site.file(to, "y");
        assert_eq!(preview.converge(), BTreeSet::from([to.to_owned()]));
        preview.site.file(from, "z");
        assert_eq!(preview.converge(), BTreeSet::from([from.to_owned()]));
        fs::remove_dir_all(preview.at("content/met spatie")).unwrap();
        assert!(preview.converge().contains(to));
        fs::remove_file(preview.at("content/nieuw.md")).unwrap();
        assert_eq!(preview.converge(), BTreeSet::from(["content/nieuw.md".to_owned()]));
    }
}

#[test]
fn p2_a_tree_copied_in_and_a_branch_switched() {
    for start in [Preview::of, Preview::polling] {
        let mut preview = start(site());
        let paths: Vec<String> =
            (0..120).map(|number| format!("content/map {}/{}/{number}.md", number % 7, number % 3)).collect();
        for path in &paths {
            preview.site.file(path, "een");
        }
        assert_eq!(preview.converge().len(), paths.len());
        // As git does it: the old file goes, the new one is made.
        for path in paths.iter().step_by(2) {
            fs::remove_file(preview.at(path)).unwrap();
            preview.site.file(path, "twee");
        }
        assert_eq!(preview.converge().len(), paths.len() / 2);
    }
}

#[test]
fn p4_parts_that_come_later_go_or_are_replaced() {
    for start in [Preview::of, Preview::polling] {
        let mut preview = start(Scratch::new());
        for path in ["termijn.toml", "content/a.md", "themes/t/a.html"] {
            preview.site.file(path, "1");
            assert!(preview.converge().contains(path));
            preview.site.file(path, "2");
            assert_eq!(preview.converge(), BTreeSet::from([path.to_owned()]));
        }
        preview.site.file("anders/b.md", "b");
        fs::rename(preview.at("content"), preview.at("oud")).unwrap();
        fs::rename(preview.at("anders"), preview.at("content")).unwrap();
        let both = BTreeSet::from(["content/a.md".to_owned(), "content/b.md".to_owned()]);
        assert!(preview.converge().is_superset(&both));
        preview.site.file("content/b.md", "c");
        assert_eq!(preview.converge(), BTreeSet::from(["content/b.md".to_owned()]));
        fs::remove_dir_all(preview.at("content")).unwrap();
        assert!(preview.converge().contains("content/b.md"));
        preview.site.file("content/b.md", "d");
        assert!(preview.converge().contains("content/b.md"));
    }
}

#[test]
fn p4_a_root_that_is_replaced_or_comes_back() {
    for start in [Preview::of, Preview::polling] {
        let elsewhere = Scratch::new();
        let mut preview = start(site());
        fs::rename(preview.site.path(), elsewhere.path().join("oud")).unwrap();
        preview.site.file("content/a.md", "van een ander");
        assert!(preview.converge().contains("content/a.md"));
        fs::remove_dir_all(preview.site.path()).unwrap();
        preview.rest();
        preview.site.file("content/a.md", "terug");
        assert!(preview.converge().contains("content/a.md"));
        preview.site.file("content/map/b.md", "en verder");
        assert_eq!(preview.converge(), BTreeSet::from(["content/map/b.md".to_owned()]));
    }
}

#[test]
fn what_only_a_link_shows_is_watched_too() {
    for start in [Preview::of, Preview::polling] {
        let site = Scratch::new();
        site.file("content/.bron/a/een.md", "1");
        site.file("content/echt/twee.md", "2");
        site.link("content/een", ".bron/a");
        site.link("content/twee", "echt");
        site.file("mijn/instellingen.toml", "3");
        site.link("termijn.toml", "mijn/instellingen.toml");
        site.file("mijn/thema/t/a.html", "4");
        site.link("themes", "mijn/thema");
        let mut preview = start(site);
        for (path, shown) in [
            ("content/.bron/a/een.md", "content/een/een.md"),
            ("content/.bron/a/nieuw/b.md", "content/een/nieuw/b.md"),
            ("content/echt/twee.md", "content/twee/twee.md"),
            ("mijn/instellingen.toml", "termijn.toml"),
            ("mijn/thema/t/a.html", "themes/t/a.html"),
            ("mijn/thema/t/b/b.html", "themes/t/b/b.html"),
        ] {
            preview.site.file(path, "anders");
            assert!(preview.converge().contains(shown), "{path}");
        }
        // A folder on the way is replaced.
        fs::rename(preview.at("mijn"), preview.at("oud")).unwrap();
        preview.site.file("mijn/thema/t/a.html", "5");
        assert!(preview.converge().contains("themes/t/a.html"));
        // A link comes to lead elsewhere.
        preview.site.file("content/.bron/c/drie.md", "3");
        fs::remove_file(preview.at("content/een")).unwrap();
        preview.site.link("content/een", ".bron/c");
        assert!(preview.converge().contains("content/een/drie.md"));
        preview.site.file("content/.bron/c/drie.md", "4");
        assert!(preview.converge().contains("content/een/drie.md"));
    }
}

#[test]
fn p15_what_is_never_content_is_never_told() {
    for start in [Preview::of, Preview::polling] {
        let site = site();
        site.folder("content/uit");
        site.folder("content/.git");
        site.file("content/b/oud.md~", "");
        // Who looks at the disk tells twice of what was written just now.
        for path in ["termijn.toml", "content/a.md"] {
            let file = File::options().append(true).open(site.path().join(path)).unwrap();
            file.set_modified(std::time::UNIX_EPOCH).unwrap();
        }
        let mut preview = start(site);
        for path in [
            ".git/HEAD",
            "public/index.html",
            "content/.git/index",
            "content/.nieuw/a.md",
            "content/uit/a/index.html",
            "content/b/.a.md.swp",
            "content/b/a.md~",
            "content/4913",
            "andere map/a.md",
            "README.md",
        ] {
            preview.site.file(path, "x");
        }
        fs::remove_file(preview.at("content/b/oud.md~")).unwrap();
        fs::read(preview.at("content/a.md")).unwrap();
        fs::read_dir(preview.at("content")).unwrap().count();
        crate::host::files::set_mode(&preview.at("content/a.md"), 0o600).unwrap();
        let times = fs::FileTimes::new().set_accessed(std::time::UNIX_EPOCH);
        File::open(preview.at("content/a.md")).unwrap().set_times(times).unwrap();
        preview.site.file("content/b/echt.md", "x");
        let only = Changed::Paths(BTreeSet::from([PathBuf::from("content/b/echt.md")]));
        assert_eq!(preview.told(PATIENCE), Some(only));
    }
}

#[test]
fn a_touch_is_no_change() {
    let mut preview = Preview::of(site());
    for _ in 0..20 {
        let file = File::options().append(true).open(preview.at("content/a.md")).unwrap();
        file.set_modified(std::time::UNIX_EPOCH).unwrap();
    }
    assert_eq!(preview.rest(), [[""; 0]; 0]);
}

#[test]
fn nothing_is_told_once_the_watcher_is_dropped() {
    for how in [Watching::Events, Watching::Polling(Duration::from_millis(20))] {
        let site = site();
        let (sender, told) = channel();
        let watcher = Watcher::start(site.path(), &[], how, move |it| drop(sender.send(it))).unwrap();
        drop(watcher);
        // The thread ends, and with it the sender.
        while told.recv_timeout(PATIENCE).is_ok() {}
        site.file("content/a.md", "anders");
        assert!(told.recv().is_err());
        assert!(Watcher::start(&site.path().join("weg"), &[], how, |_| {}).is_err());
    }
}

proptest! {
    // Each round waits until all is still, so these are few; PROPTEST_CASES makes them more.
    #![proptest_config(ProptestConfig {
        cases: ProptestConfig::default().cases / 64,
        failure_persistence: None,
        max_shrink_iters: 60,
        ..ProptestConfig::default()
    })]

    #[test]
    fn what_is_told_suffices_whatever_is_done_meanwhile(
        rounds in prop::collection::vec(prop::collection::vec(deed(), 1..40), 1..5),
    ) {
        let site = site();
        // The deeds know no output folder: one that turns into a link would change what is content.
        let output = site.path().join("public");
        let mut preview = Preview::with_output(site, output, Watching::Events, Box::new(open));
        for deeds in rounds {
            let root = preview.site.path().to_path_buf();
            let author = thread::spawn(move || {
                for deed in &deeds {
                    carry_out(&root, deed);
                }
            });
            preview.rest();
            author.join().unwrap();
            preview.rest();
            preview.is_up_to_date();
        }
    }
}
