//! Nodes of the catalog.

use std::sync::Arc;

use super::catalog::NodeInput;
use super::{Draft, Refusal, check, place, service, session};
use crate::rows::{Indexes, NodeRow, RowKey, Status};
use crate::watch::Topic;
use catalog::lookup;

/// The check that says whether a node's agent can be reached.
pub(crate) const SERF_HEALTH: &str = "serfHealth";

/// Writes a node unless it is the same already.
pub(super) fn ensure(draft: &mut Draft<'_>, input: &NodeInput) -> Result<Arc<NodeRow>, Refusal> {
    let name = draft.names.text(&input.name);
    let folded = draft.names.folded(&name);
    let mut old = None;
    if !input.id.is_empty() {
        old = by_id(draft, &input.id);
        let before = old.as_ref().filter(|old| old.name != name);
        if old.is_none() || before.is_some() {
            refuse_taken(draft, input, &folded, before)?;
        }
        if let Some(before) = before {
            let before = draft.names.folded(&before.name);
            delete(draft, &before);
        }
    }
    let old = old.or_else(|| draft.image.catalog.node(&folded).cloned());
    let row = NodeRow {
        name,
        id: draft.names.text(&input.id),
        address: draft.names.text(&input.address),
        tagged_addresses: input
            .tagged_addresses
            .as_deref()
            .map(|pairs| draft.names.pairs(pairs)),
        meta: input.meta.as_deref().map(|meta| draft.names.pairs(meta)),
        indexes: Indexes::after(old.as_ref().map(|old| old.indexes), draft.index),
    };
    if let Some(old) = old
        && old.is_same(&row)
    {
        return Ok(old);
    }
    let row = place::node(draft.image, row, draft.names);
    changed(draft, &folded);
    service::bump_all_on(draft, &folded);
    Ok(row)
}

/// Removes a node with its services, checks and sessions.
pub(super) fn delete(draft: &mut Draft<'_>, folded: &Arc<str>) {
    let Some(row) = draft.image.catalog.node(folded).cloned() else {
        return;
    };
    let services: Vec<Arc<str>> = draft
        .image
        .catalog
        .services_of(folded)
        .map(|row| lookup(&row.id))
        .collect();
    for id in services {
        service::delete(draft, folded, &id);
    }
    let checks: Vec<Arc<str>> = draft
        .image
        .catalog
        .checks_of(folded)
        .map(|row| lookup(&row.id))
        .collect();
    for id in checks {
        check::delete(draft, folded, &id);
    }
    draft.image.catalog.nodes.remove(folded);
    if !row.id.is_empty() {
        draft.image.catalog.node_ids.remove(&lookup(&row.id));
    }
    changed(draft, folded);
    for row in draft.image.sessions.of_node(folded) {
        session::end(draft, &row.id);
    }
}

pub(super) fn by_id(draft: &Draft<'_>, id: &str) -> Option<Arc<NodeRow>> {
    let name = draft.image.catalog.node_ids.get(&lookup(id))?;
    draft.image.catalog.node(name).cloned()
}

/// A name, perhaps a new one for a node, belongs to who has it while that node's agent is alive.
fn refuse_taken(
    draft: &Draft<'_>,
    input: &NodeInput,
    folded: &Arc<str>,
    renamed: Option<&Arc<NodeRow>>,
) -> Result<(), Refusal> {
    let catalog = &draft.image.catalog;
    let Some(owner) = catalog.node(folded).filter(|owner| *owner.id != *input.id) else {
        return Ok(());
    };
    let alive = catalog
        .check(folded, &lookup(SERF_HEALTH))
        .is_some_and(|check| !check.is(Status::Critical));
    // A node without an id may be given one, but not lose its name to another.
    if !alive || (owner.id.is_empty() && renamed.is_none()) {
        return Ok(());
    }
    let place = if renamed.is_some() {
        format!("{:?} ({})", input.id, input.address)
    } else {
        format!("{:?}", input.id)
    };
    Err(Refusal::new(format!(
        "Error while renaming Node ID: {place}: Node name {} is reserved by node {} with name {} \
         ({})",
        input.name, owner.id, owner.name, owner.address
    )))
}

fn changed(draft: &mut Draft<'_>, folded: &Arc<str>) {
    draft.image.catalog.nodes_index = draft.index;
    draft.tell(Topic::Nodes);
    draft.tell(Topic::Node(Arc::clone(folded)));
    draft.touch(RowKey::Node(Arc::clone(folded)));
}
