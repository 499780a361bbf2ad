//! Decoded fields to facts: one function a table of the record format.

use super::reader::Reader;
use crate::diagnostic::Code;
use crate::name::safe_name;
use crate::record::{
    AssessmentStep, Award, AwardCriterion, Conditions, Contact, Contract, Cv, Education, Extensions, Facts,
    Fee, GAccount, Hours, Intermediary, Kind, Knockout, Location, Lot, Money, Organisation, Procedure, Prose,
    QuestionDesk, Rate, Region, Response, Salary, Scale, Standstill,
};
use crate::source::{Decoded, Field, Fields};
use crate::text;
use crate::time::Bound;

/// What the tables with moments leave for the facts.
pub(super) struct Parts {
    pub(super) kind: Kind,
    pub(super) title: String,
    pub(super) organization: Organisation,
    pub(super) response: Fields,
    pub(super) bound: Bound,
    pub(super) questions: Option<QuestionDesk>,
    pub(super) contract: Option<Fields>,
    pub(super) body: Option<Prose>,
}

/// The facts; what is wrong goes to the reader's problems.
pub(super) fn facts(fields: &mut Fields, parts: Parts, reader: &mut Reader<'_>) -> Facts {
    let Parts { kind, title, organization, mut response, bound, questions, contract, body } = parts;
    Facts {
        kind,
        title,
        headline: fields.text("headline"),
        reference: fields.text("reference"),
        author: fields.text("author"),
        organization,
        intermediary: fields.table("intermediary").and_then(|mut table| intermediary(&mut table)),
        procedure: fields.table("procedure").map(|mut table| procedure(&mut table, reader)),
        location: fields.table("location").map(|mut table| location(&mut table, reader)),
        hours: fields.table("hours").map(|mut table| hours(&mut table, reader)),
        work_days: match fields.take("work_days").map(|field| field.value) {
            Some(Decoded::Text(text)) => vec![text],
            Some(Decoded::List(items)) => items.into_iter().filter_map(text_of).collect(),
            _ => Vec::new(),
        },
        contract: contract.map(|mut table| self::contract(&mut table)),
        positions: fields.whole("positions"),
        education: fields.table("education").map(|mut table| Education {
            level: table.text("level"),
            plus: table.flag("plus").unwrap_or(false),
            text: table.text("text"),
        }),
        scale: fields.table("scale").map(|mut table| Scale {
            number: Reader::label(&mut table, "number"),
            name: table.text("name"),
            note: table.text("note"),
        }),
        salary: fields.table("salary").map(|mut table| salary(&mut table, reader)),
        rate: fields.table("rate").map(|mut table| Rate {
            max: table.hundredths("max").map(|hundredths| Money { hundredths, currency: "EUR".to_owned() }),
            excl_vat: table.flag("excl_vat"),
        }),
        fee: fields.table("fee").and_then(|mut table| fee(&mut table)),
        knockout: fields.tables("knockout").into_iter().filter_map(knockout).collect(),
        award: fields.table("award").map(|mut table| award(&mut table, reader)),
        wishes: fields.texts("wishes"),
        competences: fields.texts("competences"),
        tasks: fields.texts("tasks"),
        requirements: fields.texts("requirements"),
        assessment: fields.tables("assessment").into_iter().filter_map(|table| step(table, reader)).collect(),
        cv: fields.table("cv").map(|mut table| Cv {
            max_pages: table.whole("max_pages"),
            language: table.text("language"),
            min_references: table.whole("min_references"),
            instruction: table.text("instruction"),
        }),
        conditions: fields.table("conditions").map(|mut table| conditions(&mut table)),
        response: Response {
            bound,
            how: response.text("how"),
            url: response.text("url"),
            email: response.text("email"),
            instructions: reader.prose(&mut response, "instructions"),
        },
        questions,
        standstill: fields.table("standstill").map(|mut table| Standstill {
            applies: table.flag("applies").unwrap_or(true),
            days: table.whole("days"),
        }),
        contacts: fields.tables("contacts").into_iter().map(contact).collect(),
        eligibility: fields.text("eligibility"),
        lang: lang(fields, reader),
        body,
    }
}

fn text_of(field: Field) -> Option<String> {
    match field.value {
        Decoded::Text(text) => Some(text),
        _ => None,
    }
}

fn intermediary(table: &mut Fields) -> Option<Intermediary> {
    let phone = Reader::phone(table, "phone");
    Some(Intermediary { name: table.text("name")?, url: table.text("url"), phone })
}

fn procedure(table: &mut Fields, reader: &Reader<'_>) -> Procedure {
    let lot = |mut table: Fields| {
        let text = reader.prose(&mut table, "text");
        Some(Lot { nr: Reader::label(&mut table, "nr"), title: table.text("title")?, text })
    };
    Procedure {
        sort: table.text("type"),
        name: table.text("name"),
        eu: table.flag("eu"),
        cpv: table.texts("cpv"),
        lots: table.tables("lots").into_iter().filter_map(lot).collect(),
    }
}

fn location(table: &mut Fields, reader: &mut Reader<'_>) -> Location {
    let span = table.span_of("region");
    let region = table.text("region").and_then(|name| {
        let slug = safe_name(&name);
        if slug.is_empty() || super::files::is_refused(&slug) {
            let message = text!(
                "van de regio \"{name}\" is geen adres te maken",
                "the region \"{name}\" cannot be an address"
            );
            let help = text!("gebruik een naam met letters", "use a name with letters");
            reader.problems.add(Code::UnsafeName, span, message, help);
            return None;
        }
        Some(Region { name, slug })
    });
    Location {
        region,
        municipality: table.text("municipality"),
        street: table.text("street"),
        postal_code: table.text("postal_code"),
        country: table.text("country").unwrap_or_else(|| "NL".to_owned()),
        remote: table.flag("remote").unwrap_or(false),
    }
}

fn hours(table: &mut Fields, reader: &mut Reader<'_>) -> Hours {
    let span = table.span_of("min");
    let hours = Hours { min: table.number("min"), max: table.number("max"), note: table.text("note") };
    reader.check_range(hours.min, hours.max, "hours", span);
    hours
}

fn contract(table: &mut Fields) -> Contract {
    Contract {
        sort: table.text("type"),
        start_qualifier: table.text("start_qualifier"),
        duration: table.duration("duration"),
        extensions: table.table("extensions").and_then(|mut table| {
            Some(Extensions { count: table.whole("count")?, each: table.duration("each") })
        }),
        evaluation_after: table.duration("evaluation_after"),
    }
}

fn currency(table: &mut Fields) -> String {
    table.text("currency").unwrap_or_else(|| "EUR".to_owned())
}

fn salary(table: &mut Fields, reader: &mut Reader<'_>) -> Salary {
    let span = table.span_of("min");
    let currency = currency(table);
    let (min, max) = (table.hundredths("min"), table.hundredths("max"));
    let shown = |cents: i64| cents as f64 / 100.0;
    reader.check_range(min.map(shown), max.map(shown), "salary", span);
    let money = |hundredths| Money { hundredths, currency: currency.clone() };
    Salary { min: min.map(money), max: max.map(money), per: table.text("per") }
}

fn fee(table: &mut Fields) -> Option<Fee> {
    let currency = currency(table);
    Some(Fee {
        amount: Money { hundredths: table.hundredths("amount")?, currency },
        per: table.text("per"),
        payer: table.text("payer"),
        by: table.text("by"),
    })
}

fn knockout(mut table: Fields) -> Option<Knockout> {
    Some(Knockout {
        nr: Reader::label(&mut table, "nr"),
        text: table.text("text")?,
        min_years: table.number("min_years"),
        evidence: table.text("evidence"),
    })
}

fn award(table: &mut Fields, reader: &mut Reader<'_>) -> Award {
    let total_span = table.span_of("total");
    let criterion = |mut table: Fields| {
        Some(AwardCriterion {
            nr: Reader::label(&mut table, "nr"),
            text: table.text("text")?,
            weight: table.number("weight"),
            window_years: table.number("window_years"),
            evidence: table.text("evidence"),
            by: table.text("by"),
        })
    };
    let award = Award {
        total: table.number("total"),
        unit: table.text("unit"),
        tie_break: table.text("tie_break"),
        decision_text: reader.prose(table, "decision_text"),
        criteria: table.tables("criteria").into_iter().filter_map(criterion).collect(),
    };
    if let Some(total) = award.total
        && !table.is_damaged
        && award.criteria.iter().any(|criterion| criterion.weight.is_some())
    {
        let sum: f64 = award.criteria.iter().filter_map(|criterion| criterion.weight).sum();
        if (sum - total).abs() > 1e-6 {
            // 33.3 three times is 99.9 to people.
            let sum = (sum * 1e6).round() / 1e6;
            let message = text!(
                "de gewichten tellen op tot {sum}, niet tot het totaal van {total}",
                "the weights add up to {sum}, not to the total of {total}"
            );
            let help = text!(
                "pas een gewicht aan, of schrijf total = {sum}",
                "change a weight, or write total = {sum}"
            );
            reader.problems.add(Code::Weights, total_span, message, help);
        }
    }
    award
}

fn step(mut table: Fields, reader: &Reader<'_>) -> Option<AssessmentStep> {
    let text = reader.prose(&mut table, "text");
    Some(AssessmentStep {
        title: table.text("title")?,
        text,
        by: table.text("by"),
        on: table.text("on"),
        criteria: table.texts("criteria"),
        max_candidates: table.whole("max_candidates"),
        min_candidates: table.whole("min_candidates"),
        panel_min: table.whole("panel_min"),
        pass_mark: table.text("pass_mark"),
        tie_break: table.text("tie_break"),
        fallback: table.text("fallback"),
        when: table.text("when"),
    })
}

fn conditions(table: &mut Fields) -> Conditions {
    let mut flag = |key: &str| table.flag(key).unwrap_or(false);
    let (vog, sroi, waadi, sna) = (flag("vog"), flag("sroi"), flag("waadi"), flag("sna"));
    Conditions {
        vog,
        sroi,
        waadi,
        sna,
        disculpatie_ref: table.text("disculpatie_ref"),
        g_account: table.table("g_account").map(|mut table| GAccount {
            percent: table.number("percent"),
            percent_without_sna: table.number("percent_without_sna"),
            without: table.text("without"),
        }),
        invoicing: table.text("invoicing"),
        items: table.texts("items"),
    }
}

fn contact(mut table: Fields) -> Contact {
    let phone = Reader::phone(&mut table, "phone");
    Contact {
        purpose: table.text("purpose"),
        name: table.text("name"),
        role: table.text("role"),
        email: table.text("email"),
        phone,
        url: table.text("url"),
        audience: table.text("audience"),
    }
}

fn lang(fields: &mut Fields, reader: &mut Reader<'_>) -> Option<String> {
    let span = fields.span_of("lang");
    let tag = fields.text("lang")?;
    let is_tag = tag.len() <= 35
        && tag.split('-').enumerate().all(|(index, part)| {
            let letters_only = index > 0 || part.chars().all(|c| c.is_ascii_alphabetic());
            (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()) && letters_only
        });
    if !is_tag {
        let message = text!("\"{tag}\" is geen taalcode", "\"{tag}\" is not a language tag");
        let help = text!(
            "schrijf bijvoorbeeld lang = \"nl\" of lang = \"en\"",
            "write for example lang = \"nl\" or lang = \"en\""
        );
        reader.problems.add(Code::UnknownValue, span, message, help);
        return None;
    }
    Some(tag)
}
