//! What the user types and reads: flags in, exit codes and words out. The only room that prints.

mod args;
mod build;
mod changes;
mod check;
mod create;
mod explain;
mod explain_record;
mod help;
mod init;
mod new;
mod plan;
mod project;
mod record;
mod report;
mod schema;
mod serve;
mod summary;
mod table;
mod when;

use args::{Args, Verb};
use std::ffi::OsString;
use std::process::ExitCode;

/// How a command ends; the numbers are the record format's, section 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    /// Done.
    Done = 0,
    /// Problems in the content.
    Content = 1,
    /// Wrong usage.
    Usage = 2,
    /// Settings or theme.
    Site = 3,
    /// The machine: disk, permissions.
    Machine = 4,
    /// `when --within`: nothing changes in that time.
    NothingChanges = 5,
}

/// Runs the program with these arguments, the program's name left out.
pub fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.collect();
    let exit = match Args::read(&arguments) {
        Ok(args) => match &args.verb {
            Verb::Help(topic) => help::print(topic.as_deref(), args.language),
            Verb::Version => help::version(),
            Verb::Build { servers } => build::run(&args, servers),
            Verb::Check => check::run(&args),
            Verb::Serve(preview) => serve::run(&args, preview),
            Verb::When { within } => when::run(&args, within.as_deref()),
            Verb::Changes { from, to } => changes::run(&args, from, to),
            Verb::Explain { what } => explain::run(&args, what),
            Verb::Init { folder } => init::run(&args, folder.as_deref()),
            Verb::New(wish) => new::run(&args, wish),
            Verb::Schema { subject } => schema::run(&args, subject.as_deref()),
            Verb::Plan(wanted) => plan::run(&args, wanted),
        },
        Err(wrong) => report::wrong_usage(&wrong.message, &wrong.help, wrong.language),
    };
    ExitCode::from(exit as u8)
}
