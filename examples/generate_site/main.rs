//! Writes a made-up site of a given size, for measurements and checks: seventy per cent tenders, five to
//! six kilobytes of text each, half of them closed, a tenth with questions. The same count gives the same
//! bytes on every machine; a larger count only adds notices.
//!
//! ```text
//! cargo run --release --example generate_site -- FOLDER COUNT
//! termijn build -r FOLDER -o OUTPUT --at 2026-03-02T12:00
//! ```

mod notice;
mod plan;
mod prose;
mod random;
mod subjects;

use plan::Plan;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use subjects::ORGANISATIONS;

/// Notices that far apart may link to each other.
const NEIGHBOURS: usize = 12;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, count] = &arguments[..] else {
        return stop("usage: generate_site FOLDER COUNT", 2);
    };
    let Ok(count) = count.parse() else {
        return stop(&format!("\"{count}\" is no number"), 2);
    };
    match generate(Path::new(folder), count) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => stop(&format!("cannot write {folder}: {error}"), 4),
    }
}

fn stop(message: &str, code: u8) -> ExitCode {
    // There is nobody left to tell when this fails too.
    let _ = writeln!(io::stderr(), "{message}");
    ExitCode::from(code)
}

fn generate(root: &Path, count: usize) -> io::Result<()> {
    if root.join("content").exists() {
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, "there is a site already"));
    }
    write(root, "termijn.toml", SETTINGS)?;
    for (path, text) in PAGES {
        write(root, path, text)?;
    }
    for [id, name, sort, place, _] in ORGANISATIONS {
        write(root, &format!("content/organisations/{id}.toml"), &organisation(name, sort, place))?;
    }
    let plans: Vec<Plan> = (0..count).map(Plan::of).collect();
    for (index, plan) in plans.iter().enumerate() {
        let neighbours = plans[index.saturating_sub(NEIGHBOURS)..index].iter();
        let others: Vec<&Plan> =
            neighbours.filter(|other| index.is_multiple_of(5) && other.can_be_linked(plan)).collect();
        for (path, text) in notice::files(plan, &others) {
            write(root, &format!("content/{path}"), &text)?;
        }
    }
    Ok(())
}

fn write(root: &Path, path: &str, text: &str) -> io::Result<()> {
    let path = root.join(path);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, text)
}

fn organisation(name: &str, sort: &str, place: &str) -> String {
    format!(
        "name = \"{name}\"\ntype = \"{sort}\"\nurl = \"https://voorbeeld.example/\"\nabout = '''\n\
         {name} heeft het kantoor in {place}, een plaats die alleen in dit voorbeeld bestaat. Er werken \
         mensen met heel verschillende beroepen, van opzichter tot jurist.\n\n\
         Wat wij doen, doen wij **in het openbaar**: besluiten, cijfers en fouten staan op onze website.\n'''\n"
    )
}

const SETTINGS: &str = r#"title = "Voorbeeldregio: opdrachten en vacatures"
base_url = "https://voorbeeldregio.example/"
language = "nl"
timezone = "Europe/Amsterdam"

[publisher]
name = "Voorbeeldregio"
email = "redactie@voorbeeldregio.example"
url = "https://over.voorbeeldregio.example/"

[lists]
per_page = 25

[retention]
closed = "2 jaar"

# The prefix of the standard's own examples.
[ocds]
prefix = "ocds-213czf"

[security]
contact = "mailto:veiligheid@voorbeeldregio.example"
expires = 2027-01-01

[[footer.links]]
title = "Contact"
url = "/contact/"

[[footer.links]]
title = "Over deze site"
url = "/over/"
"#;

const PAGES: [(&str, &str); 2] = [
    (
        "content/pages/contact.md",
        "+++\ntitle = \"Contact\"\nmenu = true\norder = 2\n+++\n\nBel op werkdagen van 9.00 tot 16.00 uur met \
         088 000 00 00, of stuur een bericht naar redactie@voorbeeldregio.example.\n",
    ),
    (
        "content/pages/over.md",
        "+++\ntitle = \"Over deze site\"\nmenu = \"Over\"\norder = 1\n+++\n\nHier staan opdrachten en vacatures \
         van organisaties die niet bestaan.\n\n## Waarvoor\n\nOm te meten en te controleren wat Termijn maakt.\n",
    ),
];
