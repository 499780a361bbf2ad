//! The same site with other secrets: whatever may not be known at an instant is changed, moved, taken away or
//! added, and everything that may be known stays.

use super::clock::{DAY, When, local};
use super::draw::{Draw, links};
use super::relative::Told;
use super::spec::{Chain, Kind, RecordSpec, Replaced, SiteSpec};

impl SiteSpec {
    /// Another site that may not be told from this one at `t`.
    ///
    /// With retention set, whether a decision or a withdrawal is coming shows in that `retention-ends` is not
    /// told (section 4), so then neither comes, goes nor moves.
    pub(crate) fn with_other_secrets(&self, t: i64, draw: &mut Draw<'_>) -> Self {
        let mut other = self.clone();
        let addresses: Vec<_> =
            self.records.iter().map(|record| (record.section.clone(), record.slug.clone())).collect();
        for record in &mut other.records {
            if record.is_visible(t) {
                record.change_secrets(t, &addresses, self.retention_days.is_none(), draw);
            } else {
                *record = hidden_record(record, t, &addresses, draw);
            }
        }
        if draw.once_in(2) {
            let address = ("geheim".to_owned(), "r99".to_owned());
            let record = RecordSpec::draw(draw, &address, &addresses, local(t).0 + 1);
            other.records.push(record);
        }
        for (nr, about) in other.organisations.iter_mut().enumerate() {
            let is_seen = |record: &RecordSpec| record.is_visible(t) && record.organisation == nr;
            if !self.records.iter().any(is_seen) {
                *about = draw.words("Geheim over ons");
            }
        }
        other
    }
}

/// A wholly other record at the same address, a draft or published after `t`.
fn hidden_record(
    was: &RecordSpec,
    t: i64,
    addresses: &[(String, String)],
    draw: &mut Draw<'_>,
) -> RecordSpec {
    let address = (was.section.clone(), was.slug.clone());
    let mut record = RecordSpec::draw(draw, &address, addresses, local(t).0 + 1);
    if draw.once_in(4) {
        record = RecordSpec::draw(draw, &address, addresses, local(t).0 - 9);
        record.draft = true;
    }
    record
}

impl RecordSpec {
    fn change_secrets(
        &mut self,
        t: i64,
        addresses: &[(String, String)],
        may_come_and_go: bool,
        draw: &mut Draw<'_>,
    ) {
        let h = self.withdrawn_at().map_or(t, |on| on.min(t));
        let day = local(h).0;
        let is_hidden = |when: When| when.opening() > h;
        let later = |draw: &mut Draw<'_>| draw.when_after(day, 10);
        let links = links(addresses, "los.txt");
        let (published, before) = (self.published, self.clone());
        let ever = |told: &Told| told.since(published).closing(before.bound);
        let latest = before.closes.values().map(ever).min().unwrap();
        let last_day = before.closes.values().map(|told| local(ever(told)).0).max().unwrap();

        // Newer closings come from those that the record has been checked with.
        let closings: Vec<_> = self.closes.values().copied().collect();
        change(&mut self.closes, h, draw, &mut |draw| draw.pick(&closings));
        for (index, round) in self.rounds.iter_mut().enumerate() {
            let default_is_hidden = round.answers.as_ref().is_some_and(|answers| {
                let newest = answers.changes.iter().rev().find(|change| change.on.opening() <= h);
                is_hidden(before.meant(newest.map_or(answers.first, |change| change.new), h))
            });
            round.items.retain(|item| match item.published {
                Some(own) => !is_hidden(own),
                None => !default_is_hidden,
            });
            for nr in 0..draw.below(3) {
                let mut item = draw.item(50 + nr, &links);
                item.question = draw.words("Geheime vraag");
                item.published = if default_is_hidden && draw.once_in(2) { None } else { Some(later(draw)) };
                let place = if draw.once_in(2) { 0 } else { round.items.len() };
                round.items.insert(place, item);
            }
            if let Some(chain) = &mut round.deadline {
                let bound = round.bound;
                change(chain, h, draw, &mut |draw| draw.deadline(bound, latest, published));
            }
            if let Some(chain) = &mut round.answers {
                let has_deadline = round.deadline.is_some();
                change(chain, h, draw, &mut |draw| draw.answers(index + 1, has_deadline));
            }
        }
        if let Some(chain) = &mut self.talks {
            change(chain, h, draw, &mut |draw| draw.talks());
        }
        self.texts.retain(|(on, _)| !is_hidden(*on));
        if draw.once_in(2) {
            self.texts.push((later(draw), draw.words("geheime tekst")));
        }
        self.documents.retain(|document| document.published.is_none_or(|own| !is_hidden(own)));
        for nr in 0..draw.below(3) {
            let mut document = draw.document(format!("geheim{nr}.txt"));
            document.published = Some(later(draw));
            let place = if draw.once_in(2) { 0 } else { self.documents.len() };
            self.documents.insert(place, document);
        }
        self.change_outcome(h, t, last_day, &links, may_come_and_go, draw);
    }

    fn change_outcome(
        &mut self,
        h: i64,
        t: i64,
        last_day: i64,
        links: &[String],
        may_come_and_go: bool,
        draw: &mut Draw<'_>,
    ) {
        let is_secret = self.decision.as_ref().is_none_or(|decision| decision.announced.opening() > h);
        if is_secret && may_come_and_go {
            let after = if self.kind == Kind::Vacature { local(h).0 } else { last_day.max(local(h).0) };
            self.decision = draw.once_in(2).then(|| draw.decision(after, links));
        } else if is_secret && let Some(decision) = &mut self.decision {
            decision.text = draw.words("Geheim besluit");
            decision.winner = draw.words("Geheime winnaar");
            decision.is_positive = draw.below(2) > 0;
        }
        let is_secret = self.withdrawn_at().is_none_or(|on| on > t);
        if is_secret && may_come_and_go {
            let on = draw.when_after(local(t).0, 10);
            self.withdrawn = draw.once_in(2).then(|| (on, draw.words("geheim ingetrokken om")));
        } else if is_secret && let Some((_, reason)) = &mut self.withdrawn {
            *reason = draw.words("geheim ingetrokken om");
        }
        // A file that nothing names may be anything; one that only hidden prose names is as hidden as that.
        let names_file = |text: &String| text.contains("los.txt");
        let seen_answers = self.rounds.iter().flat_map(|round| &round.items).filter(|item| item.nr < 50);
        let is_named = seen_answers.filter_map(|item| item.answer.as_ref()).any(names_file)
            || self.decision.iter().any(|d| d.announced.opening() <= h && names_file(&d.text));
        if !is_named {
            self.loose[0].1 = draw.words("geheim los");
        }
    }
}

/// Keeps what holds at `h` and draws anew what comes after it.
fn change<T>(chain: &mut Chain<T>, h: i64, draw: &mut Draw<'_>, value: &mut dyn FnMut(&mut Draw<'_>) -> T) {
    chain.changes.retain(|change| change.on.opening() <= h);
    let day = local(h + DAY).0;
    for nr in 0..draw.below(3) {
        let on = When { day: day + i64::from(nr), time: draw.time() };
        let (words, new) = (draw.words("geheime reden"), value(draw));
        chain.changes.push(Replaced { on, words, new });
    }
}
