//! Drawing a site from a list of numbers.

use super::clock::{Bound, FIRST_DAY, When, local};
use super::relative::{Of, Relative, Told, Unit, Way};
use super::spec::{
    Chain, DecisionSpec, DocumentSpec, ItemSpec, Kind, RecordSpec, Replaced, RoundSpec, SiteSpec, Talks,
};

/// Days in which everything happens.
const DAYS: u32 = 24;
const TIMES: [i64; 6] = [32_400, 0, 32_399, 43_200, 86_399, 32_401];
const REGIONS: [&str; 3] = ["Utrecht", "Noord-Holland", "utrecht"];

/// A list of numbers to take choices from; when it is empty every choice is the plainest.
#[derive(Debug)]
pub(crate) struct Draw<'a> {
    left: std::slice::Iter<'a, u32>,
}

impl<'a> Draw<'a> {
    pub(crate) fn of(choices: &'a [u32]) -> Self {
        Self { left: choices.iter() }
    }

    /// A number below `most`; 0 is the plainest.
    pub(crate) fn below(&mut self, most: u32) -> u32 {
        self.left.next().map_or(0, |choice| choice % most)
    }

    /// True once in so many times.
    pub(crate) fn once_in(&mut self, times: u32) -> bool {
        self.below(times) == times - 1
    }

    pub(crate) fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(u32::try_from(of.len()).unwrap()) as usize].clone()
    }

    pub(super) fn time(&mut self) -> Option<i64> {
        (self.below(3) > 0).then(|| self.pick(&TIMES))
    }

    pub(super) fn when(&mut self) -> When {
        When { day: FIRST_DAY + i64::from(self.below(DAYS)), time: self.time() }
    }

    /// A moment on one of the days after `day`.
    pub(super) fn when_after(&mut self, day: i64, days: u32) -> When {
        When { day: day + 1 + i64::from(self.below(days)), time: self.time() }
    }

    /// Words that differ from draw to draw.
    pub(super) fn words(&mut self, what: &str) -> String {
        format!("{what} {}", self.below(1_000))
    }

    fn bound(&mut self) -> Bound {
        self.pick(&[Bound::TotEnMet, Bound::Uiterlijk, Bound::Tot])
    }

    /// Amendments of a chain, at distinct instants in order.
    pub(super) fn changes<T>(
        &mut self,
        most: u32,
        value: &mut dyn FnMut(&mut Self) -> T,
    ) -> Vec<Replaced<T>> {
        let count = self.below(most + 2).saturating_sub(1);
        let mut changes: Vec<_> = (0..count)
            .map(|_| Replaced { on: self.when(), words: self.words("reden"), new: value(self) })
            .collect();
        changes.sort_by_key(|change| change.on.opening());
        changes.dedup_by_key(|change| change.on.opening());
        changes
    }

    pub(super) fn chain<T>(&mut self, most: u32, value: &mut dyn FnMut(&mut Self) -> T) -> Chain<T> {
        Chain { first: value(self), changes: self.changes(most, value) }
    }

    /// A distance from one of these moments.
    pub(super) fn relative(&mut self, way: Way, of: &[Of]) -> Told {
        let unit = self.pick(&[Unit::Days, Unit::WorkingDays, Unit::Weeks, Unit::Months, Unit::WorkingDays]);
        let most = match unit {
            Unit::Days => 9,
            Unit::WorkingDays => 6,
            Unit::Weeks => 2,
            Unit::Months => 1,
        };
        Told::Relative(Relative { count: 1 + i64::from(self.below(most)), unit, way, of: self.pick(of) })
    }

    /// A moment, one in three times as a distance from one of these.
    fn told(&mut self, of: &[Of]) -> Told {
        if !self.once_in(3) {
            return Told::Dated(self.when());
        }
        let way = self.pick(&[Way::After, Way::Before]);
        self.relative(way, of)
    }

    /// A closing after the publication.
    fn closing(&mut self, published: When) -> Told {
        if self.once_in(4) {
            return self.relative(Way::After, &[Of::Published]);
        }
        Told::Dated(self.when_after(published.day, 12))
    }

    /// When the answers of a round come.
    pub(super) fn answers(&mut self, nr: usize, has_deadline: bool) -> Told {
        let of = [Of::Closing, Of::Published, Of::Deadline(nr), Of::Deadline(nr)];
        self.told(if has_deadline { &of } else { &of[..2] })
    }

    /// A question deadline that comes no later than the closing, of which `latest` is the first there is.
    pub(super) fn deadline(&mut self, bound: Bound, latest: i64, published: When) -> Told {
        if self.once_in(3) {
            return self.relative(Way::Before, &[Of::Closing]);
        }
        if self.once_in(6) {
            let told = self.relative(Way::After, &[Of::Published]);
            if told.since(published).closing(bound) <= latest {
                return told;
            }
        }
        Told::Dated(self.dated_deadline(bound, latest))
    }

    fn dated_deadline(&mut self, bound: Bound, latest: i64) -> When {
        let last_day = local(latest).0;
        let days = u32::try_from(last_day - FIRST_DAY + 1).unwrap_or(1).max(1);
        let when = When { day: last_day - i64::from(self.below(days)), time: self.time() };
        if when.closing(bound) <= latest { when } else { When { day: last_day - 2, time: None } }
    }

    pub(super) fn talks(&mut self) -> Talks {
        const STRETCHES: [(i64, i64); 3] = [(46_800, 57_600), (32_400, 43_200), (43_200, 46_800)];
        let windows = (0..1 + self.below(2)).map(|nr| {
            let (from, until) = self.pick(&STRETCHES);
            let of = [Of::Closing, Of::Published, Of::Window(1)];
            let day = if self.once_in(3) {
                self.relative(Way::After, if nr == 0 { &of[..2] } else { &of })
            } else {
                Told::Dated(When { day: FIRST_DAY + i64::from(self.below(DAYS)), time: None })
            };
            (day, from, until)
        });
        Talks {
            windows: windows.collect(),
            invitation_by: (self.below(2) > 0).then(|| self.told(&[Of::Window(1), Of::Closing])),
            place: self.words("zaal"),
        }
    }

    pub(super) fn item(&mut self, nr: u32, prose: &[String]) -> ItemSpec {
        ItemSpec {
            nr,
            question: self.words("Vraag"),
            answer: (self.below(4) < 3).then(|| self.prose("Antwoord", prose)),
            published: self.once_in(3).then(|| self.when()),
        }
    }

    /// A text that may hold one of the links in `links`.
    pub(super) fn prose(&mut self, what: &str, links: &[String]) -> String {
        let words = self.words(what);
        if self.once_in(3) { format!("{words}, zie {}", self.pick(links)) } else { words }
    }

    /// Amendments of the text, at distinct instants.
    fn texts(&mut self) -> Vec<(When, String)> {
        let changes = self.changes(2, &mut |_| ());
        changes.into_iter().map(|change| (change.on, change.words)).collect()
    }

    pub(super) fn document(&mut self, file: String) -> DocumentSpec {
        DocumentSpec {
            title: self.words("Document"),
            bytes: self.words("inhoud"),
            published: (self.below(3) > 0).then(|| self.when()),
            file,
        }
    }

    /// The first day on which a decision may be announced.
    pub(super) fn decision(&mut self, after_day: i64, prose: &[String]) -> DecisionSpec {
        DecisionSpec {
            announced: self.when_after(after_day, 6),
            is_positive: self.below(3) < 2,
            winner: self.words("Winnaar"),
            text: self.prose("Besluit", prose),
        }
    }
}

/// What links of a record may be: to records, and to a file that only this prose names.
pub(super) fn links(addresses: &[(String, String)], loose: &str) -> Vec<String> {
    let mut links: Vec<_> =
        addresses.iter().map(|(section, slug)| format!("[bericht](@/{section}/{slug})")).collect();
    links.push(format!("[bestand]({loose})"));
    links
}

impl SiteSpec {
    pub(crate) fn draw(draw: &mut Draw<'_>) -> Self {
        let count = 1 + draw.below(8);
        let sections = ["aanvragen", "vacatures"];
        let addresses: Vec<_> =
            (0..count).map(|nr| (draw.pick(&sections).to_owned(), format!("r{nr}"))).collect();
        let retention_days = draw.once_in(3).then(|| i64::from(1 + draw.below(12)));
        let per_page = draw.pick(&[25, 2]);
        let records = addresses.iter().map(|address| RecordSpec::draw(draw, address, &addresses, FIRST_DAY));
        let records = records.collect();
        let organisations = (0..3).map(|_| draw.prose("Over ons", &links(&addresses, "")[..1])).collect();
        Self { retention_days, per_page, records, organisations }
    }
}

impl RecordSpec {
    /// A record that is published on `first_day` or later.
    pub(super) fn draw(
        draw: &mut Draw<'_>,
        (section, slug): &(String, String),
        addresses: &[(String, String)],
        first_day: i64,
    ) -> Self {
        let kind = draw.pick(&[Kind::Inhuur, Kind::Aanbesteding, Kind::Vacature]);
        let published = When { day: first_day + i64::from(draw.below(10)), time: draw.time() };
        let bound = draw.bound();
        let closes = draw.chain(3, &mut |draw| draw.closing(published));
        let ever = |told: &Told| told.since(published).closing(bound);
        let latest = closes.values().map(ever).min().unwrap();
        let last_day = closes.values().map(|told| local(ever(told)).0).max().unwrap();
        let links = links(addresses, "los.txt");
        let rounds = (0..draw.below(4).saturating_sub(1)).map(|index| {
            let bound = draw.bound();
            let deadline =
                (draw.below(4) < 3).then(|| draw.chain(2, &mut |d| d.deadline(bound, latest, published)));
            let (nr, has_deadline) = (index as usize + 1, deadline.is_some());
            let mut round = RoundSpec {
                deadline,
                answers: (draw.below(4) < 3).then(|| draw.chain(2, &mut |d| d.answers(nr, has_deadline))),
                items: (0..draw.below(3)).map(|nr| draw.item(nr + 1, &links)).collect(),
                bound,
            };
            if round.answers.is_none() {
                round.items.iter_mut().for_each(|item| item.published = item.published.or(Some(published)));
            }
            round
        });
        let rounds = rounds.collect();
        let decided_after = if kind == Kind::Vacature { published.day } else { last_day };
        Self {
            rounds,
            section: section.clone(),
            slug: slug.clone(),
            draft: draw.once_in(8),
            title: draw.words("Bericht"),
            body: draw.prose("Tekst", &links[..links.len() - 1]),
            organisation: draw.below(3) as usize,
            region: (draw.below(3) > 0).then(|| draw.pick(&REGIONS)),
            has_reference: draw.below(2) > 0,
            alias: draw.once_in(4).then(|| format!("/oud/{slug}/")),
            talks: (draw.below(3) > 0).then(|| draw.chain(2, &mut |draw| draw.talks())),
            documents: (0..draw.below(3)).map(|nr| draw.document(format!("d{nr}.txt"))).collect(),
            expected: draw.once_in(3).then(|| draw.relative(Way::After, &[Of::Closing])),
            decision: draw.once_in(2).then(|| draw.decision(decided_after, &links)),
            standstill: draw
                .once_in(2)
                .then(|| (draw.below(4) < 3, (draw.below(4) < 3).then(|| 1 + i64::from(draw.below(4))))),
            withdrawn: draw.once_in(4).then(|| (draw.when(), draw.words("ingetrokken om"))),
            texts: draw.texts(),
            loose: vec![("los.txt".to_owned(), draw.words("los"))],
            kind,
            published,
            bound,
            closes,
        }
    }
}
