//! The author's files in memory: everything the machine handed over, before anyone looked inside.

use crate::digest::Digest;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// All files of a project, by path from the project's root, with `/` between the parts.
#[derive(Clone, Debug, Default)]
pub struct SourceTree {
    /// Path → file; ordered, so that nothing depends on how a disk lists its folders.
    pub files: BTreeMap<String, SourceFile>,
}

/// One file as the machine handed it over.
#[derive(Clone, Debug)]
pub enum SourceFile {
    /// Read whole: settings, records, organisations, pages, and everything of a theme.
    Bytes(Arc<[u8]>),
    /// An attachment: copied when published, never held in memory.
    Attachment {
        /// Length in bytes.
        size_bytes: u64,
        /// The digest of its bytes.
        digest: Digest,
    },
    /// A text that may be read again when somebody wants to see it.
    Later(Arc<Later>),
    /// Something stands at this path that will not be read.
    Refused(Refusal),
}

/// A text that is in memory only as long as somebody needs it.
pub struct Later {
    digest: Digest,
    text: Mutex<Option<Arc<[u8]>>>,
    read: Box<dyn Fn() -> SourceFile + Send + Sync>,
}

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Larger than a text file may be.
    TooLarge {
        /// Its length in bytes.
        size_bytes: u64,
        /// The most that is read, in bytes.
        limit_bytes: u64,
    },
    /// A symbolic link that leads out of the project, or in a circle.
    LeadsOut,
    /// The folder that holds the records is not there.
    Missing,
    /// A pipe, socket or device.
    NotAFile,
    /// The name is not UTF-8; the path shown is an approximation.
    NameNotUtf8,
    /// Other bytes came while it was read, or before it was read again.
    Changed,
    /// The machine would not let it be read; its own words.
    Unreadable(String),
}

impl Later {
    /// A text with this digest that an earlier run read; `read` reads it.
    #[must_use]
    pub fn unread(digest: Digest, read: impl Fn() -> SourceFile + Send + Sync + 'static) -> Self {
        Self { digest, text: Mutex::default(), read: Box::new(read) }
    }

    /// A text that was read just now; `read` reads it again.
    #[must_use]
    pub fn at_hand(text: Arc<[u8]>, read: impl Fn() -> SourceFile + Send + Sync + 'static) -> Self {
        Self { digest: Digest::of_bytes(&text), text: Mutex::new(Some(text)), read: Box::new(read) }
    }

    /// The text; `None` when it is no longer there as it was.
    fn bytes(&self) -> Option<Arc<[u8]>> {
        let at_hand = self.text.lock().unwrap_or_else(PoisonError::into_inner).clone();
        at_hand.or_else(|| match (self.read)() {
            SourceFile::Bytes(bytes) => Some(bytes).filter(|bytes| Digest::of_bytes(bytes) == self.digest),
            SourceFile::Later(_) | SourceFile::Attachment { .. } | SourceFile::Refused(_) => None,
        })
    }
}

impl fmt::Debug for Later {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Later({})", self.digest)
    }
}

impl SourceFile {
    /// What the file is known by: another digest, another file.
    #[must_use]
    pub fn digest(&self) -> Digest {
        match self {
            Self::Bytes(bytes) => Digest::of_bytes(bytes),
            Self::Attachment { digest, .. } => *digest,
            Self::Later(later) => later.digest,
            Self::Refused(why) => Digest::of(&format!("{why:?}")),
        }
    }

    /// The bytes, when they are read whole.
    #[must_use]
    pub fn bytes(&self) -> Option<Arc<[u8]>> {
        match self {
            Self::Bytes(bytes) => Some(Arc::clone(bytes)),
            Self::Later(later) => later.bytes(),
            Self::Attachment { .. } | Self::Refused(_) => None,
        }
    }

    /// Says that the text is no longer needed for now.
    pub fn let_go(&self) {
        if let Self::Later(later) = self {
            later.text.lock().unwrap_or_else(PoisonError::into_inner).take();
        }
    }

    /// Whether both are one file as it was read once: the same bytes in memory, or the same digest. Two readings
    /// of equal bytes may count as different.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Bytes(one), Self::Bytes(other)) => Arc::ptr_eq(one, other),
            (
                Self::Attachment { size_bytes, digest },
                Self::Attachment { size_bytes: size, digest: of_other },
            ) => size_bytes == size && digest == of_other,
            (Self::Refused(one), Self::Refused(other)) => one == other,
            (Self::Later(one), other) | (other, Self::Later(one)) => one.digest == other.digest(),
            _ => false,
        }
    }
}

impl SourceTree {
    /// The bytes of a file that was read whole.
    #[must_use]
    pub fn bytes(&self, path: &str) -> Option<Arc<[u8]>> {
        self.files.get(path)?.bytes()
    }

    /// The files below a folder, `folder` without a closing `/`.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a SourceFile)> {
        self.files
            .range(format!("{folder}/")..)
            .take_while(move |(path, _)| path.starts_with(folder) && path[folder.len()..].starts_with('/'))
            .map(|(path, file)| (path.as_str(), file))
    }
}
