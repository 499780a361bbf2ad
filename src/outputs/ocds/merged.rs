//! The releases of a notice as they are written, and what they add up to.
//!
//! Whoever merges releases keeps what a later one does not mention (OCDS 1.1, Merging). So a release says `null`
//! of what is no more, and the compiled release is what comes out of merging.

use super::identity::Identity;
use super::releases::releases;
use super::snapshot::Snapshot;
use super::{Stage, package_path};
use crate::lifecycle::Disclosed;
use crate::time::Instant;
use serde_json::{Map, Value, json};

/// The releases of a notice.
pub(super) struct Told {
    pub(super) ocid: String,
    /// The path of their package.
    pub(super) package_path: String,
    /// The instant of the newest.
    pub(super) at: Instant,
    /// Oldest first.
    pub(super) releases: Vec<Value>,
    /// All of them merged.
    pub(super) compiled: Value,
}

/// Tells the history of a notice.
pub(super) fn told(stage: &Stage, notice: &Disclosed) -> Told {
    let identity = Identity::of(&stage.site, notice);
    let releases = releases(&stage.site, notice);
    let mut whole = Value::Null;
    let mut written = Vec::new();
    for nr in 1..=releases.len() {
        let mut now = Snapshot::of(stage, &identity, &releases[..nr]).release();
        keep_milestones(&whole, &mut now);
        let mut release = now.clone();
        say_what_is_gone(&whole, &mut release);
        written.push(release);
        whole = now;
    }
    whole["tag"] = json!(["compiled"]);
    Told {
        at: releases.last().map_or(notice.published().at, |last| last.at),
        package_path: package_path(stage, notice),
        ocid: identity.ocid,
        releases: written,
        compiled: whole,
    }
}

/// A milestone that was told of stays: when it is planned no more, it is one that was not met.
fn keep_milestones(before: &Value, now: &mut Value) {
    let date = now["date"].clone();
    let Some(milestones) = before["tender"]["milestones"].as_array() else { return };
    for milestone in milestones {
        let told = now["tender"]["milestones"].as_array();
        if told.is_some_and(|told| told.iter().any(|other| other["id"] == milestone["id"])) {
            continue;
        }
        let mut dropped = milestone.clone();
        if dropped["status"] != "met" {
            dropped["status"] = json!("notMet");
            dropped["dateModified"] = date.clone();
        }
        match now["tender"]["milestones"].as_array_mut() {
            Some(told) => told.push(dropped),
            None => now["tender"]["milestones"] = json!([dropped]),
        }
    }
}

/// Adds `null` for each member that was there and is no more. Objects in lists are the same when their ids are.
fn say_what_is_gone(before: &Value, now: &mut Value) {
    match (before, now) {
        (Value::Object(before), Value::Object(now)) => {
            for (name, old) in before {
                match now.get_mut(name) {
                    Some(new) => say_what_is_gone(old, new),
                    // The standard has no way to say that all of a list is gone.
                    None if old.is_array() => {}
                    None => drop(now.insert(name.clone(), nulls(old))),
                }
            }
        }
        (Value::Array(before), Value::Array(now)) => {
            for new in now.iter_mut().filter(|new| new.get("id").is_some()) {
                if let Some(old) = before.iter().find(|old| old["id"] == new["id"]) {
                    say_what_is_gone(old, new);
                }
            }
        }
        _ => {}
    }
}

/// `null`, or an object with `null` for every member: only what is no object may be `null`.
fn nulls(old: &Value) -> Value {
    match old {
        Value::Object(members) => {
            let gone: Map<String, Value> =
                members.iter().map(|(name, old)| (name.clone(), nulls(old))).collect();
            Value::Object(gone)
        }
        _ => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_gone_is_said() {
        let before = json!({ "a": 1, "b": { "c": 2, "d": 3 }, "e": [{ "id": "x", "f": 1 }, { "id": "y" }], "g": { "h": 1 } });
        let mut now = json!({ "b": { "c": 2 }, "e": [{ "id": "y" }, { "id": "x" }], "i": [1] });
        say_what_is_gone(&before, &mut now);
        let expected = json!({
            "a": null, "b": { "c": 2, "d": null }, "e": [{ "id": "y" }, { "id": "x", "f": null }],
            "g": { "h": null }, "i": [1]
        });
        assert_eq!(now, expected);
    }

    #[test]
    fn a_milestone_that_was_dropped_was_not_met() {
        let before = json!({ "tender": { "milestones": [
            { "id": "a", "status": "scheduled" }, { "id": "b", "status": "met" }, { "id": "c", "status": "scheduled" }
        ] } });
        let mut now =
            json!({ "date": "d", "tender": { "milestones": [{ "id": "c", "status": "scheduled" }] } });
        keep_milestones(&before, &mut now);
        let expected = json!([
            { "id": "c", "status": "scheduled" }, { "id": "a", "status": "notMet", "dateModified": "d" },
            { "id": "b", "status": "met" }
        ]);
        assert_eq!(now["tender"]["milestones"], expected);
    }
}
