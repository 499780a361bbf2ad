//! Lists of notices: home, sections, archive, organisations and regions, cut into pages.

use super::link::LinkRules;
use super::{Card, Directory, Frame, Head, Link, ListView, Site, When};
use crate::digest::{Digest, Hasher};
use crate::language::Language;
use crate::lifecycle::{Disclosed, Phase};
use crate::markdown::Anchors;
use crate::record::{Html, Organisation};
use crate::time::{Moment, print};
use std::collections::BTreeMap;

/// Which list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ListKind {
    /// All open notices.
    Home,
    /// All that are no longer open.
    Archive,
    /// The open notices of a section.
    Section(String),
    /// All notices of an organisation.
    Organisation(String),
    /// All notices of a region.
    Region(String),
}

/// A list with its notices in order.
#[derive(Clone, Debug)]
pub struct List {
    /// Which.
    pub kind: ListKind,
    /// Its first page: `aanvragen/`, or empty for home.
    pub path: String,
    /// Indices of its notices.
    pub notices: Vec<usize>,
}

impl List {
    /// The path of page `page`, from 1.
    #[must_use]
    pub fn page_path(&self, page: usize) -> String {
        if page == 1 { self.path.clone() } else { format!("{}page/{page}/", self.path) }
    }
}

impl Site {
    /// Every list of the site.
    #[must_use]
    pub fn lists(&self) -> Vec<List> {
        let list = |kind, path: String, notices| List { kind, path, notices };
        let open = |index: &usize| self.notices[*index].phase.is_open();
        let mut lists = vec![
            list(ListKind::Home, String::new(), self.open.clone()),
            list(ListKind::Archive, "archief/".to_owned(), self.archived.clone()),
        ];
        for (section, notices) in &self.sections {
            let open_ones = notices.iter().copied().filter(open).collect();
            lists.push(list(ListKind::Section(section.clone()), format!("{section}/"), open_ones));
        }
        for (id, notices) in &self.organisations {
            let path = format!("organisaties/{id}/");
            lists.push(list(ListKind::Organisation(id.clone()), path, self.open_then_closed(notices)));
        }
        for (slug, notices) in &self.regions {
            let path = format!("regios/{slug}/");
            lists.push(list(ListKind::Region(slug.clone()), path, self.open_then_closed(notices)));
        }
        lists
    }

    fn open_then_closed(&self, notices: &[usize]) -> Vec<usize> {
        let (mut all, closed): (Vec<_>, Vec<_>) =
            notices.iter().copied().partition(|index| self.notices[*index].phase.is_open());
        all.extend(self.latest_first(&closed));
        all
    }

    /// The number of pages of a list: at least one.
    #[must_use]
    pub fn page_count(&self, list: &List) -> usize {
        list.notices.len().div_ceil(self.settings.per_page).max(1)
    }

    /// The notices on a page of a list.
    #[must_use]
    pub fn on_page<'a>(&self, list: &'a List, page: usize) -> &'a [usize] {
        let start = (page - 1) * self.settings.per_page;
        let end = (start + self.settings.per_page).min(list.notices.len());
        list.notices.get(start..end).unwrap_or_default()
    }

    /// The digest of everything that page `page` of a list depends on besides theme and settings.
    #[must_use]
    pub fn list_key(&self, list: &List, page: usize) -> Digest {
        let mut hasher = Hasher::default();
        hasher.add(&(&list.path, page, self.page_count(list), list.notices.len()));
        for index in self.on_page(list, page) {
            hasher.add_digest(self.notices[*index].row_key);
        }
        if let Some(organisation) = self.list_organisation(list) {
            hasher.add(organisation);
            if let Some(about) = &organisation.about {
                hasher.add(&self.links_in(about));
            }
        }
        hasher.add(&self.list_title(list)).add(&self.search_view(&list.kind));
        hasher.finish()
    }

    /// The organisation whose list it is: as its own file gives it, or else as its first notice does.
    fn list_organisation(&self, list: &List) -> Option<&Organisation> {
        let ListKind::Organisation(id) = &list.kind else { return None };
        self.naming.organisations.get(id).map(|index| self.notices[*index].organisation())
    }

    /// Of each list the notice published first.
    pub(super) fn first_published_of(&self, lists: &BTreeMap<String, Vec<usize>>) -> BTreeMap<String, usize> {
        let key = |index: &usize| {
            let notice = &self.notices[*index];
            (notice.published().at, notice.section(), notice.slug())
        };
        let first = |notices: &Vec<usize>| notices.iter().copied().min_by(|a, b| key(a).cmp(&key(b)));
        lists.iter().filter_map(|(name, notices)| Some((name.clone(), first(notices)?))).collect()
    }

    pub(super) fn list_title(&self, list: &List) -> String {
        match &list.kind {
            ListKind::Home | ListKind::Archive => String::new(),
            ListKind::Section(section) => section_title(section),
            ListKind::Organisation(id) => self.named_organisation(id).title,
            ListKind::Region(slug) => self.named_region(slug).title,
        }
    }

    /// The view of page `page` of a list, and its head.
    #[must_use]
    pub fn list_view(&self, list: &List, page: usize) -> (ListView, Head) {
        let pages = self.page_count(list);
        let url = |page: usize| self.link(&list.page_path(page));
        let title = self.list_title(list);
        let organisation =
            self.list_organisation(list).map(|organisation| self.organisation_html(organisation));
        // The archive is no channel: what closes leaves the calendars and stays in the feeds.
        let channel = Some(list).filter(|list| list.kind != ListKind::Archive);
        let view = ListView {
            kind: match &list.kind {
                ListKind::Home => "home",
                ListKind::Archive => "archive",
                ListKind::Section(_) => "section",
                ListKind::Organisation(_) => "organisation",
                ListKind::Region(_) => "region",
            },
            title: title.clone(),
            url: url(1),
            total: list.notices.len(),
            page,
            pages,
            previous_url: (page > 1).then(|| url(page - 1)),
            next_url: (page < pages).then(|| url(page + 1)),
            search: self.search_view(&list.kind),
            feed_url: channel.and_then(|list| self.feed_url(&list.path)),
            json_feed_url: channel.and_then(|list| self.json_feed_url(&list.path)),
            calendar_url: channel.and_then(|list| self.calendar_url(&list.path)),
            organisation,
        };
        let head = Head {
            title,
            description: None,
            canonical: Some(self.absolute(&list.page_path(page))),
            url: Some(url(page)),
            noindex: false,
            ..Head::default()
        };
        (view, head)
    }

    fn organisation_html(&self, organisation: &Organisation) -> Organisation<Html> {
        let rules = LinkRules::default();
        organisation.map(&mut |prose| self.html(prose, 2, Anchors::Prefixed("over-"), &rules))
    }

    /// A notice as a row.
    #[must_use]
    pub fn card(&self, index: usize) -> Card {
        let notice = &self.notices[index];
        let brief = notice.brief();
        Card {
            id: notice.id(),
            title: brief.title.clone(),
            headline: brief.headline.clone(),
            url: self.link(&self.notice_path(notice)),
            kind: brief.kind,
            phase: notice.phase.name(),
            is_open: notice.phase.is_open(),
            section: self.section_link(notice.section()),
            organization: self.organisation_link(notice),
            region: self.region_link(notice),
            municipality: brief.municipality.clone(),
            hours: brief.hours.clone(),
            education: brief.education.clone(),
            procedure: brief.procedure.clone(),
            published: self.opening(&notice.published()),
            closes: self.closing(&notice.closes()),
            closes_at: self.rfc3339(notice.closes().at),
            next_change: self.next_change(notice),
            questions_close_at: notice.questions_close().map(|moment| self.rfc3339(moment.at)),
            after_questions: notice.phase_after_questions().map(Phase::name),
        }
    }

    pub(super) fn next_change(&self, notice: &Disclosed) -> String {
        notice.next_change_at.map(|at| self.rfc3339(at)).unwrap_or_default()
    }

    /// An organisation by its id, as its list is titled.
    #[must_use]
    pub fn named_organisation(&self, id: &str) -> Link {
        let naming = self.naming.organisations.get(id).map(|index| self.notices[*index].brief());
        let title = naming.map(|brief| brief.organisation_name().to_owned()).unwrap_or_default();
        Link { title, url: self.link(&format!("organisaties/{id}/")) }
    }

    /// A region by its part of an address, as its list is titled.
    #[must_use]
    pub fn named_region(&self, slug: &str) -> Link {
        let naming =
            self.naming.regions.get(slug).and_then(|index| self.notices[*index].brief().region.as_ref());
        let title = naming.map(|region| region.name.clone()).unwrap_or_default();
        Link { title, url: self.link(&format!("regios/{slug}/")) }
    }

    /// A section with its name.
    #[must_use]
    pub fn section_link(&self, section: &str) -> Link {
        Link { title: section_title(section), url: self.link(&format!("{section}/")) }
    }

    pub(super) fn organisation_link(&self, notice: &Disclosed) -> Link {
        let brief = notice.brief();
        Link {
            title: brief.organization_name.clone(),
            url: self.link(&format!("organisaties/{}/", brief.organization_id)),
        }
    }

    pub(super) fn region_link(&self, notice: &Disclosed) -> Option<Link> {
        let region = notice.brief().region.as_ref()?;
        Some(Link { title: region.name.clone(), url: self.link(&format!("regios/{}/", region.slug)) })
    }

    pub(super) fn opening(&self, moment: &Moment) -> When {
        When {
            datetime: self.rfc3339(moment.at),
            text: print::opening(moment, self.settings.zone, self.language()),
            is_day: moment.day.is_some(),
        }
    }

    pub(super) fn closing(&self, moment: &Moment) -> When {
        When {
            datetime: self.rfc3339(moment.at),
            text: print::closing(moment, self.settings.zone, self.language()),
            is_day: moment.day.is_some(),
        }
    }

    /// What stands around every page.
    #[must_use]
    pub fn frame(&self) -> Frame {
        let settings = &self.settings;
        let mut menu: Vec<_> =
            self.pages.iter().filter_map(|page| page.menu.as_ref().map(|menu| (menu, page))).collect();
        menu.sort_by_key(|(menu, page)| {
            (menu.order.is_none(), menu.order, menu.label.clone(), page.slug.clone())
        });
        let footer = settings
            .footer
            .iter()
            .map(|link| Link { title: link.title.clone(), url: self.footer_url(&link.url) });
        Frame {
            title: settings.title.clone(),
            language: settings.language.tag().to_owned(),
            locale: match settings.language {
                Language::Dutch => "nl_NL",
                Language::English => "en_GB",
            },
            publisher: settings.publisher.clone(),
            home_url: self.link(""),
            archive_url: self.link("archief/"),
            agenda_url: self.link("agenda/"),
            organisations_url: self.directory_url(Directory::Organisations),
            regions_url: self.directory_url(Directory::Regions),
            feed_url: self.feed_url(""),
            json_feed_url: self.json_feed_url(""),
            calendar_url: self.calendar_url(""),
            sections: self.sections.keys().map(|section| self.section_link(section)).collect(),
            menu: menu
                .into_iter()
                .map(|(menu, page)| Link {
                    title: menu.label.clone(),
                    url: self.link(&format!("{}/", page.slug)),
                })
                .collect(),
            footer: footer.collect(),
            theme: settings.theme_settings.clone(),
        }
    }

    /// A path on this site gets the folder of `base_url` before it; a web address stays.
    fn footer_url(&self, url: &str) -> String {
        url.strip_prefix('/')
            .map_or_else(|| url.to_owned(), |path| format!("{}{path}", self.settings.base_path()))
    }

    /// Notices by phase: open, closed, and all others that can be seen.
    #[must_use]
    pub fn count(&self, wanted: impl Fn(Phase) -> bool) -> usize {
        self.notices.iter().filter(|notice| wanted(notice.phase)).count()
    }
}

/// A section's name from its folder's: `burger-participatie` → `Burger participatie`.
fn section_title(section: &str) -> String {
    let words = section.replace('-', " ");
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
