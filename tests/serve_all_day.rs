//! `termijn serve` as it is used from morning to evening: saved to in every way that editors have, a thousand times
//! over, and asked for pages all the while.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop anywhere")]

mod support;

use rustix::fs::{CWD, RenameFlags, renameat_with};
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;
use support::serving::Serving;
use support::{NOW, TempSite, record};

/// As often as each way of saving is tried.
const TIMES: usize = 20;
/// As many rebuilds as a day of work may have.
const REBUILDS: usize = 1_000;
/// What the program may come to hold more after the first rebuilds, in KiB: caches fill, and then they are full.
const GROWTH_KIB: u64 = 48 * 1024;

const PLACE: &str = "content/aanvragen/14001.md";
const PAGE: &str = "/aanvragen/14001/";

/// A way of saving: writes the text to the file at a place.
type Save = fn(&Path, &str);

#[test]
fn each_way_of_saving_is_one_rebuild_p1() {
    let ways: [(&str, Save); 8] = [
        ("truncate and write", |place, text| fs::write(place, text).unwrap()),
        ("truncate, wait, write in two pieces", in_pieces),
        ("write beside and rename over", |place, text| {
            let beside = place.with_extension("md.tmp");
            fs::write(&beside, text).unwrap();
            fs::rename(beside, place).unwrap();
        }),
        ("delete and create", |place, text| {
            fs::remove_file(place).unwrap();
            fs::write(place, text).unwrap();
        }),
        ("vim, backupcopy=no", vim),
        ("vim, backupcopy=yes", |place, text| {
            let backup = place.with_file_name("14001.md~");
            fs::copy(place, &backup).unwrap();
            fs::write(place, text).unwrap();
            fs::remove_file(backup).unwrap();
        }),
        ("a .bck beside it", |place, text| {
            fs::copy(place, place.with_extension("bck")).unwrap();
            fs::write(place, text).unwrap();
            fs::remove_file(place.with_extension("bck")).unwrap();
        }),
        ("exchange with a new file", |place, text| {
            let beside = place.with_extension("md.new~");
            fs::write(&beside, text).unwrap();
            renameat_with(CWD, &beside, CWD, place, RenameFlags::EXCHANGE).unwrap();
            fs::remove_file(beside).unwrap();
        }),
    ];
    let site = TempSite::of_record(record("14001", "", "", "Doe mee."));
    let serving = Serving::start(&site, &["--at", NOW]);
    let mut generation = 1;
    for (name, save) in ways {
        for nr in 0..TIMES {
            let text = format!("{name}, {nr}.");
            save(&site.path(PLACE), &record("14001", "", "", &text));
            let news = serving.news();
            generation += 1;
            assert_eq!(
                (&news["event"], &news["generation"]),
                (&"change".into(), &generation.into()),
                "{text}"
            );
            assert!(serving.get(PAGE).body.contains(&text), "{text}");
        }
    }
}

#[test]
fn another_branch_is_taken_in_at_once_p2() {
    let site = TempSite::of_record(record("14001", "", "", "Doe mee."));
    let serving = Serving::start(&site, &["--at", NOW]);
    // Half of the files come as `git switch` brings them, the others go.
    let paths: Vec<String> = (0..60).map(|nr| format!("content/aanvragen/2{nr:04}.md")).collect();
    let texts: Vec<String> = (0..60).map(|nr| record(&format!("2{nr:04}"), "", "", "Van de tak.")).collect();
    for (path, text) in paths.iter().zip(&texts).take(30) {
        site.write(path, text);
    }
    assert!(rebuilds_for(30, &serving) <= 3);
    for nr in 0..30 {
        fs::remove_file(site.path(&paths[nr])).unwrap();
        site.write(&paths[30 + nr], &texts[30 + nr]);
    }
    assert!(rebuilds_for(60, &serving) <= 3);
    assert_eq!(serving.get("/aanvragen/20029/").status, 404);
    assert!(serving.get("/aanvragen/20059/").body.contains("Van de tak."));
}

/// In how many rebuilds so many files were taken in: one, unless the machine paused in the middle of writing them.
fn rebuilds_for(files: usize, serving: &Serving) -> usize {
    let mut taken_in = 0;
    let mut rebuilds = 0;
    while taken_in < files {
        taken_in += serving.news()["files"].as_array().unwrap().len();
        rebuilds += 1;
    }
    assert_eq!(taken_in, files, "each file once");
    rebuilds
}

fn in_pieces(place: &Path, text: &str) {
    let (one, other) = text.split_at(text.len() / 2);
    let mut file = File::create(place).unwrap();
    thread::sleep(Duration::from_millis(2));
    file.write_all(one.as_bytes()).unwrap();
    thread::sleep(Duration::from_millis(2));
    file.write_all(other.as_bytes()).unwrap();
    file.sync_all().unwrap();
}

/// Looks whether the folder can be written to, renames the old file away, writes the new one, removes the old.
fn vim(place: &Path, text: &str) {
    let probe = place.with_file_name("4913");
    File::create(&probe).unwrap();
    fs::remove_file(probe).unwrap();
    let swap = place.with_file_name(".14001.md.swp");
    fs::write(&swap, "b0VIM").unwrap();
    let backup = place.with_file_name("14001.md~");
    fs::rename(place, &backup).unwrap();
    let mut file = OpenOptions::new().write(true).create_new(true).open(place).unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file.sync_all().unwrap();
    drop(file);
    fs::remove_file(backup).unwrap();
    fs::remove_file(swap).unwrap();
}

#[test]
fn a_day_of_saving_leaves_no_request_without_its_page_and_fills_no_memory_p6_p14() {
    let site = TempSite::empty();
    site.copy_from(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/site"));
    site.write(PLACE, record("14001", "", "", "Doe mee."));
    let serving = Serving::start(&site, &["--at", "2026-03-12T12:00:00+01:00"]);
    let pages: Vec<String> = {
        let sitemap = serving.get("/sitemap.xml").body;
        let urls = sitemap.split("<loc>https://proefsite.example").skip(1);
        urls.map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
    };
    assert!(pages.len() > 15, "{pages:?}");
    let (ends, asked) = (AtomicBool::new(false), AtomicUsize::new(0));
    let peak_after = |news: &serde_json::Value| (news["generation"].as_u64(), serving.memory_kib());
    let client = serving.client();
    let (mut early, mut late) = (0, 0);
    thread::scope(|scope| {
        let hammer = || {
            while !ends.load(Ordering::Relaxed) {
                for page in &pages {
                    let answer = client.get(page);
                    assert_eq!(answer.status, 200, "{page}");
                    // Whole, and with the files that it names.
                    assert!(answer.body.trim_end().ends_with("</html>"), "{page}");
                    let style = answer.body.split("rel=\"stylesheet\" href=\"").nth(1);
                    let style = style.and_then(|rest| rest.split('"').next()).unwrap();
                    assert_eq!(client.get(style).status, 200, "{page}: {style}");
                    asked.fetch_add(1, Ordering::Relaxed);
                }
            }
        };
        let hammers = [scope.spawn(hammer), scope.spawn(hammer)];
        for nr in 1..=REBUILDS {
            match nr % 50 {
                0 => site.write("themes/termijn/static/extra.css", format!("main {{ order: {nr} }}\n")),
                1 if nr > 1 => fs::remove_dir_all(site.path("themes")).unwrap(),
                25 => site.write(PLACE, "+++\nkind = 3\n+++\n"),
                _ => site.write(PLACE, record("14001", "", "", &format!("Tekst {nr}."))),
            }
            let news = serving.news();
            assert_eq!(news["event"], "change", "{news}");
            match peak_after(&news) {
                (Some(generation), kib) if generation as usize <= REBUILDS / 4 => early = kib,
                (_, kib) => late = kib,
            }
        }
        ends.store(true, Ordering::Relaxed);
        for hammer in hammers {
            hammer.join().expect("every page was there, whole, all day");
        }
    });
    assert!(asked.load(Ordering::Relaxed) > REBUILDS, "it was asked for much");
    assert!(serving.get(PAGE).body.contains(&format!("Tekst {REBUILDS}.")) || REBUILDS % 50 < 2);
    assert!(late < early + GROWTH_KIB, "from {early} KiB to {late} KiB");
}
