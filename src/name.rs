//! Names that are safe in an address and as a file on any system.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// The longest part of a path that file systems take, in bytes.
const LONGEST: usize = 255;

/// The safe form of a name: NFC, lower case, diacritics dropped, `ß` ss, `æ` ae, `ø` o, `ł` l, every other
/// run outside `a-z0-9` one `-`, none at the ends. Empty when nothing is left. (The project's record format, section 1.)
#[must_use]
pub fn safe_name(name: &str) -> String {
    let mut safe = String::with_capacity(name.len());
    for c in folded(name).chars() {
        match c {
            'a'..='z' | '0'..='9' => safe.push(c),
            _ if safe.is_empty() || safe.ends_with('-') => {}
            _ => safe.push('-'),
        }
    }
    safe.truncate(safe.trim_end_matches('-').len());
    fit(safe)
}

/// A text as one searches in it: lower case, diacritics dropped, `ß` ss, `æ` ae, `ø` o, `ł` l.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let ascii = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let (plain, other) = rest.split_at(ascii);
        let start = folded.len();
        folded.push_str(plain);
        folded[start..].make_ascii_lowercase();
        let end = other.bytes().position(|byte| byte.is_ascii()).unwrap_or(other.len());
        fold_into(&mut folded, &other[..end]);
        rest = &other[end..];
    }
    folded
}

/// Adds a text folded. That works by parts too: what a part would compose with is taken apart again.
fn fold_into(folded: &mut String, text: &str) {
    for c in text.nfc().flat_map(char::to_lowercase).nfd() {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            c if unicode_normalization::char::is_combining_mark(c) => {}
            c => folded.push(c),
        }
    }
}

/// The words of a folded text that have at least so many letters, in their order.
pub fn words(folded: &str, least: usize) -> impl Iterator<Item = &str> {
    let has_enough = move |word: &&str| {
        // A letter takes a byte or more.
        word.len() >= least
            && word.chars().filter(|c| c.is_alphabetic()).nth(least.saturating_sub(1)).is_some()
    };
    spans(folded).map(|span| &folded[span]).filter(has_enough)
}

/// Where the runs of letters and digits of a text stand.
pub fn spans(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = end_of_run(text, at, false);
        at = end_of_run(text, start, true);
        (start < at).then_some(start..at)
    })
}

/// Where the letters and digits end that stand at `from`, or what is none.
fn end_of_run(text: &str, from: usize, of_words: bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        // Nearly all of a text is ASCII: each byte costs one look at a table.
        match (IN_WORDS[usize::from(*byte)], of_words) {
            (1, true) | (0, false) => at += 1,
            (0 | 1, _) => break,
            _ => match text[at..].chars().next() {
                Some(c) if c.is_alphanumeric() == of_words => at += c.len_utf8(),
                _ => break,
            },
        }
    }
    at
}

/// For each byte: 1 when it is a letter or digit, 0 when it is another of ASCII, 2 when more bytes are needed to tell.
const IN_WORDS: [u8; 256] = {
    let mut kinds = [2; 256];
    let mut byte: u8 = 0;
    while byte.is_ascii() {
        kinds[byte as usize] = byte.is_ascii_alphanumeric() as u8;
        byte += 1;
    }
    kinds
};

/// The name itself, or when it is too long for a file system a shorter one that is its own: its start and
/// a digest of the whole.
#[must_use]
pub fn fit(name: String) -> String {
    if name.len() <= LONGEST {
        return name;
    }
    let digest = crate::digest::Digest::of_bytes(name.as_bytes()).to_string();
    let mut end = LONGEST - 17;
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}-{}", name[..end].trim_end_matches('-'), &digest[..16])
}

/// Whether a name is its own safe form.
#[must_use]
pub fn is_safe(name: &str) -> bool {
    !name.is_empty() && safe_name(name) == name
}

/// Whether Windows keeps this name for a device, whatever stands behind its first dot.
#[must_use]
pub fn is_windows_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_ascii_lowercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device).is_some_and(|digit| {
            matches!(digit.as_bytes(), [b'0'..=b'9']) || matches!(digit, "¹" | "²" | "³")
        })
    };
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$")
        || numbered("com")
        || numbered("lpt")
}

/// The name behind `%20` and its kin; what is no UTF-8 then stays as it was.
#[must_use]
pub fn decode_percent(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(decoded) if byte == b'%' => {
                bytes.push(decoded);
                rest = &after[2..];
            }
            _ => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: &str) {
        assert_eq!(safe_name(name), expected, "{name:?}");
    }

    #[test]
    fn names_become_safe() {
        check("Wijkcoördinator", "wijkcoordinator");
        check("Wijkcoo\u{308}rdinator", "wijkcoordinator");
        check("Straße & Ærø, Łódź", "strasse-aero-lodz");
        check("  a b__c--d  ", "a-b-c-d");
        check("13995-wijkcoordinator", "13995-wijkcoordinator");
        check("İstanbul", "istanbul");
        check("ĳsselstein", "sselstein");
        check("…", "");
        check("日本", "");
        assert!(is_safe("a-1"));
        for unsafe_name in ["", "A", "a_b", "-a", "a--b", "é"] {
            assert!(!is_safe(unsafe_name), "{unsafe_name}");
        }
    }

    #[test]
    fn texts_fold_and_fall_into_words() {
        assert_eq!(
            folded("Wijkcoördinator, Łódź & STRASSE/Straße"),
            "wijkcoordinator, lodz & strasse/strasse"
        );
        for text in [
            "Coo\u{308}rdinator",
            "I\u{307}stanbul",
            "æ\u{301}b",
            "A\u{30a}ngström É\u{327}",
            "가a\u{5d0}\u{5b0}b",
        ] {
            let mut whole = String::new();
            fold_into(&mut whole, text);
            assert_eq!(folded(text), whole, "{text}");
        }
        let text = folded("Adviseur (m/v) groen- en ISO27001-beheer 2026, één");
        assert_eq!(words(&text, 4).collect::<Vec<_>>(), ["adviseur", "groen", "beheer"]);
        assert_eq!(words(&text, 3).collect::<Vec<_>>(), ["adviseur", "groen", "iso27001", "beheer", "een"]);
    }

    #[test]
    fn long_names_fit_and_stay_apart() {
        let (one, two) = (safe_name(&"a".repeat(300)), safe_name(&format!("{}b", "a".repeat(300))));
        assert!(one.len() <= 255 && two.len() <= 255);
        assert_ne!(one, two);
        assert!(is_safe(&one));
    }

    #[test]
    fn windows_devices_are_known() {
        for name in ["con", "NUL", "com1", "lpt9.txt", "aux.md"] {
            assert!(is_windows_reserved(name), "{name}");
        }
        for name in ["contact", "com", "com10", "console", "nul-a"] {
            assert!(!is_windows_reserved(name), "{name}");
        }
    }
}
