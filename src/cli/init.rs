//! `termijn init`: a site to start with, that can be built at once.

use super::args::Args;
use super::project::shown;
use super::{Exit, create, project, report};
use crate::scaffold;
use crate::text;
use crate::time::Zone;
use std::ffi::OsStr;

/// Writes the site to `folder`, or else to the root.
pub(super) fn run(args: &Args, folder: Option<&OsStr>) -> Exit {
    let root = folder.map_or_else(|| args.root.clone(), |folder| args.root.join(folder));
    // There are no settings yet; the new ones say this zone.
    let zone = Zone::named("Europe/Amsterdam").expect("the zone data has Amsterdam");
    let at = match project::instant(args, zone) {
        Ok(at) => at,
        Err(exit) => return exit,
    };
    let today = zone.date_of(at);
    let files = scaffold::site(today, args.language);
    if let Err(exit) = create::create(&root, &files, args) {
        return exit;
    }
    for file in &files {
        report::print(&format!("{}\n", shown(&root.join(&file.path))));
    }
    let place = shown(&root);
    let (go_nl, go_en) = if place.is_empty() || place == "." {
        (String::new(), String::new())
    } else {
        (
            format!("Ga naar de map:              cd {place}\n"),
            format!("Go to the folder:        cd {place}\n"),
        )
    };
    // Drafts count from their own moment on, so the examples show from then.
    let later = scaffold::examples_from(today);
    let words = text!(
        "
De site staat klaar. De twee voorbeelden zijn concepten; zij komen niet op de site.

{go_nl}Pas de instellingen aan in:  termijn.toml
Controleer alles met:        termijn check
Bouw de site met:            termijn build
Bekijk de site met:          termijn serve --open
Met de twee concepten:       termijn serve --open --at {later}
Schrijf een bericht met:     termijn new vacature \"Beleidsadviseur groen\"
",
        "
The site is ready. The two examples are drafts; they do not appear on the site.

{go_en}Change the settings in:  termijn.toml
Check everything with:   termijn check
Build the site with:     termijn build
See the site with:       termijn serve --open
With the two drafts:     termijn serve --open --at {later}
Write a notice with:     termijn new vacature \"Beleidsadviseur groen\"
"
    );
    report::print(words.to(args.language));
    Exit::Done
}
