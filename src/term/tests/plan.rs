//! Plannings of every day of 2023 to 2035, for every sort of notice.

use super::{EQUATED, calendar, date};
use crate::language::Language;
use crate::term::plan::{Closes, Current, compare};
use crate::term::{LastDay, Plan, Procedure, ProcedureType, STANDSTILL_DAYS, Subject, Term, What, plan};
use crate::time::{Calendar, Date, Weekday};
use std::collections::BTreeMap;

fn subjects() -> Vec<Subject> {
    let procedures =
        ProcedureType::ALL.into_iter().flat_map(|sort| [false, true].map(|eu| Procedure { sort, eu }));
    procedures
        .flat_map(|procedure| [Subject::Hiring(procedure), Subject::Tender(procedure)])
        .chain([Subject::Vacancy])
        .collect()
}

fn day_of(plan: &Plan, what: What) -> Option<Date> {
    plan.step(what).map(|step| step.date)
}

/// What must hold of every planning.
fn check(plan: &Plan, wished: Date, calendar: &Calendar) {
    let said = || format!("{:?}, {wished}: {plan:#?}", plan.subject);
    let published = day_of(plan, What::Published).unwrap();
    let closes_on = day_of(plan, What::Closing).unwrap();
    assert!(published >= wished && published <= wished.plus_days(8), "{}", said());
    for pair in plan.steps.windows(2) {
        assert!(pair[0].what < pair[1].what && pair[0].date < pair[1].date, "{}", said());
    }
    for step in &plan.steps {
        assert_eq!(calendar.day_off(step.date), None, "{}", said());
        assert!(!step.reasons.is_empty(), "{}", said());
    }
    let weekdays = [Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday];
    assert!(weekdays.contains(&closes_on.weekday()), "{}", said());
    assert_eq!(calendar.day_off(closes_on.plus_days(-1)), None, "{}", said());
    assert!(published.plus_days(14) <= closes_on && closes_on <= published.plus_days(80), "{}", said());
    if let Some(questions) = day_of(plan, What::QuestionsClose) {
        assert!(Term::working_days(published, 3, calendar).last_day(LastDay::Strict) <= questions);
        let answers = day_of(plan, What::Answers).unwrap();
        assert!(Term::working_days(questions, 3, calendar).last_day(LastDay::Strict) <= answers);
        assert!(Term::working_days(answers, 4, calendar).last_day(LastDay::Strict) <= closes_on);
    }
    let Some(procedure) = plan.subject.procedure() else {
        assert!(day_of(plan, What::QuestionsClose).is_none() && day_of(plan, What::Standstill).is_none());
        return;
    };
    if let Some(minimum) = procedure.minimum() {
        // The closing has a time of day, so all days of the term must have gone by.
        let term = Term::minimum(minimum, published, calendar);
        assert!(closes_on > term.last_day(LastDay::Extended), "{}", said());
    }
    if procedure.answers_ahead() {
        let answers = day_of(plan, What::Answers).unwrap();
        assert!(answers <= Term::answers(closes_on, calendar).last_day(LastDay::Strict), "{}", said());
    }
    assert_eq!(day_of(plan, What::Standstill).is_some(), procedure.needs_standstill());
    if let Some(last) = day_of(plan, What::Standstill) {
        let decided_on = day_of(plan, What::Decision).unwrap();
        let term = Term::standstill(decided_on, STANDSTILL_DAYS, calendar);
        assert_eq!((term.last_day(LastDay::Strict), term.advised()), (last, None), "{}", said());
    }
    let has_note = plan.notes.iter().any(|note| note.en.contains("are not known yet"));
    assert_eq!(has_note, plan.steps.iter().any(|step| step.date > calendar.known_until()), "{}", said());
    // A planning has nothing to say against itself.
    let days: BTreeMap<What, Date> = plan.steps.iter().map(|step| (step.what, step.date)).collect();
    let current = Current { days, closes: Closes::AtATime, standstill_days: Some(STANDSTILL_DAYS) };
    for compared in compare(plan, &current, calendar) {
        assert!(compared.remarks.is_empty(), "{compared:?}\n{}", said());
    }
}

#[test]
fn every_planning_is_in_order_lawful_and_on_working_days() {
    let calendar = calendar();
    let subjects = subjects();
    assert_eq!(subjects.len(), 29);
    let mut wished = date("2023-01-01");
    let mut turn = 0;
    while wished.year() <= 2035 {
        // Each day takes a third of the sorts, so every weekday of every year meets every sort.
        for subject in subjects.iter().skip(turn % 3).step_by(3) {
            check(&plan(*subject, wished, &calendar), wished, &calendar);
        }
        wished = wished.plus_days(1);
        turn += 1;
    }
}

fn shown(plan: &Plan) -> Vec<String> {
    let line = |step: &crate::term::Step| {
        let time = step.time.map_or_else(String::new, |time| format!(" {time}"));
        format!("{} {}{time}", step.what.key(), step.date)
    };
    plan.steps.iter().map(line).collect()
}

#[test]
fn a_call_inside_a_das() {
    let subject = Subject::Hiring(Procedure::european(ProcedureType::Das));
    // A Sunday; the first of the fourteen days falls on Monday, the closing passes Good Friday and Easter.
    let plan = plan(subject, date("2026-03-22"), &calendar());
    assert_eq!(
        shown(&plan),
        [
            "published 2026-03-23",
            "questions.rounds.1.deadline 2026-03-26 12:00:00",
            "questions.rounds.1.answers_on 2026-03-31",
            "response.deadline 2026-04-08 12:00:00",
            "interviews.invitation_by 2026-04-13",
            "interviews.windows.1 2026-04-16 13:00:00",
            "decision.expected_on 2026-04-21",
            "contract.start 2026-05-07",
        ]
    );
    assert_eq!(
        plan.toml(Language::Dutch),
        "published = 2026-03-23 # maandag 23 maart 2026\n\n\
         [[questions.rounds]]\n\
         deadline = 2026-03-26T12:00:00 # donderdag 26 maart 2026\n\
         answers_on = 2026-03-31 # dinsdag 31 maart 2026\n\n\
         [response]\n\
         deadline = 2026-04-08T12:00:00 # woensdag 8 april 2026\n\n\
         [interviews]\n\
         invitation_by = 2026-04-13 # maandag 13 april 2026\n\
         windows = [{ date = 2026-04-16, from = 13:00:00, until = 16:00:00 }] # donderdag 16 april 2026\n\n\
         [decision]\n\
         expected_on = 2026-04-21 # dinsdag 21 april 2026\n\n\
         [contract]\n\
         start = 2026-05-07 # donderdag 7 mei 2026\n"
    );
    let reasons = |what| -> Vec<String> {
        plan.step(what).unwrap().reasons.iter().map(|text| text.nl.clone()).collect()
    };
    assert_eq!(reasons(What::Published), ["zondag 22 maart 2026 is geen werkdag: de eerste werkdag erna"]);
    assert!(
        reasons(What::Closing).contains(
            &"vrij zijn: vrijdag 3 april 2026 (Goede Vrijdag), maandag 6 april 2026 (Tweede Paasdag)"
                .to_owned()
        ),
        "{:?}",
        reasons(What::Closing)
    );
}

#[test]
fn an_open_european_procedure() {
    let subject = Subject::Tender(Procedure::european(ProcedureType::Openbaar));
    let plan = plan(subject, date("2025-10-01"), &calendar());
    assert_eq!(
        shown(&plan),
        [
            "published 2025-10-01",
            // 40 days end on Monday 10 November; a closing at noon is a day later at least.
            "questions.rounds.1.deadline 2025-10-24 12:00:00",
            "questions.rounds.1.answers_on 2025-10-31",
            "response.deadline 2025-11-11 12:00:00",
            "decision.expected_on 2025-12-02",
            "standstill.days 2025-12-22",
            "contract.start 2026-02-02",
        ]
    );
    let toml = plan.toml(Language::English);
    assert!(
        toml.contains("[standstill]\napplies = true\ndays = 20 # until the end of Monday 22 December 2025\n")
    );
}

#[test]
fn a_vacancy_around_new_year() {
    let plan = plan(Subject::Vacancy, date("2025-12-08"), &calendar());
    assert_eq!(
        shown(&plan),
        [
            "published 2025-12-08",
            "response.deadline 2026-01-06 17:00:00",
            "interviews.invitation_by 2026-01-09",
            "interviews.windows.1 2026-01-14 13:00:00",
            "decision.expected_on 2026-01-21",
            "contract.start 2026-03-02",
        ]
    );
    let closing = &plan.step(What::Closing).unwrap().reasons;
    assert!(closing.iter().any(|text| text.nl.contains("van 24 december tot en met 2 januari")));
}

#[test]
fn a_record_is_held_against_the_planning() {
    fn check(subject: Subject, days: &[(What, &str)], standstill: Option<u32>, expected: &[(What, &str)]) {
        let plan = plan(subject, date("2025-10-01"), &calendar());
        let days = days.iter().map(|(what, day)| (*what, date(day))).collect();
        let current = Current { days, closes: Closes::AtATime, standstill_days: standstill };
        let compared = compare(&plan, &current, &calendar());
        let remarks: Vec<(What, String)> = compared
            .iter()
            .flat_map(|compared| {
                compared.remarks.iter().map(|remark| (compared.what, remark.words.nl.clone()))
            })
            .collect();
        let expected: Vec<(What, String)> =
            expected.iter().map(|(what, words)| (*what, (*words).to_owned())).collect();
        assert_eq!(remarks, expected);
    }
    check(
        Subject::Tender(Procedure::european(ProcedureType::Openbaar)),
        &[
            (What::Published, "2025-09-01"),
            (What::QuestionsClose, "2025-09-12"),
            (What::Answers, "2025-10-31"),
            (What::Closing, "2025-11-09"),
            (What::Decision, "2025-12-06"),
        ],
        Some(15),
        &[
            (What::QuestionsClose, "ligt voor de publicatie"),
            (
                What::Answers,
                "te laat voor deze sluiting: uiterlijk donderdag 30 oktober 2025 (Aanbestedingswet 2012, art. 2.54)",
            ),
            (What::Closing, "zondag 9 november 2025 is geen werkdag"),
            (
                What::Closing,
                "te kort: ten minste 40 dagen, dus open tot en met maandag 10 november 2025 (Aanbestedingswet \
                 2012, art. 2.71, 2.74a)",
            ),
            (What::Decision, "zaterdag 6 december 2025 is geen werkdag"),
            (What::Standstill, "15 dagen is te kort: ten minste 20 (Aanbestedingswet 2012, art. 2.127)"),
            (What::Start, "ontbreekt"),
        ],
    );
    let open = Subject::Tender(Procedure::european(ProcedureType::Openbaar));
    let late = (What::Answers, "2025-10-31");
    let plan = plan(open, date("2025-10-01"), &calendar());
    let days: BTreeMap<What, Date> =
        [late, (What::Closing, "2025-11-10")].into_iter().map(|(what, day)| (what, date(day))).collect();
    let of_closing = |closes| {
        let current = Current { days: days.clone(), closes, standstill_days: Some(20) };
        let compared = compare(&plan, &current, &calendar());
        let closing = compared.into_iter().find(|compared| compared.what == What::Closing).unwrap();
        closing.remarks.first().map(|remark| (remark.is_grave, remark.words.nl.clone()))
    };
    assert_eq!(of_closing(Closes::AfterTheDay).unwrap().1, "korter dan gebruikelijk");
    let (is_grave, words) = of_closing(Closes::AtATime).unwrap();
    assert!(!is_grave && words.ends_with("of vanaf dinsdag 11 november 2025"), "{words}");
    // A standstill that no law asks for may be short.
    check(
        Subject::Tender(Procedure::national(ProcedureType::Das)),
        &[
            (What::QuestionsClose, "2025-10-07"),
            (What::Answers, "2025-10-10"),
            (What::Closing, "2025-10-16"),
            (What::Decision, "2025-10-30"),
            (What::Standstill, "2025-11-04"),
            (What::Start, "2025-12-01"),
        ],
        Some(5),
        &[(What::Published, "ontbreekt")],
    );
    check(
        Subject::Vacancy,
        &[(What::Published, "2025-10-01"), (What::Closing, "2025-10-08"), (What::Answers, "2025-10-06")],
        None,
        &[
            (What::Closing, "korter dan gebruikelijk"),
            (What::Invitations, "ontbreekt"),
            (What::Interviews, "ontbreekt"),
            (What::Decision, "ontbreekt"),
            (What::Start, "ontbreekt"),
        ],
    );
}

#[test]
fn sites_that_are_closed_for_long_get_a_planning_too() {
    let closed = |from: &str, days: i64| (0..days).map(|day| date(from).plus_days(day)).collect();
    let until = date("2028-12-31");
    // The whole of August.
    let summer = Calendar::new(EQUATED.map(date).into(), until, closed("2026-08-01", 31));
    for subject in subjects() {
        for wished in ["2026-07-13", "2026-07-31", "2026-08-01", "2026-08-31"] {
            let plan = plan(subject, date(wished), &summer);
            for pair in plan.steps.windows(2) {
                assert!(pair[0].date < pair[1].date, "{plan:#?}");
            }
            assert!(plan.steps.iter().all(|step| summer.day_off(step.date).is_none()), "{plan:#?}");
        }
        // Twelve years, and the ends of the calendar: no sensible answer, but an answer.
        let always = Calendar::new(EQUATED.map(date).into(), until, closed("2026-01-01", 4_400));
        for wished in ["0001-01-01", "2025-12-20", "2026-01-01", "9999-12-01", "9999-12-31"] {
            assert!(!plan(subject, date(wished), &always).steps.is_empty());
        }
    }
}
