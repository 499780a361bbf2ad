//! The same as data; the keys are the record format's, section 7.

use super::view::{Coming, View, What};
use crate::lifecycle::phase;
use crate::record::Notice;
use crate::time::Instant;
use serde::Serialize;
use std::sync::Arc;

#[derive(Serialize)]
pub(super) struct WhenData {
    valid_from: Option<String>,
    valid_until: Option<String>,
    notices: Vec<NoticeData>,
}

#[derive(Serialize)]
struct NoticeData {
    id: String,
    title: String,
    url: String,
    phase: &'static str,
    hidden_because: Option<&'static str>,
    next: Vec<NextData>,
}

#[derive(Serialize)]
struct NextData {
    event: &'static str,
    at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
}

/// Every notice with everything that is to come.
pub(super) fn of(view: &View<'_>) -> WhenData {
    let site = view.edition.site();
    let rfc3339 = |at: Instant| view.rules.zone.rfc3339(at);
    let next = |coming: Coming| match coming.what {
        What::Event(event) => NextData { event: event.name(), at: rfc3339(coming.at), file: None },
        What::Document(file) => {
            NextData { event: "document-published", at: rfc3339(coming.at), file: Some(file) }
        }
    };
    let notice = |notice: &Arc<Notice>| NoticeData {
        id: notice.id(),
        title: notice.facts.title.clone(),
        url: site.absolute(&format!("{}/{}/", notice.section, notice.slug)),
        phase: phase(notice, view.at, &view.rules).name(),
        hidden_because: view.hidden_because(notice).map(super::view::Hidden::name),
        next: view.coming(notice).into_iter().map(next).collect(),
    };
    WhenData {
        valid_from: view.edition.valid_from().map(rfc3339),
        valid_until: view.edition.valid_until().map(rfc3339),
        notices: view.notices.iter().map(notice).collect(),
    }
}
