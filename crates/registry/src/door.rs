//! Who may ask what on a port.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use crate::hidden::Hidden;

/// What stands between a port and the registry. In process there is none.
#[derive(Clone)]
pub struct Door {
    pub(crate) reach: Reach,
    pub(crate) hidden: Arc<Hidden>,
    accepts: Arc<dyn Fn(&str) -> bool + Send + Sync>,
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
        Self {
            reach,
            hidden: Arc::new(hidden.into_iter().collect()),
            accepts: Arc::new(accepts),
        }
    }

    pub(crate) fn accepts(&self, token: &str) -> bool {
        (self.accepts)(token)
    }
}

impl fmt::Debug for Door {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Door")
            .field("reach", &self.reach)
            .field("hidden", &self.hidden)
            .finish_non_exhaustive()
    }
}
