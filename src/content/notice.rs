//! One file to one notice, told in the order in which a record is understood.

use super::attachments;
use super::facts::{self, Parts};
use super::files::{Source, is_refused};
use super::history::{self, Newest};
use super::moments;
use super::planning::{self, Around, Planning};
use super::reader::Reader;
use super::relative::Settler;
use super::sight::Sight;
use super::{advice, fields, order, organisations, places, safe_example, wording};
use crate::config::Settings;
use crate::diagnostic::{Code, Place, Problems};
use crate::digest::Hasher;
use crate::markdown::{self, Finding, Reading, Target, classify, scan};
use crate::name::{is_safe, safe_name};
use crate::record::{Aside, Brief, Facts, Kind, Notice, Prose, QuestionDesk, Stored, Whole};
use crate::source::{Fields, Key, Node, SourceFile, Value, decode, parse, read_text, split};
use crate::text;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// What became of a file.
pub(super) struct Outcome {
    /// Whether it says that it is a draft, readable or not.
    pub(super) draft: bool,
    /// The notice, when nothing was wrong with it.
    pub(super) notice: Option<Notice>,
    /// The links and the like in all prose of its own files.
    pub(super) findings: Vec<(Place, Finding)>,
    /// The words of its body.
    pub(super) words: String,
}

/// The keys of a record that is one TOML file: those of a record and `body`.
static TOML_RECORD: LazyLock<Vec<Key>> =
    LazyLock::new(|| fields::RECORD.iter().chain([&fields::BODY]).cloned().collect());

/// Loads the record in `source`, whose file is `file`; every problem goes to `problems`.
pub(super) fn load(
    sight: &Sight<'_>,
    source: &Source,
    file: &SourceFile,
    settings: &Settings,
    problems: &mut Problems,
) -> Outcome {
    let nothing = Outcome { draft: false, notice: None, findings: Vec::new(), words: String::new() };
    let Some(file_text) = read_text(file, problems) else { return nothing };
    let file_text = &*file_text;
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

    let mut reader = Reader::new(problems, file_text, settings.zone);
    let body = match body {
        Some((raw, start)) => reader.body(raw, start),
        None => reader.prose(&mut fields, "body"),
    };
    let reading = body.as_ref().map(|body| markdown::read(&body.text)).unwrap_or_default();
    let mut builder = Builder { sight, source, settings, reading, findings: Vec::new() };
    let mut notice = builder.build(&mut fields, draft, body, &mut reader);
    let Builder { reading: Reading { blocks, plain, .. }, findings, .. } = builder;
    if let Some(notice) = &mut notice {
        notice.places = places::of(&root, reader.problems);
        order::check(notice, settings.zone, reader.problems);
        wording::check(notice, &root, blocks, &mut reader);
        advice::check(notice, settings.zone, &settings.calendar, reader.problems);
    }
    let notice = notice.filter(|_| !problems.has_errors());
    Outcome { draft, notice, findings, words: plain }
}

fn is_draft(root: &Node) -> bool {
    let Value::Table(table) = &root.value else { return false };
    table.entries.iter().any(|entry| entry.key == "draft" && entry.node.value == Value::Flag(true))
}

struct Builder<'a> {
    sight: &'a Sight<'a>,
    source: &'a Source,
    settings: &'a Settings,
    /// What the body was found to hold.
    reading: Reading,
    findings: Vec<(Place, Finding)>,
}

impl Builder<'_> {
    fn build(
        &mut self,
        fields: &mut Fields,
        draft: bool,
        body: Option<Prose>,
        reader: &mut Reader<'_>,
    ) -> Option<Notice> {
        let amended = moments::amended(fields);
        let mut whole = (!amended.is_empty()).then(|| fields.clone());
        let calendar = &self.settings.calendar;
        let mut settler = Settler::of(fields, calendar, self.settings.zone, &amended);
        let derived = settler.settle(fields, "", reader.problems);

        let is_published_given = fields.has("published");
        let published = reader.opening(fields, "published");
        reader.is_publication_unread = is_published_given && published.is_none();
        reader.published_on = published.map(|moment| self.settings.zone.date_of(moment.at));

        fields.flag("draft");
        let slug = self.slug(fields, reader);
        let aliases = super::addresses::aliases(fields, reader);
        let kind = fields.text("kind").and_then(|word| Kind::read(&word));
        let title = fields.text("title");
        let organization = organisations::of_record(fields, self.sight, reader);

        let around = Around {
            sight: self.sight,
            source: self.source,
            kind: kind.unwrap_or(Kind::Inhuur),
            questions: planning::questions_file(self.sight, self.source, reader.problems),
        };
        let mut planning = planning::read(fields, &around, &mut settler, reader);
        let rounds = planning.rounds.len();
        let amendments = moments::amendments(fields.tables("amendments"), rounds, reader);
        let history = planning.schedule().map(|schedule| {
            let newest = Newest { schedule, embargoed: std::mem::take(&mut planning.embargoed), derived };
            let whole = whole.take().unwrap_or_default();
            history::history(newest, whole, &amendments, &around, calendar, reader)
        });
        let Planning { response, bound, questions, items, contract, decision, withdrawn, documents, .. } =
            planning;

        let parts = Parts {
            kind: around.kind,
            title: title.clone().unwrap_or_default(),
            organization: organization.clone().unwrap_or_else(organisations::nameless),
            response,
            bound,
            questions: questions
                .map(|mut table| QuestionDesk { url: table.text("url"), email: table.text("email") }),
            contract,
            body,
        };
        let facts = facts::facts(fields, parts, reader);
        let _ = (kind?, title?, organization?);
        let (slug, published) = (slug?, published?);
        let mut whole = Whole {
            places: BTreeMap::new(),
            shared_organisation: self.sight.organisation(&facts.organization.id).cloned(),
            facts,
            history: history?,
            items,
            documents,
            attachments: Vec::new(),
            decision,
            withdrawn,
            amendments: amendments.into_iter().map(|read| read.amendment).collect(),
        };
        self.findings = self.in_prose(&whole);
        whole.attachments =
            attachments::named(&self.findings, self.sight, self.source, &whole.documents, reader);
        let mut notice = Notice {
            place: reader.place(0..0),
            section: self.source.section.clone(),
            slug,
            draft,
            published,
            aliases,
            links: Vec::new(),
            digest: crate::digest::Digest::of_bytes(b""),
            brief: Brief::of(&whole),
            aside: Aside::of(&whole, links_in_about(&whole.facts)),
            words: Arc::default(),
            found: None,
            whole: Stored::from(whole),
        };
        notice.digest = digest(&notice);
        Some(notice)
    }

    /// The links and the like in all prose of the record's own files, with their places.
    fn in_prose(&mut self, whole: &Whole) -> Vec<(Place, Finding)> {
        let mut of_body = Some(std::mem::take(&mut self.reading.findings));
        let mut findings = Vec::new();
        whole.each_prose(&mut |prose| {
            let is_body = whole.facts.body.as_ref().is_some_and(|body| std::ptr::eq(body, prose));
            let found = of_body.take_if(|_| is_body).unwrap_or_else(|| scan(&prose.text));
            findings
                .extend(found.into_iter().map(|finding| (prose.place_of(finding.span().clone()), finding)));
        });
        findings
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
}

/// Whether what is told of the organisation links to a record.
fn links_in_about(facts: &Facts) -> bool {
    let about = facts.organization.about.iter();
    about.flat_map(|prose| scan(&prose.text)).any(|finding| match finding {
        Finding::Link { destination, .. } => matches!(classify(&destination), Target::Record(..)),
        Finding::Html { .. } => false,
    })
}

/// All that the publication discloses. What has a moment of its own is left out: until then nothing
/// published may depend on it, not even a fingerprint.
fn digest(notice: &Notice) -> crate::digest::Digest {
    let mut hasher = Hasher::default();
    hasher.add(&(&notice.section, &notice.slug)).add(&notice.facts).add(&notice.shared_organisation);
    hasher.add(&notice.aliases).add(&notice.published);
    hasher.finish()
}
