//! Nodes, services and checks in memory: small, shared, and cheap to change.
//!
//! A row never changes once it is there; a change puts another row in its place. Equal
//! strings are kept once ([`Names`]), and a map's clone shares all that did not change
//! ([`Ordered`]), so who reads keeps what he began with while others write.

mod names;
mod ordered;
mod pairs;
mod rows;

pub use names::{Names, fold, lookup};
pub use ordered::Ordered;
pub use pairs::Pairs;
pub use rows::{
    CheckRow, Definition, Expiry, Indexes, NodeRow, Place, ServiceRow, Status, Weights,
};
