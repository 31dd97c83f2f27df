//! How the checks stand, and what can be reached.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::{Extension, Json};
use domain::access::{Actor, Permission};
use domain::error::ErrorCode;
use engine::nodes::Checks;
use engine::probe::Question;
use serde::Serialize;
use utoipa::ToSchema;

use crate::errors::Failure;
use crate::state::Shared;

/// For each of what is probed.
const PATIENCE: Duration = Duration::from_secs(2);

#[derive(Serialize, ToSchema)]
#[schema(as = HealthStatus)]
pub(crate) struct Status {
    success: bool,
    summary: Summary,
    /// The first ten of each
    passing: Vec<Check>,
    warning: Vec<Check>,
    critical: Vec<Check>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = HealthSummary)]
pub(crate) struct Summary {
    passing: usize,
    warning: usize,
    critical: usize,
    total: usize,
}

/// In the words of Consul
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
#[schema(as = HealthCheck)]
pub(crate) struct Check {
    #[schema(value_type = String)]
    node: Arc<str>,
    #[serde(rename = "CheckID")]
    #[schema(value_type = String)]
    check_id: Arc<str>,
    #[schema(value_type = String)]
    name: Arc<str>,
    #[schema(value_type = String)]
    status: Arc<str>,
    #[serde(rename = "ServiceID")]
    #[schema(value_type = String)]
    service_id: Arc<str>,
    #[schema(value_type = String)]
    service_name: Arc<str>,
    #[schema(value_type = String)]
    output: Arc<str>,
}

/// All checks of the catalog by their state
#[utoipa::path(get, path = "/api/v1/health/status", tag = "health", responses(
    (status = 200, description = "Out of memory; nothing is waited for", body = Status)))]
pub(crate) async fn status(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<Status>, Failure> {
    let found = app.engine.checks(&actor)?;
    let (passing, warning, critical) = (found.passing, found.warning, found.critical);
    Ok(Json(Status {
        success: true,
        summary: Summary {
            passing: passing.count,
            warning: warning.count,
            critical: critical.count,
            total: passing.count + warning.count + critical.count,
        },
        passing: first(passing),
        warning: first(warning),
        critical: first(critical),
    }))
}

fn first(checks: Checks) -> Vec<Check> {
    let rows = checks.first.into_iter();
    rows.map(|row| Check {
        node: Arc::clone(&row.node),
        check_id: Arc::clone(&row.id),
        name: Arc::clone(&row.name),
        status: Arc::clone(&row.status),
        service_id: Arc::clone(&row.service_id),
        service_name: Arc::clone(&row.service_name),
        output: Arc::clone(&row.output),
    })
    .collect()
}

#[derive(Serialize, ToSchema)]
#[schema(as = Connectivity)]
pub(crate) struct Connectivity {
    success: bool,
    consul: Reached,
    prometheus: Reached,
    grafana: Reached,
    blackbox: Reached,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ConnectivityOf)]
pub(crate) struct Reached {
    /// up, down, or not_configured: nobody said where it is, so nothing was tried
    #[schema(example = "up")]
    status: &'static str,
    address: Option<String>,
    milliseconds: Option<u128>,
    /// Why it is down
    error: Option<String>,
}

const NOT_CONFIGURED: Reached = Reached {
    status: "not_configured",
    address: None,
    milliseconds: None,
    error: None,
};

/// Whether the store answers, asked now; 2 s at most
#[utoipa::path(get, path = "/api/v1/health/connectivity", tag = "health", responses(
    (status = 200, description = "Success when everything that is configured is up",
        body = Connectivity)))]
pub(crate) async fn connectivity(
    State(app): State<Shared>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<Connectivity>, Failure> {
    actor.require(Permission::Administer)?;
    let began = Instant::now();
    let probed = app
        .engine
        .probe(&actor, &Question::default(), PATIENCE)
        .await;
    let consul = match probed {
        Ok(answered) => Reached {
            status: "up",
            address: Some(answered.server),
            milliseconds: Some(began.elapsed().as_millis()),
            error: None,
        },
        Err(error) if error.code == ErrorCode::AgentFailed => Reached {
            status: "down",
            address: Some(error.arg("address").to_owned()),
            milliseconds: None,
            error: Some(error.arg("why").to_owned()),
        },
        Err(error) => return Err(error.into()),
    };
    Ok(Json(Connectivity {
        success: consul.status == "up",
        consul,
        prometheus: NOT_CONFIGURED,
        grafana: NOT_CONFIGURED,
        blackbox: NOT_CONFIGURED,
    }))
}
