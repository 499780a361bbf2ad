//! The only place that reads a clock. Everything else is told which instant it is.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The current time, in whole seconds since 1970-01-01T00:00:00Z.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the one reading of the system clock")]
pub fn now() -> i64 {
    seconds_since_1970(SystemTime::now())
}

/// How long it takes until the clock shows so many seconds since 1970; nothing when it does or did.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the preview waits for a moment by the system clock")]
pub fn until(seconds: i64) -> Duration {
    let moment = u64::try_from(seconds).ok().and_then(|it| UNIX_EPOCH.checked_add(Duration::from_secs(it)));
    moment.and_then(|moment| moment.duration_since(SystemTime::now()).ok()).unwrap_or_default()
}

/// The instant that `SOURCE_DATE_EPOCH` asks for, in seconds since 1970, or its text when that is no number.
///
/// Source: <https://reproducible-builds.org/specs/source-date-epoch/>
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the environment may stand in for the clock")]
pub fn source_date_epoch() -> Option<Result<i64, String>> {
    let text = std::env::var_os("SOURCE_DATE_EPOCH")?;
    Some(parse_seconds(&text.to_string_lossy()))
}

/// Measures how long a command took. It says nothing about which instant it is.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(std::time::Instant);

impl Stopwatch {
    /// A stopwatch that runs from now on.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "a duration is for the report only and reaches no output")]
    pub fn start() -> Self {
        Self(std::time::Instant::now())
    }

    /// How long it has run.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

fn seconds_since_1970(time: SystemTime) -> i64 {
    let signed = |length: Duration| i64::try_from(length.as_secs()).unwrap_or(i64::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => signed(after),
        // A fraction before 1970 belongs to the second in which it falls, so rounding goes down here too.
        Err(before) => {
            let before = before.duration();
            -signed(before) - i64::from(before.subsec_nanos() > 0)
        }
    }
}

fn parse_seconds(text: &str) -> Result<i64, String> {
    text.parse().map_err(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_round_down_on_both_sides_of_1970() {
        assert_eq!(seconds_since_1970(UNIX_EPOCH + Duration::from_millis(1999)), 1);
        assert_eq!(seconds_since_1970(UNIX_EPOCH - Duration::from_millis(1)), -1);
        assert_eq!(seconds_since_1970(UNIX_EPOCH - Duration::from_secs(2)), -2);
    }

    #[test]
    fn only_a_whole_number_is_an_instant() {
        assert_eq!(parse_seconds("1709251200"), Ok(1_709_251_200));
        for text in ["", "1.5", " 1", "gisteren", "99999999999999999999"] {
            assert_eq!(parse_seconds(text), Err(text.to_owned()));
        }
    }

    #[test]
    fn the_clock_runs_after_this_was_written() {
        assert!(now() > 1_760_000_000);
        assert!(Stopwatch::start().elapsed() < Duration::from_secs(60));
    }
}
