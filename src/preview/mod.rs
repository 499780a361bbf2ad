//! What an editor sees while writing: the site as a build would write it, with what stands around it in the
//! preview alone, such as what is wrong and how the site looks at another moment.
//!
//! In: the sources as they are, and the instant. Out: answers to requests. A [`Desk`] takes the sources in and
//! lays out a [`Proof`]; a proof answers and never changes, so that no answer mixes two states of the sources.
//! This room opens no file, reads no clock and knows no socket: `host::server` asks it.

mod answer;
mod browser;
mod desk;
mod event;
mod plain_page;
mod problems;
mod proof;
mod when;

pub use answer::{Answer, Copy, PREFIX, Request};
pub use desk::{Desk, Wish};
pub use event::Cause;
pub use problems::Count;
pub use proof::Proof;
