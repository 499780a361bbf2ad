//! Addresses as settings of servers spell them.
//!
//! Aliases, sections and names of notices are made of letters, digits and `-_.~` (content sees to that), so it is the
//! administrator's own `base_url` that can hold anything else. It is written so that it stays an address all the same.

use crate::name::decode_percent;
use crate::site::Site;

/// The path part of the site's address as browsers send it: `/`, or `/onder/pad/`.
pub(super) fn base(site: &Site) -> String {
    encoded(site.settings.base_path())
}

/// The same as servers compare it: with what was encoded read, unless that would not be on one line.
pub(super) fn read_base(site: &Site) -> String {
    let read = decode_percent(site.settings.base_path());
    if read.contains(char::is_control) { base(site) } else { read }
}

/// The absolute address of a path.
pub(super) fn absolute(site: &Site, path: &str) -> String {
    encoded(&site.absolute(path))
}

/// Every character encoded that could mean something to a server.
fn encoded(address: &str) -> String {
    let mut encoded = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/:@%[],()+=&!".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// Between double quotes, for nginx and Apache.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A pattern that matches this text alone. It needs quotes, and no more escapes between them.
pub(super) fn pattern(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // A quote in quotes; everywhere else a backslash before a sign means that sign.
            '"' => pattern.push_str("\\x22"),
            c if c.is_ascii_punctuation() && !"/-_~%&=@:,".contains(c) => pattern.extend(['\\', c]),
            c => pattern.push(c),
        }
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_its_place() {
        assert_eq!(encoded("https://x.nl/a$b'c;d{e} f\né"), "https://x.nl/a%24b%27c%3Bd%7Be%7D%20f%0A%C3%A9");
        assert_eq!(quoted("/a\"b\\c/"), "\"/a\\\"b\\\\c/\"");
        assert_eq!(pattern("/oud/a.b-c~1_$\"(x)"), "/oud/a\\.b-c~1_\\$\\x22\\(x\\)");
    }
}
