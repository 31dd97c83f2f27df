//! What happens after a write has failed: the file is opened anew, and as long as that
//! cannot be done every change is refused.

use std::sync::Arc;

use super::{Failure, Request, Worker};
use crate::error::{OpenError, StoreError};

/// The pause before the file is tried again; it doubles with each failure.
const FIRST_PAUSE_MS: u64 = 1_000;
const LONGEST_PAUSE_MS: u64 = 60_000;

/// The file cannot be opened.
#[derive(Debug)]
pub(super) struct Outage {
    pause_ms: u64,
    /// On the registry's clock. Nothing is tried before.
    pub(super) retry_at: u64,
}

impl Worker {
    /// Opens the file anew if a write has failed, and shows what is really in it: the
    /// failed write may be there or not.
    pub(super) fn mend(&mut self) -> Result<(), StoreError> {
        if !self.disk.is_broken() {
            return Ok(());
        }
        let now = self.now();
        if let Some(outage) = &self.outage
            && now < outage.retry_at
        {
            return Err(StoreError::NotOpen);
        }
        match self.open_again() {
            Ok(()) => {
                if self.outage.take().is_some() {
                    tracing::warn!("registry.outage_over");
                }
                Ok(())
            }
            Err(error) => {
                let pause_ms = match &self.outage {
                    Some(outage) => (outage.pause_ms * 2).min(LONGEST_PAUSE_MS),
                    None => {
                        tracing::error!(%error, "registry.reopen_failed");
                        FIRST_PAUSE_MS
                    }
                };
                self.outage = Some(Outage {
                    pause_ms,
                    retry_at: now + pause_ms,
                });
                Err(StoreError::NotOpen)
            }
        }
    }

    fn open_again(&mut self) -> Result<(), OpenError> {
        self.disk.reopen()?;
        let opened = self.show_again();
        if opened.is_err() {
            self.disk.let_go();
        }
        opened
    }

    fn show_again(&mut self) -> Result<(), OpenError> {
        let shown = self.shared.image.load();
        if self.disk.index()? == shown.index && !self.has_stumbled {
            // Nothing of the failed write is there, so nobody has to look again.
            return Ok(());
        }
        let mut image = self.disk.load(&mut self.names)?;
        image.sessions.delays = shown.sessions.delays.clone();
        tracing::warn!(index = image.index, "registry.reopened");
        self.show_other(image);
        self.has_stumbled = false;
        Ok(())
    }

    pub(super) fn refuse_all(&mut self, requests: Vec<Request>, error: StoreError) -> bool {
        let error = Arc::new(error);
        let mut ends = false;
        for request in requests {
            match request {
                Request::Change { answer, .. } => {
                    let _ = answer.send(Err(Failure::Store(Arc::clone(&error))));
                }
                Request::Replace { answer, .. } => {
                    let _ = answer.send(Err(StoreError::NotOpen));
                }
                Request::Compact { answer } => {
                    let _ = answer.send(Err(StoreError::NotOpen));
                }
                Request::Close => ends = true,
            }
        }
        ends
    }
}
