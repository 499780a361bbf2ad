//! `termijn build`: the site at an instant, put in a directory whole or not at all.

mod records;
mod remembered;

use super::args::{Args, Format};
use super::summary::{Stand, Summary};
use super::{Exit, project, report};
use crate::config::Server;
use crate::diagnostic::{Diagnostic, Problems, sort};
use crate::edition::{self, Edition, assemble};
use crate::host::clock::Stopwatch;
use crate::host::pieces::KeptPieces;
use crate::host::project::{Survey, copy_attachment, read_only};
use crate::host::publisher::{self, Entry, Failure, RenderFailure};
use crate::host::shelf::Spoiled;
use crate::source::{Refusal, SourceFile, SourceTree, report_refusal};
use crate::text;
use crate::theme::RenderProblem;
use rayon::prelude::*;
use records::{Found, Records};
use remembered::{Memory, Remembered, remember};
use std::panic::{catch_unwind, resume_unwind};
use std::path::Path;
use std::sync::Arc;

pub(super) fn run(args: &Args, servers: &[Server]) -> Exit {
    let stopwatch = Stopwatch::start();
    match catch_unwind(|| build(args, servers, &stopwatch)) {
        Ok(exit) => exit,
        // Part of the cache was damaged where only a closer look finds it. What was published by now was made without
        // that part, and is found to be right.
        Err(thrown) if thrown.is::<Spoiled>() => {
            Memory::forget(&args.root);
            Records::forget(&args.root);
            tell_unusable_cache(args);
            build(args, servers, &stopwatch)
        }
        Err(thrown) => resume_unwind(thrown),
    }
}

fn build(args: &Args, servers: &[Server], stopwatch: &Stopwatch) -> Exit {
    let output = args.output();
    let mut is_cache_unusable = false;
    let mut survey = None;
    match Memory::read(&args.root) {
        Memory::Remembered(remembered) => {
            if let Some(exit) = nothing_to_do(args, servers, &remembered, stopwatch, &mut survey) {
                return exit;
            }
        }
        Memory::Unusable => is_cache_unusable = true,
        Memory::Nothing => {}
    }
    if let Err(refusal) = publisher::check_output(&args.root, &output) {
        return report::wrong_usage(&refusal.message(), &refusal.help(), args.language);
    }
    let known = match Records::read(&args.root) {
        Found::Records(records) => *records,
        Found::Nothing => Records::none(&args.root),
        Found::Unusable => {
            is_cache_unusable = true;
            Records::none(&args.root)
        }
    };
    if is_cache_unusable {
        tell_unusable_cache(args);
    }
    // Each file is looked at before it is read: what changes after that is seen by the next build.
    let (tree, seen, look) = {
        let survey = match survey.map_or_else(|| Survey::take(&args.root, &[args.output()]), Ok) {
            Ok(survey) => survey,
            Err(error) => return report::machine(&error.message(), args.language),
        };
        known.seen.read(survey, &known.memory.known_files().collect())
    };
    let shelves = known.shelves;
    let mut memory = edition::Memory::of_records(known.memory);
    let mut project = match project::of_tree(args, args.drafts, tree, &mut memory) {
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
    let pieces = Arc::new(KeptPieces::read(&args.root));
    project.inputs.pieces = Some(Arc::<KeptPieces>::clone(&pieces));
    let edition = assemble(&project.inputs, at);
    let mut diagnostics = project.diagnostics.clone();
    keep_what_is_published(&project.tree, &output, &mut diagnostics);
    diagnostics.extend(edition.diagnostics().iter().cloned());
    let mut lasting = diagnostics.clone();
    // The last moment at which it can be seen: what is published now is what the next build is held against.
    let moved = || project::moved_since_last_build(args, &project, &edition, at);
    let (moved, entries) = rayon::join(moved, || entries(&edition));
    diagnostics.extend(moved);
    sort(&mut diagnostics);
    let verdict = project::verdict(&diagnostics, args.strictness);
    if verdict != Exit::Done {
        refuse(&diagnostics, &project.tree, args);
        return verdict;
    }
    // The texts are no longer needed, save those in which something is pointed at.
    let tree = named_in(&diagnostics, std::mem::take(&mut project.tree));
    Memory::forget(&args.root);
    // What was found out of the records holds whatever becomes of the output.
    let (published, ()) = rayon::join(
        || publish(args, &edition, &entries),
        || Records::keep(args, &memory, &project.inputs, seen, &shelves),
    );
    match published {
        Ok(published) => {
            let stand = Stand::of(&project.inputs, &edition, &output);
            let zone = project.inputs.settings.zone;
            let summary = Summary { report: &published, diagnostics: &diagnostics, zone, stand: &stand };
            tell(args, &summary, &tree, stopwatch);
            pieces.keep(&args.root);
            sort(&mut lasting);
            remember(args, servers, look, &edition, lasting, stand);
            // The process ends, and taking all this to pieces takes longer than a whole build may.
            std::mem::forget((edition, project, memory));
            Exit::Done
        }
        Err(failure) => tell_failure(failure, args),
    }
}

/// Says what the last build said, when a build now would change nothing; `None` when it might.
fn nothing_to_do(
    args: &Args,
    servers: &[Server],
    remembered: &Remembered,
    stopwatch: &Stopwatch,
    survey: &mut Option<Survey>,
) -> Option<Exit> {
    let zone = remembered.zone()?;
    let at = match project::instant(args, zone) {
        Ok(at) => at,
        Err(exit) => return Some(exit),
    };
    let unchanged = remembered.stands(args, servers, at, survey)?;
    let diagnostics = &remembered.diagnostics;
    let tree = read_only(&args.root, &report::files_of(diagnostics)).ok()?;
    let report = publisher::Report { unchanged, ..publisher::Report::default() };
    let summary = Summary { report: &report, diagnostics, zone, stand: &remembered.stand };
    tell(args, &summary, &tree, stopwatch);
    Some(Exit::Done)
}

/// Of all files those in which these problems point at something.
fn named_in(diagnostics: &[Diagnostic], tree: SourceTree) -> SourceTree {
    let named = report::files_of(diagnostics);
    SourceTree { files: tree.files.into_iter().filter(|(path, _)| named.contains(path.as_str())).collect() }
}

/// What was published, and what is worth saying of it.
fn tell(args: &Args, summary: &Summary<'_>, tree: &SourceTree, stopwatch: &Stopwatch) {
    match args.format {
        Format::Json => report::print_json(&summary.data(tree, args.language)),
        Format::Human => {
            report::draw(summary.diagnostics, tree, args.language);
            report::print(&summary.text(&args.output(), stopwatch.elapsed(), args.language));
        }
    }
}

fn tell_unusable_cache(args: &Args) {
    if args.format == Format::Human {
        let words = text!(
            "De map .termijn/ is beschadigd of niet van Termijn; alles wordt opnieuw uitgerekend.\n",
            "The folder .termijn/ is damaged or not Termijn's; everything is worked out anew.\n"
        );
        report::print_error(words.to(args.language));
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

/// The files of an edition, by path.
fn entries(edition: &Edition) -> Vec<Entry> {
    let all = edition.artifacts().into_par_iter();
    all.map(|planned| Entry { path: planned.path.clone(), fingerprint: edition.fingerprint(planned) })
        .collect()
}

fn publish(
    args: &Args,
    edition: &Edition,
    entries: &[Entry],
) -> Result<publisher::Report, Failure<Box<Diagnostic>>> {
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
    publisher::publish(&args.root, &args.output(), entries, &render)
}

fn tell_failure(failure: Failure<Box<Diagnostic>>, args: &Args) -> Exit {
    match failure {
        Failure::Refused(refusal) => report::wrong_usage(&refusal.message(), &refusal.help(), args.language),
        Failure::Machine(error) => report::machine(&error.message(), args.language),
        Failure::Render { problem, .. } => {
            let tree =
                read_only(&args.root, &report::files_of(std::slice::from_ref(&problem))).unwrap_or_default();
            refuse(&[*problem], &tree, args);
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
