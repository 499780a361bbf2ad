//! What a build notes when it is done: what the next one may take for granted of the output and of the spare.
//!
//! It is written last and removed before anything it tells of is changed. Whoever finds it damaged, or finds
//! another output than it tells of, does without.

use super::manifest::stays_inside;
use super::standing::Stamp;
use crate::digest::Digest;
use crate::host::files::Time;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Component, Path, PathBuf};

/// Every note begins like this; the number changes with the form.
const HEAD: &[u8] = b"termijn spare 1\n";
const DIGEST_LENGTH: usize = 32;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    /// The digest of the manifest in the output.
    pub(super) manifest: Digest,
    /// When everything was as it is noted, or before.
    pub(super) time: Time,
    /// Each folder of the output, by its number in the edition.
    pub(super) folders: Vec<Stamp>,
    /// The things of others that stand in our folders.
    pub(super) roots: Vec<PathBuf>,
    pub(super) spare: Option<Spare>,
}

/// How the spare differs from the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spare {
    /// Each folder that the output has too, by its number there; none where the spare lacks it.
    pub(super) folders: Vec<Option<Stamp>>,
    /// The folders that the output lacks, sorted.
    pub(super) others: Vec<(String, Stamp)>,
    /// The files of ours that are other files in the output, or are in only one of the two, sorted.
    pub(super) differing: Vec<String>,
    /// The things of others in the spare.
    pub(super) roots: Vec<PathBuf>,
}

impl Note {
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut body = Writer(Vec::with_capacity(64 * self.folders.len() + 4096));
        body.bytes(self.manifest.to_string().as_bytes());
        body.time(self.time);
        body.list(&self.folders, |body, stamp| body.stamp(*stamp));
        body.list(&self.roots, |body, root| body.text(root.as_os_str().as_bytes()));
        body.list(self.spare.as_slice(), |body, spare| {
            // No folder has the inode 0.
            body.list(&spare.folders, |body, stamp| body.stamp(stamp.unwrap_or_default()));
            body.list(&spare.others, |body, (path, stamp)| {
                body.text(path.as_bytes());
                body.stamp(*stamp);
            });
            body.list(&spare.differing, |body, path| body.text(path.as_bytes()));
            body.list(&spare.roots, |body, root| body.text(root.as_os_str().as_bytes()));
        });
        [HEAD, Digest::of_bytes(&body.0).to_string().as_bytes(), &body.0].concat()
    }

    /// The note in these bytes; none when it is damaged or of another form, or when a path could lead astray.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(HEAD)?;
        let (digest, body) = rest.split_at_checked(DIGEST_LENGTH)?;
        if Digest::of_bytes(body).to_string().as_bytes() != digest {
            return None;
        }
        let mut body = Reader(body);
        let note = Self {
            manifest: Digest::parse(std::str::from_utf8(body.bytes(DIGEST_LENGTH)?).ok()?)?,
            time: body.time()?,
            folders: body.list(Reader::stamp)?,
            roots: body.list(Reader::root)?,
            spare: body
                .list(|body| {
                    let stamp = |body: &mut Reader<'_>| {
                        Some(Some(body.stamp()?).filter(|stamp| *stamp != Stamp::default()))
                    };
                    Some(Spare {
                        folders: body.list(stamp)?,
                        others: body.list(|body| Some((body.path()?, body.stamp()?)))?,
                        differing: body.list(Reader::path)?,
                        roots: body.list(Reader::root)?,
                    })
                })?
                .pop(),
        };
        body.0.is_empty().then_some(note)
    }
}

struct Writer(Vec<u8>);

impl Writer {
    fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn count(&mut self, count: usize) {
        self.bytes(&(count as u64).to_le_bytes());
    }

    fn time(&mut self, (seconds, nanoseconds): Time) {
        self.bytes(&seconds.to_le_bytes());
        self.bytes(&nanoseconds.to_le_bytes());
    }

    fn stamp(&mut self, stamp: Stamp) {
        self.bytes(&stamp.inode.to_le_bytes());
        self.time(stamp.changed);
    }

    fn text(&mut self, text: &[u8]) {
        self.count(text.len());
        self.bytes(text);
    }

    fn list<T>(&mut self, items: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.count(items.len());
        items.iter().for_each(|item| write(self, item));
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn bytes(&mut self, length: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    fn number(&mut self) -> Option<[u8; 8]> {
        self.bytes(8)?.try_into().ok()
    }

    fn count(&mut self) -> Option<usize> {
        // Whatever is counted takes at least a byte.
        usize::try_from(u64::from_le_bytes(self.number()?)).ok().filter(|count| *count <= self.0.len())
    }

    fn time(&mut self) -> Option<Time> {
        Some((i64::from_le_bytes(self.number()?), i64::from_le_bytes(self.number()?)))
    }

    fn stamp(&mut self) -> Option<Stamp> {
        Some(Stamp { inode: u64::from_le_bytes(self.number()?), changed: self.time()? })
    }

    fn text(&mut self) -> Option<&'a [u8]> {
        let length = self.count()?;
        self.bytes(length)
    }

    /// A path of a file or folder of ours.
    fn path(&mut self) -> Option<String> {
        let path = std::str::from_utf8(self.text()?).ok()?;
        stays_inside(path).then(|| path.to_owned())
    }

    /// A path of a thing of another, whose name may be anything that a disk takes.
    fn root(&mut self) -> Option<PathBuf> {
        let name: &OsStr = OsStr::from_bytes(self.text()?);
        let mut parts = Path::new(name).components();
        let is_inside = !name.is_empty() && parts.all(|part| matches!(part, Component::Normal(_)));
        is_inside.then(|| OsString::from_vec(name.as_bytes().to_vec()).into())
    }

    fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        (0..self.count()?).map(|_| read(self)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note() -> Note {
        let stamp = |nr: i64| Stamp { inode: 7 + nr.unsigned_abs(), changed: (nr, 5) };
        Note {
            manifest: Digest::of_bytes(b"m"),
            time: (1, 2),
            folders: vec![stamp(1), stamp(-2)],
            roots: vec![".gitignore".into(), OsStr::from_bytes(b"a/\xff").into()],
            spare: Some(Spare {
                folders: vec![Some(stamp(3)), None],
                others: vec![("weg/één".to_owned(), stamp(4))],
                differing: vec!["a".to_owned(), "weg/één/b".to_owned()],
                roots: Vec::new(),
            }),
        }
    }

    #[test]
    fn it_reads_back_as_written() {
        for note in [note(), Note { spare: None, ..note() }] {
            assert_eq!(Note::parse(&note.to_bytes()), Some(note));
        }
    }

    #[test]
    fn any_damage_is_seen() {
        let bytes = note().to_bytes();
        for place in 0..bytes.len() {
            assert_eq!(Note::parse(&bytes[..place]), None, "cut at {place}");
            let mut damaged = bytes.clone();
            damaged[place] ^= 1;
            assert_eq!(Note::parse(&damaged), None, "another byte at {place}");
        }
        assert_eq!(Note::parse(&[&*bytes, b"x"].concat()), None);
    }

    #[test]
    fn no_path_leads_out() {
        let mut evil = [note(), note(), note(), note()];
        evil[0].roots.push("../x".into());
        evil[1].roots.push("/etc".into());
        let spare = |note: &mut Note| note.spare.take().expect("it has one");
        let mut changed = spare(&mut evil[2]);
        changed.differing.push("a/../../x".into());
        evil[2].spare = Some(changed);
        let mut changed = spare(&mut evil[3]);
        changed.others.push(("..".into(), Stamp::default()));
        evil[3].spare = Some(changed);
        for note in evil {
            assert_eq!(Note::parse(&note.to_bytes()), None);
        }
    }
}
