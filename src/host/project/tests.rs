//! Projects on a real disk.

use super::*;
use crate::host::scratch::Scratch;
use std::fs;
use std::os::unix::ffi::OsStrExt;

fn shown(tree: &SourceTree) -> Vec<&str> {
    tree.files.keys().map(String::as_str).collect()
}

fn refusal<'a>(tree: &'a SourceTree, path: &str) -> Option<&'a Refusal> {
    match tree.files.get(path)? {
        SourceFile::Refused(why) => Some(why),
        SourceFile::Bytes(_) | SourceFile::Later(_) | SourceFile::Attachment { .. } => None,
    }
}

#[test]
fn reads_settings_content_and_themes_and_nothing_else() {
    let site = Scratch::new();
    site.file("termijn.toml", "title = 'x'");
    site.file("content/aanvragen/a.md", "\u{feff}+++\r\n");
    site.file("content/aanvragen/b/index.toml", "");
    site.file("content/aanvragen/b/bijlage één.pdf", "pdf");
    site.file("content/aanvragen/4913/index.md", "a folder of this name is a record");
    site.file("content/aanvragen/4913/4913", "");
    site.file("content/.git/HEAD", "");
    site.file("content/aanvragen/a.md~", "");
    site.file("themes/standaard/logo.png", [0, 159]);
    site.file("README.md", "");
    let tree = read(site.path(), &[]).unwrap();
    assert_eq!(
        shown(&tree),
        [
            "content/aanvragen/4913/index.md",
            "content/aanvragen/a.md",
            "content/aanvragen/b/bijlage één.pdf",
            "content/aanvragen/b/index.toml",
            "termijn.toml",
            "themes/standaard/logo.png"
        ]
    );
    assert_eq!(*tree.bytes("themes/standaard/logo.png").unwrap(), [0, 159]);
    assert!(matches!(tree.files["content/aanvragen/b/bijlage één.pdf"],
        SourceFile::Attachment { size_bytes: 3, digest } if digest == Digest::of_bytes(b"pdf")));
}

#[test]
fn a_project_without_records_differs_from_one_whose_records_are_gone() {
    let site = Scratch::new();
    assert!(matches!(refusal(&read(site.path(), &[]).unwrap(), "content"), Some(Refusal::Missing)));
    fs::create_dir(site.path().join("content")).unwrap();
    assert!(read(site.path(), &[]).unwrap().files.is_empty());
    fs::remove_dir(site.path().join("content")).unwrap();
    assert!(read(&site.path().join("weg"), &[]).is_err());
    site.file("content", "a file");
    assert!(matches!(refusal(&read(site.path(), &[]).unwrap(), "content"), Some(Refusal::Unreadable(_))));
}

#[test]
fn links_are_followed_inside_and_refused_outside() {
    let (site, elsewhere) = (Scratch::new(), Scratch::new());
    elsewhere.file("geheim.md", "geheim");
    site.file("themes/t/a.html", "");
    site.file("content/a/een.md", "een");
    site.file("content/a/diep/twee.md", "twee");
    site.link("content/b/een.md", "../a/een.md");
    site.link("content/b/map", site.path().join("content/a"));
    site.link("content/b/uit.md", elsewhere.path().join("geheim.md"));
    site.link("content/b/uitmap", elsewhere.path());
    site.link("content/b/thema", "../../themes/t");
    site.link("content/b/los.md", "nergens.md");
    site.link("content/b/.#slot", "user@host");
    site.link("content/b/zelf", "zelf");
    site.link("content/b/rond", "..");
    site.link("content/b/apparaat.md", "/dev/zero");
    site.link("content/a/naar-b", "../b");
    let tree = read(site.path(), &[]).unwrap();
    for path in
        ["content/b/een.md", "content/b/map/een.md", "content/b/map/diep/twee.md", "content/a/naar-b/een.md"]
    {
        assert!(tree.bytes(path).is_some(), "{path}: {:?}", shown(&tree));
    }
    for name in ["uit.md", "uitmap", "thema", "los.md", "zelf", "rond", "apparaat.md", "map/naar-b"] {
        let path = format!("content/b/{name}");
        assert_eq!(refusal(&tree, &path), Some(&Refusal::LeadsOut), "{path}");
    }
    assert!(!shown(&tree).iter().any(|path| path.contains("geheim") || path.contains(".#")));
}

#[test]
fn a_content_folder_or_settings_file_elsewhere_is_refused() {
    let (site, elsewhere) = (Scratch::new(), Scratch::new());
    elsewhere.file("a.md", "");
    site.link("content", elsewhere.path());
    site.link("termijn.toml", elsewhere.path().join("a.md"));
    let tree = read(site.path(), &[]).unwrap();
    assert_eq!(refusal(&tree, "content"), Some(&Refusal::LeadsOut));
    assert_eq!(refusal(&tree, "termijn.toml"), Some(&Refusal::LeadsOut));
    assert_eq!(tree.files.len(), 2);
}

#[test]
fn a_root_reached_through_a_link_is_the_root() {
    let (site, elsewhere) = (Scratch::new(), Scratch::new());
    site.file("content/a.md", "");
    site.file("content/uit/x.md", "");
    let root = elsewhere.link("hier", site.path());
    assert_eq!(shown(&read(&root, &[root.join("content/uit/")]).unwrap()), ["content/a.md"]);
}

#[test]
fn what_is_no_file_is_never_opened() {
    let site = Scratch::new();
    site.pipe("content/a/pijp.md");
    site.pipe("themes/t/pijp.html");
    site.link("content/a/via.md", "pijp.md");
    let _socket = std::os::unix::net::UnixListener::bind(site.path().join("content/a/socket.pdf")).unwrap();
    let tree = read(site.path(), &[]).unwrap();
    for path in ["content/a/pijp.md", "content/a/via.md", "content/a/socket.pdf", "themes/t/pijp.html"] {
        assert_eq!(refusal(&tree, path), Some(&Refusal::NotAFile), "{path}");
    }
}

#[test]
fn a_name_that_is_not_utf8_is_refused_with_all_below_it() {
    let site = Scratch::new();
    let strange = site.folder("content").join(std::ffi::OsStr::from_bytes(b"m\xe9ning"));
    fs::create_dir(&strange).unwrap();
    fs::write(strange.join("a.md"), "").unwrap();
    let tree = read(site.path(), &[]).unwrap();
    assert_eq!(shown(&tree), ["content/m\u{fffd}ning"]);
    assert_eq!(refusal(&tree, "content/m\u{fffd}ning"), Some(&Refusal::NameNotUtf8));
    site.file("content/m\u{fffd}ning", "the real one wins");
    assert!(matches!(
        read(site.path(), &[]).unwrap().files["content/m\u{fffd}ning"],
        SourceFile::Attachment { .. }
    ));
}

#[test]
fn a_huge_text_is_refused_and_a_huge_attachment_is_not() {
    let site = Scratch::new();
    for path in ["content/a/groot.md", "content/a/groot.bin", "themes/t/groot.svg"] {
        let place = site.file(path, "");
        File::options().write(true).open(place).unwrap().set_len(TEXT_LIMIT_BYTES + 1).unwrap();
    }
    let tree = read(site.path(), &[]).unwrap();
    let too_large = Refusal::TooLarge { size_bytes: TEXT_LIMIT_BYTES + 1, limit_bytes: TEXT_LIMIT_BYTES };
    assert_eq!(refusal(&tree, "content/a/groot.md"), Some(&too_large));
    assert_eq!(refusal(&tree, "themes/t/groot.svg"), Some(&too_large));
    assert!(
        matches!(tree.files["content/a/groot.bin"], SourceFile::Attachment { size_bytes, .. } if size_bytes > 1 << 24)
    );
}

#[test]
fn an_unreadable_file_or_folder_is_refused() {
    let site = Scratch::new();
    // Root may read everything; for root a path below a file stands in for what the machine refuses.
    let file = site.file("content/a/dicht.md", "");
    let folder = site.file("content/dicht/x.md", "").parent().unwrap().to_path_buf();
    for (place, mode) in [(&file, 0o000), (&folder, 0o000)] {
        crate::host::files::set_mode(place, mode).unwrap();
    }
    let tree = read(site.path(), &[]).unwrap();
    let may_read_all = File::open(&file).is_ok();
    crate::host::files::set_mode(&folder, 0o755).unwrap();
    if may_read_all {
        let under_a_file = file.join("x.md");
        assert!(matches!(
            load("content/a/x.md", &under_a_file),
            Some(SourceFile::Refused(Refusal::Unreadable(_)))
        ));
    } else {
        assert!(matches!(refusal(&tree, "content/a/dicht.md"), Some(Refusal::Unreadable(_))));
        assert!(matches!(refusal(&tree, "content/dicht"), Some(Refusal::Unreadable(_))));
    }
}

#[test]
fn an_attachment_is_copied_only_while_it_is_the_same() {
    let site = Scratch::new();
    let bytes = vec![7; 200_000];
    let place = site.file("content/a/b/x.pdf", &bytes);
    let copy = |expected: &[u8]| {
        let mut copy = Vec::new();
        copy_attachment(site.path(), "content/a/b/x.pdf", Digest::of_bytes(expected), &mut copy)
            .map(|()| copy)
    };
    assert_eq!(copy(&bytes).unwrap(), bytes);
    fs::write(&place, b"anders").unwrap();
    let error = copy(&bytes).unwrap_err();
    assert!(error.get_ref().unwrap().is::<ChangedDuringBuild>());
    fs::remove_file(&place).unwrap();
    assert_eq!(copy(&bytes).unwrap_err().kind(), io::ErrorKind::NotFound);
    site.link("content/a/b/x.pdf", "/etc/hostname");
    assert!(copy(&bytes).unwrap_err().get_ref().unwrap().is::<ChangedDuringBuild>());
}
