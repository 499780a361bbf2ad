//! What open pages are told when something changed.

use super::problems::Count;
use super::proof::Proof;
use crate::time::Instant;
use serde::Serialize;

/// Why a page may not be as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Cause {
    /// The page has just begun to listen.
    Start,
    /// The sources differ.
    Files,
    /// A page could not be made: it may look different, though no file changed.
    #[serde(rename = "files")]
    Failure,
    /// A moment has come.
    Time,
}

#[derive(Serialize)]
struct Data<'a> {
    generation: u64,
    cause: Cause,
    saved: Option<&'a str>,
    errors: usize,
    warnings: usize,
    notes: usize,
}

impl Proof {
    /// One line of JSON that tells open pages how things are at `at`, the moment that the clock shows.
    #[must_use]
    pub fn event(&self, cause: Cause, at: Instant) -> String {
        let Count { errors, warnings, notes } = Count::of(&self.problems(at));
        let saved = self.saved().filter(|_| cause == Cause::Files);
        let saved = saved.as_deref();
        let data = Data { generation: self.generation, cause, saved, errors, warnings, notes };
        serde_json::to_string(&data).expect("our own shapes have text keys")
    }

    /// The address of the page that somebody works on: what changed belongs to one record or page.
    fn saved(&self) -> Option<String> {
        let inputs = self.inputs.as_ref()?;
        let is_own = |file: &str| {
            let folder = file.strip_suffix("index.md").or_else(|| file.strip_suffix("index.toml"));
            let is_beside = |path: &&String| folder.is_some_and(|folder| path.starts_with(folder));
            !self.changed.is_empty() && self.changed.iter().all(|path| path == file || is_beside(&path))
        };
        let base = inputs.settings.base_path();
        let address = |path: String| format!("{base}{}", crate::site::encode_path(&path));
        let notice = inputs.records.notices.iter().find(|notice| is_own(&notice.place.file));
        let page = || inputs.records.pages.iter().find(|page| is_own(&page.file));
        notice
            .map(|notice| format!("{}/{}/", notice.section, notice.slug))
            .or_else(|| page().map(|page| format!("{}/", page.slug)))
            .map(address)
    }
}
