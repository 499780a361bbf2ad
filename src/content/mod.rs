//! Files to records: every notice, organisation and page of a site, and every problem of all files at once.
//!
//! In: the source tree and the settings. Out: what is sound, and the diagnostics. A record with an error
//! drops out and the rest still loads. This room never sees a page, a clock or a disk.

mod addresses;
mod advice;
mod attachments;
mod clashes;
mod facts;
pub mod fields;
mod files;
mod history;
mod links;
mod memory;
mod moments;
mod notice;
mod order;
mod organisations;
mod pages;
mod places;
mod planning;
mod reader;
mod relative;
mod sight;
mod wording;
mod words;

use crate::config::Settings;
use crate::diagnostic::{Code, Diagnostic, Problems, Severity, sort};
use crate::lifecycle::Drafts;
use crate::record::{AddressBook, Notice, Organisation, Page};
use crate::source::{Refusal, SourceFile, SourceTree, report_refusal};
use crate::text;
pub use files::{is_good_section, is_refused as is_reserved_name};
pub use memory::{Memory, News};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
pub use words::{MOST_WORDS, further_words};

/// What the files of a site hold.
#[derive(Debug)]
pub struct Loaded {
    /// Sound notices, drafts too, sorted by section and slug.
    pub notices: Vec<Arc<Notice>>,
    /// Sound ordinary pages, sorted by slug.
    pub pages: Vec<Arc<Page>>,
    /// Organisations with a file of their own, by id.
    pub organisations: BTreeMap<String, Arc<Organisation>>,
    /// What links in prose can be called by.
    pub addresses: Arc<AddressBook>,
    /// Everything that was found, in reading order.
    pub diagnostics: Vec<Diagnostic>,
}

impl Loaded {
    /// Whether publishing must be refused.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// Loads everything below `content/`.
#[must_use]
pub fn load(tree: &SourceTree, settings: &Settings, drafts: Drafts) -> Loaded {
    load_again(tree, settings, drafts, &mut Memory::default())
}

/// As [`load`], and with what earlier loads with the same memory found out. That saves time and changes nothing:
/// a notice of which no source differs is the very same value.
#[must_use]
pub fn load_again(tree: &SourceTree, settings: &Settings, drafts: Drafts, memory: &mut Memory) -> Loaded {
    let mut diagnostics = Vec::new();
    report_refused(tree, &mut diagnostics);
    let sources = memory.sources(tree, &mut diagnostics);
    let organisations = memory.organisations(tree, &sources.organisations, &mut diagnostics);
    let (mut notices, draft_files) =
        memory.notices(tree, &sources, settings, &organisations, &mut diagnostics);
    let mut pages = pages::load(tree, &sources.pages, &mut diagnostics);

    let addresses = memory.addresses(&sources, &mut notices, &mut pages, &mut diagnostics);
    links::resolve(&mut notices, &pages, &organisations, &addresses, &mut diagnostics);
    clashes::find(&notices, &mut diagnostics);

    if drafts == Drafts::Excluded {
        soften(&mut diagnostics, &draft_files);
    }
    sort(&mut diagnostics);
    Loaded {
        notices: notices.into_iter().map(|named| named.notice).collect(),
        pages: pages.into_iter().map(Arc::new).collect(),
        organisations,
        addresses,
        diagnostics,
    }
}

/// A draft may be unfinished: until it is published its errors stop nobody.
fn soften(diagnostics: &mut [Diagnostic], draft_files: &BTreeSet<Arc<str>>) {
    for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.is_error()) {
        let is_draft = |label: &crate::diagnostic::Label| draft_files.contains(&label.place.file);
        if is_draft(&diagnostic.label) || diagnostic.context.iter().any(is_draft) {
            diagnostic.severity = Severity::Warning;
        }
    }
}

/// Files that the machine would not hand over.
fn report_refused(tree: &SourceTree, diagnostics: &mut Vec<Diagnostic>) {
    let folder = tree.files.get_key_value("content").map(|(_, file)| ("content/", file));
    for (path, file) in folder.into_iter().chain(tree.below("content")) {
        let SourceFile::Refused(refusal) = file else { continue };
        // A site may be without records; whether one may take another's place is for the build to say.
        if *refusal != Refusal::Missing {
            let mut problems = Problems::of(&Arc::from(path));
            report_refusal(refusal, &mut problems);
            diagnostics.extend(problems.found);
        }
    }
}

/// A file that stands where nothing reads it.
fn stray(path: &str, why: crate::language::Text, help: crate::language::Text) -> Diagnostic {
    let mut problems = Problems::of(&Arc::from(path));
    problems.add(Code::StrayFile, 0..0, why, help);
    problems.found.remove(0)
}

/// Shown where a name must be changed: its safe form, when it has one.
fn safe_example(name: &str) -> crate::language::Text {
    let safe = crate::name::safe_name(name);
    if safe.is_empty() {
        text!("gebruik kleine letters, cijfers en streepjes", "use lower-case letters, digits and dashes")
    } else {
        text!("schrijf bijvoorbeeld {safe}", "write for example {safe}")
    }
}

/// Said of a name that is not free.
fn reserved(name: &str) -> crate::language::Text {
    text!(
        "de naam \"{name}\" gebruikt Termijn of Windows al",
        "the name \"{name}\" is used by Termijn or Windows already"
    )
}
