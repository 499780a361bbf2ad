//! What the spare may and may not do: save time, and nothing else.

mod stopped;

use super::super::tests::{EDITION, Outcome, SPARE, Site};
use super::*;
use crate::host::files::set_modified;
use crate::host::publisher::{Entry, Failure, Manifest, Refusal};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::MetadataExt;
use std::process::Command;

/// What stands below a folder: texts of files, and nothing for folders.
type Tree = BTreeMap<String, Option<String>>;

fn tree(folder: &Path) -> Tree {
    if !folder.exists() {
        return Tree::new();
    }
    let all = walkdir::WalkDir::new(folder).min_depth(1).into_iter().map(Result::unwrap);
    let one = |entry: walkdir::DirEntry| {
        let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        (path, entry.file_type().is_file().then(|| fs::read_to_string(entry.path()).unwrap()))
    };
    all.map(one).collect()
}

/// The tree of a clean build, with what others have in it.
fn clean(files: &BTreeMap<&str, String>, foreign: &BTreeMap<String, String>) -> Tree {
    let entry = |(path, text): (&&str, &String)| Entry {
        path: (*path).to_owned(),
        fingerprint: Digest::of_bytes(text.as_bytes()),
    };
    let manifest = Manifest::of(&files.iter().map(entry).collect::<Vec<_>>()).to_json();
    let ours = files.iter().map(|(path, text)| ((*path).to_owned(), text.clone()));
    let others = foreign.iter().map(|(path, text)| (path.clone(), text.clone()));
    let mut tree = Tree::new();
    for (path, text) in ours.chain(others).chain([(MANIFEST_PATH.to_owned(), manifest)]) {
        let folders = Path::new(&path).ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
        tree.extend(folders.map(|folder| (folder.to_str().unwrap().to_owned(), None)));
        tree.insert(path, Some(text));
    }
    tree
}

fn publish(site: &Site, files: &BTreeMap<&str, String>) -> Outcome {
    site.publish(&files.iter().map(|(path, text)| (*path, text.as_str())).collect::<Vec<_>>())
}

fn spare(site: &Site) -> PathBuf {
    site.scratch.path().join(SPARE)
}

const OTHER: [(&str, &str); 3] =
    [("aanvragen/a/index.html", "a"), ("index.html", "anders"), ("nieuw/x.txt", "x")];

/// A site with a spare.
fn with_spare() -> Site {
    let site = Site::new();
    site.publish(&EDITION).unwrap();
    site.publish(&OTHER).unwrap();
    assert!(spare(&site).join("site/index.html").exists());
    site
}

/// Whether the next build of this site makes the spare the site.
fn uses_spare(site: &Site, files: &[(&str, &str)]) -> bool {
    // Kept open, so that no other folder gets its number.
    let folder = open_folder(&spare(site).join("site"));
    site.publish(files).unwrap();
    folder.is_ok_and(|folder| folder.metadata().unwrap().ino() == site.about("").ino())
}

#[test]
fn a_first_build_leaves_a_note_and_no_second_tree() {
    let site = Site::new();
    site.publish(&EDITION).unwrap();
    assert!(spare(&site).join(NOTE).is_file() && !spare(&site).join("site").exists());
    assert!(!uses_spare(&site, &OTHER), "there was none");
    assert!(uses_spare(&site, &EDITION), "the old site is one from then on");
}

#[test]
fn two_folders_take_turns() {
    let site = with_spare();
    for files in [&EDITION[..], &OTHER, &EDITION, &EDITION[1..], &OTHER] {
        assert!(uses_spare(&site, files));
        let files = files.iter().map(|(path, text)| (*path, (*text).to_owned())).collect();
        assert_eq!(tree(&site.output()), clean(&files, &BTreeMap::new()));
    }
}

#[test]
fn a_spare_that_is_not_as_noted_is_not_used() {
    type Tamper<'a> = (&'a str, &'a dyn Fn(&Site));
    let tampers: [Tamper<'_>; 9] = [
        ("all gone", &|site| fs::remove_dir_all(spare(site)).unwrap()),
        ("no site", &|site| fs::remove_dir_all(spare(site).join("site")).unwrap()),
        ("no note", &|site| fs::remove_file(spare(site).join(NOTE)).unwrap()),
        ("a damaged note", &|site| {
            let mut bytes = fs::read(spare(site).join(NOTE)).unwrap();
            let last = bytes.len() - 1;
            bytes[last] ^= 1;
            fs::write(spare(site).join(NOTE), bytes).unwrap();
        }),
        ("a note of another output", &|site| {
            let other = with_spare();
            fs::copy(spare(&other).join(NOTE), spare(site).join(NOTE)).unwrap();
        }),
        ("a file less", &|site| fs::remove_file(spare(site).join("site/index.html")).unwrap()),
        ("another file", &|site| {
            fs::write(site.scratch.path().join("x"), "beklad").unwrap();
            fs::rename(site.scratch.path().join("x"), spare(site).join("site/aanvragen/a/index.html"))
                .unwrap();
        }),
        ("a folder less", &|site| fs::remove_dir_all(spare(site).join("site/aanvragen")).unwrap()),
        ("a link for a folder", &|site| {
            fs::remove_dir_all(spare(site).join("site/aanvragen")).unwrap();
            fs::create_dir_all(site.scratch.path().join("elders/a")).unwrap();
            std::os::unix::fs::symlink("../../elders", spare(site).join("site/aanvragen")).unwrap();
        }),
    ];
    for (what, tamper) in tampers {
        let site = with_spare();
        site.scratch.file("elders/a/index.html", "van mij");
        tamper(&site);
        assert!(!uses_spare(&site, &EDITION), "{what}");
        let files = EDITION.map(|(path, text)| (path, text.to_owned())).into();
        assert_eq!(tree(&site.output()), clean(&files, &BTreeMap::new()), "{what}");
        assert_eq!(fs::read_to_string(site.scratch.path().join("elders/a/index.html")).unwrap(), "van mij");
        assert!(uses_spare(&site, &OTHER), "{what}: the next one is");
    }
}

#[test]
fn a_copied_project_brings_no_spare() {
    let (site, copy) = (with_spare(), Site::new());
    let done =
        Command::new("cp").arg("-a").args([site.output(), spare(&site)]).arg(copy.scratch.path()).status();
    assert!(done.unwrap().success());
    assert!(!uses_spare(&copy, &EDITION));
    assert_eq!(tree(&copy.output()), {
        site.publish(&EDITION).unwrap();
        tree(&site.output())
    });
}

#[test]
fn what_is_put_in_the_old_site_is_brought_to_the_new_one() {
    let site = with_spare();
    fs::write(spare(&site).join("site/aanvragen/laat.txt"), "laat").unwrap();
    assert!(!uses_spare(&site, &EDITION));
    assert_eq!(site.text("aanvragen/laat.txt"), "laat");
    assert!(uses_spare(&site, &OTHER) && site.text("aanvragen/laat.txt") == "laat");
    // What was removed from the site does not come back from the spare.
    fs::remove_file(site.at("aanvragen/laat.txt")).unwrap();
    fs::write(spare(&site).join("site/later.txt"), "later").unwrap();
    site.publish(&EDITION).unwrap();
    assert!(!site.at("aanvragen/laat.txt").exists() && site.text("later.txt") == "later");
}

#[test]
fn what_has_the_name_of_the_spare_and_is_not_ours_stays() {
    let site = Site::new();
    let mine = site.scratch.file(&format!("{SPARE}/van-mij.txt"), "blijft");
    match site.publish(&EDITION) {
        Err(Failure::Refused(Refusal::NotOurs { example, .. })) => assert_eq!(example, "van-mij.txt"),
        other => panic!("{other:?}"),
    }
    assert!(mine.exists());
}

#[test]
fn a_name_that_a_copying_tool_hid_behind_an_old_time_is_found() {
    let site = with_spare();
    site.publish(&EDITION).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(60));
    assert!(uses_spare(&site, &OTHER));
    std::thread::sleep(std::time::Duration::from_millis(60));
    let folder = File::open(site.at("aanvragen/a")).unwrap();
    let before = About::from(&folder.metadata().unwrap()).modified;
    fs::write(site.at("aanvragen/a/notitie.txt"), "notitie").unwrap();
    set_modified(&folder, before).unwrap();
    site.publish(&EDITION).unwrap();
    assert_eq!(site.text("aanvragen/a/notitie.txt"), "notitie");
}

#[test]
fn nothing_grows_over_a_hundred_builds() {
    let site = Site::new();
    let mut most = BTreeSet::new();
    for round in 0..100 {
        let texts: Vec<(String, String)> =
            (0..20).map(|nr| (format!("{nr}/{}/x", (round + nr) % 3), format!("{}", round / 2))).collect();
        let files: Vec<(&str, &str)> =
            texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        site.publish(&files).unwrap();
        let inodes = walkdir::WalkDir::new(site.scratch.path()).into_iter();
        let inodes: BTreeSet<u64> = inodes.map(|entry| entry.unwrap().metadata().unwrap().ino()).collect();
        most.insert(inodes.len());
    }
    // Two trees of 20 files in 41 folders, each with a manifest, and what is around them.
    assert!(most.last().unwrap() <= &(2 * (20 + 41 + 2) + 8), "{most:?}");
}

/// What happens to an output between builds.
#[derive(Clone, Debug)]
enum Deed {
    Overwrite(usize),
    Replace(usize),
    Remove(usize),
    RemoveFolder(usize),
    Mode(usize),
    Foreign(usize, String),
    RemoveForeign,
    Wait,
    LoseSpare,
    LoseFile(usize),
    Late(usize),
}

const PATHS: [&str; 12] =
    ["a", "a/b", "a/b/c", "a/b/d", "a-x/b", "a.b", "d/e/f", "d/e/g", "d/h", "i", "j/k/l/m", "j/n"];
const FOREIGN: [&str; 5] = ["vreemd", "d/vreemd", "j/k/l/vreemd", "x/y/vreemd", "a/b/vreemd"];

fn deeds() -> impl Strategy<Value = Deed> {
    prop_oneof![
        (0..PATHS.len()).prop_map(Deed::Overwrite),
        (0..PATHS.len()).prop_map(Deed::Replace),
        (0..PATHS.len()).prop_map(Deed::Remove),
        (0..PATHS.len()).prop_map(Deed::RemoveFolder),
        (0..PATHS.len()).prop_map(Deed::Mode),
        ((0..FOREIGN.len()), "[a-c]").prop_map(|(nr, text)| Deed::Foreign(nr, text)),
        Just(Deed::RemoveForeign),
        Just(Deed::Wait),
        Just(Deed::LoseSpare),
        (0..PATHS.len()).prop_map(Deed::LoseFile),
        (0..FOREIGN.len()).prop_map(Deed::Late),
    ]
}

fn do_it(site: &Site, deed: &Deed, foreign: &mut BTreeMap<String, String>) {
    let is_file = |place: &Path| fs::symlink_metadata(place).is_ok_and(|about| about.is_file());
    match deed {
        Deed::Overwrite(nr) if is_file(&site.at(PATHS[*nr])) => {
            fs::write(site.at(PATHS[*nr]), "beklad").unwrap();
        }
        Deed::Replace(nr) if is_file(&site.at(PATHS[*nr])) => {
            // As a copying tool does that keeps times: another file with the same bytes and the same time.
            let place = site.at(PATHS[*nr]);
            let about = About::at(&place).unwrap().unwrap();
            let part = site.scratch.path().join("part");
            fs::write(&part, fs::read(&place).unwrap()).unwrap();
            set_mode(&part, about.mode()).unwrap();
            set_modified(&File::options().append(true).open(&part).unwrap(), about.modified).unwrap();
            fs::rename(&part, &place).unwrap();
        }
        Deed::Remove(nr) if is_file(&site.at(PATHS[*nr])) => fs::remove_file(site.at(PATHS[*nr])).unwrap(),
        Deed::RemoveFolder(nr) => {
            if let Some((folder, _)) = PATHS[*nr].rsplit_once('/')
                && fs::remove_dir_all(site.at(folder)).is_ok()
            {
                foreign.retain(|path, _| !path.starts_with(&format!("{folder}/")));
            }
        }
        Deed::Mode(nr) if site.at(PATHS[*nr]).exists() => {
            set_mode(&site.at(PATHS[*nr]), 0o700).unwrap();
        }
        Deed::Foreign(nr, text) => {
            let place = site.at(FOREIGN[*nr]);
            if place.parent().is_some_and(|folder| fs::create_dir_all(folder).is_ok()) {
                fs::write(place, text).unwrap();
                foreign.insert(FOREIGN[*nr].to_owned(), text.clone());
            }
        }
        Deed::RemoveForeign => {
            for path in std::mem::take(foreign).into_keys() {
                fs::remove_file(site.at(&path)).unwrap();
            }
            // An empty folder is someone's own.
            let _ = (fs::remove_dir(site.at("x/y")), fs::remove_dir(site.at("x")));
        }
        Deed::Wait => std::thread::sleep(std::time::Duration::from_millis(25)),
        Deed::LoseSpare => drop(fs::remove_dir_all(spare(site))),
        Deed::LoseFile(nr) => drop(fs::remove_file(spare(site).join("site").join(PATHS[*nr]))),
        Deed::Late(nr) => {
            let path = FOREIGN[*nr];
            let place = spare(site).join("site").join(path);
            let is_free = !place.exists() && !foreign.contains_key(path);
            if is_free && place.parent().is_some_and(Path::is_dir) {
                fs::write(place, "laat").unwrap();
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn with_a_spare_it_is_as_without(
        rounds in prop::collection::vec(
            (prop::collection::vec(deeds(), 0..4), prop::collection::btree_map(0..PATHS.len(), "[a-c]", 0..8)), 2..9)
    ) {
        let site = Site::new();
        let (mut foreign, mut late) = (BTreeMap::new(), BTreeSet::new());
        let mut before: BTreeMap<&str, String> = BTreeMap::new();
        publish(&site, &before).unwrap();
        for (deeds, drawn) in rounds {
            for deed in &deeds {
                do_it(&site, deed, &mut foreign);
                if let Deed::Late(nr) = deed {
                    late.insert(FOREIGN[*nr]);
                }
            }
            let mut files: BTreeMap<&str, String> = BTreeMap::new();
            for (nr, text) in drawn {
                let path = PATHS[nr];
                if !files.keys().any(|other| path.starts_with(&format!("{other}/"))) {
                    files.insert(path, text);
                }
            }
            let was = tree(&site.output());
            let abouts: BTreeMap<&str, About> = before.keys()
                .filter_map(|path| Some((*path, About::at(&site.at(path)).unwrap()?))).collect();
            let untouched = abouts.iter().filter(|(path, about)| {
                files.get(*path) == before.get(*path) && was.get(**path) == Some(&before.get(*path).cloned())
                    && about.mode() == FILE_MODE
            });
            match publish(&site, &files) {
                Ok(_) => {
                    // What came late to the old site may be there or not, but changes nothing else.
                    for path in &late {
                        if let Ok(text) = fs::read_to_string(site.at(path)) {
                            foreign.entry((*path).to_owned()).or_insert(text);
                        }
                    }
                    let mut expected = clean(&files, &foreign);
                    let now = tree(&site.output());
                    // Folders of others stay when what was in them goes, and so do those around them.
                    let of_others = was.iter().filter(|(path, text)| {
                        text.is_none() && now.contains_key(*path) && !before.keys().any(|file| file.starts_with(&format!("{path}/")))
                    });
                    for (path, _) in of_others {
                        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
                        expected.extend(ends.map(|end| (path[..end].to_owned(), None)));
                    }
                    prop_assert_eq!(now, expected);
                    for (path, about) in untouched {
                        let now = About::at(&site.at(path)).unwrap().unwrap();
                        prop_assert_eq!((now.inode, now.modified), (about.inode, about.modified), "{}", path);
                    }
                    before = files;
                }
                Err(Failure::Refused(Refusal::TakenByOther { .. })) => {
                    prop_assert_eq!(tree(&site.output()), was);
                    do_it(&site, &Deed::RemoveForeign, &mut foreign);
                    // Folders of others may stand in the way as well.
                    fs::remove_dir_all(site.output()).unwrap();
                    before.clear();
                    publish(&site, &before).unwrap();
                }
                // Something came late to a place that is taken: it is named, and stays.
                Err(Failure::Refused(Refusal::NotOurs { path, .. })) => {
                    prop_assert_eq!(&path, &spare(&site));
                    fs::remove_dir_all(path).unwrap();
                }
                Err(other) => prop_assert!(false, "{other:?}"),
            }
            prop_assert!(site.leftovers().is_empty());
        }
    }
}
