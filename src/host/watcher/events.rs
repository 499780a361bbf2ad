//! Changes as the system tells them: events of notify → signs → batches.

use super::batch::{Batch, Sign};
use super::polling::Rounds;
use super::sight::{Eyes, Sight};
use super::{POLLING, Told};
use crate::host::clock::Stopwatch;
use crate::host::project::Changed;
use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind, RenameMode};
use notify::{Config, Event, EventKind, RecommendedWatcher, Watcher};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

/// How long to wait before looking whether a root that is gone is back. Nothing tells of that.
const ROOT_AWAY: Duration = Duration::from_millis(250);

/// Elsewhere than on Linux nobody tells that a file was closed, so nothing is waited for.
const CLOSING_IS_TOLD: bool = cfg!(any(target_os = "linux", target_os = "android"));

/// What reaches the watcher's thread.
pub(super) enum Message {
    /// An event, and the number of the eyes that saw it.
    Event(u64, notify::Result<Event>),
    Stop,
}

/// Takes in what the eyes see.
pub(super) type Seen = Box<dyn FnMut(notify::Result<Event>) + Send>;
/// Opens new eyes.
pub(super) type Open = Box<dyn FnMut(Seen) -> notify::Result<Box<dyn Eyes>> + Send>;

/// Opens the eyes that this system has.
pub(super) fn open(seen: Seen) -> notify::Result<Box<dyn Eyes>> {
    Ok(Box::new(RecommendedWatcher::new(seen, Config::default())?))
}

/// A project that the system tells about.
pub(super) struct Watch {
    root: PathBuf,
    ignore: Vec<PathBuf>,
    open: Open,
    messages: Sender<Message>,
    /// How many eyes were opened. What older ones saw speaks of places that are no longer there.
    opened: u64,
    /// None while the root is gone.
    sight: Option<Sight>,
}

impl Watch {
    pub(super) fn start(
        root: &Path,
        ignore: &[PathBuf],
        open: Open,
        messages: Sender<Message>,
    ) -> notify::Result<Self> {
        let (root, ignore) = (root.to_path_buf(), ignore.to_vec());
        let mut watch = Self { root, ignore, open, messages, opened: 0, sight: None };
        watch.look_anew()?;
        Ok(watch)
    }

    /// Opens new eyes on the whole project, when it is there.
    fn look_anew(&mut self) -> notify::Result<()> {
        self.sight = None;
        if !self.root.is_dir() {
            return Ok(());
        }
        self.opened += 1;
        let (messages, opened) = (self.messages.clone(), self.opened);
        let eyes = (self.open)(Box::new(move |event| {
            if event.as_ref().map_or(true, says_something) {
                // Nobody listens any more when the watcher is dropped.
                let _ = messages.send(Message::Event(opened, event));
            }
        }))?;
        match Sight::of(&self.root, &self.ignore, eyes) {
            Ok(sight) => self.sight = Some(sight),
            // It went in between.
            Err(_) if !self.root.is_dir() => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Tells of changes until it is stopped.
    pub(super) fn run(mut self, messages: &Receiver<Message>, tell: &mut dyn FnMut(Told)) {
        let stopwatch = Stopwatch::start();
        let mut batch = Batch::default();
        loop {
            let away = self.sight.is_none().then_some(ROOT_AWAY);
            let told_in = batch.due().map(|due| due.saturating_sub(stopwatch.elapsed()));
            let message = match told_in.into_iter().chain(away).min() {
                Some(wait) => messages.recv_timeout(wait),
                None => messages.recv().map_err(RecvTimeoutError::from),
            };
            let now = stopwatch.elapsed();
            let done = match message {
                Ok(Message::Event(opened, event)) if opened == self.opened => {
                    self.take_in(event, &mut batch, now)
                }
                Ok(Message::Event(..)) => Ok(()),
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => self.look_whether_back(&mut batch, now),
            };
            if let Err(error) = done {
                return self.fall_back(&error, messages, tell);
            }
            if batch.due().is_some_and(|due| due <= now) {
                tell(Told::Changed(batch.take()));
            }
        }
    }

    fn look_whether_back(&mut self, batch: &mut Batch, now: Duration) -> notify::Result<()> {
        if self.sight.is_none() && self.root.is_dir() {
            self.look_anew()?;
            batch.add_everything(now);
        }
        Ok(())
    }

    fn take_in(
        &mut self,
        event: notify::Result<Event>,
        batch: &mut Batch,
        now: Duration,
    ) -> notify::Result<()> {
        let event = event?;
        let Some(sight) = &mut self.sight else { return Ok(()) };
        let root_moved = event.paths.iter().any(|place| sight.is_root(place)) && is_going(event.kind);
        // When events were lost, folders may have come or moved unseen.
        if event.need_rescan() || root_moved {
            batch.add_everything(now);
            return self.look_anew();
        }
        if let (EventKind::Modify(ModifyKind::Name(RenameMode::Both)), [from, to]) =
            (event.kind, &event.paths[..])
            && from.extension() == to.extension()
            && let (Some(from), Some(_)) = (sight.notable(from), sight.notable(to))
        {
            batch.renamed(&from);
        }
        for place in event.paths {
            let Some(below) = sight.notable(&place) else { continue };
            let Some(sign) = sign(event.kind, &place) else { continue };
            if matches!(sign, Sign::Came | Sign::Went) {
                sight.look_at(&place)?;
            }
            batch.add(below, sign, now);
        }
        Ok(())
    }

    /// Looks at the disk from here on: the system tells no more, or not of all.
    fn fall_back(self, error: &notify::Error, messages: &Receiver<Message>, tell: &mut dyn FnMut(Told)) {
        let Self { root, ignore, sight, .. } = self;
        drop(sight);
        let mut rounds = Rounds::start(root, ignore, POLLING);
        tell(Told::FellBack { why: error.to_string() });
        tell(Told::Changed(Changed::Everything));
        rounds.run(messages, tell);
    }
}

/// Reading, other modes and other times are no change. Left out before anyone is woken: every file that we read
/// ourselves is such an event.
fn says_something(event: &Event) -> bool {
    event.need_rescan()
        || !matches!(
            event.kind,
            EventKind::Access(AccessKind::Any | AccessKind::Read | AccessKind::Open(_) | AccessKind::Other)
                | EventKind::Access(AccessKind::Close(
                    AccessMode::Any | AccessMode::Read | AccessMode::Execute
                ))
                | EventKind::Modify(ModifyKind::Metadata(_))
        )
}

/// Whether an event of this kind says that what it names is no longer there.
fn is_going(kind: EventKind) -> bool {
    matches!(kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)))
}

/// What an event of this kind says of a place.
fn sign(kind: EventKind, place: &Path) -> Option<Sign> {
    let is_there = || if fs::symlink_metadata(place).is_ok() { Sign::Came } else { Sign::Went };
    Some(match kind {
        EventKind::Create(CreateKind::File) if CLOSING_IS_TOLD && will_be_closed(place) => Sign::Opened,
        EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(RenameMode::To)) => Sign::Came,
        EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From)) => Sign::Went,
        // Its two paths were told one by one before.
        EventKind::Modify(ModifyKind::Name(RenameMode::Both)) if CLOSING_IS_TOLD => return None,
        EventKind::Modify(ModifyKind::Name(_)) => is_there(),
        EventKind::Modify(_) if CLOSING_IS_TOLD => Sign::Written,
        EventKind::Modify(_) | EventKind::Access(_) => Sign::Closed,
        EventKind::Any | EventKind::Other => is_there(),
    })
}

/// Whether what was made here was made by opening it: not a link, a pipe, or a second name of a file.
fn will_be_closed(place: &Path) -> bool {
    // One that is gone by now was, most likely.
    fs::symlink_metadata(place).map_or(true, |about| about.is_file() && about.nlink() == 1)
}
