//! A name that the record spells in two ways: `WijkWijzer` in its data and `Wijkwijzer` in its text.

use super::passages::Passage;
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::markdown::Block;
use crate::name::spans;
use crate::record::Notice;
use crate::text;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Judges all texts, those with names in them too.
pub(super) fn check(notice: &Notice, passages: &[Passage], problems: &mut Problems) {
    let names = Names::of(notice);
    let mut told = BTreeSet::new();
    for passage in passages {
        for block in &passage.blocks {
            for (span, name) in names.variants(block) {
                let found = single_blanks(&block.words[span.clone()]);
                if !told.insert(found.clone()) {
                    continue;
                }
                let message = text!(
                    "hier staat \"{found}\", en ergens anders in dit bericht \"{name}\"",
                    "\"{found}\" stands here, and elsewhere in this record \"{name}\""
                );
                let help = text!("schrijf overal \"{name}\"", "write \"{name}\" everywhere");
                let place = passage.place(block, &span);
                problems.found.push(Diagnostic::new(Code::NameSpelling, place, message, help));
            }
        }
    }
}

/// The names of a record.
struct Names {
    /// By their letters and digits in lower case, in that order; the first spelling counts.
    names: Vec<(String, String)>,
    /// The ASCII letters and digits with which they begin, as [`bit`]s.
    first_letters: u128,
}

impl Names {
    fn of(notice: &Notice) -> Self {
        let facts = &notice.facts;
        let organisation = &facts.organization;
        let title = facts.title.split_whitespace().filter(|word| has_inner_capital(word));
        let given = std::iter::once(&*organisation.name)
            .chain(organisation.partners.iter().map(|partner| &*partner.name))
            .chain(facts.intermediary.iter().map(|intermediary| &*intermediary.name))
            .chain(facts.contacts.iter().filter_map(|contact| contact.name.as_deref()))
            .chain(title);
        Self::new(given)
    }

    fn new<'a>(given: impl IntoIterator<Item = &'a str>) -> Self {
        const SHORTEST: usize = 4;
        let mut names = BTreeMap::new();
        for name in given {
            let folded = folded(name);
            // Whoever writes a name in capitals alone may write it in a sentence like any other.
            if folded.chars().count() >= SHORTEST && !is_all_capitals(name) {
                // What stands around a name is found around it in a text too, or left out: `Zn.`, `Yoast!`.
                let bare = name.trim_matches(|char: char| !char.is_alphanumeric());
                names.entry(folded).or_insert_with(|| single_blanks(bare));
            }
        }
        let first = names.keys().filter_map(|folded: &String| folded.bytes().next());
        let first_letters = first.filter(u8::is_ascii).fold(0, |letters, first| letters | bit(first));
        Self { names: names.into_iter().collect(), first_letters }
    }

    /// Other spellings of the names in a block, with the spelling that each should have.
    fn variants(&self, block: &Block) -> Vec<(Range<usize>, &str)> {
        let words = &block.words;
        // Most blocks have no word with which a name begins.
        if !spans(words).any(|token| self.may_begin(&words[token])) {
            return Vec::new();
        }
        let tokens = tokens(words);
        let mut found = Vec::new();
        let mut from = 0;
        while from < tokens.len() {
            match self.variant_at(words, &tokens, from) {
                Some((until, name)) => {
                    let span = tokens[from].start..tokens[until - 1].end;
                    let spelling = single_blanks(&words[span.clone()]);
                    let is_linked =
                        block.links.iter().any(|link| link.start < span.end && span.start < link.end);
                    if !is_linked && differs(&spelling, name) {
                        found.push((span, name));
                    }
                    from = until;
                }
                None => from += 1,
            }
        }
        found
    }

    fn may_begin(&self, token: &str) -> bool {
        let first = token.bytes().next().unwrap_or_default().to_ascii_lowercase();
        // Most words have no first letter of a name: this is asked of each of them.
        if first.is_ascii() && self.first_letters & bit(first) == 0 {
            return false;
        }
        self.names.iter().any(|(folded, _)| begins_with(folded, token))
    }

    /// The name that starts at this token, with the token behind it.
    fn variant_at(&self, words: &str, tokens: &[Range<usize>], from: usize) -> Option<(usize, &str)> {
        const MOST: usize = 8;
        if !self.may_begin(&words[tokens[from].clone()]) {
            return None;
        }
        let mut letters = String::new();
        let mut best = None;
        for until in from + 1..=tokens.len().min(from + MOST) {
            let token = &tokens[until - 1];
            if until - 1 > from && !is_joint(&words[tokens[until - 2].end..token.start]) {
                break;
            }
            letters.push_str(&words[token.clone()].to_lowercase());
            // Names stand in the order of their letters: the next one begins like this, or none does.
            let next = self.names.partition_point(|(folded, _)| *folded < letters);
            let Some((folded, name)) =
                self.names.get(next).filter(|(folded, _)| folded.starts_with(&letters))
            else {
                break;
            };
            if *folded == letters
                && is_whole_word(words, tokens[from].start, token.end)
                && is_meant(words, &tokens[from..until], name)
            {
                best = Some((until, name.as_str()));
            }
        }
        best
    }
}

/// The place of an ASCII byte in a set.
fn bit(ascii: u8) -> u128 {
    1 << ascii
}

/// Whether a folded name begins with this token, in whatever case.
fn begins_with(folded: &str, token: &str) -> bool {
    let (Some(one), Some(other)) = (folded.bytes().next(), token.bytes().next()) else { return false };
    if other.is_ascii() && one.is_ascii() && one != other.to_ascii_lowercase() {
        return false;
    }
    let mut letters = folded.chars();
    token.chars().flat_map(char::to_lowercase).all(|letter| letters.next() == Some(letter))
}

/// Runs of letters and digits.
fn tokens(words: &str) -> Vec<Range<usize>> {
    spans(words).collect()
}

/// Whether only blanks or one hyphen stand between two tokens.
fn is_joint(between: &str) -> bool {
    between == "-"
        || (!between.is_empty() && between.chars().all(|char| char.is_whitespace() && char != '\n'))
}

/// Whether these words are no part of an address: `wijkwijzer.nl`, `info@wijkwijzer.nl`, `/wijkwijzer/`.
fn is_whole_word(words: &str, start: usize, end: usize) -> bool {
    let in_address = |char: char| matches!(char, '@' | '/' | '_' | '#' | '\\' | '=');
    let before = words[..start].chars().next_back();
    let mut behind = words[end..].chars();
    let (next, after_next) = (behind.next(), behind.next());
    let is_dotted = |dot: Option<char>, beyond: Option<char>| {
        matches!(dot, Some('.' | ':')) && beyond.is_some_and(|char| char.is_alphanumeric() || char == '/')
    };
    let beyond = words[..start].chars().rev().nth(1);
    let chunk_start = words[..start].rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let chunk_end = words[end..].find(char::is_whitespace).map_or(words.len(), |at| end + at);
    let chunk = &words[chunk_start..chunk_end];
    !before.is_some_and(in_address)
        && !next.is_some_and(in_address)
        && !is_dotted(next, after_next)
        && !is_dotted(before, beyond)
        && !chunk.contains('@')
        && !chunk.contains("://")
        && !chunk.contains("www.")
}

/// Whether these tokens are that name and no ordinary words: a name may only fall apart into parts with capitals.
fn is_meant(words: &str, found: &[Range<usize>], name: &str) -> bool {
    let parts = tokens(name).len();
    let is_marked = |token: &Range<usize>| {
        words[token.clone()].starts_with(|char: char| char.is_uppercase() || char.is_ascii_digit())
    };
    found.len() <= parts || found.iter().all(is_marked)
}

/// Whether a spelling is another one than the name's. Capitals at the start of words are the sentence's, not the
/// name's (`de gemeente Nieuwegein`), and text in capitals alone says nothing of capitals.
fn differs(spelling: &str, name: &str) -> bool {
    if spelling == name {
        return false;
    }
    let joints = |text: &str| text.chars().filter(|char| !char.is_alphanumeric()).collect::<String>();
    let shapes =
        |text: &str| tokens(text).iter().map(|token| text[token.clone()].chars().count()).collect::<Vec<_>>();
    if joints(spelling) != joints(name) || shapes(spelling) != shapes(name) {
        return true;
    }
    !is_all_capitals(spelling) && behind_initials(spelling) != behind_initials(name)
}

/// The text without the first letter of each of its words.
fn behind_initials(text: &str) -> Vec<String> {
    tokens(text).iter().map(|token| text[token.clone()].chars().skip(1).collect()).collect()
}

fn is_all_capitals(text: &str) -> bool {
    !text.chars().any(char::is_lowercase)
}

fn has_inner_capital(word: &str) -> bool {
    let is_capital = |char: char| char.is_uppercase();
    word.chars().any(char::is_lowercase)
        && tokens(word).iter().any(|token| word[token.clone()].chars().skip(1).any(is_capital))
}

fn folded(name: &str) -> String {
    name.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn single_blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &[&str] = &[
        "WijkWijzer",
        "Flextender",
        "Verwey-Jonker Instituut",
        "Gemeente Nieuwegein",
        "Platform31",
        "LPB",
        "Jan de Vries",
        "LSA Bewoners",
        "Yoast!",
        "Bakker & Zn. B.V.",
    ];

    fn check(text: &str, expected: &[(&str, &str)]) {
        let names = Names::new(NAMES.iter().copied());
        let passage = Passage::of_text("body", text);
        let found: Vec<_> = passage
            .blocks
            .iter()
            .flat_map(|block| {
                names
                    .variants(block)
                    .into_iter()
                    .map(|(span, name)| (text[block.in_text(&span)].to_owned(), name))
            })
            .collect();
        let found: Vec<_> = found.iter().map(|(spelling, name)| (&**spelling, *name)).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn another_spelling_is_found() {
        check("In Wijkwijzer werken zij samen.", &[("Wijkwijzer", "WijkWijzer")]);
        check("Het plan van wijkwijzer.", &[("wijkwijzer", "WijkWijzer")]);
        check(
            "De site van Wijk Wijzer, of Wijk-Wijzer.",
            &[("Wijk Wijzer", "WijkWijzer"), ("Wijk-Wijzer", "WijkWijzer")],
        );
        check("Via FlexTender-portaal", &[("FlexTender", "Flextender")]);
        check(
            "Het Verwey Jonker Instituut doet mee.",
            &[("Verwey Jonker Instituut", "Verwey-Jonker Instituut")],
        );
        check(
            "Het Verwey-Jonkerinstituut doet mee.",
            &[("Verwey-Jonkerinstituut", "Verwey-Jonker Instituut")],
        );
        check("Met Platform 31 erbij", &[("Platform 31", "Platform31")]);
        check(
            "- van **Wijkwijzer**\n- het\n  Verwey\n  Jonker Instituut",
            &[("Wijkwijzer", "WijkWijzer"), ("Verwey\n  Jonker Instituut", "Verwey-Jonker Instituut")],
        );
    }

    #[test]
    fn the_same_spelling_and_other_words_are_left_alone() {
        for text in [
            "In WijkWijzer werken zij samen, en Flextender ook.",
            "WijkWijzers, WijkWijzer-gemeenten en de Flextenders",
            "de gemeente Nieuwegein",
            "Gemeente nieuwegein",
            "GEMEENTE NIEUWEGEIN, WIJKWIJZER",
            "FLEXTENDER",
            "Het Verwey-Jonker\nInstituut, en het Verwey-Jonker instituut",
            "info@wijkwijzer.nl en www.wijkwijzer.nl, wijkwijzer.nl, https://wijkwijzer.nl/wijkwijzer",
            "<https://wijkwijzer.nl> `wijkwijzer` [Wijkwijzer](https://wijkwijzer.nl)",
            "een wijk wijzer maken: de wijk. Wijzer worden",
            "Lpb en lpb",
            "jan De Vries",
            "Yoast, Yoast! en yoast; bakker & zn. b.v.",
            "Flex tender, de flex-tender",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn names_in_capitals_and_short_ones_are_not_judged() {
        assert!(Names::new(["WIJ", "SAMEN", "Abc"]).names.is_empty());
        assert!(has_inner_capital("WijkWijzer") && has_inner_capital("(iPhone)"));
        assert!(
            !has_inner_capital("HBO") && !has_inner_capital("Wijk-Platform") && !has_inner_capital("Wijk")
        );
    }
}
