//! What the notice with a number is: its kind, its organisation and its moments. The same number gives the
//! same notice, however many there are.

use super::random::Random;
use super::subjects::{ORGANISATIONS, SUBJECTS, Subject};
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The day from which moments are counted: half of the notices have closed before it.
pub(crate) const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day that exists");

/// The kind of a notice.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Inhuur,
    Aanbesteding,
    Vacature,
}

impl Kind {
    /// As it is written in a record.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Inhuur => "inhuur",
            Self::Aanbesteding => "aanbesteding",
            Self::Vacature => "vacature",
        }
    }

    /// Where its records stand.
    pub(crate) fn section(self) -> &'static str {
        match self {
            Self::Inhuur | Self::Aanbesteding => "aanvragen",
            Self::Vacature => "vacatures",
        }
    }
}

/// A notice, before its text.
pub(crate) struct Plan {
    pub(crate) number: usize,
    pub(crate) kind: Kind,
    pub(crate) subject: &'static Subject,
    pub(crate) title: &'static str,
    pub(crate) organisation: &'static [&'static str; 5],
    pub(crate) published: NaiveDate,
    pub(crate) closes: NaiveDate,
    pub(crate) has_expired: bool,
    pub(crate) is_draft: bool,
}

impl Plan {
    pub(crate) fn of(number: usize) -> Self {
        let mut random = Random::of(number);
        // Seven in ten are tenders, and in every ten five have expired.
        let kind = match number % 10 {
            0..=3 => Kind::Inhuur,
            4..=6 => Kind::Aanbesteding,
            _ => Kind::Vacature,
        };
        let has_expired = (number + number / 10).is_multiple_of(2);
        let subject = random.one(&SUBJECTS);
        let title = *random.one(match kind {
            Kind::Inhuur => &subject.roles,
            Kind::Aanbesteding => &subject.works,
            Kind::Vacature => &subject.jobs,
        });
        let closes = if !has_expired {
            after(TODAY, random.between(4, 45))
        } else if number % 40 == 20 {
            // Longer ago than it is kept.
            before(TODAY, random.between(900, 1_000))
        } else {
            before(TODAY, random.between(3, 400))
        };
        let closes = working_day(closes);
        let shown_for = random.between(28, 45);
        // One in twenty is not published yet.
        let published = if !has_expired && number % 10 == 3 {
            working_day(after(TODAY, 1)).min(before(closes, 2))
        } else {
            before(closes.min(after(TODAY, 14)), shown_for)
        };
        Self {
            number,
            kind,
            subject,
            title,
            organisation: random.one(&ORGANISATIONS),
            published,
            closes,
            has_expired,
            is_draft: number % 50 == 42,
        }
    }

    /// Section and slug.
    pub(crate) fn path(&self) -> String {
        format!("{}/{}", self.kind.section(), self.slug())
    }

    /// The name of its file or folder.
    pub(crate) fn slug(&self) -> String {
        let words = self.title.to_lowercase().replace(' ', "-");
        format!("{}-{words}", self.reference())
    }

    pub(crate) fn reference(&self) -> usize {
        20_000 + self.number
    }

    /// Whether others may link to it: it can be seen for as long as they can.
    pub(crate) fn can_be_linked(&self, by: &Self) -> bool {
        !self.is_draft && self.published <= by.published
    }
}

pub(crate) fn after(day: NaiveDate, days: usize) -> NaiveDate {
    day + Days::new(days as u64)
}

pub(crate) fn before(day: NaiveDate, days: usize) -> NaiveDate {
    day - Days::new(days as u64)
}

/// The day itself, or the first one after it on which surely somebody works.
pub(crate) fn working_day(day: NaiveDate) -> NaiveDate {
    if surely_works(day) { day } else { working_day(after(day, 1)) }
}

/// The day itself, or the last one before it on which surely somebody works.
pub(crate) fn working_day_before(day: NaiveDate) -> NaiveDate {
    if surely_works(day) { day } else { working_day_before(before(day, 1)) }
}

/// Tuesdays, Wednesdays and Thursdays that are never a holiday.
fn surely_works(day: NaiveDate) -> bool {
    let is_midweek = matches!(day.weekday(), Weekday::Tue | Weekday::Wed | Weekday::Thu);
    // 1 January, King's Day, 5 May, Ascension Day (always a Thursday between 30 April and 3 June), Christmas.
    let may_be_off = match day.month() {
        1 => day.day() == 1,
        4 => day.day() >= 26,
        5 => day.day() == 5 || day.weekday() == Weekday::Thu,
        6 => day.day() <= 3,
        12 => day.day() >= 24,
        _ => false,
    };
    is_midweek && !may_be_off
}
