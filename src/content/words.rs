//! The words by which a notice is found besides those of its title.

use crate::markdown::plain_text;
use crate::name::{folded, words};
use crate::record::Facts;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// A word of fewer letters is in every text.
const LETTERS: usize = 4;
/// As many words as a notice may have.
pub const MOST_WORDS: usize = 80;

/// The words of text and lists, folded, that the title lacks: the longest, as those say most, and of one length those
/// that come first in the alphabet, joined by a blank. No more than any notice may have.
#[must_use]
pub fn further_words(facts: &Facts) -> String {
    let body = facts.body.as_ref().map(|body| plain_text(&body.text));
    words_besides(facts, body.as_deref().unwrap_or_default())
}

/// [`further_words`], with the words of the body.
pub(super) fn words_besides(facts: &Facts, body: &str) -> String {
    let title = folded(&facts.title);
    let in_title: BTreeSet<&str> = words(&title, LETTERS).collect();
    let lists = [&facts.tasks, &facts.requirements, &facts.wishes, &facts.competences].into_iter().flatten();
    let texts: Vec<String> = std::iter::once(body).chain(lists.map(String::as_str)).map(folded).collect();
    let all = texts.iter().flat_map(|text| words(text, LETTERS));
    // Few are looked up in the title, as few are left.
    let mut longest = longest(all.collect(), MOST_WORDS + in_title.len());
    longest.retain(|word| !in_title.contains(word));
    longest.truncate(MOST_WORDS);
    longest.join(" ")
}

/// The longest of these words, at most so many, each once, and of one length those that come first in the alphabet.
fn longest(mut words: Vec<&str>, most: usize) -> Vec<&str> {
    words.sort_unstable_by_key(|word| Reverse(word.len()));
    let mut longest: Vec<&str> = Vec::with_capacity(most);
    // Words of one length are compared as texts, and most words are shorter than any that is wanted.
    for same_length in words.chunk_by_mut(|one, other| one.len() == other.len()) {
        same_length.sort_unstable();
        for word in same_length {
            if longest.last() != Some(word) {
                longest.push(word);
            }
        }
        if longest.len() >= most {
            break;
        }
    }
    longest.truncate(most);
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_words_come_first_each_once() {
        assert_eq!(
            longest(vec!["wijk", "plein", "buurt", "wijk", "straten"], 9),
            ["straten", "buurt", "plein", "wijk"]
        );
        let many: Vec<String> =
            (1000..1000 + 2 * MOST_WORDS).rev().map(|number| format!("weg{number}")).collect();
        let found = longest(many.iter().map(String::as_str).chain(["boulevard"]).collect(), MOST_WORDS);
        assert_eq!(
            (found.len(), found[0], found[1], found[MOST_WORDS - 1]),
            (MOST_WORDS, "boulevard", "weg1000", "weg1078")
        );
    }
}
