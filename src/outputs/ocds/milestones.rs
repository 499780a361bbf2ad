//! What was planned in public besides the periods: answers, invitations and interviews, and the deadline of each
//! round when there are several.

use super::json::{line, list, object};
use super::snapshot::Snapshot;
use crate::theme::fill;
use crate::time::{Instant, print};
use serde_json::{Value, json};

/// A moment that was planned.
struct Planned {
    id: String,
    title: String,
    /// A code of the list `milestoneType`.
    sort: &'static str,
    description: Value,
    /// For when it was planned.
    due: Instant,
    /// When it is over.
    over: Instant,
}

impl Snapshot<'_> {
    /// The milestones with their status at the release's own instant.
    pub(super) fn milestones(&self) -> Value {
        let mut planned = Vec::new();
        let rounds = &self.state.schedule().rounds;
        for (index, round) in rounds.iter().enumerate() {
            let deadline = round.deadline.filter(|_| rounds.len() > 1);
            let named = [("questions-close", deadline), ("answers-published", round.answers)];
            for (event, moment) in named {
                let Some(moment) = moment else { continue };
                planned.push(Planned {
                    id: format!("{event}-{}", index + 1),
                    title: self.in_round(self.wording().get(&["event", event]), index + 1),
                    sort: "engagement",
                    description: Value::Null,
                    due: moment.at,
                    over: moment.at,
                });
            }
        }
        planned.extend(self.interviews());
        list(planned.into_iter().map(|milestone| self.milestone(milestone)))
    }

    fn interviews(&self) -> Vec<Planned> {
        let Some(interviews) = &self.state.schedule().interviews else { return Vec::new() };
        let invitations = interviews.invitation_by.map(|moment| Planned {
            id: "invitations-due".to_owned(),
            title: self.wording().get(&["event", "invitations-due"]).to_owned(),
            sort: "assessment",
            description: Value::Null,
            due: moment.at,
            over: moment.at,
        });
        let language = self.site().language();
        let windows = interviews.windows.iter().enumerate().map(|(index, window)| {
            let when = format!(
                "{} {}",
                print::date(window.date, language),
                print::time_range(window.from, window.until, language)
            );
            let words: Vec<&str> =
                std::iter::once(when.as_str()).chain(interviews.place.as_deref()).collect();
            Planned {
                id: format!("interviews-{}", index + 1),
                title: self.wording().get(&["calendar", "event", "interviews"]).to_owned(),
                sort: "assessment",
                description: line(&words.join(", ")),
                due: window.starts_at,
                over: window.ends_at,
            }
        });
        invitations.into_iter().chain(windows).collect()
    }

    /// `milestoneStatus`: what a withdrawal called off is not met any more.
    fn milestone(&self, planned: Planned) -> Value {
        let status = if planned.over <= self.at {
            "met"
        } else if self.state.withdrawn().is_some() {
            "notMet"
        } else {
            "scheduled"
        };
        object([
            ("id", json!(planned.id)),
            ("title", line(&planned.title)),
            ("type", json!(planned.sort)),
            ("description", planned.description),
            ("dueDate", self.date(planned.due)),
            ("dateMet", if status == "met" { self.date(planned.over) } else { Value::Null }),
            ("dateModified", self.date(self.at)),
            ("status", json!(status)),
        ])
    }

    fn in_round(&self, name: &str, round: usize) -> String {
        if self.state.schedule().rounds.len() < 2 {
            return name.to_owned();
        }
        fill(self.wording().get(&["calendar", "in_round"]), &[("event", name), ("round", &round.to_string())])
    }
}
