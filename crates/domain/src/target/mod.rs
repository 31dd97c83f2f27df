//! A target: one service on a node of the catalog, which Prometheus discovers there.

mod check;
mod id;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use check::{
    ADDRESS_BYTES, HIGHEST_PORT, ID_BYTES, META_KEY_BYTES, META_PAIRS, META_VALUE_BYTES,
    NAME_BYTES, TAG_BYTES, TAGS,
};
pub use id::sanitised;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Target {
    pub node: String,
    /// One of its kind on its node; Consul does not tell upper case from lower.
    pub id: String,
    /// What Prometheus asks for: shared by many.
    pub name: String,
    pub tags: Vec<String>,
    pub address: String,
    /// Wider than what may be written, because Consul shows whatever was registered.
    pub port: i64,
    pub meta: BTreeMap<String, String>,
}

/// Which target is meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetKey {
    pub node: String,
    pub id: String,
}

impl Target {
    pub fn key(&self) -> TargetKey {
        TargetKey {
            node: self.node.clone(),
            id: self.id.clone(),
        }
    }
}

impl std::fmt::Display for TargetKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} · {}", self.node, self.id)
    }
}
