//! A build that is stopped at any of its steps, by a kill or by a full disk.

use super::super::super::step::{Stop, stop_at};
use super::super::super::tests::{EDITION, Site};
use super::{OTHER, clean, publish, tree};
use crate::digest::Digest;
use crate::host::publisher::{Entry, RenderFailure};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

/// The variable that tells a process at which step it is to be stopped: how, after how many steps, where.
const ORDER: &str = "TERMIJN_TEST_STOP";

/// What the build that is stopped would publish.
fn next_files() -> BTreeMap<&'static str, String> {
    [("aanvragen/b/index.html", "b"), ("index.html", "nieuw"), ("leeg.txt/x", "x"), ("nieuw/x.txt", "x")]
        .map(|(path, text)| (path, text.to_owned()))
        .into()
}

/// Builds, and is stopped at the step that was ordered; this process does nothing else.
fn build_to_be_stopped(order: &str) -> ! {
    let mut parts = order.splitn(3, ' ');
    let mut part = || parts.next().expect("an order has three parts");
    let (how, steps, root) = (part(), part().parse().unwrap(), PathBuf::from(part()));
    let files = next_files();
    let entry = |(path, text): (&&str, &String)| Entry {
        path: (*path).to_owned(),
        fingerprint: Digest::of_bytes(text.as_bytes()),
    };
    let entries: Vec<Entry> = files.iter().map(entry).collect();
    let render = |entry: &Entry, to: &mut dyn Write| {
        Ok::<_, RenderFailure<String>>(to.write_all(files[&*entry.path].as_bytes())?)
    };
    stop_at(steps, if how == "killed" { Stop::Killed } else { Stop::Full });
    let outcome = crate::host::publisher::publish(&root, &root.join("public"), &entries, &render);
    std::process::exit(if outcome.is_ok() { 10 } else { 11 });
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a process is told by its environment what to do")]
fn stopped_at_any_step_it_leaves_one_whole_edition() {
    // A build can be killed only with its whole process, so this program starts itself for each.
    if let Ok(order) = std::env::var(ORDER) {
        build_to_be_stopped(&order);
    }
    let program = std::env::current_exe().unwrap();
    let name = "host::publisher::spare::tests::stopped::stopped_at_any_step_it_leaves_one_whole_edition";
    let foreign: BTreeMap<String, String> =
        [("aanvragen/notitie.txt".to_owned(), "van mij".to_owned())].into();
    let new = clean(&next_files(), &foreign);
    for how in ["killed", "full"] {
        for builds_before in 1..=3 {
            let mut was_through = false;
            for steps in 0..200 {
                let site = Site::new();
                for build in 0..builds_before {
                    site.publish(if build % 2 == 0 { &EDITION } else { &OTHER }).unwrap();
                    site.scratch.file("public/aanvragen/notitie.txt", "van mij");
                }
                let old = tree(&site.output());
                let order = format!("{how} {steps} {}", site.scratch.path().display());
                let mut child = Command::new(&program);
                child.args(["--exact", name]).env(ORDER, order);
                let code = child.output().unwrap().status.code();
                let found = tree(&site.output());
                let what = format!("{how} at step {steps} after {builds_before} builds");
                assert!(found == old || found == new, "{what}: {found:#?}");
                match code {
                    Some(10) => assert_eq!(found, new, "{what}"),
                    Some(11) => {
                        assert_eq!(found, old, "{what}");
                        assert!(site.leftovers().is_empty(), "{what}");
                    }
                    other => assert_eq!((other, how), (None, "killed"), "{what}"),
                }
                publish(&site, &next_files()).unwrap();
                assert_eq!(tree(&site.output()), new, "{what}, and once more");
                assert!(site.leftovers().is_empty(), "{what}");
                for files in [&OTHER[..], &EDITION] {
                    site.publish(files).unwrap();
                    let files = files.iter().map(|(path, text)| (*path, (*text).to_owned())).collect();
                    assert_eq!(tree(&site.output()), clean(&files, &foreign), "{what}, then others");
                }
                // The last steps come after the swap and harm nobody.
                if code == Some(10) && (how == "killed" || was_through) {
                    break;
                }
                was_through = code == Some(10);
                assert!(steps < 199, "{what}: it never comes to an end");
            }
        }
    }
}
