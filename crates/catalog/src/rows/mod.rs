//! What a catalog holds.

mod check;
mod node;
mod service;

pub use check::{CheckRow, Definition, Expiry, Status};
pub use node::NodeRow;
pub use service::{Place, ServiceRow, Weights};

/// When a row came to be and when it changed last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indexes {
    pub create: u64,
    pub modify: u64,
}

impl Indexes {
    pub fn new(index: u64) -> Self {
        Self {
            create: index,
            modify: index,
        }
    }

    /// Of a row that takes the place of another.
    pub fn after(old: Option<Self>, index: u64) -> Self {
        Self {
            create: old.map_or(index, |old| old.create),
            modify: index,
        }
    }
}
