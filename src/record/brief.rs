//! What lists, searches and comparisons need of a notice, without its texts: a site of ten thousand is planned
//! from these alone.

use super::{Education, Hours, Kind, Region, Whole, Window};
use crate::time::Date;
use borsh::{BorshDeserialize, BorshSerialize};

/// What is known of a notice from its publication on, in brief.
#[derive(Clone, Debug, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Brief {
    /// What sort of notice.
    pub kind: Kind,
    /// Function or title, bare.
    pub title: String,
    /// The head above the page, when it differs from the title.
    pub headline: Option<String>,
    /// Number by which people ask for it; unique in the site.
    pub reference: Option<String>,
    /// The organisation's name in addresses.
    pub organization_id: String,
    /// The organisation's name.
    pub organization_name: String,
    /// Its name in its own file, when it has one.
    pub shared_name: Option<String>,
    /// Where the work is.
    pub region: Option<Region>,
    /// Where the work is.
    pub municipality: Option<String>,
    /// Hours per week.
    pub hours: Option<Hours>,
    /// Education asked.
    pub education: Option<Education>,
    /// The sort of procedure.
    pub procedure: Option<String>,
    /// CPV codes.
    pub cpv: Vec<String>,
    /// Language of the record's text, BCP 47, when it is not the site's.
    pub lang: Option<String>,
    /// Whether a job search engine lacks something in it.
    pub lacks_for_job_posting: bool,
}

impl Brief {
    /// The notice in brief.
    #[must_use]
    pub fn of(whole: &Whole) -> Self {
        let facts = &whole.facts;
        Self {
            kind: facts.kind,
            title: facts.title.clone(),
            headline: facts.headline.clone(),
            reference: facts.reference.clone(),
            organization_id: facts.organization.id.clone(),
            organization_name: facts.organization.name.clone(),
            shared_name: whole.shared_organisation.as_ref().map(|organisation| organisation.name.clone()),
            region: facts.location.as_ref().and_then(|location| location.region.clone()),
            municipality: facts.location.as_ref().and_then(|location| location.municipality.clone()),
            hours: facts.hours.clone(),
            education: facts.education.clone(),
            procedure: facts.procedure.as_ref().and_then(|procedure| procedure.sort.clone()),
            cpv: facts.procedure.iter().flat_map(|procedure| procedure.cpv.iter().cloned()).collect(),
            lang: facts.lang.clone(),
            lacks_for_job_posting: !facts.lacks_for_job_posting().is_empty(),
        }
    }

    /// The organisation's name as its own file gives it, or as the notice does.
    #[must_use]
    pub fn organisation_name(&self) -> &str {
        self.shared_name.as_ref().unwrap_or(&self.organization_name)
    }
}

/// What notices are held against each other by, whether or not it may be known yet: never for pages.
#[derive(Clone, Debug, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Aside {
    /// Its files, by their paths below the page's address: those that only the prose names, then the documents.
    pub files: Vec<String>,
    /// Its interviews by the newest values, when they are of a panel that has a name.
    pub panel: Option<(String, Vec<Window>)>,
    /// The days on which a decision is expected, in all stretches of its history.
    pub expected_on: Vec<Date>,
    /// Whether it says how it ended.
    pub has_decision: bool,
    /// Whether any of its texts, or what is told of its organisation, links to a record.
    pub has_mentions: bool,
}

impl Aside {
    /// What is asked of this notice; what its texts link to is for others to say.
    #[must_use]
    pub fn of(whole: &Whole, has_mentions: bool) -> Self {
        let interviews = whole.newest().schedule.interviews.as_ref();
        let panel =
            interviews.and_then(|interviews| Some((interviews.panel.clone()?, interviews.windows.clone())));
        let documents = whole.documents.iter().map(|document| &document.attachment);
        let files = whole.attachments.iter().chain(documents).map(|attachment| attachment.file.clone());
        let expected_on = whole.history.iter().filter_map(|stretch| stretch.schedule.decision_expected_on);
        Self {
            files: files.collect(),
            panel,
            expected_on: expected_on.collect(),
            has_decision: whole.decision.is_some(),
            has_mentions,
        }
    }
}
