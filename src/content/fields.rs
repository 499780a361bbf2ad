//! The one table of every key of a record, an organisation and a page: its type, whether it must be
//! there, and what it is for. The decoder reads it; so can a handbook and an editor's schema.

use crate::record::Kind;
use crate::source::{Key, Need, Shape};
use Need::{Optional, Required};
use Shape::{
    Amount, Any, Choice, Date, DateOr, Duration, Email, Flag, Label, List, Moment, Number, Phone, Prose,
    Table, Tables, Text, TextOrFlag, TextOrTexts, TimeOfDay, WebAddress, Whole,
};

const fn key(name: &'static str, shape: Shape, nl: &'static str, en: &'static str) -> Key {
    Key { name, shape, need: Optional, nl, en }
}

const fn required(name: &'static str, shape: Shape, nl: &'static str, en: &'static str) -> Key {
    Key { name, shape, need: Required, nl, en }
}

const TEXTS: Shape = List(&Text);
const COUNT: Shape = Whole(1, 1_000_000);
const PERCENT: Shape = Number(0.0, 100.0);
const YEARS: Shape = Number(0.0, 100.0);
const HOURS: Shape = Number(0.0, 168.0);
const BOUNDS: Shape = Choice(&["tot", "uiterlijk", "tot-en-met"]);

/// Keys of a record.
pub static RECORD: &[Key] = &[
    required("kind", Choice(Kind::WORDS), "het soort bericht", "the kind of notice"),
    required("title", Text, "de functie of titel", "the function or title"),
    key(
        "headline",
        Text,
        "de kop, als die anders is dan de titel",
        "the head, when it differs from the title",
    ),
    key("reference", Text, "het aanvraagnummer, vacaturenummer of kenmerk", "the reference number"),
    required("published", Moment, "de publicatiedatum", "the date of publication"),
    key("author", Text, "wie het bericht schreef", "who wrote the notice"),
    key("draft", Flag, "concept: wordt niet gepubliceerd", "draft: is not published"),
    required("organization", Table(ORGANIZATION), "de opdrachtgever of werkgever", "the buyer or employer"),
    key("intermediary", Table(INTERMEDIARY), "de bemiddelaar", "the intermediary"),
    key("procedure", Table(PROCEDURE), "de procedure", "the procedure"),
    key("location", Table(LOCATION), "de standplaats", "the place of work"),
    key("hours", Table(HOURS_KEYS), "de uren per week", "the hours per week"),
    key("work_days", TextOrTexts, "de werkdagen", "the days of work"),
    key("contract", Table(CONTRACT), "start, duur en verlenging", "start, length and extension"),
    key("positions", COUNT, "het aantal professionals", "the number of positions"),
    key("education", Table(EDUCATION), "het opleidingsniveau", "the level of education"),
    key("scale", Table(SCALE), "de functieschaal", "the pay scale"),
    key("salary", Table(SALARY), "het salaris", "the salary"),
    key("rate", Table(RATE), "het uurtarief", "the hourly rate"),
    key("fee", Table(FEE), "wat de bemiddelaar rekent", "what the intermediary charges"),
    key("knockout", Tables(KNOCKOUT), "de knock-outcriteria", "the requirements that exclude"),
    key("award", Table(AWARD), "de gunningscriteria", "the award criteria"),
    key("wishes", TEXTS, "de wensen", "the wishes"),
    key("competences", TEXTS, "de competenties", "the competences"),
    key("tasks", TEXTS, "de taken", "the tasks"),
    key("requirements", TEXTS, "de eisen", "the requirements"),
    key("assessment", Tables(ASSESSMENT), "de beoordeling, in stappen", "the assessment, in steps"),
    key("cv", Table(CV), "de cv-eisen", "what a cv must be like"),
    key("conditions", Table(CONDITIONS), "de voorwaarden", "the conditions"),
    required("response", Table(RESPONSE), "hoe en tot wanneer men reageert", "how and until when to respond"),
    key("questions", Table(QUESTIONS), "de vragenrondes", "the question rounds"),
    key("interviews", Table(INTERVIEWS), "de gesprekken", "the interviews"),
    key("decision", Table(DECISION), "de beslissing", "the decision"),
    key("standstill", Table(STANDSTILL), "de opschortende termijn", "the standstill period"),
    key("withdrawn", Table(WITHDRAWN), "de intrekking", "the withdrawal"),
    key("amendments", Tables(AMENDMENT), "de wijzigingen na publicatie", "the changes after publication"),
    key("contacts", Tables(CONTACT), "de contactpersonen", "the contacts"),
    key("documents", Tables(DOCUMENT), "de bijlagen", "the documents"),
    key("eligibility", Text, "voor wie het is", "for whom it is"),
    key("slug", Text, "de naam in het adres", "the name in the address"),
    key("aliases", TEXTS, "oude adressen die hierheen leiden", "old addresses that lead here"),
    key("lang", Text, "de taal van de tekst, zoals \"en\"", "the language of the text, such as \"en\""),
];

/// The Markdown of a record that is one TOML file.
pub static BODY: Key = key("body", Prose, "de tekst, in Markdown", "the text, in Markdown");

/// Keys of `[organization]`; a file in `content/organisations` has the same without `id`.
pub static ORGANIZATION: &[Key] = &[
    key("id", Text, "een bestand in content/organisations", "a file in content/organisations"),
    key("name", Text, "de naam", "the name"),
    key("type", Text, "het soort organisatie", "the sort of organisation"),
    key("department", Text, "de afdeling", "the department"),
    key("team", Text, "het team", "the team"),
    key("url", WebAddress, "de eigen website", "its own site"),
    key(
        "about",
        Prose,
        "wat er over te vertellen is, in Markdown",
        "what there is to tell about it, in Markdown",
    ),
    key("partners", Tables(PARTNER), "de organisaties waaruit zij bestaat", "the organisations that form it"),
];

/// Keys of a file in `content/organisations`.
pub static ORGANISATION_FILE: &[Key] = &[
    required("name", Text, "de naam", "the name"),
    key("type", Text, "het soort organisatie", "the sort of organisation"),
    key("department", Text, "de afdeling", "the department"),
    key("team", Text, "het team", "the team"),
    key("url", WebAddress, "de eigen website", "its own site"),
    key(
        "about",
        Prose,
        "wat er over te vertellen is, in Markdown",
        "what there is to tell about it, in Markdown",
    ),
    key("partners", Tables(PARTNER), "de organisaties waaruit zij bestaat", "the organisations that form it"),
];

/// Keys of an ordinary page.
pub static PAGE: &[Key] = &[
    required("title", Text, "de titel", "the title"),
    key(
        "menu",
        TextOrFlag,
        "het woord in het menu; true neemt de titel",
        "the word in the menu; true takes the title",
    ),
    key("order", Whole(-1_000_000, 1_000_000), "de plaats in het menu", "the place in the menu"),
];

/// Keys of `questions.toml`.
pub static QUESTIONS_FILE: &[Key] = &[key("items", Tables(ROUND_ITEM), "de vragen", "the questions")];

static PARTNER: &[Key] = &[
    required("name", Text, "de naam", "the name"),
    key("abbr", Text, "de afkorting", "the abbreviation"),
    key("url", WebAddress, "de website", "the site"),
];

static INTERMEDIARY: &[Key] = &[
    required("name", Text, "de naam", "the name"),
    key("url", WebAddress, "de website", "the site"),
    key("phone", Phone, "het telefoonnummer", "the phone number"),
];

static PROCEDURE: &[Key] = &[
    key(
        "type",
        Choice(&[
            "das",
            "openbaar",
            "niet-openbaar",
            "meervoudig-onderhands",
            "raamovereenkomst",
            "marktconsultatie",
            "geen",
        ]),
        "het soort procedure",
        "the type of procedure",
    ),
    key("name", Text, "de naam", "the name"),
    key("eu", Flag, "Europese aanbesteding", "European procedure"),
    key("cpv", TEXTS, "de CPV-codes", "the CPV codes"),
    key("lots", Tables(LOT), "de percelen", "the lots"),
];

static LOT: &[Key] = &[
    key("nr", Label, "het nummer", "the number"),
    required("title", Text, "de titel", "the title"),
    key("text", Prose, "de omschrijving, in Markdown", "the description, in Markdown"),
];

static LOCATION: &[Key] = &[
    key("region", Text, "de regio", "the region"),
    key("municipality", Text, "de gemeente of plaats", "the municipality or town"),
    key("street", Text, "straat en huisnummer", "street and number"),
    key("postal_code", Text, "de postcode", "the postal code"),
    key("country", Text, "het land, zoals NL", "the country, such as NL"),
    key("remote", Flag, "werken op afstand", "remote work"),
];

static HOURS_KEYS: &[Key] = &[
    key("min", HOURS, "minimum per week", "least per week"),
    key("max", HOURS, "maximum per week", "most per week"),
    key("note", Text, "toelichting", "note"),
];

static CONTRACT: &[Key] = &[
    key(
        "type",
        Choice(&["inhuur", "tijdelijk", "vast", "detachering"]),
        "het soort contract",
        "the type of contract",
    ),
    key(
        "start",
        DateOr(&["zsm"]),
        "de startdatum, of \"zsm\"",
        "the start, or \"zsm\" for as soon as possible",
    ),
    key(
        "start_qualifier",
        Text,
        "een woord bij de start, zoals \"beoogd\"",
        "a word with the start, such as \"beoogd\"",
    ),
    key("end", Date, "de einddatum", "the end"),
    key("duration", Duration, "de duur", "the length"),
    key("extensions", Table(EXTENSIONS), "de opties tot verlenging", "the options to extend"),
    key(
        "evaluation_after",
        Duration,
        "na hoe lang een evaluatie volgt",
        "after how long there is an evaluation",
    ),
];

static EXTENSIONS: &[Key] = &[
    required("count", Whole(0, 100), "hoe vaak", "how often"),
    key("each", Duration, "hoe lang per keer", "how long each"),
];

static EDUCATION: &[Key] = &[
    key("level", Choice(&["mbo1", "mbo2", "mbo3", "mbo4", "hbo", "wo"]), "het niveau", "the level"),
    key("plus", Flag, "hoger dan dat niveau, zoals hbo+", "above that level, as in hbo+"),
    key("text", Text, "in woorden", "in words"),
];

static SCALE: &[Key] = &[
    key("number", Label, "het nummer", "the number"),
    key("name", Text, "de naam", "the name"),
    key("note", Text, "toelichting", "note"),
];

static SALARY: &[Key] = &[
    key("min", Amount, "minimum", "least"),
    key("max", Amount, "maximum", "most"),
    key("per", Text, "per wat, zoals \"maand\"", "per what, such as \"maand\""),
    key("currency", Text, "de munt, zoals EUR", "the currency, such as EUR"),
];

static RATE: &[Key] = &[
    key("max", Amount, "het hoogste uurtarief", "the highest hourly rate"),
    key("excl_vat", Flag, "zonder btw", "without VAT"),
];

static FEE: &[Key] = &[
    required("amount", Amount, "het bedrag", "the amount"),
    key("currency", Text, "de munt, zoals EUR", "the currency, such as EUR"),
    key("per", Text, "per wat, zoals \"gewerkt uur\"", "per what"),
    key("payer", Text, "wie betaalt", "who pays"),
    key("by", Text, "wie het rekent", "who charges it"),
];

static KNOCKOUT: &[Key] = &[
    key("nr", Label, "het nummer", "the number"),
    required("text", Text, "de eis", "the requirement"),
    key("min_years", YEARS, "minimaal aantal jaren ervaring", "least years of experience"),
    key("evidence", Text, "hoe men het aantoont", "how it is shown"),
];

static AWARD: &[Key] = &[
    key("total", Number(0.0, 1_000_000.0), "het totaal", "the total"),
    key("unit", Text, "de eenheid, zoals \"punten\"", "the unit, such as \"punten\""),
    key("tie_break", Text, "wat beslist bij een gelijke score", "what decides a tie"),
    key(
        "decision_text",
        Prose,
        "hoe de keuze wordt gemaakt, in Markdown",
        "how the choice is made, in Markdown",
    ),
    key("criteria", Tables(CRITERION), "de criteria", "the criteria"),
];

static CRITERION: &[Key] = &[
    key("nr", Label, "het nummer", "the number"),
    required("text", Text, "het criterium", "the criterion"),
    key("weight", Number(0.0, 1_000_000.0), "het gewicht", "the weight"),
    key("window_years", YEARS, "over hoeveel jaar het telt", "over how many years it counts"),
    key("evidence", Text, "hoe men het aantoont", "how it is shown"),
    key("by", Text, "wie het beoordeelt", "who judges it"),
];

static ASSESSMENT: &[Key] = &[
    required("title", Text, "de titel van de stap", "the step's title"),
    key("text", Prose, "wat er gebeurt, in Markdown", "what happens, in Markdown"),
    key("by", Text, "wie het doet", "who does it"),
    key("on", Text, "waarop beoordeeld wordt", "what is judged"),
    key("criteria", TEXTS, "de criteria", "the criteria"),
    key("max_candidates", COUNT, "hoeveel kandidaten hooguit verder gaan", "how many go on at most"),
    key("min_candidates", COUNT, "hoeveel kandidaten minstens verder gaan", "how many go on at least"),
    key(
        "panel_min",
        COUNT,
        "met hoeveel mensen het gesprek minstens gevoerd wordt",
        "least number of people in the panel",
    ),
    key("pass_mark", Text, "wanneer het voldoende is", "what is enough"),
    key("tie_break", Text, "wat beslist bij een gelijke score", "what decides a tie"),
    key("fallback", Text, "wat er gebeurt als niemand voldoet", "what happens when nobody passes"),
    key("when", Text, "wanneer de stap plaatsvindt", "when the step takes place"),
];

static CV: &[Key] = &[
    key("max_pages", COUNT, "hooguit zoveel pagina's", "at most so many pages"),
    key("language", Text, "de taal, zoals \"nl\"", "the language, such as \"nl\""),
    key("min_references", Whole(0, 100), "minstens zoveel referenties", "at least so many references"),
    key("instruction", Text, "een aanwijzing", "an instruction"),
];

static CONDITIONS: &[Key] = &[
    key("vog", Flag, "Verklaring Omtrent het Gedrag", "certificate of conduct"),
    key("sroi", Flag, "Social Return", "social return"),
    key("waadi", Flag, "registratie volgens de Waadi", "registration under the Waadi"),
    key("sna", Flag, "SNA-keurmerk", "SNA certificate"),
    key("disculpatie_ref", Text, "de regeling voor disculpatie", "the rule for indemnity"),
    key("g_account", Table(G_ACCOUNT), "de G-rekening", "the blocked account"),
    key("invoicing", Text, "hoe gefactureerd wordt", "how to invoice"),
    key("items", TEXTS, "overige voorwaarden", "other conditions"),
];

static G_ACCOUNT: &[Key] = &[
    key("percent", PERCENT, "deel dat erop gestort wordt", "share paid into it"),
    key("percent_without_sna", PERCENT, "deel zonder SNA-keurmerk", "share without SNA certificate"),
    key("without", Text, "wat er moet zonder G-rekening", "what is needed without one"),
];

static RESPONSE: &[Key] = &[
    required("deadline", Moment, "tot wanneer men kan reageren", "until when one can respond"),
    key(
        "bound",
        BOUNDS,
        "\"tot\", \"uiterlijk\" of \"tot-en-met\"",
        "\"tot\", \"uiterlijk\" or \"tot-en-met\"",
    ),
    key("how", Text, "hoe men reageert", "how to respond"),
    key("url", WebAddress, "waar men reageert", "where to respond"),
    key("email", Email, "het adres om naar te reageren", "the address to respond to"),
    key("instructions", Prose, "wat men meestuurt, in Markdown", "what to send along, in Markdown"),
];

static QUESTIONS: &[Key] = &[
    key("url", WebAddress, "waar men vragen stelt", "where to ask"),
    key("email", Email, "het adres voor vragen", "the address for questions"),
    key("rounds", Tables(ROUND), "de rondes", "the rounds"),
];

static ROUND: &[Key] = &[
    key("deadline", Moment, "tot wanneer men vragen kan stellen", "until when one can ask"),
    key(
        "bound",
        BOUNDS,
        "\"tot\", \"uiterlijk\" of \"tot-en-met\"",
        "\"tot\", \"uiterlijk\" or \"tot-en-met\"",
    ),
    key("answers_on", Moment, "wanneer de antwoorden verschijnen", "when the answers appear"),
    key("items", Tables(ITEM), "de vragen", "the questions"),
];

static ITEM: &[Key] = &[
    key("nr", Label, "het nummer", "the number"),
    required("question", Text, "de vraag", "the question"),
    key("answer", Prose, "het antwoord, in Markdown", "the answer, in Markdown"),
    key("relates_to", Text, "waar de vraag over gaat", "what it is about"),
    key(
        "published",
        Moment,
        "wanneer de vraag verschijnt, als dat niet met de ronde is",
        "when it appears, if not with its round",
    ),
];

static ROUND_ITEM: &[Key] = &[
    key("round", Whole(1, 1_000), "de ronde, vanaf 1", "the round, from 1"),
    key("nr", Label, "het nummer", "the number"),
    required("question", Text, "de vraag", "the question"),
    key("answer", Prose, "het antwoord, in Markdown", "the answer, in Markdown"),
    key("relates_to", Text, "waar de vraag over gaat", "what it is about"),
    key(
        "published",
        Moment,
        "wanneer de vraag verschijnt, als dat niet met de ronde is",
        "when it appears, if not with its round",
    ),
];

/// Keys of `[interviews]`, and of the `old` of an amendment of it.
pub static INTERVIEWS: &[Key] = &[
    key("place", Text, "waar", "where"),
    key("windows", Tables(WINDOW), "de dagen en tijden", "the days and times"),
    key("slot_minutes", Whole(1, 1_440), "hoe lang een gesprek duurt", "how long one interview takes"),
    key("break_minutes", Whole(0, 1_440), "de pauze ertussen", "the break in between"),
    key(
        "panel",
        Text,
        "wie de gesprekken voert; alleen om botsingen te vinden",
        "who interviews; only to find clashes",
    ),
    key("invitation_by", Moment, "wanneer de uitnodigingen de deur uit zijn", "when invitations are out"),
    key("others_informed", Text, "hoe de anderen bericht krijgen", "how the others hear"),
];

/// The shape of `[interviews]` as an amendment's old value.
pub static INTERVIEWS_SHAPE: Shape = Table(INTERVIEWS);

/// The shape of a moment as an amendment's old value.
pub static MOMENT_SHAPE: Shape = Moment;

static WINDOW: &[Key] = &[
    required("date", Date, "de dag", "the day"),
    required("from", TimeOfDay, "het begin", "the start"),
    required("until", TimeOfDay, "het einde", "the end"),
];

static DECISION: &[Key] = &[
    key("expected_on", Date, "wanneer de beslissing verwacht wordt", "when the decision is expected"),
    key("announced", Moment, "wanneer de beslissing bekend werd", "when the decision was announced"),
    key("outcome", Choice(&["gegund", "niet-gegund", "vervuld"]), "de uitkomst", "the outcome"),
    key("winner", Text, "wie het werd", "who won"),
    key("text", Prose, "toelichting, in Markdown", "note, in Markdown"),
];

static STANDSTILL: &[Key] = &[
    key("applies", Flag, "of er een opschortende termijn is", "whether there is a standstill period"),
    key("days", Whole(1, 366), "hoeveel dagen", "how many days"),
];

static WITHDRAWN: &[Key] = &[
    required("on", Moment, "wanneer het bericht is ingetrokken", "when the notice was withdrawn"),
    key("reason", Text, "waarom", "why"),
];

static AMENDMENT: &[Key] = &[
    required("on", Moment, "vanaf wanneer de wijziging geldt", "from when on the change holds"),
    required("reason", Text, "de reden", "the reason"),
    key(
        "field",
        Text,
        "wat er veranderde, zoals \"response.deadline\"",
        "what changed, such as \"response.deadline\"",
    ),
    key("old", Any, "de oude waarde", "the old value"),
    key("text", Prose, "toelichting, in Markdown", "note, in Markdown"),
];

static CONTACT: &[Key] = &[
    key("purpose", Text, "waarvoor, zoals \"reageren\"", "for what, such as \"reageren\" (to respond)"),
    key("name", Text, "de naam", "the name"),
    key("role", Text, "de functie", "the role"),
    key("email", Email, "het e-mailadres", "the e-mail address"),
    key("phone", Phone, "het telefoonnummer", "the phone number"),
    key("url", WebAddress, "het webadres", "the web address"),
    key("audience", Text, "voor wie", "for whom"),
];

static DOCUMENT: &[Key] = &[
    required("title", Text, "de titel", "the title"),
    required("file", Text, "het bestand, naast het bericht", "the file, beside the record"),
    key("type", Text, "het soort document", "the type of document"),
    key("published", Moment, "niet eerder dan", "not before"),
];
