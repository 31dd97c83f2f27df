//! Targets for Prometheus' `http_sd`, with the labels of its `consul_sd`, so that the
//! relabelling rules of one work with the other unchanged.

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

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

/// What stands around and between the tags in their label.
const SEPARATOR: &str = ",";

/// The beginning of every label.
const META: &str = "__meta_consul_";

/// Everything that Prometheus is to know of, one group a service instance, as JSON. It is
/// written straight from the rows, because there may be 100,000.
///
/// # Errors
///
/// When it cannot be written down.
pub fn http_sd(image: &Image, discovery: &Discovery) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&Groups { image, discovery })
}

struct Groups<'a> {
    image: &'a Image,
    discovery: &'a Discovery,
}

impl Serialize for Groups<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let catalog = &self.image.catalog;
        let names: BTreeSet<_> = if self.discovery.services.is_empty() {
            catalog.service_names()
        } else {
            let named = self.discovery.services.iter();
            named.map(|name| lookup(name)).collect()
        };
        let groups = names.iter().flat_map(|name| {
            let instances = catalog.instances_with_node(name);
            instances.filter_map(|(folded, row)| self.group(catalog.node(folded)?, row))
        });
        serializer.collect_seq(groups)
    }
}

impl<'a> Groups<'a> {
    fn group(&'a self, node: &'a NodeRow, row: &'a ServiceRow) -> Option<Group<'a>> {
        has_tags(row, &self.discovery.tags).then(|| Group {
            targets: [Target { node, row }],
            labels: Labels {
                node,
                row,
                health: health(self.image, node, row),
                datacenter: &self.discovery.datacenter,
            },
        })
    }
}

/// One target with its labels.
#[derive(Serialize)]
struct Group<'a> {
    targets: [Target<'a>; 1],
    labels: Labels<'a>,
}

struct Target<'a> {
    node: &'a NodeRow,
    row: &'a ServiceRow,
}

impl Serialize for Target<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let host = match &*self.row.address {
            "" => &*self.node.address,
            address => address,
        };
        let port = self.row.port;
        if host.contains(':') {
            serializer.collect_str(&format_args!("[{host}]:{port}"))
        } else {
            serializer.collect_str(&format_args!("{host}:{port}"))
        }
    }
}

struct Labels<'a> {
    node: &'a NodeRow,
    row: &'a ServiceRow,
    health: &'static str,
    datacenter: &'a str,
}

impl Serialize for Labels<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { node, row, .. } = self;
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in [
            ("__meta_consul_address", &*node.address),
            ("__meta_consul_dc", self.datacenter),
            ("__meta_consul_health", self.health),
            ("__meta_consul_node", &node.name),
            ("__meta_consul_service", &row.name),
            ("__meta_consul_service_address", &row.address),
            ("__meta_consul_service_id", &row.id),
        ] {
            map.serialize_entry(name, value)?;
        }
        map.serialize_entry("__meta_consul_service_port", &Text(row.port))?;
        map.serialize_entry("__meta_consul_tags", &Text(Tags(row)))?;
        for (group, pairs) in [
            ("metadata_", node.meta.as_ref()),
            ("service_metadata_", row.meta.as_ref()),
            ("tagged_address_", node.tagged_addresses.as_ref()),
        ] {
            for (at, (key, value)) in pairs.into_iter().flat_map(Pairs::iter).enumerate() {
                let mut later = pairs.into_iter().flat_map(Pairs::iter).skip(at + 1);
                // Of keys that come to the same label, the last one counts.
                if !later.any(|(other, _)| is_same_label(key, other)) {
                    map.serialize_entry(&Text(Label { group, key }), &**value)?;
                }
            }
        }
        map.end()
    }
}

/// Written as it is shown, without a text of its own.
struct Text<T>(T);

impl<T: fmt::Display> Serialize for Text<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

struct Tags<'a>(&'a ServiceRow);

impl fmt::Display for Tags<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(SEPARATOR)?;
        for (at, tag) in self.0.tags().iter().enumerate() {
            if at > 0 {
                f.write_str(SEPARATOR)?;
            }
            f.write_str(tag)?;
        }
        f.write_str(SEPARATOR)
    }
}

struct Label<'a> {
    group: &'static str,
    key: &'a str,
}

impl fmt::Display for Label<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(META)?;
        f.write_str(self.group)?;
        self.key.chars().try_for_each(|c| f.write_char(valid(c)))
    }
}

fn is_same_label(a: &str, b: &str) -> bool {
    a.chars().map(valid).eq(b.chars().map(valid))
}

/// A character of a key as Prometheus makes one of a label of it.
fn valid(c: char) -> char {
    if c.is_ascii_alphanumeric() { c } else { '_' }
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
