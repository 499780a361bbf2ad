//! The files of one notice.

use super::plan::{Kind, Plan, TODAY, after, before, working_day, working_day_before};
use super::prose::{self, Names, lower};
use super::random::Random;
use chrono::NaiveDate;
use std::fmt::{Display, Write};

/// Paths below `content/`, with their text.
pub(crate) type Files = Vec<(String, String)>;

/// The files of a notice; `others` come before it and can be linked to.
pub(crate) fn files(plan: &Plan, others: &[&Plan]) -> Files {
    let mut random = Random::of(plan.number + 1_000_000_000);
    let has_documents = plan.number % 8 == 4;
    let questions = Questions::of(plan);
    let stands_alone = !has_documents && questions != Questions::OneRound;

    let mut head = Writer::default();
    facts(&mut head, plan, &mut random);
    moments(&mut head, plan, questions, &mut random);
    if has_documents {
        for (title, file, sort) in [
            ("Programma van eisen", "programma-van-eisen.txt", "eisen"),
            ("Hoeveelheden", "hoeveelheden.csv", "gegevens"),
        ] {
            head.table("[[documents]]").text("title", title).text("file", file).text("type", sort);
        }
    }
    let link = others.last().map(|other| other.path());
    let names = Names {
        subject: plan.subject,
        organisation: plan.organisation[1],
        place: plan.organisation[3],
        title: plan.title,
    };
    let body = prose::write(&names, plan.kind == Kind::Aanbesteding, link.as_deref(), &mut random);

    let path = plan.path();
    let mut files = Files::new();
    if !stands_alone {
        files.push((format!("{path}/index.md"), format!("+++\n{}+++\n{body}", head.0)));
    } else if plan.number % 10 == 9 {
        // In TOML a key stands before the first table.
        let (keys, tables) = head.0.split_once("\n[").expect("every notice has an organisation");
        files.push((format!("{path}.toml"), format!("{keys}\nbody = '''\n{body}'''\n\n[{tables}")));
    } else {
        files.push((format!("{path}.md"), format!("+++\n{}+++\n{body}", head.0)));
    }
    if questions == Questions::OneRound {
        let mut items = Writer::default();
        for index in 0..random.between(4, 9) {
            question(items.table("[[items]]"), plan, index);
        }
        files.push((format!("{path}/questions.toml"), items.0));
    }
    if has_documents {
        files.push((format!("{path}/programma-van-eisen.txt"), demands(plan)));
        files.push((format!("{path}/hoeveelheden.csv"), amounts(plan, &mut random)));
    }
    files
}

/// How a notice takes questions: one in ten does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Questions {
    None,
    /// With its items in a file of their own.
    OneRound,
    TwoRounds,
}

impl Questions {
    fn of(plan: &Plan) -> Self {
        match plan.number % 20 {
            1 => Self::OneRound,
            15 => Self::TwoRounds,
            _ => Self::None,
        }
    }
}

fn facts(head: &mut Writer, plan: &Plan, random: &mut Random) {
    let [id, name, _, place, region] = *plan.organisation;
    let subject = plan.subject;
    head.text("kind", plan.kind.word()).text("title", plan.title);
    if plan.number % 6 == 1 {
        head.text("headline", format!("{name} zoekt: {}", lower(plan.title)));
    }
    head.text("reference", plan.reference().to_string());
    head.raw("published", plan.published);
    if plan.is_draft {
        head.raw("draft", true);
    }
    if plan.number % 30 == 4 {
        head.list("aliases", &[&format!("/oud/{}/", plan.reference())]);
    }
    head.list("tasks", &random.some(&subject.duties, 4).iter().map(|duty| capital(duty)).collect::<Vec<_>>());
    match plan.kind {
        Kind::Inhuur => {
            head.raw("positions", random.between(1, 3));
            head.list("competences", &["Zelfstandig", "Omgevingsbewust", "Helder in woord en geschrift"]);
            head.list("wishes", &["Bekend met de regio", "Beschikbaar voor vier dagen in de week"]);
        }
        Kind::Vacature => {
            let experience = random.some(&subject.experience, 3);
            head.list("requirements", &experience.iter().map(|line| capital(line)).collect::<Vec<_>>());
            head.text("eligibility", "Iedereen die mag werken in Nederland.");
        }
        Kind::Aanbesteding => {}
    }

    head.table("[organization]").text("id", id);
    if plan.kind != Kind::Aanbesteding {
        head.text("department", "Fysiek en Sociaal Domein").text("team", subject.team);
    }
    head.table("[location]").text("region", region).text("municipality", place);
    match plan.kind {
        Kind::Inhuur => hire(head, plan, random),
        Kind::Aanbesteding => tender(head, plan, random),
        Kind::Vacature => vacancy(head, random),
    }
    head.table("[[contacts]]")
        .text("purpose", "vragen over de procedure")
        .text("name", "Bureau Inkoop en Personeel");
    head.text("email", format!("inkoop@{id}.example")).text("phone", "088 000 00 00");
}

fn hire(head: &mut Writer, plan: &Plan, random: &mut Random) {
    let subject = plan.subject;
    head.table("[intermediary]")
        .text("name", "Bemiddeling Vlakland")
        .text("url", "https://vlakland.example/");
    head.table("[procedure]").text("type", "das");
    hours(head, random);
    head.table("[contract]").text("type", "inhuur").text("start", "zsm").text("duration", "6 maanden");
    head.raw("extensions", "{ count = 2, each = \"3 maanden\" }");
    head.table("[education]").text("level", "hbo").raw("plus", plan.number.is_multiple_of(3));
    head.table("[rate]").raw("max", format!("{}.50", random.between(84, 128))).raw("excl_vat", true);
    head.table("[fee]").raw("amount", 2.25).text("currency", "EUR").text("per", "gewerkt uur");
    head.text("payer", "de winnende leverancier").text("by", "Bemiddeling Vlakland");
    for (index, line) in subject.experience.iter().take(3).enumerate() {
        head.table("[[knockout]]").raw("nr", index + 1).text("text", capital(line));
        if index == 1 {
            head.raw("min_years", random.between(2, 5));
            head.text("evidence", "Noem in het cv waar en wanneer.");
        }
    }
    award(head, "punten", &[(4, subject.experience[3], 60), (5, subject.experience[4], 40)], 100);
    head.table("[[assessment]]").text("title", "Toets aan de eisen").text("by", "Bemiddeling Vlakland");
    head.text("text", "Wie aan alle eisen voldoet, gaat door naar de volgende stap.");
    head.table("[[assessment]]").text("title", "Gesprek").text("by", "de opdrachtgever").raw("panel_min", 2);
    head.text("text", "Het gesprek gaat over eerder werk, en over hoe u het hier zou aanpakken.");
    head.table("[cv]").raw("max_pages", 5).text("language", "nl").raw("min_references", 2);
    head.table("[conditions]").raw("vog", true).raw("sroi", true).raw("waadi", true).raw("sna", false);
    head.raw("g_account", "{ percent = 25, percent_without_sna = 55 }");
    head.text("invoicing", "Factureren gaat eens per maand, via de bemiddelaar.");
}

fn tender(head: &mut Writer, plan: &Plan, random: &mut Random) {
    let subject = plan.subject;
    let procedures = ["openbaar", "niet-openbaar", "meervoudig-onderhands", "raamovereenkomst"];
    head.table("[procedure]").text("type", random.one(&procedures));
    head.raw("eu", plan.number.is_multiple_of(2)).list("cpv", &[subject.cpv]);
    if plan.number % 20 == 15 {
        for (index, (topic, about)) in subject.topics.iter().take(2).enumerate() {
            head.table("[[procedure.lots]]").raw("nr", index + 1).text("title", topic);
            head.text("text", format!("Dit perceel gaat over **{}**: {about}.", lower(topic)));
        }
    }
    head.table("[contract]").raw("start", working_day(after(plan.closes, 60))).text("duration", "2 jaar");
    head.raw("extensions", "{ count = 2, each = \"1 jaar\" }");
    award(
        head,
        "procent",
        &[(1, "plan van aanpak", 50), (2, "aanpak van hinder en meldingen", 20), (3, "prijs", 30)],
        100,
    );
}

fn vacancy(head: &mut Writer, random: &mut Random) {
    hours(head, random);
    head.table("[contract]").text("type", random.one(&["vast", "tijdelijk", "detachering"]));
    let scale = random.between(7, 12);
    head.table("[scale]").raw("number", scale);
    head.table("[salary]").raw("min", scale * 380).raw("max", scale * 530);
    head.text("per", "maand").text("currency", "EUR");
    head.table("[education]").text("level", random.one(&["mbo4", "hbo", "wo"]));
}

fn hours(head: &mut Writer, random: &mut Random) {
    let least = random.between(5, 8) * 4;
    head.table("[hours]").raw("min", least).raw("max", least + 4);
}

fn award(head: &mut Writer, unit: &str, criteria: &[(usize, &str, usize)], total: usize) {
    head.table("[award]").raw("total", total).text("unit", unit);
    head.text("tie_break", "de hoogste score op het eerste criterium");
    for (nr, text, weight) in criteria {
        head.table("[[award.criteria]]").raw("nr", nr).text("text", capital(text));
        head.raw("weight", weight);
    }
}

fn moments(head: &mut Writer, plan: &Plan, questions: Questions, random: &mut Random) {
    let closes = plan.closes;
    let id = plan.organisation[0];
    let deadline = |day: NaiveDate| match plan.kind {
        Kind::Inhuur | Kind::Aanbesteding => format!("{day}T{}", office_hour(plan.number, 9, 17)),
        Kind::Vacature => day.to_string(),
    };
    head.table("[response]").raw("deadline", deadline(closes));
    head.text("bound", if plan.kind == Kind::Vacature { "uiterlijk" } else { "tot" });
    head.text("url", format!("https://inschrijven.example/{}/", plan.reference()));
    if plan.kind == Kind::Vacature {
        head.text("email", format!("werken@{id}.example"));
        head.text("instructions", "Stuur een brief van hooguit één bladzijde mee, en een *actueel* cv.");
    }
    match questions {
        Questions::None => {}
        Questions::OneRound => {
            head.table("[questions]")
                .text("url", format!("https://inschrijven.example/{}/vragen/", plan.reference()));
            let days = [8, 5].map(|days| working_day_before(before(closes, days)));
            round(head, plan, days);
        }
        Questions::TwoRounds => {
            head.table("[questions]").text("email", format!("vragen@{id}.example"));
            for days in [14, 8] {
                let answers = working_day_before(before(closes, days - 3));
                round(head, plan, [working_day_before(before(closes, days)), answers]);
                for index in 0..3 {
                    question(head.table("[[questions.rounds.items]]"), plan, index + days % 3);
                }
            }
        }
    }
    let is_withdrawn = [8, 26].contains(&(plan.number % 30));
    if plan.kind != Kind::Aanbesteding && plan.number % 3 != 2 {
        let invited = working_day(after(closes, 5));
        head.table("[interviews]").text("place", format!("in {}", plan.organisation[3]));
        head.raw("invitation_by", invited).raw("slot_minutes", 45).raw("break_minutes", 15);
        head.table("[[interviews.windows]]").raw("date", working_day(after(invited, 4)));
        head.raw("from", "13:00:00").raw("until", "16:00:00");
    }
    if plan.kind != Kind::Vacature {
        head.table("[standstill]").raw("applies", true);
        if plan.kind == Kind::Aanbesteding {
            head.raw("days", 20);
        }
    }
    let announced = working_day(after(closes, 25));
    if plan.has_expired && !is_withdrawn && announced < TODAY && random.between(1, 4) > 1 {
        decision(head, plan, announced);
    }
    if is_withdrawn {
        head.table("[withdrawn]").raw("on", working_day(after(plan.published, 7)));
        head.text("reason", "De plannen zijn veranderd; over een half jaar komt er een nieuwe publicatie.");
    }
    if plan.number % 20 == 5 {
        let on = before(closes, 12);
        head.table("[[amendments]]").raw("on", format!("{on}T10:00:00")).text("field", "response.deadline");
        head.raw("old", deadline(working_day_before(before(closes, 6))));
        head.text("reason", "De bijlagen waren een dag lang niet te openen.");
        head.table("[[amendments]]").raw("on", format!("{}T15:30:00", before(closes, 15)));
        head.text("reason", "Een hoeveelheid was onduidelijk.");
        head.text("text", "In de tabel staat nu per regel wat wordt bedoeld: *stuks* of *meters*.");
    }
}

fn round(head: &mut Writer, plan: &Plan, [deadline, answers]: [NaiveDate; 2]) {
    head.table("[[questions.rounds]]");
    head.raw("deadline", format!("{deadline}T{}", office_hour(plan.number, 9, 13))).text("bound", "tot");
    head.raw("answers_on", format!("{answers}T{}", office_hour(plan.number, 13, 17)));
}

/// A time between two hours of the day, on a multiple of five minutes: of all that closes on one day, only a
/// little closes at once.
fn office_hour(number: usize, from: usize, until: usize) -> String {
    let minutes = number * 37 % ((until - from) * 12) * 5;
    format!("{:02}:{:02}:00", from + minutes / 60, minutes % 60)
}

fn decision(head: &mut Writer, plan: &Plan, announced: NaiveDate) {
    head.table("[decision]").raw("announced", announced);
    match plan.kind {
        Kind::Vacature => {
            head.text("outcome", "vervuld");
        }
        _ if plan.number % 7 == 3 => {
            head.text("outcome", "niet-gegund");
            head.text("text", "Geen van de inschrijvingen voldeed aan alle eisen.");
        }
        _ => {
            head.text("outcome", "gegund").text("winner", "Van der Veldt en Dochters (verzonnen)");
        }
    }
}

const QUESTIONS: [(&str, &str, &str); 9] = [
    (
        "planning",
        "Mag het werk in twee delen worden gesplitst?",
        "Ja, als beide delen in dezelfde week beginnen.",
    ),
    (
        "cv",
        "Tellen bijlagen mee voor het aantal bladzijden?",
        "Nee. Een kopie van een diploma telt *niet* mee.",
    ),
    (
        "eisen",
        "Is gelijkwaardige ervaring ook goed?",
        "Ja.\n\nLeg dan uit:\n\n- wat u deed;\n- waarom dat op hetzelfde neerkomt.",
    ),
    ("gesprek", "Kan het gesprek ook op afstand?", "Nee, wij spreken iedereen op dezelfde manier."),
    (
        "prijs",
        "Zijn reiskosten bij de prijs inbegrepen?",
        "Ja. Alle kosten zijn inbegrepen, ook die van reizen en parkeren.",
    ),
    (
        "locatie",
        "Hoeveel dagen per week is men op kantoor?",
        "Minstens twee dagen per week, in overleg met het team.",
    ),
    (
        "overeenkomst",
        "Is de overeenkomst nog te wijzigen?",
        "Nee, de tekst ligt vast. Een tegenstrijdigheid horen wij graag.",
    ),
    (
        "gegevens",
        "In welk formaat levert men gegevens aan?",
        "In een open formaat, zoals `CSV` of `GeoJSON`.",
    ),
    ("verlenging", "Wanneer is bekend of er wordt verlengd?", "Uiterlijk drie maanden voor het einde."),
];

fn question(item: &mut Writer, plan: &Plan, index: usize) {
    let (subject, question, answer) = QUESTIONS[(plan.number + index) % QUESTIONS.len()];
    item.raw("nr", index + 1).text("relates_to", subject).text("question", question);
    item.raw("answer", format!("'''\n{answer}\n'''"));
}

fn demands(plan: &Plan) -> String {
    let mut text = format!("Programma van eisen: {}\n\n", lower(plan.title));
    for (index, duty) in plan.subject.duties.iter().enumerate() {
        let _ = writeln!(text, "{}. {}.", index + 1, capital(duty));
    }
    text
}

fn amounts(plan: &Plan, random: &mut Random) -> String {
    let mut text = "onderwerp;hoeveelheid;eenheid\n".to_owned();
    for (topic, _) in plan.subject.topics {
        let _ = writeln!(text, "{topic};{};uur per jaar", random.between(3, 90) * 10);
    }
    text
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Writes TOML.
#[derive(Default)]
struct Writer(String);

impl Writer {
    fn table(&mut self, head: &str) -> &mut Self {
        let _ = writeln!(self.0, "\n{head}");
        self
    }

    fn raw(&mut self, key: &str, value: impl Display) -> &mut Self {
        let _ = writeln!(self.0, "{key} = {value}");
        self
    }

    fn text(&mut self, key: &str, value: impl AsRef<str>) -> &mut Self {
        self.raw(key, quoted(value.as_ref()))
    }

    fn list(&mut self, key: &str, values: &[impl AsRef<str>]) -> &mut Self {
        let lines: String = values.iter().map(|value| format!("  {},\n", quoted(value.as_ref()))).collect();
        self.raw(key, format!("[\n{lines}]"))
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
