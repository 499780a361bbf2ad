//! Texts of authors are data: whatever stands in them, every file has the parts that it has with harmless words.
//!
//! One text with all that ends a line, an element, an attribute, a script or a component, put into every key
//! that takes text. The same site with blanks in the place of what could do harm tells what each file must look
//! like.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop anywhere")]

#[path = "support/keys.rs"]
mod keys;
#[path = "support/site.rs"]
mod site;

use keys::{INSTANTS, find, paths, record, with_record};
use serde_json::Value as Json;
use site::{Files, SiteTest, at};
use termijn::lifecycle::Drafts;
use termijn::source::Shape;
use toml::Value;

const HOSTILE: &str = "q\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nX:y ]]></content></entry> </script><script>alert(1)</script> \
    \"><img src=x onerror='alert(1)'> {{ site.title }} {% include 'x' %} ${x} <%= x %> javascript:alert(1) \
    \u{202e}gpj.exe\u{2069} \u{0}\u{7}\u{1b}[31m \u{85}\u{2028}\u{2029} &amp;&#x3c;script&#x3e; --> <!-- \\ ; , : | q";

/// Texts with a form of their own: a name in an address, a code, a file, the path of a key.
const OF_A_FORM: [&str; 11] = [
    "aliases",
    "amendments.field",
    "cv.language",
    "documents.file",
    "fee.currency",
    "lang",
    "location.country",
    "location.postal_code",
    "organization.id",
    "salary.currency",
    "slug",
];

/// The hostile text with blanks in the place of all that could do harm, so that words and lines stay, and names
/// in addresses that are made of it.
fn harmless() -> String {
    let blank = |c: char| if c.is_ascii_punctuation() { ' ' } else { c };
    let kept = HOSTILE.chars().filter(|c| c.is_whitespace() || c.is_ascii_graphic()).map(blank);
    kept.filter(|c| !matches!(c, '\u{85}')).collect()
}

/// The site with `text` behind what stands in every key that takes text.
fn with_text(text: &str) -> SiteTest {
    let site = keys::site();
    let mut record = record(&site);
    let mut count = 0;
    let takes_text = |shape: &Shape| match shape {
        Shape::Text | Shape::Prose | Shape::Label | Shape::TextOrTexts => true,
        Shape::List(each) => matches!(each, Shape::Text),
        _ => false,
    };
    for (path, _) in paths().iter().filter(|(path, shape)| takes_text(shape) && !OF_A_FORM.contains(&&**path))
    {
        let place = find(&mut record, path).unwrap_or_else(|| panic!("{path} is not in the record"));
        match place {
            Value::String(words) => words.push_str(text),
            Value::Array(each) => each
                .iter_mut()
                .for_each(|words| *words = Value::String(format!("{}{text}", words.as_str().unwrap()))),
            Value::Integer(number) => *place = Value::String(format!("{number}{text}")),
            other => panic!("{path} is {other}"),
        }
        count += 1;
    }
    assert!(count > 70, "only {count} keys took it");
    with_record(&site, &record)
}

fn built(text: &str, instant: &str) -> Files {
    let site = with_text(text);
    site.render(&termijn::assemble(&site.quick_inputs(Drafts::Excluded), at(instant)))
}

#[test]
fn no_text_gets_out_of_its_place_in_any_format() {
    for instant in INSTANTS {
        let (hostile, harmless) = (built(HOSTILE, instant), built(&harmless(), instant));
        let page = std::str::from_utf8(&hostile["aanvragen/adviseur-wijken/index.html"]).unwrap();
        assert!(page.matches("&lt;script&gt;alert(1)").count() > 50, "the text is on the page at {instant}");
        let mut kinds = std::collections::BTreeSet::new();
        for (path, bytes) in &hostile {
            let Ok(text) = std::str::from_utf8(bytes) else { continue };
            if path.starts_with("thema/") || path == ".termijn/manifest.json" {
                continue;
            }
            kinds.insert(path.rsplit('.').next().unwrap());
            nothing_steers(path, text);
            let Some(other) = harmless.get(path).and_then(|bytes| std::str::from_utf8(bytes).ok()) else {
                panic!("{path} is there only with the hostile text")
            };
            assert_eq!(parts(path, text), parts(path, other), "{path} at {instant}");
        }
        assert!(harmless.keys().all(|path| hostile.contains_key(path)), "files vanished at {instant}");
        for kind in ["html", "ics", "json", "xml"] {
            assert!(kinds.contains(kind), "no file of the kind {kind}");
        }
    }
}

/// No controls but line ends, and nothing that turns the direction of reading.
fn nothing_steers(path: &str, text: &str) {
    let text = if path.ends_with(".ics") { text.replace("\r\n", "\n") } else { text.to_owned() };
    let steers = |c: &char| {
        (c.is_control() && !matches!(c, '\n' | '\t'))
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let found = text.chars().find(steers);
    assert_eq!(found, None, "{path} holds a character that steers");
}

/// What a file is made of, its texts left out.
fn parts(path: &str, text: &str) -> Vec<String> {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" | "xml" | "svg" => tags(path, text),
        "json" => {
            let mut found = Vec::new();
            json(path, &serde_json::from_str(text).unwrap(), "", &mut found);
            found
        }
        "ics" => text
            .replace("\r\n ", "")
            .lines()
            .map(|line| line.split([':', ';']).next().unwrap().to_owned())
            .collect(),
        _ => vec![text.to_owned()],
    }
}

/// Names of tags with those of their attributes; of a script that is data, what it is made of.
fn tags(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, after) =
            after.split_once('>').unwrap_or_else(|| panic!("{path}: a tag has no end: {after:.80}"));
        found.push(names(tag));
        rest = after;
        if tag.starts_with("script") {
            let (inside, _) = after.split_once("</script").unwrap();
            assert!(!inside.contains(['<', '>']), "{path}: a script holds a tag: {inside:.200}");
            if tag.contains("ld+json") {
                json(path, &serde_json::from_str(inside).unwrap(), "", &mut found);
            }
            rest = &after[inside.len()..];
        }
    }
    found
}

fn names(tag: &str) -> String {
    let mut names = String::new();
    let mut quote = None;
    for c in tag.chars() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (None, c) => names.push(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    names
}

/// Keys of JSON by their path; of a value that is HTML its tags too.
fn json(path: &str, value: &Json, place: &str, found: &mut Vec<String>) {
    match value {
        Json::Object(entries) => {
            for (key, value) in entries {
                found.push(format!("{place}.{key}"));
                json(path, value, &format!("{place}.{key}"), found);
            }
        }
        Json::Array(items) => items.iter().for_each(|item| json(path, item, place, found)),
        Json::String(text) if place.ends_with(".content_html") => found.extend(tags(path, text)),
        Json::String(text) if place == ".description" && path.ends_with(".html") => {
            found.extend(tags(path, text));
        }
        _ => {}
    }
}
