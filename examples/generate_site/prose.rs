//! The text of a notice: five to six kilobytes of Markdown with headings, lists and a table. All of it is
//! invented; sentences of one section can stand in any company.

use super::random::Random;
use super::subjects::Subject;
use std::fmt::Write;

/// A text is about that long, in bytes.
const LEAST: (usize, usize) = (5_000, 5_700);

/// What stands in the places that sentences leave open.
pub(crate) struct Names<'a> {
    pub(crate) subject: &'a Subject,
    pub(crate) organisation: &'a str,
    pub(crate) place: &'a str,
    /// The function or the work.
    pub(crate) title: &'a str,
}

struct Section {
    heading: &'static str,
    sentences: &'static [&'static str],
}

/// The text for a function, or for a work to be carried out.
pub(crate) fn write(names: &Names, is_work: bool, link: Option<&str>, random: &mut Random) -> String {
    let sections: &[Section] = if is_work { &WORK } else { &FUNCTION };
    let mut text = "\n".to_owned();
    let mut left = Vec::new();
    for (index, section) in sections.iter().enumerate() {
        let count = random.between(6, 8);
        let chosen = random.some(section.sentences, count);
        let rest: Vec<_> = section.sentences.iter().filter(|sentence| !chosen.contains(sentence)).collect();
        left.extend(rest);
        let _ = write!(text, "## {}\n\n", section.heading);
        let middle = chosen.len() / 2;
        paragraph(&mut text, names, &chosen[..middle]);
        paragraph(&mut text, names, &chosen[middle..]);
        match index {
            1 => list(&mut text, names, is_work),
            2 => table(&mut text, names),
            3 => steps(&mut text, names, is_work, random),
            _ => {}
        }
    }
    if let Some(link) = link {
        let _ = writeln!(text, "Deze publicatie hangt samen met [een eerdere publicatie](@/{link}).\n");
    }
    if random.between(1, 4) == 1 {
        text.push_str(
            "Bedragen zijn zonder btw.[^btw]\n\n[^btw]: Tenzij er bij het bedrag iets anders staat.\n\n",
        );
    }
    text.push_str("## Tot slot\n\n");
    let length = random.between(LEAST.0, LEAST.1);
    for sentences in left.chunks(3) {
        if text.len() < length {
            paragraph(&mut text, names, sentences);
        }
    }
    text.push_str(
        "> Klopt er iets niet in deze tekst? Laat het ons weten, dan verbeteren wij het voor iedereen tegelijk.\n",
    );
    text
}

fn paragraph(text: &mut String, names: &Names, sentences: &[&&str]) {
    let filled: Vec<String> = sentences.iter().map(|sentence| fill(sentence, names)).collect();
    let _ = writeln!(text, "{}\n", filled.join(" "));
}

fn list(text: &mut String, names: &Names, is_work: bool) {
    let lead = if is_work { "Binnen de opdracht hoort daarbij:" } else { "In deze functie gaat het om:" };
    let _ = writeln!(text, "{lead}\n");
    for duty in names.subject.duties {
        let _ = writeln!(text, "- {duty};");
    }
    let _ = writeln!(text, "- wat verder redelijkerwijs bij *{}* hoort.\n", lower(names.title));
}

fn table(text: &mut String, names: &Names) {
    text.push_str("| Onderwerp | Waar het om gaat |\n|---|---|\n");
    for (topic, about) in names.subject.topics {
        let _ = writeln!(text, "| {topic} | {about} |");
    }
    text.push('\n');
}

fn steps(text: &mut String, names: &Names, is_work: bool, random: &mut Random) {
    let heading = if is_work { "De eerste maanden" } else { "Het eerste halfjaar" };
    let _ = writeln!(text, "### {heading}\n");
    let first = random.between(2, 4);
    let _ = writeln!(
        text,
        "1. In de eerste {first} weken: kennismaken met het team {} en met {}.",
        names.subject.team, names.subject.partners
    );
    let _ = writeln!(text, "2. Daarna: een werkplan met **drie doelen** die wij samen vaststellen.");
    let _ = writeln!(text, "3. Na drie maanden: een gesprek over wat goed gaat en wat beter kan.");
    let _ = writeln!(text, "4. Na zes maanden: een kort verslag, dat ook op onze website komt te staan.\n");
}

fn fill(sentence: &str, names: &Names) -> String {
    sentence
        .replace("{naam}", names.organisation)
        .replace("{plaats}", names.place)
        .replace("{vak}", names.subject.field)
        .replace("{team}", names.subject.team)
        .replace("{partners}", names.subject.partners)
        .replace("{titel}", &lower(names.title))
}

/// With a small letter in front.
pub(crate) fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

const FUNCTION: [Section; 6] = [
    Section {
        heading: "Waar u terechtkomt",
        sentences: &[
            "{naam} zoekt versterking voor het team {team}, dat werkt aan {vak}.",
            "Het team bestaat uit veertien collega’s, van wie de helft nog geen drie jaar in dienst is.",
            "Samen met {partners} zorgt het team dat afspraken ook buiten de vergaderzaal iets betekenen.",
            "De lijnen zijn kort: wie een besluit nodig heeft, loopt binnen bij de teamleider.",
            "Op dinsdag is iedereen op kantoor in {plaats}; op de andere dagen kiest het team zelf waar het werkt.",
            "Nieuwe collega’s krijgen een vaste begeleider voor de eerste drie maanden.",
            "Eens in de twee weken bespreekt het team een dossier dat niet goed liep, zonder schuldigen te zoeken.",
            "Wie iets ziet dat beter kan, krijgt de ruimte om het uit te proberen.",
        ],
    },
    Section {
        heading: "Wat u gaat doen",
        sentences: &[
            "Als {titel} bent u het vaste gezicht voor {partners}.",
            "U krijgt een eigen pakket van onderwerpen en bepaalt zelf hoe u het werk indeelt.",
            "De ene dag zit u aan tafel met een wethouder, de andere dag staat u buiten in de regen.",
            "Niet alles ligt vast: een deel van het werk bestaat uit uitzoeken wat er eigenlijk gevraagd wordt.",
            "U schrijft adviezen die een bestuurder in vijf minuten kan lezen en een bewoner kan begrijpen.",
            "Lopende zaken neemt u over van een collega, die er nog zes weken is om vragen te beantwoorden.",
            "U legt vast waarom iets is besloten, zodat wie na u komt niet opnieuw hoeft te beginnen.",
            "Waar regels elkaar in de weg zitten, zegt u dat, en komt u met een voorstel.",
        ],
    },
    Section {
        heading: "Wat er speelt",
        sentences: &[
            "In {plaats} vragen de komende jaren vier onderwerpen de meeste aandacht.",
            "Er is al veel onderzoek gedaan; nu komt het aan op kiezen en uitvoeren.",
            "De raad heeft geld vrijgemaakt, maar wil elk halfjaar zien wat het oplevert.",
            "Bewoners merken er pas iets van als afdelingen hun planning op elkaar leggen.",
            "Een deel van de gegevens is verouderd, en dat is voor iedereen lastig.",
            "Met buurgemeenten is afgesproken dat wij elkaars oplossingen mogen overnemen.",
            "Wat vorig jaar in één wijk is geprobeerd, gaat nu naar de rest van {plaats}.",
            "Sommige keuzes doen pijn, en juist daarover willen wij open zijn.",
        ],
    },
    Section {
        heading: "Wat wij vragen",
        sentences: &[
            "U kent het vak, en u kunt het uitleggen aan iemand die het niet kent.",
            "U heeft eerder gewerkt aan {vak}, bij een overheid of ergens waar het op elkaar lijkt.",
            "U houdt het overzicht als drie dingen tegelijk haast hebben.",
            "U durft nee te zeggen, ook tegen een wethouder, en u weet hoe u dat netjes doet.",
            "Een rijbewijs is handig, een fiets is genoeg.",
            "U schrijft foutloos en zonder omhaal.",
            "U werkt graag met cijfers, maar gelooft ze niet zonder te weten waar zij vandaan komen.",
            "Ervaring telt, maar wat u ervan geleerd heeft, telt zwaarder.",
        ],
    },
    Section {
        heading: "Wat u van ons krijgt",
        sentences: &[
            "U krijgt een laptop en een telefoon, en u richt uw werkplek thuis in op onze kosten.",
            "Opleidingen die bij het werk horen, betalen wij; u hoeft er geen vrije dagen voor op te nemen.",
            "Het gebouw in {plaats} is vanaf het station in acht minuten lopend te bereiken.",
            "Werkt u met een beperking, dan passen wij de werkplek en het werk aan.",
            "Na een jaar kijken wij samen of de functie nog past bij wat u wilt.",
            "Wij werken met vaste vergaderdagen, zodat de rest van de week van u is.",
            "Er is ruimte om een dag per maand mee te lopen met een ander team.",
            "Wij vieren wat lukt, met taart en zonder toespraak.",
        ],
    },
    Section {
        heading: "Hoe wij kiezen",
        sentences: &[
            "Wij lezen alle reacties met twee mensen, los van elkaar, en leggen daarna de uitkomsten naast elkaar.",
            "Wie wij uitnodigen, krijgt vooraf de vragen die wij in elk geval stellen.",
            "Het gesprek duurt drie kwartier en is met de teamleider en een collega van het team {team}.",
            "Iedereen die reageert, krijgt bericht, ook als het niet doorgaat.",
            "Wij vragen geen proefopdracht: een voorbeeld van eerder werk is genoeg.",
            "Valt u af, dan vertellen wij desgevraagd waarom, in een gesprek van tien minuten.",
            "Lukt de dag van de gesprekken niet, laat het ons weten; wij zoeken een andere.",
            "Wij zoeken op kennis en houding, en niet op leeftijd of achtergrond.",
        ],
    },
];

const WORK: [Section; 6] = [
    Section {
        heading: "Aanleiding",
        sentences: &[
            "{naam} wil een overeenkomst sluiten voor {titel}.",
            "De huidige overeenkomst loopt af en kan niet nog een keer worden verlengd.",
            "Het werk hoort bij {vak} en valt onder het team {team}.",
            "Uit een evaluatie met {partners} kwam dat het anders en eenvoudiger kan.",
            "Daarom is deze uitvraag opnieuw opgezet, met minder eisen en meer ruimte voor eigen inzicht.",
            "De omvang is een schatting op basis van de afgelopen drie jaar; er zijn geen rechten aan te ontlenen.",
            "Er is gekozen voor een opdrachtnemer, omdat het werk niet goed te splitsen is.",
            "Wat er al ligt aan tekeningen en gegevens, staat bij de bijlagen of komt daar nog bij.",
        ],
    },
    Section {
        heading: "De opdracht",
        sentences: &[
            "De opdrachtnemer voert het werk uit in het hele gebied, dus ook buiten {plaats}.",
            "Het resultaat staat voorop: hoe het werk wordt ingedeeld, bepaalt de opdrachtnemer zelf.",
            "Wij verwachten dat hinder voor bewoners vooraf bekend is en zo kort mogelijk duurt.",
            "Meldingen komen binnen bij de opdrachtgever en gaan dezelfde dag door naar de opdrachtnemer.",
            "Meer werk en minder werk worden verrekend tegen de prijzen uit de inschrijving.",
            "De opdrachtnemer levert gegevens aan in een open formaat, zonder kosten achteraf.",
            "Eens per kwartaal bespreken beide partijen wat goed ging en wat niet.",
            "Werk dat niet voldoet, wordt hersteld binnen de termijn die in de overeenkomst staat.",
        ],
    },
    Section {
        heading: "Aandachtspunten",
        sentences: &[
            "Vier onderwerpen wegen zwaar, en komen terug in de beoordeling van het plan van aanpak.",
            "In het centrum van {plaats} zijn straten smal en is er op marktdagen geen ruimte voor groot materieel.",
            "Met {partners} zijn afspraken gemaakt waaraan de opdrachtnemer zich ook moet houden.",
            "Een deel van het werk ligt bij scholen en mag alleen buiten schooltijd worden gedaan.",
            "De opdrachtgever wil minder uitstoot en vraagt daarom naar het materieel dat wordt ingezet.",
            "Niet alle gegevens zijn volledig; wie iets ziet dat niet klopt, meldt dat.",
            "Er loopt een tweede project in hetzelfde gebied, en de planningen moeten op elkaar passen.",
            "Voor mensen die slecht zien of lopen, blijft er altijd een veilige route over.",
        ],
    },
    Section {
        heading: "Planning en uitvoering",
        sentences: &[
            "De overeenkomst gaat in zodra zij door beide partijen is ondertekend.",
            "De opdrachtnemer levert binnen vier weken een planning die past bij de seizoenen.",
            "Werk waarvoor een straat dicht moet, is minstens drie weken vooraf bekend.",
            "De opdrachtgever zorgt voor de vergunningen die hij zelf moet aanvragen.",
            "Een vaste contactpersoon is op werkdagen bereikbaar en in noodgevallen ook daarbuiten.",
            "Onderaannemers zijn welkom, mits zij vooraf zijn gemeld en aan dezelfde eisen voldoen.",
            "Foto’s van voor en na het werk horen bij de oplevering.",
            "De eerste levering wordt samen bekeken, zodat duidelijk is wat beide partijen bedoelen.",
        ],
    },
    Section {
        heading: "Wie wij zoeken",
        sentences: &[
            "Wij zoeken een partij die dit werk eerder heeft gedaan, op een schaal die hierop lijkt.",
            "Ook een combinatie van kleinere bedrijven kan inschrijven.",
            "Een keurmerk is geen eis, maar de werkwijze die erbij hoort wel.",
            "De inschrijver laat met een referentie zien dat het werk goed en op tijd is opgeleverd.",
            "Mensen met een afstand tot de arbeidsmarkt krijgen een plek in de uitvoering.",
            "De inschrijver kent de regels voor veilig werken langs de weg.",
            "Wij letten op hoe een inschrijver omgaat met klachten, meer dan op hoeveel het er zijn.",
            "Een nieuw bedrijf met ervaren mensen maakt dezelfde kans.",
        ],
    },
    Section {
        heading: "Beoordeling",
        sentences: &[
            "Een commissie van drie mensen beoordeelt het plan van aanpak zonder de prijs te kennen.",
            "Pas daarna gaat de envelop met de prijs open.",
            "Het plan is hooguit acht bladzijden; wat daarna komt, wordt niet gelezen.",
            "De commissie geeft per onderdeel een cijfer en schrijft op waarom.",
            "Bij een gelijke score wint de inschrijving met de hoogste score op kwaliteit.",
            "Wie afvalt, krijgt een brief met de eigen score en die van de winnaar.",
            "Een toelichting in een gesprek is mogelijk zolang de opschortende termijn loopt.",
            "Een inschrijving met voorbehouden kan de commissie terzijde leggen.",
        ],
    },
];
