//! What can be searched: the open notices in one index, and the others by the year of their closing.

use super::{ListKind, SearchView, Site};
use crate::config::Format;
use crate::lifecycle::Disclosed;
use crate::time::Date;

/// A search index with its notices in order.
#[derive(Clone, Debug)]
pub struct Shard {
    /// Its file: `zoek/open.json`, `zoek/archief-2025.json`.
    pub path: String,
    /// Indices of its notices: of open ones in the order of the home list, of others latest closing first.
    pub notices: Vec<usize>,
}

impl Site {
    /// Every search index: the open notices first, then the archive from the latest year on. None when the
    /// settings leave searching out.
    #[must_use]
    pub fn search_shards(&self) -> Vec<Shard> {
        if !self.settings.formats.contains(&Format::Search) {
            return Vec::new();
        }
        let open = Shard { path: OPEN.to_owned(), notices: self.open.clone() };
        let years = self.archived_by_year.iter().rev();
        let archive = years.map(|(year, notices)| Shard { path: archive(*year), notices: notices.clone() });
        [open].into_iter().chain(archive).collect()
    }

    /// Where the search of a list looks; `None` for lists that have none.
    pub(super) fn search_view(&self, list: &ListKind) -> Option<SearchView> {
        self.settings.formats.contains(&Format::Search).then_some(())?;
        let (paths, section) = match list {
            ListKind::Home => (vec![OPEN.to_owned()], None),
            ListKind::Section(section) => (vec![OPEN.to_owned()], Some(section.clone())),
            ListKind::Archive => {
                (self.archived_by_year.keys().rev().map(|year| archive(*year)).collect(), None)
            }
            ListKind::Organisation(_) | ListKind::Region(_) => return None,
        };
        Some(SearchView { indexes: paths.iter().map(|path| self.link(path)).collect(), section })
    }

    /// The last day on which one could respond: the day that a closing without a time names, or else the day
    /// of its time.
    #[must_use]
    pub fn last_open_day(&self, notice: &Disclosed) -> Date {
        let closes = notice.closes();
        closes.day.unwrap_or_else(|| self.settings.zone.date_of(closes.at))
    }
}

const OPEN: &str = "zoek/open.json";

fn archive(year: i32) -> String {
    format!("zoek/archief-{year}.json")
}
