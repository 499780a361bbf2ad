//! Links in prose: that those to other records lead somewhere, and what of the rest will not be passed on.

use super::memory::Named;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::markdown::{Finding, Target, classify, scan};
use crate::record::{AddressBook, Destination, Organisation, Page, Prose};
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

/// The links to records among these findings; what else is to be said of links goes to `diagnostics`.
pub(super) fn mentions(
    findings: impl IntoIterator<Item = (Place, Finding)>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Mention> {
    findings.into_iter().filter_map(|(place, finding)| mention(place, &finding, diagnostics)).collect()
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
        let findings = scan(&prose.text).into_iter();
        let findings = findings.map(|finding| (prose.place_of(finding.span().clone()), finding));
        mentions(findings, diagnostics).iter().for_each(|mention| {
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

fn mention(place: Place, finding: &Finding, diagnostics: &mut Vec<Diagnostic>) -> Option<Mention> {
    let (code, message, help) = match finding {
        Finding::Html { .. } => (
            Code::HtmlShown,
            text!("HTML wordt als tekst getoond", "HTML is shown as text"),
            text!(
                "gebruik Markdown: **vet**, *cursief*, [tekst](adres)",
                "use Markdown: **bold**, *italic*, [text](address)"
            ),
        ),
        Finding::Link { destination, is_image, .. } => match classify(destination) {
            Target::Record(path, _) => return Some(Mention { path: path.to_owned(), place }),
            Target::Refused => (
                Code::LinkDropped,
                text!(
                    "deze link wordt niet overgenomen; alleen de tekst blijft staan",
                    "this link is not passed on; only its text remains"
                ),
                text!(
                    "gebruik een adres met https://, http://, mailto: of tel:, of een pad op deze site",
                    "use an address with https://, http://, mailto: or tel:, or a path on this site"
                ),
            ),
            Target::Web(_) if *is_image => (
                Code::LinkDropped,
                text!(
                    "een plaatje van een andere site wordt een link",
                    "a picture from another site becomes a link"
                ),
                text!("zet het plaatje naast het bericht", "put the picture beside the record"),
            ),
            _ => return None,
        },
    };
    diagnostics.push(Diagnostic::new(code, place, message, help));
    None
}

/// The name in the same section that was probably meant; that sections are alike says nothing.
fn near<'a>(path: &str, book: &'a AddressBook) -> Option<&'a str> {
    let parted = |name: &'a str| name.rsplit_once('/').unwrap_or(("", name));
    let (section, slug) = path.rsplit_once('/').unwrap_or(("", path));
    let beside = || book.names().filter(move |name| parted(name).0 == section);
    let meant = nearest(slug, beside().map(|name| parted(name).1))?;
    beside().find(|name| parted(name).1 == meant)
}
