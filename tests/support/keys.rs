//! Every key of a record, and the site whose one tender has them all.

#![allow(dead_code, reason = "every test file takes what it needs")]

use super::site::SiteTest;
use std::path::Path;
use termijn::content::fields::{BODY, RECORD};
use termijn::source::{Key, Shape};
use toml::{Table, Value};

/// The tender in `tests/sites/formats`.
pub(crate) const FILE: &str = "content/aanvragen/alles/index.toml";

/// While questions can be asked, after the answers and an amendment, after the decision, after the withdrawal.
pub(crate) const INSTANTS: [&str; 4] = [
    "2026-03-09T12:00:00+01:00",
    "2026-03-20T12:00:00+01:00",
    "2026-04-20T12:00:00+02:00",
    "2026-04-29T12:00:00+02:00",
];

pub(crate) fn site() -> SiteTest {
    SiteTest::folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/formats"))
}

/// The values of its tender.
pub(crate) fn record(site: &SiteTest) -> Table {
    toml::from_str(std::str::from_utf8(&site.files[FILE]).unwrap()).unwrap()
}

/// The site with other values in its tender.
pub(crate) fn with_record(site: &SiteTest, record: &Table) -> SiteTest {
    let mut site = site.clone();
    site.put(FILE, toml::to_string(record).unwrap());
    site
}

/// Every key by its path: `questions.rounds.items.answer`.
pub(crate) fn paths() -> Vec<(String, &'static Shape)> {
    fn walk(keys: &'static [Key], above: &str, paths: &mut Vec<(String, &'static Shape)>) {
        for key in keys {
            let path = format!("{above}{}", key.name);
            match &key.shape {
                Shape::Table(inner) | Shape::Tables(inner) => walk(inner, &format!("{path}."), paths),
                shape => paths.push((path, shape)),
            }
        }
    }
    let mut paths = Vec::new();
    walk(RECORD, "", &mut paths);
    paths.push((BODY.name.to_owned(), &BODY.shape));
    paths
}

/// The value at a path; of lists of tables that in the first table that has the key.
pub(crate) fn find<'a>(table: &'a mut Table, path: &str) -> Option<&'a mut Value> {
    let Some((first, rest)) = path.split_once('.') else { return table.get_mut(path) };
    match table.get_mut(first)? {
        Value::Table(inner) => find(inner, rest),
        Value::Array(each) => each.iter_mut().find_map(|inner| find(inner.as_table_mut()?, rest)),
        _ => None,
    }
}
