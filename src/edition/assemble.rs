//! The pure function that the whole program is about.

use super::{Edition, Inputs};
use crate::outputs::Stage;
use crate::site::{Records, Site};
use crate::time::Instant;
use std::sync::Arc;

/// The edition of a site that holds at `at`: every file planned, none rendered. Two instants between which
/// nothing changes give the same plan.
#[must_use]
pub fn assemble(inputs: &Inputs, at: Instant) -> Edition {
    let records = Records {
        notices: &inputs.followed,
        pages: &inputs.records.pages,
        addresses: &inputs.records.addresses,
    };
    let site = Site::at(records, &inputs.settings, at, inputs.drafts);
    Edition::of(Stage::new(site, Arc::clone(&inputs.theme), inputs.pieces.clone()), inputs)
}
