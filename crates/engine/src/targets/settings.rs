//! How agents are reached, and where claims are kept.

use std::collections::BTreeMap;

use secrecy::SecretString;

#[derive(Clone, Debug)]
pub struct TargetSettings {
    /// Of the HTTP API of agents that have no entry of their own and are no configured server.
    pub agent_port: u16,
    /// By the name of the node.
    pub per_node: BTreeMap<String, AgentAddress>,
    /// Below which everything of ours lives in KV.
    pub prefix: String,
}

/// What is not given is the member's address, the common port, the common token.
#[derive(Clone, Debug, Default)]
pub struct AgentAddress {
    /// A host, or one with `https://` before it.
    pub address: Option<String>,
    pub port: Option<u16>,
    pub token: Option<SecretString>,
}

impl Default for TargetSettings {
    fn default() -> Self {
        Self {
            agent_port: 8500,
            per_node: BTreeMap::new(),
            prefix: "skills/eye".to_owned(),
        }
    }
}
