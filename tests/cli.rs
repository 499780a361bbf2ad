//! The program as people call it: flags, exit codes, and what it never does to the output folder.

mod support;

use support::cli::{Termijn, keys};
use support::{NOW, TempSite, record};

/// A site with one sound record.
fn sound() -> TempSite {
    TempSite::with(&[("content/aanvragen/14001.md", &record("14001", "", "", "De tekst."))])
}

/// A site with one record in which a key is wrong.
fn faulty() -> TempSite {
    TempSite::with(&[("content/aanvragen/14001.md", &record("14001", "titel = \"x\"", "", ""))])
}

/// A site with one record that is worth a warning.
fn doubtful() -> TempSite {
    let text = record("14001", "", "", "De <b>tekst</b>.");
    TempSite::with(&[("content/aanvragen/14001.md", &text)])
}

#[test]
fn a_command_that_is_done_ends_with_0() {
    let site = sound();
    assert_eq!(site.run(&["check"]).expect(0).out, "Alles klopt.\n");
    let built = site.run(&["build"]).expect(0);
    assert!(built.out.contains("Berichten: 1 open"), "{}", built.out);
    assert!(site.read("public/aanvragen/14001/index.html").contains("De tekst."));
    site.run(&["when"]).expect(0);
    site.run_bare(&["changes", "--from", "2026-01-01", "--to", "2026-04-01"]).expect(0);
    site.run_bare(&["help"]).expect(0);
    assert!(site.run_bare(&["--version"]).expect(0).out.starts_with("termijn "));
    for verb in ["build", "check", "when", "changes", "explain", "plan", "init", "new", "schema"] {
        let of_verb = site.run_bare(&[verb, "--help"]).expect(0).out;
        assert!(of_verb.contains(&format!("termijn {verb}")), "{of_verb}");
        assert_eq!(of_verb, site.run_bare(&["help", verb]).expect(0).out);
    }
}

#[test]
fn problems_in_the_content_end_with_1() {
    let site = faulty();
    for verb in ["check", "build", "when"] {
        site.run(&[verb]).expect(1).says("content/aanvragen/14001.md:6:1");
    }
    site.run_bare(&["changes", "--from", "2026-01-01", "--to", "2026-04-01"]).expect(1).says("T0201");
    assert!(!site.has("public"));
}

#[test]
fn wrong_usage_ends_with_2_and_says_what_was_probably_meant() {
    let site = sound();
    for (arguments, words) in [
        (&["chek"][..], "bedoelt u `termijn check`?"),
        (&["--strikt", "check"], "bedoelt u --strict?"),
        (&["check", "--langauge", "en"], "bedoelt u --language?"),
        (&["check", "-x"], "de optie -x bestaat niet"),
        (&["qqqqq"], "zie `termijn help`"),
        (&[], "zeg wat Termijn moet doen"),
        (&["build", "--at"], "achter --at ontbreekt een waarde"),
        (&["build", "-o"], "achter --output-dir ontbreekt een waarde"),
        (&["build", "--root"], "achter --root ontbreekt een waarde"),
        (&["build", "extra"], "`extra` hoort hier niet"),
        (&["check", "--format", "xml"], "kies uit: human, json"),
        (&["check", "--language", "fr"], "kies uit: nl, en"),
        (&["check", "--strict=ja"], "--strict"),
        (&["build", "--within", "7d"], "--within hoort bij `when`"),
        (&["build", "--from", "2026-01-01"], "--from, --to hoort bij `changes`"),
        (&["changes", "--from", "2026-01-01"], "twee momenten"),
        (&["changes", "--from", "2026-01-01", "--to", "ooit"], "--to: \"ooit\" is niet te lezen"),
        (&["changes", "--from", "2026-01-01", "--to", "2026-02-01", "--at", "2026-01-01"], "laat --at weg"),
        (&["when", "--within", "ooit"], "7d, 12u of \"2 weken\""),
        (&["check", "--at", "30 februari 2026"], "--at: 30 februari bestaat niet"),
        (&["check", "--at", "dinsdag 9 november 2023"], "is een donderdag, geen dinsdag"),
        (&["check", "--at", "9 november"], "ontbreekt het jaar"),
        (&["check", "--at", "2026-03-29T02:30"], "bestaat niet"),
    ] {
        site.run_bare(arguments).expect(2).says(words).says("fout: ").says("hulp: ");
    }
    assert!(!site.has("public"));
}

#[test]
fn settings_or_theme_that_are_wrong_end_with_3() {
    let no_settings = TempSite::empty();
    for verb in ["build", "check", "when"] {
        no_settings.run(&[verb]).expect(3).says("T0601");
    }
    no_settings.run_bare(&["changes", "--from", "2026-01-01", "--to", "2026-02-01"]).expect(3).says("T0601");
    assert!(!no_settings.has("public"));

    let site = sound();
    site.write("termijn.toml", "titel = \"x\"\n");
    site.run(&["build"]).expect(3).says("bedoelt u `title`?").says("termijn.toml:1:1");
    site.write("termijn.toml", "title = \"x\"\nbase_url = \"https://x.nl\"\ntheme = \"weg\"\n");
    site.run(&["build"]).expect(3).says("het thema \"weg\" is er niet");
    site.write("termijn.toml", b"title = \"\xe9\"\n");
    site.run(&["build"]).expect(3).says("op regel 1");
    assert!(!site.has("public"));
}

#[test]
fn a_fault_of_the_site_outweighs_one_of_the_content() {
    let site = faulty();
    site.write("termijn.toml", "title = \"x\"\nbase_url = \"https://x.nl\"\n[lists]\nper_page = 0\n");
    site.run(&["check"]).expect(3).says("T0205");
}

#[test]
fn what_the_machine_refuses_ends_with_4() {
    let site = sound();
    // Nobody can make a folder there, not even root.
    let ran = site.run(&["build", "-o", "/proc/termijn"]).expect(4);
    assert!(ran.err.starts_with("fout: ") && ran.out.is_empty(), "{ran:?}");
    site.run(&["check", "-r", "bestaat-niet"]).expect(4).says("kan de map niet vinden: bestaat-niet");
    site.run(&["build", "-r", "bestaat-niet"]).expect(4);
}

#[test]
fn nothing_that_changes_in_time_ends_with_5() {
    // The record closes on 2 March at 9.00; between now and then nothing happens.
    let site = sound();
    site.run(&["when", "--within", "7d"]).expect(5);
    site.run(&["when", "--within", "1 week"]).expect(5);
    site.run(&["when", "--within", "2 maanden"]).expect(0);
    let ran = |at: &str, within: &str| site.run_bare(&["when", "--at", at, "--within", within]);
    ran("2026-03-02T08:00:00", "1u").expect(0);
    ran("2026-03-02T07:59:59", "1u").expect(5);
    ran("2026-03-02T08:59:59", "1m").expect(0);
    ran("2026-03-01T09:00", "1d").expect(0);
    ran("2026-03-01T08:59:59", "1d").expect(5);
    ran("2026-03-02T09:00", "9 jaar").expect(5);
    faulty().run(&["when", "--within", "7d"]).expect(1);
    let json = site.run(&["when", "--within", "7d", "--format", "json"]).expect(5).json();
    assert_eq!(json["valid_until"], "2026-03-02T09:00:00+01:00");
}

#[test]
fn every_spelling_of_the_moment_is_one_moment() {
    let site = sound();
    let when = |at: &str| {
        let ran = site.run_bare(&["when", "--format", "json", "--at", at]).expect(0);
        ran.json()["notices"][0]["phase"].as_str().unwrap().to_owned()
    };
    for at in [
        "2026-03-02T09:00",
        "2026-03-02T09:00:00",
        "2026-03-02 09:00",
        "2026-03-02T09:00:00+01:00",
        "2026-03-02T08:00:00Z",
        "2-3-2026 9.00 uur",
        "2 maart 2026, 9 uur",
        "maandag 2 maart 2026, 09.00 uur",
        "ma 2 mrt. 2026 om 9:00",
        "MAANDAG 2 MAART 2026 OM 9.00 UUR",
        "1 maart 2026, 24.00 uur",
    ] {
        let expected = if at.starts_with("1 maart") { "open" } else { "closed" };
        assert_eq!(when(at), expected, "{at}");
    }
    for at in ["2026-03-02T08:59:59", "2026-03-02T07:59:59Z", "2 maart 2026", "2026-03-02"] {
        assert_eq!(when(at), "open", "{at}");
    }
}

#[test]
fn the_moment_comes_from_the_flag_then_source_date_epoch_then_the_clock() {
    let site = sound();
    let phase = |variable: Option<&str>, arguments: &[&str]| {
        let mut termijn = Termijn::new(site.root());
        if let Some(seconds) = variable {
            termijn = termijn.env("SOURCE_DATE_EPOCH", seconds);
        }
        let mut all = vec!["when", "--format", "json"];
        all.extend(arguments);
        termijn.run(&all).expect(0).json()["notices"][0]["phase"].as_str().unwrap().to_owned()
    };
    // 1772438400 is 2026-03-02T09:00:00+01:00.
    assert_eq!(phase(Some("1772438399"), &[]), "open");
    assert_eq!(phase(Some("1772438400"), &[]), "closed");
    assert_eq!(phase(Some("1772438400"), &["--at", NOW]), "open");
    assert_eq!(phase(Some("0"), &[]), "scheduled");

    // The clock says a year at which this record, of the year 2000, is long over.
    let text = record("14001", "", "", "").replace("2026-", "2000-");
    site.write("content/aanvragen/14001.md", text);
    assert_eq!(phase(None, &[]), "closed");

    for wrong in ["gisteren", "", "1.5", "99999999999999999999"] {
        let ran = Termijn::new(site.root()).env("SOURCE_DATE_EPOCH", wrong).run(&["check"]);
        ran.expect(2).says("SOURCE_DATE_EPOCH");
    }
    let huge = Termijn::new(site.root()).env("SOURCE_DATE_EPOCH", "9223372036854775807").run(&["check"]);
    huge.expect(2).says("onmogelijk moment");
    let unused = Termijn::new(site.root()).env("SOURCE_DATE_EPOCH", "gisteren").run(&["check", "--at", NOW]);
    unused.expect(0);
}

#[test]
fn the_zone_and_locale_of_the_machine_are_not_read() {
    let site = sound();
    let built = |zone: &str, language: &str| {
        let folder = format!("uit-{}", zone.replace('/', "-"));
        let termijn = Termijn::new(site.root()).env("TZ", zone).env("LANG", language).env("LC_ALL", language);
        let ran = termijn.run(&["build", "-o", &folder, "--at", "2 maart 2026, 8.59 uur"]).expect(0);
        assert!(ran.out.contains("Volgende wijziging: "), "{}", ran.out);
        site.files(&folder)
    };
    let one = built("Asia/Kathmandu", "en_US.UTF-8");
    assert!(one.len() > 5);
    assert_eq!(one, built("America/St_Johns", "tr_TR.UTF-8"));
    assert_eq!(one, built(":/dev/null", "C"));
}

#[test]
fn strict_makes_errors_of_warnings() {
    let site = doubtful();
    site.run(&["check"]).expect(0).says("waarschuwing[T0552]");
    site.run(&["check", "--strict"]).expect(1).says("waarschuwing[T0552]");
    site.run(&["build", "--strict"]).expect(1).says("Er is niets geschreven");
    assert!(!site.has("public"));
    site.run(&["build"]).expect(0).says("T0552");
    assert!(site.has("public/index.html"));
    site.write("termijn.toml", "base_url = \"https://x.nl/\"\n");
    site.run(&["check", "--strict"]).expect(3).says("T0604");
}

#[test]
fn messages_are_dutch_or_english_and_never_both() {
    let site = faulty();
    let dutch = site.run(&["check"]).expect(1).err;
    assert!(dutch.starts_with("fout[T0201]: de sleutel") && dutch.contains("= hulp: bedoelt u"), "{dutch}");
    let english = site.run(&["check", "--language", "en"]).expect(1).err;
    assert!(english.starts_with("error[T0201]: there is no key"), "{english}");
    assert!(
        english.contains("= help: did you mean `title`?") && english.contains("\n1 error\n"),
        "{english}"
    );
    site.run(&["--language", "en", "chek"]).expect(2).says("error: there is no command `chek`");
    site.run(&["chek", "--language=en"]).expect(2).says("help: did you mean `termijn check`?");
    let help = site.run_bare(&["help", "--language", "en"]).expect(0).out;
    assert!(help.contains("Usage: termijn COMMAND"), "{help}");
    let sound = sound();
    assert_eq!(sound.run(&["check", "--language", "en"]).expect(0).out, "All is well.\n");
    assert!(sound.run(&["build", "--language", "en"]).expect(0).out.contains("Notices: 1 open"));
}

#[test]
fn colours_come_when_asked_for_and_never_against_no_color() {
    let site = faulty();
    let run = |variables: &[(&str, &str)]| {
        let mut termijn = Termijn::new(site.root());
        for (name, value) in variables {
            termijn = termijn.env(name, value);
        }
        termijn.run(&["check", "--at", NOW]).expect(1).err
    };
    let plain = run(&[]);
    assert!(!plain.contains('\u{1b}'), "a pipe gets no colours: {plain:?}");
    let coloured = run(&[("CLICOLOR_FORCE", "1")]);
    assert!(coloured.contains('\u{1b}'), "{coloured:?}");
    assert_eq!(run(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]), plain);
}

#[test]
fn explain_tells_what_a_code_means_in_the_words_of_the_page() {
    let site = TempSite::empty();
    let dutch = site.run_bare(&["explain", "T0314"]).expect(0).out;
    assert!(dutch.starts_with("waarschuwing[T0314]: tot met een datum zonder tijd\n\n"), "{dutch}");
    assert!(
        dutch.contains("de laatste open dag") && dutch.contains("    deadline = 2026-03-02T09:00"),
        "{dutch}"
    );
    assert!(!dutch.contains("In English"), "{dutch}");
    assert_eq!(dutch, site.run_bare(&["explain", "t0314"]).expect(0).out);
    let english = site.run_bare(&["explain", "T0314", "--language", "en"]).expect(0).out;
    assert!(english.starts_with("warning[T0314]: 'tot' with a date and no time\n\nWith `bound"), "{english}");

    let json = site.run_bare(&["explain", "T0201", "--format", "json"]).expect(0).json();
    assert_eq!(keys(&json).join(" "), "code severity text title");
    assert_eq!((&json["code"], &json["severity"]), (&"T0201".into(), &"error".into()));
    assert!(json["text"].as_str().unwrap().starts_with("Deze sleutel kent Termijn niet."), "{json}");
}

#[test]
fn explain_without_a_code_that_is_there_is_wrong_usage() {
    let site = TempSite::empty();
    for (arguments, words) in [
        (&["explain"][..], "typ de code van een melding"),
        (&["explain", "T0299"], "bedoelt u `termijn explain T0209`?"),
        (&["explain", "T201"], "bedoelt u `termijn explain T0201`?"),
        (&["explain", "T0201", "T0202"], "`T0202` hoort hier niet"),
        (&["explian", "T0201"], "bedoelt u `termijn explain`?"),
    ] {
        site.run_bare(arguments).expect(2).says(words);
    }
}

#[test]
fn check_says_once_how_to_learn_more() {
    let ran = faulty().run(&["check"]).expect(1);
    assert!(ran.err.ends_with("\n1 fout\nMeer uitleg: termijn explain T0201\n"), "{}", ran.err);
    faulty().run(&["check", "--language", "en"]).expect(1).says("\nLearn more: termijn explain T0201");
}
