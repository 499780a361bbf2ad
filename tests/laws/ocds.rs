//! Open contracting tells the same as `notice.json`, of the tenders that are shown and no others.

use super::generator::for_sites;
use super::site::{SiteTest, json};
use super::{instant, instant_near};
use serde_json::Value;
use std::cell::Cell;
use std::collections::BTreeSet;
use termijn::lifecycle::Drafts;

#[test]
fn open_contracting_tells_the_same_story_as_the_data() {
    let (told, changed) = (Cell::new(0), Cell::new(0));
    for_sites(300, |spec, draw| {
        let site = SiteTest::of(spec.files());
        let t = instant_near(spec, draw);
        let files = site.render(&termijn::assemble(&site.quick_inputs(Drafts::Excluded), instant(t)));
        let mut ocids = BTreeSet::new();
        for record in &spec.records {
            let path = record.path();
            let is_shown =
                record.is_visible(t) && !record.is_retired(t, spec) && record.kind.word() != "vacature";
            let package = format!("{path}ocds.json");
            assert_eq!(files.contains_key(&package), is_shown, "{package} at {t}");
            if !is_shown {
                continue;
            }
            let (data, package) = (json(&files, &format!("{path}notice.json")), json(&files, &package));
            let releases = package["releases"].as_array().unwrap();
            let last = releases.last().unwrap();
            assert_eq!(last["tender"]["tenderPeriod"]["endDate"], data["closes_at"], "{path} at {t}");
            assert_eq!(last["tender"]["status"], status(&data), "{path} at {t}: {data:#}");
            assert_eq!(package["publishedDate"], last["date"]);
            assert_eq!(releases[0]["date"], data["published_at"]);
            let ids: BTreeSet<String> = releases.iter().map(|release| release["id"].to_string()).collect();
            assert_eq!(ids.len(), releases.len(), "{path} at {t}: ids are distinct");
            ocids.insert(last["ocid"].to_string());
            told.set(told.get() + 1);
            changed.set(changed.get() + usize::from(releases.len() > 2));
        }
        assert_eq!(files.contains_key("ocds.json"), !ocids.is_empty());
        if !ocids.is_empty() {
            let records = json(&files, "ocds.json")["records"].as_array().unwrap().clone();
            let found: BTreeSet<String> = records.iter().map(|record| record["ocid"].to_string()).collect();
            assert_eq!((found, records.len()), (ocids.clone(), ocids.len()), "at {t}");
        }
    });
    assert!(told.get() > 200 && changed.get() > 50, "too little was seen: {told:?}, {changed:?}");
}

fn status(data: &Value) -> &'static str {
    match data["phase"].as_str().unwrap() {
        "standstill" | "awarded" => "complete",
        "not-awarded" => "unsuccessful",
        "withdrawn" => "cancelled",
        _ => "active",
    }
}
