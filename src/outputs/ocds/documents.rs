//! What can be read or fetched: the page itself, the nota van inlichtingen, the files beside the page, and
//! why the tender was cancelled.

use super::json::{line, list, object, text_of};
use super::releases::Release;
use super::snapshot::Snapshot;
use crate::config::Format;
use crate::record::Document;
use crate::time::Instant;
use serde_json::{Value, json};

impl Snapshot<'_> {
    /// The documents that have appeared, each with the instant of the release in which it did.
    pub(super) fn documents(&self) -> Value {
        let has_pages = self.site().settings.formats.contains(&Format::Html);
        let pages = [self.page_itself(), self.nota(), self.cancellation()];
        let pages = pages.into_iter().filter(|_| has_pages);
        let files = self.state.documents().map(|document| self.file(document));
        list(pages.chain(files))
    }

    fn page_itself(&self) -> Value {
        let title = self.facts.headline.as_ref().unwrap_or(&self.facts.title);
        self.page_document("notice", "tenderNotice", line(title), &self.page(), self.state.published().at)
    }

    fn nota(&self) -> Value {
        let Some(first) = self.first_with(|release| release.state.items().next().is_some()) else {
            return Value::Null;
        };
        if self.state.items().next().is_none() {
            return Value::Null;
        }
        let grown = self.releases.windows(2).rev().find_map(|pair| {
            let count = |release: &Release| release.state.items().count();
            (count(&pair[1]) > count(&pair[0])).then_some(pair[1].at)
        });
        let title = line(self.wording().get(&["nota", "title"]));
        let url = format!("{}nota-van-inlichtingen/", self.page());
        let mut nota = self.page_document("clarifications", "clarifications", title, &url, first);
        nota["dateModified"] = self.date(grown.unwrap_or(first));
        nota
    }

    fn cancellation(&self) -> Value {
        let Some((withdrawal, on)) = self.state.withdrawn().zip(self.state.withdrawn_on()) else {
            return Value::Null;
        };
        let title = line(self.wording().get(&["event", "withdrawn"]));
        let told_at = on.at.max(self.state.published().at);
        let mut page = self.page_document("withdrawn", "cancellationDetails", title, &self.page(), told_at);
        if let Some(members) = page.as_object_mut().filter(|_| withdrawal.reason.is_some()) {
            members.insert("description".to_owned(), text_of(withdrawal.reason.as_ref()));
        }
        page
    }

    fn page_document(&self, id: &str, sort: &str, title: Value, url: &str, published: Instant) -> Value {
        object([
            ("id", json!(id)),
            ("documentType", json!(sort)),
            ("title", title),
            ("url", json!(url)),
            ("datePublished", self.date(published)),
            ("format", json!("text/html")),
            ("language", line(self.site().language().tag())),
        ])
    }

    fn file(&self, document: &Document) -> Value {
        let file = &document.attachment.file;
        let shows = |release: &Release| release.state.documents().any(|other| other.attachment.file == *file);
        let first = self.first_with(shows).unwrap_or(self.at);
        let sort = document.sort.as_deref();
        let path = format!("{}{file}", self.site().notice_path(self.state));
        object([
            ("id", line(&format!("file/{file}"))),
            ("documentType", json!(sort.and_then(document_type))),
            ("title", line(&document.title)),
            ("description", text_of(document.sort.as_ref())),
            ("url", json!(self.site().absolute(&path))),
            ("datePublished", self.date(first)),
            ("format", json!(media_type(file))),
        ])
    }

    fn first_with(&self, holds: impl Fn(&Release) -> bool) -> Option<Instant> {
        self.releases.iter().find(|release| holds(release)).map(|release| release.at)
    }
}

/// The code of the list `documentType` for what authors call a document; `None` for other words.
fn document_type(sort: &str) -> Option<&'static str> {
    match sort.trim().to_lowercase().as_str() {
        "leidraad" | "aanbestedingsleidraad" | "bestek" | "aanbestedingsdocument" => Some("biddingDocuments"),
        "programma van eisen" | "technische specificaties" => Some("technicalSpecifications"),
        "conceptovereenkomst" | "conceptcontract" | "concept-overeenkomst" => Some("contractDraft"),
        "nota van inlichtingen" => Some("clarifications"),
        "gunningscriteria" | "beoordelingskader" => Some("evaluationCriteria"),
        _ => None,
    }
}

/// The media type (IANA) that a file's name tells.
fn media_type(file: &str) -> Option<&'static str> {
    let (_, extension) = file.rsplit_once('.')?;
    Some(match extension.to_ascii_lowercase().as_str() {
        "pdf" => "application/pdf",
        "doc" => "application/msword",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xls" => "application/vnd.ms-excel",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "odt" => "application/vnd.oasis.opendocument.text",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        "zip" => "application/zip",
        "csv" => "text/csv",
        "txt" => "text/plain",
        "html" | "htm" => "text/html",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        _ => return None,
    })
}
