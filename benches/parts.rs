//! The parts of Termijn alone, to measure beside it: reads each record, parses its TOML, renders its Markdown, puts
//! it in a template's context, renders the page and writes it; then lists, feeds, indexes to search and a sitemap.
//! With the same packages, and nothing else: no checks, no moments computed, no cache, nothing told.
//!
//! ```text
//! cargo run --release --example parts -- SITE OUTPUT
//! ```
//!
//! It writes what Termijn writes for `formats = ["html", "feed", "search"]`, save a few pages, in pages of about
//! the same size. Only the newest notices are read a second time, for the feeds.

use pulldown_cmark::{Event, Options, Parser, html};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};
use tera::{Context, Tera};
use toml::{Table, Value};

const SECTIONS: [&str; 2] = ["aanvragen", "vacatures"];
/// Notices that close from here on are open.
const TODAY: &str = "2026-03-02T12:00:00";
const PER_PAGE: usize = 25;
const NEWEST: usize = 50;
/// As many bytes of text go to the index for each notice.
const WORDS: usize = 900;

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(site), Some(output)) = (arguments.next(), arguments.next()) else {
        return Err(io::Error::other("usage: parts SITE OUTPUT"));
    };
    let mut tera = Tera::default();
    let templates =
        [("page.html", include_str!("parts/page.html")), ("list.html", include_str!("parts/list.html"))];
    tera.add_raw_templates(templates).map_err(io::Error::other)?;
    Run { tera, content: Path::new(&site).join("content"), output: PathBuf::from(output) }.all()
}

struct Run {
    tera: Tera,
    content: PathBuf,
    output: PathBuf,
}

/// What lists, feeds and indexes tell of a notice.
#[derive(Serialize)]
struct Card {
    id: String,
    title: String,
    url: String,
    kind: String,
    section: &'static str,
    organisation: String,
    region: String,
    place: String,
    hours: Option<Value>,
    published: String,
    closes: String,
    is_open: bool,
    words: String,
    #[serde(skip)]
    source: PathBuf,
}

/// A list of notices at an address.
#[derive(Serialize)]
struct List<'a> {
    title: &'a str,
    url: String,
    page: usize,
    pages: usize,
    total: usize,
    cards: &'a [&'a Card],
}

/// An entry of a JSON feed.
#[derive(Serialize)]
struct Item<'a> {
    url: &'a str,
    title: &'a str,
    date_published: &'a str,
    content_html: &'a str,
}

impl Run {
    fn all(&self) -> io::Result<()> {
        let mut sources = Vec::new();
        for section in SECTIONS {
            for entry in fs::read_dir(self.content.join(section))? {
                sources.push((section, entry?.path()));
            }
        }
        sources.sort();
        let cards: io::Result<Vec<Card>> =
            sources.into_par_iter().map(|(section, source)| self.notice(section, source)).collect();
        let mut cards = cards?;
        cards.sort_by(|a, b| (&a.closes, &a.id).cmp(&(&b.closes, &b.id)));

        let (open, mut closed): (Vec<&Card>, Vec<&Card>) = cards.iter().partition(|card| card.is_open);
        closed.reverse();
        let mut lists = vec![("Open".to_owned(), String::new(), open.clone(), cards.iter().collect())];
        lists.push(("Archief".to_owned(), "archief/".to_owned(), closed.clone(), Vec::new()));
        for section in SECTIONS {
            let shown = open.iter().filter(|card| card.section == section).copied().collect();
            let all = cards.iter().filter(|card| card.section == section).collect();
            lists.push((section.to_owned(), format!("{section}/"), shown, all));
        }
        for (folder, of) in [
            ("organisaties", (|card| &card.organisation) as fn(&Card) -> &String),
            ("regios", |card| &card.region),
        ] {
            let mut by_name: BTreeMap<&str, Vec<&Card>> = BTreeMap::new();
            open.iter().chain(&closed).for_each(|card| by_name.entry(of(card)).or_default().push(card));
            lists.extend(by_name.into_iter().map(|(name, all)| {
                (name.to_owned(), format!("{folder}/{}/", name.to_lowercase()), all.clone(), all)
            }));
        }
        let newest: Vec<Vec<&Card>> = lists.iter().map(|(.., all)| newest(all)).collect();
        let in_feeds: BTreeSet<&Path> = newest.iter().flatten().map(|card| &*card.source).collect();
        let told: io::Result<BTreeMap<&Path, String>> =
            in_feeds.into_par_iter().map(|source| Ok((source, told(source)?))).collect();
        let told = told?;
        lists.par_iter().zip(&newest).try_for_each(|((title, url, shown, _), newest)| {
            self.list(title, url, shown)?;
            if newest.is_empty() { Ok(()) } else { self.feeds(title, url, newest, &told) }
        })?;
        for (name, cards) in [("zoek/open.json", &open), ("zoek/archief.json", &closed)] {
            let bytes = serde_json::to_vec(cards).map_err(io::Error::other)?;
            self.write(name, &bytes)?;
        }
        let mut sitemap = "<?xml version=\"1.0\"?>\n<urlset>\n".to_owned();
        for card in &open {
            let _ =
                writeln!(sitemap, "<url><loc>{}</loc><lastmod>{}</lastmod></url>", card.url, card.published);
        }
        self.write("sitemap.xml", (sitemap + "</urlset>\n").as_bytes())
    }

    /// Reads a record and writes its page.
    fn notice(&self, section: &'static str, source: PathBuf) -> io::Result<Card> {
        let (record, body, words) = read(&source)?;
        let slug = source.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = |table: &str, key: &str| {
            let value =
                if table.is_empty() { record.get(key) } else { record.get(table).and_then(|it| it.get(key)) };
            value.and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let closes = text("response", "deadline");
        let card = Card {
            id: text("", "reference"),
            title: text("", "title"),
            url: format!("https://voorbeeldregio.example/{section}/{slug}/"),
            kind: text("", "kind"),
            section,
            organisation: text("organization", "id"),
            region: text("location", "region"),
            place: text("location", "municipality"),
            hours: record.get("hours").cloned(),
            published: text("", "published"),
            is_open: closes.as_str() >= TODAY,
            closes,
            words,
            source,
        };
        let mut context = Context::new();
        context.insert("notice", &record);
        context.insert("card", &card);
        context.insert("body", &body);
        // Job search engines read the text of a vacancy once more.
        context.insert("structured", &(section == "vacatures" || card.is_open).then(|| escape(&body)));
        self.render("page.html", &context, &format!("{section}/{slug}/index.html"))?;
        Ok(card)
    }

    fn list(&self, title: &str, url: &str, cards: &[&Card]) -> io::Result<()> {
        let pages = cards.len().div_ceil(PER_PAGE).max(1);
        (0..pages).into_par_iter().try_for_each(|page| {
            let shown = &cards[page * PER_PAGE..cards.len().min((page + 1) * PER_PAGE)];
            let path = if page == 0 { url.to_owned() } else { format!("{url}page/{}/", page + 1) };
            let list = List {
                title,
                url: format!("/{url}"),
                page: page + 1,
                pages,
                total: cards.len(),
                cards: shown,
            };
            let mut context = Context::new();
            context.insert("list", &list);
            self.render("list.html", &context, &format!("{path}index.html"))
        })
    }

    /// These notices, whole.
    fn feeds(
        &self,
        title: &str,
        url: &str,
        newest: &[&Card],
        told: &BTreeMap<&Path, String>,
    ) -> io::Result<()> {
        let mut atom = format!("<?xml version=\"1.0\"?>\n<feed><title>{title}</title>\n");
        let mut items = Vec::new();
        for card in newest {
            let told = &told[&*card.source];
            let _ = writeln!(
                atom,
                "<entry><title>{}</title><id>{url}</id><link href=\"{url}\"/><updated>{}</updated>\
                 <content type=\"html\">{}</content></entry>",
                escape(&card.title),
                card.published,
                escape(told),
                url = card.url,
            );
            items.push(Item {
                url: &card.url,
                title: &card.title,
                date_published: &card.published,
                content_html: told,
            });
        }
        self.write(&format!("{url}feed.xml"), (atom + "</feed>\n").as_bytes())?;
        let json = serde_json::to_vec(&items).map_err(io::Error::other)?;
        self.write(&format!("{url}feed.json"), &json)
    }

    fn render(&self, template: &str, context: &Context, path: &str) -> io::Result<()> {
        let mut bytes = Vec::with_capacity(32 << 10);
        self.tera.render_to(template, context, &mut bytes).map_err(io::Error::other)?;
        self.write(path, &bytes)
    }

    fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.output.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, bytes)
    }
}

/// The newest of these, as many as a feed holds.
fn newest<'a>(cards: &[&'a Card]) -> Vec<&'a Card> {
    let mut newest = cards.to_vec();
    newest.sort_by(|a, b| (&b.published, &b.id).cmp(&(&a.published, &a.id)));
    newest.truncate(NEWEST);
    newest
}

/// A notice as a feed tells it.
fn told(source: &Path) -> io::Result<String> {
    let (record, body, _) = read(source)?;
    Ok(facts(&record) + &body)
}

/// A record with its moments as text and its texts as HTML, its body as HTML, and the body's first words.
fn read(source: &Path) -> io::Result<(Table, String, String)> {
    let is_folder = source.extension().is_none();
    let text = fs::read_to_string(if is_folder { source.join("index.md") } else { source.to_owned() })?;
    let parse = |text: &str| text.parse::<Table>().map_err(io::Error::other);
    let (mut record, body) = match text.strip_prefix("+++\n").and_then(|text| text.split_once("+++\n")) {
        Some((head, body)) => (parse(head)?, body.to_owned()),
        None => {
            let mut record = parse(&text)?;
            let body = record.remove("body").and_then(|body| body.as_str().map(str::to_owned));
            (record, body.unwrap_or_default())
        }
    };
    let questions = source.join("questions.toml");
    if is_folder && questions.exists() {
        record.extend(parse(&fs::read_to_string(questions)?)?);
    }
    record.iter_mut().for_each(|(key, value)| prepare(key, value));
    let mut words = String::new();
    let events = Parser::new_ext(&body, options()).inspect(|event| {
        if let (Event::Text(text), true) = (event, words.len() < WORDS) {
            words.push_str(text);
            words.push(' ');
        }
    });
    let mut rendered = String::with_capacity(body.len() * 3 / 2);
    html::push_html(&mut rendered, events);
    Ok((record, rendered, words))
}

/// Texts of authors become HTML, and moments text as they were typed.
fn prepare(key: &str, value: &mut Value) {
    match value {
        Value::Datetime(moment) => *value = Value::String(moment.to_string()),
        Value::String(text) if ["text", "answer", "instructions"].contains(&key) => {
            let mut rendered = String::new();
            html::push_html(&mut rendered, Parser::new_ext(text, options()));
            *text = rendered;
        }
        Value::Array(values) => values.iter_mut().for_each(|value| prepare(key, value)),
        Value::Table(table) => table.iter_mut().for_each(|(key, value)| prepare(key, value)),
        Value::String(_) | Value::Integer(_) | Value::Float(_) | Value::Boolean(_) => {}
    }
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
}

/// The plain facts of a record, one after another.
fn facts(record: &Table) -> String {
    let mut told = "<dl>".to_owned();
    for (key, value) in record.iter().filter_map(|(_, value)| value.as_table()).flatten() {
        if let Some(text) = value.as_str() {
            let _ = write!(told, "<dt>{}</dt><dd>{}</dd>", escape(key), escape(text));
        }
    }
    told + "</dl>"
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        escaped.push_str(&rest[..at]);
        escaped.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    escaped.push_str(rest);
    escaped
}
