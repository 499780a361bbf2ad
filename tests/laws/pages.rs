//! What lists, agenda, search and similar notices say of one instant is the same.

use super::generator::for_sites;
use super::site::{SETTINGS, SiteTest, at, json};
use super::{instant, instant_near};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeMap;
use termijn::edition::{Edition, difference};
use termijn::lifecycle::Drafts;
use termijn::site::{Card, Directory, ListKind, Site};

#[test]
fn pages_of_one_instant_agree() {
    let seen = RefCell::new(Seen::default());
    for_sites(200, |spec, draw| {
        let seen = &mut *seen.borrow_mut();
        let test = SiteTest::of(spec.files());
        let edition =
            termijn::assemble(&test.quick_inputs(Drafts::Excluded), instant(instant_near(spec, draw)));
        search_is_the_lists(&test, &edition, seen);
        let site = edition.site();
        similar_is_open(site, seen);
        months_are_the_days(site, seen);
        chart_lies_in_its_frame(site);
        directories_count_the_lists(site);
    });
    let seen = seen.into_inner();
    assert!(seen.searched > 100 && seen.similar > 20 && seen.cells > 100, "too little was seen: {seen:?}");
}

#[derive(Debug, Default)]
struct Seen {
    searched: usize,
    similar: usize,
    cells: usize,
}

/// All rows of a list, page after page.
fn cards(site: &Site, wanted: &ListKind) -> Vec<Card> {
    let list = site.lists().into_iter().find(|list| list.kind == *wanted).unwrap();
    let pages = (1..=site.page_count(&list)).flat_map(|page| site.on_page(&list, page));
    pages.map(|index| site.card(*index)).collect()
}

fn search_is_the_lists(test: &SiteTest, edition: &Edition, seen: &mut Seen) {
    let site = edition.site();
    let files = test.render(edition);
    let in_archive: Vec<String> =
        files.keys().filter(|path| path.starts_with("zoek/archief-")).rev().cloned().collect();
    let archive = in_archive.iter().flat_map(|path| rows(&json(&files, path))).collect::<Vec<_>>();
    seen.searched += archive.len();
    let of_card = |card: Card| {
        let address = card.url.trim_matches('/').to_owned();
        let region = card.region.map(|region| region.url);
        (address, card.title, card.phase.to_owned(), card.closes.text, card.organization.url, region)
    };
    let home: Vec<_> = cards(site, &ListKind::Home).into_iter().map(of_card).collect();
    assert_eq!(rows(&json(&files, "zoek/open.json")), home, "the open index is the home list");
    let closed: Vec<_> = cards(site, &ListKind::Archive).into_iter().map(of_card).collect();
    assert_eq!(archive, closed, "the indexes of the years are the archive");
}

/// Address, title, phase, closing, organisation and region of each notice in an index.
type Row = (String, String, String, String, String, Option<String>);

fn rows(index: &Value) -> Vec<Row> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let at = |list: &str, position: &Value| {
        index[list][usize::try_from(position.as_u64().unwrap()).unwrap()].clone()
    };
    let row = |notice: &Value| {
        let section = text(&at("sections", &notice["section"])["slug"]);
        assert!(index["weeks"][text(&notice["week"])].is_string(), "the week has words");
        (
            format!("{section}/{}", text(&notice["slug"])),
            text(&notice["title"]),
            text(&notice["phase"]),
            text(&notice["closes"]),
            text(&at("organisations", &notice["organisation"])["url"]),
            notice.get("region").map(|region| text(&at("regions", region)["url"])),
        )
    };
    index["notices"].as_array().unwrap().iter().map(row).collect()
}

fn similar_is_open(site: &Site, seen: &mut Seen) {
    for (index, notice) in site.notices.iter().enumerate().filter(|(_, notice)| !notice.is_retired) {
        let similar: Vec<_> = site.similar(index).iter().map(|other| site.card(*other)).collect();
        seen.similar += similar.len();
        assert!(similar.len() <= if notice.phase.is_open() { 0 } else { 3 });
        assert!(similar.iter().all(|card| card.is_open && card.id != notice.id()), "{similar:?}");
    }
}

fn months_are_the_days(site: &Site, seen: &mut Seen) {
    let all = site.agenda_days();
    let (agenda, _) = site.agenda_view(&all);
    let mut cells: BTreeMap<String, usize> = BTreeMap::new();
    for day in agenda.months.iter().flat_map(|month| &month.weeks).flat_map(|week| &week.days) {
        assert_eq!(day.entries.len(), day.count.min(3), "{}", day.date);
        assert!(day.in_month || day.count == 0, "{}", day.date);
        *cells.entry(day.date.to_string()).or_default() += day.count;
    }
    cells.retain(|_, count| *count > 0);
    let mut days: BTreeMap<String, usize> = BTreeMap::new();
    for day in &all {
        assert_eq!(site.agenda_day_view(day).entries.len(), day.count());
        days.insert(day.date.to_string(), day.count());
    }
    assert!(agenda.months.len() <= 12);
    // Months that hold nothing are left out, and so is what comes after the twelfth that holds something.
    let last = agenda.months.last().map(|month| month.id.clone()).unwrap_or_default();
    days.retain(|day, _| day[..7] <= *last);
    seen.cells += cells.len();
    assert_eq!(cells, days);
}

fn chart_lies_in_its_frame(site: &Site) {
    let (agenda, _) = site.agenda_view(&site.agenda_days());
    let Some(chart) = agenda.chart else { return assert!(site.open.is_empty()) };
    assert_eq!(chart.rows.len() + chart.left_out, site.open.len());
    for row in &chart.rows {
        assert!(row.width >= 1 && row.x + row.width <= chart.width + 1 && row.y < chart.height, "{row:?}");
        for mark in &row.marks {
            assert!((row.x..=row.x + row.width).contains(&mark.x), "{row:?}");
        }
    }
    assert!(chart.ticks.iter().all(|tick| tick.x <= chart.width));
}

fn directories_count_the_lists(site: &Site) {
    for (directory, lists) in [(Directory::Organisations, "organisation"), (Directory::Regions, "region")] {
        let (view, _) = site.directory_view(directory);
        let mut found: Vec<_> = view
            .entries
            .into_iter()
            .map(|entry| (entry.url, entry.title, entry.open + entry.closed))
            .collect();
        found.sort();
        let views = site.lists().into_iter().map(|list| site.list_view(&list, 1).0);
        let mut expected: Vec<_> =
            views.filter(|view| view.kind == lists).map(|view| (view.url, view.title, view.total)).collect();
        expected.sort();
        assert_eq!(found, expected);
    }
}

/// A record with its closing; what else it says comes in `more`.
fn record(title: &str, deadline: &str, more: &str) -> String {
    format!(
        "+++\nkind = \"inhuur\"\ntitle = \"{title}\"\npublished = 2026-03-02T09:00:00\n{more}\n\
         [response]\ndeadline = {deadline}\nurl = \"https://inschrijven.example/\"\n+++\n\n\
         Je werkt aan de **groenvoorziening** in één wijk.\n"
    )
}

const ORGANISATION: &str = "[organization]\nname = \"Gemeente Nieuwegein\"\n";

#[test]
fn an_index_holds_what_a_search_needs() {
    let more = format!(
        "reference = \"13995\"\ntasks = [\"Coördineren van de wijk\"]\n{ORGANISATION}\n\
         [location]\nregion = \"Utrecht\"\nmunicipality = \"Nieuwegein\"\n[hours]\nmax = 28\n\
         [education]\nlevel = \"hbo\"\n[procedure]\ntype = \"das\"\n"
    );
    let site = SiteTest::of([
        ("content/aanvragen/wijk.md", record("Wijkcoördinator", "2026-03-19T09:00:00", &more)),
        ("content/aanvragen/oud.md", record("Tekenaar", "2026-12-31", ORGANISATION)),
    ]);
    let files = site.at(at("2026-03-10T12:00:00+01:00"));
    let index = json(&files, "zoek/open.json");
    let organisation = json!([{
        "title": "Gemeente Nieuwegein", "url": "/organisaties/gemeente-nieuwegein/"
    }]);
    assert_eq!(index["version"], 1);
    assert_eq!(
        index["sections"],
        json!([{ "slug": "aanvragen", "title": "Aanvragen", "url": "/aanvragen/" }])
    );
    assert_eq!(index["organisations"], organisation);
    assert_eq!(index["regions"], json!([{ "title": "Utrecht", "url": "/regios/utrecht/" }]));
    let week = "week 12: 16 tot en met 22 maart 2026";
    let last = "week 53: 28 december 2026 tot en met 3 januari 2027";
    assert_eq!(index["weeks"], json!({ "2026-W12": week, "2026-W53": last }));
    assert_eq!(
        index["notices"][0],
        json!({
            "id": "13995", "slug": "wijk", "title": "Wijkcoördinator", "kind": "inhuur", "phase": "open",
            "section": 0, "organisation": 0, "region": 0, "place": "Nieuwegein", "reference": "13995",
            "education": "hbo", "procedure": "das", "hours": [null, 28],
            "published_at": "2026-03-02T09:00:00+01:00", "closes_at": "2026-03-19T09:00:00+01:00",
            "closes": "donderdag 19 maart 2026, 09.00 uur", "is_day": false, "week": "2026-W12",
            "words": "groenvoorziening coordineren werkt wijk"
        })
    );
    // A bare date closes at the midnight after it, and belongs to its own year.
    let closed = site.at(at("2027-01-01T00:00:00+01:00"));
    let notice = &json(&closed, "zoek/archief-2026.json")["notices"][0];
    assert_eq!((&notice["slug"], &notice["is_day"]), (&json!("oud"), &json!(true)));
    assert_eq!(notice["closes"], "tot en met donderdag 31 december 2026");
    assert!(notice.get("hours").is_none() && notice.get("region").is_none(), "{notice}");
    assert!(!closed.contains_key("zoek/archief-2027.json"));
    assert_eq!(json(&closed, "zoek/open.json")["notices"], json!([]));
}

#[test]
fn without_the_format_nothing_is_searched() {
    let mut site =
        SiteTest::of([("content/aanvragen/wijk.md", record("Wijk", "2026-03-19T09:00:00", ORGANISATION))]);
    site.put("termijn.toml", format!("{SETTINGS}[output]\nformats = [\"html\"]\n"));
    let edition = termijn::assemble(&site.inputs(Drafts::Excluded), at("2026-03-10T12:00:00+01:00"));
    assert!(!site.render(&edition).keys().any(|path| path.starts_with("zoek/")));
    let lists = edition.site().lists();
    assert!(lists.iter().all(|list| edition.site().list_view(list, 1).0.search.is_none()));
}

#[test]
fn a_closing_rebuilds_the_pages_that_offered_it_and_no_other() {
    let site = SiteTest::of([
        ("content/aanvragen/was.md", record("Wijkcoördinator", "2026-03-05T09:00:00", ORGANISATION)),
        (
            "content/aanvragen/anders.md",
            record("Bode", "2026-03-05T09:00:00", "[organization]\nname = \"Gemeente Elders\"\n"),
        ),
        ("content/aanvragen/nu.md", record("Wijkcoordinator", "2026-03-19T09:00:00", ORGANISATION)),
    ]);
    let inputs = site.inputs(Drafts::Excluded);
    let edition = |text| termijn::assemble(&inputs, at(text));
    let (before, after) = (edition("2026-03-19T08:59:59+01:00"), edition("2026-03-19T09:00:00+01:00"));
    let offered = |edition: &Edition, slug: &str| -> Vec<String> {
        let notices = &edition.site().notices;
        let index = notices.iter().position(|notice| notice.slug() == slug).unwrap();
        let similar = edition.site().similar(index).iter();
        similar.map(|other| edition.site().card(*other).url).collect()
    };
    assert_eq!(offered(&before, "was"), ["/aanvragen/nu/"]);
    assert_eq!(offered(&before, "anders"), Vec::<String>::new());
    assert_eq!(offered(&before, "nu"), Vec::<String>::new());
    assert_eq!(offered(&after, "was"), Vec::<String>::new());
    let changed: Vec<String> = difference(&before, &after).into_iter().map(|one| one.path).collect();
    let is_changed = |slug: &str| changed.contains(&format!("aanvragen/{slug}/index.html"));
    assert!(is_changed("was") && is_changed("nu") && !is_changed("anders"), "{changed:?}");
}
