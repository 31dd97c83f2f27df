//! An agent and the members it sees.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::null_is_empty;

/// What an agent says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct About {
    pub config: AgentConfig,
    #[serde(default)]
    pub member: Option<Member>,
    #[serde(default, deserialize_with = "null_is_empty")]
    pub meta: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct AgentConfig {
    pub datacenter: String,
    pub node_name: String,
    #[serde(rename = "NodeID")]
    pub node_id: String,
    pub server: bool,
    pub version: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Member {
    pub name: String,
    #[serde(rename = "Addr")]
    pub address: String,
    pub port: u16,
    #[serde(default, deserialize_with = "null_is_empty")]
    pub tags: BTreeMap<String, String>,
    pub status: MemberStatus,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(from = "i64")]
pub enum MemberStatus {
    None,
    Alive,
    Leaving,
    Left,
    Failed,
    Unknown,
}

impl From<i64> for MemberStatus {
    fn from(number: i64) -> Self {
        match number {
            0 => Self::None,
            1 => Self::Alive,
            2 => Self::Leaving,
            3 => Self::Left,
            4 => Self::Failed,
            _ => Self::Unknown,
        }
    }
}

impl MemberStatus {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Alive => "alive",
            Self::Leaving => "leaving",
            Self::Left => "left",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
        }
    }
}
