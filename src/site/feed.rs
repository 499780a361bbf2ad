//! What subscribers are told of: publications, amendments, answers, decisions and withdrawals, each with what
//! it brought.
//!
//! An entry shows what its notice's page shows now: after the closing it has no address for responding, and
//! it never has what is under embargo.

use super::link::LinkRules;
use super::{AmendmentView, Link, List, Publication, Site, When, event_id, field_and_round};
use crate::digest::{Digest, Hasher};
use crate::lifecycle::{Disclosed, Event, TimedEvent};
use crate::markdown::Anchors;
use crate::record::{Html, Label, Outcome};
use crate::time::Instant;
use std::collections::{BTreeMap, BTreeSet};

/// Which change: a notice of the site and an event in its timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    /// The notice's index.
    pub notice: usize,
    /// The event's index.
    pub event: usize,
}

/// A change that subscribers are told of. Links are absolute.
#[derive(Clone, Debug)]
pub struct FeedEntry {
    /// Its tag URI, which never changes.
    pub id: String,
    /// Where on the site it is told.
    pub url: String,
    /// When it happened.
    pub at: Instant,
    /// The event's name.
    pub event: &'static str,
    /// The notice.
    pub notice: Disclosed,
    /// The notice's own page.
    pub page_url: String,
    /// The language of its text, when it is not the site's.
    pub lang: Option<String>,
    /// The list of its organisation.
    pub organization: Link,
    /// The list of its region.
    pub region: Option<Link>,
    /// When responding ends.
    pub closes: When,
    /// Whether a withdrawal or a decision came before that.
    pub ended_early: bool,
    /// What it brought.
    pub news: News,
}

/// What a change brought.
#[derive(Clone, Debug)]
pub enum News {
    /// The notice itself.
    Published(Box<Publication>),
    /// An amendment.
    Amended(Box<AmendmentView>),
    /// Questions with their answers.
    Answers(Vec<Answer>),
    /// The decision.
    Decision(Outcome, Option<String>, Option<Html>),
    /// The withdrawal and its reason.
    Withdrawn(When, Option<String>),
}

/// A question with its answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its number.
    pub nr: Label,
    /// The question.
    pub question: String,
    /// The answer; `None`: it is to come.
    pub answer: Option<Html>,
    /// What it is about.
    pub relates_to: Option<String>,
}

impl Site {
    /// The newest changes of a channel, newest first, at most as many as the settings want.
    #[must_use]
    pub fn told(&self, channel: &List) -> Vec<Told> {
        let each = channel.notices.iter().flat_map(|notice| {
            let found = self.notices[*notice].timeline.iter().enumerate();
            found
                .filter(|(_, event)| self.is_told(*notice, event))
                .map(|(event, _)| Told { notice: *notice, event })
        });
        let mut told: Vec<Told> = each.collect();
        let newest = self.settings.feed_limit;
        if told.len() > newest {
            told.select_nth_unstable_by(newest, |a, b| self.order(*b).cmp(&self.order(*a)));
            told.truncate(newest);
        }
        told.sort_by(|a, b| self.order(*b).cmp(&self.order(*a)));
        told
    }

    fn order(&self, told: Told) -> (Instant, &str, &str, usize) {
        let notice = &self.notices[told.notice];
        (notice.timeline[told.event].at, notice.section(), notice.slug(), told.event)
    }

    /// Whether an event has happened and brought something to read.
    fn is_told(&self, notice: usize, event: &TimedEvent) -> bool {
        let notice = &self.notices[notice];
        !notice.is_coming(event.at)
            && match &event.event {
                Event::Published | Event::Amended { .. } | Event::DecisionAnnounced | Event::Withdrawn => {
                    true
                }
                Event::AnswersPublished { round } => notice.told_rounds.contains(round),
                Event::AnswerPublished { .. } => true,
                _ => false,
            }
    }

    /// The digest of everything that these entries depend on besides the settings.
    #[must_use]
    pub fn told_key(&self, told: &[Told]) -> Digest {
        let mut hasher = Hasher::default();
        let mut seen = BTreeMap::new();
        for entry in told {
            // The notice by its place among these, so that other notices have no say.
            let next = seen.len();
            let nr = *seen.entry(entry.notice).or_insert(next);
            hasher.add(&(nr, entry.event));
            if nr == next {
                hasher.add_digest(self.told_of(entry.notice));
            }
        }
        hasher.finish()
    }

    /// The instant of a change.
    #[must_use]
    pub fn told_at(&self, told: Told) -> Instant {
        self.notices[told.notice].timeline[told.event].at
    }

    /// A change with what it brought.
    #[must_use]
    pub fn feed_entry(&self, told: Told) -> FeedEntry {
        let at_hand = self.notices[told.notice].at_hand();
        let notice = &at_hand;
        let event = &notice.timeline[told.event];
        let path = self.notice_path(notice);
        let page_url = self.absolute(&path);
        let reader =
            Reader { site: self, notice, rules: LinkRules::of_notice(self, notice), page_url: &page_url };
        let (anchor, news) = reader.news(event);
        let ended = notice.announced_on().into_iter().chain(notice.withdrawn_on());
        FeedEntry {
            id: self.tag_uri(notice, &event_id(event)),
            url: format!("{page_url}{anchor}"),
            at: event.at,
            event: event.event.name(),
            lang: notice.brief().lang.clone().filter(|lang| *lang != self.language().tag()),
            organization: self.absolute_link(self.organisation_link(notice)),
            region: self.region_link(notice).map(|link| self.absolute_link(link)),
            closes: self.closing(&notice.closes()),
            ended_early: ended.into_iter().any(|ended| ended.at < notice.closes().at),
            news,
            page_url,
            notice: at_hand,
        }
    }

    fn absolute_link(&self, link: Link) -> Link {
        Link { url: self.absolute_url(&link.url), ..link }
    }
}

/// The questions of a notice that have a moment of their own, and so an event of their own.
fn own_moments(notice: &Disclosed) -> BTreeSet<(usize, &Label)> {
    let own = notice.timeline.iter().filter_map(|event| match &event.event {
        Event::AnswerPublished { round, nr } => Some((*round, nr)),
        _ => None,
    });
    own.collect()
}

/// Reads what an event of a notice brought.
struct Reader<'a> {
    site: &'a Site,
    notice: &'a Disclosed,
    rules: LinkRules,
    page_url: &'a str,
}

impl Reader<'_> {
    /// The place on the notice's page that tells of an event, and what it brought.
    fn news(&self, event: &TimedEvent) -> (String, News) {
        match &event.event {
            Event::Amended { field, .. } => self.amendment(event.at, field),
            Event::AnswersPublished { round } => {
                let own = own_moments(self.notice);
                self.answers(*round, |nr| !own.contains(&(*round, nr)))
            }
            Event::AnswerPublished { round, nr } => self.answers(*round, |other| other == nr),
            Event::DecisionAnnounced => {
                let decision = self.notice.decision();
                let news = decision.map(|decision| {
                    let text = decision.text.as_ref();
                    let text = text.map(|text| self.html(text, 3, Anchors::Prefixed("deel-besluit-")));
                    News::Decision(decision.outcome, decision.winner.clone(), text)
                });
                (String::new(), news.unwrap_or_else(|| self.publication()))
            }
            Event::Withdrawn => {
                let reason = self.notice.withdrawn().and_then(|withdrawn| withdrawn.reason.clone());
                let on = crate::time::Moment { at: event.at, day: event.day };
                (String::new(), News::Withdrawn(self.site.opening(&on), reason))
            }
            _ => (String::new(), self.publication()),
        }
    }

    fn amendment(&self, at: Instant, field: &str) -> (String, News) {
        let (on, field) = (self.site.rfc3339(at), field_and_round(field));
        let mut views = self.site.amendments(self.notice, &self.rules).into_iter();
        let found = views.find(|view| view.on.datetime == on && (view.field, view.round) == field);
        let Some(mut view) = found else { return (String::new(), self.publication()) };
        view.text = view.text.map(|text| self.absolute_html(&text));
        (format!("#{}", view.anchor), News::Amended(Box::new(view)))
    }

    fn answers(&self, round: usize, is_meant: impl Fn(&Label) -> bool) -> (String, News) {
        let items = self.notice.items().filter(|item| item.round == round && is_meant(&item.nr));
        let mut first = None;
        let answers = items.map(|item| {
            // The same as on the page, so that a link to a note leads there.
            let anchor = format!("vraag-{round}-{}", crate::name::safe_name(&item.nr.to_string()));
            let prefix = format!("{anchor}-");
            first.get_or_insert(anchor);
            Answer {
                nr: item.nr.clone(),
                question: item.question.clone(),
                answer: item.answer.as_ref().map(|answer| self.html(answer, 5, Anchors::Prefixed(&prefix))),
                relates_to: item.relates_to.clone(),
            }
        });
        let answers = News::Answers(answers.collect());
        (first.map(|anchor| format!("#{anchor}")).unwrap_or_default(), answers)
    }

    fn publication(&self) -> News {
        let facts = self.site.facts(self.notice, &self.rules);
        News::Published(Box::new(self.site.publication(self.notice, &facts)))
    }

    fn html(&self, prose: &crate::record::Prose, top: u8, anchors: Anchors<'_>) -> Html {
        self.absolute_html(&self.site.html(prose, top, anchors, &self.rules))
    }

    fn absolute_html(&self, html: &Html) -> Html {
        self.site.absolute_html(html, self.page_url)
    }
}
