//! Services, as each endpoint shows them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Check, Node, null_is_empty};

/// As agents, nodes, health and transactions show it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct AgentService {
    #[serde(rename = "ID")]
    pub id: String,
    #[serde(rename = "Service")]
    pub name: String,
    #[serde(deserialize_with = "null_is_empty")]
    pub tags: Vec<String>,
    #[serde(deserialize_with = "null_is_empty")]
    pub meta: BTreeMap<String, String>,
    #[serde(deserialize_with = "null_is_empty")]
    pub address: String,
    /// Whatever was registered; nobody checks it.
    pub port: i64,
    pub weights: Weights,
    pub enable_tag_override: bool,
    /// What we do not look into is kept, so that writing a service back loses nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tagged_addresses: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connect: Option<Value>,
    pub create_index: u64,
    pub modify_index: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Weights {
    pub passing: i64,
    pub warning: i64,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            passing: 1,
            warning: 1,
        }
    }
}

/// As `catalog/service/…` shows it: together with its node.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct CatalogService {
    pub node: String,
    pub address: String,
    pub datacenter: String,
    #[serde(deserialize_with = "null_is_empty")]
    pub node_meta: BTreeMap<String, String>,
    #[serde(rename = "ServiceID")]
    pub service_id: String,
    pub service_name: String,
    #[serde(deserialize_with = "null_is_empty")]
    pub service_tags: Vec<String>,
    #[serde(deserialize_with = "null_is_empty")]
    pub service_address: String,
    /// Whatever was registered; nobody checks it.
    pub service_port: i64,
    #[serde(deserialize_with = "null_is_empty")]
    pub service_meta: BTreeMap<String, String>,
    pub create_index: u64,
    pub modify_index: u64,
}

/// A node with what runs on it.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeServices {
    pub node: Node,
    pub services: Vec<AgentService>,
}

/// As `health/service/…` shows it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ServiceHealth {
    pub node: Node,
    pub service: AgentService,
    #[serde(default, deserialize_with = "null_is_empty")]
    pub checks: Vec<Check>,
}
