//! A registry in this process: its rows are the mirror's rows.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use registry::{Catalog, Registry, RowKey};

use super::Follower;
use crate::mirror::desk::{Draft, Heart};

/// Until the registry is closed.
pub(super) async fn follow(follower: &Follower, registry: &Registry) {
    let mut again = follower.again.of_catalog();
    let mut index = read_all(follower, registry);
    loop {
        let changed = tokio::select! {
            changed = registry.changed_since(index) => changed,
            _ = again.changed() => {
                index = read_all(follower, registry);
                continue;
            }
        };
        if changed.is_none() {
            return;
        }
        let began = Instant::now();
        // The rows first: what changes in between is in the image and comes again.
        let Some(rows) = registry.changes_since(index) else {
            index = read_all(follower, registry);
            continue;
        };
        let image = registry.snapshot();
        follower.desk.change(|draft| {
            for row in &rows {
                apply(draft, &image.catalog, row);
            }
            draft.all_read(image.catalog.index());
        });
        index = image.catalog.index().max(index);
        follower.desk.pulse.answered(Instant::now());
        follower.observer.refreshed(began.elapsed());
    }
}

fn read_all(follower: &Follower, registry: &Registry) -> u64 {
    let image = registry.snapshot();
    let catalog = &image.catalog;
    follower.desk.change(|draft| {
        draft.clear();
        for row in catalog.nodes() {
            draft.node(Arc::clone(row), Heart::Shared);
        }
        for (node, rows) in by_node(catalog.services_by_key()) {
            draft.add_services(&node, rows);
        }
        for (node, rows) in by_node(catalog.checks_by_key()) {
            draft.add_checks(&node, rows);
        }
        draft.all_read(catalog.index());
        draft.complete();
    });
    follower.desk.pulse.answered(Instant::now());
    catalog.index()
}

type ById<T> = Vec<(Arc<str>, Arc<T>)>;

fn by_node<'r, T: 'r>(
    rows: impl Iterator<Item = (&'r (Arc<str>, Arc<str>), &'r Arc<T>)>,
) -> BTreeMap<Arc<str>, ById<T>> {
    let mut by_node: BTreeMap<Arc<str>, ById<T>> = BTreeMap::new();
    for ((node, id), row) in rows {
        let rows = by_node.entry(Arc::clone(node)).or_default();
        rows.push((Arc::clone(id), Arc::clone(row)));
    }
    by_node
}

fn apply(draft: &mut Draft<'_>, catalog: &Catalog, row: &RowKey) {
    match row {
        RowKey::Node(name) => match catalog.node(name) {
            Some(row) => draft.node(Arc::clone(row), Heart::Shared),
            None => draft.remove_node(name),
        },
        RowKey::Service { node, id } => match catalog.service(node, id) {
            Some(row) => draft.add_services(node, [(Arc::clone(id), Arc::clone(row))]),
            None => draft.remove_service(node, id),
        },
        RowKey::Check { node, id } => match catalog.check(node, id) {
            Some(row) => draft.add_checks(node, [(Arc::clone(id), Arc::clone(row))]),
            None => draft.remove_check(node, id),
        },
        RowKey::Kv(_) | RowKey::Session(_) => {}
    }
}
