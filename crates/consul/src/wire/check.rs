//! Checks and what they found.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::null_is_empty;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Check {
    pub node: String,
    #[serde(rename = "CheckID")]
    pub id: String,
    pub name: String,
    pub status: CheckStatus,
    #[serde(deserialize_with = "null_is_empty")]
    pub notes: String,
    #[serde(deserialize_with = "null_is_empty")]
    pub output: String,
    /// Empty for a check of the whole node.
    #[serde(rename = "ServiceID", deserialize_with = "null_is_empty")]
    pub service_id: String,
    #[serde(deserialize_with = "null_is_empty")]
    pub service_name: String,
    #[serde(
        deserialize_with = "null_is_empty",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub service_tags: Vec<String>,
    #[serde(rename = "Type", deserialize_with = "null_is_empty")]
    pub kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<Value>,
    pub create_index: u64,
    pub modify_index: u64,
}

#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum CheckStatus {
    Passing,
    Warning,
    #[default]
    Critical,
    /// A word that this client does not know.
    #[serde(other)]
    Unknown,
}

impl CheckStatus {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Passing => "passing",
            Self::Warning => "warning",
            Self::Critical => "critical",
            Self::Unknown => "unknown",
        }
    }
}
