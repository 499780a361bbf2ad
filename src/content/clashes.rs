//! What only shows when records are laid side by side: one panel in two places at once.

use super::memory::Named;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Language;
use crate::record::{Notice, Window};
use crate::text;
use crate::time::print;
use std::collections::BTreeMap;

/// Warns of windows of one panel that overlap, in two records or in one.
pub(super) fn find(notices: &[Named], diagnostics: &mut Vec<Diagnostic>) {
    let mut by_panel: BTreeMap<&str, Vec<(&Window, &Notice)>> = BTreeMap::new();
    for Named { notice, .. } in notices {
        let Some((panel, windows)) = &notice.aside.panel else { continue };
        let windows = windows.iter().map(|window| (window, &**notice));
        by_panel.entry(panel).or_default().extend(windows);
    }
    for (panel, mut windows) in by_panel {
        windows.sort_by_key(|(window, notice)| (window.starts_at, &notice.section, &notice.slug));
        for (index, (window, notice)) in windows.iter().enumerate() {
            let later = windows[index + 1..].iter().take_while(|(later, _)| later.starts_at < window.ends_at);
            for (clash, other) in later {
                let message = text!(
                    "het panel \"{panel}\" zit op {nl} ook bij {id}",
                    "the panel \"{panel}\" is also with {id} on {en}",
                    nl = print::date(clash.date, Language::Dutch),
                    en = print::date(clash.date, Language::English),
                    id = notice.id(),
                );
                let help = text!("verplaats een van de twee gesprekken", "move one of the two interviews");
                let words = text!("gesprek van {id}", "interview of {id}", id = notice.id());
                let own = text!("gesprek van {id}", "interview of {id}", id = other.id());
                diagnostics.push(
                    Diagnostic::new(Code::PanelClash, clash.place.clone(), message, help)
                        .labelled(own)
                        .beside(window.place.clone(), words),
                );
            }
        }
    }
}
