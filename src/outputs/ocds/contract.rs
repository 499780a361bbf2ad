//! What is bought, from when to when, and how it may be extended.

use super::json::{distinct, line, list, object};
use super::snapshot::Snapshot;
use crate::outputs::plain::single_line;
use crate::record::{Extensions, Start};
use crate::theme::fill;
use crate::time::{Date, Duration, Unit, print};
use serde_json::{Value, json};

/// The parts of a tender that are about the contract's time.
#[derive(Default)]
pub(super) struct ContractTime {
    pub(super) period: Value,
    pub(super) has_options: Value,
    /// Options extension.
    pub(super) options: Value,
}

impl Snapshot<'_> {
    /// When the contract runs. A day counts to its last second; months without dates are 30 days, years 365.
    pub(super) fn contract(&self) -> ContractTime {
        let calendar = &self.site().settings.calendar;
        let contract = self.facts.contract.as_ref();
        let duration = contract.and_then(|contract| contract.duration);
        let extensions = contract.and_then(|contract| contract.extensions.as_ref());
        let start = match self.state.schedule().starts {
            Some(Start::On(date)) => Some(date),
            Some(Start::Soon) | None => None,
        };
        let counted = || Some(calendar.plus(start?, &duration?).plus_days(-1));
        let end = self.state.schedule().ends_on.or_else(counted);
        let latest = end.zip(extensions.and_then(all)).map(|(end, all)| {
            // From the day after, so that a month stays a month.
            calendar.plus(end.plus_days(1), &all).plus_days(-1)
        });
        let days = match (start, end) {
            (Some(start), Some(end)) => Some(start.days_until(end) + 1),
            _ => duration.and_then(days),
        };
        let day_ends = |date: Option<Date>| date.map_or(Value::Null, |date| self.day_ends(date));
        let (has_options, options) = extensions.map_or((Value::Null, Value::Null), |it| self.options(it));
        ContractTime {
            period: object([
                ("startDate", start.map_or(Value::Null, |date| self.day_starts(date))),
                ("endDate", day_ends(end)),
                ("maxExtentDate", day_ends(latest)),
                ("durationInDays", json!(days.filter(|days| *days > 0))),
            ]),
            has_options,
            options,
        }
    }

    /// Whether the contract can be extended, in words, and for how long in all.
    fn options(&self, extensions: &Extensions) -> (Value, Value) {
        if extensions.count < 1 {
            return (json!(false), Value::Null);
        }
        let count = extensions.count.to_string();
        let each = extensions.each.map(|each| print::duration(&each, self.site().language()));
        let words = match &each {
            Some(each) => {
                let words = self.wording().get(&["notice", "extensions_each"]);
                fill(words, &[("count", &count), ("each", each)])
            }
            None => fill(self.wording().get(&["notice", "extensions"]), &[("count", &count)]),
        };
        let label = self.wording().get(&["label", "extensions"]);
        let length = all(extensions).and_then(days);
        let options = object([
            ("description", line(&format!("{label}: {words}"))),
            ("period", object([("durationInDays", json!(length))])),
        ]);
        (json!(true), options)
    }

    /// What is bought: the people that are asked; and with a rate the hours that they work, by their price.
    pub(super) fn items(&self) -> Value {
        let facts = &self.facts;
        let codes = facts.procedure.iter().flat_map(|procedure| &procedure.cpv);
        let mut codes = codes
            .map(|code| object([("scheme", json!("CPV")), ("id", line(code))]))
            .filter(|code| code.get("id").is_some());
        let (first, others) = (codes.next().unwrap_or_default(), distinct(codes));
        let lot = match self.lot_ids().as_slice() {
            [only] => json!(only),
            _ => Value::Null,
        };
        let asked = object([
            ("id", json!("1")),
            ("description", line(&facts.title)),
            ("classification", first.clone()),
            ("additionalClassifications", others),
            ("quantity", json!(facts.positions)),
            ("relatedLot", lot.clone()),
        ]);
        let rate = facts.rate.as_ref().and_then(|rate| rate.max.as_ref());
        let hours = rate.map_or(Value::Null, |rate| {
            let amount = rate.hundredths as f64 / 100.0;
            object([
                ("id", json!("hours")),
                ("description", line(self.wording().get(&["label", "rate"]))),
                ("classification", first),
                (
                    "unit",
                    object([
                        // The hour in UN/CEFACT Recommendation 20.
                        ("scheme", json!("UNCEFACT")),
                        ("id", json!("HUR")),
                        ("name", json!(self.hour())),
                        ("value", object([("amount", json!(amount)), ("currency", line(&rate.currency))])),
                    ]),
                ),
                ("relatedLot", lot),
            ])
        });
        list([asked, hours])
    }

    fn hour(&self) -> String {
        let hour = fill(self.wording().get(&["hours", "exact"]), &[("hours", "")]);
        single_line(&hour)
    }
}

/// All extensions together.
fn all(extensions: &Extensions) -> Option<Duration> {
    let each = extensions.each?;
    let count = u32::try_from(extensions.count).ok().filter(|count| *count > 0)?;
    Some(Duration { count: each.count.checked_mul(count)?, ..each })
}

/// The length in calendar days of a duration without dates; working days have none.
fn days(duration: Duration) -> Option<i64> {
    let each = match duration.unit {
        Unit::Days => 1,
        Unit::Weeks => 7,
        Unit::Months => 30,
        Unit::Years => 365,
        Unit::WorkingDays => return None,
    };
    Some(i64::from(duration.count) * each)
}
