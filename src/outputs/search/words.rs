//! The words by which a notice is found besides those of its title.

use crate::markdown::plain_text;
use crate::name::{folded, words};
use crate::record::Facts;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// A word of fewer letters is in every text.
const LETTERS: usize = 4;
/// As many words as a notice may have.
const MOST: usize = 80;
/// As many words as all notices of an index may have together, so that its size stays bearable.
const ALL: usize = 100_000;

/// How many words each notice of an index may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Budget(usize);

impl Budget {
    /// The share of one of so many notices.
    pub(super) fn for_notices(count: usize) -> Self {
        Self((ALL / count.max(1)).min(MOST))
    }

    /// As many of the first of these words, which are parted by blanks.
    pub(super) fn of(self, words: &str) -> &str {
        if self.0 == 0 {
            return "";
        }
        let end = words.match_indices(' ').nth(self.0 - 1).map_or(words.len(), |(end, _)| end);
        &words[..end]
    }
}

/// The words of text and lists, folded, that the title lacks: the longest, as those say most, and of one length those
/// that come first in the alphabet, joined by a blank. No more than any notice may have.
pub(super) fn further_words(facts: &Facts) -> String {
    let title = folded(&facts.title);
    let in_title: BTreeSet<&str> = words(&title, LETTERS).collect();
    let body = facts.body.iter().map(|body| plain_text(&body.text));
    let lists = [&facts.tasks, &facts.requirements, &facts.wishes, &facts.competences];
    let texts: Vec<String> =
        body.chain(lists.into_iter().flatten().cloned()).map(|text| folded(&text)).collect();
    let all = texts.iter().flat_map(|text| words(text, LETTERS));
    longest(all.filter(|word| !in_title.contains(word)).collect()).join(" ")
}

/// The longest of these words, each once, and of one length those that come first in the alphabet.
fn longest(mut words: Vec<&str>) -> Vec<&str> {
    words.sort_unstable_by_key(|word| Reverse(word.len()));
    let mut longest: Vec<&str> = Vec::with_capacity(MOST);
    // Words of one length are compared as texts, and most words are shorter than any that is wanted.
    for same_length in words.chunk_by_mut(|one, other| one.len() == other.len()) {
        same_length.sort_unstable();
        for word in same_length {
            if longest.last() != Some(word) {
                longest.push(word);
            }
        }
        if longest.len() >= MOST {
            break;
        }
    }
    longest.truncate(MOST);
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_words_come_first_each_once() {
        assert_eq!(longest(vec!["wijk", "plein", "buurt", "wijk", "straten"]), ["straten", "buurt", "plein", "wijk"]);
        let many: Vec<String> = (1000..1000 + 2 * MOST).rev().map(|number| format!("weg{number}")).collect();
        let found = longest(many.iter().map(String::as_str).chain(["boulevard"]).collect());
        assert_eq!((found.len(), found[0], found[1], found[MOST - 1]), (MOST, "boulevard", "weg1000", "weg1078"));
    }

    #[test]
    fn a_notice_has_its_share() {
        let check = |count, expected| assert_eq!(Budget::for_notices(count), Budget(expected), "{count}");
        check(0, 80);
        check(1_250, 80);
        check(2_000, 50);
        check(20_000, 5);
        check(200_000, 0);
        assert_eq!(
            [0, 1, 2, 3, 4].map(|most| Budget(most).of("een twee drie")),
            ["", "een", "een twee", "een twee drie", "een twee drie"]
        );
    }
}
