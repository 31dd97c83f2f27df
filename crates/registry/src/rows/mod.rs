//! What the registry holds, as rows that never change once they are there.
//!
//! A row is shared by everybody who reads it: requests, the writer and whoever takes a
//! snapshot of the registry.

mod check;
mod kv;
mod node;
mod service;
mod session;

use std::sync::Arc;

pub use check::{CheckRow, Definition, Expiry, Status};
pub use kv::KvRow;
pub use node::NodeRow;
pub use service::{Place, ServiceRow, Weights};
pub use session::{Behavior, ServiceCheck, SessionRow};

/// When a row came to be and when it changed last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indexes {
    pub create: u64,
    pub modify: u64,
}

impl Indexes {
    pub(crate) fn new(index: u64) -> Self {
        Self {
            create: index,
            modify: index,
        }
    }

    /// Of a row that takes the place of another.
    pub(crate) fn after(old: Option<Self>, index: u64) -> Self {
        Self {
            create: old.map_or(index, |old| old.create),
            modify: index,
        }
    }
}

/// The identity of a row, in the folded form by which it is looked up.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RowKey {
    Kv(Arc<str>),
    Node(Arc<str>),
    Service { node: Arc<str>, id: Arc<str> },
    Check { node: Arc<str>, id: Arc<str> },
    Session(Arc<str>),
}
