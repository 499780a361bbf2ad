//! What every command begins with: the project read, its problems known, the instant chosen.

use super::args::{Args, Strictness};
use super::{Exit, report};
use crate::diagnostic::{Diagnostic, Severity};
use crate::edition::{Edition, Inputs, Memory, moved_silently};
use crate::host::last_build::LastBuild;
use crate::host::{clock, project};
use crate::lifecycle::Drafts;
use crate::source::SourceTree;
use crate::text;
use crate::time::{Instant, Moment, Reading, Written, Zone};
use std::path::{Path, PathBuf};

/// A project as read from the disk.
pub(super) struct Project {
    /// Its files, for showing problems in their place.
    pub(super) tree: SourceTree,
    /// Everything but the instant.
    pub(super) inputs: Inputs,
    /// What is wrong with settings, theme and content.
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Args {
    /// Where the site goes: `public` below the root unless said otherwise.
    pub(super) fn output(&self) -> PathBuf {
        self.output.clone().unwrap_or_else(|| self.root.join("public"))
    }
}

/// Reads the project. When settings or theme are wrong there is nothing to go on with: then the problems
/// come back with the exit code.
pub(super) fn read(args: &Args) -> Result<Project, (Exit, SourceTree, Vec<Diagnostic>)> {
    read_with(args, args.drafts)
}

/// As [`read`], with or without drafts whatever was asked.
pub(super) fn read_with(args: &Args, drafts: Drafts) -> Result<Project, (Exit, SourceTree, Vec<Diagnostic>)> {
    let tree = match project::read(&args.root, &[args.output()]) {
        Ok(tree) => tree,
        Err(error) => {
            report::machine(&error.message(), args.language);
            return Err((Exit::Machine, SourceTree::default(), Vec::new()));
        }
    };
    of_tree(args, drafts, tree, &mut Memory::default())
}

/// The project that these files are; `memory` is what is known of it.
pub(super) fn of_tree(
    args: &Args,
    drafts: Drafts,
    tree: SourceTree,
    memory: &mut Memory,
) -> Result<Project, (Exit, SourceTree, Vec<Diagnostic>)> {
    let prepared = memory.prepare(&tree, args.base_url.as_deref(), drafts);
    let inputs = prepared.inputs();
    let mut diagnostics = prepared.site_diagnostics;
    diagnostics.extend(prepared.content_diagnostics);
    match inputs {
        Some(inputs) => Ok(Project { tree, inputs, diagnostics }),
        None => Err((Exit::Site, tree, diagnostics)),
    }
}

/// What the records say otherwise than the last build in the output folder, without an amendment. `edition` is the
/// site at `at`: what it would publish as it stands there says nothing else.
pub(super) fn moved_since_last_build(
    args: &Args,
    project: &Project,
    edition: &Edition,
    at: Instant,
) -> Vec<Diagnostic> {
    let Some(last) = LastBuild::at(&args.output()) else { return Vec::new() };
    let published = |path: &str| {
        let before = last.fingerprint(path)?;
        let planned = edition.artifact(path).map(|planned| edition.fingerprint(planned));
        if planned == Some(before) { None } else { last.read(path) }
    };
    moved_silently(&project.inputs, &project.tree, &published, at)
}

/// How a command with these diagnostics ends, if nothing else goes wrong.
pub(super) fn verdict(diagnostics: &[Diagnostic], strictness: Strictness) -> Exit {
    let counts = |diagnostic: &&Diagnostic| match strictness {
        Strictness::Ordinary => diagnostic.is_error(),
        Strictness::Strict => diagnostic.severity <= Severity::Warning,
    };
    let is_about_site = |diagnostic: &Diagnostic| {
        diagnostic.code.is_about_site() || !diagnostic.label.place.file.starts_with("content/")
    };
    let mut grave = diagnostics.iter().filter(counts).peekable();
    if grave.peek().is_none() {
        Exit::Done
    } else if grave.any(is_about_site) {
        Exit::Site
    } else {
        Exit::Content
    }
}

/// The instant of a command: `--at`, else `SOURCE_DATE_EPOCH`, else the clock, read here and nowhere else.
pub(super) fn instant(args: &Args, zone: Zone) -> Result<Instant, Exit> {
    if let Some(typed) = &args.at {
        return moment(typed, "--at", zone, args);
    }
    let seconds = match clock::source_date_epoch() {
        Some(Ok(seconds)) => seconds,
        Some(Err(typed)) => {
            let message = text!(
                "SOURCE_DATE_EPOCH is \"{typed}\"; er hoort een aantal seconden te staan",
                "SOURCE_DATE_EPOCH is \"{typed}\"; a number of seconds belongs there"
            );
            let help = text!("haal de variabele weg of gebruik --at", "remove the variable or use --at");
            return Err(report::wrong_usage(&message, &help, args.language));
        }
        None => clock::now(),
    };
    Instant::from_unix_seconds(seconds).ok_or_else(|| {
        let message = text!("de klok staat op een onmogelijk moment", "the clock shows an impossible moment");
        report::wrong_usage(&message, &text!("gebruik --at", "use --at"), args.language)
    })
}

/// A moment typed behind a flag, in any spelling of the record format; a bare date is its start.
pub(super) fn moment(typed: &str, flag: &str, zone: Zone, args: &Args) -> Result<Instant, Exit> {
    opening(typed, flag, zone, args).map(|moment| moment.at)
}

/// An opening moment typed behind a flag, in any spelling of the record format.
pub(super) fn opening(typed: &str, flag: &str, zone: Zone, args: &Args) -> Result<Moment, Exit> {
    let reading = Reading { zone, published_on: None };
    match Written::read(typed).and_then(|written| written.opening(&reading)) {
        Ok((moment, _)) => Ok(moment),
        Err(misread) => {
            let (nl, en) = (misread.message().nl, misread.message().en);
            let message = text!("{flag}: {nl}", "{flag}: {en}");
            Err(report::wrong_usage(&message, &misread.help(), args.language))
        }
    }
}

/// A path as people read it: without the `./` that a default root brings.
pub(super) fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}
