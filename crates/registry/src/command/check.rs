//! Checks of the catalog.

use std::sync::Arc;

use super::catalog::CheckInput;
use super::{Alarm, AlarmChange, Draft, Refusal, place, service, session};
use crate::rows::{CheckRow, Indexes, RowKey, Status};
use crate::watch::Topic;
use catalog::lookup;

/// Writes a check unless it is the same already.
pub(super) fn ensure(
    draft: &mut Draft<'_>,
    node: &Arc<str>,
    input: &CheckInput,
) -> Result<Arc<CheckRow>, Refusal> {
    let Some(node_row) = draft.image.catalog.node(node).cloned() else {
        return Err(Refusal::new("Missing node registration"));
    };
    let of = if input.service_id.is_empty() {
        None
    } else {
        let found = draft
            .image
            .catalog
            .service(node, &lookup(&input.service_id))
            .cloned();
        Some(found.ok_or_else(|| Refusal::new("Missing service registration"))?)
    };
    let names = &mut *draft.names;
    let status = if input.status.is_empty() {
        Status::Critical.as_str()
    } else {
        &input.status
    };
    let (service_name, service_tags) = match &of {
        Some(of) => (Arc::clone(&of.name), of.tags.clone()),
        None => (
            names.text(&input.service_name),
            input.service_tags.as_ref().map(|tags| names.list(tags)),
        ),
    };
    let row = CheckRow {
        node: Arc::clone(&node_row.name),
        id: names.text(&input.id),
        name: names.text(&input.name),
        status: names.text(status),
        notes: names.text(&input.notes),
        output: names.text(&input.output),
        service_id: names.text(&input.service_id),
        service_name,
        service_tags,
        kind: names.text(&input.kind),
        definition: input.definition.clone(),
        expiry: input.expiry,
        indexes: Indexes::new(draft.index),
    };
    Ok(write(draft, node, row))
}

/// The same for who registers it in the catalog. To Consul that is news of the checks even
/// if nothing is different: the check keeps its index, the answers about checks do not.
pub(super) fn register(
    draft: &mut Draft<'_>,
    node: &Arc<str>,
    input: &CheckInput,
) -> Result<Arc<CheckRow>, Refusal> {
    let row = ensure(draft, node, input)?;
    if row.indexes.modify != draft.index {
        let id = draft.names.folded(&row.id);
        draft.image.catalog.checks_index = draft.index;
        changed(draft, node, &id, &row);
    }
    Ok(row)
}

/// Puts a row in the place of what was known of the check.
pub(super) fn write(draft: &mut Draft<'_>, node: &Arc<str>, row: CheckRow) -> Arc<CheckRow> {
    let id = draft.names.folded(&row.id);
    let old = draft.image.catalog.check(node, &id).cloned();
    if row.is(Status::Critical) {
        // Even if it was critical before: no session outlives a critical check.
        for session in draft.image.sessions.of_check(node, &id) {
            session::end(draft, &session);
        }
    }
    if let Some(old) = &old
        && old.is_same(&row)
    {
        return Arc::clone(old);
    }
    let row = CheckRow {
        indexes: Indexes::after(old.as_ref().map(|old| old.indexes), draft.index),
        ..row
    };
    if let Some(old) = &old {
        take_out(draft, node, &id, old);
    }
    let row = place::check(draft.image, row, draft.names);
    draft.image.catalog.checks_index = draft.index;
    concern(draft, node, &row);
    changed(draft, node, &id, &row);
    row
}

fn take_out(draft: &mut Draft<'_>, node: &Arc<str>, id: &Arc<str>, row: &CheckRow) {
    let service = draft.names.folded(&row.service_id);
    let catalog = &mut draft.image.catalog;
    let (on, of) = (Arc::clone(node), Arc::clone(id));
    catalog.checks.remove(&(Arc::clone(&on), Arc::clone(&of)));
    catalog
        .by_instance
        .remove(&(Arc::clone(&on), service, Arc::clone(&of)));
    catalog.by_status.remove(&(Arc::clone(&row.status), on, of));
    draft.tell(Topic::Status(Arc::clone(&row.status)));
}

/// Removes a check and the sessions that depend on it.
pub(super) fn delete(draft: &mut Draft<'_>, node: &Arc<str>, id: &Arc<str>) {
    let Some(row) = draft.image.catalog.check(node, id).cloned() else {
        return;
    };
    take_out(draft, node, id, &row);
    if row.service_id.is_empty() {
        draft.image.catalog.services_index = draft.index;
    }
    draft.image.catalog.checks_index = draft.index;
    concern(draft, node, &row);
    changed(draft, node, id, &row);
    for alarm in [
        Alarm::Ttl {
            node: Arc::clone(node),
            id: Arc::clone(id),
        },
        Alarm::Reap {
            node: Arc::clone(node),
            id: Arc::clone(id),
        },
    ] {
        draft.effects.alarms.push(AlarmChange::Clear(alarm));
    }
    for session in draft.image.sessions.of_check(node, id) {
        session::end(draft, &session);
    }
}

/// The services whose health is what this check says.
fn concern(draft: &mut Draft<'_>, node: &Arc<str>, row: &CheckRow) {
    if row.service_id.is_empty() {
        for name in draft.image.catalog.names_on(node) {
            service::bump(draft, &name);
        }
    } else {
        let name = draft.names.folded(&row.service_name);
        service::bump(draft, &name);
    }
}

fn changed(draft: &mut Draft<'_>, node: &Arc<str>, id: &Arc<str>, row: &CheckRow) {
    draft.tell(Topic::NodeChecks(Arc::clone(node)));
    if !row.service_name.is_empty() {
        let name = draft.names.folded(&row.service_name);
        draft.tell(Topic::ServiceChecks(name));
    }
    draft.tell(Topic::Status(Arc::clone(&row.status)));
    draft.tell(Topic::Statuses);
    draft.touch(RowKey::Check {
        node: Arc::clone(node),
        id: Arc::clone(id),
    });
}
