//! Settings as meant: every field valid, no option that hides a default.

use super::calendar;
use super::fields::SETTINGS;
use super::server::Server;
use crate::diagnostic::{Code, Diagnostic, Place, Problems};
use crate::language::Language;
use crate::markdown::{Target, classify};
use crate::source::{
    Decoded, Fields, SourceFile, SourceTree, decode, lexical, misread_code, parse, read_text,
};
use crate::text;
use crate::time::{Bound, Calendar, Duration, Moment, Reading, Zone};
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The file that makes a folder a site.
const FILE: &str = "termijn.toml";

/// The settings of a site.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Settings {
    /// The site's name.
    pub title: String,
    /// The address at which the site stands; ends in `/`.
    pub base_url: String,
    /// The language of the interface.
    #[serde(serialize_with = "tag")]
    pub language: Language,
    /// The zone in which wall-clock times are meant and printed.
    pub zone: Zone,
    /// The theme's name.
    pub theme: String,
    /// Who publishes the site.
    pub publisher: Option<Publisher>,
    /// Notices on one page of a list.
    pub per_page: usize,
    /// Entries in a feed.
    pub feed_limit: usize,
    /// Which days are days off.
    pub calendar: Calendar,
    /// How long a notice stays after its last moment.
    pub retention: Option<Duration>,
    /// The registered OCDS prefix.
    pub ocds_prefix: Option<String>,
    /// What `security.txt` says.
    pub security: Option<Security>,
    /// Links at the foot of every page.
    pub footer: Vec<FooterLink>,
    /// What a build writes.
    pub formats: BTreeSet<Format>,
    /// The servers for which a build writes files too: asked for when building, never in `termijn.toml`. No other file
    /// depends on them.
    #[serde(skip)]
    pub servers: BTreeSet<Server>,
    /// Handed to the theme as it stands.
    pub theme_settings: serde_json::Value,
}

/// Who publishes the site.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "each field is the setting by the same name")]
pub struct Publisher {
    pub name: String,
    pub email: Option<String>,
    pub url: Option<String>,
}

/// Where vulnerabilities are reported.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Security {
    /// A web, mail or telephone address.
    pub contact: String,
    /// Until when this holds.
    pub expires: Moment,
    /// Where that is written.
    #[serde(skip)]
    pub place: Place,
}

/// A link at the foot of every page.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "each field is the setting by the same name")]
pub struct FooterLink {
    pub title: String,
    pub url: String,
}

/// A kind of file that a build can write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "each is the word of the setting")]
pub enum Format {
    Html,
    Json,
    Feed,
    Calendar,
    Ocds,
    Search,
    Host,
}

impl Format {
    const ALL: [(&'static str, Self); 7] = [
        ("html", Self::Html),
        ("json", Self::Json),
        ("feed", Self::Feed),
        ("calendar", Self::Calendar),
        ("ocds", Self::Ocds),
        ("search", Self::Search),
        ("host", Self::Host),
    ];
}

fn tag<S: serde::Serializer>(language: &Language, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(language.tag())
}

impl Settings {
    /// The path part of the base address: `/`, or `/werk/` for a site below a folder.
    #[must_use]
    pub fn base_path(&self) -> &str {
        let after_scheme = self.base_url.split_once("://").map_or("", |(_, rest)| rest);
        after_scheme.find('/').map_or("/", |slash| &after_scheme[slash..])
    }
}

/// The settings of a site, and what is wrong with them. With an error there are none.
/// `base_url` wins over the one in the file.
#[must_use]
pub fn check(tree: &SourceTree, base_url: Option<&str>) -> (Option<Settings>, Vec<Diagnostic>) {
    let mut problems = Problems::of(&Arc::from(FILE));
    let Some(file) = tree.files.get(FILE) else {
        let message = text!("hier staat geen termijn.toml", "there is no termijn.toml here");
        let help = text!(
            "ga naar de map van de site, of wijs hem aan met --root",
            "go to the site's folder, or point to it with --root"
        );
        problems.add(Code::NoSettings, 0..0, message, help);
        return (None, problems.found);
    };
    let settings = read(file, base_url, &mut problems).filter(|_| !problems.has_errors());
    (settings, problems.found)
}

fn read(file: &SourceFile, base_url: Option<&str>, problems: &mut Problems) -> Option<Settings> {
    let text = &*read_text(file, problems)?;
    let toml = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (root, first_error) = parse(toml, text.len() - toml.len(), problems);
    let mut fields = decode(&root, SETTINGS, first_error, problems);
    let zone = zone(&mut fields, problems);
    let reading = Reading {
        zone: zone.unwrap_or_else(|| Zone::named("UTC").expect("the zone data has UTC")),
        published_on: None,
    };
    let publisher = fields.table("publisher").and_then(|mut table| {
        Some(Publisher { name: table.text("name")?, email: table.text("email"), url: table.text("url") })
    });
    let settings = Settings {
        title: title(&mut fields, publisher.as_ref(), problems),
        base_url: self::base_url(&mut fields, base_url, problems),
        language: fields.text("language").and_then(|tag| Language::tagged(&tag)).unwrap_or_default(),
        zone: reading.zone,
        theme: fields.text("theme").unwrap_or_else(|| "termijn".to_owned()),
        publisher,
        per_page: count(fields.table("lists"), "per_page", 25),
        feed_limit: count(fields.table("feeds"), "limit", 50),
        calendar: calendar::calendar(fields.table("calendar"), &reading, problems),
        retention: fields.table("retention").and_then(|mut table| table.duration("closed")),
        ocds_prefix: fields.table("ocds").and_then(|table| ocds_prefix(table, problems)),
        security: fields.table("security").and_then(|table| security(table, &reading, problems)),
        footer: fields.table("footer").map(|table| footer(table, problems)).unwrap_or_default(),
        formats: formats(fields.table("output")),
        servers: BTreeSet::new(),
        theme_settings: fields.take("theme_settings").map_or(serde_json::Value::Null, |field| {
            match field.value {
                Decoded::Raw(node) => node.to_json(),
                _ => serde_json::Value::Null,
            }
        }),
    };
    zone.map(|_| settings)
}

fn zone(fields: &mut Fields, problems: &mut Problems) -> Option<Zone> {
    let span = fields.span_of("timezone");
    let name = fields.text("timezone").unwrap_or_else(|| "Europe/Amsterdam".to_owned());
    let zone = Zone::named(&name);
    if zone.is_none() {
        let message = text!("de tijdzone \"{name}\" bestaat niet", "there is no time zone \"{name}\"");
        let help =
            text!("schrijf bijvoorbeeld \"Europe/Amsterdam\"", "write for example \"Europe/Amsterdam\"");
        problems.add(Code::TimeZone, span, message, help);
    }
    zone
}

fn title(fields: &mut Fields, publisher: Option<&Publisher>, problems: &mut Problems) -> String {
    fields.text("title").unwrap_or_else(|| {
        let message = text!("de site heeft geen titel", "the site has no title");
        let help =
            text!("voeg toe: title = \"Vacatures en opdrachten\"", "add: title = \"Vacancies and tenders\"");
        problems.add(Code::SettingAdvised, 0..0, message, help);
        publisher.map_or_else(|| "Termijn".to_owned(), |publisher| publisher.name.clone())
    })
}

fn base_url(fields: &mut Fields, given: Option<&str>, problems: &mut Problems) -> String {
    let span = fields.span_of("base_url");
    let mut url = given.map(str::to_owned).or_else(|| fields.text("base_url")).unwrap_or_else(|| {
        let message = text!(
            "de site heeft geen adres; links in bestanden en feeds wijzen nu naar http://localhost/",
            "the site has no address; links in files and feeds now point to http://localhost/"
        );
        let help = text!(
            "voeg toe: base_url = \"https://www.voorbeeld.nl/\"",
            "add: base_url = \"https://www.example.com/\""
        );
        problems.add(Code::SettingAdvised, 0..0, message, help);
        "http://localhost/".to_owned()
    });
    if !lexical::is_web_address(&url) || url.contains(['?', '#']) {
        let message = text!(
            "\"{url}\" kan niet het adres van een site zijn",
            "\"{url}\" cannot be the address of a site"
        );
        let help = text!(
            "schrijf bijvoorbeeld \"https://www.voorbeeld.nl/\"",
            "write for example \"https://www.example.com/\""
        );
        problems.add(Code::WebAddress, span, message, help);
    }
    if !url.ends_with('/') {
        url.push('/');
    }
    url
}

fn count(table: Option<Fields>, key: &str, default: usize) -> usize {
    table
        .and_then(|mut table| table.whole(key))
        .and_then(|count| usize::try_from(count).ok())
        .unwrap_or(default)
}

/// `ocds-` and six characters, as the register gives them out (OCDS 1.1, Open Contracting Identifier).
fn ocds_prefix(mut table: Fields, problems: &mut Problems) -> Option<String> {
    let span = table.span_of("prefix");
    let prefix = table.text("prefix")?;
    let is_one = |own: &str| {
        own.len() == 6 && own.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    if !prefix.strip_prefix("ocds-").is_some_and(is_one) {
        let message = text!("\"{prefix}\" is geen OCDS-voorvoegsel", "\"{prefix}\" is not an OCDS prefix");
        let help = text!(
            "haal de regel weg, of vul het voorvoegsel in dat het Open Contracting Partnership u gaf: \"ocds-\" en zes kleine letters of cijfers",
            "remove the line, or fill in the prefix that the Open Contracting Partnership registered for you: \"ocds-\" and six lower-case letters or digits"
        );
        problems.add(Code::OcdsPrefix, span, message, help);
        return None;
    }
    Some(prefix)
}

fn security(mut table: Fields, reading: &Reading, problems: &mut Problems) -> Option<Security> {
    let contact_span = table.span_of("contact");
    let contact = table.text("contact");
    let is_good = |contact: &str| {
        matches!(classify(contact), Target::Web(_) | Target::Mail(_) | Target::Phone(_))
            && !contact.contains(char::is_whitespace)
    };
    if let Some(contact) = contact.as_deref().filter(|contact| !is_good(contact)) {
        let message = text!(
            "\"{contact}\" is geen adres voor security.txt",
            "\"{contact}\" is not an address for security.txt"
        );
        let help = text!(
            "schrijf \"https://…\", \"mailto:…\" of \"tel:…\" (RFC 9116, 2.5.3)",
            "write \"https://…\", \"mailto:…\" or \"tel:…\" (RFC 9116, 2.5.3)"
        );
        problems.add(Code::WebAddress, contact_span, message, help);
    }
    let (written, span) = table.written("expires")?;
    match written.closing(Bound::TotEnMet, reading) {
        Ok((expires, _)) => contact.map(|contact| Security { contact, expires, place: problems.place(span) }),
        Err(misread) => {
            problems.add(misread_code(&misread), span, misread.message(), misread.help());
            None
        }
    }
}

fn footer(mut table: Fields, problems: &mut Problems) -> Vec<FooterLink> {
    let mut links = Vec::new();
    for mut link in table.tables("links") {
        let span = link.span_of("url");
        let (Some(title), Some(url)) = (link.text("title"), link.text("url")) else { continue };
        if !matches!(classify(&url), Target::Web(_) | Target::Mail(_) | Target::Phone(_) | Target::Site(_)) {
            let message = text!(
                "\"{url}\" is geen pad op deze site en geen webadres",
                "\"{url}\" is neither a path on this site nor a web address"
            );
            let help =
                text!("schrijf \"/contact/\" of \"https://…\"", "write \"/contact/\" or \"https://…\"");
            problems.add(Code::WebAddress, span, message, help);
            continue;
        }
        links.push(FooterLink { title, url });
    }
    links
}

fn formats(table: Option<Fields>) -> BTreeSet<Format> {
    let all = || Format::ALL.iter().map(|(_, format)| *format).collect();
    let Some(mut table) = table.filter(|table| table.has("formats")) else { return all() };
    let words = table.texts("formats");
    Format::ALL
        .iter()
        .filter(|(word, _)| words.iter().any(|w| w == word))
        .map(|(_, format)| *format)
        .collect()
}
