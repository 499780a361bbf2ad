//! `docs/views.md` tells what each template receives: every view with its fields, their types and what they mean,
//! read from the types themselves. `UPDATE_GOLDEN=1` rewrites it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use syn::{Attribute, Expr, Fields, GenericArgument, Item, Lit, Meta, PathArguments, Type};
use termijn::content::fields::RECORD;
use termijn::source::{Key, Shape};

/// Which views each template receives besides `site`, `words` and `static`: name and type.
const TEMPLATES: &[(&str, &[(&str, &str)])] = &[
    ("404.html", &[("head", "Head")]),
    ("agenda.html", &[("head", "Head"), ("agenda", "AgendaView"), ("days", "day")]),
    ("alias.html", &[("head", "Head"), ("alias", "Link")]),
    ("card.html", &[("card", "Card"), ("level", "usize")]),
    ("day.html", &[("day", "AgendaDay")]),
    ("directory.html", &[("head", "Head"), ("directory", "DirectoryView")]),
    ("list.html", &[("head", "Head"), ("list", "ListView"), ("rows", "Row"), ("structured", "")]),
    ("nota.html", &[("head", "Head"), ("notice", "NoticeView"), ("structured", "")]),
    ("notice.html", &[("head", "Head"), ("notice", "NoticeView"), ("similar", "Row"), ("structured", "")]),
    ("page.html", &[("head", "Head"), ("page", "PageView")]),
    ("retired.html", &[("head", "Head"), ("retired", "RetiredView")]),
];

/// Types that are one plain value in a template.
const PLAIN: &[(&str, &str)] = &[
    ("String", "text"),
    ("str", "text"),
    ("bool", "true or false"),
    ("f64", "number"),
    ("Date", "date such as `2024-04-01`"),
    ("Label", "whole number or text"),
    ("Value", "anything"),
];
const WHOLE: &[&str] = &["usize", "u32", "u64", "i32", "i64"];

const HEAD: &str = "\
# What templates receive

Made from the types of the program by `UPDATE_GOLDEN=1 cargo test --test views`; a test keeps the two equal.
[themes.md](themes.md) tells how a theme is made.

Every template has `site` ([Frame](#frame)), `words` (the wording files) and `static` (name of a file of the theme → the
link to it). A field of which the type says \"or nothing\" can be tested with `{% if %}`. Printing a field that is not
listed here is an error that lists what there is; `{% if %}` takes it for nothing.

| Template | Receives |
|---|---|
";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every struct and enum of the rooms whose shapes reach a template; the first of a name counts.
fn types() -> BTreeMap<String, Item> {
    let mut found = BTreeMap::new();
    for place in ["src/site/view", "src/record", "src/config", "src/time"] {
        let mut files = vec![root().join("src/site/view.rs")];
        collect(&root().join(place), &mut files);
        files.sort();
        for file in files {
            let text = fs::read_to_string(&file).expect("sources are text");
            for item in syn::parse_file(&text).expect("sources are Rust").items {
                let name = match &item {
                    Item::Struct(item) => item.ident.to_string(),
                    Item::Enum(item) => item.ident.to_string(),
                    _ => continue,
                };
                found.entry(name).or_insert(item);
            }
        }
    }
    found
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The lines of a doc comment as one, without links that only rustdoc can follow.
fn doc(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(text) => match &text.lit {
                Lit::Str(text) => Some(text.value().trim().to_owned()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    });
    let text = lines.collect::<Vec<_>>().join(" ");
    text.replace("[`", "`").replace("`]", "`").replace("::", ".").replace('|', "\\|").trim().to_owned()
}

/// What `serde` says of a field or type: `rename`, `rename_all` or `skip`.
fn serde(attributes: &[Attribute], wanted: &str) -> Option<String> {
    let mut found = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        let read = attribute.parse_nested_meta(|meta| {
            let value = meta.value().and_then(syn::parse::ParseBuffer::parse::<syn::LitStr>);
            if meta.path.is_ident(wanted) {
                found = Some(value.map(|value| value.value()).unwrap_or_default());
            }
            Ok(())
        });
        read.expect("serde attributes are lists");
    }
    found
}

/// A type in words, and the names of the types in it that have fields of their own.
fn in_words(of: &Type, types: &BTreeMap<String, Item>, named: &mut Vec<String>) -> String {
    let path = match of {
        Type::Reference(reference) => return in_words(&reference.elem, types, named),
        Type::Path(path) => path.path.segments.last().expect("a path has a name"),
        _ => panic!("a view has a type that this test cannot name"),
    };
    let name = path.ident.to_string();
    let inner = |named: &mut Vec<String>| {
        let PathArguments::AngleBracketed(arguments) = &path.arguments else {
            panic!("{name} holds something")
        };
        let Some(GenericArgument::Type(inner)) = arguments.args.last() else { panic!("{name} holds a type") };
        in_words(inner, types, named)
    };
    match name.as_str() {
        "Option" => format!("{} or nothing", inner(named)),
        "Vec" => format!("list of {}", inner(named)),
        // Prose reaches a template as markup.
        "P" => in_words(&syn::parse_quote!(Html), types, named),
        whole if WHOLE.contains(&whole) => "whole number".to_owned(),
        _ => match PLAIN.iter().find(|(plain, _)| *plain == name) {
            Some((_, words)) => (*words).to_owned(),
            None => {
                assert!(types.contains_key(&name), "{name} reaches a template and is not known here");
                named.push(name.clone());
                format!("[{name}](#{})", name.to_lowercase())
            }
        },
    }
}

fn kebab(name: &str, case: Option<&str>) -> String {
    let mut words = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !words.is_empty() && case == Some("kebab-case") {
            words.push('-');
        }
        words.extend(c.to_lowercase());
    }
    if case.is_none() { name.to_owned() } else { words }
}

/// What the record format says of a key, for fields that are keys.
fn meaning<'a>(keys: Option<&'a [Key]>, field: &str) -> Option<&'a Key> {
    keys?.iter().find(|key| key.name == field)
}

/// The components of the default theme: what each is for, and its parameters.
fn components() -> String {
    let text =
        fs::read_to_string(root().join("themes/termijn/templates/components.html")).expect("it is there");
    let mut told = String::from(
        "\n## Components\n\nPieces that every template may use: `{{ <day date={notice.ends_on} /> }}`. A parameter with a \
         value may be left out.\n\n| Component | Is |\n|---|---|\n",
    );
    for part in text.split("{% component ").skip(1) {
        let (signature, _) = part.split_once(')').expect("a component has parameters");
        let (name, parameters) = signature.split_once('(').expect("a component has parameters");
        // `@words` comes from the page that calls it.
        let given: Vec<&str> =
            parameters.split(',').map(str::trim).filter(|one| !one.starts_with('@')).collect();
        let before =
            &text[..text.len() - text.split_once(part).map_or(0, |(_, after)| after.len() + part.len())];
        let comment = before.trim_end().trim_end_matches("{% component").trim_end();
        let comment =
            comment.rsplit("{#").next().unwrap_or("").trim_end_matches("#}").trim_matches(['-', ' ', '\n']);
        writeln!(told, "| `{name}({})` | {} |", given.join(", "), comment.replace('|', "\\|"))
            .expect("a string takes all");
    }
    told
}

fn page() -> String {
    let types = types();
    let mut page = HEAD.to_owned();
    let mut queue: VecDeque<(String, Option<&[Key]>)> = VecDeque::from([("Frame".to_owned(), None)]);
    for (template, views) in TEMPLATES {
        let views = views.iter().map(|(name, of)| match *of {
            "" => format!("`{name}` (list of JSON-LD texts, each of which can stand in a script element)"),
            "day" => format!("`{name}` (list of texts: the days with a moment, as `day.html` made them)"),
            "usize" => format!("`{name}` (whole number)"),
            "Row" => {
                queue.push_back(("Row".to_owned(), None));
                format!("`{name}` (list of [Row](#row))")
            }
            of => {
                queue.push_back((of.to_owned(), None));
                format!("`{name}` ([{of}](#{}))", of.to_lowercase())
            }
        });
        writeln!(page, "| `{template}` | {} |", views.collect::<Vec<_>>().join(", "))
            .expect("a string takes all");
    }
    let mut told = BTreeSet::new();
    while let Some((name, keys)) = queue.pop_front() {
        if !told.insert(name.clone()) {
            continue;
        }
        let keys = if name == "Facts" { Some(RECORD) } else { keys };
        match &types[&name] {
            Item::Struct(item) => {
                writeln!(
                    page,
                    "\n## {name}\n\n{}\n\n| Field | Type | Meaning |\n|---|---|---|",
                    doc(&item.attrs)
                )
                .expect("a string takes all");
                let Fields::Named(fields) = &item.fields else { panic!("{name} has no named fields") };
                for field in &fields.named {
                    if serde(&field.attrs, "skip").is_some() {
                        continue;
                    }
                    let own = field.ident.as_ref().expect("it is named").to_string();
                    let shown = serde(&field.attrs, "rename").unwrap_or(own);
                    let key = meaning(keys, &shown);
                    let mut named = Vec::new();
                    let of = in_words(&field.ty, &types, &mut named);
                    let below = key.and_then(|key| match &key.shape {
                        Shape::Table(keys) | Shape::Tables(keys) => Some(*keys),
                        _ => None,
                    });
                    queue.extend(named.into_iter().map(|name| (name, below)));
                    let mut words = doc(&field.attrs);
                    if let (true, Some(key)) = (words.is_empty(), key) {
                        words = key.en.replace('|', "\\|");
                    }
                    writeln!(page, "| `{shown}` | {of} | {words} |").expect("a string takes all");
                }
            }
            Item::Enum(item) => {
                let case = serde(&item.attrs, "rename_all");
                writeln!(page, "\n## {name}\n\n{}\n\n| Value | Meaning |\n|---|---|", doc(&item.attrs))
                    .expect("a string takes all");
                for variant in &item.variants {
                    let shown = kebab(&variant.ident.to_string(), case.as_deref());
                    let shown = match variant.fields.iter().next() {
                        None => format!("`{shown}`"),
                        Some(field) => {
                            format!(
                                "a table with `{shown}`: {}",
                                in_words(&field.ty, &types, &mut Vec::new())
                            )
                        }
                    };
                    writeln!(page, "| {shown} | {} |", doc(&variant.attrs)).expect("a string takes all");
                }
            }
            _ => unreachable!("only structs and enums were kept"),
        }
    }
    page + &components()
}

#[test]
fn the_page_in_docs_tells_what_templates_receive() {
    let path = root().join("docs/views.md");
    let page = page();
    #[expect(clippy::disallowed_methods, reason = "the person at the keyboard asks for it")]
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    if update {
        fs::write(path, page).expect("a string takes all");
    } else {
        let written = fs::read_to_string(path).unwrap_or_default();
        assert!(written == page, "docs/views.md is not what the types say; UPDATE_GOLDEN=1 rewrites it");
    }
}

#[test]
fn every_template_that_is_rendered_is_told_of_with_its_views() {
    let mut rendered = BTreeMap::new();
    let sources = ["src/outputs/html.rs", "src/outputs/agenda.rs", "src/outputs/rows.rs"];
    let texts = sources.map(|source| fs::read_to_string(root().join(source)).expect("sources are text"));
    let text = texts.concat();
    // A call names its template behind its views, or before views of its own.
    let mut start = 0;
    for (at, _) in text.match_indices(".html\"") {
        let Some((_, name)) = text[..at].rsplit_once("render(\"").filter(|(_, name)| !name.contains('"'))
        else {
            continue;
        };
        let end = text[at..].find(", out)").map_or(at, |length| at + length);
        let views: BTreeSet<String> = text[start..end]
            .split("(\"")
            .skip(1)
            .filter_map(|part| part.split_once("\", &"))
            .map(|(view, _)| view.to_owned())
            .filter(|view| !view.ends_with(".html"))
            .collect();
        if !views.is_empty() {
            rendered.insert(format!("{name}.html"), views);
        }
        start = end;
    }
    let told: BTreeMap<String, BTreeSet<String>> = TEMPLATES
        .iter()
        .map(|(name, views)| ((*name).to_owned(), views.iter().map(|(view, _)| (*view).to_owned()).collect()))
        .collect();
    assert_eq!(rendered, told);
}
