//! What every answer of a host carries, in no server's language.

use crate::site::Site;

/// For files with a digest in their names: these bytes never change.
pub(super) const KEPT: &str = "public, max-age=31536000, immutable";

/// For everything else, redirects and errors too: it may be kept, and must be asked for again each time (RFC 9111,
/// 5.2.2.4). Why no other lifetime is right: `docs/adr/0012-lifetimes-and-hosts.md`.
pub(super) const ASKED_AGAIN: &str = "no-cache";

/// What a page may do: use files of its own host, and nothing that is written into the page itself.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What a page may ask of the visitor's device.
const PERMISSIONS: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

/// The headers that keep a visitor safe; the same for every address.
pub(super) fn security(site: &Site) -> Vec<(&'static str, &'static str)> {
    let mut headers = vec![
        ("Content-Security-Policy", POLICY),
        ("Permissions-Policy", PERMISSIONS),
        ("Referrer-Policy", "same-origin"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
    ];
    // RFC 6797, 7.2: not over plain HTTP.
    if site.settings.base_url.to_ascii_lowercase().starts_with("https://") {
        headers.push(("Strict-Transport-Security", "max-age=31536000"));
    }
    headers
}

/// Files that programs read, by how their names end.
pub(super) struct Data {
    /// How the name ends.
    pub(super) ending: &'static str,
    /// Its media type, without the character set.
    pub(super) media_type: &'static str,
    /// Whether servers say by themselves that it is UTF-8; JSON is never anything else.
    pub(super) is_plain_json: bool,
}

impl Data {
    /// The whole `Content-Type`.
    pub(super) fn content_type(&self) -> String {
        let charset = if self.is_plain_json { "" } else { "; charset=utf-8" };
        format!("{}{charset}", self.media_type)
    }
}

/// Everything that programs of others read, in their browsers too. The first that fits counts.
pub(super) const DATA: [Data; 4] = [
    Data { ending: "feed.xml", media_type: "application/atom+xml", is_plain_json: false },
    Data { ending: "feed.json", media_type: "application/feed+json", is_plain_json: false },
    Data { ending: ".ics", media_type: "text/calendar", is_plain_json: false },
    Data { ending: ".json", media_type: "application/json", is_plain_json: true },
];

/// Types that grow small when they are packed, besides `text/html`.
pub(super) const PACKABLE: [&str; 12] = [
    "application/atom+xml",
    "application/feed+json",
    "application/javascript",
    "application/json",
    "application/xml",
    "image/svg+xml",
    "text/calendar",
    "text/css",
    "text/csv",
    "text/javascript",
    "text/plain",
    "text/xml",
];
