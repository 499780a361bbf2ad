//! How far a wall clock is ahead of UTC, as somebody wrote it.

use std::fmt;

use super::cursor::Cursor;

/// The offset of a written date-time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Offset {
    /// `Z`: the wall clock showed UTC, whatever the zone of the site (M2).
    Z,
    /// Minutes ahead of UTC, negative when behind: `+01:00` is 60. It must be the zone's own (M2).
    Minutes(i32),
}

impl Offset {
    /// Takes `Z`, `+01:00` or `-05:30` from the text.
    pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<Self> {
        if cursor.eat('Z') || cursor.eat('z') {
            return Some(Self::Z);
        }
        let sign = if cursor.eat('+') {
            1
        } else if cursor.eat('-') {
            -1
        } else {
            return None;
        };
        let hours = cursor.number(2, 2).filter(|hours| *hours < 24)?;
        let minutes = cursor.number_after(':', 2, 2).filter(|minutes| *minutes < 60)?;
        Some(Self::Minutes(sign * i32::try_from(hours * 60 + minutes).ok()?))
    }

    /// Seconds ahead of UTC.
    pub(super) fn seconds(self) -> i64 {
        match self {
            Self::Z => 0,
            Self::Minutes(minutes) => i64::from(minutes) * 60,
        }
    }
}

/// `Z`, or the form of RFC 3339: `+01:00`.
impl fmt::Display for Offset {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Z => out.write_str("Z"),
            Self::Minutes(minutes) => {
                let sign = if *minutes < 0 { '-' } else { '+' };
                let size = minutes.unsigned_abs();
                write!(out, "{sign}{:02}:{:02}", size / 60, size % 60)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_read_and_printed() {
        fn check(text: &str, expected: Option<Offset>) {
            let mut cursor = Cursor::new(text);
            let offset = Offset::read(&mut cursor).filter(|_| cursor.at_end());
            assert_eq!(offset, expected, "{text}");
        }
        check("Z", Some(Offset::Z));
        check("z", Some(Offset::Z));
        check("+01:00", Some(Offset::Minutes(60)));
        check("-05:30", Some(Offset::Minutes(-330)));
        check("+00:00", Some(Offset::Minutes(0)));
        check("+24:00", None);
        check("+01:60", None);
        check("+1:00", None);
        check("+0100", None);
        check("", None);
        assert_eq!(Offset::Z.to_string(), "Z");
        assert_eq!(Offset::Minutes(-330).to_string(), "-05:30");
        assert_eq!(Offset::Minutes(60).to_string(), "+01:00");
        assert_eq!(Offset::Minutes(i32::MIN).to_string(), "-35791394:08");
    }
}
