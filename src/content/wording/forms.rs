//! Facts with a fixed form, and contacts that do not say what they are for.

use super::{at, items, value};
use crate::diagnostic::{Code, Problems};
use crate::record::Notice;
use crate::source::{Node, Value};
use crate::text;

/// Judges postal code, CPV codes and contacts.
pub(super) fn check(notice: &Notice, root: &Node, problems: &mut Problems) {
    postal_code(notice, root, problems);
    for node in items(root, &["procedure", "cpv"]) {
        if let Value::Text(code) = &node.value
            && !is_cpv(code.trim())
        {
            let code = code.trim();
            let message = text!("\"{code}\" is geen CPV-code", "\"{code}\" is not a CPV code");
            let help = text!(
                "schrijf acht cijfers, met of zonder controlecijfer: \"79620000-6\"",
                "write eight digits, with or without the check digit: \"79620000-6\""
            );
            problems.add(Code::CpvCode, node.span.clone(), message, help);
        }
    }
    for contact in items(root, &["contacts"]) {
        let purpose = value(contact, "purpose").map(|node| &node.value);
        if matches!(purpose, Some(Value::Text(purpose)) if !purpose.trim().is_empty()) {
            continue;
        }
        let message =
            text!("dit contact zegt niet waarvoor het is", "this contact does not say what it is for");
        let help = text!(
            "voeg toe: purpose = \"reageren\", of bijvoorbeeld \"vragen over de procedure\"",
            "add: purpose = \"reageren\" (to respond), or for example \"vragen over de procedure\""
        );
        problems.add(Code::ContactPurpose, contact.span.clone(), message, help);
    }
}

fn postal_code(notice: &Notice, root: &Node, problems: &mut Problems) {
    let Some(location) = &notice.facts.location else { return };
    let (Some(code), Some(node)) = (&location.postal_code, at(root, &["location", "postal_code"])) else {
        return;
    };
    if !location.country.trim().eq_ignore_ascii_case("NL") || is_dutch_postal_code(code) {
        return;
    }
    let message = text!("\"{code}\" is geen Nederlandse postcode", "\"{code}\" is not a Dutch postcode");
    let help = text!(
        "schrijf vier cijfers en twee letters: \"3431 LA\"",
        "write four digits and two letters: \"3431 LA\""
    );
    problems.add(Code::PostalCode, node.span.clone(), message, help);
}

/// `3431 LA`: four digits of which the first is not 0, a blank or none, and two letters that are not SA, SD or SS.
fn is_dutch_postal_code(code: &str) -> bool {
    let code = code.trim();
    let Some((digits, rest)) = code.split_at_checked(4) else { return false };
    let letters = rest.strip_prefix([' ', '\u{a0}', '\u{202f}']).unwrap_or(rest).to_ascii_uppercase();
    digits.bytes().all(|digit| digit.is_ascii_digit())
        && !digits.starts_with('0')
        && letters.len() == 2
        && letters.bytes().all(|letter| letter.is_ascii_uppercase())
        && !["SA", "SD", "SS"].contains(&&*letters)
}

/// `79620000` or `79620000-6` (Regulation (EC) 213/2008). The regulation does not say how the check digit is
/// computed, so only its form is judged.
fn is_cpv(code: &str) -> bool {
    let (digits, check) = code.split_once('-').map_or((code, None), |(digits, check)| (digits, Some(check)));
    let are_digits =
        |text: &str, count: usize| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    are_digits(digits, 8) && check.is_none_or(|check| are_digits(check, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postal_codes_are_judged_by_their_form() {
        for right in ["3431 LA", "3431LA", " 3431 la ", "1000\u{a0}AA", "9999 ZZ"] {
            assert!(is_dutch_postal_code(right), "{right}");
        }
        for wrong in [
            "", "3431", "0431 LA", "3431 SA", "3431 sd", "3431 SS", "343 LA", "3431  LA", "3431 L",
            "3431-LA", "LA 3431", "3431 LAB", "3431 1A", "é431 LA", "34é1 LA",
        ] {
            assert!(!is_dutch_postal_code(wrong), "{wrong}");
        }
    }

    #[test]
    fn cpv_codes_are_judged_by_their_form() {
        for right in ["79620000", "79620000-6", "03000000-1"] {
            assert!(is_cpv(right), "{right}");
        }
        for wrong in [
            "",
            "7962000",
            "796200000",
            "79620000-",
            "79620000-66",
            "79620000 6",
            "79.62.00.00",
            "CPV 79620000",
        ] {
            assert!(!is_cpv(wrong), "{wrong}");
        }
    }
}
