//! Names that are never content: what editors, version control and desktops leave behind.

/// Whether a file or folder of this name is hidden.
#[must_use]
pub fn is_hidden(name: &str) -> bool {
    name.starts_with('.')
}

/// Whether a *file* of this name is left behind by an editor or a desktop.
///
/// `4913` is the file with which Vim tries whether it may write. A folder of that name is a record.
#[must_use]
pub fn is_leftover(name: &str) -> bool {
    is_hidden(name)
        || [".swp", ".swo", ".tmp", ".bck", "~"].iter().any(|end| name.ends_with(end))
        || ["4913", "Thumbs.db", "desktop.ini"].contains(&name)
        || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_never_content() {
        for name in [
            ".git",
            ".#a.md",
            "a.md~",
            "a.md.swp",
            "a.swo",
            "a.tmp",
            "a.bck",
            "4913",
            "#a.md#",
            "Thumbs.db",
            "desktop.ini",
        ] {
            assert!(is_leftover(name), "{name}");
        }
        for name in ["a.md", "4913.md", "#1.pdf", "#", "tmp", "swp.md", "index.toml"] {
            assert!(!is_leftover(name), "{name}");
        }
    }
}
