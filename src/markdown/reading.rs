//! All that a check wants of a prose text, in one go.

use super::blocks::{Block, Blocks};
use super::render::put_words;
use super::scan::{Finding, found};
use pulldown_cmark::Parser;

/// What one reading of a prose text gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// As [`scan`](super::scan) gives them.
    pub findings: Vec<Finding>,
    /// As [`blocks`](super::blocks) gives them.
    pub blocks: Vec<Block>,
    /// As [`plain_text`](super::plain_text) gives it.
    pub plain: String,
}

/// Reads a prose text once, for all who want to know something of it: parsing is what costs.
#[must_use]
pub fn read(text: &str) -> Reading {
    let mut findings = Vec::new();
    let mut blocks = Blocks::of(text);
    let mut plain = String::with_capacity(text.len());
    for (event, span) in Parser::new_ext(text, super::options()).into_offset_iter() {
        findings.extend(found(&event, &span));
        put_words(&event, &mut plain);
        blocks.take(&event, span);
    }
    Reading { findings, blocks: blocks.finish(), plain }
}

#[cfg(test)]
mod tests {
    use super::super::{blocks, plain_text, scan};
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str) {
        let expected = Reading { findings: scan(text), blocks: blocks(text), plain: plain_text(text) };
        assert_eq!(read(text), expected, "{text:?}");
    }

    #[test]
    fn one_reading_gives_what_three_would() {
        for text in
            ["", " ", "Eén regel.", "Zie [dit](@/a/b), <a@b.nl> en <b>vet</b>.\n\n# Kop\n\n- een\n- twee"]
        {
            check(text);
        }
    }

    proptest! {
        #[test]
        fn of_any_text(text in "([a-z ]{0,8}|[\\[\\]<>()#*_`|!@&;:\\-\n\\\\]{1,3}){0,12}") {
            check(&text);
        }
    }
}
