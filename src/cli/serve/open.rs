//! Opens the preview in the browser that somebody uses.

use crate::cli::report;
use crate::language::Language;
use crate::text;
use std::process::{Command, Stdio};

/// The program that opens an address.
const OPENER: &str = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };

/// Opens an address; when that cannot be done it says so, and the preview goes on.
pub(super) fn browser(address: &str, language: Language) {
    let mut command = Command::new(OPENER);
    command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let failed = move || {
        let words = text!(
            "Kan geen browser openen met {OPENER}. Open het adres zelf.\n",
            "Cannot open a browser with {OPENER}. Open the address yourself.\n"
        );
        report::print_error(words.to(language));
    };
    match command.spawn() {
        // Waited for apart: some of these programs live as long as the browser.
        Ok(mut child) => {
            std::thread::spawn(move || {
                if !child.wait().is_ok_and(|status| status.success()) {
                    failed();
                }
            });
        }
        Err(_) => failed(),
    }
}
