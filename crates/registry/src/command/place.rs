//! Puts rows that were stored before into an image, with every index.

use std::sync::Arc;

use crate::image::Image;
use crate::rows::{CheckRow, KvRow, NodeRow, ServiceRow, SessionRow};
use catalog::{Names, lookup};

pub(crate) fn node(image: &mut Image, row: NodeRow, names: &mut Names) -> Arc<NodeRow> {
    let folded = names.folded(&row.name);
    let catalog = &mut image.catalog;
    let row = Arc::new(row);
    let old = catalog.nodes.insert(Arc::clone(&folded), Arc::clone(&row));
    if let Some(old) = old
        && old.id != row.id
    {
        catalog.node_ids.remove(&lookup(&old.id));
    }
    if !row.id.is_empty() {
        catalog.node_ids.insert(lookup(&row.id), folded);
    }
    row
}

pub(crate) fn service(image: &mut Image, row: ServiceRow, names: &mut Names) -> Arc<ServiceRow> {
    let node = names.folded(&row.node);
    let id = names.folded(&row.id);
    let name = names.folded(&row.name);
    let row = Arc::new(row);
    let catalog = &mut image.catalog;
    catalog
        .services
        .insert((Arc::clone(&node), Arc::clone(&id)), Arc::clone(&row));
    catalog.by_name.insert((name, node, id), Arc::clone(&row));
    row
}

pub(crate) fn check(image: &mut Image, row: CheckRow, names: &mut Names) -> Arc<CheckRow> {
    let node = names.folded(&row.node);
    let id = names.folded(&row.id);
    let service = names.folded(&row.service_id);
    let row = Arc::new(row);
    let catalog = &mut image.catalog;
    catalog
        .checks
        .insert((Arc::clone(&node), Arc::clone(&id)), Arc::clone(&row));
    catalog.by_instance.insert(
        (Arc::clone(&node), service, Arc::clone(&id)),
        Arc::clone(&row),
    );
    catalog
        .by_status
        .insert((Arc::clone(&row.status), node, id), Arc::clone(&row));
    row
}

pub(crate) fn key(image: &mut Image, row: Arc<KvRow>) {
    if let Some(session) = &row.session {
        let held = (Arc::clone(session), Arc::clone(&row.key));
        image.sessions.keys.insert(held, ());
    }
    image.kv.rows.insert(Arc::clone(&row.key), row);
}

pub(crate) fn session(image: &mut Image, row: SessionRow) -> Arc<SessionRow> {
    let node = lookup(&row.node);
    let row = Arc::new(row);
    let sessions = &mut image.sessions;
    for id in row.checks() {
        let reference = (Arc::clone(&node), lookup(id), Arc::clone(&row.id));
        sessions.checks.insert(reference, ());
    }
    sessions.nodes.insert((node, Arc::clone(&row.id)), ());
    sessions.rows.insert(Arc::clone(&row.id), Arc::clone(&row));
    row
}
