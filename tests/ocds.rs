//! Open contracting: which releases a tender has, what each says, and that none ever says anything else.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop anywhere")]

#[path = "support/site.rs"]
mod site;

use serde_json::{Value, json};
use site::{Files, SiteTest, at, json as read, text};
use std::collections::BTreeSet;
use std::path::Path;

const PREFIX: &str = "[ocds]\nprefix = \"ocds-proef1\"\n";

/// A site of `tests/sites` with a prefix.
fn folder(name: &str) -> SiteTest {
    let mut site = SiteTest::folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites").join(name));
    let settings = text(&site.files, "termijn.toml").to_owned();
    site.put("termijn.toml", format!("{settings}\n{PREFIX}"));
    site
}

/// A site of one tender with this front matter and text.
fn one(front: &str, body: &str) -> SiteTest {
    let record = format!("+++\n{front}\n+++\n\n{body}\n");
    SiteTest::of([
        ("termijn.toml", format!("{}{PREFIX}", site::SETTINGS)),
        ("content/aanvragen/een.md", record),
    ])
}

fn releases(files: &Files, path: &str) -> Vec<Value> {
    read(files, &format!("{path}ocds.json"))["releases"].as_array().unwrap().clone()
}

fn words(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect()
}

fn by_id<'a>(list: &'a Value, id: &str) -> &'a Value {
    let found = list.as_array().unwrap().iter().find(|one| one["id"] == id);
    found.unwrap_or_else(|| panic!("no {id} in {list:#}"))
}

const LEADER: &str = "aanvragen/projectleider/";

#[test]
fn every_change_is_a_release_with_the_deadline_of_its_own_instant() {
    let files = folder("amendments").at(at("2026-03-01T00:00:00+01:00"));
    let releases = releases(&files, LEADER);
    let told: Vec<_> = releases
        .iter()
        .map(|release| {
            let closes = &release["tender"]["tenderPeriod"]["endDate"];
            (release["date"].as_str().unwrap(), words(&release["tag"]).join(" "), closes.as_str().unwrap())
        })
        .collect();
    let told: Vec<_> = told.iter().map(|(date, tags, closes)| (*date, tags.as_str(), *closes)).collect();
    let expected = [
        ("2026-01-05T00:00:00+01:00", "tender", "2026-01-19T09:00:00+01:00"),
        ("2026-01-14T12:00:00+01:00", "tenderAmendment", "2026-01-26T09:00:00+01:00"),
        ("2026-01-16T00:00:00+01:00", "tenderAmendment", "2026-01-26T09:00:00+01:00"),
        ("2026-01-19T00:00:00+01:00", "tenderUpdate", "2026-01-26T09:00:00+01:00"),
        ("2026-01-21T09:00:00+01:00", "tenderAmendment", "2026-02-10T00:00:00+01:00"),
        ("2026-01-27T00:00:00+01:00", "tenderAmendment", "2026-02-02T09:00:00+01:00"),
        ("2026-02-04T10:00:00+01:00", "tenderAmendment", "2026-02-12T00:00:00+01:00"),
    ];
    assert_eq!(told, expected);
    let amendments = &releases[4]["tender"]["amendments"];
    let closing = by_id(amendments, "20260121T080000Z-response.deadline");
    assert_eq!(closing["amendsReleaseID"], releases[3]["id"]);
    assert_eq!(closing["releaseID"], releases[4]["id"]);
    assert_eq!(closing["rationale"], "De termijn wordt nog eens verlengd.");
    assert_eq!(closing["description"], "Wie al heeft gereageerd, hoeft niets te doen.");
    // The talks moved, and keep their name.
    let talks = |nr: usize| by_id(&releases[nr]["tender"]["milestones"], "interviews-1")["dueDate"].clone();
    assert_eq!(
        (talks(3), talks(4)),
        (json!("2026-01-29T13:00:00+01:00"), json!("2026-02-17T09:00:00+01:00"))
    );
}

#[test]
fn releases_stay_as_they_were() {
    for name in ["amendments", "decisions", "phases", "rounds"] {
        let site = folder(name);
        let mut instants = BTreeSet::new();
        let mut next = Some(at("2025-01-01T00:00:00+01:00"));
        while let Some(instant) = next.filter(|_| instants.len() < 40) {
            instants.insert(instant);
            next =
                termijn::assemble(&site.inputs(termijn::lifecycle::Drafts::Excluded), instant).valid_until();
        }
        let mut before = Files::new();
        let mut compared = 0;
        for instant in instants {
            let now = site.at(instant);
            for path in before.keys().filter(|path| path.ends_with("/ocds.json")) {
                let (before, Some(_)) = (read(&before, path), now.get(path)) else { continue };
                let (before, now) = (before["releases"].clone(), read(&now, path)["releases"].clone());
                let (before, now) = (before.as_array().unwrap(), now.as_array().unwrap());
                assert_eq!(before[..], now[..before.len()], "{name}: {path} at {instant:?}");
                compared += before.len();
            }
            before = now;
        }
        assert!(compared > 10, "{name}: only {compared} releases were compared");
    }
}

#[test]
fn a_decision_is_pending_then_active() {
    let site = folder("decisions");
    let files = site.at(at("2026-03-03T00:00:00+01:00"));
    let path = decided(&files);
    let told = releases(&files, &path);
    let story: Vec<_> = told
        .iter()
        .map(|release| {
            let award = release["awards"][0]["status"].as_str().unwrap_or("-");
            let status = release["tender"]["status"].as_str().unwrap();
            format!("{} {status} {award}", words(&release["tag"]).join(" "))
        })
        .collect();
    assert_eq!(story, ["tender active -", "award complete pending", "awardUpdate complete active"]);
    let award = &told[2]["awards"][0];
    assert_eq!(award["date"], "2026-02-10T09:00:00+01:00");
    assert_eq!(award["description"], "De keuze viel op de hoogste score.");
    assert_eq!(award["suppliers"], json!([{ "id": "voorbeeld-advies-bv", "name": "Voorbeeld Advies BV" }]));
    assert_eq!(by_id(&told[2]["parties"], "voorbeeld-advies-bv")["roles"], json!(["supplier"]));
    let end = |release: &Value| release["tender"]["awardPeriod"]["endDate"].clone();
    assert_eq!(end(&told[0]), "2026-02-09T23:59:59+01:00", "what was expected, to the end of the day");
    assert_eq!(end(&told[1]), "2026-03-03T00:00:00+01:00");
    // Before the decision no byte of it is anywhere.
    let before = site.at(at("2026-02-10T08:59:59+01:00"));
    for path in [format!("{path}ocds.json"), "ocds.json".to_owned()] {
        assert!(!text(&before, &path).contains("Voorbeeld Advies"), "{path}");
    }
    // After the closing nobody can respond, and the release says that the address is gone.
    assert!(told[0]["tender"]["submissionMethodDetails"].as_str().unwrap().contains("reageren.example"));
    assert_eq!(told[1]["tender"]["submissionMethodDetails"], Value::Null);
    assert!(told[1]["tender"].as_object().unwrap().contains_key("submissionMethodDetails"));
}

/// The folder of the tender `D-2`.
fn decided(files: &Files) -> String {
    let is_it = |path: &&String| path.ends_with("/ocds.json") && text(files, path).contains("proef1-D-2");
    files.keys().find(is_it).unwrap().trim_end_matches("ocds.json").to_owned()
}

#[test]
fn what_is_withdrawn_is_cancelled_and_what_was_planned_is_not_met() {
    let files = folder("decisions").at(at("2026-03-01T00:00:00+01:00"));
    let told = releases(&files, "aanvragen/ingetrokken/");
    assert_eq!(told.len(), 2, "the decision that was to come was dropped");
    let last = &told[1];
    assert_eq!(
        (words(&last["tag"]), &last["tender"]["status"]),
        (vec!["tenderCancellation"], &json!("cancelled"))
    );
    assert_eq!(by_id(&last["tender"]["milestones"], "answers-published-1")["status"], "notMet");
    assert_eq!(by_id(&told[0]["tender"]["milestones"], "answers-published-1")["status"], "scheduled");
    let reason = by_id(&last["tender"]["documents"], "withdrawn");
    assert_eq!(reason["documentType"], "cancellationDetails");
    assert_eq!(reason["description"], "Het project gaat niet door.");
    assert!(!text(&files, "ocds.json").contains("Nooit bekend BV"));
}

#[test]
fn a_tender_that_is_not_awarded_is_unsuccessful() {
    let files = folder("decisions").at(at("2026-03-01T00:00:00+01:00"));
    let package =
        files.keys().find(|path| path.ends_with("/ocds.json") && text(&files, path).contains("-D-3\""));
    let told = releases(&files, package.unwrap().trim_end_matches("ocds.json"));
    let last = told.last().unwrap();
    assert_eq!(
        (&last["tender"]["status"], &last["awards"][0]["status"]),
        (&json!("unsuccessful"), &json!("unsuccessful"))
    );
    assert_eq!(last["awards"][0]["suppliers"], Value::Null);
}

#[test]
fn the_site_has_a_record_of_each_tender_while_it_is_shown() {
    let site = folder("decisions");
    let files = site.at(at("2026-03-03T00:00:00+01:00"));
    let package = read(&files, "ocds.json");
    assert_eq!(package["publishedDate"], "2026-03-03T00:00:00+01:00", "of the newest release");
    let ids: Vec<_> = package["records"].as_array().unwrap().iter().map(|record| &record["ocid"]).collect();
    assert_eq!(ids, ["ocds-proef1-D-1", "ocds-proef1-D-2", "ocds-proef1-D-3"], "vacancies are no tenders");
    for record in package["records"].as_array().unwrap() {
        let compiled = &record["compiledRelease"];
        assert_eq!(words(&compiled["tag"]), ["compiled"]);
        for linked in record["releases"].as_array().unwrap() {
            let (url, id) = linked["url"].as_str().unwrap().split_once('#').unwrap();
            let path = url.strip_prefix("https://uitkomsten.example/onder/").unwrap();
            let told = read(&files, path);
            let release =
                told["releases"].as_array().unwrap().iter().find(|release| release["id"] == id).unwrap();
            assert_eq!((&release["date"], &release["tag"]), (&linked["date"], &linked["tag"]));
        }
    }
    // Retention: three months.
    let later = site.at(at("2026-06-01T00:00:00+02:00"));
    assert!(!later.keys().any(|path| path.ends_with("ocds.json")), "a retired tender has none");
}

#[test]
fn without_a_prefix_there_are_none() {
    let mut site = folder("decisions");
    let settings = text(&site.files, "termijn.toml").to_owned();
    for settings in [settings.replace(PREFIX, ""), format!("{settings}[output]\nformats = [\"html\"]\n")] {
        site.put("termijn.toml", settings);
        let files = site.at(at("2026-03-03T00:00:00+01:00"));
        assert!(!files.keys().any(|path| path.ends_with("ocds.json")));
    }
}

const PLAIN: &str = "kind = \"aanbesteding\"\ntitle = \"Een\"\npublished = 2026-01-05\n\
                     [organization]\nname = \"Gemeente\"\n";

#[test]
fn ids_are_made_of_the_reference_where_it_can_be() {
    let closes = "[response]\ndeadline = 2026-02-02T09:00:00\n";
    for (reference, ocid, id) in [
        ("reference = \"2026-W-1\"\n", "ocds-proef1-2026-W-1", "2026-W-1"),
        ("reference = \"2026/1\"\n", "ocds-proef1-aanvragen.een", "2026/1"),
        ("", "ocds-proef1-aanvragen.een", "aanvragen/een"),
    ] {
        let files = one(&format!("{reference}{PLAIN}{closes}"), "").at(at("2026-01-06T00:00:00+01:00"));
        let release = &releases(&files, "aanvragen/een/")[0];
        assert_eq!((&release["ocid"], &release["tender"]["id"]), (&json!(ocid), &json!(id)));
        assert_eq!(release["id"], format!("{ocid}-20260104T230000Z"));
    }
}

#[test]
fn a_moved_moment_hides_again_what_it_had_shown() {
    let front = format!(
        "{PLAIN}[response]\ndeadline = 2026-02-02T09:00:00\n\
         [[questions.rounds]]\ndeadline = 2026-01-08T09:00:00\nanswers_on = 2026-01-20\n\
         [[questions.rounds.items]]\nnr = 1\nquestion = \"Geheime vraag\"\nanswer = \"Geheim antwoord\"\n\
         [[amendments]]\non = 2026-01-12\nreason = \"Te vroeg.\"\nfield = \"questions.rounds.1.answers_on\"\nold = 2026-01-10\n"
    );
    let site = one(&front, "");
    let dates = |instant: &str| {
        let files = site.at(at(instant));
        let told = releases(&files, "aanvragen/een/");
        let dates = told.iter().map(|release| release["date"].as_str().unwrap()[..10].to_owned());
        let is_out = text(&files, "aanvragen/een/ocds.json").contains("Geheim")
            || text(&files, "ocds.json").contains("Geheim");
        (dates.collect::<Vec<_>>(), is_out)
    };
    let days = |days: &[&str]| days.iter().map(|day| format!("2026-01-{day}")).collect::<Vec<_>>();
    assert_eq!(dates("2026-01-11T00:00:00+01:00"), (days(&["05", "10"]), true));
    assert_eq!(dates("2026-01-13T00:00:00+01:00"), (days(&["05", "12"]), false));
    assert_eq!(dates("2026-01-20T00:00:00+01:00"), (days(&["05", "10", "12", "20"]), true));
}

#[test]
fn every_fact_stands_in_its_place() {
    let front = "kind = \"inhuur\"\ntitle = \"Wijkcoördinator\"\nreference = \"13995\"\npublished = 2024-01-08\n\
        positions = 2\neligibility = \"Alleen sociale ondernemingen\"\nlang = \"nl\"\nrequirements = [\"Rijbewijs B\"]\n\
        [organization]\nname = \"Gemeente Nieuwegein\"\ndepartment = \"TVL\"\nurl = \"https://nieuwegein.example\"\n\
        [intermediary]\nname = \"Bemiddelaar\"\nphone = \"035-7510777\"\n\
        [procedure]\ntype = \"das\"\nname = \"DAS inhuur\"\ncpv = [\"79620000-6\", \"79610000-3\"]\n\
        [location]\nregion = \"Utrecht\"\nmunicipality = \"Nieuwegein\"\nstreet = \"Plein 1\"\npostal_code = \"3431 AA\"\n\
        [contract]\nstart = 2024-04-01\nduration = \"6 maanden\"\n[contract.extensions]\ncount = 2\neach = \"3 maanden\"\n\
        [education]\nlevel = \"hbo\"\nplus = true\n[rate]\nmax = 95.5\n\
        [[knockout]]\nnr = 1\ntext = \"Ervaring met participatie\"\nmin_years = 3\nevidence = \"Noem dit in het cv\"\n\
        [award]\ntotal = 100\nunit = \"punten\"\ntie_break = \"uurtarief\"\n\
        [[award.criteria]]\nnr = 1\ntext = \"Bijeenkomsten\"\nweight = 60\nwindow_years = 5\n\
        [[award.criteria]]\nnr = 2\ntext = \"Gemeente\"\nweight = 40\n\
        [response]\ndeadline = 2024-02-09T09:00:00\nhow = \"Via de bemiddelaar\"\nurl = \"https://reageren.example/13995\"\n\
        [[contacts]]\npurpose = \"reageren\"\nname = \"Bemiddelaar\"\nemail = \"reageren@bemiddelaar.example\"\n\
        [[contacts]]\npurpose = \"inhoud\"\nname = \"A. de Vries\"\nemail = \"vries@nieuwegein.example\"\n\
        [[amendments]]\non = 2024-02-12\nreason = \"Schaal\"\n";
    let files = one(front, "# Opdracht\n\nEen *mooie*\nopdracht.\n\n- een\n- twee")
        .at(at("2024-02-13T00:00:00+01:00"));
    let told = releases(&files, "aanvragen/een/");
    let (release, tender) = (&told[0], &told[0]["tender"]);
    assert_eq!(tender["description"], "Opdracht\nEen mooie opdracht.\neen\ntwee");
    assert_eq!(release["language"], "nl");
    assert_eq!(
        (&tender["procurementMethod"], &tender["mainProcurementCategory"]),
        (&json!("selective"), &json!("services"))
    );
    assert_eq!(
        tender["procurementMethodDetails"],
        "opdracht binnen een dynamisch aankoopsysteem (DAS): DAS inhuur"
    );
    assert_eq!(
        tender["contractPeriod"],
        json!({
            "startDate": "2024-04-01T00:00:00+02:00", "endDate": "2024-09-30T23:59:59+02:00",
            "maxExtentDate": "2025-03-31T23:59:59+02:00", "durationInDays": 183
        })
    );
    assert_eq!(tender["hasOptions"], true);
    let options = json!({ "description": "Opties tot verlenging: 2 keer 3 maanden", "period": { "durationInDays": 180 } });
    assert_eq!(tender["options"], options);
    let item = by_id(&tender["items"], "1");
    assert_eq!(item["classification"], json!({ "scheme": "CPV", "id": "79620000-6" }));
    assert_eq!(item["additionalClassifications"], json!([{ "scheme": "CPV", "id": "79610000-3" }]));
    assert_eq!((&item["quantity"], &item["relatedLot"]), (&json!(2), &json!("1")));
    let unit = json!({ "scheme": "UNCEFACT", "id": "HUR", "name": "uur", "value": { "amount": 95.5, "currency": "EUR" } });
    assert_eq!(by_id(&tender["items"], "hours")["unit"], unit);
    let criteria = &tender["lots"][0]["awardCriteria"]["criteria"];
    assert_eq!(
        criteria[0],
        json!({ "description": "Bijeenkomsten\nTelt over de afgelopen 5 jaar.", "numbers": [{ "number": 60.0, "weight": "pointsExact" }] })
    );
    assert_eq!(tender["awardCriteria"], "ratedCriteria");
    assert_eq!(tender["awardCriteriaDetails"], "Bij een gelijke score beslist: uurtarief");
    assert_eq!(
        tender["selectionCriteria"]["criteria"],
        json!([
            { "type": "technical", "description": "Ervaring met participatie",
              "minimum": "Minimaal 3 jaar ervaring.", "verificationMethod": "Noem dit in het cv" },
            { "type": "technical", "description": "Opleidingsniveau", "minimum": "hbo+" },
            { "description": "Rijbewijs B" }
        ])
    );
    let buyer = by_id(&release["parties"], "gemeente-nieuwegein");
    assert_eq!(
        buyer["address"],
        json!({ "streetAddress": "Plein 1", "locality": "Nieuwegein", "region": "Utrecht", "postalCode": "3431 AA", "countryName": "Nederland" })
    );
    assert_eq!(
        buyer["contactPoint"],
        json!({ "name": "A. de Vries", "email": "vries@nieuwegein.example", "url": "https://nieuwegein.example" })
    );
    let handles = by_id(&release["parties"], "bemiddelaar");
    assert_eq!(handles["roles"], json!(["procuringEntity"]));
    assert_eq!(handles["contactPoint"]["email"], "reageren@bemiddelaar.example");
    assert_eq!(tender["procuringEntity"], json!({ "id": "bemiddelaar", "name": "Bemiddelaar" }));
    let details = "Via de bemiddelaar\nhttps://reageren.example/13995";
    assert_eq!(
        (&tender["submissionMethodDetails"], &tender["submissionMethod"]),
        (&json!(details), &json!(["electronicSubmission"]))
    );
    // After the closing the addresses for responding are gone, and said to be.
    let after = by_id(&told[1]["parties"], "bemiddelaar");
    assert_eq!(after["contactPoint"]["email"], Value::Null);
    assert_eq!(after["contactPoint"]["telephone"], "035-7510777");
    assert_eq!(told[1]["tender"]["submissionMethodDetails"], "Via de bemiddelaar");
    let compiled = &read(&files, "ocds.json")["records"][0]["compiledRelease"];
    assert!(!compiled.to_string().contains("reageren"), "{compiled:#}");
    let names = [
        ("enquiry", false),
        ("lots", true),
        ("awardCriteria", true),
        ("selectionCriteria", true),
        ("options", true),
    ];
    let package = read(&files, "aanvragen/een/ocds.json");
    for (name, is_used) in names {
        let url = format!(
            "https://raw.githubusercontent.com/open-contracting-extensions/ocds_{name}_extension/master/extension.json"
        );
        assert_eq!(words(&package["extensions"]).contains(&url.as_str()), is_used, "{name}");
    }
}

#[test]
fn a_day_that_closes_ends_at_the_instant_that_every_channel_tells() {
    let files = folder("amendments").at(at("2026-01-06T00:00:00+01:00"));
    let closes = read(&files, "aanvragen/dagen/notice.json")["closes_at"].clone();
    let release = &releases(&files, "aanvragen/dagen/")[0];
    assert_eq!(release["tender"]["tenderPeriod"]["endDate"], closes);
    assert_eq!(closes, "2026-01-31T00:00:00+01:00");
}

#[test]
fn texts_stay_inert() {
    let evil = "\\u202Eom\\u0007 <script> \\\"x\\\" ]]>";
    let front = format!(
        "kind = \"inhuur\"\ntitle = \"Titel {evil}\"\npublished = 2026-01-05\nrequirements = [\"Eis {evil}\", \"Eis {evil}\"]\n\
         [organization]\nname = \"Gemeente {evil}\"\n[response]\ndeadline = 2026-02-02T09:00:00\nhow = \"Hoe {evil}\"\n\
         [procedure]\n[[procedure.lots]]\nnr = 1\ntitle = \"Perceel {evil}\"\n[[procedure.lots]]\nnr = 1\ntitle = \"Nog een\"\n\
         [decision]\nannounced = 2026-02-10\noutcome = \"gegund\"\nwinner = \"Gemeente {evil}\"\n"
    );
    let files = one(&front, "Tekst {}").at(at("2026-02-11T00:00:00+01:00"));
    for path in ["ocds.json", "aanvragen/een/ocds.json"] {
        let text = text(&files, path);
        assert!(!text.contains(['\u{202e}', '\u{7}']) && !text.contains("\\u0007"), "{path}");
    }
    let release = releases(&files, "aanvragen/een/").pop().unwrap();
    let lots = release["tender"]["lots"].as_array().unwrap();
    assert_eq!(lots.iter().map(|lot| &lot["id"]).collect::<Vec<_>>(), ["1", "1-2"]);
    assert_eq!(
        release["tender"]["selectionCriteria"]["criteria"].as_array().unwrap().len(),
        1,
        "nothing twice"
    );
    let parties = release["parties"].as_array().unwrap();
    assert_eq!(parties.len(), 1, "who bears one name is one party");
    assert_eq!(parties[0]["roles"], json!(["buyer", "procuringEntity", "supplier"]));
}
