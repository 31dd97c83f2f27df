//! What a transaction gives back.

use serde::Deserialize;

use crate::wire::{AgentService, Check, Entry, Node};

/// What one operation wrote or read; deletions give nothing.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub enum Applied {
    /// Of a write without its value.
    #[serde(rename = "KV")]
    Kv(Entry),
    Node(Node),
    Service(AgentService),
    Check(Check),
}
