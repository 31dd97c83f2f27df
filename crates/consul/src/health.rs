//! Checks and what they found.

use crate::error::Kind;
use crate::path;
use crate::query::{self, Query};
use crate::wire::{Check, CheckStatus, ServiceHealth};

/// A service's places, each with its node and checks.
pub fn service(name: &str) -> Query<Vec<ServiceHealth>> {
    Query::new(
        "health_service",
        below("service", name),
        query::json_or_default,
    )
}

/// Every check of a node and of its services.
pub fn node(name: &str) -> Query<Vec<Check>> {
    Query::new("health_node", below("node", name), query::json_or_default)
}

/// The checks of a service, on every node.
pub fn checks(service: &str) -> Query<Vec<Check>> {
    Query::new(
        "health_checks",
        below("checks", service),
        query::json_or_default,
    )
}

/// The checks in one state; without one, all checks.
pub fn state(status: Option<CheckStatus>) -> Query<Vec<Check>> {
    let status = status.map_or("any", CheckStatus::as_str);
    Query::new(
        "health_state",
        below("state", status),
        query::json_or_default,
    )
}

fn below(kind: &str, name: &str) -> Result<String, Kind> {
    Ok(format!("/v1/health/{kind}/{}", path::segment(name)?))
}
