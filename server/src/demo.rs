//! The fleet that the demo shows.

use std::collections::BTreeMap;

use anyhow::Context as _;
use consul::Client;
use consul::kv::Condition;
use consul::wire::{CatalogRegistration, Check, CheckStatus, RegisteredService};
use serde::Deserialize;

const SERVICES: &str = include_str!("../../fixtures/services.json");
const SITES: &str = include_str!("../../fixtures/sites.json");
/// Where the earlier system keeps sites; they are imported from there.
const SITES_KEY: &str = "skills/eye/metadata/sites";

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
    let sites = client.kv().put(SITES_KEY, SITES, 0, Condition::Absent);
    sites.await.context("the demo's sites")?;
    Ok(())
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
