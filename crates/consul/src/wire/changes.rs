//! What the registry's feed tells.

use serde::Deserialize;

use super::{AgentService, Check, Node};

/// Rows as they are now, and who is gone.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Changes {
    /// Where to go on from.
    pub index: u64,
    /// Nothing is told but the index: read everything, and go on from there.
    pub reset: bool,
    pub nodes: Vec<Node>,
    pub services: Vec<ServiceOnNode>,
    pub checks: Vec<Check>,
    /// In lower case, as Consul compares them.
    pub removed_nodes: Vec<String>,
    pub removed_services: Vec<Removed>,
    pub removed_checks: Vec<Removed>,
}

/// A service does not say on which node it is.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ServiceOnNode {
    pub node: String,
    pub service: AgentService,
}

/// A service or check that is gone; both names in lower case, as Consul compares them.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Removed {
    pub node: String,
    #[serde(rename = "ID")]
    pub id: String,
}
