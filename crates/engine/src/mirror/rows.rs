//! What Consul says, as rows with each string once.

use std::collections::BTreeMap;
use std::sync::Arc;

use catalog::{CheckRow, Indexes, Names, NodeRow, Pairs, ServiceRow, Weights};
use consul::wire::{AgentService, Check, Node};

pub(super) fn node(names: &mut Names, node: &Node) -> NodeRow {
    NodeRow {
        name: names.text(&node.name),
        id: names.text(&node.id),
        address: names.text(&node.address),
        tagged_addresses: pairs(names, &node.tagged_addresses),
        meta: pairs(names, &node.meta),
        indexes: Indexes {
            create: node.create_index,
            modify: node.modify_index,
        },
    }
}

pub(super) fn service(names: &mut Names, on: &Arc<str>, service: &AgentService) -> ServiceRow {
    let number = |value: i64| i32::try_from(value).unwrap_or(0);
    ServiceRow {
        node: Arc::clone(on),
        id: names.text(&service.id),
        name: names.text(&service.name),
        tags: (!service.tags.is_empty()).then(|| names.list(&service.tags)),
        address: names.text(&service.address),
        // Nothing of ours reads them; a write takes the service from Consul itself.
        tagged_addresses: None,
        meta: pairs(names, &service.meta),
        port: number(service.port),
        weights: Weights {
            passing: number(service.weights.passing),
            warning: number(service.weights.warning),
        },
        enable_tag_override: service.enable_tag_override,
        indexes: Indexes {
            create: service.create_index,
            modify: service.modify_index,
        },
    }
}

pub(super) fn check(names: &mut Names, check: &Check) -> CheckRow {
    CheckRow {
        node: names.text(&check.node),
        id: names.text(&check.id),
        name: names.text(&check.name),
        status: names.text(check.status.as_str()),
        notes: names.text(&check.notes),
        output: names.text(&check.output),
        service_id: names.text(&check.service_id),
        service_name: names.text(&check.service_name),
        service_tags: None,
        kind: names.text(&check.kind),
        definition: None,
        expiry: None,
        indexes: Indexes {
            create: check.create_index,
            modify: check.modify_index,
        },
    }
}

fn pairs(names: &mut Names, map: &BTreeMap<String, String>) -> Option<Pairs> {
    if map.is_empty() {
        return None;
    }
    let pairs: Vec<(&str, &str)> = map
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect();
    Some(names.pairs(&pairs))
}
