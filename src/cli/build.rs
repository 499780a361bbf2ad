//! `termijn build`: the site at an instant, put in a directory whole or not at all.

use super::args::{Args, Format};
use super::summary::Summary;
use super::{Exit, project, report};
use crate::config::Server;
use crate::diagnostic::{Diagnostic, Problems, sort};
use crate::edition::{Edition, assemble};
use crate::host::clock::Stopwatch;
use crate::host::project::copy_attachment;
use crate::host::publisher::{self, Entry, Failure, RenderFailure};
use crate::source::{Refusal, SourceFile, SourceTree, report_refusal};
use crate::text;
use crate::theme::RenderProblem;
use rayon::prelude::*;
use std::path::Path;
use std::sync::Arc;

pub(super) fn run(args: &Args, servers: &[Server]) -> Exit {
    let stopwatch = Stopwatch::start();
    let output = args.output();
    if let Err(refusal) = publisher::check_output(&args.root, &output) {
        return report::wrong_usage(&refusal.message(), &refusal.help(), args.language);
    }
    let mut project = match project::read(args) {
        Ok(project) => project,
        Err((exit, tree, diagnostics)) => {
            refuse(&diagnostics, &tree, args);
            return exit;
        }
    };
    let at = match project::instant(args, project.inputs.settings.zone) {
        Ok(at) => at,
        Err(exit) => return exit,
    };
    project.inputs = project.inputs.for_servers(servers.iter().copied());
    let edition = assemble(&project.inputs, at);
    let mut diagnostics = project.diagnostics.clone();
    keep_what_is_published(&project.tree, &output, &mut diagnostics);
    diagnostics.extend(edition.diagnostics().iter().cloned());
    // The last moment at which it can be seen: what is published now is what the next build is held against.
    diagnostics.extend(project::moved_since_last_build(args, &project, at));
    sort(&mut diagnostics);
    let verdict = project::verdict(&diagnostics, args.strictness);
    if verdict != Exit::Done {
        refuse(&diagnostics, &project.tree, args);
        return verdict;
    }
    match publish(args, &edition) {
        Ok(published) => {
            report_warnings(&diagnostics, &project.tree, args);
            let summary = Summary::of(&project.inputs, &edition, &published, &diagnostics, &output);
            match args.format {
                Format::Json => report::print_json(&summary.data(&project.tree, args.language)),
                Format::Human => report::print(&summary.text(&output, stopwatch.elapsed(), args.language)),
            }
            Exit::Done
        }
        Err(failure) => tell_failure(failure, &project.tree, args),
    }
}

/// A site whose records are gone may not take the place of one that was published with them.
fn keep_what_is_published(tree: &SourceTree, output: &Path, diagnostics: &mut Vec<Diagnostic>) {
    if let Some(SourceFile::Refused(Refusal::Missing)) = tree.files.get("content")
        && publisher::holds_a_site(output)
    {
        let mut problems = Problems::of(&Arc::from("content/"));
        report_refusal(&Refusal::Missing, &mut problems);
        diagnostics.append(&mut problems.found);
    }
}

fn publish(args: &Args, edition: &Edition) -> Result<publisher::Report, Failure<Box<Diagnostic>>> {
    let entries: Vec<Entry> = edition
        .artifacts()
        .into_par_iter()
        .map(|planned| Entry { path: planned.path.clone(), fingerprint: edition.fingerprint(planned) })
        .collect();
    let copy =
        |source: &str, digest, out: &mut dyn std::io::Write| copy_attachment(&args.root, source, digest, out);
    let render = |entry: &Entry, out: &mut dyn std::io::Write| {
        let planned = edition.artifact(&entry.path).expect("every entry was planned");
        edition.render(planned, &copy, out).map_err(|problem| match problem {
            RenderProblem::Machine(error) => RenderFailure::Io(error),
            RenderProblem::Template(place) => RenderFailure::Problem(Box::new(
                place.diagnostic(&planned.path, edition.place_of(planned).as_ref()),
            )),
        })
    };
    publisher::publish(&args.root, &args.output(), &entries, &render)
}

fn tell_failure(failure: Failure<Box<Diagnostic>>, tree: &SourceTree, args: &Args) -> Exit {
    match failure {
        Failure::Refused(refusal) => report::wrong_usage(&refusal.message(), &refusal.help(), args.language),
        Failure::Machine(error) => report::machine(&error.message(), args.language),
        Failure::Render { problem, .. } => {
            refuse(&[*problem], tree, args);
            Exit::Site
        }
    }
}

/// Shows what stands in the way, and says that nothing was written.
fn refuse(diagnostics: &[Diagnostic], tree: &SourceTree, args: &Args) {
    if args.format == Format::Json {
        report::print_json(&report::lines(diagnostics, tree, args.language));
        return;
    }
    report::draw(diagnostics, tree, args.language);
    if !diagnostics.is_empty() {
        let words = text!(
            "Er is niets geschreven; de vorige site staat er nog.\n",
            "Nothing was written; the previous site still stands.\n"
        );
        report::print_error(words.to(args.language));
    }
}

fn report_warnings(diagnostics: &[Diagnostic], tree: &SourceTree, args: &Args) {
    if args.format == Format::Human {
        report::draw(diagnostics, tree, args.language);
    }
}
