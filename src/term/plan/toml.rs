//! A planning as lines to paste in a record.

use super::{Plan, Step, What};
use crate::language::Language;
use crate::term::STANDSTILL_DAYS;
use crate::time::print;
use std::fmt::Write;

impl Plan {
    /// The moments in TOML, each under its key of the record format, with the day in words behind it.
    ///
    /// `published` comes first: in TOML a key of the record itself must stand before the tables.
    #[must_use]
    pub fn toml(&self, language: Language) -> String {
        let mut toml = String::new();
        for (head, keys) in [
            ("", &[What::Published][..]),
            ("[[questions.rounds]]", &[What::QuestionsClose, What::Answers]),
            ("[response]", &[What::Closing]),
            ("[interviews]", &[What::Invitations, What::Interviews]),
            ("[decision]", &[What::Decision]),
            ("[standstill]", &[What::Standstill]),
            ("[contract]", &[What::Start]),
        ] {
            let steps: Vec<&Step> = keys.iter().filter_map(|what| self.step(*what)).collect();
            if steps.is_empty() {
                continue;
            }
            if !head.is_empty() {
                let _ = write!(toml, "\n{head}\n");
            }
            for step in steps {
                toml.push_str(&step.toml(language));
            }
        }
        toml
    }
}

impl Step {
    /// Its lines in the table that holds it, with the day in words behind them.
    #[must_use]
    pub fn toml(&self, language: Language) -> String {
        let words = print::date(self.date, language);
        let key = self.what.key().rsplit('.').next().unwrap_or_default();
        let date = self.date;
        match (self.what, self.time, self.until) {
            (What::Interviews, Some(from), Some(until)) => {
                format!("windows = [{{ date = {date}, from = {from}, until = {until} }}] # {words}\n")
            }
            (What::Standstill, ..) => {
                let until = if language == Language::Dutch { "tot en met" } else { "until the end of" };
                format!("applies = true\ndays = {STANDSTILL_DAYS} # {until} {words}\n")
            }
            _ => format!("{key} = {} # {words}\n", self.value()),
        }
    }

    /// Its day and time as TOML writes them.
    #[must_use]
    pub fn value(&self) -> String {
        match self.time {
            Some(time) => format!("{}T{time}", self.date),
            None => self.date.to_string(),
        }
    }
}
