//! Tells that the author's files changed: in go a folder and what of it is not the author's, out come batches.
//!
//! A batch names what *may* differ; [`Kept::refresh`](super::project::Kept::refresh) finds out what does.
//! Nothing but `termijn.toml`, `content/` and `themes/` is watched, never the output, and our own reading tells
//! nothing.

mod batch;
mod events;
mod polling;
mod sight;

use super::Error;
use super::error::{Doing, While};
use super::project::Changed;
use events::{Message, Open};
use polling::Rounds;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::Duration;

/// How often the disk is looked at when it tells nothing itself.
pub const POLLING: Duration = Duration::from_millis(500);

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watching {
    /// The system tells of them. When it cannot, the disk is looked at every [`POLLING`].
    Events,
    /// The disk is looked at, with this time in between; or ten times what a look takes, when that is more.
    /// For places where changes come about unseen: network drives, mounts of containers and virtual machines.
    Polling(Duration),
}

/// What a watcher has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// This may differ from what was there before.
    Changed(Changed),
    /// The system tells no more of changes; from here on the disk is looked at every [`POLLING`].
    FellBack {
        /// Why, in the system's own words.
        why: String,
    },
}

/// Watches a project until it is dropped. A telling that is under way then comes to its end; no other follows.
#[derive(Debug)]
pub struct Watcher {
    stop: Sender<Message>,
}

impl Watcher {
    /// Watches the project at `root`, but not the folders in `ignore`, which need not be there yet.
    ///
    /// `tell` is called from a thread of the watcher, never twice at once; what happens meanwhile comes in the
    /// next batch. Whatever changes after this returns is told, so start first and read then. The parts of a
    /// project may be missing, come later, be links, or be replaced as a whole, and so may the root.
    ///
    /// Fails only when `root` cannot be found or no thread can be had.
    pub fn start(
        root: &Path,
        ignore: &[PathBuf],
        how: Watching,
        tell: impl FnMut(Told) + Send + 'static,
    ) -> Result<Self, Error> {
        Self::start_with(root, ignore, how, Box::new(events::open), tell)
    }

    /// As [`Watcher::start`], with another source of events.
    fn start_with(
        root: &Path,
        ignore: &[PathBuf],
        how: Watching,
        open: Open,
        mut tell: impl FnMut(Told) + Send + 'static,
    ) -> Result<Self, Error> {
        root.canonicalize().while_(Doing::FindFolder, root)?;
        let (stop, messages) = channel();
        let polling = |pause| Rounds::start(root.to_path_buf(), ignore.to_vec(), pause);
        let run: Box<dyn FnOnce() + Send> = match how {
            Watching::Polling(pause) => {
                let mut rounds = polling(pause);
                Box::new(move || rounds.run(&messages, &mut tell))
            }
            Watching::Events => match events::Watch::start(root, ignore, open, stop.clone()) {
                Ok(watch) => Box::new(move || watch.run(&messages, &mut tell)),
                Err(error) => {
                    let mut rounds = polling(POLLING);
                    Box::new(move || {
                        tell(Told::FellBack { why: error.to_string() });
                        rounds.run(&messages, &mut tell);
                    })
                }
            },
        };
        let name = "watcher".to_owned();
        thread::Builder::new().name(name).spawn(run).while_(Doing::Watch, root)?;
        Ok(Self { stop })
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        // The thread may have ended by itself.
        let _ = self.stop.send(Message::Stop);
    }
}

#[cfg(test)]
mod tests;
