//! One instance of a service on a node.

use std::sync::Arc;

use super::Indexes;
use crate::pairs::Pairs;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceRow {
    /// The node's name as it was written when the service was registered.
    pub node: Arc<str>,
    pub id: Arc<str>,
    pub name: Arc<str>,
    pub tags: Option<Arc<[Arc<str>]>>,
    pub address: Arc<str>,
    pub tagged_addresses: Option<Arc<[Place]>>,
    pub meta: Option<Pairs>,
    pub port: i32,
    pub weights: Weights,
    pub enable_tag_override: bool,
    pub indexes: Indexes,
}

/// A named address of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub name: Arc<str>,
    pub address: Arc<str>,
    pub port: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weights {
    pub passing: i32,
    pub warning: i32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            passing: 1,
            warning: 1,
        }
    }
}

impl ServiceRow {
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.id == other.id
            && self.name == other.name
            && self.tags == other.tags
            && self.address == other.address
            && self.tagged_addresses == other.tagged_addresses
            && self.meta == other.meta
            && self.port == other.port
            && self.weights == other.weights
            && self.enable_tag_override == other.enable_tag_override
    }

    pub fn tags(&self) -> &[Arc<str>] {
        self.tags.as_deref().unwrap_or_default()
    }
}
