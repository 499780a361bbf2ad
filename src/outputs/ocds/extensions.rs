//! Which extensions of the standard a package uses; one that it does not use is not declared.

use super::json::list;
use borsh::{BorshDeserialize, BorshSerialize};
use serde_json::{Value, json};

/// Where the Open Contracting Partnership keeps its extensions.
const REGISTRY: &str = "https://raw.githubusercontent.com/open-contracting-extensions/";

/// Tells whether a tender uses something.
type Uses = fn(&Value) -> bool;

const EXTENSIONS: [(&str, Uses); 5] = [
    ("ocds_enquiry_extension", |tender| has(tender, "enquiries")),
    ("ocds_lots_extension", |tender| has(tender, "lots")),
    // The selection criteria extension is built on it.
    ("ocds_awardCriteria_extension", |tender| {
        let lots = tender["lots"].as_array().into_iter().flatten();
        has(tender, "selectionCriteria") || lots.into_iter().any(|lot| has(lot, "awardCriteria"))
    }),
    ("ocds_selectionCriteria_extension", |tender| has(tender, "selectionCriteria")),
    ("ocds_options_extension", |tender| has(tender, "options") || has(tender, "hasOptions")),
];

/// The extensions that some releases use.
#[derive(Clone, Copy, Default, BorshSerialize, BorshDeserialize)]
pub(super) struct Used([bool; EXTENSIONS.len()]);

impl Used {
    /// Those that this release uses.
    pub(super) fn by(release: &Value) -> Self {
        Self(EXTENSIONS.map(|(_, uses)| uses(&release["tender"])))
    }

    /// Those of both.
    pub(super) fn and(self, other: Self) -> Self {
        Self(std::array::from_fn(|index| self.0[index] || other.0[index]))
    }

    /// Their addresses; `null` for none.
    pub(super) fn addresses(self) -> Value {
        let used = EXTENSIONS.iter().zip(self.0).filter(|(_, is_used)| *is_used);
        list(used.map(|((name, _), _)| json!(format!("{REGISTRY}{name}/master/extension.json"))))
    }
}

fn has(value: &Value, member: &str) -> bool {
    value.get(member).is_some()
}
