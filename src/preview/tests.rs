//! Requests in, answers out: no socket, no disk, and the time written out.

mod failing;
mod journey;
mod shapes;

use super::*;
use crate::digest::Digest;
use crate::edition::{Prepared, assemble};
use crate::language::Language;
use crate::lifecycle::Drafts;
use crate::source::{SourceFile, SourceTree};
use crate::time::Instant;
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::io::{self, Write};
use std::sync::Arc;

/// When these tests look, unless they say otherwise.
const NOW: &str = "2026-01-15T12:00:00+01:00";
const SETTINGS: &str = "title = \"Werk & opdrachten\"\nbase_url = \"https://www.voorbeeld.nl/\"\n";
const OPEN: &str = "content/aanvragen/14001.md";

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}

/// A sound record, published on 5 January and closing on 2 March 2026.
fn record(reference: &str, top: &str, body: &str) -> String {
    format!(
        "+++\nkind = \"inhuur\"\ntitle = \"Wijkcoördinator {reference}\"\nreference = \"{reference}\"\n\
         published = 2026-01-05\n{top}\n[organization]\nname = \"Gemeente Voorbeeld\"\n\n\
         [response]\ndeadline = 2026-03-02T09:00\n\n+++\n{body}\n"
    )
}

/// A desk with a project, and the proof of it.
struct Bench {
    tree: RefCell<SourceTree>,
    desk: RefCell<Desk>,
    proof: RefCell<Arc<Proof>>,
    is_busy: Cell<bool>,
}

impl Bench {
    fn of(files: &[(&str, &str)]) -> Self {
        let desk = RefCell::new(Desk::new(Wish {
            base_url: None,
            drafts: Drafts::Included,
            language: Language::Dutch,
            editor: "vscode://file{file}:{line}:{column}".to_owned(),
            root: "/werk/mijn site".to_owned(),
        }));
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), bytes(text)));
        let tree = SourceTree { files: files.collect() };
        let proof = desk.borrow_mut().lay_out(&tree, &[]);
        Self { tree: RefCell::new(tree), desk, proof: RefCell::new(proof), is_busy: Cell::new(false) }
    }

    /// A site with one open record, and these files.
    fn with(files: &[(&str, &str)]) -> Self {
        let open = record("14001", "", "Doe mee.");
        let mut all = vec![("termijn.toml", SETTINGS), (OPEN, open.as_str())];
        all.extend(files);
        Self::of(&all)
    }

    /// Writes a file, and lays out what then is there.
    fn save(&self, path: &str, text: &str) {
        self.tree.borrow_mut().files.insert(path.to_owned(), bytes(text));
        self.lay_out(path);
    }

    /// Takes a file away.
    fn remove(&self, path: &str) {
        assert!(self.tree.borrow_mut().files.remove(path).is_some());
        self.lay_out(path);
    }

    fn lay_out(&self, path: &str) {
        let tree = self.tree.borrow();
        *self.proof.borrow_mut() = self.desk.borrow_mut().lay_out(&tree, &[path.to_owned()]);
    }

    fn proof(&self) -> Arc<Proof> {
        Arc::clone(&self.proof.borrow())
    }

    fn ask(&self, request: &Request<'_>) -> Answer {
        self.proof().answer(request, at(NOW), false, self)
    }

    /// What a program gets from an address.
    fn get(&self, address: &str) -> Answer {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        self.ask(&Request { path, query, ..Request::default() })
    }

    /// What a browser gets when it goes to an address.
    fn page(&self, address: &str) -> (u16, String) {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        text(self.ask(&Request { path, query, is_page: true, ..Request::default() }))
    }

    fn status(&self, address: &str) -> u16 {
        match self.get(address) {
            Answer::Bytes { status, .. } => status,
            Answer::Elsewhere(_) => 302,
        }
    }

    #[track_caller]
    fn json(&self, name: &str) -> Value {
        let (status, text) = text(self.get(&format!("/_termijn/{name}")));
        assert_eq!(status, 200, "{name}: {text}");
        serde_json::from_str(&text).unwrap()
    }
}

impl Behind for Bench {
    fn copy(&self, path: &str, _: Digest, to: &mut dyn Write) -> io::Result<()> {
        if self.is_busy.get() {
            return Err(io::Error::other("the file changed"));
        }
        to.write_all(format!("bytes of {path}").as_bytes())
    }

    fn source(&self, path: &str) -> Option<Arc<[u8]>> {
        self.desk.borrow().source(&self.tree.borrow(), path)
    }

    fn rehearse(&self, path: &str, bytes: &[u8]) -> Prepared {
        self.desk.borrow_mut().rehearse(&self.tree.borrow(), path, bytes)
    }
}

fn bytes(text: &str) -> SourceFile {
    SourceFile::Bytes(Arc::from(text.as_bytes()))
}

#[track_caller]
fn text(answer: Answer) -> (u16, String) {
    match answer {
        Answer::Bytes { status, bytes, .. } => (status, String::from_utf8(bytes).unwrap()),
        Answer::Elsewhere(address) => panic!("it leads to {address}"),
    }
}

#[test]
fn every_file_is_that_of_a_build_at_that_instant() {
    let bench = Bench::with(&[("content/contact.md", "+++\ntitle = \"Contact\"\n+++\nBel ons.\n")]);
    let proof = bench.proof();
    for moment in ["2025-12-31T00:00:00+01:00", NOW, "2026-03-02T09:00:00+01:00"] {
        let edition = assemble(proof.inputs.as_ref().unwrap(), at(moment));
        let nothing = |_: &str, _: Digest, _: &mut dyn Write| Ok(());
        for planned in edition.artifacts() {
            let mut built = Vec::new();
            edition.render(planned, &nothing, &mut built).unwrap();
            let address = planned.path.strip_suffix("index.html").unwrap_or(&planned.path);
            let query = format!("at={}", moment.replace('+', "%2B"));
            let request = Request { path: &format!("/{address}"), query: &query, ..Request::default() };
            let Answer::Bytes { bytes, .. } = bench.ask(&request) else { panic!("{address}") };
            assert!(bytes == built, "{address} at {moment}");
        }
    }
}

#[test]
fn a_page_for_a_browser_has_two_scripts_more() {
    let bench = Bench::with(&[]);
    let (_, plain) = text(bench.get("/aanvragen/14001/"));
    let module = "<script type=\"module\" src=\"/_termijn/preview.js\"></script>";
    let (status, page) = bench.page("/aanvragen/14001/");
    assert_eq!((status, page.replacen(module, "", 1)), (200, plain));
    let (_, page) = bench.page("/aanvragen/14001/?at=2026-01-20");
    let clock = "<head><script src=\"/_termijn/clock.js?at=1768863600\"></script><script type=\"module\"";
    assert!(page.contains(clock), "{page}");
    let (status, page) = bench.page("/is/er/niet/");
    assert_eq!(status, 404);
    assert!(page.contains(module), "the page that says so has them too");
    let (_, feed) = bench.page("/feed.xml");
    assert!(!feed.contains("_termijn"));
}

#[test]
fn an_address_with_a_moment_in_any_spelling_shows_the_site_then_p13() {
    let bench = Bench::with(&[]);
    let closed = |query: &str| text(bench.get(&format!("/aanvragen/14001/?{query}"))).1.contains("verlopen");
    for open in ["at=2026-03-01", "at=2026-03-02T08:59:59", "at=2+maart+2026,+08.59+uur", ""] {
        assert!(!closed(open), "{open}");
    }
    for shut in [
        "at=2026-03-02T09:00",
        "at=2026-03-02T09%3A00%3A00%2B01%3A00",
        "at=2026-03-02T09:00:00+01:00",
        "at=maandag%202%20maart%202026%2C%2009.00%20uur",
        "at=2%20maart%202026%20om%209.00%20uur",
        "x=1&at=3-3-2026",
    ] {
        assert!(closed(shut), "{shut}");
    }
}

#[test]
fn what_belongs_to_a_page_is_had_at_its_moment() {
    let bench = Bench::with(&[]);
    let ask = |from_query, is_page, path| {
        text(bench.ask(&Request { path, query: "", from_query: Some(from_query), is_page })).0
    };
    assert_eq!(ask("at=2025-12-31", false, "/aanvragen/14001/"), 404);
    assert_eq!(ask("", false, "/aanvragen/14001/"), 200);
    // Who follows a link goes where the link leads; what the preview's scripts ask for, they name.
    assert_eq!(ask("at=2025-12-31", true, "/aanvragen/14001/"), 200);
    let own = bench.ask(&Request {
        path: "/_termijn/page.json",
        query: "path=/",
        from_query: Some("at=2025-12-31"),
        is_page: false,
    });
    assert!(text(own).1.contains("\"is_now\":true"));
}

#[test]
fn a_moment_that_cannot_be_read_is_explained() {
    let bench = Bench::with(&[]);
    let (status, page) = bench.page("/aanvragen/%22%3Cb%3E/?at=31%20februari%202026");
    assert_eq!(status, 400);
    assert!(page.contains("31 februari") && page.contains("?at=2026-03-02T12:00"), "{page}");
    assert!(!page.contains("<b>") && !page.contains("_termijn"), "{page}");
    assert_eq!(bench.status("/?at=dinsdag%202%20maart%202026"), 400);
    let (status, data) = text(bench.get("/_termijn/page.json?path=/&at=ooit"));
    assert!(status == 400 && data.starts_with("{\"error\":"), "{data}");
}

#[test]
fn a_site_below_a_folder_answers_there() {
    let settings = SETTINGS.replace("voorbeeld.nl/", "voorbeeld.nl/werk/");
    let bench = Bench::with(&[("termijn.toml", &settings)]);
    assert_eq!(bench.get("/"), Answer::Elsewhere("/werk/".to_owned()));
    assert_eq!(bench.get("/werk?at=2026-02-01"), Answer::Elsewhere("/werk/?at=2026-02-01".to_owned()));
    assert_eq!(bench.status("/werk/aanvragen/14001/"), 200);
    assert_eq!(bench.status("/aanvragen/14001/"), 404);
    assert_eq!(bench.json("page.json?path=/werk/aanvragen/14001/")["notice"]["state"], Value::Null);
    assert_eq!(bench.json("page.json?path=/aanvragen/14001/")["notice"], Value::Null);
    assert_eq!(bench.json("checklist.json?path=/werk/aanvragen/14001/")["title"], "Wijkcoördinator 14001");
}

#[test]
fn nothing_leads_out_of_the_site_p12() {
    let bench = Bench::with(&[]);
    for path in [
        "/../termijn.toml",
        "/%2e%2e/termijn.toml",
        "/aanvragen/../../termijn.toml",
        "/..%2ftermijn.toml",
        "/termijn.toml",
        "/content/aanvragen/14001.md",
        "//aanvragen",
        "//aanvragen/14001",
        "/aanvragen//14001",
        "/aanvragen%5c14001",
        "/aanvragen/14001%00",
        "/./aanvragen",
        "/%",
        "/%ff",
        "/_termijn/",
        "/_termijn/../termijn.toml",
        "/_termijn/nee.js",
        "",
    ] {
        assert_eq!(bench.status(path), 404, "{path}");
    }
    assert_eq!(bench.get("/aanvragen"), Answer::Elsewhere("/aanvragen/".to_owned()));
    assert_eq!(
        bench.get("/aanvragen/14001?at=2026-02-01"),
        Answer::Elsewhere("/aanvragen/14001/?at=2026-02-01".to_owned())
    );
}

#[test]
fn what_is_not_published_shows_in_the_previews_own_data_alone() {
    let later = record("14002", "", "GEHEIM in de tekst.").replace("2026-01-05", "2026-02-01");
    let bench = Bench::with(&[("content/aanvragen/14002.md", &later)]);
    let proof = bench.proof();
    for planned in proof.edition(at(NOW)).unwrap().artifacts() {
        let answer = bench.get(&format!("/{}", planned.path));
        let Answer::Bytes { bytes, .. } = answer else { continue };
        let bytes = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!bytes.contains("14002") && !bytes.contains("GEHEIM"), "{}", planned.path);
    }
    let (status, page) = bench.page("/aanvragen/14002/");
    assert_eq!(status, 404);
    assert!(!page.contains("14002"));
    let data = bench.json("page.json?path=/aanvragen/14002/");
    assert_eq!(data["elsewhen"]["value"], "2026-02-01T00:00:00+01:00");
    assert_eq!(data["notice"]["state"], "waiting");
    assert_eq!(data["notice"]["text"], "Verschijnt op zondag 1 februari 2026, 00.00 uur.");
    assert_eq!(data["marks"], serde_json::json!([]));
    let data = bench.json("page.json?path=/aanvragen/14002/&at=2026-02-01");
    assert_eq!(data["elsewhen"], Value::Null);
    assert_eq!(data["marks"][0]["text"], "nog niet gepubliceerd");
}
