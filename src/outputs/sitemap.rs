//! `sitemap.xml` (sitemaps.org): the pages that search engines should know. A notice that is no longer
//! open is not among them.

use super::{Planned, Stage, Subject, write};
use crate::digest::Digest;
use crate::site::Site;

pub(super) fn plan(_: &Stage) -> Vec<Planned> {
    vec![Planned::rendered(
        "sitemap.xml".to_owned(),
        Subject::Site,
        parts,
        Box::new(|stage, out| write(out, sitemap(&stage.site).as_bytes())),
    )]
}

fn parts(stage: &Stage) -> Vec<Digest> {
    let site = &stage.site;
    let mut parts = vec![stage.settings_key, site.frame_key()];
    parts.extend(site.open.iter().map(|index| site.notices[*index].key));
    let lists: Vec<String> = site.lists().into_iter().map(|list| list.path).collect();
    let pages: Vec<&str> = site.pages.iter().map(|page| page.slug.as_str()).collect();
    parts.push(Digest::of(&(lists, pages)));
    parts
}

fn sitemap(site: &Site) -> String {
    let mut urls: Vec<(String, Option<String>)> = Vec::new();
    urls.extend(site.lists().into_iter().map(|list| (list.path, None)));
    urls.push(("agenda/".to_owned(), None));
    urls.extend(site.directories().into_iter().map(|directory| (directory.path().to_owned(), None)));
    urls.extend(site.pages.iter().map(|page| (format!("{}/", page.slug), None)));
    for notice in site.open.iter().map(|index| &site.notices[*index]) {
        let changed_at = Some(site.rfc3339(notice.changed_at()));
        let path = site.notice_path(notice);
        if notice.items().next().is_some() {
            urls.push((format!("{path}nota-van-inlichtingen/"), changed_at.clone()));
        }
        urls.push((path, changed_at));
    }
    urls.sort();
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (path, changed_at) in urls {
        // An encoded address holds nothing that XML would read as markup, save an ampersand in the base.
        let url = site.absolute(&path).replace('&', "&amp;").replace('\'', "&apos;");
        let changed = changed_at.map(|at| format!("<lastmod>{at}</lastmod>")).unwrap_or_default();
        xml.push_str(&format!("<url><loc>{url}</loc>{changed}</url>\n"));
    }
    xml.push_str("</urlset>\n");
    xml
}
