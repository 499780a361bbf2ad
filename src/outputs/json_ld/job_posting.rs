//! The JobPosting of an open vacancy or request to hire, by schema.org 30.0 and the rules of Google for it.
//! Nothing is made up: a property without its fact is left out.

use super::thing;
use crate::outputs::Stage;
use crate::outputs::notice_html::{Markup, NoticeHtml};
use crate::outputs::plain::{inert, single_line};
use crate::record::{Contact, Education, Facts, Html, Kind, Location, Money, Start};
use crate::site::{NoticeView, Publication};
use crate::time::{Duration, Unit};
use serde_json::{Value, json};

/// Hours a week from which a job counts as full-time: the working week of the cao Gemeenten and the cao Rijk.
const FULL_TIME_HOURS: f64 = 36.0;

/// The JobPosting of a notice. `None` when it is not open, is a tender of another kind, or lacks what Google
/// asks (the record format, section 5).
pub(super) fn job_posting(stage: &Stage, index: usize, view: &NoticeView) -> Option<Value> {
    let site = &stage.site;
    if !view.is_open || site.notices[index].brief().lacks_for_job_posting {
        return None;
    }
    let notice = &site.notices[index].at_hand();
    if !notice.facts().is_job() {
        return None;
    }
    let told = site.publication(notice, &view.facts);
    let facts = &told.facts;
    let organisation = &facts.organization;
    let name = single_line(&organisation.name);
    let (starts_on, starts_soon) = match told.starts {
        Some(Start::On(date)) => (Some(date), None),
        Some(Start::Soon) => (None, Some(true)),
        None => (None, None),
    };
    let location = facts.location.as_ref();
    Some(thing(
        "JobPosting",
        [
            ("title", json!(single_line(&facts.title))),
            ("description", json!(description(stage, &told))),
            ("url", json!(site.absolute(&site.notice_path(notice)))),
            ("identifier", identifier(&name, facts.reference.as_deref())),
            ("datePosted", json!(view.published.datetime)),
            ("validThrough", json!(view.closes_at)),
            ("employmentType", json!(employment_type(facts))),
            (
                "hiringOrganization",
                json!({
                    "@type": "Organization",
                    "name": name,
                    "sameAs": organisation.url,
                    "department": organisation.department.as_ref().map(|department| {
                        json!({ "@type": "Organization", "name": single_line(department) })
                    }),
                }),
            ),
            ("jobLocation", location.map_or(Value::Null, place)),
            ("jobLocationType", json!(location.filter(|location| location.remote).map(|_| "TELECOMMUTE"))),
            (
                "applicantLocationRequirements",
                json!(
                    location
                        .filter(|location| location.remote)
                        .map(|location| json!({ "@type": "Country", "name": location.country }))
                ),
            ),
            ("baseSalary", base_salary(facts)),
            // The page tells where to respond and takes no response itself: none can be sent from its address.
            ("directApply", json!(false)),
            ("workHours", json!(work_hours(stage, &told))),
            ("jobStartDate", json!(starts_on)),
            ("jobImmediateStart", json!(starts_soon)),
            ("jobDuration", json!(facts.contract.as_ref().and_then(|contract| iso_8601(contract.duration?)))),
            ("totalJobOpenings", json!(facts.positions.filter(|positions| *positions > 0))),
            ("educationRequirements", education(stage, &told)),
            ("experienceRequirements", experience(facts)),
            (
                "qualifications",
                texts(facts.knockout.iter().map(|demand| &demand.text).chain(&facts.requirements)),
            ),
            ("responsibilities", texts(facts.tasks.iter())),
            ("skills", texts(facts.competences.iter())),
            ("applicationContact", contacts(&facts.contacts)),
        ],
    ))
}

/// The whole text, as Google wants it: not the text alone, also what is asked and what is offered.
fn description(stage: &Stage, told: &Publication) -> String {
    let mut html = Markup::default();
    NoticeHtml::of(stage, told, &mut html).job();
    inert(&html.0).into_owned()
}

fn identifier(organisation: &str, reference: Option<&str>) -> Value {
    reference.map_or(Value::Null, |reference| {
        json!({ "@type": "PropertyValue", "name": organisation, "value": single_line(reference) })
    })
}

/// What hours say of a contract without an end may be two things: 24 to 36 hours is part-time and full-time.
fn employment_type(facts: &Facts<Html>) -> Option<Value> {
    match facts.contract.as_ref().and_then(|contract| contract.sort.as_deref()) {
        Some("inhuur" | "detachering") => return Some(json!("CONTRACTOR")),
        Some("tijdelijk") => return Some(json!("TEMPORARY")),
        None if facts.kind == Kind::Inhuur => return Some(json!("CONTRACTOR")),
        _ => {}
    }
    let hours = facts.hours.as_ref()?;
    let (least, most) = (hours.min.or(hours.max)?, hours.max.or(hours.min)?);
    match (least < FULL_TIME_HOURS, most >= FULL_TIME_HOURS) {
        (true, true) => Some(json!(["FULL_TIME", "PART_TIME"])),
        (true, false) => Some(json!("PART_TIME")),
        (false, _) => Some(json!("FULL_TIME")),
    }
}

/// Where the work is; nothing without a town.
fn place(location: &Location) -> Value {
    let Some(municipality) = &location.municipality else { return Value::Null };
    json!({ "@type": "Place", "address": {
        "@type": "PostalAddress",
        "streetAddress": location.street.as_deref().map(single_line),
        "postalCode": location.postal_code.as_deref().map(single_line),
        "addressLocality": single_line(municipality),
        "addressRegion": location.region.as_ref().map(|region| single_line(&region.name)),
        "addressCountry": location.country,
    }})
}

/// The salary, or for who is hired the most that is paid per hour; nothing when it is not said per what.
fn base_salary(facts: &Facts<Html>) -> Value {
    let salary = facts.salary.as_ref().filter(|salary| salary.min.is_some() || salary.max.is_some());
    let (min, max, unit) = match (salary, &facts.rate) {
        (Some(salary), _) => (salary.min.as_ref(), salary.max.as_ref(), salary.per.as_deref().and_then(unit)),
        (None, Some(rate)) => (None, rate.max.as_ref(), Some("HOUR")),
        (None, None) => (None, None, None),
    };
    let (Some(unit), Some(money)) = (unit, min.or(max)) else { return Value::Null };
    let amount = |money: &Money| money.hundredths as f64 / 100.0;
    let same = min.zip(max).filter(|(min, max)| min == max).map(|(same, _)| amount(same));
    json!({ "@type": "MonetaryAmount", "currency": money.currency, "value": {
        "@type": "QuantitativeValue",
        "value": same,
        "minValue": min.filter(|_| same.is_none()).map(amount),
        "maxValue": max.filter(|_| same.is_none()).map(amount),
        "unitText": unit,
    }})
}

fn unit(per: &str) -> Option<&'static str> {
    match per.trim().to_lowercase().as_str() {
        "uur" | "hour" => Some("HOUR"),
        "dag" | "day" => Some("DAY"),
        "week" => Some("WEEK"),
        "maand" | "month" => Some("MONTH"),
        "jaar" | "year" => Some("YEAR"),
        _ => None,
    }
}

/// `24 tot 28 uur per week, in overleg`
fn work_hours(stage: &Stage, told: &Publication) -> Option<String> {
    let mut none = Markup::default();
    let hours = NoticeHtml::of(stage, told, &mut none).hours();
    let week = stage.theme.wording.get(&["hours", "a_week"]);
    let hours = hours.map(|hours| format!("{hours} {week}"));
    let parts: Vec<_> = hours.iter().chain(&told.facts.work_days).map(|part| single_line(part)).collect();
    Some(parts.join(", ")).filter(|parts| !parts.is_empty())
}

/// ISO 8601, 5.5.2.2; working days have no place there.
fn iso_8601(duration: Duration) -> Option<String> {
    let designator = match duration.unit {
        Unit::Days => 'D',
        Unit::Weeks => 'W',
        Unit::Months => 'M',
        Unit::Years => 'Y',
        Unit::WorkingDays => return None,
    };
    Some(format!("P{}{designator}", duration.count))
}

/// The level in the words of Google (`credentialCategory`), and in our own. What is asked is the least: a
/// bachelor's degree is both hbo and wo.
fn education(stage: &Stage, told: &Publication) -> Value {
    let Some(Education { level, text, .. }) = &told.facts.education else { return Value::Null };
    let category = match level.as_deref() {
        Some("hbo" | "wo") => "bachelor degree",
        Some(_) => "professional certificate",
        None => return json!(text.as_deref().map(single_line)),
    };
    let mut none = Markup::default();
    let name = NoticeHtml::of(stage, told, &mut none).education_level();
    json!({
        "@type": "EducationalOccupationalCredential",
        "credentialCategory": category,
        "educationalLevel": name.as_deref().map(single_line),
        "description": text.as_deref().map(single_line),
    })
}

/// The most years that a requirement asks.
fn experience(facts: &Facts<Html>) -> Value {
    let years = facts.knockout.iter().filter_map(|demand| demand.min_years);
    let most = years.filter(|years| *years > 0.0).max_by(f64::total_cmp);
    most.map_or(Value::Null, |years| {
        json!({ "@type": "OccupationalExperienceRequirements", "monthsOfExperience": (years * 12.0).ceil() as i64 })
    })
}

/// Whom to ask, and whom to write to.
fn contacts(contacts: &[Contact]) -> Value {
    let each = contacts
        .iter()
        .filter(|contact| contact.email.is_some() || contact.phone.is_some() || contact.url.is_some());
    let each: Vec<Value> = each
        .map(|contact| {
            json!({
                "@type": "ContactPoint",
                "contactType": contact.purpose.as_deref().map(single_line),
                "name": contact.name.as_deref().map(single_line),
                "email": contact.email,
                "telephone": contact.phone.as_ref().map(|phone| phone.url.trim_start_matches("tel:")),
                "url": contact.url,
            })
        })
        .collect();
    some(each)
}

fn texts<'a>(texts: impl Iterator<Item = &'a String>) -> Value {
    some(texts.map(|text| json!(single_line(text))).collect())
}

/// One value as itself, several as a list, none as nothing.
fn some(mut values: Vec<Value>) -> Value {
    match values.len() {
        0 => Value::Null,
        1 => values.remove(0),
        _ => Value::Array(values),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_iso_8601() {
        fn check(text: &str, expected: Option<&str>) {
            let (duration, _) = Duration::read(text).expect("it is a duration");
            assert_eq!(iso_8601(duration).as_deref(), expected, "{text}");
        }
        check("6 maanden", Some("P6M"));
        check("3 weken", Some("P3W"));
        check("1 jaar", Some("P1Y"));
        check("20 dagen", Some("P20D"));
        check("5 werkdagen", None);
    }

    #[test]
    fn a_salary_is_per_something_that_is_known() {
        for (per, expected) in [("maand", Some("MONTH")), (" Uur ", Some("HOUR")), ("vier weken", None)] {
            assert_eq!(unit(per), expected, "{per}");
        }
    }
}
