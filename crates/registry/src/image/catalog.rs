//! Nodes, services and checks, with every index that a question needs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Pair, Triple, nothing};
use crate::rows::{CheckRow, NodeRow, ServiceRow};
use catalog::Ordered;

/// All keys are folded: Consul looks names up without regard to case.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    pub(crate) nodes: Ordered<Arc<str>, Arc<NodeRow>>,
    pub(crate) node_ids: Ordered<Arc<str>, Arc<str>>,
    /// By node and id.
    pub(crate) services: Ordered<Pair, Arc<ServiceRow>>,
    /// By name, node and id.
    pub(crate) by_name: Ordered<Triple, Arc<ServiceRow>>,
    /// By node and id.
    pub(crate) checks: Ordered<Pair, Arc<CheckRow>>,
    /// By node, service and id; those of the node itself have an empty service.
    pub(crate) by_instance: Ordered<Triple, Arc<CheckRow>>,
    /// By status, node and id.
    pub(crate) by_status: Ordered<Triple, Arc<CheckRow>>,
    /// The last change of each service that has an instance.
    pub(crate) service_indexes: Ordered<Arc<str>, u64>,
    /// When a service lost its last instance.
    pub(crate) extinction: u64,
    pub(crate) nodes_index: u64,
    pub(crate) services_index: u64,
    pub(crate) checks_index: u64,
    /// No answer about a service has a lower index.
    pub(crate) floor: u64,
}

impl Catalog {
    pub fn node(&self, folded: &str) -> Option<&Arc<NodeRow>> {
        self.nodes.get(folded)
    }

    pub fn nodes(&self) -> impl Iterator<Item = &Arc<NodeRow>> {
        self.nodes.values()
    }

    /// All services with their folded node and id, in this order.
    pub fn services_by_key(
        &self,
    ) -> impl Iterator<Item = (&(Arc<str>, Arc<str>), &Arc<ServiceRow>)> {
        self.services.iter()
    }

    /// All checks with their folded node and id, in this order.
    pub fn checks_by_key(&self) -> impl Iterator<Item = (&(Arc<str>, Arc<str>), &Arc<CheckRow>)> {
        self.checks.iter()
    }

    /// All services, by node and id.
    pub fn services(&self) -> impl Iterator<Item = &Arc<ServiceRow>> {
        self.services.values()
    }

    pub fn service_count(&self) -> usize {
        self.services.len()
    }

    /// All checks, by node and id.
    pub fn checks(&self) -> impl Iterator<Item = &Arc<CheckRow>> {
        self.checks.values()
    }

    pub fn service(&self, node: &Arc<str>, id: &Arc<str>) -> Option<&Arc<ServiceRow>> {
        self.services.get(&(Arc::clone(node), Arc::clone(id)))
    }

    pub fn check(&self, node: &Arc<str>, id: &Arc<str>) -> Option<&Arc<CheckRow>> {
        self.checks.get(&(Arc::clone(node), Arc::clone(id)))
    }

    /// The services of a node, by id.
    pub fn services_of(&self, node: &Arc<str>) -> impl Iterator<Item = &Arc<ServiceRow>> {
        self.services
            .starting_at(&(Arc::clone(node), nothing()))
            .take_while(move |((candidate, _), _)| candidate == node)
            .map(|(_, row)| row)
    }

    /// The instances of a service, by node and id.
    pub fn instances(&self, name: &Arc<str>) -> impl Iterator<Item = &Arc<ServiceRow>> {
        self.instances_with_node(name).map(|(_, row)| row)
    }

    /// The instances of a service, each with the folded name of its node.
    pub(crate) fn instances_with_node(
        &self,
        name: &Arc<str>,
    ) -> impl Iterator<Item = (&Arc<str>, &Arc<ServiceRow>)> {
        self.by_name
            .starting_at(&(Arc::clone(name), nothing(), nothing()))
            .take_while(move |((candidate, _, _), _)| candidate == name)
            .map(|((_, node, _), row)| (node, row))
    }

    /// All checks of a node, by id.
    pub fn checks_of(&self, node: &Arc<str>) -> impl Iterator<Item = &Arc<CheckRow>> {
        self.checks
            .starting_at(&(Arc::clone(node), nothing()))
            .take_while(move |((candidate, _), _)| candidate == node)
            .map(|(_, row)| row)
    }

    /// The checks of one instance, or with an empty id those of the node itself.
    pub fn checks_of_instance(
        &self,
        node: &Arc<str>,
        service: &Arc<str>,
    ) -> impl Iterator<Item = &Arc<CheckRow>> {
        self.by_instance
            .starting_at(&(Arc::clone(node), Arc::clone(service), nothing()))
            .take_while(move |((on, of, _), _)| on == node && of == service)
            .map(|(_, row)| row)
    }

    pub fn checks_in(&self, status: &Arc<str>) -> impl Iterator<Item = &Arc<CheckRow>> {
        self.by_status
            .starting_at(&(Arc::clone(status), nothing(), nothing()))
            .take_while(move |((candidate, _, _), _)| candidate == status)
            .map(|(_, row)| row)
    }

    /// The folded names of all services that have an instance.
    pub(crate) fn service_names(&self) -> BTreeSet<Arc<str>> {
        let mut names = BTreeSet::new();
        let mut last: Option<&Arc<str>> = None;
        for ((name, _, _), _) in self.by_name.iter() {
            if last != Some(name) {
                names.insert(Arc::clone(name));
                last = Some(name);
            }
        }
        names
    }

    /// The folded names of the services on a node.
    pub(crate) fn names_on(&self, node: &Arc<str>) -> BTreeSet<Arc<str>> {
        let mut names = BTreeSet::new();
        let mut last: Option<&Arc<str>> = None;
        for row in self.services_of(node) {
            if last != Some(&row.name) {
                names.insert(catalog::lookup(&row.name));
                last = Some(&row.name);
            }
        }
        names
    }

    /// Every service name with its tags, of the nodes that pass.
    pub(crate) fn names_and_tags(
        &self,
        passes: impl Fn(&Arc<str>) -> bool,
    ) -> BTreeMap<Arc<str>, BTreeSet<Arc<str>>> {
        let mut names: BTreeMap<Arc<str>, BTreeSet<Arc<str>>> = BTreeMap::new();
        let mut current: Option<(Arc<str>, BTreeSet<Arc<str>>)> = None;
        for ((_, node, _), row) in self.by_name.iter() {
            if !passes(node) {
                continue;
            }
            if current.as_ref().is_none_or(|(name, _)| *name != row.name) {
                if let Some((name, tags)) = current.take() {
                    names.entry(name).or_default().extend(tags);
                }
                current = Some((Arc::clone(&row.name), BTreeSet::new()));
            }
            if let Some((_, tags)) = &mut current {
                for tag in row.tags() {
                    if !tags.contains(tag) {
                        tags.insert(Arc::clone(tag));
                    }
                }
            }
        }
        if let Some((name, tags)) = current {
            names.entry(name).or_default().extend(tags);
        }
        names
    }

    /// The index of an answer about the instances of a service, as Consul gives it.
    pub(crate) fn index_of_instances(&self, name: &Arc<str>) -> u64 {
        self.extinction_of(name)
            .unwrap_or_else(|| self.index_of_service(name, self.index_of_nodes_and_services()))
            .max(self.floor)
    }

    /// The same about the instances with their checks.
    pub(crate) fn index_of_health(&self, name: &Arc<str>) -> u64 {
        self.extinction_of(name)
            .unwrap_or_else(|| self.index_of_service(name, self.index()))
            .max(self.floor)
    }

    /// The same about the checks alone.
    pub(crate) fn index_of_checks(&self, name: &Arc<str>) -> u64 {
        self.index_of_service(name, self.index()).max(self.floor)
    }

    /// For a service without instances: when any service lost its last one.
    fn extinction_of(&self, name: &Arc<str>) -> Option<u64> {
        let is_gone = self.extinction > 0 && self.instances(name).next().is_none();
        is_gone.then_some(self.extinction)
    }

    fn index_of_service(&self, name: &Arc<str>, of_all: u64) -> u64 {
        self.service_indexes.get(name).copied().unwrap_or(of_all)
    }

    /// The index of the last change of anything here.
    pub fn index(&self) -> u64 {
        self.index_of_nodes_and_services().max(self.checks_index)
    }

    /// The index of an answer about one node and its services.
    pub(crate) fn index_of_nodes_and_services(&self) -> u64 {
        self.nodes_index.max(self.services_index)
    }
}
