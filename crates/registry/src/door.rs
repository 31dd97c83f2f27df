//! Who may ask what on a port.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::hidden::Hidden;

/// What stands between a port and the registry. In process there is none.
#[derive(Clone)]
pub struct Door {
    pub(crate) reach: Reach,
    pub(crate) hidden: Arc<Hidden>,
    pub(crate) limits: DoorLimits,
    waiting: Arc<Semaphore>,
    accepts: Arc<dyn Fn(&str) -> bool + Send + Sync>,
}

/// How much may be asked for through a door, by all together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DoorLimits {
    /// Questions that wait for a change at the same time.
    pub waiting: usize,
    /// How long the body of a request may take to come in.
    pub body_time: Duration,
}

impl Default for DoorLimits {
    fn default() -> Self {
        Self {
            waiting: 1_024,
            body_time: Duration::from_secs(30),
        }
    }
}

/// From where a port can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// From this machine alone: the catalog and the health of services can be read without a
    /// token, and the name by which the port is called must be one of this machine, so that
    /// no page of somebody else's reads it through a name that leads here.
    Loopback,
    /// From elsewhere too: nothing goes without a token.
    Network,
}

impl Reach {
    pub fn of(address: IpAddr) -> Self {
        if address.to_canonical().is_loopback() {
            Self::Loopback
        } else {
            Self::Network
        }
    }
}

impl Door {
    /// `accepts` says whether a token is good, in a time that does not depend on how nearly
    /// it is. Keys that begin as one of `hidden` are neither told nor changed, whatever the
    /// token.
    pub fn new(
        reach: Reach,
        hidden: impl IntoIterator<Item = String>,
        accepts: impl Fn(&str) -> bool + Send + Sync + 'static,
    ) -> Self {
        let limits = DoorLimits::default();
        Self {
            reach,
            hidden: Arc::new(hidden.into_iter().collect()),
            limits,
            waiting: places(limits),
            accepts: Arc::new(accepts),
        }
    }

    #[must_use]
    pub fn with_limits(self, limits: DoorLimits) -> Self {
        Self {
            limits,
            waiting: places(limits),
            ..self
        }
    }

    /// A place for a question that waits, given back when it is dropped; nothing when all
    /// are taken.
    pub(crate) fn place(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.waiting).try_acquire_owned().ok()
    }

    pub(crate) fn accepts(&self, token: &str) -> bool {
        (self.accepts)(token)
    }
}

fn places(limits: DoorLimits) -> Arc<Semaphore> {
    Arc::new(Semaphore::new(limits.waiting.min(Semaphore::MAX_PERMITS)))
}

impl fmt::Debug for Door {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Door")
            .field("reach", &self.reach)
            .field("hidden", &self.hidden)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
