//! The services of all nodes by name, as Consul's own pages count them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use catalog::{CheckRow, Status};

use crate::mirror::{Image, Shard};

/// All instances of one name. Checks are counted, not instances; those of a node count with
/// each instance on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceOverview {
    pub name: Arc<str>,
    pub tags: BTreeSet<Arc<str>>,
    pub nodes: BTreeSet<Arc<str>>,
    pub instances: usize,
    pub checks: CheckCounts,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CheckCounts {
    pub passing: usize,
    pub warning: usize,
    pub critical: usize,
}

impl CheckCounts {
    fn add(&mut self, check: &CheckRow, times: usize) {
        let of = [
            (Status::Passing, &mut self.passing),
            (Status::Warning, &mut self.warning),
            (Status::Critical, &mut self.critical),
        ];
        for (status, count) in of {
            if check.is(status) {
                *count += times;
            }
        }
    }
}

/// By name, Consul's own included.
pub(super) fn of(image: &Image) -> Vec<ServiceOverview> {
    let mut names = BTreeMap::new();
    for shard in image.nodes() {
        add(&mut names, shard);
    }
    names.into_values().collect()
}

fn add(names: &mut BTreeMap<Arc<str>, ServiceOverview>, shard: &Shard) {
    let mut here: BTreeMap<&Arc<str>, usize> = BTreeMap::new();
    for row in shard.services() {
        *here.entry(&row.name).or_default() += 1;
        let one = names
            .entry(Arc::clone(&row.name))
            .or_insert_with(|| ServiceOverview {
                name: Arc::clone(&row.name),
                ..ServiceOverview::default()
            });
        one.instances += 1;
        one.tags.extend(row.tags().iter().cloned());
        one.nodes.insert(Arc::clone(&shard.node.name));
    }
    for check in shard.checks() {
        if check.service_id.is_empty() {
            for (name, count) in &here {
                if let Some(one) = names.get_mut(*name) {
                    one.checks.add(check, *count);
                }
            }
        } else if let Some(row) = shard.service(&check.service_id)
            && let Some(one) = names.get_mut(&row.name)
        {
            one.checks.add(check, 1);
        }
    }
}
