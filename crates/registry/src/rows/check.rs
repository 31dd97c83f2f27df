//! What is known about the health of a node or of a service.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Indexes;

/// The status of a check as Consul writes it. Others are kept as they came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Passing,
    Warning,
    Critical,
}

impl Status {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Passing => "passing",
            Self::Warning => "warning",
            Self::Critical => "critical",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [Self::Passing, Self::Warning, Self::Critical]
            .into_iter()
            .find(|status| status.as_str() == text)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckRow {
    pub node: Arc<str>,
    pub id: Arc<str>,
    pub name: Arc<str>,
    pub status: Arc<str>,
    pub notes: Arc<str>,
    pub output: Arc<str>,
    /// Nothing for a check of the node itself.
    pub service_id: Arc<str>,
    pub service_name: Arc<str>,
    pub service_tags: Option<Arc<[Arc<str>]>>,
    pub kind: Arc<str>,
    pub definition: Option<Arc<Definition>>,
    /// How long a check that reports itself is believed.
    pub expiry: Option<Expiry>,
    pub indexes: Indexes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expiry {
    pub ttl_ms: u64,
    /// Critical for so long, the service is deregistered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deregister_after_ms: Option<u64>,
}

/// How somebody else runs the check. The registry keeps it and never acts on it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields, default)]
pub struct Definition {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub interval: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub timeout: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub deregister_critical_service_after: String,
    #[serde(rename = "HTTP", skip_serializing_if = "String::is_empty")]
    pub http: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub header: BTreeMap<String, Vec<String>>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub method: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub body: String,
    #[serde(rename = "TLSSkipVerify", skip_serializing_if = "is_false")]
    pub tls_skip_verify: bool,
    #[serde(rename = "TCP", skip_serializing_if = "String::is_empty")]
    pub tcp: String,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_false(value: &bool) -> bool {
    !value
}

impl CheckRow {
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.name == other.name
            && self.status == other.status
            && self.notes == other.notes
            && self.output == other.output
            && self.service_id == other.service_id
            && self.service_name == other.service_name
            && self.service_tags == other.service_tags
            && self.kind == other.kind
            && self.definition == other.definition
            && self.expiry == other.expiry
    }

    pub fn is(&self, status: Status) -> bool {
        *self.status == *status.as_str()
    }

    pub fn service_tags(&self) -> &[Arc<str>] {
        self.service_tags.as_deref().unwrap_or_default()
    }
}
