//! What is on one node.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use catalog::ServiceRow;
use domain::error::{AppError, shorten};
use domain::node::{NodeDetail, ServiceName, Standing, Unwell};

use super::words;
use crate::mirror::{Health, Shard};
use crate::store::Store;

/// Of those that are not well, so many are told one by one.
const MOST_UNWELL: usize = 50;

/// The services of a node as they were last heard of.
#[derive(Debug)]
pub struct NodeServices {
    shard: Arc<Shard>,
}

/// One service, without its Meta.
#[derive(Clone, Debug)]
pub struct ServiceBrief {
    pub row: Arc<ServiceRow>,
    pub health: Health,
}

impl NodeServices {
    pub fn node(&self) -> &str {
        &self.shard.node.name
    }

    pub fn address(&self) -> &str {
        &self.shard.node.address
    }

    pub fn standing(&self) -> Standing {
        words::standing(&self.shard.pulse().standing())
    }

    /// By id, Consul's own left out.
    pub fn services(&self) -> impl Iterator<Item = ServiceBrief> {
        self.shard.counted().map(|row| ServiceBrief {
            row: Arc::clone(row),
            health: self.shard.health_of(&row.id),
        })
    }

    /// What is on it for a person: names with their counts, and what is not well.
    pub fn detail(&self) -> NodeDetail {
        let names = self.names().into_iter();
        let names = names.map(|(name, count)| ServiceName {
            name: name.to_string(),
            count,
        });
        let mut unwell: Vec<ServiceBrief> = self
            .services()
            .filter(|brief| brief.health > Health::Passing)
            .collect();
        unwell.sort_by_key(|brief| Reverse(brief.health));
        let unwell_count = unwell.len();
        unwell.truncate(MOST_UNWELL);
        NodeDetail {
            names: names.collect(),
            unwell: unwell.iter().map(|brief| self.told(brief)).collect(),
            unwell_count,
            trouble: self.why("", Health::Critical),
        }
    }

    fn told(&self, brief: &ServiceBrief) -> Unwell {
        Unwell {
            id: brief.row.id.to_string(),
            name: brief.row.name.to_string(),
            is_critical: brief.health == Health::Critical,
            why: self.why(&brief.row.id, brief.health).unwrap_or_default(),
        }
    }

    /// What the first check of a service, or of the node itself, with this state said.
    fn why(&self, service: &str, health: Health) -> Option<String> {
        self.shard
            .checks_of(service)
            .find(|check| Health::of(check) == health)
            .map(|check| match check.output.trim() {
                "" => shorten(&check.name),
                said => shorten(said),
            })
    }

    /// The names of its services, each with how many there are.
    pub fn names(&self) -> BTreeMap<Arc<str>, usize> {
        let mut names = BTreeMap::new();
        for row in self.shard.counted() {
            *names.entry(Arc::clone(&row.name)).or_default() += 1;
        }
        names
    }
}

/// By name first, because two nodes may share an address.
pub(super) fn on(store: &Store, node: &str) -> Result<NodeServices, AppError> {
    let image = store.mirror.image();
    let by_address = || image.nodes().find(|shard| *shard.node.address == *node);
    let shard = image.node(node).or_else(by_address);
    let shard = shard.ok_or_else(|| super::no_such_node(store, node))?;
    Ok(NodeServices {
        shard: Arc::clone(shard),
    })
}
