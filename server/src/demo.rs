//! The fleet that the demo shows.

use std::collections::BTreeMap;

use anyhow::Context as _;
use consul::Client;
use consul::kv::Condition;
use consul::wire::{CatalogRegistration, Check, CheckStatus, RegisteredService};
use serde::Deserialize;

const SERVICES: &str = include_str!("../../fixtures/services.json");
const NODES: &str = include_str!("../../fixtures/nodes.json");
/// What the earlier system kept, which is taken over from there.
const KEYS: &str = include_str!("../../fixtures/kv.json");

/// Keys of another program, which are shown and never written.
pub(crate) const OTHERS: &str = "apps";

/// A service as a catalog lists it.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Row {
    node: String,
    node_address: String,
    #[serde(rename = "ID")]
    id: String,
    service: String,
    tags: Option<Vec<String>>,
    address: String,
    port: u16,
    meta: Option<BTreeMap<String, String>>,
    status: String,
}

/// A member of a cluster, with the number that stands for its state.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Member {
    node: String,
    status: u8,
}

/// Fills an empty registry.
///
/// # Errors
///
/// When it cannot be written.
pub(crate) async fn fill(client: &Client) -> anyhow::Result<()> {
    let rows: Vec<Row> = serde_json::from_str(SERVICES).context("the demo's fleet")?;
    for row in rows {
        let id = row.id.clone();
        let registered = client.catalog().register(&registration(row)).await;
        registered.with_context(|| format!("the demo's service {id}"))?;
    }
    let members: Vec<Member> = serde_json::from_str(NODES).context("the demo's nodes")?;
    for member in members {
        let named = member.node.clone();
        let checked = client.catalog().register(&health(member)).await;
        checked.with_context(|| format!("the demo's node {named}"))?;
    }
    let keys: BTreeMap<String, serde_json::Value> =
        serde_json::from_str(KEYS).context("the demo's keys")?;
    for (key, value) in keys {
        // A text was stored as it is.
        let bytes = match value {
            serde_json::Value::String(text) => text,
            other => other.to_string(),
        };
        let put = client.kv().put(&key, bytes, 0, Condition::Absent).await;
        put.with_context(|| format!("the demo's key {key}"))?;
    }
    Ok(())
}

/// What a cluster says of the health of a member. There is no cluster here, so it is written
/// as one would.
fn health(member: Member) -> CatalogRegistration {
    const ALIVE: u8 = 1;
    let (status, output) = match member.status {
        ALIVE => (CheckStatus::Passing, "Agent alive and reachable"),
        _ => (CheckStatus::Critical, "Agent not live or unreachable"),
    };
    CatalogRegistration {
        node: member.node,
        checks: vec![Check {
            id: "serfHealth".to_owned(),
            name: "Serf Health Status".to_owned(),
            status,
            output: output.to_owned(),
            ..Check::default()
        }],
        skip_node_update: true,
        ..CatalogRegistration::default()
    }
}

fn registration(row: Row) -> CatalogRegistration {
    let status = match row.status.as_str() {
        "passing" => Some(CheckStatus::Passing),
        "warning" => Some(CheckStatus::Warning),
        "critical" => Some(CheckStatus::Critical),
        _ => None,
    };
    let check = status.map(|status| Check {
        id: format!("probe:{}", row.id),
        name: "probe".to_owned(),
        service_id: row.id.clone(),
        status,
        ..Check::default()
    });
    CatalogRegistration {
        node: row.node,
        address: row.node_address,
        service: Some(RegisteredService {
            id: row.id,
            name: row.service,
            tags: row.tags.unwrap_or_default(),
            address: row.address,
            port: row.port,
            meta: row.meta.unwrap_or_default(),
        }),
        checks: check.into_iter().collect(),
        ..CatalogRegistration::default()
    }
}
