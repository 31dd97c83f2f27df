//! What is on one node.

use std::collections::BTreeMap;
use std::sync::Arc;

use catalog::ServiceRow;
use domain::error::AppError;
use domain::node::Standing;

use super::words;
use crate::mirror::{Health, Shard};
use crate::store::Store;

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
