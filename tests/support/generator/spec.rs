//! A site as a handful of facts, and as files.

use super::clock::{Bound, When, clock};
use super::relative::Told;
use std::fmt::Write;

/// Values of one field through time: the first, and what each amendment brought.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Chain<T> {
    pub(crate) first: T,
    /// Sorted, no two at one instant.
    pub(crate) changes: Vec<Replaced<T>>,
}

/// An amendment with the value that it brought.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Replaced<T> {
    pub(crate) on: When,
    pub(crate) new: T,
    pub(crate) words: String,
}

impl<T> Chain<T> {
    pub(crate) fn values(&self) -> impl Iterator<Item = &T> {
        std::iter::once(&self.first).chain(self.changes.iter().map(|change| &change.new))
    }

    pub(crate) fn newest(&self) -> &T {
        self.changes.last().map_or(&self.first, |change| &change.new)
    }

    /// Each amendment with the value that it replaced.
    pub(crate) fn olds(&self) -> impl Iterator<Item = (&Replaced<T>, &T)> {
        self.changes.iter().zip(self.values())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Inhuur,
    Aanbesteding,
    Vacature,
}

impl Kind {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Inhuur => "inhuur",
            Self::Aanbesteding => "aanbesteding",
            Self::Vacature => "vacature",
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RoundSpec {
    pub(crate) bound: Bound,
    pub(crate) deadline: Option<Chain<Told>>,
    pub(crate) answers: Option<Chain<Told>>,
    pub(crate) items: Vec<ItemSpec>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ItemSpec {
    pub(crate) nr: u32,
    pub(crate) question: String,
    pub(crate) answer: Option<String>,
    pub(crate) published: Option<When>,
}

/// Windows on one day each, from and until in seconds; of a relative day the time of day is left.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Talks {
    pub(crate) windows: Vec<(Told, i64, i64)>,
    pub(crate) invitation_by: Option<Told>,
    pub(crate) place: String,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DocumentSpec {
    pub(crate) file: String,
    pub(crate) title: String,
    pub(crate) bytes: String,
    pub(crate) published: Option<When>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DecisionSpec {
    pub(crate) announced: When,
    pub(crate) is_positive: bool,
    pub(crate) winner: String,
    pub(crate) text: String,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RecordSpec {
    pub(crate) section: String,
    pub(crate) slug: String,
    pub(crate) kind: Kind,
    pub(crate) draft: bool,
    pub(crate) published: When,
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) organisation: usize,
    pub(crate) region: Option<&'static str>,
    pub(crate) has_reference: bool,
    pub(crate) alias: Option<String>,
    pub(crate) bound: Bound,
    pub(crate) closes: Chain<Told>,
    pub(crate) rounds: Vec<RoundSpec>,
    pub(crate) talks: Option<Chain<Talks>>,
    pub(crate) documents: Vec<DocumentSpec>,
    /// When a decision is expected.
    pub(crate) expected: Option<Told>,
    pub(crate) decision: Option<DecisionSpec>,
    /// Whether one applies, and its days.
    pub(crate) standstill: Option<(bool, Option<i64>)>,
    pub(crate) withdrawn: Option<(When, String)>,
    pub(crate) texts: Vec<(When, String)>,
    /// Files that stand beside the record for prose to name.
    pub(crate) loose: Vec<(String, String)>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SiteSpec {
    pub(crate) retention_days: Option<i64>,
    pub(crate) per_page: u32,
    pub(crate) records: Vec<RecordSpec>,
    /// What there is to know of each organisation.
    pub(crate) organisations: Vec<String>,
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

impl SiteSpec {
    /// The files of the site.
    pub(crate) fn files(&self) -> Vec<(String, String)> {
        let mut settings = format!(
            "title = \"Proefsite\"\nbase_url = \"https://proef.example/\"\n[ocds]\nprefix = \"ocds-proef1\"\n[lists]\nper_page = {}\n",
            self.per_page
        );
        if let Some(days) = self.retention_days {
            write!(settings, "[retention]\nclosed = \"{days} dagen\"\n").unwrap();
        }
        let mut files = vec![("termijn.toml".to_owned(), settings)];
        for (nr, about) in self.organisations.iter().enumerate() {
            let path = format!("content/organisations/org{nr}.toml");
            files.push((path, format!("name = \"Organisatie {nr}\"\nabout = {}\n", quoted(about))));
        }
        files.push(("content/pages/over.md".to_owned(), self.page()));
        for record in &self.records {
            let folder = format!("content/{}/{}", record.section, record.slug);
            files.push((format!("{folder}/index.md"), record.text()));
            let documents = record.documents.iter().map(|document| (&document.file, &document.bytes));
            let loose = record.loose.iter().map(|(file, bytes)| (file, bytes));
            for (file, bytes) in documents.chain(loose) {
                files.push((format!("{folder}/{file}"), bytes.clone()));
            }
        }
        files
    }

    /// A page with a link to the first record, which may be hidden.
    fn page(&self) -> String {
        let link =
            self.records.first().map(|record| format!("[eerste](@/{}/{})", record.section, record.slug));
        format!("+++\ntitle = \"Over\"\nmenu = true\n+++\nZie {}.\n", link.unwrap_or_default())
    }

    /// The site for a person to read.
    pub(crate) fn show(&self) -> String {
        self.files().into_iter().map(|(path, text)| format!("--- {path}\n{text}\n")).collect()
    }
}

impl RecordSpec {
    pub(crate) fn reference(&self) -> String {
        format!("K-{}", self.slug)
    }

    pub(crate) fn id(&self) -> String {
        if self.has_reference { self.reference() } else { format!("{}/{}", self.section, self.slug) }
    }

    pub(crate) fn path(&self) -> String {
        format!("{}/{}/", self.section, self.slug)
    }

    fn text(&self) -> String {
        let mut text = format!(
            "+++\nkind = \"{}\"\ntitle = {}\npublished = {}\n",
            self.kind.word(),
            quoted(&self.title),
            self.published.toml()
        );
        if self.has_reference {
            writeln!(text, "reference = \"{}\"", self.reference()).unwrap();
        }
        if self.draft {
            text.push_str("draft = true\n");
        }
        if let Some(alias) = &self.alias {
            writeln!(text, "aliases = [\"{alias}\"]").unwrap();
        }
        writeln!(text, "[organization]\nid = \"org{}\"", self.organisation).unwrap();
        if let Some(region) = self.region {
            writeln!(text, "[location]\nregion = \"{region}\"\nmunicipality = \"Ergens\"").unwrap();
        }
        let newest = self.closes.newest().toml();
        writeln!(
            text,
            "[response]\ndeadline = {newest}\nbound = \"{}\"\nurl = \"https://reageer.example/{}\"",
            self.bound.word(),
            self.slug
        )
        .unwrap();
        self.write_rounds(&mut text);
        if let Some(talks) = &self.talks {
            writeln!(text, "[interviews]\n{}", talks.newest().keys().join("\n")).unwrap();
        }
        if self.decision.is_some() || self.expected.is_some() {
            text.push_str("[decision]\n");
        }
        if let Some(expected) = self.expected {
            writeln!(text, "expected_on = {}", expected.toml()).unwrap();
        }
        if let Some(decision) = &self.decision {
            let outcome = match (decision.is_positive, self.kind) {
                (true, Kind::Vacature) => "vervuld",
                (true, Kind::Inhuur | Kind::Aanbesteding) => "gegund",
                (false, _) => "niet-gegund",
            };
            let (announced, winner) = (decision.announced.toml(), quoted(&decision.winner));
            let words = quoted(&decision.text);
            writeln!(
                text,
                "announced = {announced}\noutcome = \"{outcome}\"\nwinner = {winner}\ntext = {words}"
            )
            .unwrap();
        }
        if let Some((applies, days)) = self.standstill {
            writeln!(text, "[standstill]\napplies = {applies}").unwrap();
            if let Some(days) = days {
                writeln!(text, "days = {days}").unwrap();
            }
        }
        if let Some((on, reason)) = &self.withdrawn {
            writeln!(text, "[withdrawn]\non = {}\nreason = {}", on.toml(), quoted(reason)).unwrap();
        }
        self.write_amendments(&mut text);
        for document in &self.documents {
            let (title, file) = (quoted(&document.title), &document.file);
            writeln!(text, "[[documents]]\ntitle = {title}\nfile = \"{file}\"").unwrap();
            if let Some(published) = document.published {
                writeln!(text, "published = {}", published.toml()).unwrap();
            }
        }
        format!("{text}+++\n{}\n", self.body)
    }

    fn write_rounds(&self, text: &mut String) {
        if self.rounds.is_empty() {
            return;
        }
        writeln!(text, "[questions]\nurl = \"https://vraag.example/{}\"", self.slug).unwrap();
        for round in &self.rounds {
            writeln!(text, "[[questions.rounds]]\nbound = \"{}\"", round.bound.word()).unwrap();
            if let Some(deadline) = &round.deadline {
                writeln!(text, "deadline = {}", deadline.newest().toml()).unwrap();
            }
            if let Some(answers) = &round.answers {
                writeln!(text, "answers_on = {}", answers.newest().toml()).unwrap();
            }
            for item in &round.items {
                let (nr, question) = (item.nr, quoted(&item.question));
                writeln!(text, "[[questions.rounds.items]]\nnr = {nr}\nquestion = {question}").unwrap();
                if let Some(answer) = &item.answer {
                    writeln!(text, "answer = {}", quoted(answer)).unwrap();
                }
                if let Some(published) = item.published {
                    writeln!(text, "published = {}", published.toml()).unwrap();
                }
            }
        }
    }

    fn write_amendments(&self, text: &mut String) {
        let mut add = |on: When, words: &str, field: &str, old: &str| {
            writeln!(text, "[[amendments]]\non = {}\nreason = {}", on.toml(), quoted(words)).unwrap();
            if field != "text" {
                writeln!(text, "field = \"{field}\"\nold = {old}").unwrap();
            }
            writeln!(text, "text = {}", quoted(&format!("toelichting: {words}"))).unwrap();
        };
        for (on, words) in &self.texts {
            add(*on, words, "text", "");
        }
        for (change, old) in self.closes.olds() {
            add(change.on, &change.words, "response.deadline", &old.toml());
        }
        for (index, round) in self.rounds.iter().enumerate() {
            for (chain, key) in [(&round.deadline, "deadline"), (&round.answers, "answers_on")] {
                for (change, old) in chain.iter().flat_map(Chain::olds) {
                    let field = format!("questions.rounds.{}.{key}", index + 1);
                    add(change.on, &change.words, &field, &old.toml());
                }
            }
        }
        for (change, old) in self.talks.iter().flat_map(Chain::olds) {
            add(change.on, &change.words, "interviews", &format!("{{ {} }}", old.keys().join(", ")));
        }
    }
}

impl Talks {
    fn keys(&self) -> Vec<String> {
        let window = |(day, from, until): &(Told, i64, i64)| {
            format!("{{ date = {}, from = {}, until = {} }}", day.toml(), clock(*from), clock(*until))
        };
        let windows: Vec<_> = self.windows.iter().map(window).collect();
        let mut keys = vec![
            format!("place = {}", quoted(&self.place)),
            format!("windows = [{}]", windows.join(", ")),
            "slot_minutes = 45".to_owned(),
            "break_minutes = 15".to_owned(),
        ];
        keys.extend(self.invitation_by.map(|when| format!("invitation_by = {}", when.toml())));
        keys
    }
}
