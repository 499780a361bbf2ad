//! Organisations with a file of their own, and how a record's own keys win over them.

use super::files::Source;
use super::reader::Reader;
use super::sight::Sight;
use super::{fields, safe_example};
use crate::diagnostic::{Code, Problems};
use crate::name::{is_safe, safe_name};
use crate::record::{Organisation, Partner};
use crate::source::{Fields, SourceTree, decode, nearest, parse, read_text};
use crate::text;
use crate::time::Zone;

/// Loads a file of `content/organisations`.
pub(super) fn load(tree: &SourceTree, source: &Source, problems: &mut Problems) -> Option<Organisation> {
    let id = &source.stem;
    if !is_safe(id) || super::files::is_refused(id) {
        let message =
            text!("\"{id}\" kan geen deel van een adres zijn", "\"{id}\" cannot be part of an address");
        problems.add(Code::UnsafeName, 0..0, message, safe_example(id));
        return None;
    }
    let text = &*read_text(&tree.files[&*source.file], problems)?;
    let toml = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (root, first_error) = parse(toml, text.len() - toml.len(), problems);
    let mut fields = decode(&root, fields::ORGANISATION_FILE, first_error, problems);
    // An organisation has no moments, so the zone plays no part.
    let zone = Zone::named("UTC").expect("the zone data has UTC");
    let reader = Reader::new(problems, text, zone);
    let about = reader.prose(&mut fields, "about");
    let organisation = Organisation {
        id: id.clone(),
        name: fields.text("name")?,
        sort: fields.text("type"),
        department: fields.text("department"),
        team: fields.text("team"),
        url: fields.text("url"),
        about,
        partners: partners(&mut fields),
    };
    (!problems.has_errors()).then_some(organisation)
}

fn partners(fields: &mut Fields) -> Vec<Partner> {
    let partner = |mut table: Fields| {
        Some(Partner { name: table.text("name")?, abbr: table.text("abbr"), url: table.text("url") })
    };
    fields.tables("partners").into_iter().filter_map(partner).collect()
}

/// A stand-in while the rest of a faulty record is read for its other problems.
pub(super) fn nameless() -> Organisation {
    Organisation {
        id: String::new(),
        name: String::new(),
        sort: None,
        department: None,
        team: None,
        url: None,
        about: None,
        partners: Vec::new(),
    }
}

/// The organisation of a record: its own keys, and for those it lacks the ones of the shared file.
pub(super) fn of_record(
    fields: &mut Fields,
    sight: &Sight<'_>,
    reader: &mut Reader<'_>,
) -> Option<Organisation> {
    let mut table = fields.table("organization")?;
    let head = table.span.clone();
    let id_span = table.span_of("id");
    let name_span = table.span_of("name");
    let id = table.text("id");
    let name = table.text("name");
    let base = match &id {
        Some(id) => {
            let Some(base) = sight.organisation(id) else {
                let message = text!("er is geen organisatie \"{id}\"", "there is no organisation \"{id}\"");
                let help = match nearest(id, sight.organisations()) {
                    Some(near) => text!("bedoelt u \"{near}\"?", "did you mean \"{near}\"?"),
                    None => text!(
                        "maak het bestand content/organisations/{id}.toml, of schrijf `name` in plaats van `id`",
                        "make the file content/organisations/{id}.toml, or write `name` instead of `id`"
                    ),
                };
                reader.problems.add(Code::NoSuchOrganisation, id_span, message, help);
                return None;
            };
            Some(base)
        }
        None => None,
    };
    let Some(name) = name.or_else(|| base.map(|base| base.name.clone())) else {
        if !table.is_damaged {
            let message = text!("de organisatie heeft geen naam", "the organisation has no name");
            let help = text!("voeg toe: name = \"…\" of id = \"…\"", "add: name = \"…\" or id = \"…\"");
            reader.problems.add(Code::MissingKey, head, message, help);
        }
        return None;
    };
    let id = id.unwrap_or_else(|| safe_name(&name));
    if id.is_empty() || super::files::is_refused(&id) {
        let message = text!(
            "van de naam \"{name}\" is geen adres te maken",
            "the name \"{name}\" cannot be an address"
        );
        let help = text!(
            "maak een bestand in content/organisations en noem hier zijn `id`",
            "make a file in content/organisations and give its `id` here"
        );
        reader.problems.add(Code::UnsafeName, name_span, message, help);
        return None;
    }
    let own_about = reader.prose(&mut table, "about");
    let own_partners = table.has("partners").then(|| partners(&mut table));
    let mut text = |key: &str, from: fn(&Organisation) -> &Option<String>| {
        table.text(key).or_else(|| base.and_then(|base| from(base).clone()))
    };
    Some(Organisation {
        id,
        name,
        sort: text("type", |base| &base.sort),
        department: text("department", |base| &base.department),
        team: text("team", |base| &base.team),
        url: text("url", |base| &base.url),
        about: own_about.or_else(|| base.and_then(|base| base.about.clone())),
        partners: own_partners.unwrap_or_else(|| base.map(|base| base.partners.clone()).unwrap_or_default()),
    })
}
