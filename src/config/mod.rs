//! The settings of a site: `termijn.toml`, read and checked, with every default filled in.

mod calendar;
mod fields;
mod server;
mod settings;

pub use calendar::standard_calendar;
pub use fields::SETTINGS;
pub use server::Server;
pub use settings::{FooterLink, Format, Publisher, Security, Settings, check};
