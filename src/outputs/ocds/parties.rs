//! Who takes part: the buyer, who handles the procedure, and once it is known who won.
//!
//! A record knows no official number of an organisation, so a party has a name, an id of this site, and no
//! `identifier`.

use super::json::{line, object};
use crate::lifecycle::Disclosed;
use crate::name::safe_name;
use crate::record::{Contact, Facts, Outcome};
use crate::theme::Wording;
use serde_json::{Value, json};

/// The parties to a process, the buyer first.
pub(super) struct Parties {
    parties: Vec<Party>,
    procuring: usize,
    supplier: Option<usize>,
}

struct Party {
    id: String,
    name: String,
    roles: Vec<&'static str>,
    address: Value,
    contact: Value,
}

impl Party {
    fn reference(&self) -> Value {
        object([("id", json!(self.id)), ("name", line(&self.name))])
    }
}

impl Parties {
    /// Of a notice, with `facts` in which is only what may be shown.
    pub(super) fn of(facts: &Facts, state: &Disclosed, wording: &Wording) -> Self {
        let organisation = &facts.organization;
        let buyer = Party {
            id: organisation.id.clone(),
            name: organisation.name.clone(),
            roles: vec!["buyer"],
            address: address(facts, wording),
            contact: Value::Null,
        };
        let mut parties = Self { parties: vec![buyer], procuring: 0, supplier: None };
        let intermediary = facts.intermediary.as_ref();
        parties.procuring = match intermediary {
            Some(intermediary) => parties.add(&intermediary.name, "procuringEntity"),
            None => parties.add(&organisation.name, "procuringEntity"),
        };
        parties.add_contacts(facts);
        let decision = state.decision().filter(|decision| decision.outcome == Outcome::Gegund);
        parties.supplier = decision
            .and_then(|decision| decision.winner.as_deref())
            .map(|winner| parties.add(winner, "supplier"));
        parties
    }

    /// Gives the party with this name a role; the index of that party.
    fn add(&mut self, name: &str, role: &'static str) -> usize {
        let found = self.parties.iter().position(|party| party.name.trim() == name.trim());
        let index = found.unwrap_or_else(|| {
            let mut id = safe_name(name);
            if id.is_empty() {
                id.push_str(role);
            }
            let mut again = 2;
            let base = id.clone();
            while self.parties.iter().any(|party| party.id == id) {
                id = format!("{base}-{again}");
                again += 1;
            }
            let (address, contact) = (Value::Null, Value::Null);
            self.parties.push(Party { id, name: name.to_owned(), roles: Vec::new(), address, contact });
            self.parties.len() - 1
        });
        let roles = &mut self.parties[index].roles;
        if !roles.contains(&role) {
            roles.push(role);
        }
        index
    }

    /// The standard has room for one contact of a party: the first that can be reached. A contact that bears the
    /// name of who handles the procedure is theirs.
    fn add_contacts(&mut self, facts: &Facts) {
        let is_reached =
            |contact: &&Contact| contact.email.is_some() || contact.phone.is_some() || contact.url.is_some();
        let intermediary = facts.intermediary.as_ref();
        let is_theirs = |contact: &&Contact| {
            intermediary.is_some_and(|party| {
                contact
                    .name
                    .as_deref()
                    .is_some_and(|name| name.trim().eq_ignore_ascii_case(party.name.trim()))
            })
        };
        let contacts = || facts.contacts.iter().filter(is_reached);
        let organisation = &facts.organization;
        let desk = facts.questions.as_ref();
        let asked_at = |index: usize| desk.filter(|_| index == self.procuring);

        let own = contacts().find(|contact| !is_theirs(contact));
        let fallback = (organisation.department.as_ref(), None, organisation.url.as_ref());
        let buyer = point(own, asked_at(0), fallback);
        let theirs = intermediary.map(|party| {
            let phone = party.phone.as_ref().map(|phone| &phone.text);
            let fallback = (None, phone, party.url.as_ref());
            point(contacts().find(is_theirs), asked_at(self.procuring), fallback)
        });
        self.parties[0].contact = buyer;
        if let Some(theirs) = theirs.filter(|_| self.procuring != 0) {
            self.parties[self.procuring].contact = theirs;
        }
    }

    /// All of them.
    pub(super) fn list(&self) -> Value {
        let party = |party: &Party| {
            object([
                ("id", json!(party.id)),
                ("name", line(&party.name)),
                ("roles", json!(party.roles)),
                ("address", party.address.clone()),
                ("contactPoint", party.contact.clone()),
            ])
        };
        self.parties.iter().map(party).collect()
    }

    /// A reference to the buyer.
    pub(super) fn buyer(&self) -> Value {
        self.parties[0].reference()
    }

    /// A reference to who handles the procedure.
    pub(super) fn procuring_entity(&self) -> Value {
        self.parties[self.procuring].reference()
    }

    /// A reference to who won, once that is known.
    pub(super) fn supplier(&self) -> Option<Value> {
        self.supplier.map(|index| self.parties[index].reference())
    }
}

/// Name, phone number and address on the web, for where there is no contact.
type Fallback<'a> = (Option<&'a String>, Option<&'a String>, Option<&'a String>);

fn point(contact: Option<&Contact>, desk: Option<&crate::record::QuestionDesk>, fallback: Fallback) -> Value {
    let (name, phone, url) = fallback;
    let of = |value: Option<&String>| value.map_or(Value::Null, |value| line(value));
    let contact_phone = contact.and_then(|contact| contact.phone.as_ref()).map(|phone| &phone.text);
    let contact_url = contact.and_then(|contact| contact.url.as_ref());
    let contact_email = contact.and_then(|contact| contact.email.as_ref());
    object([
        ("name", of(contact.and_then(|contact| contact.name.as_ref()).or(name))),
        ("email", of(contact_email.or_else(|| desk?.email.as_ref()))),
        ("telephone", of(contact_phone.or(phone))),
        ("url", of(contact_url.or_else(|| desk?.url.as_ref()).or(url))),
    ])
}

/// Where the work is, in full as far as it is known; a country alone says nothing.
fn address(facts: &Facts, wording: &Wording) -> Value {
    let Some(location) = &facts.location else { return Value::Null };
    let of = |value: Option<&String>| value.map_or(Value::Null, |value| line(value));
    let known = object([
        ("streetAddress", of(location.street.as_ref())),
        ("locality", of(location.municipality.as_ref())),
        ("region", of(location.region.as_ref().map(|region| &region.name))),
        ("postalCode", of(location.postal_code.as_ref())),
    ]);
    if known.is_null() {
        return known;
    }
    let country = wording.find(&["country", &location.country]).unwrap_or(&location.country);
    let mut address = known;
    address["countryName"] = line(country);
    address
}
