//! How many connections a port may have.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tracing::warn;

/// Who comes when all are taken is sent away at once, so that files and other ports of the
/// process do not run out of descriptors. Clones are of one.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    free: Arc<Semaphore>,
    most: usize,
    /// So that the log has one line however many are sent away, until there is room again.
    told: Arc<AtomicBool>,
}

impl Places {
    pub(crate) fn new(most: usize) -> Self {
        Self {
            free: Arc::new(Semaphore::new(most)),
            most,
            told: Arc::default(),
        }
    }

    pub(super) fn take(&self) -> io::Result<OwnedSemaphorePermit> {
        if let Ok(place) = Arc::clone(&self.free).try_acquire_owned() {
            if self.free.available_permits() > self.most / 2 {
                self.told.store(false, Ordering::Relaxed);
            }
            return Ok(place);
        }
        if !self.told.swap(true, Ordering::Relaxed) {
            warn!(most = self.most, "connections are turned away: too many");
        }
        Err(io::ErrorKind::ConnectionRefused.into())
    }
}
