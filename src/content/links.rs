//! Links in prose: that those to other records lead somewhere, and what of the rest will not be passed on.

use super::memory::Named;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::markdown::{Finding, Target, classify, scan};
use crate::record::{AddressBook, Destination, Notice, Organisation, Page, Prose};
use crate::source::nearest;
use crate::text;
use borsh::{BorshDeserialize, BorshSerialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A link to another record or a page, before it is known whether that is there.
#[derive(Clone, Debug, BorshSerialize, BorshDeserialize)]
pub(super) struct Mention {
    path: String,
    place: Place,
}

/// The links to records in the prose of a notice; what else is to be said of its links goes to `diagnostics`.
pub(super) fn mentions(notice: &Notice, diagnostics: &mut Vec<Diagnostic>) -> Vec<Mention> {
    let mut mentions = Vec::new();
    notice.each_prose(&mut |prose| mentions_in(prose, &mut mentions, diagnostics));
    mentions
}

/// Notes with each notice which others it links to, and checks all other prose.
pub(super) fn resolve(
    notices: &mut [Named],
    pages: &[Page],
    organisations: &BTreeMap<String, Arc<Organisation>>,
    book: &AddressBook,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for named in notices.iter_mut().filter(|named| !named.known.mentions.is_empty()) {
        let mentions = named.known.mentions.iter();
        let mut links: Vec<_> = mentions.filter_map(|mention| look_up(mention, book, diagnostics)).collect();
        links.sort();
        links.dedup();
        named.set_links(links);
    }
    let check = |prose: &Prose, diagnostics: &mut Vec<Diagnostic>| {
        let mut mentions = Vec::new();
        mentions_in(prose, &mut mentions, diagnostics);
        mentions.iter().for_each(|mention| {
            look_up(mention, book, diagnostics);
        });
    };
    for page in pages {
        check(&page.body, diagnostics);
    }
    for prose in organisations.values().filter_map(|organisation| organisation.about.as_ref()) {
        check(prose, diagnostics);
        for finding in scan(&prose.text) {
            if let Finding::Link { destination, span, .. } = finding
                && let Target::File(file, _) = classify(&destination)
            {
                let message = text!(
                    "bij een organisatie horen geen bestanden: \"{file}\"",
                    "an organisation has no files: \"{file}\""
                );
                let help = text!(
                    "link naar een adres dat met https:// of / begint",
                    "link to an address that starts with https:// or /"
                );
                diagnostics.push(Diagnostic::new(Code::MissingFile, prose.place_of(span), message, help));
            }
        }
    }
}

/// Where a link leads; that it leads nowhere goes to `diagnostics`.
fn look_up(mention: &Mention, book: &AddressBook, diagnostics: &mut Vec<Diagnostic>) -> Option<Destination> {
    let path = &mention.path;
    if let Some(to) = book.find(path) {
        return Some(to.clone());
    }
    let message = text!("er is geen bericht of pagina \"{path}\"", "there is no record or page \"{path}\"");
    let help = match near(path, book) {
        Some(near) => text!("bedoelt u @/{near}?", "did you mean @/{near}?"),
        None => text!("controleer het adres achter @/", "check the address after @/"),
    };
    diagnostics.push(Diagnostic::new(Code::BrokenLink, mention.place.clone(), message, help));
    None
}

fn mentions_in(prose: &Prose, mentions: &mut Vec<Mention>, diagnostics: &mut Vec<Diagnostic>) {
    for finding in scan(&prose.text) {
        match finding {
            Finding::Html { span } => {
                let message = text!("HTML wordt als tekst getoond", "HTML is shown as text");
                let help = text!(
                    "gebruik Markdown: **vet**, *cursief*, [tekst](adres)",
                    "use Markdown: **bold**, *italic*, [text](address)"
                );
                diagnostics.push(Diagnostic::new(Code::HtmlShown, prose.place_of(span), message, help));
            }
            Finding::Link { destination, is_image, span } => match classify(&destination) {
                Target::Record(path, _) => {
                    mentions.push(Mention { path: path.to_owned(), place: prose.place_of(span) });
                }
                Target::Refused => {
                    let message = text!(
                        "deze link wordt niet overgenomen; alleen de tekst blijft staan",
                        "this link is not passed on; only its text remains"
                    );
                    let help = text!(
                        "gebruik een adres met https://, http://, mailto: of tel:, of een pad op deze site",
                        "use an address with https://, http://, mailto: or tel:, or a path on this site"
                    );
                    diagnostics.push(Diagnostic::new(Code::LinkDropped, prose.place_of(span), message, help));
                }
                Target::Web(_) if is_image => {
                    let message = text!(
                        "een plaatje van een andere site wordt een link",
                        "a picture from another site becomes a link"
                    );
                    let help =
                        text!("zet het plaatje naast het bericht", "put the picture beside the record");
                    diagnostics.push(Diagnostic::new(Code::LinkDropped, prose.place_of(span), message, help));
                }
                _ => {}
            },
        }
    }
}

/// The name in the same section that was probably meant; that sections are alike says nothing.
fn near<'a>(path: &str, book: &'a AddressBook) -> Option<&'a str> {
    let parted = |name: &'a str| name.rsplit_once('/').unwrap_or(("", name));
    let (section, slug) = path.rsplit_once('/').unwrap_or(("", path));
    let beside = || book.names().filter(move |name| parted(name).0 == section);
    let meant = nearest(slug, beside().map(|name| parted(name).1))?;
    beside().find(|name| parted(name).1 == meant)
}
