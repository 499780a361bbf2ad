//! The holidays of the Dutch law, for any year: a rule each, no table.

use super::date::Date;
use super::names::Weekday;
use crate::language::Text;
use crate::text;

/// A holiday of the Algemene termijnenwet, art. 3, first and second member.
///
/// Easter Sunday and Whit Sunday are not among them: every Sunday counts as a day off already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holiday {
    /// 1 January.
    NewYearsDay,
    /// The Friday before Easter; equated with the others by art. 3, second member.
    GoodFriday,
    /// The Monday after Easter.
    EasterMonday,
    /// The day on which the king's birthday is celebrated.
    KingsDay,
    /// 5 May, every year: that some employers give the day off once in five years is no law.
    LiberationDay,
    /// The 39th day after Easter.
    AscensionDay,
    /// The 50th day after Easter.
    WhitMonday,
    /// 25 December.
    ChristmasDay,
    /// 26 December.
    BoxingDay,
}

impl Holiday {
    /// The holiday that falls on this day. Where two do, the one of the church year.
    #[must_use]
    pub fn on(date: Date) -> Option<Self> {
        match date.days_since_1970() - easter(date.year()).days_since_1970() {
            -2 => return Some(Self::GoodFriday),
            1 => return Some(Self::EasterMonday),
            39 => return Some(Self::AscensionDay),
            50 => return Some(Self::WhitMonday),
            _ => {}
        }
        match (date.month(), date.day()) {
            (1, 1) => Some(Self::NewYearsDay),
            (5, 5) => Some(Self::LiberationDay),
            (12, 25) => Some(Self::ChristmasDay),
            (12, 26) => Some(Self::BoxingDay),
            _ => (kings_day(date.year()) == Some(date)).then_some(Self::KingsDay),
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Self::NewYearsDay => text!("Nieuwjaarsdag", "New Year's Day"),
            Self::GoodFriday => text!("Goede Vrijdag", "Good Friday"),
            Self::EasterMonday => text!("Tweede Paasdag", "Easter Monday"),
            Self::KingsDay => text!("Koningsdag", "King's Day"),
            Self::LiberationDay => text!("Bevrijdingsdag", "Liberation Day"),
            Self::AscensionDay => text!("Hemelvaartsdag", "Ascension Day"),
            Self::WhitMonday => text!("Tweede Pinksterdag", "Whit Monday"),
            Self::ChristmasDay => text!("Eerste Kerstdag", "Christmas Day"),
            Self::BoxingDay => text!("Tweede Kerstdag", "Boxing Day"),
        }
    }
}

/// Easter Sunday of a year, by the Gregorian computus in the form of Meeus, Jones and Butcher.
#[must_use]
pub fn easter(year: i32) -> Date {
    let golden = year % 19;
    let (century, of_century) = (year / 100, year % 100);
    let moon_shift = (century + 8) / 25;
    let epact = (19 * golden + century - century / 4 - (century - moon_shift + 1) / 3 + 15).rem_euclid(30);
    let to_sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * to_sunday) / 451;
    let days = epact + to_sunday - 7 * late + 114;
    let part = |number: i32| u32::try_from(number).expect("the computus yields days of March and April");
    Date::new(year, part(days / 31), part(days % 31 + 1)).expect("Easter falls in March or April")
}

/// The day on which the birthday of the king or queen is celebrated; `None` before 1949, when it had no fixed
/// day in spring.
///
/// From 2014 on 27 April, and 26 April when that is a Sunday; from 1980 to 2013 30 April, and 29 April when
/// that was a Sunday; from 1949 to 1979 30 April, and 1 May when that was a Sunday.
fn kings_day(year: i32) -> Option<Date> {
    let day = |month, day| Date::new(year, month, day).expect("April has 30 days and May begins with 1");
    let is_sunday = |date: Date| date.weekday() == Weekday::Sunday;
    let birthday = match year {
        2014.. => day(4, 27),
        1949..=2013 => day(4, 30),
        _ => return None,
    };
    Some(match (is_sunday(birthday), year) {
        (false, _) => birthday,
        (true, 1980..) => birthday.plus_days(-1),
        (true, _) => birthday.plus_days(1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        let part = |range: std::ops::Range<usize>| text[range].parse::<u32>().unwrap();
        Date::new(text[..4].parse().unwrap(), part(5..7), part(8..10)).unwrap()
    }

    fn check(text: &str, holiday: Option<Holiday>) {
        assert_eq!(Holiday::on(date(text)), holiday, "{text}");
    }

    #[test]
    fn easter_by_the_computus() {
        // The earliest and the latest that it can be, and years around the leap rules of centuries.
        for text in ["1818-03-22", "1943-04-25", "1900-04-15", "2000-04-23", "2100-03-28", "2038-04-25"] {
            assert_eq!(easter(date(text).year()), date(text));
        }
        for year in 1..=9999 {
            assert_eq!(easter(year).weekday(), Weekday::Sunday, "{year}");
        }
    }

    #[test]
    fn holidays_that_move_with_easter() {
        // Good Friday, Easter Monday, Ascension Day and Whit Monday.
        let table = [
            ("2023-04-07", "2023-04-10", "2023-05-18", "2023-05-29"),
            ("2024-03-29", "2024-04-01", "2024-05-09", "2024-05-20"),
            ("2025-04-18", "2025-04-21", "2025-05-29", "2025-06-09"),
            ("2026-04-03", "2026-04-06", "2026-05-14", "2026-05-25"),
            ("2027-03-26", "2027-03-29", "2027-05-06", "2027-05-17"),
            ("2028-04-14", "2028-04-17", "2028-05-25", "2028-06-05"),
            ("2029-03-30", "2029-04-02", "2029-05-10", "2029-05-21"),
            ("2030-04-19", "2030-04-22", "2030-05-30", "2030-06-10"),
            ("2031-04-11", "2031-04-14", "2031-05-22", "2031-06-02"),
            ("2038-04-23", "2038-04-26", "2038-06-03", "2038-06-14"),
        ];
        for (friday, monday, ascension, whit) in table {
            check(friday, Some(Holiday::GoodFriday));
            check(monday, Some(Holiday::EasterMonday));
            check(ascension, Some(Holiday::AscensionDay));
            check(whit, Some(Holiday::WhitMonday));
        }
    }

    #[test]
    fn the_kings_day_and_its_sundays() {
        for text in ["2014-04-26", "2025-04-26", "2031-04-26", "2036-04-26", "2042-04-26", "2026-04-27"] {
            check(text, Some(Holiday::KingsDay));
        }
        for text in ["2013-04-30", "2006-04-29", "1989-04-29", "1978-05-01", "1972-05-01", "1949-04-30"] {
            check(text, Some(Holiday::KingsDay));
        }
        for text in ["2014-04-27", "2014-04-30", "2013-04-27", "2006-04-30", "1978-04-30", "1948-04-30"] {
            check(text, None);
        }
    }

    #[test]
    fn fixed_holidays_and_ordinary_days() {
        check("2026-01-01", Some(Holiday::NewYearsDay));
        check("2026-05-05", Some(Holiday::LiberationDay));
        check("2026-12-25", Some(Holiday::ChristmasDay));
        check("2026-12-26", Some(Holiday::BoxingDay));
        check("2026-12-24", None);
        check("2026-04-05", None);
        // Ascension Day on 5 May: one name is enough.
        check("2016-05-05", Some(Holiday::AscensionDay));
    }
}
