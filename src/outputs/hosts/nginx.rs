//! `.termijn/nginx.conf`: what belongs in the `server` block of the site.
//!
//! Headers stand once, with variables for what differs: a `location` with a header of its own would lose all others.
//! Variables are set anew when nginx turns to the page of an error, so an error never keeps what its address had.

use super::KEPT_FOLDER;
use super::answer::{ASKED_AGAIN, DATA, KEPT, PACKABLE, security};
use super::moves::Moves;
use super::spelling::{absolute, pattern, quoted, read_base};
use crate::site::Site;

/// The snippet of a site.
pub(super) fn snippet(site: &Site, moves: &Moves) -> String {
    let base = read_base(site);
    let common = common(site);
    let mut text = format!(
        "# Termijn. In the server block of the site, after `root`:\n\
         #   include /the/site/.termijn/nginx.conf;\n\
         # nginx reads this file when it starts and when it is told to reload.\n\
         set $termijn_cache \"{ASKED_AGAIN}\";\n\
         set $termijn_origin \"\";\n\
         set $termijn_gone \"\";\n",
    );
    let within = within(site, moves, &base);
    if base == "/" {
        text.push_str(&common);
        text.push_str(&within);
    } else {
        text.push_str(&format!("location ^~ {} {{\n{common}{within}}}\n", quoted(&base)));
    }
    text.push_str(&format!("location @termijn_gone {{\n{common}try_files $termijn_gone =404;\n}}\n"));
    text
}

/// What holds for every answer.
fn common(site: &Site) -> String {
    let types = PACKABLE.join(" ");
    let read_as_text: Vec<_> = PACKABLE.into_iter().filter(|name| *name != "application/json").collect();
    let mut text = format!(
        "index index.html;\n\
         charset utf-8;\n\
         charset_types {};\n\
         gzip on;\n\
         gzip_vary on;\n\
         gzip_proxied any;\n\
         gzip_types {types};\n",
        read_as_text.join(" "),
    );
    for (name, value) in security(site) {
        text.push_str(&format!("add_header {name} {} always;\n", quoted(value)));
    }
    text.push_str("add_header Cache-Control $termijn_cache always;\n");
    text.push_str("add_header Access-Control-Allow-Origin $termijn_origin always;\n");
    text
}

/// What holds below the site's own path.
fn within(site: &Site, moves: &Moves, base: &str) -> String {
    let at = |path: &str| quoted(&format!("{base}{path}"));
    let mut text = format!(
        "error_page 403 404 =404 {};\n\
         error_page 410 @termijn_gone;\n\
         location ^~ {} {{\nreturn 404;\n}}\n\
         location ^~ {} {{\nset $termijn_cache \"{KEPT}\";\n}}\n",
        at("404.html"),
        at(".termijn/"),
        at(KEPT_FOLDER),
    );
    for file in ["_headers", "_redirects"] {
        text.push_str(&format!("location = {} {{\nreturn 404;\n}}\n", at(file)));
    }
    for data in &DATA {
        let fits = format!("\"^{}.*{}$\"", pattern(base), pattern(data.ending));
        let media_type = data.media_type;
        text.push_str(&format!(
            "location ~ {fits} {{\ntypes {{\n}}\ndefault_type {media_type};\nset $termijn_origin \"*\";\n}}\n"
        ));
    }
    for moved in &moves.moved {
        let (from, to) = (at(&moved.from), quoted(&absolute(site, &moved.to)));
        text.push_str(&format!("location = {from} {{\nreturn 301 {to};\n}}\n"));
    }
    for gone in &moves.gone {
        let page = at(&format!("{gone}index.html"));
        text.push_str(&format!("location ^~ {} {{\nset $termijn_gone {page};\nreturn 410;\n}}\n", at(gone)));
    }
    text
}
