//! `termijn plan`: a planning on working days, and what a record lacks of one. `termijn new` proposes by it too.

mod record;
mod view;

use super::args::{Args, Format, Wanted};
use super::{Exit, project, report};
use crate::config::{self, standard_calendar};
use crate::host;
use crate::language::Text;
use crate::lifecycle::Drafts;
use crate::record::Kind;
use crate::scaffold;
use crate::source::nearest;
use crate::term::plan::compare;
use crate::term::{Plan, Procedure, ProcedureType, Subject, What, plan};
use crate::text;
use crate::time::{Calendar, Moment, Zone};

pub(in crate::cli) fn run(args: &Args, wanted: &Wanted) -> Exit {
    let done = match &wanted.record {
        Some(record) => for_record(args, wanted, record),
        None => anew(args, wanted),
    };
    match done {
        Ok(()) => Exit::Done,
        Err(exit) => exit,
    }
}

/// Proposes a planning for a kind of notice.
fn anew(args: &Args, wanted: &Wanted) -> Result<(), Exit> {
    let (kind, subject) = subject(args, wanted)?;
    let (zone, calendar) = surroundings(args)?;
    let plan = proposed(args, wanted, subject, zone, &calendar)?;
    match args.format {
        Format::Json => report::print_json(&view::data(&plan, kind, None, args.language)),
        Format::Human => report::print(&view::shown(&plan, kind, args.language)),
    }
    Ok(())
}

/// A planning from the publication that was typed, or else from tomorrow.
pub(in crate::cli) fn proposed(
    args: &Args,
    wanted: &Wanted,
    subject: Subject,
    zone: Zone,
    calendar: &Calendar,
) -> Result<Plan, Exit> {
    let published = match &wanted.published {
        Some(typed) => project::opening(typed, "--published", zone, args)?,
        None => {
            let tomorrow = zone.local(project::instant(args, zone)?).0.plus_days(1);
            Moment { at: zone.day_starts(tomorrow), day: Some(tomorrow) }
        }
    };
    Ok(timed(subject, published, zone, calendar))
}

/// Holds a record against the planning that would be proposed if it were published today.
fn for_record(args: &Args, wanted: &Wanted, record: &str) -> Result<(), Exit> {
    if wanted.kind.is_some() || wanted.procedure.is_some() || wanted.eu {
        let message = text!(
            "met --for volgen soort en procedure uit het bericht",
            "with --for the kind and the procedure follow from the record"
        );
        let help = text!("laat ze weg, of laat --for weg", "leave them out, or leave --for out");
        return Err(report::wrong_usage(&message, &help, args.language));
    }
    let project = project::read_with(args, Drafts::Included).map_err(|(exit, tree, diagnostics)| {
        report::draw(&diagnostics, &tree, args.language);
        exit
    })?;
    let settings = &project.inputs.settings;
    let (zone, calendar) = (settings.zone, &settings.calendar);
    let at = project::instant(args, zone)?;
    let published = match &wanted.published {
        Some(typed) => project::opening(typed, "--published", zone, args)?,
        None => Moment { at, day: Some(zone.local(at).0) },
    };
    let record = super::record::found(args, &project, record)?;
    let subject = record::subject(record);
    let plan = timed(subject, published, zone, calendar);
    let current = record::current(record, at, zone, calendar);
    let mut compared = compare(&plan, &current, calendar);
    if record::is_soon(record) {
        compared.retain(|step| step.what != What::Start);
    }
    match args.format {
        Format::Json => {
            report::print_json(&view::data(
                &plan,
                record.facts.kind,
                Some((record, &compared)),
                args.language,
            ));
        }
        Format::Human => report::print(&view::shown_beside(&plan, record, &compared, args.language)),
    }
    Ok(())
}

/// The planning, with the time of day at which the notice is published when that was typed.
fn timed(subject: Subject, published: Moment, zone: Zone, calendar: &Calendar) -> Plan {
    let (date, time) = zone.local(published.at);
    let mut plan = plan(subject, published.day.unwrap_or(date), calendar);
    if published.day.is_none()
        && let Some(step) = plan.steps.first_mut()
    {
        step.time = Some(time);
    }
    plan
}

/// The kind of notice and its procedure, as typed.
pub(in crate::cli) fn subject(args: &Args, wanted: &Wanted) -> Result<(Kind, Subject), Exit> {
    let wrong = |message: Text, help: Text| report::wrong_usage(&message, &help, args.language);
    let kinds = Kind::WORDS.join(", ");
    let Some(typed) = &wanted.kind else {
        return Err(wrong(
            text!("`plan` wil weten wat voor bericht", "`plan` wants to know what kind of notice"),
            text!(
                "typ `termijn plan vacature`; kies uit: {kinds}",
                "type `termijn plan vacature`; choose from: {kinds}"
            ),
        ));
    };
    let Some(kind) = Kind::read(typed) else {
        return Err(wrong(
            text!("`{typed}` is geen soort bericht", "`{typed}` is no kind of notice"),
            chosen(typed, Kind::WORDS.iter().copied(), &kinds),
        ));
    };
    let sort = match &wanted.procedure {
        None => ProcedureType::Geen,
        Some(typed) => ProcedureType::read(typed).ok_or_else(|| {
            let words: Vec<&str> = ProcedureType::ALL.into_iter().map(ProcedureType::word).collect();
            wrong(
                text!("--procedure kan niet \"{typed}\" zijn", "--procedure cannot be \"{typed}\""),
                chosen(typed, words.iter().copied(), &words.join(", ")),
            )
        })?,
    };
    let procedure = Procedure { sort, eu: wanted.eu };
    if kind == Kind::Vacature && (wanted.procedure.is_some() || wanted.eu) {
        return Err(wrong(
            text!("een vacature heeft geen procedure", "a vacancy has no procedure"),
            text!("laat --procedure en --eu weg", "leave --procedure and --eu out"),
        ));
    }
    Ok((kind, scaffold::subject(kind, procedure)))
}

fn chosen<'a>(typed: &str, words: impl IntoIterator<Item = &'a str>, list: &str) -> Text {
    match nearest(typed, words) {
        Some(near) => text!("bedoelt u {near}? kies uit: {list}", "did you mean {near}? choose from: {list}"),
        None => text!("kies uit: {list}", "choose from: {list}"),
    }
}

/// Zone and days off: the site's when there is one here, else those of the Netherlands.
fn surroundings(args: &Args) -> Result<(Zone, Calendar), Exit> {
    let tree = host::project::read_settings(&args.root).map_err(|error| {
        report::machine(&error.message(), args.language);
        Exit::Machine
    })?;
    if tree.files.is_empty() {
        let zone = Zone::named("Europe/Amsterdam").expect("the zone data has Amsterdam");
        return Ok((zone, standard_calendar()));
    }
    let (settings, diagnostics) = config::check(&tree, args.base_url.as_deref());
    settings.map(|settings| (settings.zone, settings.calendar)).ok_or_else(|| {
        report::draw(&diagnostics, &tree, args.language);
        Exit::Site
    })
}
