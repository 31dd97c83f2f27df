//! A wish to read again from the start. It is not lost while its reader is busy.

use std::sync::Arc;

use tokio::sync::watch;

/// Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Again {
    catalog: Arc<watch::Sender<()>>,
    members: Arc<watch::Sender<()>>,
}

impl Again {
    /// The nodes with what is on them, whatever is believed to be known.
    pub fn catalog(&self) {
        self.catalog.send_replace(());
    }

    /// Who is in the cluster, without waiting for the next time.
    pub fn members(&self) {
        self.members.send_replace(());
    }

    /// Tells of wishes from now on.
    pub(super) fn of_catalog(&self) -> watch::Receiver<()> {
        self.catalog.subscribe()
    }

    pub(super) fn of_members(&self) -> watch::Receiver<()> {
        self.members.subscribe()
    }
}
