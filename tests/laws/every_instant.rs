//! One large site, and every instant around everything that happens in it: whatever tells of a notice tells the
//! same phase, the same closing and the same visibility.
//!
//! The files are only held against each other, never against a reading of the records.

use super::channel::{elements, event, events};
use super::generator::{Draw, SiteSpec, rfc3339};
use super::instant;
use super::site::{Files, SiteTest, json, text};
use rayon::prelude::*;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use termijn::edition::Edition;
use termijn::lifecycle::Drafts;
use termijn::time::Instant;

/// As many sites are put together.
const PARTS: u32 = 12;

/// In December, when no retention lasts any more.
const ALL_IS_OVER: i64 = 1_733_000_000;

const BASE: &str = "https://proef.example/";

const SETTINGS: &str = "title = \"Proefsite\"\nbase_url = \"https://proef.example/\"\n\
    [retention]\nclosed = \"40 dagen\"\n[feeds]\nlimit = 10000\n[lists]\nper_page = 7\n[ocds]\nprefix = \"ocds-abc123\"\n";

/// A notice's folder, and the instants at which something happens to it.
type Happening = BTreeMap<i64, BTreeSet<String>>;

#[test]
fn every_channel_tells_the_same_at_every_instant_around_every_event() {
    let (site, happening) = large_site();
    assert!(happening.len() > 150, "{} instants", happening.len());
    let inputs = site.quick_inputs(Drafts::Excluded);
    let seen = Seen::default();
    happening.par_iter().for_each(|(at, paths)| {
        for t in [at - 1, *at] {
            let edition = termijn::assemble(&inputs, instant(t));
            let told = Told { t, shared: RefCell::default(), site: &site, edition: &edition };
            paths.iter().for_each(|path| told.notice(path, &seen));
        }
    });
    seen.is_enough();
}

/// How often each case was met: a law that looks at nothing holds too.
#[derive(Debug, Default)]
struct Seen {
    hidden: AtomicUsize,
    open: AtomicUsize,
    closed: AtomicUsize,
    retired: AtomicUsize,
    postings: AtomicUsize,
    releases: AtomicUsize,
}

impl Seen {
    fn is_enough(&self) {
        let all = [&self.hidden, &self.open, &self.closed, &self.retired, &self.postings, &self.releases];
        assert!(all.iter().all(|count| count.load(Ordering::Relaxed) > 20), "too little was seen: {self:?}");
    }
}

fn met(count: &AtomicUsize) {
    count.fetch_add(1, Ordering::Relaxed);
}

/// Many random sites as one, each with names of its own.
fn large_site() -> (SiteTest, Happening) {
    let mut files: Vec<(String, String)> = vec![("termijn.toml".to_owned(), SETTINGS.to_owned())];
    let mut happening = Happening::new();
    let mut number = 0x2024_u32;
    for part in 0..PARTS {
        let choices: Vec<u32> = (0..2_000).map(|_| next(&mut number)).collect();
        let spec = SiteSpec::draw(&mut Draw::of(&choices));
        let own = |text: &str| renamed(text, part);
        let is_shared = |path: &str| path == "termijn.toml" || path.starts_with("content/pages/");
        files.extend(
            spec.files()
                .into_iter()
                .filter(|(path, _)| !is_shared(path) && (part == 0 || !path.contains("organisations")))
                .map(|(path, text)| (own(&path), own(&text))),
        );
        for record in &spec.records {
            for at in record.moments(&spec).into_iter().chain([ALL_IS_OVER]) {
                happening.entry(at).or_default().insert(own(&record.path()));
            }
        }
    }
    (SiteTest::of(files), happening)
}

/// Marsaglia's xorshift: the same numbers everywhere.
fn next(number: &mut u32) -> u32 {
    *number ^= *number << 13;
    *number ^= *number >> 17;
    *number ^= *number << 5;
    *number
}

/// `r3` → `p12r3`, wherever a record is named.
fn renamed(text: &str, part: u32) -> String {
    let mut renamed = String::with_capacity(text.len() + 64);
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c == 'r' && !before.is_alphanumeric() && rest.peek().is_some_and(char::is_ascii_digit) {
            renamed.push_str(&format!("p{part}"));
        }
        renamed.push(c);
        before = c;
    }
    renamed
}

/// All that is told at an instant. What several notices share is made when it is looked at.
struct Told<'a> {
    t: i64,
    shared: RefCell<BTreeMap<String, Rc<str>>>,
    site: &'a SiteTest,
    edition: &'a Edition,
}

impl Told<'_> {
    /// A file that tells of several notices; empty when it is not there.
    fn shared(&self, path: &str) -> Rc<str> {
        if let Some(text) = self.shared.borrow().get(path) {
            return Rc::clone(text);
        }
        let files = self.site.render_some(self.edition, |file| file == path);
        let text: Rc<str> = files.get(path).map_or("", |bytes| std::str::from_utf8(bytes).unwrap()).into();
        self.shared.borrow_mut().insert(path.to_owned(), Rc::clone(&text));
        text
    }

    fn shared_json(&self, path: &str) -> Value {
        serde_json::from_str(&self.shared(path))
            .unwrap_or_else(|error| panic!("{path} at {}: {error}", self.t))
    }

    /// The paths of the files that begin so.
    fn paths(&self, start: &str) -> Vec<String> {
        let paths = self.edition.artifacts().into_iter().map(|planned| planned.path.clone());
        paths.filter(|path| path.starts_with(start)).collect()
    }

    fn notice(&self, path: &str, seen: &Seen) {
        let own = self.site.render_some(self.edition, |file| file.starts_with(path));
        if own.is_empty() {
            met(&seen.hidden);
            return self.silent(path, &format!("/{path}"));
        }
        let page = text(&own, &format!("{path}index.html"));
        let Some(data) = own
            .contains_key(&format!("{path}notice.json"))
            .then(|| json(&own, &format!("{path}notice.json")))
        else {
            met(&seen.retired);
            assert_eq!(own.len(), 1, "{path} is retired at {}", self.t);
            // What others wrote may link to what is left of it.
            return self.silent(path, &format!("{BASE}{path}"));
        };
        let is_open = data["is_open"] == true;
        met(if is_open { &seen.open } else { &seen.closed });
        self.page(path, page, &data, seen);
        self.lists(path, &data);
        self.data(path, &data);
        self.calendars(path, &own, &data);
        self.feeds(path, &data);
        self.ocds(path, &own, &data, seen);
        let address = format!("<loc>{BASE}{path}</loc>");
        assert_eq!(self.shared("sitemap.xml").contains(&address), is_open, "{path} at {}", self.t);
    }

    /// No shared file names it.
    fn silent(&self, path: &str, words: &str) {
        let quoted = [format!("{words}\""), format!("{words}<"), format!("{words}#"), format!("{words}\\n")];
        let section = path.split('/').next().unwrap();
        let lists = ["", "archief/", &format!("{section}/")];
        let of_lists = lists.iter().map(|list| format!("{list}index.html"));
        let of_site = [
            "feed.xml",
            "feed.json",
            "agenda.ics",
            "notices.json",
            "termijn.json",
            "sitemap.xml",
            "ocds.json",
        ];
        let files = of_lists.chain(of_site.map(str::to_owned)).chain(self.paths("zoek/"));
        for file in files {
            let text = self.shared(&file);
            let found = quoted.iter().any(|words| text.contains(words.as_str()));
            assert!(!found, "{file} tells of {path} at {}", self.t);
        }
    }

    fn page(&self, path: &str, page: &str, data: &Value, seen: &Seen) {
        let (_, main) = page.split_once("<main").unwrap();
        let (main, _) = main.split_once('>').unwrap();
        let has = |name: &str, key: &str| {
            let value = data[key].as_str().unwrap_or_default();
            assert!(
                main.contains(&format!("data-{name}=\"{value}\"")),
                "{path} at {}: {main}, {data}",
                self.t
            );
        };
        has("notice", "id");
        has("phase", "phase");
        has("closes-at", "closes_at");
        has("next-change", "next_change_at");
        let posting = json_ld(page).into_iter().find(|block| block["@type"] == "JobPosting");
        if let Some(posting) = posting {
            met(&seen.postings);
            assert!(data["is_open"] == true && data["kind"] != "aanbesteding", "{path} at {}", self.t);
            assert_eq!(posting["validThrough"], data["closes_at"]);
            assert_eq!(posting["datePosted"], data["published_at"]);
            assert_eq!(posting["url"], data["url"]);
        }
    }

    fn lists(&self, path: &str, data: &Value) {
        let is_open = data["is_open"] == true;
        let section = path.split('/').next().unwrap();
        let organisation = format!("organisaties/{}/", data["organization"]["id"].as_str().unwrap());
        let link = format!("href=\"/{path}\"");
        let holds = |list: &str| {
            let first = format!("{list}index.html");
            let mut pages = std::iter::once(first).chain(self.paths(&format!("{list}page/")));
            pages.any(|page| self.shared(&page).contains(&link))
        };
        let expected =
            [("", is_open), (&format!("{section}/"), is_open), ("archief/", !is_open), (&organisation, true)];
        for (list, is_there) in expected {
            assert_eq!(holds(list), is_there, "{path} in /{list} at {}", self.t);
        }
    }

    fn data(&self, path: &str, data: &Value) {
        let mut card = data.clone();
        card.as_object_mut().unwrap().remove("timeline");
        let all = self.shared_json("notices.json");
        let found: Vec<_> =
            all.as_array().unwrap().iter().filter(|other| other["url"] == data["url"]).collect();
        assert_eq!(found, [&card], "{path} at {}", self.t);

        let slug = path.trim_end_matches('/').split('/').next_back().unwrap();
        for file in self.paths("zoek/") {
            let index = self.shared_json(&file);
            let rows = index["notices"].as_array().unwrap();
            for row in rows.iter().filter(|row| row["slug"] == slug) {
                assert_eq!(
                    file == "zoek/open.json",
                    data["is_open"] == true,
                    "{path} in {file} at {}",
                    self.t
                );
                assert_eq!(row["phase"], data["phase"], "{path} in {file} at {}", self.t);
                assert_eq!(row["closes_at"], data["closes_at"], "{path} in {file} at {}", self.t);
            }
        }

        let site = self.shared_json("termijn.json");
        let until = site["valid_until"].as_str().map(seconds);
        let next = data["next_change_at"].as_str().map(seconds);
        assert!(
            next.is_none_or(|next| until.is_some_and(|until| self.t < until && until <= next)),
            "{path}: {site}"
        );
    }

    fn calendars(&self, path: &str, own: &Files, data: &Value) {
        let own = events(text(own, &format!("{path}agenda.ics")));
        let closing = event(&own, path, "response-closes").expect("every notice closes");
        let day = data["closes_inclusive_on"].as_str().map(|day| day.replace('-', ""));
        let expected = day.unwrap_or_else(|| utc(seconds(data["closes_at"].as_str().unwrap())));
        assert_eq!(closing["DTSTART"], expected, "{path} at {}", self.t);
        let section = path.split('/').next().unwrap();
        let organisation = format!("organisaties/{}", data["organization"]["id"].as_str().unwrap());
        for list in ["agenda.ics", &format!("{section}/agenda.ics"), &format!("{organisation}/agenda.ics")] {
            let list = events(&self.shared(list));
            let expected = Some(closing).filter(|_| data["is_open"] == true);
            assert_eq!(event(&list, path, "response-closes"), expected, "{path} at {}", self.t);
        }
    }

    fn feeds(&self, path: &str, data: &Value) {
        const NEWS: [&str; 6] = [
            "published",
            "amended",
            "answers-published",
            "answer-published",
            "decision-announced",
            "withdrawn",
        ];
        const ALWAYS: [&str; 4] = ["published", "amended", "decision-announced", "withdrawn"];
        let past = |is_wanted: &dyn Fn(&str) -> bool| -> BTreeSet<String> {
            let timeline = data["timeline"].as_array().unwrap().iter();
            let wanted = timeline.filter(|event| is_wanted(event["event"].as_str().unwrap()));
            wanted
                .map(|event| event["at"].as_str().unwrap().to_owned())
                .filter(|at| seconds(at) <= self.t)
                .collect()
        };
        // Answers of a round that shows no item are no news.
        let (most, least) = (past(&|event| NEWS.contains(&event)), past(&|event| ALWAYS.contains(&event)));
        let section = path.split('/').next().unwrap();
        let organisation = format!("organisaties/{}/", data["organization"]["id"].as_str().unwrap());
        for list in ["", &format!("{section}/"), &organisation] {
            let feed = self.shared_json(&format!("{list}feed.json"));
            let items = feed["items"].as_array().unwrap();
            let of_it = |item: &&Value| {
                let url = item["url"].as_str().unwrap();
                url.split('#').next() == data["url"].as_str() || url.starts_with(&format!("{BASE}{path}nota"))
            };
            let told: BTreeSet<String> = items
                .iter()
                .filter(of_it)
                .map(|item| item["date_published"].as_str().unwrap().to_owned())
                .collect();
            let is_right = least.is_subset(&told) && told.is_subset(&most);
            assert!(is_right, "{path} in {list}feed.json at {}: {told:?}, {most:?}", self.t);
            let atom = self.shared(&format!("{list}feed.xml"));
            assert_eq!(elements(&atom, "entry").len(), items.len(), "{list}feed at {}", self.t);
        }
    }

    fn ocds(&self, path: &str, own: &Files, data: &Value, seen: &Seen) {
        let file = format!("{path}ocds.json");
        assert_eq!(own.contains_key(&file), data["kind"] != "vacature", "{path} at {}", self.t);
        if !own.contains_key(&file) {
            return;
        }
        met(&seen.releases);
        let package = json(own, &file);
        let releases = package["releases"].as_array().unwrap();
        let last = releases.last().unwrap();
        let tender = &last["tender"];
        assert_eq!(tender["tenderPeriod"]["endDate"], data["closes_at"], "{path} at {}", self.t);
        let expected = match data["phase"].as_str().unwrap() {
            "withdrawn" => "cancelled",
            "awarded" | "standstill" => "complete",
            "not-awarded" => "unsuccessful",
            _ => "active",
        };
        assert_eq!(tender["status"], expected, "{path} at {}: {}", self.t, data["phase"]);
        let dates: Vec<i64> =
            releases.iter().map(|release| seconds(release["date"].as_str().unwrap())).collect();
        assert!(dates.is_sorted() && dates.iter().all(|at| *at <= self.t), "{path} at {}: {dates:?}", self.t);
        assert_eq!(releases[0]["date"], data["published_at"], "{path} at {}", self.t);
        let records = self.shared_json("ocds.json");
        let of_it: Vec<_> = records["records"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|record| record["ocid"] == last["ocid"])
            .collect();
        assert_eq!(of_it.len(), 1, "{path} at {}", self.t);
        assert_eq!(of_it[0]["compiledRelease"]["tender"]["tenderPeriod"]["endDate"], data["closes_at"]);
        assert_eq!(of_it[0]["releases"].as_array().unwrap().len(), releases.len());
    }
}

fn json_ld(page: &str) -> Vec<Value> {
    let blocks = page.split("<script type=\"application/ld+json\">").skip(1);
    let read = |block: &str| match serde_json::from_str(block.split("</script>").next().unwrap()).unwrap() {
        Value::Array(each) => each,
        Value::Object(mut block) => match block.remove("@graph") {
            Some(Value::Array(each)) => each,
            _ => vec![Value::Object(block)],
        },
        other => vec![other],
    };
    blocks.flat_map(read).collect()
}

fn seconds(rfc3339: &str) -> i64 {
    Instant::parse_rfc3339(rfc3339).unwrap().unix_seconds()
}

/// `20240318T080000Z`
fn utc(at: i64) -> String {
    // The generator writes the zone's offset; so many hours earlier it is in UTC.
    let hours: i64 = rfc3339(at)[20..22].parse().unwrap();
    format!("{}Z", rfc3339(at - hours * 3_600)[..19].replace(['-', ':'], ""))
}
