//! What the files of a site tell of its one notice, format by format, in pieces small enough to name.

use super::Files;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Format {
    Page,
    Lists,
    Search,
    Data,
    JobPosting,
    Ocds,
    Calendar,
    Atom,
    JsonFeed,
    Sitemap,
    Redirects,
}

pub(super) const FORMATS: [Format; 11] = [
    Format::Page,
    Format::Lists,
    Format::Search,
    Format::Data,
    Format::JobPosting,
    Format::Ocds,
    Format::Calendar,
    Format::Atom,
    Format::JsonFeed,
    Format::Sitemap,
    Format::Redirects,
];

impl Format {
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Page => "Page",
            Self::Lists => "Lists, agenda",
            Self::Search => "Search",
            Self::Data => "`notice.json`",
            Self::JobPosting => "JobPosting",
            Self::Ocds => "OCDS",
            Self::Calendar => "iCalendar",
            Self::Atom => "Atom",
            Self::JsonFeed => "JSON Feed",
            Self::Sitemap => "Sitemap",
            Self::Redirects => "Redirects",
        }
    }
}

/// Format → place in it → every value that stands there.
pub(super) type Told = BTreeMap<Format, BTreeMap<String, Vec<String>>>;

/// What stands in a cell when the key decides whether there is anything at all.
const WHOLE: &str = "all of it";

/// What the files tell. Formats that people read have one place, `●`; those for machines one for each property.
pub(super) fn told(files: &Files) -> Told {
    let mut told = Told::new();
    let mut add = |format, place: &str, value: String| {
        told.entry(format).or_default().entry(place.to_owned()).or_default().push(value);
    };
    for (path, bytes) in files {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_notice = path.starts_with("aanvragen/") && path.matches('/').count() > 1;
        match name {
            _ if path.starts_with("thema/") || path.starts_with(".termijn/") => {}
            _ if path.starts_with("oud/") => add(Format::Redirects, "●", path.clone()),
            "_redirects" => add(Format::Redirects, "●", text.to_owned()),
            "index.html" if is_notice => {
                let (page, blocks) = without_json_ld(text);
                add(Format::Page, "●", page);
                for block in blocks {
                    if block["@type"] == "JobPosting" {
                        leaves(&block, "", &mut |place, value| add(Format::JobPosting, place, value));
                    }
                }
            }
            "index.html" => add(Format::Lists, "●", without_json_ld(text).0),
            "notice.json" => leaves(&json(text), "", &mut |place, value| add(Format::Data, place, value)),
            "ocds.json" if is_notice => leaves(&json(text), "", &mut |place, value| {
                add(Format::Ocds, place.trim_start_matches("releases.").trim_start_matches("tender."), value);
            }),
            "agenda.ics" => properties(text, &mut |place, value| add(Format::Calendar, place, value)),
            "feed.xml" => elements(text, &mut |place, value| add(Format::Atom, place, value)),
            "feed.json" => leaves(&json(text), "", &mut |place, value| {
                add(Format::JsonFeed, place.trim_start_matches("items."), value);
            }),
            "sitemap.xml" => elements(text, &mut |place, value| add(Format::Sitemap, place, value)),
            _ if path.starts_with("zoek") => add(Format::Search, "●", text.to_owned()),
            _ => {}
        }
    }
    told
}

/// The places where anything differs at any of the instants.
pub(super) fn differences(before: &[Told], after: &[Told]) -> BTreeMap<Format, Vec<String>> {
    let mut found: BTreeMap<Format, BTreeSet<String>> = BTreeMap::new();
    for (one, other) in before.iter().zip(after) {
        let formats: BTreeSet<_> = one.keys().chain(other.keys()).copied().collect();
        for format in formats {
            let (one, other) = (one.get(&format), other.get(&format));
            if one.is_none() || other.is_none() {
                found.entry(format).or_default().insert(WHOLE.to_owned());
                continue;
            }
            let places = one.into_iter().chain(other).flat_map(BTreeMap::keys);
            let differs = |place: &&String| {
                one.and_then(|told| told.get(*place)) != other.and_then(|told| told.get(*place))
            };
            found.entry(format).or_default().extend(places.filter(differs).cloned());
        }
    }
    found.retain(|_, places| !places.is_empty());
    found
        .values_mut()
        .filter(|places| places.contains(WHOLE))
        .for_each(|places| places.retain(|place| place == WHOLE));
    let named = |place: String| if place == "●" || place == WHOLE { place } else { format!("`{place}`") };
    found.into_iter().map(|(format, places)| (format, places.into_iter().map(named).collect())).collect()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Every value that has no parts, by the path to it; numbers of lists left out.
fn leaves(value: &Value, place: &str, see: &mut impl FnMut(&str, String)) {
    match value {
        Value::Object(parts) => {
            for (name, part) in parts {
                let place = if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
                leaves(part, &place, see);
            }
        }
        Value::Array(parts) => parts.iter().for_each(|part| leaves(part, place, see)),
        value => see(place, value.to_string()),
    }
}

/// The page without its JSON-LD, and that.
fn without_json_ld(page: &str) -> (String, Vec<Value>) {
    const START: &str = "<script type=\"application/ld+json\">";
    let mut parts = page.split(START);
    let mut rest = parts.next().unwrap_or_default().to_owned();
    let mut blocks = Vec::new();
    for part in parts {
        let (block, after) = part.split_once("</script>").unwrap();
        let block = json(block);
        match block {
            Value::Array(each) => blocks.extend(each),
            block => blocks.push(block),
        }
        rest.push_str(after);
    }
    (rest, blocks)
}

/// The properties of the events and of the calendar.
fn properties(calendar: &str, see: &mut impl FnMut(&str, String)) {
    for line in calendar.replace("\r\n ", "").lines() {
        let (name, value) = line.split_once(':').unwrap();
        let bare = name.split(';').next().unwrap_or(name);
        if bare != "BEGIN" && bare != "END" {
            see(bare, format!("{name}:{value}"));
        }
    }
}

/// The texts and attributes of the elements.
fn elements(xml: &str, see: &mut impl FnMut(&str, String)) {
    for part in xml.split('<').skip(1).filter(|part| !part.starts_with(['/', '?', '!'])) {
        let (tag, text) = part.split_once('>').unwrap();
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        see(name.trim_end_matches('/'), format!("{attributes}>{}", text.trim()));
    }
}
