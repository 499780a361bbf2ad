//! Terms with an explanation: when a period ends, by which rule, and what an editor should know about it.
//!
//! In come dates, lengths and a [`Calendar`](crate::time::Calendar); out come [`Term`]s. Each is counted by one
//! rule with its source, and says in plain words how it came to its last day. Law sees only the days off of
//! the law; terms of one's own see the closed days of the site as well.
//!
//! This room never moves a date: a [`Term`] keeps the day that counting gives beside the day to which a law
//! extends it, and whoever wants one says which ([`LastDay`]).

mod days;
mod legal;
pub mod plan;
mod procedure;
mod procurement;
mod reasons;
mod rule;
#[cfg(test)]
mod tests;
mod value;

pub use plan::{Plan, Step, Subject, What, plan};
pub use procedure::{Procedure, ProcedureType};
pub use procurement::{Minimum, STANDSTILL_DAYS, Submission};
pub use reasons::{day, name};
pub use rule::{Law, Rule, Source, Standing};
pub use value::{LastDay, Term};
