//! The site through time: when it changes, what then happens, and how it differs from now.

use super::proof::Proof;
use super::when;
use crate::edition::{Change, Edition, difference, reasons};
use crate::language::{Language, Text};
use crate::lifecycle::{Drafts, Followed, words};
use crate::record::Notice;
use crate::site::{encode_path, output_path};
use crate::time::{Instant, Misread, Zone};
use rayon::prelude::*;
use serde::Serialize;
use std::sync::Arc;

/// As many pages that differ from now as are named.
const NAMED: usize = 40;

/// `page.json`
#[derive(Serialize)]
pub(super) struct PageData {
    generation: u64,
    language: &'static str,
    title: String,
    at: MomentData,
    is_now: bool,
    is_still: bool,
    position: usize,
    count: usize,
    previous: Option<MomentData>,
    next: Option<MomentData>,
    happened: Vec<Happening>,
    happens: Vec<Happening>,
    differs: Option<Differs>,
    notice: Option<super::marks::NoticeState>,
    marks: Vec<super::marks::MarkData>,
    elsewhen: Option<MomentData>,
}

/// An instant for a script: to put in an address, to show, and to count with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct MomentData {
    value: String,
    text: String,
    seconds: i64,
}

#[derive(Serialize)]
struct Happening {
    text: String,
    url: Option<String>,
}

#[derive(Serialize)]
struct Differs {
    total: usize,
    pages: Vec<PageDiffers>,
}

#[derive(Serialize)]
struct PageDiffers {
    url: String,
    title: String,
    change: Change,
}

/// `moments.json`
#[derive(Serialize)]
pub(super) struct MomentsData {
    seconds: Vec<i64>,
}

/// `moment.json`
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum ReadData {
    Read(MomentData),
    Misread { error: String, help: String },
}

/// At which moment a page is looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// The instant of the page.
    pub(super) at: Instant,
    /// The instant that the clock shows.
    pub(super) now: Instant,
    /// Whether no moment was asked for.
    pub(super) is_now: bool,
    /// Whether the clock stands still.
    pub(super) is_still: bool,
}

impl MomentData {
    pub(super) fn of(at: Instant, zone: Zone, language: Language) -> Self {
        let text = words::instant(at, zone).to(language).to_owned();
        Self { value: zone.rfc3339(at), text, seconds: at.unix_seconds() }
    }
}

impl Proof {
    /// Every instant at which the site changes, in order, each once.
    pub(super) fn moments(&self) -> &[Instant] {
        self.moments.get_or_init(|| {
            let Some(inputs) = &self.inputs else { return Vec::new() };
            let rules = inputs.rules();
            let counts = |it: &&Arc<Followed>| !it.notice.draft || inputs.drafts == Drafts::Included;
            let followed = inputs.followed.par_iter().filter(counts);
            let each = followed.flat_map_iter(|it| it.changes(&rules).iter().copied());
            let mut moments: Vec<Instant> = each.collect();
            moments.par_sort_unstable();
            moments.dedup();
            moments
        })
    }

    /// `moments.json`
    pub(super) fn moments_data(&self) -> MomentsData {
        MomentsData { seconds: self.moments().iter().map(|at| at.unix_seconds()).collect() }
    }

    /// `moment.json` for what somebody typed.
    pub(super) fn moment_data(&self, typed: &str) -> ReadData {
        let language = self.wish.language;
        match when::read(typed, self.zone()) {
            Ok(at) => ReadData::Read(MomentData::of(at, self.zone(), language)),
            Err(misread) => self.misread_data(&misread),
        }
    }

    /// What is wrong with a moment that somebody typed.
    pub(super) fn misread_data(&self, misread: &Misread) -> ReadData {
        let said = |text: Text| text.to(self.wish.language).to_owned();
        ReadData::Misread { error: said(misread.message()), help: said(misread.help()) }
    }

    /// `page.json` for the page at `path`, as it stands in its address. `None` while there is no site.
    pub(super) fn page_data(&self, path: &str, look: Look) -> Option<PageData> {
        let inputs = self.inputs.as_ref()?;
        let Look { at, now, is_now, is_still } = look;
        let language = self.wish.language;
        let moment = |at| MomentData::of(at, self.zone(), language);
        let edition = self.edition(at)?;
        let moments = self.moments();
        let position = moments.partition_point(|moment| *moment <= at);
        let began = position.checked_sub(1).map(|index| moments[index]);
        let previous = position.checked_sub(2).map(|index| moments[index]);
        let next = moments.get(position).copied();
        let happening = |at: Option<Instant>| {
            let Some(at) = at else { return Vec::new() };
            let all = reasons(inputs, at.plus_seconds(-1), at).into_iter();
            let each = all.map(|reason| Happening {
                text: reason.words.to(language).to_owned(),
                url: self.has_pages().then(|| self.address_of(reason.notice)),
            });
            each.collect()
        };
        let differs = if is_now { None } else { self.differs(&*self.edition(now)?, &edition) };
        Some(PageData {
            generation: self.generation,
            language: language.tag(),
            title: inputs.settings.title.clone(),
            at: moment(at),
            is_now,
            is_still,
            position,
            count: moments.len(),
            previous: previous.map(moment),
            next: next.map(moment),
            happened: happening(began),
            happens: happening(next),
            differs,
            notice: self.notice_at(path).map(|notice| self.state(notice, now)),
            marks: self.marks(&edition, now),
            elsewhen: self.elsewhen(path, &edition, at).map(moment),
        })
    }

    fn has_pages(&self) -> bool {
        use crate::config::Format;
        self.inputs.as_ref().is_some_and(|inputs| inputs.settings.formats.contains(&Format::Html))
    }

    /// The address of a notice's page, with the folder in which the site stands.
    pub(super) fn address_of(&self, notice: &Notice) -> String {
        format!("{}{}", self.base_path(), encode_path(&format!("{}/{}/", notice.section, notice.slug)))
    }

    /// The path in the site of an address; `None` when it lies outside.
    pub(super) fn path_in_site(&self, address: &str) -> Option<String> {
        let decoded = crate::name::decode_percent(address);
        decoded.strip_prefix(self.base_path()).map(str::to_owned)
    }

    /// The notice whose page, or a page below it, stands at an address.
    pub(super) fn notice_at(&self, address: &str) -> Option<&Notice> {
        let path = self.path_in_site(address)?;
        let mut parts = path.split('/');
        let (section, slug) = (parts.next()?, parts.next().filter(|slug| !slug.is_empty())?);
        let notices = &self.inputs.as_ref()?.records.notices;
        let is_meant = |notice: &&Arc<Notice>| notice.section == section && notice.slug == slug;
        notices.iter().find(is_meant).map(|notice| &**notice)
    }

    /// When the page of a notice that cannot be seen yet appears.
    fn elsewhen(&self, address: &str, edition: &Edition, at: Instant) -> Option<Instant> {
        let inputs = self.inputs.as_ref()?;
        let path = self.path_in_site(address)?;
        let path = output_path(&path);
        if edition.artifact(&path).is_some() {
            return None;
        }
        let notice = self.notice_at(address)?;
        let counts = !notice.draft || inputs.drafts == Drafts::Included;
        let appears = Some(notice.published.at).filter(|published| counts && *published > at)?;
        // Not everything below its address appears with it.
        self.edition(appears)?.artifact(&path).map(|_| appears)
    }

    fn differs(&self, now: &Edition, then: &Edition) -> Option<Differs> {
        let mut pages: Vec<_> = difference(now, then);
        pages.retain(|page| page.path.ends_with(".html") && page.path != "404.html");
        let total = pages.len();
        let one = |page: &crate::edition::Difference| {
            let edition = if page.change == Change::Removed { now } else { then };
            let path = page.path.strip_suffix("index.html").unwrap_or(&page.path);
            let url = format!("{}{}", self.base_path(), encode_path(path));
            PageDiffers {
                title: title(edition, &page.path).unwrap_or_else(|| url.clone()),
                url,
                change: page.change,
            }
        };
        Some(Differs { total, pages: pages.par_iter().take(NAMED).map(one).collect() })
    }
}

/// The title of a page, as the page itself says it.
fn title(edition: &Edition, path: &str) -> Option<String> {
    let mut page = Vec::new();
    let nothing = |_: &str, _: crate::digest::Digest, _: &mut dyn std::io::Write| Ok(());
    edition.render(edition.artifact(path)?, &nothing, &mut page).ok()?;
    let page = String::from_utf8(page).ok()?;
    let (_, after) = page.split_once("<title>")?;
    let (title, _) = after.split_once("</title>")?;
    // What a template escapes, and nothing else: the title of a page has no markup.
    let plain =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&#x2F;", "/")];
    let title = plain.iter().fold(title.trim().to_owned(), |title, (from, to)| title.replace(from, to));
    Some(title.replace("&amp;", "&"))
}
