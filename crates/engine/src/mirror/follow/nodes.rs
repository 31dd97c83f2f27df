//! Consul: the list of nodes, and each of them by itself or all of them in turns.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use consul::wire::Node;
use consul::{Seen, catalog};
use tokio::task::JoinSet;
use tokio::time::sleep;
use tracing::warn;

use super::node::FollowedNode;
use super::{Follower, Way, turns};
use crate::mirror::desk::Heart;

/// Watches beside those of the nodes: the list, and the one that wakes the turns.
const OTHERS: usize = 4;

/// A node that could not be followed is tried again after this.
const RETRY: Duration = Duration::from_secs(5);

/// Who reads the nodes that are there.
#[derive(Debug)]
enum Readers {
    EachItsOwn(HashMap<String, FollowedNode>),
    Turns { _task: JoinSet<()> },
}

/// Until everything is to be read again.
pub(super) async fn follow(follower: &Arc<Follower>, has_list: bool) {
    let mut nodes = match follower
        .client
        .watch(catalog::nodes(), follower.watch_options())
    {
        Ok(nodes) => nodes,
        Err(error) => {
            follower.failed(&follower.desk.pulse, "catalog", &error);
            return sleep(super::LONGEST_PAUSE).await;
        }
    };
    let mut readers = Readers::EachItsOwn(HashMap::new());
    let mut again = follower.again.of_catalog();
    let mut listed = Vec::new();
    let mut sees_nothing = false;
    loop {
        let seen = tokio::select! {
            seen = nodes.next() => seen,
            _ = again.changed() => return,
            () = sleep(RETRY), if readers.lack_some_of(&listed) => {
                readers = assign(follower, readers, &listed, has_list).await;
                continue;
            }
        };
        let pulse = &follower.desk.pulse;
        match seen {
            // Consul leaves out what a token may not see, and is never without a node itself.
            Seen::Changed(answer) if answer.value.is_empty() => {
                sees_nothing = true;
                follower.failed(pulse, "catalog", &nothing_seen());
            }
            Seen::Confirmed(_) | Seen::Regained(_) if sees_nothing => {
                follower.failed(pulse, "catalog", &nothing_seen());
            }
            Seen::Changed(answer) => {
                sees_nothing = false;
                follower
                    .desk
                    .change(|draft| draft.nodes(&answer.value, Heart::Own));
                follower.answered(pulse, "catalog", &answer.meta);
                readers = assign(follower, readers, &answer.value, has_list).await;
                listed = answer.value;
            }
            Seen::Confirmed(meta) | Seen::Regained(meta) => {
                follower.answered(pulse, "catalog", &meta);
            }
            Seen::Lost { since, error } => follower.lost(pulse, "catalog", since, &error),
        }
    }
}

fn nothing_seen() -> consul::Error {
    let said = "Consul named no node at all: the token may not read nodes";
    consul::Error {
        operation: "catalog_nodes",
        kind: consul::Kind::Forbidden {
            said: said.to_owned(),
        },
    }
}

impl Readers {
    fn lack_some_of(&self, nodes: &[Node]) -> bool {
        matches!(self, Self::EachItsOwn(followed) if followed.len() < nodes.len())
    }
}

async fn assign(
    follower: &Arc<Follower>,
    readers: Readers,
    nodes: &[Node],
    has_list: bool,
) -> Readers {
    let room = follower.client.most_watches().saturating_sub(OTHERS) / 2;
    let most = follower.settings.followed_nodes.min(room);
    let mut followed = match readers {
        // Who reads in turns goes on until there are clearly few enough.
        Readers::Turns { _task } if nodes.len() > most * 3 / 4 => return Readers::Turns { _task },
        Readers::EachItsOwn(followed) if nodes.len() <= most => followed,
        _ if nodes.len() <= most => HashMap::new(),
        _ => return in_turns(follower, has_list),
    };
    follower.choose(Way::Nodes);
    let gone = followed.extract_if(|name, _| nodes.iter().all(|node| node.name != *name));
    // The new ones need the watches of those that are gone.
    for (_, node) in gone.collect::<Vec<_>>() {
        node.stop().await;
    }
    for node in nodes {
        if followed.contains_key(&node.name) {
            continue;
        }
        match FollowedNode::start(follower, &node.name, has_list) {
            Ok(new) => {
                followed.insert(node.name.clone(), new);
            }
            Err(error) => {
                warn!(node = node.name, code = error.code(), %error, "it cannot be followed");
                if let Some(pulse) = follower.pulse_of(&node.name) {
                    follower.failed(&pulse, &node.name, &error);
                }
            }
        }
    }
    Readers::EachItsOwn(followed)
}

fn in_turns(follower: &Arc<Follower>, has_list: bool) -> Readers {
    follower.choose(Way::Turns);
    let mut task = JoinSet::new();
    task.spawn(turns::follow(Arc::clone(follower), has_list));
    Readers::Turns { _task: task }
}
