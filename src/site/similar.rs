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
use std::collections::{BTreeMap, BTreeSet};

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
    /// In that order.
    traits: Vec<Traits>,
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
        let nearest = open.index.nearest(&open.traits, &Traits::of(notice)).into_iter();
        nearest.map(|rank| open.ranked[rank]).collect()
    }

    /// The digests of the rows of [`similar`](Self::similar).
    pub(super) fn similar_keys(&self, index: usize) -> impl Iterator<Item = Digest> {
        let card_key = |other: &usize| *self.cards[*other].get_or_init(|| Digest::of(&self.card(*other)));
        self.similar(index).iter().map(card_key)
    }

    fn open_by_traits(&self) -> Similar {
        let mut ranked = self.open.clone();
        ranked.sort_by_cached_key(|index| {
            (Reverse(self.notices[*index].closes().at), self.notices[*index].id())
        });
        // One after the other: whoever waits for this may be a worker that others would be taken over from.
        let traits: Vec<Traits> = ranked.iter().map(|index| Traits::of(&self.notices[*index])).collect();
        Similar { index: Index::of(&traits), ranked, traits }
    }
}

/// What two notices may have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Traits {
    /// Words of the title, folded.
    words: BTreeSet<String>,
    cpv: BTreeSet<String>,
    organisation: String,
    region: Option<String>,
    kind: Kind,
    education: Option<String>,
}

impl Traits {
    fn of(notice: &Disclosed) -> Self {
        let facts = notice.facts();
        let title = folded(&facts.title);
        let region = facts.location.as_ref().and_then(|location| location.region.as_ref());
        Self {
            words: words(&title, LETTERS).filter(|word| !COMMON.contains(word)).map(str::to_owned).collect(),
            cpv: facts.procedure.iter().flat_map(|procedure| procedure.cpv.iter().cloned()).collect(),
            organisation: facts.organization.id.clone(),
            region: region.map(|region| region.slug.clone()),
            kind: facts.kind,
            education: facts.education.as_ref().and_then(|education| education.level.clone()),
        }
    }

    /// The classes of its CPV codes: their first four digits (Regulation (EC) No 213/2008).
    fn classes(&self) -> BTreeSet<&str> {
        self.cpv.iter().filter_map(|code| code.get(..4)).collect()
    }

    /// The traits by which others are found.
    fn keys(&self) -> impl Iterator<Item = Key> {
        let words = self.words.iter().map(|word| Key::Word(word.clone()));
        let classes = self.classes().into_iter().map(|class| Key::Class(class.to_owned()));
        let region = self.region.iter().map(|region| Key::Region(region.clone()));
        words.chain(classes).chain([Key::Organisation(self.organisation.clone())]).chain(region)
    }
}

/// A trait that leads to those who have it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Word(String),
    Class(String),
    Organisation(String),
    Region(String),
}

/// Which open notices have a trait, in the order in which they are offered.
#[derive(Debug)]
struct Index {
    having: BTreeMap<Key, Vec<usize>>,
    count: usize,
}

impl Index {
    fn of(traits: &[Traits]) -> Self {
        let mut having: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (rank, traits) in traits.iter().enumerate() {
            for key in traits.keys() {
                having.entry(key).or_default().push(rank);
            }
        }
        Self { having, count: traits.len() }
    }

    /// Those of `open` that are most like this one, best first.
    fn nearest(&self, open: &[Traits], traits: &Traits) -> Vec<usize> {
        let sharing = traits.keys().filter_map(|key| self.having.get(&key));
        let near: BTreeSet<usize> = sharing.flat_map(|ranks| ranks.iter().take(LOOKED_AT).copied()).collect();
        let scored = near.into_iter().map(|rank| (self.score(traits, &open[rank]), rank));
        let mut scored: Vec<_> = scored.filter(|(score, _)| *score >= LEAST).collect();
        scored.sort_by_key(|(score, rank)| (Reverse(*score), *rank));
        scored.into_iter().take(MOST).map(|(_, rank)| rank).collect()
    }

    fn score(&self, one: &Traits, other: &Traits) -> usize {
        let if_so = |holds: bool, points: usize| if holds { points } else { 0 };
        let words: usize = one.words.intersection(&other.words).map(|word| self.weight(word)).sum();
        let cpv = if one.cpv.is_disjoint(&other.cpv) {
            if_so(!one.classes().is_disjoint(&other.classes()), 4)
        } else {
            6
        };
        let same = |one: &Option<String>, other: &Option<String>| one.is_some() && one == other;
        words
            + cpv
            + if_so(one.organisation == other.organisation, 3)
            + if_so(same(&one.region, &other.region), 2)
            + if_so(one.kind == other.kind, 1)
            + if_so(same(&one.education, &other.education), 1)
    }

    /// What a shared word says: much when few open notices have it, little when it is in one of eight titles.
    fn weight(&self, word: &str) -> usize {
        let count = self.having.get(&Key::Word(word.to_owned())).map_or(0, Vec::len);
        let all = self.count;
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
            words: words(&folded(title), LETTERS)
                .filter(|word| !COMMON.contains(word))
                .map(str::to_owned)
                .collect(),
            cpv: cpv.iter().map(|code| (*code).to_owned()).collect(),
            organisation: organisation.to_owned(),
            region: (!region.is_empty()).then(|| region.to_owned()),
            kind: Kind::Inhuur,
            education: None,
        }
    }

    #[track_caller]
    fn check(open: &[Traits], closed: &Traits, expected: &[usize]) {
        assert_eq!(Index::of(open).nearest(open, closed), expected);
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
