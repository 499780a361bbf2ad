//! Open notices that are like one that is no longer open.
//!
//! Each kind of trait has an index over the open notices. Of a trait that very many share only those that close
//! last are looked at, so that the work grows with the number of notices and not with its square.

use super::Site;
use crate::digest::Digest;
use crate::lifecycle::Disclosed;
use crate::name::{folded, words};
use crate::record::Kind;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// As many as are offered.
const MOST: usize = 3;
/// As many as are looked at of those that share one trait.
const LOOKED_AT: usize = 32;
/// A word of fewer letters says too little.
const LETTERS: usize = 4;
/// With less in common two notices have little to do with each other: the same organisation, region and kind
/// are enough, and so is one word that is not in every other title.
const LEAST: usize = 6;
/// Words that say nothing of the work.
const COMMON: [&str; 20] = [
    "binnen",
    "deze",
    "diverse",
    "door",
    "from",
    "gemeente",
    "gezocht",
    "junior",
    "medior",
    "naar",
    "onder",
    "over",
    "provincie",
    "senior",
    "team",
    "tijdens",
    "tussen",
    "voor",
    "waterschap",
    "with",
];

/// The open notices by their traits, found when the first is asked for.
#[derive(Debug)]
pub(super) struct Similar {
    /// Their indices in the order in which they are offered, latest closing first; those that close together by id.
    ranked: Vec<usize>,
    index: Index,
}

impl Site {
    /// The open notices that are like this one, best first; none while it is open, and none once it is retired.
    #[must_use]
    pub fn similar(&self, index: usize) -> &[usize] {
        self.like[index].get_or_init(|| self.find_similar(index))
    }

    fn find_similar(&self, index: usize) -> Vec<usize> {
        let notice = &self.notices[index];
        if notice.phase.is_open() || notice.is_retired {
            return Vec::new();
        }
        let open = self.similar.get_or_init(|| self.open_by_traits());
        let nearest = open.index.nearest(&Traits::of(notice)).into_iter();
        let mut similar: Vec<usize> = nearest.map(|rank| open.ranked[rank]).collect();
        similar.shrink_to_fit();
        similar
    }

    /// The digests of the rows of [`similar`](Self::similar).
    pub(super) fn similar_keys(&self, index: usize) -> impl Iterator<Item = Digest> {
        self.similar(index).iter().map(|other| self.notices[*other].row_key)
    }

    fn open_by_traits(&self) -> Similar {
        let mut ranked = self.open.clone();
        ranked.sort_by_cached_key(|index| {
            (Reverse(self.notices[*index].closes().at), self.notices[*index].id())
        });
        // One after the other: whoever waits for this may be a worker that others would be taken over from.
        let traits: Vec<Traits> = ranked.iter().map(|index| Traits::of(&self.notices[*index])).collect();
        Similar { index: Index::of(&traits), ranked }
    }
}

/// What two notices may have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Traits {
    /// The title, folded.
    title: String,
    cpv: Vec<String>,
    organisation: String,
    region: Option<String>,
    kind: Kind,
    education: Option<String>,
}

impl Traits {
    fn of(notice: &Disclosed) -> Self {
        let brief = notice.brief();
        Self {
            title: folded(&brief.title),
            cpv: brief.cpv.clone(),
            organisation: brief.organization_id.clone(),
            region: brief.region.as_ref().map(|region| region.slug.clone()),
            kind: brief.kind,
            education: brief.education.as_ref().and_then(|education| education.level.clone()),
        }
    }

    /// The same with a number for each text, as `number` gives them; what gets none is left out.
    fn numbered(&self, number: &mut impl FnMut(Sort, &str) -> Option<usize>) -> Numbered {
        let words = words(&self.title, LETTERS).filter(|word| !COMMON.contains(word));
        // The class of a CPV code: its first four digits (Regulation (EC) No 213/2008).
        let classes = self.cpv.iter().filter_map(|code| code.get(..4));
        let words = sorted(words.filter_map(|word| number(Sort::Word, word)).collect());
        let classes = sorted(classes.filter_map(|class| number(Sort::Class, class)).collect());
        let codes = sorted(self.cpv.iter().filter_map(|code| number(Sort::Code, code)).collect());
        let texts = words.iter().chain(&classes).chain(&codes);
        Numbered {
            mask: texts.fold(0, |mask, number| mask | 1 << (number % 64)),
            words,
            classes,
            codes,
            organisation: number(Sort::Organisation, &self.organisation),
            region: self.region.as_ref().and_then(|region| number(Sort::Region, region)),
            kind: self.kind,
            education: self.education.as_ref().and_then(|level| number(Sort::Education, level)),
        }
    }
}

/// A sort of trait that is a text.
#[derive(Clone, Copy, Debug)]
enum Sort {
    Word,
    Class,
    Code,
    Organisation,
    Region,
    Education,
}

/// The traits of a notice by their numbers, lists sorted: comparing numbers costs next to nothing.
#[derive(Debug)]
struct Numbered {
    words: Vec<usize>,
    classes: Vec<usize>,
    codes: Vec<usize>,
    /// A bit for each of all these: two that have no bit in common have none in common.
    mask: u64,
    organisation: Option<usize>,
    region: Option<usize>,
    kind: Kind,
    education: Option<usize>,
}

impl Numbered {
    /// The traits by which others are found.
    fn finding(&self) -> impl Iterator<Item = usize> {
        let lists = self.words.iter().chain(&self.classes).copied();
        lists.chain(self.organisation).chain(self.region)
    }
}

fn sorted(mut numbers: Vec<usize>) -> Vec<usize> {
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// The numbers in both of two lists, which are short.
fn common<'a>(one: &'a [usize], other: &'a [usize]) -> impl Iterator<Item = usize> {
    one.iter().copied().filter(|number| other.contains(number))
}

/// Open notices, in the order in which they are offered, by their traits.
#[derive(Debug)]
struct Index {
    /// For each sort of trait the number of each text.
    numbers: [BTreeMap<String, usize>; 6],
    open: Vec<Numbered>,
    /// For each number the ranks of the notices that have it, when others are found by it.
    having: Vec<Vec<usize>>,
}

impl Index {
    fn of(traits: &[Traits]) -> Self {
        let mut index = Self { numbers: Default::default(), open: Vec::new(), having: Vec::new() };
        for (rank, traits) in traits.iter().enumerate() {
            let Self { numbers, having, .. } = &mut index;
            let numbered = traits.numbered(&mut |sort, text| {
                let numbers = &mut numbers[sort as usize];
                Some(numbers.get(text).copied().unwrap_or_else(|| {
                    numbers.insert(text.to_owned(), having.len());
                    having.push(Vec::new());
                    having.len() - 1
                }))
            });
            numbered.finding().for_each(|number| index.having[number].push(rank));
            index.open.push(numbered);
        }
        index
    }

    /// Those that are most like this one, best first.
    fn nearest(&self, traits: &Traits) -> Vec<usize> {
        let traits = traits.numbered(&mut |sort, text| self.numbers[sort as usize].get(text).copied());
        let sharing = traits.finding().flat_map(|number| self.having[number].iter().take(LOOKED_AT));
        let mut is_seen = vec![false; self.open.len()];
        let mut best: Vec<(Reverse<usize>, usize)> = Vec::with_capacity(MOST + 1);
        for &rank in sharing {
            if std::mem::replace(&mut is_seen[rank], true) {
                continue;
            }
            let score = self.score(&traits, &self.open[rank]);
            if score < LEAST {
                continue;
            }
            let place = best.partition_point(|other| *other < (Reverse(score), rank));
            if place < MOST {
                best.insert(place, (Reverse(score), rank));
                best.truncate(MOST);
            }
        }
        best.iter().map(|(_, rank)| *rank).collect()
    }

    fn score(&self, one: &Numbered, other: &Numbered) -> usize {
        let if_so = |holds: bool, points: usize| if holds { points } else { 0 };
        let same = |one: Option<usize>, other: Option<usize>| one.is_some() && one == other;
        let texts = if one.mask & other.mask == 0 { 0 } else { self.score_of_texts(one, other) };
        texts
            + if_so(same(one.organisation, other.organisation), 3)
            + if_so(same(one.region, other.region), 2)
            + if_so(one.kind == other.kind, 1)
            + if_so(same(one.education, other.education), 1)
    }

    /// What their titles and codes say.
    fn score_of_texts(&self, one: &Numbered, other: &Numbered) -> usize {
        let words: usize = common(&one.words, &other.words).map(|word| self.weight(word)).sum();
        let has = |one, other| common(one, other).next().is_some();
        let cpv = match () {
            () if has(&one.codes, &other.codes) => 6,
            () if has(&one.classes, &other.classes) => 4,
            () => 0,
        };
        words + cpv
    }

    /// What a shared word says: much when few open notices have it, little when it is in one of eight titles.
    fn weight(&self, word: usize) -> usize {
        let (count, all) = (self.having[word].len(), self.open.len());
        match count {
            0..=2 => 10,
            _ if count * 50 <= all => 10,
            _ if count * 8 <= all => 6,
            _ => 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn traits(title: &str, cpv: &[&str], organisation: &str, region: &str) -> Traits {
        Traits {
            title: folded(title),
            cpv: cpv.iter().map(|code| (*code).to_owned()).collect(),
            organisation: organisation.to_owned(),
            region: (!region.is_empty()).then(|| region.to_owned()),
            kind: Kind::Inhuur,
            education: None,
        }
    }

    #[track_caller]
    fn check(open: &[Traits], closed: &Traits, expected: &[usize]) {
        assert_eq!(Index::of(open).nearest(closed), expected);
    }

    #[test]
    fn a_rare_word_counts_most_and_a_stranger_is_not_offered() {
        let open = [
            traits("Jurist omgevingsrecht", &[], "b", "utrecht"),
            traits("Wijkcoördinator", &[], "c", "drenthe"),
            traits("Inkoper", &[], "a", "utrecht"),
            traits("Tekenaar", &[], "a", "zeeland"),
        ];
        check(&open, &traits("Senior wijkcoordinator (m/v)", &[], "a", "utrecht"), &[1, 2]);
        check(&open, &traits("Bode", &[], "d", "friesland"), &[]);
        check(&[], &traits("Bode", &[], "d", "friesland"), &[]);
    }

    #[test]
    fn cpv_codes_count_whole_or_by_class() {
        let open = [
            traits("Dakwerk", &["45261000-4"], "b", ""),
            traits("Gevelwerk", &["45262000-1"], "c", ""),
            traits("Bestek", &["71000000-8"], "d", ""),
        ];
        let closed = traits("Renovatie", &["45262000-1"], "a", "");
        check(&open, &closed, &[1]);
        // The class, the kind and nothing else is too little; with the organisation it is enough.
        check(&open, &Traits { organisation: "b".to_owned(), ..closed }, &[0, 1]);
    }

    #[test]
    fn what_all_share_finds_at_most_three_in_their_order() {
        let many: Vec<Traits> = (0..60).map(|_| traits("Medewerker balie", &[], "a", "utrecht")).collect();
        check(&many, &traits("Medewerker archief", &[], "a", "utrecht"), &[0, 1, 2]);
        check(&many, &traits("Medewerker archief", &[], "b", "zeeland"), &[]);
    }
}
