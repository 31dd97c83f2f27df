//! Services, as each of Consul's answers tells them.

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use super::List;
use crate::rows::{NodeRow, Place, ServiceRow, Weights};
use catalog::Pairs;

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
pub(in crate::http) struct InstanceView<'a> {
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
    pub(in crate::http) fn new(
        node: &'a NodeRow,
        row: &'a ServiceRow,
        datacenter: &'a str,
    ) -> Self {
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
pub(in crate::http) struct Meta<'a>(pub(in crate::http) Option<&'a Pairs>);

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
pub(in crate::http) struct ServiceView<'a> {
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
    pub(in crate::http) fn new(row: &'a ServiceRow) -> Self {
        Self {
            tags: Some(row.tags()),
            ..Self::as_stored(row)
        }
    }

    /// As a transaction tells it: no tags are null.
    pub(in crate::http) fn as_stored(row: &'a ServiceRow) -> Self {
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
pub(in crate::http) struct AgentServiceView<'a> {
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
    pub(in crate::http) fn new(row: &'a ServiceRow) -> Self {
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

    pub(in crate::http) fn with_hash(self, hash: &str) -> Self {
        Self {
            content_hash: Some(hash.to_owned()),
            ..self
        }
    }
}
