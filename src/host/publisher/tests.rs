//! Editions on a real disk, one behaviour a test.

use super::*;
use crate::host::scratch::Scratch;
use std::collections::BTreeMap;
use std::fs::{self, File, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

/// A project whose edition is path → text; the fingerprint is the text's unless said otherwise.
pub(super) struct Site {
    pub(super) scratch: Scratch,
    rendered: AtomicUsize,
}

pub(super) type Outcome = Result<Report, Failure<String>>;

impl Site {
    pub(super) fn new() -> Self {
        let scratch = Scratch::new();
        scratch.folder("content");
        Self { scratch, rendered: AtomicUsize::new(0) }
    }

    pub(super) fn output(&self) -> PathBuf {
        self.scratch.path().join("public")
    }

    pub(super) fn at(&self, path: &str) -> PathBuf {
        self.output().join(path)
    }

    pub(super) fn about(&self, path: &str) -> Metadata {
        fs::symlink_metadata(self.at(path)).unwrap()
    }

    pub(super) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap()
    }

    pub(super) fn publish(&self, files: &[(&str, &str)]) -> Outcome {
        self.publish_by(Way::Exchange, files, |text| text.to_owned())
    }

    /// Publishes with a fingerprint made from each text. The text "FOUT" is a problem when rendered.
    pub(super) fn publish_by(
        &self,
        way: Way,
        files: &[(&str, &str)],
        depends_on: impl Fn(&str) -> String,
    ) -> Outcome {
        self.rendered.store(0, Ordering::Relaxed);
        let texts: BTreeMap<&str, &str> = files.iter().copied().collect();
        let entries: Vec<Entry> = texts
            .iter()
            .map(|(path, text)| Entry {
                path: (*path).to_owned(),
                fingerprint: Digest::of_bytes(depends_on(text).as_bytes()),
            })
            .collect();
        let render = |entry: &Entry, to: &mut dyn Write| {
            self.rendered.fetch_add(1, Ordering::Relaxed);
            match texts[entry.path.as_str()] {
                "FOUT" => Err(RenderFailure::Problem(format!("fout in {}", entry.path))),
                text => Ok(to.write_all(text.as_bytes())?),
            }
        };
        super::publish_by(way, self.scratch.path(), &self.output(), &entries, &render)
    }

    /// Everything in the project, with what tells one state from another.
    ///
    /// The spare is not part of it: that is ours to do with as we like.
    pub(super) fn state(&self) -> BTreeMap<PathBuf, (u64, u32, SystemTime, Option<String>)> {
        let all = walkdir::WalkDir::new(self.scratch.path()).min_depth(1).into_iter();
        let all = all.filter_entry(|entry| entry.file_name() != SPARE).map(|entry| {
            let entry = entry.unwrap();
            let about = entry.metadata().unwrap();
            let text = about.is_file().then(|| fs::read_to_string(entry.path()).unwrap());
            // The root's own listing changes with every lock, but what stands in it does not.
            (entry.path().to_path_buf(), (about.ino(), about.mode(), about.modified().unwrap(), text))
        });
        all.collect()
    }

    pub(super) fn leftovers(&self) -> Vec<String> {
        let names = fs::read_dir(self.scratch.path()).unwrap();
        let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.starts_with('.') && name != SPARE).collect()
    }
}

pub(super) const SPARE: &str = ".public.termijn-spare";

/// Later than any build that a test makes.
fn far_ahead() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(4_102_444_800)
}

pub(super) const EDITION: [(&str, &str); 3] =
    [("aanvragen/a/index.html", "a"), ("index.html", "start"), ("leeg.txt", "")];

#[test]
fn a_first_build_makes_the_folder_and_those_above_it() {
    let site = Site::new();
    let report = site.publish(&EDITION).unwrap();
    assert_eq!(report.written, EDITION.map(|(path, _)| path));
    assert_eq!((report.unchanged, report.removed.len(), report.swapped), (0, 0, true));
    assert_eq!(site.text("aanvragen/a/index.html"), "a");
    assert_eq!(Manifest::parse(site.text(MANIFEST_PATH).as_bytes()).unwrap().paths().count(), 3);
    assert!(site.leftovers().is_empty());

    let deep = site.scratch.path().join("x/y/uit");
    let entry = Entry { path: "a".into(), fingerprint: Digest::of_bytes(b"") };
    let render = |_: &Entry, to: &mut dyn Write| Ok::<_, RenderFailure<String>>(to.write_all(b"a")?);
    publish(site.scratch.path(), &deep, &[entry], &render).unwrap();
    assert_eq!(fs::read_to_string(deep.join("a")).unwrap(), "a");
}

#[test]
fn a_second_build_touches_nothing_and_renders_nothing() {
    let site = Site::new();
    site.publish(&EDITION).unwrap();
    let before = site.state();
    let report = site.publish(&EDITION).unwrap();
    assert_eq!(report, Report { unchanged: 3, ..Report::default() });
    assert_eq!(site.rendered.load(Ordering::Relaxed), 0);
    assert_eq!(site.state(), before);
}

#[test]
fn only_the_changed_file_is_rendered_and_new() {
    let site = Site::new();
    site.publish(&EDITION).unwrap();
    let before = (site.about("index.html"), site.about("leeg.txt"));
    let report = site.publish(&[EDITION[0], ("index.html", "anders"), EDITION[2]]).unwrap();
    assert_eq!(report.written, ["index.html"]);
    assert_eq!((report.unchanged, report.swapped), (2, true));
    assert_eq!(site.rendered.load(Ordering::Relaxed), 1);
    assert_ne!(site.about("index.html").ino(), before.0.ino());
    let kept = site.about("leeg.txt");
    assert_eq!(
        (kept.ino(), kept.modified().unwrap(), kept.nlink()),
        (before.1.ino(), before.1.modified().unwrap(), 2),
        "it stands in the spare too"
    );
    let newest = EDITION.map(|(path, _)| site.about(path).modified().unwrap()).into_iter().max();
    assert!(site.about(MANIFEST_PATH).modified().ok() >= newest);
}

#[test]
fn equal_bytes_keep_their_file_when_only_the_fingerprint_changed() {
    let site = Site::new();
    site.publish(&EDITION).unwrap();
    let before = site.about("index.html");
    let report = site.publish_by(Way::Exchange, &EDITION, |text| format!("{text}, nieuw")).unwrap();
    assert_eq!((report.written.len(), report.unchanged, report.swapped), (0, 3, true));
    let after = site.about("index.html");
    assert_eq!((after.ino(), after.mtime_nsec()), (before.ino(), before.mtime_nsec()));
}

#[test]
fn removed_files_go_with_the_folders_that_held_only_them() {
    let site = Site::new();
    site.publish(&EDITION).unwrap();
    let report = site.publish(&EDITION[1..]).unwrap();
    assert_eq!(report.removed, ["aanvragen/a/index.html"]);
    assert!(!site.at("aanvragen").exists());
    // A file may become a folder, and a folder a file.
    site.publish(&[("index.html", "start"), ("leeg.txt/x", "x")]).unwrap();
    let report = site.publish(&EDITION[1..]).unwrap();
    assert_eq!((report.removed, report.written), (vec!["leeg.txt/x".into()], vec!["leeg.txt".into()]));
}

#[test]
fn what_others_put_there_moves_along() {
    for way in [Way::Exchange, Way::TwoRenames, Way::InPlace] {
        let site = Site::new();
        site.scratch.file("geheim.txt", "blijft");
        site.scratch.file("public/.gitignore", "*");
        site.publish(&EDITION).unwrap();
        site.scratch.file("public/aanvragen/a/notes.txt", "notitie");
        site.scratch.link("public/link", "../geheim.txt");
        site.scratch.link("public/map-link", "../content");
        site.scratch.folder("public/leeg/diep");
        site.scratch.pipe("public/pijp");
        crate::host::files::set_mode(&site.at("leeg"), 0o2750).unwrap();
        crate::host::files::set_mode(&site.at("aanvragen/a/notes.txt"), 0o600).unwrap();
        let (note, folder) = (site.about("aanvragen/a/notes.txt"), site.about("leeg"));
        site.publish_by(way, &EDITION[1..], |text| text.to_owned()).unwrap();
        assert_eq!(site.text(".gitignore"), "*");
        let note_after = site.about("aanvragen/a/notes.txt");
        assert_eq!((note_after.ino(), note_after.mode()), (note.ino(), note.mode()));
        assert!(!site.at("aanvragen/a/index.html").exists());
        assert_eq!(fs::read_link(site.at("link")).unwrap(), Path::new("../geheim.txt"));
        assert_eq!(fs::read_link(site.at("map-link")).unwrap(), Path::new("../content"));
        assert!(site.at("leeg/diep").is_dir() && site.about("pijp").nlink() <= 2);
        assert_eq!((site.about("leeg").mode(), site.about("leeg").mtime()), (folder.mode(), folder.mtime()));
        assert_eq!(fs::read_to_string(site.scratch.path().join("geheim.txt")).unwrap(), "blijft");
        assert!(site.leftovers().is_empty());
    }
}

#[test]
fn a_place_that_another_took_is_refused_and_nothing_changes() {
    type Put<'a> = &'a dyn Fn(&Site);
    let taken: [(&str, Put<'_>); 5] = [
        ("nieuw.html", &|site| drop(site.scratch.file("public/nieuw.html", "van mij"))),
        ("map", &|site| drop(site.scratch.file("public/map", "een bestand"))),
        ("map", &|site| drop(site.scratch.link("public/map", "/etc"))),
        ("nieuw.html", &|site| drop(site.scratch.folder("public/nieuw.html"))),
        ("nieuw.html/x", &|site| drop(site.scratch.file("public/nieuw.html/x", ""))),
    ];
    for (example, put) in taken {
        let site = Site::new();
        site.publish(&EDITION).unwrap();
        put(&site);
        let before = site.state();
        let outcome = site.publish(&[("index.html", "anders"), ("map/x.html", ""), ("nieuw.html", "")]);
        match outcome {
            Err(Failure::Refused(Refusal::TakenByOther { path })) => {
                assert!(example.starts_with(&path), "{path}");
            }
            other => panic!("{example}: {other:?}"),
        }
        assert_eq!(site.state(), before);
    }
}

#[test]
fn touched_files_are_written_again() {
    let site = Site::new();
    site.publish(&EDITION).unwrap();
    fs::write(site.at("index.html"), "beklad").unwrap();
    assert_eq!(site.publish(&EDITION).unwrap().written, ["index.html"]);
    assert_eq!(site.text("index.html"), "start");

    fs::remove_file(site.at("index.html")).unwrap();
    let secret = site.scratch.file("geheim.txt", "blijft");
    site.scratch.link("public/index.html", &secret);
    assert_eq!(site.publish(&EDITION).unwrap().written, ["index.html"]);
    assert!(site.about("index.html").is_file());
    assert_eq!(fs::read_to_string(&secret).unwrap(), "blijft");

    fs::remove_file(site.at("index.html")).unwrap();
    assert_eq!(site.publish(&EDITION).unwrap().written, ["index.html"]);

    // Only touched: the same bytes, so nothing to do.
    File::options().append(true).open(site.at("index.html")).unwrap().set_modified(far_ahead()).unwrap();
    let before = site.state();
    assert_eq!(site.publish(&EDITION).unwrap(), Report { unchanged: 3, ..Report::default() });
    assert_eq!(site.state(), before);
}

#[test]
fn modes_do_not_depend_on_who_builds() {
    let site = Site::new();
    site.publish(&EDITION).unwrap();
    crate::host::files::set_mode(&site.at("index.html"), 0o600).unwrap();
    site.publish(&EDITION).unwrap();
    for (path, _) in EDITION.iter().chain(&[(MANIFEST_PATH, "")]) {
        assert_eq!(site.about(path).mode() & 0o7777, 0o644, "{path}");
    }
    for path in ["", "aanvragen", "aanvragen/a", ".termijn"] {
        assert_eq!(site.about(path).mode() & 0o7777, 0o755, "{path}");
    }
}

#[test]
fn modes_hold_under_a_strict_umask() {
    // A umask belongs to a whole process, so the test runs itself in another one.
    let program = std::env::current_exe().unwrap();
    let script = r#"umask 077; exec "$0" --exact host::publisher::tests::modes_do_not_depend_on_who_builds"#;
    let done = std::process::Command::new("sh").arg("-c").arg(script).arg(program).output().unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success() && said.contains("1 passed"), "{said}");
}

#[test]
fn a_failure_to_render_leaves_everything_as_it_was() {
    let site = Site::new();
    let broken = [("a.html", "a"), ("b.html", "FOUT"), ("c.html", "FOUT"), ("d.html", "d")];
    for _ in 0..2 {
        let before = site.state();
        match site.publish(&broken) {
            Err(Failure::Render { path, problem }) => {
                assert_eq!((&*path, &*problem), ("b.html", "fout in b.html"));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(site.state(), before);
        site.publish(&EDITION).unwrap();
    }
}

#[test]
fn a_failure_of_the_machine_names_the_file() {
    let site = Site::new();
    site.publish(&EDITION).unwrap();
    let before = site.state();
    // Names longer than a disk takes stand in for a full one.
    let long = format!("{}.html", "x".repeat(255));
    match site.publish(&[("a.html", "a"), (&long, "x")]) {
        Err(Failure::Machine(error)) => assert_eq!(error.path, site.at(&long)),
        other => panic!("{other:?}"),
    }
    assert!(matches!(site.publish(&[("../x", "")]), Err(Failure::Machine(_))));
    assert_eq!(site.state(), before);
    site.publish(&[(&"x".repeat(255), "x")]).unwrap();
}

#[test]
fn a_panic_while_rendering_leaves_the_old_site() {
    let site = Site::new();
    site.publish(&EDITION).unwrap();
    let before = site.state();
    let entry = Entry { path: "a".into(), fingerprint: Digest::of_bytes(b"") };
    let render =
        |_: &Entry, _: &mut dyn Write| -> Result<(), RenderFailure<String>> { panic!("a fault of ours") };
    let run = || publish(site.scratch.path(), &site.output(), std::slice::from_ref(&entry), &render);
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)).is_err());
    assert_eq!(site.state(), before);
}

#[test]
fn what_a_killed_build_left_is_removed_and_nothing_else() {
    let site = Site::new();
    site.publish(&EDITION).unwrap();
    let place = Place::find(site.scratch.path(), &site.output()).unwrap();
    let staging = Staging::start(&place).unwrap();
    fs::hard_link(site.at("index.html"), staging.site.join("index.html")).unwrap();
    std::mem::forget(staging);
    fs::write(site.scratch.path().join(".public.termijn-lock"), "").unwrap();
    site.publish(&EDITION[1..]).unwrap();
    assert!(site.leftovers().is_empty());
    assert_eq!(site.about("index.html").nlink(), 2);

    site.scratch.folder(".public.termijn-next");
    site.publish(&EDITION).unwrap();
    assert!(site.leftovers().is_empty());

    let mine = site.scratch.file(".public.termijn-next/van-mij.txt", "blijft");
    match site.publish(&EDITION[1..]) {
        Err(Failure::Refused(Refusal::NotOurs { example, .. })) => assert_eq!(example, "van-mij.txt"),
        other => panic!("{other:?}"),
    }
    assert_eq!(fs::read_to_string(mine).unwrap(), "blijft");
}

#[test]
fn a_kill_between_two_renames_is_made_good() {
    let site = Site::new();
    let old = site.scratch.path().join(".public.termijn-old");
    site.publish(&EDITION).unwrap();
    fs::rename(site.output(), &old).unwrap();
    let report = site.publish(&EDITION).unwrap();
    assert_eq!((report.unchanged, report.swapped), (3, false));

    // And a kill just after the second one: the new site stands, the old one still has a file of its own.
    fs::rename(site.output(), &old).unwrap();
    fs::write(old.join("notes.txt"), "notitie").unwrap();
    let other = Site::new();
    other.publish(&EDITION[1..]).unwrap();
    fs::rename(other.output(), site.output()).unwrap();
    site.publish(&EDITION).unwrap();
    assert_eq!(site.text("notes.txt"), "notitie");
    assert!(site.leftovers().is_empty());

    // Someone's own folder of that name is not touched.
    let mine = site.scratch.file(".public.termijn-old/van-mij.txt", "blijft");
    assert!(matches!(site.publish(&EDITION), Err(Failure::Refused(Refusal::NotOurs { .. }))));
    assert!(mine.exists());
}

#[test]
fn the_other_ways_do_what_one_exchange_does() {
    for way in [Way::TwoRenames, Way::InPlace] {
        let site = Site::new();
        let turned = [("aanvragen", "een bestand"), ("index.html/x", "een map")];
        for files in [&EDITION[..], &EDITION[1..], &EDITION[..2], &turned, &EDITION] {
            let report = site.publish_by(way, files, |text| text.to_owned()).unwrap();
            assert!(report.swapped);
            let expected: BTreeMap<PathBuf, String> =
                files.iter().map(|(path, text)| (site.at(path), (*text).to_owned())).collect();
            let mut files: BTreeMap<PathBuf, String> =
                site.state().into_iter().filter_map(|(path, about)| Some((path, about.3?))).collect();
            files.remove(&site.at(MANIFEST_PATH));
            assert_eq!(files, expected);
            assert!(site.leftovers().is_empty());
        }
        let report = site.publish_by(way, &EDITION, |text| text.to_owned()).unwrap();
        assert_eq!((report.unchanged, report.swapped), (3, false));
    }
}

#[test]
fn a_folder_that_became_a_link_is_never_followed() {
    for way in [Way::Exchange, Way::TwoRenames, Way::InPlace] {
        let site = Site::new();
        site.publish(&EDITION).unwrap();
        let mine = site.scratch.file("elders/a/index.html", "van mij");
        site.scratch.folder("elders/leeg");
        fs::remove_dir_all(site.at("aanvragen")).unwrap();
        site.scratch.link("public/aanvragen", "../elders");
        assert!(matches!(site.publish(&EDITION), Err(Failure::Refused(Refusal::TakenByOther { .. }))));
        site.publish_by(way, &EDITION[1..], |text| text.to_owned()).unwrap();
        assert_eq!(fs::read_to_string(&mine).unwrap(), "van mij");
        assert_eq!(fs::read_link(site.at("aanvragen")).unwrap(), Path::new("../elders"));
    }
}

#[test]
fn a_kill_halfway_in_place_is_made_good() {
    let site = Site::new();
    site.publish(&EDITION).unwrap();
    let digest = |text: &str| Digest::of_bytes(text.as_bytes());
    let entry = |(path, text): &(&str, &str)| Entry { path: (*path).to_owned(), fingerprint: digest(text) };
    let next = [("index.html", "anders"), ("nieuw.html", "nieuw")];
    let manifest = |files: &[(&str, &str)]| Manifest::of(&files.iter().map(entry).collect::<Vec<_>>());
    let (now, then) = (manifest(&EDITION), manifest(&next));
    let both = in_place::both(&Layout::from(&now), &Layout::from(&then));
    fs::write(site.at(MANIFEST_PATH), both).unwrap();
    fs::write(site.at("nieuw.html"), "half").unwrap();
    let report = site.publish(&next).unwrap();
    assert_eq!((report.written.len(), report.removed.len()), (2, 2));
    assert_eq!((site.text("index.html"), site.text("nieuw.html")), ("anders".into(), "nieuw".into()));
}

#[test]
fn what_arrives_during_the_build_is_saved() {
    let site = Site::new();
    site.scratch.file("public/.gitignore", "oud");
    site.publish(&EDITION).unwrap();
    let entry = Entry { path: "index.html".into(), fingerprint: Digest::of_bytes(b"") };
    let render = |_: &Entry, to: &mut dyn Write| {
        site.scratch.file("public/aanvragen/laat.txt", "laat");
        // As an editor saves: another file takes the name.
        fs::write(site.scratch.path().join("x"), "nieuw")?;
        fs::rename(site.scratch.path().join("x"), site.at(".gitignore"))?;
        Ok::<_, RenderFailure<String>>(to.write_all(b"x")?)
    };
    publish(site.scratch.path(), &site.output(), &[entry], &render).unwrap();
    assert_eq!((site.text("aanvragen/laat.txt"), site.text(".gitignore")), ("laat".into(), "nieuw".into()));
    assert!(site.leftovers().is_empty());
}

#[test]
fn one_build_at_a_time() {
    let site = Site::new();
    site.publish(&EDITION).unwrap();
    let place = Place::find(site.scratch.path(), &site.output()).unwrap();
    let lock = Lock::take(&place).unwrap();
    assert!(matches!(site.publish(&EDITION[1..]), Err(Failure::Refused(Refusal::Busy))));
    drop(lock);
    site.publish(&EDITION[1..]).unwrap();

    let mine = site.scratch.file(".public.termijn-lock", "van mij");
    assert!(matches!(site.publish(&EDITION), Err(Failure::Refused(Refusal::NotOurs { .. }))));
    assert!(mine.exists());
}

#[test]
fn builds_that_race_end_in_one_whole_edition() {
    let site = Site::new();
    let editions: Vec<Vec<(String, String)>> = (0..4)
        .map(|build| (0..20).map(|file| (format!("{file}/x.html"), format!("van {build}"))).collect())
        .collect();
    std::thread::scope(|scope| {
        for files in &editions {
            let (root, output) = (site.scratch.path(), site.output());
            scope.spawn(move || {
                for _ in 0..20 {
                    let texts: BTreeMap<&String, &String> =
                        files.iter().map(|(path, text)| (path, text)).collect();
                    let entry = |(path, text): (&&String, &&String)| Entry {
                        path: (*path).clone(),
                        fingerprint: Digest::of_bytes(text.as_bytes()),
                    };
                    let entries: Vec<Entry> = texts.iter().map(entry).collect();
                    let render = |entry: &Entry, to: &mut dyn Write| {
                        Ok::<_, RenderFailure<String>>(to.write_all(texts[&entry.path].as_bytes())?)
                    };
                    match publish(root, &output, &entries, &render) {
                        Ok(_) | Err(Failure::Refused(Refusal::Busy)) => {}
                        Err(other) => panic!("{other:?}"),
                    }
                }
            });
        }
    });
    let texts: std::collections::BTreeSet<String> =
        (0..20).map(|file| site.text(&format!("{file}/x.html"))).collect();
    assert_eq!(texts.len(), 1);
    assert!(site.leftovers().is_empty());
}

#[test]
fn a_changed_file_is_seen_even_in_the_tick_in_which_the_build_ended() {
    let site = Site::new();
    for round in 0..50 {
        let text = round.to_string();
        site.publish(&[("index.html", &text)]).unwrap();
        fs::write(site.at("index.html"), "beklad").unwrap();
        assert_eq!(site.publish(&[("index.html", &text)]).unwrap().written, ["index.html"]);
    }
}
