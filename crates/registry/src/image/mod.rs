//! The registry's whole content in memory.
//!
//! A clone shares everything and costs a few reference counts, so a reader keeps the one it
//! began with while the writer goes on with its own.

mod catalog;
mod kv;
mod sessions;

use std::sync::Arc;

pub use catalog::Catalog;
pub use kv::Kv;
pub use sessions::Sessions;

/// One state of the registry. It never changes.
#[derive(Clone, Debug, Default)]
pub struct Image {
    /// The index of the last change.
    pub index: u64,
    pub kv: Kv,
    pub catalog: Catalog,
    pub sessions: Sessions,
}

impl Image {
    /// An image read from disk: what was there before counts as changed now, because
    /// removals before the start are not known any more and somebody may wait for one.
    pub(crate) fn settle(&mut self, index: u64) {
        self.index = index;
        self.kv.floor = index;
        self.kv.index = index;
        self.catalog.floor = index;
        self.catalog.nodes_index = index;
        self.catalog.services_index = index;
        self.catalog.checks_index = index;
        self.sessions.index = index;
    }
}

pub(crate) type Pair = (Arc<str>, Arc<str>);
pub(crate) type Triple = (Arc<str>, Arc<str>, Arc<str>);

pub(crate) fn nothing() -> Arc<str> {
    Arc::from("")
}
