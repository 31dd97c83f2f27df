//! One node, by a query for its services and one for its checks.

use std::sync::Arc;

use consul::wire::{Check, NodeServices};
use consul::{Consistency, Query, Seen, Tell, Watch, WatchOptions, catalog, health};
use tokio::task::JoinSet;

use super::Follower;
use crate::mirror::pulse::Pulse;

/// Ends when it is dropped.
#[derive(Debug)]
pub(super) struct FollowedNode {
    tasks: JoinSet<()>,
}

impl FollowedNode {
    pub(super) fn start(
        follower: &Arc<Follower>,
        name: &str,
        has_list: bool,
    ) -> Result<Self, consul::Error> {
        let options = follower.watch_options();
        let services = follower
            .client
            .watch(services_of(name, has_list), options)?;
        let checks = follower.client.watch(health::node(name), options)?;
        let mut tasks = JoinSet::new();
        let name: Arc<str> = name.into();
        tasks.spawn(follow_services(
            Arc::clone(follower),
            Arc::clone(&name),
            services,
        ));
        tasks.spawn(follow_checks(Arc::clone(follower), name, checks));
        Ok(Self { tasks })
    }

    /// Its watches are free for others when this has ended.
    pub(super) async fn stop(mut self) {
        self.tasks.shutdown().await;
    }
}

pub(super) fn services_of(name: &str, has_list: bool) -> Query<Option<NodeServices>> {
    if has_list {
        catalog::node_services(name)
    } else {
        catalog::node(name)
    }
}

impl Follower {
    pub(super) fn watch_options(&self) -> WatchOptions {
        WatchOptions {
            wait: self.settings.wait,
            tell: Tell::EveryAnswer,
            // Whatever there is, with its age: a page must open when the leader is gone.
            ..WatchOptions::new(Consistency::ANY_AGE)
        }
    }

    /// The sign of life of a node that is known.
    pub(super) fn pulse_of(&self, name: &str) -> Option<Arc<Pulse>> {
        let image = self.desk.image();
        image.node(name).map(|shard| Arc::clone(&shard.pulse))
    }
}

async fn follow_services(
    follower: Arc<Follower>,
    name: Arc<str>,
    mut watch: Watch<Option<NodeServices>>,
) {
    loop {
        let seen = watch.next().await;
        let Some(pulse) = follower.pulse_of(&name) else {
            continue;
        };
        match seen {
            Seen::Changed(answer) => {
                let index = answer.meta.index.unwrap_or(0);
                follower.desk.change(|draft| {
                    // Without a node there is nothing to show; the list of nodes says so.
                    if let Some(found) = &answer.value {
                        draft.services(&name, &found.services, index);
                    }
                    draft.complete_when_read();
                });
                follower.answered(&pulse, &name, &answer.meta);
                follower.observer.refreshed(answer.meta.received.elapsed());
            }
            Seen::Confirmed(meta) | Seen::Regained(meta) => {
                follower.answered(&pulse, &name, &meta);
            }
            Seen::Lost { since, error } => follower.lost(&pulse, &name, since, &error),
        }
    }
}

/// The sign of life is that of the services: both come from the same server.
async fn follow_checks(follower: Arc<Follower>, name: Arc<str>, mut watch: Watch<Vec<Check>>) {
    loop {
        match watch.next().await {
            Seen::Changed(answer) => follower
                .desk
                .change(|draft| draft.checks(&name, &answer.value)),
            Seen::Lost { since, error } => {
                if let Some(pulse) = follower.pulse_of(&name) {
                    follower.lost(&pulse, &name, since, &error);
                }
            }
            Seen::Confirmed(_) | Seen::Regained(_) => {}
        }
    }
}
