//! The shapes in which Consul tells what it has.

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use crate::rows::{
    Behavior, CheckRow, Definition, KvRow, NodeRow, Place, ServiceCheck, ServiceRow, SessionRow,
    Weights,
};
use catalog::Pairs;

/// A list of nothing is told as a list, not as null, wherever Consul does so.
type List<'a> = &'a [Arc<str>];

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct KvView<'a> {
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
pub(super) struct NodeView<'a> {
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
    pub(super) fn new(row: &'a NodeRow, datacenter: &'a str) -> Self {
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

/// What belongs to a part of Consul that the registry has not, and is always the same.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Proxy {
    mesh_gateway: Nothing,
    expose: Nothing,
}

const PROXY: Proxy = Proxy {
    mesh_gateway: Nothing {},
    expose: Nothing {},
};

#[derive(Serialize)]
pub(super) struct Nothing {}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct WeightsView {
    passing: i32,
    warning: i32,
}

impl From<Weights> for WeightsView {
    fn from(weights: Weights) -> Self {
        Self {
            passing: weights.passing,
            warning: weights.warning,
        }
    }
}

struct Places<'a>(&'a [Place]);

impl Serialize for Places<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        #[serde(rename_all = "PascalCase")]
        struct PlaceView<'a> {
            address: &'a str,
            port: i32,
        }
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for place in self.0 {
            let view = PlaceView {
                address: &place.address,
                port: place.port,
            };
            map.serialize_entry(&*place.name, &view)?;
        }
        map.end()
    }
}

fn places(row: &ServiceRow) -> Option<Places<'_>> {
    row.tagged_addresses
        .as_deref()
        .filter(|places| !places.is_empty())
        .map(Places)
}

/// An instance with its node, as `catalog/service` tells it.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct InstanceView<'a> {
    #[serde(rename = "ID")]
    id: &'a str,
    node: &'a str,
    address: &'a str,
    datacenter: &'a str,
    tagged_addresses: Option<&'a Pairs>,
    node_meta: Option<&'a Pairs>,
    service_kind: &'static str,
    #[serde(rename = "ServiceID")]
    service_id: &'a str,
    service_name: &'a str,
    service_tags: List<'a>,
    service_address: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    service_tagged_addresses: Option<Places<'a>>,
    service_weights: WeightsView,
    service_meta: Meta<'a>,
    service_port: i32,
    service_enable_tag_override: bool,
    service_proxy: Proxy,
    service_connect: Nothing,
    create_index: u64,
    modify_index: u64,
}

impl<'a> InstanceView<'a> {
    pub(super) fn new(node: &'a NodeRow, row: &'a ServiceRow, datacenter: &'a str) -> Self {
        Self {
            id: &node.id,
            // The name as it was when the instance was registered, as in Consul.
            node: &row.node,
            address: &node.address,
            datacenter,
            tagged_addresses: node.tagged_addresses.as_ref(),
            node_meta: node.meta.as_ref(),
            service_kind: "",
            service_id: &row.id,
            service_name: &row.name,
            service_tags: row.tags(),
            service_address: &row.address,
            service_tagged_addresses: places(row),
            service_weights: row.weights.into(),
            service_meta: Meta(row.meta.as_ref()),
            service_port: row.port,
            service_enable_tag_override: row.enable_tag_override,
            service_proxy: PROXY,
            service_connect: Nothing {},
            create_index: row.indexes.create,
            modify_index: row.indexes.modify,
        }
    }
}

/// A Meta of nothing is told as one without pairs.
pub(super) struct Meta<'a>(pub(super) Option<&'a Pairs>);

impl Serialize for Meta<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Some(pairs) => pairs.serialize(serializer),
            None => Nothing {}.serialize(serializer),
        }
    }
}

/// A service of a node, as `catalog/node` and `health/service` tell it.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ServiceView<'a> {
    #[serde(rename = "ID")]
    id: &'a str,
    service: &'a str,
    tags: Option<List<'a>>,
    address: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    tagged_addresses: Option<Places<'a>>,
    meta: Option<&'a Pairs>,
    port: i32,
    weights: WeightsView,
    enable_tag_override: bool,
    proxy: Proxy,
    connect: Nothing,
    create_index: u64,
    modify_index: u64,
}

impl<'a> ServiceView<'a> {
    pub(super) fn new(row: &'a ServiceRow) -> Self {
        Self {
            tags: Some(row.tags()),
            ..Self::as_stored(row)
        }
    }

    /// As a transaction tells it: no tags are null.
    pub(super) fn as_stored(row: &'a ServiceRow) -> Self {
        Self {
            id: &row.id,
            service: &row.name,
            tags: row.tags.as_deref(),
            address: &row.address,
            tagged_addresses: places(row),
            meta: row.meta.as_ref(),
            port: row.port,
            weights: row.weights.into(),
            enable_tag_override: row.enable_tag_override,
            proxy: PROXY,
            connect: Nothing {},
            create_index: row.indexes.create,
            modify_index: row.indexes.modify,
        }
    }
}

/// A service as the agent tells it.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct AgentServiceView<'a> {
    #[serde(rename = "ID")]
    id: &'a str,
    service: &'a str,
    tags: List<'a>,
    meta: Meta<'a>,
    port: i32,
    address: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    tagged_addresses: Option<Places<'a>>,
    weights: WeightsView,
    enable_tag_override: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_hash: Option<String>,
}

impl<'a> AgentServiceView<'a> {
    pub(super) fn new(row: &'a ServiceRow) -> Self {
        Self {
            id: &row.id,
            service: &row.name,
            tags: row.tags(),
            meta: Meta(row.meta.as_ref()),
            port: row.port,
            address: &row.address,
            tagged_addresses: places(row),
            weights: row.weights.into(),
            enable_tag_override: row.enable_tag_override,
            content_hash: None,
        }
    }

    pub(super) fn with_hash(self, hash: &str) -> Self {
        Self {
            content_hash: Some(hash.to_owned()),
            ..self
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct CheckView<'a> {
    node: &'a str,
    #[serde(rename = "CheckID")]
    id: &'a str,
    name: &'a str,
    status: &'a str,
    notes: &'a str,
    output: &'a str,
    #[serde(rename = "ServiceID")]
    service_id: &'a str,
    service_name: &'a str,
    service_tags: Option<List<'a>>,
    #[serde(rename = "Type")]
    kind: &'a str,
    definition: DefinitionView<'a>,
    create_index: u64,
    modify_index: u64,
}

struct DefinitionView<'a>(Option<&'a Definition>);

impl Serialize for DefinitionView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Some(definition) => definition.serialize(serializer),
            None => Nothing {}.serialize(serializer),
        }
    }
}

impl<'a> CheckView<'a> {
    pub(super) fn new(row: &'a CheckRow) -> Self {
        Self {
            service_tags: Some(row.service_tags()),
            ..Self::as_stored(row)
        }
    }

    /// As a transaction tells it: no tags are null.
    pub(super) fn as_stored(row: &'a CheckRow) -> Self {
        Self {
            node: &row.node,
            id: &row.id,
            name: &row.name,
            status: &row.status,
            notes: &row.notes,
            output: &row.output,
            service_id: &row.service_id,
            service_name: &row.service_name,
            service_tags: row.service_tags.as_deref(),
            kind: &row.kind,
            definition: DefinitionView(row.definition.as_deref()),
            create_index: row.indexes.create,
            modify_index: row.indexes.modify,
        }
    }

    /// As the agent tells it, which knows no indexes.
    pub(super) fn of_agent(row: &'a CheckRow) -> Self {
        Self {
            create_index: 0,
            modify_index: 0,
            ..Self::new(row)
        }
    }
}

/// An instance with its node and its checks, as `health/service` tells it.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct HealthView<'a> {
    pub(super) node: NodeView<'a>,
    pub(super) service: ServiceView<'a>,
    pub(super) checks: Vec<CheckView<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct SessionView<'a> {
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
pub(super) struct NodeServicesView<'a> {
    pub(super) node: NodeView<'a>,
    pub(super) services: BTreeMap<&'a str, ServiceView<'a>>,
}

/// The same as `catalog/node-services` tells it.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct NodeServiceListView<'a> {
    pub(super) node: Option<NodeView<'a>>,
    pub(super) services: Option<Vec<ServiceView<'a>>>,
}
