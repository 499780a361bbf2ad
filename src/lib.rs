//! Termijn: a static site generator for tender and vacancy publications.
//!
//! A site is a value: `edition = assemble(inputs, instant)`. Nothing else goes in and nothing else comes
//! out, so whoever holds the inputs can rebuild any page of any day, byte for byte. Time is an argument.
//!
//! The rooms stand on floors and know only the floors below; `docs/architecture.md` is the map.

pub mod config;
pub mod content;
pub mod diagnostic;
pub mod digest;
pub mod edition;
pub mod host;
pub mod language;
pub mod lifecycle;
pub mod markdown;
pub mod name;
pub mod outputs;
pub mod preview;
pub mod record;
pub mod scaffold;
pub mod schema;
pub mod site;
pub mod source;
pub mod term;
pub mod theme;
pub mod time;

pub use edition::assemble;
pub mod cli;
