//! Numbers of criteria, requirements and lots that skip one or come twice.

use super::{items, value};
use crate::diagnostic::{Code, Problems};
use crate::source::{Node, Value};
use crate::text;
use std::collections::BTreeMap;
use std::ops::Range;

/// What may be wrong with one number of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// The number stands at this earlier entry too.
    Twice { first: usize },
    /// Between the entry before and this one a number is missing.
    Gap { missing: i64 },
}

/// Judges the numbers of a record. Criteria go on where the requirements end, or start anew at 1.
pub(super) fn check(root: &Node, problems: &mut Problems) {
    let requirements = labels(items(root, &["knockout"]));
    let criteria = labels(items(root, &["award", "criteria"]));
    let numbers = |labels: &[Label]| labels.iter().map(|label| label.number).collect::<Vec<_>>();
    let starts_anew = criteria.iter().find_map(|label| label.number) == Some(1);
    if starts_anew {
        report(&requirements, &numbers(&requirements), problems);
        report(&criteria, &numbers(&criteria), problems);
    } else {
        let both: Vec<Label> = requirements.into_iter().chain(criteria).collect();
        report(&both, &numbers(&both), problems);
    }
    let lots = labels(items(root, &["procedure", "lots"]));
    report(&lots, &numbers(&lots), problems);
}

/// The label of one entry.
struct Label {
    /// `None` for a label that is no whole number, or none at all.
    number: Option<i64>,
    span: Range<usize>,
}

fn labels(entries: &[Node]) -> Vec<Label> {
    let label = |entry: &Node| {
        let nr = value(entry, "nr");
        let number = nr.and_then(|nr| match &nr.value {
            Value::Integer(digits) | Value::Text(digits) => digits.trim().parse().ok(),
            _ => None,
        });
        Label { number, span: nr.map_or_else(|| entry.span.clone(), |nr| nr.span.clone()) }
    };
    entries.iter().map(label).collect()
}

fn report(labels: &[Label], numbers: &[Option<i64>], problems: &mut Problems) {
    let Some((index, fault)) = first_fault(numbers) else { return };
    let span = labels[index].span.clone();
    let Some(number) = numbers[index] else { return };
    match fault {
        Fault::Twice { first } => {
            let message = text!("nummer {number} staat er twee keer", "number {number} stands here twice");
            let help = text!("geef ieder een eigen nummer", "give each a number of its own");
            let first = problems.place(labels[first].span.clone());
            let words = text!("de eerste keer", "the first time");
            let diagnostic = problems.add(Code::ListNumber, span, message, help);
            diagnostic.context.push(crate::diagnostic::Label { place: first, text: Some(words) });
        }
        Fault::Gap { missing } => {
            let message = text!(
                "voor nummer {number} ontbreekt nummer {missing}",
                "number {missing} is missing before number {number}"
            );
            let help = text!(
                "schrijf nr = {missing}, of begin een nieuwe lijst bij 1",
                "write nr = {missing}, or start a new list at 1"
            );
            problems.add(Code::ListNumber, span, message, help);
        }
    }
}

/// The first entry that is numbered wrongly. A label that is no whole number (`3a`) is not judged, and neither
/// is the step over it.
fn first_fault(numbers: &[Option<i64>]) -> Option<(usize, Fault)> {
    let mut seen = BTreeMap::new();
    let mut before = None;
    for (index, number) in numbers.iter().enumerate() {
        let Some(number) = *number else {
            before = None;
            continue;
        };
        if let Some(first) = seen.insert(number, index) {
            return Some((index, Fault::Twice { first }));
        }
        if let Some(missing) = before.map(|before: i64| before.saturating_add(1))
            && number > missing
        {
            // A number that comes later is in disorder, not missing.
            return (!numbers[index..].contains(&Some(missing))).then_some((index, Fault::Gap { missing }));
        }
        before = Some(number);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(numbers: &[i64], expected: Option<(usize, Fault)>) {
        let numbers: Vec<_> =
            numbers.iter().map(|number| Some(*number).filter(|number| *number >= 0)).collect();
        assert_eq!(first_fault(&numbers), expected, "{numbers:?}");
    }

    #[test]
    fn numbers_that_go_on_are_right_wherever_they_start() {
        check(&[], None);
        check(&[1, 2, 3], None);
        check(&[4, 5, 6], None);
        // -1 stands for an entry without a whole number.
        check(&[-1, -1], None);
        check(&[1, -1, 3], None);
        check(&[1, 2, -1, 5], None);
        check(&[3, 2, 1], None);
        check(&[1, 3, 2], None);
    }

    #[test]
    fn a_gap_and_a_double_are_found_once() {
        check(&[1, 3], Some((1, Fault::Gap { missing: 2 })));
        check(&[1, 2, 5, 9], Some((2, Fault::Gap { missing: 3 })));
        check(&[1, 2, 2], Some((2, Fault::Twice { first: 1 })));
        check(&[1, -1, 1], Some((2, Fault::Twice { first: 0 })));
    }
}
