//! Whatever an editor, a disk or a stranger hands over: a correct site or a clear error, never a crash.

mod support;

use support::cli::Ran;
use support::{TempSite, record};

const BODY: &str = "De gemeente zoekt een *coördinator*.\n\n- een\n- twee\n\n```\ncode\n```\n";

fn built(bytes: impl AsRef<[u8]>) -> Vec<(String, Vec<u8>)> {
    let site = TempSite::of_record(bytes);
    site.run(&["build"]).expect(0);
    let mut files = site.files("public");
    // The manifest tells fingerprints of the sources, and those do differ.
    files.retain(|(path, _)| path != ".termijn/manifest.json");
    files
}

/// Checks one record, which must end in an error with this code.
#[track_caller]
fn refused(bytes: impl AsRef<[u8]>, code: &str) -> Ran {
    let site = TempSite::of_record(bytes);
    let ran = site.run(&["build"]).expect(1).says(&format!("fout[{code}]"));
    assert!(!site.has("public"));
    ran
}

/// Neither crashes nor hangs; says whether it was sound.
#[track_caller]
fn survives(bytes: impl AsRef<[u8]>) -> bool {
    let ran = TempSite::of_record(bytes).run(&["build"]);
    assert!(matches!(ran.exit, 0 | 1), "{}\n{:.2000}", ran.exit, ran.err);
    assert!(!ran.err.contains("panicked"), "{:.2000}", ran.err);
    assert_eq!(ran.exit == 1, ran.err.contains("fout[T"), "{:.2000}", ran.err);
    ran.exit == 0
}

#[test]
fn what_editors_leave_around_a_text_changes_no_byte_of_the_site() {
    let plain = record("14001", "", "", BODY);
    let site = built(&plain);
    assert!(site.iter().any(|(path, _)| path == "aanvragen/14001/index.html"));
    for (what, text) in [
        ("a byte-order mark", format!("\u{feff}{plain}")),
        ("Windows line ends", plain.replace('\n', "\r\n")),
        ("both", format!("\u{feff}{}", plain.replace('\n', "\r\n"))),
        ("blanks behind the fences", plain.replace("+++\n", "+++ \t \n")),
        ("no line end at the end", plain.trim_end().to_owned()),
        ("blank lines above and below", format!("\n \n{plain}\n\n")),
    ] {
        assert!(built(&text) == site, "{what} changes the site");
    }
}

#[test]
fn a_record_in_one_toml_file_accepts_the_same() {
    let text = format!(
        "{}body = '''\n{BODY}'''\n",
        "kind = \"vacature\"\ntitle = \"Adviseur\"\npublished = 2026-01-05\norganization = { name = \"Gemeente\" }\n\
         response = { deadline = 2026-03-02T09:00 }\n"
    );
    let build = |text: &str| {
        let site = TempSite::with(&[("content/vacatures/adviseur.toml", text)]);
        site.run(&["build"]).expect(0);
        site.files("public")
    };
    let plain = build(&text);
    assert_eq!(build(&format!("\u{feff}{text}")), plain);
    assert_eq!(build(&text.replace('\n', "\r\n")), plain);
    assert_eq!(build(text.trim_end()), plain);
}

#[test]
fn what_is_no_text_is_refused_with_its_place() {
    let good = record("14001", "", "", "De tekst.");
    refused(good.replace("De tekst", "De \0tekst"), "T0103").says("14001.md:15:4");
    let (before, after) = good.split_once("De tekst").unwrap();
    for bytes in [&b"\xff"[..], b"\xc3", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xc0\xaf"] {
        let text = [before.as_bytes(), bytes, after.as_bytes()].concat();
        refused(text, "T0103").says("op regel 15 staat een teken");
    }
    let utf16: Vec<u8> = good.encode_utf16().flat_map(u16::to_le_bytes).collect();
    refused([b"\xff\xfe", &utf16[..]].concat(), "T0103").says("op regel 1 ");
    refused(utf16, "T0103");
}

#[test]
fn what_is_empty_is_said_to_be() {
    for text in ["", "\u{feff}", "\n", " \r\n\t\n"] {
        refused(text, "T0104").says("dit bestand is leeg");
    }
    refused("+++", "T0104").says("weer een regel +++");
    refused("+++\n", "T0104");
    refused("+++\n+++", "T0202").says("`kind` ontbreekt");
    refused("+++\n+++\n", "T0202").says("5 fouten");
}

#[test]
fn a_table_of_a_hundred_thousand_lines_is_printed_whole() {
    let rows: String = (1..=100_000).map(|nr| format!("| {nr} | rij |\n")).collect();
    let site = TempSite::of_record(record("14001", "", "", &format!("| nr | wat |\n|---|---|\n{rows}")));
    site.run(&["build"]).expect(0);
    let page = site.read("public/aanvragen/14001/index.html");
    assert!(page.contains("<td>1</td>") && page.contains("<td>100000</td>"));
}

#[test]
fn thousands_of_keys_are_told_and_a_long_list_is_taken() {
    let keys: String = (0..1_000).map(|nr| format!("x{nr} = 1\n")).collect();
    assert!(!survives(record("14001", &keys, "", "")));
    let wishes = format!("wishes = [\n{}]", "\"Ervaring\",\n".repeat(100_000));
    assert!(survives(record("14001", &wishes, "", "")));
}

#[test]
fn deep_nesting_in_toml_is_an_error_or_is_read() {
    for deep in [50, 1_000, 100_000] {
        let lists = format!("cpv = {}{}", "[".repeat(deep), "]".repeat(deep));
        assert!(!survives(record("14001", &lists, "", "")));
        let tables = format!("location = {}1{}", "{a = ".repeat(deep), "}".repeat(deep));
        assert!(!survives(record("14001", &tables, "", "")));
        assert!(!survives(record("14001", &format!("a{} = 1", ".a".repeat(deep)), "", "")));
        assert!(!survives(record("14001", "", &format!("[a{}]", ".a".repeat(deep)), "")));
        assert!(!survives(record("14001", &format!("cpv = {}", "[".repeat(deep)), "", "")));
    }
    assert!(!survives(record("14001", "", "[[a]]\n".repeat(10_000).as_str(), "")));
}

#[test]
fn deep_nesting_in_markdown_is_printed() {
    for (opens, closes) in [
        (">", ""),
        ("> ", ""),
        ("- ", ""),
        ("1. ", ""),
        ("[", "](https://x.nl)"),
        ("[", "]"),
        ("![", "](x)"),
        ("*", "*"),
        ("**a ", " b**"),
        ("_(", ")_"),
        ("`", ""),
        ("<", ">"),
        ("<b>", "</b>"),
        ("~~", "~~"),
        ("[^a]: ", ""),
        ("&", ";"),
        ("\\", ""),
        ("|", "|"),
        ("(", ")"),
        ("<!--", "-->"),
    ] {
        for deep in [100, if matches!(opens, "![" | "<b>") { 500 } else { 10_000 }] {
            let body = format!("{}x{}\n", opens.repeat(deep), closes.repeat(deep));
            let sound = survives(record("14001", "", "", &body));
            assert!(sound || opens == "![", "{deep} times {opens:?} is refused");
        }
    }
}

#[test]
fn a_file_of_17_mib_is_refused_before_it_is_read() {
    let long = "x".repeat(17 * 1024 * 1024);
    refused(record("14001", "", "", &long), "T0102").says("17 MiB groot; een tekst mag 16 MiB zijn");
    let site = TempSite::with(&[]);
    site.write("termijn.toml", format!("# {long}"));
    site.run(&["check"]).expect(3).says("T0102");
}

#[test]
fn odd_names_give_safe_addresses() {
    let longest = "a".repeat(252);
    for (name, slug) in [
        ("Aanvraag met  spaties", "aanvraag-met-spaties"),
        ("Wijkcoördinator", "wijkcoordinator"),
        ("Wijkcoo\u{308}rdinator", "wijkcoordinator"),
        ("🏘 wijk 🏘", "wijk"),
        ("-rf", "rf"),
        ("a'b\"c<d>&e", "a-b-c-d-e"),
        ("100%", "100"),
        ("v1.2", "v1-2"),
        ("con-sultant", "con-sultant"),
        (&longest, &longest),
    ] {
        let site =
            TempSite::with(&[(&format!("content/aanvragen/{name}.md"), &record("14001", "", "", BODY))]);
        site.run(&["build"]).expect(0);
        assert!(site.has(&format!("public/aanvragen/{slug}/index.html")), "{name}");
    }
}

#[test]
fn names_of_which_no_address_can_be_made_are_refused() {
    for (name, code) in
        [("🏘", "T0503"), ("日本", "T0503"), ("…", "T0503"), ("con", "T0502"), ("Page", "T0502")]
    {
        let site = TempSite::with(&[(&format!("content/aanvragen/{name}.md"), &record("14001", "", "", ""))]);
        site.run(&["build"]).expect(1).says(code);
    }
}

#[test]
fn names_that_meet_in_one_address_are_refused_with_both() {
    for (one, other) in [
        ("a b", "a-b"),
        ("Coach", "coach"),
        ("coördinator", "coo\u{308}rdinator"),
        ("é", "e"),
        ("a--b", "a_b"),
    ] {
        let site = TempSite::with(&[
            (&format!("content/aanvragen/{one}.md"), &record("1", "", "", "")),
            (&format!("content/aanvragen/{other}/index.md"), &record("2", "", "", "")),
        ]);
        let ran = site.run(&["build"]).expect(1).says("T0501");
        ran.says(&format!("content/aanvragen/{one}.md"));
    }
}

#[test]
fn long_words_fit_the_disk() {
    let long = "lang ".repeat(100);
    let text =
        record("14001", "", &format!("[location]\nregion = \"{long}\"\nmunicipality = \"{long}\""), BODY)
            .replace("Gemeente Voorbeeld", &long)
            .replace("Wijkcoördinator", &"Wijk".repeat(10_000));
    let site = TempSite::of_record(text);
    site.run(&["build"]).expect(0);
    let longest = site.files("public").iter().flat_map(|(path, _)| path.split('/').map(str::len).max()).max();
    assert!(longest.is_some_and(|longest| (100..=255).contains(&longest)), "{longest:?}");
}

#[test]
fn attachments_keep_their_names_up_to_255_bytes() {
    let longest = format!("{}.pdf", "b".repeat(251));
    let names = ["met spatie.pdf", "Coördinatie.pdf", "coo\u{308}.pdf", "🏘.pdf", "100%.pdf", &*longest];
    let documents: String =
        names.iter().map(|name| format!("[[documents]]\ntitle = \"T\"\nfile = \"{name}\"\n")).collect();
    let site =
        TempSite::with(&[("content/aanvragen/14001/index.md", &record("14001", "", &documents, BODY))]);
    for name in names {
        site.write(&format!("content/aanvragen/14001/{name}"), name);
    }
    site.run(&["build"]).expect(0);
    let files = site.files("public/aanvragen/14001");
    for name in names {
        assert!(files.iter().any(|(path, bytes)| path == name && bytes == name.as_bytes()), "{name}");
    }
}

#[test]
fn links_out_of_the_site_and_things_that_are_no_files_are_refused() {
    let site = TempSite::with(&[]);
    site.link("content/aanvragen/uit.md", "/etc/hostname");
    site.run(&["check"]).expect(1).says("T0102");

    let site = TempSite::with(&[]);
    site.link("content/aanvragen/rond", ".");
    site.run(&["check"]).expect(1).says("T0102");

    let site = TempSite::with(&[]);
    site.link("content", "/etc");
    site.run(&["build"]).expect(1).says("T0102");
    assert!(!site.has("public"));
}
