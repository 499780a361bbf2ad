//! `termijn new`: one record to fill in, from nothing or from an older one.

use super::args::{Args, Format, Layout, Wish};
use super::project::{Project, shown};
use super::{Exit, create, plan, project, report};
use crate::content::{is_good_section, is_reserved_name};
use crate::host;
use crate::language::Text;
use crate::name::safe_name;
use crate::scaffold::{self, File, Known, file_stem};
use crate::source::{FrontMatter, is_steering, split};
use crate::term::{Step, What};
use crate::text;

/// Writes the record and prints its path.
pub(super) fn run(args: &Args, wish: &Wish) -> Exit {
    match written(args, wish) {
        Ok(()) => Exit::Done,
        Err(exit) => exit,
    }
}

fn written(args: &Args, wish: &Wish) -> Result<(), Exit> {
    let refuse = |(message, help): (Text, Text)| report::wrong_usage(&message, &help, args.language);
    let (kind, subject) = plan::subject(args, &wish.wanted)?;
    if wish.from.is_some() && (wish.wanted.procedure.is_some() || wish.wanted.eu) {
        return Err(refuse((
            text!(
                "met --from volgt de procedure uit het oude bericht",
                "with --from the procedure follows from the older record"
            ),
            text!("laat --procedure en --eu weg", "leave --procedure and --eu out"),
        )));
    }
    let title = wish.title.trim();
    let stem = stem(title).map_err(refuse)?;
    let section = wish.section.as_deref().unwrap_or_else(|| scaffold::section(kind));
    check_section(section).map_err(refuse)?;
    let project = project::read(args).map_err(|(exit, tree, diagnostics)| {
        report::draw(&diagnostics, &tree, args.language);
        exit
    })?;
    check_free(section, &stem, &project).map_err(refuse)?;
    let settings = &project.inputs.settings;
    let proposed = |subject| plan::proposed(args, &wish.wanted, subject, settings.zone, &settings.calendar);
    let mut published = String::new();
    let (text, extension, left_out) = match &wish.from {
        None => (scaffold::record(title, &proposed(subject)?, &known(&project)), "md", Vec::new()),
        Some(from) => {
            let file = find(from, &project, args).map_err(refuse)?;
            let cannot = || unreadable(&file, &project, args);
            let bytes = project.tree.bytes(&file).ok_or_else(cannot)?;
            let (text, parts) = parts(&file, &bytes).ok_or_else(cannot)?;
            let plan = proposed(scaffold::subject(kind, scaffold::procedure(&parts)))?;
            published = plan.step(What::Published).map_or_else(String::new, Step::value);
            let copied = scaffold::copy(text, &parts, title, &plan).ok_or_else(cannot)?;
            let extension = if file.ends_with(".toml") { "toml" } else { "md" };
            (copied.text, extension, copied.left_out)
        }
    };
    let path = match wish.layout {
        Layout::File => format!("content/{section}/{stem}.{extension}"),
        Layout::Folder => format!("content/{section}/{stem}/index.{extension}"),
    };
    create::create(&args.root, &[File { path: path.clone(), text }], args)?;
    let place = shown(&args.root.join(&path));
    match args.format {
        Format::Json => report::print_json(&serde_json::json!({ "path": path, "left_out": left_out })),
        Format::Human => report::print(&format!("{place}\n")),
    }
    if args.format == Format::Human && !left_out.is_empty() {
        let list = left_out.join(", ");
        let words = text!(
            "Niet overgenomen: {list}\nWelke dagen er nog bij horen: termijn plan --for {section}/{stem} --published {published}\n",
            "Not copied: {list}\nWhich dates still belong there: termijn plan --for {section}/{stem} --published {published}\n"
        );
        report::print_error(words.to(args.language));
    }
    Ok(())
}

type Fault = (Text, Text);

fn stem(title: &str) -> Result<String, Fault> {
    if let Some(control) = title.chars().find(|&c| is_steering(c)) {
        let code = control as u32;
        return Err((
            text!(
                "in de titel staat een teken dat niet te zien is (U+{code:04X})",
                "there is a character in the title that cannot be seen (U+{code:04X})"
            ),
            text!("typ de titel op één regel, zonder tabs", "type the title on one line, without tabs"),
        ));
    }
    let stem = file_stem(title);
    if stem.is_empty() {
        return Err((
            text!(
                "van de titel \"{title}\" is geen adres te maken",
                "the title \"{title}\" cannot be an address"
            ),
            text!(
                "gebruik een titel met letters van a tot en met z, of cijfers",
                "use a title with letters from a to z, or digits"
            ),
        ));
    }
    if is_reserved_name(&stem) {
        return Err((
            text!(
                "de naam \"{stem}\" gebruikt Termijn of Windows al",
                "Termijn or Windows uses the name \"{stem}\" already"
            ),
            text!("maak de titel langer", "make the title longer"),
        ));
    }
    Ok(stem)
}

fn check_section(section: &str) -> Result<(), Fault> {
    if is_good_section(section) && !matches!(section, "organisations" | "pages") {
        return Ok(());
    }
    let safe = safe_name(section);
    let help = if is_good_section(&safe) && safe != section {
        text!("schrijf bijvoorbeeld --section {safe}", "write for example --section {safe}")
    } else {
        text!("kies een andere naam", "choose another name")
    };
    Err((text!("\"{section}\" kan geen rubriek zijn", "\"{section}\" cannot be a section"), help))
}

/// Refuses an address that another record has, whatever its file is called.
fn check_free(section: &str, stem: &str, project: &Project) -> Result<(), Fault> {
    let folder = format!("content/{section}");
    let by_file = project.tree.below(&folder).find_map(|(path, _)| {
        let name = path[folder.len() + 1..].split('/').collect::<Vec<_>>();
        let own = match name[..] {
            [file] => file.strip_suffix(".md").or_else(|| file.strip_suffix(".toml"))?,
            [own, "index.md" | "index.toml"] => own,
            _ => return None,
        };
        (safe_name(own) == stem).then_some(path)
    });
    let mut notices = project.inputs.records.notices.iter();
    let by_address = notices.find(|notice| notice.section == section && notice.slug == stem);
    let Some(path) = by_file.or(by_address.map(|notice| &*notice.place.file)) else { return Ok(()) };
    Err((
        text!(
            "dit adres is al van een ander bericht, en Termijn schrijft er niet overheen: {path}",
            "another record has this address, and Termijn does not write over it: {path}"
        ),
        text!("kies een andere titel", "choose another title"),
    ))
}

fn known(project: &Project) -> Known {
    let publisher = project.inputs.settings.publisher.as_ref();
    Known {
        organisations: project.inputs.records.organisations.keys().cloned().collect(),
        publisher: publisher.map(|publisher| publisher.name.clone()),
        email: publisher.and_then(|publisher| publisher.email.clone()),
    }
}

/// The file of the record that is meant by a path, `section/slug` or a reference.
fn find(typed: &str, project: &Project, args: &Args) -> Result<String, Fault> {
    let plain = typed.trim().trim_matches('/');
    let mut paths = vec![plain.to_owned(), format!("content/{plain}")];
    paths.extend(host::project::path_in(&args.root, typed.as_ref()));
    for path in paths {
        for ending in ["", ".md", ".toml", "/index.md", "/index.toml"] {
            let file = format!("{path}{ending}");
            if is_record(&file) && project.tree.bytes(&file).is_some() {
                return Ok(file);
            }
        }
    }
    let mut notices = project.inputs.records.notices.iter();
    let found = notices.find(|notice| {
        format!("{}/{}", notice.section, notice.slug) == plain
            || notice.facts.reference.as_deref() == Some(typed.trim())
    });
    found.map(|notice| notice.place.file.to_string()).ok_or_else(|| {
        (
            text!("er is geen bericht \"{typed}\"", "there is no record \"{typed}\""),
            text!(
                "noem een bestand, een adres zoals vacatures/naam, of een kenmerk; `termijn when` toont ze",
                "name a file, an address such as vacatures/name, or a reference; `termijn when` shows them"
            ),
        )
    })
}

fn is_record(file: &str) -> bool {
    let parts: Vec<_> = file.split('/').collect();
    let is_text = file.ends_with(".md") || file.ends_with(".toml");
    let in_section = |section: &str| !matches!(section, "organisations" | "pages");
    is_text
        && match parts[..] {
            ["content", section, _] | ["content", section, _, "index.md" | "index.toml"] => {
                in_section(section)
            }
            _ => false,
        }
}

/// The text of a record's file, and its parts.
fn parts<'a>(file: &str, bytes: &'a [u8]) -> Option<(&'a str, FrontMatter<'a>)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut problems = crate::diagnostic::Problems::of(&file.into());
    let parts = if file.ends_with(".toml") {
        let toml = text.strip_prefix('\u{feff}').unwrap_or(text);
        FrontMatter { toml, toml_start: text.len() - toml.len(), body: "", body_start: text.len() }
    } else {
        split(text, &mut problems)?
    };
    Some((text, parts))
}

/// Shows why a record cannot be copied.
fn unreadable(file: &str, project: &Project, args: &Args) -> Exit {
    let of_file: Vec<_> = project
        .diagnostics
        .iter()
        .filter(|diagnostic| &*diagnostic.label.place.file == file)
        .cloned()
        .collect();
    report::draw(&of_file, &project.tree, args.language);
    let words = text!(
        "{file} is zo niet over te nemen; er is niets geschreven.\n",
        "{file} cannot be copied as it is; nothing was written.\n"
    );
    report::print_error(words.to(args.language));
    Exit::Content
}
