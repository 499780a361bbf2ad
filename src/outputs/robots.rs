//! `robots.txt` (RFC 9309): everything may be read but what is meant for the host alone, and here is the sitemap. A page
//! that is not to be found says so itself (`noindex`), which only who may read it sees.

use super::{Planned, Stage, Subject, write};
use crate::digest::Digest;

pub(super) fn plan(stage: &Stage) -> Vec<Planned> {
    let (folder, sitemap) = (stage.site.link(".termijn/"), stage.site.absolute("sitemap.xml"));
    let text = format!("User-agent: *\nAllow: /\nDisallow: {folder}\n\nSitemap: {sitemap}\n");
    let key = Digest::of_bytes(text.as_bytes());
    vec![Planned::rendered(
        "robots.txt".to_owned(),
        Subject::Other,
        move |_| vec![key],
        Box::new(move |_, out| write(out, text.as_bytes())),
    )]
}
