//! What the machine refused: the second of the three kinds of problem.

use crate::language::Text;
use crate::text;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// The machine would not do what was asked. It stops the command.
#[derive(Debug)]
pub struct Error {
    /// What was being done, as the middle of a sentence: "cannot read the file".
    pub doing: Text,
    /// The file or folder it was done to.
    pub path: PathBuf,
    /// Why it failed, in the machine's own words.
    pub cause: io::Error,
}

impl Error {
    /// The whole sentence: what was being done, to which path, and the cause.
    #[must_use]
    pub fn message(&self) -> Text {
        text!(
            "{nl}: {path}: {cause}",
            "{en}: {path}: {cause}",
            nl = self.doing.nl,
            en = self.doing.en,
            path = self.path.display(),
            cause = self.cause,
        )
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message().en)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}

/// What this room does to the disk.
#[derive(Clone, Copy, Debug)]
pub(super) enum Doing {
    FindFolder,
    ReadFolder,
    ReadFile,
    WriteFile,
    MakeFolder,
    CarryOver,
    Remove,
    Swap,
    Lock,
    Watch,
}

impl Doing {
    fn text(self) -> Text {
        match self {
            Self::FindFolder => text!("kan de map niet vinden", "cannot find the folder"),
            Self::ReadFolder => text!("kan de map niet lezen", "cannot read the folder"),
            Self::ReadFile => text!("kan het bestand niet lezen", "cannot read the file"),
            Self::WriteFile => text!("kan het bestand niet schrijven", "cannot write the file"),
            Self::MakeFolder => text!("kan de map niet maken", "cannot make the folder"),
            Self::CarryOver => text!(
                "kan dit bestand, dat niet van Termijn is, niet meenemen naar de nieuwe site",
                "cannot carry over to the new site a file that is not Termijn's"
            ),
            Self::Remove => text!("kan dit niet opruimen", "cannot remove"),
            Self::Swap => text!(
                "kan de nieuwe site niet op de plaats van de oude zetten",
                "cannot put the new site in place of the old one"
            ),
            Self::Watch => text!("kan de map niet in de gaten houden", "cannot watch the folder"),
            Self::Lock => text!("kan de map niet op slot doen", "cannot lock the folder"),
        }
    }

    /// The error for this deed at `path`.
    pub(super) fn failed(self, path: &Path, cause: io::Error) -> Error {
        Error { doing: self.text(), path: path.to_path_buf(), cause }
    }
}

/// Adds to a bare [`io::Error`] what was being done and where.
pub(super) trait While<T> {
    fn while_(self, doing: Doing, path: &Path) -> Result<T, Error>;
}

impl<T> While<T> for io::Result<T> {
    fn while_(self, doing: Doing, path: &Path) -> Result<T, Error> {
        self.map_err(|cause| doing.failed(path, cause))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_the_deed_the_path_and_the_cause() {
        let error = Doing::ReadFile.failed(Path::new("a/b.md"), io::ErrorKind::PermissionDenied.into());
        assert_eq!(error.message().nl, "kan het bestand niet lezen: a/b.md: permission denied");
        assert_eq!(error.to_string(), "cannot read the file: a/b.md: permission denied");
    }
}
