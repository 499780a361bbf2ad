//! What the server asks: the proof that is in place, at the moment that the clock shows.

use super::Signal;
use super::sources::Sources;
use crate::digest::Digest;
use crate::edition::Prepared;
use crate::host::clock;
use crate::host::project::copy_attachment;
use crate::host::server::Answers;
use crate::preview::{Answer, Behind, Cause, Proof, Request};
use crate::time::Instant;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

/// How often, and after how long each time, is looked whether a file that changed is in the proof.
const PATIENCE: usize = 100;
const PAUSE: Duration = Duration::from_millis(20);

/// A proof, and the clock by which it is shown.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub(super) proof: Arc<Proof>,
    /// The instant at which the clock stands; `None` when it runs.
    pub(super) still: Option<Instant>,
}

impl Shown {
    /// The instant that the preview's clock shows.
    pub(super) fn now(&self) -> Instant {
        self.still.unwrap_or_else(now)
    }
}

/// What the system clock shows; the start of 1970 when that is no moment at all.
pub(super) fn now() -> Instant {
    let start = || Instant::from_unix_seconds(0).expect("1970 lies within the years 1 to 9999");
    Instant::from_unix_seconds(clock::now()).unwrap_or_else(start)
}

/// Answers from the proof that is in place.
pub(super) struct Front {
    root: PathBuf,
    /// Held while the sources change and until the proof of them is in place.
    sources: Mutex<Sources>,
    shown: RwLock<Arc<Shown>>,
    signals: Mutex<Sender<Signal>>,
}

impl Front {
    pub(super) fn new(root: PathBuf, sources: Sources, shown: Shown, signals: Sender<Signal>) -> Self {
        Self {
            root,
            sources: Mutex::new(sources),
            shown: RwLock::new(Arc::new(shown)),
            signals: Mutex::new(signals),
        }
    }

    /// The proof that is in place.
    pub(super) fn shown(&self) -> Arc<Shown> {
        Arc::clone(&self.shown.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts another in its place; requests that are being answered keep the one they began with.
    pub(super) fn show(&self, shown: Shown) {
        *self.shown.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(shown);
    }

    /// The sources. While somebody holds them no other proof comes in place.
    pub(super) fn sources(&self) -> MutexGuard<'_, Sources> {
        self.sources.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn signal(&self, signal: Signal) {
        let signals = self.signals.lock().unwrap_or_else(PoisonError::into_inner);
        // Only when the program ends there is nobody to tell.
        let _ = signals.send(signal);
    }
}

impl Behind for Front {
    fn copy(&self, path: &str, digest: Digest, to: &mut dyn Write) -> io::Result<()> {
        copy_attachment(&self.root, path, digest, to)
    }

    fn source(&self, path: &str) -> Option<Arc<[u8]>> {
        self.sources().source(path)
    }

    fn rehearse(&self, path: &str, bytes: &[u8]) -> Prepared {
        self.sources().rehearse(path, bytes)
    }
}

impl Answers for Front {
    fn answer(&self, request: &Request<'_>) -> Answer {
        let mut patience = PATIENCE;
        loop {
            let shown = self.shown();
            let answer = shown.proof.answer(request, shown.now(), shown.still.is_some(), self);
            if shown.proof.has_new_failures() {
                self.signal(Signal::Failed);
            }
            if !answer.is_busy() || patience == 0 {
                return answer;
            }
            // A document that was saved just now: the proof that knows it is on its way.
            patience -= 1;
            std::thread::sleep(PAUSE);
        }
    }

    fn greeting(&self) -> String {
        let shown = self.shown();
        shown.proof.event(Cause::Start, shown.now())
    }
}
