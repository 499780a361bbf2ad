//! A title with more in it than the name of the work: job boards show it as it stands.

use super::value;
use crate::content::reader::Reader;
use crate::diagnostic::Code;
use crate::language::Text;
use crate::record::Notice;
use crate::source::Node;
use crate::text;
use crate::time::{Bound, Reading, Written};

/// Words that say what the kind of the record says already.
const ANNOUNCING: &[&str] = &[
    "gezocht",
    "vacature",
    "vacatures",
    "inhuuropdracht",
    "inhuur",
    "aanbesteding",
    "tender",
    "opdracht",
    "aanvraag",
    "spoed",
    "nieuw",
    "wij zoeken",
    "we zoeken",
    "te vervullen",
];

/// What a title has that does not belong to it.
#[derive(Debug, PartialEq, Eq)]
enum Decoration<'a> {
    /// `Gezocht:`, and what stands behind it.
    Announced { by: &'a str, rest: &'a str },
    /// An exclamation mark, and what stands before it.
    Exclaimed { rest: &'a str },
    /// Capitals alone.
    Shouted,
}

/// Judges the title.
pub(super) fn check(notice: &Notice, root: &Node, reader: &mut Reader<'_>) {
    let title = notice.facts.title.trim();
    let (message, help) = match decoration(title) {
        Some(Decoration::Announced { by, rest }) => {
            (text!("de titel begint met \"{by}\"", "the title begins with \"{by}\""), bare(rest))
        }
        Some(Decoration::Exclaimed { rest }) => (
            text!("de titel eindigt op een uitroepteken", "the title ends in an exclamation mark"),
            bare(rest),
        ),
        Some(Decoration::Shouted) => (
            text!("de titel staat helemaal in hoofdletters", "the title is all capitals"),
            text!(
                "schrijf bijvoorbeeld title = \"{calm}\"",
                "write for example title = \"{calm}\"",
                calm = as_in_a_sentence(title),
            ),
        ),
        None if holds_closing(title, notice, reader) => (
            text!("in de titel staat de sluitingsdatum", "the title holds the closing date"),
            text!(
                "haal de datum uit `title`: de pagina noemt hem al",
                "take the date out of `title`: the page shows it already"
            ),
        ),
        None => return,
    };
    let Some(node) = value(root, "title") else { return };
    reader.problems.add(Code::DecoratedTitle, node.span.clone(), message, help);
}

fn bare(rest: &str) -> Text {
    text!(
        "schrijf title = \"{rest}\"; in `headline` mag de rest wel",
        "write title = \"{rest}\"; the rest may stand in `headline`"
    )
}

fn decoration(title: &str) -> Option<Decoration<'_>> {
    let mark = title.char_indices().find(|(at, char)| {
        matches!(char, ':' | '|' | '!') || (matches!(char, '-' | '–' | '—') && title[..*at].ends_with(' '))
    });
    if let Some((at, char)) = mark
        && ANNOUNCING.contains(&&*title[..at].trim().to_lowercase())
    {
        let by = &title[..at + char.len_utf8()];
        let rest = title[by.len()..].trim();
        if !rest.is_empty() {
            return Some(Decoration::Announced { by, rest });
        }
    }
    if let Some(rest) = title.strip_suffix('!') {
        return Some(Decoration::Exclaimed { rest: rest.trim_end_matches(['!', ' ']) });
    }
    // Short words in capitals are abbreviations.
    let is_shouted = !title.chars().any(char::is_lowercase)
        && title.split(|char: char| !char.is_alphabetic()).any(|word| word.chars().count() >= 7);
    is_shouted.then_some(Decoration::Shouted)
}

/// One capital, at the start.
fn as_in_a_sentence(title: &str) -> String {
    let mut letters = title.chars();
    let first = letters.next();
    first.into_iter().chain(letters.flat_map(char::to_lowercase)).collect()
}

fn holds_closing(title: &str, notice: &Notice, reader: &Reader<'_>) -> bool {
    let reading = Reading { zone: reader.zone, published_on: reader.published_on };
    let closes = notice.newest().schedule.closes;
    let day = closes.day.unwrap_or_else(|| reader.zone.date_of(closes.at));
    super::sentence::sentences(title).iter().any(|words| {
        (0..words.len()).any(|from| {
            (from + 1..=words.len()).any(|until| {
                let text = &title[words[from].span.start..words[until - 1].span.end];
                Written::read(text)
                    .and_then(|written| written.closing(Bound::TotEnMet, &reading))
                    .is_ok_and(|(named, _)| named.day.unwrap_or_else(|| reader.zone.date_of(named.at)) == day)
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decoration_is_found() {
        let announced = |by, rest| Some(Decoration::Announced { by, rest });
        assert_eq!(decoration("Gezocht: programmaleider"), announced("Gezocht:", "programmaleider"));
        assert_eq!(decoration("VACATURE – Jurist"), announced("VACATURE –", "Jurist"));
        assert_eq!(decoration("Spoed! Jurist"), announced("Spoed!", "Jurist"));
        assert_eq!(decoration("Wij zoeken: een jurist"), announced("Wij zoeken:", "een jurist"));
        assert_eq!(decoration("Jurist gezocht!!"), Some(Decoration::Exclaimed { rest: "Jurist gezocht" }));
        assert_eq!(decoration("SCHOONMAAK GEMEENTEHUIS"), Some(Decoration::Shouted));
    }

    #[test]
    fn a_bare_title_is_left_alone() {
        for title in [
            "Wijkcoördinator",
            "programmaleider WijkWijzer",
            "Aanbesteding schoonmaak gemeentehuis",
            "Project Zuid: projectleider",
            "CISO",
            "ICT-beheer (BIO, ISO)",
            "DAS ICT 2026",
            "Opdracht-coördinator",
            "Vacature:",
        ] {
            assert_eq!(decoration(title), None, "{title}");
        }
    }
}
