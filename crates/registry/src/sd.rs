//! Targets for Prometheus' `http_sd`, with the labels of its `consul_sd`, so that the
//! relabelling rules of one work with the other unchanged.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::command::{NODE_MAINTENANCE, SERVICE_MAINTENANCE};
use crate::image::Image;
use crate::rows::{NodeRow, ServiceRow, Status, has_tags};
use catalog::Pairs;
use catalog::lookup;

/// Which services to discover, as in a `consul_sd_config`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Discovery {
    /// These services; none named means all.
    pub services: Vec<String>,
    /// With all of these tags, in any case.
    pub tags: Vec<String>,
    pub datacenter: String,
}

/// One target with its labels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TargetGroup {
    pub targets: [String; 1],
    pub labels: BTreeMap<String, String>,
}

/// What stands around and between the tags in their label.
const SEPARATOR: &str = ",";

/// Everything that Prometheus is to know of, one group a service instance.
pub fn http_sd(image: &Image, discovery: &Discovery) -> Vec<TargetGroup> {
    let catalog = &image.catalog;
    let names: BTreeSet<_> = if discovery.services.is_empty() {
        catalog.service_names()
    } else {
        discovery.services.iter().map(|name| lookup(name)).collect()
    };
    let mut groups = Vec::new();
    for name in &names {
        for (folded, row) in catalog.instances_with_node(name) {
            let Some(node) = catalog.node(folded) else {
                continue;
            };
            if has_tags(row, &discovery.tags) {
                let health = health(image, node, row);
                groups.push(group(node, row, health, &discovery.datacenter));
            }
        }
    }
    groups
}

fn group(node: &NodeRow, row: &ServiceRow, health: &str, datacenter: &str) -> TargetGroup {
    let host = if row.address.is_empty() {
        &node.address
    } else {
        &row.address
    };
    let target = if host.contains(':') {
        format!("[{host}]:{}", row.port)
    } else {
        format!("{host}:{}", row.port)
    };
    let tags: Vec<&str> = row.tags().iter().map(AsRef::as_ref).collect();
    let mut labels = BTreeMap::new();
    let mut put = |name: &str, value: &str| {
        labels.insert(format!("__meta_consul_{name}"), value.to_owned());
    };
    put("address", &node.address);
    put("dc", datacenter);
    put("health", health);
    put("node", &node.name);
    put("service", &row.name);
    put("service_address", &row.address);
    put("service_id", &row.id);
    put("service_port", &row.port.to_string());
    put(
        "tags",
        &format!("{SEPARATOR}{}{SEPARATOR}", tags.join(SEPARATOR)),
    );
    for (name, pairs) in [
        ("metadata", node.meta.as_ref()),
        ("service_metadata", row.meta.as_ref()),
        ("tagged_address", node.tagged_addresses.as_ref()),
    ] {
        for (key, value) in pairs.into_iter().flat_map(Pairs::iter) {
            put(&format!("{name}_{}", label(key)), value);
        }
    }
    TargetGroup {
        targets: [target],
        labels,
    }
}

/// What all checks of an instance and of its node come to. One that puts either into
/// maintenance is known by its id and outweighs all others.
fn health(image: &Image, node: &NodeRow, row: &ServiceRow) -> &'static str {
    let catalog = &image.catalog;
    let (node, id) = (lookup(&node.name), lookup(&row.id));
    let none = crate::image::nothing();
    let checks = catalog
        .checks_of_instance(&node, &none)
        .chain(catalog.checks_of_instance(&node, &id));
    let mut worst = Status::Passing;
    for check in checks {
        if &*check.id == NODE_MAINTENANCE || check.id.starts_with(SERVICE_MAINTENANCE) {
            return "maintenance";
        }
        if check.is(Status::Critical) {
            worst = Status::Critical;
        } else if check.is(Status::Warning) && worst != Status::Critical {
            worst = Status::Warning;
        }
    }
    worst.as_str()
}

/// A key as Prometheus makes a label of it.
fn label(key: &str) -> String {
    let valid = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    key.chars().map(valid).collect()
}
