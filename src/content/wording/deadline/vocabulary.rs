//! The words by which a sentence is known to name a closing, or to be about something else.

/// Words that begin like these say that a sentence, or what stands below a heading, is about another moment.
#[rustfmt::skip]
pub(super) const OTHER_MATTERS: &[&str] = &[
    "aanvang", "antwoord", "assessment", "begin", "begon", "bereikbaar", "bericht", "beslissing",
    "besluit", "bezwaar", "bijeenkomst", "concept", "contract", "cursus", "eerder", "fase", "geldig",
    "gepubliceerd", "gesprek", "gestand", "gunn", "hoor", "horen", "informatiebijeenkomst", "intern",
    "interview", "kennismak", "looptijd", "nota", "oorspronkelijk", "opschort", "perceel", "percelen",
    "presentatie", "publicat", "ronde", "schouw", "selectie", "sessie", "sollicitatiegesprek",
    "standstill", "start", "training", "uitgenodigd", "uitnodig", "vakantie", "verleng", "voorrang",
    "vraag", "vragen", "webinar", "workshop",
];

/// Words that turn a sentence around.
#[rustfmt::skip]
pub(super) const TURNS: &[&str] = &[
    "niet", "geen", "nooit", "was", "werd", "eerst", "stond",
];

/// Words about responding; with a bound and a date behind them they name the closing.
#[rustfmt::skip]
pub(super) const RESPONDING: &[&str] = &[
    "reageren", "reageer", "reageert", "reactie", "reacties", "inschrijven", "inschrijving",
    "inschrijvingen", "aanmelden", "aanmelding", "aanmeldingen", "solliciteren", "solliciteer",
    "sollicitatie", "sollicitaties", "offerte", "offertes",
];

/// Nouns that name the closing itself; a date may follow without a bound.
#[rustfmt::skip]
pub(super) const CLOSING: &[&str] = &[
    "reactietermijn", "reactiedatum", "inschrijftermijn", "inschrijfdatum", "inschrijvingstermijn",
    "sluitingsdatum", "sluitingstermijn", "sluitingsmoment", "sluitingstijd", "sollicitatietermijn",
    "aanmeldtermijn", "deadline",
];

/// What closes when it "sluit op" a date.
#[rustfmt::skip]
pub(super) const CLOSES: &[&str] = &[
    "inschrijving", "aanmelding", "sollicitatie", "vacature", "aanvraag", "aanbesteding", "oproep",
];

/// Words that may stand between words of responding and their date without changing what it is about.
#[rustfmt::skip]
pub(super) const BETWEEN: &[&str] = &[
    "aan", "aanbesteding", "aanbieding", "aanvraag", "alleen", "brief", "cv", "daarom", "dan", "de",
    "deze", "dient", "dienen", "digitaal", "dit", "dus", "duurt", "e-mail", "een", "eindigt", "en",
    "formulier", "functie", "geopend", "gedaan", "graag", "het", "in", "indienen", "inhuuropdracht",
    "inschrijving", "is", "je", "jij", "jouw", "kan", "kandidaat", "kandidaten", "knop", "kun",
    "kunnen", "kunt", "loopt", "mag", "mail", "met", "moeten", "moet", "mogelijk", "motivatie", "nog",
    "onderstaande", "online", "ons", "op", "opdracht", "open", "ontvangen", "per", "portaal", "rol",
    "schriftelijk", "sluit", "sluiten", "sollicitatie", "staat", "te", "tot", "u", "uiterlijk",
    "uitsluitend", "uw", "vacature", "van", "verloopt", "verwachten", "via", "voor", "we", "website",
    "wij", "wordt", "worden", "zijn",
];
