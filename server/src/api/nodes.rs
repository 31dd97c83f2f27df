//! The machines of the catalog, in the shape that programs of the earlier system read.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::{Extension, Json};
use domain::access::Actor;
use domain::node::{NodeSummary, ServerHealth, ServiceCounts};
use engine::nodes::ServiceBrief;
use serde::Serialize;
use utoipa::ToSchema;

use super::caches::why;
use crate::errors::Failure;
use crate::state::Shared;

#[derive(Serialize, ToSchema)]
pub(crate) struct Nodes {
    success: bool,
    data: Vec<Node>,
    total: usize,
    /// The first of the configured servers
    main_server: Option<String>,
    /// The server that answers now
    active_server: Option<String>,
    /// How old the list of nodes is
    age_seconds: Option<u64>,
    /// Why the list of nodes cannot be read any more
    error: Option<String>,
    servers: Vec<Server>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct Server {
    name: String,
    /// good, resting or probing
    health: ServerHealthWord,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ServerHealthWord {
    Good,
    Resting,
    Probing,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct Node {
    node: String,
    addr: String,
    /// alive, dead or unknown
    #[schema(example = "alive")]
    status: &'static str,
    /// server, client, or catalog for a node without an agent
    #[schema(example = "server", rename = "type")]
    r#type: &'static str,
    /// Null while it is not known; never zero for that
    services_count: Option<usize>,
    /// ok, or error when the last answer covering it failed or is too old
    #[schema(example = "ok")]
    services_status: &'static str,
    /// Why it cannot be read
    services_error: Option<String>,
    site_name: Option<String>,
    /// Since somebody last confirmed what is told of it
    age_seconds: Option<u64>,
    health: Option<Health>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct Health {
    unchecked: usize,
    passing: usize,
    warning: usize,
    critical: usize,
}

/// All nodes with their health and counts
#[utoipa::path(get, path = "/api/v1/nodes", tag = "nodes", responses(
    (status = 200, description = "As they were last heard of; nothing is waited for",
        body = Nodes)))]
pub(crate) async fn nodes(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<Nodes>, Failure> {
    let list = app.engine.nodes(&actor)?;
    let data: Vec<Node> = list.nodes.into_iter().map(node).collect();
    Ok(Json(Nodes {
        success: true,
        total: data.len(),
        data,
        main_server: list.servers.first().map(|server| server.name.clone()),
        active_server: list.active_server,
        age_seconds: list.catalog.age_seconds(),
        error: why(&list.catalog),
        servers: list
            .servers
            .into_iter()
            .map(|server| Server {
                name: server.name,
                health: match server.health {
                    ServerHealth::Good => ServerHealthWord::Good,
                    ServerHealth::Resting => ServerHealthWord::Resting,
                    ServerHealth::Probing => ServerHealthWord::Probing,
                },
            })
            .collect(),
    }))
}

fn node(node: NodeSummary) -> Node {
    let failing = node.standing.is_failing();
    Node {
        status: node.state.in_old_words(),
        r#type: node.role.as_str(),
        services_count: node.services.map(ServiceCounts::all),
        services_status: if failing { "error" } else { "ok" },
        services_error: why(&node.standing),
        site_name: node.site,
        age_seconds: node.standing.age_seconds(),
        health: node.services.map(|counts| Health {
            unchecked: counts.unchecked,
            passing: counts.passing,
            warning: counts.warning,
            critical: counts.critical,
        }),
        node: node.name,
        addr: node.address,
    }
}

#[derive(Serialize, ToSchema)]
pub(crate) struct NodeServices {
    success: bool,
    data: Vec<Service>,
    node_name: String,
    total: usize,
    age_seconds: Option<u64>,
    error: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Service {
    #[serde(rename = "ID")]
    #[schema(value_type = String)]
    id: Arc<str>,
    #[schema(value_type = String)]
    service: Arc<str>,
    #[schema(value_type = Vec<String>)]
    tags: Vec<Arc<str>>,
    #[schema(value_type = String)]
    address: Arc<str>,
    port: i32,
    #[schema(additional_properties, value_type = Object)]
    meta: Option<catalog::Pairs>,
    /// passing, warning, critical or unchecked
    status: &'static str,
}

/// The services on one node
#[utoipa::path(get, path = "/api/v1/nodes/{addr}/services", tag = "nodes",
    params(("addr" = String, Path, description = "Name or address of the node")),
    responses(
        (status = 200, description = "By id, Consul's own left out", body = NodeServices),
        (status = 404, description = "No such node", body = super::openapi::Problem,
            content_type = "application/problem+json")))]
pub(crate) async fn services(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
    Path(node): Path<String>,
) -> Result<Json<NodeServices>, Failure> {
    let found = app.engine.node_services(&actor, &node)?;
    let data: Vec<Service> = found.services().map(|brief| service(&brief)).collect();
    let standing = found.standing();
    Ok(Json(NodeServices {
        success: true,
        total: data.len(),
        data,
        node_name: found.node().to_owned(),
        age_seconds: standing.age_seconds(),
        error: why(&standing),
    }))
}

fn service(brief: &ServiceBrief) -> Service {
    let row = &brief.row;
    Service {
        id: Arc::clone(&row.id),
        service: Arc::clone(&row.name),
        tags: row.tags().to_vec(),
        address: Arc::clone(&row.address),
        port: row.port,
        meta: row.meta.clone(),
        status: brief.health.as_str(),
    }
}

#[derive(Serialize, ToSchema)]
pub(crate) struct ServiceNames {
    success: bool,
    #[schema(value_type = Vec<String>)]
    data: Vec<Arc<str>>,
    node_name: String,
    total: usize,
    active_server: Option<String>,
}

/// The names of the services on one node
#[utoipa::path(get, path = "/api/v1/nodes/{addr}/service-names", tag = "nodes",
    params(("addr" = String, Path, description = "Name or address of the node")),
    responses(
        (status = 200, description = "Sorted, each once", body = ServiceNames),
        (status = 404, description = "No such node", body = super::openapi::Problem,
            content_type = "application/problem+json")))]
pub(crate) async fn service_names(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
    Path(node): Path<String>,
) -> Result<Json<ServiceNames>, Failure> {
    let found = app.engine.node_services(&actor, &node)?;
    let data: Vec<Arc<str>> = found.names().into_keys().collect();
    Ok(Json(ServiceNames {
        success: true,
        total: data.len(),
        data,
        node_name: found.node().to_owned(),
        active_server: app.engine.active_server(),
    }))
}
