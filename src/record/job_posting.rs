//! What a notice must tell before it can be a schema.org JobPosting.

use super::{Facts, Kind};

impl Facts {
    /// Whether the notice is of a kind that is a job: a vacancy, or a request to hire.
    #[must_use]
    pub fn is_job(&self) -> bool {
        self.kind != Kind::Aanbesteding
    }

    /// The keys that a JobPosting needs and this notice lacks. Title, publication and organisation are there:
    /// no notice goes without. Source: Google Search Central, JobPosting structured data, required properties.
    #[must_use]
    pub fn lacks_for_job_posting(&self) -> Vec<&'static str> {
        let has_text = self.body.as_ref().is_some_and(|body| !body.text.trim().is_empty());
        let has_place =
            self.location.as_ref().is_some_and(|location| location.remote || location.municipality.is_some());
        let mut lacks = Vec::new();
        lacks.extend((!has_text).then_some("body"));
        lacks.extend((!has_place).then_some("location.municipality"));
        lacks
    }
}
