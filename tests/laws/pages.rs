//! What lists, agenda, search and similar notices say of one instant is the same.

use super::generator::for_sites;
use super::site::{SiteTest, json};
use super::{instant, instant_near};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeMap;
use termijn::edition::Edition;
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
    (1..=site.page_count(&list)).flat_map(|page| site.list_view(&list, page).0.notices).collect()
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
        let (view, _) = site.notice_view(index);
        seen.similar += view.similar.len();
        assert!(view.similar.len() <= 3 && !(view.is_open && !view.similar.is_empty()));
        assert!(view.similar.iter().all(|card| card.is_open && card.id != notice.id()), "{view:?}");
    }
}

fn months_are_the_days(site: &Site, seen: &mut Seen) {
    let (agenda, _) = site.agenda_view();
    let mut cells: BTreeMap<String, usize> = BTreeMap::new();
    for day in agenda.months.iter().flat_map(|month| &month.weeks).flat_map(|week| &week.days) {
        assert_eq!(day.entries.len(), day.count.min(3), "{}", day.date);
        assert!(day.in_month || day.count == 0, "{}", day.date);
        *cells.entry(day.date.to_string()).or_default() += day.count;
    }
    cells.retain(|_, count| *count > 0);
    let mut days: BTreeMap<String, usize> = BTreeMap::new();
    for day in &agenda.days {
        days.insert(day.date.to_string(), day.entries.len());
    }
    assert!(agenda.months.len() <= 12);
    // Months that hold nothing are left out, and so is what comes after the twelfth that holds something.
    let last = agenda.months.last().map(|month| month.id.clone()).unwrap_or_default();
    days.retain(|day, _| day[..7] <= *last);
    seen.cells += cells.len();
    assert_eq!(cells, days);
}

fn chart_lies_in_its_frame(site: &Site) {
    let (agenda, _) = site.agenda_view();
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
