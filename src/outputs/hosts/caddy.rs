//! `.termijn/Caddyfile`: what belongs in the site's block of a Caddyfile.

use super::KEPT_FOLDER;
use super::answer::{ASKED_AGAIN, DATA, KEPT, security};
use super::moves::Moves;
use super::spelling::{absolute, base, pattern};
use crate::site::Site;

/// The snippet of a site.
pub(super) fn snippet(site: &Site, moves: &Moves) -> String {
    let base = base(site);
    let mut text = format!(
        "# Termijn. In the block of the site, after `root`:\n\
         #   import /the/site/.termijn/Caddyfile\n\
         # Caddy reads this file when it starts and when it is told to reload.\n\
         encode zstd gzip\n\
         @termijn path {base}*\n\
         header @termijn {{\n"
    );
    for (name, value) in security(site) {
        text.push_str(&format!("{name} \"{value}\"\n"));
    }
    text.push_str(&format!(
        "}}\n\
         @termijn_kept path {base}{KEPT_FOLDER}*\n\
         header @termijn_kept Cache-Control \"{KEPT}\"\n\
         @termijn_asked_again {{\n\
         path {base}*\n\
         not path {base}{KEPT_FOLDER}*\n\
         }}\n\
         header @termijn_asked_again Cache-Control \"{ASKED_AGAIN}\"\n"
    ));
    for (index, data) in DATA.iter().enumerate() {
        let earlier = DATA[..index].iter().filter(|other| other.ending.ends_with(data.ending));
        let not: String = earlier.map(|other| format!("not path *{}\n", other.ending)).collect();
        text.push_str(&format!(
            "@termijn_data_{index} {{\npath {base}*\npath_regexp {}$\n{not}}}\n\
             header @termijn_data_{index} {{\n\
             Content-Type \"{}\"\n\
             Access-Control-Allow-Origin \"*\"\n\
             }}\n",
            pattern(data.ending),
            data.content_type(),
        ));
    }
    for moved in &moves.moved {
        text.push_str(&format!("redir {base}{} {} 301\n", moved.from, absolute(site, &moved.to)));
    }
    if !moves.gone.is_empty() {
        text.push_str("@termijn_gone {\n");
        moves.gone.iter().for_each(|gone| text.push_str(&format!("path {base}{gone}*\n")));
        text.push_str("}\nerror @termijn_gone 410\n");
    }
    text.push_str(&errors(&base));
    text.push_str("file_server {\nhide .termijn .htaccess _headers _redirects\n}\n");
    text
}

/// An error has the page that tells of it, and nothing that its address would have had.
fn errors(base: &str) -> String {
    format!(
        "handle_errors {{\n\
         header -Content-Type\n\
         header -Access-Control-Allow-Origin\n\
         header Cache-Control \"{ASKED_AGAIN}\"\n\
         @termijn_retired {{\n\
         expression {{http.error.status_code}} == 410\n\
         path_regexp termijn ^({}[^/]+/[^/]+)/\n\
         }}\n\
         handle @termijn_retired {{\n\
         rewrite * {{re.termijn.1}}/index.html\n\
         file_server\n\
         }}\n\
         handle {{\n\
         rewrite * {base}404.html\n\
         file_server\n\
         }}\n\
         }}\n",
        pattern(base)
    )
}
