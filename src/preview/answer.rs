//! A request to what is sent back.

use super::proof::Proof;
use super::when;
use super::{browser, plain_page};
use crate::digest::Digest;
use crate::edition::Edition;
use crate::name::decode_percent;
use crate::text;
use crate::time::Instant;
use std::io::{self, Write};

/// Where the preview's own files and data stand; no page of a site can have such an address.
pub const PREFIX: &str = "/_termijn/";

/// Copies a file of the project, whose bytes were seen to have that digest.
pub type Copy<'a> = &'a dyn Fn(&str, Digest, &mut dyn Write) -> io::Result<()>;

/// What somebody asks for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Request<'a> {
    /// The path, as it stands in the address.
    pub path: &'a str,
    /// What stands behind `?`; empty when nothing does.
    pub query: &'a str,
    /// The part behind `?` of the page that asks, when it is a page of this preview: what belongs to a page is
    /// asked for at that page's moment.
    pub from_query: Option<&'a str>,
    /// Whether a browser asks for a page to show, and not a program for a file.
    pub is_page: bool,
}

/// What is sent back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Bytes of a media type, with a status.
    Bytes {
        /// The HTTP status.
        status: u16,
        /// The media type.
        media_type: &'static str,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// It stands at another address on this site.
    Elsewhere(String),
}

impl Proof {
    /// Answers a request. Without a moment in it the answer is the site at `now`; `is_still` tells that the clock
    /// behind `now` does not run.
    #[must_use]
    pub fn answer(&self, request: &Request<'_>, now: Instant, is_still: bool, copy: Copy<'_>) -> Answer {
        let typed = when::value(request.query, "at").or_else(|| {
            when::value(request.from_query.unwrap_or_default(), "at").filter(|_| !request.is_page)
        });
        let at = match typed.as_deref().map(|typed| when::read(typed, self.zone())) {
            None => now,
            Some(Ok(at)) => at,
            Some(Err(_)) => return text(400, "?at="),
        };
        if let Some(name) = request.path.strip_prefix(PREFIX) {
            return self.own(name);
        }
        let Some(edition) = self.edition(at) else { return self.without_site() };
        let stands_still = is_still || typed.is_some();
        self.file(&edition, request, stands_still.then_some(at), copy)
    }

    /// A file of the preview itself.
    fn own(&self, name: &str) -> Answer {
        match browser::script(name) {
            Some(script) => Answer::Bytes {
                status: 200,
                media_type: "text/javascript; charset=utf-8",
                bytes: script.as_bytes().to_vec(),
            },
            None => text(404, "404"),
        }
    }

    /// The page for when settings or theme were never sound: the scripts in it show what is wrong.
    fn without_site(&self) -> Answer {
        let title = text!("Er is nog geen site", "There is no site yet");
        let why = text!(
            "In de instellingen of het thema staat een fout. Herstel die, dan verschijnt hier de site.",
            "There is a fault in the settings or the theme. Mend it, and the site appears here."
        );
        plain_page::page(503, self.wish.language, &title, &[why], &scripts(None))
    }

    /// A file of the site; `still` is the instant at which its clock stands.
    fn file(
        &self,
        edition: &Edition,
        request: &Request<'_>,
        still: Option<Instant>,
        copy: Copy<'_>,
    ) -> Answer {
        let base = edition.site().settings.base_path();
        let decoded = decode_percent(request.path);
        let Some(path) = decoded.strip_prefix(base) else {
            return if decoded == "/" { Answer::Elsewhere(base.to_owned()) } else { text(404, "404") };
        };
        let index = |folder: &str| format!("{folder}index.html");
        let path = if path.is_empty() || path.ends_with('/') { index(path) } else { path.to_owned() };
        let (status, planned) = match edition.artifact(&path) {
            Some(planned) => (200, planned),
            None if edition.artifact(&index(&format!("{path}/"))).is_some() => {
                let query =
                    if request.query.is_empty() { String::new() } else { format!("?{}", request.query) };
                return Answer::Elsewhere(format!("{}/{query}", request.path));
            }
            None => match edition.artifact("404.html") {
                Some(planned) => (404, planned),
                None => return text(404, "404"),
            },
        };
        let mut bytes = Vec::new();
        if let Err(problem) = edition.render(planned, copy, &mut bytes) {
            return text(500, &format!("{problem:?}"));
        }
        let media_type = media_type(&planned.path);
        if request.is_page && media_type.starts_with("text/html") {
            bytes = with_preview(&bytes, still);
        }
        Answer::Bytes { status, media_type, bytes }
    }
}

/// The page with the preview's scripts right behind the start of its head, before its own.
fn with_preview(page: &[u8], still: Option<Instant>) -> Vec<u8> {
    let at = page.windows(6).position(|window| window.eq_ignore_ascii_case(b"<head>")).map_or(0, |at| at + 6);
    [&page[..at], scripts(still).as_bytes(), &page[at..]].concat()
}

/// The scripts of the preview, with a clock that stands at `still`.
fn scripts(still: Option<Instant>) -> String {
    let clock = still.map(|still| {
        let seconds = still.unix_seconds();
        format!("<script src=\"{PREFIX}clock.js?at={seconds}\"></script>")
    });
    format!("{}<script type=\"module\" src=\"{PREFIX}preview.js\"></script>", clock.unwrap_or_default())
}

fn text(status: u16, words: &str) -> Answer {
    Answer::Bytes {
        status,
        media_type: "text/plain; charset=utf-8",
        bytes: format!("{words}\n").into_bytes(),
    }
}

/// The media type of a file by its name.
fn media_type(path: &str) -> &'static str {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    match extension.as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml",
        "ics" => "text/calendar; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "odt" => "application/vnd.oasis.opendocument.text",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        _ => "application/octet-stream",
    }
}
