//! How many words each notice of an index may have.

use crate::content::MOST_WORDS;

/// As many words as all notices of an index may have together, so that its size stays bearable.
const ALL: usize = 100_000;

/// As many words as one may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Budget(usize);

impl Budget {
    /// The share of one of so many notices.
    pub(super) fn for_notices(count: usize) -> Self {
        Self((ALL / count.max(1)).min(MOST_WORDS))
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
