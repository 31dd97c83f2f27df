//! What the registry holds, as rows that never change once they are there.
//!
//! A row is shared by everybody who reads it: requests, the writer and whoever takes a
//! snapshot of the registry.

mod kv;
mod session;

use std::sync::Arc;

pub(crate) use catalog::{
    CheckRow, Definition, Expiry, Indexes, NodeRow, Place, ServiceRow, Status, Weights,
};
pub use kv::KvRow;
pub use session::{Behavior, ServiceCheck, SessionRow};

/// The identity of a row, in the folded form by which it is looked up.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RowKey {
    Kv(Arc<str>),
    Node(Arc<str>),
    Service { node: Arc<str>, id: Arc<str> },
    Check { node: Arc<str>, id: Arc<str> },
    Session(Arc<str>),
}

/// Whether an instance has all of some tags, in any case.
pub(crate) fn has_tags(row: &ServiceRow, asked: &[impl AsRef<str>]) -> bool {
    asked.iter().all(|asked| {
        let asked = asked.as_ref().to_lowercase();
        row.tags().iter().any(|tag| tag.to_lowercase() == asked)
    })
}
