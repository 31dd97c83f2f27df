//! The shapes in which Consul tells what it has.

mod check;
mod service;

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use crate::rows::{Behavior, KvRow, NodeRow, ServiceCheck, SessionRow};
use catalog::Pairs;

pub(super) use check::CheckView;
pub(super) use service::{AgentServiceView, InstanceView, ServiceView};

/// A list of nothing is told as a list, not as null, wherever Consul does so.
type List<'a> = &'a [Arc<str>];

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::http) struct KvView<'a> {
    lock_index: u64,
    key: &'a str,
    flags: u64,
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<&'a str>,
    create_index: u64,
    modify_index: u64,
}

impl<'a> From<&'a KvRow> for KvView<'a> {
    fn from(row: &'a KvRow) -> Self {
        Self {
            lock_index: row.lock_index,
            key: &row.key,
            flags: row.flags,
            value: (!row.value.is_empty()).then(|| STANDARD.encode(&row.value)),
            session: row.session.as_deref(),
            create_index: row.indexes.create,
            modify_index: row.indexes.modify,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::http) struct NodeView<'a> {
    #[serde(rename = "ID")]
    id: &'a str,
    node: &'a str,
    address: &'a str,
    datacenter: &'a str,
    tagged_addresses: Option<&'a Pairs>,
    meta: Option<&'a Pairs>,
    create_index: u64,
    modify_index: u64,
}

impl<'a> NodeView<'a> {
    pub(in crate::http) fn new(row: &'a NodeRow, datacenter: &'a str) -> Self {
        Self {
            id: &row.id,
            node: &row.name,
            address: &row.address,
            datacenter,
            tagged_addresses: row.tagged_addresses.as_ref(),
            meta: row.meta.as_ref(),
            create_index: row.indexes.create,
            modify_index: row.indexes.modify,
        }
    }
}

/// An instance with its node and its checks, as `health/service` tells it.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::http) struct HealthView<'a> {
    pub(in crate::http) node: NodeView<'a>,
    pub(in crate::http) service: ServiceView<'a>,
    pub(in crate::http) checks: Vec<CheckView<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::http) struct SessionView<'a> {
    #[serde(rename = "ID")]
    id: &'a str,
    name: &'a str,
    node: &'a str,
    lock_delay: u64,
    behavior: Behavior,
    #[serde(rename = "TTL")]
    ttl: &'a str,
    node_checks: List<'a>,
    service_checks: Option<&'a [ServiceCheck]>,
    create_index: u64,
    modify_index: u64,
}

impl<'a> From<&'a SessionRow> for SessionView<'a> {
    fn from(row: &'a SessionRow) -> Self {
        Self {
            id: &row.id,
            name: &row.name,
            node: &row.node,
            lock_delay: row.lock_delay_ns,
            behavior: row.behavior,
            ttl: &row.ttl,
            node_checks: &row.node_checks,
            service_checks: row.service_checks.as_deref(),
            create_index: row.indexes.create,
            modify_index: row.indexes.modify,
        }
    }
}

/// A node and what is on it, as `catalog/node` tells it.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::http) struct NodeServicesView<'a> {
    pub(in crate::http) node: NodeView<'a>,
    pub(in crate::http) services: BTreeMap<&'a str, ServiceView<'a>>,
}

/// The same as `catalog/node-services` tells it.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::http) struct NodeServiceListView<'a> {
    pub(in crate::http) node: Option<NodeView<'a>>,
    pub(in crate::http) services: Option<Vec<ServiceView<'a>>>,
}
