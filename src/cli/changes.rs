//! `termijn changes`: what differs on the site between two instants, and why.

use super::args::{Args, Format};
use super::{Exit, project, report};
use crate::edition::{Change, Difference, Reason, assemble, difference, reasons};
use crate::language::Language;
use crate::lifecycle::words;
use crate::outputs::Subject;
use crate::record::Notice;
use crate::site::{ListKind, Site};
use crate::text;
use serde::Serialize;

#[derive(Serialize)]
struct ChangeData {
    url: String,
    change: Change,
    because: Vec<ReasonData>,
}

#[derive(Serialize)]
struct ReasonData {
    id: String,
    event: &'static str,
    at: String,
}

pub(super) fn run(args: &Args, from: &str, to: &str) -> Exit {
    let project = match project::read(args) {
        Ok(project) => project,
        Err((exit, tree, diagnostics)) => {
            report::draw(&diagnostics, &tree, args.language);
            return exit;
        }
    };
    let zone = project.inputs.settings.zone;
    let moments = project::moment(from, "--from", zone, args)
        .and_then(|from| project::moment(to, "--to", zone, args).map(|to| (from, to)));
    let (from, to) = match moments {
        Ok(moments) => moments,
        Err(exit) => return exit,
    };
    let verdict = project::verdict(&project.diagnostics, args.strictness);
    if verdict != Exit::Done {
        report::draw(&project.diagnostics, &project.tree, args.language);
    }
    let (earlier, later) = (assemble(&project.inputs, from), assemble(&project.inputs, to));
    let differences = difference(&earlier, &later);
    let reasons = reasons(&project.inputs, from.min(to), from.max(to));
    let because = |difference: &Difference| {
        reasons.iter().filter(|reason| is_about(reason.notice, &difference.subject)).collect::<Vec<_>>()
    };
    match args.format {
        Format::Json => {
            let data = |difference: &Difference| ChangeData {
                url: url(later.site(), &difference.path),
                change: difference.change,
                because: because(difference)
                    .into_iter()
                    .map(|reason| ReasonData {
                        id: reason.notice.id(),
                        event: reason.event,
                        at: zone.rfc3339(reason.at),
                    })
                    .collect(),
            };
            report::print_json(&differences.iter().map(data).collect::<Vec<_>>());
        }
        Format::Human => {
            let mut text = String::new();
            for difference in &differences {
                text.push_str(&line(difference, &because(difference), later.site(), args.language));
            }
            if differences.is_empty() {
                text.push_str(text!("Er verandert niets.\n", "Nothing changes.\n").to(args.language));
            }
            report::print(&text);
        }
    }
    verdict
}

/// The address that a file answers to.
fn url(site: &Site, path: &str) -> String {
    site.absolute(path.strip_suffix("index.html").unwrap_or(path))
}

fn line(difference: &Difference, because: &[&Reason<'_>], site: &Site, language: Language) -> String {
    let mark = match difference.change {
        Change::Added => '+',
        Change::Changed => '~',
        Change::Removed => '-',
    };
    let zone = site.settings.zone;
    let reasons: Vec<String> = because
        .iter()
        .map(|reason| {
            let when = words::instant(reason.at, zone);
            format!("    {}: {}\n", when.to(language), reason.words.to(language))
        })
        .collect();
    format!("{mark} {}\n{}", url(site, &difference.path), reasons.concat())
}

/// Whether what happens to a notice shows in a file about this subject.
fn is_about(notice: &Notice, subject: &Subject) -> bool {
    match subject {
        Subject::Notice { section, slug } => notice.section == *section && notice.slug == *slug,
        Subject::List(ListKind::Section(section)) => notice.section == *section,
        Subject::List(ListKind::Organisation(id)) => notice.facts.organization.id == *id,
        Subject::List(ListKind::Region(slug)) => {
            let region = notice.facts.location.as_ref().and_then(|location| location.region.as_ref());
            region.is_some_and(|region| region.slug == *slug)
        }
        Subject::List(ListKind::Home | ListKind::Archive) | Subject::Site | Subject::Other => true,
    }
}
