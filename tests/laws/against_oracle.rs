//! Phases, values in force and timelines against a second reading of the record format.

use super::generator::{RecordSpec, SiteSpec, for_sites};
use super::instant;
use super::site::SiteTest;
use std::collections::BTreeSet;
use std::sync::Arc;
use termijn::lifecycle::{Drafts, Event, Phase, Rules, TimedEvent, in_force, phase, timeline};
use termijn::record::Notice;

/// Every instant at which anything could turn, the second before it and the second after it.
fn instants(spec: &SiteSpec) -> BTreeSet<i64> {
    spec.moments().into_iter().flat_map(|t| [t - 1, t, t + 1]).collect()
}

pub(super) fn each_notice(cases: u32, look: impl Fn(&SiteSpec, &RecordSpec, &Arc<Notice>, &Rules, i64)) {
    for_sites(cases, |spec, _| {
        let inputs = SiteTest::of(spec.files()).quick_inputs(Drafts::Excluded);
        let rules = Rules {
            zone: inputs.settings.zone,
            calendar: &inputs.settings.calendar,
            retention: inputs.settings.retention,
        };
        let instants = instants(spec);
        assert_eq!(inputs.records.notices.len(), spec.records.len());
        for record in &spec.records {
            let notice = inputs.records.notices.iter().find(|notice| notice.slug == record.slug).unwrap();
            for t in &instants {
                look(spec, record, notice, &rules, *t);
            }
        }
    });
}

#[test]
fn phases_are_those_of_the_table() {
    let reached = std::cell::RefCell::new(BTreeSet::new());
    each_notice(500, |_, record, notice, rules, t| {
        let found = phase(notice, instant(t), rules);
        assert_eq!(found.name(), record.phase(t), "{} at {t}", record.slug);
        reached.borrow_mut().insert(found);
    });
    assert_eq!(reached.into_inner().into_iter().collect::<Vec<_>>(), Phase::ALL, "every phase is reached");
}

#[test]
fn open_up_to_the_second_before_the_closing() {
    let closings = std::cell::Cell::new(0);
    each_notice(500, |_, record, notice, rules, t| {
        if record.closes_at(t - 1) != t {
            return;
        }
        let moved = record.closes_at(t) != t;
        let was_ended = matches!(record.phase(t - 1), "scheduled" | "withdrawn" | "standstill" | "awarded")
            || matches!(record.phase(t - 1), "not-awarded" | "filled");
        if moved || was_ended {
            return;
        }
        closings.set(closings.get() + 1);
        assert!(phase(notice, instant(t - 1), rules).is_open(), "{} open at {t} - 1", record.slug);
        assert!(!phase(notice, instant(t), rules).is_open(), "{} closed at {t}", record.slug);
    });
    assert!(closings.get() > 1_000, "too few closings were seen: {closings:?}");
}

#[test]
fn the_values_in_force_are_those_before_the_next_amendment() {
    each_notice(500, |_, record, notice, _, t| {
        let schedule = &in_force(notice, instant(t)).schedule;
        assert_eq!(schedule.closes.at, instant(record.closes_at(t)), "{} closes at {t}", record.slug);
        let day = schedule.closes.day.map(|day| day.to_string());
        assert_eq!(day, record.closes_on(t), "the last open day of {} at {t}", record.slug);
        let expected = schedule.decision_expected_on.map(|day| day.to_string());
        assert_eq!(expected, record.expected_on(t), "the expected decision of {} at {t}", record.slug);
    });
}

#[test]
fn timelines_are_sorted_and_hold_the_events_in_force() {
    each_notice(500, |spec, record, notice, rules, t| {
        let found = timeline(notice, instant(t), rules);
        assert!(found.is_sorted(), "{} at {t}", record.slug);
        let expected = record.timeline(t, spec);
        let expected: Vec<_> = expected
            .iter()
            .map(|event| {
                let nr = event.nr.map(|nr| nr.to_string());
                (event.at, event.name(), event.field.clone(), event.round, nr, event.is_known)
            })
            .collect();
        let found: Vec<_> = found.iter().map(plain).collect();
        assert_eq!(found, expected, "the timeline of {} at {t}", record.slug);
    });
}

type Plain = (i64, &'static str, Option<String>, Option<usize>, Option<String>, bool);

fn plain(event: &TimedEvent) -> Plain {
    let (mut field, mut round, mut nr) = (None, None, None);
    match &event.event {
        Event::Amended { field: amended, .. } => field = Some(amended.clone()),
        Event::QuestionsClose { round: of } | Event::AnswersPublished { round: of } => round = Some(*of),
        Event::AnswerPublished { round: of, nr: label } => {
            round = Some(*of);
            nr = Some(label.to_string());
        }
        _ => {}
    }
    (event.at.unix_seconds(), event.event.name(), field, round, nr, event.is_known)
}
