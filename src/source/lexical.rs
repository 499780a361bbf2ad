//! Small texts with rules of their own: addresses and numbers by which people are reached.

/// Whether this is one e-mail address: something, `@`, a domain with a dot (RFC 5321 section 4.1.2,
/// without quoted local parts and address literals, which no public body hands out).
#[must_use]
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let in_local = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    text.len() <= 254
        && !local.is_empty()
        && local.chars().all(in_local)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && domain.contains('.')
        && is_host(domain)
}

/// Whether this is an absolute `http` or `https` address with a host and no blanks, quotes or controls.
#[must_use]
pub fn is_web_address(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let Some(rest) = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")) else {
        return false;
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = match host.rsplit_once(':') {
        Some((host, port)) if port.chars().all(|c| c.is_ascii_digit()) => host,
        Some(_) => return false,
        None => host,
    };
    is_host(host) && !text.chars().any(|c| c.is_whitespace() || c.is_control() || "\"<>\\^`{|}".contains(c))
}

fn is_host(host: &str) -> bool {
    let in_label = |c: char| c.is_alphanumeric() || c == '-';
    !host.is_empty()
        && host.split('.').all(|label| {
            !label.is_empty()
                && label.chars().all(in_label)
                && !label.starts_with('-')
                && !label.ends_with('-')
        })
}

/// Whether this is a phone number as people write it: digits with blanks, dots, dashes, brackets, and
/// perhaps a `+` in front; between 3 and 15 digits (ITU-T E.164).
#[must_use]
pub fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let mut characters = text.trim().chars();
    let first = characters.next();
    (3..=15).contains(&digits)
        && first.is_some_and(|c| c == '+' || c == '(' || c.is_ascii_digit())
        && characters.all(|c| c.is_ascii_digit() || " \u{a0}-–.()/".contains(c))
}

/// The `tel:` address of a phone number (RFC 3966): `035-7510777` → `tel:+31357510777` for a number in
/// the Netherlands. Short numbers without a leading `0`, such as `14 030`, stay as they are.
#[must_use]
pub fn phone_address(text: &str) -> String {
    let without_trunk = text.replace("(0)", "");
    let digits: String = without_trunk.chars().filter(char::is_ascii_digit).collect();
    if without_trunk.trim_start().starts_with('+') {
        format!("tel:+{digits}")
    } else if let Some(international) = digits.strip_prefix("00") {
        format!("tel:+{international}")
    } else if let Some(national) = digits.strip_prefix('0') {
        format!("tel:+31{national}")
    } else {
        format!("tel:{digits};phone-context=+31")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for good in ["info@lpb.nl", "a.b+c@x-y.example", "jörg@müller.example"] {
            assert!(is_email(good), "{good}");
        }
        for bad in
            ["", "info", "info@", "@x.nl", "a@b", "a b@x.nl", "a@x.nl\nBcc: b@x.nl", "a@x..nl", "a@@x.nl"]
        {
            assert!(!is_email(bad), "{bad}");
        }
        for good in [
            "https://x.nl",
            "HTTP://x.nl/a?b=c#d",
            "https://x.nl:8080/",
            "https://localhost/",
            "https://é.nl/",
        ] {
            assert!(is_web_address(good), "{good}");
        }
        for bad in [
            "",
            "x.nl",
            "javascript:alert(1)",
            "https://",
            "https:///a",
            "https://x.nl/a b",
            "https://x.nl/\"",
            "ftp://x.nl",
            "https://x.nl:a/",
        ] {
            assert!(!is_web_address(bad), "{bad}");
        }
    }

    #[test]
    fn phones() {
        for (written, address) in [
            ("035-7510777", "tel:+31357510777"),
            ("+31 (0)35 751 07 77", "tel:+31357510777"),
            ("0031 35 7510777", "tel:+31357510777"),
            ("14 030", "tel:14030;phone-context=+31"),
        ] {
            assert!(is_phone(written), "{written}");
            assert_eq!(phone_address(written), address);
        }
        for bad in ["", "12", "bel ons", "035-7510777 toestel 3", "+", "0123456789012345"] {
            assert!(!is_phone(bad), "{bad}");
        }
    }
}
