//! What Consul takes for a node, a service and a check in its catalog.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::decode;
use super::query::is_here;
use super::refusal::Refusal;
use crate::command::{CheckInput, Deregister, NodeInput, Register, ServiceInput};
use crate::rows::{Definition, Weights};
use crate::settings::Settings;

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields, default)]
pub(super) struct RegisterBody {
    #[serde(rename = "ID")]
    id: String,
    node: String,
    address: String,
    datacenter: String,
    tagged_addresses: Option<Map<String, Value>>,
    node_meta: Option<Map<String, Value>>,
    skip_node_update: bool,
    service: Option<ServiceBody>,
    check: Option<CheckBody>,
    checks: Vec<CheckBody>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields, default)]
pub(super) struct DeregisterBody {
    node: String,
    _address: String,
    datacenter: String,
    #[serde(rename = "ServiceID")]
    service_id: String,
    #[serde(rename = "CheckID")]
    check_id: String,
    namespace: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields, default)]
pub(super) struct NodeBody {
    #[serde(rename = "ID")]
    id: String,
    pub(super) node: String,
    address: String,
    datacenter: String,
    tagged_addresses: Option<Map<String, Value>>,
    meta: Option<Map<String, Value>>,
    _create_index: u64,
    modify_index: u64,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields, default)]
pub(super) struct ServiceBody {
    #[serde(rename = "ID")]
    id: String,
    service: String,
    tags: Option<Vec<String>>,
    address: String,
    tagged_addresses: Option<Map<String, Value>>,
    meta: Option<Map<String, Value>>,
    port: i32,
    weights: Option<WeightsBody>,
    enable_tag_override: bool,
    kind: String,
    proxy: Option<Value>,
    connect: Option<Value>,
    namespace: String,
    _create_index: u64,
    modify_index: u64,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields, default)]
pub(super) struct WeightsBody {
    pub(super) passing: i32,
    pub(super) warning: i32,
}

impl From<WeightsBody> for Weights {
    fn from(body: WeightsBody) -> Self {
        Self {
            passing: body.passing,
            warning: body.warning,
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields, default)]
pub(super) struct CheckBody {
    pub(super) node: String,
    #[serde(rename = "CheckID")]
    id: String,
    name: String,
    status: String,
    notes: String,
    output: String,
    #[serde(rename = "ServiceID")]
    service_id: String,
    service_name: String,
    service_tags: Option<Vec<String>>,
    #[serde(rename = "Type")]
    kind: String,
    definition: Option<Definition>,
    _namespace: String,
    _create_index: u64,
    modify_index: u64,
}

impl RegisterBody {
    pub(super) fn input(self, settings: &Settings) -> Result<Register, Refusal> {
        is_here(&self.datacenter, settings)?;
        let node = NodeBody {
            id: self.id,
            node: self.node,
            address: self.address,
            tagged_addresses: self.tagged_addresses,
            meta: self.node_meta,
            ..NodeBody::default()
        };
        let node = node.input(settings)?;
        check_node(&node).map_err(Refusal::failed)?;
        if node.address.is_empty() && !self.skip_node_update {
            return Err(Refusal::failed(
                "Must provide address if SkipNodeUpdate is not set",
            ));
        }
        let service = self.service.map(ServiceBody::input).transpose()?;
        if let Some(service) = &service {
            check_service(service).map_err(Refusal::failed)?;
        }
        let checks = self.checks.into_iter().chain(self.check);
        let checks = checks.map(|check| {
            let mut input = check.input();
            if input.node.is_empty() {
                input.node.clone_from(&node.name);
            }
            input
        });
        Ok(Register {
            checks: checks.collect(),
            skip_node_update: self.skip_node_update,
            service,
            node,
        })
    }
}

impl DeregisterBody {
    pub(super) fn input(self, settings: &Settings) -> Result<Deregister, Refusal> {
        is_here(&self.datacenter, settings)?;
        refuse_namespace(&self.namespace)?;
        if self.node.is_empty() {
            return Err(Refusal::failed("Must provide node"));
        }
        Ok(Deregister {
            node: self.node,
            service_id: self.service_id,
            check_id: self.check_id,
        })
    }
}

impl NodeBody {
    pub(super) fn input(self, settings: &Settings) -> Result<NodeInput, Refusal> {
        is_here(&self.datacenter, settings)?;
        let read = |map: Option<Map<String, Value>>| {
            map.map(decode::pairs)
                .transpose()
                .map_err(|words| unreadable(&words))
        };
        Ok(NodeInput {
            name: self.node,
            id: self.id,
            address: self.address,
            tagged_addresses: read(self.tagged_addresses)?,
            meta: read(self.meta)?,
            modify_index: self.modify_index,
        })
    }
}

impl ServiceBody {
    pub(super) fn input(self) -> Result<ServiceInput, Refusal> {
        refuse_namespace(&self.namespace)?;
        refuse_connect(&self.kind, self.proxy.as_ref(), self.connect.as_ref())?;
        let id = if self.id.is_empty() {
            self.service.clone()
        } else {
            self.id
        };
        Ok(ServiceInput {
            id,
            name: self.service,
            tags: self.tags,
            address: self.address,
            tagged_addresses: self.tagged_addresses.map(places).transpose()?,
            meta: self
                .meta
                .map(decode::pairs)
                .transpose()
                .map_err(|words| unreadable(&words))?,
            port: self.port,
            weights: self.weights.map_or_else(Weights::default, Into::into),
            enable_tag_override: self.enable_tag_override,
            modify_index: self.modify_index,
        })
    }
}

impl CheckBody {
    pub(super) fn input(self) -> CheckInput {
        let kind = match &self.definition {
            Some(definition) if self.kind.is_empty() => kind_of(definition),
            _ => self.kind,
        };
        CheckInput {
            node: self.node,
            id: if self.id.is_empty() {
                self.name.clone()
            } else {
                self.id
            },
            name: self.name,
            status: self.status,
            notes: self.notes,
            output: self.output,
            service_id: self.service_id,
            service_name: self.service_name,
            service_tags: self.service_tags,
            kind,
            definition: self.definition.map(Arc::new),
            expiry: None,
            modify_index: self.modify_index,
        }
    }
}

fn kind_of(definition: &Definition) -> String {
    let kind = if !definition.http.is_empty() {
        "http"
    } else if !definition.tcp.is_empty() {
        "tcp"
    } else {
        ""
    };
    kind.to_owned()
}

/// Named addresses of a service.
pub(super) fn places(map: Map<String, Value>) -> Result<Vec<(String, String, i32)>, Refusal> {
    #[derive(Default, Deserialize)]
    #[serde(rename_all = "PascalCase", deny_unknown_fields, default)]
    struct PlaceBody {
        address: String,
        port: i32,
    }
    map.into_iter()
        .map(|(name, value)| {
            let place: PlaceBody =
                serde_json::from_value(value).map_err(|error| unreadable(&error.to_string()))?;
            Ok((name, place.address, place.port))
        })
        .collect()
}

/// What Consul asks of a node before anything else.
pub(super) fn check_node(node: &NodeInput) -> Result<(), String> {
    if node.name.is_empty() {
        return Err("Must provide node".to_owned());
    }
    if node.id.is_empty() {
        return Ok(());
    }
    if node.id.len() != 36 {
        return Err("Bad node ID: uuid string is wrong length".to_owned());
    }
    if uuid::Uuid::try_parse(&node.id).is_err() {
        return Err("Bad node ID: uuid is improperly formatted".to_owned());
    }
    Ok(())
}

/// What Consul asks of a service before anything else.
pub(super) fn check_service(service: &ServiceInput) -> Result<(), String> {
    if !service.id.is_empty() && service.name.is_empty() {
        return Err("Must provide service name with ID".to_owned());
    }
    if is_any(&service.address) {
        return Err("Invalid service address".to_owned());
    }
    Ok(())
}

/// An address that means all addresses, which is none to go to.
pub(super) fn is_any(address: &str) -> bool {
    address
        .parse::<std::net::IpAddr>()
        .is_ok_and(|address| address.is_unspecified())
}

pub(super) fn refuse_connect(
    kind: &str,
    proxy: Option<&Value>,
    connect: Option<&Value>,
) -> Result<(), Refusal> {
    // Empty ones come back from whoever read a service before and writes it again.
    let says_something = |value: &&Value| match value {
        Value::Object(fields) => fields.values().any(|value| match value {
            Value::Object(below) => !below.is_empty(),
            other => !other.is_null(),
        }),
        _ => true,
    };
    let proxy = proxy.filter(says_something);
    let connect = connect.filter(says_something);
    if kind.is_empty() && proxy.is_none() && connect.is_none() {
        return Ok(());
    }
    Err(Refusal::left_out("Connect (Kind, Proxy, Connect)"))
}

pub(super) fn refuse_namespace(namespace: &str) -> Result<(), Refusal> {
    if namespace.is_empty() || namespace == "default" {
        return Ok(());
    }
    Err(Refusal::bad(
        "Invalid Namespace: Namespaces are a Consul Enterprise feature",
    ))
}

fn unreadable(words: &str) -> Refusal {
    Refusal::bad(format!("Request decode failed: {words}"))
}
