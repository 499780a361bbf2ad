//! Regular expressions for small texts: never stricter than what the decoder takes, blanks around included.
//! They use only what the dialects of ECMAScript and Rust have in common.

/// Something that is no blank.
pub(super) const NOT_BLANK: &str = r"\S";

/// One `@`, and a dot in what comes after it.
pub(super) const EMAIL: &str = r"^\s*[^\s@]+@[^\s@.]+(\.[^\s@.]+)+\s*$";

/// `http` or `https`, and nothing that ends an address.
pub(super) const WEB_ADDRESS: &str = r#"^\s*[Hh][Tt][Tt][Pp][Ss]?://[^\s"<>\\^`{|}]+\s*$"#;

/// 3 to 15 digits with the marks that people put between them.
pub(super) const PHONE: &str = r"^\s*([+(][ \u00A0\-–.()/]*)?([0-9][ \u00A0\-–.()/]*){3,15}\s*$";

/// `6 maanden`, in any case, its unit perhaps doubled or with `(en)`.
pub(super) fn duration() -> String {
    let [work, day, month, plural] = ["werk", "dag", "maand", "en"].map(in_any_case);
    let [week, weeks, year, years] = ["week", "weken", "jaar", "jaren"].map(in_any_case);
    let plural = format!(r"({plural}|\({plural}\))?");
    let unit = format!("({work})?{day}{plural}|{month}{plural}|{week}|{weeks}|{year}|{years}");
    format!(r"^\s*0*[1-9][0-9]*(\s+({unit})){{1,2}}\s*$")
}

/// `13:00`, `13.00 uur`, `9 uur`.
pub(super) fn time_of_day() -> String {
    let hour = in_any_case("uur");
    format!(r"^\s*([0-9]{{1,2}}([:.][0-9]{{2}}){{1,2}}(\.[0-9]+)?(\s+{hour})?|[0-9]{{1,2}}\s+{hour})\s*$")
}

/// The letters of a word, each in either case: the dialects spell the flag for that differently.
fn in_any_case(word: &str) -> String {
    word.chars().map(|letter| format!("[{}{letter}]", letter.to_ascii_uppercase())).collect()
}
