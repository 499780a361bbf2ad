//! When the machine gives no more room, the old site stands as it stood.

use super::site::{SiteTest, assert_same};
use super::{NOW, Project, records};
use std::process::{Command, Output};

/// Builds where no file may become larger than so many blocks of 512 bytes. With `ignore` writing fails as it
/// does on a full disk; without it the system kills the program.
fn build_within(project: &Project, blocks: u32, ignore: bool) -> Output {
    let trap = if ignore { "trap '' XFSZ; " } else { "" };
    let script = format!("{trap}ulimit -f {blocks}; exec \"$0\" build --root \"$1\" --at \"$2\"");
    let mut shell = Command::new("sh");
    shell.args(["-c", &script, env!("CARGO_BIN_EXE_termijn")]).arg(project.root()).arg(NOW);
    shell.output().expect("there is a shell")
}

#[test]
fn without_room_the_old_site_stands() {
    let old = records(5, "oud");
    let project = Project::of(&old);
    let before = project.built(NOW);
    let mut new = records(5, "nieuw");
    new.put("content/aanvragen/r4/bestek.txt", "vol ".repeat(200_000));
    project.put(&new);

    for blocks in [0, 1, 8, 64] {
        let output = build_within(&project, blocks, true);
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(4), "{blocks} blocks: {words}");
        assert!(!words.contains("panicked"), "{words}");
        assert_same(&SiteTest::files_below(&project.public()), &before, &format!("{blocks} blocks"));
        assert_eq!(project.leftovers(), Vec::<String>::new(), "{blocks} blocks: nothing is left behind");
    }
    for blocks in [1, 64] {
        let output = build_within(&project, blocks, false);
        assert!(!output.status.success(), "the system stops it");
        assert_same(
            &SiteTest::files_below(&project.public()),
            &before,
            &format!("killed at {blocks} blocks"),
        );
    }
    let after = project.built(NOW);
    assert_same(&after, &super::clean(&new, NOW), "with room again");
    assert_eq!(project.leftovers(), Vec::<String>::new());
}

#[test]
fn an_error_in_a_record_leaves_the_old_site() {
    let mut site = records(3, "een");
    let project = Project::of(&site);
    let before = project.built(NOW);
    site.edit("content/aanvragen/r1/index.md", "deadline = 2026-03-02T09:00:00", "deadline = 2025-03-02");
    project.put(&site);
    let output = project.build(NOW).output().expect("the program was built for this test");
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    assert_same(&SiteTest::files_below(&project.public()), &before, "after a refused build");
}

#[test]
fn two_builds_at_once_give_one_of_their_editions() {
    let project = Project::of(&records(20, "een"));
    let expected = super::clean(&records(20, "een"), NOW);
    let children: Vec<_> =
        (0..4).map(|_| project.build(NOW).spawn().expect("the program was built for this test")).collect();
    let codes: Vec<_> = children.into_iter().map(|mut child| child.wait().expect("it ends").code()).collect();
    assert!(codes.contains(&Some(0)), "one of them is through: {codes:?}");
    assert!(
        codes.iter().all(|code| matches!(code, Some(0 | 2))),
        "the others say that it is busy: {codes:?}"
    );
    assert_same(&SiteTest::files_below(&project.public()), &expected, "after four builds at once");
    assert_eq!(project.leftovers(), Vec::<String>::new());
}
