//! The places at which a test can stop a build: nothing at all outside tests.

/// Comes before each change on the disk.
#[cfg(not(test))]
#[inline]
pub(super) fn step() -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
pub(super) use for_tests::{Stop, step, stop_at};

#[cfg(test)]
mod for_tests {
    use std::io;
    use std::sync::atomic::{AtomicU64, Ordering};

    /// How a build is stopped.
    #[derive(Clone, Copy, PartialEq, Eq)]
    pub(in super::super) enum Stop {
        /// As by a signal that cannot be caught.
        Killed,
        /// From this step on the disk takes nothing more.
        Full,
    }

    /// The steps until the stop, times two, and one more when the disk is full; 0 for never.
    static UNTIL: AtomicU64 = AtomicU64::new(0);

    /// Stops the build after so many more steps. Belongs in a process of its own.
    pub(in super::super) fn stop_at(steps: u64, stop: Stop) {
        UNTIL.store((steps + 1) * 2 + u64::from(stop == Stop::Full), Ordering::Relaxed);
    }

    pub(in super::super) fn step() -> io::Result<()> {
        let count = |left: u64| (left >= 4).then(|| left - 2);
        match UNTIL.fetch_update(Ordering::Relaxed, Ordering::Relaxed, count) {
            Err(2) => std::process::abort(),
            Err(3) => Err(io::ErrorKind::StorageFull.into()),
            _ => Ok(()),
        }
    }
}
