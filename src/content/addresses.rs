//! Addresses: which record answers to which, and that no two answer to one.

use super::files::Sources;
use super::memory::Named;
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::name::{is_windows_reserved, safe_name};
use crate::record::{AddressBook, Destination, Page};
use crate::source::{Decoded, Fields};
use crate::text;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

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
    let mut book = AddressBook::default();
    let destination = |section: &str, slug: &str| Destination::Notice {
        section: section.to_owned(),
        slug: slug.to_owned(),
    };
    for Named { notice, .. } in notices {
        book.add(&format!("{}/{}", notice.section, notice.slug), &destination(&notice.section, &notice.slug));
    }
    for page in pages {
        book.add(&page.slug, &Destination::Page { slug: page.slug.clone() });
    }
    for Named { notice, source, .. } in notices {
        let to = destination(&notice.section, &notice.slug);
        sources.records[*source].names().iter().for_each(|name| book.add_file(name, &to));
    }
    for page in pages {
        let file = page.file.strip_prefix("content/").unwrap_or(&page.file);
        book.add_file(file, &Destination::Page { slug: page.slug.clone() });
    }
    let mut slugs = vec![""; sources.records.len()];
    for Named { notice, source, .. } in notices {
        slugs[*source] = &notice.slug;
    }
    // What was read under the name of its file has all its names by now.
    let others = sources.records.iter().zip(slugs).filter(|(source, slug)| source.stem != **slug);
    for (source, _) in others {
        let slug = safe_name(&source.stem);
        let to = destination(&source.section, &slug);
        book.add(&format!("{}/{slug}", source.section), &to);
        source.names().iter().for_each(|name| book.add_file(name, &to));
    }
    book
}

/// Refuses two sources for one path, and one reference for two records: the later of the two drops out.
pub(super) fn refuse_doubles(
    notices: &mut Vec<Named>,
    pages: &mut Vec<Page>,
    diagnostics: &mut Vec<Diagnostic>,
) {
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
            if is_free && (path.ends_with(".html") || path.ends_with(".htm")) {
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

struct Paths<'a> {
    /// Path without case → who has it, and how it is written.
    taken: BTreeMap<String, (Place, String)>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Paths<'_> {
    /// Takes a path; when another has it, or a file stands where a folder is needed, both are named.
    fn claim(&mut self, path: &str, place: &Place, shown: &str) -> bool {
        use unicode_normalization::UnicodeNormalization;
        let folded = if path.is_ascii() {
            path.to_ascii_lowercase()
        } else {
            path.nfc().flat_map(char::to_lowercase).collect()
        };
        let (other, other_shown) = match self.taken.entry(folded) {
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
        let is_refused = |part: &str| part.split('.').next().is_some_and(super::files::is_refused);
        let first = path.split('/').next().unwrap_or_default().to_ascii_lowercase();
        let is_for_hosts = matches!(first.as_str(), "_headers" | "_redirects");
        if !is_for_hosts && !path.split('/').any(is_refused) {
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
