//! `termijn serve`: the site in a browser while it is written, as a build would make it.
//!
//! One thread looks after the sources and the clock: it lays out a new proof, puts it in place of the old one and
//! only then tells the open pages. The server answers from whichever proof is in place.

mod editor;
mod front;
mod news;
mod open;
mod sources;

use super::args::{Args, Preview};
use super::{Exit, project, report};
use crate::host::clock::{self, Stopwatch};
use crate::host::project::Changed;
use crate::host::server::{self, Bell, Listening, Port};
use crate::host::watcher::{POLLING, Told, Watcher, Watching};
use crate::preview::{Cause, Proof, Wish};
use crate::text;
use crate::time::Instant;
use front::{Front, Shown};
use news::News;
use sources::Sources;
use std::net::{IpAddr, Ipv4Addr};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

/// The port that is tried first.
const PORT: u16 = 4000;
/// The longest wait without a look at the clock: it can be set, and the machine can sleep.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// What the thread that looks after the proof waits for.
#[derive(Debug)]
enum Signal {
    /// The watcher tells something.
    Told(Told),
    /// A page could not be made, and nobody has heard of it yet.
    Failed,
}

pub(super) fn run(args: &Args, preview: &Preview) -> Exit {
    match serve(args, preview) {
        Ok(never) => match never {},
        Err(exit) => exit,
    }
}

fn serve(args: &Args, preview: &Preview) -> Result<std::convert::Infallible, Exit> {
    let watching = watching(args, preview)?;
    let editor = match &preview.editor {
        Some(typed) => editor::read(typed, args.language)?,
        None => editor::STANDARD.to_owned(),
    };
    let listening = listen(args, preview)?;
    let root = args.root.canonicalize().unwrap_or_else(|_| args.root.clone());
    let wish = Wish {
        base_url: args.base_url.clone(),
        drafts: args.drafts,
        language: args.language,
        editor,
        root: root.display().to_string(),
    };
    // Watched before it is read: what changes in between is read twice, and never missed.
    let (signals, signalled) = mpsc::channel();
    let ignore = [args.output()];
    let telling = signals.clone();
    let tell = move |told| {
        let _ = telling.send(Signal::Told(told));
    };
    let machine = |error: &crate::host::Error| report::machine(&error.message(), args.language);
    let watcher = Watcher::start(&args.root, &ignore, watching, tell).map_err(|error| machine(&error))?;
    let mut sources = Sources::read(&args.root, &ignore, wish).map_err(|error| machine(&error))?;
    let proof = sources.lay_out(&[]);
    let still = still(args, &proof)?;
    let bell = Bell::default();
    let shown = Shown { proof, still };
    let mut news = News::new(args.format, args.language);
    let origin = listening.origin();
    let is_reachable_by_others = listening.is_reachable_by_others();
    let front = Arc::new(Front::new(args.root.clone(), sources, shown, signals));
    let now = front.shown().now();
    let base = front.shown().proof.base_path().to_owned();
    listening.open(Arc::clone(&front), bell.clone(), args.language).map_err(|error| machine(&error))?;
    let address = format!("{origin}{base}");
    news.ready(&address, is_reachable_by_others, args, &front.shown(), now, front.sources().tree());
    if preview.open {
        open::browser(&address, args.language);
    }
    let mut loop_ = Loop { args, front, bell, news, _watcher: watcher, seen_at: now };
    loop {
        loop_.turn(&signalled);
    }
}

/// The port to listen on, and the interface.
fn listen(args: &Args, preview: &Preview) -> Result<Listening, Exit> {
    let wrong = |message, help| report::wrong_usage(&message, &help, args.language);
    let port = match &preview.port {
        None => Port::From(PORT),
        Some(typed) => typed.parse().map(Port::Exactly).map_err(|_| {
            wrong(
                text!("--port kan niet \"{typed}\" zijn", "--port cannot be \"{typed}\""),
                text!("noem een getal tot 65535, zoals 4000", "name a number up to 65535, such as 4000"),
            )
        })?,
    };
    let interface = match preview.interface.as_deref() {
        None | Some("localhost") => IpAddr::V4(Ipv4Addr::LOCALHOST),
        Some(typed) => typed.trim_matches(['[', ']']).parse().map_err(|_| {
            wrong(
                text!("--interface kan niet \"{typed}\" zijn", "--interface cannot be \"{typed}\""),
                text!(
                    "noem een IP-adres van deze computer: 127.0.0.1 voor u alleen, 0.0.0.0 voor het hele netwerk",
                    "name an IP address of this computer: 127.0.0.1 for you alone, 0.0.0.0 for the whole network"
                ),
            )
        })?,
    };
    server::listen(interface, port).map_err(|it| wrong(it.message, it.help))
}

fn watching(args: &Args, preview: &Preview) -> Result<Watching, Exit> {
    let Some(typed) = &preview.poll else { return Ok(Watching::Events) };
    let pause = match typed {
        None => Some(POLLING),
        Some(typed) => {
            let milliseconds = typed.parse().ok().filter(|it| (10..=3_600_000).contains(it));
            milliseconds.map(Duration::from_millis)
        }
    };
    pause.map(Watching::Polling).ok_or_else(|| {
        let typed = typed.as_deref().unwrap_or_default();
        report::wrong_usage(
            &text!("--poll kan niet \"{typed}\" zijn", "--poll cannot be \"{typed}\""),
            &text!(
                "noem een aantal milliseconden van 10 of meer, zoals --poll 500",
                "name a number of milliseconds of 10 or more, such as --poll 500"
            ),
            args.language,
        )
    })
}

/// The instant at which the preview's clock stands; `None` when it runs.
fn still(args: &Args, proof: &Proof) -> Result<Option<Instant>, Exit> {
    if args.at.is_none() && clock::source_date_epoch().is_none() {
        return Ok(None);
    }
    project::instant(args, proof.zone()).map(Some)
}

struct Loop<'a> {
    args: &'a Args,
    front: Arc<Front>,
    bell: Bell,
    news: News,
    /// Tells of changes for as long as it is there.
    _watcher: Watcher,
    /// The instant at which the site was last looked at.
    seen_at: Instant,
}

impl Loop<'_> {
    /// Waits for something to happen, and does what it asks for.
    fn turn(&mut self, signals: &Receiver<Signal>) {
        match signals.recv_timeout(self.wait()) {
            Ok(Signal::Told(Told::Changed(changed))) => self.changed(&changed),
            Ok(Signal::Told(Told::FellBack { why })) => self.news.fell_back(&why),
            Ok(Signal::Failed) => self.failed(),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
        }
        self.look_at_the_clock();
    }

    /// Until the next moment at which the site changes, by the clock.
    fn wait(&self) -> Duration {
        let shown = self.front.shown();
        if shown.still.is_some() {
            return LONGEST_WAIT;
        }
        let until = shown.proof.edition(self.seen_at).and_then(|edition| edition.valid_until());
        until.map_or(LONGEST_WAIT, |until| clock::until(until.unix_seconds()).min(LONGEST_WAIT))
    }

    fn changed(&mut self, changed: &Changed) {
        let stopwatch = Stopwatch::start();
        let front = Arc::clone(&self.front);
        let mut sources = front.sources();
        let refreshed = sources.refresh(changed);
        let paths = match refreshed {
            Ok(paths) => paths,
            // The folder is away for a moment, or for good: what was shown stays.
            Err(error) => return self.news.machine(&error.message()),
        };
        if paths.is_empty() {
            return;
        }
        // A fault of ours in what somebody typed is no reason to end: the site that was shown stays.
        let laid_out = panic::catch_unwind(AssertUnwindSafe(|| sources.lay_out(&paths)));
        let Ok(proof) = laid_out else {
            return self.news.machine(&text!(
                "Termijn kan deze wijziging niet verwerken: er zit een fout in het programma.",
                "Termijn cannot take this change in: there is a fault in the program."
            ));
        };
        let before = self.front.shown();
        // A zone that changed gives what was typed another meaning.
        let still = before.still.map(|at| still(self.args, &proof).ok().flatten().unwrap_or(at));
        let shown = Shown { proof, still };
        let now = shown.now();
        // The site of now is planned before anyone can ask for it.
        let _ = shown.proof.edition(now);
        self.front.show(shown);
        self.seen_at = now;
        let shown = self.front.shown();
        self.bell.ring(&shown.proof.event(Cause::Files, now));
        self.news.changed(&paths, stopwatch.elapsed(), &shown, now, sources.tree());
    }

    /// A page could not be made: the pages hear of the problem. They do so once for each problem, so a page that
    /// loads itself again does not do so for ever.
    fn failed(&mut self) {
        let shown = self.front.shown();
        let now = shown.now();
        self.bell.ring(&shown.proof.event(Cause::Failure, now));
        self.news.failed(&shown, now, self.front.sources().tree());
    }

    /// Tells when the site of now is another than the one that was seen last.
    fn look_at_the_clock(&mut self) {
        let shown = self.front.shown();
        let now = shown.now();
        let before = std::mem::replace(&mut self.seen_at, now);
        let (Some(inputs), false) = (&shown.proof.inputs, before == now) else { return };
        let valid_from = |at| shown.proof.edition(at).and_then(|edition| edition.valid_from());
        if valid_from(before) == valid_from(now) {
            return;
        }
        self.bell.ring(&shown.proof.event(Cause::Time, now));
        let reasons = crate::edition::reasons(inputs, before.min(now), before.max(now));
        self.news.time(&reasons, &shown, now, self.front.sources().tree());
    }
}
