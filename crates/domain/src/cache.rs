//! What this process keeps of the store in memory, as people see it.

use serde::{Deserialize, Serialize};

use crate::node::Standing;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CacheList {
    /// The lists first, then the nodes by name.
    pub entries: Vec<CacheEntry>,
    /// How often this process has read something again because somebody asked for it.
    pub read_again: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CacheEntry {
    pub key: String,
    pub kind: CacheKind,
    /// Nodes, members, names or services that are kept, Consul's own services left out;
    /// nothing while it was never read.
    pub items: Option<usize>,
    pub standing: Standing,
    /// After so long it is read again by itself; nothing for what is followed.
    pub lifetime_seconds: Option<u64>,
}

impl CacheEntry {
    /// Until it is read again by itself.
    pub fn remaining_seconds(&self) -> Option<u64> {
        let (lifetime, age) = (self.lifetime_seconds?, self.standing.age_seconds()?);
        Some(lifetime.saturating_sub(age))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CacheKind {
    /// Which nodes there are.
    Catalog,
    /// Who is in the cluster.
    Members,
    /// The names of sites.
    SiteNames,
    /// The services and checks of one node.
    Node,
}

impl CacheKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Catalog => "catalog",
            Self::Members => "members",
            Self::SiteNames => "site_names",
            Self::Node => "node",
        }
    }
}

/// What every instance was asked to read again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadAgain {
    pub keys: Vec<String>,
    /// Of the wish in the store; nothing when nothing was to be read again.
    pub index: Option<u64>,
}
