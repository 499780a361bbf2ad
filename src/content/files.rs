//! Which file is what: records, pages and organisations by where they stand.

use super::{safe_example, stray};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::name::{is_safe, is_windows_reserved, safe_name};
use crate::source::{SourceFile, SourceTree};
use crate::text;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Names at the top of a site that Termijn itself writes (the record format, section 5).
pub(super) const RESERVED: [&str; 19] = [
    "404",
    "agenda",
    "archief",
    "feed",
    "index",
    "manifest",
    "nota-van-inlichtingen",
    "notice",
    "notices",
    "ocds",
    "organisaties",
    "page",
    "regios",
    "robots",
    "sitemap",
    "termijn",
    "thema",
    "well-known",
    "zoek",
];

/// The files of a site, by what they are.
#[derive(Debug, Default)]
pub(super) struct Sources {
    pub(super) records: Vec<Source>,
    pub(super) pages: Vec<Source>,
    pub(super) organisations: Vec<Source>,
}

/// One record, page or organisation.
#[derive(Debug)]
pub(super) struct Source {
    /// The file that holds it.
    pub(super) file: Arc<str>,
    /// The section's folder.
    pub(super) section: String,
    /// The name of the file without its extension, or of the folder.
    pub(super) stem: String,
    /// The folder in which its attachments stand.
    pub(super) folder: String,
    /// Its `questions.toml`.
    pub(super) questions: Option<Arc<str>>,
}

impl Source {
    /// The names, besides its address, by which a link may call it.
    pub(super) fn names(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let file = self.file.strip_prefix("content/").unwrap_or(&self.file);
        let is_bare = |name: &&str| {
            let rest = name.strip_prefix(&*self.section).and_then(|rest| rest.strip_prefix('/'));
            rest == Some(&*self.stem)
        };
        let of_file = with_stem(file).filter(move |name| !is_bare(name)).map(Cow::Borrowed);
        let bare = [&*self.section, "/", &*self.stem].concat();
        let stem = with_stem(&bare).nth(1).map(|stem| Cow::Owned(stem.to_owned()));
        [Cow::Owned(bare)].into_iter().chain(stem).chain(of_file)
    }

    pub(super) fn is_toml(&self) -> bool {
        self.file.ends_with(".toml")
    }
}

/// A file's name with its extension, and without.
pub(super) fn with_stem(name: &str) -> impl Iterator<Item = &str> {
    let stem = name.strip_suffix(".md").or_else(|| name.strip_suffix(".toml"));
    [name].into_iter().chain(stem)
}

/// Sorts the files below `content/`; what stands where nothing reads it is reported.
pub(super) fn find(tree: &SourceTree, diagnostics: &mut Vec<Diagnostic>) -> Sources {
    let mut sources = Sources::default();
    let mut sections = BTreeSet::new();
    let indexes = index_folders(tree);
    for (path, file) in tree.below("content") {
        let parts: Vec<&str> = path.split('/').skip(1).collect();
        let Some(text) = TextFile::of(path, file) else { continue };
        if let Some(proper) = text.misspelt_extension {
            let why = text!(
                "de extensie van dit bestand hoort in kleine letters",
                "this file's extension belongs in lower case"
            );
            diagnostics.push(stray(path, why, text!("hernoem het naar {proper}", "rename it to {proper}")));
            continue;
        }
        match parts[..] {
            [_] => diagnostics.push(stray(
                path,
                text!("dit bestand staat niet in een rubriek", "this file stands in no section"),
                text!(
                    "zet het in een map, zoals content/vacatures, of in content/pages",
                    "put it in a folder, such as content/vacatures, or in content/pages"
                ),
            )),
            ["organisations", name] if name.ends_with(".toml") => {
                sources.organisations.push(source(
                    path,
                    "organisations",
                    stem(name),
                    "content/organisations",
                ));
            }
            ["organisations", ..] => diagnostics.push(stray(
                path,
                text!("hier horen alleen organisaties", "only organisations belong here"),
                text!(
                    "schrijf een organisatie als content/organisations/naam.toml",
                    "write an organisation as content/organisations/name.toml"
                ),
            )),
            ["pages", name] if name.ends_with(".md") => {
                sources.pages.push(source(path, "pages", stem(name), "content/pages"));
            }
            ["pages", name, "index.md"] => {
                sources.pages.push(source(path, "pages", name, &format!("content/pages/{name}")));
            }
            [section, name] => {
                sections.insert(section);
                sources.records.push(source(path, section, stem(name), &format!("content/{section}")));
            }
            [section, name, "index.md" | "index.toml"] if section != "pages" => {
                sections.insert(section);
                let folder = format!("content/{section}/{name}");
                let mut found = source(path, section, name, &folder);
                let questions = format!("{folder}/questions.toml");
                found.questions = tree.files.contains_key(&questions).then(|| Arc::from(questions));
                sources.records.push(found);
            }
            [section, name, ..] => {
                let folder = format!("content/{section}/{name}");
                let is_index = parts.len() > 3 && matches!(parts[parts.len() - 1], "index.md" | "index.toml");
                if is_index || !indexes.contains(&*folder) {
                    diagnostics.push(stray(
                        path,
                        text!(
                            "dit bestand hoort bij geen bericht: de map {folder} heeft geen index.md",
                            "this file belongs to no record: the folder {folder} has no index.md"
                        ),
                        text!(
                            "zet een bericht in content/{section}/naam.md of content/{section}/naam/index.md",
                            "put a record in content/{section}/name.md or content/{section}/name/index.md"
                        ),
                    ));
                }
            }
            [] => {}
        }
    }
    diagnostics.extend(sections.into_iter().filter_map(|section| check_section(section, &sources.records)));
    sources
}

struct TextFile {
    misspelt_extension: Option<String>,
}

impl TextFile {
    /// `None` for what can only be an attachment.
    fn of(path: &str, file: &SourceFile) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let (stem, extension) = name.rsplit_once('.')?;
        let proper = ["md", "toml"].into_iter().find(|proper| proper.eq_ignore_ascii_case(extension))?;
        if matches!(file, SourceFile::Refused(_)) {
            return None;
        }
        Some(Self { misspelt_extension: (proper != extension).then(|| format!("{stem}.{proper}")) })
    }
}

fn index_folders(tree: &SourceTree) -> BTreeSet<&str> {
    tree.below("content")
        .filter_map(|(path, _)| path.strip_suffix("/index.md").or_else(|| path.strip_suffix("/index.toml")))
        .collect()
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn source(path: &str, section: &str, stem: &str, folder: &str) -> Source {
    Source {
        file: Arc::from(path),
        section: section.to_owned(),
        stem: stem.to_owned(),
        folder: folder.to_owned(),
        questions: None,
    }
}

fn check_section(section: &str, records: &[Source]) -> Option<Diagnostic> {
    let file = &records.iter().find(|source| source.section == section)?.file;
    let place = Place::new(file, 0..0);
    if is_refused(section) {
        let message = text!(
            "de naam van de map content/{section} gebruikt Termijn of Windows al",
            "Termijn or Windows uses the name of the folder content/{section} already"
        );
        let help = text!("geef de rubriek een andere naam", "give the section another name");
        Some(Diagnostic::new(Code::ReservedName, place, message, help))
    } else if !is_safe(section) {
        let message = text!(
            "de map content/{section} kan geen deel van een adres zijn",
            "the folder content/{section} cannot be part of an address"
        );
        Some(Diagnostic::new(Code::UnsafeName, place, message, safe_example(section)))
    } else {
        None
    }
}

/// Whether a folder's name may be the first part of an address.
#[must_use]
pub fn is_good_section(name: &str) -> bool {
    is_safe(name) && !is_refused(name)
}

/// Whether a name may not be a section, a page or a record.
#[must_use]
pub fn is_refused(name: &str) -> bool {
    let safe = safe_name(name);
    RESERVED.contains(&safe.as_str()) || is_windows_reserved(&safe) || is_windows_reserved(name)
}
