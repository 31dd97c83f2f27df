//! The machines under the agents. Only an agent that belongs to the cluster is asked, and
//! never an address out of a request.

use std::time::Duration;

use consul::wire::{self, Member};
use domain::access::{Actor, Permission};
use domain::error::{AppError, ErrorCode, Reason};
use domain::host::{HostFacts, Processors, Space};
use futures::future::join_all;
use tokio::time::timeout;

use crate::Engine;
use crate::store::Store;

/// Before a page gives up.
const PATIENCE: Duration = Duration::from_secs(8);

impl Engine {
    /// What the agent of a node says about its machine; the node by name or by address.
    ///
    /// # Errors
    ///
    /// When the actor may not, there is no such node, or its agent does not answer.
    pub async fn host(&self, actor: &Actor, node: &str) -> Result<HostFacts, AppError> {
        actor.require(Permission::ViewPages)?;
        let store = self.store()?;
        let member = member(store, node)?;
        let asked = timeout(PATIENCE, self.ask(store, &member)).await;
        let facts = asked.unwrap_or_else(|_| {
            let why = format!("no answer in {} s", PATIENCE.as_secs());
            Err(silent(&member, &why))
        })?;
        Ok(told(member.name, facts))
    }

    async fn ask(&self, store: &Store, member: &Member) -> Result<wire::HostFacts, AppError> {
        if let Some(place) = place_of(store, member).await
            && let Some(agent) = store.client.agent_at(place)
        {
            let facts = agent.host().await;
            return match facts {
                Ok(answer) => Ok(answer.value),
                Err(error) => Err(silent(member, &error.to_string())),
            };
        }
        match self.targets.get() {
            Some(targets) => targets.host(member).await,
            None => Err(no_agent(&member.name)),
        }
    }
}

/// The configured server that is this member: its agent may listen where no other reaches it.
async fn place_of(store: &Store, member: &Member) -> Option<usize> {
    let places = 0..store.client.servers().len();
    let asked = places.map(|place| async move {
        let about = store.client.agent_at(place)?.about().await.ok()?;
        let name = about.value.config.node_name;
        (catalog::lookup(&name) == catalog::lookup(&member.name)).then_some(place)
    });
    join_all(asked).await.into_iter().flatten().next()
}

fn member(store: &Store, node: &str) -> Result<Member, AppError> {
    let members = store.mirror.members();
    let wanted = catalog::lookup(node);
    let named = |member: &&Member| catalog::lookup(&member.name) == wanted;
    let by_name = members.list.iter().find(named);
    let found = by_name.or_else(|| members.list.iter().find(|member| member.address == node));
    if let Some(member) = found {
        return Ok(member.clone());
    }
    let image = store.mirror.image();
    let stands_there =
        |name: &str, address: &str| *catalog::lookup(name) == *wanted || address == node;
    let mut nodes = image.nodes();
    if nodes.any(|shard| stands_there(&shard.node.name, &shard.node.address)) {
        return Err(no_agent(node));
    }
    Err(AppError::not_found(node))
}

fn no_agent(node: &str) -> AppError {
    AppError::new(ErrorCode::AgentFailed)
        .with("what", node)
        .with("reason", Reason::NoAgent)
}

fn silent(member: &Member, why: &str) -> AppError {
    AppError::new(ErrorCode::AgentFailed)
        .with("what", &member.name)
        .with("reason", Reason::AgentSilent)
        .with("address", &member.address)
        .with("setting", "consul.servers")
        .with("why", why)
}

fn told(node: String, facts: wire::HostFacts) -> HostFacts {
    let (memory, disk, host) = (facts.memory, facts.disk, facts.host);
    HostFacts {
        node,
        hostname: host.hostname,
        uptime_seconds: Some(host.uptime).filter(|uptime| *uptime > 0),
        os: host.os,
        platform: [host.platform, host.platform_version]
            .join(" ")
            .trim()
            .to_owned(),
        kernel: host.kernel_version,
        architecture: host.kernel_arch,
        memory: Space::new(
            memory.total,
            memory.available,
            memory.used,
            memory.used_percent,
        ),
        disk: Space::new(disk.total, disk.free, disk.used, disk.used_percent),
        disk_path: disk.path,
        processors: by_model(&facts.processors),
        problems: facts.errors.iter().map(ToString::to_string).collect(),
    }
}

/// An agent tells of each thread by itself; which there are is shorter.
fn by_model(list: &[wire::Processor]) -> Vec<Processors> {
    let mut models: Vec<Processors> = Vec::new();
    for one in list {
        let cores = u64::try_from(one.cores).unwrap_or(0);
        let speed = megahertz(one.mhz);
        let same = |known: &&mut Processors| {
            known.model == one.model_name && known.vendor == one.vendor_id
        };
        match models.iter_mut().find(same) {
            Some(known) => {
                known.cores += cores;
                known.megahertz = known.megahertz.max(speed);
            }
            None => models.push(Processors {
                vendor: one.vendor_id.clone(),
                model: one.model_name.clone(),
                cores,
                megahertz: speed,
            }),
        }
    }
    models
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is between one and a million"
)]
fn megahertz(speed: f64) -> Option<u64> {
    (1.0..1_000_000.0)
        .contains(&speed)
        .then(|| speed.round() as u64)
}
