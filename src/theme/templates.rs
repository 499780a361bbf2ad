//! Tera, from memory: loading every template and telling every fault by its place.

use super::missing::{self, Told};
use super::problem::{RenderProblem, TemplatePlace};
use super::publish::SCRIPTS;
use super::{Layer, filters};
use crate::config::Settings;
use crate::diagnostic::{Code, Diagnostic, Place, Problems};
use crate::language::Language;
use crate::text;
use std::io::Write;
use std::sync::Arc;
use tera::{Context, ErrorKind, Tera};

/// Where templates find the default theme's own: `{% extends "termijn/base.html" %}`.
const DEFAULT_PREFIX: &str = "termijn/";

/// Loads all templates; with a fault there are none.
pub(super) fn load(
    layers: &[Layer<'_>],
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Tera> {
    // A site's own files stand before the default theme's: its templates, and the parts of its scripts.
    let own = format!("themes/{}/", settings.theme);
    let mut tera = Tera::default();
    filters::register(&mut tera, settings.language);
    tera.set_fallback_prefixes([format!("{own}templates/"), own, DEFAULT_PREFIX.to_owned()])
        .expect("no template was added yet");
    let before = diagnostics.len();
    let mut templates = Vec::new();
    for layer in layers {
        let name = match layer.path.strip_prefix("templates/") {
            Some(name) => name,
            None if layer.path.starts_with(SCRIPTS) => layer.path,
            None => continue,
        };
        let file: Arc<str> = Arc::from(layer.shown.as_str());
        let Ok(source) = std::str::from_utf8(&layer.bytes) else {
            let message = text!("het sjabloon is geen UTF-8", "the template is not UTF-8");
            let help = text!("bewaar het bestand als UTF-8", "save the file as UTF-8");
            diagnostics.push(Diagnostic::new(Code::TemplateSyntax, Place::new(&file, 0..0), message, help));
            continue;
        };
        let name = if layer.is_own { layer.shown.clone() } else { format!("{DEFAULT_PREFIX}{name}") };
        templates.push((name, source, file));
    }
    if diagnostics.len() > before {
        return None;
    }
    let all = templates.iter().map(|(name, source, _)| (name.as_str(), *source));
    let Err(error) = tera.add_raw_templates(all) else { return Some(tera) };
    report_syntax(settings.language, &templates, diagnostics);
    if diagnostics.len() == before {
        report_whole(&error, &templates, diagnostics);
    }
    None
}

type Template<'a> = (String, &'a str, Arc<str>);

/// Tera stops at the first template that it cannot parse, so then each is tried alone.
fn report_syntax(language: Language, templates: &[Template<'_>], diagnostics: &mut Vec<Diagnostic>) {
    for (name, source, file) in templates {
        let mut alone = Tera::default();
        filters::register(&mut alone, language);
        let Err(error) = alone.add_raw_template(name, source) else { continue };
        if let ErrorKind::SyntaxError(report) = error.kind() {
            let words = report.message();
            let message = text!(
                "het sjabloon is hier niet te lezen: {words}",
                "the template cannot be read here: {words}"
            );
            let help = text!("herstel het sjabloon op deze plek", "mend the template here");
            let place = Place::new(file, report.span().range.clone());
            diagnostics.push(Diagnostic::new(Code::TemplateSyntax, place, message, help));
        }
    }
}

/// Faults that show only when all templates are together: unknown filters, missing parents.
fn report_whole(error: &tera::Error, templates: &[Template<'_>], diagnostics: &mut Vec<Diagnostic>) {
    let words = error.to_string();
    for fault in words.split("\nerror: ").map(|fault| fault.trim_start_matches("error: ")) {
        let first = fault.lines().next().unwrap_or(fault);
        let (file, span) = place_in(fault, templates);
        let mut problems = Problems::of(&file);
        let message = text!(
            "de sjablonen passen niet bij elkaar: {first}",
            "the templates do not fit together: {first}"
        );
        let help = text!("herstel het sjabloon op deze plek", "mend the template here");
        problems.add(Code::TemplateSyntax, span, message, help);
        diagnostics.extend(problems.found);
    }
}

/// Tera names the place in words: `--> file:line:column`.
fn place_in(fault: &str, templates: &[Template<'_>]) -> (Arc<str>, std::ops::Range<usize>) {
    let place = fault.lines().find_map(|line| line.trim_start().strip_prefix("--> "));
    let mut parts = place.unwrap_or("").trim().rsplitn(3, ':');
    let column = parts.next().and_then(|part| part.parse::<usize>().ok()).unwrap_or(1);
    let line = parts.next().and_then(|part| part.parse::<usize>().ok()).unwrap_or(1);
    let name = parts.next().unwrap_or("");
    let Some((_, source, file)) =
        templates.iter().find(|(other, ..)| other == name || fault.contains(other.as_str()))
    else {
        return (Arc::from("themes"), 0..0);
    };
    let line_start: usize = source.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let at = (line_start + column.saturating_sub(1)).min(source.len());
    (Arc::clone(file), at..at)
}

/// As many bytes as most pages have.
const PAGE: usize = 48 * 1024;

/// Renders a template into `out`; nothing is written of one that fails.
pub(super) fn render(
    tera: &Tera,
    template: &str,
    context: &Context,
    out: &mut dyn Write,
) -> Result<(), RenderProblem> {
    // Tera writes a page in a thousand morsels: they are put together first, and the page is gone once it is out.
    let mut page = Vec::with_capacity(PAGE);
    let Err(error) = tera.render_to(template, context, &mut page) else {
        return out.write_all(&page).map_err(RenderProblem::Machine);
    };
    let (file, span, message) = match error.kind() {
        ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => {
            (report.filename().to_owned(), report.span().range.clone(), report.message().to_owned())
        }
        _ => (template.to_owned(), 0..0, error.to_string()),
    };
    let Told { words, help } = missing::told(&message, &error.to_string(), context);
    Err(RenderProblem::Template(Box::new(TemplatePlace { file, span, words, help })))
}
