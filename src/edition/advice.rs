//! What is worth saying of records at an instant: it depends on what can be seen then.

use crate::diagnostic::{Code, Diagnostic, sort};
use crate::lifecycle::Disclosed;
use crate::markdown::{Finding, Target, classify, scan};
use crate::record::Prose;
use crate::site::Site;
use crate::text;

/// Questions that stand without an answer, and links to what cannot be seen.
pub(super) fn of(site: &Site) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for notice in site.notices.iter().filter(|notice| !notice.is_retired) {
        unanswered(notice, &mut diagnostics);
        hidden_links(site, notice, &mut diagnostics);
    }
    for page in &site.pages {
        hidden_links_in(site, &page.body, &mut diagnostics);
    }
    sort(&mut diagnostics);
    diagnostics
}

fn unanswered(notice: &Disclosed, diagnostics: &mut Vec<Diagnostic>) {
    for item in notice.items().filter(|item| item.answer.is_none()) {
        let (nr, round) = (&item.nr, item.round);
        let message = text!(
            "vraag {nr} van ronde {round} heeft nog geen antwoord",
            "question {nr} of round {round} has no answer yet"
        );
        let help = text!("voeg toe: answer = \"…\"", "add: answer = \"…\"");
        diagnostics.push(Diagnostic::new(Code::Unanswered, item.place.clone(), message, help));
    }
}

fn hidden_links(site: &Site, notice: &Disclosed, diagnostics: &mut Vec<Diagnostic>) {
    if notice.links().iter().any(|link| !site.shows(link)) {
        notice.each_prose(&mut |prose| hidden_links_in(site, prose, diagnostics));
    }
}

fn hidden_links_in(site: &Site, prose: &Prose, diagnostics: &mut Vec<Diagnostic>) {
    for finding in scan(&prose.text) {
        let Finding::Link { destination, span, .. } = finding else { continue };
        let Target::Record(path, _) = classify(&destination) else { continue };
        if site.find(path).is_none_or(|to| site.shows(to)) {
            continue;
        }
        let message = text!(
            "het bericht \"{path}\" is nu niet zichtbaar; de link wordt gewone tekst",
            "the record \"{path}\" cannot be seen now; the link becomes plain text"
        );
        let help = text!(
            "publiceer het andere bericht eerder, of haal de link weg",
            "publish the other record earlier, or remove the link"
        );
        diagnostics.push(Diagnostic::new(Code::LinkHidden, prose.place_of(span), message, help));
    }
}
