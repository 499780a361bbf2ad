//! Bytes to text, or the place where they stop being text.

use super::{Refusal, SourceFile};
use crate::diagnostic::{Code, Problems};
use crate::text;
use std::borrow::Cow;

/// The text of a file; `None`, with the reason in `problems`, when it cannot be had.
pub fn read_text<'a>(file: &'a SourceFile, problems: &mut Problems) -> Option<Cow<'a, str>> {
    match file {
        SourceFile::Bytes(bytes) => decode_utf8(bytes, problems).map(Cow::Borrowed),
        SourceFile::Later(_) => {
            let Some(bytes) = file.bytes() else {
                report_refusal(&Refusal::Changed, problems);
                return None;
            };
            decode_utf8(&bytes, problems).map(|text| Cow::Owned(text.to_owned()))
        }
        SourceFile::Attachment { .. } => None,
        SourceFile::Refused(refusal) => {
            report_refusal(refusal, problems);
            None
        }
    }
}

/// Line ends as `\n`, and none of the characters that steer instead of being read.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    if !suspects(text).any(is_steering) {
        return Cow::Borrowed(text);
    }
    let is_plain = |c: char| matches!(c, '\n' | '\t') || !is_steering(c);
    Cow::Owned(text.replace("\r\n", "\n").chars().filter(|&c| is_plain(c)).collect())
}

/// Controls, embeddings, overrides and isolates of Unicode's bidirectional algorithm (UAX 9, 2), and what is no
/// character at all: no format can carry them, or they turn what stands beside them.
#[must_use]
pub fn is_steering(c: char) -> bool {
    c.is_control() || turns(c) || matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

/// The characters of a text that may steer, and some that do not; tabs and line ends are left out. Enough to tell by
/// that nothing steers, and few enough to look at in no time.
pub fn suspects(text: &str) -> impl Iterator<Item = char> {
    // Without a branch, so that many bytes are looked at in one go.
    let may_have_some = |bytes: &[u8]| bytes.iter().fold(false, |found, byte| found | may_steer(*byte));
    let chunks = text.as_bytes().chunks(CHUNK).enumerate().filter(move |(_, bytes)| may_have_some(bytes));
    let starts = chunks.flat_map(|(nr, bytes)| {
        let starts = bytes.iter().enumerate().filter(|(_, byte)| may_steer(**byte));
        starts.map(move |(at, _)| nr * CHUNK + at)
    });
    starts.filter_map(|at| text[at..].chars().next())
}

const CHUNK: usize = 128;

/// Whether a character that may steer can begin with this byte: a control, or the first byte of U+0080, U+2000, U+F000
/// and U+10000 onwards.
#[inline]
fn may_steer(byte: u8) -> bool {
    ((byte < 0x20) & (byte != b'\n') & (byte != b'\t'))
        | (byte == 0x7f)
        | (byte == 0xc2)
        | (byte == 0xe2)
        | (byte >= 0xef)
}

fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn decode_utf8<'a>(bytes: &'a [u8], problems: &mut Problems) -> Option<&'a str> {
    let help = || {
        text!(
            "bewaar het bestand opnieuw als gewone tekst, met codering UTF-8",
            "save the file again as plain text, encoded as UTF-8"
        )
    };
    let decoded = match std::str::from_utf8(bytes) {
        Ok(decoded) => decoded,
        Err(error) => {
            let at = error.valid_up_to();
            let byte = bytes[at];
            // Such a file cannot be shown with its line, so the words say which.
            let line = 1 + bytes[..at].iter().filter(|&&byte| byte == b'\n').count();
            let message = text!(
                "op regel {line} staat een teken (byte 0x{byte:02X}) dat geen UTF-8 is",
                "a character (byte 0x{byte:02X}) on line {line} is not UTF-8"
            );
            problems.add(Code::NotText, at..at + 1, message, help());
            return None;
        }
    };
    if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
        let message =
            text!("hier staat een nul-teken; dit is geen tekst", "there is a NUL here; this is not text");
        problems.add(Code::NotText, at..at + 1, message, help());
        return None;
    }
    if let Some(at) = suspects(decoded).any(turns).then(|| decoded.find(turns)).flatten() {
        let character = u32::from(decoded[at..].chars().next().unwrap_or_default());
        let message = text!(
            "hier staat een onzichtbaar teken (U+{character:04X}) dat de leesrichting verandert; het wordt weggelaten",
            "there is an invisible character (U+{character:04X}) here that turns the reading direction; it is left out"
        );
        let help = text!(
            "haal het weg: typ de woorden ernaast opnieuw, of plak ze zonder opmaak",
            "remove it: type the words beside it again, or paste them without formatting"
        );
        problems.add(Code::Turning, at..at + 3, message, help);
    }
    Some(decoded)
}

/// Says why the machine did not hand over a file.
pub fn report_refusal(refusal: &Refusal, problems: &mut Problems) {
    let (message, help) = match refusal {
        Refusal::TooLarge { size_bytes, limit_bytes } => {
            let (size, limit) = (size_bytes / 1_048_576, limit_bytes / 1_048_576);
            (
                text!(
                    "dit bestand is {size} MiB groot; een tekst mag {limit} MiB zijn",
                    "this file is {size} MiB; a text may be {limit} MiB"
                ),
                text!(
                    "maak de tekst korter of voeg hem toe als bijlage",
                    "shorten the text or add it as an attachment"
                ),
            )
        }
        Refusal::LeadsOut => (
            text!(
                "deze symbolische link leidt buiten de site, of nergens heen",
                "this symbolic link leads out of the site, or nowhere"
            ),
            text!("zet het bestand of de map zelf op deze plek", "put the file or folder itself here"),
        ),
        Refusal::Missing => (
            text!("de map met berichten is er niet", "the folder with records is not there"),
            text!(
                "maak de map, of wijs de site aan met --root",
                "make the folder, or point to the site with --root"
            ),
        ),
        Refusal::NotAFile => (
            text!(
                "dit is geen bestand maar een pijp, socket of apparaat",
                "this is a pipe, socket or device, not a file"
            ),
            text!("haal het weg uit de map", "remove it from the folder"),
        ),
        Refusal::NameNotUtf8 => (
            text!("de naam van dit bestand is geen UTF-8", "this file's name is not UTF-8"),
            text!("geef het bestand een nieuwe naam", "give the file a new name"),
        ),
        Refusal::Changed => (
            text!(
                "dit bestand veranderde terwijl het gelezen werd",
                "this file changed while it was being read"
            ),
            text!("bewaar het bestand en probeer het opnieuw", "save the file and try again"),
        ),
        Refusal::Unreadable(words) => (
            text!("dit bestand kan niet gelezen worden: {words}", "this file cannot be read: {words}"),
            text!("controleer de rechten van het bestand", "check the file's permissions"),
        ),
    };
    problems.add(Code::UnreadableFile, 0..0, message, help);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Digest;
    use crate::source::Later;
    use std::sync::Arc;

    #[test]
    fn a_text_that_is_another_by_now_is_told_of_and_not_read() {
        let before = Digest::of_bytes(b"een");
        let read = || SourceFile::Bytes(Arc::from(&b"twee"[..]));
        let file = SourceFile::Later(Arc::new(Later::unread(before, read)));
        let mut problems = Problems::of(&"content/a/b.md".into());
        assert_eq!(read_text(&file, &mut problems), None);
        assert_eq!(problems.found[0].code, Code::UnreadableFile);
        assert!(problems.found[0].message.nl.contains("veranderde"), "{problems:?}");
    }
}
