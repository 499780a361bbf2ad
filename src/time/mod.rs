//! Time as the law and the calendar know it: instants, dates, moments as authors type them, and how they
//! print.
//!
//! In come spellings ("donderdag 9 november 2023, 09.00 uur", TOML dates and date-times) and the zone of the
//! site; out come [`Instant`]s, [`Date`]s and [`Moment`]s, or a [`Misread`] that shows what to type instead.
//! The zone data travels in the binary, so that no machine's zone, locale or clock can change a page.
//!
//! This room never reads a clock, never lets a naive date-time out, and never panics on what an author wrote.
//! It is the only place that knows chrono, and [`print`](mod@print) is the only place that words a date.

mod calendar;
mod cursor;
mod date;
mod dated;
mod doubt;
mod duration;
mod holidays;
mod instant;
mod misread;
mod moment;
mod names;
mod offset;
pub mod print;
mod relative;
mod spelling;
mod time_of_day;
mod written;
mod zone;

pub use calendar::{Calendar, DayOff};
pub use date::Date;
pub use dated::Reading;
pub use doubt::Doubt;
pub use duration::{DoubledUnit, Duration, Unit};
pub use holidays::{Holiday, easter};
pub use instant::Instant;
pub use misread::Misread;
pub use moment::{Bound, Moment};
pub use names::Weekday;
pub use offset::Offset;
pub use relative::{Anchor, Direction, Relative};
pub use time_of_day::TimeOfDay;
pub use written::Written;
pub use zone::{Pass, WallClock, Zone};
