//! Every kind of problem, one line each. A code never changes meaning and is never used again.

use crate::language::Text;
use crate::text;
use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How grave a problem is.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    BorshSerialize,
    BorshDeserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Forbids publishing.
    Error,
    /// Unwise, but possible.
    Warning,
    /// Good to know.
    Info,
}

impl Severity {
    /// The word for it in both languages.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Self::Error => text!("fout", "error"),
            Self::Warning => text!("waarschuwing", "warning"),
            Self::Info => text!("ter informatie", "info"),
        }
    }
}

macro_rules! codes {
    ($($name:ident $number:literal $severity:ident $nl:literal $en:literal;)*) => {
        /// The kind of a problem.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
        pub enum Code { $(#[doc = $en] $name,)* }

        impl Code {
            /// Every code, by number.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable name, such as `T0201`.
            #[must_use]
            pub fn number(self) -> &'static str {
                match self { $(Self::$name => $number,)* }
            }

            /// How grave it is outside a draft.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }

            /// What the code stands for, in a few words.
            #[must_use]
            pub fn title(self) -> Text {
                match self { $(Self::$name => text!($nl, $en),)* }
            }
        }
    };
}

codes! {
    TomlSyntax "T0101" Error "de TOML is niet leesbaar" "the TOML cannot be read";
    UnreadableFile "T0102" Error "het bestand kan niet gelezen worden" "the file cannot be read";
    NotText "T0103" Error "het bestand bevat iets anders dan tekst" "the file holds something other than text";
    FrontMatter "T0104" Error "de kop tussen +++ ontbreekt of is niet gesloten" "the front matter between +++ is missing or not closed";
    StrayFile "T0105" Error "het bestand staat op een plek waar het niet gelezen wordt" "the file stands where it is not read";
    Turning "T0106" Warning "een onzichtbaar teken dat de leesrichting verandert" "an invisible character that turns the reading direction";

    UnknownKey "T0201" Error "onbekende sleutel" "unknown key";
    MissingKey "T0202" Error "een verplichte sleutel ontbreekt" "a required key is missing";
    WrongType "T0203" Error "verkeerd soort waarde" "wrong type of value";
    UnknownValue "T0204" Error "een waarde die niet in de lijst staat" "a value that is not in the list";
    OutOfRange "T0205" Error "een getal dat niet kan" "a number that cannot be";
    Email "T0206" Error "geen e-mailadres" "not an e-mail address";
    WebAddress "T0207" Error "geen webadres" "not a web address";
    Phone "T0208" Error "geen telefoonnummer" "not a phone number";
    Duration "T0209" Error "geen duur" "not a duration";
    DoubledUnit "T0210" Warning "een dubbele eenheid" "a doubled unit";
    Empty "T0211" Error "een lege tekst" "an empty text";

    MomentSpelling "T0301" Error "een datum of tijd die niet te lezen is" "a date or time that cannot be read";
    NoSuchDate "T0302" Error "een datum die niet bestaat" "a date that does not exist";
    WrongWeekday "T0303" Error "de weekdag past niet bij de datum" "the weekday contradicts the date";
    WrongOffset "T0304" Error "het tijdsverschil met UTC past niet bij de tijdzone" "the UTC offset is not the zone's own";
    ClockGap "T0305" Error "een tijd die door de zomertijd niet bestaat" "a time that summer time skips";
    ClockFold "T0306" Error "een tijd die door de wintertijd twee keer bestaat" "a time that happens twice";
    Fraction "T0307" Error "delen van een seconde" "fractions of a second";
    YearNeeded "T0308" Error "het jaartal ontbreekt" "the year is missing";
    NoSuchDayThatYear "T0309" Error "een dag die dat jaar niet bestaat" "a day that year does not have";
    DateOnly "T0310" Error "een tijd waar alleen een datum hoort" "a time where only a date belongs";
    TimeOfDay "T0311" Error "geen tijdstip" "not a time of day";
    Midnight24 "T0312" Warning "24.00 uur" "24:00";
    FarAhead "T0313" Warning "een datum zonder jaartal, ver vooruit" "a date without a year, far ahead";
    BareTot "T0314" Warning "tot met een datum zonder tijd" "'tot' with a date and no time";

    NoSuchMoment "T0315" Error "een verwijzing naar een moment dat er niet is" "a reference to a moment that is not there";
    Circular "T0316" Error "momenten die van elkaar afhangen" "moments that depend on each other";
    CountsFromSecret "T0317" Error "een openbaar moment dat vanaf een geheim moment telt" "a public moment that counts from a secret one";

    PublishedAfterClosing "T0401" Error "de publicatie is niet voor de sluiting" "published not before the closing";
    QuestionsAfterClosing "T0402" Error "vragen stellen kan tot na de sluiting" "a question deadline after the closing";
    DecisionBeforeClosing "T0403" Error "de beslissing is voor de sluiting" "the decision comes before the closing";
    WindowReversed "T0404" Error "een gesprek dat eindigt voordat het begint" "a window that ends before it starts";
    Reversed "T0405" Error "het minimum is hoger dan het maximum" "the minimum exceeds the maximum";
    Weights "T0406" Error "de gewichten tellen niet op tot het totaal" "weights that do not add up";
    Outcome "T0407" Error "de uitkomst ontbreekt of past niet bij de soort" "the outcome is missing or does not fit the kind";
    AmendedTwice "T0408" Error "twee wijzigingen van hetzelfde op een moment" "one field amended twice at one instant";
    AmendedWhat "T0409" Error "een wijziging van iets dat er niet is" "an amendment of something that is not there";
    AmendmentOld "T0410" Error "de oude waarde van een wijziging ontbreekt of past niet" "an amendment's old value is missing or does not fit";
    ItemMoment "T0411" Error "een vraag zonder moment van publicatie" "a question without a moment of publication";
    DoubledNumber "T0412" Error "een nummer dat twee keer voorkomt" "a number used twice";
    NoSuchRound "T0413" Error "een vragenronde die niet bestaat" "a question round that does not exist";

    AnswersAfterClosing "T0451" Warning "de antwoorden komen na de sluiting" "answers after the closing";
    InterviewBeforeClosing "T0452" Warning "een gesprek voor de sluiting" "an interview before the closing";
    InvitationBeforeClosing "T0453" Warning "een uitnodiging voor de sluiting" "an invitation before the closing";
    InvitationAfterInterview "T0454" Warning "een uitnodiging na het eerste gesprek" "an invitation after the first interview";
    Unanswered "T0455" Warning "een vraag zonder antwoord" "a question without an answer";
    PanelClash "T0456" Warning "een panel dat op twee plekken tegelijk zit" "a panel in two places at once";
    NoSlotFits "T0457" Warning "een gespreksblok waarin geen gesprek past" "a window in which no interview fits";
    DayOff "T0458" Warning "een moment op een vrije dag" "a moment on a day off";
    OfficeHours "T0459" Warning "een sluiting buiten kantooruren" "a closing outside office hours";
    BeyondKnown "T0460" Warning "een datum waarvan de vrije dagen nog niet bekend zijn" "a date for which days off are not known yet";
    OutOfOrder "T0461" Warning "een ongewone volgorde" "an unusual order";
    AnswersLate "T0462" Warning "antwoorden korter voor de sluiting dan de wet vraagt" "answers nearer to the closing than the law wants";
    TermShort "T0463" Warning "een termijn die korter is dan de wet vraagt" "a term shorter than the law wants";
    Standstill "T0464" Warning "een opschortende termijn die korter is of ongelukkig eindigt" "a standstill that is short or ends badly";
    Overdue "T0465" Warning "een verwachte beslissing zonder uitkomst" "an expected decision without outcome";
    MovedSilently "T0466" Warning "een moment dat verschoof zonder wijziging" "a moment that moved without an amendment";

    ListNumber "T0471" Warning "een lijst waarin een nummer ontbreekt of dubbel is" "a list in which a number is missing or used twice";
    ClosingInText "T0472" Warning "de tekst noemt een andere sluiting" "the text names another closing";
    PostalCode "T0473" Warning "geen Nederlandse postcode" "not a Dutch postcode";
    CpvCode "T0474" Warning "geen CPV-code" "not a CPV code";
    ContactPurpose "T0475" Warning "een contact zonder doel" "a contact without a purpose";
    NameSpelling "T0476" Warning "een naam die op twee manieren geschreven is" "a name spelled in two ways";
    DecoratedTitle "T0477" Warning "een titel waar meer in staat dan de titel" "a title that holds more than the title";
    NoJobPosting "T0481" Info "een bericht dat vacaturezoekmachines niet kunnen overnemen" "a record that job search engines cannot take over";

    TwoSources "T0501" Error "twee bronnen voor een adres" "two sources for one path";
    ReservedName "T0502" Error "een gereserveerde naam" "a reserved name";
    UnsafeName "T0503" Error "een naam die geen adres kan zijn" "a name that cannot be part of an address";
    DoubledReference "T0504" Error "een kenmerk dat twee keer voorkomt" "a reference used twice";
    BrokenLink "T0505" Error "een link naar een bericht dat er niet is" "a link to a record that is not there";
    MissingFile "T0506" Error "een bestand dat er niet is" "a file that is not there";
    LeadsOutside "T0507" Error "een pad dat buiten de map van het bericht leidt" "a path that leads out of the record's folder";
    NotAnAttachment "T0508" Error "een bestand dat geen bijlage kan zijn" "a file that cannot be an attachment";
    NoSuchOrganisation "T0509" Error "een organisatie die er niet is" "an organisation that is not there";
    BadAlias "T0510" Error "een alias die geen pad op deze site is" "an alias that is not a path on this site";

    LinkDropped "T0551" Warning "een link die niet wordt overgenomen" "a link that is not passed on";
    HtmlShown "T0552" Warning "HTML die als tekst getoond wordt" "HTML that is shown as text";
    LinkHidden "T0553" Warning "een link naar een bericht dat nu niet zichtbaar is" "a link to a record that is not visible now";

    NoSettings "T0601" Error "termijn.toml ontbreekt" "termijn.toml is missing";
    TimeZone "T0602" Error "een onbekende tijdzone" "an unknown time zone";
    NoTheme "T0603" Error "een thema dat er niet is" "a theme that is not there";
    SettingAdvised "T0604" Warning "een instelling die iedere site nodig heeft" "a setting that every site needs";
    SecurityExpires "T0605" Warning "security.txt verloopt" "security.txt expires";
    OcdsPrefix "T0606" Error "geen OCDS-voorvoegsel" "not an OCDS prefix";

    TemplateSyntax "T0701" Error "een sjabloon dat niet te lezen is" "a template that cannot be read";
    TemplateRender "T0702" Error "een sjabloon dat een pagina niet kan maken" "a template that cannot make a page";
    Wording "T0703" Error "een woordenlijst die niet klopt" "a wording file that is wrong";
    ThemeFile "T0704" Error "een bestand dat niet in het thema staat" "a file that is not in the theme";
    ForeignStyle "T0705" Error "een stijlblad dat iets van een andere site haalt" "a style sheet that fetches from another site";
}

impl Code {
    /// Whether it is about settings or theme rather than about content.
    #[must_use]
    pub fn is_about_site(self) -> bool {
        matches!(self.number().as_bytes()[2], b'6' | b'7')
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_unique_and_in_order() {
        for pair in Code::ALL.windows(2) {
            assert!(pair[0].number() < pair[1].number(), "{} stands before {}", pair[0], pair[1]);
        }
    }
}
