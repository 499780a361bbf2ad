//! What `init` and `new` share: the files put on disk, and what to say when that fails.

use super::args::Args;
use super::project::shown;
use super::{Exit, report};
use crate::host::creation::{self, NotCreated};
use crate::scaffold::File;
use crate::text;
use std::path::Path;

/// Makes the files below `root`; an exit code when that fails.
pub(super) fn create(root: &Path, files: &[File], args: &Args) -> Result<(), Exit> {
    let pairs: Vec<_> = files.iter().map(|file| (&*file.path, &*file.text)).collect();
    creation::create(root, &pairs).map_err(|refused| match refused {
        NotCreated::Taken(paths) => {
            let list = paths.iter().map(|path| shown(path)).collect::<Vec<_>>().join(", ");
            let message = text!(
                "dit bestaat al, en Termijn schrijft er niet overheen: {list}",
                "this is there already, and Termijn does not write over it: {list}"
            );
            let help = text!(
                "kies een andere naam of map, of verplaats wat er staat",
                "choose another name or folder, or move what is there"
            );
            report::wrong_usage(&message, &help, args.language)
        }
        NotCreated::LeadsOut(path) => {
            let path = shown(&path);
            let message = text!(
                "een symbolische link op weg naar {path} leidt buiten de site",
                "a symbolic link on the way to {path} leads out of the site"
            );
            let help = text!("maak van de link een echte map", "make the link a real folder");
            report::wrong_usage(&message, &help, args.language)
        }
        NotCreated::Machine { error, written } => {
            let exit = report::machine(&error.message(), args.language);
            if !written.is_empty() {
                let list = written.join(", ");
                let words = text!("Wel geschreven: {list}\n", "Written all the same: {list}\n");
                report::print_error(words.to(args.language));
            }
            exit
        }
    })
}
