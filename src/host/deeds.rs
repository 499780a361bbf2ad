//! What authors, editors and version control do to a project, at random.

use super::project::TEXT_LIMIT_BYTES;
use proptest::prelude::*;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// One thing that an author, an editor or version control does to a project.
#[derive(Clone, Debug)]
pub(super) enum Deed {
    Write(String, u8),
    Replace(String, u8),
    Grow(String),
    Rename(String, String),
    Remove(String),
    Link(String, String),
    Strange(String),
    MakeFolder(String),
}

/// Names that collide, hide, nest and sort badly.
fn name() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "a",
        "b",
        "a.md",
        "b.toml",
        "één map",
        "a b.md",
        ".h",
        "c.pdf",
        "4913",
        "a.md~",
        "a-",
        "m\u{fffd}ning",
    ])
}

fn path() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec!["content", "content", "content", "themes", "elders"]);
    prop_oneof![
        1 => prop::sample::select(vec!["content", "themes", "termijn.toml", "content/uit"])
            .prop_map(str::to_owned),
        15 => (part, prop::collection::vec(name(), 1..4))
            .prop_map(|(part, names)| format!("{part}/{}", names.join("/"))),
    ]
}

pub(super) fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        8 => (path(), 0..3u8).prop_map(|(path, text)| Deed::Write(path, text)),
        2 => (path(), 0..3u8).prop_map(|(path, text)| Deed::Replace(path, text)),
        1 => path().prop_map(Deed::Grow),
        5 => (path(), path()).prop_map(|(from, to)| Deed::Rename(from, to)),
        4 => path().prop_map(Deed::Remove),
        1 => (path(), path()).prop_map(|(place, target)| Deed::Link(place, target)),
        1 => path().prop_map(Deed::Strange),
        2 => path().prop_map(Deed::MakeFolder),
    ]
}

/// Does it, as far as the disk allows. Returns the paths that a watcher would name.
pub(super) fn carry_out(site: &Path, deed: &Deed) -> Vec<PathBuf> {
    let place = |path: &str| site.join(path);
    // The highest folder that is made on the way is what a watcher sees.
    let make_above = |path: &str| -> Vec<PathBuf> {
        let above = Path::new(path).parent().unwrap();
        let new = above.ancestors().filter(|folder| !site.join(folder).exists()).last();
        let made = fs::create_dir_all(site.join(above)).is_ok();
        new.filter(|_| made).map(Path::to_path_buf).into_iter().collect()
    };
    match deed {
        Deed::Write(path, text) => {
            let mut seen = make_above(path);
            // Through a link the real file is written, and it is the real path that is named.
            let _ = fs::write(place(path), [b'0' + text]);
            seen.extend(real(site, path));
            seen
        }
        Deed::Replace(path, text) => {
            let mut seen = make_above(path);
            let _ = fs::write(site.join("klad"), [b'0' + text]);
            let _ = fs::rename(site.join("klad"), place(path));
            seen.extend(real_parent(site, path));
            seen
        }
        Deed::Grow(path) => {
            let grown = File::options().write(true).open(place(path));
            let _ = grown.and_then(|file| file.set_len(TEXT_LIMIT_BYTES + 1));
            real(site, path)
        }
        Deed::Rename(from, to) => {
            let mut seen = make_above(to);
            seen.extend(real_parent(site, from));
            let _ = fs::rename(place(from), place(to));
            seen.extend(real_parent(site, to));
            seen
        }
        Deed::Remove(path) => {
            let seen = real_parent(site, path);
            let _ = fs::remove_file(place(path)).or_else(|_| fs::remove_dir_all(place(path)));
            seen
        }
        Deed::Link(path, target) => {
            let mut seen = make_above(path);
            let _ = std::os::unix::fs::symlink(place(target), place(path));
            seen.extend(real_parent(site, path));
            seen
        }
        Deed::Strange(path) => {
            let mut seen = make_above(path);
            let strange = place(path).with_file_name(OsStr::from_bytes(b"m\xe9ning"));
            let _ = fs::write(&strange, "x");
            let below = strange.strip_prefix(site).unwrap();
            seen.push(below.to_path_buf());
            seen
        }
        Deed::MakeFolder(path) => {
            let mut seen = make_above(path);
            let _ = fs::create_dir(place(path));
            seen.extend(real_parent(site, path));
            seen
        }
    }
}

/// The path below the root of what `path` leads to.
fn real(site: &Path, path: &str) -> Vec<PathBuf> {
    let found = site.join(path).canonicalize().ok();
    found.and_then(|place| Some(place.strip_prefix(site).ok()?.to_path_buf())).into_iter().collect()
}

/// As [`real`], of what stands at `path` itself, be it a link.
fn real_parent(site: &Path, path: &str) -> Vec<PathBuf> {
    let path = Path::new(path);
    let above = path.parent().map(|above| real(site, above.to_str().unwrap())).unwrap_or_default();
    above.into_iter().map(|above| above.join(path.file_name().unwrap())).collect()
}
