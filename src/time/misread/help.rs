//! What to type instead.

use super::{Misread, day_and_month};
use crate::language::Language::Dutch;
use crate::language::Text;
use crate::text;
use crate::time::date::Date;
use crate::time::print;
use crate::time::time_of_day::TimeOfDay;

impl Misread {
    /// One imperative sentence that shows what to type instead.
    #[must_use]
    pub fn help(&self) -> Text {
        match self {
            Self::Unreadable { .. } | Self::NoSuchDate { .. } | Self::OutOfRange => text!(
                "schrijf bijvoorbeeld \"9 november 2023, 09.00 uur\"",
                "write for example \"9 november 2023, 09.00 uur\"",
            ),
            Self::DateMissing { .. } => text!(
                "schrijf de datum voor de tijd, bijvoorbeeld \"9 november 2023, 09.00 uur\"",
                "write the date before the time, for example \"9 november 2023, 09.00 uur\"",
            ),
            Self::NoSuchTime { .. } => text!(
                "schrijf een tijd die op een klok staat, bijvoorbeeld \"09.00 uur\"",
                "write a time that a clock shows, for example \"09.00 uur\"",
            ),
            Self::DayMissing { next: None, .. } => {
                text!("kies een dag die in dat jaar bestaat", "choose a day that exists in that year")
            }
            Self::DayMissing { next: Some(next), month, year, .. } => {
                let eve = Date::new(*year, *month, 28).unwrap_or(*next);
                text!(
                    "schrijf \"{eve}\" of \"{next}\"",
                    "write \"{eve}\" or \"{next}\"",
                    eve = print::short_date(eve, Dutch),
                    next = print::short_date(*next, Dutch),
                )
            }
            Self::WrongWeekday { date, .. } => text!(
                "schrijf \"{date}\", of verbeter de datum",
                "write \"{date}\", or correct the date",
                date = print::date(*date, Dutch),
            ),
            Self::WrongOffset { date, time, written, right } => text!(
                "schrijf {typed}{right}, of laat {written} weg",
                "write {typed}{right}, or leave out {written}",
                typed = typed(*date, *time),
            ),
            Self::Gap { after, after_on, .. } => text!(
                "kies een tijd die bestaat, bijvoorbeeld {typed}",
                "choose a time that exists, for example {typed}",
                typed = typed(*after_on, *after),
            ),
            Self::Fold { date, time, first_offset, second_offset } => text!(
                "schrijf {typed}{first_offset} of {typed}{second_offset}",
                "write {typed}{first_offset} or {typed}{second_offset}",
                typed = typed(*date, *time),
            ),
            Self::Fraction => text!(
                "laat het deel na de seconden weg, bijvoorbeeld 2023-11-09T09:00:00",
                "leave out what follows the seconds, for example 2023-11-09T09:00:00",
            ),
            Self::YearNeeded { day, month } => text!(
                "schrijf het jaar erbij, bijvoorbeeld \"{typed} 2028\"",
                "add the year, for example \"{typed} 2028\"",
                typed = day_and_month(*day, *month, Dutch),
            ),
            Self::TimeNotAllowed { date } => text!(
                "schrijf alleen de datum: \"{date}\"",
                "write only the date: \"{date}\"",
                date = print::short_date(*date, Dutch),
            ),
            Self::Reference { .. } => text!(
                "schrijf bijvoorbeeld \"2 werkdagen voor response.deadline\"",
                "write for example \"2 werkdagen voor response.deadline\"",
            ),
            Self::Unsettled { .. } => text!("schrijf een datum", "write a date"),
            Self::NoDuration { .. } | Self::CountTooLarge { .. } => {
                text!("schrijf bijvoorbeeld \"6 maanden\"", "write for example \"6 maanden\"",)
            }
        }
    }
}

/// A local date-time as an author may type it: `2026-10-25T02:30`.
fn typed(date: Date, time: TimeOfDay) -> String {
    let time = time.to_string();
    format!("{date}T{}", time.strip_suffix(":00").unwrap_or(&time))
}
