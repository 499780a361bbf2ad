//! What loading found out, so that the next load need not find it out again.
//!
//! A preview loads after every save, and nearly everything is as it was. What is kept stands beside all that it
//! was made of; when any of that differs it is made anew. So a load with a memory gives what one without gives.

mod kept;

use kept::Kept;
pub use kept::News;

use super::files::{self, Source, Sources};
use super::links::Mention;
use super::sight::{self, Looked, Seen, Sight};
use super::words::words_besides;
use super::{addresses, links, notice, organisations};
use crate::config::{Format, Settings};
use crate::diagnostic::{Diagnostic, Problems};
use crate::digest::Digest;
use crate::lifecycle::{Rules, foreseen};
use crate::record::{AddressBook, Destination, Notice, Organisation, Page, Shelf};
use crate::source::{SourceFile, SourceTree};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// What earlier loads found out.
#[derive(Debug, Default)]
pub struct Memory {
    /// By what records are read and followed.
    rules: Option<Digest>,
    sources: Option<Sorted>,
    organisations: BTreeMap<Arc<str>, KnownOrganisation>,
    records: Option<Records>,
    addressed: Option<Addressed>,
    /// Where the rest of a notice is put when it was read; without one it stays in memory.
    shelf: Option<Arc<dyn Shelf>>,
}

/// What came of each record, in the order of the sources; those of an earlier run are not known.
type Records = (Option<Arc<Sources>>, Vec<Arc<Known>>);

/// Which file is what.
#[derive(Debug)]
struct Sorted {
    /// The paths below `content`, and whether the machine handed the file over.
    paths: Vec<(String, bool)>,
    sources: Arc<Sources>,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Debug)]
struct KnownOrganisation {
    file: SourceFile,
    organisation: Option<Arc<Organisation>>,
    problems: Vec<Diagnostic>,
}

/// What came of a record's files.
#[derive(Debug)]
pub(super) struct Known {
    path: Arc<str>,
    file: Seen<SourceFile>,
    looked: Looked,
    questions: Option<Arc<str>>,
    draft: bool,
    problems: Vec<Diagnostic>,
    notice: Option<Arc<Notice>>,
    pub(super) mentions: Vec<Mention>,
    /// Where it stands for another run, when an earlier one put it there.
    kept: Option<Kept>,
    /// The notice with its links, as they last were.
    linked: Mutex<Option<Arc<Notice>>>,
}

/// A notice that was read.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) notice: Arc<Notice>,
    pub(super) known: Arc<Known>,
    /// Its place among the sources.
    pub(super) source: usize,
}

/// Notices and pages of which no two want one address, with the names by which links may call them.
#[derive(Debug)]
struct Addressed {
    sources: Arc<Sources>,
    notices: Vec<Arc<Notice>>,
    pages: Vec<Page>,
    book: Arc<AddressBook>,
}

impl Named {
    /// Notes where the notice's links lead. While that stays the same, so does the notice.
    pub(super) fn set_links(&mut self, links: Vec<Destination>) {
        if self.notice.links == links {
            return;
        }
        let mut linked = self.known.linked.lock().unwrap_or_else(PoisonError::into_inner);
        let before =
            linked.as_ref().filter(|linked| linked.links == links && linked.aliases == self.notice.aliases);
        self.notice = match before {
            Some(before) => Arc::clone(before),
            None => {
                let mut notice = (*self.notice).clone();
                notice.links = links;
                Arc::clone(linked.insert(Arc::new(notice)))
            }
        };
    }
}

impl Memory {
    /// A memory that knows nothing yet, and puts on this shelf what a site is not planned from.
    #[must_use]
    pub fn on(shelf: Arc<dyn Shelf>) -> Self {
        Self { shelf: Some(shelf), ..Self::default() }
    }

    /// Which file is what.
    pub(super) fn sources(&mut self, tree: &SourceTree, diagnostics: &mut Vec<Diagnostic>) -> Arc<Sources> {
        let handed_over = |file: &SourceFile| !matches!(file, SourceFile::Refused(_));
        let now = || tree.below("content").map(|(path, file)| (path, handed_over(file)));
        let is_as_before = |sorted: &&Sorted| {
            let mut before = sorted.paths.iter();
            now().all(|(path, is_there)| before.next().is_some_and(|it| it.0 == path && it.1 == is_there))
                && before.next().is_none()
        };
        if self.sources.as_ref().filter(is_as_before).is_none() {
            let mut found = Vec::new();
            let sources = Arc::new(files::find(tree, &mut found));
            let paths = now().map(|(path, is_there)| (path.to_owned(), is_there)).collect();
            self.sources = Some(Sorted { paths, sources, diagnostics: found });
        }
        let sorted = self.sources.as_ref().expect("it was made just now");
        diagnostics.extend(sorted.diagnostics.iter().cloned());
        Arc::clone(&sorted.sources)
    }

    /// The organisations that have a file of their own, by id.
    pub(super) fn organisations(
        &mut self,
        tree: &SourceTree,
        sources: &[Source],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> BTreeMap<String, Arc<Organisation>> {
        let mut before = std::mem::take(&mut self.organisations);
        let mut all = BTreeMap::new();
        for source in sources {
            let file = &tree.files[&*source.file];
            let known = before.remove(&source.file).filter(|known| known.file.is_same(file));
            let known = known.unwrap_or_else(|| {
                let mut problems = Problems::of(&source.file);
                let organisation = organisations::load(tree, source, &mut problems).map(Arc::new);
                KnownOrganisation { file: file.clone(), organisation, problems: problems.found }
            });
            diagnostics.extend(known.problems.iter().cloned());
            all.extend(known.organisation.iter().map(|it| (it.id.clone(), Arc::clone(it))));
            self.organisations.insert(Arc::clone(&source.file), known);
        }
        all
    }

    /// The notices that are sound, by section and slug, and the files of drafts.
    pub(super) fn notices(
        &mut self,
        tree: &SourceTree,
        sources: &Arc<Sources>,
        settings: &Settings,
        organisations: &BTreeMap<String, Arc<Organisation>>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> (Vec<Named>, BTreeSet<Arc<str>>) {
        let rules = Digest::of(&(settings.zone, &settings.calendar, settings.retention));
        if self.rules != Some(rules) {
            self.records = None;
            self.rules = Some(rules);
        }
        let before = self.before(sources);
        let shelf = self.shelf.as_ref();
        let others = sight::Others::of(organisations);
        let files = in_order(tree, &sources.records);
        let load = |(index, source): (usize, &Source)| {
            let file = files[index];
            let holds = |known: &&Arc<Known>| {
                known.file.is(file)
                    && known.questions == source.questions
                    && known.looked.still_holds(tree, &others)
            };
            let known = before[index]
                .filter(holds)
                .map(Arc::clone)
                .unwrap_or_else(|| Arc::new(Known::load(tree, source, file, settings, organisations, shelf)));
            file.let_go();
            source.questions.iter().filter_map(|path| tree.files.get(&**path)).for_each(SourceFile::let_go);
            known
        };
        let read: Vec<Arc<Known>> = sources.records.par_iter().enumerate().map(load).collect();
        let mut notices = Vec::with_capacity(read.len());
        let mut draft_files = BTreeSet::new();
        for (index, known) in read.iter().enumerate() {
            let source = &sources.records[index];
            if known.draft {
                draft_files.extend([Arc::clone(&source.file)]);
                draft_files.extend(source.questions.clone());
            }
            diagnostics.extend(known.problems.iter().cloned());
            let named = |notice| Named { notice, known: Arc::clone(known), source: index };
            notices.extend(known.notice.clone().map(named));
        }
        self.records = Some((Some(Arc::clone(sources)), read));
        notices.sort_by(|Named { notice: a, .. }, Named { notice: b, .. }| {
            (&a.section, &a.slug, &a.place).cmp(&(&b.section, &b.slug, &b.place))
        });
        (notices, draft_files)
    }

    /// What is known of each of these records, if anything is.
    fn before(&self, sources: &Arc<Sources>) -> Vec<Option<&Arc<Known>>> {
        let Some((of, known)) = &self.records else { return vec![None; sources.records.len()] };
        if of.as_ref().is_some_and(|of| Arc::ptr_eq(of, sources)) {
            return known.iter().map(Some).collect();
        }
        let by_file: BTreeMap<&str, &Arc<Known>> = known.iter().map(|known| (&*known.path, known)).collect();
        sources.records.iter().map(|source| by_file.get(&*source.file).copied()).collect()
    }

    /// The names by which links may call notices and pages; of two that want one address the later drops out.
    pub(super) fn addresses(
        &mut self,
        sources: &Arc<Sources>,
        notices: &mut Vec<Named>,
        pages: &mut Vec<Page>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Arc<AddressBook> {
        let before = self.addressed.take().filter(|before| before.holds_for(sources, notices, pages));
        if let Some(before) = before {
            keep_good_sections(notices);
            return Arc::clone(&self.addressed.insert(before).book);
        }
        // Before any drops out: a link to a record with a fault of its own is not broken.
        let book = Arc::new(addresses::book(notices, pages, sources));
        let all: Vec<Arc<Notice>> = notices.iter().map(|named| Arc::clone(&named.notice)).collect();
        let all_pages = pages.clone();
        keep_good_sections(notices);
        let problems = diagnostics.len();
        addresses::refuse_doubles(notices, pages, diagnostics);
        if diagnostics.len() == problems {
            let (sources, book) = (Arc::clone(sources), Arc::clone(&book));
            self.addressed = Some(Addressed { sources, notices: all, pages: all_pages, book });
        }
        book
    }
}

impl Known {
    fn load(
        tree: &SourceTree,
        source: &Source,
        file: &SourceFile,
        settings: &Settings,
        organisations: &BTreeMap<String, Arc<Organisation>>,
        shelf: Option<&Arc<dyn Shelf>>,
    ) -> Self {
        let sight = Sight::of(tree, organisations);
        let mut problems = Problems::of(&source.file);
        let outcome = notice::load(&sight, source, file, settings, &mut problems);
        let mut problems = problems.found;
        let mut notice = outcome.notice;
        let findings = outcome.findings.into_iter().filter(|_| notice.is_some());
        let mentions = links::mentions(findings, &mut problems);
        if let Some(notice) = &mut notice {
            notice.aside.has_mentions |= !mentions.is_empty();
        }
        if let Some(shelf) = shelf {
            notice = notice.map(|notice| put_away(notice, &outcome.words, shelf, settings));
        }
        Self {
            path: Arc::clone(&source.file),
            file: Seen::Now(file.clone()),
            looked: sight.looked(),
            questions: source.questions.clone(),
            draft: outcome.draft,
            problems,
            notice: notice.map(Arc::new),
            mentions,
            kept: None,
            linked: Mutex::default(),
        }
    }
}

/// The notice with the whole of it on the shelf. What would soon be asked of the whole is found out before; `body`
/// are the words of its body.
fn put_away(mut notice: Notice, body: &str, shelf: &Arc<dyn Shelf>, settings: &Settings) -> Notice {
    let rules = Rules { zone: settings.zone, calendar: &settings.calendar, retention: settings.retention };
    notice.found = Some(foreseen(&notice, &rules).into());
    if settings.formats.contains(&Format::Search) {
        notice.words.get_or_init(|| words_besides(&notice.facts, body).into());
    }
    Notice { whole: notice.whole.put_on(shelf), ..notice }
}

/// Leaves out the notices of sections that can be no part of an address.
fn keep_good_sections(notices: &mut Vec<Named>) {
    // They come by section.
    let mut last: Option<(Arc<Notice>, bool)> = None;
    notices.retain(|Named { notice, .. }| match &last {
        Some((other, is_good)) if other.section == notice.section => *is_good,
        _ => last.insert((Arc::clone(notice), files::is_good_section(&notice.section))).1,
    });
}

/// The files of these records, which have the order of the tree.
fn in_order<'a>(tree: &'a SourceTree, records: &[Source]) -> Vec<&'a SourceFile> {
    let mut files = tree.below("content");
    let mut file = |source: &Source| files.find(|(path, _)| **path == *source.file).map(|(_, file)| file);
    records.iter().map(|source| file(source).expect("sources are found in the tree, in its order")).collect()
}

impl Addressed {
    /// Whether these notices and pages want the same addresses.
    fn holds_for(&self, sources: &Arc<Sources>, notices: &[Named], pages: &[Page]) -> bool {
        let wants_same = |(before, named): (&Arc<Notice>, &Named)| {
            Arc::ptr_eq(before, &named.notice) || wanted(before).eq(wanted(&named.notice))
        };
        let page = |page: &Page| (page.slug.clone(), Arc::clone(&page.file), page.attachments.clone());
        Arc::ptr_eq(&self.sources, sources)
            && self.notices.len() == notices.len()
            && self.notices.iter().zip(notices).all(wants_same)
            && self.pages.iter().map(page).eq(pages.iter().map(page))
    }
}

/// All by which a notice is called, and where its files would stand.
fn wanted(notice: &Notice) -> impl Iterator<Item = &str> {
    let own = [&*notice.place.file, &notice.section, &notice.slug];
    let reference = notice.brief.reference.as_deref().unwrap_or_default();
    let files = notice.aside.files.iter().map(String::as_str);
    let aliases = notice.aliases.iter().map(String::as_str);
    own.into_iter().chain([reference, "aliases:"]).chain(aliases).chain(["files:"]).chain(files)
}
