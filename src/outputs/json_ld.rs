//! schema.org JobPosting as JSON-LD in the page of an open vacancy or request to hire.

use crate::record::{Kind, Money, Start};
use crate::site::{NoticeView, Site};
use crate::theme::inert_json;
use serde_json::{Map, Value, json};

/// Hours a week from which a job counts as full-time.
const FULL_TIME_HOURS: f64 = 36.0;

/// The JobPosting of a notice, safe to stand in a script element. `None` when it is not open, is a tender
/// of another kind, or lacks what Google asks: title, text, publication, organisation and a place of work.
pub(super) fn job_posting(site: &Site, index: usize, view: &NoticeView) -> Option<String> {
    let notice = &site.notices[index];
    let facts = &view.facts;
    if !view.is_open || facts.kind == Kind::Aanbesteding {
        return None;
    }
    let location = facts.location.as_ref()?;
    if location.municipality.is_none() && !location.remote {
        return None;
    }
    let mut posting = Map::new();
    let mut add = |key: &str, value: Value| {
        if !value.is_null() {
            posting.insert(key.to_owned(), value);
        }
    };
    add("@context", json!("https://schema.org"));
    add("@type", json!("JobPosting"));
    add("title", json!(facts.title));
    add("description", json!(facts.body.as_ref()?.html));
    add("url", json!(site.absolute(&site.notice_path(notice))));
    add("datePosted", json!(view.published.datetime));
    add("validThrough", json!(view.closes_at));
    add(
        "hiringOrganization",
        json!({ "@type": "Organization", "name": facts.organization.name, "sameAs": facts.organization.url }),
    );
    if let Some(reference) = &facts.reference {
        let name = &facts.organization.name;
        add("identifier", json!({ "@type": "PropertyValue", "name": name, "value": reference }));
    }
    if let Some(municipality) = &location.municipality {
        add(
            "jobLocation",
            json!({ "@type": "Place", "address": {
                "@type": "PostalAddress",
                "addressLocality": municipality,
                "addressRegion": location.region.as_ref().map(|region| &region.name),
                "streetAddress": location.street,
                "postalCode": location.postal_code,
                "addressCountry": location.country,
            }}),
        );
    }
    if location.remote {
        add("jobLocationType", json!("TELECOMMUTE"));
        add("applicantLocationRequirements", json!({ "@type": "Country", "name": location.country }));
    }
    add("employmentType", json!(employment_type(view)));
    add("totalJobOpenings", json!(facts.positions));
    match view.starts {
        Some(Start::On(date)) => add("jobStartDate", json!(date)),
        Some(Start::Soon) => add("jobImmediateStart", json!(true)),
        None => {}
    }
    if let Some(salary) = &facts.salary {
        add("baseSalary", base_salary(salary.min.as_ref(), salary.max.as_ref(), salary.per.as_deref()));
    }
    Some(inert_json(&without_nulls(Value::Object(posting)).to_string()))
}

fn employment_type(view: &NoticeView) -> Option<&'static str> {
    let facts = &view.facts;
    let hours = facts.hours.as_ref().and_then(|hours| hours.max.or(hours.min));
    let by_hours = hours.map(|hours| if hours >= FULL_TIME_HOURS { "FULL_TIME" } else { "PART_TIME" });
    match facts.contract.as_ref().and_then(|contract| contract.sort.as_deref()) {
        Some("inhuur" | "detachering") => Some("CONTRACTOR"),
        Some("tijdelijk") => Some("TEMPORARY"),
        _ if facts.kind == Kind::Inhuur => Some("CONTRACTOR"),
        _ => by_hours,
    }
}

fn base_salary(min: Option<&Money>, max: Option<&Money>, per: Option<&str>) -> Value {
    let Some(currency) = min.or(max).map(|money| &money.currency) else { return Value::Null };
    let amount = |money: &Money| money.hundredths as f64 / 100.0;
    let unit = match per {
        Some("uur") => "HOUR",
        Some("dag") => "DAY",
        Some("week") => "WEEK",
        Some("jaar") => "YEAR",
        _ => "MONTH",
    };
    json!({ "@type": "MonetaryAmount", "currency": currency, "value": {
        "@type": "QuantitativeValue",
        "minValue": min.map(amount),
        "maxValue": max.map(amount),
        "unitText": unit,
    }})
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(
            map.into_iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(key, value)| (key, without_nulls(value)))
                .collect(),
        ),
        other => other,
    }
}
