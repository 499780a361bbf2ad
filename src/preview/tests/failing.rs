//! Templates that fail while a page is made.

use super::*;

const TEMPLATE: &str = "themes/termijn/templates/notice.html";
/// Sound to read, and it asks for something that no notice has.
const FAILING: &str = "<!DOCTYPE html>\n<html><head></head><body>{{ notice.bestaat.niet }}</body></html>\n";

#[test]
fn a_page_stays_as_the_last_theme_made_it_p7() {
    let bench = Bench::with(&[]);
    let (_, before) = bench.page("/aanvragen/14001/");
    bench.save(TEMPLATE, FAILING);
    assert_eq!(bench.json("problems.json")["errors"], 0, "nobody made the page yet");
    let (status, page) = bench.page("/aanvragen/14001/");
    assert_eq!((status, page), (200, before));
    assert!(bench.proof().has_new_failures());
    let told: Value = serde_json::from_str(&bench.proof().event(Cause::Failure, at(NOW))).unwrap();
    assert_eq!((&told["cause"], &told["saved"], &told["errors"]), (&"files".into(), &Value::Null, &1.into()));

    let data = bench.json("problems.json");
    assert_eq!(data["errors"], 1, "{data:#}");
    let places = data["problems"][0]["places"].as_array().unwrap();
    let files: Vec<_> = places.iter().map(|place| place["file"].as_str().unwrap()).collect();
    assert_eq!(files, [TEMPLATE, OPEN], "the template and the record");
    assert_eq!(places[0]["line"], 2);
    assert!(!places[0]["marks"].as_array().unwrap().is_empty());

    // A page that loads itself again because of the news makes no more news.
    bench.page("/aanvragen/14001/");
    assert!(!bench.proof().has_new_failures());
    assert_eq!(bench.json("problems.json")["errors"], 1);

    bench.remove(TEMPLATE);
    assert_eq!(bench.json("problems.json")["errors"], 0);
}

#[test]
fn what_is_saved_meanwhile_shows_in_the_earlier_theme() {
    let bench = Bench::with(&[]);
    bench.save(TEMPLATE, FAILING);
    bench.save(OPEN, &record("14001", "", "Later geschreven."));
    assert!(bench.page("/aanvragen/14001/").1.contains("Later geschreven."));
}

#[test]
fn a_page_that_no_theme_can_make_is_explained_p8() {
    let bench = Bench::with(&[(TEMPLATE, FAILING)]);
    let (status, page) = bench.page("/aanvragen/14001/");
    assert_eq!(status, 500);
    assert!(page.contains("/_termijn/preview.js") && page.contains("Deze pagina is niet te maken"));
    assert_eq!(bench.json("problems.json")["errors"], 1);
    assert_eq!(bench.page("/").0, 200, "the other pages are there");
}
