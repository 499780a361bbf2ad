//! A notice whole, for formats that are read away from the site: feeds, and what job search engines show.
//!
//! It is what the notice's page tells now: after the closing it has no address for responding, and it never has
//! what is under embargo. Every link in it is absolute.

use super::notice_view::round_and_number;
use super::{DocumentView, InterviewsView, Site, When};
use crate::lifecycle::{Disclosed, Event, Phase, TimedEvent};
use crate::record::{Facts, Html, Outcome, Standstill, Start};
use crate::time::Date;

/// A notice whole.
#[derive(Clone, Debug)]
pub struct Publication {
    /// Its facts, with the addresses and contacts for which it is not too late.
    pub facts: Facts<Html>,
    /// When the work starts.
    pub starts: Option<Start>,
    /// When the contract ends.
    pub ends_on: Option<Date>,
    /// The day on which the evaluation falls, when start and length are known.
    pub evaluation_on: Option<Date>,
    /// When it became public.
    pub published: When,
    /// Until when questions can be asked, while they can.
    pub questions_close: Option<When>,
    /// When and where candidates are heard.
    pub interviews: Option<InterviewsView>,
    /// When a decision is expected, until there is one.
    pub decision_expected_on: Option<Date>,
    /// The standstill period, as long as one may come.
    pub standstill: Option<Standstill>,
    /// Its planning, past moments too; what feeds tell in entries of their own is left out.
    pub planning: Vec<Planned>,
    /// The documents that have appeared.
    pub documents: Vec<DocumentView>,
}

/// A moment of a notice's planning.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The event's name.
    pub event: &'static str,
    /// The round, when there are several.
    pub round: Option<usize>,
    /// When.
    pub when: When,
}

impl Site {
    /// A notice whole; `facts` are those of its page.
    #[must_use]
    pub fn publication(&self, notice: &Disclosed, facts: &Facts<Html>) -> Publication {
        let page_url = self.absolute(&self.notice_path(notice));
        let mut facts = facts.map(&mut |html| self.absolute_html(html, &page_url));
        facts.contacts.retain(|contact| notice.phase.is_open() || !contact.is_for_responding());
        facts.questions = facts.questions.filter(|_| notice.may_ask());
        let is_withdrawn = notice.phase == Phase::Withdrawn;
        let is_kept = |event: &&TimedEvent| {
            !matches!(
                event.event,
                Event::Published
                    | Event::Amended { .. }
                    | Event::AnswerPublished { .. }
                    | Event::InterviewsEnd
                    | Event::RetentionEnds
            )
        };
        Publication {
            starts: notice.schedule().starts,
            ends_on: notice.schedule().ends_on,
            evaluation_on: self.evaluation_on(notice),
            published: self.opening(&notice.published()),
            questions_close: notice
                .questions_close()
                .filter(|_| notice.phase == Phase::QuestionsOpen)
                .map(|moment| self.closing(&moment)),
            interviews: notice.schedule().interviews.as_ref().map(|interviews| self.interviews(interviews)),
            decision_expected_on: notice
                .schedule()
                .decision_expected_on
                .filter(|_| notice.decision().is_none() && !is_withdrawn),
            standstill: facts.standstill.clone().filter(|_| {
                !is_withdrawn && notice.decision().is_none_or(|decision| decision.outcome == Outcome::Gegund)
            }),
            planning: notice
                .timeline
                .iter()
                .filter(is_kept)
                .map(|event| self.planned(notice, event))
                .collect(),
            documents: self
                .documents(notice)
                .into_iter()
                .map(|document| DocumentView { url: self.absolute_url(&document.url), ..document })
                .collect(),
            facts,
        }
    }

    fn planned(&self, notice: &Disclosed, event: &TimedEvent) -> Planned {
        let (round, _) = round_and_number(&event.event);
        let several = notice.schedule().rounds.len() > 1;
        Planned { event: event.event.name(), round: round.filter(|_| several), when: self.event_when(event) }
    }

    /// The day on which the evaluation falls, when start and length are known.
    pub(super) fn evaluation_on(&self, notice: &Disclosed) -> Option<Date> {
        let after = notice.facts().contract.as_ref()?.evaluation_after?;
        match notice.schedule().starts {
            Some(Start::On(start)) => Some(self.settings.calendar.plus(start, &after)),
            _ => None,
        }
    }

    /// A link of this site with its scheme and host before it.
    pub(super) fn absolute_url(&self, link: &str) -> String {
        let base = self.settings.base_url.strip_suffix(self.settings.base_path()).unwrap_or_default();
        format!("{base}{link}")
    }

    /// Markup of the page at `page_url` with every link in it absolute.
    pub(super) fn absolute_html(&self, html: &Html, page_url: &str) -> Html {
        let on_site = |link: &str| match link.chars().next() {
            Some('/') => Some(self.absolute_url(link)),
            Some('#') => Some(format!("{page_url}{link}")),
            _ => None,
        };
        Html { html: with_links(&html.html, on_site) }
    }
}

/// The same markup of our own renderer with every link and picture address that `turn` gives another for.
fn with_links(html: &str, turn: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(html.len() + 64);
    let mut rest = html;
    // Text holds no `<`, and no attribute holds a `>`: both were escaped.
    while let Some(start) = rest.find('<') {
        let end = rest[start..].find('>').map_or(rest.len(), |end| start + end);
        out.push_str(&rest[..start]);
        push_tag(&mut out, &rest[start..end], &turn);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

fn push_tag(out: &mut String, tag: &str, turn: &impl Fn(&str) -> Option<String>) {
    let found = [" href=\"", " src=\""].iter().find_map(|name| tag.find(name).map(|at| at + name.len()));
    let Some(start) = found else { return out.push_str(tag) };
    let end = tag[start..].find('"').map_or(tag.len(), |end| start + end);
    out.push_str(&tag[..start]);
    out.push_str(&turn(&tag[start..end]).unwrap_or_else(|| tag[start..end].to_owned()));
    out.push_str(&tag[end..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_in_tags_are_turned_and_words_are_not() {
        let turn = |link: &str| link.starts_with('/').then(|| format!("https://x.nl{link}"));
        fn check(html: &str, turn: impl Fn(&str) -> Option<String>, expected: &str) {
            assert_eq!(with_links(html, turn), expected);
        }
        check("<p>a <a href=\"/b/\">c</a></p>", turn, "<p>a <a href=\"https://x.nl/b/\">c</a></p>");
        check("<img src=\"/p.png\" alt=\"x\" />", turn, "<img src=\"https://x.nl/p.png\" alt=\"x\" />");
        check("<p>&lt;a href=\"/b/\"&gt;</p>", turn, "<p>&lt;a href=\"/b/\"&gt;</p>");
        check("<a href=\"https://y.nl/\">c</a>", turn, "<a href=\"https://y.nl/\">c</a>");
        check("", turn, "");
    }
}
