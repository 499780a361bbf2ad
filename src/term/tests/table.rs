//! Every day of 2023 to 2040, so every weekday, against every rule.

use super::oracle::Days;
use super::{calendar, date};
use crate::term::{LastDay, Minimum, Submission, Term};
use crate::time::{Calendar, Date, Duration, Unit};
use std::collections::BTreeMap;

/// What the oracle finds: the strict end, what a law makes of it, what is advised.
type Expected = (usize, Option<usize>, Option<usize>);

struct Table {
    days: Days,
    calendar: Calendar,
    last: BTreeMap<String, (Date, Date)>,
    checked: u32,
}

impl Table {
    fn check(&mut self, rule: &str, event: usize, term: &Term, expected: Expected) {
        let (strict, extended, advised) = expected;
        let shown = self.days.shown(event);
        let day = |index: usize| date(&self.days.shown(index));
        assert_eq!(term.last_day(LastDay::Strict), day(strict), "{rule}, {shown}: strict");
        assert_eq!(term.extended(), extended.map(day), "{rule}, {shown}: extended");
        assert_eq!(term.advised(), advised.map(day), "{rule}, {shown}: advised");
        // Two terms from one day to the next never change places.
        let ends = (term.last_day(LastDay::Strict), term.last_day(LastDay::Extended));
        if let Some(before) = self.last.insert(rule.to_owned(), ends) {
            assert!(before.0 <= ends.0 && before.1 <= ends.1, "{rule}, {shown}: earlier than the day before");
        }
        assert!(ends.0 <= ends.1, "{rule}, {shown}: earlier than strict");
        if let Some(extended) = term.extended() {
            assert!(extended > ends.0, "{rule}, {shown}: extended by nothing");
            assert_eq!(self.calendar.legal_day_off(extended), None, "{rule}, {shown}: ends on a day off");
        }
        for (passed, reason) in term.passed() {
            assert_eq!(self.calendar.day_off(*passed), Some(*reason), "{rule}, {shown}: {passed}");
        }
        let may_pass = term.extended().is_some() || term.advised().is_some();
        assert!(!may_pass || !term.passed().is_empty(), "{rule}, {shown}: no day is named");
        self.checked += 1;
    }

    /// A term of a law: where it ends strictly, whether anything extends it and how many working days it
    /// holds at least.
    fn law(&self, event: usize, strict: usize, least_working_days: Option<usize>) -> Expected {
        let extended = least_working_days.map(|least| self.days.extended(event, strict, least));
        (strict, extended.filter(|extended| *extended > strict), None)
    }

    fn advice(&self, strict: usize, off: &[bool]) -> Expected {
        let next = (strict..).find(|index| !off[*index]).expect("there are working days");
        (strict, None, Some(next).filter(|next| *next > strict))
    }
}

fn length(count: u32, unit: Unit) -> Duration {
    Duration { count, unit }
}

#[test]
fn every_day_of_eighteen_years_by_every_rule() {
    let mut table = Table { days: Days::new(), calendar: calendar(), last: BTreeMap::new(), checked: 0 };
    let calendar = calendar();
    let events: Vec<usize> = (0..table.days.dates.len())
        .filter(|index| (2023..=2040).contains(&table.days.dates[*index].0))
        .collect();
    assert_eq!(events.len(), 6575);
    for &event in &events {
        let day = date(&table.days.shown(event));
        for count in [1, 2, 3, 4, 6, 7, 14, 20, 90, 91, 120] {
            let strict = event + count as usize;
            let days = length(count, Unit::Days);
            let least = (count <= 90).then_some(if count >= 3 { 2 } else { 0 });
            let expected = table.law(event, strict, least);
            table.check(&format!("Atw, {count} d"), event, &Term::statutory(day, days, &calendar), expected);
            let expected = table.law(event, strict, Some(if count >= 2 { 2 } else { 0 }));
            table.check(
                &format!("1182/71, {count} d"),
                event,
                &Term::european(day, days, &calendar),
                expected,
            );
        }
        for count in [1, 6, 12, 13] {
            let strict = event + count as usize * 7;
            let weeks = length(count, Unit::Weeks);
            let expected = table.law(event, strict, (count <= 12).then_some(2));
            table.check(&format!("Atw, {count} w"), event, &Term::statutory(day, weeks, &calendar), expected);
            let expected = table.law(event, strict, Some(2));
            table.check(
                &format!("1182/71, {count} w"),
                event,
                &Term::european(day, weeks, &calendar),
                expected,
            );
        }
        for (count, unit, extends) in [
            (1, Unit::Months, true),
            (3, Unit::Months, true),
            (4, Unit::Months, false),
            (1, Unit::Years, false),
        ] {
            let months = if unit == Unit::Years { count * 12 } else { count };
            let strict = table.days.months(event, months);
            let expected = table.law(event, strict, extends.then_some(2));
            let term = Term::statutory(day, length(count, unit), &calendar);
            table.check(&format!("Atw, {count} {unit:?}"), event, &term, expected);
            let expected = table.law(event, strict, Some(2));
            let term = Term::european(day, length(count, unit), &calendar);
            table.check(&format!("1182/71, {count} {unit:?}"), event, &term, expected);
        }
        for minimum in [
            Minimum::OpenTenders(Submission::Paper),
            Minimum::OpenTenders(Submission::Electronic),
            Minimum::RestrictedRequests,
            Minimum::RestrictedTenders(Submission::Paper),
            Minimum::RestrictedTenders(Submission::Electronic),
            Minimum::DasTenders,
        ] {
            let expected = table.law(event, event + minimum.days() as usize, Some(2));
            let term = Term::minimum(minimum, day, &calendar);
            table.check(&format!("{minimum:?}"), event, &term, expected);
        }
        for days in [20, 21, 30] {
            let expected = table.advice(event + days as usize, &table.days.legal);
            let term = Term::standstill(day, days, &calendar);
            table.check(&format!("standstill, {days} d"), event, &term, expected);
        }
        let expected = table.advice(event + 5, &table.days.site);
        table.check("own, 5 d", event, &Term::own(day, length(5, Unit::Days), &calendar), expected);
        for count in [1, 2, 3, 5, 10] {
            let end = table.days.working(&table.days.site, event, count);
            let term = Term::working_days(day, count, &calendar);
            table.check(&format!("own, {count} wd"), event, &term, (end, None, None));
            let end = table.days.working(&table.days.legal, event, count);
            let term = Term::statutory(day, length(count, Unit::WorkingDays), &calendar);
            table.check(&format!("Atw, {count} wd"), event, &term, (end, None, None));
        }
        let answers = event - 10;
        let before =
            (0..=answers).rev().find(|index| !table.days.legal[*index]).expect("there are working days");
        let expected = (answers, None, Some(before).filter(|before| *before < answers));
        table.check("answers", event, &Term::answers(day, &calendar), expected);
    }
    assert!(table.checked > 6575 * 50, "only {} terms were checked", table.checked);
}

#[test]
fn every_extended_term_holds_two_working_days() {
    let calendar = calendar();
    let mut event = date("2023-01-01");
    while event.year() <= 2040 {
        for count in [3, 4, 5, 10] {
            let days = length(count, Unit::Days);
            for term in [Term::statutory(event, days, &calendar), Term::european(event, days, &calendar)] {
                let end = term.last_day(LastDay::Extended);
                let mut working = 0;
                let mut day = event.plus_days(1);
                while day <= end {
                    working += u32::from(calendar.legal_day_off(day).is_none());
                    day = day.plus_days(1);
                }
                assert!(working >= 2, "{count} days after {event}: {working} working days");
            }
        }
        event = event.plus_days(1);
    }
}
