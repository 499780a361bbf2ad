//! A link that opens a file at a line in the editor of whoever looks.

use super::desk::Wish;
use crate::diagnostic::Position;
use crate::site::encode_path;

impl Wish {
    /// The address that opens a file of the project at a place. The file stands in it with all its folders.
    #[must_use]
    pub(super) fn link(&self, file: &str, at: Position) -> String {
        let root = self.root.trim_end_matches('/');
        let place = encode_path(&format!("{root}/{file}"));
        let (line, column) = (at.line.to_string(), at.column.to_string());
        // The file last: a name may hold what looks like another of the three.
        let address = self.editor.replace("{line}", &line).replace("{column}", &column);
        address.replace("{file}", &place)
    }
}

/// The start of a file.
pub(super) const START: Position = Position { line: 1, column: 1 };
