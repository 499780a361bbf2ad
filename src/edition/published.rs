//! What a build published of its notices, read back from its data: a shape of our own, that knows no more than
//! is compared. What is unknown is passed over, and what is damaged is as if it were not there.

use crate::record::Change;
use crate::time::{Date, Instant, Moment, Zone};
use serde::Deserialize;

/// The part of `termijn.json` that says when the build held.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Validity {
    valid_from: Option<String>,
    valid_until: Option<String>,
}

impl Validity {
    /// What these bytes say.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// An instant at which the build held; `None` when nothing ever changed.
    pub(super) fn instant(&self) -> Option<Instant> {
        let read = |text: &Option<String>| text.as_deref().and_then(Instant::parse_rfc3339);
        read(&self.valid_from).or_else(|| read(&self.valid_until).map(|until| until.plus_seconds(-1)))
    }
}

/// A notice as `notice.json` showed it.
#[derive(Debug, PartialEq)]
pub(super) struct Published {
    /// When it became public.
    pub(super) at: Instant,
    /// When responding ended.
    closes: Moment,
    /// The other moments, in their order: event, round, instant.
    events: Vec<(String, Option<usize>, Instant)>,
}

#[derive(Deserialize)]
struct Read {
    published_at: String,
    closes_at: String,
    closes_inclusive_on: Option<String>,
    #[serde(default)]
    timeline: Vec<ReadEvent>,
}

#[derive(Deserialize)]
struct ReadEvent {
    event: String,
    at: String,
    round: Option<usize>,
}

/// A moment, or the interviews, as first and last instants.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Moment(Moment),
    Windows(Vec<(Instant, Instant)>),
}

impl Value {
    /// Whether both are the same instants, however they were typed.
    pub(super) fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Moment(one), Self::Moment(other)) => one.at == other.at,
            (Self::Windows(one), Self::Windows(other)) => one == other,
            _ => false,
        }
    }
}

impl Published {
    /// The notice in these bytes; `None` when they are damaged.
    pub(super) fn parse(bytes: &[u8], zone: Zone) -> Option<Self> {
        let read: Read = serde_json::from_slice(bytes).ok()?;
        let closes_at = Instant::parse_rfc3339(&read.closes_at)?;
        // The last open day must be that of the instant, or one of the two is wrong.
        let last_day = read.closes_inclusive_on.as_deref().and_then(day);
        let last_day = last_day.filter(|day| zone.day_starts(day.plus_days(1)) == closes_at);
        let event = |event: ReadEvent| Some((event.event, event.round, Instant::parse_rfc3339(&event.at)?));
        Some(Self {
            at: Instant::parse_rfc3339(&read.published_at)?,
            closes: Moment { at: closes_at, day: last_day },
            events: read.timeline.into_iter().filter_map(event).collect(),
        })
    }

    /// Everything that could be amended: the closing, each round's moments, the interviews.
    pub(super) fn changes(&self) -> Vec<Change> {
        let rounds = self.events.iter().filter_map(|(_, round, _)| *round);
        let mut rounds: Vec<usize> = rounds.filter(|round| *round > 0).collect();
        rounds.sort_unstable();
        rounds.dedup();
        let of_round = |round| [Change::RoundDeadline(round), Change::RoundAnswers(round)];
        let rounds = rounds.into_iter().flat_map(of_round);
        [Change::Closing].into_iter().chain(rounds).chain([Change::Interviews]).collect()
    }

    /// What it showed; `None` when it did not show it.
    pub(super) fn value(&self, change: Change) -> Option<Value> {
        let of_round = |name, round| self.first(name, Some(round)).map(timed).map(Value::Moment);
        match change {
            Change::Text => None,
            Change::Closing => Some(Value::Moment(self.closes)),
            Change::RoundDeadline(round) => of_round("questions-close", round),
            Change::RoundAnswers(round) => of_round("answers-published", round),
            Change::Interviews => windows(self.all("interviews-start"), self.all("interviews-end")),
        }
    }

    /// By when invitations were out.
    pub(super) fn invitation_by(&self) -> Option<Moment> {
        self.first("invitations-due", None).map(timed)
    }

    fn first(&self, name: &str, round: Option<usize>) -> Option<Instant> {
        self.events.iter().find(|event| event.0 == name && event.1 == round).map(|event| event.2)
    }

    fn all(&self, name: &str) -> Vec<Instant> {
        self.events.iter().filter(|event| event.0 == name).map(|event| event.2).collect()
    }
}

/// The interviews with these starts and ends; `None` when there are none. Paired in the order of time, so that
/// two sets are equal when their starts and their ends are.
pub(super) fn windows(mut starts: Vec<Instant>, mut ends: Vec<Instant>) -> Option<Value> {
    starts.sort_unstable();
    ends.sort_unstable();
    let windows: Vec<_> = starts.into_iter().zip(ends).collect();
    (!windows.is_empty()).then_some(Value::Windows(windows))
}

fn timed(at: Instant) -> Moment {
    Moment { at, day: None }
}

/// `2026-03-02`
fn day(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let mut next = || parts.next();
    let (year, month, day) = (next()?.parse().ok()?, next()?.parse().ok()?, next()?.parse().ok()?);
    Date::new(year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amsterdam() -> Zone {
        Zone::named("Europe/Amsterdam").unwrap()
    }

    #[test]
    fn damage_is_nothing_and_the_unknown_is_passed_over() {
        let parse = |text: &str| Published::parse(text.as_bytes(), amsterdam());
        for text in ["", "[]", "{}", r#"{"published_at":"x","closes_at":"y"}"#] {
            assert_eq!(parse(text), None, "{text}");
        }
        let moments = r#""published_at":"2026-01-05T00:00:00+01:00","closes_at":"2026-03-03T00:00:00+01:00""#;
        let whole = |rest: &str| parse(&format!("{{{moments},{rest}}}")).expect("it is sound");
        let bare = whole(r#""closes_inclusive_on":"2026-03-02","later":{"a":1}"#);
        assert_eq!(bare.closes.day, Date::new(2026, 3, 2));
        // A day that contradicts the instant tells nothing.
        assert_eq!(whole(r#""closes_inclusive_on":"2026-03-09""#).closes.day, None);
        assert_eq!(whole(r#""closes_inclusive_on":"2 maart""#).closes.day, None);
        let odd =
            r#"{"event":"x","at":"?"},{"event":"answer-published","at":"2026-02-01T00:00:00Z","nr":"1a"}"#;
        assert_eq!(whole(&format!(r#""timeline":[{odd}]"#)).events.len(), 1);
    }

    #[test]
    fn an_instant_of_the_last_build() {
        let instant = |text: &str| Validity::parse(text.as_bytes()).and_then(|validity| validity.instant());
        let at = |text: &str| Instant::parse_rfc3339(text);
        let (from, until) = ("2026-01-05T00:00:00+01:00", "2026-03-02T09:00:00+01:00");
        assert_eq!(instant(&format!(r#"{{"valid_from":"{from}","valid_until":"{until}"}}"#)), at(from));
        let before = at("2026-03-02T08:59:59+01:00");
        assert_eq!(instant(&format!(r#"{{"valid_from":null,"valid_until":"{until}"}}"#)), before);
        assert_eq!(instant(r#"{"valid_from":null,"valid_until":null}"#), None);
        assert_eq!(instant("kapot"), None);
    }
}
