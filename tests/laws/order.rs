//! Time goes one way: phases and timelines run forward.

use super::against_oracle::each_notice;
use super::generator::EVENTS;
use super::instant;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use termijn::lifecycle::{Phase, phase, timeline};
use termijn::record::Change;

/// The order in which a notice goes through its phases; it may skip some. Asking ends for good when the last
/// round's deadline has passed, so the open phases have an order too. A decision of a vacancy before its
/// closing and a withdrawal skip ahead. Outcomes exclude each other and share a place.
fn place(phase: Phase) -> u8 {
    match phase {
        Phase::Scheduled => 0,
        Phase::QuestionsOpen => 1,
        Phase::AnswersPending => 2,
        Phase::Open => 3,
        Phase::Closed => 4,
        Phase::Interviewing => 5,
        Phase::Deciding => 6,
        Phase::Standstill => 7,
        Phase::Awarded | Phase::NotAwarded | Phase::Filled => 8,
        Phase::Withdrawn => 9,
    }
}

#[test]
fn phases_run_backwards_only_through_an_amendment() {
    let (forward, reopened) = (Cell::new(0), Cell::new(0));
    each_notice(500, |_, record, notice, rules, t| {
        // Of every instant that anything names, the second before it and the second after it have their turn.
        let [was, now] = [t - 1, t].map(|t| phase(notice, instant(t), rules));
        if place(was) < place(now) {
            forward.set(forward.get() + 1);
        }
        if place(was) > place(now) || (place(was) == place(now) && was != now) {
            let moves = |change: Change| change != Change::Text;
            let mut amendments = notice.amendments.iter();
            let is_amended =
                amendments.any(|amendment| amendment.on.at == instant(t) && moves(amendment.change));
            assert!(is_amended, "{} goes from {was:?} to {now:?} at {t}", record.slug);
            reopened.set(reopened.get() + 1);
            // What was public stays public, and what was decided stays decided.
            assert!(place(now) > 0 && place(was) < 7, "{} from {was:?} to {now:?} at {t}", record.slug);
        }
    });
    assert!(forward.get() > 5_000, "phases hardly change: {forward:?}");
    assert!(reopened.get() > 100, "amendments hardly ever open anything again: {reopened:?}");
}

#[test]
fn a_timeline_goes_by_instant_and_then_by_the_order_of_events() {
    let shared = RefCell::new(BTreeSet::new());
    each_notice(200, |_, record, notice, rules, t| {
        let found = timeline(notice, instant(t), rules);
        for pair in found.windows(2) {
            let rank = |name| EVENTS.iter().position(|event| *event == name).expect("a name of section 4");
            let (one, two) = (pair[0].event.name(), pair[1].event.name());
            assert!(
                (pair[0].at, rank(one)) <= (pair[1].at, rank(two)),
                "{one} before {two} in {} at {t}",
                record.slug
            );
            if pair[0].at == pair[1].at && one != two {
                shared.borrow_mut().insert((one, two));
            }
        }
    });
    assert!(shared.borrow().len() > 30, "events hardly share instants: {:?}", shared.borrow());
}
