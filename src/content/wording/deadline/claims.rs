//! Sentences that name the closing: words of responding, words that may stand between, a bound, and a date.

use super::vocabulary::{BETWEEN, CLOSES, CLOSING, OTHER_MATTERS, RESPONDING, TURNS};
use crate::content::wording::sentence::{Word, sentences};
use crate::language::Language;
use crate::markdown::Block;
use crate::time::{Weekday, Written};
use std::ops::Range;

/// How a sentence bounds its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bounded {
    /// `tot`, `voor`, `vóór`: the day itself may or may not be open.
    Before,
    /// `uiterlijk`, `tot en met`: the day itself is open.
    Through,
    /// No bound: `de sluitingsdatum is …`.
    Named,
}

/// A closing as a text names it.
#[derive(Debug)]
pub(super) struct Claim {
    /// The date, with its time when there is one.
    pub(super) written: Written,
    /// How it is bounded.
    pub(super) bounded: Bounded,
    /// Where it stands in the block's words.
    pub(super) span: Range<usize>,
}

fn is_about_other(word: &Word<'_>) -> bool {
    OTHER_MATTERS.iter().any(|stem| word.low.starts_with(stem))
}

/// The closings that blocks name, each with its block.
pub(super) fn claims_of(blocks: &[Block]) -> Vec<(&Block, Claim)> {
    let mut found = Vec::new();
    let mut below_other = false;
    for (index, block) in blocks.iter().enumerate() {
        if block.is_heading {
            below_other = speaks_of_other(block);
        } else if !below_other && has_digit(block) {
            let was_other = index > 0 && speaks_of_other(&blocks[index - 1]);
            let sentences = sentences(&block.words);
            found.extend(claims(&block.words, &sentences, was_other).into_iter().map(|claim| (block, claim)));
        }
    }
    found
}

/// Without a digit there is no date.
fn has_digit(block: &Block) -> bool {
    block.words.bytes().any(|byte| byte.is_ascii_digit())
}

fn speaks_of_other(block: &Block) -> bool {
    sentences(&block.words).iter().flatten().any(is_about_other)
}

/// The closings that the sentences of a block name; `was_other` says whether the block before it was about
/// something else.
fn claims(words: &str, sentences: &[Vec<Word<'_>>], was_other: bool) -> Vec<Claim> {
    let mut found = Vec::new();
    let mut was_other = was_other;
    let mut speaks_of_interest = false;
    for sentence in sentences {
        // `Heb je interesse? Laat het uiterlijk 9 mei weten.`
        let is_interest = speaks_of_interest;
        speaks_of_interest = sentence
            .iter()
            .any(|word| matches!(&*word.low, "interesse" | "belangstelling" | "geïnteresseerd"));
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
            let is_invited = is_interest && invites(sentence);
            if let Some(bounded) = bound(sentence, from, until, is_invited) {
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
fn bound(sentence: &[Word<'_>], from: usize, until: usize, is_invited: bool) -> Option<Bounded> {
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
    (is_bounded && (is_invited || responds_behind(sentence, head, until))).then_some(bounded)
}

/// Whether the sentence asks to respond, behind one about interest.
fn invites(sentence: &[Word<'_>]) -> bool {
    sentence.first().is_some_and(|word| matches!(&*word.low, "laat" | "stuur" | "mail" | "meld"))
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
