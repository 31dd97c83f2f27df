//! What the catalog held when it was last heard of. An image never changes.

use std::collections::HashSet;
use std::sync::Arc;

use catalog::{CheckRow, NodeRow, Ordered, ServiceRow};

use super::health::{Health, Tally};
use super::pulse::Pulse;

/// The catalog by node.
#[derive(Clone, Debug, Default)]
pub struct Image {
    /// Another image has another one; a later image has a higher one.
    pub version: u64,
    /// Everything has been read once. Before, what is not here may still be there.
    pub complete: bool,
    /// By folded name.
    pub(super) nodes: Ordered<Arc<str>, Arc<Shard>>,
}

impl Image {
    pub fn node(&self, name: &str) -> Option<&Arc<Shard>> {
        self.nodes.get(&*catalog::lookup(name))
    }

    /// By name.
    pub fn nodes(&self) -> impl Iterator<Item = &Arc<Shard>> {
        self.nodes.values()
    }

    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// How many services there are, those of Consul itself left out.
    pub fn service_count(&self) -> usize {
        self.nodes().map(|shard| shard.tally.services()).sum()
    }
}

/// A node and what is on it.
#[derive(Clone, Debug)]
pub struct Shard {
    pub node: Arc<NodeRow>,
    /// By folded id.
    pub(super) services: Ordered<Arc<str>, Arc<ServiceRow>>,
    /// By folded service and check; those of the node itself have an empty service.
    pub(super) checks: Ordered<(Arc<str>, Arc<str>), Arc<CheckRow>>,
    /// The folded service of each folded check.
    places: Ordered<Arc<str>, Arc<str>>,
    pub tally: Tally,
    /// Of its last answer; two nodes' indexes cannot be compared.
    pub index: u64,
    /// Whether its services have been read at all.
    pub read: bool,
    pub(super) pulse: Arc<Pulse>,
}

/// Consul's own service, which nobody counts.
const CONSUL: &str = "consul";

pub(super) fn is_counted(row: &ServiceRow) -> bool {
    &*row.name != CONSUL
}

impl Shard {
    pub(super) fn new(node: Arc<NodeRow>, pulse: Arc<Pulse>) -> Self {
        Self {
            node,
            services: Ordered::default(),
            checks: Ordered::default(),
            places: Ordered::default(),
            tally: Tally::default(),
            index: 0,
            read: false,
            pulse,
        }
    }

    pub(super) fn with_node(self, node: Arc<NodeRow>) -> Self {
        Self { node, ..self }
    }

    pub fn service(&self, id: &str) -> Option<&Arc<ServiceRow>> {
        self.services.get(&*catalog::lookup(id))
    }

    /// By id, those of Consul itself included.
    pub fn services(&self) -> impl Iterator<Item = &Arc<ServiceRow>> {
        self.services.values()
    }

    /// Those that people put there.
    pub fn counted(&self) -> impl Iterator<Item = &Arc<ServiceRow>> {
        self.services().filter(|row| is_counted(row))
    }

    pub fn checks(&self) -> impl Iterator<Item = &Arc<CheckRow>> {
        self.checks.values()
    }

    /// The worst of the node's own checks.
    pub fn health(&self) -> Health {
        self.worst_of("")
    }

    /// The worst of a service's own checks.
    pub fn health_of(&self, id: &str) -> Health {
        self.worst_of(&catalog::lookup(id))
    }

    pub fn pulse(&self) -> &Pulse {
        &self.pulse
    }

    pub(super) fn worst_of(&self, folded: &str) -> Health {
        self.below(folded.into())
            .map(|check| Health::of(check))
            .max()
            .unwrap_or_default()
    }

    /// The checks of one service; those of the node itself for an empty id.
    pub(crate) fn checks_of(&self, id: &str) -> impl Iterator<Item = &Arc<CheckRow>> {
        self.below(catalog::lookup(id))
    }

    fn below(&self, from: Arc<str>) -> impl Iterator<Item = &Arc<CheckRow>> {
        let first = (Arc::clone(&from), Arc::from(""));
        self.checks
            .starting_at(&first)
            .take_while(move |((service, _), _)| *service == from)
            .map(|(_, check)| check)
    }

    /// Puts a row in place; false when it was there already.
    pub(super) fn put_service(&mut self, folded: Arc<str>, row: Arc<ServiceRow>) -> bool {
        let health = self.worst_of(&folded);
        match self.services.get(&*folded) {
            Some(old) if *old == row => return false,
            Some(old) => self.tally.remove(old, health),
            None => {}
        }
        self.tally.add(&row, health);
        self.services.insert(folded, row);
        true
    }

    pub(super) fn remove_service(&mut self, folded: &str) -> bool {
        let health = self.worst_of(folded);
        let Some(old) = self.services.remove(folded) else {
            return false;
        };
        self.tally.remove(&old, health);
        true
    }

    /// Puts a row in place; the check may have been of another service before.
    pub(super) fn put_check(
        &mut self,
        service: Arc<str>,
        id: Arc<str>,
        row: Arc<CheckRow>,
    ) -> bool {
        let key = (service, id);
        if self.checks.get(&key) == Some(&row) {
            return false;
        }
        if self
            .places
            .get(&*key.1)
            .is_some_and(|place| *place != key.0)
        {
            self.remove_check(&Arc::clone(&key.1));
        }
        self.places.insert(Arc::clone(&key.1), Arc::clone(&key.0));
        self.with_tally(&Arc::clone(&key.0), |shard| {
            shard.checks.insert(key, row);
        });
        true
    }

    pub(super) fn remove_check(&mut self, id: &Arc<str>) -> bool {
        let Some(service) = self.places.remove(&**id) else {
            return false;
        };
        let key = (Arc::clone(&service), Arc::clone(id));
        self.with_tally(&service, |shard| {
            shard.checks.remove(&key);
        });
        true
    }

    /// The checks that are not among these.
    pub(super) fn checks_beside(&self, here: &HashSet<Arc<str>>) -> Vec<Arc<str>> {
        let ids = self.places.iter().map(|(id, _)| id);
        ids.filter(|id| !here.contains(*id)).cloned().collect()
    }

    /// The services that are not among these.
    pub(super) fn services_beside(&self, here: &HashSet<Arc<str>>) -> Vec<Arc<str>> {
        let ids = self.services.iter().map(|(id, _)| id);
        ids.filter(|id| !here.contains(*id)).cloned().collect()
    }

    /// Changes checks of a service, and counts it again.
    fn with_tally(&mut self, service: &str, change: impl FnOnce(&mut Self)) {
        let row = self.services.get(service).map(Arc::clone);
        let before = self.worst_of(service);
        change(self);
        if let Some(row) = row {
            let after = self.worst_of(service);
            self.tally.remove(&row, before);
            self.tally.add(&row, after);
        }
    }
}
