//! Files for whoever serves the site: `_headers` and `_redirects`, which some hosts read by themselves, and when they
//! are asked for the settings of nginx, Apache and Caddy.
//!
//! All of them say the same: what every answer carries, how long it may be kept, where old addresses lead, and what is
//! gone. They say so of the plan, so they always agree with the pages.

mod answer;
mod apache;
mod caddy;
mod moves;
mod netlify;
mod nginx;
mod spelling;

use super::{Planned, Stage, Subject, write};
use crate::config::{Format, Server};
use crate::digest::Digest;
use crate::site::Site;
use moves::Moves;
use std::sync::Arc;

/// The folder whose files have the digest of their bytes in their names.
const KEPT_FOLDER: &str = "thema/";

/// Plans the files for hosts, beside the other files of the site.
pub(super) fn plan(stage: &Stage, others: &[Planned]) -> Vec<Planned> {
    let site = &stage.site;
    let servers = &site.settings.servers;
    let is_wanted = site.settings.formats.contains(&Format::Host);
    if !is_wanted && servers.is_empty() {
        return Vec::new();
    }
    let moves = Arc::new(Moves::of(site));
    let mut planned = Vec::new();
    if is_wanted {
        let paths = others.iter().map(|planned| planned.path.as_str());
        planned.push(known("_headers", &netlify::headers(site, paths)));
        planned.push(made("_redirects", &moves, netlify::redirects));
    }
    for server in servers {
        match server {
            Server::Nginx => planned.push(made(".termijn/nginx.conf", &moves, nginx::snippet)),
            Server::Caddy => planned.push(made(".termijn/Caddyfile", &moves, caddy::snippet)),
            Server::Apache => {
                let folders = apache::folders(site, &moves).into_iter();
                planned.extend(folders.map(|(path, text)| known(&path, &text)));
            }
        }
    }
    planned
}

/// A file of which the text is known; small, and the same in most editions.
fn known(path: &str, text: &str) -> Planned {
    let (key, bytes) = (Digest::of_bytes(text.as_bytes()), Arc::<str>::from(text));
    let render = Box::new(move |_: &Stage, out: &mut dyn std::io::Write| write(out, bytes.as_bytes()));
    Planned::rendered(path.to_owned(), Subject::Site, move |_| vec![key], render)
}

/// A file that tells where addresses lead, made from settings and moves alone.
fn made(path: &str, moves: &Arc<Moves>, text: fn(&Site, &Moves) -> String) -> Planned {
    let (told, shown) = (Arc::clone(moves), Arc::clone(moves));
    Planned::rendered(
        path.to_owned(),
        Subject::Site,
        move |stage| vec![stage.settings_key, Digest::of(&*told)],
        Box::new(move |stage, out| write(out, text(&stage.site, &shown).as_bytes())),
    )
}
