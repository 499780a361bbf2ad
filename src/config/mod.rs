//! The settings of a site: `termijn.toml`, read and checked, with every default filled in.

mod calendar;
mod fields;
mod settings;

pub use calendar::calendar_without_site;
pub use fields::SETTINGS;
pub use settings::{FooterLink, Format, Publisher, Settings, check};
