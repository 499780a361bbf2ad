//! Checked values: what a notice, an organisation and an ordinary page are once nothing is wrong with them.
//!
//! Plain data with names from OCDS, eForms and schema.org. Prose is kept as Markdown; the types that hold
//! some are generic over it, so that the same shape serves records (`Prose`) and pages (`Html`).

mod address_book;
mod brief;
mod facts;
mod facts_map;
mod job_posting;
mod notice;
mod organisation;
mod page;
mod prose;
mod stored;

pub use address_book::{AddressBook, Destination};
pub use brief::{Aside, Brief};
pub use facts::*;
pub use notice::*;
pub use organisation::{Organisation, Partner};
pub use page::{Menu, Page};
pub use prose::{Html, Origin, Prose};
pub use stored::{Shelf, Spot, Stored};
