//! A machine, or what stands for one.

use std::sync::Arc;

use super::Indexes;
use crate::pairs::Pairs;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeRow {
    pub name: Arc<str>,
    /// A UUID, or nothing.
    pub id: Arc<str>,
    pub address: Arc<str>,
    pub tagged_addresses: Option<Pairs>,
    pub meta: Option<Pairs>,
    pub indexes: Indexes,
}

impl NodeRow {
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.name == other.name
            && self.id == other.id
            && self.address == other.address
            && self.tagged_addresses == other.tagged_addresses
            && self.meta == other.meta
    }
}
