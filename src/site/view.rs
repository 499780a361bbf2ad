//! The plain data that a template receives: finished, so that it need look nothing up.

mod agenda;
mod list;

pub use agenda::*;
pub use list::*;

use crate::record::{Facts, Html, Label, Start};
use crate::time::Date;
use serde::Serialize;

/// A moment, for machines and for people.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct When {
    /// RFC 3339 with the zone's offset.
    pub datetime: String,
    /// In words: `donderdag 9 november 2023, 09.00 uur`, or `tot en met donderdag 29 februari 2024`.
    pub text: String,
    /// Whether it was written as a bare date.
    pub is_day: bool,
}

/// A link with its text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Link {
    /// What it says.
    pub title: String,
    /// Where it leads.
    pub url: String,
}

/// What stands around every page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Frame {
    /// The site's name.
    pub title: String,
    /// `nl` or `en`.
    pub language: String,
    /// The same with a territory, as OpenGraph wants it: `nl_NL` or `en_GB`.
    pub locale: &'static str,
    /// Who publishes the site.
    pub publisher: Option<crate::config::Publisher>,
    /// The link to the home page.
    pub home_url: String,
    /// The link to the archive.
    pub archive_url: String,
    /// The link to the agenda.
    pub agenda_url: String,
    /// The link to the page of all organisations; `None` while none has a notice.
    pub organisations_url: Option<String>,
    /// The link to the page of all regions; `None` while none has a notice.
    pub regions_url: Option<String>,
    /// The site's Atom feed.
    pub feed_url: Option<String>,
    /// The site's JSON feed.
    pub json_feed_url: Option<String>,
    /// The site's calendar.
    pub calendar_url: Option<String>,
    /// The sections that have a notice.
    pub sections: Vec<Link>,
    /// Ordinary pages in the menu.
    pub menu: Vec<Link>,
    /// Links at the foot.
    pub footer: Vec<Link>,
    /// The theme's own settings.
    pub theme: serde_json::Value,
}

/// What a page's head needs.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Head {
    /// The page's title, without the site's.
    pub title: String,
    /// A sentence for search engines.
    pub description: Option<String>,
    /// The page's absolute address.
    pub canonical: Option<String>,
    /// The link to the page itself; `None` for the page that answers to every unknown address.
    pub url: Option<String>,
    /// Whether search engines must leave it out.
    pub noindex: bool,
    /// The language of the page's main text, when it is not the site's.
    pub lang: Option<String>,
    /// When the page became public, for one that has such a moment: RFC 3339.
    pub published_at: Option<String>,
    /// When what it tells last changed, for the same pages: RFC 3339.
    pub modified_at: Option<String>,
}

/// A notice's own page.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names say it; fields of `facts` are the keys of the record format")]
pub struct NoticeView {
    pub id: String,
    pub url: String,
    pub data_url: Option<String>,
    /// The OCDS release package, for a tender.
    pub ocds_url: Option<String>,
    /// The calendar with this notice's moments.
    pub calendar_url: Option<String>,
    /// The Atom feed of its organisation.
    pub feed_url: Option<String>,
    /// The JSON feed of its organisation.
    pub json_feed_url: Option<String>,
    pub section: Link,
    pub organization_url: String,
    pub region_url: Option<String>,
    pub phase: &'static str,
    pub is_open: bool,
    pub is_draft: bool,
    /// Whether a question can be asked now; without it `facts.questions` has no address.
    pub may_ask: bool,
    /// Addresses for responding are absent once the notice is no longer open.
    pub facts: Facts<Html>,
    pub published: When,
    pub closes: When,
    /// Whether a withdrawal or a decision came before that closing.
    pub ended_early: bool,
    /// RFC 3339, for `data-closes-at`.
    pub closes_at: String,
    /// RFC 3339 or empty, for `data-next-change`.
    pub next_change: String,
    pub questions_close: Option<When>,
    /// RFC 3339, for `data-questions-close-at`.
    pub questions_close_at: Option<String>,
    /// The phase that holds right after `questions_close`, as far as may be known; `None` when the notice
    /// closes at that very instant.
    pub after_questions: Option<&'static str>,
    /// When the answers come that are waited for: those of the round that closes next, or else of the
    /// round whose answers are due first.
    pub next_answers: Option<When>,
    pub rounds: Vec<RoundView>,
    pub nota_url: Option<String>,
    pub starts: Option<Start>,
    pub ends_on: Option<Date>,
    pub interviews: Option<InterviewsView>,
    pub decision_expected_on: Option<Date>,
    /// The windows that the phases after the closing are about: those from the closing on.
    pub interviews_after_closing: Vec<WindowView>,
    pub decision: Option<DecisionView>,
    /// The days of the standstill period, once the award and their number are known.
    pub standstill: Option<StandstillView>,
    pub withdrawn: Option<WithdrawalView>,
    /// Newest first.
    pub amendments: Vec<AmendmentView>,
    pub documents: Vec<DocumentView>,
    pub timeline: Vec<EventView>,
    /// The day on which the evaluation falls, when start and length are known.
    pub evaluation_on: Option<Date>,
}

/// A round of questions.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct RoundView {
    pub nr: usize,
    pub deadline: Option<When>,
    pub is_closed: bool,
    /// Whether a withdrawal or a decision came before its deadline.
    pub ended_early: bool,
    pub answers: Option<When>,
    pub are_answers_out: bool,
    /// The questions that have appeared.
    pub items: Vec<ItemView>,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ItemView {
    pub nr: Label,
    /// The anchor on the page: `vraag-1-2`.
    pub anchor: String,
    pub question: String,
    /// `None`: the answer is to come.
    pub answer: Option<Html>,
    pub relates_to: Option<String>,
    pub published: When,
    /// Whether that is a moment of its own; else it is the round's.
    pub has_own_moment: bool,
}

/// Interviews.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct InterviewsView {
    pub place: Option<String>,
    pub windows: Vec<WindowView>,
    pub slot_minutes: Option<u32>,
    pub break_minutes: u32,
    pub invitation_by: Option<When>,
    pub others_informed: Option<String>,
}

/// A window of interviews.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WindowView {
    /// `woensdag 15 november 2023`
    pub date: String,
    /// `van 13.00 tot 16.00 uur`
    pub range: String,
    /// RFC 3339
    pub starts_at: String,
    /// RFC 3339
    pub ends_at: String,
    /// `13.00–13.45`
    pub slots: Vec<String>,
}

/// The decision.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct DecisionView {
    pub announced: When,
    pub outcome: crate::record::Outcome,
    pub winner: Option<String>,
    pub text: Option<Html>,
}

/// The days of a standstill period, first and last.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct StandstillView {
    pub from: Date,
    pub until: Date,
}

/// The withdrawal.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct WithdrawalView {
    pub on: When,
    pub reason: Option<String>,
}

/// A change after publication.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct AmendmentView {
    /// The anchor on the page, the same when later changes come: `deel-wijziging-1`.
    pub anchor: String,
    pub on: When,
    /// `text`, `response.deadline`, `round.deadline`, `round.answers_on` or `interviews`.
    pub field: &'static str,
    /// The round, for a field of one.
    pub round: Option<usize>,
    pub reason: String,
    pub text: Option<Html>,
    pub old: Option<When>,
    pub new: Option<When>,
    pub old_interviews: Option<InterviewsView>,
    pub new_interviews: Option<InterviewsView>,
}

/// A document.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct DocumentView {
    pub title: String,
    #[serde(rename = "type")]
    pub sort: Option<String>,
    pub url: String,
    /// `PDF`
    pub format: String,
    /// `1,2 MB`
    pub size: String,
}

/// An event in the planning.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct EventView {
    pub event: &'static str,
    /// What an amendment changed, in the words of [`AmendmentView::field`].
    pub field: Option<&'static str>,
    pub round: Option<usize>,
    pub nr: Option<Label>,
    pub when: When,
    pub is_past: bool,
}

/// A notice that is no longer on the site.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct RetiredView {
    pub id: String,
    pub title: String,
    /// The language of the title, when it is not the site's.
    pub lang: Option<String>,
    pub organization: String,
    pub kind: crate::record::Kind,
    pub phase: &'static str,
}

/// An ordinary page.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct PageView {
    pub title: String,
    pub body: Html,
}
