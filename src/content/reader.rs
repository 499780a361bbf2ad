//! Reads the fields of one file with the site's zone and the record's publication date at hand.

use crate::diagnostic::{Code, Place, Problems};
use crate::record::{Label, Origin, Phone, Prose};
use crate::source::{Decoded, Field, Fields, clean, lexical, misread_code};
use crate::text;
use crate::time::{Bound, Date, Doubt, Misread, Moment, Reading, Written, Zone};
use std::ops::Range;

/// What turns fields into checked values; problems go to its list.
pub(super) struct Reader<'a> {
    pub(super) problems: &'a mut Problems,
    /// The file's text, for places inside prose.
    pub(super) file_text: &'a str,
    pub(super) zone: Zone,
    /// The record's publication date, once it is known.
    pub(super) published_on: Option<Date>,
    /// Whether there is a publication date that cannot be read, so that nothing can be said of missing years.
    pub(super) is_publication_unread: bool,
}

impl<'a> Reader<'a> {
    /// A reader that knows no publication yet.
    pub(super) fn new(problems: &'a mut Problems, file_text: &'a str, zone: Zone) -> Self {
        Self { problems, file_text, zone, published_on: None, is_publication_unread: false }
    }
}

impl Reader<'_> {
    fn reading(&self) -> Reading {
        Reading { zone: self.zone, published_on: self.published_on }
    }

    /// An opening moment (M4).
    pub(super) fn opening(&mut self, fields: &mut Fields, key: &str) -> Option<Moment> {
        let (written, span) = fields.written(key)?;
        let read = written.opening(&self.reading());
        self.settle(read, span)
    }

    /// A closing moment (M5 to M7).
    pub(super) fn closing(&mut self, fields: &mut Fields, key: &str, bound: Bound) -> Option<Moment> {
        let (written, span) = fields.written(key)?;
        let read = written.closing(bound, &self.reading());
        self.settle(read, span)
    }

    /// A plain date.
    pub(super) fn date(&mut self, fields: &mut Fields, key: &str) -> Option<Date> {
        let (written, span) = fields.written(key)?;
        self.date_of(&written, span)
    }

    /// A plain date that was taken out of its table before.
    pub(super) fn date_of(&mut self, written: &Written, span: Range<usize>) -> Option<Date> {
        let read = written.date(&self.reading());
        self.settle(read, span)
    }

    fn settle<T>(&mut self, read: Result<(T, Vec<Doubt>), Misread>, span: Range<usize>) -> Option<T> {
        match read {
            Ok((value, doubts)) => {
                for doubt in doubts {
                    let code = match doubt {
                        Doubt::Midnight24 { .. } => Code::Midnight24,
                        Doubt::FarAhead { .. } => Code::FarAhead,
                        Doubt::BareTot { .. } => Code::BareTot,
                    };
                    self.problems.add(code, span.clone(), doubt.message(), doubt.help());
                }
                Some(value)
            }
            // A relative moment that could not be settled has been told.
            Err(Misread::Unsettled { .. }) => None,
            Err(Misread::YearNeeded { .. }) if self.is_publication_unread => None,
            Err(misread) => {
                self.problems.add(misread_code(&misread), span, misread.message(), misread.help());
                None
            }
        }
    }

    /// A contract that ends before it starts.
    pub(super) fn contract_reversed(&mut self, end_span: Range<usize>) {
        let message = text!("het contract eindigt voordat het begint", "the contract ends before it starts");
        let help = text!("controleer `start` en `end`", "check `start` and `end`");
        self.problems.add(Code::Reversed, end_span, message, help);
    }

    /// The bound of a closing moment; `tot-en-met` unless said otherwise.
    pub(super) fn bound(fields: &mut Fields) -> Bound {
        fields.text("bound").and_then(|word| Bound::read(&word)).unwrap_or_default()
    }

    /// Markdown, with its place.
    pub(super) fn prose(&self, fields: &mut Fields, key: &str) -> Option<Prose> {
        let Field { value: Decoded::Text(text), span } = fields.take(key)? else { return None };
        let origin = self.origin_in_quotes(&text, &span);
        Some(Prose { text, place: self.place(span), origin })
    }

    /// The Markdown below a front matter, which starts at byte `start`.
    pub(super) fn body(&self, raw: &str, start: usize) -> Option<Prose> {
        if raw.trim().is_empty() {
            return None;
        }
        let text = clean(raw).into_owned();
        let origin = origin(raw, &text, start);
        Some(Prose { text, place: self.place(start..start + raw.len()), origin })
    }

    /// How the text of a quoted value maps to the file.
    pub(super) fn origin_in_quotes(&self, text: &str, span: &Range<usize>) -> Option<Origin> {
        let raw = self.file_text.get(span.clone())?;
        let quote = ["'''", "\"\"\"", "'", "\""].into_iter().find(|quote| raw.starts_with(quote))?;
        let inner = raw.strip_prefix(quote)?.strip_suffix(quote)?;
        let skipped = match quote.len() {
            3 if inner.starts_with("\r\n") => 2,
            3 if inner.starts_with('\n') => 1,
            _ => 0,
        };
        origin(&inner[skipped..], text, span.start + quote.len() + skipped)
    }

    pub(super) fn place(&self, span: Range<usize>) -> Place {
        self.problems.place(span)
    }

    /// A phone number with its address.
    pub(super) fn phone(fields: &mut Fields, key: &str) -> Option<Phone> {
        let text = fields.text(key)?;
        let url = lexical::phone_address(&text);
        Some(Phone { text, url })
    }

    /// A number or short text that names a thing in a list.
    pub(super) fn label(fields: &mut Fields, key: &str) -> Option<Label> {
        match fields.take(key)?.value {
            Decoded::Whole(number) => Some(Label::Number(number)),
            Decoded::Text(text) => Some(Label::Text(text)),
            _ => None,
        }
    }

    /// A least and a most: reversed is an error.
    pub(super) fn check_range<T: PartialOrd + std::fmt::Display>(
        &mut self,
        least: Option<T>,
        most: Option<T>,
        name: &str,
        span: Range<usize>,
    ) {
        if let (Some(least), Some(most)) = (least, most)
            && least > most
        {
            let message = text!(
                "`{name}.min` is {least} en `{name}.max` is {most}",
                "`{name}.min` is {least} and `{name}.max` is {most}"
            );
            let help = text!("verwissel de twee", "swap the two");
            self.problems.add(Code::Reversed, span, message, help);
        }
    }
}

/// How the bytes of a text map to the file, when nothing but carriage returns was taken out.
fn origin(raw: &str, text: &str, start: usize) -> Option<Origin> {
    if raw == text {
        return Some(Origin { start, dropped_before: Vec::new() });
    }
    let mut dropped_before = Vec::new();
    let mut in_text = 0;
    let (mut raw_bytes, text_bytes) = (raw.bytes().peekable(), text.as_bytes());
    while let Some(byte) = raw_bytes.next() {
        if byte == b'\r' && raw_bytes.peek() == Some(&b'\n') {
            dropped_before.push(in_text);
            continue;
        }
        if text_bytes.get(in_text) != Some(&byte) {
            return None;
        }
        in_text += 1;
    }
    (in_text == text.len()).then_some(Origin { start, dropped_before })
}
