//! Running text that names another moment of closing than the record does.
//!
//! Two closing times in one tender go to court, and nobody can say which of them counts. But most dates in a
//! text are about something else, so only a sentence of a known shape is read as naming the closing: words of
//! responding, words that may stand between, a bound, and a date. Everything else is passed over.

use super::at;
use super::passages::Passage;
use super::sentence::{Word, sentences};
use crate::content::reader::Reader;
use crate::diagnostic::{Code, Diagnostic, Label};
use crate::language::Language;
use crate::markdown::Block;
use crate::record::{Change, Notice};
use crate::source::Node;
use crate::text;
use crate::time::{Bound, Date, Instant, Moment, Reading, Weekday, Written, Zone, print};
use std::ops::Range;

/// Parts of a record whose dates are about something else, or were right at their own time.
const OTHER_PARTS: &[&str] =
    &["amendments", "decision", "withdrawn", "interviews", "contract", "standstill", "author"];

/// Words that begin like these say that a sentence, or what stands below a heading, is about another moment.
const OTHER_MATTERS: &[&str] = &[
    "aanvang",
    "antwoord",
    "assessment",
    "begin",
    "begon",
    "bereikbaar",
    "bericht",
    "beslissing",
    "besluit",
    "bezwaar",
    "bijeenkomst",
    "concept",
    "contract",
    "cursus",
    "eerder",
    "fase",
    "geldig",
    "gepubliceerd",
    "gesprek",
    "gestand",
    "gunn",
    "hoor",
    "horen",
    "informatiebijeenkomst",
    "interview",
    "kennismak",
    "looptijd",
    "nota",
    "oorspronkelijk",
    "opschort",
    "perceel",
    "percelen",
    "presentatie",
    "publicat",
    "ronde",
    "schouw",
    "selectie",
    "sessie",
    "sollicitatiegesprek",
    "standstill",
    "start",
    "training",
    "uitgenodigd",
    "uitnodig",
    "vakantie",
    "verleng",
    "vraag",
    "vragen",
    "webinar",
    "workshop",
];

/// Words that turn a sentence around.
const TURNS: &[&str] = &["niet", "geen", "nooit", "was", "werd", "eerst", "stond"];

/// Words about responding; with a bound and a date behind them they name the closing.
const RESPONDING: &[&str] = &[
    "reageren",
    "reageer",
    "reageert",
    "reactie",
    "reacties",
    "inschrijven",
    "inschrijving",
    "inschrijvingen",
    "aanmelden",
    "aanmelding",
    "aanmeldingen",
    "solliciteren",
    "solliciteer",
    "sollicitatie",
    "sollicitaties",
    "offerte",
    "offertes",
];

/// Nouns that name the closing itself; a date may follow without a bound.
const CLOSING: &[&str] = &[
    "reactietermijn",
    "reactiedatum",
    "inschrijftermijn",
    "inschrijfdatum",
    "inschrijvingstermijn",
    "sluitingsdatum",
    "sluitingstermijn",
    "sluitingsmoment",
    "sluitingstijd",
    "sollicitatietermijn",
    "aanmeldtermijn",
    "deadline",
];

/// What closes when it "sluit op" a date.
const CLOSES: &[&str] =
    &["inschrijving", "aanmelding", "sollicitatie", "vacature", "aanvraag", "aanbesteding", "oproep"];

/// Words that may stand between words of responding and their date without changing what it is about.
const BETWEEN: &[&str] = &[
    "aan",
    "aanbesteding",
    "aanbieding",
    "aanvraag",
    "alleen",
    "brief",
    "cv",
    "daarom",
    "dan",
    "de",
    "deze",
    "dient",
    "dienen",
    "digitaal",
    "dit",
    "dus",
    "e-mail",
    "een",
    "eindigt",
    "en",
    "formulier",
    "functie",
    "gedaan",
    "graag",
    "het",
    "in",
    "indienen",
    "inhuuropdracht",
    "inschrijving",
    "is",
    "je",
    "jij",
    "jouw",
    "kan",
    "kandidaat",
    "kandidaten",
    "knop",
    "kun",
    "kunnen",
    "kunt",
    "loopt",
    "mag",
    "mail",
    "met",
    "moeten",
    "moet",
    "mogelijk",
    "motivatie",
    "nog",
    "onderstaande",
    "online",
    "ons",
    "op",
    "opdracht",
    "open",
    "ontvangen",
    "per",
    "portaal",
    "rol",
    "schriftelijk",
    "sluit",
    "sluiten",
    "sollicitatie",
    "staat",
    "te",
    "tot",
    "u",
    "uiterlijk",
    "uitsluitend",
    "uw",
    "vacature",
    "van",
    "verloopt",
    "verwachten",
    "via",
    "voor",
    "we",
    "website",
    "wij",
    "wordt",
    "worden",
    "zijn",
];

/// How a sentence bounds its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bounded {
    /// `tot`, `voor`, `vóór`: the day itself may or may not be open.
    Before,
    /// `uiterlijk`, `tot en met`: the day itself is open.
    Through,
    /// No bound: `de sluitingsdatum is …`.
    Named,
}

/// A closing as a text names it.
#[derive(Debug)]
struct Claim {
    written: Written,
    bounded: Bounded,
    span: Range<usize>,
}

/// Compares what the texts say with the closing, and with the closings that amendments replaced.
pub(super) fn check(notice: &Notice, root: &Node, passages: &[Passage], reader: &mut Reader<'_>) {
    // There responding goes in two steps, each with a moment of its own, and the record holds one.
    let is_two_steps = notice
        .facts
        .procedure
        .as_ref()
        .is_some_and(|procedure| procedure.sort.as_deref() == Some("niet-openbaar"));
    if is_two_steps {
        return;
    }
    let own = Moments::of(notice, reader);
    for passage in passages {
        if OTHER_PARTS.contains(&passage.key.split('.').next().unwrap_or_default()) {
            continue;
        }
        if passage.key.ends_with(".question") || passage.key == "title" {
            continue;
        }
        for (block, claim) in claims_of(&passage.blocks) {
            if own.agree(&claim) {
                continue;
            }
            let found = block.words[claim.span.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
            let place = passage.place(block, &claim.span);
            let diagnostic = diagnostic(&found, place, notice, root, reader);
            reader.problems.found.push(diagnostic);
        }
    }
}

fn diagnostic(
    found: &str,
    place: crate::diagnostic::Place,
    notice: &Notice,
    root: &Node,
    reader: &Reader<'_>,
) -> Diagnostic {
    let closes = notice.schedule.closes;
    let nl = print::closing(&closes, reader.zone, Language::Dutch);
    let en = print::closing(&closes, reader.zone, Language::English);
    let message = text!(
        "de tekst noemt \"{found}\" als sluiting, maar `response.deadline` is anders",
        "the text names \"{found}\" as the closing, but `response.deadline` differs"
    );
    let help = text!(
        "schrijf ook hier \"{nl}\", of laat de datum weg: de pagina noemt hem al",
        "write \"{nl}\" here too, or leave the date out: the page shows it already"
    );
    let words = if closes.day.is_some() {
        text!("open {nl}", "open {en}")
    } else {
        text!("sluit op {nl}", "closes on {en}")
    };
    let mut diagnostic = Diagnostic::new(Code::ClosingInText, place, message, help);
    if let Some(node) = at(root, &["response", "deadline"]) {
        diagnostic.context.push(Label { place: reader.place(node.span.clone()), text: Some(words) });
    }
    diagnostic
}

/// What is known of a record's moments.
struct Moments {
    reading: Reading,
    /// The closing, and those that amendments replaced.
    closings: Vec<Moment>,
    /// Days on which something else happens: a sentence about one of those is not about the closing.
    others: Vec<Date>,
}

impl Moments {
    fn of(notice: &Notice, reader: &Reader<'_>) -> Self {
        let zone = reader.zone;
        let mut closings = vec![notice.schedule.closes];
        let mut others = vec![zone.date_of(notice.published.at)];
        let day = |moment: &Moment| moment.day.unwrap_or_else(|| zone.date_of(moment.at));
        for amendment in &notice.amendments {
            match &amendment.change {
                Change::Closing(old) => closings.push(*old),
                Change::RoundDeadline(_, old) | Change::RoundAnswers(_, old) => others.push(day(old)),
                Change::Interviews(old) => others.extend(old.windows.iter().map(|window| window.date)),
                Change::Text => {}
            }
        }
        for round in &notice.schedule.rounds {
            others.extend(round.deadline.iter().chain(&round.answers).map(day));
        }
        if let Some(interviews) = &notice.schedule.interviews {
            others.extend(interviews.windows.iter().map(|window| window.date));
            others.extend(interviews.invitation_by.iter().map(day));
        }
        others.extend(notice.facts.decision_expected_on);
        others.extend(notice.decision.iter().map(|decision| day(&decision.announced)));
        if let Some(contract) = &notice.facts.contract {
            others.extend(contract.end);
            if let Some(crate::record::Start::On(start)) = contract.start {
                others.push(start);
            }
        }
        Self { reading: Reading { zone, published_on: reader.published_on }, closings, others }
    }

    /// Whether the claim is that of the record, or may be about something else.
    fn agree(&self, claim: &Claim) -> bool {
        // What cannot be read with certainty is not judged.
        let Ok((claimed, _)) = claim.written.closing(Bound::TotEnMet, &self.reading) else { return true };
        let zone = self.reading.zone;
        let day = claimed.day.unwrap_or_else(|| zone.date_of(claimed.at));
        self.others.contains(&day)
            || self.closings.iter().any(|closing| is_same(closing, &claimed, day, claim.bounded, zone))
    }
}

fn is_same(closing: &Moment, claimed: &Moment, day: Date, bounded: Bounded, zone: Zone) -> bool {
    // The day before the instant at which it closes: 24.00 uur of that day.
    let last_open_day = zone.date_of(seconds_before(closing.at, 1));
    if claimed.day.is_some() {
        let is_named_day = day == last_open_day || (closing.day.is_none() && day == zone.date_of(closing.at));
        return is_named_day || (bounded == Bounded::Before && day == zone.date_of(closing.at));
    }
    // 23.59, 23.59.59 and 24.00 uur are one to people.
    (claimed.at.unix_seconds() - closing.at.unix_seconds()).abs() <= 60
}

fn seconds_before(at: Instant, seconds: i64) -> Instant {
    Instant::from_unix_seconds(at.unix_seconds() - seconds).unwrap_or(at)
}

fn is_about_other(word: &Word<'_>) -> bool {
    OTHER_MATTERS.iter().any(|stem| word.low.starts_with(stem))
}

/// The closings that blocks name, each with its block.
fn claims_of(blocks: &[Block]) -> Vec<(&Block, Claim)> {
    let mut found = Vec::new();
    let (mut below_other, mut was_other) = (false, false);
    for block in blocks {
        let sentences = sentences(&block.words);
        let is_other = sentences.iter().flatten().any(is_about_other);
        if block.is_heading {
            below_other = is_other;
        } else if !below_other && block.words.contains(|char: char| char.is_ascii_digit()) {
            found.extend(claims(&block.words, &sentences, was_other).into_iter().map(|claim| (block, claim)));
        }
        was_other = is_other;
    }
    found
}

/// The closings that the sentences of a block name; `was_other` says whether the block before it was about
/// something else.
fn claims(words: &str, sentences: &[Vec<Word<'_>>], was_other: bool) -> Vec<Claim> {
    let mut found = Vec::new();
    let mut was_other = was_other;
    for sentence in sentences {
        let is_other = sentence.iter().any(is_about_other);
        // A deadline is that of what was spoken of before.
        was_other |= is_other;
        let is_unclear = was_other && sentence.iter().any(|word| word.low == "deadline");
        if is_other || is_unclear || sentence.iter().any(|word| TURNS.contains(&&*word.low)) {
            continue;
        }
        let mut from = 0;
        while from < sentence.len() {
            let Some((written, until)) = date_at(words, sentence, from) else {
                from += 1;
                continue;
            };
            if let Some(bounded) = bound(sentence, from, until) {
                let span = sentence[from].span.start..sentence[until - 1].span.end;
                found.push(Claim { written, bounded, span });
            }
            from = until;
        }
    }
    found
}

/// The longest date that starts at this word, and the word behind it.
fn date_at(words: &str, sentence: &[Word<'_>], from: usize) -> Option<(Written, usize)> {
    const LONGEST: usize = 8;
    let starts_date = |word: &Word<'_>| {
        let is_weekday = |day: &Weekday| {
            let name = day.name(Language::Dutch);
            word.low == name || word.low == name[..2]
        };
        word.low.starts_with(|c: char| c.is_ascii_digit()) || Weekday::ALL.iter().any(is_weekday)
    };
    if !starts_date(&sentence[from]) {
        return None;
    }
    (from + 1..=sentence.len().min(from + LONGEST)).rev().find_map(|until| {
        let text = &words[sentence[from].span.start..sentence[until - 1].span.end];
        Written::read(text).ok().map(|written| (written, until))
    })
}

/// How the sentence bounds the date at these words as a closing; `None` when it does not.
fn bound(sentence: &[Word<'_>], from: usize, until: usize) -> Option<Bounded> {
    let low = |back: usize| from.checked_sub(back).map_or("", |at| &*sentence[at].low);
    let (bounded, length) = match (low(3), low(2), low(1)) {
        ("tot", "en", "met") => (Bounded::Through, 3),
        (_, "uiterlijk", "op" | "tot" | "voor") => (Bounded::Through, 2),
        (_, _, "uiterlijk" | "t/m") => (Bounded::Through, 1),
        (_, _, "tot" | "voor" | "vóór") => (Bounded::Before, 1),
        (_, _, "is" | "op") => (Bounded::Named, 1),
        _ => (Bounded::Named, 0),
    };
    let head = from - length;
    if names_closing(sentence, head, bounded) {
        return Some(bounded);
    }
    let is_bounded = bounded != Bounded::Named;
    (is_bounded && responds_behind(sentence, head, until)).then_some(bounded)
}

/// Whether the words up to `head` are about responding, with nothing between that leads elsewhere.
fn names_closing(sentence: &[Word<'_>], head: usize, bounded: Bounded) -> bool {
    const FARTHEST: usize = 10;
    let mut closes = false;
    for index in (head.saturating_sub(FARTHEST)..head).rev() {
        let word = &sentence[index];
        let low = &*word.low;
        // A colon stands behind the word that is explained, and nowhere else.
        let is_last = index + 1 == head;
        if word.after.contains([',', '.']) || (word.after.contains(':') && !is_last) {
            return false;
        }
        if CLOSING.contains(&low) {
            return true;
        }
        if bounded != Bounded::Named && RESPONDING.contains(&low) {
            return true;
        }
        if closes && CLOSES.contains(&low) {
            return true;
        }
        closes |= matches!(low, "sluit" | "sluiten");
        let is_named_way = index >= 1 && matches!(&*sentence[index - 1].low, "via" | "per" | "naar" | "bij");
        if !BETWEEN.contains(&low) && !is_named_way {
            return false;
        }
    }
    false
}

/// Whether the sentence goes on behind the date about responding: `uiterlijk 9 mei kunt u reageren`.
fn responds_behind(sentence: &[Word<'_>], head: usize, until: usize) -> bool {
    const FARTHEST: usize = 5;
    // What stands before the bound may not lead elsewhere: `stuur uiterlijk …`, `u kunt tot …`.
    let leads_in = |word: &Word<'_>| {
        BETWEEN.contains(&&*word.low) || matches!(&*word.low, "stuur" | "mail" | "dien" | "wil" | "interesse")
    };
    if !sentence[..head].iter().all(leads_in) || sentence[until - 1].after.contains([',', ':', '.']) {
        return false;
    }
    for (index, word) in sentence.iter().enumerate().skip(until).take(FARTHEST) {
        if RESPONDING.contains(&&*word.low) {
            // `reageren op deze vacature` is about the closing, `inschrijven voor het congres` is not.
            let rest = &sentence[index + 1..];
            return rest.iter().take(4).all(|word| BETWEEN.contains(&&*word.low))
                || word.after.contains([',', '.']);
        }
        if !BETWEEN.contains(&&*word.low) {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests;
