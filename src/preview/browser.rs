//! The scripts that the preview puts in a browser; they travel in the program.

/// Names, each with the text of that file.
macro_rules! texts {
    ($($name:literal,)*) => {
        &[$(($name, include_str!(concat!("browser/", $name)))),*]
    };
}

/// Their names below [`PREFIX`](super::PREFIX), and their text.
const SCRIPTS: &[(&str, &str)] = texts![
    "ask.js",
    "bar.js",
    "checklist.js",
    "clock.js",
    "connection.js",
    "element.js",
    "keep.js",
    "look.js",
    "look_parts.js",
    "marks.js",
    "match.js",
    "morph.js",
    "overlay.js",
    "panel.js",
    "preview.js",
    "problem.js",
    "sheets.js",
    "shell.js",
    "source.js",
    "time.js",
    "travel.js",
    "update.js",
    "words.js",
];

/// The script by this name.
pub(super) fn script(name: &str) -> Option<&'static str> {
    SCRIPTS.iter().find(|(own, _)| *own == name).map(|(_, text)| *text)
}
