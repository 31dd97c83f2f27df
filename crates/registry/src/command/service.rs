//! Services of the catalog, and the index that each of them has.

use std::sync::Arc;

use super::catalog::ServiceInput;
use super::{Draft, Refusal, check, place};
use crate::limits;
use crate::rows::{Indexes, Place, RowKey, ServiceRow};
use crate::watch::Topic;
use catalog::lookup;

/// Writes an instance unless it is the same already.
pub(super) fn ensure(
    draft: &mut Draft<'_>,
    node: &Arc<str>,
    input: &ServiceInput,
) -> Result<Arc<ServiceRow>, Refusal> {
    let Some(node_row) = draft.image.catalog.node(node).cloned() else {
        return Err(Refusal::new("Missing node registration"));
    };
    if let Some(meta) = &input.meta {
        limits::check_meta(meta).map_err(|words| {
            let (node, id) = (&node_row.name, &input.id);
            Refusal::new(format!(
                "Invalid Service Meta for node {node} and serviceID {id}: {words}"
            ))
        })?;
    }
    let row = row_of(draft, &node_row.name, input);
    let id = draft.names.folded(&row.id);
    let old = draft.image.catalog.service(node, &id).cloned();
    if let Some(old) = &old {
        if old.is_same(&row) {
            return Ok(Arc::clone(old));
        }
        if old.name != row.name {
            let row = Arc::clone(old);
            take_out(draft, node, &id, &row);
        }
    }
    let row = ServiceRow {
        indexes: Indexes::after(old.map(|old| old.indexes), draft.index),
        ..row
    };
    let row = place::service(draft.image, row, draft.names);
    draft.image.catalog.services_index = draft.index;
    let name = draft.names.folded(&row.name);
    bump(draft, &name);
    draft.tell(Topic::Instances(name));
    changed(draft, node, &id);
    Ok(row)
}

fn row_of(draft: &mut Draft<'_>, node: &Arc<str>, input: &ServiceInput) -> ServiceRow {
    let names = &mut *draft.names;
    let places = input.tagged_addresses.as_ref().map(|places| {
        places
            .iter()
            .map(|(name, address, port)| Place {
                name: names.text(name),
                address: names.text(address),
                port: *port,
            })
            .collect()
    });
    ServiceRow {
        node: Arc::clone(node),
        id: names.text(&input.id),
        name: names.text(&input.name),
        tags: input.tags.as_ref().map(|tags| names.list(tags)),
        address: names.text(&input.address),
        tagged_addresses: places,
        meta: input.meta.as_deref().map(|meta| names.pairs(meta)),
        port: input.port,
        weights: input.weights,
        enable_tag_override: input.enable_tag_override,
        indexes: Indexes::new(draft.index),
    }
}

/// Removes an instance with its checks.
pub(super) fn delete(draft: &mut Draft<'_>, node: &Arc<str>, id: &Arc<str>) {
    let Some(row) = draft.image.catalog.service(node, id).cloned() else {
        return;
    };
    let checks: Vec<Arc<str>> = draft
        .image
        .catalog
        .checks_of_instance(node, id)
        .map(|check| lookup(&check.id))
        .collect();
    for check in checks {
        check::delete(draft, node, &check);
    }
    draft.image.catalog.checks_index = draft.index;
    draft
        .image
        .catalog
        .services
        .remove(&(Arc::clone(node), Arc::clone(id)));
    draft.image.catalog.services_index = draft.index;
    take_out(draft, node, id, &row);
    changed(draft, node, id);
}

/// An instance leaves its name, which ends with its last instance.
fn take_out(draft: &mut Draft<'_>, node: &Arc<str>, id: &Arc<str>, row: &ServiceRow) {
    let name = draft.names.folded(&row.name);
    let catalog = &mut draft.image.catalog;
    let key = (Arc::clone(&name), Arc::clone(node), Arc::clone(id));
    catalog.by_name.remove(&key);
    let lives = catalog.instances(&name).next().is_some();
    if lives {
        bump(draft, &name);
    } else {
        catalog.service_indexes.remove(&name);
        catalog.extinction = draft.index;
        draft.tell(Topic::Health(Arc::clone(&name)));
    }
    draft.tell(Topic::Instances(name));
}

/// Something about a service has changed, if only the health of one instance.
pub(super) fn bump(draft: &mut Draft<'_>, name: &Arc<str>) {
    let index = draft.index;
    draft
        .image
        .catalog
        .service_indexes
        .insert(Arc::clone(name), index);
    draft.tell(Topic::Health(Arc::clone(name)));
}

/// Something about a node has changed that concerns all its services.
pub(super) fn bump_all_on(draft: &mut Draft<'_>, node: &Arc<str>) {
    for name in draft.image.catalog.names_on(node) {
        bump(draft, &name);
        draft.tell(Topic::Instances(name));
    }
}

fn changed(draft: &mut Draft<'_>, node: &Arc<str>, id: &Arc<str>) {
    draft.tell(Topic::Services);
    draft.tell(Topic::Node(Arc::clone(node)));
    draft.touch(RowKey::Service {
        node: Arc::clone(node),
        id: Arc::clone(id),
    });
}
