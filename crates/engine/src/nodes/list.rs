//! Members and catalog, seen as one list.

use std::collections::BTreeMap;

use consul::wire::{Member, MemberStatus};
use domain::node::{
    LastFailure, NodeList, NodeRole, NodeState, NodeSummary, ServerSummary, ServiceCounts, Standing,
};

use super::words;
use crate::mirror::{Health, Members, Shard, Tally};
use crate::store::Store;

/// The registry in this process keeps everything itself, and needs no agents.
pub(super) fn of(store: &Store) -> NodeList {
    let image = store.mirror.image();
    let members = store.mirror.members();
    let mut nodes = BTreeMap::new();
    for shard in image.nodes() {
        let member = members.get(&shard.node.name);
        let node = known(store, shard, member, &members);
        nodes.insert(shard.node.name.to_lowercase(), node);
    }
    for member in members.list.iter() {
        let place = nodes.entry(member.name.to_lowercase());
        // Who left is not in the catalog any more, and who just came not yet.
        place.or_insert_with(|| only_member(store, member, &members));
    }
    NodeList {
        version: image.version + members.version,
        nodes: nodes.into_values().collect(),
        complete: image.complete,
        catalog: words::standing(&store.mirror.standing()),
        members: words::standing(&members.standing()),
        servers: servers(store),
        active_server: members.server.as_deref().map(str::to_owned),
        way: store.mirror.way().map(words::way),
    }
}

fn known(store: &Store, shard: &Shard, member: Option<&Member>, members: &Members) -> NodeSummary {
    let standing = match shard.read {
        true => words::standing(&shard.pulse().standing()),
        // It is new; unless it fails, it will be read at once.
        false => unread(&words::standing(&shard.pulse().standing())),
    };
    NodeSummary {
        name: shard.node.name.to_string(),
        address: shard.node.address.to_string(),
        role: member.map_or(NodeRole::CatalogOnly, role),
        state: match member {
            Some(member) => state(member, members),
            None => by_own_checks(shard.health()),
        },
        services: shard.read.then(|| counts(shard.tally)),
        standing,
        site: store.site_names.of(&shard.node.address),
    }
}

fn unread(standing: &Standing) -> Standing {
    match standing {
        Standing::Failing { .. } => standing.clone(),
        Standing::NotYet | Standing::Current { .. } => Standing::NotYet,
    }
}

fn only_member(store: &Store, member: &Member, members: &Members) -> NodeSummary {
    NodeSummary {
        name: member.name.clone(),
        address: member.address.clone(),
        role: role(member),
        state: state(member, members),
        services: None,
        standing: Standing::NotYet,
        site: store.site_names.of(&member.address),
    }
}

fn role(member: &Member) -> NodeRole {
    match member.tags.get("role").map(String::as_str) {
        Some("consul") => NodeRole::Server,
        _ => NodeRole::Agent,
    }
}

/// What members said long ago is not known any more.
fn state(member: &Member, members: &Members) -> NodeState {
    if members.standing().is_failing() {
        return NodeState::Unknown;
    }
    match member.status {
        MemberStatus::Alive => NodeState::Alive,
        MemberStatus::Leaving => NodeState::Leaving,
        MemberStatus::Left => NodeState::Left,
        MemberStatus::Failed => NodeState::Failed,
        MemberStatus::None | MemberStatus::Unknown => NodeState::Unknown,
    }
}

/// Nobody gossips with it; somebody may check it.
fn by_own_checks(health: Health) -> NodeState {
    match health {
        Health::Unchecked => NodeState::Unwatched,
        Health::Passing | Health::Warning => NodeState::Alive,
        Health::Critical => NodeState::Failed,
    }
}

fn counts(tally: Tally) -> ServiceCounts {
    ServiceCounts {
        unchecked: tally.unchecked,
        passing: tally.passing,
        warning: tally.warning,
        critical: tally.critical,
    }
}

fn servers(store: &Store) -> Vec<ServerSummary> {
    let servers = store.client.servers().into_iter();
    let summary = |server: consul::ServerState| ServerSummary {
        name: server.name.to_string(),
        health: words::health(server.health),
        last_failure: server.last_failure.map(|(at, why)| LastFailure {
            seconds_ago: at.elapsed().as_secs(),
            why,
        }),
    };
    servers.map(summary).collect()
}
