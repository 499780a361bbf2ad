//! Building over the last output gives what a clean build gives, and touches nothing else.

use super::generator::{Draw, SiteSpec};
use super::site::{Files, SiteTest, assert_same, differing};
use super::{NOW, Project, clean, records, succeed};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

/// Inode and modification time of each file.
fn identities(folder: &Path) -> BTreeMap<String, (u64, SystemTime)> {
    let identity = |path: String| {
        let about = fs::symlink_metadata(folder.join(&path)).expect("it was just found");
        (path, (about.ino(), about.modified().expect("this system keeps times")))
    };
    SiteTest::files_below(folder).into_keys().map(identity).collect()
}

#[test]
fn building_over_the_last_output_equals_a_clean_build() {
    // A fixed series of numbers: the same edits every time.
    let mut state = 20_260_305_u64;
    let mut numbers = |count: usize| -> Vec<u32> {
        let next = |_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            u32::try_from(state >> 33).expect("31 bits fit")
        };
        (0..count).map(next).collect()
    };
    let project = Project::new();
    let mut spec = SiteSpec::draw(&mut Draw::of(&numbers(600)));
    for round in 0..12 {
        let choices = numbers(600);
        let mut draw = Draw::of(&choices);
        let moments = spec.moments();
        let t = draw.pick(&moments);
        spec = match round % 3 {
            0 => SiteSpec::draw(&mut draw),
            1 => spec.with_other_secrets(t, &mut draw),
            _ => spec,
        };
        let at = super::generator::rfc3339(t);
        let site = SiteTest::of(spec.files());
        project.put(&site);
        assert_same(&project.built(&at), &clean(&site, &at), &format!("round {round} at {at}"));
    }
    assert_eq!(project.leftovers(), Vec::<String>::new());
}

#[test]
fn unchanged_files_keep_their_inode_and_their_time() {
    let mut site = records(6, "een");
    let project = Project::of(&site);
    let before = project.built(NOW);
    let were = identities(&project.public());

    assert_eq!(project.built(NOW), before);
    assert_eq!(identities(&project.public()), were, "a build of the same site touches nothing");

    site.edit("content/aanvragen/r3/index.md", "Tekst een.", "Andere tekst.");
    project.put(&site);
    let after = project.built(NOW);
    let changed = differing(&before, &after);
    assert!(changed.contains(&"aanvragen/r3/index.html".to_owned()), "{changed:?}");
    let are = identities(&project.public());
    for (path, identity) in &are {
        let is_same = were.get(path) == Some(identity);
        assert_eq!(is_same, !changed.contains(path), "{path}: {identity:?}, it was {:?}", were.get(path));
    }
    assert!(!changed.contains(&"aanvragen/r1/index.html".to_owned()), "{changed:?}");
}

#[test]
fn at_the_next_change_only_what_differs_is_written() {
    let mut site = records(6, "een");
    site.edit("content/aanvragen/r2/index.md", "2026-03-02T09:00:00", "2026-02-02T09:00:00");
    let project = Project::of(&site);
    let before = project.built("2026-02-02T08:59:59+01:00");
    let were = identities(&project.public());
    let after = project.built("2026-02-02T09:00:00+01:00");
    let changed = differing(&before, &after);
    for path in ["aanvragen/r2/index.html", "archief/index.html", "index.html", "termijn.json"] {
        assert!(changed.contains(&path.to_owned()), "{path} is not among {changed:?}");
    }
    let are = identities(&project.public());
    let touched: Vec<_> = are.iter().filter(|(path, identity)| were.get(*path) != Some(identity)).collect();
    let touched: Vec<_> = touched.into_iter().map(|(path, _)| path.clone()).collect();
    assert_eq!(touched, changed);
}

#[test]
fn removed_sources_take_their_outputs_along_and_foreign_files_stay() {
    let mut site = records(4, "een");
    let project = Project::of(&site);
    let built = project.built(NOW);
    assert!(built.contains_key("aanvragen/r2/bestek.txt"));
    let foreign =
        [("vreemd.txt", "van een ander"), ("aanvragen/r2/notitie.txt", "ook"), ("map/x/y.txt", "diep")];
    for (path, text) in foreign {
        let place = project.public().join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }
    site.remove("content/aanvragen/r2/index.md");
    site.remove("content/aanvragen/r2/bestek.txt");
    project.put(&site);
    let mut expected = clean(&site, NOW);
    assert!(!expected.keys().any(|path| path.starts_with("aanvragen/r2/")));
    expected.extend(foreign.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())));
    assert_same(&project.built(NOW), &expected, "without r2, with what others put there");
    assert_same(&project.built(NOW), &expected, "and once more");
}

#[test]
fn modes_are_fixed_whatever_the_umask() {
    let project = Project::of(&records(2, "een"));
    let source = project.root().join("content/aanvragen/r0/bestek.txt");
    fs::set_permissions(source, fs::Permissions::from_mode(0o600)).unwrap();
    let script = "umask 077; exec \"$0\" build --root \"$1\" --at \"$2\"";
    let mut shell = Command::new("sh");
    shell.args(["-c", script, env!("CARGO_BIN_EXE_termijn")]).arg(project.root()).arg(NOW);
    succeed(shell.output());
    let mode = |path: &Path| fs::symlink_metadata(path).unwrap().permissions().mode() & 0o7777;
    let public = project.public();
    assert_eq!(mode(&public), 0o755, "the output folder");
    let files = SiteTest::files_below(&public);
    assert!(files.len() > 10);
    for path in files.keys() {
        assert_eq!(mode(&public.join(path)), 0o644, "{path}");
        for folder in Path::new(path).ancestors().skip(1) {
            assert_eq!(mode(&public.join(folder)), 0o755, "{}", folder.display());
        }
    }
}

#[test]
fn the_machine_has_no_say() {
    let site = records(5, "één");
    let expected = clean(&site, NOW);
    for (zone, locale, threads) in [
        ("Pacific/Kiritimati", "de_DE.UTF-8", "1"),
        ("America/St_Johns", "tr_TR.UTF-8", "2"),
        ("UTC", "C", "8"),
    ] {
        let project = Project::new();
        // The other way round, so that a disk may list them otherwise, and at other times.
        for (nr, (path, bytes)) in site.files.iter().rev().enumerate() {
            let place = project.root().join(path);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(&place, bytes).unwrap();
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000 * (nr as u64 + 1));
            fs::File::open(&place).unwrap().set_modified(time).unwrap();
        }
        let mut build = project.build(NOW);
        build.current_dir("/").env("TZ", zone).env("LANG", locale).env("LC_ALL", locale);
        succeed(build.env("RAYON_NUM_THREADS", threads).env("HOME", "/nonexistent").output());
        let found: Files = SiteTest::files_below(&project.public());
        assert_same(&found, &expected, zone);
        let traces = [zone, locale, project.folder.to_str().unwrap()];
        for (path, bytes) in &found {
            let text = String::from_utf8_lossy(bytes);
            let trace = traces.iter().find(|trace| trace.len() > 3 && text.contains(**trace));
            assert_eq!(trace, None, "{path} names the machine");
        }
    }
}
