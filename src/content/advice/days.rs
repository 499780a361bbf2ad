//! Days off, odd hours, and days of which it is not yet known whether they are days off.

use super::{Adviser, Better, Planned, named, typed};
use crate::diagnostic::{Code, Place};
use crate::record::Start;
use crate::term::day;
use crate::text;
use crate::time::{Date, TimeOfDay};

/// Between these hours a closing surprises nobody: somebody is there to help.
const OFFICE_OPENS_HOUR: u32 = 8;
const OFFICE_CLOSES_HOUR: u32 = 18;

impl Adviser<'_> {
    pub(super) fn days(&mut self) {
        let planned = self.planned();
        for moment in &planned {
            let place = self.place(&moment.path);
            self.day_off(moment, place);
        }
        let windows = self.schedule.interviews.iter().flat_map(|interviews| &interviews.windows);
        let windows: Vec<_> = windows.map(|window| (window.date, window.place.clone())).collect();
        for (date, place) in &windows {
            let what = text!("een gesprek", "an interview");
            let window = Planned {
                path: "interviews.windows.1.date".to_owned(),
                what,
                day: *date,
                time: None,
                better: Better::Later,
            };
            self.day_off(&window, place.clone());
        }
        for (path, what, date) in self.dates() {
            let place = self.place(path);
            let planned =
                Planned { path: path.to_owned(), what, day: date, time: None, better: Better::Later };
            self.day_off(&planned, place);
        }
        self.office_hours();
        let last = planned.iter().map(|moment| (moment.day, self.place(&moment.path)));
        let last = last.chain(windows).chain(self.dates().map(|(path, _, date)| (date, self.place(path))));
        if let Some((date, place)) = last.max_by_key(|(date, _)| *date) {
            self.beyond_known(date, place);
        }
    }

    /// The plain dates of the planning: the path of the key, what happens, when.
    pub(super) fn dates(&self) -> impl Iterator<Item = (&'static str, crate::language::Text, Date)> + use<> {
        let start = match self.schedule.starts {
            Some(Start::On(date)) => Some(date),
            _ => None,
        };
        let expected = self.schedule.decision_expected_on;
        let start = start.map(|date| ("contract.start", text!("de start", "the start"), date));
        let expected = expected.map(|date| {
            ("decision.expected_on", text!("de verwachte beslissing", "the expected decision"), date)
        });
        expected.into_iter().chain(start)
    }

    fn day_off(&mut self, planned: &Planned, place: Place) {
        if self.calendar.day_off(planned.day).is_none() {
            return;
        }
        let (named, what) = (named(self.calendar, planned.day), &planned.what);
        let message = text!(
            "{what_nl} valt op {nl}",
            "{what_en} falls on {en}",
            what_nl = what.nl,
            what_en = what.en,
            nl = named.nl,
            en = named.en,
        );
        let better = match planned.better {
            Better::Earlier => self.calendar.working_day_until(planned.day),
            Better::Later => self.calendar.working_day_from(planned.day),
        };
        let key = planned.path.rsplit('.').next().unwrap_or_default();
        let (words, line) = (day(better), typed(better, planned.time));
        let help = text!(
            "kies een werkdag, bijvoorbeeld {nl}: {key} = {line}",
            "choose a working day, for example {en}: {key} = {line}",
            nl = words.nl,
            en = words.en,
        );
        self.warn(Code::DayOff, place, message, help);
    }

    fn office_hours(&mut self) {
        let closes = self.schedule.closes;
        let Some(time) = self.time(closes) else { return };
        let opens = TimeOfDay::new(OFFICE_OPENS_HOUR, 0, 0).expect("it is an hour of the day");
        let ends = TimeOfDay::new(OFFICE_CLOSES_HOUR, 0, 0).expect("it is an hour of the day");
        let place = self.place("response.deadline");
        // What is typed as 24.00 uur has a warning of its own.
        let is_told = |found: &crate::diagnostic::Diagnostic| {
            found.code == Code::Midnight24 && found.label.place == place
        };
        if (opens..=ends).contains(&time) || self.problems.found.iter().any(is_told) {
            return;
        }
        let words = super::closing(&closes, self.zone);
        let message = text!(
            "de sluiting valt buiten kantooruren: {nl}",
            "the closing falls outside office hours: {en}",
            nl = words.nl,
            en = words.en,
        );
        let noon = TimeOfDay::new(12, 0, 0).expect("noon is a time of day");
        // At midnight the day before is the one that people mean.
        let date = self.zone.date_of(closes.at.plus_seconds(-1));
        let line = typed(date, Some(noon));
        let help = text!(
            "kies een tijd tussen 08.00 en 18.00 uur, bijvoorbeeld deadline = {line}, of schrijf alleen de laatste dag: deadline = {date}",
            "choose a time between 08:00 and 18:00, for example deadline = {line}, or write the last day only: deadline = {date}"
        );
        self.warn(Code::OfficeHours, place, message, help);
    }

    fn beyond_known(&mut self, date: Date, place: Place) {
        let until = self.calendar.known_until();
        if date <= until {
            return;
        }
        let (date, until) = (day(date), day(until));
        let message = text!(
            "{nl} ligt na {until_nl}: van die tijd is nog niet bekend welke dagen gelijkgesteld zijn met feestdagen",
            "{en} lies after {until_en}: for that time it is not known yet which days are equated with holidays",
            nl = date.nl,
            en = date.en,
            until_nl = until.nl,
            until_en = until.en,
        );
        let help = text!(
            "kijk de datums later opnieuw na, of zet de dagen zelf in termijn.toml: [calendar] equated_days = […] en known_until = …",
            "look at the dates again later, or put the days in termijn.toml yourself: [calendar] equated_days = […] and known_until = …"
        );
        self.warn(Code::BeyondKnown, place, message, help);
    }
}
