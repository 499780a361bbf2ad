//! Links in prose to addresses, and prose to HTML.

use super::Site;
use crate::lifecycle::Disclosed;
use crate::markdown::{Anchors, Finding, Resolution, Target, classify, render, scan};
use crate::record::{Destination, Html, Prose};
use std::collections::BTreeSet;

/// What links of one page may lead to.
#[derive(Debug, Default)]
pub(super) struct LinkRules {
    /// The page's own path, below which its files stand.
    folder: String,
    /// Files that may be fetched.
    files: BTreeSet<String>,
    /// Web and mail addresses to which no link may lead: one cannot respond or ask any more.
    barred: BTreeSet<String>,
}

impl LinkRules {
    pub(super) fn of_page(path: &str, files: impl Iterator<Item = String>) -> Self {
        Self { folder: path.to_owned(), files: files.collect(), barred: BTreeSet::new() }
    }

    pub(super) fn of_notice(site: &Site, notice: &Disclosed) -> Self {
        let files = notice.attachments().map(|attachment| attachment.file.clone()).collect();
        Self { folder: site.notice_path(notice), files, barred: barred(notice) }
    }

    /// Knows what is barred, and no file.
    pub(super) fn barring(notice: &Disclosed) -> Self {
        Self { barred: barred(notice), ..Self::default() }
    }

    pub(super) fn is_barred(&self, address: &str) -> bool {
        self.barred.contains(&fold(address))
    }
}

/// Addresses for responding once the notice is closed, and for asking once that is over.
fn barred(notice: &Disclosed) -> BTreeSet<String> {
    let facts = notice.facts();
    let (response, questions) = (&facts.response, facts.questions.as_ref());
    let respond: Vec<&String> = response.url.iter().chain(&response.email).collect();
    let ask: Vec<&String> =
        questions.into_iter().flat_map(|desk| desk.url.iter().chain(&desk.email)).collect();
    let mut barred = BTreeSet::new();
    if !notice.phase.is_open() {
        barred.extend(respond.iter().map(|address| fold(address)));
        for contact in facts.contacts.iter().filter(|contact| contact.is_for_responding()) {
            barred.extend(contact.email.iter().chain(&contact.url).map(|address| fold(address)));
            barred.extend(contact.phone.iter().map(|phone| fold(&phone.url)));
        }
    }
    if !notice.may_ask() {
        // One address may serve for both; then it stays for as long as one can respond.
        let still = |address: &&&String| !(notice.phase.is_open() && respond.contains(*address));
        barred.extend(ask.iter().filter(still).map(|address| fold(address)));
    }
    barred
}

fn fold(address: &str) -> String {
    let address = address.trim().to_lowercase();
    address.split(['#']).next().unwrap_or("").trim_end_matches('/').to_owned()
}

impl Site {
    /// Whether a link leads somewhere now.
    #[must_use]
    pub fn shows(&self, destination: &Destination) -> bool {
        self.url_of(destination).is_some()
    }

    /// What a link's name in prose leads to.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Destination> {
        self.addresses.find(name)
    }

    /// The link to a record or page; `None` while it cannot be seen.
    pub(super) fn url_of(&self, destination: &Destination) -> Option<String> {
        match destination {
            Destination::Notice { section, slug } => {
                self.index_of(section, slug).map(|_| self.link(&format!("{section}/{slug}/")))
            }
            Destination::Page { slug } => {
                let exists = self.pages.iter().any(|page| page.slug == *slug);
                exists.then(|| self.link(&format!("{slug}/")))
            }
        }
    }

    /// Where the links to records in a prose text lead now, in their order.
    pub(super) fn links_in(&self, prose: &Prose) -> Vec<Option<String>> {
        scan(&prose.text)
            .iter()
            .filter_map(|finding| match finding {
                Finding::Link { destination, .. } => match classify(destination) {
                    Target::Record(path, _) => Some(self.addresses.find(path).and_then(|to| self.url_of(to))),
                    _ => None,
                },
                Finding::Html { .. } => None,
            })
            .collect()
    }

    /// Prose as HTML. `top` is the highest heading level that may come out.
    pub(super) fn html(&self, prose: &Prose, top: u8, anchors: Anchors<'_>, rules: &LinkRules) -> Html {
        let mut resolve = |target: Target<'_>| self.resolve(target, rules);
        Html { html: render(&prose.text, top, anchors, &mut resolve) }
    }

    fn resolve(&self, target: Target<'_>, rules: &LinkRules) -> Resolution {
        let unless_barred = |address: &str, to: String| {
            if rules.is_barred(address) { Resolution::TextOnly } else { Resolution::To(to) }
        };
        match target {
            Target::Record(path, fragment) => {
                let url = self.addresses.find(path).and_then(|to| self.url_of(to));
                url.map_or(Resolution::TextOnly, |url| Resolution::To(format!("{url}{fragment}")))
            }
            Target::Web(url) => unless_barred(url, url.to_owned()),
            Target::Mail(rest) => {
                let address = rest.split('?').next().unwrap_or(rest);
                unless_barred(address, format!("mailto:{rest}"))
            }
            Target::Phone(url) => unless_barred(url, url.to_owned()),
            Target::Site(path) => Resolution::To(format!("{}{}", self.settings.base_path(), &path[1..])),
            Target::Fragment(fragment) => Resolution::To(fragment.to_owned()),
            Target::File(path, suffix) => self.file(path, suffix, rules),
            Target::Refused => Resolution::TextOnly,
        }
    }

    fn file(&self, path: &str, suffix: &str, rules: &LinkRules) -> Resolution {
        let plain = crate::name::decode_percent(path);
        let plain = plain.split('/').filter(|part| *part != ".").collect::<Vec<_>>().join("/");
        if !rules.files.contains(&plain) {
            return Resolution::TextOnly;
        }
        Resolution::To(format!("{}{suffix}", self.link(&format!("{}{plain}", rules.folder))))
    }
}
