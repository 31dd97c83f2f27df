//! All checks by their state, and what the services are made of.

use std::collections::BTreeMap;
use std::sync::Arc;

use catalog::{CheckRow, Status};

use crate::mirror::Image;

/// The first of each state are shown.
const SHOWN: usize = 10;

#[derive(Clone, Debug, Default)]
pub struct ChecksByState {
    pub passing: Checks,
    pub warning: Checks,
    pub critical: Checks,
}

#[derive(Clone, Debug, Default)]
pub struct Checks {
    pub count: usize,
    pub first: Vec<Arc<CheckRow>>,
}

pub(super) fn of(image: &Image) -> ChecksByState {
    let mut found = ChecksByState::default();
    for check in image.nodes().flat_map(|shard| shard.checks()) {
        let of = [
            (Status::Passing, &mut found.passing),
            (Status::Warning, &mut found.warning),
            (Status::Critical, &mut found.critical),
        ];
        for (status, checks) in of {
            if check.is(status) {
                checks.count += 1;
                if checks.first.len() < SHOWN {
                    checks.first.push(Arc::clone(check));
                }
            }
        }
    }
    found
}

/// The values of one key of Meta, each with how many services have it.
pub(super) fn values(image: &Image, key: &str) -> BTreeMap<Arc<str>, usize> {
    let mut values = BTreeMap::new();
    for row in image.nodes().flat_map(|shard| shard.counted()) {
        if let Some(value) = row.meta.as_ref().and_then(|meta| meta.get(key)) {
            *values.entry(Arc::clone(value)).or_default() += 1;
        }
    }
    values
}
