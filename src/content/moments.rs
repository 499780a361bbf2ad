//! Decoded fields to everything that has a moment of its own: rounds, interviews, decision, amendments.

use super::fields;
use super::reader::Reader;
use crate::diagnostic::Code;
use crate::language::{Language, Text};
use crate::name::safe_name;
use crate::record::{
    Amendment, Change, Decision, Interviews, Item, Kind, Label, Outcome, Round, Window, Withdrawal,
};
use crate::source::{Decoded, Field, Fields, decode_node};
use crate::text;
use crate::time::{Bound, Moment, WallClock, print};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A round and its items.
pub(super) struct ReadRound {
    pub(super) round: Round,
    pub(super) items: Vec<Fields>,
    pub(super) has_answers_key: bool,
}

pub(super) fn rounds(tables: Vec<Fields>, reader: &mut Reader<'_>) -> Vec<ReadRound> {
    let each = tables.into_iter();
    each.map(|mut table| {
        let bound = Reader::bound(&mut table);
        let has_answers_key = table.has("answers_on");
        let round = Round {
            deadline: reader.closing(&mut table, "deadline", bound),
            answers: reader.opening(&mut table, "answers_on"),
        };
        ReadRound { round, items: table.tables("items"), has_answers_key }
    })
    .collect()
}

/// An item of a round, or of `questions.toml`, and its own moment. `taken` holds the anchors used so far, by round.
pub(super) fn item(
    mut table: Fields,
    round: usize,
    has_answers_on: bool,
    taken: &mut BTreeMap<usize, BTreeSet<String>>,
    reader: &mut Reader<'_>,
) -> Option<(Item, Option<Moment>)> {
    let span = table.span.clone();
    let has_own = table.has("published");
    let published = reader.opening(&mut table, "published");
    if !has_own && !has_answers_on {
        let message = text!(
            "deze vraag heeft geen moment van publicatie: ronde {round} heeft geen `answers_on`",
            "this question has no moment of publication: round {round} has no `answers_on`"
        );
        let help = text!(
            "zet `answers_on` bij de ronde of `published` bij de vraag",
            "put `answers_on` with the round or `published` with the question"
        );
        reader.problems.add(Code::ItemMoment, span.clone(), message, help);
    }
    let numbers = taken.entry(round).or_default();
    let nr_span = table.span_of("nr");
    let nr = Reader::label(&mut table, "nr")
        .unwrap_or_else(|| Label::Number(i64::try_from(numbers.len() + 1).unwrap_or(i64::MAX)));
    // Numbers are anchors too: `1A` and `1a` would be one.
    if !numbers.insert(safe_name(&nr.to_string())) {
        let message = text!(
            "vraag {nr} staat twee keer in ronde {round}",
            "question {nr} stands twice in round {round}"
        );
        let help = text!("geef iedere vraag een eigen `nr`", "give every question its own `nr`");
        reader.problems.add(Code::DoubledNumber, nr_span, message, help);
    }
    let answer = reader.prose(&mut table, "answer");
    let item = Item {
        round,
        nr,
        question: table.text("question")?,
        answer,
        relates_to: table.text("relates_to"),
        place: reader.place(span),
    };
    Some((item, published))
}

pub(super) fn interviews(mut table: Fields, reader: &mut Reader<'_>) -> Interviews {
    let mut windows: Vec<Window> =
        table.tables("windows").into_iter().filter_map(|window| self::window(window, reader)).collect();
    windows.sort();
    let slot_span = table.span_of("slot_minutes");
    let whole = |number: Option<i64>| number.and_then(|minutes| u32::try_from(minutes).ok());
    let slot_minutes = whole(table.whole("slot_minutes"));
    if let Some(minutes) = slot_minutes {
        for window in &windows {
            let length = (window.ends_at.unix_seconds() - window.starts_at.unix_seconds()) / 60;
            if length < i64::from(minutes) {
                let message = text!(
                    "op {nl} past geen gesprek van {minutes} minuten: het blok duurt er {length}",
                    "on {en} no interview of {minutes} minutes fits: the window takes {length}",
                    nl = print::date(window.date, Language::Dutch),
                    en = print::date(window.date, Language::English),
                );
                let help = text!(
                    "maak het blok langer of de gesprekken korter",
                    "make the window longer or the interviews shorter"
                );
                reader.problems.add(Code::NoSlotFits, slot_span.clone(), message, help);
            }
        }
    }
    let invitation_by = reader.closing(&mut table, "invitation_by", Bound::TotEnMet);
    Interviews {
        place: table.text("place"),
        windows,
        slot_minutes,
        break_minutes: whole(table.whole("break_minutes")).unwrap_or(0),
        panel: table.text("panel"),
        invitation_by,
        others_informed: table.text("others_informed"),
    }
}

fn window(mut table: Fields, reader: &mut Reader<'_>) -> Option<Window> {
    let span = table.span.clone();
    let date = reader.date(&mut table, "date");
    let (from, from_span) = table.time_of_day("from")?;
    let (until, until_span) = table.time_of_day("until")?;
    let date = date?;
    if until <= from {
        let message = text!("dit gesprek eindigt voordat het begint", "this window ends before it starts");
        let help = text!("maak `until` later dan `from`", "make `until` later than `from`");
        reader.problems.add(Code::WindowReversed, until_span, message, help);
        return None;
    }
    let mut at = |time, span: Range<usize>| match reader.zone.at(date, time) {
        Ok(instant) => Some(instant),
        Err(clock) => {
            let (code, message, help) = match &clock {
                WallClock::Gap { before, after } => (
                    Code::ClockGap,
                    text!(
                        "deze tijd bestaat die dag niet: de klok gaat van {before_nl} meteen naar {after_nl}",
                        "this time does not exist that day: the clock goes from {before_en} straight to {after_en}",
                        before_nl = print::time(*before, Language::Dutch),
                        before_en = print::time(*before, Language::English),
                        after_nl = print::time(*after, Language::Dutch),
                        after_en = print::time(*after, Language::English),
                    ),
                    text!("kies een andere tijd", "choose another time"),
                ),
                WallClock::Fold { .. } => (
                    Code::ClockFold,
                    text!("deze tijd bestaat die dag twee keer", "this time happens twice that day"),
                    text!("kies een andere tijd", "choose another time"),
                ),
            };
            reader.problems.add(code, span, message, help);
            None
        }
    };
    let (starts_at, ends_at) = (at(from, from_span)?, at(until, until_span)?);
    Some(Window { starts_at, ends_at, date, from, until, place: reader.place(span) })
}

/// The decision and when it is announced; `None` while none is.
pub(super) fn decision(mut table: Fields, kind: Kind, reader: &mut Reader<'_>) -> Option<(Decision, Moment)> {
    let is_announced = table.has("announced");
    let announced_span = table.span_of("announced");
    let outcome_span = table.span_of("outcome");
    let announced = reader.opening(&mut table, "announced");
    let had_outcome = table.has("outcome");
    let outcome = table.text("outcome").map(|word| match word.as_str() {
        "gegund" => Outcome::Gegund,
        "vervuld" => Outcome::Vervuld,
        _ => Outcome::NietGegund,
    });
    match outcome {
        Some(Outcome::Vervuld) if kind.is_tender() => {
            let message = text!("alleen een vacature kan vervuld zijn", "only a vacancy can be filled");
            let help = text!(
                "schrijf outcome = \"gegund\" of \"niet-gegund\"",
                "write outcome = \"gegund\" or \"niet-gegund\""
            );
            reader.problems.add(Code::Outcome, outcome_span, message, help);
        }
        Some(Outcome::Gegund) if !kind.is_tender() => {
            let message = text!("een vacature wordt niet gegund", "a vacancy is not awarded");
            let help = text!("schrijf outcome = \"vervuld\"", "write outcome = \"vervuld\"");
            reader.problems.add(Code::Outcome, outcome_span, message, help);
        }
        None if is_announced && !had_outcome => {
            let message = text!(
                "de beslissing is bekend, maar `outcome` ontbreekt",
                "the decision is announced, but `outcome` is missing"
            );
            let word = if kind.is_tender() { "gegund" } else { "vervuld" };
            let help = text!("voeg toe: outcome = \"{word}\"", "add: outcome = \"{word}\"");
            reader.problems.add(Code::Outcome, announced_span, message, help);
        }
        _ => {}
    }
    let text = reader.prose(&mut table, "text");
    let decision = Decision { outcome: outcome?, winner: table.text("winner"), text };
    Some((decision, announced?))
}

/// The withdrawal, and when it is.
pub(super) fn withdrawal(mut table: Fields, reader: &mut Reader<'_>) -> Option<(Withdrawal, Moment)> {
    let on = reader.opening(&mut table, "on");
    Some((Withdrawal { reason: table.text("reason") }, on?))
}

/// An amendment, and the value that it replaced, as typed.
pub(super) struct ReadAmendment {
    pub(super) amendment: Amendment,
    pub(super) old: Option<Old>,
}

/// The value that an amendment replaced, as typed.
pub(super) enum Old {
    Moment(Field),
    Interviews(Fields),
}

/// The fields that the amendments of a record replace, as typed.
pub(super) fn amended(fields: &mut Fields) -> Vec<String> {
    let mut nr = 0;
    std::iter::from_fn(|| {
        nr += 1;
        fields.table_at(&format!("amendments.{nr}")).map(|table| table.clone().text("field"))
    })
    .flatten()
    .filter(|field| field != "text")
    .collect()
}

/// The amendments of a record that has `rounds` rounds.
pub(super) fn amendments(tables: Vec<Fields>, rounds: usize, reader: &mut Reader<'_>) -> Vec<ReadAmendment> {
    let mut seen = BTreeSet::new();
    let mut amendments = Vec::new();
    for mut table in tables {
        let on_span = table.span_of("on");
        let on = reader.opening(&mut table, "on");
        let Some((change, old)) = change(&mut table, rounds, reader) else { continue };
        let text = reader.prose(&mut table, "text");
        let (Some(on), Some(reason)) = (on, table.text("reason")) else { continue };
        if !seen.insert((on.at, change.field())) {
            let field = change.field();
            let message =
                text!("`{field}` verandert op dit moment al", "`{field}` already changes at this instant");
            let help = text!("maak er één wijziging van", "make it one amendment");
            reader.problems.add(Code::AmendedTwice, on_span, message, help);
        }
        amendments.push(ReadAmendment { amendment: Amendment { on, reason, text, change }, old });
    }
    amendments
}

fn change(table: &mut Fields, rounds: usize, reader: &mut Reader<'_>) -> Option<(Change, Option<Old>)> {
    let head = table.span.clone();
    let field_span = table.span_of("field");
    let field = table.text("field").unwrap_or_else(|| "text".to_owned());
    let old = table.take("old");
    if field == "text" {
        if let Some(old) = old {
            let message = text!(
                "`old` staat hier zonder te zeggen wat er veranderde",
                "`old` stands here without saying what changed"
            );
            let help = text!("voeg toe: field = \"response.deadline\"", "add: field = \"response.deadline\"");
            reader.problems.add(Code::AmendmentOld, old.span, message, help);
            return None;
        }
        return Some((Change::Text, None));
    }
    let change = what_changes(&field, rounds, field_span, reader)?;
    let Some(old) = old else {
        let message =
            text!("de oude waarde van `{field}` ontbreekt", "the old value of `{field}` is missing");
        let help =
            text!("voeg toe: old = … met wat er eerst stond", "add: old = … with what stood there before");
        reader.problems.add(Code::AmendmentOld, head, message, help);
        return None;
    };
    let Decoded::Raw(node) = old.value else { return None };
    let shape = if change == Change::Interviews { &fields::INTERVIEWS_SHAPE } else { &fields::MOMENT_SHAPE };
    let field = decode_node(&node, shape, "old", reader.problems)?;
    let old = match field.value {
        Decoded::Table(old) => Old::Interviews(old),
        _ => Old::Moment(field),
    };
    Some((change, Some(old)))
}

/// What to say of a round that is not there, in a record that has `count` of them.
pub(super) fn no_such_round(round: usize, count: usize) -> (Text, Text) {
    let message = match count {
        0 => text!(
            "vragenronde {round} bestaat niet: het bericht heeft geen vragenrondes",
            "there is no question round {round}: the record has none"
        ),
        _ => text!(
            "vragenronde {round} bestaat niet: het bericht heeft er {count}",
            "there is no question round {round}: the record has {count}"
        ),
    };
    let help = match count {
        0 => text!("voeg [[questions.rounds]] toe aan het bericht", "add [[questions.rounds]] to the record"),
        1 => text!(
            "kies ronde 1, of voeg [[questions.rounds]] toe aan het bericht",
            "choose round 1, or add [[questions.rounds]] to the record"
        ),
        _ => text!(
            "kies een ronde van 1 tot en met {count}, of voeg [[questions.rounds]] toe aan het bericht",
            "choose a round from 1 to {count}, or add [[questions.rounds]] to the record"
        ),
    };
    (message, help)
}

/// The change that is typed as `field`.
fn what_changes(field: &str, rounds: usize, span: Range<usize>, reader: &mut Reader<'_>) -> Option<Change> {
    match field {
        "response.deadline" => return Some(Change::Closing),
        "interviews" => return Some(Change::Interviews),
        _ => {}
    }
    let in_round = field.strip_prefix("questions.rounds.").and_then(|rest| rest.split_once('.'));
    if let Some((nr, key)) = in_round
        && let Ok(round) = nr.parse::<usize>()
        && matches!(key, "deadline" | "answers_on")
    {
        if (1..=rounds).contains(&round) {
            return Some(if key == "deadline" {
                Change::RoundDeadline(round)
            } else {
                Change::RoundAnswers(round)
            });
        }
        let (message, help) = no_such_round(round, rounds);
        reader.problems.add(Code::NoSuchRound, span, message, help);
        return None;
    }
    let message = text!("`{field}` kan niet met een wijziging veranderen", "`{field}` cannot be amended");
    let help = text!(
        "kies uit: text, response.deadline, questions.rounds.1.deadline, questions.rounds.1.answers_on, interviews",
        "choose from: text, response.deadline, questions.rounds.1.deadline, questions.rounds.1.answers_on, interviews"
    );
    reader.problems.add(Code::AmendedWhat, span, message, help);
    None
}
