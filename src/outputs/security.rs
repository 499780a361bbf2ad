//! `.well-known/security.txt` (RFC 9116): where vulnerabilities are reported, when `[security]` is set.
//!
//! It stays when it has expired: it says so itself, by `Expires`, and `check` and `build` warn in time. A file that
//! went away by itself would leave nothing to report to.

use super::{Planned, Stage, Subject, write};
use crate::config::Security;
use crate::digest::Digest;
use crate::language::Language;
use crate::outputs::plain::single_line;
use crate::site::Site;

/// Its path, counted from the root of the host: below a folder nobody looks for it (RFC 9116, section 3).
const PATH: &str = ".well-known/security.txt";

pub(super) fn plan(stage: &Stage) -> Vec<Planned> {
    let Some(security) = &stage.site.settings.security else { return Vec::new() };
    let text = text(&stage.site, security);
    let key = Digest::of_bytes(text.as_bytes());
    vec![Planned::rendered(
        PATH.to_owned(),
        Subject::Other,
        move |_| vec![key],
        Box::new(move |_, out| write(out, text.as_bytes())),
    )]
}

fn text(site: &Site, security: &Security) -> String {
    let contact = single_line(&security.contact);
    let expires = site.rfc3339(security.expires.at);
    // Whoever publishes in Dutch reads English too, or knows somebody who does.
    let languages = match site.language() {
        Language::Dutch => "nl, en",
        Language::English => "en, nl",
    };
    let root = site.settings.base_url.strip_suffix(site.settings.base_path()).unwrap_or_default();
    format!(
        "Contact: {contact}\nExpires: {expires}\nPreferred-Languages: {languages}\nCanonical: {root}/{PATH}\n"
    )
}
