//! What is worth saying of records and settings at an instant: it depends on what can be seen then.

use crate::config::Security;
use crate::content::Loaded;
use crate::diagnostic::{Code, Diagnostic, sort};
use crate::language::Language;
use crate::lifecycle::{Disclosed, Drafts, Phase, Rules, in_force, phase, withdrawn_on};
use crate::markdown::{Finding, Target, classify, scan};
use crate::record::{Kind, Notice, Prose};
use crate::site::Site;
use crate::text;
use crate::time::{Date, Instant, Zone, print};
use rayon::prelude::*;

/// How long before its end `security.txt` wants a new one: thirty days.
const SECURITY_NOTICE_SECONDS: i64 = 30 * 24 * 60 * 60;

/// Questions that stand without an answer, decisions that are overdue, jobs that no search engine can show, links
/// to what cannot be seen, and a `security.txt` near its end.
pub(super) fn of(site: &Site, records: &Loaded, drafts: Drafts) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let counted = records.notices.par_iter().filter(|notice| !notice.draft || drafts == Drafts::Included);
    diagnostics.par_extend(counted.filter_map(|notice| overdue(notice, site.at, site.settings.zone)));
    let jobs = records.notices.par_iter().filter(|notice| !notice.draft || drafts == Drafts::Included);
    diagnostics.par_extend(jobs.filter_map(|notice| no_job_posting(notice, site)));
    let shown = site.notices.par_iter().filter(|notice| !notice.is_retired);
    diagnostics.par_extend(shown.flat_map_iter(|notice| {
        let mut found = Vec::new();
        unanswered(notice, &mut found);
        hidden_links(site, notice, &mut found);
        found
    }));
    for page in &site.pages {
        hidden_links_in(site, &page.body, &mut diagnostics);
    }
    let security = site.settings.security.as_ref();
    diagnostics.extend(security.and_then(|security| security_expires(security, site.at, site.settings.zone)));
    sort(&mut diagnostics);
    diagnostics
}

/// Between which instants nothing else is to be said, save for what the site itself changes: since the first, and
/// before the second.
pub(super) fn around(site: &Site, records: &Loaded) -> (Option<Instant>, Option<Instant>) {
    let zone = site.settings.zone;
    let days = records.notices.iter().flat_map(|notice| &notice.aside.expected_on);
    let overdue = days.map(|day| overdue_from(*day, zone));
    let security = site.settings.security.iter().flat_map(|security| {
        let expires = security.expires.at;
        [expires.plus_seconds(-SECURITY_NOTICE_SECONDS), expires]
    });
    let turns: Vec<Instant> = overdue.chain(security).collect();
    let since = turns.iter().copied().filter(|turn| *turn <= site.at).max();
    (since, turns.into_iter().filter(|turn| *turn > site.at).min())
}

/// The file stays when it has expired, and nobody trusts it then: whoever can renew it must hear of it before.
fn security_expires(security: &Security, at: Instant, zone: Zone) -> Option<Diagnostic> {
    let expires = security.expires;
    if at < expires.at.plus_seconds(-SECURITY_NOTICE_SECONDS) {
        return None;
    }
    let day = expires.day.unwrap_or_else(|| zone.date_of(expires.at));
    let (nl, en) = (print::date(day, Language::Dutch), print::date(day, Language::English));
    let message = if at < expires.at {
        text!("security.txt verloopt op {nl}", "security.txt expires on {en}")
    } else {
        text!(
            "security.txt is verlopen op {nl}; wie een lek vindt, vertrouwt het bestand niet meer",
            "security.txt expired on {en}; who finds a leak no longer trusts the file"
        )
    };
    let help = text!(
        "kijk of contact nog klopt en verzet expires, ten hoogste een jaar vooruit",
        "see whether contact still holds and move expires, by a year at the most"
    );
    Some(Diagnostic::new(Code::SecurityExpires, security.place.clone(), message, help))
}

/// The first instant at which a decision is late that was expected on this day.
fn overdue_from(expected_on: Date, zone: Zone) -> Instant {
    zone.day_starts(expected_on.plus_days(1))
}

/// A decision that was expected before today, and of which the record says nothing.
fn overdue(notice: &Notice, at: Instant, zone: Zone) -> Option<Diagnostic> {
    if notice.aside.expected_on.is_empty() || notice.aside.has_decision {
        return None;
    }
    let expected_on = in_force(notice, at).schedule.decision_expected_on?;
    let is_over = at >= overdue_from(expected_on, zone) && at >= notice.published.at;
    let is_withdrawn = withdrawn_on(notice, at).is_some_and(|withdrawn| withdrawn.at <= at);
    if !is_over || is_withdrawn {
        return None;
    }
    let message = text!(
        "de beslissing werd verwacht op {nl}, en het bericht noemt nog geen uitkomst",
        "the decision was expected on {en}, and the record names no outcome yet",
        nl = print::date(expected_on, Language::Dutch),
        en = print::date(expected_on, Language::English),
    );
    let word = if notice.facts.kind.is_tender() { "gegund" } else { "vervuld" };
    let help = text!(
        "vul [decision] aan met announced = … en outcome = \"{word}\", of verzet expected_on",
        "add to [decision] announced = … and outcome = \"{word}\", or move expected_on"
    );
    Some(Diagnostic::new(Code::Overdue, notice.place_of("decision.expected_on"), message, help))
}

/// A job that is open or still to come, and of which the record tells too little for a JobPosting. A request
/// to hire is meant for suppliers, so it is asked for only where the record says where the work is.
fn no_job_posting(notice: &Notice, site: &Site) -> Option<Diagnostic> {
    if !notice.brief.lacks_for_job_posting {
        return None;
    }
    let facts = &notice.facts;
    let is_meant = match facts.kind {
        Kind::Vacature => true,
        Kind::Inhuur => facts.location.is_some(),
        Kind::Aanbesteding => false,
    };
    let settings = &site.settings;
    let rules = Rules { zone: settings.zone, calendar: &settings.calendar, retention: settings.retention };
    let phase = phase(notice, site.at, &rules);
    if !is_meant || !(phase.is_open() || phase == Phase::Scheduled) {
        return None;
    }
    let lacks = facts.lacks_for_job_posting();
    let has_place = !lacks.contains(&"location.municipality");
    let named = lacks.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>();
    let several = named.len() > 1;
    let message = text!(
        "vacaturezoekmachines kunnen dit bericht niet tonen: {nl}",
        "job search engines cannot show this record: {en}",
        nl = format!("{} {}", named.join(" en "), if several { "ontbreken" } else { "ontbreekt" }),
        en = format!("{} {} missing", named.join(" and "), if several { "are" } else { "is" }),
    );
    let place = if facts.location.is_some() && !has_place { "location" } else { "title" };
    let help = if !has_place {
        text!(
            "voeg bij [location] toe: municipality = \"…\", of remote = true als het werk overal kan",
            "add to [location]: municipality = \"…\", or remote = true when the work can be done anywhere"
        )
    } else {
        text!(
            "zet onder de gegevens een tekst over het werk",
            "put a text about the work below the front matter"
        )
    };
    Some(Diagnostic::new(Code::NoJobPosting, notice.place_of(place), message, help))
}

fn unanswered(notice: &Disclosed, diagnostics: &mut Vec<Diagnostic>) {
    if !notice.has_unanswered {
        return;
    }
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
