//! `_headers` and `_redirects`: files that Netlify and Cloudflare Pages read by themselves when they stand at the root
//! of what is published.
//!
//! Both know `*` for any stretch of a path, once in a rule. Where several rules fit an address, Cloudflare joins the
//! values that they give one header, so here no address gets a header from two rules.

use super::answer::{ASKED_AGAIN, DATA, KEPT, security};
use super::moves::Moves;
use super::{KEPT_FOLDER, spelling};
use crate::site::Site;
use std::collections::BTreeSet;

/// `_headers` of a site with files at these paths, besides those of its notices.
pub(super) fn headers<'a>(site: &Site, paths: impl Iterator<Item = &'a str>) -> String {
    let base = spelling::base(site);
    let mut text = String::from("# Termijn\n");
    let mut rule = |path: &str, headers: &[(&str, &str)]| {
        text.push_str(&format!("{base}{path}\n"));
        headers.iter().for_each(|(name, value)| text.push_str(&format!("  {name}: {value}\n")));
    };
    rule("*", &security(site));
    for data in &DATA {
        let content_type = data.content_type();
        let mut headers = Vec::new();
        // Hosts know plain JSON by its name; this rule fits `feed.json` too, which says its own type.
        if !data.is_plain_json {
            headers.push(("Content-Type", content_type.as_str()));
        }
        if data.ending != "feed.json" {
            headers.push(("Access-Control-Allow-Origin", "*"));
        }
        rule(&format!("*{}", data.ending), &headers);
    }
    rule(&format!("{KEPT_FOLDER}*"), &[("Cache-Control", KEPT)]);
    rule("", &[("Cache-Control", ASKED_AGAIN)]);
    // Where no other plan looks: the notices of a section, and what the publisher writes itself.
    let sections = site.sections.keys().map(|section| format!("{section}/"));
    let folders = sections.chain([".termijn/".to_owned()]);
    for rule_path in asked_again(paths.map(str::to_owned).chain(folders)) {
        rule(&rule_path, &[("Cache-Control", ASKED_AGAIN)]);
    }
    text
}

/// The fewest rules that fit all of these paths and nothing that is kept: the shortest beginnings. Netlify takes a
/// capital for its small letter, and a dot in a part with a `*` for any character.
fn asked_again(paths: impl Iterator<Item = String>) -> BTreeSet<String> {
    let rule = |path: String| {
        let ends = path.char_indices().map(|(at, c)| at + c.len_utf8());
        let is_apart = |end: &usize| !KEPT_FOLDER.starts_with(&path[..*end].to_ascii_lowercase());
        let start = &path[..ends.into_iter().find(is_apart).unwrap_or(path.len())];
        if !start.contains('.') {
            return format!("{start}*");
        }
        path.split_once('/').map_or_else(|| path.clone(), |(folder, _)| format!("{folder}/*"))
    };
    paths.filter(|path| !path.starts_with(KEPT_FOLDER)).map(rule).collect()
}

/// `_redirects`. Old addresses stand first: of the lines that fit an address the first counts.
///
/// At an old address stands a page too, for hosts that know no redirects. Netlify passes over a redirect where there is
/// a page, unless it has a `!`; Cloudflare never does, and does not know the `!`. So each stands there twice, and either
/// host passes over the line that it does not know. Cloudflare knows no 410 either: there the page of a retired notice
/// stands, which says the same to whoever reads it.
pub(super) fn redirects(site: &Site, moves: &Moves) -> String {
    let base = spelling::base(site);
    let mut text = String::from("# Termijn\n");
    for moved in &moves.moved {
        let (from, to) = (&moved.from, &moved.to);
        text.push_str(&format!("{base}{from} {base}{to} 301!\n{base}{from} {base}{to} 301\n"));
    }
    for gone in &moves.gone {
        text.push_str(&format!("{base}{gone}* {base}{gone}index.html 410!\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_fit_everything_but_what_is_kept() {
        let paths =
            ["aanvragen/", "agenda/", "thema/style.css", "termijn.json", "t/", "thema-dag/", "theater/"];
        let odd = [".well-known/security.txt", "t.html", "Thee/"];
        let found: Vec<_> =
            asked_again(paths.into_iter().chain(odd).map(str::to_owned)).into_iter().collect();
        assert_eq!(found, [".well-known/*", "Thee*", "a*", "t.html", "t/*", "te*", "thea*", "thema-*"]);
    }
}
