//! schema.org as JSON-LD in pages: the JobPosting of an open vacancy or request to hire, the path to a page,
//! and who publishes the site. Each text here can stand in a script element.

mod job_posting;

use super::Stage;
use super::plain::single_line;
use crate::site::{ListKind, NoticeView};
use crate::theme::inert_json;
use serde_json::{Map, Value, json};

/// What the page of a notice holds.
pub(super) fn of_notice(stage: &Stage, index: usize, view: &NoticeView) -> Vec<String> {
    let home = stage.theme.wording.get(&["page", "home"]);
    let path = [(home, ""), (&view.section.title, &*format!("{}/", stage.site.notices[index].section()))];
    let job = job_posting::job_posting(stage, index, view);
    written([Some(breadcrumbs(stage, &path)), job])
}

/// What the nota van inlichtingen of a notice holds.
pub(super) fn of_nota(stage: &Stage, index: usize, view: &NoticeView) -> Vec<String> {
    let notice = &stage.site.notices[index];
    let (section, page) = (format!("{}/", notice.section()), stage.site.notice_path(notice));
    let path = [(&*view.section.title, &*section), (&view.facts.title, &page)];
    written([Some(breadcrumbs(stage, &path))])
}

/// What a page of a list holds: on the home page, the site and who publishes it.
pub(super) fn of_list(stage: &Stage, kind: &ListKind, page: usize) -> Vec<String> {
    if *kind != ListKind::Home || page > 1 {
        return Vec::new();
    }
    written([Some(site(stage)), publisher(stage)])
}

/// The links above a page, as they stand there (schema.org `BreadcrumbList`).
fn breadcrumbs(stage: &Stage, path: &[(&str, &str)]) -> Value {
    let each = path.iter().enumerate().map(|(index, (name, path))| {
        json!({
            "@type": "ListItem",
            "position": index + 1,
            "name": single_line(name),
            "item": stage.site.absolute(path),
        })
    });
    thing("BreadcrumbList", [("itemListElement", Value::Array(each.collect()))])
}

/// The site by its name (schema.org `WebSite`).
fn site(stage: &Stage) -> Value {
    let site = &stage.site;
    thing(
        "WebSite",
        [
            ("name", json!(single_line(&site.settings.title))),
            ("url", json!(site.absolute(""))),
            ("inLanguage", json!(site.language().tag())),
        ],
    )
}

/// Who publishes the site (schema.org `Organization`).
fn publisher(stage: &Stage) -> Option<Value> {
    let publisher = stage.site.settings.publisher.as_ref()?;
    Some(thing(
        "Organization",
        [
            ("name", json!(single_line(&publisher.name))),
            ("url", json!(publisher.url)),
            ("email", json!(publisher.email)),
        ],
    ))
}

/// A thing of schema.org with the properties that have a value.
fn thing<const N: usize>(sort: &str, properties: [(&str, Value); N]) -> Value {
    let mut thing = Map::new();
    thing.insert("@context".to_owned(), json!("https://schema.org"));
    thing.insert("@type".to_owned(), json!(sort));
    thing.extend(properties.map(|(name, value)| (name.to_owned(), value)));
    without_nulls(Value::Object(thing))
}

fn written<const N: usize>(things: [Option<Value>; N]) -> Vec<String> {
    things.into_iter().flatten().map(|thing| inert_json(&thing.to_string())).collect()
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let known = map.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(known.map(|(key, value)| (key, without_nulls(value))).collect())
        }
        Value::Array(values) => Value::Array(values.into_iter().map(without_nulls).collect()),
        other => other,
    }
}
