//! Interviews as a page shows them: their windows, cut into slots.

use super::{InterviewsView, Site, WindowView};
use crate::lifecycle::Disclosed;
use crate::record::{Interviews, Window};
use crate::time::{TimeOfDay, print};

impl Site {
    pub(super) fn interviews(&self, interviews: &Interviews) -> InterviewsView {
        InterviewsView {
            place: interviews.place.clone(),
            windows: interviews.windows.iter().map(|window| self.window(window, interviews)).collect(),
            slot_minutes: interviews.slot_minutes,
            break_minutes: interviews.break_minutes,
            invitation_by: interviews.invitation_by.map(|moment| self.closing(&moment)),
            others_informed: interviews.others_informed.clone(),
        }
    }

    fn window(&self, window: &Window, interviews: &Interviews) -> WindowView {
        WindowView {
            date: print::date(window.date, self.language()),
            range: print::time_range(window.from, window.until, self.language()),
            starts_at: self.rfc3339(window.starts_at),
            ends_at: self.rfc3339(window.ends_at),
            slots: slots(window, interviews.slot_minutes, interviews.break_minutes)
                .into_iter()
                .map(|(from, until)| print::slot(from, until))
                .collect(),
        }
    }

    pub(super) fn interviews_after_closing(&self, notice: &Disclosed) -> Vec<WindowView> {
        let Some(interviews) = &notice.schedule().interviews else { return Vec::new() };
        let after = interviews.windows.iter().filter(|window| window.starts_at >= notice.closes().at);
        after.map(|window| self.window(window, interviews)).collect()
    }
}

/// A window cut into interviews of `minutes` with breaks between them, as many as fit.
fn slots(window: &Window, minutes: Option<u32>, break_minutes: u32) -> Vec<(TimeOfDay, TimeOfDay)> {
    let mut slots = Vec::new();
    let Some(minutes) = minutes else { return slots };
    let mut from = Some(window.from);
    while let Some(start) = from {
        let Some(end) = start.plus_minutes(minutes).filter(|end| *end <= window.until) else { break };
        slots.push((start, end));
        from = end.plus_minutes(break_minutes);
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;
    use crate::time::{Date, Instant};
    use std::sync::Arc;

    #[test]
    fn a_window_holds_as_many_interviews_as_fit() {
        fn check(from: &str, until: &str, minutes: u32, break_minutes: u32, expected: &[&str]) {
            let time = |text| TimeOfDay::read(text).expect("it is a time of day");
            let nowhere = Instant::from_unix_seconds(0).expect("1970 exists");
            let window = Window {
                starts_at: nowhere,
                ends_at: nowhere,
                date: Date::new(2026, 3, 30).expect("that day exists"),
                from: time(from),
                until: time(until),
                place: Place::new(&Arc::from("a.md"), 0..0),
            };
            let found = slots(&window, Some(minutes), break_minutes);
            let found: Vec<_> = found.into_iter().map(|(from, until)| print::slot(from, until)).collect();
            assert_eq!(found, expected);
        }
        check("13:00", "16:00", 45, 15, &["13.00–13.45", "14.00–14.45", "15.00–15.45"]);
        check("13:00", "15:00", 60, 0, &["13.00–14.00", "14.00–15.00"]);
        check("13:00", "14:59", 60, 0, &["13.00–14.00"]);
        check("13:00", "15:59", 50, 20, &["13.00–13.50", "14.10–15.00"]);
        check("23:00", "23:59", 30, 10, &["23.00–23.30"]);
        check("13:00", "13:30", 45, 0, &[]);
    }
}
