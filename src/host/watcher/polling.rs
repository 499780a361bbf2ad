//! Changes found by looking at the disk again and again, for where no event ever comes.
//!
//! notify has such a watcher too. It compares whole seconds of writing times and nothing else, so that it
//! misses a second save within one second, and every file that is replaced by an older one.

use super::Told;
use super::events::Message;
use crate::host::clock::{self, Stopwatch};
use crate::host::files::Stamp;
use crate::host::project::{Changed, Found, Ground};
use crate::source::Refusal;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

/// How long nothing more must change before it is told, so that a save or a `git switch` is not seen halfway.
const SETTLING: Duration = Duration::from_millis(60);
/// The longest that is waited for that.
const LONGEST: Duration = Duration::from_secs(1);
/// How long a file is young: another write may leave the same stamp. After that it is told once more.
const YOUTH: Duration = Duration::from_millis(2500);
/// Looking takes at most this part of the time.
const SHARE: u32 = 10;

/// What stood where at one look, by the path it is shown under; none when the root was gone.
type Look = Option<BTreeMap<String, Mark>>;

#[derive(Debug, PartialEq, Eq)]
enum Mark {
    File(Stamp),
    Refused(Refusal),
}

/// A project that is looked at again and again.
pub(super) struct Rounds {
    root: PathBuf,
    ignore: Vec<PathBuf>,
    pause: Duration,
    last: Look,
    young: BTreeMap<String, Stopwatch>,
}

impl Rounds {
    /// Looks for the first time. What changes from here on will be told.
    pub(super) fn start(root: PathBuf, ignore: Vec<PathBuf>, pause: Duration) -> Self {
        let mut rounds = Self { root, ignore, pause, last: None, young: BTreeMap::new() };
        rounds.last = rounds.look();
        let now = clock::now();
        for (path, mark) in rounds.last.iter().flatten() {
            if matches!(mark, Mark::File(stamp) if !stamp.is_settled(now)) {
                rounds.young.insert(path.clone(), Stopwatch::start());
            }
        }
        rounds
    }

    /// Tells of changes until it is stopped.
    pub(super) fn run(&mut self, messages: &Receiver<Message>, tell: &mut dyn FnMut(Told)) {
        let mut pause = self.pause;
        while go_on(messages, pause) {
            let stopwatch = Stopwatch::start();
            let mut look = self.look();
            pause = self.pause.max(stopwatch.elapsed() * SHARE);
            while look != self.last && stopwatch.elapsed() < LONGEST {
                if !go_on(messages, SETTLING) {
                    return;
                }
                let next = self.look();
                let settled = next == look;
                look = next;
                if settled {
                    break;
                }
            }
            if let Some(changed) = self.take_in(look) {
                tell(Told::Changed(changed));
            }
        }
    }

    fn take_in(&mut self, look: Look) -> Option<Changed> {
        let Self { last, young, .. } = self;
        let before = std::mem::replace(last, look);
        let (before, now) = match (&before, &*last) {
            (Some(before), Some(now)) => (before, now),
            (None, None) => return None,
            (Some(_), None) | (None, Some(_)) => return Some(Changed::Everything),
        };
        let mut paths: BTreeSet<PathBuf> = BTreeSet::new();
        young.retain(|path, since| {
            let is_young = since.elapsed() < YOUTH;
            if !is_young {
                paths.insert(path.into());
            }
            is_young
        });
        let gone = before.keys().filter(|path| !now.contains_key(*path));
        paths.extend(gone.map(PathBuf::from));
        for (path, mark) in now {
            if before.get(path) != Some(mark) {
                paths.insert(path.into());
                young.insert(path.clone(), Stopwatch::start());
            }
        }
        (!paths.is_empty()).then_some(Changed::Paths(paths))
    }

    fn look(&self) -> Look {
        let ground = Ground::find(&self.root, &self.ignore).ok()?;
        let mut walk = ground.walk();
        walk.all();
        let marks = walk.found.into_iter().filter_map(|(shown, what)| match what {
            Found::File(place) => {
                let about = fs::symlink_metadata(place).ok()?;
                Some((shown, Mark::File(Stamp::of(&about))))
            }
            Found::Refused(why) => Some((shown, Mark::Refused(why))),
        });
        Some(marks.collect())
    }
}

/// Waits; whether to go on after that.
fn go_on(messages: &Receiver<Message>, wait: Duration) -> bool {
    let stopwatch = Stopwatch::start();
    loop {
        match messages.recv_timeout(wait.saturating_sub(stopwatch.elapsed())) {
            Err(RecvTimeoutError::Timeout) => return true,
            Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
            // A last word of eyes that have been closed.
            Ok(Message::Event(..)) => {}
        }
    }
}
