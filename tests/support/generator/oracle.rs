//! What must hold of a record at an instant, read straight from sections 2 and 4 of the record format. Slow,
//! plain, and without a line of the program.

use super::clock::{self, instant, local};
use super::relative::Told;
use super::spec::{Chain, Kind, RecordSpec, SiteSpec, Talks};

/// An event as `notice.json` tells it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Happening {
    pub(crate) at: i64,
    /// The place of the name among those that share an instant.
    pub(crate) rank: usize,
    /// For `amended`: its field.
    pub(crate) field: Option<String>,
    pub(crate) round: Option<usize>,
    pub(crate) nr: Option<u32>,
    pub(crate) is_known: bool,
}

/// Event names in the order of section 4.
pub(crate) const EVENTS: [&str; 13] = [
    "published",
    "amended",
    "questions-close",
    "answers-published",
    "answer-published",
    "response-closes",
    "invitations-due",
    "interviews-end",
    "interviews-start",
    "decision-announced",
    "standstill-ends",
    "withdrawn",
    "retention-ends",
];

impl Happening {
    pub(crate) fn name(&self) -> &'static str {
        EVENTS[self.rank]
    }
}

impl<T> Chain<T> {
    /// The value at `t`: what the last amendment up to then brought, or the first.
    pub(super) fn in_force(&self, t: i64) -> &T {
        self.changes.iter().rev().find(|change| change.on.opening() <= t).map_or(&self.first, |c| &c.new)
    }
}

impl RecordSpec {
    /// Up to where moments count: a withdrawal drops what comes after it.
    fn horizon(&self, t: i64) -> i64 {
        self.withdrawn_at().map_or(t, |on| on.min(t))
    }

    pub(crate) fn withdrawn_at(&self) -> Option<i64> {
        self.withdrawn.as_ref().map(|(on, _)| on.opening())
    }

    pub(crate) fn published_at(&self) -> i64 {
        self.published.opening()
    }

    pub(crate) fn is_visible(&self, t: i64) -> bool {
        !self.draft && t >= self.published.opening()
    }

    pub(crate) fn closes_at(&self, t: i64) -> i64 {
        self.closing_in_force(t).closing(self.bound)
    }

    /// The last open day, when the closing in force is a bare date.
    pub(crate) fn closes_on(&self, t: i64) -> Option<String> {
        self.closing_in_force(t).last_open_day(self.bound).map(clock::date)
    }

    fn closing_in_force(&self, t: i64) -> clock::When {
        let h = self.horizon(t);
        self.meant(*self.closes.in_force(h), h)
    }

    /// The day on which a decision is expected.
    pub(crate) fn expected_on(&self, t: i64) -> Option<String> {
        self.expected.map(|told| clock::date(self.meant(told, self.horizon(t)).day))
    }

    /// Number, deadline and answers of each round, as in force.
    fn rounds_in_force(&self, t: i64) -> Vec<(usize, Option<i64>, Option<i64>)> {
        let h = self.horizon(t);
        let each = self.rounds.iter().enumerate().map(|(index, round)| {
            let deadline =
                round.deadline.as_ref().map(|chain| self.meant(*chain.in_force(h), h).closing(round.bound));
            let answers = round.answers.as_ref().map(|chain| self.meant(*chain.in_force(h), h).opening());
            (index + 1, deadline, answers)
        });
        each.collect()
    }

    fn talks_in_force(&self, t: i64) -> Option<&Talks> {
        let h = self.horizon(t);
        self.talks.as_ref().map(|chain| chain.in_force(h))
    }

    fn windows(&self, t: i64) -> Vec<(i64, i64)> {
        let windows = self.talks_in_force(t).map(|talks| talks.windows.clone()).unwrap_or_default();
        let h = self.horizon(t);
        let on = |told: Told| self.meant(told, h).day;
        windows.iter().map(|&(day, from, until)| (instant(on(day), from), instant(on(day), until))).collect()
    }

    /// The table of phases.
    pub(crate) fn phase(&self, t: i64) -> &'static str {
        if t < self.published.opening() {
            return "scheduled";
        }
        if self.withdrawn_at().is_some_and(|on| t >= on) {
            return "withdrawn";
        }
        if let Some(decision) = &self.decision
            && t >= decision.announced.opening()
        {
            return match (self.kind, decision.is_positive) {
                _ if self.standstill_ends().is_some_and(|ends| t < ends) => "standstill",
                (Kind::Vacature, true) => "filled",
                (_, true) => "awarded",
                (_, false) => "not-awarded",
            };
        }
        let closes = self.closes_at(t);
        if t < closes {
            let rounds = self.rounds_in_force(t);
            let ahead = |moment: Option<i64>| moment.is_some_and(|moment| moment > t);
            let passed = |moment: Option<i64>| moment.is_some_and(|moment| moment <= t);
            return if rounds.iter().any(|&(_, deadline, _)| ahead(deadline)) {
                "questions-open"
            } else if rounds.iter().any(|&(_, deadline, answers)| passed(deadline) && ahead(answers)) {
                "answers-pending"
            } else {
                "open"
            };
        }
        let windows: Vec<_> = self.windows(t).into_iter().filter(|(start, _)| *start >= closes).collect();
        let first = windows.iter().map(|(start, _)| *start).min();
        let last = windows.iter().map(|(_, end)| *end).max();
        match (first, last) {
            (Some(first), Some(last)) if t >= first => {
                if t < last {
                    "interviewing"
                } else {
                    "deciding"
                }
            }
            _ => "closed",
        }
    }

    /// The end of day number `days`, counted from the day after the announcement.
    fn standstill_ends(&self) -> Option<i64> {
        let decision = self.decision.as_ref()?;
        let (applies, days) = self.standstill?;
        let is_award = decision.is_positive && self.kind != Kind::Vacature;
        (applies && is_award).then_some(())?;
        Some(instant(local(decision.announced.opening()).0 + days? + 1, 0))
    }

    /// When retention ends, and whether that may be known.
    fn retention_ends(&self, t: i64, days: i64) -> (i64, bool) {
        let closes = self.closes_at(t);
        let withdrawn = self.withdrawn_at();
        let announced = self.decision.as_ref().map(|decision| decision.announced.opening());
        let announced = announced.filter(|at| !withdrawn.is_some_and(|on| on <= t && *at > on));
        let last = [Some(closes), withdrawn, announced].into_iter().flatten().max().unwrap();
        let (day, time) = local(last);
        (instant(day + days, time), last == closes || last <= t)
    }

    pub(crate) fn is_retired(&self, t: i64, site: &SiteSpec) -> bool {
        site.retention_days.is_some_and(|days| t >= self.retention_ends(t, days).0)
    }

    /// Every event, sorted, with what may be known of it at `t`.
    pub(crate) fn timeline(&self, t: i64, site: &SiteSpec) -> Vec<Happening> {
        let h = self.horizon(t);
        let mut events = Vec::new();
        let mut add = |name: &str, at: i64, field: Option<&str>, round, nr, is_known| {
            let rank = EVENTS.iter().position(|event| *event == name).unwrap();
            events.push(Happening { at, rank, field: field.map(str::to_owned), round, nr, is_known });
        };
        add("published", self.published.opening(), None, None, None, true);
        for (on, field) in self.amended() {
            add("amended", on, Some(&field), None, None, on <= h);
        }
        for (nr, deadline, answers) in self.rounds_in_force(t) {
            for (name, moment) in [("questions-close", deadline), ("answers-published", answers)] {
                moment.into_iter().for_each(|at| add(name, at, None, Some(nr), None, true));
            }
        }
        for (index, round) in self.rounds.iter().enumerate() {
            for item in &round.items {
                if let Some(own) = item.published {
                    let at = own.opening();
                    add("answer-published", at, None, Some(index + 1), Some(item.nr), at <= h);
                }
            }
        }
        add("response-closes", self.closes_at(t), None, None, None, true);
        if let Some(invitation) = self.talks_in_force(t).and_then(|talks| talks.invitation_by) {
            let invitation = self.meant(invitation, h);
            add("invitations-due", invitation.closing(clock::Bound::TotEnMet), None, None, None, true);
        }
        for (start, end) in self.windows(t) {
            add("interviews-start", start, None, None, None, true);
            add("interviews-end", end, None, None, None, true);
        }
        if let Some(decision) = &self.decision {
            let at = decision.announced.opening();
            add("decision-announced", at, None, None, None, at <= h);
            if let Some(ends) = self.standstill_ends() {
                add("standstill-ends", ends, None, None, None, at <= h);
            }
        }
        if let Some(on) = self.withdrawn_at() {
            add("withdrawn", on, None, None, None, on <= t);
            if on <= t {
                events.retain(|event| event.at <= on);
            }
        }
        if let Some(days) = site.retention_days {
            let (at, is_known) = self.retention_ends(t, days);
            let rank = EVENTS.len() - 1;
            events.push(Happening { at, rank, field: None, round: None, nr: None, is_known });
        }
        events.sort();
        events
    }

    /// Instant and field of every amendment.
    pub(super) fn amended(&self) -> Vec<(i64, String)> {
        let mut all: Vec<_> = self.texts.iter().map(|(on, _)| (on.opening(), "text".to_owned())).collect();
        all.extend(self.closes.changes.iter().map(|c| (c.on.opening(), "response.deadline".to_owned())));
        for (index, round) in self.rounds.iter().enumerate() {
            for (chain, key) in [(&round.deadline, "deadline"), (&round.answers, "answers_on")] {
                let changes = chain.iter().flat_map(|chain| &chain.changes);
                let field = format!("questions.rounds.{}.{key}", index + 1);
                all.extend(changes.map(|change| (change.on.opening(), field.clone())));
            }
        }
        let talks = self.talks.iter().flat_map(|chain| &chain.changes);
        all.extend(talks.map(|change| (change.on.opening(), "interviews".to_owned())));
        all
    }

    /// Files that may be fetched at `t`, save those that only prose names.
    pub(crate) fn documents_out(&self, t: i64) -> Vec<&str> {
        let h = self.horizon(t);
        let out = self.documents.iter().filter(|d| d.published.is_none_or(|own| own.opening() <= h));
        out.map(|document| document.file.as_str()).collect()
    }

    /// Every instant that anything in the record names, whatever it means.
    pub(crate) fn moments(&self, site: &SiteSpec) -> Vec<i64> {
        let mut moments = vec![self.published.opening()];
        let all = |told: &Told| self.meanings(*told);
        moments.extend(self.closes.values().flat_map(all).map(|when| when.closing(self.bound)));
        moments.extend(self.amended().into_iter().map(|(on, _)| on));
        for round in &self.rounds {
            let deadlines = round.deadline.iter().flat_map(Chain::values).flat_map(all);
            moments.extend(deadlines.map(|when| when.closing(round.bound)));
            let answers = round.answers.iter().flat_map(Chain::values).flat_map(all);
            moments.extend(answers.map(|when| when.opening()));
            moments.extend(round.items.iter().filter_map(|item| item.published).map(|when| when.opening()));
        }
        // Days of windows are counted from each other only within one planning, which is in force as a whole.
        for on in std::iter::once(i64::MIN).chain(self.amended().into_iter().map(|(on, _)| on)) {
            let Some(talks) = self.talks.as_ref().map(|chain| chain.in_force(on)) else { break };
            let invitation = talks.invitation_by.map(|told| self.meant(told, on));
            moments.extend(invitation.map(|when| when.closing(clock::Bound::TotEnMet)));
            for &(day, from, until) in &talks.windows {
                let day = self.meant(day, on).day;
                moments.extend([instant(day, from), instant(day, until)]);
            }
        }
        moments.extend(self.documents.iter().filter_map(|d| d.published).map(|when| when.opening()));
        moments.extend(self.decision.iter().map(|decision| decision.announced.opening()));
        moments.extend(self.standstill_ends());
        moments.extend(self.withdrawn_at());
        if let Some(days) = site.retention_days {
            let all = moments.clone();
            moments.extend(all.iter().map(|t| self.retention_ends(*t, days).0));
        }
        moments
    }

    /// Every instant at which something published of the record changes, by asking at each moment what was
    /// planned for it just before.
    pub(crate) fn changes(&self, site: &SiteSpec) -> Vec<i64> {
        let published = self.published.opening();
        let mut moments = self.moments(site);
        moments.sort_unstable();
        moments.dedup();
        let is_planned = |&t: &i64| {
            let is_document = |own: i64| own == t && self.withdrawn_at().is_none_or(|on| t <= on);
            t == published
                || (t > published
                    && (self.timeline(t - 1, site).iter().any(|event| event.at == t)
                        || self
                            .documents
                            .iter()
                            .filter_map(|d| d.published)
                            .any(|w| is_document(w.opening()))))
        };
        moments.into_iter().filter(is_planned).collect()
    }
}

impl SiteSpec {
    /// Every instant that anything names, sorted.
    pub(crate) fn moments(&self) -> Vec<i64> {
        let mut moments: Vec<_> = self.records.iter().flat_map(|record| record.moments(self)).collect();
        moments.sort_unstable();
        moments.dedup();
        moments
    }

    /// Every instant at which anything published changes, sorted.
    pub(crate) fn changes(&self) -> Vec<i64> {
        let shown = self.records.iter().filter(|record| !record.draft);
        let mut changes: Vec<_> = shown.flat_map(|record| record.changes(self)).collect();
        changes.sort_unstable();
        changes.dedup();
        changes
    }
}
