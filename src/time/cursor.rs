//! A reading position in what an author typed.

/// The text that is still to be read. Every step moves only when it fits.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    pub(super) fn at_end(self) -> bool {
        self.rest.is_empty()
    }

    /// Takes `wanted` when it comes next.
    pub(super) fn eat(&mut self, wanted: char) -> bool {
        self.rest.strip_prefix(wanted).map(|rest| self.rest = rest).is_some()
    }

    /// Takes a run of blanks, no-break ones included; whether there was one.
    pub(super) fn blanks(&mut self) -> bool {
        let rest = self.rest.trim_start();
        let found = rest.len() < self.rest.len();
        self.rest = rest;
        found
    }

    /// Takes a run of ASCII letters.
    pub(super) fn letters(&mut self) -> Option<&'a str> {
        self.run(|byte| byte.is_ascii_alphabetic())
    }

    /// Takes the word `wanted`, in any case, when it comes next as a whole run of letters.
    pub(super) fn word(&mut self, wanted: &str) -> bool {
        let before = *self;
        let found = self.letters().is_some_and(|word| word.eq_ignore_ascii_case(wanted));
        if !found {
            *self = before;
        }
        found
    }

    /// Takes a run of ASCII digits.
    pub(super) fn digits(&mut self) -> Option<&'a str> {
        self.run(|byte| byte.is_ascii_digit())
    }

    /// Takes a run of `least` to `most` digits as a number; a longer or shorter run does not fit.
    pub(super) fn number(&mut self, least: usize, most: usize) -> Option<u32> {
        let before = *self;
        let number = self
            .digits()
            .filter(|digits| (least..=most).contains(&digits.len()))
            .and_then(|digits| digits.parse().ok());
        if number.is_none() {
            *self = before;
        }
        number
    }

    /// Takes `mark` and then a number; takes nothing when either does not fit.
    pub(super) fn number_after(&mut self, mark: char, least: usize, most: usize) -> Option<u32> {
        let before = *self;
        let number = if self.eat(mark) { self.number(least, most) } else { None };
        if number.is_none() {
            *self = before;
        }
        number
    }

    fn run(&mut self, fits: impl Fn(u8) -> bool) -> Option<&'a str> {
        let end = self.rest.bytes().position(|byte| !fits(byte)).unwrap_or(self.rest.len());
        let (run, rest) = self.rest.split_at_checked(end).filter(|(run, _)| !run.is_empty())?;
        self.rest = rest;
        Some(run)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_does_not_fit_leaves_the_text_as_it_was() {
        let mut cursor = Cursor::new("12345 uur");
        assert_eq!(cursor.number(1, 2), None);
        assert_eq!(cursor.number_after('-', 1, 2), None);
        assert!(!cursor.word("uur"));
        assert_eq!(cursor.digits(), Some("12345"));
        assert!(!cursor.word("uur"));
        assert!(cursor.blanks());
        assert!(!cursor.word("uu"));
        assert!(cursor.word("UUR"));
        assert!(cursor.at_end());
    }

    #[test]
    fn text_of_any_kind_is_walked_by_whole_characters() {
        let mut cursor = Cursor::new("\u{a0}\u{202f}\t é");
        assert!(cursor.blanks());
        assert_eq!(cursor.letters(), None);
        assert_eq!(cursor.digits(), None);
        assert!(cursor.eat('é'));
        assert!(cursor.at_end());
    }
}
