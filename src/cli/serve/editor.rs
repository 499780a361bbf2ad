//! How a link opens a file at a line in somebody's editor.

use crate::cli::{Exit, report};
use crate::language::Language;
use crate::source::nearest;
use crate::text;

/// The editors that are known by name, and the addresses to which they listen. `{file}` begins with `/`.
const EDITORS: &[(&str, &str)] = &[
    ("vscode", STANDARD),
    ("vscodium", "vscodium://file{file}:{line}:{column}"),
    ("cursor", "cursor://file{file}:{line}:{column}"),
    ("zed", "zed://file{file}:{line}:{column}"),
    ("idea", "idea://open?file={file}&line={line}&column={column}"),
    ("sublime", "subl://open?url=file://{file}&line={line}&column={column}"),
    ("textmate", "txmt://open?url=file://{file}&line={line}&column={column}"),
];

/// The address of the editor that most have.
pub(super) const STANDARD: &str = "vscode://file{file}:{line}:{column}";

/// The address that somebody means, by the editor's name or as typed.
pub(super) fn read(typed: &str, language: Language) -> Result<String, Exit> {
    if let Some((_, address)) = EDITORS.iter().find(|(name, _)| name.eq_ignore_ascii_case(typed)) {
        return Ok((*address).to_owned());
    }
    if typed.contains("{file}") && typed.contains(':') {
        return Ok(typed.to_owned());
    }
    let names: Vec<&str> = EDITORS.iter().map(|(name, _)| *name).collect();
    let message = text!("de editor \"{typed}\" is niet bekend", "the editor \"{typed}\" is not known");
    let list = names.join(", ");
    let help = match nearest(&typed.to_lowercase(), names.iter().copied()) {
        Some(near) => text!("bedoelt u {near}?", "did you mean {near}?"),
        None => text!(
            "kies uit: {list}; of noem een adres, zoals \"editor://open?file={{file}}&line={{line}}\"",
            "choose from: {list}; or name an address, such as \"editor://open?file={{file}}&line={{line}}\""
        ),
    };
    Err(report::wrong_usage(&message, &help, language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editors_are_known_by_name_or_by_their_address() {
        let read = |typed| read(typed, Language::Dutch).ok();
        assert_eq!(read("vscode").as_deref(), Some(STANDARD));
        assert_eq!(read("VSCodium").as_deref(), Some("vscodium://file{file}:{line}:{column}"));
        assert_eq!(read("emacs://{file}@{line}").as_deref(), Some("emacs://{file}@{line}"));
        assert_eq!(read("vscoed"), None);
        assert_eq!(read("notepad"), None);
    }
}
