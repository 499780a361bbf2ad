//! `.htaccess`: one at the root, and one in each folder about which there is more to say.
//!
//! Apache reads these files anew for every request, from the root down to the folder that is asked for. One file with
//! every old address and every retired notice would be read for each picture; in their own folders they cost nothing
//! to anyone else.

use super::KEPT_FOLDER;
use super::answer::{ASKED_AGAIN, DATA, KEPT, PACKABLE, security};
use super::moves::Moves;
use super::spelling::{absolute, pattern, quoted, read_base};
use crate::site::Site;
use std::collections::BTreeMap;

/// The files of a site, by path.
pub(super) fn folders(site: &Site, moves: &Moves) -> BTreeMap<String, String> {
    let base = read_base(site);
    let mut folders = BTreeMap::from([(String::new(), root(site, &base))]);
    let kept = format!("Header always set Cache-Control \"{KEPT}\"\n");
    folders.insert(KEPT_FOLDER.to_owned(), kept);
    for moved in &moves.moved {
        let folder = moved.from.rfind('/').map_or("", |slash| &moved.from[..=slash]);
        let from = format!("\"^{}$\"", pattern(&format!("{base}{}", moved.from)));
        let to = quoted(&absolute(site, &moved.to));
        let text = folders.entry(folder.to_owned()).or_default();
        text.push_str(&format!("RedirectMatch 301 {from} {to}\n"));
    }
    for gone in &moves.gone {
        let first = moves.moved.partition_point(|moved| moved.from < *gone);
        let below = moves.moved[first..].iter().map(|moved| moved.from.as_str());
        let below = below.take_while(|from| from.starts_with(gone.as_str()));
        folders.entry(gone.clone()).or_default().push_str(&gone_folder(&base, gone, below));
    }
    folders.into_iter().map(|(folder, text)| (format!("{folder}.htaccess"), text)).collect()
}

fn root(site: &Site, base: &str) -> String {
    let missing = quoted(&format!("{base}404.html"));
    let mut text = format!(
        "# Termijn, for Apache 2.4 with mod_headers, mod_alias, mod_mime, mod_dir and mod_rewrite.\n\
         # The folder needs: AllowOverride FileInfo Indexes Options=Indexes\n\
         Options -Indexes\n\
         DirectoryIndex index.html\n\
         ErrorDocument 403 {missing}\n\
         ErrorDocument 404 {missing}\n\
         RedirectMatch 404 \"^{0}(\\.termijn(/|$)|_headers$|_redirects$|(.*/)?\\.ht)\"\n\
         AddDefaultCharset utf-8\n\
         AddCharset utf-8 .css .csv .html .ics .js .svg .txt .xml\n\
         Header always set Cache-Control \"{ASKED_AGAIN}\"\n",
        pattern(base),
    );
    for (name, value) in security(site) {
        text.push_str(&format!("Header always set {name} {}\n", quoted(value)));
    }
    // Of the sections that fit a file the last counts.
    for data in DATA.iter().rev() {
        let (fits, content_type) = (pattern(data.ending), data.content_type());
        text.push_str(&format!(
            "<FilesMatch \"{fits}$\">\n\
             ForceType \"{content_type}\"\n\
             Header always set Access-Control-Allow-Origin \"*\"\n\
             </FilesMatch>\n"
        ));
    }
    text.push_str(&format!(
        "<IfModule mod_deflate.c>\n\
         <IfModule mod_filter.c>\n\
         AddOutputFilterByType DEFLATE text/html {}\n\
         </IfModule>\n\
         # A packed answer has -gzip in its tag, which the file itself has not.\n\
         RequestHeader edit* If-None-Match '-gzip\"' '\"'\n\
         </IfModule>\n",
        PACKABLE.join(" ")
    ));
    text
}

/// Everything in the folder is gone; what is told is its page. That page is asked for once more by Apache itself, and
/// then has a status already.
fn gone_folder<'a>(base: &str, gone: &str, moved: impl Iterator<Item = &'a str>) -> String {
    let page = quoted(&format!("{base}{gone}index.html"));
    let mut text =
        format!("ErrorDocument 410 {page}\nRewriteEngine On\nRewriteCond %{{ENV:REDIRECT_STATUS}} ^$\n");
    for from in moved {
        text.push_str(&format!(
            "RewriteCond %{{REQUEST_URI}} \"!^{}$\"\n",
            pattern(&format!("{base}{from}"))
        ));
    }
    text.push_str("RewriteRule ^ - [G]\n");
    text
}
