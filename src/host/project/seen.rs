//! A project that an earlier run read: what did not change since then need not be read again.

use super::survey::{Marks, Survey, Surveyed};
use super::{Found, Look, hash, is_attachment, load, load_with, shared};
use crate::digest::Digest;
use crate::host::clock;
use crate::source::{Later, Refusal, SourceFile, SourceTree};
use borsh::{BorshDeserialize, BorshSerialize};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// What the files of a project were known by when they were read, with the digests of what was read. One that was
/// written a moment before is not among them: it may be written again without that showing.
#[derive(Debug, Default, BorshSerialize, BorshDeserialize)]
pub struct Seen {
    /// By path.
    files: Vec<(String, Marks, Digest)>,
}

/// A file with what it is known by.
struct Read {
    file: SourceFile,
    marks: Option<Marks>,
}

impl Seen {
    /// Reads what a survey found as [`super::read`] does, save for what is as it was: attachments are not hashed
    /// again, and a text with a digest among `known` is read when somebody asks for it. Texts of `content/` may be let
    /// go of. Gives what was read, what it is known by one by one, and all at once.
    #[must_use]
    pub fn read(&self, survey: Survey, known: &BTreeMap<&str, Digest>) -> (SourceTree, Self, Look) {
        let read = |file: Surveyed| match file.found {
            Found::File(place) => {
                let read = self.read_one(&file.shown, &place, file.marks, known)?;
                Some((file.shown, read))
            }
            Found::Refused(why) => Some((file.shown, Read { file: SourceFile::Refused(why), marks: None })),
        };
        let now = clock::now();
        let files = shared(survey.files, &read);
        let look = Look::of_read(files.iter().map(|(path, read)| (&**path, read.marks, &read.file)));
        let settled = files.iter().filter_map(|(path, Read { file, marks })| {
            let is_read = !matches!(file, SourceFile::Refused(_));
            let marks = marks.filter(|marks| is_read && marks.is_settled(now))?;
            Some((path.clone(), marks, file.digest()))
        });
        let mut seen = Self { files: settled.collect() };
        // Of two with one path the last is the one that was read.
        seen.files.reverse();
        seen.files.dedup_by(|one, other| one.0 == other.0);
        seen.files.reverse();
        let files = files.into_iter().map(|(path, read)| (path, read.file));
        (SourceTree { files: files.collect() }, seen, look)
    }

    /// What a file was known by, with the digest of what was read.
    fn of(&self, shown: &str) -> Option<(Marks, Digest)> {
        let found = self.files.binary_search_by(|(path, ..)| (**path).cmp(shown)).ok()?;
        let (_, marks, digest) = &self.files[found];
        Some((*marks, *digest))
    }

    /// Reads a file with these marks: what changes behind them is read again next time.
    fn read_one(
        &self,
        shown: &str,
        place: &Path,
        marks: Option<Marks>,
        known: &BTreeMap<&str, Digest>,
    ) -> Option<Read> {
        if let Some((before, digest)) = self.of(shown)
            && marks == Some(before)
        {
            if is_attachment(shown) {
                let file = SourceFile::Attachment { size_bytes: before.size_bytes(), digest };
                return Some(Read { file, marks });
            }
            if known.get(shown) == Some(&digest) {
                let later = Later::unread(digest, again(shown, place));
                return Some(Read { file: SourceFile::Later(Arc::new(later)), marks });
            }
        }
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
    use std::fs;

    fn survey(site: &Scratch) -> Survey {
        Survey::take(site.path(), &[]).unwrap()
    }

    /// As if these files had been read long ago, each as it is now.
    fn seen_long_ago(site: &Scratch, paths: &[&str]) -> Seen {
        let see = |path: &&str| {
            let place = site.path().join(path);
            let marks = Marks::of(&fs::metadata(&place).unwrap());
            ((*path).to_owned(), marks, Digest::of_bytes(&fs::read(place).unwrap()))
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
        let (tree, _, look) = seen.read(survey(&site), &known);
        let whole = super::super::read(site.path(), &[]).unwrap();
        assert!(matches!(tree.files["content/a/b.md"], SourceFile::Later(_)));
        assert!(matches!(tree.files["content/a/d.pdf"], SourceFile::Attachment { size_bytes: 4, .. }));
        for (path, file) in &whole.files {
            assert_eq!((tree.files[path].digest(), tree.files[path].bytes()), (file.digest(), file.bytes()));
        }
        assert!(look.still_holds(&survey(&site)));
        site.file("content/a/b.md", "een!");
        assert!(!look.still_holds(&survey(&site)));
        let (tree, _, _) = seen.read(survey(&site), &known);
        assert_eq!(tree.bytes("content/a/b.md").as_deref(), Some(&b"een!"[..]));
    }

    #[test]
    fn a_text_that_was_let_go_of_is_read_again_as_long_as_it_is_the_same() {
        let site = Scratch::new();
        site.file("content/a/b.md", "een");
        let (tree, ..) = Seen::default().read(survey(&site), &BTreeMap::new());
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
        let (_, seen, _) = Seen::default().read(survey(&site), &BTreeMap::new());
        assert!(seen.files.is_empty());
    }

    #[test]
    fn a_text_that_is_gone_by_then_is_refused() {
        let site = Scratch::new();
        site.file("content/a/b.md", "een");
        let seen = seen_long_ago(&site, &["content/a/b.md"]);
        let known = [("content/a/b.md", Digest::of_bytes(b"een"))].into();
        let (tree, _, _) = seen.read(survey(&site), &known);
        fs::remove_file(site.path().join("content/a/b.md")).unwrap();
        assert_eq!(tree.bytes("content/a/b.md"), None);
    }
}
