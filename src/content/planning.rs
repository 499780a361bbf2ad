//! Everything of a record that has a moment, read for one stretch of its history.

use super::attachments::{self, Documents};
use super::files::Source;
use super::moments::{self, ReadRound};
use super::reader::Reader;
use super::relative::Settler;
use super::sight::Sight;
use crate::diagnostic::Problems;
use crate::record::{Decision, Document, Embargoed, Interviews, Item, Kind, Schedule, Start, Withdrawal};
use crate::source::{Decoded, Fields, decode, parse, read_text};
use crate::time::{Bound, Date, Moment};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What was read, and the rest of the tables for the facts.
pub(super) struct Planning {
    pub(super) response: Fields,
    pub(super) bound: Bound,
    pub(super) closes: Option<Moment>,
    pub(super) questions: Option<Fields>,
    pub(super) rounds: Vec<ReadRound>,
    pub(super) items: Vec<Item>,
    pub(super) interviews: Option<Interviews>,
    pub(super) contract: Option<Fields>,
    pub(super) starts: Option<Start>,
    pub(super) ends_on: Option<Date>,
    pub(super) decision_expected_on: Option<Date>,
    pub(super) decision: Option<Decision>,
    pub(super) withdrawn: Option<Withdrawal>,
    pub(super) documents: Vec<Document>,
    pub(super) embargoed: Embargoed,
}

impl Planning {
    /// The public part; `None` without a closing.
    pub(super) fn schedule(&self) -> Option<Schedule> {
        Some(Schedule {
            closes: self.closes?,
            rounds: self.rounds.iter().map(|read| read.round.clone()).collect(),
            interviews: self.interviews.clone(),
            decision_expected_on: self.decision_expected_on,
            starts: self.starts,
            ends_on: self.ends_on,
        })
    }
}

/// Where a record's planning is read from, besides its fields.
pub(super) struct Around<'a> {
    pub(super) sight: &'a Sight<'a>,
    pub(super) source: &'a Source,
    pub(super) kind: Kind,
    pub(super) questions: Option<QuestionsFile<'a>>,
}

/// `questions.toml`, decoded.
pub(super) struct QuestionsFile<'a> {
    file: Arc<str>,
    text: Cow<'a, str>,
    fields: Fields,
}

/// The `questions.toml` beside a record; its problems go to `problems`.
pub(super) fn questions_file<'a>(
    sight: &'a Sight<'a>,
    source: &Source,
    problems: &mut Problems,
) -> Option<QuestionsFile<'a>> {
    let file = source.questions.as_ref()?;
    let mut own = Problems::of(file);
    let text = sight.file(file).and_then(|file| read_text(file, &mut own));
    let read = text.map(|text| {
        let toml = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let (root, first_error) = parse(toml, text.len() - toml.len(), &mut own);
        let fields = decode(&root, super::fields::QUESTIONS_FILE, first_error, &mut own);
        QuestionsFile { file: Arc::clone(file), text, fields }
    });
    problems.found.append(&mut own.found);
    read
}

/// Reads the planning out of settled `fields`; `settler` settled them and settles `questions.toml` too.
pub(super) fn read(
    fields: &mut Fields,
    around: &Around<'_>,
    settler: &mut Settler<'_>,
    reader: &mut Reader<'_>,
) -> Planning {
    let mut response = fields.table("response").unwrap_or_default();
    let bound = Reader::bound(&mut response);
    let closes = reader.closing(&mut response, "deadline", bound);

    let mut questions = fields.table("questions");
    let tables = questions.as_mut().map(|table| table.tables("rounds")).unwrap_or_default();
    let mut rounds = moments::rounds(tables, reader);
    let (items, item_moments) = items(around, &mut rounds, settler, reader).into_iter().unzip();

    let interviews = fields.table("interviews").map(|table| moments::interviews(table, reader));
    let mut contract = fields.table("contract");
    let (starts, ends_on) = contract.as_mut().map_or((None, None), |table| contract_dates(table, reader));

    let mut decision_table = fields.table("decision");
    let decision_expected_on = decision_table.as_mut().and_then(|table| reader.date(table, "expected_on"));
    let decision = decision_table.and_then(|table| moments::decision(table, around.kind, reader));
    let withdrawn = fields.table("withdrawn").and_then(|table| moments::withdrawal(table, reader));
    let Documents { documents, moments: document_moments } =
        attachments::documents(fields.tables("documents"), around.sight, around.source, reader);

    let embargoed = Embargoed {
        announced: decision.as_ref().map(|(_, announced)| *announced),
        withdrawn: withdrawn.as_ref().map(|(_, on)| *on),
        items: item_moments,
        documents: document_moments,
    };
    Planning {
        response,
        bound,
        closes,
        questions,
        rounds,
        items,
        interviews,
        contract,
        starts,
        ends_on,
        decision_expected_on,
        decision: decision.map(|(decision, _)| decision),
        withdrawn: withdrawn.map(|(withdrawn, _)| withdrawn),
        documents,
        embargoed,
    }
}

fn contract_dates(table: &mut Fields, reader: &mut Reader<'_>) -> (Option<Start>, Option<Date>) {
    let start = table.take("start").and_then(|field| match field.value {
        Decoded::Written(written) => reader.date_of(&written, field.span).map(Start::On),
        _ => Some(Start::Soon),
    });
    let end_span = table.span_of("end");
    let end = reader.date(table, "end");
    if let (Some(Start::On(start)), Some(end)) = (start, end)
        && end < start
    {
        reader.contract_reversed(end_span);
    }
    (start, end)
}

/// The questions of a record, each with its own moment.
fn items(
    around: &Around<'_>,
    rounds: &mut [ReadRound],
    settler: &mut Settler<'_>,
    reader: &mut Reader<'_>,
) -> Vec<(Item, Option<Moment>)> {
    let mut taken = BTreeMap::new();
    let mut items = Vec::new();
    for (index, read) in rounds.iter_mut().enumerate() {
        for table in std::mem::take(&mut read.items) {
            items.extend(moments::item(table, index + 1, read.has_answers_key, &mut taken, reader));
        }
    }
    let Some(QuestionsFile { file, text, fields }) = &around.questions else { return items };
    let mut own_problems = Problems::of(file);
    let mut fields = fields.clone();
    settler.settle(&mut fields, "/questions.toml/", &mut own_problems);
    let mut own_reader = Reader {
        problems: &mut own_problems,
        file_text: text,
        zone: reader.zone,
        published_on: reader.published_on,
        is_publication_unread: reader.is_publication_unread,
    };
    for mut table in fields.tables("items") {
        let span = table.span_of("round");
        let round = table.whole("round").and_then(|nr| usize::try_from(nr).ok()).unwrap_or(1);
        let Some(read) = rounds.get(round - 1) else {
            let (message, help) = moments::no_such_round(round, rounds.len());
            own_reader.problems.add(crate::diagnostic::Code::NoSuchRound, span, message, help);
            continue;
        };
        items.extend(moments::item(table, round, read.has_answers_key, &mut taken, &mut own_reader));
    }
    reader.problems.found.append(&mut own_problems.found);
    items
}
