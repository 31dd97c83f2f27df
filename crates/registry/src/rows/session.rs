//! A session: who holds locks, and for how long.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Indexes;

/// What becomes of the keys of a session that ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Behavior {
    #[default]
    Release,
    Delete,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct ServiceCheck {
    #[serde(rename = "ID")]
    pub id: String,
    #[serde(default)]
    pub namespace: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    pub id: Arc<str>,
    pub name: Arc<str>,
    pub node: Arc<str>,
    pub lock_delay_ns: u64,
    pub behavior: Behavior,
    /// As it was written, so that it reads the same.
    pub ttl: Arc<str>,
    pub ttl_ms: u64,
    pub node_checks: Vec<Arc<str>>,
    pub service_checks: Option<Vec<ServiceCheck>>,
    pub indexes: Indexes,
}

impl SessionRow {
    /// The checks of its node on which the session depends.
    pub(crate) fn checks(&self) -> impl Iterator<Item = &str> {
        let of_services = self.service_checks.iter().flatten();
        let of_node = self.node_checks.iter().map(AsRef::as_ref);
        of_node.chain(of_services.map(|check| check.id.as_str()))
    }
}
