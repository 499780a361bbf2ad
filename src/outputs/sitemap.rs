//! `sitemap.xml` (sitemaps.org): the pages that search engines should know. A notice that is no longer open is not
//! among them. When they are too many for one file, there are several, and `sitemap.xml` is the list of those.

use super::{Planned, Stage, Subject, write};
use crate::digest::Digest;
use crate::lifecycle::Disclosed;
use crate::site::{Directory, List, ListKind, Site};
use crate::time::Instant;
use serde::Serialize;
use std::ops::Range;
use std::sync::Arc;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The most that one file may hold.
const LIMIT: Limit = Limit { pages: 50_000, bytes: 52_428_800 };

#[derive(Clone, Copy)]
struct Limit {
    pages: usize,
    bytes: usize,
}

/// A page, and the last change of what it shows; `None` when that is not known.
type Entry = (String, Option<Instant>);

/// One file: its path, whether it lists pages or files, and which.
struct File {
    path: String,
    lists: Lists,
    entries: Vec<Entry>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
enum Lists {
    Pages,
    Files,
}

pub(super) fn plan(stage: &Stage) -> Vec<Planned> {
    let site = &stage.site;
    let files = files(entries(site), site.settings.base_url.len(), LIMIT).into_iter();
    files
        .map(|File { path, lists, entries }| {
            let told = Arc::new(entries);
            let shown = Arc::clone(&told);
            Planned::rendered(
                path,
                Subject::Site,
                move |stage| vec![stage.settings_key, Digest::of(&(lists, &*told))],
                Box::new(move |stage, out| write(out, document(&stage.site, lists, &shown).as_bytes())),
            )
        })
        .collect()
}

/// The files for these pages: one, or several and the list of those.
fn files(entries: Vec<Entry>, base_length: usize, limit: Limit) -> Vec<File> {
    let cuts = cut(&entries, base_length, limit);
    let path = "sitemap.xml".to_owned();
    if cuts.len() == 1 {
        return vec![File { path, lists: Lists::Pages, entries }];
    }
    let numbered = (1..).zip(cuts).map(|(number, range)| File {
        path: format!("sitemap-{number}.xml"),
        lists: Lists::Pages,
        entries: entries[range].to_vec(),
    });
    let mut files: Vec<File> = numbered.collect();
    let newest = |file: &File| file.entries.iter().filter_map(|(_, changed)| *changed).max();
    let entries = files.iter().map(|file| (file.path.clone(), newest(file))).collect();
    files.push(File { path, lists: Lists::Files, entries });
    files
}

/// Every page that search engines should know, by path.
fn entries(site: &Site) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for list in site.lists() {
        let changed = match &list.kind {
            ListKind::Home => open_list_changed(site, 0..site.notices.len()),
            ListKind::Section(section) => open_list_changed(site, site.sections[section].iter().copied()),
            ListKind::Organisation(id) => {
                shown_changed(site, &list, |retired| retired.brief().organization_id == *id)
            }
            // Where a retired notice was is not told any more: it may have been in any region.
            ListKind::Archive | ListKind::Region(_) => shown_changed(site, &list, |_| true),
        };
        entries.push((list.path, changed));
    }
    let shown = site.notices.iter().filter(|notice| !notice.is_retired);
    entries.push(("agenda/".to_owned(), shown.map(|notice| notice.changed_at()).max()));
    for directory in site.directories() {
        let named = match directory {
            Directory::Organisations => &site.organisations,
            Directory::Regions => &site.regions,
        };
        let notices = named.values().flatten().map(|index| &site.notices[*index]);
        // It counts what is open and what is closed.
        let counted = |notice: &Arc<Disclosed>| match notice.phase.is_open() {
            true => notice.published().at,
            false => left_at(notice),
        };
        let retired = site.notices.iter().filter(|notice| notice.is_retired);
        let changed = notices.map(counted).chain(retired.map(|notice| notice.changed_at())).max();
        entries.push((directory.path().to_owned(), changed));
    }
    entries.extend(site.pages.iter().map(|page| (format!("{}/", page.slug), None)));
    for notice in site.open.iter().map(|index| &site.notices[*index]) {
        let changed = Some(notice.changed_at());
        let path = site.notice_path(notice);
        if notice.has_items {
            entries.push((format!("{path}nota-van-inlichtingen/"), changed));
        }
        entries.push((path, changed));
    }
    entries.sort();
    entries
}

/// When a list of what is closed too last changed: when a notice on it did, or when one left it at the end of its
/// retention.
fn shown_changed(site: &Site, list: &List, may_have_left: impl Fn(&Disclosed) -> bool) -> Option<Instant> {
    let shown = list.notices.iter().map(|index| &site.notices[*index]);
    let left = site.notices.iter().filter(|notice| notice.is_retired && may_have_left(notice));
    shown.chain(left).map(|notice| notice.changed_at()).max()
}

/// When a list of what is open last changed: when a notice on it did, or when one left it.
fn open_list_changed(site: &Site, notices: impl Iterator<Item = usize>) -> Option<Instant> {
    let notices = notices.map(|index| &site.notices[index]).filter(|notice| !notice.is_retired);
    notices.map(|notice| if notice.phase.is_open() { notice.changed_at() } else { left_at(notice) }).max()
}

/// When a notice that is no longer open left the lists of what is: it closed, was withdrawn or decided on.
fn left_at(notice: &Disclosed) -> Instant {
    let ends = [notice.withdrawn_on(), notice.announced_on()].into_iter().flatten();
    ends.map(|moment| moment.at).fold(notice.closes().at, Instant::min)
}

/// Cut into files, each within the limit; one at least.
fn cut(entries: &[Entry], base_length: usize, limit: Limit) -> Vec<Range<usize>> {
    // Each byte of a path takes three at the most when encoded, an `&` of the base five.
    let most = |path: &str| {
        3 * path.len() + 5 * base_length + "<url><loc></loc><lastmod></lastmod></url>\n".len() + 25
    };
    let around = 200;
    let mut files = Vec::new();
    let (mut start, mut bytes) = (0, around);
    for (at, (path, _)) in entries.iter().enumerate() {
        if at > start && (at - start == limit.pages || bytes + most(path) > limit.bytes) {
            files.push(start..at);
            (start, bytes) = (at, around);
        }
        bytes += most(path);
    }
    files.push(start..entries.len());
    files
}

fn document(site: &Site, lists: Lists, entries: &[Entry]) -> String {
    let (root, element) = match lists {
        Lists::Pages => ("urlset", "url"),
        Lists::Files => ("sitemapindex", "sitemap"),
    };
    let mut xml = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"{NAMESPACE}\">\n");
    for (path, changed) in entries {
        // An encoded address holds nothing that XML would read as markup, save an ampersand in the base.
        let url = site.absolute(path).replace('&', "&amp;").replace('\'', "&apos;");
        let changed =
            changed.map(|at| format!("<lastmod>{}</lastmod>", site.rfc3339(at))).unwrap_or_default();
        xml.push_str(&format!("<{element}><loc>{url}</loc>{changed}</{element}>\n"));
    }
    xml.push_str(&format!("</{root}>\n"));
    xml
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(count: usize) -> Vec<Entry> {
        (0..count).map(|number| (format!("aanvragen/{number:06}/"), None)).collect()
    }

    #[test]
    fn a_file_holds_no_more_than_it_may() {
        fn lengths(count: usize, limit: Limit) -> Vec<usize> {
            cut(&entries(count), 20, limit).into_iter().map(|range| range.len()).collect()
        }
        let small = Limit { pages: 3, bytes: usize::MAX };
        assert_eq!(lengths(0, small), [0]);
        assert_eq!(lengths(3, small), [3]);
        assert_eq!(lengths(7, small), [3, 3, 1]);
        assert_eq!(cut(&entries(7), 20, small), [0..3, 3..6, 6..7]);
        assert_eq!(lengths(5, Limit { pages: 9, bytes: 800 }), [2, 2, 1]);
        // One that is too long by itself still stands somewhere.
        assert_eq!(lengths(2, Limit { pages: 9, bytes: 1 }), [1, 1]);
        assert_eq!(lengths(50_000, LIMIT), [50_000]);
        assert_eq!(lengths(100_001, LIMIT), [50_000, 50_000, 1]);
    }

    #[test]
    fn several_files_stand_in_a_list() {
        let instant = |text| Instant::parse_rfc3339(text);
        let (early, late) = (instant("2026-01-05T09:00:00+01:00"), instant("2026-02-05T09:00:00+01:00"));
        let mut all = entries(5);
        (all[0].1, all[1].1) = (late, early);
        let small = Limit { pages: 2, bytes: usize::MAX };
        let made = files(all.clone(), 20, small);
        let paths: Vec<&str> = made.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]);
        let index = &made[3];
        assert_eq!(index.lists, Lists::Files);
        let listed: Vec<_> = index.entries.iter().map(|(path, changed)| (path.as_str(), *changed)).collect();
        assert_eq!(listed, [("sitemap-1.xml", late), ("sitemap-2.xml", None), ("sitemap-3.xml", None)]);
        let pages: Vec<Entry> = made[..3].iter().flat_map(|file| file.entries.clone()).collect();
        assert_eq!(pages, all);
        let one = files(all, 20, LIMIT);
        assert_eq!((one.len(), one[0].path.as_str(), one[0].lists), (1, "sitemap.xml", Lists::Pages));
    }
}
