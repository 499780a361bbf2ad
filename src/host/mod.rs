//! The machine: its clock, its disk, its sockets. Every effect of the program ends in this room.
//!
//! In go the author's folder and a plan of paths; out come a [`SourceTree`](crate::source::SourceTree) and
//! an edition on disk. This room never looks inside a record and never decides what a page says.

pub mod cache;
pub mod clock;
pub mod creation;
#[cfg(test)]
mod deeds;
mod error;
mod files;
pub mod last_build;
pub mod leftovers;
pub mod pieces;
pub mod project;
pub mod publisher;
#[cfg(test)]
mod scratch;
pub mod server;
pub mod shelf;
pub mod watcher;

pub use error::Error;
