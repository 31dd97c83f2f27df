//! What Consul knows beside the catalog, in the shapes that programs of the earlier system
//! read.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::State;
use axum::{Extension, Json};
use domain::access::Actor;
use domain::host::{HostFacts, Processors, Space};
use engine::nodes::ServiceOverview;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::input::{Asked, asked};
use super::openapi::Problem;
use crate::errors::Failure;
use crate::state::Shared;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfNode {
    /// Name or address of a member of the cluster; never any other address
    node_addr: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Host)]
pub(crate) struct Host {
    success: bool,
    /// The node whose agent was asked
    node: String,
    data: Facts,
}

/// Null is what the agent did not tell
#[derive(Serialize, ToSchema)]
#[schema(as = HostFacts)]
pub(crate) struct Facts {
    host: System,
    memory: Option<Bytes>,
    disk: Option<Bytes>,
    /// Where the file system of `disk` begins
    disk_path: String,
    cpu: Vec<Processor>,
    /// What the agent could not find out
    errors: Vec<String>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = HostSystem)]
pub(crate) struct System {
    hostname: String,
    uptime_seconds: Option<u64>,
    os: String,
    platform: String,
    kernel_version: String,
    kernel_arch: String,
}

/// In bytes
#[derive(Serialize, ToSchema)]
#[schema(as = HostSpace)]
pub(crate) struct Bytes {
    total: u64,
    available: u64,
    used: u64,
    used_percent: u8,
}

#[derive(Serialize, ToSchema)]
#[schema(as = HostProcessor)]
pub(crate) struct Processor {
    vendor_id: String,
    model_name: String,
    cores: u64,
    mhz: Option<u64>,
}

impl From<Space> for Bytes {
    fn from(space: Space) -> Self {
        Self {
            total: space.total,
            available: space.available,
            used: space.used,
            used_percent: space.used_percent,
        }
    }
}

impl From<Processors> for Processor {
    fn from(of_one_model: Processors) -> Self {
        Self {
            vendor_id: of_one_model.vendor,
            model_name: of_one_model.model,
            cores: of_one_model.cores,
            mhz: of_one_model.megahertz,
        }
    }
}

impl From<HostFacts> for Facts {
    fn from(facts: HostFacts) -> Self {
        Self {
            host: System {
                hostname: facts.hostname,
                uptime_seconds: facts.uptime_seconds,
                os: facts.os,
                platform: facts.platform,
                kernel_version: facts.kernel,
                kernel_arch: facts.architecture,
            },
            memory: facts.memory.map(Bytes::from),
            disk: facts.disk.map(Bytes::from),
            disk_path: facts.disk_path,
            cpu: facts.processors.into_iter().map(Processor::from).collect(),
            errors: facts.problems,
        }
    }
}

/// The machine under the agent of a node
///
/// Without a Consul, the machine on which Skills Eye runs.
#[utoipa::path(get, path = "/api/v1/consul/hosts", tag = "nodes", params(OfNode), responses(
    (status = 200, description = "As the agent tells it now", body = Host),
    (status = 404, description = "No such node", body = Problem,
        content_type = "application/problem+json"),
    (status = 502, description = "It has no agent, or its agent does not answer",
        body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn hosts(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
    query: Asked<OfNode>,
) -> Result<Json<Host>, Failure> {
    let OfNode { node_addr } = asked(query)?;
    let mut facts = app.engine.host(&actor, &node_addr).await?;
    Ok(Json(Host {
        success: true,
        node: std::mem::take(&mut facts.node),
        data: facts.into(),
    }))
}

#[derive(Serialize, ToSchema)]
#[schema(as = ServicesOverview)]
pub(crate) struct Overview {
    success: bool,
    data: Vec<Service>,
    total: usize,
}

/// All instances of one name, in the words of Consul's own pages
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
#[schema(as = ServiceOverview)]
pub(crate) struct Service {
    #[schema(value_type = String)]
    name: Arc<str>,
    #[schema(value_type = Vec<String>)]
    tags: BTreeSet<Arc<str>>,
    #[schema(value_type = Vec<String>)]
    nodes: BTreeSet<Arc<str>>,
    instance_count: usize,
    /// Checks, those of the node counted with each instance
    checks_passing: usize,
    checks_warning: usize,
    checks_critical: usize,
}

impl From<ServiceOverview> for Service {
    fn from(one: ServiceOverview) -> Self {
        Self {
            name: one.name,
            tags: one.tags,
            nodes: one.nodes,
            instance_count: one.instances,
            checks_passing: one.checks.passing,
            checks_warning: one.checks.warning,
            checks_critical: one.checks.critical,
        }
    }
}

/// The services of all nodes by name
#[utoipa::path(get, path = "/api/v1/consul/services/overview", tag = "nodes", responses(
    (status = 200, description = "Out of memory; nothing is waited for", body = Overview)))]
pub(crate) async fn overview(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<Overview>, Failure> {
    let found = app.engine.services_overview(&actor)?.into_iter();
    let data: Vec<Service> = found.map(Service::from).collect();
    Ok(Json(Overview {
        success: true,
        total: data.len(),
        data,
    }))
}
