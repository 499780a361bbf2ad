//! Wall clocks: what a record says is a day and a time on the site's clock, and so is what is counted from it
//! (M10). Whatever a zone does, and however a later zone database changes that, the calendar alone decides.
//!
//! A binary carries one zone database, so other zones stand in for other versions of it.

use super::generator::{RecordSpec, SiteSpec, for_sites};
use super::site::{SETTINGS, SiteTest};
use std::cell::Cell;
use std::collections::BTreeMap;
use termijn::edition::prepare;
use termijn::lifecycle::Drafts;
use termijn::record::{Derived, Notice, Stretch};
use termijn::time::{Date, Moment, TimeOfDay, Zone};

/// With and without clock changes, east and west, and one that goes back in March for Ramadan.
const ZONES: [&str; 5] = ["Europe/Amsterdam", "UTC", "America/New_York", "Pacific/Apia", "Africa/Casablanca"];

/// Day and time on the clock, and the bare date when it is one.
type Wall = (Date, TimeOfDay, Option<Date>);

/// A stretch of history on the clock of the zone.
#[derive(Debug, PartialEq)]
struct Clocked {
    from: Option<(Date, TimeOfDay)>,
    moments: Vec<Option<Wall>>,
    windows: Vec<(Date, TimeOfDay, TimeOfDay)>,
    expected_on: Option<Date>,
    derived: BTreeMap<String, Derived>,
}

fn clocked(stretch: &Stretch, zone: Zone) -> Clocked {
    let wall = |moment: Moment| {
        let (date, time) = zone.local(moment.at);
        (date, time, moment.day)
    };
    let schedule = &stretch.schedule;
    let mut moments = vec![Some(wall(schedule.closes))];
    for round in &schedule.rounds {
        moments.extend([round.deadline.map(wall), round.answers.map(wall)]);
    }
    moments.push(schedule.interviews.as_ref().and_then(|interviews| interviews.invitation_by).map(wall));
    let windows = schedule.interviews.iter().flat_map(|interviews| &interviews.windows).map(|window| {
        let (date, from) = zone.local(window.starts_at);
        (date, from, zone.local(window.ends_at).1)
    });
    let mut windows: Vec<_> = windows.collect();
    windows.sort();
    Clocked {
        from: stretch.from.map(|from| zone.local(from)),
        moments,
        windows,
        expected_on: schedule.decision_expected_on,
        derived: stretch.derived.clone(),
    }
}

fn in_zone(spec: &SiteSpec, name: &str) -> SiteTest {
    let mut site = SiteTest::of(spec.files());
    site.edit("termijn.toml", "title = ", &format!("timezone = \"{name}\"\ntitle = "));
    site
}

#[test]
fn relative_moments_depend_on_the_calendar_alone() {
    let counted = Cell::new(0);
    for_sites(100, |spec, _| {
        let of = |name: &str| -> Vec<Vec<Clocked>> {
            let inputs = in_zone(spec, name).quick_inputs(Drafts::Excluded);
            let zone = inputs.settings.zone;
            assert_eq!(zone.name(), name);
            let history = |record: &RecordSpec| {
                let is_it = |notice: &&std::sync::Arc<Notice>| notice.slug == record.slug;
                let notice = inputs.records.notices.iter().find(is_it).unwrap();
                notice.history.iter().map(|stretch| clocked(stretch, zone)).collect()
            };
            spec.records.iter().map(history).collect()
        };
        let here = of(ZONES[0]);
        let derived: usize = here.iter().flatten().map(|stretch| stretch.derived.len()).sum();
        counted.set(counted.get() + derived);
        for name in &ZONES[1..] {
            assert_eq!(here, of(name), "on the clock of {name}");
        }
    });
    assert!(counted.get() > 500, "too few moments are relative: {counted:?}");
}

/// The deadline of a round that is counted from a closing, on the clock; or the code of what is wrong.
fn deadline(zone: &str, closing: &str, relative: &str) -> Result<String, String> {
    let record = format!(
        "+++\nkind = \"aanbesteding\"\ntitle = \"Onderhoud\"\npublished = 2011-01-03\n\
         [organization]\nname = \"Gemeente Voorbeeld\"\n[response]\ndeadline = {closing}\n\
         [questions]\nurl = \"https://vragen.example/\"\n[[questions.rounds]]\ndeadline = \"{relative}\"\n+++\nTekst.\n"
    );
    let settings = format!("{SETTINGS}timezone = \"{zone}\"\n");
    let site = SiteTest::of([("termijn.toml", settings), ("content/aanvragen/een.md", record)]);
    let inputs = prepare(&site.tree(), None, Drafts::Excluded).inputs().expect("sound settings");
    if let Some(error) = inputs.records.diagnostics.iter().find(|problem| problem.is_error()) {
        return Err(error.code.number().to_owned());
    }
    let deadline = inputs.records.notices[0].newest().schedule.rounds[0].deadline.expect("there is one");
    Ok(inputs.settings.zone.rfc3339(deadline.at))
}

#[test]
fn days_are_counted_also_where_a_zone_lacks_one() {
    let check = |zone: &str, closing: &str, relative: &str, expected: Result<&str, &str>| {
        let found = deadline(zone, closing, relative);
        let found = found.as_deref().map_err(String::as_str);
        assert_eq!(found, expected, "{relative}, {closing} in {zone}");
    };
    // Apia had no 30 December 2011: the calendar counts it, the clock never shows it.
    let four = "4 dagen voor response.deadline";
    check("Pacific/Apia", "2012-01-02T09:00", four, Ok("2011-12-29T09:00:00-10:00"));
    check("UTC", "2012-01-02T09:00", four, Ok("2011-12-29T09:00:00+00:00"));
    check("Pacific/Apia", "2012-01-02T09:00", "3 dagen voor response.deadline", Err("T0305"));
    check("Pacific/Apia", "2012-01-02T09:00", "1 werkdag voor response.deadline", Err("T0305"));
    // As bare dates: 29 December ends where the 31st begins.
    check("Pacific/Apia", "2012-01-02", four, Ok("2011-12-31T00:00:00+14:00"));
    // Clocks that change on other nights than ours.
    let one = "1 dag voor response.deadline";
    check("America/New_York", "2011-11-07T01:30", one, Err("T0306"));
    check("Europe/Amsterdam", "2011-11-07T01:30", one, Ok("2011-11-06T01:30:00+01:00"));
    check("Africa/Casablanca", "2011-07-31T09:00", one, Ok("2011-07-30T09:00:00+01:00"));
}
