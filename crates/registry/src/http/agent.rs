//! `/v1/agent/` and `/v1/status/`: what the registry says of itself.

use std::net::SocketAddr;

use serde_json::{Value, json};

use super::answer::{self, Answer};
use super::query::truth;
use super::refusal::Refusal;
use super::routes::Call;
use crate::command::{AgentAction, AgentCommand, Command};
use crate::host;
use crate::open::Registry;
use catalog::lookup;

/// Where Consul's own agents would talk to each other. Nothing listens there.
const SERF_PORT: u16 = 8_301;
const SERVER_PORT: u16 = 8_300;
/// The version of what they say there.
const PROTOCOL: u8 = 2;

pub(super) fn about(call: &Call) -> Answer {
    let settings = call.registry.settings();
    let image = call.registry.snapshot();
    let own = lookup(&settings.node_name);
    let services = image.catalog.services_of(&own).count();
    let checks = image.catalog.checks_of(&own).count();
    let about = json!({
        "Config": {
            "Datacenter": settings.datacenter,
            "NodeName": settings.node_name,
            "NodeID": settings.node_id,
            "Revision": "",
            "Server": true,
            "Version": settings.consul_version,
        },
        "Member": member(&call.registry),
        "Stats": {
            "agent": {
                "checks": checks.to_string(),
                "services": services.to_string(),
            },
            "build": {
                "prerelease": "",
                "revision": "",
                "version": settings.consul_version,
            },
            "consul": {
                "acl": "disabled",
                "leader": "true",
                "leader_addr": leader_address(&call.registry),
                "server": "true",
            },
            "registry": {
                "index": image.index.to_string(),
                "keys": image.kv.len().to_string(),
                "services": image.catalog.service_count().to_string(),
                "version": env!("CARGO_PKG_VERSION"),
            },
        },
        "Meta": {},
    });
    answer::json(&about, call.query.form())
}

/// The machine on which the registry runs.
pub(super) async fn host(call: &Call) -> Answer {
    let facts = tokio::task::spawn_blocking(host::facts).await;
    let facts = facts.map_err(|error| Refusal::failed(error.to_string()))?;
    answer::json(&facts, call.query.form())
}

pub(super) fn members(call: &Call) -> Answer {
    answer::json(&[member(&call.registry)], call.query.form())
}

fn member(registry: &Registry) -> Value {
    let settings = registry.settings();
    json!({
        "Name": settings.node_name,
        "Addr": settings.node_address,
        "Port": SERF_PORT,
        "Tags": {
            "build": format!("{}:", settings.consul_version),
            "dc": settings.datacenter,
            "id": settings.node_id,
            "port": SERVER_PORT.to_string(),
            "role": "consul",
            "segment": "",
            "vsn": PROTOCOL.to_string(),
        },
        "Status": 1,
        "ProtocolMin": 1,
        "ProtocolMax": 5,
        "ProtocolCur": PROTOCOL,
        "DelegateMin": 2,
        "DelegateMax": 5,
        "DelegateCur": 4,
    })
}

pub(super) fn leader(call: &Call) -> Answer {
    answer::json(&leader_address(&call.registry), call.query.form())
}

pub(super) fn peers(call: &Call) -> Answer {
    answer::json(&[leader_address(&call.registry)], call.query.form())
}

fn leader_address(registry: &Registry) -> String {
    let address = &registry.settings().node_address;
    match address.parse() {
        Ok(ip) => SocketAddr::new(ip, SERVER_PORT).to_string(),
        Err(_) => format!("{address}:{SERVER_PORT}"),
    }
}

pub(super) async fn maintenance(call: Call) -> Answer {
    let reason = reason_of(&call)?;
    change(&call, AgentAction::NodeMaintenance(reason)).await
}

/// Why something goes into maintenance, or nothing if it comes out of it.
pub(super) fn reason_of(call: &Call) -> Result<Option<String>, Refusal> {
    let enable = call
        .query
        .get("enable")
        .ok_or_else(|| Refusal::bad("Missing value for enable"))?;
    let enable = truth(enable)
        .ok_or_else(|| Refusal::bad(format!("Invalid value for enable: {enable:?}")))?;
    let reason = call.query.get("reason").unwrap_or_default();
    Ok(enable.then(|| reason.to_owned()))
}

/// Carries out a change of the agent, to which Consul answers nothing.
pub(super) async fn change(call: &Call, action: AgentAction) -> Answer {
    let command = AgentCommand {
        node: lookup(&call.registry.settings().node_name),
        action,
    };
    call.change(Command::Agent(Box::new(command))).await?;
    answer::done()
}
