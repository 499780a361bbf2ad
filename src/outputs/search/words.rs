//! The words by which a notice is found besides those of its title.

use crate::markdown::plain_text;
use crate::name::{folded, words};
use crate::record::Facts;
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
    let mut further: Vec<&str> = texts.iter().flat_map(|text| words(text, LETTERS)).collect();
    further.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    further.dedup();
    further.retain(|word| !in_title.contains(word));
    further.truncate(MOST);
    further.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

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
