//! Which extensions of the standard a package uses; one that it does not use is not declared.

use super::json::list;
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

/// The addresses of the extensions that these releases use; `null` for none.
pub(super) fn extensions(releases: &[Value]) -> Value {
    let is_used = |uses: &Uses| releases.iter().any(|release| uses(&release["tender"]));
    let used = EXTENSIONS.iter().filter(|(_, uses)| is_used(uses));
    list(used.map(|(name, _)| json!(format!("{REGISTRY}{name}/master/extension.json"))))
}

fn has(value: &Value, member: &str) -> bool {
    value.get(member).is_some()
}
