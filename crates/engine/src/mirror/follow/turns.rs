//! More nodes than can be followed: all are read when something changed, and now and then.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use consul::wire::Check;
use consul::{Consistency, Seen, catalog, health};
use futures::StreamExt as _;
use futures::stream;
use tokio::time::{sleep_until, timeout_at};

use super::Follower;
use super::node::services_of;

/// Nodes read at the same time.
const PARALLEL: usize = 8;
/// Changes within this are read as one.
const LEAST_PAUSE: Duration = Duration::from_millis(500);

/// Until it is dropped. A round costs every node, however little changed; so rounds are at
/// least as far apart as they are long.
pub(super) async fn follow(follower: Arc<Follower>, has_list: bool) {
    let mut wake = follower
        .client
        .watch(catalog::services(), follower.watch_options())
        .ok();
    let mut index = None;
    loop {
        let began = Instant::now();
        round(&follower, has_list).await;
        let took = began.elapsed();
        sleep_until((Instant::now() + took.max(LEAST_PAUSE)).into()).await;
        let latest = began + took + follower.settings.turn;
        while let Some(watch) = &mut wake {
            // Its value does not tell all: a Meta can change without it. Its index does.
            let moved = match timeout_at(latest.into(), watch.next()).await {
                Ok(Seen::Changed(answer)) => answer.meta.index,
                Ok(Seen::Confirmed(meta) | Seen::Regained(meta)) => meta.index,
                Ok(Seen::Lost { .. }) => continue,
                Err(_) => break,
            };
            if moved != index {
                index = moved;
                break;
            }
        }
        if wake.is_none() {
            sleep_until(latest.into()).await;
        }
    }
}

async fn round(follower: &Arc<Follower>, has_list: bool) {
    let image = follower.desk.image();
    let names: Vec<Arc<str>> = image
        .nodes()
        .map(|shard| Arc::clone(&shard.node.name))
        .collect();
    stream::iter(names.clone())
        .map(|name| read_node(Arc::clone(follower), name, has_list))
        .buffer_unordered(PARALLEL)
        .for_each(|()| async {})
        .await;
    match follower
        .client
        .read(&health::state(None), Consistency::ANY_AGE)
        .await
    {
        Ok(answer) => {
            let mut by_node: HashMap<Arc<str>, Vec<&Check>> = HashMap::new();
            for check in &answer.value {
                let folded = ::catalog::lookup(&check.node);
                by_node.entry(folded).or_default().push(check);
            }
            follower.desk.change(|draft| {
                for name in &names {
                    let checks = by_node.remove(&::catalog::lookup(name));
                    draft.checks(name, checks.unwrap_or_default());
                }
            });
        }
        Err(error) => follower.failed(&follower.desk.pulse, "checks", &error),
    }
    follower.desk.complete_when_read();
}

async fn read_node(follower: Arc<Follower>, name: Arc<str>, has_list: bool) {
    let began = Instant::now();
    let query = services_of(&name, has_list);
    let answer = follower.client.read(&query, Consistency::ANY_AGE).await;
    let Some(pulse) = follower.pulse_of(&name) else {
        return;
    };
    match answer {
        Ok(answer) => {
            let index = answer.meta.index.unwrap_or(0);
            if let Some(found) = &answer.value {
                follower
                    .desk
                    .change(|draft| draft.services(&name, &found.services, index));
            }
            follower.answered(&pulse, &name, &answer.meta);
            follower.observer.refreshed(began.elapsed());
        }
        Err(error) => follower.failed(&pulse, &name, &error),
    }
}
