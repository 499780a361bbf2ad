//! Addresses that lead elsewhere, and folders that are gone.

use crate::outputs::html::alias_address;
use crate::site::Site;
use serde::Serialize;

/// What a host answers otherwise than with the file at an address.
#[derive(Debug, Serialize)]
pub(super) struct Moves {
    /// Aliases, by address.
    pub(super) moved: Vec<Moved>,
    /// The folders of retired notices, by address. What has moved leads on from there too.
    pub(super) gone: Vec<String>,
}

/// An address that leads to another; both are paths on the site.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Moved {
    /// `oud/adres/` or `oud/adres.html`
    pub(super) from: String,
    /// `aanvragen/13995-wijkcoordinator/`
    pub(super) to: String,
}

impl Moves {
    /// The moves of a site, sorted.
    pub(super) fn of(site: &Site) -> Self {
        let mut moved = Vec::new();
        let mut gone = Vec::new();
        for notice in &site.notices {
            let path = site.notice_path(notice);
            let from = notice.aliases().iter().map(|alias| alias_address(alias));
            moved.extend(from.map(|from| Moved { from, to: path.clone() }));
            if notice.is_retired {
                gone.push(path);
            }
        }
        moved.sort();
        gone.sort();
        Self { moved, gone }
    }
}
