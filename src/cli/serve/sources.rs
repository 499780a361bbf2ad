//! The project as it is kept in memory, with the desk that lays it out: both change together.

use crate::edition::Prepared;
use crate::host::Error;
use crate::host::project::{Changed, Kept};
use crate::preview::{Desk, Proof, Wish};
use crate::source::SourceTree;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The sources, and what was laid out of them.
#[derive(Debug)]
pub(super) struct Sources {
    kept: Kept,
    desk: Desk,
}

impl Sources {
    /// Reads the project for the first time.
    pub(super) fn read(root: &Path, ignore: &[PathBuf], wish: Wish) -> Result<Self, Error> {
        Ok(Self { kept: Kept::read(root, ignore)?, desk: Desk::new(wish) })
    }

    /// Lays out what is there; `paths` differ from the last time.
    pub(super) fn lay_out(&mut self, paths: &[String]) -> Arc<Proof> {
        self.desk.lay_out(self.kept.tree(), paths)
    }

    /// Reads again what may differ; the paths that do.
    pub(super) fn refresh(&mut self, changed: &Changed) -> Result<Vec<String>, Error> {
        self.kept.refresh(changed)
    }

    pub(super) fn tree(&self) -> &SourceTree {
        self.kept.tree()
    }

    /// As [`Desk::source`].
    pub(super) fn source(&self, path: &str) -> Option<Arc<[u8]>> {
        self.desk.source(self.kept.tree(), path)
    }

    /// As [`Desk::rehearse`].
    pub(super) fn rehearse(&mut self, path: &str, bytes: &[u8]) -> Prepared {
        self.desk.rehearse(self.kept.tree(), path, bytes)
    }
}
