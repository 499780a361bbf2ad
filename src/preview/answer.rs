//! A request to what is sent back.

use super::behind::Behind;
use super::failures::NoBytes;
use super::moments::Look;
use super::proof::Proof;
use super::when;
use super::{browser, plain_page};
use crate::edition::Edition;
use crate::name::decode_percent;
use crate::text;
use crate::time::{Instant, Misread};
use serde::Serialize;

/// Where the preview's own files and data stand; no page of a site can have such an address.
pub const PREFIX: &str = "/_termijn/";

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
    pub fn answer(&self, request: &Request<'_>, now: Instant, is_still: bool, behind: &dyn Behind) -> Answer {
        let own = request.path.strip_prefix(PREFIX);
        // Before the moment is read: the clock's is in seconds, and no script differs by it.
        if let Some(script) = own.and_then(browser::script) {
            return bytes(200, "text/javascript; charset=utf-8", script.as_bytes().to_vec());
        }
        // A page at a moment asks for what belongs to it without naming that moment; its scripts name it.
        let inherited = request.from_query.filter(|_| !request.is_page && own.is_none());
        let typed = when::value(request.query, "at").or_else(|| when::value(inherited?, "at"));
        let at = match typed.as_deref().map(|typed| when::read(typed, self.zone())) {
            None => now,
            Some(Ok(at)) => at,
            Some(Err(misread)) => return self.misread(request, &misread),
        };
        let look = Look { at, now, is_now: typed.is_none(), is_still };
        if let Some(name) = own {
            return self.own(name, request.query, look, behind);
        }
        let Some(edition) = self.edition(at) else { return self.without_site() };
        self.file(&edition, request, look, behind)
    }

    /// A file of the preview itself.
    fn own(&self, name: &str, query: &str, look: Look, behind: &dyn Behind) -> Answer {
        let path = || when::value(query, "path").unwrap_or_else(|| self.base_path().to_owned());
        match name {
            "problems.json" => json(&self.problems_data(look.at, behind)),
            "page.json" => json(&self.page_data(&path(), look)),
            "moments.json" => json(&self.moments_data()),
            "moment.json" => json(&self.moment_data(&when::value(query, "text").unwrap_or_default())),
            "checklist.json" => json(&self.checklist(&path(), look, behind)),
            _ => text(404, "404"),
        }
    }

    /// The page for when settings or theme were never sound: the scripts in it show what is wrong.
    fn without_site(&self) -> Answer {
        let title = text!("Er is nog geen site", "There is no site yet");
        let why = text!(
            "In de instellingen of het thema staat een fout. Herstel die, dan verschijnt hier de site.",
            "There is a fault in the settings or the theme. Mend it, and the site appears here."
        );
        plain_page::page(503, self.wish.language, &title, &[why], None, &scripts(None))
    }

    /// The page for a page that no theme can make: the scripts in it show why.
    fn without_page(&self, still: Option<Instant>) -> Answer {
        let title = text!("Deze pagina is niet te maken", "This page cannot be made");
        let why = text!(
            "In een sjabloon staat een fout. Herstel die, dan verschijnt hier de pagina.",
            "There is a fault in a template. Mend it, and the page appears here."
        );
        plain_page::page(500, self.wish.language, &title, &[why], None, &scripts(still))
    }

    /// The answer to a moment that cannot be read: what was wrong with it, and what can be typed.
    fn misread(&self, request: &Request<'_>, misread: &Misread) -> Answer {
        let language = self.wish.language;
        let (message, help) = (misread.message(), misread.help());
        if request.path.starts_with(PREFIX) {
            let data = self.misread_data(misread);
            let Answer::Bytes { media_type, bytes, .. } = json(&data) else { return text(400, "400") };
            return Answer::Bytes { status: 400, media_type, bytes };
        }
        if !request.is_page {
            return text(400, message.to(language));
        }
        let title = text!("Dit moment is niet te lezen", "This moment cannot be read");
        let examples = text!(
            "Zo kan het bijvoorbeeld: ?at=2026-03-02, ?at=2026-03-02T12:00 of ?at=2 maart 2026, 12.00 uur.",
            "For example: ?at=2026-03-02, ?at=2026-03-02T12:00 or ?at=2 March 2026, 12:00."
        );
        let now = (request.path, text!("Bekijk de pagina van nu", "See the page as it is now"));
        plain_page::page(400, language, &title, &[message, help, examples], Some(now), "")
    }

    /// A file of the site.
    fn file(&self, edition: &Edition, request: &Request<'_>, look: Look, behind: &dyn Behind) -> Answer {
        let still = (look.is_still || !look.is_now).then_some(look.at);
        let base = self.base_path();
        let decoded = decode_percent(request.path);
        let query = if request.query.is_empty() { String::new() } else { format!("?{}", request.query) };
        if base != "/" && (decoded == "/" || decoded == base.trim_end_matches('/')) {
            return Answer::Elsewhere(format!("{}{query}", crate::site::encode_path(base)));
        }
        let path = decoded.strip_prefix(base).filter(|path| is_plain(path));
        let index = |folder: &str| format!("{folder}index.html");
        let asked = path
            .map(|path| if path.is_empty() || path.ends_with('/') { index(path) } else { path.to_owned() });
        let found = asked.as_deref().and_then(|path| edition.artifact(path));
        let (status, planned) = match (found, path, asked.as_deref()) {
            (Some(planned), ..) => (200, planned),
            (None, Some(path), _) if edition.artifact(&index(&format!("{path}/"))).is_some() => {
                return Answer::Elsewhere(format!("{}/{query}", request.path));
            }
            (None, _, asked) => {
                // A page that was opened before the theme changed asks for the files of its own theme.
                let files = self.earlier.iter().flat_map(|theme| &theme.files);
                if let Some(file) = files.into_iter().find(|file| Some(&*file.path) == asked) {
                    return bytes(200, media_type(&file.path), file.bytes.to_vec());
                }
                match edition.artifact("404.html") {
                    Some(planned) => (404, planned),
                    None => return text(404, "404"),
                }
            }
        };
        let media_type = media_type(&planned.path);
        let is_page = request.is_page && media_type.starts_with("text/html");
        match self.render(edition, planned, look.at, behind) {
            Ok(page) if is_page => bytes(status, media_type, with_preview(&page, still)),
            Ok(file) => bytes(status, media_type, file),
            Err(NoBytes::Template) if is_page => self.without_page(still),
            Err(NoBytes::Template) => text(500, "500"),
            Err(NoBytes::Machine(error)) => {
                let words = text!("dit bestand verandert net: {error}", "this file is changing: {error}");
                text(BUSY, words.to(self.wish.language))
            }
        }
    }
}

/// The status of an answer that may be another in a moment.
const BUSY: u16 = 503;

impl Answer {
    /// Whether it may be another in a moment: a file of the project is being written.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Bytes { status: BUSY, media_type: PLAIN, .. })
    }
}

/// Whether each part of a path can be the name of a file of a site: nothing that leads elsewhere.
fn is_plain(path: &str) -> bool {
    let parts = path.strip_suffix('/').unwrap_or(path);
    let is_name = |part: &str| !part.is_empty() && part != "." && part != "..";
    path.is_empty() || (parts.split('/').all(is_name) && !path.contains(['\\', '\0']))
}

/// The page with the preview's scripts right behind the start of its head, before its own.
fn with_preview(page: &[u8], still: Option<Instant>) -> Vec<u8> {
    // A page without a head gets them behind its doctype: before it, browsers would read the page by old rules.
    let after = |tag: &[u8]| {
        let start = page.windows(tag.len()).position(|window| window.eq_ignore_ascii_case(tag))?;
        page[start..].iter().position(|byte| *byte == b'>').map(|end| start + end + 1)
    };
    let at = after(b"<head>").or_else(|| after(b"<head ")).or_else(|| after(b"<!doctype")).unwrap_or(0);
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

const PLAIN: &str = "text/plain; charset=utf-8";

fn text(status: u16, words: &str) -> Answer {
    bytes(status, PLAIN, format!("{words}\n").into_bytes())
}

fn json(data: &impl Serialize) -> Answer {
    bytes(200, "application/json", serde_json::to_vec(data).expect("our own shapes have text keys"))
}

fn bytes(status: u16, media_type: &'static str, bytes: Vec<u8>) -> Answer {
    Answer::Bytes { status, media_type, bytes }
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
