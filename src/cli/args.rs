//! The flags exactly as typed.

mod values;

use crate::config::Server;
use crate::language::{Language, Text};
use crate::lifecycle::Drafts;
use crate::source::nearest;
use crate::text;
use lexopt::prelude::*;
use std::ffi::OsString;
use std::path::PathBuf;
use values::{choice, milliseconds, plain, value, words};

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
    Build { servers: Vec<Server> },
    Check,
    Serve(Preview),
    When { within: Option<String> },
    Changes { from: String, to: String },
    Explain { what: String },
    Init { folder: Option<OsString> },
    New(Wish),
    Schema { subject: Option<String> },
    Plan(Wanted),
    Help(Option<String>),
    Version,
}

/// How `serve` must show the site, exactly as typed.
#[derive(Debug, Default)]
pub(super) struct Preview {
    pub(super) port: Option<String>,
    pub(super) interface: Option<String>,
    pub(super) editor: Option<String>,
    /// Whether to look by itself whether files changed, and after how many milliseconds each time.
    pub(super) poll: Option<Option<String>>,
    /// Whether to open a browser.
    pub(super) open: bool,
}

/// The record that `new` must write.
#[derive(Debug)]
pub(super) struct Wish {
    pub(super) title: String,
    pub(super) section: Option<String>,
    pub(super) layout: Layout,
    /// The record to copy: a path, `section/slug` or a reference.
    pub(super) from: Option<String>,
    /// For what its dates are proposed; the kind among it.
    pub(super) wanted: Wanted,
}

/// Whether a record gets a folder, for files beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// `slug.md`
    File,
    /// `slug/index.md`
    Folder,
}

/// What `plan` or `new` must plan, exactly as typed.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    pub(super) kind: Option<String>,
    pub(super) procedure: Option<String>,
    pub(super) eu: bool,
    pub(super) published: Option<String>,
    pub(super) record: Option<String>,
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

const VERBS: [&str; 12] = [
    "build", "check", "serve", "when", "changes", "explain", "plan", "init", "new", "schema", "help",
    "version",
];
const FLAGS: [&str; 26] = [
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
    "section",
    "folder",
    "procedure",
    "eu",
    "published",
    "for",
    "port",
    "interface",
    "open",
    "no-drafts",
    "poll",
    "editor",
    "host",
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
    /// What stands behind the command, in order.
    words: Vec<OsString>,
    root: Option<PathBuf>,
    output: Option<PathBuf>,
    base_url: Option<String>,
    at: Option<String>,
    within: Option<String>,
    from: Option<String>,
    to: Option<String>,
    section: Option<String>,
    folder: bool,
    wanted: Wanted,
    preview: Preview,
    servers: Vec<Server>,
    drafts: bool,
    no_drafts: bool,
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
                Long("section") => self.section = Some(words(&mut parser, "--section")?),
                Long("folder") => self.folder = true,
                Long("procedure") => self.wanted.procedure = Some(words(&mut parser, "--procedure")?),
                Long("eu") => self.wanted.eu = true,
                Long("published") => self.wanted.published = Some(words(&mut parser, "--published")?),
                Long("for") => self.wanted.record = Some(words(&mut parser, "--for")?),
                Short('p') | Long("port") => self.preview.port = Some(words(&mut parser, "--port")?),
                Short('i') | Long("interface") => {
                    self.preview.interface = Some(words(&mut parser, "--interface")?);
                }
                Short('O') | Long("open") => self.preview.open = true,
                Long("poll") => self.preview.poll = Some(milliseconds(&mut parser)?),
                Long("editor") => self.preview.editor = Some(words(&mut parser, "--editor")?),
                Long("host") => {
                    let names = Server::ALL.map(|(name, _)| name);
                    let name = words(&mut parser, "--host")?;
                    self.servers.extend(Server::named(choice(&name, "--host", names)?));
                }
                Long("no-drafts") => self.no_drafts = true,
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
                Value(word) if self.words.len() < self.verb.as_deref().map_or(0, room) => {
                    self.words.push(word);
                }
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

    fn finish(mut self) -> Result<Args, Fault> {
        let wanted = std::mem::take(&mut self.wanted);
        let preview = std::mem::take(&mut self.preview);
        let mut verb = self.verb()?;
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
        let is_new = matches!(verb, Verb::New(_));
        let is_from = self.from.is_some() && !is_new;
        allowed(is_from || self.to.is_some(), "--from, --to", "`changes`", is_changes)?;
        allowed(self.section.is_some(), "--section", "`new`", is_new)?;
        allowed(self.folder, "--folder", "`new`", is_new)?;
        allowed(self.at.is_some() && is_changes, "--at", "`build`, `check`, `when`", false)?;
        let plans = matches!(verb, Verb::Plan(_) | Verb::Help(_));
        for (flag, name) in [
            (wanted.procedure.is_some(), "--procedure"),
            (wanted.eu, "--eu"),
            (wanted.published.is_some(), "--published"),
        ] {
            allowed(flag, name, "`plan`, `new`", plans || is_new)?;
        }
        allowed(wanted.record.is_some(), "--for", "`plan`", plans)?;
        let is_build = matches!(verb, Verb::Build { .. } | Verb::Help(_));
        allowed(!self.servers.is_empty(), "--host", "`build`", is_build)?;
        let is_serve = matches!(verb, Verb::Serve(_) | Verb::Help(_));
        for (flag, name) in [
            (preview.port.is_some(), "--port"),
            (preview.interface.is_some(), "--interface"),
            (preview.open, "--open"),
            (preview.poll.is_some(), "--poll"),
            (preview.editor.is_some(), "--editor"),
            (self.no_drafts, "--no-drafts"),
        ] {
            allowed(flag, name, "`serve`", is_serve)?;
        }
        if self.drafts && self.no_drafts {
            return Err((
                text!(
                    "--drafts en --no-drafts gaan niet samen",
                    "--drafts and --no-drafts do not go together"
                ),
                text!("laat een van de twee weg", "leave one of the two out"),
            ));
        }
        if let Verb::Serve(typed) = &mut verb {
            *typed = preview;
            self.drafts = !self.no_drafts;
        }
        if let Verb::Plan(typed) | Verb::New(Wish { wanted: typed, .. }) = &mut verb {
            *typed = Wanted { kind: typed.kind.take(), ..wanted };
        }
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
            "build" => Ok(Verb::Build { servers: self.servers.clone() }),
            "check" => Ok(Verb::Check),
            "serve" => Ok(Verb::Serve(Preview::default())),
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
            "explain" => match self.words.first().cloned().map(plain).transpose()? {
                Some(what) => Ok(Verb::Explain { what }),
                None => Err((
                    text!("`explain` wil weten wat u zoekt", "`explain` wants to know what you look for"),
                    text!(
                        "typ de code van een melding: `termijn explain T0201`",
                        "type the code of a message: `termijn explain T0201`"
                    ),
                )),
            },
            "plan" => {
                let kind = self.words.first().cloned().map(plain).transpose()?;
                Ok(Verb::Plan(Wanted { kind, ..Wanted::default() }))
            }
            "init" => Ok(Verb::Init { folder: self.words.first().cloned() }),
            "new" => self.wish().map(Verb::New),
            "schema" => Ok(Verb::Schema { subject: self.words.first().cloned().map(plain).transpose()? }),
            "help" => Ok(Verb::Help(self.words.first().cloned().map(plain).transpose()?)),
            "version" => Ok(Verb::Version),
            other => Err(unknown_verb(other)),
        }
    }

    fn wish(&self) -> Result<Wish, Fault> {
        let mut words = self.words.iter().cloned().map(plain);
        let (Some(kind), Some(title)) = (words.next().transpose()?, words.next().transpose()?) else {
            return Err((
                text!("`new` wil de soort en de titel weten", "`new` wants to know the kind and the title"),
                text!(
                    "typ `termijn new vacature \"Beleidsadviseur groen\"`",
                    "type `termijn new vacature \"Beleidsadviseur groen\"`"
                ),
            ));
        };
        let layout = if self.folder { Layout::Folder } else { Layout::File };
        let wanted = Wanted { kind: Some(kind), ..Wanted::default() };
        Ok(Wish { title, section: self.section.clone(), layout, from: self.from.clone(), wanted })
    }
}

/// How many words may stand behind a command.
fn room(verb: &str) -> usize {
    match verb {
        "new" => 2,
        "explain" | "plan" | "init" | "schema" | "help" => 1,
        _ => 0,
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
