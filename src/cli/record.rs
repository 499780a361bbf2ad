//! The record that somebody means on the command line.

use super::args::Args;
use super::{Exit, project, report};
use crate::record::Notice;
use crate::source::nearest;
use crate::text;
use std::path::Path;
use std::sync::Arc;

/// The record that is meant: by reference, by section and slug, or by its path.
pub(super) fn found<'a>(args: &Args, project: &'a project::Project, typed: &str) -> Result<&'a Notice, Exit> {
    let notices = &project.inputs.records.notices;
    let path = Path::new(typed).strip_prefix(".").unwrap_or(Path::new(typed));
    let shown = path.to_string_lossy();
    let from_root = path.strip_prefix(args.root.strip_prefix(".").unwrap_or(&args.root)).unwrap_or(path);
    let is_meant = |file: &str| Path::new(file) == path || Path::new(file) == from_root;
    let address = typed.trim_matches('/');
    let by_name = |notice: &&Arc<Notice>| {
        notice.facts.reference.as_deref() == Some(typed)
            || format!("{}/{}", notice.section, notice.slug) == address
            || is_meant(&notice.place.file)
    };
    if let Some(notice) = notices.iter().find(by_name) {
        return Ok(notice);
    }
    let of_file: Vec<_> = project
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error() && is_meant(&diagnostic.label.place.file))
        .cloned()
        .collect();
    if !of_file.is_empty() {
        report::draw(&of_file, &project.tree, args.language);
        return Err(Exit::Content);
    }
    let ids: Vec<String> = notices.iter().map(|notice| notice.id()).collect();
    let message = text!("er is geen bericht \"{shown}\"", "there is no record \"{shown}\"");
    let help = match nearest(typed, ids.iter().map(String::as_str)) {
        Some(near) => text!("bedoelt u {near}?", "did you mean {near}?"),
        None => text!(
            "noem het pad, rubriek/naam of het kenmerk; een bericht met fouten vindt u met `termijn check`",
            "name the path, section/slug or the reference; `termijn check` finds a record with errors"
        ),
    };
    Err(report::wrong_usage(&message, &help, args.language))
}
