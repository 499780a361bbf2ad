//! What is read as naming the closing, and above all what is not.

use super::*;
use crate::time::Written;

/// The dates that a text names as the closing, as written.
fn claimed(text: &str) -> Vec<String> {
    let passage = Passage::of_text("body", text);
    claims_of(&passage.blocks)
        .iter()
        .map(|(block, claim)| block.words[claim.span.clone()].to_owned())
        .collect()
}

#[track_caller]
fn names(text: &str, date: &str) {
    assert_eq!(claimed(text), [date], "{text}");
}

#[track_caller]
fn names_nothing(text: &str) {
    assert_eq!(claimed(text), Vec::<String>::new(), "{text}");
}

#[test]
fn a_sentence_about_responding_names_the_closing() {
    for text in [
        "Reageren kan tot {}.",
        "U kunt reageren tot en met {}",
        "Reageer uiterlijk {}!",
        "Je kunt nog solliciteren t/m {}.",
        "De reactietermijn loopt tot {}.",
        "De reactietermijn is {}.",
        "De sluitingsdatum is {}.",
        "Sluitingsdatum: {}",
        "**Deadline:** {}",
        "De deadline is {}.",
        "De inschrijving sluit op {}.",
        "Deze vacature sluit op {}.",
        "Inschrijven voor deze aanbesteding kan via TenderNed tot uiterlijk {}.",
        "Inschrijvingen moeten uiterlijk op {} ontvangen zijn.",
        "Uiterlijk {} kun je reageren op deze vacature.",
        "Stuur uiterlijk {} je reactie.",
        "Tot en met {} kunt u inschrijven.",
        "Meld je aan! Aanmelden kan vóór {}.",
        "Heb je vragen? Bel ons. Reageren kan tot {}.",
        "- Reageren: uiterlijk {}",
        "Heb je interesse in de rol? Laat het ons uiterlijk {} weten.",
        "De reactietermijn van deze aanvraag duurt tot {}.",
        "Reageren kan tot\n{}.",
        "> De reactietermijn sluit op {}, daarna niets meer.".replace(", daarna niets meer", "").as_str(),
        "Wij verwachten je sollicitatie uiterlijk {}.",
    ] {
        for date in [
            "9 november 2023",
            "donderdag 9 november 2023, 09.00 uur",
            "9-11-2023 om 9.00 uur",
            "2023-11-09",
            "9 nov. 2023",
        ] {
            names(&text.replace("{}", date), date);
        }
    }
    names("| Wat | Wanneer |\n|---|---|\n| Reageren | uiterlijk 9 november |\n", "9 november");
    names("| Einde inschrijfdatum | donderdag 9 november 2023 |\n|---|---|\n", "donderdag 9 november 2023");
}

#[test]
fn dates_of_other_things_are_passed_over() {
    for text in [
        "U kunt vragen stellen tot {}.",
        "Vragen over deze opdracht kunt u stellen tot {}. De deadline is {}.",
        "De deadline voor vragen is {}.",
        "Wie reageert, krijgt uiterlijk {} bericht.",
        "Na je reactie hoor je uiterlijk {} of je door bent.",
        "Kandidaten horen uiterlijk {} of ze worden uitgenodigd.",
        "De gesprekken zijn op {}.",
        "Selectiegesprekken: {}",
        "De opdracht eindigt op {}.",
        "De opdracht loopt van 1 januari 2024 tot {}.",
        "De inzet is tot {}.",
        "Start uiterlijk {}.",
        "We starten op {}, reageren kan vanaf nu.",
        "Je kunt je inschrijven voor het congres tot {}.",
        "Tot {} kunt u zich inschrijven voor het congres.",
        "Aanmelden voor de informatiebijeenkomst kan tot {}.",
        "Aanmelden voor de schouw kan uiterlijk {}.",
        "Het loket sluit op {}.",
        "De reactietermijn is op {} verlengd.",
        "De sluitingsdatum was {}.",
        "De sluitingsdatum was eerst {}.",
        "Reageren kan niet meer na {}.",
        "Reageren kan vanaf {}.",
        "De reactietermijn start op {}.",
        "De eerste ronde sluit op {}.",
        "Inschrijven op perceel 2 kan tot {}.",
        "Reageren op het concept kan tot {}.",
        "Ik ben bereikbaar tot {}.",
        "De wet geldt tot {}, reageren heeft geen haast.",
        "## Vragen\n\nDe deadline is {}.",
        "## Nota van inlichtingen\n\nReageren kan tot {}.",
        "- Vragen stellen\n  - deadline: {}",
        "Meer weten? Wij organiseren een webinar: aanmelden kan tot {}.",
        "`Reageren kan tot {}`",
        "Offertes blijven geldig tot {}.",
        "Uw inschrijving moet gestand gedaan worden tot {}.",
        "Publicatie: {}",
        "Interne kandidaten kunnen reageren tot {}.",
        "Kun je die dag? Laat het ons uiterlijk {} weten.",
        "Heb je interesse? Wij zijn open tot {}.",
    ] {
        for date in ["9 november 2023", "donderdag 9 november 2023, 09.00 uur"] {
            names_nothing(&text.replace("{}", date));
        }
    }
    names_nothing("Reageren kan tot 9.00 uur.");
    names_nothing("Reageren kan tot 10 werkdagen na publicatie.");
    names_nothing("Reageren kan tot 30 februari 2026.");
}

/// Whether a claim agrees with a record that closes at `deadline` and has `others` on other days.
fn agrees(deadline: &str, text: &str) -> bool {
    let zone = Zone::named("Europe/Amsterdam").expect("the zone exists");
    let reading = Reading { zone, published_on: Date::new(2023, 10, 26) };
    let read = |text: &str| Written::read(text).unwrap().closing(Bound::TotEnMet, &reading).unwrap().0;
    let others = vec![Date::new(2023, 11, 6).unwrap()];
    let moments = Moments { reading, closings: vec![read(deadline), read("2 november 2023")], others };
    let passage = Passage::of_text("body", text);
    let claims = claims_of(&passage.blocks);
    assert_eq!(claims.len(), 1, "{text}");
    moments.agree(&claims[0].1)
}

#[test]
fn a_claim_is_compared_as_people_mean_it() {
    let timed = "9 november 2023, 09.00 uur";
    for right in [
        "Reageren kan tot 9 november.",
        "Reageren kan tot donderdag 9 november 2023, 09.00 uur.",
        "Reageren kan tot en met 9 november.",
        "De sluitingsdatum is 9-11-2023.",
        // Before an amendment it closed then; on the other day something else happens.
        "Reageren kan tot en met 2 november.",
        "De deadline is 6 november.",
        // The weekday is wrong, so nobody knows which day is meant.
        "Reageren kan tot en met woensdag 9 november 2023.",
    ] {
        assert!(agrees(timed, right), "{right}");
    }
    for wrong in [
        "Reageren kan tot 8 november.",
        "Reageren kan tot 10 november.",
        "Reageren kan tot donderdag 9 november 2023, 12.00 uur.",
        "Reageren kan tot 9 november 2024.",
    ] {
        assert!(!agrees(timed, wrong), "{wrong}");
    }
    let bare = "9 november 2023";
    for right in [
        "Reageer uiterlijk 9 november.",
        "Reageer vóór 10 november.",
        "Reageren kan tot 9 november.",
        "Reageren kan tot 9 november 2023, 23.59 uur.",
        "Reageren kan tot 9 november 2023, 24.00 uur.",
    ] {
        assert!(agrees(bare, right), "{right}");
    }
    for wrong in [
        "Reageer uiterlijk 10 november.",
        "Reageren kan tot 9 november 2023, 12.00 uur.",
        "Reageer vóór 8 november.",
    ] {
        assert!(!agrees(bare, wrong), "{wrong}");
    }
    assert!(agrees("9 november 2023, 23.59 uur", "Reageren kan tot en met 9 november."));
    assert!(agrees("10 november 2023, 00.00 uur", "Reageren kan tot en met 9 november."));
}
