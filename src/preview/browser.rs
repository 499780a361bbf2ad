//! The scripts that the preview puts in a browser; they travel in the program.

/// Their names below [`PREFIX`](super::PREFIX), and their text.
const SCRIPTS: &[(&str, &str)] =
    &[("clock.js", include_str!("browser/clock.js")), ("preview.js", include_str!("browser/preview.js"))];

/// The script by this name.
pub(super) fn script(name: &str) -> Option<&'static str> {
    SCRIPTS.iter().find(|(own, _)| *own == name).map(|(_, text)| *text)
}
