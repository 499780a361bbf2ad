//! JSON Feed, version 1.1 (jsonfeed.org).

use super::{Feed, content};
use crate::outputs::Stage;
use crate::outputs::plain::single_line;
use crate::site::JSON_FEED;
use serde::Serialize;

#[derive(Serialize)]
struct Document {
    version: &'static str,
    title: String,
    home_page_url: String,
    feed_url: String,
    language: &'static str,
    authors: Vec<Author>,
    items: Vec<Item>,
}

#[derive(Serialize)]
struct Author {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Item {
    id: String,
    url: String,
    title: String,
    content_html: String,
    date_published: String,
    date_modified: String,
    tags: [String; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
}

/// The bytes of a feed.
pub(super) fn json_feed(stage: &Stage, feed: &Feed) -> Vec<u8> {
    let site = &stage.site;
    let publisher = site.settings.publisher.as_ref();
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
        items: feed
            .told
            .iter()
            .map(|told| {
                let entry = site.feed_entry(*told);
                let words = content::Words::of(stage, &entry);
                Item {
                    title: words.title(),
                    content_html: words.content(),
                    date_published: site.rfc3339(entry.at),
                    date_modified: site.rfc3339(entry.at),
                    tags: [words.kind().to_owned()],
                    language: entry.lang.clone(),
                    id: entry.id.clone(),
                    url: entry.url.clone(),
                }
            })
            .collect(),
    };
    let mut bytes = serde_json::to_vec(&document).expect("our own shapes have text keys");
    bytes.push(b'\n');
    bytes
}
