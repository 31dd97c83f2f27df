//! A registry elsewhere: it tells what changed.

use std::sync::Arc;
use std::time::{Duration, Instant};

use consul::wire::Changes;
use consul::{Consistency, Error, catalog, health};
use futures::stream;
use futures::{StreamExt as _, TryStreamExt as _};
use tokio::time::sleep;

use super::node::services_of;
use super::{FIRST_PAUSE, Follower, LONGEST_PAUSE, is_unknown};
use crate::mirror::desk::{Draft, Heart};

/// Who says sooner that nothing changed has not waited.
const LEAST_WAIT: Duration = Duration::from_millis(50);
/// Nodes read at the same time, when everything is read.
const PARALLEL: usize = 4;

/// Until the server has no feed any more.
pub(super) async fn follow(follower: &Arc<Follower>) {
    let mut again = follower.again.of_catalog();
    let mut since = 0;
    let mut server = None;
    let mut pause = FIRST_PAUSE;
    loop {
        let began = Instant::now();
        let changes = follower.client.changes(since, follower.settings.wait);
        let answer = tokio::select! {
            answer = changes => answer,
            _ = again.changed() => {
                since = 0;
                continue;
            }
        };
        let done = match answer {
            // Each server counts for itself.
            Ok(answer) if since > 0 && server.as_ref() != Some(&answer.meta.server) => {
                since = 0;
                continue;
            }
            Ok(answer) if answer.value.reset => {
                let read = read_all(follower).await;
                read.map(|()| (answer.meta, answer.value.index))
            }
            Ok(answer) => {
                let changes = &answer.value;
                follower.desk.change(|draft| apply(draft, changes));
                Ok((answer.meta, answer.value.index))
            }
            Err(error) => Err(error),
        };
        match done {
            Ok((meta, index)) => {
                if index == since && began.elapsed() < LEAST_WAIT {
                    // It does not wait for a change, so we do.
                    sleep(FIRST_PAUSE).await;
                }
                since = index;
                server = Some(Arc::clone(&meta.server));
                pause = FIRST_PAUSE;
                follower.answered(&follower.desk.pulse, "catalog", &meta);
                follower.observer.refreshed(meta.received.elapsed());
            }
            Err(error) => {
                follower.failed(&follower.desk.pulse, "catalog", &error);
                if is_unknown(&error) {
                    return;
                }
                sleep(pause).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        }
    }
}

/// Everything, after the index was taken: what changes meanwhile is told once more.
async fn read_all(follower: &Arc<Follower>) -> Result<(), Error> {
    let client = &follower.client;
    let nodes = client.read(&catalog::nodes(), Consistency::Default).await?;
    follower
        .desk
        .change(|draft| draft.nodes(&nodes.value, Heart::Shared));
    stream::iter(nodes.value)
        .map(|node| read_node(Arc::clone(follower), node.name))
        .buffer_unordered(PARALLEL)
        .try_collect::<()>()
        .await?;
    follower.desk.complete();
    Ok(())
}

async fn read_node(follower: Arc<Follower>, name: String) -> Result<(), Error> {
    let client = &follower.client;
    let services = services_of(&name, true);
    let services = client.read(&services, Consistency::Default).await?;
    let checks = client
        .read(&health::node(&name), Consistency::Default)
        .await?;
    follower.desk.change(|draft| {
        if let Some(found) = &services.value {
            draft.services(&name, &found.services, services.meta.index.unwrap_or(0));
        }
        draft.checks(&name, &checks.value);
    });
    Ok(())
}

fn apply(draft: &mut Draft<'_>, changes: &Changes) {
    for node in &changes.nodes {
        draft.add_wire_node(node, Heart::Shared);
    }
    for service in &changes.services {
        draft.add_wire_service(&service.node, &service.service);
    }
    for check in &changes.checks {
        draft.add_wire_check(check);
    }
    for check in &changes.removed_checks {
        draft.remove_check(&check.node, &check.id.as_str().into());
    }
    for service in &changes.removed_services {
        draft.remove_service(&service.node, &service.id);
    }
    for node in &changes.removed_nodes {
        draft.remove_node(node);
    }
    draft.all_read(changes.index);
}
