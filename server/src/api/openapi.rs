//! The description of the REST API.

use axum::extract::State;
use axum::response::Response;
use http::HeaderMap;
use utoipa::{OpenApi, ToSchema};

use super::{
    Constant, caches, config, consul, discovery, docs, events, health, keys, metrics, nodes,
    parsed, settings, version, wellbeing,
};
use crate::state::Shared;

#[derive(OpenApi)]
#[openapi(
    info(title = "Skills Eye", description = "What programs may ask of Skills Eye."),
    paths(
        version::version,
        events::events,
        nodes::nodes,
        nodes::services,
        nodes::service_names,
        consul::hosts,
        consul::overview,
        config::current,
        config::health,
        config::known_nodes,
        config::test_connection,
        config::modules,
        config::service_names,
        config::environment,
        settings::naming,
        settings::sites,
        wellbeing::status,
        wellbeing::connectivity,
        parsed::parsed,
        parsed::summary,
        caches::flush,
        caches::info,
        caches::stats,
        caches::keys,
        caches::entry,
        caches::invalidate,
        caches::invalidate_pattern,
        caches::clear,
        discovery::services,
        keys::tree,
        keys::value,
        keys::put,
        keys::delete,
        keys::search,
        keys::export,
        keys::history,
        keys::version,
        keys::restore,
        document,
        docs::page,
        health::live,
        health::ready,
        metrics::metrics,
    ),
    components(schemas(Problem)),
    tags(
        (name = "system", description = "The server itself"),
        (name = "nodes", description = "The machines of the catalog"),
        (name = "cache", description = "What is kept of the store in memory"),
        (name = "config", description = "What this server is set to"),
        (name = "discovery", description = "For Prometheus"),
        (name = "keys", description = "The store itself, for administrators"),
        (name = "health", description = "For machines that watch this one"),
    )
)]
pub(crate) struct Api;

/// An error, as in RFC 9457
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what `errors::problem` writes")]
pub(crate) struct Problem {
    #[schema(example = "urn:skills-eye:error:bad_parameter")]
    r#type: String,
    /// What went wrong, in the language of the reader
    title: String,
    status: u16,
    /// What exactly, and what can be done
    detail: String,
    /// Stable name of the error
    #[schema(example = "bad_parameter")]
    code: String,
    /// What the error is about, by name
    #[schema(additional_properties, value_type = Object)]
    args: std::collections::BTreeMap<String, String>,
    /// The log has it under this id
    request_id: String,
}

pub(crate) fn constant() -> Constant {
    Constant::json(Api::openapi().to_json().unwrap_or_default())
}

/// This description
#[utoipa::path(get, path = "/api/openapi.json", tag = "system", responses(
    (status = 200, description = "OpenAPI 3.1", body = Object),
    (status = 304, description = "It is the one that the client has")))]
pub(crate) async fn document(State(app): State<Shared>, headers: HeaderMap) -> Response {
    app.openapi.respond(&headers)
}
