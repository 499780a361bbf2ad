//! One file to one notice, told in the order in which a record is understood.

use super::attachments::{self, Documents};
use super::facts::{self, Parts};
use super::files::{Source, is_refused};
use super::moments::{self, Bounds, Places};
use super::reader::Reader;
use super::{fields, order, organisations, safe_example, wording};
use crate::config::Settings;
use crate::diagnostic::{Code, Problems};
use crate::digest::Hasher;
use crate::name::{is_safe, safe_name};
use crate::record::{Facts, Item, Kind, Notice, Organisation, Prose, QuestionDesk};
use crate::source::{Fields, Key, Node, SourceTree, Value, decode, parse, read_text, split};
use crate::text;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// What became of a file.
pub(super) struct Outcome {
    /// Whether it says that it is a draft, readable or not.
    pub(super) draft: bool,
    /// The notice, when nothing was wrong with it.
    pub(super) notice: Option<Notice>,
}

/// The keys of a record that is one TOML file: those of a record and `body`.
static TOML_RECORD: LazyLock<Vec<Key>> =
    LazyLock::new(|| fields::RECORD.iter().chain([&fields::BODY]).cloned().collect());

/// Loads the record in `source`; every problem goes to `problems`.
pub(super) fn load(
    tree: &SourceTree,
    source: &Source,
    settings: &Settings,
    organisations: &BTreeMap<String, Arc<Organisation>>,
    problems: &mut Problems,
) -> Outcome {
    let nothing = Outcome { draft: false, notice: None };
    let file = &tree.files[&*source.file];
    let Some(file_text) = read_text(file, problems) else { return nothing };
    let (toml, toml_start, body) = if source.is_toml() {
        let toml = file_text.strip_prefix('\u{feff}').unwrap_or(file_text);
        (toml, file_text.len() - toml.len(), None)
    } else {
        let Some(parts) = split(file_text, problems) else { return nothing };
        (parts.toml, parts.toml_start, Some((parts.body, parts.body_start)))
    };
    let (root, first_error) = parse(toml, toml_start, problems);
    let draft = is_draft(&root);
    let keys: &'static [Key] = if source.is_toml() { &TOML_RECORD } else { fields::RECORD };
    let mut fields = decode(&root, keys, first_error, problems);

    let mut reader = Reader { problems, file_text, zone: settings.zone, published_on: None };
    let body = match body {
        Some((raw, start)) => reader.body(raw, start),
        None => reader.prose(&mut fields, "body"),
    };
    let mut builder = Builder { tree, source, settings, organisations };
    let notice = builder.build(&mut fields, draft, body, &mut reader);
    notice.iter().for_each(|notice| wording::check(notice, &root, &mut reader));
    let notice = notice.filter(|_| !problems.has_errors());
    Outcome { draft, notice }
}

fn is_draft(root: &Node) -> bool {
    let Value::Table(table) = &root.value else { return false };
    table.entries.iter().any(|entry| entry.key == "draft" && entry.node.value == Value::Flag(true))
}

struct Builder<'a> {
    tree: &'a SourceTree,
    source: &'a Source,
    settings: &'a Settings,
    organisations: &'a BTreeMap<String, Arc<Organisation>>,
}

impl Builder<'_> {
    fn build(
        &mut self,
        fields: &mut Fields,
        draft: bool,
        body: Option<Prose>,
        reader: &mut Reader<'_>,
    ) -> Option<Notice> {
        let mut places = Places::new();
        places.insert("published".to_owned(), fields.span_of("published"));
        let published = reader.opening(fields, "published");
        reader.published_on = published.map(|moment| self.settings.zone.date_of(moment.at));

        fields.flag("draft");
        let slug = self.slug(fields, reader);
        let aliases = super::addresses::aliases(fields, reader);
        let kind = fields.text("kind").and_then(|word| Kind::read(&word));
        let title = fields.text("title");
        let organization = organisations::of_record(fields, self.organisations, reader);

        let mut response = fields.table("response").unwrap_or_default();
        places.insert("response.deadline".to_owned(), response.span_of("deadline"));
        let bound = Reader::bound(&mut response);
        let closes = reader.closing(&mut response, "deadline", bound);

        let mut questions = fields.table("questions");
        let tables = questions.as_mut().map(|table| table.tables("rounds")).unwrap_or_default();
        let mut rounds = moments::rounds(tables, reader, &mut places);
        let desk =
            questions.map(|mut table| QuestionDesk { url: table.text("url"), email: table.text("email") });
        let items = self.items(&mut rounds, reader);

        let interviews = fields.table("interviews").map(|table| {
            places.insert("interviews.invitation_by".to_owned(), table.span_of("invitation_by"));
            moments::interviews(table, reader)
        });
        let mut decision_table = fields.table("decision");
        let expected_on = decision_table.as_mut().and_then(|table| reader.date(table, "expected_on"));
        let decision = decision_table
            .and_then(|table| moments::decision(table, kind.unwrap_or(Kind::Inhuur), reader, &mut places));
        let withdrawn = fields.table("withdrawn").and_then(|table| moments::withdrawal(table, reader));
        let bounds = Bounds { response: bound, rounds: rounds.iter().map(|round| round.bound).collect() };
        let amendments = moments::amendments(fields.tables("amendments"), &bounds, reader, &mut places);
        let Documents { documents, mut attachments } =
            attachments::documents(fields.tables("documents"), self.tree, self.source, reader);

        let parts = Parts {
            kind: kind.unwrap_or(Kind::Inhuur),
            title: title.clone().unwrap_or_default(),
            organization: organization.clone().unwrap_or_else(organisations::nameless),
            response,
            bound,
            questions: desk,
            decision_expected_on: expected_on,
            body,
        };
        let facts = facts::facts(fields, parts, reader);
        let _ = (kind?, title?, organization?);
        let mut notice = Notice {
            place: reader.place(0..0),
            section: self.source.section.clone(),
            slug: slug?,
            draft,
            shared_organisation: self
                .organisations
                .get(&facts.organization.id)
                .map(|shared| (**shared).clone()),
            facts,
            published: published?,
            schedule: moments::schedule(closes?, &rounds, interviews),
            items,
            documents,
            attachments: Vec::new(),
            decision,
            withdrawn,
            amendments,
            aliases,
            links: Vec::new(),
            digest: crate::digest::Digest::of_bytes(b""),
        };
        attachments::in_prose(&notice, self.tree, self.source, &mut attachments, reader);
        notice.attachments = attachments;
        order::check(&notice, &places, self.settings.zone, reader.problems);
        notice.digest = digest(&notice.facts, &notice);
        Some(notice)
    }

    fn slug(&self, fields: &mut Fields, reader: &mut Reader<'_>) -> Option<String> {
        let span = fields.span_of("slug");
        let own = fields.text("slug");
        let is_own = own.is_some();
        let (slug, span) = match own {
            Some(own) if is_safe(&own) => (own, span),
            Some(own) => {
                let message = text!(
                    "\"{own}\" kan geen deel van een adres zijn",
                    "\"{own}\" cannot be part of an address"
                );
                reader.problems.add(Code::UnsafeName, span, message, safe_example(&own));
                return None;
            }
            None => (safe_name(&self.source.stem), 0..0),
        };
        if slug.is_empty() {
            let stem = &self.source.stem;
            let message = text!(
                "van de naam \"{stem}\" is geen adres te maken",
                "the name \"{stem}\" cannot be an address"
            );
            let help = text!(
                "hernoem het bestand of voeg toe: slug = \"…\"",
                "rename the file or add: slug = \"…\""
            );
            reader.problems.add(Code::UnsafeName, span, message, help);
            return None;
        }
        if is_refused(&slug) {
            let message = super::reserved(&slug);
            let help = if is_own {
                text!("kies een andere `slug`", "choose another `slug`")
            } else {
                text!("hernoem het bestand of voeg toe: slug = \"…\"", "rename the file or add: slug = \"…\"")
            };
            reader.problems.add(Code::ReservedName, span, message, help);
            return None;
        }
        Some(slug)
    }

    fn items(&self, rounds: &mut [moments::ReadRound], reader: &mut Reader<'_>) -> Vec<Item> {
        let mut taken = BTreeMap::new();
        let mut items = Vec::new();
        for (index, read) in rounds.iter_mut().enumerate() {
            for table in std::mem::take(&mut read.items) {
                items.extend(moments::item(table, index + 1, read.has_answers_key, &mut taken, reader));
            }
        }
        let Some(file) = &self.source.questions else { return items };
        let mut own_problems = Problems::of(file);
        let Some(text) = read_text(&self.tree.files[&**file], &mut own_problems) else {
            reader.problems.found.append(&mut own_problems.found);
            return items;
        };
        let toml = text.strip_prefix('\u{feff}').unwrap_or(text);
        let (root, first_error) = parse(toml, text.len() - toml.len(), &mut own_problems);
        let mut fields = decode(&root, fields::QUESTIONS_FILE, first_error, &mut own_problems);
        let mut own_reader = Reader {
            problems: &mut own_problems,
            file_text: text,
            zone: reader.zone,
            published_on: reader.published_on,
        };
        for mut table in fields.tables("items") {
            let span = table.span_of("round");
            let round = table.whole("round").and_then(|nr| usize::try_from(nr).ok()).unwrap_or(1);
            let Some(read) = rounds.get(round - 1) else {
                let (message, help) = moments::no_such_round(round, rounds.len());
                own_reader.problems.add(Code::NoSuchRound, span, message, help);
                continue;
            };
            items.extend(moments::item(table, round, read.has_answers_key, &mut taken, &mut own_reader));
        }
        reader.problems.found.append(&mut own_problems.found);
        items
    }
}

/// All that the publication discloses. What has a moment of its own is left out: until then nothing
/// published may depend on it, not even a fingerprint.
fn digest(facts: &Facts, notice: &Notice) -> crate::digest::Digest {
    let mut hasher = Hasher::default();
    hasher.add(&(&notice.section, &notice.slug)).add(facts).add(&notice.shared_organisation);
    hasher.add(&notice.aliases).add(&notice.published);
    hasher.finish()
}
