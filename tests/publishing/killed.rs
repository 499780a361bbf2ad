//! A build that is killed at any moment leaves one whole edition, and readers never see anything else.

use super::site::{Files, SiteTest, assert_same, differing};
use super::{NOW, Project, clean, records};
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// As often a build is killed.
const KILLS: u32 = 60;

/// Reads files one after another until told to stop; gives what was neither of the old site nor of the new.
fn read_on(public: &Path, one: &Files, other: &Files, stop: &AtomicBool) -> (usize, Vec<String>) {
    let paths: std::collections::BTreeSet<_> = one.keys().chain(other.keys()).collect();
    let (mut reads, mut strange) = (0, Vec::new());
    while !stop.load(Ordering::Relaxed) {
        for path in &paths {
            let read = fs::read(public.join(path));
            reads += 1;
            let is_whole = match &read {
                Ok(bytes) => one.get(*path) == Some(bytes) || other.get(*path) == Some(bytes),
                // It may be missing only when one of the editions lacks it.
                Err(_) => !(one.contains_key(*path) && other.contains_key(*path)),
            };
            if !is_whole {
                strange.push(format!("{path}: {:?}", read.map(|bytes| bytes.len())));
            }
        }
    }
    (reads, strange)
}

#[test]
fn killed_at_any_moment_it_leaves_one_whole_edition() {
    let (old, mut new) = (records(30, "oud"), records(30, "nieuw"));
    for path in ["content/aanvragen/r5/index.md", "content/aanvragen/r5/bestek.txt"] {
        new.remove(path);
    }
    new.put("content/pages/erbij.md", "+++\ntitle = \"Erbij\"\n+++\nNieuw.\n");
    let editions = [clean(&old, NOW), clean(&new, NOW)];
    let sources = [old, new];
    assert!(differing(&editions[0], &editions[1]).len() > 60, "every page differs");

    let project = Project::of(&sources[0]);
    assert_same(&project.built(NOW), &editions[0], "the first build");
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        let public = project.public();
        let (stop, editions) = (&stop, &editions);
        let reader = scope.spawn(move || read_on(&public, &editions[0], &editions[1], stop));
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            kill_again_and_again(&project, &sources, editions);
        }));
        stop.store(true, Ordering::Relaxed);
        let (reads, strange) = reader.join().expect("the reader does not fail");
        if let Err(failure) = outcome {
            std::panic::resume_unwind(failure);
        }
        assert!(reads > 1_000, "the reader was there: {reads}");
        assert!(strange.is_empty(), "{} reads were of no edition: {:?}", strange.len(), &strange[..1]);
    });
    assert_eq!(project.leftovers(), Vec::<String>::new(), "the last whole build tidies up");
}

/// Kills builds later and later, until they are through before they are killed; then begins anew with the
/// other edition.
fn kill_again_and_again(project: &Project, sources: &[SiteTest; 2], editions: &[Files; 2]) {
    let (mut stands, mut delay) = (0, Duration::ZERO);
    let mut killed = 0;
    while killed < KILLS {
        let next = 1 - stands;
        project.put(&sources[next]);
        let mut build = project.build(NOW);
        let mut child = build.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it was built");
        thread::sleep(delay);
        child.kill().expect("it is ours to kill");
        let output = child.wait_with_output().expect("it ends");
        let (status, words) = (output.status, String::from_utf8_lossy(&output.stderr).into_owned());
        assert!(status.success() || status.code().is_none(), "refused after {killed} kills: {words}");
        let found = SiteTest::files_below(&project.public());
        if found == editions[next] {
            stands = next;
        } else {
            assert_same(&found, &editions[stands], &format!("killed after {delay:?}"));
        }
        if status.success() {
            assert_same(&found, &editions[next], "a build that was through");
            delay = Duration::ZERO;
        } else {
            killed += 1;
            delay += Duration::from_micros(u64::from(3_000 + killed * 131 % 2_000));
        }
    }
    // The next build finishes what was begun.
    let next = 1 - stands;
    project.put(&sources[next]);
    assert_same(&project.built(NOW), &editions[next], "after all the kills");
}
