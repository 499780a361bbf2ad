//! Why an output folder is refused, in words for who typed its name.

use crate::language::Text;
use crate::text;
use std::path::PathBuf;

/// The output folder cannot be used. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The folder holds files and no manifest of ours.
    NotOurs {
        /// The folder.
        path: PathBuf,
        /// A file found there.
        example: String,
    },
    /// The folder is, holds or lies in `content/` or `themes/`, or is or holds the project itself.
    HoldsSources {
        /// The folder.
        path: PathBuf,
    },
    /// The folder is a symbolic link, or is reached through one inside the project.
    ThroughLink {
        /// The link.
        path: PathBuf,
    },
    /// A file stands where the folder or one above it should be.
    NotADirectory {
        /// The file.
        path: PathBuf,
    },
    /// Something that is not ours stands where the site needs a file or a folder.
    TakenByOther {
        /// Its path from the output folder.
        path: String,
    },
    /// Another build is publishing to the folder.
    Busy,
}

impl Refusal {
    /// What was found.
    #[must_use]
    pub fn message(&self) -> Text {
        match self {
            Self::NotOurs { path, example } => text!(
                "de map {path} bevat bestanden die niet van Termijn zijn, zoals {example}",
                "the folder {path} holds files that are not Termijn's, such as {example}",
                path = path.display(),
            ),
            Self::HoldsSources { path } => text!(
                "in de map {path} staan de bronnen van de site; daar kan de uitvoer niet komen",
                "the folder {path} holds the sources of the site, so the output cannot go there",
                path = path.display(),
            ),
            Self::ThroughLink { path } => text!(
                "{path} is een symbolische link; Termijn schrijft niet door een link heen",
                "{path} is a symbolic link; Termijn does not write through a link",
                path = path.display(),
            ),
            Self::NotADirectory { path } => {
                text!("{path} is geen map", "{path} is not a folder", path = path.display())
            }
            Self::TakenByOther { path } => text!(
                "de site heeft de plaats {path} nodig, maar daar staat iets dat niet van Termijn is",
                "the site needs the place {path}, but something stands there that is not Termijn's",
            ),
            Self::Busy => text!(
                "een andere opdracht schrijft al in de uitvoermap",
                "another command is already writing in the output folder",
            ),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Text {
        match self {
            Self::NotOurs { .. } => text!(
                "kies met --output-dir een nieuwe of lege map, of haal de bestanden daar zelf weg",
                "choose a new or empty folder with --output-dir, or move the files away yourself",
            ),
            Self::HoldsSources { .. } => text!(
                "kies met --output-dir een map naast content en themes, bijvoorbeeld public",
                "choose a folder beside content and themes with --output-dir, for example public",
            ),
            Self::ThroughLink { .. } => text!(
                "geef met --output-dir de map zelf op, niet een link ernaartoe",
                "name the folder itself with --output-dir, not a link to it",
            ),
            Self::NotADirectory { .. } => text!(
                "kies met --output-dir een andere map, of haal dit bestand weg",
                "choose another folder with --output-dir, or move this file away",
            ),
            Self::TakenByOther { .. } => text!(
                "haal het daar weg, of geef de pagina een ander adres",
                "move it away, or give the page another address",
            ),
            Self::Busy => {
                text!("wacht tot die klaar is en probeer het opnieuw", "wait until it is done and try again",)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_an_example() {
        let refusal = Refusal::NotOurs { path: "public".into(), example: "notes.txt".into() };
        assert_eq!(
            refusal.message().nl,
            "de map public bevat bestanden die niet van Termijn zijn, zoals notes.txt"
        );
    }
}
