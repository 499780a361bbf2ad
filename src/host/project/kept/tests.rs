//! What is kept and brought up to date is what reading anew gives.

use super::super::read;
use super::*;
use crate::host::deeds::{carry_out, deed};
use crate::host::scratch::Scratch;
use proptest::prelude::*;

fn named<const N: usize>(paths: [&str; N]) -> Changed {
    Changed::Paths(paths.into_iter().map(PathBuf::from).collect())
}

/// Refreshes, holds the result against a project read anew, and gives the paths that differ.
#[track_caller]
fn refresh(kept: &mut Kept, site: &Scratch, changed: &Changed) -> Vec<String> {
    let before = kept.tree.clone();
    let differ = kept.refresh(changed).unwrap();
    let anew = read(site.path(), &kept.ignore).unwrap();
    let paths = |tree: &SourceTree| tree.files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(&kept.tree), paths(&anew), "after {changed:?}");
    for (path, file) in &anew.files {
        assert!(is_same(&kept.tree.files[path], file), "{path} after {changed:?}");
    }
    let really: Vec<String> = paths(&before)
        .into_iter()
        .chain(paths(&anew))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .filter(|path| match (before.files.get(path), anew.files.get(path)) {
            (Some(one), Some(other)) => !is_same(one, other),
            _ => true,
        })
        .collect();
    assert_eq!(differ, really, "after {changed:?}");
    for (path, file) in &before.files {
        if let (SourceFile::Bytes(old), Some(new)) = (file, kept.tree.bytes(path))
            && *old == new
        {
            assert!(Arc::ptr_eq(old, &new), "{path} was copied after {changed:?}");
        }
    }
    differ
}

fn keep(site: &Scratch) -> Kept {
    Kept::read(site.path(), &[site.path().join("content/uit")]).unwrap()
}

#[test]
fn only_what_is_named_is_read_and_only_what_differs_is_told() {
    let site = Scratch::new();
    site.file("termijn.toml", "1");
    site.file("content/a/een.md", "een");
    site.file("content/a/map/twee.md", "twee");
    site.file("content/a/map/b.pdf", "pdf");
    let mut kept = keep(&site);
    assert_eq!(refresh(&mut kept, &site, &named(["content", "themes", "termijn.toml"])), [""; 0]);
    site.file("content/a/een.md", "EEN");
    assert_eq!(refresh(&mut kept, &site, &named(["content/a/een.md"])), ["content/a/een.md"]);
    assert_eq!(refresh(&mut kept, &site, &named(["content/a/een.md"])), [""; 0]);
    site.file("content/a/map/b.pdf", "PDF");
    assert_eq!(refresh(&mut kept, &site, &named(["content/a/map"])), ["content/a/map/b.pdf"]);
    fs::remove_dir_all(site.path().join("content/a/map")).unwrap();
    // A path in a folder that is gone speaks for the folder.
    assert_eq!(
        refresh(&mut kept, &site, &named(["content/a/map/twee.md"])),
        ["content/a/map/b.pdf", "content/a/map/twee.md"]
    );
    site.file("content/a/map", "nu een bestand");
    assert_eq!(refresh(&mut kept, &site, &named(["content/a/map/twee.md"])), ["content/a/map"]);
    site.file("termijn.toml", "2");
    assert_eq!(refresh(&mut kept, &site, &Changed::Everything), ["termijn.toml"]);
}

#[test]
fn what_is_never_content_stays_out_when_it_is_named() {
    let site = Scratch::new();
    let mut kept = keep(&site);
    for path in [
        "content/.git/HEAD",
        "content/.verborgen/a.md",
        "content/a.md~",
        "content/uit/a.md",
        "content/b/4913",
        "README.md",
        "public/a.md",
    ] {
        site.file(path, "x");
        let differ = refresh(&mut kept, &site, &named([path]));
        assert!(differ.iter().all(|differs| differs == "content"), "{path}: {differ:?}");
    }
    site.file("content/b/4913.md/x.md", "a folder may be called anything");
    site.file("content/b~/x.md", "x");
    assert_eq!(
        refresh(&mut kept, &site, &named(["content/b/4913.md", "content/b~/x.md"])),
        ["content/b/4913.md/x.md", "content/b~/x.md"]
    );
    for path in ["/etc/hostname", "content/../README.md", "", ".."] {
        assert_eq!(refresh(&mut kept, &site, &named([path])), [""; 0], "{path}");
    }
}

#[test]
fn content_that_is_gone_is_not_content_that_is_empty() {
    let site = Scratch::new();
    site.file("content/a.md", "a");
    let mut kept = keep(&site);
    fs::rename(site.path().join("content"), site.path().join("weg")).unwrap();
    let change = named(["content"]);
    assert_eq!(refresh(&mut kept, &site, &change), ["content", "content/a.md"]);
    site.folder("content");
    assert_eq!(refresh(&mut kept, &site, &change), ["content"]);
    fs::remove_dir_all(site.path()).unwrap();
    assert!(kept.refresh(&change).is_err());
}

#[test]
fn a_file_is_up_to_date_under_every_path_that_shows_it() {
    let site = Scratch::new();
    site.file("content/a/een.md", "een");
    let mut kept = keep(&site);
    site.link("content/b", "a");
    assert_eq!(refresh(&mut kept, &site, &named(["content/b"])), ["content/b/een.md"]);
    site.file("content/a/een.md", "EEN");
    let both = ["content/a/een.md", "content/b/een.md"];
    assert_eq!(refresh(&mut kept, &site, &named(["content/a/een.md"])), both);
    fs::rename(site.path().join("content"), site.path().join("echt")).unwrap();
    site.link("content", "echt");
    assert_eq!(refresh(&mut kept, &site, &named(["content", "echt"])), [""; 0]);
    site.file("echt/a/een.md", "anders");
    assert_eq!(refresh(&mut kept, &site, &named(["echt/a/een.md"])), both);
    // Without links a path is again all there is to it.
    fs::remove_file(site.path().join("content")).unwrap();
    fs::remove_file(site.path().join("echt/b")).unwrap();
    fs::rename(site.path().join("echt"), site.path().join("content")).unwrap();
    assert_eq!(refresh(&mut kept, &site, &named(["content"])), ["content/b/een.md"]);
    assert!(!kept.links);
}

#[test]
fn an_attachment_is_hashed_again_when_it_is_named_or_looks_otherwise() {
    let site = Scratch::new();
    let place = site.file("content/b.pdf", "pdf");
    site.file("termijn.toml", "");
    let of = |bytes: &[u8]| Digest::of_bytes(bytes);
    let mut kept = keep(&site);
    assert!(kept.stamps.is_empty(), "a file written just now may be written again unseen");
    let old = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    File::options().write(true).open(&place).unwrap().set_modified(old).unwrap();
    kept.refresh(&Changed::Everything).unwrap();
    assert_eq!(kept.stamps.len(), 1);
    // What was remembered is believed as long as the stamp is the same.
    let wrong = SourceFile::Attachment { size_bytes: 3, digest: of(b"other") };
    kept.tree.files.insert("content/b.pdf".to_owned(), wrong);
    assert_eq!(kept.refresh(&Changed::Everything).unwrap(), [""; 0]);
    assert_eq!(kept.refresh(&named(["content/b.pdf"])).unwrap(), ["content/b.pdf"]);
    fs::write(&place, "PDF").unwrap();
    assert_eq!(refresh(&mut kept, &site, &Changed::Everything), ["content/b.pdf"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn kept_is_read_after_whatever_was_done(
        batches in prop::collection::vec(
            (prop::collection::vec(deed(), 1..5), prop::bool::weighted(0.1)),
            1..12,
        ),
    ) {
        let site = Scratch::new();
        site.file("content/a/a.md", "1");
        let mut kept = keep(&site);
        for (deeds, overflown) in &batches {
            let mut paths = BTreeSet::new();
            for deed in deeds {
                paths.extend(carry_out(site.path(), deed));
            }
            let changed = if *overflown { Changed::Everything } else { Changed::Paths(paths) };
            refresh(&mut kept, &site, &changed);
        }
    }
}
