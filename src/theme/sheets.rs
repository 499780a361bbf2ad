//! The addresses in style sheets: finding them, and leading those of the theme's own files to the names under which
//! they are published.

use super::StaticFile;
use std::collections::BTreeMap;
use std::ops::Range;

/// What stands before an address.
const OPENINGS: [&str; 4] = ["url(", "@import", "image-set(", "src("];

/// The places of all addresses in a style sheet: behind `url(`, and in the string of an `@import`.
pub(super) fn addresses(sheet: &str) -> Vec<Range<usize>> {
    let sheet = without_comments(sheet).to_ascii_lowercase();
    let mut found = Vec::new();
    for opening in OPENINGS {
        for (at, _) in sheet.match_indices(opening) {
            let rest = &sheet[at + opening.len()..];
            let address = rest.trim_start().trim_start_matches(['"', '\'']).trim_start();
            let start = sheet.len() - address.len();
            let end = address.find(['"', '\'', ')', ';', ' ', '\n']).unwrap_or(address.len());
            if !found.contains(&(start..start + end)) {
                found.push(start..start + end);
            }
        }
    }
    found.sort_by_key(|span| span.start);
    found
}

/// The sheet with the addresses of files that are published under another name led there. `name` is the sheet's own,
/// below which relative addresses are looked up; any other address stays as it is.
pub(super) fn led_to(files: &BTreeMap<String, StaticFile>, name: &str, sheet: &str) -> String {
    let mut led = String::with_capacity(sheet.len());
    let mut from = 0;
    for span in addresses(sheet) {
        let address = &sheet[span.clone()];
        let Some(file) = target(name, address).and_then(|target| files.get(&target)) else { continue };
        // The folders stay, so only the last part differs.
        let end = span.start + address.find(['?', '#']).unwrap_or(address.len());
        let start = span.start + sheet[span.start..end].rfind('/').map_or(0, |slash| slash + 1);
        led.push_str(&sheet[from..start]);
        led.push_str(file.path.rsplit('/').next().unwrap_or(&file.path));
        from = end;
    }
    led + &sheet[from..]
}

/// The name of the theme's file to which a relative address in a sheet leads: `../letter.woff2` in `a/b.css` is
/// `letter.woff2`. `None` for an address that is not relative, or leads out of the folder.
pub(super) fn target(name: &str, address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    if path.is_empty() || path.starts_with('/') || path.contains([':', '\\']) {
        return None;
    }
    let mut parts: Vec<&str> = name.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The same text, as long, with blanks for comments.
fn without_comments(sheet: &str) -> String {
    let mut blanked = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(start) = rest.find("/*") {
        let end = rest[start + 2..].find("*/").map_or(rest.len(), |end| start + 2 + end + 2);
        blanked.push_str(&rest[..start]);
        blanked.extend(rest[start..end].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        rest = &rest[end..];
    }
    blanked + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn an_address_of_a_file_of_the_theme_gets_its_published_name() {
        let file = |name: &str| (name.to_owned(), StaticFile::named(name, Arc::from(*b"x")));
        let files = BTreeMap::from([file("fonts/letter.woff2"), file("basis.css")]);
        let short = &files["basis.css"].digest.to_string()[..16];
        let check = |name: &str, sheet: &str, expected: &str| {
            assert_eq!(led_to(&files, name, sheet), expected.replace("DIGEST", short), "{sheet}");
        };
        check("a.css", "url(\"fonts/letter.woff2\")", "url(\"fonts/letter.DIGEST.woff2\")");
        check("a.css", "url(./fonts/letter.woff2?#iefix) b", "url(./fonts/letter.DIGEST.woff2?#iefix) b");
        check("fonts/a.css", "src: url( 'letter.woff2' )", "src: url( 'letter.DIGEST.woff2' )");
        check("css/a.css", "url(../fonts/letter.woff2)", "url(../fonts/letter.DIGEST.woff2)");
        check("a.css", "@import \"basis.css\"; é {}", "@import \"basis.DIGEST.css\"; é {}");
        check("a.css", "@import url(basis.css);", "@import url(basis.DIGEST.css);");
        for same in [
            "url(../fonts/letter.woff2)",
            "url(/fonts/letter.woff2)",
            "url(https://x.nl/basis.css)",
            "url(data:font/woff2;base64,xx)",
            "url(#marker)",
            "url(onbekend.png)",
            "/* url(basis.css) */ a { color: red }",
            "url(",
        ] {
            check("a.css", same, same);
        }
    }
}
