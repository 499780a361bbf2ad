//! `robots.txt` (RFC 9309): everything may be read, and here is the sitemap.

use super::{Planned, Stage, Subject, write};
use crate::digest::Digest;

pub(super) fn plan(stage: &Stage) -> Vec<Planned> {
    let text = format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", stage.site.absolute("sitemap.xml"));
    let key = Digest::of_bytes(text.as_bytes());
    vec![Planned::rendered(
        "robots.txt".to_owned(),
        Subject::Other,
        move |_| vec![key],
        Box::new(move |_, out| write(out, text.as_bytes())),
    )]
}
