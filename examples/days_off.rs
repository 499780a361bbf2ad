//! The holidays and equated days that Termijn knows, a line each: the date and what it is.
//!
//! ```text
//! cargo run --example days_off -- 2015 2040
//! ```

use std::io::{self, Write};
use std::process::ExitCode;
use termijn::config::standard_calendar;
use termijn::time::{Date, DayOff};

fn main() -> ExitCode {
    let years: Vec<i32> = std::env::args().skip(1).filter_map(|year| year.parse().ok()).collect();
    let [first, last] = &years[..] else { return usage() };
    let (Some(mut date), Some(last)) = (Date::new(*first, 1, 1), Date::new(*last, 12, 31)) else {
        return usage();
    };
    let calendar = standard_calendar();
    let mut lines = String::new();
    while date <= last {
        if let Some(reason @ (DayOff::Holiday(_) | DayOff::Equated)) = calendar.legal_day_off(date) {
            lines.push_str(&format!("{date} {}\n", reason.name().en));
        }
        let next = date.plus_days(1);
        if next == date {
            break;
        }
        date = next;
    }
    match io::stdout().write_all(lines.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn usage() -> ExitCode {
    let _ = io::stderr().write_all(b"usage: days_off FIRST_YEAR LAST_YEAR\n");
    ExitCode::from(2)
}
