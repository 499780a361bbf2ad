//! JSON Feed, version 1.1 (jsonfeed.org).

use super::{Entry, Feed};
use crate::outputs::Stage;
use crate::outputs::plain::single_line;
use crate::site::JSON_FEED;
use serde::Serialize;
use std::sync::Arc;

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: String,
    home_page_url: String,
    feed_url: String,
    language: &'static str,
    authors: Vec<Author>,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    content_html: &'a str,
    date_published: &'a str,
    date_modified: &'a str,
    tags: [&'a str; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
}

/// The bytes of a feed.
pub(super) fn json_feed(stage: &Stage, feed: &Feed) -> Vec<u8> {
    let site = &stage.site;
    let publisher = site.settings.publisher.as_ref();
    let entries: Vec<Arc<Entry>> =
        feed.told.iter().map(|told| stage.feed_entries.get(stage, *told)).collect();
    let document = Document {
        version: "https://jsonfeed.org/version/1.1",
        title: single_line(&feed.title),
        home_page_url: site.absolute(&feed.path),
        feed_url: site.absolute(&format!("{}{JSON_FEED}", feed.path)),
        language: site.language().tag(),
        authors: vec![Author {
            name: single_line(publisher.map_or(&site.settings.title, |publisher| &publisher.name)),
            url: publisher.and_then(|publisher| publisher.url.clone()),
        }],
        items: entries
            .iter()
            .map(|entry| Item {
                id: &entry.id,
                url: &entry.url,
                title: &entry.title,
                content_html: &entry.content,
                date_published: &entry.at,
                date_modified: &entry.at,
                tags: [&entry.kind.1],
                language: entry.lang.as_deref(),
            })
            .collect(),
    };
    let mut bytes = serde_json::to_vec(&document).expect("our own shapes have text keys");
    bytes.push(b'\n');
    bytes
}
