//! The flags exactly as typed.

use crate::language::{Language, Text};
use crate::lifecycle::Drafts;
use crate::source::nearest;
use crate::text;
use lexopt::prelude::*;
use std::ffi::OsString;
use std::path::PathBuf;

/// What was typed.
#[derive(Debug)]
pub(super) struct Args {
    pub(super) verb: Verb,
    pub(super) root: PathBuf,
    pub(super) output: Option<PathBuf>,
    pub(super) base_url: Option<String>,
    pub(super) at: Option<String>,
    pub(super) drafts: Drafts,
    pub(super) strictness: Strictness,
    pub(super) format: Format,
    pub(super) language: Language,
}

/// What to do.
#[derive(Debug)]
pub(super) enum Verb {
    Build,
    Check,
    When { within: Option<String> },
    Changes { from: String, to: String },
    Explain { what: String },
    Help(Option<String>),
    Version,
}

/// Whether warnings count as errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strictness {
    Ordinary,
    Strict,
}

/// For whom the output is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Human,
    Json,
}

/// Arguments that cannot be understood.
#[derive(Debug)]
pub(super) struct Wrong {
    pub(super) message: Text,
    pub(super) help: Text,
    pub(super) language: Language,
}

const VERBS: [&str; 7] = ["build", "check", "when", "changes", "explain", "help", "version"];
const FLAGS: [&str; 13] = [
    "root",
    "output-dir",
    "base-url",
    "at",
    "drafts",
    "strict",
    "format",
    "language",
    "within",
    "from",
    "to",
    "help",
    "version",
];

impl Args {
    pub(super) fn read(arguments: &[OsString]) -> Result<Self, Wrong> {
        let mut typed = Typed::default();
        let read = typed.read(arguments);
        let language = typed.language;
        read.and_then(|()| typed.finish()).map_err(|(message, help)| Wrong { message, help, language })
    }
}

type Fault = (Text, Text);

#[derive(Default)]
struct Typed {
    verb: Option<String>,
    topic: Option<String>,
    root: Option<PathBuf>,
    output: Option<PathBuf>,
    base_url: Option<String>,
    at: Option<String>,
    within: Option<String>,
    from: Option<String>,
    to: Option<String>,
    drafts: bool,
    strict: bool,
    json: bool,
    help: bool,
    version: bool,
    language: Language,
}

impl Typed {
    fn read(&mut self, arguments: &[OsString]) -> Result<(), Fault> {
        let mut parser = lexopt::Parser::from_args(arguments.iter().cloned());
        while let Some(argument) = parser.next().map_err(|error| unreadable(&error))? {
            match argument {
                Short('r') | Long("root") => self.root = Some(PathBuf::from(value(&mut parser, "--root")?)),
                Short('o') | Long("output-dir") => {
                    self.output = Some(PathBuf::from(value(&mut parser, "--output-dir")?));
                }
                Short('u') | Long("base-url") => self.base_url = Some(words(&mut parser, "--base-url")?),
                Long("at") => self.at = Some(words(&mut parser, "--at")?),
                Long("within") => self.within = Some(words(&mut parser, "--within")?),
                Long("from") => self.from = Some(words(&mut parser, "--from")?),
                Long("to") => self.to = Some(words(&mut parser, "--to")?),
                Long("drafts") => self.drafts = true,
                Long("strict") => self.strict = true,
                Long("format") => {
                    self.json =
                        choice(&words(&mut parser, "--format")?, "--format", ["human", "json"])? == "json";
                }
                Long("language") => {
                    let tag = choice(&words(&mut parser, "--language")?, "--language", ["nl", "en"])?;
                    self.language = Language::tagged(tag).unwrap_or_default();
                }
                Short('h') | Long("help") => self.help = true,
                Short('V') | Long("version") => self.version = true,
                Value(word) if self.verb.is_none() => self.verb = Some(plain(word)?),
                Value(word) if self.wants_topic() => self.topic = Some(plain(word)?),
                Value(word) => {
                    let word = plain(word)?;
                    // `explian T0201`: the word is right and the command is not.
                    if let Some(verb) = self.verb.as_deref().filter(|verb| !VERBS.contains(verb)) {
                        return Err(unknown_verb(verb));
                    }
                    return Err((
                        text!("`{word}` hoort hier niet", "`{word}` does not belong here"),
                        text!("zie `termijn help`", "see `termijn help`"),
                    ));
                }
                Short(letter) => return Err(unknown_flag(&letter.to_string(), &format!("-{letter}"))),
                Long(name) => return Err(unknown_flag(name, &format!("--{name}"))),
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<Args, Fault> {
        let verb = self.verb()?;
        let allowed = |flag: bool, name: &str, verbs: &str, fits: bool| {
            if flag && !fits {
                return Err((
                    text!("{name} hoort bij {verbs}", "{name} belongs to {verbs}"),
                    text!("laat {name} weg", "leave {name} out"),
                ));
            }
            Ok(())
        };
        allowed(self.within.is_some(), "--within", "`when`", matches!(verb, Verb::When { .. }))?;
        let is_changes = matches!(verb, Verb::Changes { .. });
        allowed(self.from.is_some() || self.to.is_some(), "--from, --to", "`changes`", is_changes)?;
        allowed(self.at.is_some() && is_changes, "--at", "`build`, `check`, `when`", false)?;
        Ok(Args {
            verb,
            root: self.root.unwrap_or_else(|| PathBuf::from(".")),
            output: self.output,
            base_url: self.base_url,
            at: self.at,
            drafts: if self.drafts { Drafts::Included } else { Drafts::Excluded },
            strictness: if self.strict { Strictness::Strict } else { Strictness::Ordinary },
            format: if self.json { Format::Json } else { Format::Human },
            language: self.language,
        })
    }

    /// Whether the next word says what the command is about.
    fn wants_topic(&self) -> bool {
        matches!(self.verb.as_deref(), Some("help" | "explain")) && self.topic.is_none()
    }

    fn verb(&self) -> Result<Verb, Fault> {
        if self.version {
            return Ok(Verb::Version);
        }
        let Some(verb) = self.verb.as_deref() else {
            if self.help {
                return Ok(Verb::Help(None));
            }
            return Err((
                text!("zeg wat Termijn moet doen", "say what Termijn must do"),
                text!(
                    "typ `termijn build`, of `termijn help` voor alle opdrachten",
                    "type `termijn build`, or `termijn help` for all commands"
                ),
            ));
        };
        if self.help && VERBS.contains(&verb) {
            return Ok(Verb::Help(Some(verb.to_owned())));
        }
        match verb {
            "build" => Ok(Verb::Build),
            "check" => Ok(Verb::Check),
            "when" => Ok(Verb::When { within: self.within.clone() }),
            "changes" => match (&self.from, &self.to) {
                (Some(from), Some(to)) => Ok(Verb::Changes { from: from.clone(), to: to.clone() }),
                _ => Err((
                    text!("`changes` wil twee momenten weten", "`changes` wants to know two moments"),
                    text!(
                        "typ `termijn changes --from 2026-03-01 --to 2026-04-01`",
                        "type `termijn changes --from 2026-03-01 --to 2026-04-01`"
                    ),
                )),
            },
            "explain" => match &self.topic {
                Some(what) => Ok(Verb::Explain { what: what.clone() }),
                None => Err((
                    text!("`explain` wil weten wat u zoekt", "`explain` wants to know what you look for"),
                    text!(
                        "typ de code van een melding: `termijn explain T0201`",
                        "type the code of a message: `termijn explain T0201`"
                    ),
                )),
            },
            "help" => Ok(Verb::Help(self.topic.clone())),
            "version" => Ok(Verb::Version),
            other => Err(unknown_verb(other)),
        }
    }
}

fn unknown_verb(verb: &str) -> Fault {
    (
        text!("de opdracht `{verb}` bestaat niet", "there is no command `{verb}`"),
        match nearest(verb, VERBS) {
            Some(near) => text!("bedoelt u `termijn {near}`?", "did you mean `termijn {near}`?"),
            None => text!("zie `termijn help`", "see `termijn help`"),
        },
    )
}

fn unreadable(error: &lexopt::Error) -> Fault {
    (
        text!("de opdracht is niet te lezen: {error}", "the command cannot be read: {error}"),
        text!("zie `termijn help`", "see `termijn help`"),
    )
}

fn unknown_flag(name: &str, shown: &str) -> Fault {
    (
        text!("de optie {shown} bestaat niet", "there is no option {shown}"),
        match nearest(name, FLAGS) {
            Some(near) => text!("bedoelt u --{near}?", "did you mean --{near}?"),
            None => text!("zie `termijn help`", "see `termijn help`"),
        },
    )
}

fn value(parser: &mut lexopt::Parser, flag: &str) -> Result<OsString, Fault> {
    parser.value().map_err(|_| {
        (
            text!("achter {flag} ontbreekt een waarde", "a value is missing after {flag}"),
            text!("zie `termijn help`", "see `termijn help`"),
        )
    })
}

fn words(parser: &mut lexopt::Parser, flag: &str) -> Result<String, Fault> {
    plain(value(parser, flag)?)
}

fn plain(word: OsString) -> Result<String, Fault> {
    word.into_string().map_err(|word| {
        let word = word.to_string_lossy().into_owned();
        (
            text!("\"{word}\" is geen leesbare tekst", "\"{word}\" is not readable text"),
            text!("typ het opnieuw", "type it again"),
        )
    })
}

fn choice<'a, const N: usize>(typed: &str, flag: &str, words: [&'a str; N]) -> Result<&'a str, Fault> {
    words.into_iter().find(|word| *word == typed).ok_or_else(|| {
        let list = words.join(", ");
        (
            text!("{flag} kan niet \"{typed}\" zijn", "{flag} cannot be \"{typed}\""),
            text!("kies uit: {list}", "choose from: {list}"),
        )
    })
}
