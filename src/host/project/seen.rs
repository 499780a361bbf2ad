//! A project that an earlier run read: what did not change since then need not be read again.

use super::{Ground, Look, hash, is_attachment, load, load_all, load_with};
use crate::digest::Digest;
use crate::host::clock;
use crate::host::error::Error;
use crate::host::files::Stamp;
use crate::source::{Later, Refusal, SourceFile, SourceTree};
use borsh::{BorshDeserialize, BorshSerialize};
use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What the files of a project were known by when they were read, with the digests of what was read. One that was
/// written a moment before is not among them: it may be written again without that showing.
#[derive(Debug, Default, BorshSerialize, BorshDeserialize)]
pub struct Seen {
    files: BTreeMap<String, (Marks, Digest)>,
}

/// What a file is known by, with the time of its last change of any kind: a write may be given an older time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(super) struct Marks {
    stamp: Stamp,
    changed: (i64, i64),
}

impl Marks {
    pub(super) fn of(about: &Metadata) -> Self {
        Self { stamp: Stamp::of(about), changed: (about.ctime(), about.ctime_nsec()) }
    }

    /// Whether another write would show.
    pub(super) fn is_settled(&self, now: i64) -> bool {
        self.stamp.is_settled(now) && self.changed.0 < now - 2
    }
}

/// A file with what it is known by.
struct Read {
    file: SourceFile,
    marks: Option<Marks>,
}

impl From<Refusal> for Read {
    fn from(why: Refusal) -> Self {
        Self { file: SourceFile::Refused(why), marks: None }
    }
}

impl Seen {
    /// Reads the project at `root` as [`super::read`] does, save for what is as it was: attachments are not hashed
    /// again, and a text with a digest among `known` is read when somebody asks for it. Texts of `content/` may be let
    /// go of. Gives what was read, what it is known by one by one, and all at once.
    ///
    /// Fails only when `root` itself cannot be found.
    pub fn read(
        &self,
        root: &Path,
        ignore: &[PathBuf],
        known: &BTreeMap<&str, Digest>,
    ) -> Result<(SourceTree, Self, Look), Error> {
        let ground = Ground::find(root, ignore)?;
        let mut walk = ground.walk();
        walk.all();
        let read = |shown: &str, place: &Path| self.read_one(shown, place, known);
        let now = clock::now();
        let mut tree = SourceTree::default();
        let mut seen = Self::default();
        let mut files = load_all(walk.found, &read);
        files.sort_by(|(one, _), (other, _)| one.cmp(other));
        let look = Look::of_read(files.iter().map(|(path, read)| (&**path, read.marks, &read.file)));
        for (path, Read { file, marks }) in files {
            let is_read = !matches!(file, SourceFile::Refused(_));
            if let Some(marks) = marks.filter(|marks| is_read && marks.is_settled(now)) {
                seen.files.insert(path.clone(), (marks, file.digest()));
            }
            tree.files.insert(path, file);
        }
        Ok((tree, seen, look))
    }

    fn read_one(&self, shown: &str, place: &Path, known: &BTreeMap<&str, Digest>) -> Option<Read> {
        if let Some((before, digest)) = self.files.get(shown)
            && let Ok(about) = fs::symlink_metadata(place)
            && about.is_file()
            && Marks::of(&about) == *before
        {
            let marks = Some(*before);
            if is_attachment(shown) {
                let file = SourceFile::Attachment { size_bytes: about.len(), digest: *digest };
                return Some(Read { file, marks });
            }
            if known.get(shown) == Some(digest) {
                let later = Later::unread(*digest, again(shown, place));
                return Some(Read { file: SourceFile::Later(Arc::new(later)), marks });
            }
        }
        // Before it is read: what changes meanwhile is read again next time.
        let marks = fs::symlink_metadata(place).ok().filter(Metadata::is_file).map(|about| Marks::of(&about));
        let file = match load_with(shown, place, |file, about| hash(file, about.len()))? {
            // There are many of these, and each is looked at once.
            SourceFile::Bytes(text) if shown.starts_with("content/") => {
                SourceFile::Later(Arc::new(Later::at_hand(text, again(shown, place))))
            }
            file => file,
        };
        Some(Read { file, marks })
    }
}

/// Reads a text again.
fn again(shown: &str, place: &Path) -> impl Fn() -> SourceFile + Send + Sync + 'static {
    let (shown, place) = (shown.to_owned(), place.to_path_buf());
    let gone = || SourceFile::Refused(Refusal::Unreadable("gone".to_owned()));
    move || load(&shown, &place).unwrap_or_else(gone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::scratch::Scratch;

    /// As if these files had been read long ago, each as it is now.
    fn seen_long_ago(site: &Scratch, paths: &[&str]) -> Seen {
        let see = |path: &&str| {
            let place = site.path().join(path);
            let marks = Marks::of(&fs::metadata(&place).unwrap());
            ((*path).to_owned(), (marks, Digest::of_bytes(&fs::read(place).unwrap())))
        };
        Seen { files: paths.iter().map(see).collect() }
    }

    #[test]
    fn what_is_known_is_read_when_somebody_asks() {
        let site = Scratch::new();
        for (path, text) in
            [("content/a/b.md", "een"), ("content/a/c.md", "twee"), ("content/a/d.pdf", "drie")]
        {
            site.file(path, text);
        }
        let seen = seen_long_ago(&site, &["content/a/b.md", "content/a/c.md", "content/a/d.pdf"]);
        let known: BTreeMap<&str, Digest> = [("content/a/b.md", Digest::of_bytes(b"een"))].into();
        let (tree, _, look) = seen.read(site.path(), &[], &known).unwrap();
        let whole = super::super::read(site.path(), &[]).unwrap();
        assert!(matches!(tree.files["content/a/b.md"], SourceFile::Later(_)));
        assert!(matches!(tree.files["content/a/d.pdf"], SourceFile::Attachment { size_bytes: 4, .. }));
        for (path, file) in &whole.files {
            assert_eq!((tree.files[path].digest(), tree.files[path].bytes()), (file.digest(), file.bytes()));
        }
        assert!(look.still_holds(site.path(), &[]));
        site.file("content/a/b.md", "een!");
        assert!(!look.still_holds(site.path(), &[]));
        let (tree, _, _) = seen.read(site.path(), &[], &known).unwrap();
        assert_eq!(tree.bytes("content/a/b.md").as_deref(), Some(&b"een!"[..]));
    }

    #[test]
    fn a_text_that_was_let_go_of_is_read_again_as_long_as_it_is_the_same() {
        let site = Scratch::new();
        site.file("content/a/b.md", "een");
        let (tree, ..) = Seen::default().read(site.path(), &[], &BTreeMap::new()).unwrap();
        site.file("content/a/b.md", "twee");
        assert_eq!(tree.bytes("content/a/b.md").as_deref(), Some(&b"een"[..]), "it is at hand");
        tree.files["content/a/b.md"].let_go();
        assert_eq!(tree.bytes("content/a/b.md"), None);
        site.file("content/a/b.md", "een");
        assert_eq!(tree.bytes("content/a/b.md").as_deref(), Some(&b"een"[..]));
    }

    #[test]
    fn what_was_written_a_moment_ago_is_not_trusted() {
        let site = Scratch::new();
        site.file("content/a/b.md", "een");
        let (_, seen, _) = Seen::default().read(site.path(), &[], &BTreeMap::new()).unwrap();
        assert!(seen.files.is_empty());
    }

    #[test]
    fn a_text_that_is_gone_by_then_is_refused() {
        let site = Scratch::new();
        site.file("content/a/b.md", "een");
        let seen = seen_long_ago(&site, &["content/a/b.md"]);
        let known = [("content/a/b.md", Digest::of_bytes(b"een"))].into();
        let (tree, _, _) = seen.read(site.path(), &[], &known).unwrap();
        fs::remove_file(site.path().join("content/a/b.md")).unwrap();
        assert_eq!(tree.bytes("content/a/b.md"), None);
    }
}
