//! What Consul has and the registry has not, said in words.

use axum::response::{IntoResponse as _, Response};
use http::StatusCode;

use super::answer;
use super::refusal::Refusal;

/// Endpoints of Consul 1.8, by the beginning of their path.
const LEFT_OUT: [(&str, &str); 26] = [
    ("/v1/acl/", "access control (ACL)"),
    ("/v1/agent/connect/", "Connect"),
    ("/v1/agent/force-leave/", "removing a member"),
    ("/v1/agent/health/", "health as the agent sees it"),
    ("/v1/agent/join/", "joining a cluster"),
    ("/v1/agent/leave", "leaving a cluster"),
    ("/v1/agent/metrics", "what Consul measures of itself"),
    ("/v1/agent/monitor", "following Consul's log"),
    ("/v1/agent/reload", "reloading Consul's configuration"),
    ("/v1/agent/token/", "access control (ACL)"),
    ("/v1/catalog/connect/", "Connect"),
    ("/v1/catalog/gateway-services/", "Connect"),
    ("/v1/config", "the store of configuration entries"),
    ("/v1/connect/", "Connect"),
    ("/v1/coordinate/", "the estimate of network distances"),
    ("/v1/discovery-chain/", "Connect"),
    ("/v1/event/", "firing and listing user events"),
    ("/v1/health/connect/", "Connect"),
    ("/v1/health/ingress/", "Connect"),
    ("/v1/internal/acl/", "access control (ACL)"),
    ("/v1/internal/federation-state", "federation"),
    ("/v1/internal/ui/", "what Consul's own web pages ask"),
    ("/v1/namespace", "separation by namespaces"),
    ("/v1/operator/", "operating a cluster"),
    ("/v1/query", "storing and running prepared queries"),
    ("/v1/snapshot", "saving and restoring snapshots"),
];

pub(super) fn answer(path: &str) -> Response {
    match LEFT_OUT.iter().find(|(begin, _)| path.starts_with(begin)) {
        Some((_, what)) => Refusal::new(
            StatusCode::NOT_IMPLEMENTED,
            format!("{path}: {what} is left out of this registry"),
        )
        .into_response(),
        None => answer::empty(StatusCode::NOT_FOUND),
    }
}
