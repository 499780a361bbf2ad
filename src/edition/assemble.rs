//! The pure function that the whole program is about.

use super::{Edition, Inputs, advice};
use crate::outputs::{Stage, plan};
use crate::site::{Records, Site};
use crate::time::Instant;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The edition of a site that holds at `at`: every file planned, none rendered. Two instants between which
/// nothing changes give the same plan.
#[must_use]
pub fn assemble(inputs: &Inputs, at: Instant) -> Edition {
    let records = Records {
        notices: &inputs.records.notices,
        pages: &inputs.records.pages,
        addresses: &inputs.records.addresses,
    };
    let site = Site::at(records, &inputs.settings, at, inputs.drafts);
    let diagnostics = advice::of(&site, inputs);
    let stage = Stage::new(site, Arc::clone(&inputs.theme));
    let mut artifacts = BTreeMap::new();
    for planned in plan(&stage) {
        let before = artifacts.insert(planned.path.clone(), planned);
        debug_assert!(before.is_none(), "content refuses two sources for {before:?}");
    }
    Edition { stage, artifacts, diagnostics }
}
