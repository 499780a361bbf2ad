//! Addresses: which record answers to which, and that no two answer to one.

use super::files::{Sources, with_stem};
use super::memory::Named;
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::name::{is_windows_reserved, safe_name};
use crate::record::{AddressBook, Destination, Page};
use crate::source::{Decoded, Fields};
use crate::text;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// The aliases of a record: absolute paths on this site, each of parts that every file system takes.
pub(super) fn aliases(fields: &mut Fields, reader: &mut Reader<'_>) -> Vec<String> {
    let mut aliases = Vec::new();
    for field in fields.list("aliases") {
        let Decoded::Text(alias) = field.value else { continue };
        let is_part = |part: &str| {
            !part.is_empty()
                && part.len() <= 200
                && !part.starts_with('.')
                && !part.ends_with('.')
                && !is_windows_reserved(part)
                && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.~".contains(c))
        };
        let path = alias.strip_prefix('/').map(|path| path.strip_suffix('/').unwrap_or(path));
        if path.is_some_and(|path| path.split('/').all(is_part)) {
            aliases.push(alias);
            continue;
        }
        let message = text!("\"{alias}\" is geen pad op deze site", "\"{alias}\" is not a path on this site");
        let help = text!(
            "schrijf het als \"/oud/adres/\", met gewone letters, cijfers en streepjes",
            "write it as \"/old/address/\", with plain letters, digits and dashes"
        );
        reader.problems.add(Code::BadAlias, field.span, message, help);
    }
    aliases
}

/// The names by which prose may link to a record or page: first its address, then its file. Records that
/// could not be read answer to their names too, and lead nowhere.
pub(super) fn book(notices: &[Named], pages: &[Page], sources: &Sources) -> AddressBook {
    let to_notice = |Named { notice, .. }: &Named| Destination::Notice {
        section: notice.section.clone(),
        slug: notice.slug.clone(),
    };
    let mut destinations: Vec<Destination> = notices.par_iter().map(to_notice).collect();
    destinations.extend(pages.iter().map(|page| Destination::Page { slug: page.slug.clone() }));
    let first_page = notices.len();
    let address = |section: &str, slug: &str| Cow::Owned([section, "/", slug].concat());
    let own = notices.par_iter().map(|Named { notice, .. }| address(&notice.section, &notice.slug));
    let mut names: Vec<(Cow<'_, str>, usize)> =
        own.enumerate().map(|(number, name)| (name, number)).collect();
    let of_pages = || pages.iter().zip(first_page..);
    names.extend(of_pages().map(|(page, number)| (Cow::Borrowed(&*page.slug), number)));
    let mut slugs = vec![""; sources.records.len()];
    for (number, Named { notice, source, .. }) in notices.iter().enumerate() {
        let source_of = &sources.records[*source];
        slugs[*source] = &notice.slug;
        // Most are called by their address but for the extension of their file.
        let is_address = source_of.stem == notice.slug && source_of.section == notice.section;
        names.extend(source_of.names().skip(usize::from(is_address)).map(|name| (name, number)));
    }
    for (page, number) in of_pages() {
        let file = page.file.strip_prefix("content/").unwrap_or(&page.file);
        names.extend(with_stem(file).map(|name| (Cow::Borrowed(name), number)));
    }
    // What was read under the name of its file has all its names by now.
    let others = sources.records.iter().zip(slugs).filter(|(source, slug)| source.stem != **slug);
    for (source, _) in others {
        let slug = safe_name(&source.stem);
        let number = destinations.len();
        let section = &source.section;
        names.push((address(section, &slug), number));
        names.extend(source.names().map(|name| (name, number)));
        destinations.push(Destination::Notice { section: section.clone(), slug });
    }
    AddressBook::of(destinations, names)
}

/// Refuses two sources for one path, and one reference for two records: the later of the two drops out.
pub(super) fn refuse_doubles(
    notices: &mut Vec<Named>,
    pages: &mut Vec<Page>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if !may_clash(notices, pages) {
        return;
    }
    let mut paths = Paths { taken: BTreeMap::new(), diagnostics };
    let sections: BTreeSet<String> = notices.iter().map(|named| named.notice.section.clone()).collect();
    for section in sections {
        let first = notices.iter().map(|named| &named.notice).find(|notice| notice.section == section);
        let Some(notice) = first else { continue };
        paths.taken.insert(section.clone(), (notice.place.clone(), format!("/{section}/")));
    }
    pages.retain(|page| paths.claim(&page.slug, &page.body.place.file_start(), &format!("/{}/", page.slug)));
    notices.retain(|Named { notice, .. }| {
        let path = format!("{}/{}", notice.section, notice.slug);
        paths.claim(&path, &notice.place, &format!("/{path}/"))
    });
    // What stands below a page's own folder is that page's: only then can an attachment be in the way.
    let mut files = Vec::new();
    for Named { notice, .. } in notices.iter() {
        for file in &notice.aside.files {
            let path = format!("{}/{}/{file}", notice.section, notice.slug);
            paths.claim(&path, &notice.place, &format!("/{path}"));
            files.push((path.to_lowercase(), notice.place.clone(), format!("/{path}")));
        }
    }
    for page in pages.iter() {
        for file in &page.attachments {
            let path = format!("{}/{}", page.slug, file.file);
            paths.claim(&path, &page.body.place.file_start(), &format!("/{path}"));
        }
    }
    for Named { notice, .. } in notices.iter_mut() {
        let place = notice.place.clone();
        let mut is_free = |alias: &&String| {
            let path = alias.trim_matches('/');
            let is_free = paths.claim_alias(alias, path, &place);
            if is_free && is_file(path) {
                files.push((path.to_lowercase(), place.clone(), alias.to_string()));
            }
            is_free
        };
        let free: Vec<String> = notice.aliases.iter().filter(|alias| is_free(alias)).cloned().collect();
        if free.len() < notice.aliases.len() {
            Arc::make_mut(notice).aliases = free;
        }
    }
    paths.refuse_files_that_are_folders(&files);
    refuse_doubled_references(notices, diagnostics);
}

/// Whether two paths or two references may be alike, or a path is one that nobody may have. Mostly nothing is, and that
/// takes a small part of what it takes to say which.
fn may_clash(notices: &[Named], pages: &[Page]) -> bool {
    let (mut paths, mut files, mut folders) = (Vec::new(), Vec::new(), Vec::new());
    let mut section = "";
    for Named { notice, .. } in notices {
        if notice.section != section {
            section = &notice.section;
            paths.push(Cow::Borrowed(section));
            folders.push(fingerprint(&folded(section)));
        }
        let below =
            notice.aside.files.iter().map(|file| [section, "/", &*notice.slug, "/", &**file].concat());
        files.extend(below.map(Cow::Owned));
        for path in notice.aliases.iter().map(|alias| alias.trim_matches('/')) {
            if is_reserved(path) {
                return true;
            }
            if is_file(path) { &mut files } else { &mut paths }.push(Cow::Borrowed(path));
        }
    }
    for page in pages {
        paths.push(Cow::Borrowed(&*page.slug));
        let below = page.attachments.iter().map(|file| [&*page.slug, "/", &*file.file].concat());
        paths.extend(below.map(Cow::Owned));
    }
    for path in paths.iter().chain(&files) {
        let path = folded(path);
        folders.extend(path.match_indices('/').map(|(end, _)| fingerprint(&path[..end])));
    }
    folders.sort_unstable();
    let is_folder = |file: &Cow<'_, str>| folders.binary_search(&fingerprint(&folded(file))).is_ok();
    if files.iter().any(is_folder) {
        return true;
    }
    let own = notices.par_iter().map(|Named { notice, .. }| {
        let path = [&*notice.section, "/", &*notice.slug].concat();
        fingerprint(&folded(&path))
    });
    let others = paths.par_iter().chain(&files).map(|path| fingerprint(&folded(path)));
    let ids = notices.par_iter().map(|Named { notice, .. }| fingerprint(&notice.id()));
    !are_distinct(own.chain(others).collect()) || !are_distinct(ids.collect())
}

fn are_distinct(mut fingerprints: Vec<u64>) -> bool {
    fingerprints.par_sort_unstable();
    fingerprints.is_sorted_by(|one, other| one < other)
}

/// A number that differs for nearly any two texts.
fn fingerprint(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// A path without case, and with its accents in one form.
fn folded(path: &str) -> String {
    if path.is_ascii() {
        path.to_ascii_lowercase()
    } else {
        path.nfc().flat_map(char::to_lowercase).collect()
    }
}

/// Whether an alias is a file's, and not a folder's.
fn is_file(path: &str) -> bool {
    path.ends_with(".html") || path.ends_with(".htm")
}

/// Whether an alias holds a name that is taken for something else.
fn is_reserved(path: &str) -> bool {
    let is_refused = |part: &str| part.split('.').next().is_some_and(super::files::is_refused);
    let first = path.split('/').next().unwrap_or_default().to_ascii_lowercase();
    matches!(first.as_str(), "_headers" | "_redirects") || path.split('/').any(is_refused)
}

struct Paths<'a> {
    /// Path without case → who has it, and how it is written.
    taken: BTreeMap<String, (Place, String)>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Paths<'_> {
    /// Takes a path; when another has it, or a file stands where a folder is needed, both are named.
    fn claim(&mut self, path: &str, place: &Place, shown: &str) -> bool {
        let (other, other_shown) = match self.taken.entry(folded(path)) {
            Entry::Occupied(taken) => taken.get().clone(),
            Entry::Vacant(free) => {
                free.insert((place.clone(), shown.to_owned()));
                return true;
            }
        };
        let message = if other_shown == shown {
            text!("het adres {shown} heeft twee bronnen", "the address {shown} has two sources")
        } else {
            text!(
                "de adressen {shown} en {other_shown} gelden als hetzelfde adres",
                "the addresses {shown} and {other_shown} count as one"
            )
        };
        let (file, other_file) = (&place.file, &other.file);
        let help = if file == other_file {
            text!("laat een van de twee staan", "keep one of the two")
        } else {
            text!(
                "geef {file} of {other_file} een ander adres",
                "give {file} or {other_file} another address"
            )
        };
        let also = text!("ook {other_shown}", "also {other_shown}");
        self.diagnostics
            .push(Diagnostic::new(Code::TwoSources, place.clone(), message, help).beside(other, also));
        false
    }

    /// Takes the path of an alias, unless a name in it is reserved or another has it.
    fn claim_alias(&mut self, alias: &str, path: &str, place: &Place) -> bool {
        if !is_reserved(path) {
            return self.claim(path, place, alias);
        }
        let message = text!(
            "in de alias \"{alias}\" staat een naam die Termijn of Windows al gebruikt",
            "the alias \"{alias}\" holds a name that Termijn or Windows uses already"
        );
        let help = text!("kies een ander adres", "choose another address");
        self.diagnostics.push(Diagnostic::new(Code::ReservedName, place.clone(), message, help));
        false
    }

    /// A path cannot be a file and, for something below it, a folder.
    fn refuse_files_that_are_folders(&mut self, files: &[(String, Place, String)]) {
        for (file, place, shown) in files {
            let below = format!("{file}/");
            let Some((_, (other, other_shown))) = self.taken.range(below.clone()..).next() else { continue };
            if !self.taken.range(below.clone()..).next().is_some_and(|(path, _)| path.starts_with(&below)) {
                continue;
            }
            let message = text!(
                "{shown} is een bestand, maar voor {other_shown} moet het een map zijn",
                "{shown} is a file, but for {other_shown} it must be a folder"
            );
            let help = text!("geef een van de twee een ander adres", "give one of the two another address");
            let also = text!("hier {other_shown}", "{other_shown} here");
            let found =
                Diagnostic::new(Code::TwoSources, place.clone(), message, help).beside(other.clone(), also);
            self.diagnostics.push(found);
        }
    }
}

fn refuse_doubled_references(notices: &mut Vec<Named>, diagnostics: &mut Vec<Diagnostic>) {
    let mut ids: BTreeMap<String, Place> = BTreeMap::new();
    notices.retain(|Named { notice, .. }| {
        let id = notice.id();
        let Some(other) = ids.get(&id) else {
            ids.insert(id, notice.place.clone());
            return true;
        };
        let message = text!(
            "het kenmerk \"{id}\" is al van een ander bericht",
            "the reference \"{id}\" belongs to another record already"
        );
        let (file, other_file) = (&notice.place.file, &other.file);
        let help = text!(
            "geef {file} of {other_file} een ander kenmerk (`reference`)",
            "give {file} or {other_file} another `reference`"
        );
        let also = text!("ook \"{id}\"", "also \"{id}\"");
        diagnostics.push(
            Diagnostic::new(Code::DoubledReference, notice.place.clone(), message, help)
                .beside(other.clone(), also),
        );
        false
    });
}
