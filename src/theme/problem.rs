//! Why a page could not be rendered.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::language::Text;
use crate::text;
use std::io;
use std::ops::Range;
use std::sync::Arc;

/// Why a page could not be rendered.
#[derive(Debug)]
pub enum RenderProblem {
    /// The place it was written to failed.
    Machine(io::Error),
    /// The template asked for something that is not there.
    Template(Box<TemplatePlace>),
}

/// A fault in a template, met while rendering.
#[derive(Clone, Debug)]
pub struct TemplatePlace {
    /// The template.
    pub file: String,
    /// Where in it, in bytes.
    pub span: Range<usize>,
    /// What is wrong, in words.
    pub words: Text,
    /// What to do, where that is more than to mend the template.
    pub help: Option<Text>,
}

impl RenderProblem {
    /// A script that could not be rendered, as a diagnostic. It was written to memory, which does not fail.
    #[must_use]
    pub(super) fn of_script(self, path: &str) -> Diagnostic {
        let place = match self {
            Self::Template(place) => *place,
            Self::Machine(error) => {
                let words = text!("{error}", "{error}");
                TemplatePlace { file: path.to_owned(), span: 0..0, words, help: None }
            }
        };
        place.diagnostic(path, None)
    }
}

impl TemplatePlace {
    /// The fault as a diagnostic that shows both places: the template's and the record's.
    #[must_use]
    pub fn diagnostic(&self, page: &str, record: Option<&Place>) -> Diagnostic {
        let Text { nl, en } = &self.words;
        let message = text!(
            "het sjabloon kan de pagina /{page} niet maken: {nl}",
            "the template cannot make the page /{page}: {en}"
        );
        let mend = || text!("herstel het sjabloon op deze plek", "mend the template here");
        let help = self.help.clone().unwrap_or_else(mend);
        let place = Place::new(&Arc::from(self.file.as_str()), self.span.clone());
        let diagnostic = Diagnostic::new(Code::TemplateRender, place, message, help);
        match record {
            Some(record) => diagnostic.beside(record.clone(), text!("voor dit bericht", "for this record")),
            None => diagnostic,
        }
    }
}
