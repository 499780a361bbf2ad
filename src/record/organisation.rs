//! The buyer or employer of a notice.

use super::Prose;
use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

/// A buyer (OCDS `buyer`) or employer (schema.org `hiringOrganization`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Organisation<P = Prose> {
    /// Its name in addresses: `/organisaties/<id>/`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What sort of organisation, in the author's words: `gemeente`.
    #[serde(rename = "type")]
    pub sort: Option<String>,
    /// Department.
    pub department: Option<String>,
    /// Team.
    pub team: Option<String>,
    /// Its own site.
    pub url: Option<String>,
    /// What there is to know about it.
    pub about: Option<P>,
    /// The organisations that form it.
    pub partners: Vec<Partner>,
}

/// One of the organisations that form a partnership.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Partner {
    /// Its name.
    pub name: String,
    /// Its abbreviation.
    pub abbr: Option<String>,
    /// Its own site.
    pub url: Option<String>,
}

impl<P> Organisation<P> {
    /// The same with its prose turned into something else.
    pub fn map<Q>(&self, turn: &mut impl FnMut(&P) -> Q) -> Organisation<Q> {
        Organisation {
            id: self.id.clone(),
            name: self.name.clone(),
            sort: self.sort.clone(),
            department: self.department.clone(),
            team: self.team.clone(),
            url: self.url.clone(),
            about: self.about.as_ref().map(turn),
            partners: self.partners.clone(),
        }
    }
}
