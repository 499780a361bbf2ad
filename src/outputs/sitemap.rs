//! `sitemap.xml` (sitemaps.org): the pages that search engines should know. A notice that is no longer open is not
//! among them. When they are too many for one file, there are several, and `sitemap.xml` is the list of those.

use super::{Planned, Stage, Subject, write};
use crate::digest::Digest;
use crate::lifecycle::Disclosed;
use crate::site::{Directory, ListKind, Site};
use crate::time::Instant;
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

pub(super) fn plan(stage: &Stage) -> Vec<Planned> {
    let site = &stage.site;
    let entries = Arc::new(entries(site));
    let files: Vec<Range<usize>> = cut(&entries, site.settings.base_url.len(), LIMIT);
    let file = |path: String, range: Range<usize>| {
        let (told, shown) = (Arc::clone(&entries), Arc::clone(&entries));
        let of_parts = range.clone();
        Planned::rendered(
            path,
            Subject::Site,
            move |stage| vec![stage.settings_key, Digest::of(&&told[of_parts.clone()])],
            Box::new(move |stage, out| write(out, urlset(&stage.site, &shown[range.clone()]).as_bytes())),
        )
    };
    if let [all] = &files[..] {
        return vec![file("sitemap.xml".to_owned(), all.clone())];
    }
    let newest = |range: &Range<usize>| entries[range.clone()].iter().filter_map(|(_, changed)| *changed).max();
    let index: Vec<Entry> =
        files.iter().enumerate().map(|(at, range)| (numbered(at), newest(range))).collect();
    let key = Digest::of(&index);
    let mut planned: Vec<Planned> =
        files.into_iter().enumerate().map(|(at, range)| file(numbered(at), range)).collect();
    planned.push(Planned::rendered(
        "sitemap.xml".to_owned(),
        Subject::Site,
        move |stage| vec![stage.settings_key, key],
        Box::new(move |stage, out| write(out, sitemapindex(&stage.site, &index).as_bytes())),
    ));
    planned
}

/// The path of the file at this place, from 0.
fn numbered(at: usize) -> String {
    format!("sitemap-{}.xml", at + 1)
}

/// Every page that search engines should know, by path.
fn entries(site: &Site) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for list in site.lists() {
        let changed = match &list.kind {
            ListKind::Home => open_list_changed(site, 0..site.notices.len()),
            ListKind::Section(section) => open_list_changed(site, site.sections[section].iter().copied()),
            ListKind::Archive | ListKind::Organisation(_) | ListKind::Region(_) => {
                list.notices.iter().map(|index| site.notices[*index].changed_at()).max()
            }
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
        // It counts who has something open.
        let counted = |notice: &Arc<Disclosed>| match notice.phase.is_open() {
            true => notice.published().at,
            false => left_at(notice),
        };
        let changed = notices.map(counted).max();
        entries.push((directory.path().to_owned(), changed));
    }
    entries.extend(site.pages.iter().map(|page| (format!("{}/", page.slug), None)));
    for notice in site.open.iter().map(|index| &site.notices[*index]) {
        let changed = Some(notice.changed_at());
        let path = site.notice_path(notice);
        if notice.items().next().is_some() {
            entries.push((format!("{path}nota-van-inlichtingen/"), changed));
        }
        entries.push((path, changed));
    }
    entries.sort();
    entries
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
    let most = |path: &str| 3 * path.len() + 5 * base_length + "<url><loc></loc><lastmod></lastmod></url>\n".len() + 25;
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

fn urlset(site: &Site, entries: &[Entry]) -> String {
    document(site, "urlset", "url", entries)
}

fn sitemapindex(site: &Site, entries: &[Entry]) -> String {
    document(site, "sitemapindex", "sitemap", entries)
}

fn document(site: &Site, root: &str, element: &str, entries: &[Entry]) -> String {
    let mut xml = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"{NAMESPACE}\">\n");
    for (path, changed) in entries {
        // An encoded address holds nothing that XML would read as markup, save an ampersand in the base.
        let url = site.absolute(path).replace('&', "&amp;").replace('\'', "&apos;");
        let changed = changed.map(|at| format!("<lastmod>{}</lastmod>", site.rfc3339(at))).unwrap_or_default();
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
        let small = Limit { pages: 3, bytes: usize::MAX };
        assert_eq!(cut(&entries(0), 20, small), [0..0]);
        assert_eq!(cut(&entries(3), 20, small), [0..3]);
        assert_eq!(cut(&entries(7), 20, small), [0..3, 3..6, 6..7]);
        let of_two = Limit { pages: 9, bytes: 800 };
        assert_eq!(cut(&entries(5), 20, of_two), [0..2, 2..4, 4..5]);
        // One that is too long by itself still stands somewhere.
        assert_eq!(cut(&entries(2), 20, Limit { pages: 9, bytes: 1 }), [0..1, 1..2]);
        assert_eq!(cut(&entries(50_000), 20, LIMIT).len(), 1);
        assert_eq!(cut(&entries(100_001), 20, LIMIT), [0..50_000, 50_000..100_000, 100_000..100_001]);
    }
}
