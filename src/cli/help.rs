//! What the program can do, in both languages.

use super::{Exit, report};
use crate::language::{Language, Text};
use crate::text;
use crate::time::Zone;

/// Prints the help, of one command or of all.
pub(super) fn print(topic: Option<&str>, language: Language) -> Exit {
    let help = match topic {
        Some("build") => build(),
        Some("check") => check(),
        Some("serve") => serve(),
        Some("when") => when(),
        Some("changes") => changes(),
        Some("explain") => explain(),
        Some("init") => init(),
        Some("new") => new(),
        Some("schema") => schema(),
        Some("plan") => plan(),
        _ => all(),
    };
    report::print(help.to(language));
    report::print(options().to(language));
    Exit::Done
}

/// Prints the version, and that of the time zone data that travels in the program.
pub(super) fn version() -> Exit {
    report::print(&format!("termijn {} (tzdata {})\n", env!("CARGO_PKG_VERSION"), Zone::data_version()));
    Exit::Done
}

fn all() -> Text {
    text!(
        "Termijn maakt een site van aanvragen en vacatures, met termijnen die uit de datums volgen.

Gebruik: termijn OPDRACHT [opties]

Opdrachten:
  build      schrijf de site in een map
  check      controleer alle berichten zonder iets te schrijven
  serve      bekijk de site in uw browser terwijl u schrijft
  when       laat zien wat open is, wat komt en wanneer de site verandert
  changes    laat zien wat er verandert tussen twee momenten
  explain    leg een melding uit, of de planning van een bericht
  init       zet een nieuwe site klaar
  new        schrijf een nieuw bericht, leeg of naar een ouder bericht
  schema     geef het schema waarmee een editor aanvult en fouten onderstreept
  plan       stel een planning op werkdagen voor, met redenen
  help       deze tekst, of `help OPDRACHT`
",
        "Termijn makes a site of tenders and vacancies, with terms that follow from the dates.

Usage: termijn COMMAND [options]

Commands:
  build      write the site to a folder
  check      check all records without writing anything
  serve      see the site in your browser while you write
  when       show what is open, what is to come and when the site changes
  changes    show what changes between two moments
  explain    explain a message, or the planning of a record
  init       start a new site
  new        write a new record, empty or after an older one
  schema     print the schema with which an editor completes and underlines
  plan       propose a planning on working days, with reasons
  help       this text, or `help COMMAND`
"
    )
}

fn build() -> Text {
    text!(
        "Gebruik: termijn build [opties]

Schrijft de site zoals hij nu is, of op het moment van --at. De site staat er in
zijn geheel of de vorige blijft staan. Bestanden die niet van Termijn zijn, blijven.
      --host SERVER      schrijf ook de instellingen voor nginx, apache of caddy;
                         herhaal de optie voor meer dan een
",
        "Usage: termijn build [options]

Writes the site as it is now, or at the moment of --at. The site stands there whole
or the previous one stays. Files that are not Termijn's stay.
      --host SERVER      also write the settings for nginx, apache or caddy; repeat the
                         option for more than one
"
    )
}

fn check() -> Text {
    text!(
        "Gebruik: termijn check [opties]

Noemt alle problemen van alle bestanden, met de plek en wat u kunt typen.
",
        "Usage: termijn check [options]

Names all problems of all files, with the place and what to type.
"
    )
}

fn serve() -> Text {
    text!(
        "Gebruik: termijn serve [--port POORT] [--open] [opties]

Toont de site in uw browser zoals een build hem zou maken, met de concepten erbij. Slaat u
een bestand op, dan ziet u dat meteen. Sluit een bericht, dan sluit het ook hier, op de
seconde. Klopt er iets niet, dan staat in de browser wat en waar, en blijft de laatste goede
site staan. In de balk onderaan kiest u een ander moment: zo ziet u de site van toen of
straks. Er wordt niets geschreven. Stop met Ctrl-C.
  -p, --port POORT       deze poort (anders: 4000, of de eerste vrije daarna)
  -i, --interface ADRES  luister op dit IP-adres (anders: 127.0.0.1, voor u alleen)
  -O, --open             open de browser
      --no-drafts        laat concepten weg
      --poll [MS]        kijk zelf of bestanden veranderen, elke zoveel milliseconden (500);
                         voor mappen op een netwerk of in een container
      --editor EDITOR    waarin een link bij een fout het bestand opent: vscode (zonder
                         deze optie), vscodium, cursor, zed, idea, sublime, textmate, of een
                         adres met {{file}}, {{line}} en {{column}}
Met --at staat de klok stil op dat moment. Met --format json komt alles wat er gebeurt als
een regel JSON op de standaarduitvoer.
",
        "Usage: termijn serve [--port PORT] [--open] [options]

Shows the site in your browser as a build would make it, with the drafts. Save a file, and
you see it at once. When a notice closes, it closes here too, at the second. When something
is wrong the browser says what and where, and the last good site stays. In the bar below
you choose another moment, and see the site of then. Nothing is written. Stop with Ctrl-C.
  -p, --port PORT        this port (default: 4000, or the first free one after it)
  -i, --interface ADDR   listen on this IP address (default: 127.0.0.1, for you alone)
  -O, --open             open the browser
      --no-drafts        leave drafts out
      --poll [MS]        look for changed files by itself, every so many milliseconds (500);
                         for folders on a network or in a container
      --editor EDITOR    where a link beside an error opens the file: vscode (default),
                         vscodium, cursor, zed, idea, sublime, textmate, or an address
                         with {{file}}, {{line}} and {{column}}
With --at the clock stands still at that moment. With --format json all that happens comes
as a line of JSON on standard output.
"
    )
}

fn when() -> Text {
    text!(
        "Gebruik: termijn when [--within 7d] [opties]

Laat zien wat deze week sluit, wat open is, wat op publicatie wacht en wat gesloten is.
Daaronder staat een kalender van wat komt, ook van wat nog niet openbaar is.
  --within DUUR      eindig met code 5 als er in die tijd niets verandert (7d, 12u, 2w)
",
        "Usage: termijn when [--within 7d] [options]

Shows what closes this week, what is open, what waits for publication and what has closed.
Below it stands a calendar of what is to come, also of what is not public yet.
  --within DURATION  end with code 5 when nothing changes in that time (7d, 12h, 2w)
"
    )
}

fn changes() -> Text {
    text!(
        "Gebruik: termijn changes --from MOMENT --to MOMENT [opties]

Laat zien welke adressen er tussen twee momenten bij komen, veranderen of verdwijnen,
en waardoor.
",
        "Usage: termijn changes --from MOMENT --to MOMENT [options]

Shows which addresses appear, change or disappear between two moments, and why.
"
    )
}

fn explain() -> Text {
    text!(
        "Gebruik: termijn explain CODE [opties]
         termijn explain BERICHT [opties]

Legt uit wat een melding betekent en wat u kunt typen. De code staat in de melding:
`fout[T0201]` zoekt u op met `termijn explain T0201`.
Van een bericht (het pad, rubriek/naam of het kenmerk): de hele planning, met bij iedere
datum waar hij staat, hoe hij is geteld en wat er dan verandert.
",
        "Usage: termijn explain CODE [options]
       termijn explain RECORD [options]

Explains what a message means and what to type. The code stands in the message:
look up `error[T0201]` with `termijn explain T0201`.
Of a record (the path, section/slug or the reference): the whole planning, with for every
date where it stands, how it was counted and what changes then.
"
    )
}

fn init() -> Text {
    text!(
        "Gebruik: termijn init [MAP] [opties]

Zet in MAP (anders: hier) een site klaar die meteen te bouwen is: instellingen, twee
voorbeelden als concept, een organisatie, twee pagina's en schema's voor uw editor.
Wat er al staat, blijft; staat een van de bestanden er al, dan wordt niets geschreven.
",
        "Usage: termijn init [DIR] [options]

Starts a site in DIR (default: here) that can be built at once: settings, two examples
as drafts, an organisation, two pages and schemas for your editor.
What is there stays; when one of the files is there already, nothing is written.
"
    )
}

fn new() -> Text {
    text!(
        "Gebruik: termijn new SOORT \"TITEL\" [--procedure SOORT] [--eu] [--section RUBRIEK] [--folder]
         termijn new SOORT \"TITEL\" --from BERICHT [--section RUBRIEK] [--folder]

Schrijft een bericht dat klopt, als concept, met de planning die `termijn plan` voorstelt,
en noemt het bestand. SOORT is inhuur, aanbesteding of vacature.
  --procedure SOORT  das, openbaar, niet-openbaar, meervoudig-onderhands,
                     raamovereenkomst, marktconsultatie of geen
  --eu               een Europese procedure
  --published MOMENT de publicatie (anders: de eerste werkdag vanaf morgen)
  --section RUBRIEK  de map in content (anders: aanvragen of vacatures)
  --folder           een map voor het bericht, met plaats voor bijlagen
  --from BERICHT     neem een ouder bericht over, zonder vaste datums, kenmerk, antwoorden
                     en bijlagen: een bestand, een adres of een kenmerk
",
        "Usage: termijn new KIND \"TITLE\" [--procedure TYPE] [--eu] [--section SECTION] [--folder]
       termijn new KIND \"TITLE\" --from RECORD [--section SECTION] [--folder]

Writes a record that is sound, as a draft, with the planning that `termijn plan` proposes,
and names the file. KIND is inhuur, aanbesteding or vacature.
  --procedure TYPE   das, openbaar, niet-openbaar, meervoudig-onderhands,
                     raamovereenkomst, marktconsultatie or geen
  --eu               a European procedure
  --published MOMENT the publication (default: the first working day from tomorrow)
  --section SECTION  the folder in content (default: aanvragen or vacatures)
  --folder           a folder for the record, with room for attachments
  --from RECORD      copy an older record, without fixed dates, reference, answers and
                     attachments: a file, an address or a reference
"
    )
}

fn schema() -> Text {
    text!(
        "Gebruik: termijn schema [WAT]

Geeft een JSON Schema (draft-07): record, questions, organisation, page of settings.
Zonder WAT: welke er zijn. Bijvoorbeeld: termijn schema record > record.schema.json
",
        "Usage: termijn schema [WHAT]

Prints a JSON Schema (draft-07): record, questions, organisation, page or settings.
Without WHAT: which there are. For example: termijn schema record > record.schema.json
"
    )
}

fn plan() -> Text {
    text!(
        "Gebruik: termijn plan inhuur|aanbesteding|vacature [--procedure SOORT] [--eu] [opties]
         termijn plan --for BERICHT [opties]

Stelt alle datums van een bericht voor, met de redenen en met TOML om te plakken. Alles
valt op een werkdag. Met --for: wat het bericht nu zegt naast wat er past als het
vandaag verschijnt.
  --procedure SOORT     das, openbaar, niet-openbaar, meervoudig-onderhands,
                        raamovereenkomst, marktconsultatie of geen
  --eu                  een Europese procedure
  --published MOMENT    de publicatie (anders: morgen; met --for: vandaag)
  --for BERICHT         het pad, rubriek/naam of het kenmerk
",
        "Usage: termijn plan inhuur|aanbesteding|vacature [--procedure TYPE] [--eu] [options]
       termijn plan --for RECORD [options]

Proposes all dates of a notice, with the reasons and with TOML to paste. All of it falls
on working days. With --for: what the record says now beside what suits if it were
published today.
  --procedure TYPE      das, openbaar, niet-openbaar, meervoudig-onderhands,
                        raamovereenkomst, marktconsultatie or geen
  --eu                  a European procedure
  --published MOMENT    the publication (default: tomorrow; with --for: today)
  --for RECORD          the path, section/slug or the reference
"
    )
}

fn options() -> Text {
    text!(
        "
Opties:
  -r, --root MAP          de map van de site (anders: hier)
  -o, --output-dir MAP    waar de site komt (anders: public)
  -u, --base-url ADRES    het adres van de site
      --at MOMENT         het moment, zoals \"9 november 2023, 09.00 uur\" (anders: nu)
      --drafts            neem concepten mee
      --strict            waarschuwingen tellen als fouten
      --format SOORT      human of json
      --language TAAL     nl of en, voor meldingen
  -h, --help              hulp
  -V, --version           versie

Codes: 0 klaar, 1 problemen in de berichten, 2 verkeerd gebruik, 3 instellingen of
thema, 4 de machine (schijf, rechten), 5 er verandert niets (when --within).
",
        "
Options:
  -r, --root DIR          the site's folder (default: here)
  -o, --output-dir DIR    where the site goes (default: public)
  -u, --base-url URL      the address of the site
      --at MOMENT         the moment, such as 2023-11-09T09:00 (default: now)
      --drafts            include drafts
      --strict            warnings count as errors
      --format KIND       human or json
      --language TAG      nl or en, for messages
  -h, --help              help
  -V, --version           version

Codes: 0 done, 1 problems in the records, 2 wrong usage, 3 settings or theme,
4 the machine (disk, permissions), 5 nothing changes (when --within).
"
    )
}
