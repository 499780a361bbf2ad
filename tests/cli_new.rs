//! `termijn init` and `termijn new` as people call them: what is written is sound, and nothing is written over.

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use support::cli::{Ran, Termijn};
use support::{NOW, TempSite, record};

/// The files that `init` writes.
const SITE: [&str; 13] = [
    ".gitignore",
    ".taplo.toml",
    "content/aanvragen/voorbeeld-van-een-aanvraag.md",
    "content/organisations/gemeente-voorbeeld.toml",
    "content/pages/contact.md",
    "content/pages/toegankelijkheid.md",
    "content/vacatures/voorbeeld-van-een-vacature.md",
    "schemas/organisation.schema.json",
    "schemas/page.schema.json",
    "schemas/questions.schema.json",
    "schemas/record.schema.json",
    "schemas/settings.schema.json",
    "termijn.toml",
];

/// A site as `init` leaves it.
fn fresh() -> TempSite {
    let site = TempSite::empty();
    site.run(&["init"]).expect(0);
    site
}

/// The site of this repository, to copy records of.
fn sample() -> TempSite {
    let site = TempSite::empty();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    site.write("termijn.toml", fs::read(root.join("termijn.toml")).expect("it is there"));
    for (path, bytes) in support::files_below(&root.join("content")) {
        site.write(&format!("content/{path}"), bytes);
    }
    site
}

fn paths(site: &TempSite) -> Vec<String> {
    site.files("").into_iter().map(|(path, _)| path).collect()
}

/// All is well, with the drafts and on the day that they are published too.
#[track_caller]
fn is_sound(site: &TempSite) {
    for drafts in [&[][..], &["--drafts"], &["--drafts", "--at", "2026-01-20"]] {
        let arguments = [&["check", "--format", "json"], drafts].concat();
        let is_later = drafts.contains(&"--at");
        let ran = if is_later { site.run_bare(&arguments) } else { site.run(&arguments) };
        let checked = ran.expect(0).json();
        let found = checked.as_array().expect("a list").iter();
        // What is true of the sample vacancy, and of every planning whose decision lies behind us.
        let is_known = |problem: &&serde_json::Value| {
            let of_sample = problem["file"] == "content/vacatures/programmaleider-wijkwijzer.md";
            // Where the work is, only its author knows.
            problem["severity"] == "info"
                || problem["code"] == "T0465"
                || (of_sample && problem["code"] == "T0458")
        };
        let found: Vec<_> = found.filter(|problem| !is_known(problem)).collect();
        assert!(found.is_empty(), "{found:#?}");
    }
}

// --- init -------------------------------------------------------------------------------------------------

#[test]
fn a_new_site_is_sound_and_is_built_at_once() {
    let site = TempSite::empty();
    let ran = site.run(&["init"]).expect(0);
    assert_eq!(paths(&site), SITE);
    for path in SITE {
        assert!(ran.out.lines().any(|line| line == path), "{path} is not in {}", ran.out);
    }
    for words in
        ["De site staat klaar", "termijn check\n", "termijn build\n", "serve --open --at 2026-01-16\n"]
    {
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
    }
    is_sound(&site);

    let built = site.run(&["build"]).expect(0).out;
    assert!(built.contains("Berichten: 0 open, 0 gesloten, 0 in de wacht, 2 concept."), "{built}");
    assert!(site.read("public/contact/index.html").contains("redactie@voorbeeld.example"));
    assert!(!site.has("public/vacatures"));
    site.run_bare(&["build", "--drafts", "--at", "2026-01-19", "-o", "proef"]).expect(0);
    let page = site.read("proef/vacatures/voorbeeld-van-een-vacature/index.html");
    assert!(page.contains("Voorbeeld van een vacature") && page.contains("13 februari 2026"), "{page}");
    assert!(
        site.read("proef/aanvragen/voorbeeld-van-een-aanvraag/index.html").contains("Gemeente Voorbeeld")
    );
}

#[test]
fn the_same_day_gives_the_same_bytes() {
    let (one, other) = (TempSite::empty(), TempSite::empty());
    one.run_bare(&["init", "--at", "2026-01-15T00:00"]).expect(0);
    let seconds = "1768517999"; // 2026-01-15T23:59:59+01:00
    Termijn::new(other.root()).env("SOURCE_DATE_EPOCH", seconds).run(&["init"]).expect(0);
    assert_eq!(one.files(""), other.files(""));
    let later = TempSite::empty();
    later.run_bare(&["init", "--at", "2026-02-15"]).expect(0);
    assert_ne!(one.files(""), later.files(""));
}

#[test]
fn a_new_site_can_be_put_in_a_folder() {
    let site = TempSite::empty();
    let ran = site.run(&["init", "een map/site"]).expect(0);
    assert!(
        ran.out.contains("een map/site/termijn.toml\n") && ran.out.contains("cd een map/site\n"),
        "{}",
        ran.out
    );
    assert_eq!(site.files("een map/site").len(), SITE.len());
    site.run(&["check", "-r", "een map/site"]).expect(0);
    site.run(&["-r", "ander", "init"]).expect(0);
    assert!(site.has("ander/termijn.toml"));
    let english = site.run(&["init", "engels", "--language", "en"]).expect(0).out;
    assert!(english.contains("The site is ready") && english.contains("cd engels\n"), "{english}");
    assert!(site.read("engels/schemas/page.schema.json").contains("an ordinary page"));
    site.run(&["init", "a", "b"]).expect(2).says("`b` hoort hier niet");
    site.run_bare(&["init", "c", "--at", "ooit"]).expect(2);
    assert!(!site.has("c"));
}

#[test]
fn what_stands_there_is_never_written_over() {
    for path in ["termijn.toml", "content/pages/contact.md", ".gitignore", "schemas/page.schema.json"] {
        let site = TempSite::empty();
        site.write(path, "van mij");
        site.run(&["init"]).expect(2).says("dit bestaat al").says(path).says("hulp: ");
        assert_eq!(site.files(""), [(path.to_owned(), b"van mij".to_vec())]);
    }
    let site = TempSite::empty();
    site.write("leesmij.txt", "van mij");
    site.link("termijn.toml", "bestaat-niet");
    site.run(&["init"]).expect(2).says("termijn.toml");
    fs::remove_file(site.path("termijn.toml")).unwrap();
    site.run(&["init"]).expect(0);
    assert_eq!(site.read("leesmij.txt"), "van mij");
    site.run(&["init"]).expect(2).says("dit bestaat al");
}

#[test]
fn what_the_machine_refuses_ends_with_4_and_says_what_was_written() {
    let site = TempSite::empty();
    site.write("content", "geen map");
    let ran = site.run(&["init"]).expect(4);
    assert!(ran.err.starts_with("fout: kan de map niet"), "{}", ran.err);
    assert!(ran.err.ends_with("Wel geschreven: termijn.toml, .taplo.toml, .gitignore\n"), "{}", ran.err);
    // Nobody can make a folder there, not even root.
    site.run(&["init", "/proc/termijn"]).expect(4);
}

// --- new --------------------------------------------------------------------------------------------------

#[test]
fn each_kind_gets_its_record_in_its_section() {
    let site = fresh();
    for (kind, path) in [
        ("inhuur", "content/aanvragen/wijkcoordinator-inhuur.md"),
        ("aanbesteding", "content/aanvragen/wijkcoordinator-aanbesteding.md"),
        ("vacature", "content/vacatures/wijkcoordinator-vacature.md"),
    ] {
        let ran = site.run(&["new", kind, &format!("Wijkcoördinator {kind}")]).expect(0);
        assert_eq!((ran.out, ran.err), (format!("{path}\n"), String::new()));
        let text = site.read(path);
        assert!(text.contains(&format!("kind = \"{kind}\"\ntitle = \"Wijkcoördinator {kind}\"\n")), "{text}");
        assert!(
            text.contains("\ndraft = true\n")
                && text.contains("published = 2026-01-16 # vrijdag 16 januari 2026\n"),
            "{text}"
        );
        assert!(text.contains("id = \"gemeente-voorbeeld\"") && text.contains("redactie@voorbeeld.example"));
    }
    let text = site.read("content/aanvragen/wijkcoordinator-inhuur.md");
    assert!(text.contains("deadline = 2026-02-03T12:00:00 # dinsdag 3 februari 2026\n"), "{text}");
    let text = site.read("content/vacatures/wijkcoordinator-vacature.md");
    assert!(text.contains("deadline = 2026-02-10T17:00:00 # dinsdag 10 februari 2026\n"), "{text}");
    is_sound(&site);
}

/// What `plan` has to say of a record that is published today.
#[track_caller]
fn remarks(site: &TempSite, record: &str, at: &str) -> Vec<String> {
    let json = site.run_bare(&["plan", "--for", record, "--format", "json", "--at", at]).expect(0).json();
    let steps = json["steps"].as_array().expect("there are steps").clone();
    let said = |step: &serde_json::Value| step["remarks"].as_array().cloned().unwrap_or_default();
    steps.iter().flat_map(said).map(|remark| remark["message"].to_string()).collect()
}

#[test]
fn a_new_record_holds_the_planning_that_plan_gives() {
    let site = fresh();
    let mut number = 0;
    for at in ["2025-04-11", "2026-07-31", "2026-12-22", "2027-04-23"] {
        for wish in [
            &["vacature"][..],
            &["inhuur", "--procedure", "das"],
            &["inhuur", "--eu", "--procedure", "openbaar"],
            &["aanbesteding", "--procedure", "niet-openbaar", "--eu"],
            &["aanbesteding", "--procedure", "marktconsultatie"],
        ] {
            number += 1;
            let title = format!("Bericht {number}");
            let run = |before: &[&str], after: &[&str]| {
                let all = [before, &wish[..1], after, &wish[1..], &["--at", at]].concat();
                site.run_bare(&all).expect(0).out
            };
            let path = run(&["new"], &[&title]).trim().to_owned();
            let plan = run(&["plan"], &["--format", "json"]);
            let plan: serde_json::Value = serde_json::from_str(&plan).expect("it is JSON");
            let text = site.read(&path);
            for line in plan["toml"].as_str().expect("it is text").lines() {
                assert!(text.lines().any(|other| other == line), "{line} is not in {text}");
            }
            let published = plan["steps"][0]["date"].as_str().expect("a date");
            let own = path.trim_start_matches("content/").trim_end_matches(".md");
            assert_eq!(remarks(&site, own, published), [""; 0], "{path}");
            site.write(&path, text.replace("draft = true", "draft = false"));
        }
    }
    is_sound(&site);
}

#[test]
fn the_procedure_and_the_calendar_of_the_site_count() {
    let site = fresh();
    let settings = site.read("termijn.toml").replace("# [calendar]", "[calendar]");
    site.write(
        "termijn.toml",
        settings.replace("# closed_days = [2027-02-08, 2027-12-24]", "closed_days = [2026-01-16]"),
    );
    let ran = site.run(&["new", "aanbesteding", "Groen", "--procedure", "openbaar", "--eu"]).expect(0);
    let text = site.read(ran.out.trim());
    // 40 days by law, and the Friday after today is closed.
    for words in [
        "\n[procedure]\ntype = \"openbaar\"\neu = true\n",
        "\npublished = 2026-01-19 # maandag 19 januari 2026\n",
        "\ndeadline = 2026-03-03T12:00:00 # dinsdag 3 maart 2026\n",
        "\n[standstill]\n",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    // A copy follows the procedure of the older record, and the day that is asked for.
    let copy = ["new", "aanbesteding", "Kopie", "--from", "aanvragen/groen", "--published", "2026-02-02"];
    let text = site.read(site.run(&copy).expect(0).out.trim());
    assert!(
        text.contains("\npublished = 2026-02-02\n") && text.contains("\ndeadline = 2026-03-17T12:00:00\n"),
        "{text}"
    );
    let timed = ["new", "vacature", "Op tijd", "--published", "2 februari 2026, 09.00 uur"];
    let text = site.read(site.run(&timed).expect(0).out.trim());
    assert!(text.contains("\npublished = 2026-02-02T09:00:00 #"), "{text}");
    is_sound(&site);
    for (arguments, words) in [
        (&["new", "vacature", "A", "--eu"][..], "een vacature heeft geen procedure"),
        (&["new", "inhuur", "A", "--procedure", "opnbaar"], "bedoelt u openbaar?"),
        (&["new", "inhuur", "A", "--from", "aanvragen/groen", "--eu"], "met --from volgt de procedure"),
        (&["new", "inhuur", "A", "--published", "ooit"], "--published: "),
        (&["new", "inhuur", "A", "--for", "aanvragen/groen"], "--for hoort bij `plan`"),
        (&["build", "--eu"], "--eu hoort bij `plan`, `new`"),
    ] {
        site.run_bare(arguments).expect(2).says(words);
    }
}

#[test]
fn every_example_behind_a_hash_is_sound_too() {
    let site = fresh();
    for kind in ["inhuur", "aanbesteding", "vacature"] {
        let path = site.run(&["new", kind, &format!("Alles {kind}")]).expect(0).out.trim().to_owned();
        let text = site.read(&path).replace("2026-014", kind);
        let is_example = |line: &str| {
            let words = line.strip_prefix("# ").unwrap_or("");
            words.starts_with(['[', '{', ']']) || words.starts_with("  {") || words.contains(" = ")
        };
        let lines: Vec<_> =
            text.lines().map(|line| if is_example(line) { &line[2..] } else { line }).collect();
        site.write(&path, lines.join("\n"));
    }
    is_sound(&site);
}

#[test]
fn a_section_and_a_folder_can_be_asked_for() {
    let site = fresh();
    let path = |arguments: &[&str]| site.run(arguments).expect(0).out;
    assert_eq!(path(&["new", "inhuur", "A", "--section", "opdrachten"]), "content/opdrachten/a.md\n");
    assert_eq!(path(&["new", "inhuur", "B", "--folder"]), "content/aanvragen/b/index.md\n");
    site.write("elders/x", "");
    let ran =
        Termijn::new(&site.path("elders")).run(&["new", "vacature", "C", "-r", "..", "--at", NOW]).expect(0);
    assert_eq!(ran.out, "../content/vacatures/c.md\n");
    let json = site.run(&["new", "vacature", "D", "--format", "json"]).expect(0).json();
    assert_eq!(json["path"], "content/vacatures/d.md");
    is_sound(&site);
    for section in
        ["", "Vacatures", "a b", "..", "../x", "/tmp", "a/b", "agenda", "con", "pages", "organisations"]
    {
        site.run(&["new", "inhuur", "E", "--section", section]).expect(2).says("kan geen rubriek zijn");
    }
    site.run(&["new", "inhuur", "E", "--section", "Mijn Map"]).expect(2).says("--section mijn-map");
}

#[test]
fn titles_of_any_characters_come_out_as_they_went_in() {
    let site = fresh();
    for (index, title) in [
        "\"aanhaling\" 'enkel' \"\"\"drie\"\"\" '''drie'''",
        "schuin \\ \\n \\u0041 \\",
        "# geen hekje = [of] {wat} +++",
        "emoji 🎉👩‍💻 é ñ 漢字",
        "{{title}} {{published}}",
        "<script>alert(1)</script> & &amp;",
        "omgekeerd \u{feff}\u{a0}",
        "a".repeat(400).as_str(),
        "Beleidsadviseur voor de openbare ruimte en alles wat daar ook nog bij hoort, in vier wijken tegelijk",
        "  blanks eromheen  ",
    ]
    .into_iter()
    .enumerate()
    {
        let title = format!("{title} {index}");
        let path = site.run(&["new", "vacature", &title]).expect(0).out.trim().to_owned();
        assert!(path.len() < 120, "{path}");
        site.run(&["check", "--drafts", "--strict"]).expect(0);
        let json = site.run_bare(&["when", "--drafts", "--format", "json", "--at", "2026-01-20"]).expect(0).json();
        let notices = json["notices"].as_array().unwrap();
        let titles: Vec<_> = notices.iter().map(|notice| notice["title"].as_str().unwrap()).collect();
        assert!(titles.contains(&title.trim()), "{title:?} is not in {titles:?}");
    }
    site.run_bare(&["build", "--drafts", "--at", "2026-01-20"]).expect(0);
}

#[test]
fn titles_without_an_address_are_refused_with_a_reason() {
    let site = fresh();
    let before = site.files("");
    for (title, words) in [
        ("", "is geen adres te maken"),
        ("   ", "is geen adres te maken"),
        ("🎉", "is geen adres te maken"),
        ("漢字", "gebruik een titel met letters van a tot en met z, of cijfers"),
        ("a\nb", "U+000A"),
        ("a\tb", "U+0009"),
        ("a\u{1b}[31mb", "U+001B"),
        ("a\u{85}b", "U+0085"),
        ("\u{202e}omgekeerd", "U+202E"),
        ("Agenda", "\"agenda\" gebruikt Termijn of Windows al"),
        ("Con", "\"con\" gebruikt Termijn of Windows al"),
    ] {
        site.run(&["new", "vacature", title]).expect(2).says(words).says("hulp: ");
    }
    for (arguments, words) in [
        (&["new"][..], "wil de soort en de titel weten"),
        (&["new", "vacature"], "wil de soort en de titel weten"),
        (&["new", "vacture", "A"], "bedoelt u vacature?"),
        (&["new", "x", "A"], "kies uit: inhuur, aanbesteding, vacature"),
        (&["new", "vacature", "A", "B"], "`B` hoort hier niet"),
        (&["new", "vacature", "A", "--to", "B"], "--from, --to hoort bij `changes`"),
        (&["build", "--folder"], "--folder hoort bij `new`"),
        (&["check", "--section", "a"], "--section hoort bij `new`"),
        (&["new", "vacature", "A", "--from", "weg"], "er is geen bericht \"weg\""),
        (&["new", "vacature", "A", "--from", "content/pages/contact.md"], "er is geen bericht"),
        (&["new", "vacature", "A", "--from", "termijn.toml"], "er is geen bericht"),
        (&["new", "vacature", "A", "--from", "/etc/passwd"], "er is geen bericht"),
    ] {
        site.run_bare(arguments).expect(2).says(words);
    }
    assert_eq!(site.files(""), before);
}

#[test]
fn a_record_that_is_there_is_never_written_over() {
    let taken: [(&str, &[&str]); 5] = [
        ("content/vacatures/groen.md", &[]),
        ("content/vacatures/groen.toml", &[]),
        ("content/vacatures/groen/index.md", &[]),
        ("content/vacatures/Groén.md", &[]),
        ("content/vacatures/groen/index.toml", &["--folder"]),
    ];
    for (path, more) in taken {
        let site = fresh();
        site.write(path, "van mij");
        let mut arguments = vec!["new", "vacature", "Groen"];
        arguments.extend(more);
        site.run(&arguments).expect(2).says("schrijft er niet overheen").says(path);
        assert_eq!((site.read(path).as_str(), paths(&site).len()), ("van mij", SITE.len() + 1));
    }
    // An address by a key, and a link that leads nowhere.
    let site = fresh();
    site.write("content/vacatures/anders.md", record("1", "slug = \"groen\"", "", ""));
    site.run(&["new", "vacature", "Groen"]).expect(2).says("content/vacatures/anders.md");
    site.link("content/vacatures/blauw.md", "bestaat-niet");
    site.run(&["new", "vacature", "Blauw"]).expect(2).says("content/vacatures/blauw.md");
}

#[test]
fn a_folder_that_refuses_ends_with_4_and_a_site_that_is_none_with_3() {
    let site = fresh();
    TempSite::empty().run(&["new", "vacature", "A"]).expect(3).says("T0601");
    site.run(&["new", "vacature", "A", "-r", "bestaat-niet"]).expect(4);
    site.write("content/opdrachten", "een bestand, geen map");
    site.run(&["new", "vacature", "A", "--section", "opdrachten"])
        .expect(4)
        .says("fout: kan de map niet maken");
    let outside = TempSite::empty();
    site.link("content/buiten", outside.root());
    site.run(&["new", "vacature", "A", "--section", "buiten"]).expect(2).says("leidt buiten de site");
    assert_eq!(outside.files(""), []);

    let folder = site.path("content/vacatures");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    let ran = site.run(&["new", "vacature", "Dicht"]);
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    // Root may write anywhere.
    let may_write = site.has("content/vacatures/dicht.md");
    ran.expect(if may_write { 0 } else { 4 });
}

// --- new --from -------------------------------------------------------------------------------------------

/// The lines that a copy lacks, and those that it has more, by the longest run of lines in common; blank
/// lines left out.
fn difference(old: &str, new: &str) -> (Vec<String>, Vec<String>) {
    let lines = |text: &str| text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let (old, new): (Vec<String>, Vec<String>) = (lines(old), lines(new));
    let mut common = vec![vec![0; new.len() + 1]; old.len() + 1];
    for (i, j) in (0..old.len()).rev().flat_map(|i| (0..new.len()).rev().map(move |j| (i, j))) {
        common[i][j] =
            if old[i] == new[j] { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
    }
    let (mut gone, mut come, mut i, mut j) = (Vec::new(), Vec::new(), 0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            (i, j) = (i + 1, j + 1);
        } else if i < old.len() && (j == new.len() || common[i + 1][j] >= common[i][j + 1]) {
            gone.push(old[i].clone());
            i += 1;
        } else {
            come.push(new[j].clone());
            j += 1;
        }
    }
    (gone, come)
}

#[test]
fn the_sample_request_is_copied_without_what_was_its_own() {
    let site = sample();
    let old = "content/aanvragen/13995-wijkcoordinator/index.md";
    let mut copies = Vec::new();
    for (title, from) in [
        ("Een", "13995"),
        ("Twee", "aanvragen/13995-wijkcoordinator"),
        ("Drie", "/aanvragen/13995-wijkcoordinator/"),
        ("Vier", old),
        ("Vijf", "content/aanvragen/13995-wijkcoordinator"),
    ] {
        let ran = site.run(&["new", "inhuur", title, "--from", from]).expect(0);
        assert_eq!(ran.out, format!("content/aanvragen/{}.md\n", title.to_lowercase()));
        assert_eq!(
            ran.err,
            format!(
                "Niet overgenomen: interviews.invitation_by, interviews.windows, questions.rounds, reference\n\
                 Welke dagen er nog bij horen: termijn plan --for aanvragen/{} --published 2026-01-16\n",
                title.to_lowercase()
            )
        );
        copies.push(site.read(ran.out.trim()).replace(title, "Een"));
    }
    assert!(copies.iter().all(|copy| *copy == copies[0]));
    assert!(!copies[0].contains("\n\n\n"), "{}", copies[0]);
    let (gone, come) = difference(&site.read(old), &copies[0]);
    assert_eq!(
        gone,
        [
            "title = \"Wijkcoördinator\"",
            "reference = \"13995\"",
            "published = 2023-10-26",
            "deadline = 2023-11-09T09:00:00",
            "[[questions.rounds]]",
            "deadline = 2023-11-06T09:00:00",
            "bound = \"tot\"",
            "answers_on = 2023-11-07",
            "invitation_by = 2023-11-14",
            "[[interviews.windows]]",
            "date = 2023-11-15",
            "from = 13:00:00",
            "until = 16:00:00",
        ]
    );
    assert_eq!(
        come,
        [
            "title = \"Een\"",
            "draft = true",
            "# Nieuw voorstel; controleer de dag.",
            "published = 2026-01-16",
            "# Nieuw voorstel; controleer de dag.",
            "deadline = 2026-02-03T12:00:00",
            "# Niet overgenomen uit het oude bericht: interviews.invitation_by, interviews.windows, questions.rounds, reference.",
        ]
    );
    is_sound(&site);
}

#[test]
fn the_sample_vacancy_is_copied_without_what_was_its_own() {
    let site = sample();
    let from = "vacatures/programmaleider-wijkwijzer";
    let ran: Ran =
        site.run(&["new", "vacature", "Projectleider \"Wijk\"", "--from", from, "--folder"]).expect(0);
    assert_eq!(ran.out, "content/vacatures/projectleider-wijk/index.md\n");
    let (gone, come) = difference(&site.read(&format!("content/{from}.md")), &site.read(ran.out.trim()));
    assert_eq!(
        gone,
        [
            "title = \"programmaleider WijkWijzer\"",
            "headline = \"Gezocht: programmaleider WijkWijzer\"",
            "published = 2024-02-13",
            "start = 2024-04-01",
            "deadline = \"29 februari\"",
        ]
    );
    assert_eq!(come[..2], ["title = \"Projectleider \\\"Wijk\\\"\"", "draft = true"]);
    assert!(come.contains(&"deadline = 2026-02-10T17:00:00".to_owned()), "{come:?}");
    is_sound(&site);
}

#[test]
fn a_copy_keeps_line_ends_marks_and_its_format() {
    let site = fresh();
    let old = "\u{feff}#:schema ../../schemas/record.schema.json\r\nkind = \"inhuur\"   # soort\r\ntitle = 'Oud'\r\n\
               draft = false # klaar\r\npublished = \"9 november 2025\"\r\naliases = [\r\n  \"/oud/\",\r\n]\r\n\
               organization.name = \"Gemeente X\"\r\nresponse = { deadline = 2025-12-01T09:00, email = \"a@b.nl\" }\r\n\
               decision = { expected_on = 2025-12-12 }\r\nbody = '''\r\nTekst\r\n'''\r\n";
    site.write("content/aanvragen/oud.toml", old);
    let ran = site.run(&["new", "aanbesteding", "Nieuw", "--from", "aanvragen/oud"]).expect(0);
    assert_eq!(ran.out, "content/aanvragen/nieuw.toml\n");
    assert_eq!(
        site.read("content/aanvragen/nieuw.toml"),
        "\u{feff}#:schema ../../schemas/record.schema.json\r\nkind = \"aanbesteding\"   # soort\r\ntitle = \"Nieuw\"\r\n\
         draft = true # klaar\r\n# Nieuw voorstel; controleer de dag.\r\npublished = 2026-01-16\r\n\
         organization.name = \"Gemeente X\"\r\n# Nieuw voorstel; controleer de dag.\r\n\
         response = { deadline = 2026-02-03T12:00:00, email = \"a@b.nl\" }\r\nbody = '''\r\nTekst\r\n'''\r\n\r\n\
         # Niet overgenomen uit het oude bericht: aliases, decision.\r\n"
    );
    is_sound(&site);
}

#[test]
fn moments_that_are_counted_from_others_follow_the_new_dates() {
    let site = fresh();
    let old = "+++\nkind = \"inhuur\"\ntitle = \"Oud\"\npublished = 2025-03-03\norganization.name = \"Gemeente X\"\n\n\
               [response]\ndeadline = 2025-03-20T12:00\nemail = \"a@b.nl\"\n\n\
               [questions]\nemail = \"a@b.nl\"\n\n\
               [[questions.rounds]]\ndeadline = \"8 werkdagen voor response.deadline\"\n\
               answers_on = \"4 werkdagen voor response.deadline\"\n\n\
               [[questions.rounds.items]]\nquestion = \"Waarom?\"\nanswer = \"Daarom.\"\n\n\
               [interviews]\ninvitation_by = \"3 werkdagen na response.deadline\"\n\
               windows = [{ date = 2025-03-28, from = 13:00:00, until = 16:00:00 }]\n\n\
               [contract]\nstart = \"2 weken na interviews.windows.1.date\"\n+++\nTekst\n";
    site.write("content/aanvragen/oud.md", old);
    let ran = site.run(&["new", "inhuur", "Nieuw", "--from", "aanvragen/oud"]).expect(0);
    ran.says("Niet overgenomen: contract.start, interviews.windows, questions.rounds.items\n");
    let (gone, come) = difference(old, &site.read("content/aanvragen/nieuw.md"));
    assert!(!gone.iter().any(|line| line.contains("werkdagen")), "{gone:?}");
    assert!(gone.contains(&"start = \"2 weken na interviews.windows.1.date\"".to_owned()), "{gone:?}");
    assert!(come.contains(&"deadline = 2026-02-03T12:00:00".to_owned()), "{come:?}");
    is_sound(&site);
    let when = ["when", "--drafts", "--at", "2026-01-20", "--format", "json"];
    let json = site.run_bare(&when).expect(0).json();
    let notice =
        json["notices"].as_array().unwrap().iter().find(|notice| notice["title"] == "Nieuw").unwrap();
    assert_eq!(notice["next"][0]["event"], "questions-close");
    assert_eq!(notice["next"][0]["at"], "2026-01-22T12:00:00+01:00");
}

#[test]
fn a_record_that_cannot_be_read_is_not_copied() {
    let site = fresh();
    site.write("content/aanvragen/stuk.md", "+++\ntitle = \n+++\n");
    let ran = site.run(&["new", "inhuur", "A", "--from", "aanvragen/stuk"]).expect(1);
    ran.says("T0101").says("er is niets geschreven");
    assert!(!site.has("content/aanvragen/a.md"));
    // A fault of another sort does not matter: the copy has its own title, dates and draft.
    site.write("content/aanvragen/fout.md", record("2", "amendments = 3", "", ""));
    site.run(&["new", "inhuur", "B", "--from", "content/aanvragen/fout.md"]).expect(0);
}
