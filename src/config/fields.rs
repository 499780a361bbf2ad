//! The one table of every setting.

use crate::source::{Key, Need, Shape};
use Shape::{Choice, Date, Duration, Email, List, Moment, Table, Tables, Text, WebAddress, Whole};

const fn key(name: &'static str, shape: Shape, nl: &'static str, en: &'static str) -> Key {
    Key { name, shape, need: Need::Optional, nl, en }
}

const fn required(name: &'static str, shape: Shape, nl: &'static str, en: &'static str) -> Key {
    Key { name, shape, need: Need::Required, nl, en }
}

/// Keys of `termijn.toml`.
pub static SETTINGS: &[Key] = &[
    key("title", Text, "de naam van de site", "the site's name"),
    key("base_url", WebAddress, "het adres waarop de site staat", "the address at which the site stands"),
    key("language", Choice(&["nl", "en"]), "de taal van de site", "the site's language"),
    key("timezone", Text, "de tijdzone, zoals Europe/Amsterdam", "the time zone, such as Europe/Amsterdam"),
    key("theme", Text, "een map in themes, of termijn", "a folder in themes, or termijn"),
    key("publisher", Table(PUBLISHER), "wie de site uitgeeft", "who publishes the site"),
    key("lists", Table(LISTS), "de lijsten", "the lists"),
    key("feeds", Table(FEEDS), "de feeds", "the feeds"),
    key("calendar", Table(CALENDAR), "de eigen kalender", "the site's own calendar"),
    key(
        "retention",
        Table(RETENTION),
        "hoe lang een gesloten bericht blijft staan",
        "how long a closed notice stays",
    ),
    key("ocds", Table(OCDS), "open contracting", "open contracting"),
    key("security", Table(SECURITY), "security.txt", "security.txt"),
    key("footer", Table(FOOTER), "de voet van iedere pagina", "the foot of every page"),
    key("output", Table(OUTPUT), "wat een build schrijft", "what a build writes"),
    key("theme_settings", Shape::Any, "instellingen van het thema", "the theme's own settings"),
];

static PUBLISHER: &[Key] = &[
    required("name", Text, "de naam", "the name"),
    key("email", Email, "het e-mailadres", "the e-mail address"),
    key("url", WebAddress, "de website", "the site"),
];
static LISTS: &[Key] = &[key("per_page", Whole(1, 10_000), "berichten per pagina", "notices a page")];
static FEEDS: &[Key] = &[key("limit", Whole(1, 10_000), "berichten in een feed", "entries in a feed")];
static CALENDAR: &[Key] = &[
    key("closed_days", List(&Date), "dagen waarop u gesloten bent", "days on which you are closed"),
    key(
        "equated_days",
        List(&Date),
        "gelijkgestelde dagen uit een besluit dat Termijn nog niet kent",
        "equated days of a decree that Termijn does not know yet",
    ),
    key(
        "known_until",
        Date,
        "tot en met welke dag alle gelijkgestelde dagen bekend zijn",
        "up to which day all equated days are known",
    ),
];
static RETENTION: &[Key] = &[key("closed", Duration, "na de sluiting", "after the closing")];
static OCDS: &[Key] = &[key(
    "prefix",
    Text,
    "het geregistreerde voorvoegsel, zoals ocds-abc123",
    "the registered prefix, such as ocds-abc123",
)];
static SECURITY: &[Key] = &[
    required("contact", Text, "waar men kwetsbaarheden meldt", "where vulnerabilities are reported"),
    required("expires", Moment, "tot wanneer dit geldt", "until when this holds"),
];
static FOOTER: &[Key] = &[key("links", Tables(FOOTER_LINK), "links", "links")];
static FOOTER_LINK: &[Key] = &[
    required("title", Text, "de tekst", "the text"),
    required("url", Text, "een pad op deze site of een webadres", "a path on this site or a web address"),
];
static OUTPUT: &[Key] = &[key(
    "formats",
    List(&Choice(&["html", "json", "feed", "calendar", "ocds", "search", "host"])),
    "de soorten bestanden",
    "the kinds of files",
)];

/// Keys of the file of decrees that travels in the binary.
pub(super) static EQUATED: &[Key] = &[
    required("known_until", Date, "de laatste dag die bekend is", "the last day that is known"),
    required("days", List(&Date), "de gelijkgestelde dagen", "the equated days"),
];
