//! What an editor sees while writing: the site as a build would write it, with what stands around it in the
//! preview alone, such as what is wrong and how the site looks at another moment.
//!
//! In: the sources as they are, and the instant. Out: answers to requests. A [`Desk`] takes the sources in and
//! lays out a [`Proof`]; a proof answers and never changes, so that no answer mixes two states of the sources.
//! This room opens no file, reads no clock and knows no socket: `host::server` asks it.

mod answer;
mod behind;
mod browser;
mod checklist;
mod desk;
mod editor;
mod event;
mod excerpt;
mod failures;
mod marks;
mod moments;
mod plain_page;
mod problems;
mod proof;
mod publish_now;
mod when;

pub use answer::{Answer, PREFIX, Request};
pub use behind::Behind;
pub use desk::{Desk, Wish};
pub use event::Cause;
pub use problems::Count;
pub use proof::Proof;

#[cfg(test)]
mod tests;
