//! `termijn check`: every problem of a site, without writing anything.

use super::args::{Args, Format};
use super::{Exit, project, report};
use crate::diagnostic::{Diagnostic, sort};
use crate::edition::{Edition, assemble};
use crate::source::SourceTree;
use crate::text;
use crate::theme::RenderProblem;
use rayon::prelude::*;

pub(super) fn run(args: &Args) -> Exit {
    let project = match project::read(args) {
        Ok(project) => project,
        Err((exit, tree, diagnostics)) => {
            // Where the machine failed there is nothing to tell of the content.
            if !diagnostics.is_empty() {
                tell(&diagnostics, &tree, args);
            }
            return exit;
        }
    };
    let at = match project::instant(args, project.inputs.settings.zone) {
        Ok(at) => at,
        Err(exit) => return exit,
    };
    let edition = assemble(&project.inputs, at);
    let moved = project::moved_since_last_build(args, &project, &edition, at);
    let mut diagnostics = project.diagnostics;
    diagnostics.extend(edition.diagnostics().iter().cloned());
    diagnostics.extend(moved);
    diagnostics.extend(rendering_problems(&edition));
    sort(&mut diagnostics);
    tell(&diagnostics, &project.tree, args);
    project::verdict(&diagnostics, args.strictness)
}

fn tell(diagnostics: &[Diagnostic], tree: &SourceTree, args: &Args) {
    match args.format {
        Format::Json => report::print_json(&report::lines(diagnostics, tree, args.language)),
        Format::Human if diagnostics.is_empty() => {
            let sound = text!("Alles klopt.\n", "All is well.\n");
            report::print(sound.to(args.language));
        }
        Format::Human => {
            report::draw(diagnostics, tree, args.language);
            let code = diagnostics[0].code;
            let more = text!("Meer uitleg: termijn explain {code}\n", "Learn more: termijn explain {code}\n");
            report::print_error(more.to(args.language));
        }
    }
}

/// A template shows some faults only when a page is made, so every page is made and thrown away.
fn rendering_problems(edition: &Edition) -> Vec<Diagnostic> {
    let artifacts = edition.artifacts();
    let mut found: Vec<Diagnostic> = artifacts
        .par_iter()
        .filter_map(|planned| {
            // What is copied needs no template.
            let nothing = |_: &str, _: crate::digest::Digest, _: &mut dyn std::io::Write| Ok(());
            match edition.render(planned, &nothing, &mut std::io::sink()) {
                Err(RenderProblem::Template(place)) => {
                    Some(place.diagnostic(&planned.path, edition.place_of(planned).as_ref()))
                }
                _ => None,
            }
        })
        .collect();
    // One fault in a template shows on every page that uses it: say it once, with the first page.
    found.sort_by(|a, b| (&a.label.place, &a.message.nl).cmp(&(&b.label.place, &b.message.nl)));
    found.dedup_by(|a, b| a.label.place == b.label.place);
    found
}
