//! Addresses: from a path on the site to a link, an absolute address and a file.

use super::Site;
use crate::lifecycle::Disclosed;

impl Site {
    /// A link to a path on this site: `aanvragen/13995/` → `/aanvragen/13995/`, below the folder of
    /// `base_url` when it has one. The path may hold any character; it is encoded here.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        format!("{}{}", self.settings.base_path(), encode_path(path))
    }

    /// The absolute address of a path on this site.
    #[must_use]
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{}", self.settings.base_url, encode_path(path))
    }

    /// The path of a notice's own page: `aanvragen/13995-wijkcoordinator/`.
    #[must_use]
    pub fn notice_path(&self, notice: &Disclosed) -> String {
        format!("{}/{}/", notice.section(), notice.slug())
    }

    /// The notice in whose folder a path of the output lies.
    #[must_use]
    pub fn notice_above(&self, path: &str) -> Option<usize> {
        let mut parts = path.splitn(3, '/');
        let (section, slug, _) = (parts.next()?, parts.next()?, parts.next()?);
        self.index_of(section, slug)
    }
}

/// The file that answers to a path: `aanvragen/` → `aanvragen/index.html`.
#[must_use]
pub fn output_path(path: &str) -> String {
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

/// A path with every byte encoded that RFC 3986 section 3.3 does not let stand in one.
#[must_use]
pub fn encode_path(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z'
            | b'A'..=b'Z'
            | b'0'..=b'9'
            | b'-'
            | b'.'
            | b'_'
            | b'~'
            | b'/'
            | b','
            | b'('
            | b')'
            | b'@'
            | b'+' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_files_and_links() {
        assert_eq!(output_path(""), "index.html");
        assert_eq!(output_path("a/b/"), "a/b/index.html");
        assert_eq!(output_path("a/b.pdf"), "a/b.pdf");
        assert_eq!(encode_path("a/bijlage één \"x\".pdf"), "a/bijlage%20%C3%A9%C3%A9n%20%22x%22.pdf");
    }
}
